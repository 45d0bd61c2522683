/* csv.c -- see csv.h. */
#include "codec/csv.h"

#include <stdlib.h>
#include <string.h>

/* The separator is the one that the first line has most of, outside quotes; none at all is one column. */
static char find_sep(const char *s, const char *end)
{
    size_t comma = 0, semi = 0, tab = 0;
    bool quoted = false;
    for (; s < end && (quoted || (*s != '\n' && *s != '\r')); s++) {
        quoted ^= *s == '"';
        if (!quoted) {
            comma += *s == ',';
            semi += *s == ';';
            tab += *s == '\t';
        }
    }
    return tab > comma && tab > semi ? '\t' : semi > comma ? ';' : ',';
}

void csv_open(struct csv *c, char *bytes, size_t n, char sep)
{
    *c = (struct csv){.at = bytes, .end = bytes + n, .sep = sep, .next_line = 1};
    *c->end = '\0';
    if (sep == '\0' && n >= 5 && memcmp(bytes, "sep=", 4) == 0 && strchr(",;\t", bytes[4]) != NULL) {
        c->sep = bytes[4];
        c->at += 5;
    }
    if (c->sep == '\0')
        c->sep = find_sep(bytes, c->end);
    c->stops['\n'] = c->stops['\r'] = c->stops['\0'] = c->stops[(unsigned char)c->sep] = true;
}

void csv_close(struct csv *c)
{
    free(c->cell);
    c->cell = NULL;
    c->room = c->cells = 0;
}

/* The sentence stands apart from the line, so that it can be said in another language. */
static bool wrong(struct err *e, enum fault fault, size_t line, const char *sentence)
{
    return err_set(e, fault, "line %zu: %s", line, sentence);
}

static bool add(struct csv *c, const char *s, size_t n, struct err *e)
{
    if (n > CSV_CELL_MOST)
        return wrong(e, LIMIT, c->line, "a cell is larger than 1 MB; is a quote missing?");
    if (c->cells == c->room) {
        if (c->cells >= CSV_CELLS_MOST)
            return wrong(e, LIMIT, c->line, "more than 1024 cells in one line; is this a table?");
        c->room = c->room == 0 ? 32 : c->room * 2;
        struct csv_cell *p = realloc(c->cell, c->room * sizeof(*p));
        if (p == NULL)
            abort();
        c->cell = p;
    }
    c->cell[c->cells++] = (struct csv_cell){s, n};
    return true;
}

/* A quoted cell that opens at p is made whole in place; *stop is what ends it.  NULL: refused. */
static char *quoted(struct csv *c, char *p, size_t *n, struct err *e)
{
    size_t opened = c->next_line;
    char *to = p, *from = p + 1;
    for (;;) {
        char *q = memchr(from, '"', (size_t)(c->end - from));
        if (q == NULL) {
            wrong(e, NOT_VALID, opened, "a quote opened here is never closed; is the file cut short?");
            return NULL;
        }
        for (char *nl = from; (nl = memchr(nl, '\n', (size_t)(q - nl))) != NULL; nl++)
            c->next_line++;
        memmove(to, from, (size_t)(q - from));
        to += q - from;
        if (q[1] != '"' || q + 1 >= c->end) {
            *n = (size_t)(to - p);
            if (q + 1 < c->end && q[1] != c->sep && q[1] != '\n' && q[1] != '\r') {
                wrong(e, NOT_VALID, c->next_line,
                      "text follows a closing quote; a quote inside a cell is written twice");
                return NULL;
            }
            return q + 1;
        }
        *to++ = '"';
        from = q + 2;
    }
}

bool csv_next(struct csv *c, struct err *e)
{
    char *p = c->at;
    while (p < c->end && (*p == '\n' || *p == '\r')) { /* blank lines */
        c->next_line += *p == '\n' || p + 1 == c->end || p[1] != '\n';
        p++;
    }
    c->cells = 0;
    c->line = c->next_line;
    if (p >= c->end) {
        c->at = c->end;
        return false;
    }
    for (;;) {
        char *q = p;
        size_t n;
        if (*p == '"' && !c->plain) {
            if ((q = quoted(c, p, &n, e)) == NULL)
                return false;
        } else {
            while (!c->stops[(unsigned char)*q])
                q++;
            n = (size_t)(q - p);
        }
        char stop = *q;
        if (stop == '\0' && q < c->end)
            return wrong(e, NOT_VALID, c->next_line, "a NUL byte; this is not a text file");
        p[n] = '\0';
        if (!add(c, p, n, e))
            return false;
        p = q + 1;
        if (q < c->end && stop == c->sep)
            continue;
        if (q < c->end) {
            c->next_line++;
            if (stop == '\r' && p < c->end && *p == '\n')
                p++;
        }
        c->at = p < c->end ? p : c->end;
        return true;
    }
}

void csv_put(struct text *t, const char *s, bool first)
{
    if (!first)
        text_bytes(t, ",", 1);
    /* A lone empty cell would be a blank line, which readers skip. */
    size_t n = strlen(s);
    if (n > 0 && s[strcspn(s, ",;\t\"\r\n")] == '\0' && s[0] != ' ' && s[n - 1] != ' ') {
        text_bytes(t, s, n);
        return;
    }
    if (n == 0 && !first)
        return;
    text_bytes(t, "\"", 1);
    for (const char *q; (q = strchr(s, '"')) != NULL; s = q + 1) {
        text_bytes(t, s, (size_t)(q - s));
        text_bytes(t, "\"\"", 2);
    }
    text_add(t, s);
    text_bytes(t, "\"", 1);
}

void csv_end(struct text *t) { text_bytes(t, "\n", 1); }
