/* edit.c -- see edit.h. */
#include "resource/edit.h"

#include "account/audit.h"
#include "base/day.h"
#include "codec/json.h"
#include "import/export.h"
#include "resource/edit_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <jansson.h>
#include <string.h>

const struct edit_sheet edit_sheets[] = {
    {&record_room, TR("Rooms"), NULL},
    {&record_equipment, TR("Equipment"), NULL},
    {&record_staff, TR("Staff"), NULL},
    {&record_staff_competence, TR("What staff can teach"), EDIT_REMOVE_ABILITY},
    {&record_opening, TR("Opening hours"), EDIT_REMOVE_OPENING},
    {&record_closure, TR("Closures"), EDIT_REMOVE_CLOSURE},
    {&record_busy, TR("Own use and maintenance"), EDIT_REMOVE_BUSY},
    {&record_sharing, TR("Sharing and prices"), EDIT_REMOVE_SHARING},
    {&record_booking_rule, TR("Rules of use"), EDIT_REMOVE_RULE},
    {0},
};

const struct edit_sheet *edit_sheet_named(const char *name)
{
    for (const struct edit_sheet *s = edit_sheets; s->record != NULL; s++)
        if (strcmp(s->record->name, name) == 0)
            return s;
    return NULL;
}

static const char *cell_of(const struct edit_sheet *s, const char *const *cell, const char *field)
{
    size_t i = record_field(s->record, field);
    return i < s->record->fields && cell[i] != NULL ? cell[i] : "";
}

static const char *text_by(struct work *w, const char *sql, const char *code)
{
    struct rows r = db_rows(w, sql, ARGS(V(code)));
    const char *s = db_next(&r) ? db_text(&r, 0) : "";
    db_done(&r);
    return s;
}

const char *edit_key(struct work *w, const struct edit_sheet *s, const char *const *cell)
{
    const char *out = NULL;
    for (size_t i = 0; i < s->record->fields; i++)
        if ((s->record->field[i].is & KEY) != 0)
            out = out == NULL ? take_text(w, "%s", cell[i] != NULL ? cell[i] : "") : take_text(w, "%s|%s", out, cell[i] != NULL ? cell[i] : "");
    return out != NULL ? out : "";
}

const char *edit_owner(struct work *w, const struct edit_sheet *s, const char *const *cell)
{
    const char *organisation = cell_of(s, cell, "organisation"), *site = cell_of(s, cell, "site"), *resource = cell_of(s, cell, "resource");
    if (*resource == '\0')
        resource = cell_of(s, cell, "staff");
    return *organisation != '\0' ? organisation : *resource != '\0' ? text_by(w, EDIT_RESOURCE_OWNER, resource) : *site != '\0' ? text_by(w, EDIT_SITE_OWNER, site) : "";
}

bool edit_rows(struct work *w, const struct edit_sheet *s, const char *organisation, struct edit_rows *out)
{
    struct export_rows all;
    *out = (struct edit_rows){0};
    if (!export_rows(w, s->record, &all))
        return false;
    out->cell = take_array(w, all.n + 1, const char **);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(edit_owner(w, s, all.cell[i]), organisation) == 0)
            out->cell[out->n++] = all.cell[i];
    return fine(w);
}

const char **edit_row(struct work *w, const struct edit_sheet *s, const char *key)
{
    struct export_rows all;
    if (!export_rows(w, s->record, &all))
        return NULL;
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(edit_key(w, s, all.cell[i]), key) == 0)
            return all.cell[i];
    return NULL;
}

const char *edit_json(struct work *w, const struct edit_sheet *s, const char *const *cell)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    for (size_t i = 0; i < s->record->fields; i++)
        json_put_text(&j, s->record->field[i].name, cell[i] != NULL && *cell[i] != '\0' ? cell[i] : NULL);
    json_end_object(&j);
    const char *out = take_copy(w, t.s, t.n);
    text_free(&t);
    return out;
}

const char **edit_cells(struct work *w, const struct edit_sheet *s, const char *json)
{
    json_t *doc = json_loads(json, 0, NULL);
    if (!json_is_object(doc)) {
        json_decref(doc);
        return NULL;
    }
    const char **cell = take_array(w, s->record->fields + 1, const char *);
    for (size_t i = 0; i < s->record->fields; i++) {
        const char *v = json_string_value(json_object_get(doc, s->record->field[i].name));
        cell[i] = v != NULL ? take_copy(w, v, strlen(v)) : NULL;
    }
    json_decref(doc);
    return cell;
}

