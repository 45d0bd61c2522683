/* fit_explain.c -- why a class has no place: what stands in the way at each of its times. */
#include "solve/fit_state.h"

#include <stdlib.h>

struct why {
    struct state *s;
    int32_t c;
    struct fit_cause *cause; /* room for every resource, distribution and need */
    int32_t n;
    int32_t *slot;           /* by rule and index: its cause + 1 */
    int32_t here[4096], heres; /* causes met at the time at hand */
    int32_t groups;          /* independent obstacles at the time at hand */
};

static void met(struct why *y, int32_t key, enum fit_rule rule, int32_t index, int32_t t, int32_t who)
{
    if (!y->slot[key]) {
        y->cause[y->n] = (struct fit_cause){rule, index, 0, 0, t, who};
        y->slot[key] = ++y->n;
    }
    int32_t k = y->slot[key] - 1;
    for (int32_t i = 0; i < y->heres; i++)
        if (y->here[i] == k)
            return;
    if (y->heres < (int32_t)COUNT(y->here))
        y->here[y->heres++] = k;
    y->cause[k].times++;
    if (!y->cause[k].only)
        y->cause[k].example_time = t, y->cause[k].example_class = who;
}

static int32_t user_in_way(const struct state *s, int32_t r, int32_t c, const struct place *at)
{
    const struct model *m = s->m;
    for (int32_t j = 0; j < m->classes; j++)
        for (int32_t i = m->need_at[j]; s->time[j] != FIT_NONE && j != c && i < m->need_at[j + 1]; i++)
            if (m->opt[m->opt_at[i] + s->opt[i]].resource == r &&
                (m->p->resource[r].travels ? place_clashes(at, &s->at[j], m->travel, m->zones) : place_overlaps(at, &s->at[j])))
                return j;
    return FIT_NONE;
}

/* Need k at time t: 0 when an option is free; else its resources are met as causes. */
static bool need_blocked(struct why *y, int32_t k, int32_t t)
{
    const struct model *m = y->s->m;
    const struct fit_problem *p = m->p;
    int32_t from = m->opt_at[m->need_at[y->c] + k], to = m->opt_at[m->need_at[y->c] + k + 1];
    bool allowed = false;
    for (int pass = 0; pass < 2; pass++)
        for (int32_t o = from; o < to; o++) {
            const struct mopt *x = &m->opt[o];
            struct place at = m->place[m->time_at[y->c] + t];
            int32_t r = x->resource;
            if (!model_allows(x, t))
                continue;
            allowed = true;
            if (!p->resource[r].travels && p->resource[r].site != FIT_NONE)
                at.site = p->resource[r].site, at.zone = m->zone[at.site];
            if (!fit_against(y->s, y->c, x, &at)) {
                if (!pass)
                    return false;
                continue;
            }
            if (!pass)
                continue;
            int32_t who = user_in_way(y->s, r, y->c, &at);
            bool same = who != FIT_NONE && place_overlaps(&at, &y->s->at[who]);
            enum fit_rule rule = who == FIT_NONE ? (p->resource[r].week_most ? FIT_R_WEEK : FIT_R_RESOURCE) : same ? FIT_R_RESOURCE : FIT_R_TRAVEL;
            met(y, r, rule, r, t, who);
        }
    if (!allowed)
        met(y, p->resources + p->distributions + k, FIT_R_OPTION, k, t, FIT_NONE);
    return true;
}

static int32_t member_in_way(const struct state *s, const struct mdist *d, int32_t mine, const struct place *at)
{
    for (int32_t i = 0; type_pairwise(d->type) && i < d->n; i++)
        if (i != mine && (d->type != FIT_BEFORE || (mine < d->a) != (i < d->a)) &&
            place_breaks(d->type, d->a, at, &s->at[d->class[i]], mine < i, s->m->travel, s->m->zones))
            return d->class[i];
    return FIT_NONE;
}

/* Required distributions at a place; those that depend on the room are judged with the room at hand. */
static void dists_blocked(struct why *y, int32_t t)
{
    struct state *s = y->s;
    const struct model *m = s->m;
    for (int32_t i = m->link_at[y->c], k = 0; i < m->link_at[y->c + 1]; i++, k++) {
        const struct mdist *d = &m->dist[m->link[i].dist];
        if (!d->required || s->link_raw[k] <= 0)
            continue;
        met(y, m->p->resources + m->link[i].dist, FIT_R_DISTRIBUTION, m->link[i].dist, t,
            member_in_way(s, d, m->link[i].position, &s->trial.at));
        y->groups++;
    }
}

