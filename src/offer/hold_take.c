/* hold_take.c -- everything an offer needs, looked at and taken.  Called with the resources locked. */
#include "base/day.h"
#include "resource/lay.h"
#include "offer/hold_private.h"
#include "offer/hold_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

#define WEEK_MIN (7 * DAY_MIN)

/* demand: one resource with what is wanted of it and what is taken already; ranges of the arrays in `all`. */
struct demand {
    int64_t resource;
    int quantity, load_week_ah, first, count;
};

struct all {
    struct lay_want *wants;
    struct demand *demands;
    size_t want_room, demand_room;
    int want_count, demand_count;
    int64_t from, to; /* whole weeks around all wants */
};

/* use: what others have of a resource. */
struct use {
    struct stretch *taken;
    int *hours_ah; /* of each stretch */
    size_t room, hours_room;
    int count;
};

static int64_t week_of(int64_t wall) { return (wall_day(wall) + 3) / 7; } /* 1970-01-01 was a Thursday */

static bool load_wants(struct work *w, const struct held *f, struct all *a)
{
    struct rows r = db_rows(w, HOLD_WANTS, ARGS(V(f->id)));
    while (db_next(&r)) {
        int64_t resource = db_int(&r, 0);
        struct lay_want x = {.from = db_int(&r, 1), .to = db_int(&r, 2), .lesson = db_int(&r, 3), .units = (int)db_int(&r, 4),
                         .hours_ah = (int)db_int(&r, 5)};
        if (a->demand_count == 0 || a->demands[a->demand_count - 1].resource != resource) {
            grow(w, &a->demands, a->demand_room, (size_t)a->demand_count);
            a->demands[a->demand_count++] = (struct demand){resource, (int)db_int(&r, 6), (int)db_int(&r, 7), a->want_count, 0};
        }
        a->demands[a->demand_count - 1].count++;
        if (a->want_count == 0 || x.from < a->from)
            a->from = x.from;
        if (a->want_count == 0 || x.to > a->to)
            a->to = x.to;
        grow(w, &a->wants, a->want_room, (size_t)a->want_count);
        a->wants[a->want_count++] = x;
    }
    a->from = (week_of(a->from) * 7 - 3) * DAY_MIN;
    a->to = (week_of(a->to) * 7 + 4) * DAY_MIN;
    return fine(w);
}

static void use_add(struct work *w, struct use *u, struct stretch s, int hours_ah)
{
    grow(w, &u->taken, u->room, (size_t)u->count);
    grow(w, &u->hours_ah, u->hours_room, (size_t)u->count);
    u->hours_ah[u->count] = hours_ah;
    u->taken[u->count++] = s;
}

static bool load_use(struct work *w, const struct all *a, const struct demand *d, struct use *u)
{
    struct rows r = db_rows(w, HOLD_TAKEN, ARGS(V(d->resource), V(a->from), V(a->to)));
    while (db_next(&r))
        use_add(w, u, (struct stretch){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), (int)db_int(&r, 3), 1}, (int)db_int(&r, 4));
    r = db_rows(w, HOLD_BUSY, ARGS(V(d->resource), V(a->from), V(a->to)));
    while (db_next(&r)) {
        int64_t from = db_int(&r, 0), to = db_int(&r, 1), weeks = db_int(&r, 4);
        for (int64_t k = to > a->from ? 0 : (a->from - to) / WEEK_MIN; k < weeks && from + k * WEEK_MIN < a->to; k++)
            use_add(w, u, (struct stretch){from + k * WEEK_MIN, to + k * WEEK_MIN, db_int(&r, 2), -1, (int)db_int(&r, 3)},
                    db_int(&r, 5) == 1 ? (int)((to - from) / 45) : 0); /* only lessons are load, not absence */
    }
    return fine(w);
}

