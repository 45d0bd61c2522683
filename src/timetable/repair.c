/* repair.c -- what people count on, and what of it cannot be held as it stands: see repair.h. */
#include "timetable/repair.h"

#include "base/hash.h"
#include "store/db.h"
#include "timetable/repair_sql.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

static struct repair_lesson *find(struct repair *r, int64_t id, int *from)
{
    for (int i = *from; i < r->count; i++)
        if (r->all[i].id == id) {
            *from = i;
            return &r->all[i];
        }
    return NULL;
}

static enum part part_of(const char *s) { return strcmp(s, "lecture") == 0 ? LECTURE : strcmp(s, "practice") == 0 ? PRACTICE : ALL_PARTS; }

static bool read_lessons(struct repair *r, int64_t from)
{
    struct work *w = r->w;
    size_t room = 0;
    struct rows q = db_rows(w, REPAIR_LESSONS, ARGS(V(from), V(w->now)));
    while (db_next(&q)) {
        int module = modules_find(&r->st->modules, db_int(&q, 7));
        int64_t starts = db_int(&q, 12), ends = db_int(&q, 13);
        grow(w, &r->all, room, (size_t)r->count);
        struct repair_lesson *l = &r->all[r->count++];
        *l = (struct repair_lesson){.id = db_int(&q, 0), .offer_id = db_int(&q, 1), .offer = db_text(&q, 2), .offer_state = db_text(&q, 3),
                                    .order = db_text(&q, 4), .title_ru = db_text(&q, 5), .title_en = db_text(&q, 6), .module = module,
                                    .people = (int)db_int(&q, 15), .cohorts = (int)db_int(&q, 16), .by = -1};
        l->was = (struct lesson){.module = module, .cohort = (int)db_int(&q, 8), .position = (int)db_int(&q, 9), .part = part_of(db_peek(&q, 10)),
                                 .hours_ah = (int)db_int(&q, 14), .day = wall_day(starts), .from_min = wall_clock(starts), .placed = true,
                                 .site = db_null(&q, 11) ? -1 : partners_site(&r->st->partners, db_int(&q, 11))};
        l->was.to_min = l->was.from_min + (int)(ends - starts);
    }
    int at = 0;
    q = db_rows(w, REPAIR_USES, ARGS(V(from), V(w->now)));
    while (db_next(&q)) {
        struct repair_lesson *l = find(r, db_int(&q, 0), &at);
        int resource = resources_find(&r->st->resources, db_int(&q, 1));
        if (l == NULL || resource < 0)
            continue;
        struct use *more = take_array(w, l->was.use_count + 1, struct use);
        if (l->was.use_count > 0)
            memcpy(more, l->was.uses, (size_t)l->was.use_count * sizeof(*more));
        more[l->was.use_count++] = (struct use){resource, (int)db_int(&q, 2), 0, false};
        l->was.uses = more;
    }
    for (int i = 0; i < r->count; i++)
        r->all[i].is = r->all[i].was;
    return fine(w);
}

/* booked: unit-minutes of each use, as the bookings have it. */
struct booked {
    int lesson, resource;
    int64_t from, to;
};

struct loads {
    struct booked *all;
    size_t room;
    int count;
    int *first; /* by lesson, one more than there are: where its own begin */
};

static bool read_bookings(struct repair *r, int64_t from, struct loads *b)
{
    int at = 0;
    struct rows q = db_rows(r->w, REPAIR_BOOKINGS, ARGS(V(from), V(r->w->now)));
    while (db_next(&q)) {
        struct repair_lesson *l = find(r, db_int(&q, 0), &at);
        int resource = resources_find(&r->st->resources, db_int(&q, 1));
        if (l == NULL || resource < 0)
            continue;
        grow(r->w, &b->all, b->room, (size_t)b->count);
        b->all[b->count++] = (struct booked){(int)(l - r->all), resource, db_int(&q, 2), db_int(&q, 3)};
    }
    b->first = take_array(r->w, r->count + 1, int);
    for (int i = 0, k = 0; i <= r->count; i++) {
        while (k < b->count && b->all[k].lesson < i)
            k++;
        b->first[i] = k;
    }
    return fine(r->w);
}

