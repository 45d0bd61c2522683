/* offer_together.c -- see offer_together.h. */
#include "offer/offer_together.h"

#include "base/hash.h"
#include "demand/order.h"
#include "offer/answer.h"
#include "offer/joint.h"
#include "store/db.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS_MOST    3
#define MOVES_A_LESSON 400
#define MOVES_LEAST    20000
#define MOVES_MOST     6000000

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int64_t begins(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->from_min; }
static int64_t ends(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->to_min; }

/* ---------------------------------------------------------------- one after another */

static void give(struct work *w, struct state *st, const struct answer *a)
{
    for (int i = 0; i < a->lesson_count; i++)
        for (int k = 0; a->lessons[i].placed && k < a->lessons[i].use_count; k++)
            state_reserve(w, st, (struct reserved){a->lessons[i].uses[k].resource, a->lessons[i].uses[k].units, a->lessons[i].hours_ah,
                                                   begins(&a->lessons[i]), ends(&a->lessons[i]), a->lessons[i].site + 1});
}

/* once: all orders in the given sequence; how many are met. */
static bool once(struct work *w, struct state *st, struct order **orders, const int *sequence, int n, const struct answer_control *c,
                 struct answer **out, int *met)
{
    st->reserved = NULL;
    st->reserved_count = 0;
    *met = 0;
    for (int i = 0; i < n; i++) {
        struct order *o = take(w, sizeof(*o));
        *o = *orders[sequence[i]];
        if (!offer_answer(w, st, o, c, &out[sequence[i]]))
            return false;
        *met += out[sequence[i]]->possible;
        if (out[sequence[i]]->possible)
            give(w, st, out[sequence[i]]);
    }
    return true;
}

static int64_t price_of(struct answer **all, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += all[i]->possible ? all[i]->price_minor : 0;
    return sum;
}

/* in_turn: rounds, each with those first that the round before left without an offer. */
static bool in_turn(struct work *w, struct state *st, struct together *t, const struct answer_control *c)
{
    int *sequence = take_array(w, t->count + 1, int), *next = take_array(w, t->count + 1, int);
    struct answer_control quick = *c;
    quick.alternatives = quick.explain = false;
    for (int i = 0; i < t->count; i++)
        sequence[i] = i;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        struct answer **answers = take_array(w, t->count + 1, struct answer *);
        int met, n = 0;
        if (!once(w, st, t->orders, sequence, t->count, &quick, answers, &met))
            return false;
        if (round == 0 || met > t->met || (met == t->met && price_of(answers, t->count) < t->price_minor)) {
            t->answers = answers;
            t->met = met;
            t->price_minor = price_of(answers, t->count);
        }
        t->rounds = round + 1;
        for (int i = 0; i < t->count; i++)
            if (!answers[sequence[i]]->possible && (t->alone == NULL || t->alone[sequence[i]]->possible))
                next[n++] = sequence[i];
        if (n == 0)
            break;
        for (int i = 0; i < t->count; i++) {
            bool in = false;
            for (int k = 0; k < n && !in; k++)
                in = next[k] == sequence[i];
            if (!in)
                next[n++] = sequence[i];
        }
        if (memcmp(next, sequence, (size_t)t->count * sizeof(int)) == 0)
            break;
        memcpy(sequence, next, (size_t)t->count * sizeof(int));
    }
    return true;
}

/* ---------------------------------------------------------------- each alone, for comparison */

/* room_for: whether an answer's lessons are free beside what is reserved and stored. */
static bool room_for(struct work *w, const struct state *st, const struct answer *a, bool *yes)
{
    int *seen = take_array(w, a->lesson_count * 8 + 64, int), n = 0;
    int32_t first = a->starts_on - (day_weekday(a->starts_on) - 1);
    struct window window = {first, (a->ends_on - first) / 7 * 7 + 7};
    *yes = true;
    for (int i = 0; i < a->lesson_count && *yes; i++)
        for (int k = 0; k < a->lessons[i].use_count && *yes; k++) {
            int resource = a->lessons[i].uses[k].resource;
            bool again = false;
            for (int s = 0; s < n && !again; s++)
                again = seen[s] == resource;
            if (again || n == a->lesson_count * 8 + 63)
                continue;
            seen[n++] = resource;
            struct calendar c;
            if (!state_calendar(w, st, resource, window, &c))
                return false;
            for (int x = 0; x < a->lesson_count && *yes; x++)
                for (int y = 0; y < a->lessons[x].use_count && *yes; y++) {
                    const struct lesson *l = &a->lessons[x];
                    if (l->uses[y].resource != resource)
                        continue;
                    *yes = calendar_free(&c, l->day, l->from_min, l->to_min, l->uses[y].units);
                    calendar_change(w, &c, begins(l), ends(l), l->uses[y].units, 0);
                }
        }
    return true;
}

