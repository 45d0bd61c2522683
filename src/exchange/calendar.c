/* calendar.c -- see calendar.h: calendars taken in. */
#include "exchange/calendar.h"

#include "account/audit.h"
#include "base/day.h"
#include "base/hash.h"
#include "codec/ical.h"
#include "exchange/calendar_sql.h"
#include "exchange/fetch.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define BACK_DAYS    7   /* what is past is of no use, but for what is going on */
#define AHEAD_DAYS   400 /* a school year and some */
#define EVERY_MIN    60
#define RETRY_MOST_S ((int64_t)86400)

static int offset_of(struct work *w)
{
    int offset = 420;
    struct rows r = db_rows(w, CALENDAR_OFFSET, NO_ARGS);
    if (db_next(&r))
        offset = atoi(db_peek(&r, 0));
    db_done(&r);
    return offset;
}

const char *calendar_uid_end(struct work *w)
{
    return take_text(w, "@%08llx.cavt", (unsigned long long)db_one(w, CALENDAR_REGION, NO_ARGS, 0) & 0xffffffffu);
}

struct taking {
    struct work *w;
    int64_t calendar, resource, quantity, organisation;
    const char *code;
    struct calendar_taken *out;
};

/* One stretch of busy time, under a kind that is not in use at that minute: what its owner wrote by hand stays. */
static bool put(struct taking *t, int64_t from, int64_t to, const char *note)
{
    static const char *const kinds[] = {"event", "other", "absence", "lesson", "maintenance"};
    struct work *w = t->w;
    static const int64_t longest = (int64_t)DAY_MIN * 300; /* of one row */
    for (; to - from > longest && fine(w); from += longest)
        put(t, from, from + longest, note);
    for (size_t i = 0; from < to && i < COUNT(kinds) && fine(w); i++) {
        db_run(w, CALENDAR_BUSY, ARGS(V(db_id(w)), V(t->resource), V(t->quantity), V(from), V(to), V(kinds[i]), V(note), V(t->calendar)));
        if (fine(w) && db_changed(w) > 0) {
            t->out->times++;
            break;
        }
    }
    return fine(w);
}

struct span {
    int64_t from, to;
};

/* The times as stretches that do not touch, each without what is booked in it. */
static bool put_all(struct taking *t, const struct ical_times *times)
{
    struct span *booked = NULL;
    size_t room = 0, n = 0, at = 0;
    if (times->n == 0)
        return fine(t->w);
    struct rows r = db_rows(t->w, CALENDAR_BOOKED, ARGS(V(t->resource), V(times->all[0].starts_at), V((int64_t)INT64_MAX / 2), V(t->w->now)));
    while (db_next(&r)) {
        grow(t->w, &booked, room, n);
        booked[n++] = (struct span){db_int(&r, 0), db_int(&r, 1)};
    }
    for (size_t i = 0; i < times->n && fine(t->w);) {
        int64_t from = times->all[i].starts_at, to = times->all[i].ends_at;
        const char *title = times->all[i].title;
        for (i++; i < times->n && times->all[i].starts_at <= to; i++)
            to = times->all[i].ends_at > to ? times->all[i].ends_at : to;
        while (at < n && booked[at].to <= from)
            at++;
        for (size_t k = at; k < n && booked[k].from < to; k++) {
            if (booked[k].to <= from)
                continue;
            t->out->clashes++;
            put(t, from, booked[k].from < from ? from : booked[k].from, title);
            from = booked[k].to;
        }
        put(t, from, to, title);
    }
    return fine(t->w);
}

static const char *hash_of(struct work *w, const char *bytes, size_t n, int64_t day)
{
    struct hash h;
    char *out = take(w, HASH_TEXT);
    hash_begin(&h);
    hash_text(&h, take_copy(w, bytes, n));
    hash_int(&h, day); /* what repeats without end reaches further every day */
    hash_end(&h, out);
    return out;
}

static bool resource_of(struct work *w, const char *code, struct taking *t)
{
    struct rows r = db_rows(w, CALENDAR_RESOURCE, ARGS(V(code)));
    bool found = db_next(&r);
    if (found) {
        t->resource = db_int(&r, 0);
        t->quantity = db_int(&r, 1);
        t->organisation = db_int(&r, 2);
    }
    db_done(&r);
    return found || fail(w, NOT_FOUND, tr(w, "there is no resource %s"), code);
}