/* taker: who or what has it, as a clause. */
static const char *taker(struct work *w, const struct stretch *s)
{
    const char *out = "";
    struct rows r = db_rows(w, s->unit >= 0 ? HOLD_TAKER : HOLD_OWNER_USE, ARGS(V(s->id)));
    if (!db_next(&r))
        return out;
    if (s->unit < 0) {
        static const struct { const char *kind, *said; } kinds[] = {
            {"lesson", TR("its owner's own lesson")}, {"maintenance", TR("maintenance")}, {"absence", TR("absence")},
            {"event", TR("its owner's event")},       {"other", TR("its owner's own use")},
        };
        for (size_t i = 0; i < COUNT(kinds); i++)
            if (strcmp(db_peek(&r, 0), kinds[i].kind) == 0)
                out = tr(w, kinds[i].said);
        if (*db_peek(&r, 1) != '\0')
            out = take_text(w, "%s (%s)", out, db_peek(&r, 1));
    } else if (!db_null(&r, 6)) {
        out = take_text(w, tr(w, "request %s, %s"), db_text(&r, 6), db_text(&r, 7));
    } else if (db_null(&r, 0)) {
        out = *db_peek(&r, 5) != '\0' ? take_text(w, tr(w, "a booking (%s)"), db_peek(&r, 5)) : tr(w, "a booking");
    } else {
        const char *title = tr_name(w, db_text(&r, 2), db_text(&r, 3));
        out = take_text(w, tr(w, "offer %s, %s"), db_peek(&r, 0), title);
    }
    db_done(&r);
    return out;
}

static const char *resource_said(struct work *w, int64_t id)
{
    const char *out = "";
    struct rows r = db_rows(w, HOLD_RESOURCE, ARGS(V(id)));
    if (db_next(&r))
        out = take_text(w, "%s (%s)", tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_peek(&r, 0));
    db_done(&r);
    return out;
}

static bool refuse(struct work *w, const struct held *f, const struct demand *d, const struct lay_want *x, const struct stretch *by)
{
    const char *what = resource_said(w, d->resource), *when = say_span(w, x->from, x->to);
    if (x->units > d->quantity)
        return fail(w, CONFLICT, tr(w, "%s: %d are needed at once and there are %d by now; make the offer again: cavt offer make DB %s"),
                    what, x->units, d->quantity, f->order);
    if (by == NULL)
        return fail(w, CONFLICT, tr(w, "%s, %s: the offer itself needs it twice; make the offer again: cavt offer make DB %s"), what,
                    when, f->order);
    return fail(w, CONFLICT, tr(w, "%s is taken on %s by %s; make the offer again: cavt offer make DB %s"), what, when, taker(w, by),
                f->order);
}

/* A teacher's week may have filled up without any clash in time.  Only where others have hours in it: what
 * the offer alone asks was weighed when it was made. */
static bool week_fits(struct work *w, const struct held *f, const struct demand *d, const struct lay_want *wants, const struct use *u)
{
    for (int i = 0; d->load_week_ah > 0 && i < d->count; i++) {
        int own = 0, others = 0;
        for (int k = 0; k < d->count; k++)
            if (week_of(wants[k].from) == week_of(wants[i].from))
                own += wants[k].hours_ah;
        for (int k = 0; k < u->count; k++)
            if (week_of(u->taken[k].from) == week_of(wants[i].from))
                others += u->hours_ah[k];
        if (others > 0 && own + others > d->load_week_ah) {
            int32_t monday = (int32_t)(week_of(wants[i].from) * 7 - 3);
            return fail(w, CONFLICT,
                        tr(w, "%s would have %d hours in the week of %s, over the limit of %d; make the offer again: cavt offer make DB %s"),
                        resource_said(w, d->resource), own + others, say_day(w, monday), d->load_week_ah, f->order);
        }
    }
    return true;
}

static bool sites_open(struct work *w, const struct held *f)
{
    struct rows r = db_rows(w, HOLD_CLOSED, ARGS(V(f->id)));
    if (db_next(&r)) {
        const char *site = tr_name(w, db_text(&r, 0), db_text(&r, 1)), *reason = tr_name(w, db_text(&r, 5), db_text(&r, 6));
        fail(w, CONFLICT, tr(w, "%s is closed on %s%s%s; make the offer again: cavt offer make DB %s"), *site != '\0' ? site : db_peek(&r, 2),
             say_span(w, db_int(&r, 3), db_int(&r, 4)), *reason != '\0' ? ": " : "", reason, f->order);
    }
    db_done(&r);
    return fine(w);
}

