/* design_act.c -- beginning a joint design, proposing, deciding, approving: see design.h.  Each act is one transaction that
 * first takes the design's row. */
#include "account/audit.h"
#include "base/fold.h"
#include "programme/design.h"
#include "programme/design_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* tell: a side by mail that it is its turn. */
static void tell(struct work *w, const struct design *d, int64_t organisation_id, const char *text)
{
    struct rows r = db_rows(w, DESIGN_ADDRESS, ARGS(V(organisation_id)));
    if (!db_next(&r))
        return;
    const char *address = db_text(&r, 0), *name[LANGUAGES] = {[RU] = db_text(&r, 1), [EN] = db_text(&r, 2)}, *heads = "";
    db_done(&r);
    enum language was = w->language;
    for (int l = 0; l < LANGUAGES; l++)
        if (*name[l] != '\0') {
            w->language = (enum language)l;
            heads = take_text(w, "%s%s%s", heads, *heads != '\0' ? " / " : "", take_text(w, tr(w, "Programme %s: your turn"), d->code));
        }
    w->language = was;
    db_run(w, DESIGN_POST, ARGS(V(db_id(w)), V(w->now), V(address), V(heads), V(take_text(w, "%s\n\n%s\n", d->name, text))));
}

static int64_t of_side(const struct design *d, enum design_side side) { return side == SIDE_OWNER ? d->owner_id : d->employer_id; }
static enum design_side other(enum design_side side) { return side == SIDE_OWNER ? SIDE_EMPLOYER : SIDE_OWNER; }

/* come: what every act begins with: the draft, which nobody else changes now. */
static bool come(struct work *w, const char *code, struct design *d)
{
    if (!design_load(w, code, d))
        return false;
    db_run(w, DESIGN_LOCK, ARGS(V(d->id)));
    if (!design_load(w, code, d))
        return false;
    return is(d->state, "draft") ||
           fail(w, CONFLICT, tr(w, "version %d of programme %s is approved; to go on, begin a new one: cavt programme design DB %s EMPLOYER"), d->version, code, code);
}

/* ---------------------------------------------------------------- beginning */

static int64_t make_new(struct work *w, const char *code, const char *name)
{
    int64_t id = db_id(w), centre = db_one(w, DESIGN_CENTRE, NO_ARGS, 0);
    if (centre == 0) {
        fail(w, NOT_VALID, "%s", tr(w, "the setting \"centre\" names no organisation, so a new programme has no owner; set it first"));
        return 0;
    }
    char *fold = fold_new(name, strlen(name));
    const char *kept = take_text(w, "%s", fold);
    free(fold);
    db_run(w, DESIGN_NEW, ARGS(V(id), V(code), V(centre), V(w->language == RU ? name : (const char *)NULL), V(w->language == RU ? (const char *)NULL : name), V(kept),
                               V(w->now)));
    return id;
}

static bool begin(struct work *w, const char *code, int64_t employer, const char *name)
{
    struct rows r = db_rows(w, DESIGN_NEWEST, ARGS(V(code)));
    int64_t id = 0, with = 0;
    bool there = db_next(&r), draft = false;
    if (there) {
        id = db_int(&r, 0);
        draft = is(db_peek(&r, 2), "draft");
        with = db_null(&r, 3) ? 0 : db_int(&r, 3);
    }
    db_done(&r);
    if (!there && name == NULL)
        return fail(w, NOT_FOUND, tr(w, "there is no programme %s"), code);
    if (there && name != NULL)
        return fail(w, CONFLICT, tr(w, "there is a programme %s already; leave its new name out to go on with it"), code);
    if (draft && with == employer)
        return fine(w);
    if (draft && with != 0)
        return fail(w, CONFLICT, tr(w, "programme %s is being designed with another employer; approve that version first"), code);
    if (!there)
        id = make_new(w, code, name);
    if (there && !draft) {
        int64_t of = id;
        id = db_id(w);
        db_run(w, DESIGN_COPY, ARGS(V(id), V(of), V(w->now)));
        db_run(w, DESIGN_COPY_MODULES, ARGS(V(id), V(of)));
    }
    db_run(w, DESIGN_INSERT, ARGS(V(id), V(employer), V(w->now), V(w->who)));
    struct design d;
    if (!fine(w) || !design_load(w, code, &d))
        return false;
    db_run(w, DESIGN_INSERT_REVISION, ARGS(V(id), V(0), V(design_snapshot(w, &d)), V(w->now), V(w->who)));
    audit_add(w, d.owner_id, "design", "programme", code, NULL, design_snapshot(w, &d));
    tell(w, &d, d.employer_id, design_turn(w, &d));
    return fine(w);
}

