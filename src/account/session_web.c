/* session_web.c -- see session_web.h. */
#include "account/session_web.h"

#include "account/account_sql.h"
#include "account/audit.h"
#include "account/session_web_sql.h"
#include "account/token.h"
#include "view/words.h"

#include <string.h>

#define COOKIE      "cavt_session"
#define SEEN_EVERY  300 /* seconds between two notes that a session is in use */

static const struct {
    const char *role;
    unsigned bit;
} bits[] = {
    {"learner", AS_LEARNER}, {"teacher", AS_TEACHER}, {"employer", AS_EMPLOYER}, {"partner", AS_PARTNER}, {"methodologist", AS_METHODOLOGIST},
    {"dispatcher", AS_DISPATCHER}, {"documents", AS_DOCUMENTS}, {"analyst", AS_ANALYST}, {"coordinator", AS_COORDINATOR},
    {"director", AS_DIRECTOR}, {"authority", AS_AUTHORITY}, {"admin", AS_ADMIN},
};

unsigned session_role(const char *role)
{
    for (size_t i = 0; i < COUNT(bits); i++)
        if (strcmp(bits[i].role, role) == 0)
            return bits[i].bit;
    return AS_VISITOR;
}

static const char *cookie(struct request *q)
{
    const char *s = web_cookie(q, COOKIE);
    return s != NULL && strlen(s) == 43 ? s : NULL;
}

static int64_t until(const struct work *w, int64_t made_at)
{
    int64_t idle = w->now + SESSION_IDLE_S, most = made_at + SESSION_MOST_S;
    return idle < most ? idle : most;
}

static void seen(struct request *q, int64_t made_at)
{
    struct work *w = q->w;
    db_begin(w);
    db_run(w, SESSION_SEEN, ARGS(V(q->session_id), V(w->now), V(until(w, made_at))));
    (void)!db_commit(w);
}

static bool found(struct request *q, const char *secret)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, SESSION_FIND, ARGS(V(secret_hash(w, secret)), V(w->now), V(today_of(w))));
    if (!db_next(&r))
        return false;
    const struct role *role = db_null(&r, 5) ? NULL : role_of(db_text(&r, 5));
    q->secret = secret;
    q->session_id = db_int(&r, 0);
    q->account_id = w->who = db_int(&r, 1);
    q->who_name = db_text(&r, 2);
    if (!q->language_kept)
        w->language = strcmp(db_text(&r, 3), "en") == 0 ? EN : RU;
    int64_t seen_at = db_int(&r, 4), made_at = db_int(&r, 11);
    q->roles = AS_VISITOR | (role != NULL ? session_role(role->code) : (unsigned)AS_LEARNER);
    q->organisation_id = role != NULL ? db_int(&r, 6) : 0;
    q->organisation_code = role != NULL ? db_text(&r, 12) : "";
    q->who_role = role != NULL ? role->name : NULL;
    q->who_for = role != NULL ? tr_name(w, db_text(&r, 7), db_text(&r, 8)) : "";
    if (role == NULL && !db_null(&r, 9)) {
        q->ward_id = db_int(&r, 9);
        q->who_for = db_text(&r, 10);
    }
    db_done(&r);
    if (seen_at + SEEN_EVERY < w->now)
        seen(q, made_at);
    return true;
}

bool session_who(struct request *q)
{
    struct work *w = q->w;
    const char *secret = cookie(q);
    if (secret != NULL && found(q, secret))
        return fine(w);
    /* Behind a proxy it is strangers who come. */
    q->open = fine(w) && !q->ask->secure && db_one(w, SESSION_ANY, NO_ARGS, 0) == 0;
    q->roles = q->open ? q->ask->roles : AS_VISITOR;
    return fine(w);
}

bool session_begin(struct request *q, const struct account *a, const char *way)
{
    struct work *w = q->w;
    const char *secret = secret_make(w, 32), *old = cookie(q);
    db_begin(w);
    if (old != NULL)
        db_run(w, SESSION_DROP, ARGS(V(secret_hash(w, old))));
    int64_t membership = db_one(w, SESSION_FIRST, ARGS(V(a->id), V(today_of(w))), 0), id = db_id(w);
    const char *agent = q->ask->agent != NULL ? take_copy(w, q->ask->agent, strnlen(q->ask->agent, 200)) : NULL;
    db_run(w, SESSION_PUT, ARGS(V(secret_hash(w, secret)), V(id), V(a->id), db_id_or_null(membership), V(w->now), V(until(w, w->now)), V(q->ask->peer),
                                V(agent), V(way)));
    db_run(w, SESSION_ACCOUNT_SEEN, ARGS(V(a->id), V(w->now)));
    w->who = a->id;
    audit_add(w, 0, "signed in", "account", take_text(w, "%lld", (long long)a->id), NULL, audit_words(w, "way", way, NULL));
    if (!db_commit(w))
        return false;
    web_set_cookie(q, COOKIE, secret, 0);
    return true;
}

bool session_end(struct request *q)
{
    struct work *w = q->w;
    const char *secret = cookie(q);
    if (secret != NULL) {
        db_begin(w);
        db_run(w, SESSION_DROP, ARGS(V(secret_hash(w, secret))));
        if (!db_commit(w))
            return false;
    }
    web_set_cookie(q, COOKIE, "", -1);
    return true;
}

bool session_act(struct request *q, int64_t membership_id, int64_t ward_id)
{
    struct work *w = q->w;
    db_begin(w);
    bool may = membership_id == 0 || db_one(w, SESSION_MAY_ACT, ARGS(V(membership_id), V(q->account_id), V(today_of(w))), 0) == 1;
    may = may && (ward_id == 0 || db_one(w, SESSION_MAY_GUARD, ARGS(V(ward_id), V(q->account_id)), 0) > 0);
    if (!may)
        fail(w, NOT_ALLOWED, "%s", tr(w, "that is not one of your roles"));
    db_run(w, SESSION_ACT_FOR, ARGS(V(q->session_id), db_id_or_null(membership_id), db_id_or_null(ward_id)));
    return db_commit(w);
}
