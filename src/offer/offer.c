/* offer.c -- the answer and its alternatives, and their storing: see offer.h. */
#include "offer/offer.h"

#include "base/hash.h"
#include "offer/answer.h"
#include "offer/offer_sql.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static enum variant wished(const struct order *o)
{
    for (int v = 0; v < VARIANTS; v++)
        if (strcmp(o->wish, variant_name[v]) == 0)
            return (enum variant)v;
    return CHEAPEST;
}

/* reweighed: the same market under other weights; what was read of calendars stays read. */
static struct market reweighed(const struct market *m, enum variant v)
{
    struct market x = *m;
    x.weights = variant_weights(m->st, v);
    x.supplies = NULL;
    x.supply_count = x.supply_room = 0;
    return x;
}

static bool same_modules(const struct answer *a, const struct answer *b)
{
    if (a->module_count != b->module_count)
        return false;
    for (int i = 0; i < a->module_count; i++) {
        bool in = false;
        for (int k = 0; k < b->module_count && !in; k++)
            in = a->modules[i].module == b->modules[k].module;
        if (!in)
            return false;
    }
    return true;
}

/* A real alternative is better in something that people feel: a day's work cheaper, days sooner, a partner fewer,
 * a tenth less on the road.  Anything else is a near-copy. */
static bool better_somewhere(const struct answer *x, const struct answer *than)
{
    return x->price_minor * 100 <= than->price_minor * 98 || x->ends_on + 2 < than->ends_on || x->part_count < than->part_count ||
           x->travel_person_min * 10 < than->travel_person_min * 8;
}

static bool worth_showing(const struct answer *x, const struct answer *main_one)
{
    if (!better_somewhere(x, main_one))
        return false;
    for (int i = 0; i < main_one->alternative_count; i++) {
        const struct answer *y = main_one->alternatives[i];
        bool close = x->ends_on - y->ends_on < 3 && y->ends_on - x->ends_on < 3 && x->part_count == y->part_count;
        if (!better_somewhere(x, y) || (same_modules(x, y) && close && x->price_minor * 100 > y->price_minor * 98))
            return false;
    }
    return true;
}

static bool find_alternatives(struct market *m, const struct answer_control *c, struct answer *a, double until)
{
    struct answer_control quick = *c;
    quick.quick = true;
    a->alternatives = take_array(m->w, VARIANTS + 1, struct answer *);
    for (int v = 0; v < VARIANTS; v++) {
        if ((enum variant)v == a->variant || now_s() > until)
            continue;
        struct market x = reweighed(m, (enum variant)v);
        struct answer *other = NULL;
        if (!try_variant(&x, (enum variant)v, &quick, &other, NULL))
            return false;
        m->calendars_read = x.calendars_read;
        if (other != NULL && worth_showing(other, a))
            a->alternatives[a->alternative_count++] = other;
    }
    return true;
}

/* hash_answer: of the region, the order and every calendar that the answer was made from, so that an auditor can tell whether
 * the same question was asked.  What alternatives and relaxations read besides is left out: the clock may end their search. */
static void hash_answer(struct hash seen, struct answer *a)
{
    hash_int(&seen, (int64_t)a->seed);
    hash_end(&seen, a->input_hash);
    for (int i = 0; i < a->alternative_count; i++)
        memcpy(a->alternatives[i]->input_hash, a->input_hash, sizeof(a->input_hash));
}

static struct answer *empty_answer(struct market *m, enum variant v, uint64_t seed)
{
    struct answer *a = take(m->w, sizeof(*a));
    a->order = take(m->w, sizeof(*a->order));
    *a->order = *m->order;
    a->variant = v;
    a->seed = seed;
    a->people = m->order->people;
    return a;
}

bool offer_answer(struct work *w, struct state *st, struct order *o, const struct answer_control *c, struct answer **out)
{
    double begun = now_s();
    struct weights weights = variant_weights(st, wished(o));
    struct easing ease = {c->share - 1, c->exclude - 1};
    struct market m;
    struct left_over left;
    if (o->earliest_on < st->today_on)
        o->earliest_on = st->today_on < o->deadline_on ? st->today_on : o->earliest_on;
    if (!market_open(w, st, o, &weights, &ease, &m) || !try_variant(&m, wished(o), c, out, &left))
        return false;
    struct hash seen = *m.seen;
    if (*out == NULL) {
        *out = empty_answer(&m, wished(o), c->seed);
        if (c->explain && !reason_why(&m, *out, c, &left))
            return false;
    } else if (c->alternatives && !find_alternatives(&m, c, *out, begun + c->seconds)) {
        return false;
    }
    hash_answer(seen, *out);
    (*out)->seconds = now_s() - begun;
    (*out)->resource_seen = m.calendars_read;
    return fine(w);
}

