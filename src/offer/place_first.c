/* place_first.c -- see place_first.h. */
#include "offer/place_first.h"

#include "base/rng.h"

#include <stdlib.h>
#include <string.h>

#define WANTS_MOST 64

/* spell: a stretch of a day that something is taken for. */
struct spell {
    int32_t day;
    int from_min, to_min, site, units, hours_ah;
};

struct diary {
    struct spell *spells;
    size_t count, room, given; /* given: of them, what was there before the plan, in any order */
    int *week_ah, *week_slots; /* by week of the window */
};

/* notes: the diaries of resources, kept from plan to plan: there are many resources and many plans, and few are used. */
struct first_notes {
    struct diary **resource; /* by resource of the state; NULL until used */
    int *used;
    size_t used_count, used_room;
};

struct scheme {
    struct first_plan *f;
    struct work *w;
    struct first_notes *notes;
    struct diary *cohort;  /* by cohort */
    int *left_all;         /* by cohort and module */
    int *begins;           /* by cohort and module: first seat */
    double *priority;      /* by cohort and module: the greater goes first */
    bool *passed;          /* by module: not at this moment */
    bool *after;           /* requires(x, y) */
    int weeks;
};

static int week_of(const struct scheme *s, int32_t day) { return (day - s->f->m->window.first) / 7; }

static bool clear_of(const struct scheme *s, const struct spell *x, int from, int to, int site, bool travels)
{
    int way = travels && x->site >= 0 && site >= 0 && x->site != site ? partner_travel_min(&s->f->m->st->partners, x->site, site) : 0;
    way = (way + SLOT_MIN - 1) / SLOT_MIN * SLOT_MIN;
    return from >= x->to_min + way || x->from_min >= to + way;
}

/* apart: the diary leaves room for the stretch, and, for somebody who travels, time to get there and away.  A plan is
 * written forward, so what it wrote of that day stands last. */
static bool apart(const struct scheme *s, const struct diary *d, int32_t day, int from, int to, int site, bool travels)
{
    for (size_t i = d->count; i > d->given && d->spells[i - 1].day >= day; i--)
        if (d->spells[i - 1].day == day && !clear_of(s, &d->spells[i - 1], from, to, site, travels))
            return false;
    for (size_t i = 0; i < d->given; i++)
        if (d->spells[i].day == day && !clear_of(s, &d->spells[i], from, to, site, travels))
            return false;
    return true;
}

static int units_met(const struct diary *d, int32_t day, int from, int to)
{
    int units = 0;
    for (size_t i = d->count; i > 0 && d->spells[i - 1].day >= day; i--) /* of machines nothing is given */
        if (d->spells[i - 1].day == day && from < d->spells[i - 1].to_min && d->spells[i - 1].from_min < to)
            units += d->spells[i - 1].units;
    return units;
}

static void write_down(struct scheme *s, struct diary *d, struct spell x)
{
    grow(s->w, &d->spells, d->room, d->count);
    d->spells[d->count++] = x;
    d->week_ah[week_of(s, x.day)] += x.hours_ah;
    d->week_slots[week_of(s, x.day)] += x.hours_ah > 0 ? slots_of(x.hours_ah) : 0;
}

static struct diary *diary_of(struct scheme *s, int resource)
{
    if (s->notes->resource[resource] == NULL) {
        s->notes->resource[resource] = take(s->w, sizeof(struct diary));
        s->notes->resource[resource]->week_ah = take_array(s->w, s->weeks + 1, int);
        s->notes->resource[resource]->week_slots = take_array(s->w, s->weeks + 1, int);
        const struct calendar *c = market_calendar(s->f->m, resource);
        for (size_t i = 0; i < c->away_count; i++) /* the hours are in the calendar already; what matters is the way */
            write_down(s, s->notes->resource[resource],
                       (struct spell){.day = wall_day(c->away[i].from), .from_min = (int)(c->away[i].from % DAY_MIN),
                                      .to_min = (int)(c->away[i].from % DAY_MIN + c->away[i].to - c->away[i].from), .site = c->away[i].site});
        s->notes->resource[resource]->given = c->away_count;
        grow(s->w, &s->notes->used, s->notes->used_room, s->notes->used_count);
        s->notes->used[s->notes->used_count++] = resource;
    }
    return s->notes->resource[resource];
}

