/* xlsx.c -- the archive and its directory of parts; see xlsx.h. */
#include "codec/xlsx_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ENTRIES_MOST 4000
#define SHEETS_MOST 255
#define BOMB_SIZE ((size_t)64 << 20) /* a part above this size ... */
#define BOMB_RATIO 400               /* ... that unpacks to so many times itself is no workbook */

const char *xlsx_local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

const char *xlsx_attr(const char **attr, const char *name)
{
    for (; *attr != NULL; attr += 2)
        if (strcmp(xlsx_local(attr[0]), name) == 0)
            return attr[1];
    return NULL;
}

char *xlsx_copy(const char *s)
{
    char *p = strdup(s);
    if (p == NULL)
        abort();
    return p;
}

void xlsx_more(void *array, size_t *room, size_t used, size_t each)
{
    void *p;
    if (used < *room)
        return;
    *room = *room == 0 ? 16 : *room * 2;
    memcpy(&p, array, sizeof(p));
    p = realloc(p, *room * each);
    if (p == NULL)
        abort();
    memcpy(array, &p, sizeof(p));
}

static int hex4(const char *s)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = s[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                       : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

void xlsx_unescape(char *s)
{
    char *to = s;
    while (*s != '\0') {
        int c = s[0] == '_' && s[1] == 'x' ? hex4(s + 2) : -1;
        if (c > 0 && c < 0x80 && s[6] == '_') {
            *to++ = (char)c;
            s += 7;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
}

/* ---------------------------------------------------------------- parts */

/* Excel never writes a DOCTYPE; every attack on XML begins with one.  The parser itself is the handler's
 * argument (XML_UseParserAsHandlerArg would take the user data away from the others). */
static _Thread_local XML_Parser parsing;

static void no_doctype(void *user, const XML_Char *name, const XML_Char *sysid, const XML_Char *pubid,
                       int internal)
{
    (void)user;
    (void)name;
    (void)sysid;
    (void)pubid;
    (void)internal;
    XML_StopParser(parsing, XML_FALSE);
}

XML_Parser xlsx_parser(struct xlsx *x, void *user, XML_StartElementHandler start, XML_EndElementHandler end,
                       XML_CharacterDataHandler text)
{
    XML_Parser p = XML_ParserCreate("UTF-8");
    (void)x;
    if (p == NULL)
        abort();
    XML_SetUserData(p, user);
    XML_SetElementHandler(p, start, end);
    XML_SetCharacterDataHandler(p, text);
    XML_SetStartDoctypeDeclHandler(p, no_doctype);
    parsing = p;
    return p;
}

bool xlsx_parse(struct xlsx *x, const char *part, XML_Parser p)
{
    zip_stat_t st;
    zip_file_t *f = NULL;
    bool ok = true;
    if (zip_stat(x->zip, part, 0, &st) != 0 || (f = zip_fopen(x->zip, part, 0)) == NULL) {
        XML_ParserFree(p);
        return err_set(x->e, NOT_VALID, "the workbook lacks one of its parts; was it cut short?");
    }
    if ((st.valid & ZIP_STAT_SIZE) != 0 && (st.valid & ZIP_STAT_COMP_SIZE) != 0 && st.size > BOMB_SIZE &&
        st.size / BOMB_RATIO > st.comp_size)
        ok = err_set(x->e, LIMIT,
                     "a part of the workbook unpacks to very much from almost nothing; it was refused");
    while (ok) {
        char *buf = XML_GetBuffer(p, 1 << 16);
        if (buf == NULL)
            abort();
        zip_int64_t n = zip_fread(f, buf, 1 << 16);
        if (n < 0) {
            ok = err_set(x->e, NOT_VALID, "a part of the workbook is damaged; save the workbook again");
            break;
        }
        x->unpacked += (size_t)n;
        if (x->unpacked > XLSX_TOTAL_MOST) {
            ok = err_set(x->e, LIMIT, "the workbook unpacks to more than 1 GB; split it");
            break;
        }
        if (XML_ParseBuffer(p, (int)n, n == 0) != XML_STATUS_OK) {
            ok = x->stopped || x->e->fault != FINE
                     ? false
                     : err_set(x->e, NOT_VALID, "a part of the workbook is damaged; save the workbook again");
            break;
        }
        if (n == 0)
            break;
    }
    zip_fclose(f);
    XML_ParserFree(p);
    return ok;
}

/* ---------------------------------------------------------------- the directory */

/* A target is relative to xl/, or, with a slash, to the root of the archive. */
static char *resolved(const char *target)
{
    char path[512];
    snprintf(path, sizeof(path), "%s%s", *target == '/' ? "" : "xl/", *target == '/' ? target + 1 : target);
    return xlsx_copy(path);
}

static void rel_start(void *user, const char *name, const char **attr)
{
    struct xlsx *x = user;
    const char *id = xlsx_attr(attr, "Id"), *type = xlsx_attr(attr, "Type"),
               *target = xlsx_attr(attr, "Target");
    if (strcmp(xlsx_local(name), "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
        x->rels >= ENTRIES_MOST)
        return;
    const char *mode = xlsx_attr(attr, "TargetMode"), *kind = strrchr(type, '/');
    if (mode != NULL && strcmp(mode, "External") == 0)
        return;
    char *at = resolved(target);
    if (kind != NULL && strcmp(kind, "/sharedStrings") == 0 && x->strings_part == NULL)
        x->strings_part = xlsx_copy(at);
    if (kind != NULL && strcmp(kind, "/styles") == 0 && x->styles_part == NULL)
        x->styles_part = xlsx_copy(at);
    xlsx_more(&x->rel, &x->rels_room, x->rels, sizeof(*x->rel));
    x->rel[x->rels++] = (struct xlsx_part){.id = xlsx_copy(id), .target = at};
}

static void book_start(void *user, const char *name, const char **attr)
{
    struct xlsx *x = user;
    const char *local = xlsx_local(name), *v;
    if (strcmp(local, "workbookPr") == 0 && (v = xlsx_attr(attr, "date1904")) != NULL)
        x->from_1904 = strcmp(v, "1") == 0 || strcmp(v, "true") == 0;
    if (strcmp(local, "sheet") != 0 || x->sheets >= SHEETS_MOST)
        return;
    const char *title = xlsx_attr(attr, "name"), *id = xlsx_attr(attr, "id");
    if (title == NULL || id == NULL)
        return;
    xlsx_more(&x->sheet, &x->sheets_room, x->sheets, sizeof(*x->sheet));
    x->sheet[x->sheets++] = (struct xlsx_part){.id = xlsx_copy(id), .name = xlsx_copy(title)};
}

static const char *target_of(const struct xlsx *x, const char *id)
{
    for (size_t i = 0; i < x->rels; i++)
        if (strcmp(x->rel[i].id, id) == 0)
            return x->rel[i].target;
    return NULL;
}

static bool no_workbook(struct xlsx *x)
{
    zip_file_t *f = zip_fopen(x->zip, "mimetype", 0);
    char kind[80] = "";
    zip_int64_t n = f != NULL ? zip_fread(f, kind, sizeof(kind) - 1) : 0;
    if (f != NULL)
        zip_fclose(f);
    if (n > 0 && strstr(kind, "opendocument.spreadsheet") != NULL)
        return err_set(x->e, NOT_VALID,
                       "this is an OpenDocument spreadsheet (.ods); save it as .xlsx and import that");
    return err_set(x->e, NOT_VALID,
                   "this archive holds no workbook; a workbook is a file saved by Excel as .xlsx");
}

static bool all_parts(struct xlsx *x)
{
    if (zip_get_num_entries(x->zip, 0) > ENTRIES_MOST)
        return err_set(x->e, LIMIT, "the archive has very many parts; this is no workbook");
    if (zip_name_locate(x->zip, "xl/workbook.xml", 0) < 0 ||
        zip_name_locate(x->zip, "xl/_rels/workbook.xml.rels", 0) < 0)
        return no_workbook(x);
    if (!xlsx_parse(x, "xl/_rels/workbook.xml.rels", xlsx_parser(x, x, rel_start, NULL, NULL)) ||
        !xlsx_parse(x, "xl/workbook.xml", xlsx_parser(x, x, book_start, NULL, NULL)))
        return false;
    if (x->strings_part != NULL && !xlsx_strings(x))
        return false;
    if (x->styles_part != NULL && !xlsx_styles(x))
        return false;
    for (size_t i = 0; i < x->sheets; i++) {
        const char *part = target_of(x, x->sheet[i].id);
        if (part == NULL)
            return err_set(x->e, NOT_VALID,
                           "the workbook does not say where one of its sheets lies; save it again");
        if (x->sink->sheet(x->sink->to, x->sheet[i].name) && !xlsx_rows(x, part))
            return x->stopped && x->e->fault == FINE;
    }
    return true;
}

static bool read_zip(zip_t *zip, const struct xlsx_sink *sink, struct err *e)
{
    struct err mine = {0};
    struct xlsx x = {.zip = zip, .e = &mine, .sink = sink, .strings = TEXT((size_t)512 << 20)};
    bool ok = all_parts(&x);
    if (!ok)
        err_set(e, mine.fault, "%s", mine.text);
    for (size_t i = 0; i < x.rels; i++) {
        free(x.rel[i].id);
        free(x.rel[i].target);
    }
    for (size_t i = 0; i < x.sheets; i++) {
        free(x.sheet[i].id);
        free(x.sheet[i].name);
    }
    free(x.rel);
    free(x.sheet);
    free(x.strings_part);
    free(x.styles_part);
    free(x.string_at);
    free(x.look);
    text_free(&x.strings);
    zip_discard(zip);
    return ok;
}

bool xlsx_read(const char *path, const struct xlsx_sink *sink, struct err *e)
{
    int why = 0;
    struct stat st;
    if (stat(path, &st) == 0 && (size_t)st.st_size > XLSX_FILE_MOST)
        return err_set(e, LIMIT, "the workbook is larger than 256 MB; split it, or import CSV files");
    zip_t *zip = zip_open(path, ZIP_RDONLY, &why);
    if (zip == NULL)
        return err_set(e, NOT_VALID, "the workbook cannot be opened; it is damaged or was cut short");
    return read_zip(zip, sink, e);
}

bool xlsx_read_bytes(const void *bytes, size_t n, const struct xlsx_sink *sink, struct err *e)
{
    if (n > XLSX_FILE_MOST)
        return err_set(e, LIMIT, "the workbook is larger than 256 MB; split it, or import CSV files");
    zip_source_t *s = zip_source_buffer_create(bytes, n, 0, NULL);
    zip_t *zip = s == NULL ? NULL : zip_open_from_source(s, ZIP_RDONLY, NULL);
    if (zip == NULL) {
        if (s != NULL)
            zip_source_free(s);
        return err_set(e, NOT_VALID, "the workbook cannot be opened; it is damaged or was cut short");
    }
    return read_zip(zip, sink, e);
}
