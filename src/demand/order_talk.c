/* order_talk.c -- see order_talk.h. */
#include "demand/order_talk.h"

#include "account/audit.h"
#include "base/day.h"
#include "codec/json.h"
#include "demand/order_talk_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <jansson.h>
#include <string.h>

static const char *const term_key[TERMS] = {"people", "earliest_on", "deadline_on", "weekdays", "from_min", "to_min", "day_most_ah", "travel_most_min", "budget_minor"};

/* ---------------------------------------------------------------- terms */

struct terms_of_order order_terms(const struct order *o)
{
    return (struct terms_of_order){{o->people, o->earliest_on, o->deadline_on, o->weekdays, o->from_min, o->to_min, o->day_most_ah, o->travel_most_min,
                                    o->budget_minor}, (1U << TERMS) - 1};
}

static const char *write_terms(struct work *w, const struct terms_of_order *t)
{
    struct text x = TEXT(0);
    struct json j = json_to(&x);
    json_begin_object(&j);
    for (int k = 0; k < TERMS; k++)
        if ((t->given >> k & 1) != 0)
            json_put_int(&j, term_key[k], t->value[k]);
    json_end_object(&j);
    const char *s = take_copy(w, x.s, x.n);
    text_free(&x);
    return s;
}

static struct terms_of_order read_terms(const char *s)
{
    struct terms_of_order t = {0};
    json_t *o = json_loads(s, 0, NULL);
    for (int k = 0; k < TERMS; k++)
        if (json_is_integer(json_object_get(o, term_key[k]))) {
            t.value[k] = json_integer_value(json_object_get(o, term_key[k]));
            t.given |= 1U << k;
        }
    json_decref(o);
    return t;
}

static const char *digits_of(struct work *w, int64_t bits)
{
    char *s = take(w, 8), *at = s;
    for (int d = 0; d < 7; d++)
        if ((bits >> d & 1) != 0)
            *at++ = (char)('1' + d);
    return s;
}

static const char *term_text(struct work *w, enum term k, int64_t v)
{
    switch (k) {
    case TERM_PEOPLE: return take_text(w, trn(w, "%lld person", "%lld people", v), (long long)v);
    case TERM_EARLIEST: return take_text(w, tr(w, "not before %s"), say_day(w, (int32_t)v));
    case TERM_DEADLINE: return take_text(w, tr(w, "by %s"), say_day(w, (int32_t)v));
    case TERM_WEEKDAYS: return say_weekdays(w, digits_of(w, v));
    case TERM_FROM: return take_text(w, tr(w, "from %s on"), say_clock(w, (int)v));
    case TERM_TO: return take_text(w, tr(w, "until %s"), say_clock(w, (int)v));
    case TERM_DAY_MOST: return v == 0 ? tr(w, "any number of hours a day") : take_text(w, tr(w, "at most %s a day"), say_hours(w, v));
    case TERM_TRAVEL: return v == 0 ? tr(w, "any distance") : take_text(w, tr(w, "at most %lld minutes on the way"), (long long)v);
    case TERM_BUDGET: return v < 0 ? tr(w, "no budget named") : take_text(w, tr(w, "a budget of %s"), say_money(w, v));
    case TERMS: break;
    }
    return "";
}

const char *order_terms_text(struct work *w, const struct terms_of_order *t, const struct terms_of_order *than)
{
    const char *out = "";
    for (int k = 0; k < TERMS; k++)
        if ((t->given >> k & 1) != 0 && (than == NULL || than->value[k] != t->value[k]))
            out = take_text(w, "%s%s%s", out, *out != '\0' ? ", " : "", term_text(w, (enum term)k, t->value[k]));
    return out;
}

/* ---------------------------------------------------------------- whose turn */

static const char *names(struct work *w, struct rows r)
{
    const char *out = "";
    while (db_next(&r))
        out = take_text(w, "%s%s%s", out, *out != '\0' ? ", " : "", tr_name(w, db_text(&r, 0), db_text(&r, 1)));
    return out;
}

bool order_turn(struct work *w, const struct order *o, struct turn *out)
{
    const char *employer = tr_name(w, o->organisation_ru, o->organisation_en), *code = "", *state = "";
    *out = (struct turn){BATON_NOBODY, "", ""};
    int64_t open = db_one(w, TALK_OPEN_CHANGES, ARGS(V(o->id)), 0);
    if (open > 0) {
        *out = (struct turn){BATON_EMPLOYER, employer, take_text(w, trn(w, "decide on %lld proposed change", "decide on %lld proposed changes", open), (long long)open)};
        return fine(w);
    }
    struct rows r = db_rows(w, TALK_OFFER, ARGS(V(o->id)));
    if (db_next(&r)) {
        code = db_text(&r, 0);
        state = db_text(&r, 1);
    }
    db_done(&r);
    if (strcmp(state, "held") == 0) {
        *out = (struct turn){BATON_OWNERS, names(w, db_rows(w, TALK_SILENT, ARGS(V(code)))), take_text(w, tr(w, "confirm or refuse their parts of offer %s"), code)};
    } else if (strcmp(state, "agreed") == 0) {
        const char *asked = names(w, db_rows(w, TALK_REPAIR_ASKED, ARGS(V(o->id))));
        if (*asked != '\0')
            *out = (struct turn){BATON_OWNERS, asked, tr(w, "agree to or refuse what a repair has newly taken of theirs")};
    } else if (strcmp(o->state, "open") != 0 && strcmp(o->state, "offered") != 0) {
        return fine(w);
    } else if (strcmp(state, "made") == 0 && strcmp(o->state, "offered") == 0) {
        *out = (struct turn){BATON_EMPLOYER, employer, take_text(w, tr(w, "accept offer %s, or say what should be different"), code)};
    } else if (strcmp(state, "impossible") == 0) {
        *out = (struct turn){BATON_CENTRE, "", tr(w, "say what would make it possible")};
    } else {
        *out = (struct turn){BATON_CENTRE, "", tr(w, "find an offer")};
    }
    return fine(w);
}