static bool each_alone(struct work *w, struct state *st, struct together *t, const struct answer_control *c)
{
    struct answer_control quick = *c;
    quick.alternatives = quick.explain = false;
    t->alone = take_array(w, t->count + 1, struct answer *);
    st->reserved = NULL;
    st->reserved_count = 0;
    for (int i = 0; i < t->count; i++) {
        struct order *o = take(w, sizeof(*o));
        *o = *t->orders[i];
        if (!offer_answer(w, st, o, &quick, &t->alone[i]))
            return false;
        t->met_alone += t->alone[i]->possible;
    }
    t->alone_price_minor = price_of(t->alone, t->count);
    for (int i = 0; i < t->count; i++) {
        bool yes;
        if (!t->alone[i]->possible)
            continue;
        if (!room_for(w, st, t->alone[i], &yes))
            return false;
        t->alone_held += yes;
        if (yes)
            give(w, st, t->alone[i]);
    }
    st->reserved = NULL;
    st->reserved_count = 0;
    return true;
}

/* ---------------------------------------------------------------- all at once */

static enum variant wished(const struct order *o)
{
    for (int v = 0; v < VARIANTS; v++)
        if (strcmp(o->wish, variant_name[v]) == 0)
            return (enum variant)v;
    return CHEAPEST;
}

struct whole {
    struct joint j;
    int *order_of; /* by block */
};

/* gather: the lessons of all offers whose dates lie within one horizon. */
static bool gather(struct work *w, struct state *st, struct together *t, struct whole *x)
{
    int lessons = 0;
    int32_t first = INT32_MAX;
    for (int i = 0; i < t->count; i++)
        if (t->answers[i]->possible) {
            lessons += t->answers[i]->lesson_count;
            int32_t on = t->answers[i]->order->earliest_on;
            first = on < first ? on : first;
        }
    x->j = (struct joint){.w = w, .st = st, .blocks = take_array(w, t->count + 1, struct joint_block), .lessons = take_array(w, lessons + 1, struct joint_lesson)};
    x->order_of = take_array(w, t->count + 1, int);
    for (int i = 0; i < t->count; i++) {
        struct answer *a = t->answers[i];
        struct joint_block *b = &x->j.blocks[x->j.block_count];
        struct weights weights = variant_weights(st, wished(a->order));
        if (!a->possible || a->order->deadline_on - first > (FIT_WEEKS - 2) * 7)
            continue;
        *b = (struct joint_block){.m = take(w, sizeof(*b->m)), .size = (a->people + a->cohorts - 1) / a->cohorts};
        if (!market_open(w, st, a->order, &weights, NULL, b->m))
            return false;
        x->order_of[x->j.block_count] = i;
        for (int k = 0; k < a->lesson_count; k++)
            x->j.lessons[x->j.lesson_count++] = (struct joint_lesson){.id = k, .block = x->j.block_count, .module = a->modules[a->lessons[k].module].module,
                                                                      .rank = a->lessons[k].module, .movable = true, .was = a->lessons[k]};
        x->j.block_count++;
    }
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct lesson *x = a, *y = b;
    if (begins(x) != begins(y))
        return begins(x) < begins(y) ? -1 : 1;
    if (x->cohort != y->cohort)
        return x->cohort - y->cohort;
    return x->module != y->module ? x->module - y->module : x->position - y->position;
}

/* answer_of: the answer of one block with the lessons as they are now. */
static struct answer *answer_of(struct work *w, const struct whole *x, int block, const struct answer *was)
{
    struct answer *a = take(w, sizeof(*a));
    *a = *was;
    a->lessons = take_array(w, was->lesson_count + 1, struct lesson);
    for (int i = 0; i < x->j.lesson_count; i++)
        if (x->j.lessons[i].block == block) {
            struct lesson *l = &a->lessons[x->j.lessons[i].id];
            *l = x->j.lessons[i].is;
            l->module = x->j.lessons[i].rank;
        }
    qsort(a->lessons, (size_t)a->lesson_count, sizeof(*a->lessons), by_time);
    int *next = take_array(w, was->cohorts * was->module_count + 1, int);
    for (int i = 0; i < a->lesson_count; i++)
        a->lessons[i].position = ++next[(a->lessons[i].cohort - 1) * a->module_count + a->lessons[i].module];
    price_answer(x->j.blocks[block].m, a);
    return a;
}

static void drop_joint(void *j) { joint_free(j); }

