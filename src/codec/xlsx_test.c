/* xlsx_test.c -- workbooks as programs write them, and workbooks that mean harm. */
#include "codec/xlsx.h"
#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
static const char RELS[] =
    HEAD "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
         "Target=\"worksheets/sheet1.xml\"/>"
         "<Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
         "<Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
static const char BOOK[] = HEAD
    "<workbook xmlns:r=\"y\"><sheets><sheet name=\"room\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char STYLES[] =
    HEAD "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-419]dd\\.mm\\.yyyy;@\"/><numFmt "
         "numFmtId=\"171\" formatCode=\"[hh]:mm\"/>"
         "<numFmt numFmtId=\"172\" formatCode=\"yyyy-mm-dd hh:mm\"/><numFmt numFmtId=\"173\" "
         "formatCode=\"#,##0.00\\ [$руб.-419]\"/></numFmts>"
         "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf "
         "numFmtId=\"172\"/><xf numFmtId=\"173\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>";
static const char STRINGS[] =
    HEAD "<sst><si><t>Кабинет</t></si><si><r><t>две </t></r><r><t "
         "xml:space=\"preserve\">части</t></r><rPh><t>нет</t></rPh></si><si><t>a_x000D_\nb</t></si></sst>";

struct packed {
    void *bytes;
    size_t n;
};

static void add(zip_t *z, const char *name, const char *text)
{
    zip_source_t *s = zip_source_buffer(z, text, strlen(text), 0);
    CHECK(s != NULL && zip_file_add(z, name, s, ZIP_FL_OVERWRITE) >= 0);
}

static struct packed pack(const char *book, const char *strings, const char *sheet)
{
    struct packed p = {0};
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = zip_open_from_source(src, ZIP_TRUNCATE, NULL);
    zip_stat_t st;
    zip_source_keep(src);
    add(z, "xl/_rels/workbook.xml.rels", RELS);
    add(z, "xl/workbook.xml", book);
    add(z, "xl/styles.xml", STYLES);
    if (strings != NULL)
        add(z, "xl/sharedStrings.xml", strings);
    if (sheet != NULL)
        add(z, "xl/worksheets/sheet1.xml", sheet);
    CHECK(zip_close(z) == 0);
    zip_source_stat(src, &st);
    p.n = (size_t)st.size;
    p.bytes = malloc(p.n);
    zip_source_open(src);
    CHECK(zip_source_read(src, p.bytes, p.n) == (zip_int64_t)p.n);
    zip_source_close(src);
    zip_source_free(src);
    return p;
}

static bool begin(void *to, const char *name)
{
    text_fmt(to, "%s|", name);
    return true;
}

static bool row(void *to, size_t line, const struct csv_cell *cells, size_t n)
{
    text_fmt(to, " %zu:", line);
    for (size_t i = 0; i < n; i++)
        text_fmt(to, "%s%s", i > 0 ? "|" : "", cells[i].s);
    return true;
}

static void reads(struct packed p, const char *want, const char *refusal)
{
    struct text t = TEXT(0);
    struct err e = {0};
    struct xlsx_sink sink = {&t, begin, row};
    text_add(&t, "");
    bool ok = xlsx_read_bytes(p.bytes, p.n, &sink, &e);
    if (want != NULL)
        SAME(t.s, want);
    CHECK(ok == (refusal == NULL));
    if (refusal != NULL && strstr(e.text, refusal) == NULL)
        SAME(e.text, refusal);
    text_free(&t);
    free(p.bytes);
}

#define SHEET(rows) HEAD "<x:worksheet xmlns:x=\"m\"><x:sheetData>" rows "</x:sheetData></x:worksheet>"

PURE(a_workbook_is_read_as_a_person_would_have_typed_it)
{
    static const char sheet[] = SHEET(
        "<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"C1\" t=\"s\"><x:v>1</x:v></x:c><x:c "
        "t=\"s\"><x:v>2</x:v></x:c></x:row>"
        "<x:row r=\"3\"><x:c t=\"inlineStr\"><x:is><x:t>in</x:t></x:is></x:c><x:c "
        "t=\"b\"><x:v>1</x:v></x:c><x:c t=\"e\"><x:v>#REF!</x:v></x:c>"
        "<x:c t=\"str\"><x:f>A1&amp;B1</x:f><x:v>made</x:v></x:c></x:row>"
        "<x:row><x:c><x:v>1250.5</x:v></x:c><x:c><x:v>0.30000000000000004</x:v></x:c><x:c><x:v>4.205E9</"
        "x:v></x:c><x:c s=\"5\"><x:v>1250</x:v></x:c><x:c><x:v>-7</x:v></x:c></x:row>"
        "<x:row><x:c s=\"1\"><x:v>46447</x:v></x:c><x:c s=\"2\"><x:v>46447</x:v></x:c><x:c "
        "s=\"4\"><x:v>46447.375</x:v></x:c><x:c s=\"3\"><x:v>1</x:v></x:c>"
        "<x:c s=\"6\"><x:v>0.375</x:v></x:c><x:c s=\"1\"><x:v>1</x:v></x:c><x:c "
        "t=\"d\"><x:v>2027-03-01T00:00:00</x:v></x:c></x:row><x:row/>");
    reads(pack(BOOK, STRINGS, sheet),
          "room| 1:Кабинет||две части|a\r\nb 3:in|1|#REF!|made 4:1250.5|0.3|4205000000|1250|-7"
          " 5:2027-03-01|2027-03-01|2027-03-01T09:00|24:00|09:00|1900-01-01|2027-03-01",
          NULL);
    reads(pack(HEAD "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"q\" "
                    "id=\"rId1\"/></sheets></workbook>",
               STRINGS, SHEET("<x:row><x:c s=\"1\"><x:v>44985</x:v></x:c></x:row>")),
          "q| 1:2027-03-01", NULL);
}

