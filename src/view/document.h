/* document.h -- a paper people sign: one description, written many ways.
 *
 *   document_pdf    A4, by cairo and pango: page numbers, tables that go on over pages with their heads
 *   document_docx   Office Open XML (ECMA-376), editable: the numbers of sections and clauses are the
 *                   word processor's own, so that a clause put in between renumbers the rest
 *   document_odt    OpenDocument 1.3, editable
 *
 * The description is a row of blocks.  A block is begun with its text, in printf's manner, and may be
 * continued in other weight; a table is begun with its columns and filled by rows and cells:
 *
 *     struct document *d = document_new(w, tr(w, "Contract"));
 *     document_heading(d, tr(w, "Price"));                           1. Price
 *     document_clause(d, tr(w, "The price is %s."), price);          1.1. The price is ...
 *     document_bold(d, " %s", in_words);
 *     document_table(d, cols, COUNT(cols));
 *     document_row(d, ROW_PLAIN);
 *     document_cell(d, name), document_cell(d, amount);
 *
 * Text is UTF-8; bytes that are not become U+FFFD and control characters are dropped, so whatever stands
 * in a database may be written.  '\n' begins a new line within its block; U+00AD is
 * where a word may be broken.  All belongs to the work. */
#ifndef VIEW_DOCUMENT_H
#define VIEW_DOCUMENT_H

#include "base/text.h"
#include "base/work.h"

enum block_kind {
    DOC_TITLE,      /* once, centred, large */
    DOC_SUBTITLE,   /* centred, under the title */
    DOC_HEADING,    /* a numbered section */
    DOC_ANNEX,      /* an unnumbered section that begins a page */
    DOC_SUBHEADING, /* within an annex */
    DOC_CLAUSE,     /* a numbered paragraph of its section */
    DOC_PARAGRAPH,
    DOC_ITEM,       /* of a list, with a dash */
    DOC_NOTE,       /* small and grey */
    DOC_TABLE,      /* ruled, with heads that are repeated on each page */
    DOC_FIELDS,     /* a table of two columns, unruled, the first one being labels */
    DOC_SIGNS,      /* a table of two columns, unruled, whose cells are not torn apart */
};

enum row_kind { ROW_PLAIN, ROW_TOTAL /* bold, under a line */, ROW_GROUP /* its one cell spans the table */ };

struct run {
    bool bold;
    const char *text;
};

struct document_column {
    const char *name;
    bool right; /* numerals: aligned right, never broken */
    int share;  /* of the width that numerals leave, against the other columns; 0 counts as 1; below 0: as
                 * wide as its widest line, for dates and the like */
};

struct document_cells {
    enum row_kind kind;
    const char **text; /* ncols of them; NULL is empty */
    const char **bold; /* a bold first line of the cell, or NULL */
    int used;
};

struct block {
    enum block_kind kind;
    int section, clause; /* the numbers of headings and clauses, from 1 */
    struct run *runs;
    size_t run_count, run_room;
    const struct document_column *cols; /* of tables */
    int ncols;
    struct document_cells *rows;
    size_t row_count, row_room;
};

struct document {
    struct work *w;
    enum language language;
    const char *title;   /* of the file: what a reader's window shows */
    const char *footer;  /* at the left of each page's foot; the page number stands at its right */
    const char *author;
    const char *of, *page; /* "page %d of %d" is put together from these */
    int64_t made_at;     /* Unix seconds; stands in the file, so that equal text gives equal bytes */
    struct block *blocks;
    size_t block_count, block_room;
    int section, clause;
};

struct document *document_new(struct work *w, const char *title);

void document_add(struct document *d, enum block_kind kind, const char *fmt, ...) LIKE(3, 4);
void document_text(struct document *d, const char *fmt, ...) LIKE(2, 3); /* goes on in the last block */
void document_bold(struct document *d, const char *fmt, ...) LIKE(2, 3); /* the same, bold */

#define document_title(d, ...)     document_add((d), DOC_TITLE, __VA_ARGS__)
#define document_heading(d, ...)   document_add((d), DOC_HEADING, __VA_ARGS__)
#define document_clause(d, ...)    document_add((d), DOC_CLAUSE, __VA_ARGS__)
#define document_paragraph(d, ...) document_add((d), DOC_PARAGRAPH, __VA_ARGS__)
#define document_note(d, ...)      document_add((d), DOC_NOTE, __VA_ARGS__)

/* document_table: `cols` must live as long as the work.  document_fields: label and value. */
void document_table(struct document *d, const struct document_column *cols, int ncols);
void document_fields(struct document *d);
void document_signs(struct document *d);
void document_row(struct document *d, enum row_kind kind);
void document_cell(struct document *d, const char *text);                      /* NULL is empty */
void document_cell_bold(struct document *d, const char *bold, const char *text); /* bold, then text below */

/* document_widths(b, total, em, out): the widths of a table's columns, in the unit of `total`: those of
 * numerals as wide as their widest figure, the rest by share; `em` is the width of a digit.  All > 0. */
void document_widths(const struct block *b, double total, double em, double *out);

/* document_plain: all the text in reading order, cells divided by tabs, for tests and hashes. */
void document_plain(const struct document *d, struct text *out);

/* The writers.  False only when a library fails or the text is past its ceiling; the work says why.
 * *pages, if not NULL, is how many A4 sheets it takes.  The caller frees `out`. */
MUST bool document_pdf(const struct document *d, struct text *out, int *pages);
MUST bool document_docx(const struct document *d, struct text *out);
MUST bool document_odt(const struct document *d, struct text *out);

/* document_form(path): the writer a file's name asks for (.pdf, .docx, .odt), or NULL. */
typedef bool document_writer(const struct document *d, struct text *out);
struct document_form {
    const char *ending, *type;
    document_writer *write;
};
extern const struct document_form document_forms[]; /* ended by {0} */
const struct document_form *document_form(const char *path);

#endif
