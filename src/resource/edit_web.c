/* edit_web.c -- see edit_web.h.  A form is its sheet's table of fields: the same rows that import and export read. */
#include "resource/edit_web.h"

#include "base/day.h"
#include "resource/edit.h"
#include "resource/edit_sql.h"
#include "resource/same.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define KEEPERS ((unsigned)(AS_PARTNER | AS_EMPLOYER | PLANNERS))

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static bool planner(const struct request *q) { return (q->roles & PLANNERS) != 0; }

/* whose: a planner says for whom, everybody else acts for their own. */
static const char *whose(struct request *q)
{
    const char *said = given(q, "organisation"), *mine = q->organisation_code != NULL ? q->organisation_code : "";
    return planner(q) && *said != '\0' ? said : mine;
}

static const struct edit_sheet *sheet_of(struct request *q)
{
    const struct edit_sheet *s = edit_sheet_named(q->code[0]);
    if (s == NULL)
        fail(q->w, NOT_FOUND, tr(q->w, "there is no sheet %s to edit"), q->code[0]);
    return s;
}

static const char *path_of(struct work *w, const char *sheet, const char *organisation, const char *key)
{
    return take_text(w, "/edit/%s/row?organisation=%s&key=%s", web_part(w, sheet), web_part(w, organisation), web_part(w, key));
}

static void choose_organisation(struct request *q, const char *chosen)
{
    size_t n;
    if (!planner(q))
        return;
    struct choice *all = piece_choices(q->w, EDIT_ORGANISATIONS, &n);
    piece_filters(q);
    piece_choice(q, "organisation", tr(q->w, "Organisation"), all, n);
    piece_filters_end(q);
    (void)chosen;
}

/* ---------------------------------------------------------------- all of an organisation */

static void drafts(struct request *q, const char *organisation)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, EDIT_DRAFTS, ARGS(V(planner(q) ? "" : organisation)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2><ul class=\"rows\">\n", tr(w, "Not yet published"));
        any = true;
        const struct edit_sheet *s = edit_sheet_named(db_peek(&r, 1));
        bool submitted = strcmp(db_peek(&r, 3), "submitted") == 0, refused = strcmp(db_peek(&r, 3), "refused") == 0;
        html(q->page, "<li>%s: <b>%s</b> <small>%s, %s</small> <span class=\"state %s\">%s</span>", s != NULL ? tr(w, s->words) : db_peek(&r, 1), db_text(&r, 2),
             tr_name(w, db_text(&r, 5), db_text(&r, 6)), say_wall(w, wall_from_unix(db_int(&r, 4), web_region(q)->utc_offset_min)), submitted ? "warn" : refused ? "bad" : "",
             submitted ? tr(w, "the centre looks at it") : refused ? tr(w, "refused by the centre") : tr(w, "a draft"));
        if (!db_null(&r, 7))
            html(q->page, " <small>%s</small>", db_text(&r, 7));
        if (!refused && (planner(q) || (!submitted && !edit_moderated(w)))) {
            web_form_begin(q, "/edit/draft", "inline");
            html(q->page, "<input type=\"hidden\" name=\"id\" value=\"%lld\"><button class=\"plain\" name=\"do\" value=\"publish\">%s</button> ", (long long)db_int(&r, 0), tr(w, "Publish"));
            html(q->page, "<button class=\"plain\" name=\"do\" value=\"refuse\">%s</button></form>", planner(q) ? tr(w, "Refuse") : tr(w, "Throw away"));
        }
        page_add(q->page, "</li>\n");
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

static bool whole(struct request *q)
{
    struct work *w = q->w;
    const char *organisation = whose(q);
    q->title = tr(w, "What we share and on what terms");
    choose_organisation(q, organisation);
    if (*organisation == '\0') {
        html(q->page, "<p class=\"note\">%s</p>\n", tr(w, "Choose the organisation whose rooms, equipment, people, hours and terms are to be kept."));
    } else {
        if (!web_acts_by(q, EDIT_ORGANISATION, organisation))
            return false;
        page_add(q->page, "<div class=\"cards\">\n");
        for (const struct edit_sheet *s = edit_sheets; s->record != NULL; s++) {
            struct edit_rows rows;
            if (!edit_rows(w, s, organisation, &rows))
                return false;
            html(q->page, "<a class=\"card pick\" href=\"/edit/%s?organisation=%s\"><b>%s</b><span>%zu</span><small>%s</small></a>\n", s->record->name, web_part(w, organisation),
                 tr(w, s->words), rows.n, w->language == RU ? s->record->ru : s->record->en);
        }
        page_add(q->page, "</div>\n");
    }
    drafts(q, organisation);
    return fine(w);
}

