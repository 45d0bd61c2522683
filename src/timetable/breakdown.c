/* breakdown.c -- see breakdown.h. */
#include "timetable/breakdown.h"

#include "base/day.h"
#include "offer/hold_change.h"
#include "store/db.h"
#include "timetable/breakdown_sql.h"
#include "view/say.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

#define LONGEST_DAYS 366

bool breakdown_when(struct work *w, const char *from, const char *to, int64_t *from_at, int64_t *to_at)
{
    int32_t day;
    if (!wall_parse(from, from_at))
        return fail(w, NOT_VALID, tr(w, "a day or a time of a day is written as 2027-03-01 or 2027-03-01 13:00, not \"%s\""), from);
    if (!wall_parse(to, to_at))
        return fail(w, NOT_VALID, tr(w, "a day or a time of a day is written as 2027-03-01 or 2027-03-01 13:00, not \"%s\""), to);
    if (day_parse(to, &day))
        *to_at = ((int64_t)day + 1) * DAY_MIN;
    if (*to_at <= *from_at)
        return fail(w, NOT_VALID, tr(w, "the end, %s, is not after the beginning, %s"), to, from);
    if (*to_at - *from_at > (int64_t)LONGEST_DAYS * DAY_MIN)
        return fail(w, NOT_VALID, tr(w, "from %s to %s is more than a year; what is gone for good is taken out of the register instead"), from, to);
    return true;
}

/* free_kind: busy rows are told apart by resource, beginning and kind. */
static const char *free_kind(struct work *w, int64_t resource, const char *of, int64_t from)
{
    static const char *const staff[] = {"absence", "other", "event", "maintenance"}, *const things[] = {"maintenance", "other", "event", "absence"};
    const char *const *kinds = strcmp(of, "staff") == 0 ? staff : things;
    for (size_t i = 0; i < COUNT(staff); i++)
        if (db_one(w, BREAKDOWN_KIND_TAKEN, ARGS(V(resource), V(from), V(kinds[i])), 0) == 0)
            return kinds[i];
    return NULL;
}

static void take_hours(struct work *w, int64_t id, const int64_t what[4], int units, int64_t from, int64_t to, const char *reason)
{
    struct thing {
        int64_t id;
        const char *kind;
        int quantity;
    } *all = NULL;
    size_t room = 0, n = 0;
    struct rows r = db_rows(w, BREAKDOWN_THINGS, ARGS(V(what[1]), V(what[2]), V(what[3])));
    while (db_next(&r)) {
        grow(w, &all, room, n);
        all[n++] = (struct thing){db_int(&r, 0), db_text(&r, 1), (int)db_int(&r, 2)};
    }
    for (size_t i = 0; i < n && fine(w); i++) {
        const char *kind = free_kind(w, all[i].id, all[i].kind, from);
        int64_t busy = db_id(w);
        if (kind == NULL)
            continue; /* four rows that begin then say so already */
        db_run(w, BREAKDOWN_INSERT_BUSY, ARGS(V(busy), V(all[i].id), V(units > 0 ? units : all[i].quantity), V(from), V(to), V(kind), V(reason)));
        db_run(w, BREAKDOWN_INSERT_LINK, ARGS(V(id), V(busy)));
    }
}

