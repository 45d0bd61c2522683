/* document_odt.c -- the OpenDocument writer (OASIS ODF 1.3, part 3).  Numbers of sections and clauses stand as
 * text: lists of this format can't go on around tables in every word processor. */
#include "view/document.h"
#include "view/document_zip.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BODY_MM   167.0
#define COLS_MOST 63
#define XML       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS        " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"" \
                  " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"" \
                  " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"" \
                  " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"" \
                  " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"" \
                  " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"" \
                  " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"" \
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\""

static const char mime[] = "application/vnd.oasis.opendocument.text";
static const char manifest[] = XML
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";

static const struct {
    const char *name, *paragraph, *letters;
} styles[] = {
    [DOC_TITLE] = {"Title", "fo:text-align=\"center\" fo:margin-bottom=\"1.4mm\" fo:keep-with-next=\"always\"", "fo:font-size=\"17pt\" fo:font-weight=\"bold\""},
    [DOC_SUBTITLE] = {"Subtitle", "fo:text-align=\"center\" fo:margin-bottom=\"2mm\"", "fo:font-size=\"12pt\""},
    [DOC_HEADING] = {"Section", "fo:margin-left=\"10.5mm\" fo:text-indent=\"-10.5mm\" fo:margin-top=\"5.6mm\" fo:margin-bottom=\"1.8mm\" fo:keep-with-next=\"always\"", "style:font-name=\"Sans\" fo:font-size=\"11pt\" fo:font-weight=\"bold\""},
    [DOC_ANNEX] = {"Annex", "fo:break-before=\"page\" fo:margin-bottom=\"2.8mm\" fo:keep-with-next=\"always\"", "fo:font-size=\"14pt\" fo:font-weight=\"bold\""},
    [DOC_SUBHEADING] = {"Subheading", "fo:margin-top=\"4.6mm\" fo:margin-bottom=\"1.8mm\" fo:keep-with-next=\"always\"", "style:font-name=\"Sans\" fo:font-size=\"10pt\" fo:font-weight=\"bold\""},
    [DOC_CLAUSE] = {"Clause", "fo:margin-left=\"10.5mm\" fo:text-indent=\"-10.5mm\" fo:margin-bottom=\"1.6mm\" fo:line-height=\"110%\"", ""},
    [DOC_PARAGRAPH] = {"Paragraph", "fo:margin-bottom=\"1.6mm\" fo:line-height=\"110%\"", ""},
    [DOC_ITEM] = {"Item", "fo:margin-left=\"15.5mm\" fo:text-indent=\"-5mm\" fo:margin-bottom=\"0.9mm\" fo:line-height=\"110%\"", ""},
    [DOC_NOTE] = {"Note", "fo:margin-bottom=\"1.9mm\"", "style:font-name=\"Sans\" fo:font-size=\"8pt\" fo:color=\"#5f5f5f\""},
    [DOC_TABLE] = {"TableText", "fo:margin-top=\"0.5mm\" fo:margin-bottom=\"0.5mm\"", "style:font-name=\"Sans\" fo:font-size=\"8pt\""},
    [DOC_FIELDS] = {"FieldText", "fo:margin-top=\"0.5mm\" fo:margin-bottom=\"0.5mm\" fo:line-height=\"110%\"", "fo:font-size=\"10pt\""},
    [DOC_SIGNS] = {"SignText", "fo:margin-top=\"0.5mm\" fo:margin-bottom=\"3mm\" fo:line-height=\"120%\"", "fo:font-size=\"10pt\""},
};

