/* span_private.h -- what learning and marking share. */
#ifndef LINGO_SPAN_PRIVATE_H
#define LINGO_SPAN_PRIVATE_H

#include "lingo/span.h"

#define SPAN_BITS  20
#define SPAN_TABLE (1u << SPAN_BITS)
#define SPAN_FEATURES 110 /* of one token at most */

struct span_layer_weights {
    float go[SPAN_TAGS + 1][SPAN_TAGS]; /* from a tag, SPAN_TAGS being the beginning, to a tag */
    float (*of)[SPAN_TAGS];             /* SPAN_TABLE */
};
struct span_model {
    struct span_layer_weights layer[SPAN_LAYERS];
};

struct span_features {
    uint32_t f[SPAN_FEATURES];
    size_t n;
};

struct span_model *span_new(void);
/* span_features_of: of each token of the sentence; `to` has room for SPAN_TOKENS. */
void span_features_of(const struct span_aid *aid, struct stemmer *stemmer, struct reader *reader, const struct span_sentence *s, struct span_features *to);
/* span_scores: of each token and tag. */
void span_scores(const struct span_layer_weights *w, const struct span_features *f, size_t n, double (*to)[SPAN_TAGS]);

#endif
