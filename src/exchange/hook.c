/* hook.c -- see hook.h. */
#include "exchange/hook.h"

#include "account/audit.h"
#include "account/token.h"
#include "base/text.h"
#include "codec/json.h"
#include "exchange/fetch.h"
#include "exchange/hook_sql.h"
#include "view/sheet.h"
#include "view/words.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

#define LEASE_S    120
#define FIRST_S    30 /* until the second try; then four times longer each, a day at most */
#define LONGEST_S  86400
#define EVENTS_MOST 500

const char *hook_sign(struct work *w, const char *secret, int64_t t, const char *body)
{
    crypto_auth_hmacsha256_state s;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char *hex = take(w, sizeof(mac) * 2 + 1);
    const char *at = take_text(w, "%lld.", (long long)t);
    crypto_auth_hmacsha256_init(&s, (const unsigned char *)secret, strlen(secret));
    crypto_auth_hmacsha256_update(&s, (const unsigned char *)at, strlen(at));
    crypto_auth_hmacsha256_update(&s, (const unsigned char *)body, strlen(body));
    crypto_auth_hmacsha256_final(&s, mac);
    return sodium_bin2hex(hex, sizeof(mac) * 2 + 1, mac, sizeof(mac));
}

/* "offer.accept, training_order.*" -> "offer.accept;training_order.*"; only letters, so that none is a pattern of LIKE. */
static const char *events_of(struct work *w, const char *text)
{
    const char *out = "";
    for (const char *at = text; at[strspn(at, " ,;")] != '\0';) {
        at += strspn(at, " ,;");
        size_t n = strcspn(at, " ,;"), dot = strcspn(at, ".");
        bool all = n == 1 && *at == '*';
        bool fits = all || (dot > 0 && dot + 1 < n && strspn(at, "abcdefghijklmnopqrstuvwxyz_") == dot &&
                            ((at[dot + 1] == '*' && n == dot + 2) || strspn(at + dot + 1, "abcdefghijklmnopqrstuvwxyz_") == n - dot - 1));
        if (!fits) {
            fail(w, NOT_VALID, tr(w, "an event is written as offer.accept, offer.* or *, not \"%.*s\""), (int)n, at);
            return "";
        }
        if (all)
            return "*";
        out = take_text(w, "%s%s%.*s", out, *out != '\0' ? ";" : "", (int)n, at);
        at += n;
    }
    if (*out == '\0' || strlen(out) > EVENTS_MOST)
        fail(w, NOT_VALID, "%s", tr(w, "say what is to be told: offer.accept, offer.*, training_order.* or *"));
    return out;
}

bool hook_add(struct work *w, const struct hook_new *n, const char **secret, const char **code)
{
    int64_t organisation = 0;
    const char *events = events_of(w, n->events != NULL ? n->events : "");
    bool local = n->address != NULL && strncmp(n->address, "http://127.0.0.1:", 17) == 0;
    if (fine(w) && (n->address == NULL || (strncmp(n->address, "https://", 8) != 0 && !local) || strlen(n->address) > 1000 || n->address[strcspn(n->address, " \r\n\"<>")] != '\0'))
        return fail(w, NOT_VALID, tr(w, "a hook's address begins with https://, not \"%s\""), n->address != NULL ? n->address : "");
    if (!db_begin(w))
        return false;
    if (n->organisation != NULL && *n->organisation != '\0') {
        organisation = db_one(w, HOOK_ORGANISATION, ARGS(V(n->organisation)), 0);
        if (fine(w) && organisation == 0)
            fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), n->organisation);
    }
    int64_t id = db_id(w);
    *secret = take_text(w, "hook_%s", secret_make(w, 32));
    *code = take_text(w, "hook-%lld", (long long)id);
    audit_add(w, organisation, "made", "hook", *code, NULL, audit_words(w, "events", events, NULL)); /* before it is there: it is not told of itself */
    db_run(w, HOOK_PUT, ARGS(V(id), V(*code), db_id_or_null(organisation), V(n->address), V(*secret), V(events), V(w->now), V(w->who)));
    return db_commit(w);
}

bool hook_remove(struct work *w, const char *code)
{
    if (!db_begin(w))
        return false;
    int64_t owner = db_one(w, HOOK_KNOWN, ARGS(V(code)), 0);
    if (fine(w) && owner == 0)
        fail(w, NOT_FOUND, tr(w, "there is no hook %s"), code);
    db_run(w, HOOK_FORGET, ARGS(V(code)));
    db_run(w, HOOK_DROP, ARGS(V(code)));
    audit_add(w, owner > 0 ? owner : 0, "removed", "hook", code, NULL, NULL);
    return db_commit(w);
}