static struct text styles_xml(const struct document *d)
{
    struct text t = TEXT(0);
    const char *lang = d->language == RU ? "fo:language=\"ru\" fo:country=\"RU\"" : "fo:language=\"en\" fo:country=\"GB\"";
    text_add(&t, XML "<office:document-styles" NS "><office:font-face-decls>"
        "<style:font-face style:name=\"Serif\" svg:font-family=\"'Times New Roman', 'Liberation Serif', 'DejaVu Serif'\" style:font-family-generic=\"roman\"/>"
        "<style:font-face style:name=\"Sans\" svg:font-family=\"Arial, 'Liberation Sans', 'DejaVu Sans'\" style:font-family-generic=\"swiss\"/>"
        "</office:font-face-decls><office:styles><style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:orphans=\"2\" fo:widows=\"2\"/>");
    text_fmt(&t, "<style:text-properties style:font-name=\"Serif\" fo:font-size=\"10.5pt\" %s/></style:default-style>", lang);
    for (size_t i = 0; i < COUNT(styles); i++) {
        text_fmt(&t, "<style:style style:name=\"%s\" style:family=\"paragraph\"%s><style:paragraph-properties %s>", styles[i].name,
                 i == DOC_HEADING || i == DOC_ANNEX ? " style:default-outline-level=\"1\"" : "", styles[i].paragraph);
        if (i == DOC_HEADING || i == DOC_CLAUSE || i == DOC_ITEM)
            text_fmt(&t, "<style:tab-stops><style:tab-stop style:position=\"0mm\"/></style:tab-stops>");
        text_fmt(&t, "</style:paragraph-properties><style:text-properties %s/></style:style>", styles[i].letters);
        if (i >= DOC_TABLE)
            text_fmt(&t, "<style:style style:name=\"%sRight\" style:family=\"paragraph\" style:parent-style-name=\"%s\">"
                         "<style:paragraph-properties fo:text-align=\"end\"/></style:style>", styles[i].name, styles[i].name);
    }
    text_fmt(&t, "<style:style style:name=\"Foot\" style:family=\"paragraph\"><style:paragraph-properties fo:border-top=\"0.4pt solid #bfbfbf\" fo:padding-top=\"1.2mm\">"
                 "<style:tab-stops><style:tab-stop style:position=\"%.0fmm\" style:type=\"right\"/></style:tab-stops></style:paragraph-properties>"
                 "<style:text-properties style:font-name=\"Sans\" fo:font-size=\"7.5pt\" fo:color=\"#5f5f5f\"/></style:style>", BODY_MM);
    text_add(&t, "<style:style style:name=\"Bold\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>"
                 "<style:style style:name=\"Grey\" style:family=\"text\"><style:text-properties fo:color=\"#5f5f5f\"/></style:style></office:styles>"
                 "<office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties fo:page-width=\"210mm\" fo:page-height=\"297mm\""
                 " fo:margin-left=\"25mm\" fo:margin-right=\"18mm\" fo:margin-top=\"19mm\" fo:margin-bottom=\"12mm\"/>"
                 "<style:footer-style><style:header-footer-properties fo:margin-top=\"5mm\" fo:min-height=\"5mm\"/></style:footer-style></style:page-layout></office:automatic-styles>"
                 "<office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"><style:footer><text:p text:style-name=\"Foot\">");
    document_xml(&t, d->footer);
    text_add(&t, "<text:tab/>");
    document_xml(&t, d->page);
    text_add(&t, "\u00a0<text:page-number text:select-page=\"current\">1</text:page-number>\u00a0");
    document_xml(&t, d->of);
    text_add(&t, "\u00a0<text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>");
    return t;
}

/* Several spaces would be read as one; they come in blanks to be filled by hand only, and there are none. */
static void text_xml(struct text *t, const char *s, const char *style)
{
    if (style != NULL)
        text_fmt(t, "<text:span text:style-name=\"%s\">", style);
    while (*s != '\0') {
        size_t n = strcspn(s, "\n");
        char *line = strndup(s, n);
        document_xml(t, line == NULL ? "" : line);
        free(line);
        s += n;
        if (*s == '\n') {
            s++;
            text_add(t, "<text:line-break/>");
        }
    }
    if (style != NULL)
        text_add(t, "</text:span>");
}

static void table_xml(struct text *t, const struct block *b, size_t at)
{
    text_fmt(t, "<table:table table:name=\"T%zu\" table:style-name=\"T%zu\">", at, at);
    for (int c = 0; c < b->ncols; c++)
        text_fmt(t, "<table:table-column table:style-name=\"T%zuC%d\"/>", at, c);
    if (b->kind == DOC_TABLE) {
        text_add(t, "<table:table-header-rows><table:table-row table:style-name=\"Row\">");
        for (int c = 0; c < b->ncols; c++) {
            text_fmt(t, "<table:table-cell table:style-name=\"Head\"><text:p text:style-name=\"TableText%s\">", b->cols[c].right ? "Right" : "");
            text_xml(t, b->cols[c].name, "Bold");
            text_add(t, "</text:p></table:table-cell>");
        }
        text_add(t, "</table:table-row></table:table-header-rows>");
    }
    for (size_t r = 0; r < b->row_count; r++) {
        const struct document_cells *row = &b->rows[r];
        const char *cell = b->kind == DOC_SIGNS ? "Bare" : row->kind == ROW_TOTAL ? "Total" : row->kind == ROW_GROUP ? "Group" : "Cell";
        text_add(t, "<table:table-row table:style-name=\"Row\">");
        for (int c = 0; c < (row->kind == ROW_GROUP ? 1 : b->ncols); c++) {
            text_fmt(t, "<table:table-cell table:style-name=\"%s\"", cell);
            if (row->kind == ROW_GROUP)
                text_fmt(t, " table:number-columns-spanned=\"%d\"", b->ncols);
            text_fmt(t, "><text:p text:style-name=\"%s%s\">", styles[b->kind].name, b->cols[c].right && row->kind != ROW_GROUP ? "Right" : "");
            if (row->bold[c] != NULL)
                text_xml(t, row->bold[c], "Bold");
            if (row->bold[c] != NULL && row->text[c] != NULL)
                text_add(t, "<text:line-break/>");
            if (row->text[c] != NULL)
                text_xml(t, row->text[c], row->kind != ROW_PLAIN ? "Bold" : b->kind == DOC_FIELDS && c == 0 ? "Grey" : NULL);
            text_add(t, "</text:p></table:table-cell>");
        }
        for (int c = 1; row->kind == ROW_GROUP && c < b->ncols; c++)
            text_add(t, "<table:covered-table-cell/>");
        text_add(t, "</table:table-row>");
    }
    text_add(t, "</table:table><text:p text:style-name=\"Note\"/>");
}