static int64_t starts_at(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->from_min; }
static int64_t ends_at(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->to_min; }
static bool past(const struct repair *r, const struct repair_lesson *l) { return starts_at(&l->was) < r->since; }

static int64_t booked_min(const struct loads *b, const struct repair *r, int lesson, int resource)
{
    int64_t sum = 0;
    const struct lesson *l = &r->all[lesson].was;
    for (int i = b->first[lesson]; i < b->first[lesson + 1]; i++)
        if (b->all[i].resource == resource && b->all[i].from < ends_at(l) && b->all[i].to > starts_at(l))
            sum += b->all[i].to - b->all[i].from;
    return sum;
}

static void mark(struct repair *r, int lesson, enum hit hit, int by)
{
    struct repair_lesson *l = &r->all[lesson];
    if (past(r, l) || (l->hit != NOT_HIT && (l->hit != HIT_TOO_MANY || hit == HIT_TOO_MANY)))
        return;
    l->hit = hit;
    l->by = by;
}

/* ours: by slot of the calendar, how many of the units taken are lessons' that are still to come; NULL where nowhere
 * more is taken than there is. */
static int *count_ours(struct repair *r, const struct loads *b, int resource, const struct calendar *c)
{
    int slots = c->window.days * DAY_SLOTS, *ours = NULL;
    bool over = false;
    for (int s = 0; c->taken != NULL && s < slots && !over; s++)
        over = c->taken[s] > c->quantity;
    for (int i = 0; over && i < b->count; i++) {
        const struct booked *k = &b->all[i];
        if (k->resource != resource || past(r, &r->all[k->lesson]))
            continue;
        if (ours == NULL)
            ours = take_array(r->w, slots + 1, int);
        int from = (int)((k->from - (int64_t)c->window.first * DAY_MIN) / SLOT_MIN);
        int to = (int)((k->to - (int64_t)c->window.first * DAY_MIN + SLOT_MIN - 1) / SLOT_MIN);
        for (int s = from < 0 ? 0 : from; s < to && s < slots; s++)
            ours[s]++;
    }
    return ours;
}

/* look_resource: which lessons stand where more is taken than there is.  What is taken by anything but lessons cannot
 * be moved: who does not fit beside it alone has lost its place. */
static void look_resource(struct repair *r, const struct loads *b, int resource, const struct calendar *c)
{
    const int *ours = count_ours(r, b, resource, c);
    for (int i = 0; ours != NULL && i < r->count; i++) {
        const struct lesson *l = &r->all[i].was;
        int units = 0;
        for (int k = 0; k < l->use_count; k++)
            units += l->uses[k].resource == resource ? l->uses[k].units : 0;
        int from = (l->day - c->window.first) * DAY_SLOTS + l->from_min / SLOT_MIN, to = from + (l->to_min - l->from_min + SLOT_MIN - 1) / SLOT_MIN;
        for (int s = from < 0 ? 0 : from; units > 0 && s < to && s < c->window.days * DAY_SLOTS; s++)
            if (c->taken[s] > c->quantity)
                mark(r, i, c->taken[s] - ours[s] + units > c->quantity ? HIT_TAKEN : HIT_TOO_MANY, resource);
    }
}

/* fewest: a number of lessons that have to leave at the least where each alone could stay: at the fullest moment of
 * each day the largest go first. */