/* The choice of options that breaks least; any that agrees, when every need has one of its own. */
static bool time_judge(struct why *y, int32_t t)
{
    struct state *s = y->s;
    int32_t opt[64], needs = s->m->need_at[y->c + 1] - s->m->need_at[y->c];
    y->heres = y->groups = 0;
    for (int32_t k = 0; k < needs; k++)
        y->groups += need_blocked(y, k, t);
    bool agree = fit_choose(s, y->c, t, opt, false);
    if (agree) {
        fit_propose(s, y->c, t, opt);
        dists_blocked(y, t);
        agree = y->groups > 0 || s->trial.broken <= 0;
    }
    if (!agree && !y->groups) {
        met(y, s->m->p->resources + s->m->p->distributions + needs, FIT_R_OPTION, FIT_NONE, t, FIT_NONE);
        y->groups = 1;
    }
    for (int32_t i = 0; y->groups == 1 && i < y->heres; i++) {
        struct fit_cause *f = &y->cause[y->here[i]];
        if (!f->only++)
            f->example_time = t;
    }
    return y->groups == 0;
}

static int by_only(const void *a, const void *b)
{
    const struct fit_cause *x = a, *y = b;
    if (x->only != y->only)
        return x->only > y->only ? -1 : 1;
    if (x->times != y->times)
        return x->times > y->times ? -1 : 1;
    return x->rule != y->rule ? (int)x->rule - (int)y->rule : (x->index > y->index) - (x->index < y->index);
}

int32_t fit_explain(const struct fit_problem *p, const struct fit_plan *plan, int32_t class, struct fit_cause *cause, int32_t room,
                    int32_t *free_times)
{
    size_t keys = (size_t)p->resources + (size_t)p->distributions + (size_t)p->class[class].needs + 2;
    struct why *y = calloc(1, sizeof *y);
    struct model *m = fit_model_new(p, NULL);
    int32_t n = FIT_NONE;
    *free_times = 0;
    if (!y || !m)
        goto done;
    y->c = class;
    y->s = fit_state_new(m, 1);
    y->cause = calloc(keys, sizeof *y->cause);
    y->slot = calloc(keys, sizeof *y->slot);
    if (!y->s || !y->cause || !y->slot)
        goto done;
    fit_state_load(y->s, plan);
    if (y->s->time[class] != FIT_NONE) {
        fit_propose(y->s, class, FIT_NONE, NULL);
        fit_commit(y->s);
    }
    for (int32_t t = 0; t < p->class[class].times; t++)
        *free_times += time_judge(y, t);
    qsort(y->cause, (size_t)y->n, sizeof *y->cause, by_only);
    n = y->n;
    for (int32_t i = 0; i < n && i < room; i++)
        cause[i] = y->cause[i];
done:
    if (y) {
        fit_state_free(y->s);
        free(y->cause);
        free(y->slot);
    }
    free(y);
    fit_model_free(m);
    return n;
}

bool fit_class_costs(const struct fit_problem *p, const struct fit_plan *plan, int64_t (*value)[FIT_CRITERIA])
{
    struct model *m = fit_model_new(p, NULL);
    struct state *s = m ? fit_state_new(m, 1) : NULL;
    if (s)
        fit_state_load(s, plan);
    for (int32_t c = 0; s && c < p->classes; c++) {
        static const struct place nowhere;
        int64_t *v = value[c];
        for (int i = 0; i < FIT_CRITERIA; i++)
            v[i] = 0;
        if (s->time[c] == FIT_NONE)
            continue;
        const struct fit_class *x = &p->class[c];
        const int32_t *opt = s->opt + m->need_at[c];
        v[FIT_C_TIME] = m->time_cost[m->time_at[c] + s->time[c]];
        for (int32_t k = 0; k < x->needs; k++) {
            const struct fit_option *o = &x->need[k].option[opt[k]];
            int64_t by_site = o->site_penalty && s->at[c].site != FIT_NONE ? o->site_penalty[s->at[c].site] : 0;
            v[FIT_C_RESOURCE] += (o->penalty + (by_site == FIT_NEVER ? 0 : by_site)) * p->weight[FIT_C_RESOURCE];
        }
        bool moved = x->was_time != FIT_NONE && x->was_time != s->time[c];
        for (int32_t k = 0; x->was_time != FIT_NONE && x->was_option && k < x->needs; k++)
            moved = moved || (x->was_option[k] != FIT_NONE && x->was_option[k] != opt[k]);
        v[FIT_C_CHANGE] = moved ? x->change * p->weight[FIT_C_CHANGE] : 0;
        v[FIT_C_STUDENT] = -fit_enrol_delta(s, c, &s->at[c], &nowhere) * p->weight[FIT_C_STUDENT];
        fit_propose(s, c, FIT_NONE, NULL);
        v[FIT_C_DISTRIBUTION] = x->drop * p->weight[FIT_C_DROP] - s->trial.soft - v[FIT_C_TIME] - v[FIT_C_RESOURCE] -
                                v[FIT_C_CHANGE] - v[FIT_C_STUDENT];
    }
    fit_state_free(s);
    fit_model_free(m);
    return s != NULL;
}
