/* jwt.c -- see jwt.h. */
#include "account/jwt.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/bn.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_MOST ((size_t)32 << 10)
#define SKEW_S     120 /* clocks differ */
#define RSA_LEAST  2048

struct bytes {
    unsigned char *s;
    size_t n;
};

static struct bytes decoded(const char *s, size_t n)
{
    struct bytes b = {malloc(n + 1), 0};
    if (b.s == NULL)
        abort();
    const char *end = NULL;
    if (sodium_base642bin(b.s, n + 1, s, n, NULL, &b.n, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 || end != s + n) {
        free(b.s);
        b = (struct bytes){0};
    }
    return b;
}

static json_t *object_of(const char *s, size_t n)
{
    struct bytes b = decoded(s, n);
    json_t *j = b.s == NULL ? NULL : json_loadb((const char *)b.s, b.n, JSON_REJECT_DUPLICATES, NULL);
    free(b.s);
    if (j != NULL && !json_is_object(j)) {
        json_decref(j);
        j = NULL;
    }
    return j;
}

static const char *text(const json_t *j, const char *key)
{
    const char *s = json_string_value(json_object_get(j, key));
    return s != NULL ? s : "";
}

/* ---------------------------------------------------------------- keys */
static EVP_PKEY *made(const char *kind, OSSL_PARAM_BLD *b)
{
    EVP_PKEY *key = NULL;
    OSSL_PARAM *p = OSSL_PARAM_BLD_to_param(b);
    EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    if (p == NULL || c == NULL || EVP_PKEY_fromdata_init(c) != 1 || EVP_PKEY_fromdata(c, &key, EVP_PKEY_PUBLIC_KEY, p) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(c);
    OSSL_PARAM_free(p);
    return key;
}

static EVP_PKEY *rsa_key(const json_t *k)
{
    struct bytes n = decoded(text(k, "n"), strlen(text(k, "n"))), e = decoded(text(k, "e"), strlen(text(k, "e")));
    EVP_PKEY *key = NULL;
    if (n.n >= RSA_LEAST / 8 && n.n <= 1024 && e.n > 0 && e.n <= 8) {
        BIGNUM *bn = BN_bin2bn(n.s, (int)n.n, NULL), *be = BN_bin2bn(e.s, (int)e.n, NULL);
        OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
        if (bn != NULL && be != NULL && b != NULL && OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, bn) == 1 &&
            OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, be) == 1)
            key = made("RSA", b);
        OSSL_PARAM_BLD_free(b);
        BN_free(bn);
        BN_free(be);
        if (key != NULL && EVP_PKEY_get_bits(key) < RSA_LEAST) {
            EVP_PKEY_free(key);
            key = NULL;
        }
    }
    free(n.s);
    free(e.s);
    return key;
}

static EVP_PKEY *ec_key(const json_t *k)
{
    struct bytes x = decoded(text(k, "x"), strlen(text(k, "x"))), y = decoded(text(k, "y"), strlen(text(k, "y")));
    EVP_PKEY *key = NULL;
    if (x.n == 32 && y.n == 32 && strcmp(text(k, "crv"), "P-256") == 0) {
        unsigned char point[65] = {4};
        memcpy(point + 1, x.s, 32);
        memcpy(point + 33, y.s, 32);
        OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
        if (b != NULL && OSSL_PARAM_BLD_push_utf8_string(b, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
            OSSL_PARAM_BLD_push_octet_string(b, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point)) == 1)
            key = made("EC", b);
        OSSL_PARAM_BLD_free(b);
    }
    free(x.s);
    free(y.s);
    return key;
}

/* ---------------------------------------------------------------- signatures */
/* JWS has r and s side by side, OpenSSL wants them as DER. */
static struct bytes as_der(const struct bytes *raw)
{
    struct bytes der = {0};
    ECDSA_SIG *sig = raw->n == 64 ? ECDSA_SIG_new() : NULL;
    BIGNUM *r = sig != NULL ? BN_bin2bn(raw->s, 32, NULL) : NULL, *s = sig != NULL ? BN_bin2bn(raw->s + 32, 32, NULL) : NULL;
    if (r != NULL && s != NULL && ECDSA_SIG_set0(sig, r, s) == 1) {
        int n = i2d_ECDSA_SIG(sig, &der.s);
        der.n = n > 0 ? (size_t)n : 0;
    }
    ECDSA_SIG_free(sig);
    return der;
}

static bool signed_by(EVP_PKEY *key, const char *s, size_t n, const struct bytes *signature)
{
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    bool ok = c != NULL && EVP_DigestVerifyInit(c, NULL, EVP_sha256(), NULL, key) == 1 &&
              EVP_DigestVerify(c, signature->s, signature->n, (const unsigned char *)s, n) == 1;
    EVP_MD_CTX_free(c);
    return ok;
}

