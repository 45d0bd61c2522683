/* hold_notice.c -- what owners and the employer are told, and what is written down.  Notices go to the
 * outbox with the change itself, so nobody is told of what did not happen. */
#include "base/day.h"
#include "codec/json.h"
#include "offer/hold_private.h"
#include "offer/hold_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

/* event: what happened, for all who are told. */
struct event {
    const struct held *f;
    const struct hold_rules *by;
    enum hold_event what;
    const char *refuser_ru, *refuser_en, *reason;
};

/* reader: one who is told. */
struct reader {
    int64_t id, price_minor;
    const char *name_ru, *name_en, *email;
    bool owner, approval; /* owner false: the employer */
    int hours_ah;
};

static const char *subject(struct work *w, const struct event *e, const struct reader *to)
{
    const char *code = e->f->code;
    switch (e->what) {
    case HOLD_ASKED:
        if (to->owner && to->approval)
            return take_text(w, tr(w, "Offer %s: please confirm your part"), code);
        return to->owner ? take_text(w, tr(w, "Offer %s: your part is held"), code)
                         : take_text(w, tr(w, "Offer %s: everything is held for you"), code);
    case HOLD_AGREED: return take_text(w, tr(w, "Offer %s is agreed"), code);
    case HOLD_REFUSED: return take_text(w, tr(w, "Offer %s is refused"), code);
    case HOLD_WITHDRAWN: return take_text(w, tr(w, "Offer %s is withdrawn"), code);
    case HOLD_LAPSED: return take_text(w, tr(w, "Offer %s has run out"), code);
    }
    return code;
}

static const char *happened(struct work *w, const struct event *e, const struct reader *to)
{
    const char *until = e->f->expires_at != 0 ? hold_until(w, e->by, e->f->expires_at) : "";
    switch (e->what) {
    case HOLD_ASKED:
        if (!to->owner)
            return take_text(w, tr(w, "Every room, machine and teacher of it is held until %s, while their owners confirm."), until);
        if (to->approval)
            return take_text(w, tr(w, "What it needs of yours is held until %s. Please confirm or refuse your part before then: otherwise it "
                                      "is released."), until);
        return take_text(w, tr(w, "What it needs of yours is held until %s, while other owners confirm. By your rules of sharing your own "
                                  "word is not needed."), until);
    case HOLD_AGREED: return tr(w, "All owners have confirmed: what was held is booked.");
    case HOLD_REFUSED: {
        const char *who = tr_name(w, e->refuser_ru, e->refuser_en);
        bool why = e->reason != NULL && *e->reason != '\0';
        return why ? take_text(w, tr(w, "%s has refused its part: %s. Everything that was held is released."), who, e->reason)
                   : take_text(w, tr(w, "%s has refused its part. Everything that was held is released."), who);
    }
    case HOLD_WITHDRAWN: return tr(w, "The centre has withdrawn it. Everything held or booked for it is released.");
    case HOLD_LAPSED: return tr(w, "Not every owner confirmed in time. Everything that was held is released.");
    }
    return "";
}

/* owned: the reader's own rooms, machines and teachers in it, a line each. */
static const char *owned(struct work *w, const struct event *e, const struct reader *to)
{
    const char *out = "";
    struct rows r = db_rows(w, HOLD_OWNED, ARGS(V(e->f->id), V(to->id)));
    while (db_next(&r)) {
        const char *name = tr_name(w, db_text(&r, 0), db_text(&r, 1)), *code = db_text(&r, 2);
        const char *lessons = take_text(w, trn(w, "%lld lesson", "%lld lessons", db_int(&r, 3)), (long long)db_int(&r, 3));
        out = take_text(w, "%s- %s (%s): %s, %s\n", out, name, code, lessons,
                        say_days(w, wall_day(db_int(&r, 4)), wall_day(db_int(&r, 5) - 1)));
    }
    return out;
}

static const char *body(struct work *w, const struct event *e, const struct reader *to)
{
    const struct held *f = e->f;
    const char *title = tr_name(w, f->title_ru, f->title_en);
    const char *out = take_text(w, tr(w, "Training: %s\nOrder %s, offer %s"), title, f->order, f->code);
    if (f->placed)
        out = take_text(w, "%s, %s", out, say_days(w, f->starts_on, f->ends_on));
    out = take_text(w, "%s\n\n%s\n", out, happened(w, e, to));
    if (!to->owner || e->what > HOLD_AGREED)
        return out;
    out = take_text(w, tr(w, "%s\nYour part: %s, %s.\n"), out, say_hours(w, to->hours_ah), say_price(w, to->price_minor, e->by->currency));
    const char *list = owned(w, e, to);
    return *list == '\0' ? out : take_text(w, "%s%s", out, list);
}

/* Its languages are those it has a name in: whoever keeps the register writes the names they read. */
static void post(struct work *w, const struct event *e, const struct reader *to)
{
    const char *name[LANGUAGES] = {[RU] = to->name_ru, [EN] = to->name_en}, *heads = "", *texts = "";
    enum language was = w->language;
    for (int l = 0; l < LANGUAGES; l++) {
        if (*name[l] == '\0')
            continue;
        w->language = (enum language)l;
        bool second = *heads != '\0';
        heads = take_text(w, "%s%s%s", heads, second ? " / " : "", subject(w, e, to));
        texts = take_text(w, "%s%s%s", texts, second ? "\n----\n\n" : "", body(w, e, to));
    }
    w->language = was;
    db_run(w, HOLD_POST, ARGS(V(db_id(w)), V(w->now), V(to->email), V(heads), V(texts)));
}

void hold_tell(struct work *w, const struct held *f, const struct hold_rules *by, enum hold_event what, int64_t refuser_id,
               const char *refuser_ru, const char *refuser_en, const char *reason)
{
    struct event e = {f, by, what, refuser_ru, refuser_en, reason};
    struct rows r = db_rows(w, HOLD_ADDRESSEES, ARGS(V(f->id)));
    while (db_next(&r)) {
        struct reader to = {.id = db_int(&r, 0), .name_ru = db_text(&r, 1), .name_en = db_text(&r, 2), .email = db_text(&r, 3), .owner = true,
                            .approval = db_int(&r, 4) != 0, .hours_ah = (int)db_int(&r, 5), .price_minor = db_int(&r, 6)};
        if (to.id != refuser_id)
            post(w, &e, &to);
    }
    r = db_rows(w, HOLD_EMPLOYER, ARGS(V(f->order_id)));
    while (db_next(&r)) {
        struct reader to = {.id = db_int(&r, 0), .name_ru = db_text(&r, 1), .name_en = db_text(&r, 2), .email = db_text(&r, 3)};
        post(w, &e, &to);
    }
}

/* as_json: {"state": ..} and what else is known. */
static const char *as_json(struct work *w, const char *state, int64_t expires_at, const char *reason)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_put_text(&j, "state", state);
    if (expires_at != 0)
        json_put_int(&j, "expires_at", expires_at);
    if (reason != NULL && *reason != '\0')
        json_put_text(&j, "reason", reason);
    json_end_object(&j);
    const char *out = take_copy(w, t.s, t.n);
    text_free(&t);
    return out;
}

void hold_record(struct work *w, int64_t organisation_id, const char *verb, const char *object, const char *code, const char *before,
                 const char *after, int64_t expires_at, const char *reason)
{
    db_run(w, HOLD_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), db_id_or_null(organisation_id), V(verb), V(object), V(code),
                               V(as_json(w, before, 0, NULL)), V(as_json(w, after, expires_at, reason))));
}
