/* variant.c -- one answer by one set of weights: compose, place, and where that fails, compose otherwise. */
#include "offer/answer.h"

#include "base/hash.h"
#include "view/words.h"

#include <math.h>
#include <string.h>

#define ROUNDS_MOST  6 /* compositions tried before saying that it cannot be done */
#define ROUNDS_QUICK 2

const char *const variant_name[VARIANTS] = {"cost", "soon", "partners", "travel"};

/* What each wish weighs, in the region's minor units for a region that counts in roubles; others are scaled by
 * what a typical hour of work costs there. */
struct weights variant_weights(const struct state *st, enum variant v)
{
    int64_t unit = strcmp(st->currency, "RUB") == 0 || strcmp(st->currency, "KZT") == 0 ? 100 : 2; /* about a rouble */
    struct weights w = {.travel_minor = unit / 2, .day_minor = unit, .partner_minor = 0, .teacher_minor = 50 * unit};
    if (v == SOONEST)
        w.day_minor = 20000 * unit;
    if (v == FEWEST_PARTNERS)
        w.partner_minor = 2000000 * unit;
    if (v == NEAREST)
        w.travel_minor = 20 * unit;
    return w;
}

static void take_modules(struct market *m, struct answer *a, const struct composition *c)
{
    a->modules = take_array(m->w, c->count + 1, struct taught);
    a->module_count = c->count;
    for (int i = 0; i < c->count; i++) {
        a->modules[i] = (struct taught){.module = c->modules[i], .required_by = -1};
        for (int k = 0; k < m->order->ask_count; k++)
            a->modules[i].asked = a->modules[i].asked || module_meets(m, c->modules[i], &m->order->asks[k]);
    }
    a->cohorts = c->cohorts;
    a->cohort_size = take_array(m->w, c->cohorts + 1, int);
    for (int k = 0; k < c->cohorts; k++)
        a->cohort_size[k] = m->order->people / c->cohorts + (k < m->order->people % c->cohorts);
}

/* The bound of the whole: the composition's own.  It spreads days over hours as if a week's hours took a week, so the last
 * week, which they need not fill, is given back.  Where some cohorts are smaller than supply reckons with (twelve
 * people in five cohorts of three), nothing is claimed. */
static int64_t bound_of(const struct market *m, const struct composition *c, const struct answer *a)
{
    double bound = c->bound_minor;
    int people = m->order->people;
    if (people % c->cohorts != 0 && people % c->size == 0)
        return 0;
    if (m->weights.day_minor > 0 && a->contact_ah > 0)
        bound -= 7.0 * (double)m->weights.day_minor;
    return bound > 0 ? (int64_t)floor(bound) : 0;
}

static bool placed_all(struct market *m, const struct composition *c, const struct answer_control *control, bool again_too, struct placing *p)
{
    uint64_t seed = control->seed;
    if (!place(m, c, seed, control->effort > 0 ? control->effort : 1, p))
        return false;
    if (p->unplaced > 0 && again_too) { /* the one most wanted is worth a longer look, from another start */
        struct placing again;
        if (!place(m, c, seed + 1, 6, &again))
            return false;
        if (again.unplaced < p->unplaced)
            *p = again;
    }
    return true;
}

static struct answer *make_answer(struct market *m, enum variant v, uint64_t seed, const struct composition *c, const struct placing *p)
{
    struct answer *a = take(m->w, sizeof(*a));
    a->order = take(m->w, sizeof(*a->order));
    *a->order = *m->order;
    a->variant = v;
    a->seed = seed;
    a->people = m->order->people;
    take_modules(m, a, c);
    a->lessons = p->lessons;
    a->lesson_count = p->lesson_count;
    a->possible = p->unplaced == 0;
    a->proved = c->proved;
    price_answer(m, a);
    a->bound_minor = bound_of(m, c, a);
    a->resource_seen = m->calendars_read;
    return a;
}

static void ban_modules(struct ban *b, const struct composition *c, int only)
{
    b->count = 0;
    for (int i = 0; i < c->count && b->count < 64; i++)
        if (only < 0 || i == only)
            b->modules[b->count++] = c->modules[i];
}

bool try_variant(struct market *m, enum variant v, const struct answer_control *control, struct answer **out, struct left_over *left)
{
    struct ban bans[ROUNDS_MOST];
    int banned = 0;
    struct answer *best = NULL;
    struct left_over mine = {0};
    if (left == NULL)
        left = &mine;
    *left = (struct left_over){0};
    for (int round = 0; round < (control->quick ? ROUNDS_QUICK : ROUNDS_MOST); round++) {
        struct composition c;
        struct placing p = {0};
        if (!compose(m, control->seconds / 2, bans, banned, &c))
            return false;
        if (round == 0)
            left->composition = c;
        if (!c.found)
            break;
        if (!placed_all(m, &c, control, round == 0 && !control->quick, &p))
            return false;
        struct answer *a = make_answer(m, v, control->seed, &c, &p);
        bool over = m->order->budget_minor >= 0 && a->price_minor > m->order->budget_minor;
        if (round == 0 || (p.unplaced > 0 && p.unplaced < left->placing.unplaced)) {
            left->composition = c;
            left->placing = p;
            left->over_budget = over;
        }
        if (a->possible && !over) {
            reason_choices(m, a, &c);
            best = a;
            break;
        }
        a->possible = false;
        ban_modules(&bans[banned++], &c, round == 0 && p.unplaced > 0 ? p.worst_module : -1);
    }
    *out = best;
    return fine(m->w);
}
