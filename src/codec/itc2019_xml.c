/* itc2019_xml.c -- expat behind a table of elements; attributes as numbers, bits and times. */
#include "codec/itc2019_xml.h"

#include <errno.h>
#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

int itc2019_xml_line(const struct itc2019_xml *f) { return (int)XML_GetCurrentLineNumber(f->parser); }

void itc2019_xml_fail(struct itc2019_xml *f, const char *fmt, ...)
{
    if (f->failed)
        return;
    f->failed = true;
    va_list ap;
    va_start(ap, fmt);
    err_setv(f->err, NOT_VALID, fmt, ap);
    va_end(ap);
    err_prefix(f->err, "line %d: ", itc2019_xml_line(f));
    XML_StopParser(f->parser, XML_FALSE);
}

void itc2019_xml_forget(struct itc2019_xml *f)
{
    for (int32_t i = 0; i < f->lates; i++)
        free(f->late[i]);
    free(f->late);
    f->late = NULL;
    f->lates = 0;
}

const char *itc2019_xml_maybe(struct itc2019_xml *f, const char *name)
{
    for (const char **a = f->attribute; *a; a += 2)
        if (!strcmp(*a, name))
            return a[1];
    return NULL;
}

const char *itc2019_xml_text(struct itc2019_xml *f, const char *name)
{
    const char *s = itc2019_xml_maybe(f, name);
    if (!s || !*s || strlen(s) > 200) {
        itc2019_xml_fail(f, "the attribute \"%s\" is %s", name, !s ? "missing" : !*s ? "empty" : "too long");
        return NULL;
    }
    return s;
}

int64_t itc2019_xml_int_or(struct itc2019_xml *f, const char *name, int64_t lo, int64_t hi, int64_t otherwise)
{
    return itc2019_xml_maybe(f, name) ? itc2019_xml_int(f, name, lo, hi) : otherwise;
}

int64_t itc2019_xml_int(struct itc2019_xml *f, const char *name, int64_t lo, int64_t hi)
{
    const char *s = itc2019_xml_text(f, name);
    if (!s)
        return lo;
    char *end;
    errno = 0;
    long long v = strtoll(s, &end, 10);
    if (end == s || *end || errno || v < lo || v > hi) {
        itc2019_xml_fail(f, "%s=\"%.40s\" is not a whole number from %lld to %lld", name, s, (long long)lo, (long long)hi);
        return lo;
    }
    return v;
}

/* "1010100": the first character is bit 0. */
static uint64_t bits(struct itc2019_xml *f, const char *name, int n)
{
    const char *s = itc2019_xml_text(f, name);
    uint64_t b = 0;
    if (!s)
        return 0;
    size_t len = strlen(s);
    if (len != (size_t)n || strspn(s, "01") != len) {
        itc2019_xml_fail(f, "%s=\"%.70s\" is not %d zeros and ones", name, s, n);
        return 0;
    }
    for (int i = 0; i < n; i++)
        b |= (uint64_t)(s[i] == '1') << i;
    if (!b)
        itc2019_xml_fail(f, "%s=\"%.70s\" names none; at least one must be 1", name, s);
    return b;
}

bool itc2019_xml_time(struct itc2019_xml *f, struct itc2019_time *t, bool length)
{
    t->days = (uint8_t)bits(f, "days", f->days);
    t->weeks = bits(f, "weeks", f->weeks);
    t->start = (uint16_t)itc2019_xml_int(f, "start", 0, f->slots - 1);
    t->length = length ? (uint16_t)itc2019_xml_int(f, "length", 1, f->slots) : 0;
    if (!f->failed && t->start + t->length > f->slots)
        itc2019_xml_fail(f, "start %d and length %d pass the end of the day (%d slots)", t->start, t->length, f->slots);
    return !f->failed;
}

static void XMLCALL begin(void *data, const char *name, const char **attribute)
{
    struct itc2019_xml *f = data;
    if (f->failed)
        return;
    if (f->skipped) {
        if (++f->skipped > 1000)
            itc2019_xml_fail(f, "elements are nested more than a thousand deep");
        return;
    }
    const char *in = f->depth ? f->open[f->depth - 1]->name : "";
    const struct itc2019_element *e = f->element;
    while (e->name && (strcmp(e->name, name) != 0 || strcmp(e->in, in) != 0))
        e++;
    if (!e->name) {
        if (!f->depth)
            itc2019_xml_fail(f, "the file begins with <%.40s>; <%s> was expected", name, f->element->name);
        f->skipped = 1;
        return;
    }
    f->seen = true;
    f->attribute = attribute;
    f->open[f->depth++] = e; /* no row is deeper than the table allows */
    if (e->begin)
        e->begin(f);
}

static void XMLCALL end(void *data, const char *name)
{
    struct itc2019_xml *f = data;
    (void)name;
    if (f->failed)
        return;
    if (f->skipped) {
        f->skipped--;
        return;
    }
    const struct itc2019_element *e = f->open[--f->depth];
    if (e->end)
        e->end(f);
}

static void XMLCALL entity(void *data, const XML_Char *name, int parameter, const XML_Char *value, int length, const XML_Char *base,
                           const XML_Char *system, const XML_Char *public, const XML_Char *notation)
{
    (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public, (void)notation;
    itc2019_xml_fail(data, "it declares the entity %.40s; entities are not accepted", name);
}

bool itc2019_xml_parse(struct itc2019_xml *f, const char *bytes, size_t n)
{
    XML_Parser p = XML_ParserCreate(NULL);
    if (!p)
        return err_set(f->err, LIMIT, "there is not enough memory");
    f->parser = p;
    XML_SetUserData(p, f);
    XML_SetElementHandler(p, begin, end);
    XML_SetEntityDeclHandler(p, entity);
    XML_SetParamEntityParsing(p, XML_PARAM_ENTITY_PARSING_NEVER);
    bool ok = true;
    for (size_t at = 0; ok && !f->failed; at += 1 << 20) { /* in pieces, since expat counts in int */
        size_t left = n - at, piece = left < 1 << 20 ? left : 1 << 20;
        ok = XML_Parse(p, bytes + at, (int)piece, left == piece) == XML_STATUS_OK;
        if (left == piece)
            break;
    }
    if (!ok && !f->failed) {
        f->failed = true;
        err_set(f->err, NOT_VALID, "line %d: the XML is broken: %s", itc2019_xml_line(f), XML_ErrorString(XML_GetErrorCode(p)));
    }
    XML_ParserFree(p);
    f->parser = NULL;
    return !f->failed;
}
