/* fit_choose.c -- which resources a class takes at a given time, and who would be in its way. */
#include "solve/fit_state.h"

static const struct mopt *option_at(const struct model *m, int32_t c, int k, int32_t o)
{
    return &m->opt[m->opt_at[m->need_at[c] + k] + o];
}

static int32_t options(const struct model *m, int32_t c, int k)
{
    return m->opt_at[m->need_at[c] + k + 1] - m->opt_at[m->need_at[c] + k];
}

/* Whether an option of need k may stand with those chosen for the needs before it, at this site. */
static bool suits(const struct state *s, int32_t c, int k, const struct mopt *o, const struct place *at, const int32_t *opt)
{
    const struct model *m = s->m;
    const struct fit_resource *r = &m->p->resource[o->resource];
    if (k > 0 && !r->travels && r->site != FIT_NONE && at->site != r->site)
        return false;
    if (o->site_penalty && at->site != FIT_NONE && o->site_penalty[at->site] == FIT_NEVER)
        return false;
    int32_t units = o->units;
    bool with = o->with == FIT_NONE;
    for (int i = 0; i < k; i++) {
        const struct mopt *b = option_at(m, c, i, opt[i]);
        with = with || b->resource == o->with;
        units += b->resource == o->resource ? b->units : 0;
    }
    /* What it goes with may be chosen later: then the last word is fit_choose's. */
    return units <= r->capacity && (with || k + 1 < m->need_at[c + 1] - m->need_at[c]);
}

/* How much an option breaks at a place, its own class's present use aside. */
int64_t fit_against(const struct state *s, int32_t c, const struct mopt *o, const struct place *at)
{
    const struct model *m = s->m;
    int32_t r = o->resource;
    const struct fit_resource *x = &m->p->resource[r];
    int64_t sum = 0;
    if (s->tables && m->plain[c]) {
        return s->busy[(size_t)r * (size_t)m->patterns + (size_t)at->pattern] - (s->at[c].room == r && place_overlaps(at, &s->at[c]));
    } else if (x->capacity == 1) {
        const int32_t *user = s->users + m->user_at[r];
        for (int32_t i = 0; i < s->user_n[r]; i++) {
            const struct place *b = &s->at[user[i]];
            if ((at->days & b->days) && (at->weeks & b->weeks) && user[i] != c)
                sum += x->travels ? place_clashes(at, b, m->travel, m->zones) : at->start < b->end && b->start < at->end;
        }
    } else {
        const int32_t *grid = s->grid + m->grid_at[r];
        for (uint64_t weeks = at->weeks; weeks; weeks &= weeks - 1)
            for (unsigned days = at->days; days; days &= days - 1) {
                const int32_t *day = grid + (__builtin_ctzll(weeks) * 7 + __builtin_ctz(days)) * m->segments;
                int32_t most = 0;
                for (int i = m->segment[at->start]; i < m->segment[at->end]; i++)
                    most = day[i] > most ? day[i] : most;
                sum += most + o->units > x->capacity ? most + o->units - x->capacity : 0;
            }
    }
    if (x->week_most)
        for (uint64_t weeks = at->weeks; weeks; weeks &= weeks - 1) {
            int w = __builtin_ctzll(weeks);
            int64_t load = s->week_load[(size_t)r * FIT_WEEKS + (size_t)w] + (x->week_base ? x->week_base[w] : 0);
            sum += load + (int64_t)(at->end - at->start) * __builtin_popcount(at->days) > x->week_most;
        }
    return sum;
}

static int64_t cost_of(const struct model *m, const struct mopt *o, int32_t site)
{
    int64_t more = o->site_penalty && site != FIT_NONE ? o->site_penalty[site] : 0;
    return o->cost + more * m->p->weight[FIT_C_RESOURCE];
}

struct value {
    int64_t broken, cost;
};
static bool less(struct value a, struct value b) { return a.broken != b.broken ? a.broken < b.broken : a.cost < b.cost; }

/* The best option of need k at a place; FIT_NONE: none suits. */
static int32_t best_of(struct state *s, int32_t c, int k, int32_t t, const struct place *at, const int32_t *opt, struct value *v)
{
    const struct model *m = s->m;
    int32_t n = options(m, c, k), best = FIT_NONE;
    uint32_t ties = 0;
    *v = (struct value){INT64_MAX, INT64_MAX};
    for (int32_t o = 0; o < n; o++) {
        const struct mopt *x = option_at(m, c, k, o);
        if (!model_allows(x, t) || !suits(s, c, k, x, at, opt))
            continue;
        struct value is = {0, cost_of(m, x, at->site)};
        if (v->broken == 0 && is.cost > v->cost)
            continue; /* it can't be better */
        is.broken = fit_against(s, c, x, at);
        if (less(is, *v))
            *v = is, best = o, ties = 1;
        else if (!less(*v, is) && rng_below(&s->rng, ++ties) == 0)
            best = o;
    }
    return best;
}

static bool rest_best(struct state *s, int32_t c, int32_t t, const struct place *at, int32_t *opt, struct value *sum)
{
    for (int k = 1; k < s->m->need_at[c + 1] - s->m->need_at[c]; k++) {
        struct value v;
        opt[k] = best_of(s, c, k, t, at, opt, &v);
        if (opt[k] == FIT_NONE)
            return false;
        sum->broken += v.broken;
        sum->cost += v.cost;
    }
    return true;
}

