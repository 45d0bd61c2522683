/* hold.c -- see hold.h. */
#include "offer/hold.h"

#include "base/day.h"
#include "offer/hold_private.h"
#include "offer/hold_sql.h"
#include "offer/offer.h"
#include "resource/claim.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define NOTHING ((struct hold){.offer = "", .order = "", .state = "", .text = ""})
#define TRIES 4 /* a transaction that lost a race is tried this often */

/* asked: what an act was called with. */
struct asked {
    const char *code, *organisation, *reason;
};

/* ---------------------------------------------------------------- reading and locking */

bool hold_rules_load(struct work *w, struct hold_rules *out)
{
    *out = (struct hold_rules){.hold_hours = 72, .currency = "RUB"};
    struct rows r = db_rows(w, HOLD_SETTINGS, NO_ARGS);
    while (db_next(&r)) {
        const char *name = db_peek(&r, 0), *value = db_peek(&r, 1);
        if (strcmp(name, "hold_hours") == 0)
            out->hold_hours = atoi(value);
        else if (strcmp(name, "utc_offset_min") == 0)
            out->utc_offset_min = atoi(value);
        else if (strcmp(name, "currency") == 0)
            out->currency = db_text(&r, 1);
        else if (*value != '\0' && !day_parse(value, &out->today_on))
            fail(w, NOT_VALID, tr(w, "the setting \"today\" is %s, which is no date; write it as 2027-03-01 or leave it empty"), value);
    }
    if (out->hold_hours < 1 || out->hold_hours > 24 * 366)
        return fail(w, NOT_VALID, tr(w, "the setting \"hold_hours\" must be a number of hours from 1 to 8784"));
    if (out->today_on == 0)
        out->today_on = wall_day(wall_from_unix(w->now, out->utc_offset_min));
    return fine(w);
}

const char *hold_until(struct work *w, const struct hold_rules *by, int64_t at)
{
    return say_wall(w, wall_from_unix(at, by->utc_offset_min));
}

