/* document_docx.c -- the Office Open XML writer (ECMA-376, part 1: WordprocessingML), the least of it that a
 * word processor needs: styles, one numbered list of two levels, tables with repeated heads, a footer with
 * fields for the page's number.  Sizes are in half points, lengths in twentieths of a point. */
#include "view/document.h"
#include "view/document_zip.h"
#include "view/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MM(x)     ((int)((x) * 1440 / 25.4 + 0.5))
#define BODY_WIDE (11906 - MM(25) - MM(18))
#define COLS_MOST 63 /* what Word takes */
#define W_NS      " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"" \
                  " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define XML       "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char *const styles_of[] = {
    [DOC_TITLE] = "Title", [DOC_SUBTITLE] = "Subtitle", [DOC_HEADING] = "Heading1", [DOC_ANNEX] = "Annex",
    [DOC_SUBHEADING] = "Heading2", [DOC_CLAUSE] = "Clause", [DOC_PARAGRAPH] = "BodyText", [DOC_ITEM] = "Item",
    [DOC_NOTE] = "Note", [DOC_TABLE] = "TableText", [DOC_FIELDS] = "FieldText", [DOC_SIGNS] = "SignText",
};

/* ---------------------------------------------------------------- the parts that are always alike */
static const char types[] = XML
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    "</Types>";

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
static const char rels[] = XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    "</Relationships>";
static const char document_rels[] = XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" REL "numbering\" Target=\"numbering.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" REL "settings\" Target=\"settings.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" REL "footer\" Target=\"footer1.xml\"/>"
    "</Relationships>";
static const char settings[] = XML
    "<w:settings" W_NS "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>"
    "<w:characterSpacingControl w:val=\"doNotCompress\"/>"
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
    "</w:settings>";
static const char numbering[] = XML
    "<w:numbering" W_NS "><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"Heading1\"/>"
    "<w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"595\" w:hanging=\"595\"/></w:pPr></w:lvl>"
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"Clause\"/>"
    "<w:lvlText w:val=\"%1.%2.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"595\" w:hanging=\"595\"/></w:pPr></w:lvl>"
    "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:pStyle w:val=\"Item\"/>"
    "<w:lvlText w:val=\"\u2013\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"879\" w:hanging=\"284\"/></w:pPr></w:lvl>"
    "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";

/* One row a style: name, what it rests on, paragraph's and letters' properties. */
#define SERIF "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
#define SANS  "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>"
#define SIZE(half) "<w:sz w:val=\"" half "\"/><w:szCs w:val=\"" half "\"/>"
static const struct {
    const char *id, *name, *paragraph, *letters;
    bool shown;
} styles[] = {
    {"Title", "Title", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"80\"/><w:jc w:val=\"center\"/>", "<w:b/>" SIZE("34"), true},
    {"Subtitle", "Subtitle", "<w:spacing w:after=\"120\"/><w:jc w:val=\"center\"/>", SIZE("24"), true},
    {"Heading1", "heading 1", "<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:before=\"320\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>", SANS "<w:b/>" SIZE("22"), true},
    {"Annex", "Annex", "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>", "<w:b/>" SIZE("28"), true},
    {"Heading2", "heading 2", "<w:keepNext/><w:keepLines/><w:spacing w:before=\"260\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/>", SANS "<w:b/>" SIZE("20"), true},
    {"BodyText", "Body Text", "<w:spacing w:after=\"90\" w:line=\"264\" w:lineRule=\"auto\"/>", "", true},
    {"Clause", "Clause", "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"90\" w:line=\"264\" w:lineRule=\"auto\"/>", "", true},
    {"Item", "Item", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr><w:spacing w:after=\"50\" w:line=\"264\" w:lineRule=\"auto\"/>", "", true},
    {"Note", "Note", "<w:spacing w:after=\"110\"/>", SANS "<w:color w:val=\"5F5F5F\"/>" SIZE("16"), true},
    {"TableText", "Table Text", "<w:spacing w:before=\"30\" w:after=\"30\"/>", SANS SIZE("16"), true},
    {"FieldText", "Field Text", "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"264\" w:lineRule=\"auto\"/>", SIZE("20"), true},
    {"SignText", "Sign Text", "<w:spacing w:before=\"60\" w:after=\"240\" w:line=\"276\" w:lineRule=\"auto\"/>", SIZE("20"), true},
    {"Footer", "footer", "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"BFBFBF\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9468\"/></w:tabs>", SANS "<w:color w:val=\"5F5F5F\"/>" SIZE("15"), false},
};

