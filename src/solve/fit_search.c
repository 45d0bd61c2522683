/* fit_search.c -- construction, then simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over complete plans in which
 * hard rules may be broken at a price that adapts: dear while anything is broken, cheaper while nothing is, so
 * that the search crosses infeasible ground but comes home (strategic oscillation, Glover 1986). */
#include "solve/fit_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double fit_clock(const struct fit_control *control)
{
    struct timespec t;
    clock_gettime(control->processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
    double seconds = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
    return control->processor && control->threads > 1 ? seconds / control->threads : seconds;
}

bool search_new(struct search *x, const struct model *m, const struct fit_control *control, struct shared *shared, uint64_t seed)
{
    *x = (struct search){.p = m->p, .control = control, .shared = shared};
    x->s = fit_state_new(m, seed);
    x->plan = fit_plan_new(m->p);
    x->undo = calloc(SEARCH_UNDO, sizeof *x->undo);
    x->hot = calloc((size_t)m->classes + 1, sizeof *x->hot);
    x->best_hard = x->best_soft = INT64_MAX;
    x->limit = control->iterations;
    return x->s && x->plan && x->undo && x->hot;
}

void search_free(struct search *x)
{
    fit_state_free(x->s);
    fit_plan_free(x->plan);
    free(x->undo);
    free(x->hot);
}

/* What is missing or broken, by which plans are first compared. */
int64_t search_badness(const struct state *s) { return s->broken + 3 * (int64_t)s->unplaced; }

void search_note(struct search *x)
{
    int64_t bad = search_badness(x->s);
    if (bad > x->best_hard || (bad == x->best_hard && x->s->soft >= x->best_soft))
        return;
    x->best_hard = bad;
    x->best_soft = x->s->soft;
    fit_state_save(x->s, x->plan);
}

/* ---- construction */

struct hard_first {
    int64_t key;
    int32_t class;
};

static int by_key(const void *a, const void *b)
{
    const struct hard_first *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->class > y->class) - (x->class < y->class);
}

/* How many required predecessors a class has: chains are built from their beginning. */
static int64_t before(const struct model *m, int32_t c)
{
    int64_t n = 0;
    for (int32_t i = m->link_at[c]; i < m->link_at[c + 1]; i++) {
        const struct mdist *d = &m->dist[m->link[i].dist];
        if (d->required && d->type == FIT_PRECEDENCE)
            n += m->link[i].position;
        else if (d->required && d->type == FIT_BEFORE && m->link[i].position >= d->a)
            n += d->a;
    }
    return n;
}

/* Places one class where it costs least among up to `samples` times; the earliest of equals when it has followers. */
static void place_first(struct search *x, int32_t c, int32_t samples)
{
    struct state *s = x->s;
    int32_t n = s->m->usable_at[c + 1] - s->m->usable_at[c], best_t = FIT_NONE, opt[64], best[64];
    double least = INFINITY;
    uint32_t ties = 0;
    bool all = n <= samples, chain = false;
    for (int32_t i = s->m->link_at[c]; i < s->m->link_at[c + 1]; i++)
        chain = chain || (s->m->dist[s->m->link[i].dist].type == FIT_PRECEDENCE && s->m->dist[s->m->link[i].dist].required);
    for (int32_t i = 0; i < (all ? n : samples); i++) {
        int32_t t = all ? s->m->usable[s->m->usable_at[c] + i] : search_any_time(x, c);
        if (!fit_choose(s, c, t, opt, false))
            continue;
        fit_propose(s, c, t, opt);
        double is = search_price(x, s->trial.soft, s->trial.hard);
        bool better = is < least;
        if (!better && is <= least)
            better = chain ? place_precedes(&s->trial.at, &s->m->place[s->m->time_at[c] + best_t]) : rng_below(&s->rng, ++ties) == 0;
        if (better) {
            ties = is < least ? 1 : ties;
            least = is, best_t = t;
            memcpy(best, opt, sizeof best);
        }
    }
    if (best_t == FIT_NONE)
        return;
    fit_propose(s, c, best_t, best);
    if (x->p->class[c].drop && search_price(x, s->trial.soft, s->trial.hard) > 0)
        return;
    fit_commit(s);
}

