/* jwt.h -- the signed statement of a provider of identity (OpenID Connect Core 1.0, 3.1.3.7; RFC 7515, 7517, 7518): read, and
 * believed only if all of it holds.  RS256 and ES256; "none" and shared secrets are refused.  Pure: tests/fuzz/jwt.c throws
 * bytes at it. */
#ifndef ACCOUNT_JWT_H
#define ACCOUNT_JWT_H

#include "base/err.h"

#include <jansson.h>

struct jwt_expected {
    const char *issuer, *client_id, *nonce;
    int64_t now;
};

/* jwt_claims: the claims of the token, owned by the caller, or NULL and why not.  keys: a JWK set. */
json_t *jwt_claims(const char *token, const json_t *keys, const struct jwt_expected *e, struct err *err);

#endif
