/* fit_state.c -- see fit_state.h: the state itself, and moves by difference. */
#include "solve/fit_state.h"
#include "solve/fit_table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct place nowhere = {.zone = FIT_NONE, .site = FIT_NONE, .room = FIT_NONE, .pattern = FIT_NONE};

struct state *fit_state_new(const struct model *m, uint64_t seed)
{
    const struct fit_problem *p = m->p;
    struct state *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    size_t needs = (size_t)m->need_at[m->classes] + 1, classes = (size_t)m->classes + 1, resources = (size_t)p->resources + 1;
    int32_t most = 1;
    for (int32_t d = 0; d < p->distributions; d++)
        most = m->dist[d].n > most ? m->dist[d].n : most;
    s->m = m;
    s->rng = rng_seed(seed);
    s->unplaced_weight = 3 * FIT_UNIT;
    s->time = calloc(classes, sizeof *s->time);
    s->opt = calloc(needs, sizeof *s->opt);
    s->at = calloc(classes, sizeof *s->at);
    s->users = calloc((size_t)m->user_at[p->resources] + 1, sizeof *s->users);
    s->user_n = calloc(resources, sizeof *s->user_n);
    s->user_pos = calloc(needs, sizeof *s->user_pos);
    s->grid = calloc((size_t)m->grid_at[p->resources] + 1, sizeof *s->grid);
    s->week_load = calloc(resources * FIT_WEEKS, sizeof *s->week_load);
    s->raw = calloc((size_t)p->distributions + 1, sizeof *s->raw);
    s->weight = calloc((size_t)p->distributions + 1, sizeof *s->weight);
    s->resource_weight = calloc(resources, sizeof *s->resource_weight);
    s->table = calloc((size_t)m->tables + 1, sizeof *s->table);
    s->link_raw = calloc((size_t)m->most_links + 1, sizeof *s->link_raw);
    s->span = calloc((size_t)most, sizeof *s->span);
    s->config = calloc((size_t)m->enrolments + 1, sizeof *s->config);
    s->attends = calloc((size_t)m->attends_at[m->enrolments] + 1, sizeof *s->attends);
    s->seats = calloc(classes, sizeof *s->seats);
    s->shares = calloc(classes, sizeof *s->shares);
    s->share_at = m->enrolments && classes <= 6000 ? calloc(classes * classes, sizeof *s->share_at) : NULL;
    if (m->tabled) {
        s->time_soft = calloc((size_t)m->time_at[m->classes] + 1, sizeof *s->time_soft);
        s->time_hard = calloc((size_t)m->time_at[m->classes] + 1, sizeof *s->time_hard);
        s->busy = calloc(resources * (size_t)m->patterns + 1, sizeof *s->busy);
    }
    bool tables = !m->tabled || (s->time_soft && s->time_hard && s->busy);
    if (tables && s->time && s->opt && s->at && s->users && s->user_n && s->user_pos && s->grid && s->week_load && s->raw && s->weight &&
        s->resource_weight && s->table && s->link_raw && s->span && s->config && s->attends && s->seats && s->shares) {
        for (int32_t d = 0; d < p->distributions; d++)
            s->weight[d] = m->dist[d].unit;
        for (int32_t r = 0; r < p->resources; r++)
            s->resource_weight[r] = FIT_UNIT;
        return s;
    }
    fit_state_free(s);
    return NULL;
}

void fit_state_free(struct state *s)
{
    if (!s)
        return;
    for (int32_t c = 0; s->shares && c < s->m->classes; c++) {
        free(s->shares[c].class);
        free(s->shares[c].students);
    }
    void *all[] = {s->time, s->opt,    s->at,    s->users,    s->user_n, s->user_pos, s->grid,    s->week_load, s->raw,
                   s->weight, s->resource_weight, s->table, s->link_raw, s->span, s->config, s->attends,  s->seats, s->shares, s->share_at, s->time_soft, s->time_hard, s->busy, s};
    for (size_t i = 0; i < COUNT(all); i++)
        free(all[i]);
}

/* ---- resources of many units */

