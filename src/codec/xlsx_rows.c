/* xlsx_rows.c -- shared strings, number formats, and the rows of a sheet. */
#include "codec/xlsx_private.h"

#include "base/day.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STRINGS_MOST ((size_t)20000000)
#define COLUMNS_MOST 1024
#define EXCEL_1970 25569 /* 1970-01-01 as Excel counts days */

/* ---------------------------------------------------------------- shared strings */

struct strings {
    struct xlsx *x;
    XML_Parser p;
    bool in_text;
    int phonetic; /* inside <rPh>: how a Japanese word is read, not what it says */
};

static void string_start(void *user, const char *name, const char **attr)
{
    struct strings *s = user;
    const char *local = xlsx_local(name);
    (void)attr;
    if (strcmp(local, "si") == 0) {
        if (s->x->n_strings >= STRINGS_MOST) {
            err_set(s->x->e, LIMIT, "the workbook holds more than 20 million texts; split it");
            XML_StopParser(s->p, XML_FALSE);
            return;
        }
        xlsx_more(&s->x->string_at, &s->x->strings_room, s->x->n_strings, sizeof(*s->x->string_at));
        s->x->string_at[s->x->n_strings++] = s->x->strings.n;
    }
    s->phonetic += strcmp(local, "rPh") == 0;
    s->in_text = strcmp(local, "t") == 0 && s->phonetic == 0 && s->x->n_strings > 0;
}

static void string_end(void *user, const char *name)
{
    struct strings *s = user;
    const char *local = xlsx_local(name);
    s->phonetic -= strcmp(local, "rPh") == 0;
    s->in_text = false;
    if (strcmp(local, "si") == 0 && s->x->n_strings > 0) {
        text_bytes(&s->x->strings, "", 1);
        if (s->x->strings.over) {
            err_set(s->x->e, LIMIT, "the texts of the workbook are larger than 512 MB; split it");
            XML_StopParser(s->p, XML_FALSE);
        } else {
            xlsx_unescape(s->x->strings.s + s->x->string_at[s->x->n_strings - 1]);
        }
    }
}

static void string_text(void *user, const char *t, int n)
{
    struct strings *s = user;
    if (s->in_text)
        text_bytes(&s->x->strings, t, (size_t)n);
}

bool xlsx_strings(struct xlsx *x)
{
    struct strings s = {.x = x};
    s.p = xlsx_parser(x, &s, string_start, string_end, string_text);
    return xlsx_parse(x, x->strings_part, s.p);
}

/* ---------------------------------------------------------------- number formats */

enum xlsx_look xlsx_look_of(const char *f)
{
    bool day = false, clock = false, month = false;
    for (; *f != '\0' && *f != ';'; f++) {
        char c = *f >= 'A' && *f <= 'Z' ? (char)(*f + 32) : *f;
        if (c == '"') {
            if ((f = strchr(f + 1, '"')) == NULL)
                break;
        } else if (c == '\\' || c == '_' || c == '*') {
            if (*++f == '\0')
                break;
        } else if (c == '[') {
            char next = f[1] >= 'A' && f[1] <= 'Z' ? (char)(f[1] + 32) : f[1];
            size_t n = strcspn(f, "]");
            clock |= (next == 'h' || next == 's' || next == 'm') && strspn(f + 1, "hHmMsS") == n - 1;
            if (f[n] == '\0')
                break;
            f += n;
        } else if (strncasecmp(f, "general", 7) == 0) {
            f += 6;
        } else if (strncasecmp(f, "am/pm", 5) == 0) {
            f += 4;
        } else {
            day |= c == 'y' || c == 'd';
            clock |= c == 'h' || c == 's';
            month |= c == 'm';
        }
    }
    day |= month && !clock;
    return day && clock ? LOOK_WALL : day ? LOOK_DAY : clock ? LOOK_CLOCK : LOOK_PLAIN;
}

static enum xlsx_look built_in(long id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return LOOK_DAY;
    if (id == 22)
        return LOOK_WALL;
    return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? LOOK_CLOCK
                                                                                      : LOOK_PLAIN;
}

struct styles {
    struct xlsx *x;
    bool cell_xfs;
    struct {
        long id;
        enum xlsx_look look;
    } own[512];
    size_t owns;
};

