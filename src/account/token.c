/* token.c -- see token.h. */
#include "account/token.h"

#include "account/token_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <sodium.h>
#include <string.h>

const char *secret_make(struct work *w, size_t n)
{
    unsigned char bytes[32];
    char *text = take(w, sodium_base64_ENCODED_LEN(sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING));
    randombytes_buf(bytes, n);
    sodium_bin2base64(text, sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING), bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof(bytes));
    return text;
}

const char *secret_hash(struct work *w, const char *text)
{
    unsigned char bytes[32];
    char *hex = take(w, 65);
    crypto_generichash(bytes, sizeof(bytes), (const unsigned char *)text, strlen(text), NULL, 0);
    return sodium_bin2hex(hex, 65, bytes, sizeof(bytes));
}

const char *token_make(struct work *w, const char *kind, int64_t account_id, int64_t seconds, const char *detail)
{
    const char *text = secret_make(w, 32);
    db_begin(w);
    db_run(w, TOKEN_PUT, ARGS(V(secret_hash(w, text)), V(kind), db_id_or_null(account_id), V(w->now), V(w->now + seconds), V(detail)));
    return db_commit(w) ? text : "";
}

bool token_look(struct work *w, const char *kind, const char *text, struct token *t)
{
    *t = (struct token){0};
    struct rows r = db_rows(w, TOKEN_FIND, ARGS(V(secret_hash(w, text)), V(kind), V(w->now)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, "%s", tr(w, "this link has been used already or is too old; ask for a new one"));
    *t = (struct token){.account_id = db_int(&r, 0), .detail = db_text(&r, 1)};
    db_done(&r);
    return true;
}

bool token_take(struct work *w, const char *kind, const char *text, struct token *t)
{
    db_begin(w);
    if (token_look(w, kind, text, t))
        db_run(w, TOKEN_DROP, ARGS(V(secret_hash(w, text))));
    return db_commit(w);
}
