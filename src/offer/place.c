/* place.c -- see place.h. */
#include "offer/place_build.h"

#include "offer/place_first.h"

#include <stdlib.h>
#include <string.h>

#define MOVES_A_LESSON 120 /* tried for each lesson; docs/offer.md says what more would bring */
#define MOVES_LEAST    5000

/* slots_for: how many slots a limit of academic hours allows, for lessons mostly of `usual` hours: never one too
 * many, though shorter lessons have fewer breaks in them.  `short_slots`: what shorter lessons save in all. */
static int slots_for(int limit_ah, int usual_ah, int short_slots)
{
    int a = limit_ah * slots_of(usual_ah) / usual_ah - short_slots;
    int least = limit_ah * 45 / SLOT_MIN;
    return a > least ? a : least;
}

static int site_at(struct builder *b, int site)
{
    if (b->site_index[site] < 0) {
        b->site_of[b->sites] = site;
        b->site_index[site] = b->sites++;
    }
    return b->site_index[site];
}

static int away_slots(const struct away *a) { return (int)((a->to - a->from + SLOT_MIN - 1) / SLOT_MIN); }

static int resource_at(struct builder *b, int resource)
{
    if (b->index_of[resource] >= 0)
        return b->index_of[resource];
    const struct resource *x = &b->m->st->resources.all[resource];
    int at = b->p.resources++;
    b->index_of[resource] = at;
    b->resource_of[at] = resource;
    struct fit_resource *r = &b->resources[at];
    *r = (struct fit_resource){.capacity = x->quantity, .site = x->kind == STAFF ? FIT_NONE : site_at(b, x->site), .travels = x->kind == STAFF};
    if (x->kind == STAFF && x->load_week_ah > 0) {
        const struct calendar *c = market_calendar(b->m, resource);
        int weeks = b->p.weeks;
        int32_t *base = take_array(b->w, weeks + 1, int32_t), *away = take_array(b->w, weeks + 1, int32_t);
        for (size_t i = 0; i < c->away_count; i++)
            away[(wall_day(c->away[i].from) - c->window.first) / 7] += away_slots(&c->away[i]);
        r->week_most = load_slots(x->load_week_ah);
        for (int k = 0; k < weeks; k++) { /* what is given elsewhere is there as classes */
            base[k] = load_slots(c->week_ah[k]) - away[k];
            base[k] = base[k] > 0 ? base[k] : 0;
            r->week_most = r->week_most > base[k] + away[k] ? r->week_most : base[k] + away[k];
        }
        r->week_base = base;
    }
    return at;
}

/* Units of a machine that stand beside other people's bookings: `allow` already leaves out the moments when
 * too few are free, and what is left is shared by our own lessons, so the base load stays with the engine
 * only where more than one of our lessons could meet on it. */
static void add_loads(struct builder *b, int at)
{
    const struct resource *x = &b->m->st->resources.all[b->resource_of[at]];
    if (x->quantity < 2)
        return;
    const struct calendar *c = market_calendar(b->m, b->resource_of[at]);
    if (c->taken == NULL)
        return;
    size_t room = 0, n = 0;
    struct fit_load *loads = NULL;
    for (int day = 0; day < c->window.days; day++)
        for (int s = 0; s < DAY_SLOTS;) {
            int units = c->taken[(size_t)day * DAY_SLOTS + (size_t)s], from = s;
            while (s < DAY_SLOTS && c->taken[(size_t)day * DAY_SLOTS + (size_t)s] == units)
                s++;
            if (units == 0)
                continue;
            grow(b->w, &loads, room, n);
            loads[n++] = (struct fit_load){UINT64_C(1) << (day / 7), (uint8_t)(1 << (day % 7)), (uint16_t)from, (uint16_t)(s - from), units};
        }
    b->resources[at].loads = (int32_t)n;
    b->resources[at].load = loads;
}

/* reach_of: by the engine's sites, where this teacher is sent and where not; filled in once all sites are known. */
static const int64_t *reach_of(struct builder *b, int staff)
{
    if (b->reach[staff] == NULL)
        b->reach[staff] = take_array(b->w, b->m->st->partners.site_count + 1, int64_t);
    return b->reach[staff];
}

static void fill_reach(struct builder *b)
{
    const struct state *st = b->m->st;
    for (int r = 0; r < st->resources.count; r++)
        for (int s = 0; b->reach[r] != NULL && s < b->sites; s++)
            b->reach[r][s] = staff_reaches(b->m, r, b->site_of[s]) ? 0 : FIT_NEVER;
}

