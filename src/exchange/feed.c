/* feed.c -- see calendar.h: calendars given out. */
#include "exchange/calendar.h"

#include "account/audit.h"
#include "account/token.h"
#include "codec/ical.h"
#include "exchange/calendar_sql.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define PAST_DAYS 60 /* what is shown of what is over */

bool feed_make(struct work *w, const char *kind, const char *of, const char **secret, const char **code)
{
    static const struct {
        const char *kind, *sql;
    } kinds[] = {{"resource", FEED_ID_RESOURCE}, {"organisation", FEED_ID_ORGANISATION}, {"offer", FEED_ID_OFFER}};
    size_t k = 0;
    while (k < COUNT(kinds) && strcmp(kinds[k].kind, kind) != 0)
        k++;
    if (k == COUNT(kinds))
        return fail(w, NOT_VALID, tr(w, "a calendar is of a resource, an organisation or an offer, not of a \"%s\""), kind);
    if (!db_begin(w))
        return false;
    int64_t id = db_one(w, kinds[k].sql, ARGS(V(of)), 0), own = db_id(w);
    if (fine(w) && id == 0)
        fail(w, NOT_FOUND, tr(w, "there is no %s %s"), kind, of);
    *secret = secret_make(w, 24);
    *code = take_text(w, "feed-%lld", (long long)own);
    db_run(w, FEED_PUT, ARGS(V(own), V(*code), V(secret_hash(w, *secret)), V(kind), db_id_or_null(k == 0 ? id : 0), db_id_or_null(k == 1 ? id : 0),
                             db_id_or_null(k == 2 ? id : 0), V(w->now), V(w->who)));
    audit_add(w, k == 1 ? id : 0, "made", "feed", *code, NULL, audit_words(w, "kind", kind, "of", of, NULL));
    return db_commit(w);
}

bool feed_revoke(struct work *w, const char *code)
{
    if (!db_begin(w))
        return false;
    if (db_one(w, FEED_KNOWN, ARGS(V(code)), 0) == 0 && fine(w))
        fail(w, NOT_FOUND, tr(w, "there is no calendar %s"), code);
    db_run(w, FEED_END, ARGS(V(code), V(w->now)));
    audit_add(w, 0, "revoked", "feed", code, NULL, NULL);
    return db_commit(w);
}

bool feed_list(struct work *w, int64_t organisation_id, struct sheet *s)
{
    static const struct column cols[] = {{"code", TR("Calendar"), CODE}, {"kind", TR("Kind"), CODE}, {"of", TR("Of"), CODE}, {"made_on", TR("Made"), DAY},
                                         {"read_on", TR("Read"), DAY}, {"state", TR("State"), WORDS}};
    struct rows r = db_rows(w, FEED_ROWS, ARGS(V(organisation_id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        for (int c = 0; c < 3; c++)
            sheet_words(s, db_text(&r, c));
        for (int c = 3; c < 5; c++)
            db_null(&r, c) ? sheet_none(s) : sheet_int(s, db_int(&r, c) / 86400);
        sheet_words(s, db_null(&r, 5) ? tr(w, "good") : tr(w, "revoked"));
    }
    return sheet_end(s);
}

static void events(struct work *w, struct rows *r, const char *what, const char *base, int offset, struct text *out)
{
    const char *end = calendar_uid_end(w);
    while (db_next(r)) {
        const char *module = tr_name(w, db_text(r, 7), db_text(r, 8)), *resource = tr_name(w, db_text(r, 5), db_text(r, 6));
        const char *title = *module != '\0' ? module : !db_null(r, 14) ? db_text(r, 14) : tr(w, "booked time");
        const char *site = tr_name(w, db_text(r, 11), db_text(r, 12)), *address = tr_name(w, db_text(r, 9), db_text(r, 10));
        struct ical_event e = {
            .uid = take_text(w, "%s-%lld%s", what, (long long)db_int(r, 0), end),
            .summary = title,
            .location = take_text(w, "%s%s%s", site, *site != '\0' && *address != '\0' ? ", " : "", address),
            .description = strcmp(resource, title) != 0 ? resource : NULL,
            .url = *base != '\0' && !db_null(r, 13) ? take_text(w, "%s/offer/%s", base, db_text(r, 13)) : NULL,
            .starts_at = (db_int(r, 1) - offset) * 60,
            .ends_at = (db_int(r, 2) - offset) * 60,
            .stamp = db_int(r, 4),
            .tentative = strcmp(db_peek(r, 3), "held") == 0,
        };
        ical_event(out, &e);
    }
}

bool feed_write(struct work *w, const char *secret, const char *base, struct text *out)
{
    int offset = 420;
    struct rows r = db_rows(w, CALENDAR_OFFSET, NO_ARGS);
    if (db_next(&r))
        offset = atoi(db_peek(&r, 0));
    db_done(&r);
    r = db_rows(w, FEED_FIND, ARGS(V(secret_hash(w, secret))));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, "%s", tr(w, "there is no calendar at this address, or not any more"));
    int64_t id = db_int(&r, 0), resource = db_int(&r, 2), organisation = db_int(&r, 3), offer = db_int(&r, 4), read_at = db_int(&r, 7);
    const char *name = tr_name(w, db_text(&r, 5), db_text(&r, 6));
    db_done(&r);
    ical_begin(out, name);
    int64_t from = (w->now / 86400 - PAST_DAYS) * 1440;
    r = offer != 0 ? db_rows(w, FEED_LESSONS, ARGS(V(offer))) : db_rows(w, FEED_BOOKINGS, ARGS(V(resource), V(organisation), V(from)));
    events(w, &r, offer != 0 ? "lesson" : "booking", base, offset, out);
    ical_end(out);
    if (fine(w) && read_at < w->now - 3600) { /* so that a feed nobody reads is seen for one */
        db_begin(w);
        db_run(w, FEED_READ, ARGS(V(id), V(w->now)));
        return db_commit(w);
    }
    return fine(w);
}