static bool rows_page(struct request *q)
{
    struct work *w = q->w;
    const struct edit_sheet *s = sheet_of(q);
    const char *organisation = whose(q);
    struct edit_rows rows;
    if (s == NULL)
        return false;
    q->title = tr(w, s->words);
    q->wide = true;
    piece_crumb(q, take_text(w, "/edit?organisation=%s", web_part(w, organisation)), tr(w, "All of ours"));
    choose_organisation(q, organisation);
    if (*organisation == '\0') {
        html(q->page, "<p class=\"note\">%s</p>\n", tr(w, "Choose the organisation whose rooms, equipment, people, hours and terms are to be kept."));
        return true;
    }
    if (!web_acts_by(q, EDIT_ORGANISATION, organisation) || !edit_rows(w, s, organisation, &rows))
        return false;
    html(q->page, "<p class=\"actions\"><a role=\"button\" href=\"/edit/%s/row?organisation=%s\">%s</a></p>\n", s->record->name, web_part(w, organisation), tr(w, "Add one"));
    if (rows.n == 0) {
        piece_empty(q, tr(w, "Nothing is recorded here yet."), NULL, NULL);
        return true;
    }
    html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><td></td>", tr(w, s->words));
    for (size_t i = 0; i < s->record->fields; i++)
        if (strcmp(s->record->field[i].name, "organisation") != 0)
            html(q->page, "<th>%s</th>", s->record->field[i].name);
    page_add(q->page, "</tr></thead><tbody>\n");
    for (size_t k = 0; k < rows.n; k++) {
        html(q->page, "<tr><td><a href=\"%s\">%s</a></td>", path_of(w, s->record->name, organisation, edit_key(w, s, rows.cell[k])), tr(w, "edit"));
        for (size_t i = 0; i < s->record->fields; i++)
            if (strcmp(s->record->field[i].name, "organisation") != 0)
                html(q->page, "<td>%s</td>", rows.cell[k][i]);
        page_add(q->page, "</tr>\n");
    }
    page_add(q->page, "</tbody></table></div>\n");
    return fine(w);
}

/* ---------------------------------------------------------------- one row */

