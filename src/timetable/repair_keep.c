/* repair_keep.c -- applying and undoing: see repair.h.  One transaction each, under the same locks in the same order as
 * accepting an offer (offer/hold.h), so acts cannot wait for each other in a ring; the database's own guard has the last
 * word on what is taken. */
#include "timetable/repair_keep.h"

#include "offer/hold_change.h"
#include "store/db.h"
#include "timetable/repair.h"
#include "timetable/repair_notice.h"
#include "timetable/repair_sql.h"
#include "view/say.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define TRIES 4

struct plan {
    struct shift *all; /* in order of offer */
    int count;
    const struct repair *r; /* NULL: undoing */
    const char *code, *organisation, *reason; /* of an act on a repair that is stored */
    bool yes;
};

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* ---------------------------------------------------------------- nobody else meanwhile */

static void lock_each(struct work *w, const char *sql, int64_t *ids, int n)
{
    qsort(ids, (size_t)n, sizeof(*ids), by_id);
    for (int i = 0; i < n; i++)
        if (i == 0 || ids[i] != ids[i - 1])
            db_run(w, sql, ARGS(V(ids[i])));
}

static bool lock_all(struct work *w, const struct plan *p)
{
    int n = 0, uses = 0;
    if (!db_is_postgres(w->db))
        return fine(w);
    for (int i = 0; i < p->count; i++)
        uses += p->all[i].was.use_count + p->all[i].is.use_count;
    int64_t *ids = take_array(w, p->count + uses + 1, int64_t);
    for (int i = 0; i < p->count; i++)
        ids[n++] = p->all[i].offer;
    lock_each(w, REPAIR_LOCK_ORDER, ids, n);
    lock_each(w, REPAIR_LOCK_OFFER, ids, n);
    n = 0;
    for (int i = 0; i < p->count; i++)
        for (int side = 0; side < 2; side++) {
            const struct stand *s = side == 0 ? &p->all[i].was : &p->all[i].is;
            for (int k = 0; k < s->use_count; k++)
                ids[n++] = s->uses[k].resource;
        }
    lock_each(w, REPAIR_LOCK_RESOURCE, ids, n);
    return fine(w);
}

static const struct stand_use *use_of(const struct stand *s, int64_t resource)
{
    for (int i = 0; i < s->use_count; i++)
        if (s->uses[i].resource == resource)
            return &s->uses[i];
    return NULL;
}

/* unchanged: each lesson is still where the plan thinks, and its offer still counts. */
static bool unchanged(struct work *w, const struct plan *p)
{
    for (int i = 0; i < p->count && fine(w); i++) {
        const struct shift *s = &p->all[i];
        struct rows r = db_rows(w, REPAIR_OFFER, ARGS(V(s->offer)));
        bool counts = db_next(&r) && (strcmp(db_peek(&r, 3), "agreed") == 0 || (strcmp(db_peek(&r, 3), "held") == 0 && db_int(&r, 4) > w->now));
        const char *code = db_text(&r, 2);
        db_done(&r);
        if (fine(w) && !counts)
            return fail(w, CONFLICT, tr(w, "offer %s is no longer held or agreed; look for the repair again"), code);
        r = db_rows(w, REPAIR_LESSON_NOW, ARGS(V(s->lesson)));
        bool same = db_next(&r) && db_int(&r, 0) == s->was.from && db_int(&r, 1) == s->was.to && (db_null(&r, 2) ? 0 : db_int(&r, 2)) == s->was.site;
        db_done(&r);
        int n = 0;
        r = db_rows(w, REPAIR_LESSON_USES, ARGS(V(s->lesson)));
        for (; db_next(&r); n++) {
            const struct stand_use *u = use_of(&s->was, db_int(&r, 0));
            same = same && u != NULL && u->units == db_int(&r, 1);
        }
        if (fine(w) && (!same || n != s->was.use_count))
            return fail(w, CONFLICT, tr(w, "a lesson of offer %s on %s has been moved meanwhile; look for the repair again"), code,
                        say_span(w, s->was.from, s->was.to));
    }
    return fine(w);
}

/* ---------------------------------------------------------------- bookings */