/* ours: nothing in the row is another's: neither the row itself, nor the site or the resource it is about. */
static bool ours(struct work *w, const struct edit_sheet *s, const char *organisation, const char *const *cell)
{
    const char *site = cell_of(s, cell, "site"), *resource = cell_of(s, cell, "resource"), *room = cell_of(s, cell, "room"), *staff = cell_of(s, cell, "staff");
    const char *owner = edit_owner(w, s, cell);
    bool ok = strcmp(owner, organisation) == 0 && *organisation != '\0';
    ok = ok && (*site == '\0' || strcmp(text_by(w, EDIT_SITE_OWNER, site), organisation) == 0);
    ok = ok && (*resource == '\0' || strcmp(text_by(w, EDIT_RESOURCE_OWNER, resource), organisation) == 0);
    ok = ok && (*room == '\0' || strcmp(text_by(w, EDIT_RESOURCE_OWNER, room), organisation) == 0);
    ok = ok && (*staff == '\0' || strcmp(text_by(w, EDIT_RESOURCE_OWNER, staff), organisation) == 0);
    return fine(w) && (ok || fail(w, NOT_ALLOWED, "%s", tr(w, "that is not your organisation's to change")));
}

static bool write_row(struct work *w, const struct edit_sheet *s, const char *const *cell)
{
    struct intake *in = intake_begin(w);
    struct csv_cell cells[FIELDS_MOST] = {0};
    uint32_t given = 0;
    for (size_t i = 0; i < s->record->fields; i++) {
        const char *v = cell[i] != NULL ? cell[i] : "";
        cells[i] = (struct csv_cell){take_copy(w, v, strlen(v)), strlen(v)};
        given |= 1u << i;
    }
    intake_row(in, s->record, intake_file(in, "form"), 1, cells, given);
    if (intake_check(in) && in->refusals == 0)
        return intake_write(in) && fine(w);
    if (!fine(w))
        return false;
    const struct refusal *r = &in->refusal[0];
    return fail(w, NOT_VALID, "%s%s%s%s%s: %s", r->column, *r->value != '\0' ? " \"" : "", r->value, *r->value != '\0' ? "\": " : ": ", r->reason, r->advice);
}

bool edit_put(struct work *w, const struct edit_sheet *s, const char *organisation, bool any, const char *const *cell)
{
    const char *key = edit_key(w, s, cell);
    if (!db_begin(w))
        return false;
    const char **was = edit_row(w, s, key);
    if (fine(w) && (any || (ours(w, s, organisation, cell) && (was == NULL || ours(w, s, organisation, was)))) && write_row(w, s, cell)) {
        const char **now = edit_row(w, s, key);
        const char *before = was != NULL ? edit_json(w, s, was) : NULL, *after = now != NULL ? edit_json(w, s, now) : NULL;
        int64_t id = now != NULL ? db_one(w, EDIT_ORGANISATION, ARGS(V(edit_owner(w, s, now))), 0) : 0;
        if (before == NULL || after == NULL || strcmp(before, after) != 0)
            audit_add(w, id, before == NULL ? "add" : "edit", s->record->name, key, before, after);
    }
    return db_commit(w);
}

/* stored: a key cell as the database keeps it: clocks, days and moments are numbers there. */
static const char *stored(struct work *w, const struct field *f, const char *cell)
{
    int min;
    int32_t day;
    int64_t wall;
    if (f->kind == FIELD_CLOCK && clock_parse(cell, &min))
        return take_text(w, "%d", min);
    if (f->kind == FIELD_DAY && day_parse(cell, &day))
        return take_text(w, "%d", (int)day);
    if (f->kind == FIELD_WALL && wall_parse(cell, &wall))
        return take_text(w, "%lld", (long long)wall);
    return cell;
}

