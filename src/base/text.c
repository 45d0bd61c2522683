/* text.c -- see text.h. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT ((size_t)256 << 20)

void text_bytes(struct text *t, const char *s, size_t n)
{
    size_t limit = t->limit > 0 ? t->limit : DEFAULT_LIMIT;
    if (t->over || n > limit - t->n) {
        t->over = true;
        return;
    }
    if (t->n + n + 1 > t->room) {
        size_t room = t->room < 64 ? 64 : t->room;
        while (room < t->n + n + 1)
            room *= 2;
        char *p = realloc(t->s, room);
        if (p == NULL)
            abort();
        t->s = p;
        t->room = room;
    }
    if (n > 0)
        memcpy(t->s + t->n, s, n);
    t->n += n;
    t->s[t->n] = '\0';
}

void text_add(struct text *t, const char *s) { text_bytes(t, s, strlen(s)); }

void text_fmt(struct text *t, const char *fmt, ...)
{
    char small[256];
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof(small), fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof(small)) {
        text_bytes(t, small, (size_t)n);
    } else if (n >= 0) {
        char *big = malloc((size_t)n + 1);
        if (big == NULL)
            abort();
        vsnprintf(big, (size_t)n + 1, fmt, again);
        text_bytes(t, big, (size_t)n);
        free(big);
    }
    va_end(again);
}

void text_free(struct text *t)
{
    free(t->s);
    *t = (struct text){.limit = t->limit};
}

bool text_utf8(const char *s, size_t n, size_t *bad)
{
    const unsigned char *p = (const unsigned char *)s;
    for (size_t i = 0; i < n;) {
        size_t k = 0;
        if (p[i] >= 1 && p[i] < 0x80)
            k = 1;
        else if (p[i] >= 0xC2 && p[i] <= 0xDF && n - i >= 2 && (p[i + 1] & 0xC0) == 0x80)
            k = 2;
        else if ((p[i] & 0xF0) == 0xE0 && n - i >= 3 && (p[i + 1] & 0xC0) == 0x80 &&
                 (p[i + 2] & 0xC0) == 0x80 && !(p[i] == 0xE0 && p[i + 1] < 0xA0) &&
                 !(p[i] == 0xED && p[i + 1] > 0x9F))
            k = 3;
        else if (p[i] >= 0xF0 && p[i] <= 0xF4 && n - i >= 4 && (p[i + 1] & 0xC0) == 0x80 &&
                 (p[i + 2] & 0xC0) == 0x80 && (p[i + 3] & 0xC0) == 0x80 &&
                 !(p[i] == 0xF0 && p[i + 1] < 0x90) && !(p[i] == 0xF4 && p[i + 1] > 0x8F))
            k = 4;
        if (k == 0) {
            if (bad != NULL)
                *bad = i;
            return false;
        }
        i += k;
    }
    return true;
}

void text_put(char *dst, size_t room, const char *s)
{
    size_t n = strlen(s);
    if (n >= room) {
        n = room - 1;
        while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(dst, s, n);
    dst[n] = '\0';
}