static int fewest(const struct repair *r, int resource, const struct calendar *c)
{
    int sum = 0;
    for (int day = 0; day < c->window.days; day++) {
        int most = 0;
        for (int s = day * DAY_SLOTS; s < (day + 1) * DAY_SLOTS; s++) {
            int units[64], n = 0, over = c->taken[s] - c->quantity, count = 0;
            int64_t at = (int64_t)c->window.first * DAY_MIN + (int64_t)s * SLOT_MIN;
            if (over <= 0)
                continue;
            for (int i = 0; i < r->count && n < 64; i++) {
                const struct lesson *l = &r->all[i].was;
                int own = 0;
                for (int k = 0; k < l->use_count; k++)
                    own += l->uses[k].resource == resource && starts_at(l) < at + SLOT_MIN && ends_at(l) > at ? l->uses[k].units : 0;
                if (own == 0)
                    continue;
                if (r->all[i].hit == HIT_TOO_MANY)
                    units[n++] = own;
                else if (r->all[i].hit != NOT_HIT)
                    over -= own;
            }
            for (; over > 0 && n > 0; count++) {
                int best = 0;
                for (int k = 1; k < n; k++)
                    best = units[k] > units[best] ? k : best;
                over -= units[best];
                units[best] = units[--n];
            }
            most = count > most ? count : most;
        }
        sum += most;
    }
    return sum;
}

static bool look_at_all(struct repair *r, const struct loads *b)
{
    int32_t first = wall_day(r->since), last = first;
    for (int i = 0; i < r->count; i++)
        last = r->all[i].was.day > last ? r->all[i].was.day : last;
    first -= day_weekday(first) - 1;
    struct window window = {first, (last - first) / 7 * 7 + 7};
    bool *used = take_array(r->w, r->st->resources.count + 1, bool);
    for (int i = 0; i < b->count; i++)
        used[b->all[i].resource] = true;
    int loose = 0;
    for (int x = 0; x < r->st->resources.count; x++) {
        struct calendar c;
        if (!used[x])
            continue;
        if (!state_calendar(r->w, r->st, x, window, &c))
            return false;
        look_resource(r, b, x, &c);
        if (c.taken != NULL && c.quantity > 1) {
            int n = fewest(r, x, &c);
            loose = n > loose ? n : loose;
        }
    }
    for (int i = 0; i < r->count; i++) {
        const struct lesson *l = &r->all[i].was;
        bool opens = l->site >= 0 && r->st->resources.opening_first[l->site] < r->st->resources.opening_first[l->site + 1];
        if (opens && !site_open(&r->st->resources, l->site, l->day, l->from_min, l->to_min))
            mark(r, i, HIT_CLOSED, -1);
        for (int k = 0; k < l->use_count; k++) {
            bool whole = booked_min(b, r, i, l->uses[k].resource) >= (int64_t)l->uses[k].units * (l->to_min - l->from_min);
            if (!whole)
                mark(r, i, HIT_UNBOOKED, l->uses[k].resource);
        }
    }
    for (int i = 0; i < r->count; i++) {
        r->hits += r->all[i].hit != NOT_HIT;
        r->lost += r->all[i].hit != NOT_HIT && r->all[i].hit != HIT_TOO_MANY;
    }
    r->below = r->lost + loose;
    return fine(r->w);
}

bool repair_read(struct work *w, const struct repair_control *c, struct repair *out)
{
    struct loads b = {0};
    *out = (struct repair){.w = w, .st = take(w, sizeof(*out->st)), .control = c, .seed = c->seed};
    if (!state_load(w, out->st))
        return false;
    int64_t now = wall_from_unix(w->now, out->st->utc_offset_min), today = (int64_t)out->st->today_on * DAY_MIN;
    out->since = wall_day(now) == out->st->today_on ? now : today;
    int64_t monday = today - (int64_t)(day_weekday(out->st->today_on) - 1) * DAY_MIN;
    for (int i = 0; i < c->outage_count; i++) {
        const struct outage *o = &c->outages[i];
        const struct resource *x = &out->st->resources.all[o->resource];
        state_reserve(w, out->st, (struct reserved){o->resource, o->units > 0 && o->units < x->quantity ? o->units : x->quantity, 0, o->from, o->to});
    }
    return read_lessons(out, monday) && read_bookings(out, monday, &b) && look_at_all(out, &b);
}