static bool resource_free(struct scheme *s, int resource, int units, int32_t day, int from, int to, int site, int hours_ah)
{
    const struct resource *x = &s->f->m->st->resources.all[resource];
    const struct diary *d = x->kind == STAFF && market_calendar(s->f->m, resource)->away_count > 0 ? diary_of(s, resource) : s->notes->resource[resource];
    if (d == NULL && (x->kind != STAFF || x->load_week_ah == 0))
        return true;
    if (x->kind == STAFF && x->load_week_ah > 0) {
        const struct calendar *c = market_calendar(s->f->m, resource);
        int week = week_of(s, day), given = c->week_ah[week] + (d != NULL ? d->week_ah[week] : 0);
        int slots = load_slots(c->week_ah[week]) + (d != NULL ? d->week_slots[week] : 0);
        if (given + hours_ah > x->load_week_ah || slots + slots_of(hours_ah) > load_slots(x->load_week_ah))
            return false;
    }
    if (d == NULL)
        return true;
    if (x->quantity > 1)
        return calendar_free(market_calendar(s->f->m, resource), day, from, to, units + units_met(d, day, from, to));
    return apart(s, d, day, from, to, site, x->kind == STAFF);
}

struct trying {
    const struct shape *shape;
    double most; /* that it may cost; 0: whatever it costs */
    int t, from, to, site, room;
    int32_t day;
    int *option, *before; /* before: the choices of the module's last lesson in this cohort, or NULL */
    int64_t cost;
};

static bool choice_fits(struct scheme *s, const struct trying *x, int want, int k)
{
    const struct want *w = &x->shape->wants[want];
    const struct choice *c = &w->choices[k];
    if (c->allow != NULL && (c->allow[x->t / 64] >> (x->t % 64) & 1) == 0)
        return false;
    if (c->with >= 0 && c->with != x->room)
        return false;
    if (s->f->may != NULL && c->resource != DUMMY && !s->f->may[s->f->m->st->resources.all[c->resource].organisation])
        return false;
    if (c->resource == DUMMY)
        return true; /* machines of the room go with the room */
    const struct resource *r = &s->f->m->st->resources.all[c->resource];
    if (w->kind == EQUIPMENT && x->site >= 0 && r->site != x->site)
        return false;
    if (w->kind == STAFF && x->site >= 0 && !staff_reaches(s->f->m, c->resource, x->site))
        return false;
    for (int j = 0; j < want; j++) /* two teachers are two people */
        if (x->option[j] >= 0 && x->shape->wants[j].choices[x->option[j]].resource == c->resource)
            return false;
    return resource_free(s, c->resource, c->units, x->day, x->from, x->to, x->site, x->shape->hours_ah);
}

/* choose: the cheapest that is to be had; the last lesson's teacher, unless that is dearer than a change. */
static bool choose(struct scheme *s, struct trying *x, int want)
{
    const struct want *w = &x->shape->wants[want];
    int found = -1, before = w->kind == STAFF && x->before != NULL && x->before[want] < w->count ? x->before[want] : -1;
    for (int k = 0; k < w->count && found < 0; k++)
        if (choice_fits(s, x, want, k))
            found = k;
    if (found < 0)
        return false;
    if (before >= 0 && before != found && w->choices[before].weighed_minor <= w->choices[found].weighed_minor + s->f->m->weights.teacher_minor &&
        choice_fits(s, x, want, before))
        found = before;
    x->option[want] = found;
    x->cost += w->choices[found].weighed_minor;
    return true;
}