static struct text styles_xml(const struct document *d)
{
    struct text t = TEXT(0);
    text_add(&t, XML "<w:styles" W_NS "><w:docDefaults><w:rPrDefault><w:rPr>" SERIF SIZE("21"));
    text_fmt(&t, "<w:lang w:val=\"%s\"/>", d->language == RU ? "ru-RU" : "en-GB");
    text_add(&t, "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
                 "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>");
    for (size_t i = 0; i < COUNT(styles); i++)
        text_fmt(&t, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/>%s"
                     "<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>",
                 styles[i].id, styles[i].name, styles[i].shown ? "<w:qFormat/>" : "", styles[i].paragraph, styles[i].letters);
    text_add(&t, "</w:styles>");
    return t;
}

/* ---------------------------------------------------------------- text */
static void run_xml(struct text *t, const char *s, bool bold, bool grey)
{
    bool first = true;
    text_fmt(t, "<w:r>%s%s%s%s", bold || grey ? "<w:rPr>" : "", bold ? "<w:b/>" : "",
             grey ? "<w:color w:val=\"5F5F5F\"/>" : "", bold || grey ? "</w:rPr>" : "");
    while (first || *s != '\0') {
        size_t n = strcspn(s, "\n");
        char *line = strndup(s, n);
        if (!first)
            text_add(t, "<w:br/>");
        for (char *at = line; at != NULL;) { /* a soft hyphen is an element here, not a letter */
            char *soft = strstr(at, "\u00ad");
            if (soft != NULL)
                *soft = '\0';
            text_add(t, "<w:t xml:space=\"preserve\">");
            document_xml(t, at);
            text_fmt(t, "</w:t>%s", soft != NULL ? "<w:softHyphen/>" : "");
            at = soft != NULL ? soft + strlen("\u00ad") : NULL;
        }
        free(line);
        s += n;
        first = false;
        if (*s == '\n' && *++s == '\0')
            break;
    }
    text_add(t, "</w:r>");
}

