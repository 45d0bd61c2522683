/* fit_anneal.c -- simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over complete plans in which hard rules may be
 * broken at a price that adapts: dear while anything is broken, cheaper while nothing is, so that the search
 * crosses broken ground but comes home (strategic oscillation, Glover 1986).
 *
 * Where there are tables, a short probe first cools through every temperature and notes what plans cost at each: the
 * run proper then goes only through those between which something is decided. */
#include "solve/fit_search.h"

#include <math.h>
#include <stdlib.h>

#define LOOK 256 /* moves between two looks at the clock and at what is broken */

static void tell(struct search *x)
{
    struct shared *h = x->shared;
    double now = fit_clock(x->control) - x->began;
    pthread_mutex_lock(&h->lock);
    if (x->best_hard < h->hard || (x->best_hard == h->hard && x->best_soft < h->soft)) {
        h->hard = x->best_hard;
        h->soft = x->best_soft;
        fit_plan_assign(h->best, x->plan);
        if (!h->hard && h->feasible_at < 0)
            h->feasible_at = now;
    }
    pthread_mutex_unlock(&h->lock);
    if (!x->first || !x->control->progress || now - x->last_progress < 1)
        return;
    x->last_progress = now;
    struct fit_progress told = {.seconds = now, .iterations = x->iterations};
    struct fit_plan *copy = fit_plan_new(x->p);
    if (!copy)
        return;
    pthread_mutex_lock(&h->lock);
    fit_plan_assign(copy, h->best);
    pthread_mutex_unlock(&h->lock);
    told.best = fit_evaluate(x->p, copy, NULL, NULL);
    x->control->progress(x->control->data, &told);
    fit_plan_free(copy);
}

/* How far the run is, 0..1; past 1: stop. */
static double progress(struct search *x)
{
    const struct fit_control *c = x->control;
    if (x->shared->halt || (c->stop && *c->stop))
        return 2;
    double part = x->limit ? (double)x->iterations / (double)x->limit : 0;
    if (c->seconds > 0) {
        double time = (fit_clock(x->control) - x->began) / c->seconds;
        part = time > part || !x->limit ? time : part;
    }
    return part;
}

/* The scale of soft changes: the mean rise of random moves from here. */
static double scale(struct search *x)
{
    double sum = 0;
    int n = 0;
    for (int i = 0; i < 2000; i++) {
        int32_t c = search_any_class(x), t = search_any_time(x, c), opt[64];
        if (!fit_keep(x->s, c, t, opt))
            continue;
        fit_propose(x->s, c, t, opt);
        if (x->s->trial.soft > 0)
            sum += (double)x->s->trial.soft, n++;
    }
    return n ? sum / n : 1;
}

static void set_odds(struct search *x)
{
    const struct model *m = x->s->m;
    double odds[MOVES] = {[MOVE_TIME] = 40, [MOVE_BEST] = 6, [MOVE_OPTION] = 20, [MOVE_SWAP] = 6, [MOVE_EJECT] = 2, [MOVE_SHIFT] = 0,
                          [MOVE_STUDENT] = m->flexes && x->p->weight[FIT_C_STUDENT] ? 40 : m->flexes ? 1 : 0}, sum = 0;
    for (int32_t d = 0; d < x->p->distributions; d++)
        if (m->dist[d].required && m->dist[d].type == FIT_PRECEDENCE && m->dist[d].n > 3)
            odds[MOVE_SHIFT] = 8;
    for (int32_t c = 0; c < m->classes; c++)
        if (x->p->class[c].change && x->p->class[c].was_time != FIT_NONE)
            odds[MOVE_HOME] = 10;
    if (x->picks) { /* the heat bath does what these do, better */
        odds[MOVE_BEST] = odds[MOVE_OPTION] = 0;
        odds[MOVE_TIME] = m->frees > x->picks || x->drops ? 5 : 0;
        odds[MOVE_HEAT] = 50;
        odds[MOVE_EJECT] = 20;
    }
    for (int k = 0; k < MOVES; k++)
        sum += odds[k];
    for (int k = 0; k < MOVES; k++)
        x->odds[k] = (k ? x->odds[k - 1] : 0) + odds[k] / sum;
}

