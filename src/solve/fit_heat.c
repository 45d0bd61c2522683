/* fit_heat.c -- the heat bath: a class gets one of all its values, each with the chance that Boltzmann's law gives it at the
 * present temperature (Gibbs sampling: Geman, Geman 1984).  What the tables do not know, ways between zones and rules over
 * whole sets, is judged afterwards by Metropolis' rule, so that the whole obeys the same law as single moves do, at the
 * price of one move instead of one for each value. */
#include "solve/fit_search.h"

#include <math.h>

#define FAR 14 /* temperatures: what costs so much more has no chance worth the reckoning */

int32_t search_pick(struct search *x)
{
    struct rng *r = &x->s->rng;
    for (int i = 0; i < 4 && x->hots && rng_below(r, 4) == 0; i++) {
        int32_t c = x->hot[rng_below(r, (uint32_t)x->hots)];
        if (x->s->m->plain[c])
            return c;
    }
    return x->pick[rng_below(r, (uint32_t)x->picks)];
}

static const struct spot *draw(struct search *x, struct spot *v, int32_t n)
{
    double least = INFINITY, sum = 0, t = x->temperature;
    for (int32_t i = 0; i < n; i++)
        least = v[i].price < least ? v[i].price : least;
    for (int32_t i = 0; i < n; i++)
        sum += v[i].price - least < FAR * t ? exp((least - v[i].price) / t) : 0;
    double u = rng_unit(&x->s->rng) * sum;
    for (int32_t i = 0; i < n; i++) {
        u -= v[i].price - least < FAR * t ? exp((least - v[i].price) / t) : 0;
        if (u <= 0)
            return &v[i];
    }
    return &v[n - 1];
}

bool search_heat(struct search *x)
{
    struct state *s = x->s;
    int32_t c = search_pick(x);
    double rate = x->hard_cost / FIT_UNIT, now = fit_table_price(s, c, rate);
    int32_t n = fit_table_values(s, c, rate, now + FAR * x->temperature, x->spot, SEARCH_SPOTS);
    s->moves++;
    if (n <= 1)
        return false;
    const struct spot *to = draw(x, x->spot, n);
    if (to->time == s->time[c] && (to->option == FIT_NONE || to->option == s->opt[s->m->need_at[c]]))
        return false;
    if (fabs(to->price - now) < 1e-6 && rng_below(&s->rng, 4)) /* a few of the moves that change nothing are enough */
        return false;
    fit_propose(s, c, to->time, &to->option);
    double change = search_price(x, s->trial.soft, s->trial.hard);
    if (!search_accepts(x, change - (to->price - now)))
        return false;
    search_keep(x, change);
    fit_commit(s);
    return true;
}

void search_redraw(struct search *x, int32_t c)
{
    struct state *s = x->s;
    double rate = x->hard_cost / FIT_UNIT, now = fit_table_price(s, c, rate);
    int32_t n = fit_table_values(s, c, rate, now + FAR * x->temperature, x->spot, SEARCH_SPOTS);
    if (!n)
        return;
    const struct spot *to = draw(x, x->spot, n);
    if (to->time == s->time[c] && (to->option == FIT_NONE || to->option == s->opt[s->m->need_at[c]]))
        return;
    fit_propose(s, c, to->time, &to->option);
    fit_commit(s);
}

#define WISH 0.1 /* of its weight, what a wish breaks */

bool search_wish(struct search *x, int32_t c, int32_t *t, int32_t *o)
{
    struct state *s = x->s;
    double rate = WISH * x->hard_cost / FIT_UNIT, now = fit_table_price(s, c, rate);
    int32_t n = fit_table_values(s, c, rate, now + FAR * x->temperature, x->spot, SEARCH_SPOTS), k = 0;
    for (int32_t i = 0; i < n; i++) /* but not where it is */
        if (x->spot[i].time != s->time[c] || (x->spot[i].option != FIT_NONE && x->spot[i].option != s->opt[s->m->need_at[c]]))
            x->spot[k++] = x->spot[i];
    if (!k)
        return false;
    const struct spot *to = draw(x, x->spot, k);
    *t = to->time;
    *o = to->option;
    return true;
}