static bool choose_rest(struct scheme *s, struct trying *x, int room_want)
{
    for (int i = 0; i < x->shape->want_count; i++)
        if (i != room_want)
            x->option[i] = -1;
    for (int i = 0; i < x->shape->want_count; i++)
        if (i != room_want && (!choose(s, x, i) || (x->most > 0 && (double)x->cost > x->most)))
            return false;
    return true;
}

/* try_lesson: the cheapest lesson of the shape for the cohort at moment t; the choices in x->option. */
static bool try_lesson(struct scheme *s, struct trying *x, const struct diary *cohort)
{
    int room_want = -1, best[WANTS_MOST], best_room = -1, best_site = -1;
    int64_t least = INT64_MAX;
    for (int i = 0; i < x->shape->want_count; i++)
        if (x->shape->wants[i].kind == ROOM && room_want < 0)
            room_want = i;
    x->site = x->room = -1;
    x->cost = 0;
    if (room_want < 0)
        return apart(s, cohort, x->day, x->from, x->to, -1, true) && choose_rest(s, x, -1);
    const struct want *rooms = &x->shape->wants[room_want];
    for (int k = 0; k < rooms->count; k++) {
        x->cost = rooms->choices[k].weighed_minor;
        if (x->cost >= least || (x->most > 0 && (double)x->cost > x->most))
            break; /* and so is every room after it */
        x->option[room_want] = -1;
        x->site = x->room = -1;
        if (!choice_fits(s, x, room_want, k))
            continue;
        x->room = rooms->choices[k].resource;
        x->site = s->f->m->st->resources.all[x->room].site;
        x->option[room_want] = k;
        if (!apart(s, cohort, x->day, x->from, x->to, x->site, true) || !choose_rest(s, x, room_want) || x->cost >= least)
            continue;
        least = x->cost;
        best_room = x->room;
        best_site = x->site;
        memcpy(best, x->option, (size_t)x->shape->want_count * sizeof(int));
    }
    if (best_room < 0)
        return false;
    memcpy(x->option, best, (size_t)x->shape->want_count * sizeof(int));
    x->room = best_room;
    x->site = best_site;
    x->cost = least;
    return true;
}

static void commit(struct scheme *s, int seat, const struct trying *x)
{
    struct seat *place = &s->f->seats[seat];
    place->time = x->t;
    s->f->cost_minor += x->cost;
    for (int i = 0; i < x->shape->want_count; i++)
        if (x->shape->wants[i].kind == STAFF && x->before != NULL && x->before[i] != x->option[i])
            s->f->cost_minor += s->f->m->weights.teacher_minor;
    memcpy(place->option, x->option, (size_t)x->shape->want_count * sizeof(int));
    struct spell spell = {x->day, x->from, x->to, x->site, 1, x->shape->hours_ah};
    write_down(s, &s->cohort[place->cohort - 1], spell);
    for (int i = 0; i < x->shape->want_count; i++) {
        const struct choice *c = &x->shape->wants[i].choices[x->option[i]];
        if (c->resource == DUMMY)
            continue;
        spell.units = c->units;
        write_down(s, diary_of(s, c->resource), spell);
    }
}

/* has_hours: whether the cohort can take so many hours more that day and that week. */
static bool has_hours(const struct scheme *s, int cohort, int32_t day, int hours_ah)
{
    int ah = hours_ah, slots = slots_of(hours_ah), week = week_of(s, day);
    const struct diary *d = &s->cohort[cohort];
    for (size_t i = d->count; i > 0 && d->spells[i - 1].day == day; i--) {
        ah += d->spells[i - 1].hours_ah;
        slots += slots_of(d->spells[i - 1].hours_ah);
    }
    if (ah > s->f->m->day_most_ah || d->week_ah[week] + hours_ah > s->f->m->week_most_ah)
        return false;
    return s->f->week_slots == NULL ||
           (slots <= s->f->day_slots[cohort] && d->week_slots[week] + slots_of(hours_ah) <= s->f->week_slots[cohort]);
}

