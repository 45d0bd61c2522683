/* fit_enrol.c -- which student attends which classes: costs by difference, first enrolment, moves.
 *
 * An enrolment is one course of one student: a config and one class of each of its subparts.  Moves change one
 * enrolment whole, or let two students of a course change places, so parents are kept by construction. */
#include "solve/fit_table.h"

#include <stdlib.h>
#include <string.h>

#define WIDEST 64 /* subparts of a config that moves look at; wider ones stay as first enrolled */

static bool clash(const struct state *s, int32_t a, int32_t b)
{
    return place_clashes(&s->at[a], &s->at[b], s->m->travel, s->m->zones);
}

static int32_t width(const struct state *s, int32_t e)
{
    return s->config[e] == FIT_NONE ? 0 : s->m->p->config[s->config[e]].subparts;
}

int64_t fit_enrol_delta(const struct state *s, int32_t c, const struct place *old, const struct place *at)
{
    const struct sharing_list *x = &s->shares[c];
    const uint16_t *travel = s->m->travel;
    int32_t zones = s->m->zones;
    int64_t sum = 0;
    uint8_t days = at->days | old->days;
    for (int32_t i = 0; i < x->n; i++) {
        const struct place *b = &s->at[x->class[i]];
        if (!(b->days & days))
            continue;
        int is = place_clashes(at, b, travel, zones), was = place_clashes(old, b, travel, zones);
        sum += (int64_t)(is - was) * x->students[i];
    }
    return sum;
}

/* ---- who shares students with whom */

static void share_grow(struct sharing_list *x)
{
    int32_t room = x->room ? x->room * 2 : 16;
    int32_t *class = realloc(x->class, (size_t)room * sizeof *class);
    if (class)
        x->class = class;
    int32_t *students = realloc(x->students, (size_t)room * sizeof *students);
    if (students)
        x->students = students;
    if (!class || !students)
        abort(); /* a few kilobytes: the machine is at its end */
    x->room = room;
}

/* Where b stands in a's list, or its length. */
static int32_t share_find(const struct state *s, int32_t a, int32_t b)
{
    const struct sharing_list *x = &s->shares[a];
    if (s->share_at) {
        int32_t i = s->share_at[(size_t)a * (size_t)s->m->classes + (size_t)b];
        return i ? i - 1 : x->n;
    }
    int32_t i = 0;
    while (i < x->n && x->class[i] != b)
        i++;
    return i;
}

static void share_mark(struct state *s, int32_t a, int32_t b, int32_t at)
{
    if (s->share_at)
        s->share_at[(size_t)a * (size_t)s->m->classes + (size_t)b] = at;
}

static void share_one(struct state *s, int32_t a, int32_t b, int32_t by)
{
    struct sharing_list *x = &s->shares[a];
    int32_t i = share_find(s, a, b);
    if (i == x->n) {
        if (x->n == x->room)
            share_grow(x);
        x->class[x->n] = b;
        x->students[x->n++] = 0;
        share_mark(s, a, b, x->n);
    }
    x->students[i] += by;
    if (!x->students[i]) {
        share_mark(s, a, b, 0);
        if (i != --x->n) {
            x->class[i] = x->class[x->n];
            x->students[i] = x->students[x->n];
            share_mark(s, a, x->class[i], i + 1);
        }
    }
}

static void share(struct state *s, int32_t a, int32_t b, int32_t by)
{
    share_one(s, a, b, by);
    share_one(s, b, a, by);
    if (s->tables) {
        fit_table_share(s, a, b, by);
        fit_table_share(s, b, a, by);
    }
}

/* ---- costs of an enrolment */

