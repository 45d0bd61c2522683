/* claim.c -- see claim.h. */
#include "resource/claim.h"

#include "base/day.h"
#include "resource/claim_private.h"
#include "resource/claim_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define TRIES 4 /* a transaction that lost a race is tried this often */
#define NOTHING ((struct claim){.code = "", .state = "", .text = ""})

/* asked: what an act was called with. */
struct asked {
    const struct claim_wish *wish;
    const char *code, *organisation, *reason;
    int64_t starts_at;
};

static bool is(const char *state, const char *word) { return strcmp(state, word) == 0; }

bool claim_rules_load(struct work *w, struct claim_rules *out)
{
    *out = (struct claim_rules){.hold_hours = 72, .wait_hours = 24, .currency = "RUB"};
    struct rows r = db_rows(w, CLAIM_SETTINGS, NO_ARGS);
    while (db_next(&r)) {
        const char *name = db_peek(&r, 0), *value = db_peek(&r, 1);
        if (is(name, "hold_hours"))
            out->hold_hours = atoi(value);
        else if (is(name, "wait_hours"))
            out->wait_hours = atoi(value);
        else if (is(name, "utc_offset_min"))
            out->utc_offset_min = atoi(value);
        else if (is(name, "currency"))
            out->currency = db_text(&r, 1);
        else if (*value != '\0' && day_parse(value, &out->today_on))
            out->today_said = true;
    }
    if (out->hold_hours < 1 || out->hold_hours > 8784 || out->wait_hours < 1 || out->wait_hours > 8784)
        return fail(w, NOT_VALID, "%s", tr(w, "the settings \"hold_hours\" and \"wait_hours\" must be numbers of hours from 1 to 8784"));
    if (!out->today_said)
        out->today_on = wall_day(wall_from_unix(w->now, out->utc_offset_min));
    return fine(w);
}

