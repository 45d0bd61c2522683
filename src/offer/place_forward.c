/* place_forward.c -- several forward plans, the best of which the engine starts from: see place_build.h. */
#include "offer/place_build.h"

#include "offer/place_first.h"

#include <string.h>

#define TRIES_MOST     24 /* forward plans, until one is complete ... */
#define TRIES_BRIEF    10 /* where only whether it can be done is asked */
#define TRIES_SOON     12 /* where days weigh much: the soonest of so many */
#define TRIES_MORE     3  /* ... and then so many more, for a cheaper one */
#define LENDERS_MOST   6  /* organisations let in beyond the modules' owners where each counts */
#define NEAR_LEAST     1.001 /* times what cannot be undercut: no more is looked for */
#define DEAREST        4.0 /* times the cheapest lesson; beyond that it no longer matters */

/* forward: the forward plans tried so far, and the best of them. */
struct forward {
    struct builder *b;
    struct first_plan f;
    double *cap;
    int wants, best_left;
    int64_t best_cost;
    int *option, *best_time, *best_option;
    bool *late;    /* by module, scratch */
    bool *may;     /* by organisation */
    int64_t least; /* no plan can cost less */
};

static void forward_begin(struct forward *x, struct builder *b)
{
    int n = b->lesson_count, modules = b->c->count;
    *x = (struct forward){.b = b, .best_left = n + 1, .best_cost = INT64_MAX};
    for (int i = 0; i < n; i++)
        x->wants += b->shapes[i]->want_count;
    x->option = take_array(b->w, x->wants + 1, int);
    x->best_option = take_array(b->w, x->wants + 1, int);
    x->best_time = take_array(b->w, n + 1, int);
    x->cap = take_array(b->w, modules + 1, double);
    x->late = take_array(b->w, modules + 1, bool);
    x->may = take_array(b->w, b->m->st->partners.organisation_count + 1, bool);
    for (int i = 0; i < n; i++)
        x->least += b->shapes[i]->least_minor;
    struct seat *seats = take_array(b->w, n + 1, struct seat);
    for (int i = 0, at = 0; i < n; at += b->shapes[i++]->want_count)
        seats[i] = (struct seat){.cohort = b->lessons[i].cohort, .module = b->lessons[i].module, .shape = b->shapes[i],
                                 .shape_at = b->shape_at[i], .option = x->option + at};
    x->f = (struct first_plan){.m = b->m, .c = b->c, .seats = seats, .count = n, .requires = builder_requires, .owner = b, .cap = x->cap,
                               .week_slots = b->week_slots, .day_slots = b->day_slots,
                               .left = take_array(b->w, modules + 1, int)};
}

/* forward_try: one more plan; the better of two lacks less, or lacks as much and costs less. */
static int forward_try(struct forward *x, uint64_t seed)
{
    int left = place_first(&x->f, seed);
    if (left > x->best_left || (left == x->best_left && x->f.cost_minor >= x->best_cost))
        return left;
    x->best_left = left;
    x->best_cost = x->f.cost_minor;
    for (int i = 0; i < x->b->lesson_count; i++)
        x->best_time[i] = x->f.seats[i].time;
    memcpy(x->best_option, x->option, (size_t)x->wants * sizeof(int));
    return left;
}

/* forward_loosen: what had no place, and what it had to wait for, may cost more next time; the rest stays cheap. */
static void forward_loosen(struct forward *x)
{
    int n = x->b->c->count;
    for (int i = 0; i < n; i++)
        x->late[i] = x->f.left[i] > 0;
    for (bool more = true; more;) {
        more = false;
        for (int early = 0; early < n; early++)
            for (int late = 0; late < n && !x->late[early]; late++)
                if (early != late && x->late[late] && builder_requires(x->b, early, late))
                    x->late[early] = more = true;
    }
    for (int i = 0; i < n; i++)
        if (x->late[i] && x->cap[i] > 0) {
            x->cap[i] = x->cap[i] * 1.15 + 0.02;
            if (x->cap[i] > DEAREST)
                x->cap[i] = 0;
        }
}

/* forward_cheap: everything as cheap as can be, loosened where the time does not suffice. */
static void forward_cheap(struct forward *x, uint64_t seed, int tries)
{
    for (int i = 0; i < x->b->c->count; i++)
        x->cap[i] = 1;
    int k = 0, more = TRIES_MORE;
    for (; k < tries && forward_try(x, k % 3 == 2 ? seed * 64 + (uint64_t)k : 0) > 0; k++)
        forward_loosen(x);
    for (; k < tries && more > 0 && (double)x->best_cost > NEAR_LEAST * (double)x->least; more--, k++)
        forward_try(x, seed * 64 + (uint64_t)k);
}

/* forward_uncapped: whatever is free, by other priorities each time, until `enough` were tried and one is complete. */
static void forward_uncapped(struct forward *x, uint64_t seed, int enough, int most)
{
    memset(x->cap, 0, (size_t)x->b->c->count * sizeof(*x->cap));
    for (int k = 0; k < most && (k < enough || x->best_left > 0); k++)
        forward_try(x, k == 0 ? 0 : seed * 8 + (uint64_t)k);
}

