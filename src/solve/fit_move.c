/* fit_move.c -- what the search tries: single moves by difference, and chains that are done and, if refused, undone.
 * Ejection chains after Glover 1996; acceptance by Metropolis' rule. */
#include "solve/fit_search.h"

#include <math.h>
#include <string.h>

/* ---- moves done at once, with a way back */

static void push(struct search *x, int32_t c)
{
    struct state *s = x->s;
    struct undo *u = &x->undo[x->undos++];
    int32_t from = s->m->need_at[c], n = s->m->need_at[c + 1] - from;
    u->class = c;
    u->time = s->time[c];
    memcpy(u->opt, s->opt + from, (size_t)n * sizeof *u->opt);
}

static void back(struct search *x)
{
    while (x->undos > 0) {
        const struct undo *u = &x->undo[--x->undos];
        fit_propose(x->s, u->class, u->time, u->opt);
        fit_commit(x->s);
    }
}

double search_price(const struct search *x, int64_t soft, int64_t hard)
{
    return (double)soft + (double)hard * x->hard_cost / FIT_UNIT;
}

bool search_accepts(struct search *x, double change)
{
    if (change <= 0)
        return true;
    if (change > 20 * x->temperature)
        return false;
    return rng_unit(&x->s->rng) < exp(-change / x->temperature);
}

void search_keep(struct search *x, double change)
{
    if (change > 0 && x->pending) {
        search_note(x);
        x->pending = false;
    }
}

void search_settle(struct search *x)
{
    if (search_badness(x->s) < x->best_hard || (search_badness(x->s) == x->best_hard && x->s->soft < x->best_soft))
        x->pending = true;
}

static bool take_trial(struct search *x)
{
    if (x->s->trial.hopeless)
        return false;
    double change = search_price(x, x->s->trial.soft, x->s->trial.hard);
    if (!search_accepts(x, change))
        return false;
    search_keep(x, change);
    fit_commit(x->s);
    return true;
}

/* The state was changed already, from (soft, hard) on; stay or go back. */
static bool take_done(struct search *x, int64_t soft, int64_t hard)
{
    double change = search_price(x, x->s->soft - soft, x->s->hard - hard);
    if (search_accepts(x, change)) {
        x->undos = 0;
        return true;
    }
    back(x);
    return false;
}

int32_t search_any_class(struct search *x)
{
    const struct model *m = x->s->m;
    if (x->hots && rng_below(&x->s->rng, 4) == 0)
        return x->hot[rng_below(&x->s->rng, (uint32_t)x->hots)];
    return m->free[rng_below(&x->s->rng, (uint32_t)m->frees)];
}

int32_t search_any_time(struct search *x, int32_t c)
{
    const struct model *m = x->s->m;
    int32_t n = m->usable_at[c + 1] - m->usable_at[c];
    return m->usable[m->usable_at[c] + (int32_t)rng_below(&x->s->rng, (uint32_t)n)];
}

static bool same_options(const struct state *s, int32_t c, const int32_t *opt)
{
    int32_t from = s->m->need_at[c], n = s->m->need_at[c + 1] - from;
    return !memcmp(opt, s->opt + from, (size_t)n * sizeof *opt);
}

static bool move_time(struct search *x, bool best)
{
    int32_t c = search_any_class(x), t = search_any_time(x, c), opt[64];
    if (x->p->class[c].drop && x->s->time[c] != FIT_NONE && rng_below(&x->s->rng, 50) == 0) {
        fit_propose(x->s, c, FIT_NONE, NULL);
        return take_trial(x);
    }
    if (t == x->s->time[c] && !best)
        return false;
    if (!(best ? fit_choose(x->s, c, t, opt, false) : fit_keep(x->s, c, t, opt)) || (t == x->s->time[c] && same_options(x->s, c, opt)))
        return false;
    x->s->cut = x->cut;
    fit_propose(x->s, c, t, opt);
    x->s->cut = 0;
    return take_trial(x);
}

static bool move_option(struct search *x)
{
    struct state *s = x->s;
    int32_t c = search_any_class(x), opt[64], t = s->time[c];
    if (t == FIT_NONE || s->m->need_at[c] == s->m->need_at[c + 1])
        return false;
    if (!fit_choose(s, c, t, opt, rng_below(&s->rng, 4) != 0))
        return false;
    if (same_options(s, c, opt))
        return false;
    fit_propose(s, c, t, opt);
    return take_trial(x);
}