bool design_begin(struct work *w, const char *code, const char *employer, const char *name, struct design *out)
{
    if (*code == '\0' || strlen(code) > 100)
        return fail(w, NOT_VALID, "%s", tr(w, "a programme's code has 1 to 100 characters"));
    db_begin(w);
    int64_t id = db_one(w, DESIGN_ORGANISATION, ARGS(V(employer)), 0);
    if (fine(w) && id == 0)
        fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), employer);
    if (fine(w))
        begin(w, code, id, name);
    return db_commit(w) && design_load(w, code, out);
}

/* ---------------------------------------------------------------- proposing */

struct refs {
    int64_t module, other, competence;
};

static bool find(struct work *w, const struct design_proposal *p, struct refs *x)
{
    *x = (struct refs){0};
    if (p->module != NULL && (x->module = design_module_id(w, p->module)) == 0)
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no module %s"), p->module);
    if (p->other != NULL && (x->other = design_module_id(w, p->other)) == 0)
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no module %s"), p->other);
    if (p->competence != NULL && (x->competence = db_one(w, DESIGN_COMPETENCE, ARGS(V(p->competence)), 0)) == 0)
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no competence %s"), p->competence);
    return fine(w);
}

static bool in_it(struct work *w, const struct design *d, int64_t module) { return db_one(w, DESIGN_HAS, ARGS(V(d->id), V(module)), 0) > 0; }

/* fits: whether a change makes sense of the draft as it stands; asked when it is proposed and again when it is accepted. */
static bool fits(struct work *w, const struct design *d, const char *kind, const struct refs *x, int level, int hours, int revision)
{
    bool module = is(kind, "add") || is(kind, "remove") || is(kind, "replace") || is(kind, "hours");
    if (module && x->module == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "say which module"));
    if (is(kind, "replace") && x->other == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "say by which module it is replaced"));
    if ((is(kind, "want") || is(kind, "unwant")) && x->competence == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "say which competence"));
    if (is(kind, "want") && (level < 1 || level > 8))
        return fail(w, NOT_VALID, "%s", tr(w, "a level is a number from 1 to 8"));
    if (is(kind, "hours") && (hours < 1 || hours > 10000))
        return fail(w, NOT_VALID, "%s", tr(w, "a module has from 1 to 10000 hours in all"));
    if (is(kind, "add") && in_it(w, d, x->module))
        return fail(w, CONFLICT, "%s", tr(w, "that module is in the programme already"));
    if ((is(kind, "remove") || is(kind, "replace") || is(kind, "hours")) && !in_it(w, d, x->module))
        return fail(w, CONFLICT, "%s", tr(w, "that module is not in the programme"));
    if (is(kind, "replace") && in_it(w, d, x->other))
        return fail(w, CONFLICT, "%s", tr(w, "that module is in the programme already"));
    if (is(kind, "unwant") && db_one(w, DESIGN_WANTED, ARGS(V(d->id), V(x->competence)), 0) == 0)
        return fail(w, CONFLICT, "%s", tr(w, "that competence is not asked of the programme"));
    if (is(kind, "restore") && (revision < 0 || revision >= d->revision))
        return fail(w, NOT_VALID, tr(w, "there is no earlier revision %d"), revision);
    static const char *const kinds[] = {"add", "remove", "replace", "hours", "want", "unwant", "restore"};
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (is(kind, kinds[i]))
            return fine(w);
    return fail(w, NOT_VALID, tr(w, "there is no change \"%s\""), kind);
}