/* Hundredths of a millimetre: printf's decimals would follow the locale. */
static void mm(struct text *t, double x)
{
    int n = (int)(x * 100 + 0.5);
    text_fmt(t, "%d.%02dmm", n / 100, n % 100);
}

static void table_styles(struct text *t, const struct block *b, size_t at)
{
    double width[COLS_MOST];
    document_widths(b, BODY_MM, 1.82, width);
    text_fmt(t, "<style:style style:name=\"T%zu\" style:family=\"table\"><style:table-properties table:align=\"left\" style:width=\"", at);
    mm(t, BODY_MM);
    text_add(t, "\"/></style:style>");
    for (int c = 0; c < b->ncols; c++) {
        text_fmt(t, "<style:style style:name=\"T%zuC%d\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"", at, c);
        mm(t, width[c]);
        text_add(t, "\"/></style:style>");
    }
}

#define CELL(name, more) "<style:style style:name=\"" name "\" style:family=\"table-cell\"><style:table-cell-properties fo:padding-left=\"1.1mm\"" \
                         " fo:padding-right=\"1.1mm\" " more "/></style:style>"

static struct text content_xml(const struct document *d)
{
    struct text t = TEXT(0);
    text_add(&t, XML "<office:document-content" NS "><office:automatic-styles>"
        CELL("Head", "fo:background-color=\"#ededed\" fo:border-bottom=\"0.8pt solid #404040\" style:vertical-align=\"bottom\"")
        CELL("Cell", "fo:border-bottom=\"0.4pt solid #b8b8b8\"")
        CELL("Total", "fo:border-top=\"0.8pt solid #404040\" fo:border-bottom=\"0.4pt solid #b8b8b8\"")
        CELL("Group", "fo:background-color=\"#f4f4f4\" fo:border-bottom=\"0.4pt solid #b8b8b8\"")
        CELL("Bare", "fo:border=\"none\"")
        "<style:style style:name=\"Row\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"always\"/></style:style>");
    for (size_t i = 0; i < d->block_count; i++)
        if (d->blocks[i].kind >= DOC_TABLE)
            table_styles(&t, &d->blocks[i], i);
    text_add(&t, "</office:automatic-styles><office:body><office:text>");
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind >= DOC_TABLE) {
            if (b->kind == DOC_TABLE || b->row_count > 0)
                table_xml(&t, b, i);
            continue;
        }
        bool head = b->kind == DOC_HEADING || b->kind == DOC_ANNEX;
        text_fmt(&t, "<text:%s text:style-name=\"%s\"%s>", head ? "h" : "p", styles[b->kind].name, head ? " text:outline-level=\"1\"" : "");
        if (b->kind == DOC_HEADING)
            text_fmt(&t, "%d.<text:tab/>", b->section);
        else if (b->kind == DOC_CLAUSE)
            text_fmt(&t, "%d.%d.<text:tab/>", b->section, b->clause);
        else if (b->kind == DOC_ITEM)
            text_add(&t, "\u2013<text:tab/>");
        for (size_t r = 0; r < b->run_count; r++)
            text_xml(&t, b->runs[r].text, b->runs[r].bold ? "Bold" : NULL);
        text_fmt(&t, "</text:%s>", head ? "h" : "p");
    }
    text_add(&t, "</office:text></office:body></office:document-content>");
    return t;
}

static struct text meta_xml(const struct document *d)
{
    struct text t = TEXT(0);
    char when[32];
    time_t made = (time_t)d->made_at;
    struct tm tm;
    gmtime_r(&made, &tm);
    strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
    text_add(&t, XML "<office:document-meta" NS "><office:meta><dc:title>");
    document_xml(&t, d->title);
    text_add(&t, "</dc:title><meta:initial-creator>");
    document_xml(&t, d->author);
    text_fmt(&t, "</meta:initial-creator><meta:creation-date>%s</meta:creation-date><dc:language>%s</dc:language></office:meta></office:document-meta>",
             when, d->language == RU ? "ru-RU" : "en-GB");
    return t;
}

static struct text fixed(const char *s)
{
    struct text t = TEXT(0);
    text_add(&t, s);
    return t;
}

bool document_odt(const struct document *d, struct text *out)
{
    for (size_t i = 0; i < d->block_count; i++)
        if (d->blocks[i].ncols > COLS_MOST)
            return fail(d->w, LIMIT, tr(d->w, "a table has %d columns and a word processor takes at most %d"), d->blocks[i].ncols, COLS_MOST);
    struct packed files[] = {
        {"mimetype", fixed(mime), true}, /* first and not compressed: the format is told by its bytes */
        {"META-INF/manifest.xml", fixed(manifest), false},
        {"content.xml", content_xml(d), false},
        {"styles.xml", styles_xml(d), false},
        {"meta.xml", meta_xml(d), false},
    };
    return document_pack(d->w, files, COUNT(files), d->made_at, out);
}