bool repair_what_if(struct work *w, const char *what, int64_t from, int64_t to, struct repair_control *c)
{
    struct state *st = take(w, sizeof(*st));
    size_t room = 0;
    struct outage *all = NULL;
    int n = 0;
    if (!state_load(w, st))
        return false;
    int site = -1, organisation = partners_organisation_by_code(&st->partners, what);
    for (int i = 0; i < st->partners.site_count; i++)
        if (strcmp(st->partners.sites[i].code, what) == 0)
            site = i;
    for (int i = 0; i < st->resources.count; i++) {
        const struct resource *x = &st->resources.all[i];
        if (strcmp(x->code, what) != 0 && x->site != site && x->organisation != organisation)
            continue;
        grow(w, &all, room, (size_t)n);
        all[n++] = (struct outage){i, 0, from, to};
    }
    c->outages = all;
    c->outage_count = n;
    return n > 0 || fail(w, NOT_FOUND, tr(w, "there is no resource, site or organisation %s; resources are listed by: cavt resource list DB"), what);
}

/* ---------------------------------------------------------------- in words */

const char *repair_module_text(struct repair *r, const struct repair_lesson *l)
{
    const struct module *m = &r->st->modules.all[l->module];
    return l->module < 0 ? "" : tr_name(r->w, m->name_ru, m->name_en);
}

const char *repair_place_text(struct repair *r, const struct lesson *l)
{
    const char *out = "";
    for (int i = 0; i < l->use_count; i++) {
        const struct resource *x = &r->st->resources.all[l->uses[i].resource];
        const char *name = tr_name(r->w, x->name_ru, x->name_en);
        out = take_text(r->w, l->uses[i].units > 1 ? "%s%s%s × %d" : "%s%s%s", out, i > 0 ? ", " : "", name, l->uses[i].units);
    }
    return out;
}

static const char *use_word(struct work *w, const char *kind)
{
    static const struct { const char *kind, *said; } kinds[] = {
        {"lesson", TR("its owner's own lesson")}, {"maintenance", TR("out of order")}, {"absence", TR("absent")}, {"event", TR("its owner's event")},
    };
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kind, kinds[i].kind) == 0)
            return tr(w, kinds[i].said);
    return tr(w, "not to be had");
}

static const char *busy_text(struct repair *r, int resource, int64_t from, int64_t to)
{
    const char *out = "";
    struct work *w = r->w;
    struct rows q = db_rows(w, REPAIR_BUSY_THEN, ARGS(V(r->st->resources.all[resource].id), V(from), V(to)));
    while (db_next(&q))
        for (int64_t k = 0; k < db_int(&q, 4); k++)
            if (db_int(&q, 2) + k * 7 * DAY_MIN < to && db_int(&q, 3) + k * 7 * DAY_MIN > from && *out == '\0')
                out = *db_peek(&q, 1) != '\0' ? take_text(w, "%s (%s)", use_word(w, db_peek(&q, 0)), db_peek(&q, 1)) : use_word(w, db_peek(&q, 0));
    return *out != '\0' ? out : tr(w, "not to be had");
}

const char *repair_hit_text(struct repair *r, const struct repair_lesson *l)
{
    struct work *w = r->w;
    const struct resource *x = l->by >= 0 ? &r->st->resources.all[l->by] : NULL;
    const char *name = x != NULL ? tr_name(w, x->name_ru, x->name_en) : "";
    switch (l->hit) {
    case HIT_TAKEN: return take_text(w, "%s: %s", name, busy_text(r, l->by, starts_at(&l->was), ends_at(&l->was)));
    case HIT_TOO_MANY: return take_text(w, tr(w, "%s: too few are left for all who need them then"), name);
    case HIT_UNBOOKED: return take_text(w, tr(w, "%s: its owner has refused it"), name);
    case HIT_CLOSED: {
        const struct site *s = &r->st->partners.sites[l->was.site];
        struct rows q = db_rows(w, REPAIR_CLOSED_THEN, ARGS(V(s->id), V(l->was.day)));
        const char *why = db_next(&q) ? tr_name(w, db_text(&q, 0), db_text(&q, 1)) : "";
        db_done(&q);
        return take_text(w, *why != '\0' ? "%s: %s (%s)" : "%s: %s", tr_name(w, s->name_ru, s->name_en), tr(w, "closed then"), why);
    }
    case NOT_HIT: break;
    }
    return "";
}