static void style_start(void *user, const char *name, const char **attr)
{
    struct styles *s = user;
    const char *local = xlsx_local(name), *id = xlsx_attr(attr, "numFmtId"),
               *code = xlsx_attr(attr, "formatCode");
    if (strcmp(local, "numFmt") == 0 && id != NULL && code != NULL && s->owns < COUNT(s->own)) {
        s->own[s->owns].id = strtol(id, NULL, 10);
        s->own[s->owns++].look = xlsx_look_of(code);
    }
    if (strcmp(local, "cellXfs") == 0)
        s->cell_xfs = true;
    if (strcmp(local, "xf") != 0 || !s->cell_xfs || s->x->looks >= 100000)
        return;
    long number = id != NULL ? strtol(id, NULL, 10) : 0;
    enum xlsx_look look = built_in(number);
    for (size_t i = 0; i < s->owns; i++)
        if (s->own[i].id == number)
            look = s->own[i].look;
    xlsx_more(&s->x->look, &s->x->looks_room, s->x->looks, sizeof(*s->x->look));
    s->x->look[s->x->looks++] = (unsigned char)look;
}

static void style_end(void *user, const char *name)
{
    struct styles *s = user;
    if (strcmp(xlsx_local(name), "cellXfs") == 0)
        s->cell_xfs = false;
}

bool xlsx_styles(struct xlsx *x)
{
    struct styles *s = calloc(1, sizeof(*s));
    if (s == NULL)
        abort();
    s->x = x;
    bool ok = xlsx_parse(x, x->styles_part, xlsx_parser(x, s, style_start, style_end, NULL));
    free(s);
    return ok;
}

/* ---------------------------------------------------------------- rows */

struct sheet_rows {
    struct xlsx *x;
    XML_Parser p;
    size_t line, col;
    bool in_row, in_cell, in_value;
    char type[12];
    size_t style;
    struct text value, row;  /* this cell's characters; this row's texts, each with its NUL */
    size_t at[COLUMNS_MOST]; /* where each cell's text begins in row, plus one; 0: empty */
    size_t n;
};

static void stop(struct sheet_rows *r) { XML_StopParser(r->p, XML_FALSE); }

/* "BC12" -> 54; 0-based, COLUMNS_MOST when it is no reference. */
static size_t column_of(const char *ref)
{
    size_t col = 0;
    for (; *ref >= 'A' && *ref <= 'Z'; ref++) {
        col = col * 26 + (size_t)(*ref - 'A') + 1;
        if (col > COLUMNS_MOST)
            return COLUMNS_MOST;
    }
    return col == 0 ? COLUMNS_MOST : col - 1;
}

static void row_start(void *user, const char *name, const char **attr)
{
    struct sheet_rows *r = user;
    const char *local = xlsx_local(name), *v;
    if (strcmp(local, "row") == 0) {
        v = xlsx_attr(attr, "r");
        unsigned long long line = v != NULL ? strtoull(v, NULL, 10) : r->line + 1;
        r->line = line > 0 && line <= 1048576 ? (size_t)line : r->line + 1;
        r->in_row = true;
        r->n = r->col = 0;
        r->row.n = 0;
        memset(r->at, 0, sizeof(r->at));
    } else if (strcmp(local, "c") == 0 && r->in_row) {
        v = xlsx_attr(attr, "r");
        if (v != NULL)
            r->col = column_of(v);
        v = xlsx_attr(attr, "t");
        text_put(r->type, sizeof(r->type), v != NULL ? v : "n");
        v = xlsx_attr(attr, "s");
        r->style = v != NULL ? (size_t)strtoull(v, NULL, 10) : 0;
        r->in_cell = true;
        r->value.n = 0;
        if (r->col >= COLUMNS_MOST) {
            err_set(r->x->e, LIMIT, "line %zu: %s", r->line,
                    "more than 1024 cells in one line; is this a table?");
            stop(r);
        }
    } else if (r->in_cell && (strcmp(local, "v") == 0 || strcmp(local, "t") == 0)) {
        r->in_value = true;
    }
}

static void row_text(void *user, const char *t, int n)
{
    struct sheet_rows *r = user;
    if (r->in_value)
        text_bytes(&r->value, t, (size_t)n);
}

/* The shortest digits of what Excel shows: 15 at most, never an exponent. */
static void plain_number(double v, char *out, size_t room)
{
    snprintf(out, room, "%.15g", v);
    if (strchr(out, 'e') == NULL)
        return;
    if (fabs(v) >= 1 && fabs(v) < 1e30)
        snprintf(out, room, "%.0f", v);
    else if (fabs(v) < 1) {
        snprintf(out, room, "%.20f", v);
        for (size_t n = strlen(out); n > 0 && (out[n - 1] == '0' || out[n - 1] == '.'); n--) {
            bool point = out[n - 1] == '.';
            out[n - 1] = '\0';
            if (point)
                break;
        }
    }
}