PURE(a_workbook_that_means_harm_is_refused)
{
    reads(pack(BOOK,
               HEAD "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                    "\"&a;&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>",
               SHEET("")),
          "", "is damaged");
    reads(pack(BOOK, HEAD "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><sst/>", SHEET("")), "", "is damaged");
    reads(pack(BOOK, STRINGS, HEAD "<worksheet><sheetData><row><c><v>1"), NULL, "is damaged");
    reads(pack(BOOK, STRINGS, NULL), NULL, "lacks one of its parts");
    reads(pack(BOOK, STRINGS, SHEET("<x:row><x:c r=\"ZZZ1\"><x:v>1</x:v></x:c></x:row>")), "room|",
          "line 1: more than 1024 cells");
    reads(pack(BOOK, STRINGS,
               SHEET("<x:row><x:c t=\"s\"><x:v>99</x:v></x:c><x:c t=\"s\"><x:v>-1</x:v></x:c><x:c "
                     "s=\"99\"><x:v>5</x:v></x:c></x:row>")),
          "room| 1:||5", NULL);
    struct packed cut = pack(BOOK, STRINGS, SHEET(""));
    cut.n /= 2;
    reads(cut, "", "cannot be opened");
    struct packed none = {strdup("PK\x03\x04 and no more"), 15};
    reads(none, "", "cannot be opened");
}

PURE(a_bomb_is_refused_before_it_unpacks)
{
    size_t n = (size_t)80 << 20;
    char *big = malloc(n + 1);
    memset(big, ' ', n);
    big[n] = '\0';
    memcpy(big, "<sst>", 5);
    memcpy(big + n - 6, "</sst>", 6);
    reads(pack(BOOK, big, SHEET("")), "", "from almost nothing");
    free(big);
}

PURE(a_workbook_written_reads_back_and_is_the_same_each_time)
{
    static const struct xlsx_column cols[] = {
        {"code", XLSX_TEXT, NULL, "note"}, {"kind", XLSX_WORD, "a;b", NULL}, {"n", XLSX_NUMBER, NULL, NULL},
        {"price", XLSX_MONEY, NULL, NULL}, {"on", XLSX_DAY, NULL, NULL},     {"from", XLSX_CLOCK, NULL, NULL},
        {"at", XLSX_WALL, NULL, NULL}};
    static const char *const given[] = {"007",   "_x0041_ & <b>\nй", "55.3541234", "1250.50", "2027-03-01",
                                        "24:00", "2027-03-01T09:05"};
    struct text got[2] = {TEXT(0), TEXT(0)};
    for (int k = 0; k < 2; k++) {
        char path[] = "/tmp/cavt-test-XXXXXX", part[4096];
        int fd = mkstemp(path);
        struct err e = {0};
        struct xlsx_book *b = xlsx_begin(path, &e);
        CHECK(fd >= 0 && b != NULL);
        close(fd);
        xlsx_sheet(b, "one", cols, COUNT(cols));
        for (size_t i = 0; i < COUNT(given); i++)
            xlsx_cell(b, given[i]);
        xlsx_row(b);
        xlsx_cell(b, "");
        xlsx_cell(b, "x");
        xlsx_row(b);
        xlsx_sheet(b, "two", cols, 1);
        CHECK(xlsx_end(b, &e));
        struct text t = TEXT(0);
        struct xlsx_sink sink = {&t, begin, row};
        CHECK(xlsx_read(path, &sink, &e));
        SAME(t.s, "one| 1:code|kind|n|price|on|from|at 2:007|_x0041_ & "
                  "<b>\nй|55.3541234|1250.5|2027-03-01|24:00|2027-03-01T09:05 3:|xtwo| 1:code");
        text_free(&t);
        FILE *f = fopen(path, "rb");
        for (size_t n; f != NULL && (n = fread(part, 1, sizeof(part), f)) > 0;)
            text_bytes(&got[k], part, n);
        if (f != NULL)
            fclose(f);
        unlink(path);
    }
    CHECK(got[0].n > 0 && got[0].n == got[1].n && memcmp(got[0].s, got[1].s, got[0].n) == 0);
    text_free(&got[0]);
    text_free(&got[1]);
}

PURE(a_text_too_long_for_excel_is_said)
{
    static const struct xlsx_column col = {"code", XLSX_TEXT, NULL, NULL};
    char path[] = "/tmp/cavt-test-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};
    struct xlsx_book *b = xlsx_begin(path, &e);
    close(fd);
    char *big = calloc(40001, 1);
    memset(big, 'x', 40000);
    xlsx_sheet(b, "one", &col, 1);
    xlsx_cell(b, big);
    xlsx_row(b);
    CHECK(!xlsx_end(b, &e) && e.fault == LIMIT);
    CHECK(strstr(e.text, "sheet one, row 2") != NULL);
    unlink(path);
    free(big);
}