/* Conflicts of these classes, held by enrolment e, among themselves and with the student's others. */
static int64_t conflicts(const struct state *s, int32_t e, const int32_t *class, int32_t n)
{
    const struct model *m = s->m;
    int32_t student = m->student_of[e];
    int64_t sum = 0;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = i + 1; j < n; j++)
            sum += clash(s, class[i], class[j]);
    for (int32_t o = m->enrol_at[student]; o < m->enrol_at[student + 1]; o++) {
        if (o == e)
            continue;
        const int32_t *other = s->attends + m->attends_at[o];
        for (int32_t k = 0, w = width(s, o); k < w; k++)
            for (int32_t i = 0; i < n; i++)
                sum += clash(s, class[i], other[k]);
    }
    return sum;
}

static int64_t orphans(const struct state *s, const int32_t *class, int32_t n)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t up = s->m->p->class[class[i]].parent;
        bool there = up == FIT_NONE;
        for (int32_t j = 0; !there && j < n; j++)
            there = class[j] == up;
        sum += !there;
    }
    return sum;
}

static void seats_add(struct state *s, const int32_t *class, int32_t n, int by)
{
    for (int32_t i = 0; i < n; i++) {
        int32_t limit = s->m->p->class[class[i]].limit, c = class[i];
        int was = s->seats[c] > limit ? s->seats[c] - limit : 0;
        s->seats[c] += by;
        int is = s->seats[c] > limit ? s->seats[c] - limit : 0;
        s->broken += is - was;
        s->hard += (int64_t)(is - was) * FIT_UNIT;
    }
}

static void shares_add(struct state *s, int32_t e, const int32_t *class, int32_t n, int by)
{
    const struct model *m = s->m;
    int32_t student = m->student_of[e];
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = i + 1; j < n; j++)
            share(s, class[i], class[j], by);
    for (int32_t o = m->enrol_at[student]; o < m->enrol_at[student + 1]; o++) {
        const int32_t *other = s->attends + m->attends_at[o];
        for (int32_t k = 0, w = o == e ? 0 : width(s, o); k < w; k++)
            for (int32_t i = 0; i < n; i++)
                share(s, class[i], other[k], by);
    }
}

static void leave(struct state *s, int32_t e)
{
    int32_t *class = s->attends + s->m->attends_at[e], n = width(s, e);
    if (s->config[e] == FIT_NONE)
        return;
    int64_t lost = orphans(s, class, n);
    s->soft -= conflicts(s, e, class, n) * s->m->p->weight[FIT_C_STUDENT];
    shares_add(s, e, class, n, -1);
    seats_add(s, class, n, -1);
    s->broken += 1 - lost;
    s->hard += (1 - lost) * FIT_UNIT;
    s->config[e] = FIT_NONE;
    for (int32_t i = s->m->attends_at[e]; i < s->m->attends_at[e + 1]; i++)
        s->attends[i] = FIT_NONE;
}

void fit_enrol_put(struct state *s, int32_t e, int32_t config, const int32_t *class)
{
    leave(s, e);
    int32_t n = s->m->p->config[config].subparts;
    memcpy(s->attends + s->m->attends_at[e], class, (size_t)n * sizeof *class);
    s->config[e] = config;
    class = s->attends + s->m->attends_at[e];
    int64_t lost = orphans(s, class, n);
    s->soft += conflicts(s, e, class, n) * s->m->p->weight[FIT_C_STUDENT];
    shares_add(s, e, class, n, 1);
    seats_add(s, class, n, 1);
    s->broken += lost - 1;
    s->hard += (lost - 1) * FIT_UNIT;
}

static bool has(const int32_t *class, int32_t n, int32_t c)
{
    for (int32_t i = 0; i < n; i++)
        if (class[i] == c)
            return true;
    return false;
}

