/* fit_model.c -- see fit_model.h. */
#include "solve/fit_model.h"

#include <stdlib.h>
#include <string.h>

/* pool: bitsets of (times, resource, allow) that are computed once and shared. */
struct pool_entry {
    const struct fit_time *time;
    const uint64_t *allow;
    int32_t resource, units;
    uint64_t *bits;
};
struct pool {
    struct pool_entry *entry;
    size_t room, used;
};

static size_t pool_hash(const struct pool_entry *k)
{
    uint64_t h = (uint64_t)(uintptr_t)k->time * 0x9E3779B97F4A7C15u;
    h = (h ^ (h >> 29) ^ (uint64_t)(uintptr_t)k->allow) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 32) ^ (uint64_t)(uint32_t)k->resource << 8 ^ (uint64_t)(uint32_t)k->units) * 0x94D049BB133111EBu;
    return (size_t)(h ^ (h >> 31));
}

static struct pool_entry *pool_slot(struct pool *s, const struct pool_entry *k)
{
    size_t i = pool_hash(k) & (s->room - 1);
    while (s->entry[i].bits && (s->entry[i].time != k->time || s->entry[i].allow != k->allow ||
                                s->entry[i].resource != k->resource || s->entry[i].units != k->units))
        i = (i + 1) & (s->room - 1);
    return &s->entry[i];
}

static bool pool_grow(struct pool *s)
{
    struct pool was = *s;
    s->room = was.room ? was.room * 2 : 1024;
    s->entry = calloc(s->room, sizeof *s->entry);
    if (!s->entry) {
        *s = was;
        return false;
    }
    for (size_t i = 0; i < was.room; i++)
        if (was.entry[i].bits)
            *pool_slot(s, &was.entry[i]) = was.entry[i];
    free(was.entry);
    return true;
}

static const uint64_t *pool_bits(struct model *m, int32_t c, int32_t k, int32_t o)
{
    const struct fit_class *x = &m->p->class[c];
    const struct fit_option *y = &x->need[k].option[o];
    struct pool *s = m->pool;
    if (s->used * 4 >= s->room * 3 && !pool_grow(s))
        return NULL;
    struct pool_entry key = {x->time, y->allow, y->resource, y->units, NULL}, *at = pool_slot(s, &key);
    if (at->bits)
        return at->bits;
    key.bits = calloc((size_t)x->times / 64 + 1, sizeof *key.bits);
    if (!key.bits)
        return NULL;
    for (int32_t t = 0; t < x->times; t++)
        if (fit_option_fits(m->p, c, k, o, t, &m->place[m->time_at[c] + t]))
            key.bits[t / 64] |= (uint64_t)1 << (t % 64);
    *at = key;
    s->used++;
    return key.bits;
}

static int32_t *ints(int64_t n) { return calloc((size_t)n + 1, sizeof(int32_t)); }

/* ---- times and options */

static bool sizes(struct model *m)
{
    const struct fit_problem *p = m->p;
    m->time_at = ints(m->classes);
    m->need_at = ints(m->classes);
    m->usable_at = ints(m->classes);
    if (!m->time_at || !m->need_at || !m->usable_at)
        return false;
    for (int32_t c = 0; c < m->classes; c++) {
        m->time_at[c + 1] = m->time_at[c] + p->class[c].times;
        m->need_at[c + 1] = m->need_at[c] + p->class[c].needs;
        if (p->class[c].needs > m->most_needs)
            m->most_needs = p->class[c].needs;
        if (p->class[c].times > m->most_times)
            m->most_times = p->class[c].times;
    }
    int32_t times = m->time_at[m->classes], needs = m->need_at[m->classes];
    m->place = calloc((size_t)times + 1, sizeof *m->place);
    m->time_cost = calloc((size_t)times + 1, sizeof *m->time_cost);
    m->usable = ints(times);
    m->opt_at = ints(needs);
    m->dead = ints(m->classes);
    m->free = ints(m->classes);
    if (!m->place || !m->time_cost || !m->usable || !m->opt_at || !m->dead || !m->free)
        return false;
    for (int32_t c = 0; c < m->classes; c++)
        for (int32_t k = 0; k < p->class[c].needs; k++)
            m->opt_at[m->need_at[c] + k + 1] = m->opt_at[m->need_at[c] + k] + p->class[c].need[k].options;
    m->opt = calloc((size_t)m->opt_at[needs] + 1, sizeof *m->opt);
    return m->opt != NULL;
}

