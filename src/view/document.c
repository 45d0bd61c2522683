/* document.c -- see document.h: the description, before anything is drawn. */
#include "view/document.h"

#include "view/words.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What may stand in XML 1.0 and in a line of print. */
static const char *clean(struct work *w, const char *s)
{
    size_t n = strlen(s), at = 0, bad;
    char *out = take(w, n * 3 + 1);
    while (n > 0) {
        bool whole = text_utf8(s, n, &bad);
        size_t good = whole ? n : bad;
        for (size_t i = 0; i < good; i++) {
            unsigned char c = (unsigned char)s[i];
            if (c == '\t')
                out[at++] = ' ';
            else if (c == 0xEF && i + 2 < good && (unsigned char)s[i + 1] == 0xBF && (unsigned char)s[i + 2] >= 0xBE)
                i += 2; /* U+FFFE and U+FFFF are no characters */
            else if ((c >= 0x20 && c != 0x7F) || c == '\n')
                out[at++] = (char)c;
        }
        if (whole)
            break;
        memcpy(out + at, "\xEF\xBF\xBD", 3);
        at += 3;
        s += good + 1;
        n -= good + 1;
    }
    return out;
}

struct document *document_new(struct work *w, const char *title)
{
    struct document *d = take(w, sizeof(*d));
    *d = (struct document){.w = w, .language = w->language, .title = clean(w, title), .footer = "", .author = "",
                           .page = tr(w, "page"), .of = tr(w, "of"), .made_at = w->now};
    return d;
}

static struct block *last(struct document *d)
{
    assert(d->block_count > 0);
    return &d->blocks[d->block_count - 1];
}

static struct block *begin(struct document *d, enum block_kind kind)
{
    grow(d->w, &d->blocks, d->block_room, d->block_count);
    struct block *b = &d->blocks[d->block_count++];
    *b = (struct block){.kind = kind};
    if (kind == DOC_HEADING) {
        d->section++;
        d->clause = 0;
    } else if (kind == DOC_CLAUSE) {
        d->clause++;
    }
    b->section = d->section;
    b->clause = d->clause;
    return b;
}