static bool load(struct work *w, const char *code, struct claimed *c)
{
    *c = (struct claimed){0};
    struct rows r = db_rows(w, CLAIM_ONE, ARGS(V(code)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no request %s; they are listed by: cavt booking list DB"), code);
    *c = (struct claimed){.id = db_int(&r, 0), .organisation_id = db_int(&r, 1), .starts_at = db_int(&r, 2), .ends_at = db_int(&r, 3),
                          .price_minor = db_int(&r, 4), .expires_at = db_int(&r, 5), .made_at = db_int(&r, 6), .code = db_text(&r, 7),
                          .title = db_text(&r, 8), .state = db_text(&r, 9), .organisation = db_text(&r, 10), .organisation_ru = db_text(&r, 11),
                          .organisation_en = db_text(&r, 12)};
    db_done(&r);
    return fine(w);
}

/* unix_at: the Unix second of a wall minute. */
static int64_t unix_at(const struct claim_rules *by, int64_t wall) { return (wall - by->utc_offset_min) * 60; }

/* till: so many hours from now, but never past its beginning; where the day is set (a demonstration) that clock is not
 * comparable with ours, and the hours alone count. */
static int64_t till(const struct work *w, const struct claim_rules *by, int hours, int64_t starts_at)
{
    int64_t at = w->now + (int64_t)hours * 3600, begins = unix_at(by, starts_at);
    return !by->today_said && begins < at && begins > w->now ? begins : at;
}

static const char *until(struct work *w, const struct claim_rules *by, int64_t at) { return say_wall(w, wall_from_unix(at, by->utc_offset_min)); }

static const char *bookings(struct work *w, int64_t n) { return take_text(w, trn(w, "%lld booking", "%lld bookings", n), (long long)n); }

static bool settled(const struct claimed *c, struct claim *out, bool changed, const char *text)
{
    out->changed = changed;
    out->code = c->code;
    out->state = c->state;
    out->expires_at = c->expires_at;
    out->price_minor = c->price_minor;
    out->text = text;
    return true;
}

static void set(struct work *w, struct claimed *c, const char *verb, const char *state, int64_t expires_at, const char *reason)
{
    db_run(w, CLAIM_SET, ARGS(V(c->id), V(state), expires_at != 0 ? V(expires_at) : NULL_INT, V(reason)));
    claim_record(w, c->organisation_id, verb, "claim", c->code, c->state, state, expires_at, reason);
    c->state = state;
    c->expires_at = expires_at;
}

static int64_t let_go(struct work *w, struct claimed *c, const char *verb, const char *state, const char *reason)
{
    db_run(w, CLAIM_RELEASE, ARGS(V(c->id)));
    int64_t n = fine(w) ? db_changed(w) : 0;
    set(w, c, verb, state, c->expires_at, reason);
    return n;
}

/* ---------------------------------------------------------------- what has run out */

static int lapse_all(struct work *w, const struct claim_rules *by)
{
    const char **codes = NULL;
    size_t room = 0;
    int n = 0;
    struct rows r = db_rows(w, CLAIM_RAN_OUT, ARGS(V(w->now)));
    while (db_next(&r)) {
        grow(w, &codes, room, (size_t)n);
        codes[n++] = db_text(&r, 0);
    }
    for (int i = 0; i < n && fine(w); i++) {
        struct claimed c;
        if (!load(w, codes[i], &c))
            return 0;
        let_go(w, &c, "lapse", "lapsed", NULL);
        claim_tell(w, &c, by, CLAIM_LAPSED, 0, NULL);
    }
    return n;
}

static bool lock(struct work *w, const char *code)
{
    return !db_is_postgres(w->db) || db_run(w, CLAIM_LOCK, ARGS(V(code), V(w->now)));
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* lock_resources: in order of id, as accepting an offer does; by their codes. */
static bool lock_resources(struct work *w, const struct claim_wish *x)
{
    if (!db_is_postgres(w->db) || x->item_count < 1 || x->item_count > CLAIM_ITEMS_MOST)
        return fine(w);
    int64_t ids[CLAIM_ITEMS_MOST];
    for (int i = 0; i < x->item_count; i++)
        ids[i] = db_one(w, CLAIM_RESOURCE, ARGS(V(x->items[i].code)), 0);
    qsort(ids, (size_t)x->item_count, sizeof(*ids), by_value);
    for (int i = 0; i < x->item_count; i++)
        db_run(w, CLAIM_LOCK_RESOURCE, ARGS(V(ids[i])));
    return fine(w);
}

/* come: what every act on a claim begins with. */
static bool come(struct work *w, const char *code, struct claim_rules *by, struct claimed *c)
{
    if (!claim_rules_load(w, by) || !load(w, code, c) || !lock(w, code))
        return false;
    lapse_all(w, by);
    return fine(w) && load(w, code, c);
}

/* ---------------------------------------------------------------- making one */

/* stands: nothing came of it; the first reason, and how many more there are. */
static bool stands(struct work *w, const struct claim_look *l)
{
    if (l->problem_count == 0)
        return fail(w, CONFLICT, "%s", tr(w, "no time of it is left"));
    int at = 0;
    while (l->for_all > 0 && at + 1 < l->shown && l->problems[at].time >= 0)
        at++; /* what no left-out time mends comes first */
    if (l->problem_count == 1)
        return fail(w, CONFLICT, "%s", l->problems[at].text);
    return fail(w, CONFLICT, trn(w, "%s; and %d more reason", "%s; and %d more reasons", l->problem_count - 1), l->problems[at].text, l->problem_count - 1);
}

/* take_rows: the parts, the costs and the bookings of a look that can be had; how many bookings. */
static int64_t take_rows(struct work *w, const struct claim_look *l, int64_t id, const char *state)
{
    int64_t n = 0;
    const struct some *s = &l->some;
    for (int i = 0; i < l->part_count; i++) {
        const struct claim_part *p = &l->parts[i];
        db_run(w, CLAIM_PUT_PART, ARGS(V(db_id(w)), V(id), V(s->partners.organisations[p->organisation].id), V(p->price_minor), V(p->approval),
                                       V(p->approval ? "asked" : "confirmed"), p->approval ? NULL_INT : V(w->now)));
        for (int t = 0; t < l->time_count && p->price_minor > 0; t++) {
            int64_t cost = 0;
            for (int k = 0; l->times[t].skipped == NULL && k < l->item_count; k++)
                if (s->resources.all[l->resource[k]].organisation == p->organisation)
                    cost += l->price[k * l->time_count + t];
            if (cost > 0)
                db_run(w, CLAIM_PUT_COST, ARGS(V(id), V(l->times[t].from), V(s->partners.organisations[p->organisation].id), V(cost)));
        }
    }
    for (int i = 0; i < l->item_count && fine(w); i++)
        for (int k = 0; k < l->laid[i].count; k++, n++) {
            const struct piece *p = &l->laid[i].pieces[k];
            db_run(w, CLAIM_BOOK, ARGS(V(db_id(w)), V(s->resources.all[l->resource[i]].id), V(p->unit), V(p->from), V(p->to), V(state), V(id), V(w->who),
                                       V(w->now)));
        }
    return n;
}

static bool asks_anybody(const struct claim_look *l)
{
    for (int i = 0; i < l->part_count; i++)
        if (l->parts[i].approval)
            return true;
    return false;
}

static const char *left_out(struct work *w, const char *text, int skipped)
{
    return skipped == 0 ? text : take_text(w, trn(w, "%s; %d time is left out", "%s; %d times are left out", skipped), text, skipped);
}

static bool make(struct work *w, const struct asked *a, struct claim *out)
{
    const struct claim_wish *x = a->wish;
    struct claim_rules by;
    struct claim_look l;
    if (!claim_rules_load(w, &by) || !lock(w, ""))
        return false;
    lapse_all(w, &by);
    if (!lock_resources(w, x) || !claim_look(w, x, &l))
        return false;
    bool wait = !l.can && x->wait && l.only_taken;
    if (!l.can && !wait)
        return stands(w, &l);
    int64_t id = db_id(w);
    int first = 0, last = l.time_count - 1;
    while (!wait && l.times[first].skipped != NULL)
        first++;
    while (!wait && l.times[last].skipped != NULL)
        last--;
    bool asks = !wait && asks_anybody(&l);
    struct claimed c = {.id = id, .organisation_id = l.organisation_id, .starts_at = l.times[first].from, .ends_at = l.times[last].to,
                        .price_minor = wait ? 0 : l.price_minor, .made_at = w->now, .code = take_text(w, "b%lld", (long long)id), .title = x->title,
                        .state = wait ? "waiting" : asks ? "held" : "booked"};
    const struct organisation *user = &l.some.partners.organisations[l.some.user];
    c.organisation = user->code;
    c.organisation_ru = user->name_ru;
    c.organisation_en = user->name_en;
    c.expires_at = wait   ? (by.today_said ? w->now + (int64_t)8784 * 3600 : unix_at(&by, c.starts_at))
                   : asks ? till(w, &by, by.hold_hours, c.starts_at)
                          : 0;
    db_run(w, CLAIM_PUT, ARGS(V(id), V(c.code), V(c.organisation_id), V(x->title), V(x->note), x->people > 0 ? V(x->people) : NULL_INT,
                              db_id_or_null(l.holder_id), V(c.state), V(c.starts_at), V(c.ends_at), V(c.price_minor),
                              c.expires_at != 0 ? V(c.expires_at) : NULL_INT, V(w->now), V(w->who)));
    for (int i = 0; i < l.item_count; i++)
        db_run(w, CLAIM_PUT_USE, ARGS(V(id), V(l.some.resources.all[l.resource[i]].id), V(x->items[i].units)));
    for (int t = 0; t < l.time_count; t++) {
        out->skipped += l.times[t].skipped != NULL;
        db_run(w, CLAIM_PUT_TIME, ARGS(V(id), V(l.times[t].from), V(l.times[t].to), V(l.times[t].skipped)));
    }
    out->kept = l.time_count - out->skipped;
    out->rows = wait ? 0 : take_rows(w, &l, id, asks ? "held" : "booked");
    claim_record(w, c.organisation_id, "request", "claim", c.code, "", c.state, c.expires_at, NULL);
    if (wait)
        return settled(&c, out, true, take_text(w, tr(w, "request %s stands in line: %s"), c.code, l.problems[0].text));
    claim_tell(w, &c, &by, asks ? CLAIM_ASKED : CLAIM_BOOKED, 0, NULL);
    const char *text = asks ? take_text(w, tr(w, "request %s is held until %s: %s, owners have been asked"), c.code, until(w, &by, c.expires_at),
                                        bookings(w, out->rows))
                            : take_text(w, tr(w, "request %s is booked, no owner's word is needed: %s"), c.code, bookings(w, out->rows));
    return settled(&c, out, true, left_out(w, text, out->skipped));
}

/* ---------------------------------------------------------------- owners */

struct owned {
    int64_t id, organisation_id;
    const char *state, *name_ru, *name_en;
};

static bool part_load(struct work *w, const struct claimed *c, const char *organisation, struct owned *p)
{
    struct rows r = db_rows(w, CLAIM_PART_OF, ARGS(V(c->id), V(organisation)));
    if (db_next(&r)) {
        *p = (struct owned){db_int(&r, 0), db_int(&r, 2), db_text(&r, 1), db_text(&r, 3), db_text(&r, 4)};
        db_done(&r);
        return fine(w);
    }
    const char *list = "";
    r = db_rows(w, CLAIM_OWNERS, ARGS(V(c->id)));
    while (db_next(&r))
        list = take_text(w, "%s%s%s", list, *list != '\0' ? ", " : "", db_peek(&r, 0));
    return fine(w) && fail(w, NOT_FOUND, tr(w, "organisation %s has no part in request %s; those who have: %s"), organisation, c->code, list);
}

/* over: it has come to an end, or never began. */
static bool over(struct work *w, const struct claimed *c)
{
    static const struct { const char *state, *said; } all[] = {
        {"refused", TR("an owner has refused it; ask for another time: cavt booking when DB")},
        {"lapsed", TR("it has run out; ask again: cavt booking request DB")},
        {"cancelled", TR("it was cancelled; ask again: cavt booking request DB")},
        {"waiting", TR("it still stands in line: nothing is held for it")},
        {"proposed", TR("a slot is kept for it that its asker must take first: cavt booking accept DB")},
        {"held", TR("it waits for its owners already")},
        {"booked", TR("it is booked; to give it back: cavt booking cancel DB")},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (is(c->state, all[i].state))
            return fail(w, CONFLICT, tr(w, "request %s: %s"), c->code, tr(w, all[i].said));
    return false;
}

static void answer(struct work *w, const struct claimed *c, const struct owned *p, const struct asked *a, const char *verb, const char *state)
{
    db_run(w, CLAIM_ANSWER, ARGS(V(p->id), V(state), V(w->now), V(a->reason)));
    claim_record(w, p->organisation_id, verb, "claim_part", take_text(w, "%s/%s", c->code, a->organisation), p->state, state, 0, a->reason);
}

static bool confirm(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    struct claimed c;
    struct owned p;
    if (!come(w, a->code, &by, &c) || !part_load(w, &c, a->organisation, &p))
        return false;
    const char *name = tr_name(w, p.name_ru, p.name_en);
    if (is(c.state, "booked") || (is(c.state, "held") && is(p.state, "confirmed")))
        return settled(&c, out, false, take_text(w, tr(w, "%s has confirmed its part of request %s already: nothing was changed"), name, c.code));
    if (!is(c.state, "held"))
        return over(w, &c);
    answer(w, &c, &p, a, "confirm", "confirmed");
    int64_t left = db_one(w, CLAIM_UNANSWERED, ARGS(V(c.id)), 0);
    if (left > 0)
        return settled(&c, out, true,
                       take_text(w, trn(w, "%s has confirmed its part of request %s; %lld owner is still to answer before %s",
                                        "%s has confirmed its part of request %s; %lld owners are still to answer before %s", left),
                                 name, c.code, (long long)left, until(w, &by, c.expires_at)));
    db_run(w, CLAIM_FIX, ARGS(V(c.id)));
    out->rows = fine(w) ? db_changed(w) : 0;
    set(w, &c, "confirm", "booked", 0, NULL);
    claim_tell(w, &c, &by, CLAIM_BOOKED, 0, NULL);
    return settled(&c, out, true, take_text(w, tr(w, "%s has confirmed its part; request %s is booked"), name, c.code));
}

static bool refuse(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    struct claimed c;
    struct owned p;
    if (!come(w, a->code, &by, &c) || !part_load(w, &c, a->organisation, &p))
        return false;
    const char *name = tr_name(w, p.name_ru, p.name_en);
    if (is(p.state, "refused"))
        return settled(&c, out, false, take_text(w, tr(w, "%s has refused its part of request %s already: nothing was changed"), name, c.code));
    if (!is(c.state, "held"))
        return over(w, &c);
    answer(w, &c, &p, a, "refuse", "refused");
    out->rows = let_go(w, &c, "refuse", "refused", a->reason);
    claim_tell(w, &c, &by, CLAIM_REFUSED, p.organisation_id, a->reason);
    return settled(&c, out, true, take_text(w, tr(w, "%s has refused its part; everything held for request %s is free again, and the others have been told"),
                                            name, c.code));
}

/* ---------------------------------------------------------------- the asker */

static int64_t wall_now(const struct work *w, const struct claim_rules *by)
{
    return by->today_said ? (int64_t)by->today_on * DAY_MIN : wall_from_unix(w->now, by->utc_offset_min);
}

/* skip_from: times from `from` on are given back; how many. */
static int give_back(struct work *w, struct claimed *c, int64_t from, int64_t only, const char *why, int64_t *rows)
{
    struct claim_time *all = NULL;
    size_t room = 0, n = 0;
    int given = 0;
    struct rows r = db_rows(w, CLAIM_TIMES, ARGS(V(c->id)));
    while (db_next(&r)) {
        grow(w, &all, room, n);
        all[n++] = (struct claim_time){.from = db_int(&r, 0), .to = db_int(&r, 1), .skipped = db_null(&r, 2) ? NULL : ""};
    }
    for (size_t i = 0; i < n; i++) {
        if (all[i].skipped != NULL || (only != 0 ? all[i].from != only : all[i].from < from))
            continue;
        db_run(w, CLAIM_TIME_SKIP, ARGS(V(c->id), V(all[i].from), V(why)));
        db_run(w, CLAIM_RELEASE_TIME, ARGS(V(c->id), V(all[i].from), V(all[i].to)));
        *rows += fine(w) ? db_changed(w) : 0;
        db_run(w, CLAIM_DROP_COST, ARGS(V(c->id), V(all[i].from)));
        given++;
    }
    if (given > 0) {
        db_run(w, CLAIM_SUM_PARTS, ARGS(V(c->id)));
        db_run(w, CLAIM_SUM, ARGS(V(c->id)));
    }
    return given;
}

static bool cancel(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    struct claimed c;
    if (!come(w, a->code, &by, &c))
        return false;
    if (is(c.state, "cancelled"))
        return settled(&c, out, false, take_text(w, tr(w, "request %s was cancelled already: nothing was changed"), c.code));
    if (is(c.state, "refused") || is(c.state, "lapsed"))
        return over(w, &c);
    if (c.starts_at < wall_now(w, &by) && is(c.state, "booked")) { /* what was used stays on the books */
        int n = give_back(w, &c, wall_now(w, &by), 0, tr(w, "cancelled"), &out->rows);
        if (n == 0)
            return fail(w, CONFLICT, tr(w, "all times of request %s are past, so there is nothing to give back"), c.code);
        claim_record(w, c.organisation_id, "cancel", "claim", c.code, c.state, c.state, 0, a->reason);
        claim_tell(w, &c, &by, CLAIM_SKIPPED, 0, a->reason);
        return load(w, c.code, &c) && settled(&c, out, true, take_text(w, trn(w, "request %s has begun; its %d time still to come is free again",
                                                                              "request %s has begun; its %d times still to come are free again", n), c.code, n));
    }
    out->rows = let_go(w, &c, "cancel", "cancelled", a->reason);
    claim_tell(w, &c, &by, CLAIM_CANCELLED, 0, a->reason);
    return settled(&c, out, true, take_text(w, tr(w, "request %s is cancelled: everything held or booked for it is free again, and the owners have been told"),
                                            c.code));
}

static bool skip(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    struct claimed c;
    if (!come(w, a->code, &by, &c))
        return false;
    if (!is(c.state, "held") && !is(c.state, "booked"))
        return over(w, &c);
    if (a->starts_at < wall_now(w, &by))
        return fail(w, CONFLICT, tr(w, "%s is past"), say_wall(w, a->starts_at));
    int left = 0, there = 0;
    struct rows r = db_rows(w, CLAIM_TIMES, ARGS(V(c.id)));
    while (db_next(&r)) {
        left += db_null(&r, 2);
        there += db_int(&r, 0) == a->starts_at ? 1 + db_null(&r, 2) : 0;
    }
    if (there == 0)
        return fail(w, NOT_FOUND, tr(w, "request %s has no time that begins on %s"), c.code, say_wall(w, a->starts_at));
    if (there == 1)
        return settled(&c, out, false, take_text(w, tr(w, "that time of request %s is left out already: nothing was changed"), c.code));
    if (left == 1)
        return fail(w, CONFLICT, tr(w, "it is the only time that is left; cancel the request instead: cavt booking cancel DB %s"), c.code);
    give_back(w, &c, 0, a->starts_at, a->reason != NULL && *a->reason != '\0' ? a->reason : tr(w, "left out on purpose"), &out->rows);
    claim_record(w, c.organisation_id, "skip", "claim", c.code, say_wall(w, a->starts_at), c.state, 0, a->reason);
    claim_tell(w, &c, &by, CLAIM_SKIPPED, 0, a->reason);
    return load(w, c.code, &c) && settled(&c, out, true, take_text(w, tr(w, "%s is left out of request %s and free again"), say_wall(w, a->starts_at), c.code));
}

/* ---------------------------------------------------------------- the line of those who wait */

static bool wish_of(struct work *w, const struct claimed *c, struct claim_wish *x)
{
    struct claim_item *items = NULL;
    struct claim_time *times = NULL;
    size_t room = 0, time_room = 0;
    *x = (struct claim_wish){.organisation = c->organisation, .title = c->title};
    struct rows r = db_rows(w, CLAIM_WISH_OF, ARGS(V(c->id)));
    if (db_next(&r)) {
        x->people = (int)db_int(&r, 1);
        x->holder = db_null(&r, 2) ? NULL : db_text(&r, 2);
    }
    db_done(&r);
    r = db_rows(w, CLAIM_USES, ARGS(V(c->id)));
    while (db_next(&r)) {
        grow(w, &items, room, (size_t)x->item_count);
        items[x->item_count++] = (struct claim_item){db_text(&r, 0), (int)db_int(&r, 1)};
    }
    r = db_rows(w, CLAIM_TIMES, ARGS(V(c->id)));
    while (db_next(&r)) {
        grow(w, &times, time_room, (size_t)x->time_count);
        times[x->time_count++] = (struct claim_time){.from = db_int(&r, 0), .to = db_int(&r, 1), .skipped = db_null(&r, 2) ? NULL : db_text(&r, 2)};
    }
    x->items = items;
    x->times = times;
    if (x->time_count > 0) {
        x->from = times[0].from;
        x->to = times[0].to;
    }
    return fine(w);
}

/* propose: if all of it is free by now, it is kept for this one. */
static bool propose(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    struct claimed c;
    struct claim_wish x;
    struct claim_look l;
    if (!come(w, a->code, &by, &c) || !is(c.state, "waiting"))
        return fine(w) && settled(&c, out, false, "");
    if (!wish_of(w, &c, &x) || !lock_resources(w, &x) || !claim_look(w, &x, &l))
        return false;
    if (!l.can)
        return settled(&c, out, false, "");
    out->rows = take_rows(w, &l, c.id, "held");
    db_run(w, CLAIM_SUM, ARGS(V(c.id)));
    set(w, &c, "propose", "proposed", till(w, &by, by.wait_hours, c.starts_at), NULL);
    claim_tell(w, &c, &by, CLAIM_PROPOSED, 0, NULL);
    return settled(&c, out, true, take_text(w, tr(w, "a slot came free for request %s and is kept until %s"), c.code, until(w, &by, c.expires_at)));
}

static bool accept(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    struct claimed c;
    if (!come(w, a->code, &by, &c))
        return false;
    if (is(c.state, "held") || is(c.state, "booked"))
        return settled(&c, out, false, take_text(w, tr(w, "request %s has taken its slot already: nothing was changed"), c.code));
    if (!is(c.state, "proposed"))
        return over(w, &c);
    if (db_one(w, CLAIM_UNANSWERED, ARGS(V(c.id)), 0) > 0) {
        set(w, &c, "accept", "held", till(w, &by, by.hold_hours, c.starts_at), NULL);
        claim_tell(w, &c, &by, CLAIM_ASKED, 0, NULL);
        return settled(&c, out, true, take_text(w, tr(w, "request %s is held until %s: %s, owners have been asked"), c.code, until(w, &by, c.expires_at),
                                                bookings(w, db_one(w, "SELECT COUNT(*) FROM booking WHERE claim_id = $1 AND live = 1", ARGS(V(c.id)), 0))));
    }
    db_run(w, CLAIM_FIX, ARGS(V(c.id)));
    out->rows = fine(w) ? db_changed(w) : 0;
    set(w, &c, "accept", "booked", 0, NULL);
    claim_tell(w, &c, &by, CLAIM_BOOKED, 0, NULL);
    return settled(&c, out, true, take_text(w, tr(w, "request %s is booked, no owner's word is needed: %s"), c.code, bookings(w, out->rows)));
}

static bool lapse(struct work *w, const struct asked *a, struct claim *out)
{
    struct claim_rules by;
    (void)a;
    if (!claim_rules_load(w, &by) || !lock(w, ""))
        return false;
    out->rows = lapse_all(w, &by);
    return fine(w);
}

/* ---------------------------------------------------------------- one transaction each */

static const char *keep(struct work *w, const char *s) { return s == NULL ? "" : take_copy(w, s, strlen(s)); }

/* guarded: the database's own refusal of a double booking: somebody booked past our locks. */
static bool guarded(const struct err *e)
{
    return e->fault == CONFLICT && (strstr(e->text, "already taken") != NULL || strstr(e->text, "booking_no_overlap") != NULL);
}

typedef bool act_fn(struct work *, const struct asked *, struct claim *);

/* within: the act in a work of its own, so that a lost race is tried again on a clean slate. */
static bool within(struct work *w, act_fn *act, const struct asked *a, struct claim *out)
{
    *out = NOTHING;
    for (int t = 1; fine(w); t++) {
        struct work *q = work_begin(w->db, w->who, w->now);
        struct claim c = NOTHING;
        q->language = w->language;
        bool done = db_begin(q);
        if (done) {
            act(q, a, &c);
            done = db_commit(q);
        }
        if (done) {
            *out = c;
            out->code = keep(w, c.code);
            out->state = keep(w, c.state);
            out->text = keep(w, c.text);
            work_end(q);
            return true;
        }
        bool lost = q->err.fault == LIMIT || guarded(&q->err);
        if (lost && t == TRIES)
            fail(w, CONFLICT, "%s", tr(w, "somebody is taking the same rooms, machines or teachers at this very moment; nothing was held, try again"));
        else if (!lost)
            w->err = q->err;
        work_end(q);
    }
    return false;
}

bool claim_lapse(struct work *w, int *n)
{
    struct claim c;
    *n = 0;
    struct rows r = db_rows(w, CLAIM_RAN_OUT, ARGS(V(w->now)));
    bool any = db_next(&r);
    db_done(&r);
    if (!any)
        return fine(w);
    if (!within(w, lapse, &(struct asked){.code = ""}, &c))
        return false;
    *n = (int)c.rows;
    return true;
}

bool claim_serve(struct work *w, int *n)
{
    const char **codes = NULL;
    size_t room = 0, in_line = 0;
    *n = 0;
    struct rows r = db_rows(w, CLAIM_IN_LINE, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &codes, room, in_line);
        codes[in_line++] = db_text(&r, 0);
    }
    for (size_t i = 0; i < in_line && fine(w); i++) {
        struct claim c;
        if (within(w, propose, &(struct asked){.code = codes[i]}, &c))
            *n += c.changed;
        else if (w->err.fault == CONFLICT)
            w->err = (struct err){0}; /* somebody was quicker: it stays in line */
    }
    return fine(w);
}

/* serve_after: the act is done by now, so what fails here is not its failure: whoever waits is served by the next one. */
static void serve_after(struct work *w)
{
    int n;
    struct work *q = work_begin(w->db, w->who, w->now);
    q->language = w->language;
    bool ok = claim_serve(q, &n);
    (void)ok;
    work_end(q);
}

/* act_on: what has run out first, then the act, then those who wait for what it has freed. */
static bool act_on(struct work *w, act_fn *act, const struct asked *a, struct claim *out, bool frees)
{
    int n;
    *out = NOTHING;
    if (!claim_lapse(w, &n))
        return false;
    bool done = within(w, act, a, out);
    if (n > 0 || (done && frees))
        serve_after(w);
    return done;
}

bool claim_make(struct work *w, const struct claim_wish *wish, struct claim *out)
{
    return act_on(w, make, &(struct asked){.wish = wish, .code = ""}, out, false);
}
bool claim_accept(struct work *w, const char *code, struct claim *out) { return act_on(w, accept, &(struct asked){.code = code}, out, false); }
bool claim_confirm(struct work *w, const char *code, const char *organisation, struct claim *out)
{
    return act_on(w, confirm, &(struct asked){.code = code, .organisation = organisation}, out, false);
}
bool claim_refuse(struct work *w, const char *code, const char *organisation, const char *reason, struct claim *out)
{
    return act_on(w, refuse, &(struct asked){.code = code, .organisation = organisation, .reason = reason}, out, true);
}
bool claim_cancel(struct work *w, const char *code, const char *reason, struct claim *out)
{
    return act_on(w, cancel, &(struct asked){.code = code, .reason = reason}, out, true);
}
bool claim_skip(struct work *w, const char *code, int64_t starts_at, const char *reason, struct claim *out)
{
    return act_on(w, skip, &(struct asked){.code = code, .starts_at = starts_at, .reason = reason}, out, true);
}

bool claim_many(struct work *w, const struct claim_wish *wishes, int n, int batch, struct claim *out, const char **why)
{
    int lapsed;
    if (!claim_lapse(w, &lapsed))
        return false;
    for (int i = 0; i < n && fine(w);) {
        struct work *group = work_begin(w->db, w->who, w->now); /* one write of the disk for all of them */
        bool ok = db_begin(group);
        for (int k = 0; ok && k < batch && i < n && fine(group); k++, i++) {
            struct work *q = work_begin(w->db, w->who, w->now);
            struct claim c = NOTHING;
            q->language = w->language;
            db_begin(q);
            make(q, &(struct asked){.wish = &wishes[i], .code = ""}, &c);
            bool done = db_commit(q);
            out[i] = c;
            out[i].code = keep(w, c.code);
            out[i].state = keep(w, c.state);
            out[i].text = keep(w, c.text);
            why[i] = done ? NULL : keep(w, q->err.text);
            if (q->err.fault == BROKEN)
                group->err = q->err;
            work_end(q);
        }
        if (!db_commit(group))
            w->err = group->err;
        work_end(group);
    }
    return fine(w);
}
