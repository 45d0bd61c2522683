/* document_pdf.c -- the PDF writer: cairo for the pages, pango for the lines.
 *
 * The pages are gone through twice by the same code, first without ink, to count them for "page 3 of 12".
 * Nothing is torn apart that should not be: a section's head stays with what follows it, a paragraph leaves
 * no single line behind, a table's row is broken only when it is taller than a page, a group's head stays
 * with its first row and a total with the row above it.
 * Fonts: DejaVu Serif and Sans, for their Cyrillic and for figures of equal width. */
#include "view/document.h"
#include "view/words.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MM       (72.0 / 25.4)
#define WIDTH    (210 * MM)
#define HEIGHT   (297 * MM)
#define LEFT     (25 * MM)
#define RIGHT    (18 * MM)
#define TOP      (19 * MM)
#define BOTTOM   (23 * MM)
#define FOOT     (14 * MM) /* the footer's baseline above the edge */
#define BODY     (WIDTH - LEFT - RIGHT)
#define FLOOR    (HEIGHT - BOTTOM)
#define INDENT   (10.5 * MM) /* of clauses, for their numbers */
#define PAD_X    3.2
#define PAD_Y    2.6
#define COLS_MOST 32

static const struct look {
    const char *family;
    double size, leading, above, below, grey;
    bool bold, centre;
} looks[] = {
    [DOC_TITLE] = {"DejaVu Serif", 15, 1.15, 2, 3, 0, true, true},
    [DOC_SUBTITLE] = {"DejaVu Serif", 10.5, 1.25, 2, 9, 0, false, true},
    [DOC_HEADING] = {"DejaVu Sans", 10.5, 1.15, 15, 5, 0, true, false},
    [DOC_ANNEX] = {"DejaVu Serif", 13, 1.2, 0, 7, 0, true, false},
    [DOC_SUBHEADING] = {"DejaVu Sans", 9.5, 1.15, 13, 5, 0, true, false},
    [DOC_CLAUSE] = {"DejaVu Serif", 9, 1.28, 0, 4.2, 0, false, false},
    [DOC_PARAGRAPH] = {"DejaVu Serif", 9, 1.28, 0, 4.2, 0, false, false},
    [DOC_ITEM] = {"DejaVu Serif", 9, 1.28, 0, 2.4, 0, false, false},
    [DOC_NOTE] = {"DejaVu Sans", 7.5, 1.25, 0, 5, 0.38, false, false},
    [DOC_TABLE] = {"DejaVu Sans", 7.4, 1.18, 5, 10, 0, false, false},
    [DOC_FIELDS] = {"DejaVu Serif", 8.6, 1.22, 4, 9, 0, false, false},
    [DOC_SIGNS] = {"DejaVu Serif", 8.4, 1.4, 6, 6, 0, false, false},
};

struct paper {
    const struct document *d;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoContext *context;
    bool dry;
    int page, pages; /* pages is 0 in the dry run */
    double y;        /* where the next thing begins, from the top */
};

