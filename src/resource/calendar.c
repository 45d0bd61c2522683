/* calendar.c -- when a resource is to be had: see resource.h. */
#include "resource/resource.h"

#include "resource/resource_sql.h"
#include "store/db.h"

#include <string.h>

#define WEEK_MIN   (7 * DAY_MIN)
#define UNITS_MOST 254 /* as many equal units as one lesson could ever want, and one slot counts in a byte */

bool site_open(const struct resources *rs, int site, int32_t day, int from_min, int to_min)
{
    for (int i = rs->closure_first[site]; i < rs->closure_first[site + 1]; i++) {
        const struct closure *c = &rs->closures[i];
        if (day >= c->from_on && day <= c->to_on)
            return c->opens_min >= 0 && from_min >= c->opens_min && to_min <= c->closes_min;
    }
    int bit = 1 << (day_weekday(day) - 1);
    for (int i = rs->opening_first[site]; i < rs->opening_first[site + 1]; i++) {
        const struct opening *o = &rs->openings[i];
        if ((o->weekdays & bit) != 0 && from_min >= o->opens_min && to_min <= o->closes_min)
            return true;
    }
    return false;
}

static void take_slots(struct work *w, struct calendar *c, int64_t from, int64_t to, int units)
{
    int64_t begin = (int64_t)c->window.first * DAY_MIN, end = begin + (int64_t)c->window.days * DAY_MIN;
    if (from < begin)
        from = begin;
    if (to > end)
        to = end;
    if (from >= to)
        return;
    if (c->taken == NULL)
        c->taken = take(w, (size_t)c->window.days * DAY_SLOTS);
    size_t last = (size_t)((to - begin + SLOT_MIN - 1) / SLOT_MIN);
    for (size_t s = (size_t)((from - begin) / SLOT_MIN); s < last; s++) {
        int sum = c->taken[s] + units;
        if (units > 0 || c->taken[s] < 255)
            c->taken[s] = (uint8_t)(sum > 255 ? 255 : sum < 0 ? 0 : sum);
    }
}

static void take_week(struct calendar *c, int64_t starts_at, int hours_ah)
{
    int32_t day = wall_day(starts_at) - c->window.first;
    if (c->week_ah != NULL && day >= 0 && day < c->window.days)
        c->week_ah[day / 7] += hours_ah;
}

void calendar_change(struct work *w, struct calendar *c, int64_t from, int64_t to, int units, int hours_ah)
{
    take_slots(w, c, from, to, units);
    take_week(c, from, hours_ah);
}

void calendar_away(struct work *w, struct calendar *c, int64_t from, int64_t to, int site, int hours_ah)
{
    int64_t begin = (int64_t)c->window.first * DAY_MIN, end = begin + (int64_t)c->window.days * DAY_MIN;
    if (from < begin || to > end)
        return;
    if (hours_ah >= 0) {
        grow(w, &c->away, c->away_room, c->away_count);
        c->away[c->away_count++] = (struct away){from, to, site, hours_ah};
        return;
    }
    for (size_t i = 0; i < c->away_count; i++)
        if (c->away[i].from == from && c->away[i].to == to) {
            c->away[i] = c->away[--c->away_count];
            return;
        }
}

/* How many of the first repetitions end before the window begins. */
static int64_t repeats_before(int64_t ends_at, int64_t begin)
{
    return ends_at > begin ? 0 : (begin - ends_at) / WEEK_MIN + 1;
}

bool calendar_load(struct work *w, const struct resources *rs, int resource, struct window window, struct calendar *out)
{
    const struct resource *x = &rs->all[resource];
    int64_t begin = (int64_t)window.first * DAY_MIN, end = begin + (int64_t)window.days * DAY_MIN;
    *out = (struct calendar){.window = window, .quantity = x->quantity < UNITS_MOST ? x->quantity : UNITS_MOST};
    if (x->kind == STAFF && x->load_week_ah > 0)
        out->week_ah = take_array(w, (window.days + 6) / 7 + 1, int);
    struct rows r = db_rows(w, CALENDAR_BUSY, ARGS(V(x->id), V(begin), V(end)));
    while (db_next(&r)) {
        int64_t from = db_int(&r, 0), to = db_int(&r, 1), weeks = db_int(&r, 2);
        for (int64_t k = repeats_before(to, begin); k < weeks && from + k * WEEK_MIN < end; k++) {
            take_slots(w, out, from + k * WEEK_MIN, to + k * WEEK_MIN, (int)db_int(&r, 3));
            if (db_int(&r, 4) == 1) /* Only lessons are load: not absence, nor other work. */
                take_week(out, from + k * WEEK_MIN, (int)((to - from) / 45));
        }
    }
    r = db_rows(w, CALENDAR_BOOKINGS, ARGS(V(x->id), V(begin), V(end), V(w->now)));
    while (db_next(&r)) {
        take_slots(w, out, db_int(&r, 0), db_int(&r, 1), 1);
        take_week(out, db_int(&r, 0), (int)db_int(&r, 2));
        int site = x->kind == STAFF && db_int(&r, 3) != 0 ? partners_site(rs->partners, db_int(&r, 3)) : -1;
        if (site >= 0)
            calendar_away(w, out, db_int(&r, 0), db_int(&r, 1), site, (int)db_int(&r, 2));
    }
    return fine(w);
}

bool calendar_free(const struct calendar *c, int32_t day, int from_min, int to_min, int units)
{
    int32_t at = day - c->window.first;
    if (at < 0 || at >= c->window.days || units > c->quantity)
        return false;
    if (c->taken == NULL)
        return true;
    const uint8_t *t = c->taken + (size_t)at * DAY_SLOTS;
    int last = (to_min + SLOT_MIN - 1) / SLOT_MIN;
    for (int s = from_min / SLOT_MIN; s < last; s++)
        if (t[s] + units > c->quantity)
            return false;
    return true;
}