static struct fit_need *needs_of(struct builder *b, const struct shape *s)
{
    struct fit_need *needs = take_array(b->w, s->want_count + 1, struct fit_need);
    for (int i = 0; i < s->want_count; i++) {
        const struct want *want = &s->wants[i];
        struct fit_option *o = take_array(b->w, want->count + 1, struct fit_option);
        for (int k = 0; k < want->count; k++) {
            const struct choice *c = &want->choices[k];
            o[k] = (struct fit_option){.resource = c->resource == DUMMY ? b->dummy : resource_at(b, c->resource),
                                       .units = c->resource == DUMMY ? 1 : c->units, .penalty = c->weighed_minor,
                                       .with = c->with >= 0 ? resource_at(b, c->with) : FIT_NONE, .allow = c->allow,
                                       .site_penalty = want->kind == STAFF && i > 0 ? reach_of(b, c->resource) : NULL};
        }
        needs[i] = (struct fit_need){want->count, o};
        b->options[b->option_lists] = o;
        b->option_times[b->option_lists] = s->moments->count;
        b->option_counts[b->option_lists++] = want->count;
    }
    return needs;
}

static void add_rule(struct builder *b, struct fit_distribution rule)
{
    grow(b->w, &b->rules, b->rule_room, (size_t)b->p.distributions);
    b->rules[b->p.distributions++] = rule;
}

static int32_t *run_of(struct builder *b, int first, int n)
{
    int32_t *list = take_array(b->w, n + 1, int32_t);
    for (int i = 0; i < n; i++)
        list[i] = first + i;
    return list;
}

/* A module's lessons in one cohort: lectures before practice, by one teacher if it can be.  Lessons of one shape
 * are alike, so their order among themselves is only numbered afterwards. */
static void rules_of_module(struct builder *b, int first, int n)
{
    if (n < 2)
        return;
    int32_t *list = run_of(b, first, n);
    int lectures = 0;
    while (lectures < n && b->lessons[first + lectures].part == LECTURE)
        lectures++;
    if (lectures > 0 && lectures < n)
        add_rule(b, (struct fit_distribution){.type = FIT_BEFORE, .a = lectures, .required = true, .classes = n, .class = list});
    for (int k = 0; k < b->shapes[first]->want_count; k++)
        if (b->shapes[first]->wants[k].kind == STAFF && b->m->weights.teacher_minor > 0) {
            bool all = true;
            for (int i = 0; i < n; i++)
                all = all && k < b->shapes[first + i]->want_count && b->shapes[first + i]->wants[k].kind == STAFF;
            if (all)
                add_rule(b, (struct fit_distribution){.type = FIT_SAME_OPTION, .a = k, .penalty = b->m->weights.teacher_minor,
                                                      .classes = n, .class = list});
        }
}

bool builder_requires(const void *owner, int x, int y)
{
    const struct builder *b = owner;
    const struct modules *ms = &b->m->st->modules;
    const struct module *late = &ms->all[b->c->modules[y]];
    for (int k = 0; k < late->prerequisite_count; k++) {
        const struct prerequisite *q = &ms->prerequisites[late->prerequisite_first + k];
        if (q->module == b->c->modules[x])
            return true;
        if (q->module >= 0 || x > y)
            continue;
        const struct module *early = &ms->all[b->c->modules[x]];
        for (int g = 0; g < early->gives_count; g++)
            if (ms->gives[early->gives_first + g].competence_id == q->competence_id && ms->gives[early->gives_first + g].level >= q->level)
                return true;
    }
    return false;
}