static void paragraph_begin(struct text *t, enum block_kind kind, const char *more)
{
    text_fmt(t, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", styles_of[kind], more);
}

/* Figures stand at the right; words that follow them, a little further off. */
static const char *side(const struct block *b, int col)
{
    return b->cols[col].right ? "<w:jc w:val=\"right\"/>" : col > 0 && b->cols[col - 1].right ? "<w:ind w:left=\"120\"/>" : "";
}

static void cell_xml(struct text *t, const struct block *b, const struct document_cells *r, int col, int width, bool keep)
{
    bool total = r->kind != ROW_PLAIN;
    text_fmt(t, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
    if (r->kind == ROW_GROUP)
        text_fmt(t, "<w:gridSpan w:val=\"%d\"/>", b->ncols);
    if (r->kind == ROW_TOTAL)
        text_add(t, "<w:tcBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"404040\"/></w:tcBorders>");
    if (r->kind == ROW_GROUP)
        text_add(t, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F4F4F4\"/>");
    text_add(t, "</w:tcPr>");
    char more[96];
    snprintf(more, sizeof(more), "%s%s", keep ? "<w:keepNext/>" : "", r->kind == ROW_GROUP ? "" : side(b, col));
    paragraph_begin(t, b->kind, more);
    const char *bold = r->bold[col], *s = r->text[col];
    if (bold != NULL)
        run_xml(t, bold, true, false);
    if (bold != NULL && s != NULL)
        text_add(t, "<w:r><w:br/></w:r>");
    if (s != NULL)
        run_xml(t, s, total, b->kind == DOC_FIELDS && col == 0);
    text_add(t, "</w:p></w:tc>");
}

static void table_xml(struct text *t, const struct block *b)
{
    double wide[COLS_MOST];
    int width[COLS_MOST], sum = 0;
    document_widths(b, BODY_WIDE, 103, wide);
    for (int c = 0; c < b->ncols; c++) {
        width[c] = c == b->ncols - 1 ? BODY_WIDE - sum : (int)wide[c];
        sum += width[c];
    }
    text_fmt(t, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/>", BODY_WIDE);
    if (b->kind != DOC_SIGNS)
        text_add(t, "<w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B8B8B8\"/>"
                    "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B8B8B8\"/></w:tblBorders>");
    text_add(t, "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"64\" w:type=\"dxa\"/><w:right w:w=\"64\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for (int c = 0; c < b->ncols; c++)
        text_fmt(t, "<w:gridCol w:w=\"%d\"/>", width[c]);
    text_add(t, "</w:tblGrid>");
    if (b->kind == DOC_TABLE) {
        text_add(t, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (int c = 0; c < b->ncols; c++) {
            text_fmt(t, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"404040\"/></w:tcBorders>"
                        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/><w:vAlign w:val=\"bottom\"/></w:tcPr>", width[c]);
            char more[96];
            snprintf(more, sizeof(more), "<w:keepNext/>%s", side(b, c));
            paragraph_begin(t, DOC_TABLE, more);
            run_xml(t, b->cols[c].name, true, false);
            text_add(t, "</w:p></w:tc>");
        }
        text_add(t, "</w:tr>");
    }
    for (size_t r = 0; r < b->row_count; r++) {
        const struct document_cells *row = &b->rows[r];
        bool keep = row->kind == ROW_GROUP || (r + 1 < b->row_count && b->rows[r + 1].kind == ROW_TOTAL);
        text_add(t, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (int c = 0; c < (row->kind == ROW_GROUP ? 1 : b->ncols); c++)
            cell_xml(t, b, row, c, row->kind == ROW_GROUP ? BODY_WIDE : width[c], keep);
        text_add(t, "</w:tr>");
    }
    /* Two tables with nothing between would run together, and a body may not end with one. */
    text_add(t, "</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"60\"/></w:pPr></w:p>");
}

static struct text body_xml(const struct document *d)
{
    struct text t = TEXT(0);
    text_add(&t, XML "<w:document" W_NS "><w:body>");
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind >= DOC_TABLE) {
            if (b->kind == DOC_TABLE || b->row_count > 0)
                table_xml(&t, b);
            continue;
        }
        bool leads = i + 1 < d->block_count && d->blocks[i + 1].kind >= DOC_TABLE;
        paragraph_begin(&t, b->kind, leads ? "<w:keepNext/>" : "");
        for (size_t r = 0; r < b->run_count; r++)
            run_xml(&t, b->runs[r].text, b->runs[r].bold, false);
        text_add(&t, "</w:p>");
    }
    text_fmt(&t, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
                 "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
                 "</w:sectPr></w:body></w:document>", MM(19), MM(18), MM(20), MM(25));
    return t;
}

static void field_xml(struct text *t, const char *name)
{
    text_fmt(t, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> %s </w:instrText></w:r>"
                "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", name);
}

static struct text footer_xml(const struct document *d)
{
    struct text t = TEXT(0);
    text_add(&t, XML "<w:ftr" W_NS "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    run_xml(&t, d->footer, false, false);
    text_add(&t, "<w:r><w:tab/></w:r>");
    run_xml(&t, take_text(d->w, "%s\u00a0", d->page), false, false);
    field_xml(&t, "PAGE");
    run_xml(&t, take_text(d->w, "\u00a0%s\u00a0", d->of), false, false);
    field_xml(&t, "NUMPAGES");
    text_add(&t, "</w:p></w:ftr>");
    return t;
}

static struct text core_xml(const struct document *d)
{
    struct text t = TEXT(0);
    char when[32];
    time_t made = (time_t)d->made_at;
    struct tm tm;
    gmtime_r(&made, &tm);
    strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
    text_add(&t, XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
                     " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    document_xml(&t, d->title);
    text_add(&t, "</dc:title><dc:creator>");
    document_xml(&t, d->author);
    text_fmt(&t, "</dc:creator><dc:language>%s</dc:language>", d->language == RU ? "ru-RU" : "en-GB");
    text_fmt(&t, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created></cp:coreProperties>", when);
    return t;
}

static struct text fixed(const char *s)
{
    struct text t = TEXT(0);
    text_add(&t, s);
    return t;
}

bool document_docx(const struct document *d, struct text *out)
{
    for (size_t i = 0; i < d->block_count; i++)
        if (d->blocks[i].ncols > COLS_MOST)
            return fail(d->w, LIMIT, tr(d->w, "a table has %d columns and a word processor takes at most %d"), d->blocks[i].ncols, COLS_MOST);
    struct packed files[] = {
        {"[Content_Types].xml", fixed(types), false},
        {"_rels/.rels", fixed(rels), false},
        {"word/document.xml", body_xml(d), false},
        {"word/_rels/document.xml.rels", fixed(document_rels), false},
        {"word/styles.xml", styles_xml(d), false},
        {"word/numbering.xml", fixed(numbering), false},
        {"word/settings.xml", fixed(settings), false},
        {"word/footer1.xml", footer_xml(d), false},
        {"docProps/core.xml", core_xml(d), false},
    };
    return document_pack(d->w, files, COUNT(files), d->made_at, out);
}