static bool class_ready(struct model *m, int32_t c)
{
    const struct fit_class *x = &m->p->class[c];
    for (int32_t t = 0; t < x->times; t++) {
        struct place *at = &m->place[m->time_at[c] + t];
        *at = fit_place_of(m->p, c, t, NULL);
        at->zone = at->site == FIT_NONE ? FIT_NONE : m->zone[at->site];
        m->time_cost[m->time_at[c] + t] = x->time[t].penalty * m->p->weight[FIT_C_TIME];
    }
    for (int32_t k = 0; k < x->needs; k++)
        for (int32_t o = 0; o < x->need[k].options; o++) {
            const struct fit_option *y = &x->need[k].option[o];
            struct mopt *to = &m->opt[m->opt_at[m->need_at[c] + k] + o];
            *to = (struct mopt){y->resource, y->units, y->with, y->penalty * m->p->weight[FIT_C_RESOURCE],
                                pool_bits(m, c, k, o), k ? y->site_penalty : NULL};
            if (!to->ok)
                return false;
        }
    int32_t n = m->usable_at[c];
    for (int32_t t = 0; t < x->times; t++) {
        bool all = true;
        for (int32_t k = 0; all && k < x->needs; k++) {
            bool any = false;
            for (int32_t i = m->opt_at[m->need_at[c] + k]; !any && i < m->opt_at[m->need_at[c] + k + 1]; i++)
                any = model_allows(&m->opt[i], t);
            all = any;
        }
        if (all)
            m->usable[n++] = t;
    }
    m->usable_at[c + 1] = n;
    if (x->fixed)
        return true;
    if (n == m->usable_at[c])
        m->dead[m->deads++] = c;
    else
        m->free[m->frees++] = c;
    return true;
}

/* ---- calendars */

static void mark(bool *edge, int start, int end) { edge[start] = edge[end] = true; }

static bool calendars(struct model *m)
{
    const struct fit_problem *p = m->p;
    bool edge[FIT_SLOTS + 1] = {false};
    m->user_at = ints(p->resources);
    m->grid_at = calloc((size_t)p->resources + 1, sizeof *m->grid_at);
    if (!m->user_at || !m->grid_at)
        return false;
    edge[0] = true;
    for (int32_t i = 0; i < m->time_at[m->classes]; i++)
        mark(edge, m->place[i].start, m->place[i].end);
    for (int32_t r = 0; r < p->resources; r++)
        for (int32_t i = 0; i < p->resource[r].loads; i++)
            mark(edge, p->resource[r].load[i].start, p->resource[r].load[i].start + p->resource[r].load[i].length);
    for (int s = 0; s <= FIT_SLOTS; s++) {
        m->segments += s < FIT_SLOTS && edge[s];
        m->segment[s] = (uint16_t)(s < FIT_SLOTS ? m->segments - 1 : m->segments);
    }
    for (int32_t i = 0; i < m->opt_at[m->need_at[m->classes]]; i++)
        if (p->resource[m->opt[i].resource].capacity == 1)
            m->user_at[m->opt[i].resource + 1]++;
    for (int32_t r = 0; r < p->resources; r++) {
        m->user_at[r + 1] += m->user_at[r];
        m->grid_at[r + 1] = m->grid_at[r] + (p->resource[r].capacity == 1 ? 0 : (int64_t)p->weeks * 7 * m->segments);
    }
    return true;
}

/* ---- distributions */