static void rules_of_cohort(struct builder *b, int first, int n, const int *begins)
{
    if (n == 0)
        return;
    int32_t *list = run_of(b, first, n);
    add_rule(b, (struct fit_distribution){.type = FIT_SAME_ATTENDEES, .required = true, .classes = n, .class = list});
    int usual = 1, spare = 0;
    for (int i = 0; i < n; i++)
        if (b->lessons[first + i].hours_ah > usual)
            usual = b->lessons[first + i].hours_ah;
    for (int i = 0; i < n; i++)
        if (b->lessons[first + i].hours_ah < usual) {
            int h = b->lessons[first + i].hours_ah, saved = h * slots_of(usual) / usual - slots_of(h);
            spare += saved > 0 ? saved : 0;
        }
    int cohort = b->lessons[first].cohort - 1;
    b->day_slots[cohort] = slots_for(b->m->day_most_ah, usual, 0);
    b->week_slots[cohort] = slots_for(b->m->week_most_ah, usual, spare);
    add_rule(b, (struct fit_distribution){.type = FIT_MAX_DAY_LOAD, .a = b->day_slots[cohort], .required = true, .classes = n, .class = list});
    add_rule(b, (struct fit_distribution){.type = FIT_WEEK_LOAD, .a = b->week_slots[cohort], .required = true, .classes = n, .class = list});
    for (int y = 0; y < b->c->count; y++)
        for (int x = 0; x < b->c->count; x++)
            if (x != y && begins[x + 1] > begins[x] && begins[y + 1] > begins[y] && builder_requires(b, x, y)) {
                int nx = begins[x + 1] - begins[x], ny = begins[y + 1] - begins[y];
                int32_t *both = take_array(b->w, nx + ny, int32_t);
                for (int i = 0; i < nx; i++)
                    both[i] = begins[x] + i;
                for (int i = 0; i < ny; i++)
                    both[nx + i] = begins[y] + i;
                add_rule(b, (struct fit_distribution){.type = FIT_BEFORE, .a = nx, .required = true, .classes = nx + ny, .class = both});
            }
}

static void add_lessons(struct builder *b, int cohort, int module_at)
{
    struct supply *s = b->supplies[module_at];
    int position = 0;
    for (int i = 0; i < s->shape_count; i++) {
        struct shape *sh = &s->shapes[i];
        struct fit_need **made = &b->needs[module_at * 4 + i];
        if (*made == NULL)
            *made = needs_of(b, sh);
        for (int k = 0; k < sh->lessons; k++) {
            int at = b->p.classes++;
            b->shapes[at] = sh;
            b->shape_at[at] = i;
            b->lessons[at] = (struct lesson){.module = module_at, .cohort = cohort, .position = ++position, .part = sh->part,
                                             .hours_ah = sh->hours_ah, .site = -1};
            b->classes[at] = (struct fit_class){.times = sh->moments->count, .time = sh->moments->time, .needs = sh->want_count,
                                                .need = *made, .site = FIT_NONE, .was_time = FIT_NONE, .parent = FIT_NONE,
                                                .subpart = FIT_NONE};
        }
    }
}

static bool build(struct builder *b)
{
    const struct state *st = b->m->st;
    int lessons = 0;
    b->supplies = take_array(b->w, b->c->count + 1, struct supply *);
    for (int i = 0; i < b->c->count; i++) {
        b->supplies[i] = market_supply(b->m, b->c->modules[i], b->c->size);
        if (b->supplies[i] == NULL)
            return false;
        lessons += b->supplies[i]->lessons;
    }
    lessons *= b->c->cohorts;
    b->classes = take_array(b->w, lessons + 1, struct fit_class);
    b->lessons = take_array(b->w, lessons + 1, struct lesson);
    b->shapes = take_array(b->w, lessons + 1, struct shape *);
    b->shape_at = take_array(b->w, lessons + 1, int);
    b->needs = take_array(b->w, b->c->count * 4 + 1, struct fit_need *);
    int wants = 0;
    for (int i = 0; i < b->c->count; i++)
        for (int k = 0; k < b->supplies[i]->shape_count; k++)
            wants += b->supplies[i]->shapes[k].want_count;
    b->options = take_array(b->w, wants + 1, struct fit_option *);
    b->option_counts = take_array(b->w, wants + 1, int);
    b->option_times = take_array(b->w, wants + 1, int);
    b->day_slots = take_array(b->w, b->c->cohorts + 1, int);
    b->week_slots = take_array(b->w, b->c->cohorts + 1, int);
    b->resources = take_array(b->w, st->resources.count + 2, struct fit_resource);
    b->resource_of = take_array(b->w, st->resources.count + 2, int);
    b->index_of = take_array(b->w, st->resources.count + 1, int);
    memset(b->index_of, -1, (size_t)st->resources.count * sizeof(int));
    b->reach = take_array(b->w, st->resources.count + 1, int64_t *);
    b->site_of = take_array(b->w, st->partners.site_count + 1, int);
    b->site_index = take_array(b->w, st->partners.site_count + 1, int);
    memset(b->site_index, -1, (size_t)st->partners.site_count * sizeof(int));
    b->p.weeks = (b->m->window.days + 6) / 7;
    b->dummy = b->p.resources++;
    b->resource_of[b->dummy] = -1;
    b->resources[b->dummy] = (struct fit_resource){.capacity = 4096, .site = FIT_NONE};
    int *begins = take_array(b->w, b->c->count + 1, int);
    for (int cohort = 1; cohort <= b->c->cohorts; cohort++) {
        int first = b->p.classes;
        for (int i = 0; i < b->c->count; i++) {
            begins[i] = b->p.classes;
            add_lessons(b, cohort, i);
            rules_of_module(b, begins[i], b->p.classes - begins[i]);
        }
        begins[b->c->count] = b->p.classes;
        rules_of_cohort(b, first, b->p.classes - first, begins);
    }
    if (b->m->weights.day_minor > 0 && b->p.classes > 0)
        add_rule(b, (struct fit_distribution){.type = FIT_FINISH, .penalty = b->m->weights.day_minor, .classes = b->p.classes,
                                              .class = run_of(b, 0, b->p.classes)});
    return true;
}

