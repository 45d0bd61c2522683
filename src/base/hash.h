/* hash.h -- SHA-256 over typed values, for input hashes that an auditor can recompute.
 * Every value is written with its length, so that ("ab","c") and ("a","bc") differ. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/err.h"

struct hash {
    _Alignas(16) unsigned char state[128];
};

#define HASH_TEXT 65 /* 64 hex digits and a NUL */

void hash_begin(struct hash *h);
void hash_text(struct hash *h, const char *s); /* NULL is told from "". */
void hash_int(struct hash *h, int64_t v);
void hash_end(struct hash *h, char out[HASH_TEXT]);

#endif
