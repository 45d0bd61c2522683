/* sheet_xlsx.c -- a workbook for people, by libxlsxwriter in constant memory: heads frozen and
 * filterable, days and times as Excel's own, money with two decimals. */
#include "base/day.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define EXCEL_EPOCH 25569 /* 1970-01-01 as Excel counts days */
#define CELL_MOST   32767 /* characters in a cell; past it Excel calls the file damaged */

struct book {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *by_kind[CLOCK + 1];
    char path[4096]; /* libxlsxwriter writes a file; it is read back and removed with the work */
};

static void discard(void *what)
{
    struct book *b = what;
    if (b->book != NULL)
        workbook_close(b->book);
    if (b->path[0] != '\0')
        unlink(b->path);
}

/* Excel refuses []:*?/\ and more than 31 characters in the name of a sheet. */
static const char *sheet_name(struct work *w, const char *title)
{
    char *name = take_copy(w, title, strlen(title));
    size_t chars = 0;
    for (char *p = name; *p != '\0'; p++) {
        if (strchr("[]:*?/\\'", *p) != NULL)
            *p = ' ';
        if (((unsigned char)*p & 0xC0) != 0x80 && ++chars > 31)
            *p-- = '\0';
        if (chars > 31)
            break;
    }
    return name;
}

static void xlsx_head(struct sheet *s)
{
    struct book *b = take(s->out->w, sizeof(*b));
    s->state = b;
    work_later(s->out->w, discard, b);
    const char *folder = getenv("TMPDIR");
    snprintf(b->path, sizeof(b->path), "%s/cavt-XXXXXX", folder != NULL ? folder : "/tmp");
    int fd = mkstemp(b->path);
    if (fd >= 0) {
        close(fd);
        lxw_workbook_options o = {.constant_memory = LXW_TRUE};
        b->book = workbook_new_opt(b->path, &o);
    } else {
        b->path[0] = '\0';
    }
    if (b->book == NULL) {
        fail(s->out->w, BROKEN, "%s", tr(s->out->w, "the workbook could not be begun: is the temporary folder writable?"));
        return;
    }
    b->sheet = workbook_add_worksheet(b->book, s->title != NULL ? sheet_name(s->out->w, s->title) : NULL);
    if (b->sheet == NULL) /* A title Excel would not have: the sheet is named by Excel's own custom. */
        b->sheet = workbook_add_worksheet(b->book, NULL);
    b->head = workbook_add_format(b->book);
    format_set_bold(b->head);
    format_set_text_wrap(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    static const char *const look[] = {[MONEY] = "#,##0.00", [DAY] = "yyyy-mm-dd", [WALL] = "yyyy-mm-dd hh:mm",
                                       [CLOCK] = "hh:mm"};
    for (size_t k = 0; k < COUNT(look); k++)
        if (look[k] != NULL) {
            b->by_kind[k] = workbook_add_format(b->book);
            format_set_num_format(b->by_kind[k], look[k]);
        }
    static const double width[] = {[WORDS] = 32, [CODE] = 16, [NUMBER] = 10, [REAL] = 10, [MONEY] = 14, [DAY] = 12,
                                   [WALL] = 17, [CLOCK] = 8};
    for (size_t c = 0; c < s->ncols; c++) {
        worksheet_set_column(b->sheet, (lxw_col_t)c, (lxw_col_t)c, width[s->cols[c].kind], NULL);
        worksheet_write_string(b->sheet, 0, (lxw_col_t)c, tr(s->out->w, s->cols[c].name), b->head);
    }
    worksheet_freeze_panes(b->sheet, 1, 0);
}

static const char *short_enough(struct work *w, const char *s)
{
    size_t chars = 0, n = strlen(s);
    if (n <= CELL_MOST)
        return s;
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80 && ++chars > CELL_MOST)
            return take_copy(w, s, i);
    return s;
}

static void xlsx_row(struct sheet *s, const struct cell *cells)
{
    struct book *b = s->state;
    if (b->sheet == NULL)
        return;
    lxw_row_t row = (lxw_row_t)(s->written + 1);
    for (size_t c = 0; c < s->ncols; c++) {
        enum column_kind kind = s->cols[c].kind;
        const struct cell *x = &cells[c];
        lxw_col_t col = (lxw_col_t)c;
        if (x->empty)
            continue;
        double v = kind == REAL    ? x->r
                   : kind == MONEY ? (double)x->i / 100
                   : kind == DAY   ? (double)x->i + EXCEL_EPOCH
                   : kind == WALL  ? (double)x->i / DAY_MIN + EXCEL_EPOCH
                   : kind == CLOCK ? (double)x->i / DAY_MIN
                                   : (double)x->i;
        if (kind == WORDS || kind == CODE)
            worksheet_write_string(b->sheet, row, col, short_enough(s->out->w, x->text), NULL);
        else
            worksheet_write_number(b->sheet, row, col, v, b->by_kind[kind]);
    }
}

static void read_back(struct sheet *s, const char *path)
{
    FILE *f = fopen(path, "rb");
    char part[16384];
    for (size_t n; f != NULL && (n = fread(part, 1, sizeof(part), f)) > 0;)
        page_bytes(s->out, part, n);
    if (f == NULL || ferror(f))
        fail(s->out->w, BROKEN, tr(s->out->w, "the workbook could not be written: %s"), strerror(errno));
    if (f != NULL)
        fclose(f);
}

static void xlsx_tail(struct sheet *s)
{
    struct book *b = s->state;
    if (b->sheet == NULL)
        return;
    worksheet_autofilter(b->sheet, 0, 0, (lxw_row_t)s->written, (lxw_col_t)(s->ncols - 1));
    lxw_error bad = workbook_close(b->book);
    b->book = NULL;
    if (bad != LXW_NO_ERROR)
        fail(s->out->w, BROKEN, tr(s->out->w, "the workbook could not be written: %s"), lxw_strerror(bad));
    else
        read_back(s, b->path);
}

const struct sheet_writer sheet_xlsx = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                        xlsx_head, xlsx_row, xlsx_tail};
