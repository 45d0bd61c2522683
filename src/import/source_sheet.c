/* source_sheet.c -- our own sheets as CSV: heads found by name, lines that do not fit named. */
#include "import/source.h"

#include "codec/encoding.h"
#include "view/words.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MOST ((size_t)1 << 30)

static void drop(void *what) { text_free(what); }

void source_refuse(struct intake *in, const struct record *r, uint16_t file, const struct err *e,
                   const char *advice)
{
    size_t line = 0;
    int n = 0;
    if (sscanf(e->text, "line %zu: %n", &line, &n) != 1)
        line = 0, n = 0;
    intake_refuse(in, r, NULL, file, line, "", "", tr(in->w, e->text + n), advice);
}

bool source_bytes(struct intake *in, const char *path, uint16_t file, struct text **out)
{
    struct work *w = in->w;
    struct text *t = take(w, sizeof(*t));
    struct err e = {0};
    enum encoding was;
    *t = TEXT(FILE_MOST * 2);
    *out = t;
    work_later(w, drop, t);
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return fail(w, errno == ENOENT ? NOT_FOUND : BROKEN, tr(w, "cannot read %s: %s"), path,
                    strerror(errno));
    static char part[1 << 16];
    text_add(t, "");
    for (size_t n; (n = fread(part, 1, sizeof(part), f)) > 0 && t->n <= FILE_MOST;)
        text_bytes(t, part, n);
    int bad = ferror(f) ? errno : 0;
    fclose(f);
    if (bad != 0)
        return fail(w, BROKEN, tr(w, "cannot read %s: %s"), path, strerror(bad));
    if (t->n > FILE_MOST) {
        intake_refuse(in, NULL, NULL, file, 0, "", "",
                      take_text(w, tr(w, "the file is larger than %zu MB"), FILE_MOST >> 20),
                      tr(w, "split it in parts"));
        return false;
    }
    if (!encoding_to_utf8(t, &was, &e)) {
        source_refuse(in, NULL, file, &e, tr(w, "nothing of this file was read"));
        return false;
    }
    if (was != ENCODING_UTF8 && was != ENCODING_UTF8_BOM)
        intake_note(in, tr(w, "%s was in the %s encoding and was converted"), in->file[file],
                    encoding_name(was));
    return true;
}

/* ---------------------------------------------------------------- heads and lines of a sheet */

static const char *head_text(struct work *w, const struct csv_cell *c)
{
    const char *s = c->s;
    size_t n = c->n;
    while (n > 0 && (*s == ' ' || *s == '\t' || *s == '*'))
        s++, n--;
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '*' || s[n - 1] == '\n'))
        n--;
    return take_copy(w, s, n);
}