/* Adds units at a place; returns how much the worst moments of its days change. */
static int64_t grid_add(struct state *s, int32_t r, const struct place *at, int32_t units)
{
    const struct model *m = s->m;
    int32_t *grid = s->grid + m->grid_at[r], n = m->segments, cap = m->p->resource[r].capacity;
    int from = m->segment[at->start], to = m->segment[at->end];
    int64_t sum = 0;
    for (uint64_t weeks = at->weeks; weeks; weeks &= weeks - 1)
        for (unsigned days = at->days; days; days &= days - 1) {
            int32_t *day = grid + (__builtin_ctzll(weeks) * 7 + __builtin_ctz(days)) * n, was = cap, is = cap;
            for (int i = 0; i < n; i++)
                was = day[i] > was ? day[i] : was;
            for (int i = from; i < to; i++)
                day[i] += units;
            for (int i = 0; i < n; i++)
                is = day[i] > is ? day[i] : is;
            sum += is - was;
        }
    return sum;
}

static int64_t week_add(struct state *s, int32_t r, const struct place *at, int sign)
{
    const struct fit_resource *x = &s->m->p->resource[r];
    int32_t slots = (at->end - at->start) * __builtin_popcount(at->days);
    int64_t sum = 0;
    for (uint64_t weeks = at->weeks; weeks; weeks &= weeks - 1) {
        int w = __builtin_ctzll(weeks);
        int32_t *load = &s->week_load[(size_t)r * FIT_WEEKS + (size_t)w];
        int64_t base = x->week_base ? x->week_base[w] : 0;
        sum -= hours_over(*load + base, x->week_most);
        *load += sign * slots;
        sum += hours_over(*load + base, x->week_most);
    }
    return sum;
}

/* The parts of a resource's cost that are kept as running sums: changed for good. */
static int64_t sums_add(struct state *s, const struct mopt *o, const struct place *at, int sign)
{
    const struct fit_resource *x = &s->m->p->resource[o->resource];
    int64_t sum = x->capacity == 1 ? 0 : grid_add(s, o->resource, at, sign * o->units);
    return x->week_most ? sum + week_add(s, o->resource, at, sign) : sum;
}

static bool has_sums(const struct fit_resource *x) { return x->capacity != 1 || x->week_most; }

/* Classes on resource r of capacity 1 that can't be there with one at this place. */
static int64_t users_against(const struct state *s, int32_t r, int32_t c, const struct place *at)
{
    const struct model *m = s->m;
    const int32_t *user = s->users + m->user_at[r];
    int64_t sum = 0;
    if (s->tables && m->plain[c] && !m->p->resource[r].travels)
        return s->busy[(size_t)r * (size_t)m->patterns + (size_t)at->pattern] - (s->at[c].room == r && place_overlaps(at, &s->at[c]));
    if (m->p->resource[r].travels) {
        for (int32_t i = 0; i < s->user_n[r]; i++)
            sum += user[i] != c && place_clashes(at, &s->at[user[i]], m->travel, m->zones);
        return sum;
    }
    for (int32_t i = 0; i < s->user_n[r]; i++) {
        const struct place *b = &s->at[user[i]];
        sum += (at->days & b->days) && (at->weeks & b->weeks) && at->start < b->end && b->start < at->end && user[i] != c;
    }
    return sum;
}

static const struct mopt *option_at(const struct model *m, int32_t c, int k, int32_t o)
{
    return &m->opt[m->opt_at[m->need_at[c] + k] + o];
}

static int64_t option_cost(const struct model *m, const struct mopt *o, int32_t site)
{
    int64_t more = o->site_penalty && site != FIT_NONE && o->site_penalty[site] != FIT_NEVER ? o->site_penalty[site] : 0;
    return o->cost + more * m->p->weight[FIT_C_RESOURCE];
}

static void against(struct state *s, int32_t r, int64_t more)
{
    s->trial.broken += more;
    s->trial.hard += more * s->resource_weight[r];
}