/* Sharing of the classes of `mine` that are not in `kept`, with the rest of the student's. */
static void shares_of_changed(struct state *s, int32_t e, const int32_t *mine, int32_t n, const int32_t *kept, int32_t k, int by)
{
    const struct model *m = s->m;
    int32_t student = m->student_of[e];
    for (int32_t i = 0; i < n; i++) {
        if (has(kept, k, mine[i]))
            continue;
        for (int32_t j = 0; j < n; j++)
            if (j > i || has(kept, k, mine[j]))
                share(s, mine[i], mine[j], by);
        for (int32_t o = m->enrol_at[student]; o < m->enrol_at[student + 1]; o++) {
            const int32_t *other = s->attends + m->attends_at[o];
            for (int32_t h = 0, w = o == e ? 0 : width(s, o); h < w; h++)
                share(s, mine[i], other[h], by);
        }
        seats_add(s, &mine[i], 1, by);
    }
}

/* An enrolment changed whole; `soft` is what that is known to cost.  Both choices keep to parents. */
static void replace(struct state *s, int32_t e, int32_t config, const int32_t *class, int64_t soft)
{
    int32_t old[WIDEST], n = width(s, e), k = s->m->p->config[config].subparts, from = s->m->attends_at[e];
    memcpy(old, s->attends + from, (size_t)n * sizeof *old);
    shares_of_changed(s, e, old, n, class, k, -1);
    for (int32_t i = from; i < s->m->attends_at[e + 1]; i++)
        s->attends[i] = i - from < k ? class[i - from] : FIT_NONE;
    s->config[e] = config;
    shares_of_changed(s, e, class, k, old, n, 1);
    s->soft += soft;
}

void fit_enrol_clear(struct state *s)
{
    const struct model *m = s->m;
    for (int32_t e = 0; e < m->enrolments; e++)
        s->config[e] = FIT_NONE;
    for (int32_t i = 0; i < m->attends_at[m->enrolments]; i++)
        s->attends[i] = FIT_NONE;
    memset(s->seats, 0, (size_t)m->classes * sizeof *s->seats);
    for (int32_t c = 0; c < m->classes; c++) {
        for (int32_t i = 0; i < s->shares[c].n; i++)
            share_mark(s, c, s->shares[c].class[i], 0);
        s->shares[c].n = 0;
    }
    s->broken += m->enrolments;
    s->hard += (int64_t)m->enrolments * FIT_UNIT;
}

/* ---- choosing classes */

/* Sets class c and its parents in the choice of config g. */
static bool force(const struct state *s, int32_t g, int32_t c, int32_t *class)
{
    const struct fit_config *x = &s->m->p->config[g];
    for (; c != FIT_NONE; c = s->m->p->class[c].parent) {
        int32_t i = s->m->p->class[c].subpart - x->first_subpart;
        if (i < 0 || i >= x->subparts)
            return false;
        class[i] = c;
    }
    return true;
}

/* Whether class c agrees with the parents already chosen. */
static bool agrees(const struct state *s, int32_t g, int32_t c, const int32_t *class)
{
    int32_t up = s->m->p->class[c].parent;
    return up == FIT_NONE || class[s->m->p->class[up].subpart - s->m->p->config[g].first_subpart] == up;
}

/* fill: one class for each subpart of config g, keeping the forced ones and, where they agree, those of `now`;
 * others by least (conflicts, then overfull first) when `greedy`, by chance otherwise. */
static bool fill(struct state *s, int32_t e, int32_t g, const int32_t *forced, const int32_t *now, bool greedy, int32_t *class)
{
    const struct fit_problem *p = s->m->p;
    const struct fit_config *x = &p->config[g];
    for (int32_t i = 0; i < x->subparts; i++)
        class[i] = forced[i];
    for (int32_t k = 0; k < x->subparts; k++) {
        int32_t i = s->m->turn[x->first_subpart + k] - x->first_subpart;
        const struct fit_subpart *sub = &p->subpart[x->first_subpart + i];
        if (class[i] != FIT_NONE) {
            if (!agrees(s, g, class[i], class))
                return false;
            continue;
        }
        if (now && agrees(s, g, now[i], class)) {
            class[i] = now[i];
            continue;
        }
        int64_t best = INT64_MAX;
        int32_t ties = 0;
        for (int32_t j = 0; j < sub->classes; j++) {
            int32_t c = sub->class[j];
            if (!agrees(s, g, c, class))
                continue;
            int64_t full = s->seats[c] >= p->class[c].limit ? 1000 : 0;
            int64_t cost = full + (greedy ? conflicts(s, e, &c, 1) : 0);
            if (cost < best)
                best = cost, ties = 0;
            if (cost == best && rng_below(&s->rng, (uint32_t)++ties) == 0)
                class[i] = c;
        }
        if (class[i] == FIT_NONE)
            return false;
    }
    return true;
}

