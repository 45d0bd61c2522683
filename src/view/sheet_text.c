/* sheet_text.c -- a table on a terminal.  Rows are kept until the end, for a column is as wide as its
 * widest cell; widths are counted in terminal cells (utf8proc), so Cyrillic lines up. */
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>
#include <utf8proc.h>

#define WIDEST 60 /* Words past this are cut with an ellipsis: a line of a terminal is not a page. */

struct kept {
    const char **cell;
    size_t *width;
    size_t used, room;
};

static size_t width_of(const char *s)
{
    size_t width = 0;
    utf8proc_int32_t c;
    for (utf8proc_ssize_t n; *s != '\0'; s += n) {
        n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);
        if (n <= 0)
            n = 1;
        else
            width += (size_t)utf8proc_charwidth(c);
    }
    return width;
}

static const char *tidy(struct work *w, const char *s)
{
    char *out = take_copy(w, s, strlen(s));
    for (char *p = out; *p != '\0'; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' '; /* A control byte from the data must not steer the reader's terminal. */
    size_t width = width_of(out);
    if (width <= WIDEST)
        return out;
    size_t n = strlen(out);
    while (n > 0 && width_of(out) > WIDEST - 1) {
        do
            n--;
        while (n > 0 && ((unsigned char)out[n] & 0xC0) == 0x80);
        out[n] = '\0';
    }
    return take_text(w, "%s…", out);
}

static void keep(struct sheet *s, size_t col, const char *text)
{
    struct kept *k = s->state;
    const char *t = tidy(s->out->w, text);
    grow(s->out->w, &k->cell, k->room, k->used);
    k->cell[k->used++] = t;
    size_t width = width_of(t);
    if (width > k->width[col])
        k->width[col] = width;
}

static void text_head(struct sheet *s)
{
    struct kept *k = take(s->out->w, sizeof(*k));
    k->width = take_array(s->out->w, s->ncols, size_t);
    s->state = k;
    for (size_t c = 0; c < s->ncols; c++)
        keep(s, c, tr(s->out->w, s->cols[c].name));
}

static void text_row(struct sheet *s, const struct cell *cells)
{
    for (size_t c = 0; c < s->ncols; c++)
        keep(s, c, sheet_say(s->out->w, s->cols[c].kind, &cells[c]));
}

static void pad(struct page *p, size_t n, const char *with)
{
    while (n-- > 0)
        page_add(p, with);
}

static void line(struct sheet *s, const char *const *cell)
{
    const struct kept *k = s->state;
    for (size_t c = 0; c < s->ncols; c++) {
        size_t gap = k->width[c] - width_of(cell[c]);
        bool right = column_right(s->cols[c].kind);
        if (c > 0)
            page_add(s->out, "  ");
        if (right)
            pad(s->out, gap, " ");
        page_add(s->out, cell[c]);
        if (!right && c + 1 < s->ncols)
            pad(s->out, gap, " ");
    }
    while (s->out->used > 0 && s->out->text[s->out->used - 1] == ' ')
        s->out->used--;
    page_add(s->out, "\n");
}

static void text_tail(struct sheet *s)
{
    const struct kept *k = s->state;
    if (s->title != NULL) {
        page_add(s->out, s->title);
        page_add(s->out, "\n");
    }
    line(s, k->cell);
    for (size_t c = 0; c < s->ncols; c++) {
        if (c > 0)
            page_add(s->out, "  ");
        pad(s->out, k->width[c], "─");
    }
    page_add(s->out, "\n");
    for (size_t at = s->ncols; at < k->used; at += s->ncols)
        line(s, k->cell + at);
    if (k->used == s->ncols) {
        page_add(s->out, tr(s->out->w, "(nothing)"));
        page_add(s->out, "\n");
    }
}

const struct sheet_writer sheet_text = {"text", "text/plain; charset=utf-8", text_head, text_row, text_tail};