/* book: the rows themselves, seven to a statement and the rest one by one. */
static bool book(struct work *w, const struct held *f, const struct all *a, const struct laid *laid, int64_t left)
{
    enum { SHARED = 3, EACH = 6, SEVEN = 7 };
    struct db_value v[SHARED + SEVEN * EACH] = {V(f->id), V(w->who), V(w->now)};
    size_t n = SHARED;
    for (int i = 0; i < a->demand_count && fine(w); i++)
        for (int k = 0; k < laid[i].count; k++) {
            const struct piece *p = &laid[i].pieces[k];
            const struct db_value row[EACH] = {V(db_id(w)),  V(a->demands[i].resource), V(p->unit),
                                               V(p->from),   V(p->to),                  V(a->wants[a->demands[i].first + p->want].lesson)};
            memcpy(v + n, row, sizeof(row));
            n += EACH;
            if (n < COUNT(v) && left >= SEVEN)
                continue;
            db_run(w, n == COUNT(v) ? HOLD_BOOK_SEVEN : HOLD_BOOK, v, n);
            left -= (int64_t)(n - SHARED) / EACH;
            n = SHARED;
        }
    return fine(w);
}

bool hold_fits(struct work *w, int64_t resource, int quantity, const struct lay_want *wants, int n, struct laid *out, const char **why)
{
    struct all a = {.from = wants[0].from, .to = wants[0].to};
    struct demand d = {.resource = resource, .quantity = quantity};
    struct use u = {0};
    for (int i = 1; i < n; i++) {
        a.from = wants[i].from < a.from ? wants[i].from : a.from;
        a.to = wants[i].to > a.to ? wants[i].to : a.to;
    }
    *why = NULL;
    if (!load_use(w, &a, &d, &u))
        return false;
    if (lay(w, u.taken, u.count, wants, n, quantity, out))
        return true;
    const struct lay_want *x = &wants[out->want];
    *why = out->by < 0 ? take_text(w, tr(w, "%s, %s: it would be needed twice"), resource_said(w, resource), say_span(w, x->from, x->to))
                       : take_text(w, tr(w, "%s is taken on %s by %s"), resource_said(w, resource), say_span(w, x->from, x->to),
                                   taker(w, &u.taken[out->by]));
    return false;
}

int hold_week_ah(struct work *w, int64_t resource, int64_t at)
{
    struct all a = {.from = (week_of(at) * 7 - 3) * DAY_MIN, .to = (week_of(at) * 7 + 4) * DAY_MIN};
    struct demand d = {.resource = resource};
    struct use u = {0};
    int sum = 0;
    if (!load_use(w, &a, &d, &u))
        return 0;
    for (int i = 0; i < u.count; i++)
        sum += week_of(u.taken[i].from) == week_of(at) ? u.hours_ah[i] : 0;
    return sum;
}

bool hold_take(struct work *w, const struct held *f, int64_t *n)
{
    struct all a = {0};
    *n = 0;
    if (!load_wants(w, f, &a) || !sites_open(w, f))
        return false;
    struct laid *laid = take_array(w, a.demand_count + 1, struct laid);
    for (int i = 0; i < a.demand_count; i++) {
        const struct demand *d = &a.demands[i];
        const struct lay_want *wants = a.wants + d->first;
        struct use u = {0};
        if (!load_use(w, &a, d, &u))
            return false;
        if (!lay(w, u.taken, u.count, wants, d->count, d->quantity, &laid[i]))
            return refuse(w, f, d, &wants[laid[i].want], laid[i].by >= 0 ? &u.taken[laid[i].by] : NULL);
        if (!week_fits(w, f, d, wants, &u))
            return false;
    }
    for (int i = 0; i < a.demand_count; i++)
        *n += laid[i].count;
    return book(w, f, &a, laid, *n);
}
