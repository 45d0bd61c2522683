/* claim_notice.c -- what the asker and the owners are told, and what is written down.  Notices go to the outbox with the
 * change itself, so nobody is told of what did not happen. */
#include "base/day.h"
#include "codec/json.h"
#include "resource/claim_private.h"
#include "resource/claim_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

const char *claim_minutes(struct work *w, int64_t minutes)
{
    if (minutes % 60 == 0)
        return take_text(w, tr(w, "%lld h"), (long long)(minutes / 60));
    return minutes < 60 ? take_text(w, tr(w, "%lld min"), (long long)minutes)
                        : take_text(w, tr(w, "%lld h %lld min"), (long long)(minutes / 60), (long long)(minutes % 60));
}

/* told: one who is told. */
struct told {
    int64_t id, price_minor;
    const char *name_ru, *name_en, *email;
    bool owner, asked;
};

static const char *subject(struct work *w, const struct claimed *c, enum claim_event what, const struct told *to)
{
    switch (what) {
    case CLAIM_ASKED:
        return take_text(w, to->owner && to->asked ? tr(w, "Request %s: please confirm your part") : tr(w, "Request %s is held"), c->code);
    case CLAIM_BOOKED: return take_text(w, tr(w, "Request %s is booked"), c->code);
    case CLAIM_REFUSED: return take_text(w, tr(w, "Request %s is refused"), c->code);
    case CLAIM_CANCELLED: return take_text(w, tr(w, "Request %s is cancelled"), c->code);
    case CLAIM_LAPSED: return take_text(w, tr(w, "Request %s has run out"), c->code);
    case CLAIM_PROPOSED: return take_text(w, tr(w, "Request %s: a slot came free for you"), c->code);
    case CLAIM_SKIPPED: return take_text(w, tr(w, "Request %s has given times back"), c->code);
    }
    return c->code;
}

static const char *happened(struct work *w, const struct claimed *c, const struct claim_rules *by, enum claim_event what, const struct told *to)
{
    const char *until = c->expires_at != 0 ? say_wall(w, wall_from_unix(c->expires_at, by->utc_offset_min)) : "";
    switch (what) {
    case CLAIM_ASKED:
        return take_text(w, to->owner && to->asked ? tr(w, "What it needs of yours is held until %s. Please confirm or refuse before then: otherwise it is released.")
                                                   : tr(w, "Everything it needs is held until %s, while the owners are asked."), until);
    case CLAIM_BOOKED: return tr(w, "It is booked.");
    case CLAIM_REFUSED: return tr(w, "An owner has refused its part. Everything that was held is released.");
    case CLAIM_CANCELLED: return tr(w, "It was taken back. Everything held or booked for it is released.");
    case CLAIM_LAPSED: return tr(w, "Its time has run out. What was held is released.");
    case CLAIM_PROPOSED: return take_text(w, tr(w, "It stood first in line, and all it asks for has come free. It is kept for you until %s: take it before then."), until);
    case CLAIM_SKIPPED: return tr(w, "Some of its times are free again.");
    }
    return "";
}

static const char *owned(struct work *w, const struct claimed *c, int64_t organisation_id)
{
    const char *out = "";
    struct rows r = db_rows(w, CLAIM_OWNED, ARGS(V(c->id), V(organisation_id)));
    while (db_next(&r))
        out = take_text(w, "%s- %s (%s) \u00d7 %lld\n", out, tr_name(w, db_text(&r, 0), db_text(&r, 1)), db_text(&r, 2), (long long)db_int(&r, 3));
    return out;
}

/* Its languages are those it has a name in: whoever keeps the register writes the names they read. */
static void post(struct work *w, const struct claimed *c, const struct claim_rules *by, enum claim_event what, const struct told *to, const char *reason)
{
    const char *name[LANGUAGES] = {[RU] = to->name_ru, [EN] = to->name_en}, *heads = "", *texts = "";
    enum language was = w->language;
    for (int l = 0; l < LANGUAGES; l++) {
        if (*name[l] == '\0')
            continue;
        w->language = (enum language)l;
        bool second = *heads != '\0';
        heads = take_text(w, "%s%s%s", heads, second ? " / " : "", subject(w, c, what, to));
        const char *body = take_text(w, tr(w, "%s\nRequest %s of %s, %s"), c->title, c->code, tr_name(w, c->organisation_ru, c->organisation_en),
                                     say_days(w, wall_day(c->starts_at), wall_day(c->ends_at - 1)));
        body = take_text(w, "%s\n\n%s\n", body, happened(w, c, by, what, to));
        if (reason != NULL && *reason != '\0')
            body = take_text(w, tr(w, "%sWhy: %s\n"), body, reason);
        if (to->owner)
            body = take_text(w, tr(w, "%s\nOf yours, for %s:\n%s"), body, say_price(w, to->price_minor, by->currency), owned(w, c, to->id));
        texts = take_text(w, "%s%s%s", texts, second ? "\n----\n\n" : "", body);
    }
    w->language = was;
    db_run(w, CLAIM_POST, ARGS(V(db_id(w)), V(w->now), V(to->email), V(heads), V(texts)));
}

void claim_tell(struct work *w, const struct claimed *c, const struct claim_rules *by, enum claim_event what, int64_t but_id, const char *reason)
{
    struct rows r = db_rows(w, CLAIM_ADDRESSEES, ARGS(V(c->id)));
    while (db_next(&r)) {
        struct told to = {.id = db_int(&r, 0), .name_ru = db_text(&r, 1), .name_en = db_text(&r, 2), .email = db_text(&r, 3), .owner = true,
                          .asked = db_int(&r, 4) != 0, .price_minor = db_int(&r, 5)};
        if (to.id != but_id && what != CLAIM_PROPOSED)
            post(w, c, by, what, &to, reason);
    }
    r = db_rows(w, CLAIM_ASKER, ARGS(V(c->id)));
    while (db_next(&r)) {
        struct told to = {.id = db_int(&r, 0), .name_ru = db_text(&r, 1), .name_en = db_text(&r, 2), .email = db_text(&r, 3)};
        post(w, c, by, what, &to, reason);
    }
}

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

void claim_record(struct work *w, int64_t organisation_id, const char *verb, const char *object, const char *code, const char *before, const char *after,
                  int64_t expires_at, const char *reason)
{
    db_run(w, CLAIM_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), db_id_or_null(organisation_id), V(verb), V(object), V(code),
                                *before != '\0' ? V(as_json(w, before, 0, NULL)) : V((const char *)NULL), V(as_json(w, after, expires_at, reason))));
}
