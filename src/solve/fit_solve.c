/* fit_solve.c -- threads, the clock, and an answer that breaks nothing. */
#include "solve/fit_search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct worker {
    struct search search;
    pthread_t thread;
    const struct fit_plan *start;
    double began;
    bool made, running;
};

static void *work_on(void *arg)
{
    struct worker *w = arg;
    struct search *x = &w->search;
    x->began = w->began;
    fit_state_load(x->s, w->start);
    search_construct(x);
    search_anneal(x);
    return NULL;
}

/* No single class mends anything (two too many on one day): one of a broken distribution, or any that is placed. */
static int32_t blamed(const struct state *s)
{
    const struct model *m = s->m;
    int32_t any = FIT_NONE;
    for (int32_t i = 0; i < m->frees; i++) {
        int32_t c = m->free[i];
        if (s->time[c] == FIT_NONE)
            continue;
        any = c;
        for (int32_t k = m->link_at[c]; k < m->link_at[c + 1]; k++)
            if (m->dist[m->link[k].dist].required && s->raw[m->link[k].dist] > 0)
                return c;
    }
    return any;
}

/* What lacks for students alone: seats and enrolments, which no timetable mends. */
static int64_t students_broken(const struct state *s)
{
    int64_t sum = 0;
    for (int32_t c = 0; c < s->m->classes; c++)
        sum += s->seats[c] > s->m->p->class[c].limit ? s->seats[c] - s->m->p->class[c].limit : 0;
    for (int32_t e = 0; e < s->m->enrolments; e++)
        sum += s->config[e] == FIT_NONE;
    return sum;
}

/* Takes out what breaks something, those that break most first, until nothing is broken; then puts back what fits. */
static void mend(struct state *s, int64_t fixed)
{
    const struct model *m = s->m;
    int64_t floor = fixed + students_broken(s);
    while (s->broken > floor) {
        int32_t worst = FIT_NONE;
        int64_t most = 0;
        for (int32_t i = 0; i < m->frees; i++) {
            int32_t c = m->free[i];
            if (s->time[c] == FIT_NONE)
                continue;
            fit_propose(s, c, FIT_NONE, NULL);
            int64_t score = s->trial.broken * 64 - (m->p->class[c].drop ? 1 : 0);
            if (s->trial.broken < 0 && score < most)
                most = score, worst = c;
        }
        if (worst == FIT_NONE)
            worst = blamed(s);
        if (worst == FIT_NONE)
            break;
        fit_propose(s, worst, FIT_NONE, NULL);
        fit_commit(s);
    }
    for (int32_t i = 0; i < m->frees; i++) {
        int32_t c = m->free[i], best = FIT_NONE, opt[64], keep[64];
        int64_t least = INT64_MAX;
        if (s->time[c] != FIT_NONE)
            continue;
        for (int32_t k = m->usable_at[c]; k < m->usable_at[c + 1]; k++) {
            if (!fit_choose(s, c, m->usable[k], opt, false))
                continue;
            fit_propose(s, c, m->usable[k], opt);
            if (s->trial.broken <= 0 && s->trial.soft < least) {
                least = s->trial.soft;
                best = m->usable[k];
                memcpy(keep, opt, sizeof keep);
            }
        }
        if (best == FIT_NONE || (m->p->class[c].drop && least > 0))
            continue;
        fit_propose(s, c, best, keep);
        fit_commit(s);
    }
}

static double cpu_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void report(struct fit_work *did, struct worker *w, int n, const struct shared *h, double began, double cpu)
{
    *did = (struct fit_work){.seconds = fit_clock(w->search.control) - began, .cpu_seconds = cpu_clock() - cpu, .feasible_at = h->feasible_at};
    for (int i = 0; i < n; i++) {
        did->moves += w[i].search.s->moves;
        did->accepted += w[i].search.accepted;
        for (int k = 0; k < MOVES && k < (int)COUNT(did->tried); k++) {
            did->tried[k] += w[i].search.tried[k];
            did->took[k] += w[i].search.took[k];
        }
    }
}

static void run(struct worker *w, int n)
{
    for (int i = 1; i < n; i++)
        w[i].running = pthread_create(&w[i].thread, NULL, work_on, &w[i]) == 0;
    work_on(&w[0]);
    for (int i = 1; i < n; i++)
        if (w[i].running)
            pthread_join(w[i].thread, NULL);
}

bool fit_solve(const struct fit_problem *p, const struct fit_plan *start, const struct fit_control *control,
               struct fit_plan **plan, struct fit_score *score, struct err *e)
{
    *plan = NULL;
    if (!fit_check(p, e))
        return false;
    if (control->seconds <= 0 && control->iterations <= 0)
        return err_set(e, NOT_VALID, "the search needs a limit of seconds or of iterations");
    double began = fit_clock(control), cpu = cpu_clock();
    int n = control->threads < 1 ? 1 : control->threads > 64 ? 64 : control->threads;
    struct worker *w = calloc((size_t)n, sizeof *w);
    struct model *m = w ? fit_model_new(p, e) : NULL;
    struct shared h = {.hard = INT64_MAX, .soft = INT64_MAX, .feasible_at = -1, .best = fit_plan_new(p)};
    bool ok = m && h.best;
    pthread_mutex_init(&h.lock, NULL);
    for (int i = 0; ok && i < n; i++) {
        w[i].made = true;
        w[i].start = start;
        w[i].began = began;
        ok = search_new(&w[i].search, m, control, &h, control->seed * 1000003u + (uint64_t)i);
        w[i].search.first = i == 0;
        w[i].search.heat = m->tabled ? (i % 2 ? 1.5 : 1) : i % 2 ? 0.5 : 0.2; /* some problems want more heat, most less: with two threads, both */
        w[i].search.warm = start != NULL;
    }
    if (ok) {
        run(w, n);
        struct state *s = w[0].search.s;
        fit_state_load(s, NULL);
        int64_t fixed = s->broken - m->enrolments; /* what the fixed classes break among themselves */
        fit_state_load(s, h.best);
        mend(s, fixed);
        fit_state_save(s, h.best);
        *plan = h.best;
        *score = fit_evaluate(p, h.best, NULL, NULL);
        if (control->did)
            report(control->did, w, n, &h, began, cpu);
    } else {
        err_set(e, LIMIT, "there is not enough memory for a timetable of %d classes", p->classes);
        fit_plan_free(h.best);
    }
    pthread_mutex_destroy(&h.lock);
    for (int i = 0; w && i < n; i++)
        if (w[i].made)
            search_free(&w[i].search);
    fit_model_free(m);
    free(w);
    return ok;
}
