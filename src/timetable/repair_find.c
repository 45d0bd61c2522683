/* repair_find.c -- the least change: see repair.h.
 *
 *   1. Hit lessons alone are placed by solve/fit, all others as they are.  That every lost lesson must move is clear, so
 *      if all find a place, no plan moves fewer: proved by counting.
 *   2. Else lessons around them may move too.  solve/fit_least goes through all plans that move one lesson more, then two;
 *      what it finds is the least, and proved.
 *   3. Where that takes too long, solve/fit searches with a price on every change: good, and not proved.
 *   4. What is left has no place; repair_why says why. */
#include "timetable/repair.h"

#include "base/hash.h"
#include "demand/order.h"
#include "offer/answer.h"
#include "offer/joint.h"
#include "solve/fit_least.h"
#include "store/db.h"
#include "timetable/repair_sql.h"
#include "view/words.h"

#include <string.h>
#include <time.h>

#define MOVES_A_LESSON 2000
#define MOVES_LEAST    20000
#define MOVES_MOST     1500000
#define EXTRA_MOST     3        /* lessons beside the lost ones that the proof goes through */
#define PLACINGS_MOST  400000   /* looked at by it: some seconds */
#define AROUND_MOST    400      /* lessons that may move beside the hit ones */
#define OFFERS_MOST    24       /* whose lessons those are */

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int64_t starts_at(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->from_min; }
static int64_t ends_at(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->to_min; }

/* search: one attempt: which lessons may move. */
struct search {
    struct repair *r;
    bool *movable;
    int *block_of; /* by lesson; -1: no block */
    int blocks;
    const struct repair_control *c;
};

/* let_go: what the movable lessons hold counts as free; what others hold, and is thought to be broken, stays. */
static void let_go(struct search *s)
{
    struct repair *r = s->r;
    struct state *st = r->st;
    st->reserved = NULL;
    st->reserved_count = 0;
    for (int i = 0; i < r->control->outage_count; i++) {
        const struct outage *o = &r->control->outages[i];
        int all = st->resources.all[o->resource].quantity;
        state_reserve(r->w, st, (struct reserved){o->resource, o->units > 0 && o->units < all ? o->units : all, 0, o->from, o->to});
    }
    for (int i = 0; i < r->count; i++) {
        const struct lesson *l = &r->all[i].was;
        for (int k = 0; s->movable[i] && k < l->use_count; k++)
            if (r->all[i].hit != HIT_UNBOOKED || l->uses[k].resource != r->all[i].by)
                state_reserve(r->w, st, (struct reserved){l->uses[k].resource, -l->uses[k].units, -l->hours_ah, starts_at(l), ends_at(l)});
    }
}

/* open_block: the market of an offer, from the first day to which anything may be moved. */
static bool open_block(struct search *s, const struct repair_lesson *l, struct joint_block *out)
{
    struct repair *r = s->r;
    struct order *o = take(r->w, sizeof(*o));
    int32_t first = r->st->today_on + s->c->notice_days;
    if (!order_load(r->w, l->order, o))
        return false;
    if (o->earliest_on < first)
        o->earliest_on = first;
    o->deadline_on += s->c->later_days;
    if (s->c->more_weekdays != 0)
        o->weekdays |= s->c->more_weekdays;
    if (s->c->to_min > 0) {
        o->from_min = s->c->from_min < o->from_min ? s->c->from_min : o->from_min;
        o->to_min = s->c->to_min > o->to_min ? s->c->to_min : o->to_min;
    }
    if (o->deadline_on < o->earliest_on) { /* no day is left: nothing can be moved anywhere */
        o->deadline_on = o->earliest_on;
        o->weekdays = 0;
    }
    if (o->deadline_on > first + (FIT_WEEKS - 2) * 7)
        o->deadline_on = first + (FIT_WEEKS - 2) * 7;
    struct weights weights = variant_weights(r->st, CHEAPEST);
    *out = (struct joint_block){.m = take(r->w, sizeof(*out->m)), .size = l->cohorts > 0 ? (l->people + l->cohorts - 1) / l->cohorts : l->people};
    return market_open(r->w, r->st, o, &weights, NULL, out->m);
}

