/* export_xlsx.c -- the sheets as one workbook; see import.h. */
#include "codec/xlsx.h"
#include "import/export.h"
#include "import/import.h"
#include "view/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum xlsx_kind kind_of(const struct field *f)
{
    static const enum xlsx_kind kind[] = {
        [FIELD_CODE] = XLSX_TEXT,    [FIELD_LINE] = XLSX_TEXT,   [FIELD_NOTE] = XLSX_TEXT,
        [FIELD_WHOLE] = XLSX_NUMBER, [FIELD_REAL] = XLSX_NUMBER, [FIELD_MONEY] = XLSX_MONEY,
        [FIELD_DAY] = XLSX_DAY,      [FIELD_CLOCK] = XLSX_CLOCK, [FIELD_WALL] = XLSX_WALL,
        [FIELD_DAYS] = XLSX_TEXT,    [FIELD_FLAG] = XLSX_NUMBER, [FIELD_WORD] = XLSX_WORD,
        [FIELD_WORDS] = XLSX_TEXT,   [FIELD_TRAIT] = XLSX_TEXT,  [FIELD_REF] = XLSX_TEXT,
        [FIELD_PART] = XLSX_NUMBER,
    };
    return kind[f->kind];
}

static void put_sheet(struct work *w, struct xlsx_book *b, const struct record *r, bool empty)
{
    struct xlsx_column cols[FIELDS_MOST];
    for (size_t i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        cols[i] = (struct xlsx_column){f->name, kind_of(f), f->kind == FIELD_WORD ? f->of : NULL, NULL};
        if (empty) /* a blank sheet explains itself */
            cols[i].note =
                take_text(w, "%s%s\n%s", (f->is & (KEY | MUSTHAVE)) != 0 ? "* " : "", f->ru, f->en);
    }
    xlsx_sheet(b, r->name, cols, r->fields);
    if (empty)
        return;
    struct work *q = work_begin(w->db, w->who, w->now); /* its memory goes with the sheet */
    struct export_rows rows = {0};
    if (!export_rows(q, r, &rows))
        fail(w, q->err.fault, "%s", q->err.text);
    for (size_t k = 0; k < rows.n; k++) {
        for (size_t i = 0; i < r->fields; i++)
            xlsx_cell(b, rows.cell[k][i]);
        xlsx_row(b);
    }
    work_end(q);
}

/* What the codec says, "sheet S, row N: sentence" or a sentence, in the reader's language. */
static bool failed(struct work *w, const struct err *e)
{
    char sheet[48];
    size_t row;
    int n = 0;
    if (sscanf(e->text, "sheet %40[^,], row %zu: %n", sheet, &row, &n) == 2)
        return fail(w, e->fault, tr(w, "sheet %s, row %zu: %s"), sheet, row, tr(w, e->text + n));
    return fail(w, e->fault, "%s", tr(w, e->text));
}

bool export_workbook(struct work *w, const char *file, bool empty, bool over)
{
    size_t n;
    struct stat st;
    struct err e = {0};
    const struct record *const *all = record_all(&n);
    const char *part = take_text(w, "%s.part", file);
    if (!over && stat(file, &st) == 0)
        return fail(w, CONFLICT, tr(w, "%s is there already; name another place, or add --replace"), file);
    struct xlsx_book *b = xlsx_begin(part, &e);
    if (b == NULL)
        return failed(w, &e);
    db_begin_read(w);
    for (size_t i = 0; i < n && fine(w); i++)
        put_sheet(w, b, all[i], empty);
    if (!xlsx_end(b, &e))
        failed(w, &e);
    if (db_commit(w) && rename(part, file) == 0)
        return true;
    if (fine(w))
        fail(w, BROKEN, tr(w, "cannot write %s: %s"), file, strerror(errno));
    unlink(part);
    return false;
}