/* The calendar's own row, made if it is new; what it was known by the last time. */
static const char *row_of(struct taking *t, const char *url, int every_min)
{
    struct work *w = t->w;
    const char *hash = NULL;
    struct rows r = url == NULL ? db_rows(w, CALENDAR_OF_FILE, ARGS(V(t->resource))) : db_rows(w, CALENDAR_OF_URL, ARGS(V(t->resource), V(url)));
    bool found = db_next(&r);
    if (found) {
        t->calendar = db_int(&r, 0);
        t->code = db_text(&r, 1);
        hash = db_null(&r, 2) ? NULL : db_text(&r, 2);
    }
    db_done(&r);
    if (found || !fine(w))
        return hash;
    t->calendar = db_id(w);
    t->code = take_text(w, "calendar-%lld", (long long)t->calendar);
    db_run(w, CALENDAR_PUT, ARGS(V(t->calendar), V(t->code), V(t->resource), V(url), V(every_min), V(w->now), V(w->who)));
    return NULL;
}

static bool take_bytes(struct work *w, const char *resource, const char *url, int every_min, const char *bytes, size_t n, struct calendar_taken *out)
{
    struct taking t = {.w = w, .out = out};
    struct ical_times times;
    int64_t today = w->now / 86400;
    int offset = offset_of(w);
    struct ical_how how = {.from = (today - BACK_DAYS) * DAY_MIN, .to = (today + AHEAD_DAYS) * DAY_MIN, .offset_min = offset, .own = calendar_uid_end(w)};
    *out = (struct calendar_taken){0};
    if (!fine(w) || !ical_read(bytes, n, &how, &times, &w->err)) /* read whole before the writer's place is taken */
        return false;
    if (!db_begin(w)) {
        ical_free(&times);
        return false;
    }
    if (resource_of(w, resource, &t) && db_is_postgres(w->db))
        db_run(w, CALENDAR_RESOURCE_LOCK, ARGS(V(t.resource)));
    const char *hash = hash_of(w, bytes, n, today), *was = fine(w) ? row_of(&t, url, every_min) : NULL;
    int64_t due = w->now + (int64_t)every_min * 60;
    out->code = t.code;
    out->same = was != NULL && strcmp(was, hash) == 0;
    if (out->same) {
        db_run(w, CALENDAR_SAME, ARGS(V(t.calendar), V(w->now), V(due)));
    } else {
        db_run(w, CALENDAR_FORGET, ARGS(V(t.calendar)));
        put_all(&t, &times);
        db_run(w, CALENDAR_READ_IT, ARGS(V(t.calendar), V(hash), V(times.events), V(out->clashes), V(w->now), V(due)));
        audit_add(w, t.organisation, "taken", "calendar", t.code, NULL, audit_words(w, "resource", resource, NULL));
    }
    out->events = times.events;
    out->left_out = times.left_out;
    out->note = *times.note != '\0' ? take_text(w, "%s", times.note) : NULL;
    ical_free(&times);
    return db_commit(w);
}

bool calendar_take(struct work *w, const char *resource, const char *bytes, size_t n, struct calendar_taken *out)
{
    return take_bytes(w, resource, NULL, EVERY_MIN, bytes, n, out);
}

static bool fetch_one(struct work *w, const char *resource, const char *url, int every_min, struct calendar_taken *out, const char **why)
{
    struct fetched got;
    if (!fetch(w, &(struct fetch){.url = url}, &got, why))
        return false;
    if (got.status != 200) {
        *why = take_text(w, tr(w, "the calendar's address answers %d"), got.status);
        return false;
    }
    return take_bytes(w, resource, url, every_min, got.bytes, got.n, out);
}

bool calendar_add(struct work *w, const char *resource, const char *url, int every_min, struct calendar_taken *out)
{
    const char *why = NULL;
    struct taking t = {.w = w};
    if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0 && strncmp(url, "webcal://", 9) != 0)
        return fail(w, NOT_VALID, tr(w, "a calendar's address begins with https://, not \"%s\""), url);
    if (strncmp(url, "webcal://", 9) == 0)
        url = take_text(w, "https://%s", url + 9);
    if (!resource_of(w, resource, &t))
        return false;
    if (every_min < 15 || every_min > 10080)
        return fail(w, NOT_VALID, "%s", tr(w, "a calendar is read every 15 to 10080 minutes"));
    if (fetch_one(w, resource, url, every_min, out, &why))
        return true;
    return fail(w, NOT_VALID, tr(w, "the calendar cannot be read: %s"), why != NULL ? why : w->err.text);
}