static bool looks_at_room(enum fit_type t)
{
    return t == FIT_SAME_ROOM || t == FIT_DIFFERENT_ROOM || t == FIT_SAME_OPTION;
}
static bool looks_at_time(enum fit_type t) { return t != FIT_SAME_ROOM && t != FIT_DIFFERENT_ROOM && t != FIT_SAME_OPTION; }

/* A group that counts weeks one by one weighs as much as a pair, whose weeks are counted once. */
static int32_t unit_of(const struct model *m, const struct fit_distribution *x)
{
    if (x->type != FIT_MAX_DAY_LOAD && x->type != FIT_MAX_BREAKS && x->type != FIT_MAX_BLOCK && x->type != FIT_WEEK_LOAD)
        return 16;
    int64_t weeks = 0, n = 0;
    for (int32_t i = 0; i < x->classes; i++)
        if (m->p->class[x->class[i]].times) {
            weeks += __builtin_popcountll(m->p->class[x->class[i]].time[0].weeks);
            n++;
        }
    int64_t each = n ? weeks / n : 1;
    return each >= 16 ? 1 : each < 1 ? 16 : (int32_t)(16 / each);
}

static bool distributions(struct model *m)
{
    const struct fit_problem *p = m->p;
    m->dist = calloc((size_t)p->distributions + 1, sizeof *m->dist);
    m->link_at = ints(m->classes);
    int64_t links = 0;
    for (int32_t d = 0; d < p->distributions; d++)
        links += p->distribution[d].classes;
    m->link = links < 1 << 28 ? calloc((size_t)links + 1, sizeof *m->link) : NULL;
    int32_t *fill = ints(m->classes);
    if (!m->dist || !m->link_at || !m->link || !fill) {
        free(fill);
        return false;
    }
    for (int32_t d = 0; d < p->distributions; d++) {
        const struct fit_distribution *x = &p->distribution[d];
        int32_t room = x->type == FIT_MAX_DAY_LOAD ? p->weeks * 7 : x->type == FIT_WEEK_LOAD ? p->weeks : x->type == FIT_MAX_DAYS ? 7 : 0;
        m->dist[d] = (struct mdist){.type = x->type, .a = x->a, .b = x->b, .n = x->classes, .class = x->class,
                                    .required = x->required, .by_time = looks_at_time(x->type),
                                    .by_room = looks_at_room(x->type), .by_zone = x->type == FIT_SAME_ATTENDEES, .cost = x->penalty * p->weight[FIT_C_DISTRIBUTION],
                                    .unit = unit_of(m, x), .table = room ? m->tables : -1};
        m->tables += room;
        for (int32_t i = 0; i < x->classes; i++)
            m->link_at[x->class[i] + 1]++;
    }
    for (int32_t c = 0; c < m->classes; c++) {
        if (m->link_at[c + 1] > m->most_links)
            m->most_links = m->link_at[c + 1];
        m->link_at[c + 1] += m->link_at[c];
        fill[c] = m->link_at[c];
    }
    for (int32_t d = 0; d < p->distributions; d++)
        for (int32_t i = 0; i < p->distribution[d].classes; i++)
            m->link[fill[p->distribution[d].class[i]]++] = (struct mlink){d, i};
    free(fill);
    return true;
}

/* ---- students */

static bool turns(struct model *m)
{
    const struct fit_problem *p = m->p;
    m->turn = ints(p->subparts);
    int32_t *level = ints(p->subparts);
    if (!m->turn || !level) {
        free(level);
        return false;
    }
    for (int32_t s = 0; s < p->subparts; s++)
        for (int32_t i = 0; i < p->subpart[s].classes; i++) {
            int32_t up = p->class[p->subpart[s].class[i]].parent, deep = 0;
            for (; up != FIT_NONE; up = p->class[up].parent)
                deep++;
            if (deep > level[s])
                level[s] = deep;
        }
    for (int32_t g = 0; g < p->configs; g++) {
        int32_t from = p->config[g].first_subpart, n = p->config[g].subparts;
        for (int32_t i = 0; i < n; i++) { /* insertion by level */
            int32_t j = i;
            for (; j > 0 && level[m->turn[from + j - 1]] > level[from + i]; j--)
                m->turn[from + j] = m->turn[from + j - 1];
            m->turn[from + j] = from + i;
        }
    }
    free(level);
    return true;
}