/* rank: modules of a cohort in the order in which they begin. */
static void rank_modules(struct joint *j)
{
    for (int i = 0; i < j->lesson_count; i++) {
        struct joint_lesson *l = &j->lessons[i];
        int64_t begins = starts_at(&l->was);
        for (int k = 0; k < j->lesson_count; k++)
            if (j->lessons[k].block == l->block && j->lessons[k].was.cohort == l->was.cohort && j->lessons[k].module == l->module &&
                starts_at(&j->lessons[k].was) < begins)
                begins = starts_at(&j->lessons[k].was);
        l->rank = (int)(begins / SLOT_MIN);
    }
}

static bool read_bans(struct repair *r, struct joint *j)
{
    size_t room = 0;
    struct joint_ban *all = NULL;
    struct rows q = db_rows(r->w, REPAIR_REFUSALS, NO_ARGS);
    while (db_next(&q)) {
        grow(r->w, &all, room, (size_t)j->ban_count);
        all[j->ban_count++] = (struct joint_ban){db_int(&q, 0), partners_organisation(&r->st->partners, db_int(&q, 1))};
    }
    j->bans = all;
    return fine(r->w);
}

/* teaches: whether a lesson that stays takes a person that a movable one might need too. */
static bool shares_staff(const struct repair *r, const struct lesson *l, const bool *wanted)
{
    for (int i = 0; i < l->use_count; i++)
        if (r->st->resources.all[l->uses[i].resource].kind == STAFF && wanted[l->uses[i].resource])
            return true;
    return false;
}

/* want_of: every resource the market offers to a lesson. */
static bool want_of(struct repair *r, struct joint *j, int block, const struct repair_lesson *l, bool *wanted)
{
    struct supply *s = market_supply(j->blocks[block].m, l->module, j->blocks[block].size);
    if (s == NULL)
        return false;
    for (int i = 0; i < s->shape_count; i++)
        for (int k = 0; k < s->shapes[i].want_count; k++)
            for (int c = 0; c < s->shapes[i].wants[k].count; c++) {
                const struct choice *x = &s->shapes[i].wants[k].choices[c];
                if (x->resource >= 0)
                    wanted[x->resource] = true;
                if (x->with >= 0)
                    wanted[x->with] = true;
            }
    (void)r;
    return true;
}

static void drop_joint(void *j) { joint_free(j); }
static void drop_plan(void *plan) { fit_plan_free(plan); }

/* model: the problem of one attempt. */
static bool model(struct search *s, struct joint **out)
{
    struct repair *r = s->r;
    struct joint *j = take(r->w, sizeof(*j));
    *j = (struct joint){.w = r->w, .st = r->st, .stay = true};
    *out = j;
    let_go(s);
    s->block_of = take_array(r->w, r->count + 1, int);
    j->blocks = take_array(r->w, r->count + 1, struct joint_block);
    bool *wanted = take_array(r->w, r->st->resources.count + 1, bool);
    for (int i = 0; i < r->count; i++)
        s->block_of[i] = -1;
    for (int i = 0; i < r->count; i++) {
        if (!s->movable[i])
            continue;
        if (s->block_of[i] < 0) {
            if (!open_block(s, &r->all[i], &j->blocks[j->block_count]))
                return false;
            for (int k = 0; k < r->count; k++)
                if (r->all[k].offer_id == r->all[i].offer_id)
                    s->block_of[k] = j->block_count;
            j->block_count++;
        }
        if (r->all[i].module >= 0 && !want_of(r, j, s->block_of[i], &r->all[i], wanted))
            return false;
    }
    j->lessons = take_array(r->w, r->count + 1, struct joint_lesson);
    int other = j->block_count; /* lessons of other offers are in no block: their own rules are not touched */
    for (int i = 0; i < r->count; i++) {
        const struct repair_lesson *l = &r->all[i];
        if (l->module < 0 || (s->block_of[i] < 0 && !shares_staff(r, &l->was, wanted)))
            continue;
        j->lessons[j->lesson_count++] = (struct joint_lesson){
            .id = l->id, .block = s->block_of[i] < 0 ? other : s->block_of[i], .module = l->module, .movable = s->movable[i],
            .lost = s->movable[i] && l->hit != NOT_HIT && l->hit != HIT_TOO_MANY, .was = l->was};
    }
    rank_modules(j);
    if (!read_bans(r, j) || !joint_build(j))
        return false;
    work_later(r->w, drop_joint, j);
    return true;
}