static const char *columns_of(struct work *w, const struct record *r)
{
    struct text t = TEXT(0);
    for (size_t i = 0; i < r->fields; i++)
        text_fmt(&t, "%s%s", i > 0 ? ", " : "", r->field[i].name);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

const struct record *source_guess(struct work *w, const struct csv_cell *cells, size_t n)
{
    size_t all, fit = 0;
    const struct record *const *r = record_all(&all), *one = NULL;
    for (size_t k = 0; k < all; k++) {
        size_t known = 0, must = 0, musts = 0;
        for (size_t i = 0; i < r[k]->fields; i++)
            musts += (r[k]->field[i].is & MUSTHAVE) != 0;
        for (size_t c = 0; c < n; c++) {
            const char *name = head_text(w, &cells[c]);
            size_t i = record_field(r[k], name);
            known += i < r[k]->fields || *name == '\0';
            must += i < r[k]->fields && (r[k]->field[i].is & MUSTHAVE) != 0;
        }
        if (known == n && must == musts) {
            one = r[k];
            fit++;
        }
    }
    return fit == 1 ? one : NULL;
}

void source_head(struct source_table *t, size_t line, const struct csv_cell *cells, size_t n)
{
    struct intake *in = t->in;
    struct work *w = in->w;
    const struct record *r = t->record;
    t->places = n < COUNT(t->place) ? n : COUNT(t->place);
    for (size_t c = 0; c < t->places; c++) {
        const char *name = head_text(w, &cells[c]);
        size_t i = *name == '\0' ? r->fields : record_field(r, name);
        t->place[c] = i;
        if (i == r->fields && *name != '\0') {
            intake_refuse(in, r, NULL, t->file, line, name, "",
                          take_text(w, tr(w, "the sheet \"%s\" has no such column"), r->name),
                          take_text(w, tr(w, "its columns are: %s"), columns_of(w, r)));
            t->refused = true;
        } else if (i < r->fields && (t->given >> i & 1) != 0) {
            intake_refuse(in, r, NULL, t->file, line, name, "", tr(w, "the column stands here twice"),
                          tr(w, "leave one of the two"));
            t->refused = true;
        } else if (i < r->fields) {
            t->given |= 1u << i;
        }
    }
    for (size_t i = 0; i < r->fields; i++)
        if ((t->given >> i & 1) == 0 && (r->field[i].is & MUSTHAVE) != 0) {
            intake_refuse(in, r, NULL, t->file, line, r->field[i].name, "", tr(w, "the column is missing"),
                          take_text(w, tr(w, "add it; the columns are: %s"), columns_of(w, r)));
            t->refused = true;
        }
}

void source_row(struct source_table *t, size_t line, const struct csv_cell *cells, size_t n)
{
    struct csv_cell at[FIELDS_MOST] = {0};
    struct intake *in = t->in;
    struct work *w = in->w;
    bool any = false;
    for (size_t c = 0; c < n; c++)
        any |= cells[c].n > 0;
    if (!any || t->refused)
        return;
    for (size_t c = t->places; c < n; c++)
        if (cells[c].n > 0) {
            intake_refuse(
                in, t->record, NULL, t->file, line, "", cells[c].s,
                take_text(w, tr(w, "the line has %zu cells, but there are %zu columns"), n, t->places),
                tr(w, "a cell that holds the separator must stand in quotes"));
            return;
        }
    if (n < t->places) {
        intake_refuse(in, t->record, NULL, t->file, line, "", "",
                      take_text(w, tr(w, "the line has %zu cells, but there are %zu columns"), n, t->places),
                      tr(w, "complete the line; was the file cut short?"));
        return;
    }
    for (size_t c = 0; c < t->places; c++)
        if (t->place[c] < t->record->fields)
            at[t->place[c]] = cells[c];
    intake_row(in, t->record, t->file, line, at, t->given);
}

bool source_csv(struct intake *in, const char *path)
{
    struct work *w = in->w;
    const char *name = basename(take_text(w, "%s", path));
    char stem[64];
    uint16_t file = intake_file(in, name);
    struct source_table t = {.in = in, .file = file};
    struct text *bytes;
    struct csv csv;
    struct err e = {0};
    if (!source_bytes(in, path, file, &bytes))
        return fine(w);
    csv_open(&csv, bytes->s, bytes->n, '\0');
    text_put(stem, sizeof(stem), name);
    stem[strcspn(stem, ".")] = '\0';
    t.record = record_named(stem);
    if (csv_next(&csv, &e)) {
        if (t.record == NULL)
            t.record = source_guess(w, csv.cell, csv.cells);
        if (t.record == NULL)
            intake_refuse(in, NULL, NULL, file, 0, "", "",
                          tr(w, "neither the file's name nor its heads are those of a sheet"),
                          tr(w, "name it after its sheet, like organisation.csv; docs/data.md lists them"));
        else
            source_head(&t, csv.line, csv.cell, csv.cells);
        while (t.record != NULL && csv_next(&csv, &e))
            source_row(&t, csv.line, csv.cell, csv.cells);
    }
    if (e.fault != FINE)
        source_refuse(in, t.record, file, &e, tr(w, "mend the line and import again"));
    csv_close(&csv);
    return fine(w);
}