void search_construct(struct search *x)
{
    struct state *s = x->s;
    const struct model *m = s->m;
    struct hard_first *list = calloc((size_t)m->frees + 1, sizeof *list);
    fit_enrol_all(s);
    if (!list)
        return;
    x->hard_cost = 1e6;
    for (int32_t i = 0; i < m->frees; i++) {
        int32_t c = m->free[i];
        int64_t values = m->usable_at[c + 1] - m->usable_at[c];
        if (m->need_at[c] < m->need_at[c + 1])
            values *= m->opt_at[m->need_at[c] + 1] - m->opt_at[m->need_at[c]];
        int64_t links = m->link_at[c + 1] - m->link_at[c];
        list[i] = (struct hard_first){(before(m, c) << 32) + values * 16 / (1 + links) * 16 + rng_below(&s->rng, 16), c};
    }
    qsort(list, (size_t)m->frees, sizeof *list, by_key);
    for (int32_t i = 0; i < m->frees && !x->shared->halt; i++)
        if (s->time[list[i].class] == FIT_NONE)
            place_first(x, list[i].class, 160);
    free(list);
    search_note(x);
}

/* ---- annealing */

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
        for (int i = 0; i < 256; i++)
            step(x);
}

void search_anneal(struct search *x)
{
    struct state *s = x->s;
    if (!s->m->frees && !s->m->flexes)
        return;
    set_odds(x);
    double mean = s->m->frees ? scale(x) : (double)(x->p->weight[FIT_C_STUDENT] + 1);
    double hot = mean * x->heat, cold = mean * 0.001;
    if (x->warm)
        hot *= 0.05;
    if (cold < 0.15)
        cold = 0.15;
    if (hot < cold * 4)
        hot = cold * 4;
    double least = hot, most = mean * 20;
    x->hard_cost = hot * 6;
    int64_t clean = 0, looks = 0, low = INT64_MAX, low_at = 0;
    double last = 0, whole = 0; /* when nothing was broken last */
    for (double part = progress(x); part < 1; part = progress(x)) {
        double since = part - last;
        last = part;
        x->temperature = hot * pow(cold / hot, part);
        least = x->temperature * 8;
        x->cut = (int64_t)(40 * x->temperature / x->hard_cost * FIT_UNIT) + 1;
        for (int i = 0; i < 256; i++)
            step(x);
        if (s->hard == 0)
            whole = part;
        if (part - whole > 0.02 && x->best_hard == 0) { /* lost in broken ground: back to the best, wiser by its weights */
            fit_state_load(s, x->plan);
            x->hard_cost = fmax(x->hard_cost, 30 * x->temperature);
            x->hots = 0;
            whole = part;
        }
        if (s->hard > 0) {
            clean = 0;
            looks++;
            if (search_badness(s) < low)
                low = search_badness(s), low_at = looks;
            bool stuck = looks - low_at > 40;
            if (stuck)
                low_at = looks, low = search_badness(s);
            if (looks % 4 == 0 || stuck)
                x->hots = fit_press(s, x->hot, stuck);
            x->hard_cost = fmin(x->hard_cost * fmax(1.003, exp(120 * since)), most);
        } else if (++clean > 4) {
            x->hots = 0;
            low = INT64_MAX;
            x->hard_cost = fmax(x->hard_cost / fmax(1.003, exp(60 * since)), least);
        }
        if (x->iterations % 65536 == 0) {
            if (x->pending)
                search_note(x), x->pending = false;
            tell(x);
        }
    }
    if (x->control->stop && *x->control->stop)
        quench(x, cold);
    if (x->pending)
        search_note(x), x->pending = false;
    search_note(x);
    tell(x);
}
