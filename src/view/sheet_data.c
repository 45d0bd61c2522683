/* sheet_data.c -- the two forms that programs read: CSV (RFC 4180) and JSON. */
#include "codec/json.h"
#include "view/sheet.h"

#include <string.h>

/* A cell that a spreadsheet would run as a formula is data here: an apostrophe keeps it so (OWASP, CSV
 * injection).  Numbers are written by us and may begin with a minus. */
static void csv_text(struct page *p, const char *s, bool ours)
{
    bool formula = !ours && *s != '\0' && strchr("=+-@\t\r", *s) != NULL;
    if (!formula && strpbrk(s, ",\"\r\n") == NULL) {
        page_add(p, s);
        return;
    }
    page_add(p, formula ? "\"'" : "\"");
    for (; *s != '\0'; s++) {
        if (*s == '"')
            page_add(p, "\"");
        page_bytes(p, s, 1);
    }
    page_add(p, "\"");
}

static void csv_head(struct sheet *s)
{
    for (size_t c = 0; c < s->ncols; c++) {
        page_add(s->out, c > 0 ? "," : "");
        csv_text(s->out, s->cols[c].key, true);
    }
    page_add(s->out, "\r\n");
}

static void csv_row(struct sheet *s, const struct cell *cells)
{
    for (size_t c = 0; c < s->ncols; c++) {
        enum column_kind kind = s->cols[c].kind;
        page_add(s->out, c > 0 ? "," : "");
        csv_text(s->out, sheet_plain(s->out->w, kind, &cells[c]), kind != WORDS && kind != CODE);
    }
    page_add(s->out, "\r\n");
}

static void nothing(struct sheet *s) { (void)s; }

const struct sheet_writer sheet_csv = {"csv", "text/csv; charset=utf-8", csv_head, csv_row, nothing};

static void json_head(struct sheet *s) { page_add(s->out, "["); }

static void json_row(struct sheet *s, const struct cell *cells)
{
    struct text row = TEXT(0);
    struct json j = json_to(&row);
    json_begin_object(&j);
    for (size_t c = 0; c < s->ncols; c++) {
        enum column_kind kind = s->cols[c].kind;
        json_key(&j, s->cols[c].key);
        if (cells[c].empty)
            json_add_null(&j);
        else if (kind == REAL)
            json_add_real(&j, cells[c].r);
        else if (kind == NUMBER || kind == MONEY)
            json_add_raw(&j, sheet_plain(s->out->w, kind, &cells[c]));
        else
            json_add_text(&j, sheet_plain(s->out->w, kind, &cells[c]));
    }
    json_end_object(&j);
    page_add(s->out, s->written > 0 ? ",\n " : "\n ");
    page_bytes(s->out, row.s, row.n);
    text_free(&row);
}

static void json_tail(struct sheet *s) { page_add(s->out, s->nrows > 0 ? "\n]\n" : "]\n"); }

const struct sheet_writer sheet_json = {"json", "application/json", json_head, json_row, json_tail};