bool design_propose(struct work *w, const char *code, enum design_side side, const struct design_proposal *p, int *number)
{
    struct design d;
    struct refs x;
    db_begin(w);
    if (p->text != NULL && strlen(p->text) > 2000)
        fail(w, NOT_VALID, tr(w, "that is longer than %d bytes; say it shorter"), 2000);
    if (fine(w) && come(w, code, &d) && find(w, p, &x) &&
        fits(w, &d, p->kind, &x, p->level, p->lecture_ah + p->practice_ah + p->self_ah, p->revision)) {
        bool hours = is(p->kind, "hours");
        *number = (int)db_one(w, DESIGN_NEXT_NUMBER, ARGS(V(d.id)), 1);
        db_run(w, DESIGN_INSERT_CHANGE,
               ARGS(V(db_id(w)), V(d.id), V(*number), V(p->kind), db_id_or_null(x.module), db_id_or_null(x.other), db_id_or_null(x.competence),
                    p->level > 0 ? V(p->level) : NULL_INT, hours ? V(p->lecture_ah) : NULL_INT, hours ? V(p->practice_ah) : NULL_INT,
                    hours ? V(p->self_ah) : NULL_INT, is(p->kind, "restore") ? V(p->revision) : NULL_INT, V(p->text), V(design_side_name[side]), V(w->who),
                    V(w->now)));
        tell(w, &d, of_side(&d, other(side)), take_text(w, trn(w, "%lld proposed change is to be decided by the other side",
                                                               "%lld proposed changes are to be decided by the other side", d.open + 1), (long long)d.open + 1));
    }
    return db_commit(w);
}

/* ---------------------------------------------------------------- deciding */

static bool restore(struct work *w, const struct design *d, int revision)
{
    struct rows r = db_rows(w, DESIGN_DOCUMENT, ARGS(V(d->id), V(revision)));
    json_t *o = db_next(&r) ? json_loads(db_peek(&r, 0), 0, NULL) : NULL, *m;
    db_done(&r);
    size_t i;
    if (o == NULL)
        return fail(w, NOT_FOUND, tr(w, "there is no earlier revision %d"), revision);
    db_run(w, DESIGN_CLEAR_MODULES, ARGS(V(d->id)));
    db_run(w, DESIGN_CLEAR_HOURS, ARGS(V(d->id)));
    db_run(w, DESIGN_CLEAR_WANTS, ARGS(V(d->id)));
    json_array_foreach(json_object_get(o, "modules"), i, m) {
        const char *code = json_string_value(json_object_get(m, "code"));
        int64_t module = code != NULL ? design_module_id(w, code) : 0;
        if (module == 0)
            continue; /* it is gone from the register since */
        db_run(w, DESIGN_PUT_MODULE, ARGS(V(d->id), V(module), V((int64_t)i + 1)));
        if (json_object_get(m, "lecture_ah") != NULL)
            db_run(w, DESIGN_SET_HOURS, ARGS(V(d->id), V(module), V(json_integer_value(json_object_get(m, "lecture_ah"))),
                                             V(json_integer_value(json_object_get(m, "practice_ah"))), V(json_integer_value(json_object_get(m, "self_ah")))));
    }
    json_array_foreach(json_object_get(o, "wants"), i, m) {
        const char *code = json_string_value(json_object_get(m, "code"));
        int64_t id = code != NULL ? db_one(w, DESIGN_COMPETENCE, ARGS(V(code)), 0) : 0;
        if (id != 0)
            db_run(w, DESIGN_SET_WANT, ARGS(V(d->id), V(id), V(json_integer_value(json_object_get(m, "level")))));
    }
    json_decref(o);
    return fine(w);
}

struct stored {
    int64_t id, module, other, competence;
    const char *kind, *state;
    enum design_side side;
    int level, lecture_ah, practice_ah, self_ah, revision;
};

static bool load_change(struct work *w, const struct design *d, int number, struct stored *c)
{
    struct rows r = db_rows(w, DESIGN_CHANGE_ONE, ARGS(V(d->id), V(number)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "programme %s has no proposed change number %d"), d->code, number);
    *c = (struct stored){db_int(&r, 0), db_int(&r, 4), db_int(&r, 5), db_int(&r, 6), db_text(&r, 1), db_text(&r, 2),
                         is(db_peek(&r, 3), "employer") ? SIDE_EMPLOYER : SIDE_OWNER, (int)db_int(&r, 7), (int)db_int(&r, 8), (int)db_int(&r, 9),
                         (int)db_int(&r, 10), (int)db_int(&r, 11)};
    db_done(&r);
    return fine(w);
}

