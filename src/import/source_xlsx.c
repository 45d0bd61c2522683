/* source_xlsx.c -- our own sheets in one workbook. */
#include "import/source.h"

#include "codec/xlsx.h"
#include "view/words.h"

#include <libgen.h>
#include <string.h>

struct book {
    struct intake *in;
    const char *name, *title; /* of the file, of the sheet */
    struct source_table table;
    bool headed, known; /* known: at least one sheet was ours */
};

static bool sheet(void *to, const char *title)
{
    struct book *b = to;
    b->title = take_text(b->in->w, "%s", title);
    b->headed = false;
    b->table =
        (struct source_table){.in = b->in,
                              .record = record_named(title),
                              .file = intake_file(b->in, take_text(b->in->w, "%s [%s]", b->name, title))};
    return true;
}

static bool is_error(const char *s)
{
    static const char *const errors[] = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"};
    for (size_t i = 0; i < COUNT(errors); i++)
        if (strcmp(s, errors[i]) == 0)
            return true;
    return false;
}

static bool row(void *to, size_t line, const struct csv_cell *cells, size_t n)
{
    struct book *b = to;
    struct work *w = b->in->w;
    struct csv_cell kept[256];
    if (n > COUNT(kept))
        n = COUNT(kept);
    if (!b->headed) {
        b->headed = true;
        if (b->table.record == NULL)
            b->table.record = source_guess(w, cells, n);
        if (b->table.record == NULL) {
            intake_note(b->in, tr(w, "the sheet \"%s\" of %s is none of ours and was passed over"), b->title,
                        b->name);
            return true;
        }
        b->known = true;
        source_head(&b->table, line, cells, n);
        return true;
    }
    if (b->table.record == NULL)
        return true;
    bool failed = false;
    for (size_t i = 0; i < n; i++) {
        kept[i] = (struct csv_cell){cells[i].n == 0 ? "" : take_copy(w, cells[i].s, cells[i].n), cells[i].n};
        if (is_error(cells[i].s)) {
            const char *name = i < b->table.places && b->table.place[i] < b->table.record->fields
                                   ? b->table.record->field[b->table.place[i]].name
                                   : "";
            intake_refuse(b->in, b->table.record, NULL, b->table.file, line, name, cells[i].s,
                          tr(w, "the formula in this cell has failed"),
                          tr(w, "mend it in Excel, or write the value itself"));
            failed = true;
        }
    }
    for (; n < b->table.places && n < COUNT(kept);
         n++) /* Excel does not store the empty cells at a row's end */
        kept[n] = (struct csv_cell){"", 0};
    if (!failed)
        source_row(&b->table, line, kept, n);
    return true;
}

bool source_xlsx(struct intake *in, const char *path)
{
    struct err e = {0};
    struct book b = {.in = in, .name = take_text(in->w, "%s", basename(take_text(in->w, "%s", path)))};
    struct xlsx_sink sink = {.to = &b, .sheet = sheet, .row = row};
    if (!xlsx_read(path, &sink, &e))
        source_refuse(in, NULL, intake_file(in, b.name), &e, tr(in->w, "nothing of this file was read"));
    else if (!b.known)
        intake_refuse(in, NULL, NULL, intake_file(in, b.name), 0, "", "",
                      tr(in->w, "no sheet of the workbook is one of ours"),
                      tr(in->w, "name each sheet as docs/data.md does: organisation, room, module ..."));
    return fine(in->w);
}