static bool load(struct work *w, const char *code, struct held *f)
{
    *f = (struct held){0};
    struct rows r = db_rows(w, HOLD_OFFER, ARGS(V(code)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no offer %s; the offers are listed by: cavt offer list DB"), code);
    f->id = db_int(&r, 0);
    f->order_id = db_int(&r, 1);
    f->code = db_text(&r, 2);
    f->state = db_text(&r, 3);
    f->expires_at = db_int(&r, 4);
    f->placed = !db_null(&r, 5) && !db_null(&r, 6);
    f->starts_on = (int32_t)db_int(&r, 5);
    f->ends_on = (int32_t)db_int(&r, 6);
    f->order = db_text(&r, 7);
    f->order_state = db_text(&r, 8);
    f->title_ru = db_text(&r, 9);
    f->title_en = db_text(&r, 10);
    f->employer_id = db_int(&r, 11);
    db_done(&r);
    return fine(w);
}

static bool is(const char *state, const char *word) { return strcmp(state, word) == 0; }

/* lock: the orders, then the offers, then the resources of this offer and of all that have run out. */
static bool lock(struct work *w, const char *code)
{
    static const char *const in_order[] = {HOLD_LOCK_ORDERS, HOLD_LOCK_OFFERS, HOLD_LOCK_RESOURCES};
    for (size_t i = 0; db_is_postgres(w->db) && i < COUNT(in_order); i++)
        db_run(w, in_order[i], ARGS(V(code), V(w->now)));
    return fine(w);
}

/* ---------------------------------------------------------------- changes of state */

static void set_offer(struct work *w, struct held *f, const char *verb, const char *state, int64_t expires_at)
{
    db_run(w, HOLD_SET_OFFER, ARGS(V(f->id), V(state), expires_at != 0 ? V(expires_at) : NULL_INT));
    hold_record(w, 0, verb, "offer", f->code, f->state, state, expires_at, NULL);
    f->state = state;
    f->expires_at = expires_at;
}

static void set_order(struct work *w, struct held *f, const char *verb, const char *state)
{
    if (is(f->order_state, state))
        return;
    db_run(w, HOLD_SET_ORDER, ARGS(V(f->order_id), V(state)));
    hold_record(w, 0, verb, "training_order", f->order, f->order_state, state, 0, NULL);
    f->order_state = state;
}

/* let_go: everything it has is free again, and its order open again.  The time it ran till stays readable. */
static int64_t let_go(struct work *w, struct held *f, const char *verb, const char *state)
{
    db_run(w, HOLD_RELEASE, ARGS(V(f->id)));
    int64_t n = fine(w) ? db_changed(w) : 0;
    set_offer(w, f, verb, state, f->expires_at);
    if (is(f->order_state, "offered") || is(f->order_state, "agreed"))
        set_order(w, f, verb, "open");
    return n;
}

static int lapse_all(struct work *w, const struct hold_rules *by)
{
    const char **codes = NULL;
    size_t room = 0;
    int n = 0;
    struct rows r = db_rows(w, HOLD_RAN_OUT, ARGS(V(w->now)));
    while (db_next(&r)) {
        grow(w, &codes, room, (size_t)n);
        codes[n++] = db_text(&r, 0);
    }
    for (int i = 0; i < n && fine(w); i++) {
        struct held f;
        if (!load(w, codes[i], &f))
            return 0;
        let_go(w, &f, "lapse", "lapsed");
        hold_tell(w, &f, by, HOLD_LAPSED, 0, NULL, NULL, NULL);
    }
    return n;
}

/* come: what every act begins with.  The offer as it stands once nobody else can change it. */
static bool come(struct work *w, const char *code, struct hold_rules *by, struct held *f)
{
    if (!hold_rules_load(w, by) || !load(w, code, f) || !lock(w, code))
        return false;
    lapse_all(w, by);
    return fine(w) && load(w, code, f);
}

static bool settled(const struct held *f, struct hold *out, bool changed, const char *text)
{
    out->changed = changed;
    out->offer = f->code;
    out->order = f->order;
    out->state = f->state;
    out->expires_at = is(f->state, "held") ? f->expires_at : 0;
    out->text = text;
    return true;
}

/* agree: the last owner has confirmed. */
static void agree(struct work *w, struct held *f, const struct hold_rules *by, const char *verb, struct hold *out)
{
    db_run(w, HOLD_FIX, ARGS(V(f->id)));
    out->stretches = fine(w) ? db_changed(w) : 0;
    set_offer(w, f, verb, "agreed", 0);
    set_order(w, f, verb, "agreed");
    hold_tell(w, f, by, HOLD_AGREED, 0, NULL, NULL, NULL);
}

/* ---------------------------------------------------------------- the acts */

/* over: the offer has come to an end; say which, and how to go on. */
static bool over(struct work *w, const struct held *f)
{
    if (is(f->state, "refused"))
        return fail(w, CONFLICT, tr(w, "offer %s was refused by an owner; make a new one: cavt offer make DB %s"), f->code, f->order);
    if (is(f->state, "lapsed"))
        return fail(w, CONFLICT, tr(w, "offer %s has run out before all owners confirmed; make a new one: cavt offer make DB %s"), f->code,
                    f->order);
    if (is(f->state, "withdrawn"))
        return fail(w, CONFLICT, tr(w, "offer %s was withdrawn; make a new one: cavt offer make DB %s"), f->code, f->order);
    if (is(f->state, "impossible"))
        return fail(w, CONFLICT, tr(w, "offer %s says why its order cannot be met, so there is nothing to hold; ease the order and answer it "
                                       "again: cavt offer make DB %s"), f->code, f->order);
    return fail(w, CONFLICT, tr(w, "offer %s has not been accepted yet, so nothing is held; accept it first: cavt offer accept DB %s"), f->code,
                f->code);
}

static bool may_accept(struct work *w, const struct held *f, const struct hold_rules *by)
{
    if (is(f->order_state, "withdrawn") || is(f->order_state, "running") || is(f->order_state, "done"))
        return fail(w, CONFLICT, tr(w, "order %s is no longer open, so offer %s cannot be accepted"), f->order, f->code);
    if (f->placed && f->starts_on < by->today_on)
        return fail(w, CONFLICT, tr(w, "the first lesson of offer %s was to be on %s, which is past; make the offer again: cavt offer make DB %s"),
                    f->code, say_day(w, f->starts_on), f->order);
    struct rows r = db_rows(w, HOLD_RIVAL, ARGS(V(f->order_id), V(f->id)));
    if (db_next(&r))
        fail(w, CONFLICT,
             is(db_peek(&r, 1), "held")
                 ? tr(w, "everything is held already for order %s, by offer %s; to take this one instead, first: cavt offer withdraw DB %s")
                 : tr(w, "order %s is agreed already, by offer %s; to take this one instead, first: cavt offer withdraw DB %s"),
             f->order, db_peek(&r, 0), db_peek(&r, 0));
    db_done(&r);
    return fine(w);
}

static bool accept(struct work *w, const struct asked *a, struct hold *out)
{
    struct hold_rules by;
    struct held f;
    if (!come(w, a->code, &by, &f))
        return false;
    if (is(f.state, "held"))
        return settled(&f, out, false, take_text(w, tr(w, "offer %s is held already, until %s: nothing was changed"), f.code,
                                                 hold_until(w, &by, f.expires_at)));
    if (is(f.state, "agreed"))
        return settled(&f, out, false, take_text(w, tr(w, "offer %s is agreed already: nothing was changed"), f.code));
    if (!is(f.state, "made"))
        return over(w, &f);
    int64_t n;
    if (!may_accept(w, &f, &by) || !hold_take(w, &f, &n))
        return false;
    db_run(w, HOLD_START_PARTS, ARGS(V(f.id), V(w->now)));
    if (db_one(w, HOLD_ASKED_PARTS, ARGS(V(f.id)), 0) == 0) {
        agree(w, &f, &by, "accept", out);
        out->stretches = n;
        return settled(&f, out, true, take_text(w, tr(w, "offer %s is agreed, no owner's word is needed: %s"), f.code,
                                                take_text(w, trn(w, "%lld booking", "%lld bookings", n), (long long)n)));
    }
    set_offer(w, &f, "accept", "held", w->now + (int64_t)by.hold_hours * 3600);
    set_order(w, &f, "accept", "offered");
    hold_tell(w, &f, &by, HOLD_ASKED, 0, NULL, NULL, NULL);
    out->stretches = n;
    return settled(&f, out, true, take_text(w, tr(w, "offer %s is held until %s: %s, owners have been asked"), f.code,
                                            hold_until(w, &by, f.expires_at),
                                            take_text(w, trn(w, "%lld booking", "%lld bookings", n), (long long)n)));
}

/* part: one owner's part of an offer. */
struct owned {
    int64_t id, organisation_id;
    const char *state, *name_ru, *name_en;
};

static bool part_load(struct work *w, const struct held *f, const char *organisation, struct owned *p)
{
    struct rows r = db_rows(w, HOLD_PART, ARGS(V(f->id), V(organisation)));
    if (db_next(&r)) {
        *p = (struct owned){db_int(&r, 0), db_int(&r, 2), db_text(&r, 1), db_text(&r, 3), db_text(&r, 4)};
        db_done(&r);
        return fine(w);
    }
    const char *list = "";
    r = db_rows(w, HOLD_OWNERS, ARGS(V(f->id)));
    while (db_next(&r))
        list = take_text(w, "%s%s%s", list, *list != '\0' ? ", " : "", db_peek(&r, 0));
    return fine(w) && fail(w, NOT_FOUND, tr(w, "organisation %s has no part in offer %s; those who have: %s"), organisation, f->code, list);
}

/* answer: the part's state, and a line of the audit in the owner's name. */
static void answer(struct work *w, const struct held *f, const struct owned *p, const struct asked *a, const char *verb, const char *state)
{
    db_run(w, HOLD_ANSWER, ARGS(V(p->id), V(state), V(w->now), V(a->reason)));
    hold_record(w, p->organisation_id, verb, "part", take_text(w, "%s/%s", f->code, a->organisation), p->state, state, 0, a->reason);
}

static bool confirm(struct work *w, const struct asked *a, struct hold *out)
{
    struct hold_rules by;
    struct held f;
    struct owned p;
    if (!come(w, a->code, &by, &f) || !part_load(w, &f, a->organisation, &p))
        return false;
    const char *name = tr_name(w, p.name_ru, p.name_en);
    if (is(f.state, "agreed") || (is(f.state, "held") && is(p.state, "confirmed")))
        return settled(&f, out, false, take_text(w, tr(w, "%s has confirmed its part of offer %s already: nothing was changed"), name, f.code));
    if (!is(f.state, "held"))
        return over(w, &f);
    answer(w, &f, &p, a, "confirm", "confirmed");
    int64_t left = db_one(w, HOLD_ASKED_PARTS, ARGS(V(f.id)), 0);
    if (left > 0)
        return settled(&f, out, true,
                       take_text(w, trn(w, "%s has confirmed its part of offer %s; %lld owner is still to answer before %s",
                                        "%s has confirmed its part of offer %s; %lld owners are still to answer before %s", left),
                                 name, f.code, (long long)left, hold_until(w, &by, f.expires_at)));
    agree(w, &f, &by, "confirm", out);
    return settled(&f, out, true, take_text(w, tr(w, "%s has confirmed its part; offer %s is agreed and everything is booked"), name, f.code));
}

static bool refuse(struct work *w, const struct asked *a, struct hold *out)
{
    struct hold_rules by;
    struct held f;
    struct owned p;
    if (!come(w, a->code, &by, &f) || !part_load(w, &f, a->organisation, &p))
        return false;
    const char *name = tr_name(w, p.name_ru, p.name_en);
    if (is(p.state, "refused"))
        return settled(&f, out, false, take_text(w, tr(w, "%s has refused its part of offer %s already: nothing was changed"), name, f.code));
    if (is(f.state, "agreed"))
        return fail(w, CONFLICT, tr(w, "offer %s is agreed, so a part of it can no longer be refused; the centre may withdraw it: cavt offer "
                                       "withdraw DB %s"), f.code, f.code);
    if (!is(f.state, "held"))
        return over(w, &f);
    answer(w, &f, &p, a, "refuse", "refused");
    out->stretches = let_go(w, &f, "refuse", "refused");
    hold_tell(w, &f, &by, HOLD_REFUSED, p.organisation_id, p.name_ru, p.name_en, a->reason);
    return settled(&f, out, true, take_text(w, tr(w, "%s has refused its part; offer %s is over, everything held for it is free again, and the "
                                                     "others have been told"), name, f.code));
}

static bool withdraw(struct work *w, const struct asked *a, struct hold *out)
{
    struct hold_rules by;
    struct held f;
    if (!come(w, a->code, &by, &f))
        return false;
    if (is(f.state, "withdrawn"))
        return settled(&f, out, false, take_text(w, tr(w, "offer %s was withdrawn already: nothing was changed"), f.code));
    if (is(f.order_state, "running") || is(f.order_state, "done"))
        return fail(w, CONFLICT, tr(w, "the teaching of order %s has begun, so offer %s can no longer be withdrawn"), f.order, f.code);
    if (is(f.state, "made")) { /* nobody but us has heard of it */
        set_offer(w, &f, "withdraw", "withdrawn", 0);
        return settled(&f, out, true, take_text(w, tr(w, "offer %s is withdrawn; nothing was held for it"), f.code));
    }
    if (!is(f.state, "held") && !is(f.state, "agreed"))
        return over(w, &f);
    out->stretches = let_go(w, &f, "withdraw", "withdrawn");
    hold_tell(w, &f, &by, HOLD_WITHDRAWN, 0, NULL, NULL, NULL);
    return settled(&f, out, true, take_text(w, tr(w, "offer %s is withdrawn: everything held or booked for it is free again, and the owners have "
                                                     "been told"), f.code));
}

static bool lapse(struct work *w, const struct asked *a, struct hold *out)
{
    struct hold_rules by;
    if (!hold_rules_load(w, &by) || !lock(w, a->code))
        return false;
    out->stretches = lapse_all(w, &by);
    return fine(w);
}

/* ---------------------------------------------------------------- one transaction each */

static const char *keep(struct work *w, const char *s) { return s == NULL ? "" : take_copy(w, s, strlen(s)); }

/* guarded: the database's own refusal of a double booking.  It can win only against someone who books past
 * our locks; the next try sees the row and says whose it is. */
static bool guarded(const struct err *e)
{
    return e->fault == CONFLICT && (strstr(e->text, "already taken") != NULL || strstr(e->text, "booking_no_overlap") != NULL);
}

/* within: the act in a work of its own, so that a lost race can be tried again on a clean slate. */
static bool within(struct work *w, bool (*act)(struct work *, const struct asked *, struct hold *), const struct asked *a, struct hold *out)
{
    *out = NOTHING;
    for (int t = 1; fine(w); t++) {
        struct work *q = work_begin(w->db, w->who, w->now);
        struct hold h = {0};
        q->language = w->language;
        bool done = db_begin(q);
        if (done) {
            act(q, a, &h);
            done = db_commit(q);
        }
        if (done) {
            *out = (struct hold){h.changed,    keep(w, h.offer), keep(w, h.order),  keep(w, h.state),
                                 h.expires_at, h.stretches,      keep(w, h.text)};
            work_end(q);
            return true;
        }
        bool lost = q->err.fault == LIMIT || guarded(&q->err);
        if (lost && t == TRIES)
            fail(w, CONFLICT, tr(w, "somebody is taking the same rooms, machines or teachers at this very moment; nothing was held, try again"));
        else if (!lost)
            w->err = q->err;
        work_end(q);
    }
    return false;
}

/* tidied: what has run out is lapsed for good even if the act itself is then refused. */
static bool tidied(struct work *w, struct hold *out)
{
    int n;
    *out = NOTHING;
    if (!claim_lapse(w, &n)) /* requests hold the same rooms and machines */
        return false;
    struct rows r = db_rows(w, HOLD_RAN_OUT, ARGS(V(w->now)));
    bool any = db_next(&r);
    db_done(&r);
    return any ? hold_lapse(w, &n) : fine(w);
}

bool hold_accept(struct work *w, const char *code, struct hold *out)
{
    return tidied(w, out) && within(w, accept, &(struct asked){.code = code}, out);
}

bool hold_confirm(struct work *w, const char *code, const char *organisation, struct hold *out)
{
    return tidied(w, out) && within(w, confirm, &(struct asked){code, organisation, NULL}, out);
}

bool hold_refuse(struct work *w, const char *code, const char *organisation, const char *reason, struct hold *out)
{
    return tidied(w, out) && within(w, refuse, &(struct asked){code, organisation, reason}, out);
}

bool hold_withdraw(struct work *w, const char *code, struct hold *out)
{
    return tidied(w, out) && within(w, withdraw, &(struct asked){.code = code}, out);
}

bool hold_lapse(struct work *w, int *n)
{
    struct hold h;
    bool done = within(w, lapse, &(struct asked){.code = ""}, &h);
    *n = (int)h.stretches;
    return done;
}

bool offer_accept(struct work *w, const char *code) { return hold_accept(w, code, &(struct hold){0}); }
bool offer_confirm(struct work *w, const char *code, const char *organisation)
{
    return hold_confirm(w, code, organisation, &(struct hold){0});
}
bool offer_refuse(struct work *w, const char *code, const char *organisation, const char *reason)
{
    return hold_refuse(w, code, organisation, reason, &(struct hold){0});
}
bool offer_withdraw(struct work *w, const char *code) { return hold_withdraw(w, code, &(struct hold){0}); }
bool offer_lapse(struct work *w, int *n) { return hold_lapse(w, n); }