/* add_away: the lessons that the teachers already give elsewhere, which do not move: from there they come, and there they
 * must be. */
static void add_away(struct builder *b)
{
    int n = 0, resources = b->p.resources;
    for (int at = 0; at < resources; at++)
        if (b->resource_of[at] >= 0 && b->m->st->resources.all[b->resource_of[at]].kind == STAFF)
            n += (int)market_calendar(b->m, b->resource_of[at])->away_count;
    struct fit_class *all = take_array(b->w, b->lesson_count + n + 1, struct fit_class);
    memcpy(all, b->classes, (size_t)b->lesson_count * sizeof(*all));
    b->classes = all;
    const int32_t *first = take_array(b->w, 1, int32_t);
    for (int at = 0; at < resources && n > 0; at++) {
        if (b->resource_of[at] < 0 || b->m->st->resources.all[b->resource_of[at]].kind != STAFF)
            continue;
        const struct calendar *c = market_calendar(b->m, b->resource_of[at]);
        struct fit_option *o = take_array(b->w, 1, struct fit_option);
        struct fit_need *need = take_array(b->w, 1, struct fit_need);
        *o = (struct fit_option){.resource = at, .units = 1, .with = FIT_NONE};
        *need = (struct fit_need){1, o};
        for (size_t i = 0; i < c->away_count; i++) {
            const struct away *a = &c->away[i];
            int day = wall_day(a->from) - c->window.first, from = (int)(a->from % DAY_MIN) / SLOT_MIN;
            struct fit_time *time = take_array(b->w, 1, struct fit_time);
            if (from + away_slots(a) > DAY_SLOTS)
                continue;
            *time = (struct fit_time){.weeks = UINT64_C(1) << (day / 7), .days = (uint8_t)(1 << (day % 7)), .start = (uint16_t)from,
                                      .length = (uint16_t)away_slots(a)};
            all[b->p.classes++] = (struct fit_class){.times = 1, .time = time, .needs = 1, .need = need, .site = site_at(b, a->site), .fixed = true,
                                                     .was_time = 0, .was_option = first, .parent = FIT_NONE, .subpart = FIT_NONE};
        }
    }
}

static void finish(struct builder *b)
{
    b->lesson_count = b->p.classes;
    add_away(b);
    for (int at = 0; at < b->p.resources; at++)
        if (b->resource_of[at] >= 0)
            add_loads(b, at);
    fill_reach(b);
    uint16_t *travel = take_array(b->w, b->sites * b->sites + 1, uint16_t);
    for (int x = 0; x < b->sites; x++)
        for (int y = 0; y < b->sites; y++) {
            int min = partner_travel_min(&b->m->st->partners, b->site_of[x], b->site_of[y]);
            travel[x * b->sites + y] = (uint16_t)((min + SLOT_MIN - 1) / SLOT_MIN);
        }
    b->p.travel = travel;
    b->p.sites = b->sites;
    b->p.class = b->classes;
    b->p.resource = b->resources;
    b->p.distribution = b->rules;
    for (int k = 0; k < FIT_CRITERIA; k++)
        b->p.weight[k] = 1;
}

static void add_use(struct lesson *l, int resource, int units, int64_t price, bool approval)
{
    for (int i = 0; i < l->use_count; i++)
        if (l->uses[i].resource == resource) {
            l->uses[i].units += units;
            l->uses[i].price_minor += price;
            return;
        }
    l->uses[l->use_count++] = (struct use){resource, units, price, approval};
}