static void step(struct search *x)
{
    double u = rng_unit(&x->s->rng);
    enum move k = MOVE_TIME;
    while (k < MOVES - 1 && u >= x->odds[k])
        k++;
    x->tried[k]++;
    if (search_try(x, k)) {
        x->took[k]++;
        x->accepted++;
        search_settle(x);
    }
    x->iterations++;
}

/* Stopped while hot, the best so far is cooled for a moment: people who press Ctrl-C wait that long. */
static void quench(struct search *x, double cold)
{
    if (x->pending)
        search_note(x), x->pending = false;
    fit_state_load(x->s, x->plan);
    x->hots = 0;
    x->temperature = cold;
    x->hard_cost = 1000 * cold;
    x->cut = 0;
    double until = fit_clock(x->control) + 0.5;
    for (int k = 0; k < 400 && fit_clock(x->control) < until; k++)
        for (int i = 0; i < LOOK; i++)
            step(x);
}

/* phase: a part of the run, from one temperature to another. */
struct phase {
    double from, to;    /* shares of the run */
    double hot, cold;
    double least, most; /* of hard_cost: in temperatures; at all */
    double top;         /* of hard_cost, in temperatures */
    double up, down;    /* of hard_cost, at each look */
    bool until_whole;   /* it ends when nothing is broken */
    double *cost;       /* what plans cost, by BINS of the phase, or NULL */
};
#define BINS 40
#define WAVE 400 /* looks */

/* What is broken decides what breaking costs. */
static void weigh(struct search *x, const struct phase *f, double since)
{
    struct state *s = x->s;
    if (s->hard > 0) {
        x->clean = 0;
        x->looks++;
        if (search_badness(s) < x->low)
            x->low = search_badness(s), x->low_at = x->looks;
        bool stuck = x->looks - x->low_at > (x->picks ? 10 : 40);
        if (stuck)
            x->low_at = x->looks, x->low = search_badness(s);
        if (x->looks % 4 == 0 || stuck)
            x->hots = fit_press(s, x->hot, stuck);
        x->hard_cost = fmin(x->hard_cost * fmax(f->up, exp(120 * since)), fmin(f->most, fmax(f->top * x->temperature, f->most / 40)));
    } else if (++x->clean > (x->picks ? 0 : 4)) {
        x->hots = 0;
        x->low = INT64_MAX;
        x->hard_cost = fmax(x->hard_cost / fmax(f->down, exp(60 * since)), f->least * x->temperature);
    }
}

static void run(struct search *x, const struct phase *f)
{
    struct state *s = x->s;
    double last = progress(x), whole = last, sum = 0; /* whole: when nothing was broken last */
    int bin = 0;
    int64_t n = 0, wave = 0;
    for (double part = last; part < f->to; part = progress(x)) {
        double since = part - last, way = (part - f->from) / (f->to - f->from);
        last = part;
        x->temperature = f->hot * pow(f->cold / f->hot, way < 0 ? 0 : way);
        if (f->until_whole) { /* in waves, for hot and cold both find what the other does not */
            x->temperature = f->hot * pow(f->cold / f->hot, (double)(wave % WAVE) / WAVE);
            if (++wave % WAVE == 0)
                fit_forgive(s);
        }
        x->cut = (int64_t)(40 * x->temperature / x->hard_cost * FIT_UNIT) + 1;
        for (int i = 0; i < LOOK; i++)
            step(x);
        if (s->hard == 0)
            whole = part;
        if (f->until_whole && (s->hard == 0 || x->best_hard == 0))
            break;
        if (part - whole > 0.02 && x->best_hard == 0) { /* lost in broken ground: back to the best, wiser by its weights */
            fit_state_load(s, x->plan);
            x->hard_cost = fmax(x->hard_cost, 30 * x->temperature);
            x->hots = 0;
            whole = part;
        }
        weigh(x, f, since);
        if (f->cost) {
            int now = (int)(way * BINS);
            if (now > bin) {
                for (double is = n ? sum / (double)n : bin ? f->cost[bin - 1] : INFINITY; bin < now && bin < BINS; bin++)
                    f->cost[bin] = is;
                sum = 0, n = 0;
            }
            if (!s->hard)
                sum += (double)s->soft, n++;
        }
        if (x->iterations % (256 * LOOK) == 0) {
            if (x->pending)
                search_note(x), x->pending = false;
            tell(x);
        }
    }
    for (; f->cost && bin < BINS; bin++)
        f->cost[bin] = n ? sum / (double)n : bin ? f->cost[bin - 1] : 0;
}

