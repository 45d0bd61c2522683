/* span.h -- stretches of words that say a skill or a piece of knowledge, though no framework names it so: a tagger that learns
 * from sentences marked by people.
 *
 * For each layer (skill, knowledge) a linear-chain conditional random field over the tags O, B, I (Lafferty, McCallum and
 * Pereira 2001), its features hashed into one table (Weinberger and others 2009), trained by AdaGrad (Duchi, Hazan and
 * Singer 2011) with a cost for saying O where people did not (softmax-margin, Gimpel and Smith 2010; recall is what a
 * chain with most of its tags O lacks).  Features: words, stems, beginnings and ends, shapes and their neighbours; whether
 * a name of the loaded frameworks stands there, and which corner of the learned meanings the word lies in.
 *
 * The same sentences and seed give the same model on one kind of machine. */
#ifndef LINGO_SPAN_H
#define LINGO_SPAN_H

#include "lingo/lexicon.h"

enum span_layer { SPAN_SKILL, SPAN_KNOWLEDGE, SPAN_LAYERS };
enum span_tag { SPAN_O, SPAN_B, SPAN_I, SPAN_TAGS };

#define SPAN_TOKENS 256 /* of a sentence; further ones are O */

struct span_token {
    uint32_t at, n; /* bytes of the text */
};

/* A sentence with the tags that people gave it; tags are read when learning and written when marking. */
struct span_sentence {
    const char *text;
    const char *heading; /* the last short line above it, as "Requirements:"; NULL: none */
    struct span_token token[SPAN_TOKENS];
    size_t n;
    uint8_t tag[SPAN_LAYERS][SPAN_TOKENS];
};

/* What helps: names to be found, stems with meanings.  Either may be NULL, then and later alike. */
struct marker;
struct span_aid {
    struct marker *marker;
    const struct lexicon *meanings;
    bool plain; /* words, their ends and shapes alone, as a reference: no stems, names, meanings, headings */
};

struct span_model;
struct span_how {
    int rounds;       /* over all sentences; 0: 6 */
    double cost;      /* of O where people did not say O; below 0: 1.5 */
    double keep;      /* shrinkage of weights a step; below 0: 1e-6 */
    uint64_t seed;
};
MUST struct span_model *span_learn(const struct span_sentence *s, size_t n, const struct span_aid *aid, const struct span_how *how);
void span_free(struct span_model *m);

/* span_mark: the best tags of a sentence, into its tag arrays. */
void span_mark(const struct span_model *m, const struct span_aid *aid, struct span_sentence *s);

/* span_cut: the words and signs of a text from `from` to the end of its sentence or line; returns where the next begins, 0 at
 * the end.  Sentences longer than SPAN_TOKENS are cut there. */
size_t span_cut(const char *text, size_t n, size_t from, struct span_sentence *s);

/* span_save: written beside and renamed.  span_load: NULL with NOT_FOUND if it is absent, of another version or damaged. */
bool span_save(const struct span_model *m, const char *path, struct err *err);
MUST struct span_model *span_load(const char *path, struct err *err);
/* span_read: the same from bytes, for tests. */
MUST struct span_model *span_read(const void *bytes, size_t n, struct err *err);

/* span_is_heading: whether a sentence stands for those below it: short, and no full stop at its end. */
bool span_is_heading(const struct span_sentence *s);

const char *span_layer_name(enum span_layer l); /* "skill", "knowledge" */

#endif