static bool solve(struct repair *r, struct joint *j, const struct fit_plan *start, struct fit_plan **plan)
{
    int movable = 0;
    for (int i = 0; i < j->lesson_count; i++)
        movable += j->lessons[i].movable;
    int64_t moves = MOVES_LEAST + (int64_t)MOVES_A_LESSON * movable;
    struct fit_control control = {.iterations = moves > MOVES_MOST ? MOVES_MOST : moves, .seed = r->seed, .threads = 1};
    struct fit_score score;
    struct err e = {0};
    if (!fit_solve(&j->p, start, &control, plan, &score, &e))
        return fail(r->w, e.fault, "%s", e.text);
    work_later(r->w, drop_plan, *plan);
    return true;
}

/* keep: the attempt's outcome into r; false if it is no better than what is there. */
static bool keep(struct repair *r, struct joint *j, struct fit_plan *plan)
{
    int moved = 0, stuck = joint_read(j, plan), at = 0;
    for (int i = 0; i < j->lesson_count; i++)
        moved += j->lessons[i].is.placed && !joint_same(&j->lessons[i].was, &j->lessons[i].is);
    if (r->j != NULL && (stuck > r->stuck || (stuck == r->stuck && moved >= r->moved)))
        return false;
    for (int i = 0; i < r->count; i++) {
        r->all[i].is = r->all[i].was;
        r->all[i].moved = r->all[i].stuck = false;
    }
    for (int i = 0; i < j->lesson_count; i++) {
        const struct joint_lesson *l = &j->lessons[i];
        while (r->all[at].id != l->id)
            at++;
        r->all[at].is = l->is;
        r->all[at].stuck = !l->is.placed;
        r->all[at].moved = l->is.placed && !joint_same(&l->was, &l->is);
    }
    r->j = j;
    r->plan = plan;
    r->moved = moved;
    r->stuck = stuck;
    return true;
}

/* around: lessons that may have to make room: of the same offers, and of others that use what stuck lessons could. */
static bool around(struct search *s, bool *movable)
{
    struct repair *r = s->r;
    bool *wanted = take_array(r->w, r->st->resources.count + 1, bool);
    int n = 0, offers = 0;
    int64_t last = 0;
    for (int i = 0, at = 0; i < r->j->lesson_count; i++) {
        while (r->all[at].id != r->j->lessons[i].id)
            at++;
        if (r->all[at].stuck && r->all[at].module >= 0 && !want_of(r, r->j, r->j->lessons[i].block, &r->all[at], wanted))
            return false;
    }
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < r->count; i++) {
            const struct repair_lesson *l = &r->all[i];
            bool in = false;
            if (movable[i] || starts_at(&l->was) < r->since || l->module < 0 || n >= AROUND_MOST)
                continue;
            if (pass == 0)
                for (int k = 0; !in && k < r->count; k++)
                    in = r->all[k].stuck && r->all[k].offer_id == l->offer_id;
            for (int k = 0; pass == 1 && !in && k < l->was.use_count; k++)
                in = wanted[l->was.uses[k].resource];
            if (in && pass == 1 && l->offer_id != last && offers++ >= OFFERS_MOST)
                return true;
            if (in)
                last = l->offer_id;
            movable[i] = in;
            n += in;
        }
    return true;
}

/* polish: the same lessons moved, to better places. */
static bool polish(struct repair *r, struct search *s)
{
    bool *movable = take_array(r->w, r->count + 1, bool);
    struct fit_plan *plan;
    struct joint *j;
    for (int i = 0; i < r->count; i++)
        movable[i] = r->all[i].moved || r->all[i].stuck;
    struct search again = {.r = r, .movable = movable, .c = s->c};
    int stuck = r->stuck, moved = r->moved;
    struct joint *was_j = r->j;
    struct fit_plan *was_plan = r->plan;
    if (!model(&again, &j) || !solve(r, j, NULL, &plan))
        return false;
    r->j = NULL;
    keep(r, j, plan);
    if (r->stuck > stuck || r->moved > moved) { /* the search was less lucky than the proof */
        r->j = NULL;
        keep(r, was_j, was_plan);
    }
    return true;
}

