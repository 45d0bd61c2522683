/* provider_web.c -- see provider_web.h. */
#include "account/provider_web.h"

#include "account/fetch.h"
#include "account/field_web.h"
#include "account/jwt.h"
#include "account/limit_web.h"
#include "account/provider.h"
#include "account/second_web.h"
#include "account/session_web.h"
#include "account/token.h"
#include "base/text.h"
#include "codec/json.h"
#include "view/words.h"
#include "web/piece.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define COOKIE "cavt_provider"
#define GONE_S 900 /* that somebody may be away at the provider */

static const char *typed(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static const char *at(const json_t *j, const char *key)
{
    const char *s = json_string_value(json_object_get(j, key));
    return s != NULL ? s : "";
}

/* What the provider or the line to it broke is for the administrator; the reader may try again or come in otherwise. */
static bool unreachable(struct request *q, const struct provider *p)
{
    struct work *w = q->w;
    if (w->err.fault == BROKEN || w->err.fault == NOT_VALID) {
        fprintf(stderr, "{\"provider\":\"%s\",\"problem\":\"%s\"}\n", p->code, w->err.text);
        w->err = (struct err){0};
        fail(w, CONFLICT, tr(w, "%s does not answer as it should; try again, or sign in by your password"), tr_name(w, p->name_ru, p->name_en));
    }
    return false;
}

static json_t *discovered(struct work *w, const struct provider *p)
{
    json_t *d = fetch_json(w, &(struct fetch){.url = take_text(w, "%s/.well-known/openid-configuration", p->issuer)});
    if (d != NULL && strcmp(at(d, "issuer"), p->issuer) != 0)
        fail(w, BROKEN, "the issuer calls itself %s", at(d, "issuer"));
    return fine(w) ? d : NULL;
}

static const char *challenge_of(struct work *w, const char *verifier)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *s = take(w, 64);
    crypto_hash_sha256(hash, (const unsigned char *)verifier, strlen(verifier));
    return sodium_bin2base64(s, 64, hash, sizeof(hash), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static const char *remembered(struct work *w, const struct provider *p, const char *nonce, const char *verifier, const char *next)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_put_int(&j, "provider", p->id);
    json_put_text(&j, "nonce", nonce);
    json_put_text(&j, "verifier", verifier);
    json_put_text(&j, "next", next);
    json_end_object(&j);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

static bool set_out(struct request *q)
{
    struct work *w = q->w;
    struct provider p;
    if (!provider_load(w, q->code[0], 0, &p))
        return fail(w, NOT_FOUND, tr(w, "there is no provider of identity %s"), q->code[0]);
    if (!limit_try(q, TRY_LINK, NULL))
        return false;
    json_t *d = discovered(w, &p);
    if (d == NULL)
        return unreachable(q, &p);
    const char *nonce = secret_make(w, 32), *verifier = secret_make(w, 32);
    const char *state = token_make(w, "provider", 0, GONE_S, remembered(w, &p, nonce, verifier, field_next(q)));
    if (!fine(w))
        return false;
    web_set_cookie(q, COOKIE, state, GONE_S);
    const char *to = at(d, "authorization_endpoint");
    return web_leave(q, take_text(w, "%s%cresponse_type=code&scope=openid%%20email%%20profile&client_id=%s&redirect_uri=%s&state=%s&nonce=%s&code_challenge=%s&code_challenge_method=S256",
                                  to, strchr(to, '?') != NULL ? '&' : '?', web_part(w, p.client_id), web_part(w, web_address(q, "/sign-in/back")), state, nonce, challenge_of(w, verifier)));
}

/* The code for the statement: asked of the provider itself. */
static json_t *exchanged(struct request *q, const struct provider *p, const json_t *d, const char *verifier)
{
    struct work *w = q->w;
    const char *form = take_text(w, "grant_type=authorization_code&code=%s&redirect_uri=%s&code_verifier=%s", web_part(w, typed(q, "code")), web_part(w, web_address(q, "/sign-in/back")), verifier);
    if (p->client_secret == NULL)
        form = take_text(w, "%s&client_id=%s", form, web_part(w, p->client_id));
    return fetch_json(w, &(struct fetch){.url = at(d, "token_endpoint"), .form = form, .user = p->client_secret != NULL ? web_part(w, p->client_id) : NULL,
                                         .password = p->client_secret != NULL ? web_part(w, p->client_secret) : NULL});
}

static void forget(void *j) { json_decref(j); }

static bool claims_of(struct request *q, const struct provider *p, const json_t *remember, struct person *who)
{
    struct work *w = q->w;
    json_t *d = discovered(w, p), *keys = d != NULL ? fetch_json(w, &(struct fetch){.url = at(d, "jwks_uri")}) : NULL;
    json_t *answer = keys != NULL ? exchanged(q, p, d, at(remember, "verifier")) : NULL;
    if (answer == NULL)
        return false;
    struct err e = {0};
    json_t *claims = jwt_claims(at(answer, "id_token"), keys, &(struct jwt_expected){p->issuer, p->client_id, at(remember, "nonce"), w->now}, &e);
    if (claims == NULL)
        return fail(w, BROKEN, "%s", e.text);
    work_later(w, forget, claims);
    const json_t *from = claims;
    if (*at(claims, "email") == '\0' && *at(d, "userinfo_endpoint") != '\0') {
        from = fetch_json(w, &(struct fetch){.url = at(d, "userinfo_endpoint"), .bearer = at(answer, "access_token")});
        if (from == NULL)
            return false;
        if (strcmp(at(from, "sub"), at(claims, "sub")) != 0)
            return fail(w, BROKEN, "the provider's page about the person is of another person");
    }
    *who = (struct person){.subject = at(claims, "sub"), .email = at(from, "email"), .name = at(from, "name"), .verified = json_is_true(json_object_get(from, "email_verified"))};
    return true;
}

static bool came_back(struct request *q)
{
    struct work *w = q->w;
    const char *state = typed(q, "state"), *cookie = web_cookie(q, COOKIE);
    struct token t;
    struct provider p;
    struct person who;
    struct account a;
    q->title = tr(w, "Sign in");
    if (*state == '\0') {
        piece_empty(q, tr(w, "Nobody is signed in in this browser."), "/sign-in", tr(w, "Sign in"));
        return true;
    }
    if (!limit_try(q, TRY_LINK, NULL))
        return false;
    /* Only the browser that set out may come back: otherwise one could be signed in as somebody else without knowing. */
    if (cookie == NULL || strlen(cookie) != strlen(state) || sodium_memcmp(cookie, state, strlen(state)) != 0)
        return fail(w, NOT_ALLOWED, "%s", tr(w, "this sign-in was not begun in this browser; begin it again"));
    web_set_cookie(q, COOKIE, "", -1);
    if (!token_take(w, "provider", state, &t))
        return false;
    json_t *remember = json_loads(t.detail, 0, NULL);
    work_later(w, forget, remember);
    if (!provider_load(w, NULL, json_integer_value(json_object_get(remember, "provider")), &p))
        return fail(w, NOT_FOUND, tr(w, "there is no provider of identity %s"), "");
    if (*typed(q, "error") != '\0' || *typed(q, "code") == '\0')
        return fail(w, NOT_ALLOWED, tr(w, "%s did not let you in"), tr_name(w, p.name_ru, p.name_en));
    if (*typed(q, "iss") != '\0' && strcmp(typed(q, "iss"), p.issuer) != 0) /* RFC 9207 */
        return fail(w, NOT_ALLOWED, tr(w, "%s did not let you in"), tr_name(w, p.name_ru, p.name_en));
    if (!claims_of(q, &p, remember, &who))
        return unreachable(q, &p);
    const char *next = at(remember, "next");
    return provider_person(w, &p, &who, &a) && second_or_begin(q, &a, "provider", *next == '/' ? next : "/");
}

const struct route provider_routes[] = {
    {GET, "/sign-in/with/{code}", ANYONE, set_out, TR("Sign in by a provider of identity"), NULL},
    {GET, "/sign-in/back", ANYONE, came_back, TR("Back from a provider of identity"), NULL},
    {0},
};
