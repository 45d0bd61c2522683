/* twin.h -- texts that are nearly the same.  SimHash: 64 bits, each the sign of a sum over the text's runs of
 * three words (Charikar 2002); texts whose prints differ in at most three bits are twins, found through four tables of
 * sixteen bits, one of which must agree (Manku, Jain and Das Sarma 2007). */
#ifndef LINGO_TWIN_H
#define LINGO_TWIN_H

#include "base/err.h"

/* twin_print: the print of a text; 0 for a text without words.  *words: how many it has. */
uint64_t twin_print(const char *s, size_t n, size_t *words);

/* twins: prints with what they belong to.  twins_find calls fits(to, of) for every print within `bits` (0..3), later
 * ones first, until one fits; returns its `of`, or 0. */
struct twins {
    struct twin {
        uint64_t print;
        int64_t of; /* never 0 */
        uint32_t next[4];
    } *all;
    size_t n, room;
    uint32_t *head; /* 4 x 65536: 1 + the last print with these sixteen bits */
};
void twins_add(struct twins *t, uint64_t print, int64_t of);
int64_t twins_find(const struct twins *t, uint64_t print, int bits, bool (*fits)(void *to, int64_t of), void *to);
void twins_free(struct twins *t);

#endif
