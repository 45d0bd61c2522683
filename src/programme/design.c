/* design.c -- a joint design as it stands, and in words: see design.h.  design_act.c changes it. */
#include "programme/design.h"

#include "codec/json.h"
#include "programme/design_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

const char *const design_side_name[2] = {"owner", "employer"};

int64_t design_module_id(struct work *w, const char *code) { return db_one(w, DESIGN_MODULE, ARGS(V(code)), 0); }

static bool read_modules(struct work *w, struct design *d)
{
    size_t room = 0;
    struct rows r = db_rows(w, DESIGN_MODULES, ARGS(V(d->id)));
    while (db_next(&r)) {
        grow(w, &d->modules, room, (size_t)d->module_count);
        struct design_module *m = &d->modules[d->module_count++];
        *m = (struct design_module){db_int(&r, 0), db_text(&r, 1), tr_name(w, db_text(&r, 2), db_text(&r, 3)), tr_name(w, db_text(&r, 4), db_text(&r, 5)),
                                    (int)db_int(&r, 6), (int)db_int(&r, 7), (int)db_int(&r, 8), db_int(&r, 9) != 0};
        d->hours_ah += m->lecture_ah + m->practice_ah + m->self_ah;
    }
    return fine(w);
}

static bool read_wants(struct work *w, struct design *d)
{
    size_t room = 0;
    struct rows r = db_rows(w, DESIGN_WANTS, ARGS(V(d->id)));
    while (db_next(&r)) {
        grow(w, &d->wants, room, (size_t)d->want_count);
        d->wants[d->want_count++] = (struct design_want){db_int(&r, 0), db_text(&r, 1), tr_name(w, db_text(&r, 2), db_text(&r, 3)), (int)db_int(&r, 4),
                                                         db_int(&r, 5) > 0};
    }
    r = db_rows(w, DESIGN_NORM, ARGS(V(d->kind)));
    if (db_next(&r)) {
        d->least_ah = (int)db_int(&r, 0);
        d->most_ah = (int)db_int(&r, 1);
    }
    db_done(&r);
    return fine(w);
}

static void concern(struct work *w, struct design *d, size_t *room, const char *text)
{
    grow(w, &d->concerns, *room, (size_t)d->concern_count);
    d->concerns[d->concern_count++] = text;
}

/* What does not fit together: hours beside the norm, what is required and missing or late, what is wanted and not given. */
static bool find_concerns(struct work *w, struct design *d)
{
    size_t room = 0;
    if (d->module_count == 0)
        concern(w, d, &room, tr(w, "there is no module in it yet"));
    if (d->least_ah > 0 && d->hours_ah < d->least_ah)
        concern(w, d, &room, take_text(w, tr(w, "%s in all, and a programme of this kind has at least %s"), say_hours(w, d->hours_ah), say_hours(w, d->least_ah)));
    if (d->most_ah > 0 && d->hours_ah > d->most_ah)
        concern(w, d, &room, take_text(w, tr(w, "%s in all, and a programme of this kind has at most %s"), say_hours(w, d->hours_ah), say_hours(w, d->most_ah)));
    struct rows r = db_rows(w, DESIGN_MISSING, ARGS(V(d->id)));
    while (db_next(&r))
        concern(w, d, &room, take_text(w, tr(w, "\"%s\" requires \"%s\", which is not in it"), tr_name(w, db_text(&r, 0), db_text(&r, 1)),
                                       tr_name(w, db_text(&r, 2), db_text(&r, 3))));
    r = db_rows(w, DESIGN_LATE, ARGS(V(d->id)));
    while (db_next(&r))
        concern(w, d, &room, take_text(w, tr(w, "\"%s\" requires \"%s\", which comes after it"), tr_name(w, db_text(&r, 0), db_text(&r, 1)),
                                       tr_name(w, db_text(&r, 2), db_text(&r, 3))));
    for (int i = 0; i < d->want_count; i++)
        if (!d->wants[i].given)
            concern(w, d, &room, take_text(w, tr(w, "no module of it gives \"%s\" at level %d"), d->wants[i].name, d->wants[i].level));
    return fine(w);
}

