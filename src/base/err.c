/* err.c -- see err.h.  Texts are cut at a character's edge, never inside one. */
#include "base/err.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* A cut in the middle of a UTF-8 character would make the sentence itself malformed. */
static void trim_utf8(char *s)
{
    size_t n = strlen(s), back = 0;
    while (back < n && back < 4 && ((unsigned char)s[n - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back >= n)
        return;
    unsigned char lead = (unsigned char)s[n - 1 - back];
    size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (want != back)
        s[n - 1 - back] = '\0';
}

bool err_setv(struct err *e, enum fault fault, const char *fmt, va_list ap)
{
    assert(fault != FINE);
    if (e == NULL || e->fault != FINE)
        return false;
    vsnprintf(e->text, sizeof(e->text), fmt, ap);
    trim_utf8(e->text);
    e->fault = fault;
    return false;
}

bool err_set(struct err *e, enum fault fault, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    err_setv(e, fault, fmt, ap);
    va_end(ap);
    return false;
}

void err_prefix(struct err *e, const char *fmt, ...)
{
    if (e == NULL || e->fault == FINE)
        return;
    char was[sizeof(e->text)], where[sizeof(e->text)];
    memcpy(was, e->text, sizeof(was));
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(where, sizeof(where), fmt, ap);
    va_end(ap);
    size_t n = strlen(where), room = sizeof(e->text) - 1;
    if (n > room)
        n = room;
    memcpy(e->text, where, n);
    size_t rest = strlen(was);
    if (rest > room - n)
        rest = room - n;
    memcpy(e->text + n, was, rest);
    e->text[n + rest] = '\0';
    trim_utf8(e->text);
}
