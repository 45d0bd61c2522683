/* token.h -- secrets that are handed out: what is stored is their hash, so that whoever reads the database cannot use them.
 * Upstream: store.  Downstream: sessions, links in mail, half-done sign-ins. */
#ifndef ACCOUNT_TOKEN_H
#define ACCOUNT_TOKEN_H

#include "base/work.h"

/* token_make: 32 random bytes as text, of which only the hash is stored; good for `seconds`.
 * token_take: whose it is, and that is its end; NOT_FOUND with one sentence if it is not (any more).
 * token_look: the same without ending it. */
struct token {
    int64_t account_id;
    const char *detail; /* JSON, "" none */
};
const char *token_make(struct work *w, const char *kind, int64_t account_id, int64_t seconds, const char *detail);
MUST bool token_take(struct work *w, const char *kind, const char *text, struct token *t);
MUST bool token_look(struct work *w, const char *kind, const char *text, struct token *t);

/* secret_make: n random bytes (at most 32) as text without padding; secret_hash: what is stored of it. */
const char *secret_make(struct work *w, size_t n);
const char *secret_hash(struct work *w, const char *text);

#endif