static void propose_resources(struct state *s, int32_t c, const struct place *old, const struct place *at, const int32_t *opt)
{
    const struct model *m = s->m;
    int needs = m->need_at[c + 1] - m->need_at[c];
    const int32_t *was = s->opt + m->need_at[c];
    bool same_time = s->time[c] == s->trial.time, same_zone = old->zone == at->zone;
    bool sums = false;
    for (int k = 0; k < needs; k++) {
        const struct mopt *a = old->weeks ? option_at(m, c, k, was[k]) : NULL, *b = at->weeks ? option_at(m, c, k, opt[k]) : NULL;
        s->trial.soft += (b ? option_cost(m, b, at->site) : 0) - (a ? option_cost(m, a, old->site) : 0);
        int32_t ra = a ? a->resource : FIT_NONE, rb = b ? b->resource : FIT_NONE;
        sums = sums || (a && has_sums(&m->p->resource[ra])) || (b && has_sums(&m->p->resource[rb]));
        if (ra == rb && same_time && (same_zone || !m->p->resource[ra].travels))
            continue;
        if (a && m->p->resource[ra].capacity == 1)
            against(s, ra, -users_against(s, ra, c, old));
        if (b && m->p->resource[rb].capacity == 1)
            against(s, rb, users_against(s, rb, c, at));
    }
    if (!sums)
        return;
    /* Try for good, then take back in reverse order. */
    for (int k = 0; k < needs && old->weeks; k++)
        against(s, option_at(m, c, k, was[k])->resource, sums_add(s, option_at(m, c, k, was[k]), old, -1));
    for (int k = 0; k < needs && at->weeks; k++)
        against(s, option_at(m, c, k, opt[k])->resource, sums_add(s, option_at(m, c, k, opt[k]), at, 1));
    for (int k = 0; k < needs && at->weeks; k++)
        sums_add(s, option_at(m, c, k, opt[k]), at, -1);
    for (int k = 0; k < needs && old->weeks; k++)
        sums_add(s, option_at(m, c, k, was[k]), old, 1);
}

/* ---- pairwise distributions */

static inline __attribute__((always_inline)) int64_t pairs(enum fit_type type, const struct state *s, const struct mdist *d,
                                                           int32_t position, int32_t c, const struct place *old, const struct place *at)
{
    const uint16_t *travel = s->m->travel;
    int32_t zones = s->m->zones, from = 0, to = d->n;
    int64_t sum = 0;
    if (type == FIT_BEFORE) {
        from = position < d->a ? d->a : 0;
        to = position < d->a ? d->n : d->a;
    }
    for (int32_t i = from; i < to; i++) {
        int32_t j = d->class[i];
        if (j == c)
            continue;
        const struct place *b = &s->at[j];
        sum += place_breaks(type, d->a, at, b, position < i, travel, zones);
        sum -= place_breaks(type, d->a, old, b, position < i, travel, zones);
    }
    return sum;
}

static int64_t pairs_delta(const struct state *s, const struct mdist *d, int32_t position, int32_t c, const struct place *old,
                           const struct place *at)
{
    switch (d->type) {
#define ROW(T) case T: return pairs(T, s, d, position, c, old, at)
        ROW(FIT_SAME_START);
        ROW(FIT_SAME_TIME);
        ROW(FIT_DIFFERENT_TIME);
        ROW(FIT_SAME_DAYS);
        ROW(FIT_DIFFERENT_DAYS);
        ROW(FIT_SAME_WEEKS);
        ROW(FIT_DIFFERENT_WEEKS);
        ROW(FIT_OVERLAP);
        ROW(FIT_NOT_OVERLAP);
        ROW(FIT_SAME_ROOM);
        ROW(FIT_DIFFERENT_ROOM);
        ROW(FIT_SAME_ATTENDEES);
        ROW(FIT_PRECEDENCE);
        ROW(FIT_WORK_DAY);
        ROW(FIT_MIN_GAP);
        ROW(FIT_BEFORE);
#undef ROW
    default: return 0;
    }
}

static void propose_links(struct state *s, int32_t c, const struct place *old, const struct place *at)
{
    const struct model *m = s->m;
    bool time = s->time[c] != s->trial.time, room = old->room != at->room || !old->weeks || !at->weeks;
    bool zone = old->zone != at->zone;
    bool need = true; /* SameOption looks at options of any need */
    for (int32_t i = m->link_at[c], k = 0; i < m->link_at[c + 1]; i++, k++) {
        int32_t d = m->link[i].dist;
        const struct mdist *x = &m->dist[d];
        s->link_raw[k] = 0;
        if (!(time && x->by_time) && !(room && x->by_room) && !(zone && x->by_zone) && !(need && x->type == FIT_SAME_OPTION))
            continue;
        int64_t more = type_pairwise(x->type) ? pairs_delta(s, x, m->link[i].position, c, old, at)
                                              : fit_group_trial(s, d, c, at) - s->raw[d];
        if (!more)
            continue;
        s->link_raw[k] = more;
        if (x->required) {
            s->trial.hard += more * s->weight[d];
            s->trial.broken += more;
        } else {
            s->trial.soft += fit_dist_cost(m, d, s->raw[d] + more) - fit_dist_cost(m, d, s->raw[d]);
        }
    }
}