static bool kept(const struct shift *s, const struct stand_use *u)
{
    const struct stand_use *was = use_of(&s->was, u->resource);
    return s->was.from == s->is.from && s->was.to == s->is.to && was != NULL && was->units == u->units;
}

static bool agreed(struct work *w, int64_t offer)
{
    struct rows r = db_rows(w, REPAIR_OFFER, ARGS(V(offer)));
    bool is = db_next(&r) && strcmp(db_peek(&r, 3), "agreed") == 0;
    db_done(&r);
    return is;
}

static void release(struct work *w, const struct plan *p)
{
    for (int i = 0; i < p->count; i++)
        for (int k = 0; k < p->all[i].was.use_count; k++) {
            const struct stand_use *u = &p->all[i].was.uses[k], *still = use_of(&p->all[i].is, u->resource);
            if (still == NULL || !kept(&p->all[i], still))
                db_run(w, REPAIR_RELEASE, ARGS(V(p->all[i].lesson), V(u->resource)));
        }
}

/* book_resource: all that is newly needed of one resource, at once, so that lessons of the plan do not meet on it. */
static bool book_resource(struct work *w, const struct plan *p, int64_t resource)
{
    struct lay_want *wants = take_array(w, p->count + 1, struct lay_want);
    const struct shift **of = take_array(w, p->count + 1, const struct shift *);
    struct laid laid;
    const char *why;
    int n = 0;
    for (int i = 0; i < p->count; i++) {
        const struct stand_use *u = use_of(&p->all[i].is, resource);
        if (u == NULL || kept(&p->all[i], u))
            continue;
        of[n] = &p->all[i];
        wants[n++] = (struct lay_want){p->all[i].is.from, p->all[i].is.to, p->all[i].lesson, u->units, p->all[i].hours_ah};
    }
    struct rows r = db_rows(w, REPAIR_RESOURCE, ARGS(V(resource)));
    int quantity = db_next(&r) ? (int)db_int(&r, 3) : 0;
    db_done(&r);
    if (n == 0)
        return fine(w);
    if (!hold_fits(w, resource, quantity, wants, n, &laid, &why))
        return fine(w) && fail(w, CONFLICT, tr(w, "%s; nothing was moved, look for the repair again: cavt timetable repair DB"), why);
    for (int i = 0; i < laid.count && fine(w); i++) {
        const struct piece *x = &laid.pieces[i];
        const struct shift *s = of[x->want];
        bool held = use_of(&s->is, resource)->ask || !agreed(w, s->offer);
        db_run(w, REPAIR_BOOK_UNIT, ARGS(V(db_id(w)), V(resource), V(x->unit), V(x->from), V(x->to), V(held ? "held" : "booked"), V(s->lesson),
                                         V(s->offer), V(w->who), V(w->now)));
    }
    return fine(w);
}

static bool book(struct work *w, const struct plan *p)
{
    int n = 0, all = 0;
    for (int i = 0; i < p->count; i++)
        all += p->all[i].is.use_count;
    int64_t *ids = take_array(w, all + 1, int64_t);
    for (int i = 0; i < p->count; i++)
        for (int k = 0; k < p->all[i].is.use_count; k++)
            ids[n++] = p->all[i].is.uses[k].resource;
    qsort(ids, (size_t)n, sizeof(*ids), by_id);
    for (int i = 0; i < n; i++)
        if ((i == 0 || ids[i] != ids[i - 1]) && !book_resource(w, p, ids[i]))
            return false;
    return fine(w);
}

/* ---------------------------------------------------------------- lessons */

static void number(struct work *w, int64_t lesson)
{
    int64_t ids[512];
    int n = 0, at[512];
    struct rows r = db_rows(w, REPAIR_IN_ORDER, ARGS(V(lesson)));
    while (db_next(&r) && n < (int)COUNT(ids)) {
        ids[n] = db_int(&r, 0);
        at[n++] = (int)db_int(&r, 1);
    }
    db_done(&r);
    for (int i = 0; i < n; i++)
        if (at[i] != i + 1)
            db_run(w, REPAIR_NUMBER, ARGS(V(ids[i]), V(i + 1)));
}