static void options(struct request *q, const char *sql, const char *arg, const char *chosen, bool must)
{
    struct work *w = q->w;
    bool found = *chosen == '\0';
    if (!must)
        html(q->page, "<option value=\"\">%s</option>", tr(w, "none"));
    struct rows r = db_rows(w, sql, ARGS(V(arg)));
    while (db_next(&r)) {
        bool is = strcmp(db_peek(&r, 0), chosen) == 0;
        found = found || is;
        html(q->page, is ? "<option value=\"%s\" selected>%s</option>" : "<option value=\"%s\">%s</option>", db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
    }
    if (!found)
        html(q->page, "<option value=\"%s\" selected>%s</option>", chosen, chosen);
}

static void words_options(struct request *q, const struct field *f, const char *chosen)
{
    struct work *w = q->w;
    if ((f->is & MUSTHAVE) == 0)
        html(q->page, "<option value=\"\">%s</option>", tr(w, "none"));
    for (const char *s = f->kind == FIELD_FLAG ? "0;1" : f->of; *s != '\0';) {
        size_t n = strcspn(s, ";");
        const char *word = take_copy(w, s, n);
        const char *said = f->kind == FIELD_FLAG ? (*word == '1' ? tr(w, "yes") : tr(w, "no")) : kind_word(w, word);
        html(q->page, strcmp(word, chosen) == 0 ? "<option value=\"%s\" selected>%s</option>" : "<option value=\"%s\">%s</option>", word, said);
        s += n + (s[n] == ';');
    }
}

static void field(struct request *q, const struct edit_sheet *s, size_t i, const char *organisation, const char *value, bool fixed)
{
    struct work *w = q->w;
    const struct field *f = &s->record->field[i];
    if (f->kind == FIELD_REF && strcmp(f->of, "organisation") == 0) {
        html(q->page, "<input type=\"hidden\" name=\"f-%s\" value=\"%s\">", f->name, *value != '\0' ? value : organisation);
        return;
    }
    html(q->page, "<div><label for=\"e-%s\">%s</label>", f->name, w->language == RU ? f->ru : f->en);
    bool must = (f->is & MUSTHAVE) != 0;
    const char *own = f->kind != FIELD_REF ? NULL : strcmp(f->of, "site") == 0 ? EDIT_OWN_SITES : strcmp(f->of, "resource") == 0 ? EDIT_OWN_RESOURCES : strcmp(f->of, "resource_type") == 0 ? EDIT_TYPES : NULL;
    if (fixed) { /* a row keeps its key */
        html(q->page, "<input id=\"e-%s\" name=\"f-%s\" value=\"%s\" readonly>", f->name, f->name, value);
    } else if (own != NULL) {
        html(q->page, "<select id=\"e-%s\" name=\"f-%s\">", f->name, f->name);
        options(q, own, own == EDIT_TYPES ? s->record->name : organisation, value, must);
        page_add(q->page, "</select>");
    } else if (f->kind == FIELD_WORD || f->kind == FIELD_FLAG) {
        html(q->page, "<select id=\"e-%s\" name=\"f-%s\">", f->name, f->name);
        words_options(q, f, *value != '\0' ? value : f->otherwise != NULL ? f->otherwise : "");
        page_add(q->page, "</select>");
    } else if (f->kind == FIELD_NOTE) {
        html(q->page, "<textarea id=\"e-%s\" name=\"f-%s\" rows=\"2\">%s</textarea>", f->name, f->name, value);
    } else {
        const char *type = f->kind == FIELD_DAY ? "date" : f->kind == FIELD_WALL ? "datetime-local" : f->kind == FIELD_WHOLE ? "number" : "text";
        html(q->page, must ? "<input id=\"e-%s\" name=\"f-%s\" type=\"%s\" value=\"%s\" placeholder=\"%s\" required>" : "<input id=\"e-%s\" name=\"f-%s\" type=\"%s\" value=\"%s\" placeholder=\"%s\">",
             f->name, f->name, type, value, f->example);
    }
    page_add(q->page, "</div>\n");
}

static void history(struct request *q, const struct edit_sheet *s, const char *organisation, const char *key)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, EDIT_HISTORY, ARGS(V(s->record->name), V(key)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2><ul class=\"rows\">\n", tr(w, "History"));
        any = true;
        const char **was = db_null(&r, 3) ? NULL : edit_cells(w, s, db_text(&r, 3)), **now = db_null(&r, 4) ? NULL : edit_cells(w, s, db_text(&r, 4));
        html(q->page, "<li>%s \u2014 %s", say_wall(w, wall_from_unix(db_int(&r, 1), web_region(q)->utc_offset_min)),
             was == NULL ? tr(w, "added") : now == NULL ? tr(w, "removed") : tr(w, "changed"));
        for (size_t i = 0; was != NULL && now != NULL && i < s->record->fields; i++) {
            const char *a = was[i] != NULL ? was[i] : "", *b = now[i] != NULL ? now[i] : "";
            if (strcmp(a, b) != 0)
                html(q->page, "; %s: %s \u2192 %s", s->record->field[i].name, *a != '\0' ? a : "\u2205", *b != '\0' ? b : "\u2205");
        }
        web_form_begin(q, "/edit/undo", "inline");
        html(q->page, " <input type=\"hidden\" name=\"id\" value=\"%lld\"><input type=\"hidden\" name=\"organisation\" value=\"%s\"><button class=\"plain\">%s</button></form></li>\n",
             (long long)db_int(&r, 0), organisation, tr(w, "put back what was before"));
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

static bool row_form(struct request *q, const struct edit_sheet *s, const char *organisation, const char *key, const char *const *cell, bool there, const char *why)
{
    struct work *w = q->w;
    q->title = there ? take_text(w, "%s: %s", tr(w, s->words), key) : take_text(w, "%s: %s", tr(w, s->words), tr(w, "a new one"));
    piece_crumb(q, take_text(w, "/edit/%s?organisation=%s", s->record->name, web_part(w, organisation)), tr(w, s->words));
    if (why != NULL)
        html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n", why);
    size_t name_at = record_field(s->record, w->language == RU ? "name_ru" : "name_en");
    if (cell != NULL && strcmp(s->record->name, "equipment") == 0 && cell[name_at] != NULL) {
        const char *near = same_near(w, cell[name_at], key);
        if (near != NULL)
            html(q->page, "<p class=\"note\">%s <a href=\"/resource/same\">%s</a></p>\n", tr(w, "Much like it, and perhaps the same:"), near);
    }
    web_form_begin(q, take_text(w, "/edit/%s/row", s->record->name), "");
    html(q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\"><input type=\"hidden\" name=\"there\" value=\"%d\"><div class=\"fields\">\n", organisation, there);
    for (size_t i = 0; i < s->record->fields; i++)
        field(q, s, i, organisation, cell != NULL && cell[i] != NULL ? cell[i] : "", there && (s->record->field[i].is & KEY) != 0);
    bool moderated = edit_moderated(w) && !planner(q);
    html(q->page, "</div>\n<p class=\"actions\"><button name=\"do\" value=\"publish\">%s</button> <button class=\"quiet\" name=\"do\" value=\"draft\">%s</button>",
         moderated ? tr(w, "Submit to the centre") : tr(w, "Save and publish"), tr(w, "Keep as a draft"));
    if (there && s->remove != NULL)
        html(q->page, " <button class=\"danger\" name=\"do\" value=\"remove\">%s</button>", tr(w, "Remove"));
    page_add(q->page, "</p></form>\n");
    if (there)
        history(q, s, organisation, key);
    return fine(w);
}

static bool row_page(struct request *q)
{
    struct work *w = q->w;
    const struct edit_sheet *s = sheet_of(q);
    const char *organisation = whose(q), *key = given(q, "key");
    if (s == NULL || !web_acts_by(q, EDIT_ORGANISATION, organisation))
        return false;
    const char **cell = *key != '\0' ? edit_row(w, s, key) : NULL;
    if (!fine(w))
        return false;
    if (*key != '\0' && cell == NULL) /* removed: its history is still there to be put back */
        return row_form(q, s, organisation, key, NULL, true, tr(w, "It is no longer there; what it was can be put back below."));
    if (cell != NULL && strcmp(edit_owner(w, s, cell), organisation) != 0)
        return fail(w, NOT_ALLOWED, "%s", tr(w, "that is not your organisation's to change"));
    return row_form(q, s, organisation, key, cell, cell != NULL, NULL);
}

static bool save(struct request *q)
{
    struct work *w = q->w;
    const struct edit_sheet *s = sheet_of(q);
    const char *organisation = whose(q), *what = given(q, "do");
    if (s == NULL || !web_acts_by(q, EDIT_ORGANISATION, organisation))
        return false;
    const char **cell = take_array(w, s->record->fields + 1, const char *);
    for (size_t i = 0; i < s->record->fields; i++)
        cell[i] = web_text(q, take_text(w, "f-%s", s->record->field[i].name));
    const char *key = edit_key(w, s, cell), *back = take_text(w, "/edit/%s?organisation=%s", s->record->name, web_part(w, organisation));
    bool done, there = strcmp(given(q, "there"), "1") == 0;
    if (strcmp(what, "remove") == 0)
        done = edit_remove(w, s, organisation, planner(q), key);
    else if (strcmp(what, "draft") == 0)
        done = edit_draft(w, s, organisation, false, cell);
    else if (edit_moderated(w) && !planner(q))
        done = edit_draft(w, s, organisation, true, cell);
    else
        done = edit_put(w, s, organisation, planner(q), cell);
    if (done)
        return web_see(q, "%s", strcmp(what, "publish") == 0 && !edit_moderated(w) ? path_of(w, s->record->name, organisation, key) : strcmp(what, "remove") == 0 ? back : take_text(w, "/edit?organisation=%s", web_part(w, organisation)));
    if (w->err.fault != NOT_VALID && w->err.fault != CONFLICT)
        return false;
    const char *why = take_copy(w, w->err.text, strlen(w->err.text));
    w->err = (struct err){0};
    return row_form(q, s, organisation, key, cell, there, why);
}

static bool undo(struct request *q)
{
    const char *organisation = whose(q), *sheet = "";
    int64_t id = web_int(q, "id", 0, 1, INT64_MAX);
    return web_acts_by(q, EDIT_ORGANISATION, organisation) && edit_undo(q->w, id, organisation, planner(q), &sheet) &&
           web_see(q, "/edit/%s?organisation=%s", sheet, web_part(q->w, organisation));
}

static bool draft(struct request *q)
{
    struct work *w = q->w;
    int64_t id = web_int(q, "id", 0, 1, INT64_MAX);
    struct rows r = db_rows(w, EDIT_DRAFT, ARGS(V(id)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, "%s", tr(w, "there is no such draft"));
    const char *organisation = db_text(&r, 3);
    bool submitted = strcmp(db_peek(&r, 2), "submitted") == 0, refuse = strcmp(given(q, "do"), "refuse") == 0;
    db_done(&r);
    if (!web_acts_by(q, EDIT_ORGANISATION, organisation))
        return false;
    if (!planner(q) && (submitted || (edit_moderated(w) && !refuse)))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "the centre publishes what is submitted to it"));
    return edit_publish(w, id, refuse, *given(q, "reason") != '\0' ? given(q, "reason") : NULL) && web_see(q, "/edit?organisation=%s", web_part(w, organisation));
}

const struct route edit_routes[] = {
    {GET, "/edit", KEEPERS, whole, TR("What we share and on what terms: rooms, equipment, staff, hours, prices, rules"), TR("Ours")},
    {POST, "/edit/undo", KEEPERS, undo, TR("Put back what a row was before a change"), NULL},
    {POST, "/edit/draft", KEEPERS, draft, TR("Publish a draft, or not"), NULL},
    {GET, "/edit/{code}", KEEPERS, rows_page, TR("All rows of one sheet of ours"), NULL},
    {GET, "/edit/{code}/row", KEEPERS, row_page, TR("One row: change it, see what it was"), NULL},
    {POST, "/edit/{code}/row", KEEPERS, save, TR("Save a row, keep it as a draft, or remove it"), NULL},
    {0},
};
