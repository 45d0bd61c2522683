/* fit_table.c -- see fit_table.h. */
#include "solve/fit_table.h"

#include <string.h>

/* Adds to the entries of class c on which one pattern falls but not the other. */
static void shift(struct state *s, int32_t c, int32_t old, int32_t new, double soft, int32_t hard)
{
    const struct model *m = s->m;
    static const uint64_t none[64];
    int32_t words = m->domain_words[m->domain[c]], at = m->time_at[c];
    const uint64_t *a = old == FIT_NONE ? NULL : model_shadow(m, c, old), *b = new == FIT_NONE ? NULL : model_shadow(m, c, new);
    for (int32_t w = 0; w < words; w++) {
        uint64_t was = a ? a[w] : none[0], is = b ? b[w] : none[0];
        for (uint64_t bits = was ^ is; bits; bits &= bits - 1) {
            int32_t t = at + w * 64 + __builtin_ctzll(bits);
            bool comes = is & bits & -bits;
            if (hard)
                s->time_hard[t] += comes ? hard : -hard;
            else
                s->time_soft[t] += comes ? soft : -soft;
        }
    }
}

/* The same for rules that are not about meeting. */
static void compare(struct state *s, const struct mdist *d, int32_t c, const struct place *old, const struct place *at, bool first,
                    double soft, int32_t hard)
{
    const struct model *m = s->m;
    for (int32_t t = m->time_at[c]; t < m->time_at[c + 1]; t++) {
        int by = place_breaks(d->type, d->a, &m->place[t], at, first, NULL, 0) - place_breaks(d->type, d->a, &m->place[t], old, first, NULL, 0);
        s->time_soft[t] += by * soft;
        s->time_hard[t] += by * hard;
    }
}

static bool moves(const struct state *s, int32_t c) { return s->m->plain[c] && s->m->usable_at[c + 1] - s->m->usable_at[c] > 1; }

static bool meets_only(enum fit_type t) { return t == FIT_NOT_OVERLAP || t == FIT_SAME_ATTENDEES; }

void fit_table_move(struct state *s, int32_t c, const struct place *old, const struct place *at)
{
    const struct model *m = s->m;
    if (old->pattern == at->pattern)
        return;
    for (int32_t i = m->link_at[c]; i < m->link_at[c + 1]; i++) {
        const struct mdist *d = &m->dist[m->link[i].dist];
        int32_t mine = m->link[i].position, from = 0, to = d->n;
        if (!type_pairwise(d->type) || !d->by_time)
            continue;
        if (d->type == FIT_BEFORE)
            from = mine < d->a ? d->a : 0, to = mine < d->a ? d->n : d->a;
        double soft = d->required ? 0 : (double)d->cost;
        int32_t hard = d->required ? s->weight[m->link[i].dist] : 0;
        for (int32_t k = from; k < to; k++) {
            int32_t j = d->class[k];
            if (j == c || !moves(s, j))
                continue;
            if (meets_only(d->type))
                shift(s, j, old->pattern, at->pattern, soft, hard);
            else
                compare(s, d, j, old, at, k < mine, soft, hard);
        }
    }
    const struct sharing_list *x = &s->shares[c];
    double each = (double)m->p->weight[FIT_C_STUDENT];
    for (int32_t i = 0; i < x->n && each > 0; i++)
        if (moves(s, x->class[i]))
            shift(s, x->class[i], old->pattern, at->pattern, each * x->students[i], 0);
}

void fit_table_busy(struct state *s, int32_t r, const struct place *at, int by)
{
    const struct model *m = s->m;
    uint16_t *busy = s->busy + (size_t)r * (size_t)m->patterns;
    const uint64_t *row = m->overlap + (int64_t)at->pattern * m->pattern_words;
    for (int32_t w = 0; w < m->pattern_words; w++)
        for (uint64_t bits = row[w]; bits; bits &= bits - 1)
            busy[w * 64 + __builtin_ctzll(bits)] = (uint16_t)(busy[w * 64 + __builtin_ctzll(bits)] + by);
}

