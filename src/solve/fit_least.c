/* fit_least.c -- see fit_least.h. */
#include "solve/fit_least.h"

#include "solve/fit_state.h"

#include <stdlib.h>
#include <string.h>

#define SET_MOST 64 /* classes to be placed at once */

struct least {
    struct state *s;
    const struct model *m;
    const struct fit_problem *p;
    int32_t set[SET_MOST], n; /* classes to be placed */
    int64_t tried, limit;
    bool gave_up;
};

static bool spent(struct least *l)
{
    l->gave_up = l->gave_up || l->tried > l->limit;
    return l->gave_up;
}

/* open_at: whether class c can stand at time t beside all that is placed, with some options. */
static bool open_at(struct least *l, int32_t c, int32_t t)
{
    int32_t opt[64];
    l->tried++;
    if (!fit_choose(l->s, c, t, opt, false))
        return false;
    fit_propose(l->s, c, t, opt);
    return l->s->trial.broken <= 0;
}

/* The class with fewest times left; how many it has, counted no further than the fewest yet. */
static int32_t tightest(struct least *l, int32_t *fewest)
{
    int32_t best = FIT_NONE;
    *fewest = INT32_MAX;
    for (int32_t i = 0; i < l->n && !spent(l) && *fewest > 0; i++) {
        int32_t c = l->set[i], open = 0;
        if (l->s->time[c] != FIT_NONE)
            continue;
        for (int32_t k = l->m->usable_at[c]; k < l->m->usable_at[c + 1] && open < *fewest; k++)
            open += open_at(l, c, l->m->usable[k]);
        if (open < *fewest) {
            *fewest = open;
            best = c;
        }
    }
    return best;
}

static bool place_rest(struct least *l);

static bool agrees(const struct least *l, int32_t c, const int32_t *opt, int needs, const struct place *at)
{
    const struct model *m = l->m;
    for (int k = 0; k < needs; k++) {
        const struct mopt *o = &m->opt[m->opt_at[m->need_at[c] + k] + opt[k]];
        bool with = o->with == FIT_NONE;
        int32_t units = 0;
        for (int i = 0; i < needs; i++) {
            const struct mopt *y = &m->opt[m->opt_at[m->need_at[c] + i] + opt[i]];
            with = with || (i != k && y->resource == o->with);
            units += i <= k && y->resource == o->resource ? y->units : 0;
        }
        if (!with || units > l->p->resource[o->resource].capacity)
            return false;
        if (k > 0 && o->site_penalty && at->site != FIT_NONE && o->site_penalty[at->site] == FIT_NEVER)
            return false;
        if (k > 0 && !l->p->resource[o->resource].travels && l->p->resource[o->resource].site != FIT_NONE &&
            l->p->resource[o->resource].site != at->site)
            return false;
    }
    return true;
}

/* place_with: every choice of options for class c at time t, and the rest after each that breaks nothing. */
static bool place_with(struct least *l, int32_t c, int32_t t, int32_t *opt, int k)
{
    const struct model *m = l->m;
    int needs = m->need_at[c + 1] - m->need_at[c];
    struct place at = m->place[m->time_at[c] + t];
    if (k > 0)
        at = state_place(l->s, c, t, opt);
    if (k == needs) {
        l->tried++;
        if (spent(l) || !agrees(l, c, opt, needs, &at))
            return false;
        fit_propose(l->s, c, t, opt);
        if (l->s->trial.broken > 0)
            return false;
        fit_commit(l->s);
        if (place_rest(l))
            return true;
        fit_propose(l->s, c, FIT_NONE, NULL);
        fit_commit(l->s);
        return false;
    }
    int32_t from = m->opt_at[m->need_at[c] + k], to = m->opt_at[m->need_at[c] + k + 1];
    for (int32_t o = from; o < to && !spent(l); o++) {
        if (!model_allows(&m->opt[o], t))
            continue;
        opt[k] = o - from;
        if (k == 0)
            at = state_place(l->s, c, t, opt);
        if (fit_against(l->s, c, &m->opt[o], &at) > 0)
            continue;
        if (place_with(l, c, t, opt, k + 1))
            return true;
    }
    return false;
}

