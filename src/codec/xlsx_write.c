/* xlsx_write.c -- workbooks made by libxlsxwriter; see xlsx.h. */
#include "base/day.h"
#include "codec/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define EXCEL_1970 25569
#define FIRST_DAY (-25508) /* 1900-03-01: before it Excel's calendar is wrong */
#define MADE_AT 946684800  /* the same bytes whenever it is written */

struct xlsx_book {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *look[XLSX_WALL + 1];
    enum xlsx_kind kind[256];
    size_t cols, col, row;
    const char *title;
    struct err e;
};

struct xlsx_book *xlsx_begin(const char *path, struct err *e)
{
    struct xlsx_book *b = calloc(1, sizeof(*b));
    lxw_workbook_options how = {.constant_memory = LXW_TRUE, .tmpdir = getenv("TMPDIR")};
    static const char *const looks[] = {[XLSX_TEXT] = "@",
                                        [XLSX_WORD] = "@",
                                        [XLSX_NUMBER] = "General",
                                        [XLSX_MONEY] = "0.00",
                                        [XLSX_DAY] = "yyyy-mm-dd",
                                        [XLSX_CLOCK] = "[hh]:mm",
                                        [XLSX_WALL] = "yyyy-mm-dd hh:mm"};
    if (b == NULL)
        abort();
    b->book = workbook_new_opt(path, &how);
    if (b->book == NULL) {
        free(b);
        err_set(e, BROKEN, "the workbook cannot be begun; can the temporary folder be written?");
        return NULL;
    }
    lxw_doc_properties about = {.created = MADE_AT};
    workbook_set_properties(b->book, &about);
    b->head = workbook_add_format(b->book);
    format_set_bold(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    for (size_t i = 0; i < COUNT(looks); i++) {
        b->look[i] = workbook_add_format(b->book);
        format_set_num_format(b->look[i], looks[i]);
    }
    return b;
}

/* A list to choose from under each head whose words are few enough for Excel (255 characters). */
static void offer_words(struct xlsx_book *b, lxw_col_t col, const char *words)
{
    char copy[256];
    char *list[40], **first = list;
    size_t n = 0;
    if (strlen(words) >= sizeof(copy))
        return;
    text_put(copy, sizeof(copy), words);
    for (char *save, *w = strtok_r(copy, ";", &save); w != NULL && n + 1 < COUNT(list);
         w = strtok_r(NULL, ";", &save))
        list[n++] = w;
    list[n] = NULL;
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST,
                             .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    memcpy(&v.value_list, &first, sizeof(first)); /* const in newer libraries, not in older */
    worksheet_data_validation_range(b->sheet, 1, col, 1048575, col, &v);
}

void xlsx_sheet(struct xlsx_book *b, const char *name, const struct xlsx_column *cols, size_t n)
{
    static const double width[] = {[XLSX_TEXT] = 24, [XLSX_WORD] = 14, [XLSX_NUMBER] = 11, [XLSX_MONEY] = 13,
                                   [XLSX_DAY] = 12,  [XLSX_CLOCK] = 9, [XLSX_WALL] = 17};
    b->sheet = workbook_add_worksheet(b->book, name);
    b->title = name;
    b->cols = n;
    b->col = 0;
    b->row = 1;
    if (b->sheet == NULL || n > COUNT(b->kind)) {
        err_set(&b->e, NOT_VALID, "sheet %.40s, row 0: %s", name,
                "Excel does not take such a name of a sheet");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        lxw_col_t c = (lxw_col_t)i;
        b->kind[i] = cols[i].kind;
        worksheet_set_column(b->sheet, c, c, width[cols[i].kind], b->look[cols[i].kind]);
        worksheet_write_string(b->sheet, 0, c, cols[i].name, b->head);
        if (cols[i].words != NULL)
            offer_words(b, c, cols[i].words);
        if (cols[i].note != NULL) {
            lxw_comment_options how = {.x_scale = 2, .y_scale = 1.5};
            worksheet_write_comment_opt(b->sheet, 0, c, cols[i].note, &how);
        }
    }
    worksheet_freeze_panes(b->sheet, 1, 0);
}

/* What looks like Excel's own escape (_x000D_) is escaped in its turn. */
static void put_text(struct xlsx_book *b, lxw_col_t col, const char *s)
{
    struct text t = TEXT(0);
    for (const char *p; (p = strstr(s, "_x")) != NULL; s = p + 1) {
        text_bytes(&t, s, (size_t)(p - s));
        text_add(&t, strspn(p + 2, "0123456789abcdefABCDEF") >= 4 && p[6] == '_' ? "_x005F_" : "_");
    }
    text_add(&t, s);
    lxw_error bad = worksheet_write_string(b->sheet, (lxw_row_t)b->row, col, t.s, NULL);
    if (bad != LXW_NO_ERROR)
        err_set(&b->e, LIMIT, "sheet %.40s, row %zu: %s", b->title, b->row + 1,
                "a text is longer than the 32,767 characters that Excel allows; export to CSV");
    text_free(&t);
}

void xlsx_cell(struct xlsx_book *b, const char *s)
{
    size_t at = b->col++;
    lxw_col_t col = (lxw_col_t)at;
    lxw_row_t row = (lxw_row_t)b->row;
    int32_t day;
    int64_t wall;
    int min;
    char *end;
    if (s == NULL || *s == '\0' || b->e.fault != FINE || at >= b->cols)
        return;
    enum xlsx_kind kind = b->kind[at];
    double v = strtod(s, &end);
    if ((kind == XLSX_NUMBER || kind == XLSX_MONEY) && *end == '\0')
        worksheet_write_number(b->sheet, row, col, v, b->look[kind]);
    else if (kind == XLSX_DAY && day_parse(s, &day) && day >= FIRST_DAY)
        worksheet_write_number(b->sheet, row, col, day + EXCEL_1970, b->look[kind]);
    else if (kind == XLSX_CLOCK && clock_parse(s, &min))
        worksheet_write_number(b->sheet, row, col, (double)min / DAY_MIN, b->look[kind]);
    else if (kind == XLSX_WALL && wall_parse(s, &wall) && wall >= (int64_t)FIRST_DAY * DAY_MIN)
        worksheet_write_number(b->sheet, row, col, (double)wall / DAY_MIN + EXCEL_1970, b->look[kind]);
    else
        put_text(b, col, s);
}

void xlsx_row(struct xlsx_book *b)
{
    b->col = 0;
    if (++b->row >= 1048576)
        err_set(&b->e, LIMIT, "sheet %.40s, row %zu: %s", b->title, b->row,
                "there are more rows than Excel allows; export to CSV");
}

bool xlsx_end(struct xlsx_book *b, struct err *e)
{
    lxw_error bad = workbook_close(b->book);
    if (b->e.fault == FINE && bad != LXW_NO_ERROR)
        err_set(&b->e, BROKEN, "the workbook could not be written; is there room on the disk?");
    bool ok = b->e.fault == FINE;
    if (!ok)
        err_set(e, b->e.fault, "%s", b->e.text);
    free(b);
    return ok;
}
