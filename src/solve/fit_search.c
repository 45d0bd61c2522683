/* fit_search.c -- one search: its memory, and the plan it begins with. */
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
    x->pick = calloc((size_t)m->classes + 1, sizeof *x->pick);
    x->spot = calloc(SEARCH_SPOTS, sizeof *x->spot);
    if (!x->pick || !x->spot)
        return false;
    for (int32_t i = 0; m->tabled && i < m->frees; i++) {
        x->drops = x->drops || m->p->class[m->free[i]].drop;
        int32_t c = m->free[i], times = m->usable_at[c + 1] - m->usable_at[c];
        if (m->plain[c] && (times > 1 || (m->need_at[c] < m->need_at[c + 1] && m->opt_at[m->need_at[c] + 1] - m->opt_at[m->need_at[c]] > 1)))
            x->pick[x->picks++] = c;
    }
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
    free(x->pick);
    free(x->spot);
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
