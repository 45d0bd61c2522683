/* document_test.c -- one description, three files: each is whole, well-formed, and says what was said. */
#include "test/test.h"
#include "view/document.h"

#include <expat.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

static const struct document_column cols[] = {{"What", false, 3}, {"Who", false, 2}, {"Hours", true, 0}, {"Amount", true, 0}};

static struct document *paper(struct work *w, int rows, const char *name)
{
    struct document *d = document_new(w, name);
    document_title(d, "%s", name);
    document_heading(d, "First");
    document_clause(d, "Said to %s.", name);
    document_bold(d, " Bold & <b>");
    document_clause(d, "Said again.");
    document_heading(d, "Second");
    document_clause(d, "The rows:");
    document_table(d, cols, COUNT(cols));
    for (int i = 0; i < rows; i++) {
        if (i % 50 == 0) {
            document_row(d, ROW_GROUP);
            document_cell(d, take_text(w, "Group %d", i / 50));
        }
        document_row(d, ROW_PLAIN);
        document_cell(d, name);
        document_cell(d, i % 7 == 0 ? NULL : "Притомье");
        document_cell(d, take_text(w, "%d", i));
        document_cell(d, take_text(w, "A%05d.%02d", i, i % 100));
    }
    document_row(d, ROW_TOTAL);
    document_cell(d, "Total"), document_cell(d, NULL), document_cell(d, NULL), document_cell(d, "999");
    document_fields(d);
    document_row(d, ROW_PLAIN);
    document_cell(d, "Label"), document_cell_bold(d, "Strong", "value\nof two lines");
    document_add(d, DOC_ANNEX, "Annex 1");
    document_add(d, DOC_ITEM, "An item");
    document_note(d, "A note");
    document_signs(d);
    document_row(d, ROW_PLAIN);
    document_cell(d, "________"), document_cell(d, "________");
    return d;
}

/* One file of a zip held in memory, in the arena. */
static const char *unpacked(struct work *w, const struct text *t, const char *name)
{
    zip_error_t e;
    zip_error_init(&e);
    zip_t *z = zip_open_from_source(zip_source_buffer_create(t->s, t->n, 0, &e), ZIP_RDONLY | ZIP_CHECKCONS, &e);
    zip_stat_t st;
    if (z == NULL || zip_stat(z, name, 0, &st) != 0) {
        zip_discard(z);
        return NULL;
    }
    char *s = take(w, st.size + 1);
    zip_file_t *f = zip_fopen(z, name, 0);
    zip_int64_t n = zip_fread(f, s, st.size);
    zip_fclose(f);
    zip_discard(z);
    return n == (zip_int64_t)st.size ? s : NULL;
}

struct reader {
    struct text text;
};
static void letters(void *data, const XML_Char *s, int n) { text_bytes(&((struct reader *)data)->text, s, (size_t)n); }

/* The text of an XML file, NULL if it is not well-formed. */
static const char *xml_text(struct work *w, const char *xml)
{
    struct reader r = {.text = TEXT(0)};
    if (xml == NULL)
        return NULL;
    XML_Parser p = XML_ParserCreate("UTF-8");
    XML_SetUserData(p, &r);
    XML_SetCharacterDataHandler(p, letters);
    bool ok = XML_Parse(p, xml, (int)strlen(xml), 1) == XML_STATUS_OK;
    if (!ok)
        printf("# %s at line %d\n", XML_ErrorString(XML_GetErrorCode(p)), (int)XML_GetCurrentLineNumber(p));
    XML_ParserFree(p);
    const char *s = ok ? take_copy(w, r.text.s == NULL ? "" : r.text.s, r.text.n) : NULL;
    text_free(&r.text);
    return s;
}