/* carry_out: the change itself, and the new revision. */
static bool carry_out(struct work *w, struct design *d, const struct stored *c)
{
    struct refs x = {c->module, c->other, c->competence};
    const char *before = design_snapshot(w, d);
    if (!fits(w, d, c->kind, &x, c->level, c->lecture_ah + c->practice_ah + c->self_ah, c->revision))
        return false;
    if (is(c->kind, "add"))
        db_run(w, DESIGN_ADD, ARGS(V(d->id), V(c->module)));
    if (is(c->kind, "remove") || is(c->kind, "replace"))
        db_run(w, DESIGN_FORGET_HOURS, ARGS(V(d->id), V(c->module)));
    if (is(c->kind, "remove"))
        db_run(w, DESIGN_REMOVE, ARGS(V(d->id), V(c->module)));
    if (is(c->kind, "replace"))
        db_run(w, DESIGN_REPLACE, ARGS(V(d->id), V(c->module), V(c->other)));
    if (is(c->kind, "hours"))
        db_run(w, DESIGN_SET_HOURS, ARGS(V(d->id), V(c->module), V(c->lecture_ah), V(c->practice_ah), V(c->self_ah)));
    if (is(c->kind, "want"))
        db_run(w, DESIGN_SET_WANT, ARGS(V(d->id), V(c->competence), V(c->level)));
    if (is(c->kind, "unwant"))
        db_run(w, DESIGN_FORGET_WANT, ARGS(V(d->id), V(c->competence)));
    if (is(c->kind, "restore") && !restore(w, d, c->revision))
        return false;
    db_run(w, DESIGN_NEXT, ARGS(V(d->id)));
    if (!design_load(w, d->code, d))
        return false;
    db_run(w, DESIGN_INSERT_REVISION, ARGS(V(d->id), V(d->revision), V(design_snapshot(w, d)), V(w->now), V(w->who)));
    audit_add(w, d->owner_id, "change", "programme", d->code, before, design_snapshot(w, d));
    return fine(w);
}

static bool settle(struct work *w, const char *code, enum design_side side, int number, const char *state, const char *reason)
{
    struct design d;
    struct stored c = {0};
    db_begin(w);
    if (come(w, code, &d) && load_change(w, &d, number, &c) && !is(c.state, state)) {
        bool back = is(state, "withdrawn");
        if (!is(c.state, "proposed"))
            fail(w, CONFLICT, tr(w, "change number %d of programme %s is decided already"), number, code);
        else if (!back && side == c.side)
            fail(w, NOT_ALLOWED, "%s", tr(w, "the side that proposed a change does not decide on it; the other does"));
        else if (back && side != c.side)
            fail(w, NOT_ALLOWED, "%s", tr(w, "only the side that proposed a change may take it back"));
        if (fine(w) && is(state, "accepted"))
            carry_out(w, &d, &c);
        db_run(w, DESIGN_ANSWER, ARGS(V(c.id), V(state), V(w->now), V(reason)));
        if (fine(w) && !back)
            tell(w, &d, of_side(&d, c.side), design_turn(w, &d));
    }
    return db_commit(w);
}

bool design_decide(struct work *w, const char *code, enum design_side side, int number, bool yes, const char *reason)
{
    return settle(w, code, side, number, yes ? "accepted" : "refused", reason);
}

bool design_take_back(struct work *w, const char *code, enum design_side side, int number)
{
    return settle(w, code, side, number, "withdrawn", NULL);
}

bool design_approve(struct work *w, const char *code, enum design_side side, bool *approved)
{
    struct design d;
    *approved = false;
    db_begin(w);
    if (come(w, code, &d)) {
        if (d.open > 0)
            fail(w, CONFLICT, "%s", tr(w, "a proposed change is not decided yet; decide on it first"));
        if (d.module_count == 0)
            fail(w, CONFLICT, "%s", tr(w, "there is no module in it yet"));
        db_run(w, DESIGN_APPROVE, ARGS(V(d.id), V(design_side_name[side]), V(d.revision), V(w->now), V(w->who)));
        audit_add(w, of_side(&d, side), "approve", "programme", code, NULL, take_text(w, "{\"revision\":%d}", d.revision));
        *approved = d.approved[other(side)];
        if (*approved) {
            db_run(w, DESIGN_RETIRE, ARGS(V(d.id)));
            db_run(w, DESIGN_MAKE_APPROVED, ARGS(V(d.id)));
        } else {
            tell(w, &d, of_side(&d, other(side)), take_text(w, tr(w, "%s has approved revision %d; it is your word that is missing"),
                                                            side == SIDE_OWNER ? d.owner : d.employer, d.revision));
        }
    }
    return db_commit(w);
}
