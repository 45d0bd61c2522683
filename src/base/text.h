/* text.h -- a growing run of bytes, for whoever writes text without a unit of work.
 *
 * The owner calls text_free().  A ceiling is stated at birth: past it the text is marked `over` and
 * takes no more, so a runaway writer is noticed once, at the end. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/err.h"

struct text {
    char *s; /* NUL-terminated once anything was added; NULL before. */
    size_t n, room, limit;
    bool over;
};

#define TEXT(most) ((struct text){.limit = (most)}) /* most bytes; 0 is 256 MiB */

void text_bytes(struct text *t, const char *s, size_t n);
void text_add(struct text *t, const char *s);
void text_fmt(struct text *t, const char *fmt, ...) LIKE(2, 3);
void text_free(struct text *t);

/* text_utf8(s, n): whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms, no NUL).
 * *bad, if not NULL, is the offset of the first byte that is not. */
bool text_utf8(const char *s, size_t n, size_t *bad);

/* text_put(dst, room, s): copy s cut at a whole character so that it fits with its NUL. */
void text_put(char *dst, size_t room, const char *s);

#endif