/* ---- a move */

static int64_t own_cost(const struct model *m, int32_t c, int32_t t, const int32_t *opt)
{
    const struct fit_class *x = &m->p->class[c];
    if (t == FIT_NONE)
        return x->drop * m->p->weight[FIT_C_DROP];
    bool moved = x->was_time != FIT_NONE && x->was_time != t;
    for (int32_t k = 0; x->change && x->was_time != FIT_NONE && x->was_option && !moved && k < x->needs; k++)
        moved = x->was_option[k] != FIT_NONE && x->was_option[k] != opt[k];
    return m->time_cost[m->time_at[c] + t] + (moved ? x->change * m->p->weight[FIT_C_CHANGE] : 0);
}

static int must_weight(const struct state *s, int32_t c, int32_t t)
{
    return t == FIT_NONE && !s->m->p->class[c].drop ? s->unplaced_weight : 0;
}

void fit_propose(struct state *s, int32_t c, int32_t t, const int32_t *opt)
{
    const struct model *m = s->m;
    struct trial *x = &s->trial;
    const struct place *old = &s->at[c];
    int needs = m->need_at[c + 1] - m->need_at[c];
    x->class = c;
    x->time = t;
    x->broken = 0;
    x->hopeless = false;
    for (int k = 0; k < needs && t != FIT_NONE; k++)
        x->opt[k] = opt[k];
    x->at = t == FIT_NONE ? nowhere : state_place(s, c, t, opt);
    x->soft = own_cost(m, c, t, x->opt) - own_cost(m, c, s->time[c], s->opt + m->need_at[c]);
    x->hard = must_weight(s, c, t) - must_weight(s, c, s->time[c]);
    s->moves++;
    if (needs)
        propose_resources(s, c, old, &x->at, x->opt);
    propose_links(s, c, old, &x->at);
    if (s->cut && x->hard > s->cut) {
        x->hopeless = true; /* whatever students gain by it */
        return;
    }
    if (s->shares[c].n && (t != s->time[c] || old->zone != x->at.zone))
        x->soft += fit_enrol_delta(s, c, old, &x->at) * m->p->weight[FIT_C_STUDENT];
}

static void users_change(struct state *s, int32_t c, const struct place *at, const int32_t *opt, bool in)
{
    const struct model *m = s->m;
    for (int k = 0, n = m->need_at[c + 1] - m->need_at[c]; k < n; k++) {
        const struct mopt *o = option_at(m, c, k, opt[k]);
        int32_t r = o->resource, *user = s->users + m->user_at[r], *pos = &s->user_pos[m->need_at[c] + k];
        sums_add(s, o, at, in ? 1 : -1);
        if (m->p->resource[r].capacity != 1)
            continue;
        if (s->tables)
            fit_table_busy(s, r, at, in ? 1 : -1);
        if (in) {
            *pos = s->user_n[r];
            user[s->user_n[r]++] = c;
            continue;
        }
        int32_t last = user[--s->user_n[r]];
        user[*pos] = last;
        for (int i = 0; i < m->need_at[last + 1] - m->need_at[last]; i++) /* the last one's position, by its need */
            if (s->time[last] != FIT_NONE && option_at(m, last, i, s->opt[m->need_at[last] + i])->resource == r)
                s->user_pos[m->need_at[last] + i] = *pos;
    }
}