void fit_table_share(struct state *s, int32_t a, int32_t b, int32_t by)
{
    if (s->at[b].weeks && moves(s, a))
        shift(s, a, FIT_NONE, s->at[b].pattern, (double)(by * s->m->p->weight[FIT_C_STUDENT]), 0);
}

void fit_table_weight(struct state *s, int32_t d, int32_t more)
{
    const struct mdist *x = &s->m->dist[d];
    static const struct place nowhere;
    if (!type_pairwise(x->type) || !x->by_time)
        return;
    for (int32_t i = 0; i < x->n; i++)
        for (int32_t k = 0; k < x->n && moves(s, x->class[i]); k++) {
            const struct place *at = &s->at[x->class[k]];
            if (x->class[i] == x->class[k] || !at->weeks || (x->type == FIT_BEFORE && (i < x->a) == (k < x->a)))
                continue;
            if (meets_only(x->type))
                shift(s, x->class[i], FIT_NONE, at->pattern, 0, more);
            else
                compare(s, x, x->class[i], &nowhere, at, i < k, 0, more);
        }
}

void fit_table_build(struct state *s)
{
    const struct model *m = s->m;
    static const struct place nowhere = {.zone = FIT_NONE, .site = FIT_NONE, .room = FIT_NONE, .pattern = FIT_NONE};
    memset(s->time_soft, 0, (size_t)m->time_at[m->classes] * sizeof *s->time_soft);
    memset(s->time_hard, 0, (size_t)m->time_at[m->classes] * sizeof *s->time_hard);
    memset(s->busy, 0, (size_t)m->p->resources * (size_t)m->patterns * sizeof *s->busy);
    for (int32_t c = 0; c < m->classes; c++) {
        if (s->time[c] == FIT_NONE)
            continue;
        fit_table_move(s, c, &nowhere, &s->at[c]);
        for (int32_t k = m->need_at[c]; k < m->need_at[c + 1]; k++) {
            int32_t r = m->opt[m->opt_at[k] + s->opt[k]].resource;
            if (m->p->resource[r].capacity == 1)
                fit_table_busy(s, r, &s->at[c], 1);
        }
    }
}

/* ---- values */

/* What an option costs whatever the time: its own penalty, and rules about rooms.  NULL: the class needs none. */
static double option_price(const struct state *s, int32_t c, double rate, const struct mopt *o)
{
    const struct model *m = s->m;
    int32_t room = o ? o->resource : FIT_NONE;
    double sum = o ? (double)o->cost : 0;
    for (int32_t i = m->link_at[c]; i < m->link_at[c + 1]; i++) {
        const struct mdist *d = &m->dist[m->link[i].dist];
        int32_t n = 0;
        if (d->type != FIT_SAME_ROOM && d->type != FIT_DIFFERENT_ROOM)
            continue;
        for (int32_t k = 0; k < d->n; k++)
            n += d->class[k] != c && s->at[d->class[k]].weeks && (s->at[d->class[k]].room == room) == (d->type == FIT_DIFFERENT_ROOM);
        sum += d->required ? rate * s->weight[m->link[i].dist] * n : (double)(d->cost * n);
    }
    return sum;
}

/* What the sets a class is of cost in all with it at a place; NULL: as they stand. */
static double groups_price(struct state *s, int32_t c, double rate, const struct place *at)
{
    const struct model *m = s->m;
    double sum = 0;
    for (int32_t i = m->link_at[c]; i < m->link_at[c + 1]; i++) {
        int32_t d = m->link[i].dist;
        if (!model_group(&m->dist[d]))
            continue;
        int64_t raw = at ? fit_group_trial(s, d, c, at) : s->raw[d];
        sum += m->dist[d].required ? rate * s->weight[d] * (double)raw : (double)fit_dist_cost(m, d, raw);
    }
    return sum;
}