/* Seats left for a class and, as far as they go, for its children: -1 when full. */
static bool has_seat(const struct state *s, int32_t c) { return s->seats[c] < s->m->p->class[c].limit; }

/* The first enrolment: for each config, every class of its deepest subpart is tried with its parents. */
static void enrol(struct state *s, int32_t e)
{
    const struct fit_problem *p = s->m->p;
    const struct fit_course *k = &p->course[s->m->chosen[e]];
    int32_t forced[WIDEST], class[WIDEST], best_class[WIDEST], best_config = FIT_NONE;
    int64_t best = INT64_MAX;
    for (int32_t g = k->first_config; g < k->first_config + k->configs; g++) {
        const struct fit_config *x = &p->config[g];
        if (x->subparts > WIDEST || !x->subparts)
            continue;
        const struct fit_subpart *deep = &p->subpart[s->m->turn[x->first_subpart + x->subparts - 1]];
        for (int32_t j = 0; j < deep->classes; j++) {
            for (int32_t i = 0; i < x->subparts; i++)
                forced[i] = FIT_NONE;
            if (!force(s, g, deep->class[j], forced) || !fill(s, e, g, forced, NULL, true, class))
                continue;
            int64_t cost = conflicts(s, e, class, x->subparts);
            for (int32_t i = 0; i < x->subparts; i++)
                cost += has_seat(s, class[i]) ? 0 : 1000000;
            if (cost < best || (cost == best && rng_below(&s->rng, 2))) {
                best = cost;
                best_config = g;
                memcpy(best_class, class, (size_t)x->subparts * sizeof *class);
            }
        }
    }
    if (best_config != FIT_NONE)
        fit_enrol_put(s, e, best_config, best_class);
    else if (!p->config[k->first_config].subparts)
        fit_enrol_put(s, e, k->first_config, class);
}

void fit_enrol_all(struct state *s)
{
    const struct model *m = s->m;
    for (int32_t e = 0; e < m->enrolments; e++) /* those without a choice first: they take their seats anyway */
        if (s->config[e] == FIT_NONE && m->p->course[m->chosen[e]].configs == 1)
            enrol(s, e);
    for (int32_t e = 0; e < m->enrolments; e++)
        if (s->config[e] == FIT_NONE)
            enrol(s, e);
}

/* ---- moves */

static int64_t seats_delta(const struct state *s, const int32_t *out, int32_t n, const int32_t *in, int32_t k)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < k; i++) {
        bool had = false;
        for (int32_t j = 0; j < n; j++)
            had = had || out[j] == in[i];
        sum += !had && s->seats[in[i]] >= s->m->p->class[in[i]].limit;
    }
    for (int32_t j = 0; j < n; j++) {
        bool has = false;
        for (int32_t i = 0; i < k; i++)
            has = has || out[j] == in[i];
        sum -= !has && s->seats[out[j]] > s->m->p->class[out[j]].limit;
    }
    return sum;
}