/* all_at_once: kept only where every lesson has a place, no budget is broken, and all offers together weigh less. */
static bool all_at_once(struct work *w, struct state *st, struct together *t, const struct answer_control *c)
{
    struct whole *x = take(w, sizeof(*x));
    st->reserved = NULL;
    st->reserved_count = 0;
    t->first_price_minor = t->price_minor;
    if (!gather(w, st, t, x) || x->j.lesson_count == 0)
        return fine(w);
    if (!joint_build(&x->j))
        return false;
    work_later(w, drop_joint, &x->j);
    int64_t moves = MOVES_LEAST + (int64_t)MOVES_A_LESSON * x->j.lesson_count;
    struct fit_control control = {.iterations = moves > MOVES_MOST ? MOVES_MOST : moves, .seed = c->seed, .threads = 1};
    struct fit_plan *plan = NULL;
    struct fit_score score;
    struct err e = {0};
    if (!fit_solve(&x->j.p, x->j.home, &control, &plan, &score, &e))
        return fail(w, e.fault, "%s", e.text);
    int unplaced = joint_read(&x->j, plan);
    fit_plan_free(plan);
    t->planned = x->j.lesson_count;
    if (unplaced > 0)
        return true;
    struct answer **now = take_array(w, t->count + 1, struct answer *);
    int64_t weighs = 0, weighed = 0;
    for (int b = 0; b < x->j.block_count; b++) {
        const struct answer *was = t->answers[x->order_of[b]];
        struct answer *a = answer_of(w, x, b, was);
        if (a->order->budget_minor >= 0 && a->price_minor > a->order->budget_minor)
            return true;
        now[b] = a;
        weighs += a->objective_minor;
        weighed += was->objective_minor;
    }
    if (weighs >= weighed)
        return true;
    for (int b = 0; b < x->j.block_count; b++)
        t->answers[x->order_of[b]] = now[b];
    t->price_minor = price_of(t->answers, t->count);
    return true;
}

/* sign: the input of each answer is that of all of them. */
static void sign(struct together *t)
{
    struct hash h;
    char all[65];
    hash_begin(&h);
    for (int i = 0; i < t->count; i++)
        hash_text(&h, t->answers[i]->input_hash);
    hash_end(&h, all);
    for (int i = 0; i < t->count; i++)
        memcpy(t->answers[i]->input_hash, all, sizeof(all));
}

/* explain: of orders that are not met, why: beside what the others were given. */
static bool explain(struct work *w, struct state *st, struct together *t, const struct answer_control *c)
{
    st->reserved = NULL;
    st->reserved_count = 0;
    for (int i = 0; i < t->count; i++)
        if (t->answers[i]->possible)
            give(w, st, t->answers[i]);
    for (int i = 0; i < t->count && c->explain; i++) {
        struct answer *a;
        struct order *o = take(w, sizeof(*o));
        if (t->answers[i]->possible)
            continue;
        *o = *t->orders[i];
        if (!offer_answer(w, st, o, c, &a))
            return false;
        t->answers[i] = a;
        t->met += a->possible; /* what was planned anew at once may have made room */
        if (a->possible) {
            a->alternative_count = 0;
            give(w, st, a);
        }
    }
    t->price_minor = price_of(t->answers, t->count);
    return true;
}

bool offer_together(struct work *w, struct state *st, const char **codes, int n, const struct answer_control *c, bool compare, struct together *out)
{
    double begun = now_s();
    struct reserved *reserved = st->reserved;
    int reserved_count = st->reserved_count;
    *out = (struct together){0};
    if (n == 0 && !order_codes(w, "open", &codes, &n))
        return false;
    out->orders = take_array(w, n + 1, struct order *);
    for (int i = 0; i < n; i++) {
        struct order *o = take(w, sizeof(*o));
        for (int k = 0; k < i; k++)
            if (strcmp(codes[k], codes[i]) == 0)
                return fail(w, NOT_VALID, tr(w, "order %s is named twice"), codes[i]);
        if (!order_load(w, codes[i], o))
            return false;
        if (o->ask_count == 0)
            return fail(w, NOT_VALID, tr(w, "order %s asks for no competence; name at least one, or an occupation"), codes[i]);
        int at = out->count++;
        for (; at > 0 && out->orders[at - 1]->deadline_on > o->deadline_on; at--)
            out->orders[at] = out->orders[at - 1];
        out->orders[at] = o;
    }
    bool done = (!compare || each_alone(w, st, out, c)) && in_turn(w, st, out, c) && all_at_once(w, st, out, c) && explain(w, st, out, c);
    for (int i = 0; done && i < out->count; i++)
        out->lessons += out->answers[i]->possible ? out->answers[i]->lesson_count : 0;
    if (done)
        sign(out);
    st->reserved = reserved;
    st->reserved_count = reserved_count;
    out->seconds = now_s() - begun;
    return done;
}

bool offer_together_store(struct work *w, struct state *st, struct together *t)
{
    t->codes = take_array(w, t->count + 1, const char *);
    db_begin(w);
    for (int i = 0; i < t->count && fine(w); i++)
        if (!offer_store(w, st, t->answers[i], &t->codes[i]))
            break;
    return db_commit(w);
}
