/* json.c -- see json.h. */
#include "codec/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void line(struct json *j)
{
    static const char spaces[] = "                                                                ";
    if (j->pretty) {
        text_add(j->out, "\n");
        text_bytes(j->out, spaces, (size_t)j->depth * 2);
    }
}

/* Before any value: the comma, and the proof that it has a place. */
static void value(struct json *j)
{
    if (j->depth == 0) {
        assert(!j->at[0].any && "one JSON text has one value");
    } else if (j->at[j->depth].array) {
        if (j->at[j->depth].any)
            text_add(j->out, ",");
        line(j);
    } else {
        assert(j->at[j->depth].keyed && "a value in an object needs its key");
        j->at[j->depth].keyed = false;
    }
    j->at[j->depth].any = true;
}

static void begin(struct json *j, bool array)
{
    value(j);
    assert(j->depth < JSON_DEEP);
    j->depth++;
    j->at[j->depth].array = array;
    j->at[j->depth].any = j->at[j->depth].keyed = false;
    text_add(j->out, array ? "[" : "{");
}

static void end(struct json *j, bool array)
{
    assert(j->depth > 0 && j->at[j->depth].array == array && !j->at[j->depth].keyed);
    bool any = j->at[j->depth].any;
    j->depth--;
    if (any)
        line(j);
    text_add(j->out, array ? "]" : "}");
    if (j->depth == 0 && j->pretty)
        text_add(j->out, "\n");
}

void json_begin_object(struct json *j) { begin(j, false); }
void json_end_object(struct json *j) { end(j, false); }
void json_begin_array(struct json *j) { begin(j, true); }
void json_end_array(struct json *j) { end(j, true); }

static void quoted(struct text *t, const char *s, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    text_bytes(t, "\"", 1);
    while (n > 0) {
        size_t good = n;
        if (!text_utf8(s, n, &good) && good > n)
            good = n;
        for (size_t i = 0, from = 0; i <= good; i++) {
            unsigned char c = i < good ? (unsigned char)s[i] : 'x';
            if (i < good && c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7F)
                continue;
            text_bytes(t, s + from, i - from);
            from = i + 1;
            if (i == good)
                break;
            if (c == '"' || c == '\\')
                text_bytes(t, (char[]){'\\', (char)c}, 2);
            else if (c == '\n' || c == '\r' || c == '\t')
                text_bytes(t, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t", 2);
            else
                text_bytes(t, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
        }
        s += good;
        n -= good;
        if (n > 0) { /* One byte that begins no character; NUL too. */
            text_add(t, *s == '\0' ? "\\u0000" : "\xEF\xBF\xBD");
            s++;
            n--;
        }
    }
    text_bytes(t, "\"", 1);
}

void json_key(struct json *j, const char *key)
{
    assert(j->depth > 0 && !j->at[j->depth].array && !j->at[j->depth].keyed);
    if (j->at[j->depth].any)
        text_add(j->out, ",");
    line(j);
    quoted(j->out, key, strlen(key));
    text_add(j->out, j->pretty ? ": " : ":");
    j->at[j->depth].keyed = true;
}

void json_add_int(struct json *j, int64_t v)
{
    value(j);
    text_fmt(j->out, "%" PRId64, v);
}

void json_add_real(struct json *j, double v)
{
    char s[40];
    value(j);
    if (!isfinite(v)) {
        text_add(j->out, "null");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(s, sizeof(s), "%.*g", digits, v);
        if (strtod(s, NULL) == v)
            break;
    }
    for (char *p = s; *p != '\0'; p++)
        if (*p == ',') /* the locale's comma */
            *p = '.';
    text_add(j->out, s);
}

void json_add_bytes(struct json *j, const char *s, size_t n)
{
    value(j);
    quoted(j->out, s, n);
}

void json_add_text(struct json *j, const char *s)
{
    if (s == NULL)
        json_add_null(j);
    else
        json_add_bytes(j, s, strlen(s));
}

void json_add_bool(struct json *j, bool v) { json_add_raw(j, v ? "true" : "false"); }
void json_add_null(struct json *j) { json_add_raw(j, "null"); }

void json_add_raw(struct json *j, const char *json)
{
    value(j);
    text_add(j->out, json);
}

void json_put_int(struct json *j, const char *key, int64_t v) { json_key(j, key), json_add_int(j, v); }
void json_put_real(struct json *j, const char *key, double v) { json_key(j, key), json_add_real(j, v); }
void json_put_text(struct json *j, const char *key, const char *s) { json_key(j, key), json_add_text(j, s); }
void json_put_bool(struct json *j, const char *key, bool v) { json_key(j, key), json_add_bool(j, v); }