/* The candidate time of class c that is the same as one of class j. */
static int32_t same_time(const struct search *x, int32_t c, int32_t j, int32_t t)
{
    const struct model *m = x->s->m;
    if (x->p->class[c].time == x->p->class[j].time)
        return t;
    const struct place *want = &m->place[m->time_at[j] + t];
    for (int32_t i = m->usable_at[c]; i < m->usable_at[c + 1]; i++) {
        const struct place *is = &m->place[m->time_at[c] + m->usable[i]];
        if (is->weeks == want->weeks && is->days == want->days && is->start == want->start)
            return m->usable[i];
    }
    return FIT_NONE;
}

static bool same_resource(const struct state *s, int32_t c, int32_t j, int32_t *opt)
{
    const struct model *m = s->m;
    int32_t room = s->at[j].room, from = m->opt_at[m->need_at[c]], to = m->opt_at[m->need_at[c] + 1];
    for (int32_t o = from; o < to; o++)
        if (m->opt[o].resource == room) {
            *opt = o - from;
            return true;
        }
    return false;
}

/* The room of class c for class j of one need. */
static bool room_beside(const struct state *s, int32_t j, int32_t c, int32_t t, int32_t *opt)
{
    const struct model *m = s->m;
    int32_t o;
    if (m->need_at[j + 1] - m->need_at[j] != 1 || s->at[c].room == FIT_NONE || !same_resource(s, j, c, &o) ||
        !model_allows(&m->opt[m->opt_at[m->need_at[j]] + o], t))
        return false;
    *opt = o;
    return true;
}

/* Two classes change places: times, and rooms where both can. */
static bool move_swap(struct search *x)
{
    struct state *s = x->s;
    const struct model *m = s->m;
    int32_t c = search_any_class(x), j = FIT_NONE, oc[64], oj[64];
    if (s->time[c] == FIT_NONE)
        return false;
    if (s->at[c].room != FIT_NONE && rng_below(&s->rng, 2)) { /* with one in the same room, or */
        int32_t r = s->at[c].room;
        if (x->p->resource[r].capacity == 1 && s->user_n[r] > 1)
            j = s->users[m->user_at[r] + (int32_t)rng_below(&s->rng, (uint32_t)s->user_n[r])];
    } else if (m->link_at[c] < m->link_at[c + 1]) { /* in the same distribution */
        const struct mdist *d = &m->dist[m->link[m->link_at[c] + (int32_t)rng_below(&s->rng, (uint32_t)(m->link_at[c + 1] - m->link_at[c]))].dist];
        j = d->class[rng_below(&s->rng, (uint32_t)d->n)];
    }
    if (j == FIT_NONE)
        j = search_any_class(x);
    if (j == c || s->time[j] == FIT_NONE || x->p->class[j].fixed)
        return false;
    int32_t tc = same_time(x, c, j, s->time[j]), tj = same_time(x, j, c, s->time[c]);
    if (rng_below(&s->rng, 4) == 0) /* rooms only */
        tc = s->time[c], tj = s->time[j];
    if (tc == FIT_NONE || tj == FIT_NONE || !fit_keep(s, c, tc, oc) || !fit_keep(s, j, tj, oj))
        return false;
    int needs_c = m->need_at[c + 1] - m->need_at[c], needs_j = m->need_at[j + 1] - m->need_at[j];
    if (needs_c == 1 && needs_j == 1 && s->at[c].room != s->at[j].room) {
        int32_t a, b;
        if (same_resource(s, c, j, &a) && same_resource(s, j, c, &b) &&
            model_allows(&m->opt[m->opt_at[m->need_at[c]] + a], tc) && model_allows(&m->opt[m->opt_at[m->need_at[j]] + b], tj))
            oc[0] = a, oj[0] = b;
    }
    if (tc == s->time[c] && tj == s->time[j] && same_options(s, c, oc) && same_options(s, j, oj))
        return false;
    int64_t soft = s->soft, hard = s->hard;
    if (x->pending)
        search_note(x), x->pending = false;
    push(x, c);
    fit_propose(s, c, tc, oc);
    fit_commit(s);
    push(x, j);
    fit_propose(s, j, tj, oj);
    fit_commit(s);
    return take_done(x, soft, hard);
}

