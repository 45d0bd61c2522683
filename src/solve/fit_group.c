/* fit_group.c -- distributions over a whole set of classes: what one class's move makes of them. */
#include "solve/fit_state.h"

int64_t fit_dist_cost(const struct model *m, int32_t d, int64_t raw)
{
    const struct mdist *x = &m->dist[d];
    if (x->type == FIT_MAX_DAY_LOAD || x->type == FIT_MAX_BREAKS || x->type == FIT_MAX_BLOCK)
        return m->p->distribution[d].penalty * raw / m->p->weeks * m->p->weight[FIT_C_DISTRIBUTION];
    return x->cost * raw;
}

static int64_t over(const struct mdist *x, int64_t load)
{
    return x->required ? hours_over(load, x->a) : load > x->a ? load - x->a : 0;
}

/* Adds a place to the table; returns how the raw value changes. */
static int64_t table_add(struct state *s, const struct mdist *x, const struct place *at, int sign)
{
    int32_t *table = s->table + x->table, slots = at->end - at->start;
    int64_t sum = 0;
    if (x->type == FIT_MAX_DAYS) {
        int was = 0, is = 0;
        for (int d = 0; d < 7; d++) {
            was += table[d] > 0;
            table[d] += at->weeks && (at->days >> d & 1) ? sign : 0;
            is += table[d] > 0;
        }
        return (is > x->a ? is - x->a : 0) - (was > x->a ? was - x->a : 0);
    }
    for (uint64_t weeks = at->weeks; weeks; weeks &= weeks - 1) {
        int w = __builtin_ctzll(weeks);
        if (x->type == FIT_WEEK_LOAD) {
            sum -= over(x, table[w]);
            table[w] += sign * slots * __builtin_popcount(at->days);
            sum += over(x, table[w]);
            continue;
        }
        for (unsigned days = at->days; days; days &= days - 1) {
            int32_t *load = &table[w * 7 + __builtin_ctz(days)];
            sum -= over(x, *load);
            *load += sign * slots;
            sum += over(x, *load);
        }
    }
    return sum;
}

void fit_group_commit(struct state *s, int32_t d, const struct place *old, const struct place *at)
{
    table_add(s, &s->m->dist[d], old, -1);
    table_add(s, &s->m->dist[d], at, 1);
}

/* Blocks of one day and week set: spans sorted by start, those of week w. */
static int64_t blocks(const struct mdist *x, const struct spans *v, int32_t n, int w)
{
    int32_t count = 0, longer = 0, from = 0, end = 0, first = 0;
    bool mixed = false, open = false;
    for (int32_t i = 0; i < n; i++) {
        if (!(v[i].weeks >> w & 1))
            continue;
        if (open && end + x->b >= v[i].start) {
            mixed = mixed || v[i].start != first;
            end = v[i].end > end ? v[i].end : end;
            continue;
        }
        longer += open && mixed && end - from > x->a;
        count++;
        from = first = v[i].start;
        end = v[i].end;
        mixed = false;
        open = true;
    }
    longer += open && mixed && end - from > x->a;
    if (x->type == FIT_MAX_BLOCK)
        return longer;
    return count - 1 > x->a ? count - 1 - x->a : 0;
}

/* MaxBreaks and MaxBlock: weeks in which the same classes meet are looked at once. */
static int64_t blocks_raw(struct state *s, const struct mdist *x, int32_t c, const struct place *at)
{
    int64_t sum = 0;
    for (int d = 0; d < 7; d++) {
        int32_t n = 0;
        uint64_t left = 0;
        for (int32_t i = 0; i < x->n; i++) {
            const struct place *a = x->class[i] == c ? at : &s->at[x->class[i]];
            if (!a->weeks || !(a->days >> d & 1))
                continue;
            int32_t j = n++;
            for (; j > 0 && s->span[j - 1].start > a->start; j--)
                s->span[j] = s->span[j - 1];
            s->span[j] = (struct spans){a->weeks, a->start, a->end};
            left |= a->weeks;
        }
        while (left) {
            int w = __builtin_ctzll(left);
            uint64_t same = left;
            for (int32_t i = 0; i < n; i++)
                same &= s->span[i].weeks >> w & 1 ? s->span[i].weeks : ~s->span[i].weeks;
            sum += blocks(x, s->span, n, w) * __builtin_popcountll(same);
            left &= ~same;
        }
    }
    return sum;
}

static int64_t finish_raw(const struct state *s, const struct mdist *x, int32_t c, const struct place *at)
{
    int best = 0;
    for (int32_t i = 0; i < x->n; i++) {
        const struct place *a = x->class[i] == c ? at : &s->at[x->class[i]];
        int day = a->weeks ? place_last_day(a) : 0;
        best = day > best ? day : best;
    }
    return best;
}

static int32_t resource_of(const struct state *s, int32_t c, int32_t k, const int32_t *opt)
{
    return s->m->opt[s->m->opt_at[s->m->need_at[c] + k] + opt[k]].resource;
}

/* Different resources used: sets are small, so each is compared with those before it. */
static int64_t same_option_raw(struct state *s, const struct mdist *x, int32_t c, const struct place *at)
{
    int32_t n = 0;
    for (int32_t i = 0; i < x->n; i++) {
        int32_t j = x->class[i], r, u;
        if (!(j == c ? at : &s->at[j])->weeks)
            continue;
        r = resource_of(s, j, x->a, j == c ? s->trial.opt : s->opt + s->m->need_at[j]);
        for (u = 0; u < n && s->span[u].start != r; u++)
            ;
        if (u == n)
            s->span[n++].start = r;
    }
    return n > 1 ? n - 1 : 0;
}

int64_t fit_group_trial(struct state *s, int32_t d, int32_t c, const struct place *at)
{
    const struct mdist *x = &s->m->dist[d];
    const struct place *old = &s->at[c];
    if (x->table >= 0) {
        int64_t less = table_add(s, x, old, -1), more = table_add(s, x, at, 1);
        table_add(s, x, at, -1);
        table_add(s, x, old, 1);
        return s->raw[d] + less + more;
    }
    if (x->type == FIT_FINISH)
        return finish_raw(s, x, c, at);
    if (x->type == FIT_SAME_OPTION)
        return same_option_raw(s, x, c, at);
    return blocks_raw(s, x, c, at);
}