/* Every option of need 0 with the best of the rest; what stands at one site is looked at once. */
static bool choose_best(struct state *s, int32_t c, int32_t t, int32_t *opt)
{
    const struct model *m = s->m;
    int needs = m->need_at[c + 1] - m->need_at[c];
    int32_t trial[64], n = options(m, c, 0);
    struct value best = {INT64_MAX, INT64_MAX};
    uint32_t ties = 0;
    for (int32_t o = 0; o < n; o++) {
        const struct mopt *x = option_at(m, c, 0, o);
        if (!model_allows(x, t))
            continue;
        trial[0] = o;
        struct place at = state_place(s, c, t, trial);
        struct value is = {0, x->cost};
        if (best.broken == 0 && needs == 1 && is.cost > best.cost)
            continue;
        is.broken = fit_against(s, c, x, &at);
        if (!less(is, best) && needs > 1 && is.broken > best.broken)
            continue;
        if (!rest_best(s, c, t, &at, trial, &is))
            continue;
        if (less(is, best))
            ties = 1;
        else if (less(best, is) || rng_below(&s->rng, ++ties))
            continue;
        best = is;
        for (int k = 0; k < needs; k++)
            opt[k] = trial[k];
    }
    return best.broken != INT64_MAX;
}

static bool choose_random(struct state *s, int32_t c, int32_t t, int32_t *opt)
{
    const struct model *m = s->m;
    struct place at = {0};
    for (int k = 0; k < m->need_at[c + 1] - m->need_at[c]; k++) {
        int32_t n = options(m, c, k), o = (int32_t)rng_below(&s->rng, (uint32_t)n), tried = 0;
        for (; tried < n; tried++, o = o + 1 < n ? o + 1 : 0) {
            const struct mopt *x = option_at(m, c, k, o);
            if (model_allows(x, t) && (k == 0 || suits(s, c, k, x, &at, opt)))
                break;
        }
        if (tried == n)
            return false;
        opt[k] = o;
        if (k == 0)
            at = state_place(s, c, t, opt);
    }
    return true;
}

/* The last word on agreement: sites, `with`, units. */
static bool agree(const struct state *s, int32_t c, int32_t t, const int32_t *opt)
{
    const struct model *m = s->m;
    int needs = m->need_at[c + 1] - m->need_at[c];
    struct place at = state_place(s, c, t, opt);
    for (int k = 0; k < needs; k++) {
        const struct mopt *o = option_at(m, c, k, opt[k]);
        bool with = o->with == FIT_NONE;
        for (int i = 0; !with && i < needs; i++)
            with = i != k && option_at(m, c, i, opt[i])->resource == o->with;
        if (!model_allows(o, t) || !with || (k && !suits(s, c, k, o, &at, opt) && o->with == FIT_NONE))
            return false;
    }
    return true;
}

bool fit_choose(struct state *s, int32_t c, int32_t t, int32_t *opt, bool random)
{
    if (s->m->need_at[c + 1] == s->m->need_at[c])
        return true;
    if (random && choose_random(s, c, t, opt) && agree(s, c, t, opt))
        return true;
    return choose_best(s, c, t, opt) && agree(s, c, t, opt);
}

bool fit_keep(struct state *s, int32_t c, int32_t t, int32_t *opt)
{
    const struct model *m = s->m;
    int needs = m->need_at[c + 1] - m->need_at[c];
    bool all = s->time[c] != FIT_NONE;
    for (int k = 0; all && k < needs; k++) {
        opt[k] = s->opt[m->need_at[c] + k];
        all = model_allows(option_at(m, c, k, opt[k]), t);
    }
    return all || fit_choose(s, c, t, opt, rng_below(&s->rng, 2));
}

static int32_t add(int32_t *out, int32_t n, int32_t room, int32_t j)
{
    for (int32_t i = 0; i < n && i < room; i++)
        if (out[i] == j)
            return n;
    if (n < room)
        out[n] = j;
    return n + 1;
}

int32_t fit_in_way(const struct state *s, int32_t c, const struct place *at, const int32_t *opt, int32_t *out, int32_t room)
{
    const struct model *m = s->m;
    int32_t n = 0;
    for (int k = 0; k < m->need_at[c + 1] - m->need_at[c]; k++) {
        int32_t r = option_at(m, c, k, opt[k])->resource;
        if (m->p->resource[r].capacity != 1)
            continue;
        for (int32_t i = 0; i < s->user_n[r]; i++) {
            int32_t j = s->users[m->user_at[r] + i];
            if (j != c && (m->p->resource[r].travels ? place_clashes(at, &s->at[j], m->travel, m->zones)
                                                      : place_overlaps(at, &s->at[j])))
                n = add(out, n, room, j);
        }
    }
    for (int32_t i = m->link_at[c]; i < m->link_at[c + 1] && n <= room; i++) {
        const struct mdist *d = &m->dist[m->link[i].dist];
        if (!d->required || !type_pairwise(d->type))
            continue;
        for (int32_t k = 0; k < d->n; k++) {
            int32_t j = d->class[k], mine = m->link[i].position;
            if (j == c || (d->type == FIT_BEFORE && (mine < d->a) == (k < d->a)))
                continue;
            if (place_breaks(d->type, d->a, at, &s->at[j], mine < k, m->travel, m->zones))
                n = add(out, n, room, j);
        }
    }
    return n;
}