bool edit_remove(struct work *w, const struct edit_sheet *s, const char *organisation, bool any, const char *key)
{
    struct db_value v[4];
    size_t n = 0;
    if (s->remove == NULL)
        return fail(w, CONFLICT, "%s", tr(w, "bookings and lessons may point to it, so it is not removed; close it, or share it with nobody"));
    if (!db_begin(w))
        return false;
    const char **was = edit_row(w, s, key);
    if (fine(w) && was == NULL)
        fail(w, NOT_FOUND, tr(w, "there is no row %s"), key);
    if (fine(w) && (any || ours(w, s, organisation, was))) {
        for (size_t i = 0; i < s->record->fields && n < COUNT(v); i++)
            if ((s->record->field[i].is & KEY) != 0)
                v[n++] = V(stored(w, &s->record->field[i], was[i] != NULL ? was[i] : ""));
        db_run(w, s->remove, v, n);
        audit_add(w, db_one(w, EDIT_ORGANISATION, ARGS(V(edit_owner(w, s, was))), 0), "remove", s->record->name, key, edit_json(w, s, was), NULL);
    }
    return db_commit(w);
}

bool edit_undo(struct work *w, int64_t audit_id, const char *organisation, bool any, const char **sheet)
{
    struct rows r = db_rows(w, EDIT_AUDIT, ARGS(V(audit_id)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, "%s", tr(w, "there is no such change"));
    const struct edit_sheet *s = edit_sheet_named(db_peek(&r, 0));
    const char *key = db_text(&r, 1), *before = db_null(&r, 2) ? NULL : db_text(&r, 2);
    db_done(&r);
    if (s == NULL)
        return fail(w, CONFLICT, "%s", tr(w, "that change cannot be put back from here"));
    *sheet = s->record->name;
    if (before == NULL)
        return edit_remove(w, s, organisation, any, key);
    const char **cell = edit_cells(w, s, before);
    if (cell == NULL)
        return fail(w, CONFLICT, "%s", tr(w, "that change cannot be put back from here"));
    const char **now = edit_row(w, s, key); /* a line may tell only some of the fields: the others stay */
    for (size_t i = 0; now != NULL && i < s->record->fields; i++)
        if (cell[i] == NULL && strstr(before, take_text(w, "\"%s\":", s->record->field[i].name)) == NULL)
            cell[i] = now[i];
    return fine(w) && edit_put(w, s, organisation, any, cell);
}

bool edit_moderated(struct work *w) { return db_one(w, EDIT_MODERATION, NO_ARGS, 0) == 1; }

bool edit_draft(struct work *w, const struct edit_sheet *s, const char *organisation, bool submit, const char *const *cell)
{
    const char *key = edit_key(w, s, cell);
    int64_t id = db_one(w, EDIT_ORGANISATION, ARGS(V(organisation)), 0);
    if (fine(w) && id == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), organisation);
    db_begin(w);
    db_run(w, EDIT_DROP_DRAFTS, ARGS(V(id), V(s->record->name), V(key)));
    db_run(w, EDIT_PUT_DRAFT, ARGS(V(db_id(w)), V(id), V(s->record->name), V(key), V(edit_json(w, s, cell)), V(submit ? "submitted" : "draft"), V(w->now), V(w->who)));
    return db_commit(w);
}

bool edit_publish(struct work *w, int64_t draft_id, bool refuse, const char *reason)
{
    struct rows r = db_rows(w, EDIT_DRAFT, ARGS(V(draft_id)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, "%s", tr(w, "there is no such draft"));
    const struct edit_sheet *s = edit_sheet_named(db_peek(&r, 0));
    const char *fields = db_text(&r, 1), *state = db_text(&r, 2), *organisation = db_text(&r, 3);
    db_done(&r);
    if (strcmp(state, "draft") != 0 && strcmp(state, "submitted") != 0)
        return fail(w, CONFLICT, "%s", tr(w, "that draft has been dealt with already"));
    const char **cell = s != NULL ? edit_cells(w, s, fields) : NULL;
    if (cell == NULL)
        return fail(w, BROKEN, "the draft %lld cannot be read", (long long)draft_id);
    db_begin(w);
    bool ok = refuse || edit_put(w, s, organisation, false, cell);
    if (ok)
        db_run(w, EDIT_SET_DRAFT, ARGS(V(draft_id), V(refuse ? "refused" : "published"), V(reason)));
    return db_commit(w);
}