static bool open_module(const struct scheme *s, int cohort, int module)
{
    int n = s->f->c->count;
    for (int x = 0; x < n; x++)
        if (x != module && s->after[x * n + module] && s->left_all[cohort * n + x] > 0)
            return false;
    return true;
}

/* next_seat: the next lesson of the module in the cohort: lectures first; -1 when all are placed. */
static int next_seat(const struct scheme *s, int cohort, int module)
{
    int at = cohort * s->f->c->count + module;
    for (int i = s->begins[at]; i < s->begins[at + 1]; i++)
        if (s->f->seats[i].time < 0)
            return i;
    return -1;
}

/* A cohort's last lesson of the module, for its teacher; NULL before the first or where the wants differ. */
static int *last_option(const struct scheme *s, int at, const struct shape *shape)
{
    int *found = NULL;
    for (int i = s->begins[at]; i < s->begins[at + 1]; i++)
        if (s->f->seats[i].time >= 0 && s->f->seats[i].shape == shape)
            found = s->f->seats[i].option;
    return found;
}

/* moment_at: the shape's moment that begins then; -1: none. */
static int moment_at(const struct moments *m, int32_t day, int from)
{
    int lo = 0, hi = m->count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (m->day[mid] < day || (m->day[mid] == day && m->from_min[mid] < from))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->count && m->day[lo] == day && m->from_min[lo] == from ? lo : -1;
}

/* first_module: of those that may go on, the one with most still behind it; -1: none. */
static int first_module(const struct scheme *s, int cohort)
{
    int n = s->f->c->count, best = -1;
    for (int i = 0; i < n; i++)
        if (!s->passed[i] && s->left_all[cohort * n + i] > 0 && open_module(s, cohort, i) &&
            (best < 0 || s->priority[cohort * n + i] > s->priority[cohort * n + best]))
            best = i;
    return best;
}

/* place_at: one lesson of the cohort at that moment, if any can be. */
static bool place_at(struct scheme *s, int cohort, int32_t day, int from, int *option)
{
    int n = s->f->c->count;
    const struct diary *d = &s->cohort[cohort];
    if (d->count > 0 && d->spells[d->count - 1].day == day && from < d->spells[d->count - 1].to_min)
        return false; /* it is in a lesson then */
    if (!has_hours(s, cohort, day, 1))
        return false;
    memset(s->passed, 0, (size_t)n * sizeof(*s->passed));
    for (int best; (best = first_module(s, cohort)) >= 0; s->passed[best] = true) {
        int at = cohort * n + best, seat = next_seat(s, cohort, best);
        const struct shape *shape = s->f->seats[seat].shape;
        int hours = shape->hours_ah;
        double cap = s->f->cap != NULL ? s->f->cap[best] : 0;
        struct trying x = {.shape = shape, .most = cap > 0 ? cap * (double)shape->least_minor + 1 : 0, .day = day, .from = from, .to = from + lesson_min(hours), .option = option,
                           .before = last_option(s, at, shape), .t = moment_at(shape->moments, day, from)};
        if (x.t < 0 || !has_hours(s, cohort, day, hours) || !try_lesson(s, &x, &s->cohort[cohort]))
            continue;
        commit(s, seat, &x);
        s->left_all[at]--;
        s->priority[at] -= hours;
        return true;
    }
    return false;
}

/* The hours that must still follow once a module is begun: its own and the longest chain after it. */
static double chain_ah(const struct scheme *s, int module, int depth)
{
    int n = s->f->c->count;
    double longest = 0;
    for (int y = 0; y < n && depth < n; y++)
        if (y != module && s->after[module * n + y]) {
            double x = chain_ah(s, y, depth + 1);
            longest = x > longest ? x : longest;
        }
    return longest + module_contact_ah(&s->f->m->st->modules.all[s->f->c->modules[module]]);
}