/* A time for class j beside where class c went: the same days and weeks and, if it can, the same start. */
static int32_t time_beside(struct search *x, int32_t j, const struct place *at)
{
    const struct model *m = x->s->m;
    int32_t best = FIT_NONE, n = m->usable_at[j + 1] - m->usable_at[j];
    int like = 0;
    uint32_t ties = 0, skip = (uint32_t)n / 256 + 1; /* long lists are looked at in part */
    for (int32_t i = m->usable_at[j] + (int32_t)rng_below(&x->s->rng, skip); i < m->usable_at[j + 1]; i += (int32_t)skip) {
        const struct place *b = &m->place[m->time_at[j] + m->usable[i]];
        int is = (b->days == at->days) * 4 + (b->start == at->start) * 2 + (b->weeks == at->weeks);
        if (is > like)
            like = is, ties = 0;
        if (is == like && rng_below(&x->s->rng, ++ties) == 0)
            best = m->usable[i];
    }
    return best;
}

/* The best of a few values for class j, committed; false: it has none.  One of them is the time and room most
 * like those of class c, since the two may have to be alike. */
static bool relocate(struct search *x, int32_t j, int32_t c, int32_t samples)
{
    struct state *s = x->s;
    int32_t n = s->m->usable_at[j + 1] - s->m->usable_at[j], best_t = FIT_NONE, opt[64], best[64];
    double least = INFINITY;
    bool all = n <= samples, drop = false;
    if (x->p->class[j].drop) {
        fit_propose(s, j, FIT_NONE, NULL);
        least = search_price(x, s->trial.soft, s->trial.hard);
        drop = true;
    }
    for (int32_t i = -3; i < (all ? n : samples); i++) {
        int32_t t = i == -3 ? s->time[j] : i < 0 ? time_beside(x, j, &s->at[c]) : all ? s->m->usable[s->m->usable_at[j] + i] : search_any_time(x, j);
        bool room = i == -3 || i == -2; /* these with the room of class c */
        if (t == FIT_NONE || !fit_choose(s, j, t, opt, false) || (room && !room_beside(s, j, c, t, opt)))
            continue;
        fit_propose(s, j, t, opt);
        double is = search_price(x, s->trial.soft, s->trial.hard);
        if (is < least) {
            least = is, best_t = t;
            memcpy(best, opt, sizeof best);
        }
    }
    if (best_t == FIT_NONE && !drop)
        return false;
    fit_propose(s, j, best_t, best);
    fit_commit(s);
    return true;
}

/* An ejection chain of depth two: a class goes where it would, those in its way look for another place. */
static bool move_eject(struct search *x)
{
    struct state *s = x->s;
    int32_t c = search_any_class(x), t = search_any_time(x, c), opt[64], way[4];
    if (!fit_choose(s, c, t, opt, rng_below(&s->rng, 2)))
        return false;
    fit_propose(s, c, t, opt);
    if (s->trial.hard <= 0 && s->trial.soft <= 0)
        return take_trial(x);
    struct place at = s->trial.at;
    int32_t n = fit_in_way(s, c, &at, opt, way, 3);
    if (n == 0)
        return take_trial(x);
    if (n > 3)
        return false;
    int64_t soft = s->soft, hard = s->hard;
    if (x->pending)
        search_note(x), x->pending = false;
    push(x, c);
    fit_commit(s);
    for (int32_t i = 0; i < n; i++) {
        if (x->p->class[way[i]].fixed)
            continue;
        push(x, way[i]);
        relocate(x, way[i], c, 12);
    }
    return take_done(x, soft, hard);
}

/* The same with tables: a class goes where it would if what it breaks weighed less; those in its way get what the heat bath
 * gives them, and those in theirs. */
static bool move_push(struct search *x)
{
    struct state *s = x->s;
    int32_t c = search_pick(x), t, o, way[8], room = 6;
    if (!search_wish(x, c, &t, &o))
        return false;
    fit_propose(s, c, t, &o);
    if (s->trial.hard <= 0)
        return take_trial(x);
    int64_t soft = s->soft, hard = s->hard;
    if (x->pending)
        search_note(x), x->pending = false;
    push(x, c);
    fit_commit(s);
    for (int32_t done = 0; done < x->undos && x->undos < 8; done++) {
        int32_t j = x->undo[done].class, n;
        if (s->time[j] == FIT_NONE)
            continue;
        n = fit_in_way(s, j, &s->at[j], s->opt + s->m->need_at[j], way, room);
        if (n > room)
            break;
        for (int32_t i = 0; i < n && x->undos < 12; i++) {
            bool before = x->p->class[way[i]].fixed || !s->m->plain[way[i]];
            for (int32_t k = 0; k < x->undos; k++)
                before = before || x->undo[k].class == way[i];
            if (before)
                continue;
            push(x, way[i]);
            search_redraw(x, way[i]);
        }
    }
    return take_done(x, soft, hard);
}