static void read_plan(struct builder *b, const struct fit_plan *plan, struct placing *out)
{
    int *missing = take_array(b->w, b->c->count + 1, int);
    for (int i = 0; i < b->lesson_count; i++) {
        struct lesson *l = &b->lessons[i];
        const struct shape *s = b->shapes[i];
        if (plan->time[i] == FIT_NONE) {
            out->unplaced++;
            missing[l->module]++;
            continue;
        }
        l->placed = true;
        l->day = s->moments->day[plan->time[i]];
        l->from_min = s->moments->from_min[plan->time[i]];
        l->to_min = l->from_min + lesson_min(l->hours_ah);
        int most = s->want_count;
        for (int k = 0; k < s->want_count; k++)
            most += s->wants[k].choices[plan->option[plan->need_at[i] + k]].machines;
        l->uses = take_array(b->w, most + 1, struct use);
        for (int k = 0; k < s->want_count; k++) {
            const struct choice *c = &s->wants[k].choices[plan->option[plan->need_at[i] + k]];
            if (c->resource == DUMMY) {
                for (int j = 0; j < c->machines; j++)
                    add_use(l, c->machine[j], c->machine_units[j], c->machine_price[j], c->approval);
            } else {
                add_use(l, c->resource, c->units, c->price_minor, c->approval);
                if (s->wants[k].kind == ROOM)
                    l->site = b->m->st->resources.all[c->resource].site;
            }
        }
    }
    out->worst_module = -1;
    for (int i = 0; i < b->c->count; i++)
        if (missing[i] > 0 && (out->worst_module < 0 || missing[i] > missing[out->worst_module]))
            out->worst_module = i;
}

/* why_not: what forbids most moments of the first lesson left out. */
static const char *why_not(const struct builder *b, const struct fit_plan *plan, int worst)
{
    for (int i = 0; i < b->lesson_count; i++) {
        if (plan->time[i] != FIT_NONE || b->lessons[i].module != worst)
            continue;
        struct fit_cause cause[1];
        int32_t free_times;
        if (fit_explain(&b->p, plan, i, cause, 1, &free_times) == 0)
            return "";
        switch (cause[0].rule) {
        case FIT_R_OPTION:
            if (cause[0].index >= 0 && cause[0].index < b->shapes[i]->want_count) {
                enum resource_kind k = b->shapes[i]->wants[cause[0].index].kind;
                return k == ROOM ? "room" : k == EQUIPMENT ? "equipment" : "staff";
            }
            return "";
        case FIT_R_RESOURCE: return "resource";
        case FIT_R_WEEK: return "load";
        case FIT_R_TRAVEL: return "travel";
        default: return "time";
        }
    }
    return "";
}

static int by_time(const void *a, const void *b)
{
    const struct lesson *x = a, *y = b;
    if (x->placed != y->placed)
        return x->placed ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->from_min != y->from_min)
        return x->from_min - y->from_min;
    if (x->cohort != y->cohort)
        return x->cohort - y->cohort;
    return x->module != y->module ? x->module - y->module : x->position - y->position;
}

/* number: a module's lessons in a cohort, in order of time. */
static void number(struct placing *p, int n, int modules, struct work *w)
{
    int *next = take_array(w, n + 1, int);
    for (int i = 0; i < p->lesson_count; i++)
        p->lessons[i].position = ++next[(p->lessons[i].cohort - 1) * modules + p->lessons[i].module];
}

bool place(struct market *m, const struct composition *c, uint64_t seed, double effort, struct placing *out)
{
    *out = (struct placing){.worst_module = -1, .worst_why = ""};
    struct builder b = {.m = m, .c = c, .w = m->w};
    if (!build(&b))
        return false;
    finish(&b);
    out->lessons = b.lessons;
    out->lesson_count = b.lesson_count;
    if (b.lesson_count == 0)
        return fine(m->w);
    double moves = effort * MOVES_A_LESSON * b.lesson_count;
    struct fit_control control = {.iterations = moves > MOVES_LEAST ? (int64_t)moves : MOVES_LEAST, .seed = seed, .threads = 1};
    struct fit_plan *plan = NULL;
    struct fit_score score;
    struct err e = {0};
    struct fit_plan *start = forward_plan(&b, seed, effort < 1);
    bool ok = fit_solve(&b.p, start, &control, &plan, &score, &e);
    fit_plan_free(start);
    if (!ok)
        return fail(m->w, e.fault, "%s", e.text);
    read_plan(&b, plan, out);
    if (out->worst_module >= 0)
        out->worst_why = why_not(&b, plan, out->worst_module);
    fit_plan_free(plan);
    qsort(out->lessons, (size_t)out->lesson_count, sizeof(*out->lessons), by_time);
    number(out, c->count * c->cohorts, c->count, m->w);
    return fine(m->w);
}