static bool by_this(const json_t *k, bool rsa, const char *s, size_t n, const struct bytes *signature)
{
    EVP_PKEY *key = rsa ? rsa_key(k) : ec_key(k);
    if (key == NULL)
        return false;
    struct bytes der = rsa ? (struct bytes){0} : as_der(signature);
    bool ok = rsa ? signed_by(key, s, n, signature) : der.n > 0 && signed_by(key, s, n, &der);
    OPENSSL_free(der.s);
    EVP_PKEY_free(key);
    return ok;
}

/* By one of the provider's keys that may be meant: of the kind that the algorithm asks for, named so, for signatures. */
static bool by_any(const json_t *keys, const json_t *header, const char *s, size_t n, const struct bytes *signature)
{
    bool rsa = strcmp(text(header, "alg"), "RS256") == 0;
    const char *kid = text(header, "kid");
    size_t i;
    json_t *k;
    json_array_foreach(json_object_get(keys, "keys"), i, k) {
        bool kind = strcmp(text(k, "kty"), rsa ? "RSA" : "EC") == 0, use = *text(k, "use") == '\0' || strcmp(text(k, "use"), "sig") == 0;
        bool alg = *text(k, "alg") == '\0' || strcmp(text(k, "alg"), text(header, "alg")) == 0;
        if (kind && use && alg && (*kid == '\0' || strcmp(text(k, "kid"), kid) == 0) && by_this(k, rsa, s, n, signature))
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- claims */
static bool meant_for(const json_t *claims, const char *client)
{
    const json_t *aud = json_object_get(claims, "aud");
    bool found = json_is_string(aud) && strcmp(json_string_value(aud), client) == 0;
    size_t i, n = json_is_array(aud) ? json_array_size(aud) : 1;
    for (i = 0; json_is_array(aud) && i < n; i++) {
        const char *one = json_string_value(json_array_get(aud, i));
        found |= one != NULL && strcmp(one, client) == 0;
    }
    const char *azp = text(claims, "azp");
    return found && (*azp == '\0' ? n == 1 : strcmp(azp, client) == 0);
}

static bool holds(const json_t *c, const struct jwt_expected *e, struct err *err)
{
    const json_t *exp = json_object_get(c, "exp"), *iat = json_object_get(c, "iat"), *nbf = json_object_get(c, "nbf");
    if (strcmp(text(c, "iss"), e->issuer) != 0)
        return err_set(err, NOT_ALLOWED, "the statement is of another provider");
    if (!meant_for(c, e->client_id))
        return err_set(err, NOT_ALLOWED, "the statement is meant for another site");
    if (strcmp(text(c, "nonce"), e->nonce) != 0 || *e->nonce == '\0')
        return err_set(err, NOT_ALLOWED, "the statement answers another sign-in");
    if (!json_is_integer(exp) || json_integer_value(exp) + SKEW_S <= e->now)
        return err_set(err, NOT_ALLOWED, "the statement is too old");
    if (!json_is_integer(iat) || json_integer_value(iat) > e->now + SKEW_S || (nbf != NULL && (!json_is_integer(nbf) || json_integer_value(nbf) > e->now + SKEW_S)))
        return err_set(err, NOT_ALLOWED, "the statement is of the future; one of the two clocks is wrong");
    if (*text(c, "sub") == '\0' || strlen(text(c, "sub")) > 255)
        return err_set(err, NOT_ALLOWED, "the statement names nobody");
    return true;
}

json_t *jwt_claims(const char *token, const json_t *keys, const struct jwt_expected *e, struct err *err)
{
    size_t n = strnlen(token, TOKEN_MOST + 1);
    const char *first = n <= TOKEN_MOST ? strchr(token, '.') : NULL, *second = first != NULL ? strchr(first + 1, '.') : NULL;
    if (second == NULL || strchr(second + 1, '.') != NULL) {
        err_set(err, NOT_ALLOWED, "the statement is not a signed one");
        return NULL;
    }
    json_t *header = object_of(token, (size_t)(first - token)), *claims = object_of(first + 1, (size_t)(second - first) - 1);
    struct bytes signature = decoded(second + 1, strlen(second + 1));
    const char *alg = text(header, "alg");
    bool known = strcmp(alg, "RS256") == 0 || strcmp(alg, "ES256") == 0;
    bool ok = false;
    if (header == NULL || claims == NULL || signature.s == NULL || json_object_get(header, "crit") != NULL)
        err_set(err, NOT_ALLOWED, "the statement is not well-formed");
    else if (!known)
        err_set(err, NOT_ALLOWED, "the statement is signed by \"%.40s\"; RS256 and ES256 are believed", alg);
    else if (!by_any(keys, header, token, (size_t)(second - token), &signature))
        err_set(err, NOT_ALLOWED, "the statement is not signed by a key of the provider");
    else
        ok = holds(claims, e, err);
    free(signature.s);
    json_decref(header);
    if (ok)
        return claims;
    json_decref(claims);
    return NULL;
}