bool design_load(struct work *w, const char *code, struct design *out)
{
    struct rows r = db_rows(w, DESIGN_ONE, ARGS(V(code)));
    *out = (struct design){.code = code};
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "programme %s is not being designed together; begin with: cavt programme design DB %s EMPLOYER"), code, code);
    out->id = db_int(&r, 0);
    out->version = (int)db_int(&r, 1);
    out->state = db_text(&r, 2);
    out->name = tr_name(w, db_text(&r, 3), db_text(&r, 4));
    out->owner_id = db_int(&r, 5);
    out->owner = tr_name(w, db_text(&r, 6), db_text(&r, 7));
    out->employer_id = db_int(&r, 8);
    out->employer = tr_name(w, db_text(&r, 9), db_text(&r, 10));
    out->revision = (int)db_int(&r, 11);
    out->kind = db_text(&r, 12);
    out->open = (int)db_int(&r, 13);
    out->open_by[SIDE_OWNER] = (int)db_int(&r, 14);
    out->open_by[SIDE_EMPLOYER] = out->open - out->open_by[SIDE_OWNER];
    db_done(&r);
    r = db_rows(w, DESIGN_APPROVALS, ARGS(V(out->id), V(out->revision)));
    while (db_next(&r))
        out->approved[strcmp(db_peek(&r, 0), "employer") == 0 ? SIDE_EMPLOYER : SIDE_OWNER] = true;
    return read_modules(w, out) && read_wants(w, out) && find_concerns(w, out);
}

const char *design_snapshot(struct work *w, const struct design *d)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_key(&j, "modules");
    json_begin_array(&j);
    for (int i = 0; i < d->module_count; i++) {
        json_begin_object(&j);
        json_put_text(&j, "code", d->modules[i].code);
        if (d->modules[i].changed) {
            json_put_int(&j, "lecture_ah", d->modules[i].lecture_ah);
            json_put_int(&j, "practice_ah", d->modules[i].practice_ah);
            json_put_int(&j, "self_ah", d->modules[i].self_ah);
        }
        json_end_object(&j);
    }
    json_end_array(&j);
    json_key(&j, "wants");
    json_begin_array(&j);
    for (int i = 0; i < d->want_count; i++) {
        json_begin_object(&j);
        json_put_text(&j, "code", d->wants[i].code);
        json_put_int(&j, "level", d->wants[i].level);
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    const char *out = take_copy(w, t.s, t.n);
    text_free(&t);
    return out;
}

/* ---------------------------------------------------------------- in words */

static const char *change_words(struct work *w, const struct rows *r)
{
    const char *kind = db_peek(r, 1), *module = tr_name(w, db_text(r, 7), db_text(r, 8)), *other = tr_name(w, db_text(r, 9), db_text(r, 10));
    const char *competence = tr_name(w, db_text(r, 11), db_text(r, 12));
    if (strcmp(kind, "add") == 0)
        return take_text(w, tr(w, "add \"%s\""), module);
    if (strcmp(kind, "remove") == 0)
        return take_text(w, tr(w, "remove \"%s\""), module);
    if (strcmp(kind, "replace") == 0)
        return take_text(w, tr(w, "replace \"%s\" by \"%s\""), module, other);
    if (strcmp(kind, "hours") == 0)
        return take_text(w, tr(w, "\"%s\": %lld h of lectures, %lld h of practice, %lld h of one's own work"), module, (long long)db_int(r, 14),
                         (long long)db_int(r, 15), (long long)db_int(r, 16));
    if (strcmp(kind, "want") == 0)
        return take_text(w, tr(w, "it shall give \"%s\" at level %lld"), competence, (long long)db_int(r, 13));
    if (strcmp(kind, "unwant") == 0)
        return take_text(w, tr(w, "it need not give \"%s\""), competence);
    return take_text(w, tr(w, "back to revision %lld"), (long long)db_int(r, 17));
}

bool design_changes(struct work *w, const struct design *d, struct design_change **out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    struct rows r = db_rows(w, DESIGN_CHANGES, ARGS(V(d->id)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct design_change){(int)db_int(&r, 0), db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), db_text(&r, 4), change_words(w, &r),
                                                strcmp(db_peek(&r, 5), "employer") == 0 ? SIDE_EMPLOYER : SIDE_OWNER, db_int(&r, 6)};
    }
    return fine(w);
}

bool design_history(struct work *w, const struct design *d, struct design_past **out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    struct rows r = db_rows(w, DESIGN_REVISIONS, ARGS(V(d->id)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct design_past){(int)db_int(&r, 0), db_int(&r, 1), ""};
    }
    return fine(w);
}

const char *design_turn(struct work *w, const struct design *d)
{
    if (strcmp(d->state, "draft") != 0)
        return tr(w, "approved by both sides");
    if (d->open > 0) {
        const char *who = d->open_by[SIDE_OWNER] == 0 ? d->owner : d->open_by[SIDE_EMPLOYER] == 0 ? d->employer : take_text(w, "%s, %s", d->owner, d->employer);
        return take_text(w, trn(w, "%s: %lld proposed change is to be decided", "%s: %lld proposed changes are to be decided", d->open), who, (long long)d->open);
    }
    if (d->approved[SIDE_OWNER])
        return take_text(w, tr(w, "%s is to approve it, or to propose a change"), d->employer);
    if (d->approved[SIDE_EMPLOYER])
        return take_text(w, tr(w, "%s is to approve it, or to propose a change"), d->owner);
    return tr(w, "both sides are to approve it, or to propose changes");
}