/* ---------------------------------------------------------------- changes */

static bool sound(struct work *w, const struct terms_of_order *t)
{
    const int64_t *v = t->value;
    if (v[TERM_PEOPLE] < 1 || v[TERM_PEOPLE] > 100000)
        return fail(w, NOT_VALID, "%s", tr(w, "say how many people: a number from 1 to 100000"));
    if (v[TERM_EARLIEST] > v[TERM_DEADLINE])
        return fail(w, NOT_VALID, "%s", tr(w, "the first possible day is after the day by which they must be ready"));
    if ((v[TERM_WEEKDAYS] & 127) == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "choose the weekdays on which they can come"));
    if (v[TERM_FROM] >= v[TERM_TO] || v[TERM_FROM] < 0 || v[TERM_TO] > 1440)
        return fail(w, NOT_VALID, "%s", tr(w, "the hours at which they can come must begin before they end"));
    return true;
}

static struct terms_of_order over(struct terms_of_order base, const struct terms_of_order *t)
{
    for (int k = 0; k < TERMS; k++)
        if ((t->given >> k & 1) != 0)
            base.value[k] = t->value[k];
    return base;
}

static struct db_value none_if(int64_t n, int64_t none) { return n == none ? NULL_INT : db_i(n); }

/* set: the order's new terms, the old ones kept as a version. */
static bool set(struct work *w, const struct order *o, const struct terms_of_order *t, int64_t organisation_id)
{
    struct terms_of_order before = order_terms(o), now = over(before, t);
    const int64_t *v = now.value;
    if (!sound(w, &now))
        return false;
    struct rows r = db_rows(w, TALK_TAKEN, ARGS(V(o->id)));
    if (db_next(&r))
        fail(w, CONFLICT, tr(w, "offer %s holds what the order needs as it stands; to change the order, first: cavt offer withdraw DB %s"), db_peek(&r, 0),
             db_peek(&r, 0));
    db_done(&r);
    if (fine(w) && strcmp(o->state, "open") != 0 && strcmp(o->state, "offered") != 0 && strcmp(o->state, "draft") != 0)
        fail(w, CONFLICT, "%s", tr(w, "the order is no longer open, so it cannot be changed"));
    db_run(w, TALK_KEEP, ARGS(V(o->id), V(write_terms(w, &before)), V(w->now), V(w->who), db_id_or_null(organisation_id)));
    db_run(w, TALK_SET, ARGS(V(o->id), V(v[TERM_PEOPLE]), V(v[TERM_EARLIEST]), V(v[TERM_DEADLINE]), V(digits_of(w, v[TERM_WEEKDAYS])), V(v[TERM_FROM]),
                             V(v[TERM_TO]), none_if(v[TERM_DAY_MOST], 0), none_if(v[TERM_TRAVEL], 0), none_if(v[TERM_BUDGET], -1)));
    db_run(w, TALK_STALE, ARGS(V(o->id)));
    audit_add(w, organisation_id, "change", "training_order", o->code, write_terms(w, &before), write_terms(w, &now));
    return fine(w);
}

/* tell: the other side by mail, in the languages it has a name in. */
static void tell(struct work *w, const struct order *o, int64_t organisation_id, const char *text)
{
    struct rows r = db_rows(w, TALK_ADDRESS, ARGS(V(organisation_id)));
    if (!db_next(&r))
        return;
    const char *address = db_text(&r, 0), *name[LANGUAGES] = {[RU] = db_text(&r, 1), [EN] = db_text(&r, 2)}, *heads = "", *bodies = "";
    db_done(&r);
    enum language was = w->language;
    for (int l = 0; l < LANGUAGES; l++) {
        if (*name[l] == '\0')
            continue;
        w->language = (enum language)l;
        bool second = *heads != '\0';
        heads = take_text(w, "%s%s%s", heads, second ? " / " : "", take_text(w, tr(w, "Order %s: your turn"), o->code));
        bodies = take_text(w, "%s%s%s\n\n%s\n", bodies, second ? "\n----\n\n" : "", tr_name(w, o->title_ru, o->title_en), text);
    }
    w->language = was;
    db_run(w, TALK_POST, ARGS(V(db_id(w)), V(w->now), V(address), V(heads), V(bodies)));
}