static bool place_rest(struct least *l)
{
    int32_t fewest, c = tightest(l, &fewest), opt[64];
    if (c == FIT_NONE)
        return !spent(l);
    if (fewest == 0 || spent(l))
        return false;
    for (int32_t k = l->m->usable_at[c]; k < l->m->usable_at[c + 1] && !spent(l); k++)
        if (open_at(l, c, l->m->usable[k]) && place_with(l, c, l->m->usable[k], opt, 0))
            return true;
    return false;
}

/* try_set: with `more` of the movable classes taken out beside those that have no place. */
static bool try_set(struct least *l, const struct fit_plan *home, const int32_t *movable, const int32_t *pick, int32_t more, int32_t lost)
{
    fit_state_load(l->s, home);
    l->n = lost;
    for (int32_t i = 0; i < more; i++) {
        l->set[l->n++] = movable[pick[i]];
        fit_propose(l->s, movable[pick[i]], FIT_NONE, NULL);
        fit_commit(l->s);
    }
    return place_rest(l);
}

/* next: the next set of `more` out of n in order; false after the last. */
static bool next(int32_t *pick, int32_t more, int32_t n)
{
    for (int32_t i = more - 1; i >= 0; i--)
        if (pick[i] < n - (more - i)) {
            pick[i]++;
            for (int32_t k = i + 1; k < more; k++)
                pick[k] = pick[k - 1] + 1;
            return true;
        }
    return false;
}

static void deepen(struct least *l, const struct fit_plan *home, const int32_t *movable, int32_t n, int32_t most, struct fit_least *out)
{
    int32_t lost = l->n, pick[SET_MOST];
    for (int32_t more = 0; more <= most && more <= n && lost + more <= SET_MOST; more++) {
        for (int32_t i = 0; i < more; i++)
            pick[i] = i;
        do {
            if (try_set(l, home, movable, pick, more, lost)) {
                out->state = FIT_LEAST_FOUND;
                out->moved = more;
                out->proved = out->below == more;
                fit_state_save(l->s, out->plan);
                return;
            }
        } while (!spent(l) && next(pick, more, n));
        if (l->gave_up)
            return;
        out->below = more + 1;
    }
    out->state = FIT_LEAST_NONE;
}

bool fit_least(const struct fit_problem *p, const struct fit_plan *home, int32_t most, int64_t limit, struct fit_least *out, struct err *e)
{
    *out = (struct fit_least){.state = FIT_LEAST_UNKNOWN};
    if (!fit_check(p, e))
        return false;
    struct model *model = fit_model_new(p, e);
    struct least l = {.p = p, .limit = limit, .m = model};
    int32_t *movable = calloc((size_t)p->classes + 1, sizeof *movable), n = 0;
    l.s = l.m != NULL ? fit_state_new(l.m, 1) : NULL;
    out->plan = fit_plan_new(p);
    bool ok = l.s != NULL && movable != NULL && out->plan != NULL, all = true;
    for (int32_t c = 0; ok && c < p->classes; c++) {
        if (home->time[c] != FIT_NONE && !p->class[c].fixed)
            movable[n++] = c;
        if (home->time[c] == FIT_NONE && l.n < SET_MOST)
            l.set[l.n++] = c;
        else if (home->time[c] == FIT_NONE)
            all = false; /* more than can be gone through */
    }
    if (ok && all)
        deepen(&l, home, movable, n, most, out);
    if (!ok)
        err_set(e, LIMIT, "there is not enough memory for a timetable of %d classes", p->classes);
    out->tried = l.tried;
    if (out->state != FIT_LEAST_FOUND) {
        fit_plan_free(out->plan);
        out->plan = NULL;
    }
    fit_state_free(l.s);
    fit_model_free(model);
    free(movable);
    return ok;
}