/* take_notes: as they were before any plan was made. */
static void take_notes(struct scheme *s)
{
    struct first_plan *f = s->f;
    if (f->notes == NULL) {
        f->notes = take(s->w, sizeof(*f->notes));
        f->notes->resource = take_array(s->w, f->m->st->resources.count + 1, struct diary *);
    }
    s->notes = f->notes;
    for (size_t i = 0; i < f->notes->used_count; i++) {
        struct diary *d = f->notes->resource[f->notes->used[i]];
        d->count = d->given;
        memset(d->week_ah, 0, (size_t)s->weeks * sizeof(*d->week_ah));
        memset(d->week_slots, 0, (size_t)s->weeks * sizeof(*d->week_slots));
    }
}

static void prepare(struct scheme *s, struct first_plan *f, uint64_t seed)
{
    f->cost_minor = 0;
    int n = f->c->count, cohorts = f->c->cohorts;
    struct rng r = rng_seed(seed);
    s->weeks = (f->m->window.days + 6) / 7;
    take_notes(s);
    s->cohort = take_array(s->w, cohorts, struct diary);
    s->left_all = take_array(s->w, n * cohorts + 1, int);
    s->begins = take_array(s->w, n * cohorts + 2, int);
    s->priority = take_array(s->w, n * cohorts + 1, double);
    s->passed = take_array(s->w, n + 1, bool);
    s->after = take_array(s->w, n * n + 1, bool);
    for (int x = 0; x < n; x++)
        for (int y = 0; y < n; y++)
            s->after[x * n + y] = x != y && f->requires(f->owner, x, y);
    for (int k = 0; k < cohorts; k++) {
        s->cohort[k].week_ah = take_array(s->w, s->weeks + 1, int);
        s->cohort[k].week_slots = take_array(s->w, s->weeks + 1, int);
    }
    for (int i = 0; i < f->count; i++) {
        struct seat *p = &f->seats[i];
        p->time = -1;
        s->left_all[(p->cohort - 1) * n + p->module]++;
    }
    for (int i = 0, at = 0; at < n * cohorts; at++) {
        s->begins[at] = i;
        i += s->left_all[at];
        s->begins[at + 1] = i;
    }
    for (int k = 0; k < cohorts; k++)
        for (int i = 0; i < n; i++)
            s->priority[k * n + i] = chain_ah(s, i, 0) * (seed == 0 ? 1 : 0.5 + rng_unit(&r)) + 1;
}

int place_first(struct first_plan *f, uint64_t seed)
{
    struct scheme s = {.f = f, .w = f->m->w};
    prepare(&s, f, seed);
    const struct order *o = f->m->order;
    int *option = take_array(s.w, WANTS_MOST, int), left = f->count;
    int32_t last_on = f->last_on > 0 && f->last_on < o->deadline_on ? f->last_on : o->deadline_on, ends_on = f->m->window.first;
    for (int32_t day = o->earliest_on; day <= last_on && left > 0 && day - f->m->window.first < f->m->window.days; day++) {
        if ((o->weekdays >> (day_weekday(day) - 1) & 1) == 0)
            continue;
        for (int i = 0; i < f->m->start_count && left > 0; i++)
            for (int k = 0; k < f->c->cohorts; k++) {
                int cohort = (k + day) % f->c->cohorts; /* no cohort is always last */
                if (place_at(&s, cohort, day, f->m->starts[i], option)) {
                    left--;
                    ends_on = day;
                }
            }
    }
    f->cost_minor += f->m->weights.day_minor * (ends_on - f->m->window.first);
    for (int i = 0; i < f->c->count && f->left != NULL; i++) {
        f->left[i] = 0;
        for (int k = 0; k < f->c->cohorts; k++)
            f->left[i] += s.left_all[k * f->c->count + i];
    }
    return left;
}