/* The text of a PDF, blanks squeezed; NULL without the tool. */
static const char *pdf_text(struct work *w, const struct text *t)
{
    char path[] = "/tmp/cavt-document-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, t->s, t->n) != (ssize_t)t->n)
        return NULL;
    close(fd);
    FILE *f = popen(take_text(w, "pdftotext -layout %s - 2>/dev/null", path), "r");
    struct text out = TEXT(0);
    char piece[4096];
    for (size_t n; f != NULL && (n = fread(piece, 1, sizeof(piece), f)) > 0;)
        text_bytes(&out, piece, n);
    bool ok = f != NULL && pclose(f) == 0 && out.n > 0;
    unlink(path);
    const char *s = ok ? take_copy(w, out.s, out.n) : NULL;
    text_free(&out);
    return s;
}

PURE(a_document_packs_into_well_formed_files)
{
    struct document *d = paper(w, 120, "O'Neil & <Sons> \"]]>\" \x01\x02 \xFF\xFE Ёлка \xEF\xBF\xBF");
    static const char *const docx[] = {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml",
                                       "word/settings.xml", "word/footer1.xml", "word/_rels/document.xml.rels", "docProps/core.xml"};
    static const char *const odt[] = {"META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml"};
    struct text t = TEXT(0), u = TEXT(0);
    CHECK(document_docx(d, &t));
    CHECK(document_odt(d, &u));
    for (size_t i = 0; i < COUNT(docx); i++)
        CHECK(xml_text(w, unpacked(w, &t, docx[i])) != NULL);
    for (size_t i = 0; i < COUNT(odt); i++)
        CHECK(xml_text(w, unpacked(w, &u, odt[i])) != NULL);
    const char *said = xml_text(w, unpacked(w, &t, "word/document.xml")), *same = xml_text(w, unpacked(w, &u, "content.xml"));
    const char *name = "O'Neil & <Sons> \"]]>\"  \xEF\xBF\xBD\xEF\xBF\xBD Ёлка ";
    CHECK(said != NULL && strstr(said, name) != NULL && strstr(said, "A00119.19") != NULL && strstr(said, "Bold & <b>") != NULL);
    CHECK(same != NULL && strstr(same, name) != NULL && strstr(same, "A00119.19") != NULL && strstr(same, "2.1.") != NULL);
    SAME(unpacked(w, &u, "mimetype"), "application/vnd.oasis.opendocument.text");
    CHECK(u.n > 38 && memcmp(u.s + 30, "mimetype", 8) == 0); /* first in the file, where `file` looks */
    text_free(&t);
    text_free(&u);
}

PURE(equal_descriptions_give_equal_bytes)
{
    w->now = 1800000000;
    for (const struct document_form *f = document_forms; f->ending != NULL; f++) {
        struct text t = TEXT(0), u = TEXT(0);
        CHECK(f->write(paper(w, 30, "Колледж"), &t) && f->write(paper(w, 30, "Колледж"), &u));
        CHECK(t.n > 1000 && t.n == u.n && memcmp(t.s, u.s, t.n) == 0);
        text_free(&t);
        text_free(&u);
    }
}

PURE(a_table_of_500_rows_goes_on_over_pages_and_loses_nothing)
{
    int pages = 0, heads = 0;
    struct text t = TEXT(0);
    CHECK(document_pdf(paper(w, 500, "Колледж"), &t, &pages));
    CHECK(pages >= 8 && pages < 40);
    CHECK(t.n > 5 && memcmp(t.s, "%PDF-", 5) == 0);
    const char *s = pdf_text(w, &t);
    text_free(&t);
    if (s == NULL)
        SKIP("pdftotext (poppler-utils) is not here to read the PDF back");
    for (int i = 0; i < 500; i++)
        if (strstr(s, take_text(w, "A%05d.%02d", i, i % 100)) == NULL)
            SAME(take_text(w, "A%05d.%02d", i, i % 100), "found");
    for (const char *at = s; (at = strstr(at, "Amount")) != NULL; at++)
        heads++;
    CHECK(heads >= pages - 2 && heads <= pages);
    CHECK(strstr(s, take_text(w, "page 1 of %d", pages)) != NULL || strstr(s, take_text(w, "page\u00a01\u00a0of\u00a0%d", pages)) != NULL ||
          strstr(s, "стр.") != NULL);
    CHECK(strstr(s, "Притомье") != NULL);
}