bool breakdown_make(struct work *w, const char *what, int units, int64_t from, int64_t to, const char *reason, const char **code)
{
    int64_t id[4] = {0}, quantity = 0;
    const char *name = "";
    if (reason != NULL && strlen(reason) > 500)
        return fail(w, NOT_VALID, tr(w, "the reason is longer than 500 bytes; say it shorter"));
    db_begin(w);
    struct rows r = db_rows(w, BREAKDOWN_WHAT, ARGS(V(what)));
    if (db_next(&r)) {
        id[db_int(&r, 0)] = db_int(&r, 1);
        name = tr_name(w, db_text(&r, 2), db_text(&r, 3));
        quantity = db_int(&r, 4);
    } else {
        fail(w, NOT_FOUND, tr(w, "there is no resource, site or organisation %s; resources are listed by: cavt resource list DB"), what);
    }
    db_done(&r);
    if (fine(w) && units > 0 && id[1] == 0)
        fail(w, NOT_VALID, tr(w, "a number of units can only be said of one resource, and %s is none"), what);
    if (fine(w) && id[1] != 0 && units > quantity)
        fail(w, NOT_VALID, tr(w, "%s has %lld units, so %d of them cannot fail"), name, (long long)quantity, units);
    if (db_is_postgres(w->db))
        db_run(w, BREAKDOWN_LOCK, ARGS(V(id[1]), V(id[2]), V(id[3])));
    int64_t b = db_id(w);
    *code = take_text(w, "b%lld", (long long)db_one(w, BREAKDOWN_NUMBER, NO_ARGS, 0) + 1);
    db_run(w, BREAKDOWN_INSERT, ARGS(V(b), V(*code), db_id_or_null(id[1]), db_id_or_null(id[2]), db_id_or_null(id[3]), units > 0 ? V(units) : NULL_INT,
                                     V(from), V(to), V(reason), V(w->now), V(w->who)));
    take_hours(w, b, id, units, from, to, reason);
    hold_record(w, 0, "break", "breakdown", *code, "", "open", 0, reason);
    return db_commit(w);
}

bool breakdown_load(struct work *w, const char *code, struct breakdown *out)
{
    struct rows r = db_rows(w, BREAKDOWN_ONE, ARGS(V(code)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no breakdown %s; they are listed by: cavt timetable breakdowns DB"), code);
    *out = (struct breakdown){db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), db_text(&r, 4), db_text(&r, 5), db_int(&r, 6), db_int(&r, 7), (int)db_int(&r, 8)};
    db_done(&r);
    return fine(w);
}

bool breakdown_over(struct work *w, const char *code, int64_t at, struct breakdown *out)
{
    int64_t *ids = NULL;
    size_t room = 0, n = 0;
    struct hold_rules by;
    db_begin(w);
    int64_t id = breakdown_load(w, code, out) ? db_one(w, BREAKDOWN_ONE, ARGS(V(code)), 0) : 0;
    if (!hold_rules_load(w, &by) || id == 0 || strcmp(out->state, "over") == 0)
        return db_commit(w);
    if (at == 0)
        at = wall_day(wall_from_unix(w->now, by.utc_offset_min)) == by.today_on ? wall_from_unix(w->now, by.utc_offset_min) : (int64_t)by.today_on * DAY_MIN;
    struct rows r = db_rows(w, BREAKDOWN_BUSY_IDS, ARGS(V(id)));
    while (db_next(&r)) {
        grow(w, &ids, room, n);
        ids[n++] = db_int(&r, 0);
    }
    for (size_t i = 0; i < n; i++) {
        if (at < out->to && at > out->from)
            db_run(w, BREAKDOWN_SHORTEN, ARGS(V(ids[i]), V(at)));
        if (at > out->from)
            continue;
        db_run(w, BREAKDOWN_FORGET_LINK, ARGS(V(ids[i])));
        db_run(w, BREAKDOWN_FORGET_BUSY, ARGS(V(ids[i])));
    }
    db_run(w, BREAKDOWN_END, ARGS(V(id), V(w->now)));
    hold_record(w, 0, "mend", "breakdown", code, "open", "over", 0, NULL);
    out->state = "over";
    return db_commit(w);
}

bool breakdown_list(struct work *w, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Breakdown"), CODE}, {"what", TR("What"), WORDS}, {"from", TR("From"), WALL}, {"to", TR("To"), WALL},
        {"reason", TR("Why"), WORDS},    {"state", TR("State"), WORDS},
    };
    struct rows r = db_rows(w, BREAKDOWN_ALL, NO_ARGS);
    sheet_begin(out, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(out);
        sheet_words(out, db_text(&r, 0));
        sheet_words(out, tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_int(out, db_int(&r, 3));
        sheet_int(out, db_int(&r, 4));
        sheet_words(out, db_text(&r, 5));
        sheet_words(out, strcmp(db_peek(&r, 6), "open") == 0 ? tr(w, "out of order") : tr(w, "works again"));
    }
    return sheet_end(out);
}