/* In a chain of precedence of like classes: one leaves its place for another time, those between move up by one,
 * so that the order is kept. */
static bool move_shift(struct search *x)
{
    struct state *s = x->s;
    const struct model *m = s->m;
    int32_t c = search_any_class(x), opt[64];
    const struct mdist *d = NULL;
    int32_t at = 0;
    for (int32_t i = m->link_at[c]; i < m->link_at[c + 1] && !d; i++)
        if (m->dist[m->link[i].dist].type == FIT_PRECEDENCE && m->dist[m->link[i].dist].required)
            d = &m->dist[m->link[i].dist], at = m->link[i].position;
    if (!d || s->time[c] == FIT_NONE)
        return false;
    int32_t t = search_any_time(x, c), now = c, step;
    if (!fit_choose(s, c, t, opt, rng_below(&s->rng, 2)))
        return false;
    struct place want = state_place(s, c, t, opt);
    step = place_precedes(&s->at[c], &want) ? 1 : -1;
    int64_t soft = s->soft, hard = s->hard;
    if (x->pending)
        search_note(x), x->pending = false;
    for (int32_t i = at + step; i >= 0 && i < d->n && x->undos < SEARCH_UNDO - 2; i += step) {
        int32_t j = d->class[i];
        if (s->time[j] == FIT_NONE || x->p->class[j].time != x->p->class[c].time || x->p->class[j].need != x->p->class[c].need ||
            x->p->class[j].fixed || (step > 0 ? !place_precedes(&s->at[j], &want) : !place_precedes(&want, &s->at[j])))
            break;
        int32_t tj = s->time[j], oj[64];
        memcpy(oj, s->opt + m->need_at[j], (size_t)(m->need_at[j + 1] - m->need_at[j]) * sizeof *oj);
        push(x, now);
        fit_propose(s, now, tj, oj);
        fit_commit(s);
        now = j;
    }
    push(x, now);
    fit_propose(s, now, t, opt);
    fit_commit(s);
    return take_done(x, soft, hard);
}

/* Back to where people expect it. */
static bool move_home(struct search *x)
{
    struct state *s = x->s;
    int32_t c = search_any_class(x), t = x->p->class[c].was_time, opt[64], n = s->m->need_at[c + 1] - s->m->need_at[c];
    const int32_t *was = x->p->class[c].was_option;
    if (t == FIT_NONE)
        return false;
    for (int32_t k = 0; k < n; k++) {
        opt[k] = was ? was[k] : FIT_NONE;
        if (opt[k] == FIT_NONE || !model_allows(&s->m->opt[s->m->opt_at[s->m->need_at[c] + k] + opt[k]], t))
            return false;
    }
    if (t == s->time[c] && !memcmp(opt, s->opt + s->m->need_at[c], (size_t)n * sizeof *opt))
        return false;
    fit_propose(s, c, t, opt);
    return take_trial(x);
}

static bool student_accept(void *data, int64_t soft, int64_t hard)
{
    struct search *x = data;
    double change = search_price(x, soft, hard);
    if (!search_accepts(x, change))
        return false;
    search_keep(x, change);
    return true;
}

bool search_try(struct search *x, enum move k)
{
    switch (k) {
    case MOVE_TIME: return move_time(x, false);
    case MOVE_BEST: return move_time(x, true);
    case MOVE_OPTION: return move_option(x);
    case MOVE_SWAP: return move_swap(x);
    case MOVE_EJECT: return x->picks ? move_push(x) : move_eject(x);
    case MOVE_SHIFT: return move_shift(x);
    case MOVE_HOME: return move_home(x);
    case MOVE_STUDENT: return fit_enrol_move(x->s, student_accept, x);
    case MOVE_HEAT: return search_heat(x);
    case MOVES: break;
    }
    return false;
}

