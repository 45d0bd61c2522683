/* lexicon_private.h -- the image of a lexicon: a head, then its arrays one after another. */
#ifndef LINGO_LEXICON_PRIVATE_H
#define LINGO_LEXICON_PRIVATE_H

#include "lingo/lexicon.h"

enum {
    AT_CARDS, AT_PHRASES, AT_OWN, AT_STEMS, AT_TEXT, AT_STEM_TEXT, AT_SLOTS, AT_IDF, AT_LIFT, AT_STATES, AT_KIDS,
    AT_ROOT, AT_NAME_AT, AT_ABOUT_AT, AT_NAMES, AT_ABOUTS, AT_MEANING, AT_CALLED, ARRAYS
};

struct head {
    char magic[8];
    uint32_t version, byte_order;
    char stamp[72];
    uint64_t sum, size, nthings, nphrases, nstems, nslots, nstates, dim;
    uint64_t at[ARRAYS + 1];
};

/* lexicon_pack: one image of the arrays; bytes[i] each.  lexicon_attach: point into it. */
struct lexicon *lexicon_pack(struct head *h, const void *const from[ARRAYS], const uint64_t bytes[ARRAYS]);

/* What is learned from running text.  runs: stems of all texts, at[i] .. at[i+1) is text i. */
struct runs {
    uint32_t *stems;
    uint32_t *at;
    size_t n, room, texts, texts_room;
};
struct meaning {
    float *vectors; /* nstems x dim */
    float *lift;    /* nstems */
};
/* name_runs: names; run i belongs to thing[i]; the first of a thing is its preferred name.  about_runs:
 * one a thing.  other: more texts.  vectors and lift are the caller's to free. */
void lexicon_learn(const struct runs *names, const uint32_t *thing, const struct runs *abouts, const struct runs *other,
                   size_t nstems, const float *idf, size_t dim, struct meaning *out);

void *lexicon_take(size_t n, size_t each); /* calloc that never returns NULL */
uint64_t lexicon_hash(const char *s, size_t n);

#endif