PURE(a_cell_taller_than_a_page_is_broken_and_whole)
{
    struct document *d = document_new(w, "Long");
    struct text t = TEXT(0), long_text = TEXT(0);
    for (int i = 0; i < 3000; i++)
        text_fmt(&long_text, "word%04d ", i);
    document_table(d, cols, 2);
    document_row(d, ROW_PLAIN);
    document_cell(d, long_text.s), document_cell(d, "short");
    document_row(d, ROW_PLAIN);
    document_cell(d, "after"), document_cell(d, "wards");
    document_paragraph(d, "%s", long_text.s);
    int pages = 0;
    CHECK(document_pdf(d, &t, &pages));
    CHECK(pages > 3);
    const char *s = pdf_text(w, &t);
    text_free(&t);
    text_free(&long_text);
    if (s == NULL)
        SKIP("pdftotext (poppler-utils) is not here to read the PDF back");
    for (int i = 0; i < 3000; i++) {
        const char *word = take_text(w, "word%04d", i), *first = strstr(s, word);
        if (first == NULL || strstr(first + 1, word) == NULL)
            SAME(word, "found twice");
    }
    CHECK(strstr(s, "wards") != NULL);
}

PURE(a_name_without_a_space_is_broken_rather_than_cut)
{
    char name[1201];
    for (int i = 0; i < 1200; i++)
        name[i] = (char)('a' + i % 26);
    name[1200] = '\0';
    struct document *d = paper(w, 3, name);
    struct text t = TEXT(0);
    CHECK(document_pdf(d, &t, NULL));
    const char *s = pdf_text(w, &t);
    text_free(&t);
    if (s == NULL)
        SKIP("pdftotext (poppler-utils) is not here to read the PDF back");
    int zs = 0;
    for (const char *p = s; *p != '\0'; p++)
        zs += *p == 'z';
    CHECK(zs >= 46 * 5); /* title, clause, three rows: 46 in each */
}

PURE(empty_things_are_written_too)
{
    for (const struct document_form *f = document_forms; f->ending != NULL; f++) {
        struct text t = TEXT(0), u = TEXT(0);
        struct document *d = document_new(w, "");
        CHECK(f->write(d, &t));
        document_title(d, "%s", "");
        document_table(d, cols, COUNT(cols));
        document_fields(d);
        document_signs(d);
        document_row(d, ROW_PLAIN);
        document_table(d, cols, COUNT(cols));
        document_row(d, ROW_PLAIN);
        document_row(d, ROW_GROUP);
        document_row(d, ROW_TOTAL);
        CHECK(f->write(d, &u));
        CHECK(t.n > 500 && u.n > 500);
        text_free(&t);
        text_free(&u);
    }
}

PURE(a_table_s_columns_fill_its_width_and_figures_are_not_broken)
{
    double width[4], sum = 0;
    struct document *d = paper(w, 200, "Колледж");
    const struct block *b = NULL;
    for (size_t i = 0; i < d->block_count && b == NULL; i++)
        if (d->blocks[i].kind == DOC_TABLE)
            b = &d->blocks[i];
    document_widths(b, 470, 5, width);
    for (int i = 0; i < 4; i++) {
        CHECK(width[i] > 5);
        sum += width[i];
    }
    CHECK(sum > 469.9 && sum < 470.1);
    CHECK(width[3] >= 9 * 5 && width[0] > width[1]);
}

PURE(a_file_s_name_says_its_form)
{
    SAME(document_form("a/b.PDF")->ending, ".pdf");
    SAME(document_form("договор.docx")->ending, ".docx");
    CHECK(document_form("x.doc") == NULL && document_form(".pdf") == NULL && document_form("") == NULL);
}
