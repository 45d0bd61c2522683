/* jwt_test.c -- statements signed by keys made here: one that holds, and every way in which one does not. */
#include "account/jwt.h"
#include "account/fetch.h"
#include "test/test.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <string.h>

#define NOW 1795600000
#define GOOD "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000,\"email\":\"a@x.example\"}"

static const char *url64(struct work *w, const void *s, size_t n)
{
    size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(take(w, room), room, s, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static const char *number(struct work *w, EVP_PKEY *key, const char *name)
{
    BIGNUM *n = NULL;
    EVP_PKEY_get_bn_param(key, name, &n);
    unsigned char *s = take(w, 1024);
    int len = BN_num_bytes(n) < 32 ? 32 : BN_num_bytes(n);
    if (strcmp(name, OSSL_PKEY_PARAM_RSA_E) == 0)
        len = BN_num_bytes(n);
    BN_bn2binpad(n, s, len);
    BN_free(n);
    return url64(w, s, (size_t)len);
}

static const char *jwk(struct work *w, EVP_PKEY *key, const char *kid)
{
    if (EVP_PKEY_is_a(key, "RSA"))
        return take_text(w, "{\"kty\":\"RSA\",\"kid\":\"%s\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"}", kid, number(w, key, OSSL_PKEY_PARAM_RSA_N), number(w, key, OSSL_PKEY_PARAM_RSA_E));
    return take_text(w, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}", kid, number(w, key, OSSL_PKEY_PARAM_EC_PUB_X), number(w, key, OSSL_PKEY_PARAM_EC_PUB_Y));
}

static const char *sign(struct work *w, EVP_PKEY *key, const char *header, const char *claims)
{
    const char *body = take_text(w, "%s.%s", url64(w, header, strlen(header)), url64(w, claims, strlen(claims)));
    unsigned char *sig = take(w, 1024);
    size_t n = 1024;
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    CHECK(EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key) == 1 && EVP_DigestSign(c, sig, &n, (const unsigned char *)body, strlen(body)) == 1);
    EVP_MD_CTX_free(c);
    if (EVP_PKEY_is_a(key, "EC")) {
        const unsigned char *at = sig;
        ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &at, (long)n);
        unsigned char *raw = take(w, 64);
        BN_bn2binpad(ECDSA_SIG_get0_r(s), raw, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(s), raw + 32, 32);
        ECDSA_SIG_free(s);
        sig = raw;
        n = 64;
    }
    return take_text(w, "%s.%s", body, url64(w, sig, n));
}

static bool believed(const char *token, const json_t *keys, const char **why)
{
    static struct err e;
    e = (struct err){0};
    json_t *claims = jwt_claims(token, keys, &(struct jwt_expected){"https://id.example", "cavt", "n-0S6", NOW}, &e);
    *why = e.text;
    bool ok = claims != NULL && strcmp(json_string_value(json_object_get(claims, "email")), "a@x.example") == 0;
    json_decref(claims);
    return ok;
}

static void forget_key(void *k) { EVP_PKEY_free(k); }
static void forget_json(void *j) { json_decref(j); }

PURE(a_statement_is_believed_only_if_all_of_it_holds)
{
    EVP_PKEY *rsa = EVP_RSA_gen(2048), *ec = EVP_EC_gen("P-256"), *other = EVP_EC_gen("P-256"), *small = EVP_RSA_gen(1024);
    work_later(w, forget_key, rsa);
    work_later(w, forget_key, ec);
    work_later(w, forget_key, other);
    work_later(w, forget_key, small);
    json_t *keys = json_loads(take_text(w, "{\"keys\":[%s,%s,%s]}", jwk(w, rsa, "r"), jwk(w, ec, "e"), jwk(w, small, "s")), 0, NULL);
    work_later(w, forget_json, keys);
    const char *rs = "{\"alg\":\"RS256\",\"kid\":\"r\"}", *es = "{\"alg\":\"ES256\",\"kid\":\"e\"}";
    const char *why, *good = sign(w, rsa, rs, GOOD);
    CHECK(believed(good, keys, &why));
    CHECK(believed(sign(w, ec, es, GOOD), keys, &why));
    CHECK(believed(sign(w, ec, "{\"alg\":\"ES256\"}", GOOD), keys, &why));
    CHECK(believed(sign(w, rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":[\"x\",\"cavt\"],\"azp\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000,\"email\":\"a@x.example\"}"), keys, &why));
    const struct { EVP_PKEY *by; const char *header, *claims, *why; } tries[] = {
        {other, es, GOOD, "not signed by a key"},
        {small, "{\"alg\":\"RS256\",\"kid\":\"s\"}", GOOD, "not signed by a key"},
        {rsa, "{\"alg\":\"RS256\",\"kid\":\"e\"}", GOOD, "not signed by a key"},
        {rsa, "{\"alg\":\"none\"}", GOOD, "RS256 and ES256 are believed"},
        {rsa, "{\"alg\":\"HS256\",\"kid\":\"r\"}", GOOD, "RS256 and ES256 are believed"},
        {rsa, "{\"alg\":\"RS256\",\"kid\":\"r\",\"crit\":[\"b64\"],\"b64\":false}", GOOD, "not well-formed"},
        {rsa, "[]", GOOD, "not well-formed"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"iss\":\"https://id.example\"}", "not well-formed"},
        {rsa, rs, "{\"iss\":\"https://evil.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000}", "another provider"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"other\",\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000}", "another site"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":[\"cavt\",\"x\"],\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000}", "another site"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"azp\":\"x\",\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000}", "another site"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"nonce\":\"other\",\"exp\":1795600600,\"iat\":1795600000}", "another sign-in"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"exp\":1795600600,\"iat\":1795600000}", "another sign-in"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":1795599880,\"iat\":1795590000}", "too old"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":\"1795600600\",\"iat\":1795600000}", "too old"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"u1\",\"aud\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":1795700600,\"iat\":1795600200}", "of the future"},
        {rsa, rs, "{\"iss\":\"https://id.example\",\"sub\":\"\",\"aud\":\"cavt\",\"nonce\":\"n-0S6\",\"exp\":1795600600,\"iat\":1795600000}", "names nobody"},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        bool ok = believed(sign(w, tries[i].by, tries[i].header, tries[i].claims), keys, &why);
        if (ok || strstr(why, tries[i].why) == NULL)
            printf("# row %zu: %s\n", i, why);
        CHECK(!ok && strstr(why, tries[i].why) != NULL);
    }
    char *altered = take_text(w, "%s", good);
    for (char *s = strchr(altered, '.') + 4; *s != '\0'; s += 37) {
        char was = *s;
        *s = was == 'A' ? 'B' : 'A';
        CHECK(was == '.' || !believed(altered, keys, &why));
        *s = was;
    }
    static const char *const odd[] = {"", ".", "..", "a.b.c", "a.b.c.d", "e30.e30.", "e30=.e30.AA"};
    for (size_t i = 0; i < COUNT(odd); i++)
        CHECK(!believed(odd[i], keys, &why) && *why != '\0');
    CHECK(!believed(good, NULL, &why));
}

PURE(only_a_provider_s_own_kind_of_address_is_asked)
{
    CHECK(fetch_fits("https://id.example.org") && fetch_fits("http://127.0.0.1:3000/x") && fetch_fits("http://localhost:3000"));
    static const char *const bad[] = {"http://id.example.org", "ftp://x", "file:///etc/passwd", "https://", "https:///x", "http://127.0.0.1.evil.example/", "https://a@b.example", "https://x y", NULL};
    for (size_t i = 0; i < COUNT(bad); i++)
        CHECK(!fetch_fits(bad[i]));
}