static bool found(struct work *w, const char *sql, int64_t lesson)
{
    struct rows r = db_rows(w, sql, ARGS(V(lesson)));
    bool any = db_next(&r);
    db_done(&r);
    return any;
}

/* too_many: a teacher's week over its limit by what is moved into it. */
static bool week_fits(struct work *w, const struct shift *s)
{
    for (int i = 0; i < s->is.use_count && fine(w); i++) {
        struct rows r = db_rows(w, REPAIR_LOAD, ARGS(V(s->is.uses[i].resource)));
        int most = db_next(&r) ? (int)db_int(&r, 0) : 0;
        const char *name = most > 0 ? tr_name(w, db_text(&r, 1), db_text(&r, 2)) : "";
        db_done(&r);
        int hours = most > 0 && !kept(s, &s->is.uses[i]) ? hold_week_ah(w, s->is.uses[i].resource, s->is.from) : 0;
        if (hours > most)
            return fail(w, CONFLICT, tr(w, "%s would have %d hours in a week, over the limit of %d; nothing was moved, look for the repair again"), name,
                        hours, most);
    }
    return fine(w);
}

/* sound: what the guard of the bookings does not see: closed sites, the same people twice, a teacher's week. */
static bool sound(struct work *w, const struct shift *s)
{
    if (found(w, REPAIR_CLOSED, s->lesson))
        return fail(w, CONFLICT, tr(w, "the site of a lesson on %s is closed then; nothing was moved, look for the repair again"),
                    say_span(w, s->is.from, s->is.to));
    if (found(w, REPAIR_COHORT_CLASH, s->lesson))
        return fail(w, CONFLICT, tr(w, "the people of a lesson on %s have another lesson then; nothing was moved, look for the repair again"),
                    say_span(w, s->is.from, s->is.to));
    return week_fits(w, s);
}

static bool move(struct work *w, const struct plan *p)
{
    for (int i = 0; i < p->count; i++) {
        const struct shift *s = &p->all[i];
        db_run(w, REPAIR_MOVE, ARGS(V(s->lesson), V(s->is.from), V(s->is.to), db_id_or_null(s->is.site)));
        db_run(w, REPAIR_FORGET_USES, ARGS(V(s->lesson)));
        for (int k = 0; k < s->is.use_count; k++)
            db_run(w, REPAIR_INSERT_USE, ARGS(V(s->lesson), V(s->is.uses[k].resource), V(s->is.uses[k].units)));
    }
    for (int i = 0; i < p->count && fine(w); i++) {
        number(w, p->all[i].lesson);
        if (!sound(w, &p->all[i]))
            return false;
    }
    return fine(w);
}

static bool books(struct work *w, const struct plan *p)
{
    for (int i = 0, n; i < p->count; i += n) {
        for (n = 0; i + n < p->count && p->all[i + n].offer == p->all[i].offer;)
            n++;
        if (!repair_book(w, p->all[i].offer, p->all + i, n))
            return false;
    }
    return fine(w);
}

/* carry: the whole of it but the record. */
static bool carry(struct work *w, const struct plan *p)
{
    release(w, p);
    return book(w, p) && move(w, p) && books(w, p);
}

/* ---------------------------------------------------------------- asking owners */

static int64_t owner_of(struct work *w, const struct repair *r, int64_t resource)
{
    (void)w;
    int at = resources_find(&r->st->resources, resource);
    return r->st->partners.organisations[r->st->resources.all[at].organisation].id;
}

static void ask_owners(struct work *w, const struct plan *p, int64_t repair, int *asked)
{
    for (int i = 0; i < p->count; i++)
        for (int k = 0; k < p->all[i].is.use_count; k++) {
            const struct stand_use *u = &p->all[i].is.uses[k];
            if (!u->ask)
                continue;
            int64_t owner = owner_of(w, p->r, u->resource);
            if (agreed(w, p->all[i].offer))
                db_run(w, REPAIR_INSERT_ASK, ARGS(V(repair), V(owner)));
            else
                db_run(w, REPAIR_PART_ASK, ARGS(V(p->all[i].offer), V(owner)));
        }
    *asked = (int)db_one(w, REPAIR_ASKED_LEFT, ARGS(V(repair)), 0);
}