void fit_commit(struct state *s)
{
    const struct model *m = s->m;
    const struct trial *x = &s->trial;
    int32_t c = x->class;
    assert(!x->hopeless);
    int needs = m->need_at[c + 1] - m->need_at[c];
    struct place old = s->at[c];
    if (s->tables)
        fit_table_move(s, c, &old, &x->at);
    if (old.weeks)
        users_change(s, c, &old, s->opt + m->need_at[c], false);
    for (int32_t i = m->link_at[c], k = 0; i < m->link_at[c + 1]; i++, k++) {
        s->raw[m->link[i].dist] += s->link_raw[k];
        if (m->dist[m->link[i].dist].table >= 0)
            fit_group_commit(s, m->link[i].dist, &old, &x->at);
    }
    if (!m->p->class[c].drop)
        s->unplaced += (x->time == FIT_NONE) - (s->time[c] == FIT_NONE);
    s->time[c] = x->time;
    s->at[c] = x->at;
    for (int k = 0; k < needs; k++)
        s->opt[m->need_at[c] + k] = x->time == FIT_NONE ? FIT_NONE : x->opt[k];
    if (x->at.weeks)
        users_change(s, c, &x->at, x->opt, true);
    s->soft += x->soft;
    s->hard += x->hard;
    s->broken += x->broken;
}

/* ---- pressure */

static void heavier_dists(struct state *s)
{
    const struct model *m = s->m;
    for (int32_t d = 0; d < m->p->distributions; d++)
        if (m->dist[d].required && s->raw[d] > 0 && s->weight[d] < 64 * FIT_UNIT) {
            int32_t more = (m->dist[d].unit + 1) / 2;
            s->weight[d] += more;
            s->hard += s->raw[d] * more;
            if (s->tables)
                fit_table_weight(s, d, more);
        }
}

/* How much one resource breaks in all: pairs are met twice. */
static void heavier_resource(struct state *s, int32_t r, int64_t pairs_twice)
{
    if (s->resource_weight[r] < 64 * FIT_UNIT) {
        s->resource_weight[r] += FIT_UNIT / 2;
        s->hard += pairs_twice / 2 * (FIT_UNIT / 2);
    }
}

int32_t fit_press(struct state *s, int32_t *hot, bool heavier)
{
    const struct model *m = s->m;
    int32_t n = 0;
    if (heavier)
        heavier_dists(s);
    for (int32_t r = 0; r < m->p->resources; r++) {
        int64_t twice = 0;
        if (m->p->resource[r].capacity != 1)
            continue;
        for (int32_t i = 0; i < s->user_n[r]; i++) {
            int32_t c = s->users[m->user_at[r] + i];
            int64_t with = users_against(s, r, c, &s->at[c]);
            if (with && n < m->classes && !m->p->class[c].fixed)
                hot[n++] = c;
            twice += with;
        }
        if (twice && heavier)
            heavier_resource(s, r, twice);
    }
    for (int32_t i = 0; i < m->frees && n < m->classes; i++) {
        int32_t c = m->free[i];
        bool in = s->time[c] == FIT_NONE && !m->p->class[c].drop;
        for (int32_t k = m->link_at[c]; !in && k < m->link_at[c + 1]; k++) {
            const struct mdist *d = &m->dist[m->link[k].dist];
            if (!d->required || !s->raw[m->link[k].dist])
                continue;
            in = !type_pairwise(d->type) || d->type == FIT_BEFORE;
            for (int32_t j = 0; !in && j < d->n; j++)
                in = d->class[j] != c && place_breaks(d->type, d->a, &s->at[c], &s->at[d->class[j]], m->link[k].position < j,
                                                      m->travel, m->zones);
        }
        if (in)
            hot[n++] = c;
    }
    return n;
}

void fit_forgive(struct state *s)
{
    const struct model *m = s->m;
    for (int32_t d = 0; d < m->p->distributions; d++) {
        int32_t less = (s->weight[d] - m->dist[d].unit) / 2;
        if (!m->dist[d].required || less <= 0)
            continue;
        s->weight[d] -= less;
        s->hard -= s->raw[d] * less;
        if (s->tables)
            fit_table_weight(s, d, -less);
    }
    for (int32_t r = 0; r < m->p->resources; r++) {
        int32_t less = (s->resource_weight[r] - FIT_UNIT) / 2;
        int64_t twice = 0;
        if (m->p->resource[r].capacity != 1 || less <= 0)
            continue;
        for (int32_t i = 0; i < s->user_n[r]; i++) {
            int32_t c = s->users[m->user_at[r] + i];
            twice += users_against(s, r, c, &s->at[c]);
        }
        s->resource_weight[r] -= less;
        s->hard -= twice / 2 * less;
    }
}

/* ---- whole plans */