bool order_propose(struct work *w, const char *code, int64_t organisation_id, const struct terms_of_order *t, const char *text, int *number)
{
    struct order o;
    db_begin(w);
    if (order_load(w, code, &o)) {
        struct terms_of_order now = order_terms(&o), then = over(now, t);
        bool own = organisation_id != 0 && organisation_id == o.organisation_id;
        db_run(w, TALK_LOCK, ARGS(V(o.id)));
        if (memcmp(now.value, then.value, sizeof(now.value)) == 0)
            fail(w, NOT_VALID, "%s", tr(w, "nothing of the order would be different; change something, or leave a remark instead"));
        if (text != NULL && strlen(text) > 2000)
            fail(w, NOT_VALID, tr(w, "that is longer than %d bytes; say it shorter"), 2000);
        if (fine(w) && sound(w, &then) && (!own || set(w, &o, t, organisation_id))) {
            *number = (int)db_one(w, TALK_NEXT_NUMBER, ARGS(V(o.id)), 1);
            db_run(w, TALK_INSERT, ARGS(V(db_id(w)), V(o.id), V(*number), V(write_terms(w, t)), V(text), db_id_or_null(organisation_id), V(w->who), V(w->now),
                                        V(own ? "accepted" : "proposed"), own ? V(w->now) : NULL_INT));
            tell(w, &o, own ? db_one(w, TALK_CENTRE, NO_ARGS, 0) : o.organisation_id,
                 take_text(w, "%s%s%s", order_terms_text(w, t, &now), text != NULL && *text != '\0' ? "\n" : "", text != NULL ? text : ""));
        }
    }
    return db_commit(w);
}

struct found {
    int64_t id, organisation_id;
    struct terms_of_order terms;
    const char *state;
};

static bool find(struct work *w, const struct order *o, int number, struct found *f)
{
    db_run(w, TALK_LOCK, ARGS(V(o->id)));
    struct rows r = db_rows(w, TALK_CHANGE, ARGS(V(o->id), V(number)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "order %s has no proposed change number %d"), o->code, number);
    *f = (struct found){db_int(&r, 0), db_null(&r, 3) ? 0 : db_int(&r, 3), read_terms(db_peek(&r, 1)), db_text(&r, 2)};
    db_done(&r);
    return fine(w);
}

static bool settle(struct work *w, const char *code, int number, const char *state, const char *reason)
{
    struct order o;
    struct found f;
    db_begin(w);
    if (order_load(w, code, &o) && find(w, &o, number, &f) && strcmp(f.state, state) != 0) {
        if (strcmp(f.state, "proposed") != 0)
            fail(w, CONFLICT, tr(w, "change number %d of order %s is decided already"), number, code);
        if (fine(w) && strcmp(state, "accepted") == 0)
            set(w, &o, &f.terms, o.organisation_id);
        db_run(w, TALK_ANSWER, ARGS(V(f.id), V(state), V(w->now), V(reason)));
        audit_add(w, o.organisation_id, state, "order_change", take_text(w, "%s/%d", code, number), NULL, NULL);
        if (strcmp(state, "withdrawn") != 0)
            tell(w, &o, f.organisation_id != 0 ? f.organisation_id : db_one(w, TALK_CENTRE, NO_ARGS, 0), order_terms_text(w, &f.terms, NULL));
    }
    return db_commit(w);
}

bool order_decide(struct work *w, const char *code, int number, bool yes, const char *reason)
{
    return settle(w, code, number, yes ? "accepted" : "refused", reason);
}

bool order_take_back(struct work *w, const char *code, int number) { return settle(w, code, number, "withdrawn", NULL); }

bool order_restore(struct work *w, const char *code, int version)
{
    struct order o;
    struct order_version *all;
    int n;
    db_begin(w);
    if (order_load(w, code, &o) && order_versions(w, o.id, &all, &n)) {
        const struct order_version *v = NULL;
        db_run(w, TALK_LOCK, ARGS(V(o.id)));
        for (int i = 0; i < n; i++)
            v = all[i].version == version ? &all[i] : v;
        if (v == NULL)
            fail(w, NOT_FOUND, tr(w, "order %s has no version %d"), code, version);
        else
            set(w, &o, &v->terms, o.organisation_id);
    }
    return db_commit(w);
}

bool order_changes(struct work *w, int64_t order_id, struct order_change **out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    struct rows r = db_rows(w, TALK_CHANGES, ARGS(V(order_id)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct order_change){(int)db_int(&r, 0), read_terms(db_peek(&r, 1)), db_text(&r, 2), db_text(&r, 3), db_text(&r, 4),
                                               tr_name(w, db_text(&r, 7), db_text(&r, 8)), db_null(&r, 5) ? 0 : db_int(&r, 5), db_int(&r, 6)};
    }
    return fine(w);
}

bool order_versions(struct work *w, int64_t order_id, struct order_version **out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    struct rows r = db_rows(w, TALK_VERSIONS, ARGS(V(order_id)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct order_version){(int)db_int(&r, 0), read_terms(db_peek(&r, 1)), db_int(&r, 2)};
    }
    return fine(w);
}