static void LIKE(3, 0) add_run(struct document *d, bool bold, const char *fmt, va_list ap)
{
    struct block *b = last(d);
    assert(b->kind < DOC_TABLE);
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    char *s = take(d->w, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    grow(d->w, &b->runs, b->run_room, b->run_count);
    b->runs[b->run_count++] = (struct run){bold, clean(d->w, s)};
}

void document_add(struct document *d, enum block_kind kind, const char *fmt, ...)
{
    begin(d, kind);
    va_list ap;
    va_start(ap, fmt);
    add_run(d, false, fmt, ap);
    va_end(ap);
}

void document_text(struct document *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add_run(d, false, fmt, ap);
    va_end(ap);
}

void document_bold(struct document *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add_run(d, true, fmt, ap);
    va_end(ap);
}

void document_table(struct document *d, const struct document_column *cols, int ncols)
{
    assert(ncols > 0);
    struct block *b = begin(d, DOC_TABLE);
    struct document_column *own = take_array(d->w, ncols, struct document_column);
    for (int i = 0; i < ncols; i++) {
        own[i] = cols[i];
        own[i].name = clean(d->w, cols[i].name == NULL ? "" : cols[i].name);
    }
    b->cols = own;
    b->ncols = ncols;
}

static const struct document_column fields_cols[] = {{"", false, 32}, {"", false, 68}};
static const struct document_column signs_cols[] = {{"", false, 1}, {"", false, 1}};

void document_fields(struct document *d)
{
    struct block *b = begin(d, DOC_FIELDS);
    b->cols = fields_cols;
    b->ncols = 2;
}

void document_signs(struct document *d)
{
    struct block *b = begin(d, DOC_SIGNS);
    b->cols = signs_cols;
    b->ncols = 2;
}

void document_row(struct document *d, enum row_kind kind)
{
    struct block *b = last(d);
    assert(b->kind >= DOC_TABLE);
    grow(d->w, &b->rows, b->row_room, b->row_count);
    b->rows[b->row_count++] = (struct document_cells){.kind = kind, .text = take_array(d->w, b->ncols, const char *),
                                                      .bold = take_array(d->w, b->ncols, const char *)};
}

void document_cell_bold(struct document *d, const char *bold, const char *text)
{
    struct block *b = last(d);
    assert(b->row_count > 0);
    struct document_cells *r = &b->rows[b->row_count - 1];
    assert(r->used < b->ncols);
    r->bold[r->used] = bold == NULL || *bold == '\0' ? NULL : clean(d->w, bold);
    r->text[r->used++] = text == NULL || *text == '\0' ? NULL : clean(d->w, text);
}

void document_cell(struct document *d, const char *text) { document_cell_bold(d, NULL, text); }

/* ---------------------------------------------------------------- widths */
#define SOFT_HYPHEN "\u00ad"

static size_t chars(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

/* The longest stretch without a place to break: a no-break space is none, a soft hyphen is one. */
static size_t longest_word(const char *s)
{
    size_t most = 0;
    while (s != NULL && *s != '\0') {
        size_t n = strcspn(s, " \n-");
        const char *soft = strstr(s, SOFT_HYPHEN);
        if (soft != NULL && (size_t)(soft - s) < n)
            n = (size_t)(soft - s);
        size_t c = chars(s, n) + (soft == s + n);
        most = c > most ? c : most;
        s += n + (soft == s + n ? strlen(SOFT_HYPHEN) : s[n] != '\0');
    }
    return most;
}

static size_t longest_line(const char *s)
{
    size_t most = 0;
    while (s != NULL && *s != '\0') {
        size_t n = strcspn(s, "\n"), c = chars(s, n);
        most = c > most ? c : most;
        s += n + (s[n] != '\0');
    }
    return most;
}

static double double_most(double a, double b) { return a > b ? a : b; }

/* What column i would like at least: whole lines for figures and fixed ones, whole words (to a limit) for others. */
static double column_wish(const struct block *b, int i, double em)
{
    bool fixed = b->cols[i].right || b->cols[i].share < 0;
    double most = (double)longest_word(b->cols[i].name) * 1.08;
    for (size_t r = 0; r < b->row_count; r++) {
        if (b->rows[r].kind == ROW_GROUP)
            continue;
        const char *s = b->rows[r].text[i], *strong = b->rows[r].bold[i];
        double n = (double)(fixed ? longest_line(s) : longest_word(s)), m = (double)longest_word(strong) * 1.12;
        if (b->rows[r].kind == ROW_TOTAL)
            n = fixed && !b->cols[i].right ? 0 : n * 1.12; /* bold; and "in all" may stand in two lines */
        most = double_most(most, double_most(n, m));
    }
    if (!fixed && most > 22)
        most = 22;
    return most * em * 1.03 + 1.8 * em;
}

void document_widths(const struct block *b, double total, double em, double *out)
{
    double fixed = 0, least = 0;
    bool flexible = false;
    for (int i = 0; i < b->ncols; i++) {
        bool is = b->cols[i].right || b->cols[i].share < 0;
        out[i] = column_wish(b, i, em);
        *(is ? &fixed : &least) += out[i];
        flexible |= !is;
    }
    /* Fixed columns leave the others a quarter of the width; past that they are narrowed alike, and broken
     * rather than cut. */
    double most = flexible ? total - double_most(total / 4, least < total / 3 ? least : total / 3) : total;
    double shrink = fixed > most || !flexible ? most / double_most(fixed, 1e-9) : 1, left = total - fixed * shrink;
    bool pinned[64] = {false};
    for (bool again = true; again;) {
        double shares = 0, rest = left;
        again = false;
        for (int i = 0; i < b->ncols; i++)
            if (!b->cols[i].right && b->cols[i].share >= 0) {
                if (i < 64 && pinned[i])
                    rest -= out[i];
                else
                    shares += b->cols[i].share > 0 ? b->cols[i].share : 1;
            }
        for (int i = 0; i < b->ncols && i < 64 && least <= left; i++) {
            double mine = rest * (b->cols[i].share > 0 ? b->cols[i].share : 1) / double_most(shares, 1e-9);
            if (!b->cols[i].right && b->cols[i].share >= 0 && !pinned[i] && mine < out[i])
                pinned[i] = again = true;
        }
        for (int i = 0; i < b->ncols && !again; i++)
            if (b->cols[i].right || b->cols[i].share < 0)
                out[i] *= shrink;
            else if (i >= 64 || !pinned[i])
                out[i] = rest * (b->cols[i].share > 0 ? b->cols[i].share : 1) / double_most(shares, 1e-9);
    }
}

/* ---------------------------------------------------------------- plain text */
void document_plain(const struct document *d, struct text *out)
{
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind == DOC_HEADING)
            text_fmt(out, "%d. ", b->section);
        else if (b->kind == DOC_CLAUSE)
            text_fmt(out, "%d.%d. ", b->section, b->clause);
        for (size_t r = 0; r < b->run_count; r++)
            text_add(out, b->runs[r].text);
        if (b->kind == DOC_TABLE)
            for (int c = 0; c < b->ncols; c++)
                text_fmt(out, "%s%s", c > 0 ? "\t" : "", b->cols[c].name);
        for (size_t r = 0; r < b->row_count; r++)
            for (int c = 0; c < b->rows[r].used; c++) {
                const char *bold = b->rows[r].bold[c], *s = b->rows[r].text[c];
                text_fmt(out, "%s%s%s%s", c > 0 ? "\t" : "\n", bold != NULL ? bold : "",
                         bold != NULL && s != NULL ? "\n" : "", s != NULL ? s : "");
            }
        text_add(out, "\n");
    }
}

/* ---------------------------------------------------------------- forms */
static bool pdf(const struct document *d, struct text *out) { return document_pdf(d, out, NULL); }

const struct document_form document_forms[] = {
    {".pdf", "application/pdf", pdf},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", document_docx},
    {".odt", "application/vnd.oasis.opendocument.text", document_odt},
    {0},
};

const struct document_form *document_form(const char *path)
{
    size_t n = strlen(path);
    for (const struct document_form *f = document_forms; f->ending != NULL; f++) {
        size_t e = strlen(f->ending);
        if (n > e && strcasecmp(path + n - e, f->ending) == 0)
            return f;
    }
    return NULL;
}