static void base_grids(struct state *s)
{
    const struct fit_problem *p = s->m->p;
    for (int32_t r = 0; r < p->resources; r++) {
        const struct fit_resource *x = &p->resource[r];
        if (x->capacity == 1)
            continue;
        for (int32_t i = 0; i < x->loads; i++)
            grid_add(s, r, &(struct place){.weeks = x->load[i].weeks, .days = x->load[i].days, .start = x->load[i].start,
                                           .end = (uint16_t)(x->load[i].start + x->load[i].length)}, x->load[i].units);
        for (int64_t i = s->m->grid_at[r]; i < s->m->grid_at[r + 1]; i++)
            if (s->grid[i] > x->capacity)
                s->grid[i] = x->capacity;
    }
}

static void clear(struct state *s)
{
    const struct model *m = s->m;
    const struct fit_problem *p = m->p;
    memset(s->user_n, 0, (size_t)p->resources * sizeof *s->user_n);
    memset(s->grid, 0, (size_t)m->grid_at[p->resources] * sizeof *s->grid);
    memset(s->week_load, 0, (size_t)p->resources * FIT_WEEKS * sizeof *s->week_load);
    memset(s->raw, 0, (size_t)p->distributions * sizeof *s->raw);
    memset(s->table, 0, (size_t)m->tables * sizeof *s->table);
    s->soft = s->hard = s->broken = 0;
    s->unplaced = 0;
    for (int32_t c = 0; c < m->classes; c++) {
        s->time[c] = FIT_NONE;
        s->at[c] = nowhere;
        s->soft += own_cost(m, c, FIT_NONE, NULL);
        s->hard += must_weight(s, c, FIT_NONE);
        s->unplaced += !m->p->class[c].drop;
    }
    for (int32_t i = 0; i < m->need_at[m->classes]; i++)
        s->opt[i] = FIT_NONE;
    base_grids(s);
    fit_enrol_clear(s);
}

/* Whether a class of a plan given from outside can be taken as it stands. */
static bool takes(const struct state *s, int32_t c, int32_t t, const int32_t *opt)
{
    const struct fit_class *x = &s->m->p->class[c];
    if (t < 0 || t >= x->times)
        return false;
    for (int32_t k = 0; k < x->needs; k++)
        if (opt[k] < 0 || opt[k] >= x->need[k].options || (!x->fixed && !model_allows(option_at(s->m, c, k, opt[k]), t)))
            return false;
    return true;
}

void fit_state_load(struct state *s, const struct fit_plan *plan)
{
    const struct model *m = s->m;
    const struct fit_problem *p = m->p;
    s->tables = false;
    clear(s);
    for (int32_t c = 0; c < m->classes; c++) {
        const struct fit_class *x = &p->class[c];
        int32_t t = x->fixed ? x->was_time : plan ? plan->time[c] : FIT_NONE;
        const int32_t *opt = x->fixed ? x->was_option : plan ? plan->option + plan->need_at[c] : NULL;
        if (t == FIT_NONE || !takes(s, c, t, opt))
            continue;
        fit_propose(s, c, t, opt);
        fit_commit(s);
    }
    for (int32_t e = 0; plan && e < m->enrolments; e++) {
        const struct fit_course *k = &p->course[m->chosen[e]];
        int32_t g = plan->config[e];
        bool whole = g >= k->first_config && g < k->first_config + k->configs;
        for (int32_t i = 0; whole && i < p->config[g].subparts; i++) {
            int32_t c = plan->attends[plan->attends_at[e] + i];
            whole = c >= 0 && c < p->classes && p->class[c].subpart == p->config[g].first_subpart + i;
        }
        if (whole)
            fit_enrol_put(s, e, g, plan->attends + plan->attends_at[e]);
    }
    s->tables = m->tabled;
    if (s->tables)
        fit_table_build(s);
}

void fit_state_save(const struct state *s, struct fit_plan *plan)
{
    const struct model *m = s->m;
    memcpy(plan->time, s->time, (size_t)m->classes * sizeof *plan->time);
    memcpy(plan->option, s->opt, (size_t)m->need_at[m->classes] * sizeof *plan->option);
    memcpy(plan->config, s->config, (size_t)m->enrolments * sizeof *plan->config);
    memcpy(plan->attends, s->attends, (size_t)m->attends_at[m->enrolments] * sizeof *plan->attends);
}