bool calendar_remove(struct work *w, const char *code)
{
    if (!db_begin(w))
        return false;
    struct rows r = db_rows(w, CALENDAR_FIND, ARGS(V(code)));
    int64_t id = 0, organisation = 0;
    if (db_next(&r)) {
        id = db_int(&r, 0);
        organisation = db_int(&r, 1);
    }
    db_done(&r);
    if (fine(w) && id == 0)
        fail(w, NOT_FOUND, tr(w, "there is no calendar %s"), code);
    db_run(w, CALENDAR_FORGET, ARGS(V(id)));
    db_run(w, CALENDAR_DROP, ARGS(V(id)));
    audit_add(w, organisation, "removed", "calendar", code, NULL, NULL);
    return db_commit(w);
}

/* Each in a work of its own, so that one that fails leaves the others alone. */
static void one_due(struct work *w, int64_t id, const char *url, int64_t tries, int every_min, const char *resource, struct calendar_round *out)
{
    struct work *mine = work_begin(w->db, w->who, w->now);
    struct calendar_taken taken = {0};
    const char *why = NULL;
    if (fetch_one(mine, resource, url, every_min, &taken, &why)) {
        *(taken.same ? &out->same : &out->taken) += 1;
    } else {
        int64_t wait = ((int64_t)15 << (tries < 7 ? tries : 7)) * 60;
        const char *problem = take_text(w, "%s", why != NULL ? why : mine->err.text);
        out->failed++;
        db_begin(w);
        db_run(w, CALENDAR_FAILED, ARGS(V(id), V(problem), V(w->now + (wait < RETRY_MOST_S ? wait : RETRY_MOST_S))));
        (void)!db_commit(w);
    }
    work_end(mine);
}

bool calendar_due(struct work *w, bool all, struct calendar_round *out)
{
    struct waiting {
        int64_t id, due, tries;
        int every;
        const char *url, *resource;
    } *list = NULL;
    size_t room = 0, n = 0;
    *out = (struct calendar_round){0};
    struct rows r = db_rows(w, CALENDAR_WAITING, ARGS(V(all ? INT64_MAX / 2 : w->now)));
    while (db_next(&r)) {
        grow(w, &list, room, n);
        list[n++] = (struct waiting){db_int(&r, 0), db_int(&r, 2), db_int(&r, 3), (int)db_int(&r, 4), db_text(&r, 1), db_text(&r, 5)};
    }
    for (size_t i = 0; i < n && fine(w); i++) {
        db_begin(w);
        db_run(w, CALENDAR_LEASE, ARGS(V(list[i].id), V(list[i].due), V(w->now + 300)));
        bool mine = db_changed(w) > 0;
        if (db_commit(w) && mine)
            one_due(w, list[i].id, list[i].url, list[i].tries, list[i].every, list[i].resource, out);
    }
    return fine(w);
}

bool calendar_list(struct work *w, int64_t organisation_id, struct sheet *s)
{
    static const struct column cols[] = {{"code", TR("Calendar"), CODE}, {"resource", TR("Resource"), CODE}, {"address", TR("Address"), WORDS}, {"events", TR("Events"), NUMBER},
                                         {"clashes", TR("Clashes"), NUMBER}, {"read_on", TR("Read"), DAY}, {"problem", TR("Problem"), WORDS}};
    struct rows r = db_rows(w, CALENDAR_ROWS, ARGS(V(organisation_id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_words(s, db_text(&r, 0));
        sheet_words(s, db_text(&r, 1));
        sheet_words(s, db_null(&r, 2) ? tr(w, "a file") : db_text(&r, 2));
        sheet_int(s, db_int(&r, 3));
        sheet_int(s, db_int(&r, 4));
        db_null(&r, 5) ? sheet_none(s) : sheet_int(s, db_int(&r, 5) / 86400);
        sheet_words(s, db_text(&r, 6));
    }
    return sheet_end(s);
}