static bool change(struct state *s, int32_t e, bool (*accept)(void *, int64_t, int64_t), void *data)
{
    const struct fit_problem *p = s->m->p;
    const struct fit_course *k = &p->course[s->m->chosen[e]];
    int32_t forced[WIDEST], class[WIDEST], n = width(s, e), *now = s->attends + s->m->attends_at[e];
    int32_t g = k->first_config + (int32_t)rng_below(&s->rng, (uint32_t)k->configs);
    const struct fit_config *x = &p->config[g];
    if (x->subparts > WIDEST || !x->subparts)
        return false;
    for (int32_t i = 0; i < x->subparts; i++)
        forced[i] = FIT_NONE;
    const struct fit_subpart *sub = &p->subpart[x->first_subpart + (int32_t)rng_below(&s->rng, (uint32_t)x->subparts)];
    int32_t target = sub->class[rng_below(&s->rng, (uint32_t)sub->classes)];
    if (g == s->config[e] && now[p->class[target].subpart - x->first_subpart] == target)
        return false;
    if (!force(s, g, target, forced) || !fill(s, e, g, forced, g == s->config[e] ? now : NULL, false, class))
        return false;
    int64_t hard = seats_delta(s, now, n, class, x->subparts);
    if (hard > 0)
        return false;
    int64_t soft = conflicts(s, e, class, x->subparts) - conflicts(s, e, now, n);
    if (soft == 0 && hard == 0 && rng_below(&s->rng, 4))
        return false;
    if (!accept(data, soft * p->weight[FIT_C_STUDENT], hard * FIT_UNIT))
        return false;
    replace(s, e, g, class, soft * p->weight[FIT_C_STUDENT]);
    return true;
}

static bool exchange(struct state *s, int32_t e, bool (*accept)(void *, int64_t, int64_t), void *data)
{
    const struct model *m = s->m;
    int32_t course = m->chosen[e], from = m->course_at[course], n = m->course_at[course + 1] - from;
    int32_t f = m->enrolled[from + (int32_t)rng_below(&s->rng, (uint32_t)n)];
    int32_t *a = s->attends + m->attends_at[e], *b = s->attends + m->attends_at[f], na = width(s, e), nb = width(s, f);
    if (m->student_of[e] == m->student_of[f] || s->config[f] == FIT_NONE || na > WIDEST || nb > WIDEST)
        return false;
    if (s->config[e] == s->config[f] && memcmp(a, b, (size_t)na * sizeof *a) == 0)
        return false;
    int64_t soft = conflicts(s, e, b, nb) + conflicts(s, f, a, na) - conflicts(s, e, a, na) - conflicts(s, f, b, nb);
    if (soft == 0 && rng_below(&s->rng, 4)) /* a few of the changes that change nothing are enough */
        return false;
    if (!accept(data, soft * m->p->weight[FIT_C_STUDENT], 0))
        return false;
    int32_t keep_a[WIDEST], keep_b[WIDEST], ga = s->config[e], gb = s->config[f];
    memcpy(keep_a, a, (size_t)na * sizeof *a);
    memcpy(keep_b, b, (size_t)nb * sizeof *b);
    replace(s, e, gb, keep_b, soft * m->p->weight[FIT_C_STUDENT]);
    replace(s, f, ga, keep_a, 0);
    return true;
}

bool fit_enrol_move(struct state *s, bool (*accept)(void *, int64_t, int64_t), void *data)
{
    const struct model *m = s->m;
    if (!m->flexes)
        return false;
    int32_t e = m->flex[rng_below(&s->rng, (uint32_t)m->flexes)];
    s->moves++;
    /* Rather one with a conflict. */
    for (int i = 0; i < 3 && s->config[e] != FIT_NONE && !conflicts(s, e, s->attends + m->attends_at[e], width(s, e)); i++)
        if (rng_below(&s->rng, 4))
            e = m->flex[rng_below(&s->rng, (uint32_t)m->flexes)];
    if (s->config[e] == FIT_NONE || width(s, e) > WIDEST)
        return false;
    return rng_below(&s->rng, 2) ? change(s, e, accept, data) : exchange(s, e, accept, data);
}