/* ---- storing ---- */

static void store_lessons(struct work *w, const struct state *st, const struct answer *a, int64_t offer)
{
    for (int i = 0; i < a->lesson_count; i++) {
        const struct lesson *l = &a->lessons[i];
        static const char *const part_name[] = {"lecture", "practice", "all"};
        if (!l->placed)
            continue;
        int64_t id = db_id(w), day = (int64_t)l->day * DAY_MIN;
        db_run(w, OFFER_INSERT_LESSON,
               ARGS(V(id), V(offer), V(st->modules.all[a->modules[l->module].module].id), V(l->cohort), V(l->position),
                    V(part_name[l->part]), db_id_or_null(l->site >= 0 ? st->partners.sites[l->site].id : 0), V(day + l->from_min),
                    V(day + l->to_min), V(l->hours_ah)));
        for (int k = 0; k < l->use_count; k++)
            db_run(w, OFFER_INSERT_USE, ARGS(V(id), V(st->resources.all[l->uses[k].resource].id), V(l->uses[k].units)));
    }
}

static bool store_one(struct work *w, struct state *st, struct answer *a, int64_t number)
{
    int64_t id = db_id(w);
    a->code = take_text(w, "%s-%" PRId64, a->order->code, number);
    const char *document = offer_document(w, st, a);
    db_run(w, OFFER_INSERT,
           ARGS(V(id), V(a->code), V(a->order->id), V(variant_name[a->variant]), V(a->possible ? "made" : "impossible"), V(a->people),
                V(a->cohorts), V(a->hours_ah), V(a->part_count), a->starts_on > 0 ? V(a->starts_on) : NULL_INT,
                a->ends_on > 0 ? V(a->ends_on) : NULL_INT, V((long long)a->price_minor), V((long long)a->bound_minor),
                V((long long)a->seed), V((const char *)a->input_hash), V(document), V(w->now), V(w->who)));
    for (int i = 0; i < a->part_count; i++)
        db_run(w, OFFER_INSERT_PART,
               ARGS(V(db_id(w)), V(id), V(st->partners.organisations[a->parts[i].organisation].id), V(a->parts[i].hours_ah),
                    V((long long)a->parts[i].price_minor), V(a->parts[i].approval ? 1 : 0)));
    store_lessons(w, st, a, id);
    return fine(w);
}

bool offer_store(struct work *w, struct state *st, struct answer *a, const char **code)
{
    db_begin(w);
    db_run(w, OFFER_TAKE_ORDER, ARGS(V(a->order->id))); /* or an accept beside us might find half of what we clear away */
    int64_t number = db_one(w, OFFER_LAST_NUMBER, ARGS(V(a->order->id)), 0);
    db_run(w, OFFER_FORGET_LESSONS, ARGS(V(a->order->id)));
    db_run(w, OFFER_FORGET_LESSONS_TOO, ARGS(V(a->order->id)));
    db_run(w, OFFER_FORGET_PARTS, ARGS(V(a->order->id)));
    db_run(w, OFFER_FORGET, ARGS(V(a->order->id)));
    for (int i = 0; i < a->alternative_count; i++)
        store_one(w, st, a->alternatives[i], number + 2 + i);
    store_one(w, st, a, number + 1);
    if (a->possible)
        db_run(w, OFFER_MARK_ORDER, ARGS(V(a->order->id)));
    *code = a->code;
    return db_commit(w);
}

bool offer_list(struct work *w, const char *order, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Offer"), CODE},     {"order", TR("Order"), CODE},       {"variant", TR("Variant"), CODE}, {"state", TR("State"), CODE},
        {"people", TR("People"), NUMBER}, {"hours_ah", TR("Hours"), NUMBER}, {"partners", TR("Partners"), NUMBER},
        {"starts_on", TR("From"), DAY},  {"ends_on", TR("To"), DAY},         {"price", TR("Price"), MONEY},
    };
    struct rows r = db_rows(w, OFFER_LIST, ARGS(V(order)));
    return sheet_fill(out, cols, COUNT(cols), &r);
}