static void record(struct work *w, const struct plan *p, int64_t id)
{
    for (int i = 0; i < p->count; i++) {
        const struct shift *s = &p->all[i];
        db_run(w, REPAIR_INSERT_LESSON, ARGS(V(id), V(s->lesson), V(s->was.from), V(s->was.to), db_id_or_null(s->was.site), V(s->is.from), V(s->is.to),
                                             db_id_or_null(s->is.site)));
        for (int side = 0; side < 2; side++) {
            const struct stand *x = side == 0 ? &s->was : &s->is;
            for (int k = 0; k < x->use_count; k++)
                db_run(w, REPAIR_INSERT_REPAIR_USE, ARGS(V(id), V(s->lesson), V(x->uses[k].resource), V(1 - side), V(x->uses[k].units),
                                                         V((long long)x->uses[k].price_minor)));
        }
    }
}

/* ---------------------------------------------------------------- the acts */

static bool apply(struct work *w, struct plan *p, struct kept *out)
{
    const struct repair *r = p->r;
    if (!lock_all(w, p) || !unchanged(w, p))
        return false;
    int64_t id = db_id(w);
    out->code = take_text(w, "r%lld", (long long)db_one(w, REPAIR_LAST_NUMBER, NO_ARGS, 0) + 1);
    db_run(w, REPAIR_INSERT, ARGS(V(id), V(out->code), V("asked"), V(p->count), V(r->lost), V(r->below), V((long long)r->seed), V((const char *)r->hash),
                                  V(w->now), V(w->who)));
    if (!carry(w, p))
        return false;
    record(w, p, id);
    ask_owners(w, p, id, &out->asked);
    if (out->asked == 0)
        db_run(w, REPAIR_SETTLE, ARGS(V(id)));
    hold_record(w, 0, "repair", "repair", out->code, "", out->asked > 0 ? "asked" : "applied", 0, NULL);
    if (!repair_tell(w, p->all, p->count, REPAIR_MOVED, NULL))
        return false;
    out->state = out->asked > 0 ? "asked" : "applied";
    out->moved = p->count;
    out->text = take_text(w, trn(w, "repair %s: %lld lesson is moved, and those whom it concerns are told",
                                 "repair %s: %lld lessons are moved, and those whom they concern are told", p->count), out->code, (long long)p->count);
    if (out->asked > 0)
        out->text = take_text(w, trn(w, "%s; %lld owner has been asked for what is newly taken of theirs",
                                     "%s; %lld owners have been asked for what is newly taken of theirs", out->asked), out->text, (long long)out->asked);
    return fine(w);
}

/* read_back: the lessons of a stored repair, from where they are to where they were. */
static bool read_back(struct work *w, int64_t id, struct plan *p)
{
    size_t room = 0;
    struct rows r = db_rows(w, REPAIR_LESSONS_OF, ARGS(V(id)));
    while (db_next(&r)) {
        grow(w, &p->all, room, (size_t)p->count);
        p->all[p->count++] = (struct shift){
            .lesson = db_int(&r, 0), .offer = db_int(&r, 1), .hours_ah = (int)db_int(&r, 8), .cohort = (int)db_int(&r, 9),
            .is = {db_int(&r, 2), db_int(&r, 3), db_null(&r, 4) ? 0 : db_int(&r, 4), NULL, 0},
            .was = {db_int(&r, 5), db_int(&r, 6), db_null(&r, 7) ? 0 : db_int(&r, 7), NULL, 0}};
    }
    r = db_rows(w, REPAIR_USES_OF, ARGS(V(id)));
    while (db_next(&r))
        for (int i = 0; i < p->count; i++) {
            if (p->all[i].lesson != db_int(&r, 0))
                continue;
            struct stand *s = db_int(&r, 2) == 1 ? &p->all[i].is : &p->all[i].was;
            struct stand_use *more = take_array(w, s->use_count + 1, struct stand_use);
            if (s->use_count > 0)
                memcpy(more, s->uses, (size_t)s->use_count * sizeof(*more));
            more[s->use_count++] = (struct stand_use){db_int(&r, 1), db_int(&r, 4), (int)db_int(&r, 3), false};
            s->uses = more;
        }
    return fine(w);
}

