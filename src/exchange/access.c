/* access.c -- see access.h. */
#include "exchange/access.h"

#include "account/audit.h"
#include "account/token.h"
#include "exchange/access_sql.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

#define USED_EVERY 300 /* seconds between two notes that a token is in use */
#define PREFIX     "cavt_" /* so that a token left lying about is known for one, by people and by scanners */

const struct scope access_scopes[] = {
    {"people", TR("teachers, by name and by what they can teach")},
    {"orders", TR("orders of the organisation; all, for the centre")},
    {"offers", TR("offers, their parts and timetables")},
    {"bookings", TR("bookings and holds of the organisation's resources")},
    {"calendars", TR("put busy times of the organisation's resources")},
    {0},
};

static bool scope_known(const char *s, size_t n)
{
    for (const struct scope *x = access_scopes; x->code != NULL; x++)
        if (strlen(x->code) == n && strncmp(x->code, s, n) == 0)
            return true;
    return false;
}

/* The scopes with one space between, each known. */
static const char *scopes_of(struct work *w, const char *text)
{
    const char *out = "";
    for (const char *at = text; at[strspn(at, " ,")] != '\0';) {
        at += strspn(at, " ,");
        size_t n = strcspn(at, " ,");
        if (!scope_known(at, n)) {
            const char *all = "";
            for (const struct scope *x = access_scopes; x->code != NULL; x++)
                all = take_text(w, "%s%s%s", all, *all != '\0' ? ", " : "", x->code);
            fail(w, NOT_VALID, tr(w, "there is no scope \"%.*s\"; there is: %s"), (int)n, at, all);
            return "";
        }
        out = take_text(w, "%s%s%.*s", out, *out != '\0' ? " " : "", (int)n, at);
        at += n;
    }
    return out;
}

bool access_make(struct work *w, const struct access_new *n, const char **token, const char **code)
{
    int64_t organisation = 0;
    if (n->name == NULL || *n->name == '\0' || strlen(n->name) > 200)
        return fail(w, NOT_VALID, "%s", tr(w, "say what the token is for, in at most 200 bytes"));
    const char *scopes = scopes_of(w, n->scopes != NULL ? n->scopes : "");
    if (!fine(w) || !db_begin(w))
        return false;
    if (n->organisation != NULL && *n->organisation != '\0') {
        organisation = db_one(w, ACCESS_ORGANISATION, ARGS(V(n->organisation)), 0);
        if (fine(w) && organisation == 0)
            fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), n->organisation);
    }
    int64_t id = db_id(w);
    *token = take_text(w, PREFIX "%s", secret_make(w, 32));
    *code = take_text(w, "token-%lld", (long long)id);
    db_run(w, ACCESS_PUT, ARGS(V(id), V(*code), V(n->name), V(secret_hash(w, *token)), db_id_or_null(organisation), V(scopes), V(w->now), V(w->who),
                               n->days > 0 ? V(w->now + n->days * 86400) : NULL_INT));
    audit_add(w, organisation, "made", "access_token", *code, NULL, audit_words(w, "name", n->name, "scopes", scopes, NULL));
    return db_commit(w);
}

bool access_revoke(struct work *w, const char *code)
{
    if (!db_begin(w))
        return false;
    int64_t owner = db_one(w, ACCESS_OWNER, ARGS(V(code)), 0);
    if (fine(w) && owner == 0)
        fail(w, NOT_FOUND, tr(w, "there is no token %s"), code);
    db_run(w, ACCESS_END, ARGS(V(code), V(w->now)));
    audit_add(w, owner > 0 ? owner : 0, "revoked", "access_token", code, NULL, NULL);
    return db_commit(w);
}

bool access_list(struct work *w, int64_t organisation_id, struct sheet *s)
{
    static const struct column cols[] = {
        {"code", TR("Token"), CODE}, {"name", TR("What for"), WORDS}, {"organisation", TR("Organisation"), CODE}, {"scopes", TR("May"), WORDS},
        {"made_on", TR("Made"), DAY}, {"expires_on", TR("Good until"), DAY}, {"used_on", TR("Last used"), DAY}, {"state", TR("State"), WORDS},
    };
    struct rows r = db_rows(w, ACCESS_ROWS, ARGS(V(organisation_id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        for (int c = 0; c < 4; c++)
            sheet_words(s, db_text(&r, c));
        for (int c = 4; c < 7; c++)
            db_null(&r, c) ? sheet_none(s) : sheet_int(s, db_int(&r, c) / 86400);
        sheet_words(s, !db_null(&r, 7) ? tr(w, "revoked") : !db_null(&r, 5) && db_int(&r, 5) <= w->now ? tr(w, "run out") : tr(w, "good"));
    }
    return sheet_end(s);
}

bool access_find(struct work *w, const char *token, struct access *out)
{
    if (strncmp(token, PREFIX, strlen(PREFIX)) != 0)
        return false;
    struct rows r = db_rows(w, ACCESS_OF, ARGS(V(secret_hash(w, token)), V(w->now)));
    bool found = db_next(&r);
    if (found)
        *out = (struct access){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_text(&r, 3)};
    bool note = found && (db_null(&r, 4) || db_int(&r, 4) < w->now - USED_EVERY);
    db_done(&r);
    if (note) {
        db_begin(w);
        db_run(w, ACCESS_USED, ARGS(V(out->id), V(w->now)));
        return db_commit(w);
    }
    return found && fine(w);
}
