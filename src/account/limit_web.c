/* limit_web.c -- see limit_web.h. */
#include "account/limit_web.h"

#include "account/account.h"
#include "account/limit_web_sql.h"
#include "account/token.h"
#include "view/words.h"

/* Most tries in so many seconds: by one address for one account, for one account from anywhere, by one address at all.
 * A password of ten signs does not fall in fifty tries an hour; a school behind one address still signs in. */
static const struct {
    const char *name;
    int both, account, address, seconds;
} limits[] = {
    [TRY_SIGN_IN] = {"sign-in", 10, 50, 200, 900},
    [TRY_CODE] = {"code", 6, 12, 100, 900},
    [TRY_SIGN_UP] = {"sign-up", 5, 5, 40, 3600},
    [TRY_RESET] = {"reset", 5, 5, 60, 3600},
    [TRY_LINK] = {"link", 20, 20, 300, 900},
};

static bool count(struct request *q, enum trying what, const char *key, int most)
{
    struct work *w = q->w;
    const char *hashed = secret_hash(w, key);
    if (!db_run(w, LIMIT_COUNT, ARGS(V(hashed), V(w->now), V(w->now + limits[what].seconds))))
        return false;
    struct rows r = db_rows(w, LIMIT_READ, ARGS(V(hashed)));
    bool over = db_next(&r) && db_int(&r, 0) > most;
    int64_t wait = over ? db_int(&r, 1) - w->now : 0;
    db_done(&r);
    if (wait > q->reply->retry_s)
        q->reply->retry_s = (int)wait;
    return !over;
}

static const char *key_of(struct request *q, enum trying what, bool by_account, bool by_address, const char *account)
{
    const char *key = account != NULL ? email_key(q->w, account) : NULL;
    return take_text(q->w, "%s|%s|%s", limits[what].name, by_account && account != NULL ? (key != NULL ? key : account) : "",
                     by_address && q->ask->peer != NULL ? q->ask->peer : "");
}

bool limit_try(struct request *q, enum trying what, const char *account)
{
    struct work *w = q->w;
    bool ok = true;
    db_begin(w);
    if (account != NULL && q->ask->peer != NULL)
        ok &= count(q, what, key_of(q, what, true, true, account), limits[what].both);
    if (account != NULL)
        ok &= count(q, what, key_of(q, what, true, false, account), limits[what].account);
    if (q->ask->peer != NULL)
        ok &= count(q, what, key_of(q, what, false, true, account), limits[what].address);
    if (!db_commit(w))
        return false;
    if (ok)
        return true;
    q->reply->status = 429;
    int minutes = (q->reply->retry_s + 59) / 60;
    return fail(w, LIMIT, trn(w, "that was tried too often; try again in %d minute", "that was tried too often; try again in %d minutes", minutes), minutes);
}

bool limit_forget(struct request *q, enum trying what, const char *account)
{
    db_begin(q->w);
    db_run(q->w, LIMIT_DROP, ARGS(V(secret_hash(q->w, key_of(q, what, true, true, account)))));
    return db_commit(q->w);
}