static bool load(struct work *w, const char *code, int64_t *id, const char **state)
{
    struct rows r = db_rows(w, REPAIR_BY_CODE, ARGS(V(code)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no repair %s; they are listed by: cavt timetable repairs DB"), code);
    *id = db_int(&r, 0);
    *state = db_text(&r, 2);
    db_done(&r);
    return fine(w);
}

static bool undo(struct work *w, struct plan *p, struct kept *out)
{
    int64_t id = 0;
    const char *state = "";
    if (!load(w, p->code, &id, &state) || !read_back(w, id, p))
        return false;
    out->code = p->code;
    out->state = "undone";
    out->moved = p->count;
    if (strcmp(state, "undone") == 0) {
        out->text = take_text(w, tr(w, "repair %s was undone already: nothing was changed"), p->code);
        return true;
    }
    if (!lock_all(w, p) || !unchanged(w, p) || !carry(w, p))
        return false;
    db_run(w, REPAIR_DROP_ASKS, ARGS(V(id)));
    db_run(w, REPAIR_UNDONE, ARGS(V(id), V(w->now)));
    hold_record(w, 0, "undo", "repair", p->code, state, "undone", 0, NULL);
    if (!repair_tell(w, p->all, p->count, REPAIR_MOVED_BACK, NULL))
        return false;
    out->text = take_text(w, trn(w, "repair %s is undone: %lld lesson is back where it was, and those whom it concerns are told",
                                 "repair %s is undone: %lld lessons are back where they were, and those whom they concern are told", p->count),
                          p->code, (long long)p->count);
    return fine(w);
}

static bool reply(struct work *w, struct plan *p, struct kept *out)
{
    int64_t id = 0;
    const char *state = "";
    if (!load(w, p->code, &id, &state) || !read_back(w, id, p) || !lock_all(w, p))
        return false;
    struct rows r = db_rows(w, REPAIR_ASK_ONE, ARGS(V(id), V(p->organisation)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "repair %s asks nothing of %s"), p->code, p->organisation);
    const char *was = db_text(&r, 0), *name = tr_name(w, db_text(&r, 2), db_text(&r, 3)), *is = p->yes ? "confirmed" : "refused";
    int64_t owner = db_int(&r, 1);
    db_done(&r);
    *out = (struct kept){.code = p->code, .state = state, .moved = p->count};
    if (strcmp(was, is) == 0) {
        out->text = take_text(w, tr(w, "%s has given that answer to repair %s already: nothing was changed"), name, p->code);
        return true;
    }
    if (strcmp(was, "asked") != 0 || strcmp(state, "undone") == 0)
        return fail(w, CONFLICT, tr(w, "%s has answered repair %s already; to change what was decided, look for a repair again"), name, p->code);
    db_run(w, p->yes ? REPAIR_FIX : REPAIR_LET_GO, ARGS(V(id), V(owner)));
    db_run(w, REPAIR_SET_ASK, ARGS(V(id), V(owner), V(is), V(w->now), V(p->reason)));
    db_run(w, REPAIR_PART_ANSWER, ARGS(V(id), V(owner), V(is), V(w->now), V(p->reason)));
    hold_record(w, owner, p->yes ? "confirm" : "refuse", "repair_ask", take_text(w, "%s/%s", p->code, p->organisation), was, is, 0, p->reason);
    out->asked = (int)db_one(w, REPAIR_ASKED_LEFT, ARGS(V(id)), 0);
    if (out->asked == 0)
        db_run(w, REPAIR_SETTLE, ARGS(V(id)));
    out->state = out->asked == 0 ? "applied" : "asked";
    out->text = p->yes ? take_text(w, tr(w, "%s has agreed to repair %s"), name, p->code)
                       : take_text(w, tr(w, "%s has refused its part of repair %s; the lessons concerned need another place: cavt timetable repair DB"),
                                   name, p->code);
    return fine(w);
}

/* ---------------------------------------------------------------- one transaction each */

static const char *copy(struct work *w, const char *s) { return s == NULL ? "" : take_copy(w, s, strlen(s)); }

static bool lost_race(const struct err *e)
{
    return e->fault == LIMIT || (e->fault == CONFLICT && (strstr(e->text, "already taken") != NULL || strstr(e->text, "booking_no_overlap") != NULL));
}

static bool within(struct work *w, bool (*act)(struct work *, struct plan *, struct kept *), const struct plan *p, struct kept *out)
{
    for (int t = 1; fine(w); t++) {
        struct work *q = work_begin(w->db, w->who, w->now);
        struct kept k = {0};
        struct plan mine = *p;
        q->language = w->language;
        bool done = db_begin(q);
        if (done) {
            act(q, &mine, &k);
            done = db_commit(q);
        }
        if (done)
            *out = (struct kept){copy(w, k.code), copy(w, k.state), copy(w, k.text), k.moved, k.asked};
        else if (!lost_race(&q->err))
            w->err = q->err;
        else if (t == TRIES)
            fail(w, CONFLICT, tr(w, "somebody is taking the same rooms, machines or teachers at this very moment; nothing was moved, try again"));
        work_end(q);
        if (done)
            return true;
    }
    return false;
}

static struct stand stand_of(struct work *w, const struct repair *r, const struct lesson *l, const struct lesson *before)
{
    int64_t day = (int64_t)l->day * DAY_MIN;
    struct stand s = {day + l->from_min, day + l->to_min, l->site >= 0 ? r->st->partners.sites[l->site].id : 0,
                      take_array(w, l->use_count + 1, struct stand_use), l->use_count};
    for (int i = 0; i < l->use_count; i++)
        s.uses[i] = (struct stand_use){r->st->resources.all[l->uses[i].resource].id, l->uses[i].price_minor, l->uses[i].units,
                                       before != NULL && repair_asks(before, &l->uses[i], l)};
    return s;
}

static struct plan plan_of(struct work *w, const struct repair *r)
{
    struct plan p = {.all = take_array(w, r->moved + 1, struct shift), .r = r};
    for (int i = 0; i < r->count; i++)
        if (r->all[i].moved)
            p.all[p.count++] = (struct shift){r->all[i].id, r->all[i].offer_id, r->all[i].was.hours_ah, r->all[i].was.cohort,
                                              stand_of(w, r, &r->all[i].was, NULL), stand_of(w, r, &r->all[i].is, &r->all[i].was)};
    return p;
}

bool repair_told(struct work *w, const struct repair *r, struct told_list *out)
{
    struct plan p = plan_of(w, r);
    *out = (struct told_list){0};
    return repair_tell(w, p.all, p.count, REPAIR_MOVED, out);
}

bool repair_apply(struct work *w, const struct repair *r, struct kept *out)
{
    struct plan p = plan_of(w, r);
    if (r->control->outage_count > 0)
        return fail(w, NOT_VALID, tr(w, "what was only asked \"what if\" cannot be applied; record the breakdown first: cavt timetable break DB"));
    if (r->moved == 0)
        return fail(w, CONFLICT, tr(w, "there is nothing to move"));
    return within(w, apply, &p, out);
}

bool repair_undo(struct work *w, const char *code, struct kept *out)
{
    return within(w, undo, &(struct plan){.code = code}, out);
}

bool repair_answer(struct work *w, const char *code, const char *organisation, bool yes, const char *reason, struct kept *out)
{
    return within(w, reply, &(struct plan){.code = code, .organisation = organisation, .yes = yes, .reason = reason}, out);
}

bool repair_list(struct work *w, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Repair"), CODE}, {"state", TR("State"), WORDS}, {"moved", TR("Lessons moved"), NUMBER}, {"below", TR("No fewer than"), NUMBER},
        {"asked", TR("Owners asked"), NUMBER},
    };
    struct rows r = db_rows(w, REPAIR_ALL, NO_ARGS);
    sheet_begin(out, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *state = db_peek(&r, 1);
        sheet_row(out);
        sheet_words(out, db_text(&r, 0));
        sheet_words(out, strcmp(state, "asked") == 0 ? tr(w, "owners are asked") : strcmp(state, "undone") == 0 ? tr(w, "undone") : tr(w, "applied"));
        sheet_int(out, db_int(&r, 2));
        sheet_int(out, db_int(&r, 3));
        sheet_int(out, db_int(&r, 5));
    }
    return sheet_end(out);
}