/* lender: of the organisations not let in yet, the one that the plan uses most; -1: none. */
static int lender(const struct forward *x)
{
    const struct state *st = x->b->m->st;
    int *uses = take_array(x->b->w, st->partners.organisation_count + 1, int), best = -1;
    for (int i = 0, at = 0; i < x->b->lesson_count; at += x->b->shapes[i++]->want_count)
        for (int k = 0; k < x->b->shapes[i]->want_count && x->best_time[i] >= 0; k++) {
            int resource = x->b->shapes[i]->wants[k].choices[x->best_option[at + k]].resource;
            int owner = resource == DUMMY ? -1 : st->resources.all[resource].organisation;
            if (owner >= 0 && !x->may[owner] && (++uses[owner] > (best < 0 ? 0 : uses[best])))
                best = owner;
        }
    return best;
}

/* forward_few: where each organisation counts, first with what the modules' owners have themselves; then with one lender
 * more, and one more, until it can be done. */
static void forward_few(struct forward *x, uint64_t seed)
{
    const struct modules *ms = &x->b->m->st->modules;
    for (int i = 0; i < x->b->c->count; i++)
        x->may[ms->all[x->b->c->modules[i]].organisation] = true;
    for (int k = 0; k <= LENDERS_MOST; k++) {
        x->f.may = x->may;
        forward_cheap(x, seed, TRIES_MOST / 2);
        if (x->best_left == 0)
            return;
        struct forward all;
        forward_begin(&all, x->b);
        all.may = x->may;
        forward_uncapped(&all, seed, 1, TRIES_MOST);
        int more = lender(&all);
        if (more < 0)
            break;
        x->may[more] = true;
    }
    x->f.may = NULL;
}

/* use_only: options of those who are not let in are closed to the engine too. */
static void use_only(struct builder *b, const bool *may)
{
    for (int i = 0; i < b->option_lists; i++) {
        const uint64_t *never = take_array(b->w, (size_t)b->option_times[i] / 64 + 1, uint64_t);
        for (int k = 0; k < b->option_counts[i]; k++) {
            int resource = b->resource_of[b->options[i][k].resource];
            if (resource >= 0 && !may[b->m->st->resources.all[resource].organisation])
                b->options[i][k].allow = never;
        }
    }
}

static int32_t forward_ends_on(const struct forward *x)
{
    int32_t last = 0;
    for (int i = 0; i < x->b->lesson_count; i++)
        if (x->best_time[i] >= 0 && x->f.seats[i].shape->moments->day[x->best_time[i]] > last)
            last = x->f.seats[i].shape->moments->day[x->best_time[i]];
    return last;
}

/* hasty: every day costs more than anything that could be saved by it. */
static bool hasty(const struct builder *b) { return b->m->weights.day_minor >= b->m->weights.teacher_minor; }

/* end_by: nothing later than that day, and so no price on days: what is left to search for is what it costs. */
static void end_by(struct builder *b, int32_t last_on)
{
    for (int i = 0; i < b->lesson_count; i++)
        while (b->classes[i].times > 0 && b->shapes[i]->moments->day[b->classes[i].times - 1] > last_on)
            b->classes[i].times--;
    if (b->p.distributions > 0 && b->rules[b->p.distributions - 1].type == FIT_FINISH)
        b->p.distributions--;
}

/* The best of some forward plans as the engine's start.  Where days weigh much, first those that take whatever
 * is free, then the cheapest that ends as soon. */
struct fit_plan *forward_plan(struct builder *b, uint64_t seed, bool brief)
{
    int tries = brief ? TRIES_BRIEF : TRIES_MOST;
    struct forward x;
    forward_begin(&x, b);
    bool few = b->m->weights.partner_minor > 0;
    if (hasty(b)) {
        forward_uncapped(&x, seed, brief ? 1 : TRIES_SOON, tries);
        if (x.best_left == 0)
            x.f.last_on = forward_ends_on(&x);
    }
    if (few)
        forward_few(&x, seed);
    if (!few || x.best_left > 0)
        forward_cheap(&x, seed, tries);
    if (x.best_left > 0)
        forward_uncapped(&x, seed, 1, tries);
    struct fit_plan *plan = fit_plan_new(&b->p);
    for (int i = 0, at = 0; i < b->lesson_count; at += b->shapes[i++]->want_count) {
        plan->time[i] = x.best_time[i] < 0 ? FIT_NONE : x.best_time[i];
        for (int k = 0; k < b->shapes[i]->want_count && x.best_time[i] >= 0; k++)
            plan->option[plan->need_at[i] + k] = x.best_option[at + k];
    }
    for (int i = b->lesson_count; i < b->p.classes; i++) {
        plan->time[i] = 0;
        plan->option[plan->need_at[i]] = 0;
    }
    if (x.f.may != NULL && x.best_left == 0)
        use_only(b, x.may);
    if (hasty(b) && x.best_left == 0)
        end_by(b, forward_ends_on(&x));
    return plan;
}