static bool has_choice(const struct fit_problem *p, int32_t course)
{
    const struct fit_course *k = &p->course[course];
    const struct fit_config *g = &p->config[k->first_config];
    for (int32_t i = 0; i < g->subparts; i++)
        if (p->subpart[g->first_subpart + i].classes > 1)
            return true;
    return k->configs > 1;
}

static bool students(struct model *m)
{
    const struct fit_problem *p = m->p;
    int64_t n = 0;
    for (int32_t s = 0; s < p->students; s++)
        n += p->student[s].courses;
    if (n > 1 << 28 || !turns(m))
        return false;
    m->enrolments = (int32_t)n;
    m->course_at = ints(p->courses);
    m->enrolled = ints(n);
    m->student_of = ints(n);
    m->chosen = ints(n);
    m->enrol_at = ints(p->students);
    m->attends_at = ints(n);
    int32_t *fill = ints(p->courses);
    if (!m->course_at || !m->enrolled || !m->student_of || !m->chosen || !m->enrol_at || !m->attends_at || !fill) {
        free(fill);
        return false;
    }
    int32_t e = 0;
    for (int32_t s = 0; s < p->students; s++) {
        for (int32_t i = 0; i < p->student[s].courses; i++, e++) {
            const struct fit_course *k = &p->course[p->student[s].course[i]];
            int32_t wide = 0;
            for (int32_t g = 0; g < k->configs; g++)
                if (p->config[k->first_config + g].subparts > wide)
                    wide = p->config[k->first_config + g].subparts;
            m->student_of[e] = s;
            m->chosen[e] = p->student[s].course[i];
            m->attends_at[e + 1] = m->attends_at[e] + wide;
            m->course_at[m->chosen[e] + 1]++;
        }
        m->enrol_at[s + 1] = e;
    }
    for (int32_t i = 0; i < p->courses; i++) {
        m->course_at[i + 1] += m->course_at[i];
        fill[i] = m->course_at[i];
    }
    for (e = 0; e < m->enrolments; e++)
        m->enrolled[fill[m->chosen[e]]++] = e;
    free(fill);
    m->flex = ints(n);
    for (e = 0; m->flex && e < m->enrolments; e++)
        if (has_choice(p, m->chosen[e]))
            m->flex[m->flexes++] = e;
    return m->flex != NULL;
}

struct model *fit_model_new(const struct fit_problem *p, struct err *e)
{
    struct model *m = calloc(1, sizeof *m);
    if (m) {
        m->p = p;
        m->classes = p->classes;
        m->pool = calloc(1, sizeof *m->pool);
    }
    bool ok = m && m->pool && pool_grow(m->pool) && fit_zones(m) && sizes(m);
    for (int32_t c = 0; ok && c < m->classes; c++)
        ok = class_ready(m, c);
    if (ok && calendars(m) && distributions(m) && students(m) && fit_patterns(m))
        return m;
    fit_model_free(m);
    err_set(e, LIMIT, "there is not enough memory for a timetable of %d classes", p->classes);
    return NULL;
}

void fit_model_free(struct model *m)
{
    if (!m)
        return;
    if (m->pool) {
        for (size_t i = 0; i < m->pool->room; i++)
            free(m->pool->entry[i].bits);
        free(m->pool->entry);
    }
    fit_patterns_free(m);
    void *all[] = {m->time_at, m->place,   m->time_cost, m->usable_at, m->usable,    m->need_at,  m->opt_at,     m->opt,
                   m->link_at, m->link,    m->dist,      m->user_at,   m->grid_at,   m->dead,     m->free,       m->pool,
                   m->turn,    m->course_at, m->enrolled, m->student_of, m->chosen,  m->enrol_at, m->attends_at, m->flex, m};
    for (size_t i = 0; i < COUNT(all); i++)
        free(all[i]);
}