/* ---------------------------------------------------------------- text */
static PangoLayout *lay(struct paper *p, const struct look *k, const char *s, double width, PangoAttrList *attrs)
{
    PangoLayout *l = pango_layout_new(p->context);
    PangoFontDescription *f = pango_font_description_new();
    pango_font_description_set_family(f, k->family);
    pango_font_description_set_absolute_size(f, k->size * PANGO_SCALE);
    pango_font_description_set_weight(f, k->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(l, f);
    pango_font_description_free(f);
    pango_layout_set_text(l, s, -1);
    if (attrs != NULL)
        pango_layout_set_attributes(l, attrs);
    pango_layout_set_width(l, (int)((width > 4 ? width : 4) * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(l, (float)k->leading);
    if (k->centre)
        pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
    return l;
}

static void bolden(PangoAttrList *attrs, size_t from, size_t to)
{
    PangoAttribute *a = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    a->start_index = (guint)from;
    a->end_index = (guint)to;
    pango_attr_list_insert(attrs, a);
}

/* A run of lines that may be drawn piecemeal. */
struct lines {
    PangoLayout *layout;
    PangoLayoutIter *iter;
    double top, bottom, base; /* of the line the iterator is at, from the layout's top */
    bool done;
};

static void line_read(struct lines *l)
{
    int y0, y1;
    pango_layout_iter_get_line_yrange(l->iter, &y0, &y1);
    l->top = (double)y0 / PANGO_SCALE;
    l->bottom = (double)y1 / PANGO_SCALE;
    l->base = (double)pango_layout_iter_get_baseline(l->iter) / PANGO_SCALE;
}

static struct lines lines_of(PangoLayout *layout)
{
    struct lines l = {.layout = layout, .iter = pango_layout_get_iter(layout)};
    line_read(&l);
    return l;
}

static void lines_free(struct lines *l)
{
    pango_layout_iter_free(l->iter);
    g_object_unref(l->layout);
}

static double height_of(PangoLayout *layout)
{
    PangoLayoutIter *i = pango_layout_get_iter(layout);
    int y0, y1;
    while (pango_layout_iter_next_line(i)) {
    }
    pango_layout_iter_get_line_yrange(i, &y0, &y1);
    pango_layout_iter_free(i);
    return (double)y1 / PANGO_SCALE;
}

/* lines_draw: as many lines as fit above `floor`, at least one when `force`; how high they stood. */
static double lines_draw(struct paper *p, struct lines *l, double x, double y, double floor_y, bool force)
{
    double first = l->top, used = 0;
    while (!l->done && (y + l->bottom - first <= floor_y + 0.01 || force)) {
        force = false;
        if (!p->dry) {
            PangoRectangle box;
            pango_layout_iter_get_line_extents(l->iter, NULL, &box);
            cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE, y + l->base - first);
            pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(l->iter));
        }
        used = l->bottom - first;
        l->done = !pango_layout_iter_next_line(l->iter);
        if (!l->done)
            line_read(l);
    }
    return used;
}

/* ---------------------------------------------------------------- pages */
static void ink(struct paper *p, double grey) { cairo_set_source_rgb(p->cr, grey, grey, grey); }

static void rule(struct paper *p, double x, double y, double width, double thick, double grey)
{
    if (p->dry)
        return;
    ink(p, grey);
    cairo_set_line_width(p->cr, thick);
    cairo_move_to(p->cr, x, y);
    cairo_line_to(p->cr, x + width, y);
    cairo_stroke(p->cr);
}

static void fill(struct paper *p, double x, double y, double width, double height, double grey)
{
    if (p->dry)
        return;
    ink(p, grey);
    cairo_rectangle(p->cr, x, y, width, height);
    cairo_fill(p->cr);
}

static void footer(struct paper *p)
{
    static const struct look small = {"DejaVu Sans", 7, 1, 0, 0, 0.4, false, false};
    const struct document *d = p->d;
    if (p->dry)
        return;
    rule(p, LEFT, HEIGHT - FOOT - 10, BODY, 0.4, 0.75);
    const char *number = take_text(d->w, "%s\u00a0%d\u00a0%s\u00a0%d", d->page, p->page, d->of, p->pages);
    PangoLayout *right = lay(p, &small, number, 40 * MM, NULL), *left = lay(p, &small, d->footer, BODY - 40 * MM, NULL);
    pango_layout_set_alignment(right, PANGO_ALIGN_RIGHT);
    pango_layout_set_ellipsize(left, PANGO_ELLIPSIZE_END);
    ink(p, small.grey);
    struct lines l = lines_of(left), r = lines_of(right);
    lines_draw(p, &l, LEFT, HEIGHT - FOOT - 5, HEIGHT, true);
    lines_draw(p, &r, WIDTH - RIGHT - 40 * MM, HEIGHT - FOOT - 5, HEIGHT, true);
    lines_free(&l);
    lines_free(&r);
}

static void page_turn(struct paper *p)
{
    footer(p);
    if (!p->dry)
        cairo_show_page(p->cr);
    p->page++;
    p->y = TOP;
}

/* room_for: turn the page unless `height` fits; at the top of a page there is no better place. */
static bool room_for(struct paper *p, double height)
{
    if (p->y + height <= FLOOR + 0.01 || p->y <= TOP + 0.01)
        return true;
    page_turn(p);
    return false;
}

/* ---------------------------------------------------------------- paragraphs */
static const char *mark_of(const struct document *d, const struct block *b)
{
    switch (b->kind) {
    case DOC_HEADING: return take_text(d->w, "%d.", b->section);
    case DOC_CLAUSE: return take_text(d->w, "%d.%d.", b->section, b->clause);
    case DOC_ITEM: return "\u2013";
    default: return NULL;
    }
}

static double indent_of(enum block_kind kind)
{
    return kind == DOC_HEADING || kind == DOC_CLAUSE ? INDENT : kind == DOC_ITEM ? INDENT + 5 * MM : 0;
}

static bool letter(char c) { return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* No line ends with a word of one or two letters (Russian) or a number's sign, nor begins with a short number:
 * the spaces there are made no-break.  For print alone; who edits a file wants plain spaces. */
static void glue(struct text *t, const char *s, enum language language)
{
    size_t word = 0, bytes = 0; /* letters and bytes of the word just written */
    for (; *s != '\0'; s++) {
        if (*s != ' ') {
            text_bytes(t, s, 1);
            word += letter(*s) && ((unsigned char)*s & 0xC0) != 0x80;
            bytes++;
            continue;
        }
        size_t digits = strspn(s + 1, "0123456789");
        bool sign = (bytes == 3 && t->n >= 3 && memcmp(t->s + t->n - 3, "\u2116", 3) == 0) ||
                    (bytes == 3 && t->n >= 3 && memcmp(t->s + t->n - 3, "No.", 3) == 0);
        bool small = language == RU && word > 0 && word <= 2 && bytes == word * 2;
        bool number = digits > 0 && digits <= 2 && word > 2 && (s[1 + digits] == '\0' || strchr(" .,;:)", s[1 + digits]) != NULL);
        text_add(t, sign || small || number ? "\u00a0" : " ");
        word = bytes = 0;
    }
}

static PangoLayout *paragraph_lay(struct paper *p, const struct block *b)
{
    struct text t = TEXT(0);
    PangoAttrList *attrs = pango_attr_list_new();
    for (size_t i = 0; i < b->run_count; i++) {
        size_t from = t.n;
        glue(&t, b->runs[i].text, p->d->language);
        if (b->runs[i].bold)
            bolden(attrs, from, t.n);
    }
    PangoLayout *l = lay(p, &looks[b->kind], t.s == NULL ? "" : t.s, BODY - indent_of(b->kind), attrs);
    pango_attr_list_unref(attrs);
    text_free(&t);
    return l;
}

static double above(const struct paper *p, const struct block *b) { return p->y <= TOP + 0.01 ? 0 : looks[b->kind].above; }

static double lead(struct paper *p, size_t at);

/* What must stand on one page: the first two lines, or all of a head, or a few lines that lead to a table. */
static double paragraph_lead(struct paper *p, size_t at)
{
    const struct block *b = &p->d->blocks[at];
    const struct look *k = &looks[b->kind];
    PangoLayout *l = paragraph_lay(p, b);
    int n = pango_layout_get_line_count(l);
    double h = height_of(l), want;
    bool head = b->kind == DOC_HEADING || b->kind == DOC_ANNEX || b->kind == DOC_SUBHEADING || b->kind == DOC_TITLE;
    bool leads = at + 1 < p->d->block_count && p->d->blocks[at + 1].kind >= DOC_TABLE && n <= 4;
    if (head || leads)
        want = k->above + h + k->below + (at + 1 < p->d->block_count ? lead(p, at + 1) : 0);
    else
        want = k->above + (n <= 3 ? h : h / n * 2);
    g_object_unref(l);
    return want;
}

static void outline(struct paper *p, const struct block *b)
{
    if (p->dry || (b->kind != DOC_HEADING && b->kind != DOC_ANNEX))
        return;
    const char *mark = mark_of(p->d, b);
    char where[64];
    /* Not printf's %f: the mark of decimals may be the locale's. */
    snprintf(where, sizeof(where), "page=%d pos=[%d %d]", p->page, (int)LEFT, (int)p->y);
    cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT,
                                  take_text(p->d->w, "%s%s%s", mark == NULL ? "" : mark, mark == NULL ? "" : " ",
                                            b->run_count > 0 ? b->runs[0].text : ""), where, 0);
}

static const char *tag_of(enum block_kind kind)
{
    return kind == DOC_TITLE || kind == DOC_HEADING || kind == DOC_ANNEX ? "H1" : kind == DOC_SUBHEADING ? "H2" : "P";
}

static void tag(struct paper *p, const char *name)
{
    if (!p->dry)
        cairo_tag_begin(p->cr, name, NULL);
}
static void untag(struct paper *p, const char *name)
{
    if (!p->dry)
        cairo_tag_end(p->cr, name);
}

static void paragraph_draw(struct paper *p, size_t at)
{
    const struct block *b = &p->d->blocks[at];
    const struct look *k = &looks[b->kind];
    if (b->kind == DOC_ANNEX && p->y > TOP + 0.01)
        page_turn(p);
    room_for(p, paragraph_lead(p, at));
    p->y += above(p, b);
    outline(p, b);
    struct lines l = lines_of(paragraph_lay(p, b));
    int n = pango_layout_get_line_count(l.layout);
    double each = height_of(l.layout) / n;
    const char *mark = mark_of(p->d, b);
    while (!l.done) {
        /* One line left for the next page would stand there alone: give it company. */
        double floor_y = FLOOR;
        int fits = (int)((FLOOR - p->y + 0.01) / each);
        if (fits == n - 1 && n > 3)
            floor_y -= each;
        tag(p, tag_of(b->kind));
        if (!p->dry)
            ink(p, k->grey);
        if (mark != NULL) {
            struct lines m = lines_of(lay(p, k, mark, INDENT + 20, NULL));
            lines_draw(p, &m, b->kind == DOC_ITEM ? LEFT + INDENT : LEFT, p->y, HEIGHT, true);
            lines_free(&m);
            mark = NULL;
        }
        double x = LEFT + (k->centre ? 0 : indent_of(b->kind));
        p->y += lines_draw(p, &l, x, p->y, floor_y, p->y <= TOP + 0.01);
        untag(p, tag_of(b->kind));
        if (!l.done) {
            n -= fits;
            page_turn(p);
        }
    }
    lines_free(&l);
    p->y += k->below;
}

/* ---------------------------------------------------------------- tables */
#define GAP 6 /* more room where words follow figures that stand at the right of their column */

static double gap(const struct block *b, int col)
{
    return col > 0 && b->cols[col - 1].right && !b->cols[col].right ? GAP : 0;
}

struct table {
    const struct block *b;
    size_t at;
    double width[COLS_MOST], x[COLS_MOST];
    double head;    /* height of the head */
    double *height; /* of each row */
    bool open;      /* its tag is */
};

static PangoLayout *cell_lay(struct paper *p, const struct table *t, const struct document_cells *r, int col)
{
    const struct block *b = t->b;
    struct look k = looks[b->kind];
    bool whole = r->kind == ROW_GROUP;
    k.bold = r->kind != ROW_PLAIN;
    if (b->kind == DOC_FIELDS && col == 0) {
        k.family = "DejaVu Sans";
        k.size = 7.6;
    }
    const char *bold = r->bold[col] == NULL ? "" : r->bold[col], *s = r->text[col] == NULL ? "" : r->text[col];
    PangoAttrList *attrs = pango_attr_list_new();
    bolden(attrs, 0, strlen(bold));
    double width = (whole ? BODY : t->width[col] - gap(b, col)) - 2 * PAD_X;
    PangoLayout *l = lay(p, &k, take_text(p->d->w, "%s%s%s", bold, *bold != '\0' && *s != '\0' ? "\n" : "", s), width,
                         *bold == '\0' ? NULL : attrs);
    pango_attr_list_unref(attrs);
    if (b->cols[col].right && !whole)
        pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
    return l;
}

static PangoLayout *head_lay(struct paper *p, const struct table *t, int col)
{
    struct look k = looks[DOC_TABLE];
    k.bold = true;
    k.size = 6.8;
    PangoLayout *l = lay(p, &k, t->b->cols[col].name, t->width[col] - gap(t->b, col) - 2 * PAD_X, NULL);
    if (t->b->cols[col].right)
        pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
    return l;
}

static double pad_y(const struct table *t) { return t->b->kind == DOC_SIGNS ? 9 : PAD_Y; }

static double row_height(struct paper *p, const struct table *t, size_t row)
{
    double most = 0;
    for (int c = 0; c < t->b->rows[row].used; c++) {
        PangoLayout *l = cell_lay(p, t, &t->b->rows[row], c);
        double h = height_of(l);
        most = h > most ? h : most;
        g_object_unref(l);
    }
    return most + 2 * pad_y(t);
}

static struct table table_measure(struct paper *p, size_t at, size_t rows)
{
    struct table t = {.b = &p->d->blocks[at], .at = at};
    double x = LEFT;
    document_widths(t.b, BODY, looks[t.b->kind].size * 0.64, t.width);
    for (int c = 0; c < t.b->ncols; c++) {
        t.x[c] = x;
        x += t.width[c];
    }
    if (t.b->kind == DOC_TABLE)
        for (int c = 0; c < t.b->ncols; c++) {
            PangoLayout *l = head_lay(p, &t, c);
            double h = height_of(l) + 2 * PAD_Y;
            t.head = h > t.head ? h : t.head;
            g_object_unref(l);
        }
    t.height = take_array(p->d->w, rows > 0 ? rows : 1, double);
    for (size_t r = 0; r < rows; r++)
        t.height[r] = row_height(p, &t, r);
    return t;
}

/* What must stand with row r: after a group's head its first row, before a total the total. */
static double row_need(const struct table *t, size_t r, size_t rows)
{
    double need = t->height[r];
    for (int deep = 0; deep < 4 && r + 1 < rows; deep++, r++) {
        if (t->b->rows[r].kind != ROW_GROUP && t->b->rows[r + 1].kind != ROW_TOTAL)
            break;
        need += t->height[r + 1];
    }
    return need;
}

static double table_lead(struct paper *p, size_t at)
{
    const struct block *b = &p->d->blocks[at];
    size_t rows = b->row_count < 5 ? b->row_count : 5;
    struct table t = table_measure(p, at, rows);
    double h = looks[b->kind].above + t.head + (rows > 0 ? row_need(&t, 0, rows) : 0);
    return h < (FLOOR - TOP) / 2 ? h : (FLOOR - TOP) / 2;
}

static double lead(struct paper *p, size_t at)
{
    return p->d->blocks[at].kind >= DOC_TABLE ? table_lead(p, at) : paragraph_lead(p, at);
}

static void table_open(struct paper *p, struct table *t)
{
    tag(p, "Table");
    if (t->b->kind != DOC_TABLE)
        return;
    fill(p, LEFT, p->y, BODY, t->head, 0.93);
    tag(p, "TR");
    for (int c = 0; c < t->b->ncols; c++) {
        struct lines l = lines_of(head_lay(p, t, c));
        /* Heads stand on one line at their foot, however many lines each takes. */
        double y = p->y + t->head - PAD_Y - height_of(l.layout);
        tag(p, "TH");
        if (!p->dry)
            ink(p, 0.15);
        lines_draw(p, &l, t->x[c] + gap(t->b, c) + PAD_X, y, HEIGHT, true);
        untag(p, "TH");
        lines_free(&l);
    }
    untag(p, "TR");
    p->y += t->head;
    rule(p, LEFT, p->y, BODY, 0.8, 0.25);
}

static void table_turn(struct paper *p, struct table *t)
{
    untag(p, "Table");
    page_turn(p);
    table_open(p, t);
}

static void row_draw(struct paper *p, struct table *t, size_t row)
{
    const struct block *b = t->b;
    const struct document_cells *r = &b->rows[row];
    struct lines l[COLS_MOST];
    double pad = pad_y(t);
    for (int c = 0; c < r->used; c++)
        l[c] = lines_of(cell_lay(p, t, r, c));
    for (bool more = true; more;) {
        double used = 0, top = p->y;
        bool whole = p->y + t->height[row] <= FLOOR + 0.01, fresh = p->y <= TOP + t->head + 0.01;
        more = false;
        if (r->kind == ROW_TOTAL)
            rule(p, LEFT, top, BODY, 0.8, 0.25);
        if (r->kind == ROW_GROUP && whole)
            fill(p, LEFT, top + 0.3, BODY, t->height[row] - 0.3, 0.965);
        tag(p, "TR");
        for (int c = 0; c < r->used; c++) {
            tag(p, "TD");
            if (!p->dry)
                ink(p, b->kind == DOC_FIELDS && c == 0 ? 0.38 : looks[b->kind].grey);
            double h = lines_draw(p, &l[c], t->x[c] + gap(b, c) + PAD_X, top + pad, FLOOR - pad, fresh && !l[c].done);
            untag(p, "TD");
            used = h > used ? h : used;
            more |= !l[c].done;
        }
        untag(p, "TR");
        p->y = top + used + 2 * pad;
        if (b->kind != DOC_SIGNS)
            rule(p, LEFT, p->y, BODY, 0.35, 0.72);
        if (more)
            table_turn(p, t);
    }
    for (int c = 0; c < r->used; c++)
        lines_free(&l[c]);
}

static void table_draw(struct paper *p, size_t at)
{
    const struct block *b = &p->d->blocks[at];
    struct table t = table_measure(p, at, b->row_count);
    room_for(p, table_lead(p, at));
    p->y += above(p, b);
    table_open(p, &t);
    for (size_t r = 0; r < b->row_count; r++) {
        double need = row_need(&t, r, b->row_count), page = FLOOR - TOP - t.head;
        if (need > page)
            need = t.height[r];
        /* A row taller than a page begins wherever it is, if a fair piece of it fits. */
        if (p->y + need > FLOOR + 0.01 && (need <= page || FLOOR - p->y < page / 4) && p->y > TOP + t.head + 0.01)
            table_turn(p, &t);
        row_draw(p, &t, r);
    }
    untag(p, "Table");
    p->y += looks[b->kind].below;
}

/* ---------------------------------------------------------------- the file */
static void all(struct paper *p)
{
    p->page = 1;
    p->y = TOP;
    for (size_t i = 0; i < p->d->block_count; i++)
        if (p->d->blocks[i].kind >= DOC_TABLE)
            table_draw(p, i);
        else
            paragraph_draw(p, i);
    footer(p);
}

static cairo_status_t put(void *to, const unsigned char *s, unsigned n)
{
    struct text *t = to;
    text_bytes(t, (const char *)s, n);
    return t->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

bool document_pdf(const struct document *d, struct text *out, int *pages)
{
    for (size_t i = 0; i < d->block_count; i++)
        if (d->blocks[i].ncols > COLS_MOST)
            return fail(d->w, LIMIT, tr(d->w, "a table has %d columns and a page takes at most %d"), d->blocks[i].ncols, COLS_MOST);
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(put, out, WIDTH, HEIGHT);
    PangoFontMap *fonts = pango_cairo_font_map_new(); /* our own: a server writes in many threads */
    struct paper p = {.d = d, .surface = s, .cr = cairo_create(s), .context = pango_font_map_create_context(fonts), .dry = true};
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(p.context, o);
    cairo_font_options_destroy(o);
    pango_context_set_round_glyph_positions(p.context, FALSE);
    pango_context_set_language(p.context, pango_language_from_string(d->language == RU ? "ru" : "en"));
    pango_cairo_update_context(p.cr, p.context);
    char when[32];
    time_t made = (time_t)d->made_at;
    struct tm tm;
    gmtime_r(&made, &tm);
    strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, d->title);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, d->author);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "cavt " CAVT_VERSION);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, when);
    all(&p);
    p.pages = p.page;
    p.dry = false;
    all(&p);
    cairo_destroy(p.cr);
    cairo_surface_finish(s);
    cairo_status_t bad = cairo_surface_status(s);
    cairo_surface_destroy(s);
    g_object_unref(p.context);
    g_object_unref(fonts);
    if (pages != NULL)
        *pages = p.pages;
    if (bad != CAIRO_STATUS_SUCCESS)
        return fail(d->w, BROKEN, tr(d->w, "the PDF could not be written: %s"), out->over ? tr(d->w, "it is too large") : cairo_status_to_string(bad));
    return true;
}

/* fontconfig keeps one small table that it never gives back; a leak check would blame us for it. */
#ifdef __has_feature
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig\n"; }
const char *__lsan_default_options(void);
const char *__lsan_default_options(void) { return "print_suppressions=0"; }
#endif