/* Where a probe found that plans are decided: from a few times the last cost down to where it no longer falls. */
static void read_probe(const struct phase *f, double classes, double *hot, double *cold)
{
    double last = INFINITY;
    for (int b = 0; b < BINS; b++)
        last = fmin(last, f->cost[b]);
    double unit = fmax(fabs(last), 0.1 * classes);
    int from = 0, to = BINS - 1;
    for (int b = 0; b < BINS; b++)
        if (f->cost[b] > last + 2 * unit)
            from = b;
    while (to > 0 && f->cost[to - 1] < last + 0.03 * unit)
        to--;
    *hot = f->hot * pow(f->cold / f->hot, (double)from / BINS);
    *cold = f->hot * pow(f->cold / f->hot, (double)to / BINS);
}

/* The way for problems without tables, and from a given plan. */
static void plainly(struct search *x, double mean)
{
    double hot = mean * x->heat, cold = mean * 0.001;
    if (x->warm)
        hot *= 0.05;
    if (cold < 0.15)
        cold = 0.15;
    if (hot < cold * 4)
        hot = cold * 4;
    x->hard_cost = hot * 6;
    run(x, &(struct phase){0, 1, hot, cold, 8, mean * 20, INFINITY, 1.003, 1.003, false, NULL});
    if (x->control->stop && *x->control->stop)
        quench(x, cold);
}

#define PROBE      0.25 /* of the run */
#define PROBE_MOST 40.0 /* seconds */
#define LAST       0.08
/* of what a broken rule costs: in temperatures, the least and the most, and how it grows and shrinks at each look */
#define LEAST      5.0
#define TOP        60.0
#define FIRST_TOP  40.0
#define UP         1.01
#define DOWN       1.03

static void by_probe(struct search *x, double mean)
{
    double cost[BINS] = {0}, hot, cold, most = mean * 20;
    x->hard_cost = 2 * mean;
    run(x, &(struct phase){0, 0.5, mean * 0.6, mean * 0.1, LEAST, most, FIRST_TOP, UP, DOWN, true, NULL});
    double began = progress(x), part = PROBE;
    if (x->control->seconds > 0 && PROBE_MOST / x->control->seconds < part)
        part = PROBE_MOST / x->control->seconds;
    part = began + (1 - began) * part;
    struct phase probe = {began, part, mean * 0.25, fmax(mean * 0.0003, 0.05), LEAST, most, TOP, UP, DOWN, false, cost};
    run(x, &probe);
    read_probe(&probe, x->picks, &hot, &cold);
    hot = fmax(hot * x->heat, 4 * cold);
    run(x, &(struct phase){part, 1 - LAST, hot, cold, LEAST, most, TOP, UP, DOWN, false, NULL});
    if (x->best_hard == 0) {
        if (x->pending)
            search_note(x), x->pending = false;
        fit_state_load(x->s, x->plan);
    }
    run(x, &(struct phase){1 - LAST, 1, cold, cold * 0.1, 20, mean * 20, 1e9, UP, 1.003, false, NULL});
    if (x->control->stop && *x->control->stop)
        quench(x, cold * 0.1);
}

void search_anneal(struct search *x)
{
    struct state *s = x->s;
    if (!s->m->frees && !s->m->flexes)
        return;
    set_odds(x);
    x->low = INT64_MAX;
    double mean = s->m->frees ? scale(x) : (double)(x->p->weight[FIT_C_STUDENT] + 1);
    if (x->picks && !x->warm)
        by_probe(x, mean);
    else
        plainly(x, mean);
    if (x->pending)
        search_note(x), x->pending = false;
    search_note(x);
    tell(x);
}