static bool widen(struct repair *r, struct search *s, bool loose)
{
    struct joint *j;
    struct fit_plan *plan;
    struct fit_least least = {0};
    struct err e = {0};
    bool *movable = take_array(r->w, r->count + 1, bool);
    memcpy(movable, s->movable, (size_t)r->count * sizeof(bool));
    if (!around(s, movable))
        return false;
    struct search wide = {.r = r, .movable = movable, .c = s->c};
    if (!model(&wide, &j))
        return false;
    bool known = true;
    for (int i = 0; i < j->lesson_count; i++)
        known = known && j->lessons[i].known;
    if (!loose && known) {
        if (!fit_least(&j->p, j->home, EXTRA_MOST, PLACINGS_MOST, &least, &e))
            return fail(r->w, e.fault, "%s", e.text);
        if (least.plan != NULL)
            work_later(r->w, drop_plan, least.plan);
        r->below = r->lost + least.below;
        if (least.state == FIT_LEAST_FOUND && keep(r, j, least.plan))
            return polish(r, s);
    }
    if (!solve(r, j, j->home, &plan))
        return false;
    if (keep(r, j, plan) && r->stuck == 0)
        return polish(r, s);
    return true;
}

static void hash_plan(struct repair *r)
{
    struct hash h;
    hash_begin(&h);
    hash_text(&h, r->st->hash);
    for (int i = 0; i < r->count; i++) {
        const struct repair_lesson *l = &r->all[i];
        if (l->hit == NOT_HIT && !l->moved)
            continue;
        int64_t v[] = {l->id, starts_at(&l->was), l->is.placed ? starts_at(&l->is) : 0, l->is.site, l->hit};
        for (size_t k = 0; k < COUNT(v); k++)
            hash_int(&h, v[k]);
        for (int k = 0; k < l->is.use_count; k++) {
            hash_text(&h, r->st->resources.all[l->is.uses[k].resource].code);
            hash_int(&h, l->is.uses[k].units);
        }
    }
    hash_end(&h, r->hash);
}

bool repair_asks(const struct lesson *was, const struct use *u, const struct lesson *is)
{
    bool same_time = was->day == is->day && was->from_min == is->from_min;
    for (int i = 0; i < was->use_count; i++)
        if (was->uses[i].resource == u->resource && was->uses[i].units >= u->units && same_time)
            return false;
    return u->approval;
}

/* price_moves: what the moved lessons' rooms, machines and people come to before and after, by the terms of today. */
static void price_moves(struct repair *r)
{
    for (int i = 0; i < r->count; i++) {
        struct repair_lesson *l = &r->all[i];
        if (!l->moved)
            continue;
        int user = r->st->modules.all[l->module].organisation;
        for (int side = 0; side < 2; side++) {
            struct lesson *x = side == 0 ? &l->was : &l->is;
            for (int k = 0; k < x->use_count; k++) {
                struct terms t = resource_terms(&r->st->resources, x->uses[k].resource, user, day_weekday(x->day), x->from_min, x->to_min);
                const struct resource *thing = &r->st->resources.all[x->uses[k].resource];
                x->uses[k].price_minor = (t.may ? t.price_ah_minor : thing->price_ah_minor) * l->was.hours_ah * x->uses[k].units;
                *(side == 0 ? &r->was_price_minor : &r->price_minor) += x->uses[k].price_minor;
            }
        }
    }
}

bool repair_solve(struct repair *r)
{
    bool *movable = take_array(r->w, r->count + 1, bool), loose = false;
    struct search s = {.r = r, .movable = movable, .c = r->control};
    struct joint *j;
    struct fit_plan *plan;
    for (int i = 0; i < r->count; i++) {
        movable[i] = r->all[i].hit != NOT_HIT && r->all[i].module >= 0;
        loose = loose || r->all[i].hit == HIT_TOO_MANY;
    }
    if (r->hits == 0) {
        r->proved = true;
        hash_plan(r);
        return true;
    }
    if (!model(&s, &j) || !solve(r, j, NULL, &plan))
        return false;
    keep(r, j, plan);
    if (r->stuck > 0 && !r->control->shallow && !widen(r, &s, loose))
        return false;
    r->proved = r->stuck == 0 && r->moved <= r->below;
    price_moves(r);
    hash_plan(r);
    return true;
}

bool repair_find(struct work *w, const struct repair_control *c, struct repair *out)
{
    double begun = now_s();
    if (!repair_read(w, c, out) || (!c->look && !repair_solve(out)))
        return false;
    out->seconds = now_s() - begun;
    return fine(w);
}