static void number(struct sheet_rows *r, const char *s, char out[64])
{
    char *end, day[DAY_TEXT], clock[DAY_TEXT];
    double v = strtod(s, &end);
    enum xlsx_look look = r->style < r->x->looks ? r->x->look[r->style] : LOOK_PLAIN;
    if (end == s || *end != '\0' || !isfinite(v)) {
        text_put(out, 64, s);
        return;
    }
    if (look == LOOK_CLOCK && v >= 367) /* a day with its time, shown as a time */
        look = LOOK_WALL;
    if (look == LOOK_PLAIN || v < 0 || v > 2958466 /* 9999-12-31 */) {
        plain_number(v, out, 64);
        return;
    }
    int64_t min = (int64_t)llround(v * DAY_MIN);
    if (look == LOOK_CLOCK) {
        snprintf(out, 64, "%02" PRId64 ":%02" PRId64, min / 60, min % 60);
        return;
    }
    int64_t date = min / DAY_MIN - EXCEL_1970 + (r->x->from_1904 ? 1462 : 0);
    if (!r->x->from_1904 && min / DAY_MIN < 60) /* Excel believes in 29 February 1900 */
        date++;
    day_text(day, (int32_t)date);
    if (min % DAY_MIN == 0)
        snprintf(out, 64, "%s", day);
    else
        snprintf(out, 64, "%sT%s", day, clock_text(clock, (int)(min % DAY_MIN)));
}

static void cell_end(struct sheet_rows *r)
{
    char digits[64];
    const char *s = r->value.n > 0 ? r->value.s : "";
    if (strcmp(r->type, "s") == 0 && *s != '\0') {
        char *end;
        unsigned long long i = strtoull(s, &end, 10);
        s = *end == '\0' && i < r->x->n_strings ? r->x->strings.s + r->x->string_at[i] : "";
    } else if (strcmp(r->type, "n") == 0 && *s != '\0') {
        number(r, s, digits);
        s = digits;
    } else if (r->value.n > 0 && (strcmp(r->type, "str") == 0 || strcmp(r->type, "inlineStr") == 0)) {
        xlsx_unescape(r->value.s);
    } else if (strcmp(r->type, "d") == 0 && r->value.n > 10 && r->value.s[10] == 'T' &&
               strncmp(r->value.s + 10, "T00:00", 6) == 0) {
        r->value.s[10] = '\0'; /* a date of the strict form: 2027-03-01T00:00:00 */
    }
    if (*s != '\0') {
        r->at[r->col] = r->row.n + 1;
        text_bytes(&r->row, s, strlen(s) + 1);
        r->n = r->col + 1 > r->n ? r->col + 1 : r->n;
    }
    r->col++;
    if (r->row.over || r->value.over) {
        err_set(r->x->e, LIMIT, "line %zu: %s", r->line, "a cell is larger than 1 MB; is a quote missing?");
        stop(r);
    }
}

static void row_end(void *user, const char *name)
{
    struct sheet_rows *r = user;
    const char *local = xlsx_local(name);
    struct csv_cell cells[COLUMNS_MOST];
    if (strcmp(local, "v") == 0 || strcmp(local, "t") == 0) {
        r->in_value = false;
    } else if (strcmp(local, "c") == 0 && r->in_cell) {
        r->in_cell = false;
        cell_end(r);
    } else if (strcmp(local, "row") == 0 && r->in_row) {
        r->in_row = false;
        for (size_t i = 0; i < r->n; i++) {
            const char *s = r->at[i] > 0 ? r->row.s + r->at[i] - 1 : "";
            cells[i] = (struct csv_cell){s, strlen(s)};
        }
        if (r->n > 0 && !r->x->sink->row(r->x->sink->to, r->line, cells, r->n)) {
            r->x->stopped = true;
            stop(r);
        }
    }
}

bool xlsx_rows(struct xlsx *x, const char *part)
{
    struct sheet_rows *r = calloc(1, sizeof(*r));
    if (r == NULL)
        abort();
    r->x = x;
    r->value = TEXT((size_t)1 << 20);
    r->row = TEXT((size_t)16 << 20);
    r->p = xlsx_parser(x, r, row_start, row_end, row_text);
    bool ok = xlsx_parse(x, part, r->p);
    text_free(&r->value);
    text_free(&r->row);
    free(r);
    return ok;
}