bool hook_list(struct work *w, int64_t organisation_id, struct sheet *s)
{
    static const struct column cols[] = {{"code", TR("Hook"), CODE}, {"organisation", TR("Organisation"), CODE}, {"address", TR("Address"), WORDS}, {"events", TR("Events"), WORDS},
                                         {"state", TR("State"), WORDS}, {"told_on", TR("Last told"), DAY}, {"waiting", TR("Waiting"), NUMBER}};
    struct rows r = db_rows(w, HOOK_ROWS, ARGS(V(organisation_id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *state = db_text(&r, 4);
        sheet_row(s);
        for (int c = 0; c < 4; c++)
            sheet_words(s, db_text(&r, c));
        sheet_words(s, strcmp(state, "active") == 0 ? tr(w, "good") : strcmp(state, "paused") == 0 ? tr(w, "paused") : tr(w, "does not answer"));
        db_null(&r, 5) ? sheet_none(s) : sheet_int(s, db_int(&r, 5) / 86400);
        sheet_int(s, db_int(&r, 6));
    }
    return sheet_end(s);
}

/* ---------------------------------------------------------------- sending */

struct telling {
    int64_t id, tries, organisation, audit, made_at, of;
    const char *event, *code, *address, *secret, *object, *object_code;
};

static const char *body_of(struct work *w, const struct telling *t)
{
    struct text out = TEXT(0);
    struct json j = json_to(&out);
    char at[40];
    time_t made = (time_t)t->made_at;
    struct tm tm;
    gmtime_r(&made, &tm);
    strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%SZ", &tm);
    json_begin_object(&j);
    json_put_text(&j, "id", take_text(w, "%lld", (long long)t->id));
    json_put_text(&j, "event", t->event);
    json_put_text(&j, "object", t->object);
    json_put_text(&j, "code", t->object_code);
    json_put_text(&j, "at", at);
    json_end_object(&j);
    const char *s = take_copy(w, out.s, out.n);
    text_free(&out);
    return s;
}

static bool concerns(struct work *w, const struct telling *t)
{
    return t->organisation == 0 || t->of == t->organisation || db_one(w, HOOK_CONCERNS, ARGS(V(t->object), V(t->object_code), V(t->organisation)), 0) > 0;
}

static void note(struct work *w, const struct telling *t, const char *problem, struct hook_round *out)
{
    if (!db_begin(w))
        return;
    if (problem == NULL) {
        db_run(w, HOOK_TOLD, ARGS(V(t->id), V(w->now)));
        db_run(w, HOOK_STATE, ARGS(V(t->code), V(0), V("active"), V(w->now)));
        out->told++;
    } else {
        int64_t wait = FIRST_S;
        for (int64_t i = 0; i < t->tries && wait < LONGEST_S; i++)
            wait *= 4;
        bool last = t->tries + 1 >= HOOK_TRIES;
        db_run(w, HOOK_FAILED, ARGS(V(t->id), V(t->tries + 1), V(w->now + (wait < LONGEST_S ? wait : LONGEST_S)), V(problem)));
        db_run(w, HOOK_STATE, ARGS(V(t->code), V(1), V("failing"), NULL_INT));
        *(last ? &out->given_up : &out->failed) += 1;
    }
    (void)!db_commit(w);
}

static void tell(struct work *w, const struct telling *t, struct hook_round *out)
{
    const char *why = NULL, *body = body_of(w, t);
    const char *fields[] = {take_text(w, "Cavt-Signature: t=%lld,v1=%s", (long long)w->now, hook_sign(w, t->secret, w->now, body)), take_text(w, "Cavt-Event: %s", t->event),
                            take_text(w, "Cavt-Delivery: %lld", (long long)t->id), NULL};
    struct fetched got;
    bool there = fetch(w, &(struct fetch){.url = t->address, .body = body, .type = "application/json", .fields = fields, .most = 65536, .seconds = 10, .stay = true}, &got, &why);
    bool taken = there && got.status >= 200 && got.status < 300;
    note(w, t, taken ? NULL : there ? take_text(w, "HTTP %d", got.status) : why != NULL ? why : w->err.text, out);
}

static bool one(struct work *w, int64_t id, struct hook_round *out)
{
    struct rows r = db_rows(w, HOOK_READ, ARGS(V(id)));
    if (!db_next(&r))
        return fine(w);
    struct telling t = {.id = id, .tries = db_int(&r, 0), .event = db_text(&r, 1), .code = db_text(&r, 2), .address = db_text(&r, 3), .secret = db_text(&r, 4),
                        .organisation = db_int(&r, 5), .audit = db_int(&r, 6), .object = db_text(&r, 7), .object_code = db_text(&r, 8), .made_at = db_int(&r, 10), .of = db_int(&r, 11)};
    db_done(&r);
    if (t.audit != 0 && concerns(w, &t)) {
        tell(w, &t, out);
        return fine(w);
    }
    if (!db_begin(w))
        return false;
    db_run(w, HOOK_TOLD, ARGS(V(id), V(w->now)));
    out->left_out++;
    return db_commit(w);
}

bool hook_send(struct work *w, struct hook_round *out)
{
    *out = (struct hook_round){0};
    for (int i = 0; i < 1000 && fine(w); i++) {
        struct work *mine = work_begin(w->db, w->who, w->now);
        int64_t id = db_one(mine, HOOK_NEXT, ARGS(V(w->now), V(HOOK_TRIES)), 0);
        bool any = id != 0;
        if (any) {
            db_begin(mine);
            db_run(mine, HOOK_LEASE, ARGS(V(id), V(w->now), V(w->now + LEASE_S)));
            bool got = db_changed(mine) > 0;
            if (db_commit(mine) && got)
                (void)one(mine, id, out);
        }
        if (!fine(mine))
            fail(w, mine->err.fault, "%s", mine->err.text);
        work_end(mine);
        if (!any)
            break;
    }
    return fine(w);
}