static double change_price(const struct model *m, int32_t c, int32_t t, int32_t o)
{
    const struct fit_class *x = &m->p->class[c];
    bool moved = x->was_time != t || (o != FIT_NONE && x->was_option && x->was_option[0] != FIT_NONE && x->was_option[0] != o);
    return x->change && x->was_time != FIT_NONE && moved ? (double)(x->change * m->p->weight[FIT_C_CHANGE]) : 0;
}

double fit_table_price(struct state *s, int32_t c, double rate)
{
    const struct model *m = s->m;
    int32_t t = s->time[c], at = m->time_at[c] + t;
    if (t == FIT_NONE)
        return (m->grouped[c] ? groups_price(s, c, rate, NULL) : 0) +
               (m->p->class[c].drop ? (double)(m->p->class[c].drop * m->p->weight[FIT_C_DROP]) : rate * s->unplaced_weight);
    double sum = s->time_soft[at] + (double)m->time_cost[at] + rate * s->time_hard[at];
    if (m->grouped[c])
        sum += groups_price(s, c, rate, NULL);
    if (m->need_at[c] == m->need_at[c + 1])
        return sum + change_price(m, c, t, FIT_NONE) + option_price(s, c, rate, NULL);
    int32_t o = s->opt[m->need_at[c]];
    const struct mopt *x = &m->opt[m->opt_at[m->need_at[c]] + o];
    int32_t with = s->busy[(size_t)x->resource * (size_t)m->patterns + (size_t)s->at[c].pattern] - 1;
    return sum + change_price(m, c, t, o) + option_price(s, c, rate, x) + rate * s->resource_weight[x->resource] * with;
}

int32_t fit_table_values(struct state *s, int32_t c, double rate, double most, struct spot *out, int32_t room)
{
    const struct model *m = s->m;
    int32_t n = 0, at = m->time_at[c], needs = m->need_at[c + 1] - m->need_at[c];
    int32_t from = needs ? m->opt_at[m->need_at[c]] : 0, options = needs ? m->opt_at[m->need_at[c] + 1] - from : 0;
    const uint64_t *own = s->time[c] == FIT_NONE ? NULL : model_shadow(m, c, s->at[c].pattern);
    double each[1024], least = options ? 1e300 : option_price(s, c, rate, NULL);
    options = options > (int32_t)COUNT(each) ? (int32_t)COUNT(each) : options;
    for (int32_t o = 0; o < options; o++) {
        each[o] = option_price(s, c, rate, &m->opt[from + o]);
        least = each[o] < least ? each[o] : least;
    }
    for (int32_t i = m->usable_at[c]; i < m->usable_at[c + 1]; i++) {
        int32_t t = m->usable[i];
        double price = s->time_soft[at + t] + (double)m->time_cost[at + t] + rate * s->time_hard[at + t];
        if (price + least > most)
            continue;
        if (m->grouped[c]) {
            price += groups_price(s, c, rate, &m->place[at + t]);
            if (price + least > most)
                continue;
        }
        if (!needs) {
            price += change_price(m, c, t, FIT_NONE) + least;
            if (price <= most && n < room)
                out[n++] = (struct spot){t, FIT_NONE, price};
            continue;
        }
        int32_t pattern = m->place[at + t].pattern, mine = own && (own[t >> 6] >> (t & 63) & 1);
        for (int32_t o = 0; o < options; o++) {
            double is = price + each[o];
            const struct mopt *x = &m->opt[from + o];
            if (is > most || !model_allows(x, t))
                continue;
            int32_t with = s->busy[(size_t)x->resource * (size_t)m->patterns + (size_t)pattern];
            if (with)
                is += rate * s->resource_weight[x->resource] * (with - (mine && x->resource == s->at[c].room));
            is += change_price(m, c, t, o);
            if (is <= most && n < room)
                out[n++] = (struct spot){t, o, is};
        }
    }
    return n;
}
