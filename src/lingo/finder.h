/* finder.h -- documents found by words: an index in memory, filled once and then only read, by any number of
 * threads.
 *
 * Words are compared by stem (word.h), so that inflection does not matter.  A word that no document has is
 * taken for the beginning of one, for one typed in the other keyboard layout ("cdfhrf"), or for a slip: words
 * within one edit (two, from eight letters on) by optimal string alignment (Damerau 1964), found by a scan of
 * the vocabulary that a 32-bit set of letters cuts short.
 *
 * A document's worth is the sum over the words asked of  likeness * idf * weight,  where weight (1..255) says
 * in which of its texts the word stands: a name counts for more than a note.
 *
 * Upstream: word.  Pure; the caller owns what finder_new() and finder_ask() return. */
#ifndef LINGO_FINDER_H
#define LINGO_FINDER_H

#include "lingo/word.h"

#define FINDER_WORDS 12 /* words of a question that count */
#define FINDER_ALIKE 24 /* words of the index that one word of a question may stand for */

struct finder;

struct finder *finder_new(void);
void finder_free(struct finder *f);

/* finder_doc(f): the next document, from 0 on; texts that follow are its. */
uint32_t finder_doc(struct finder *f);
/* finder_text: the words of s count for the document, each for `weight`. */
void finder_text(struct finder *f, const char *s, int weight);

/* A text that many documents share is cut once: words = finder_cut(f, s), then finder_words() for each. */
struct finder_cut {
    uint32_t *term;
    uint32_t n;
};
struct finder_cut finder_cut(struct finder *f, const char *s);
void finder_cut_free(struct finder_cut *c);
void finder_words(struct finder *f, const struct finder_cut *c, int weight);

/* finder_done(f): no more documents.  Only then may it be asked. */
void finder_done(struct finder *f);
uint32_t finder_docs(const struct finder *f);
uint32_t finder_terms(const struct finder *f);

/* finder_question: a question's words, and for each what it stands for in the index. */
struct finder_question {
    int n;
    struct finder_asked {
        char typed[WORD_MAX];  /* folded */
        const char *instead;   /* the word taken for it, when it stands in no document; NULL: as typed */
        int alike;             /* 0: nothing is like it */
        uint32_t term[FINDER_ALIKE];
        float likeness[FINDER_ALIKE];
    } word[FINDER_WORDS];
};
void finder_ask(const struct finder *f, struct stemmer *st, const char *text, struct finder_question *out);

/* finder_score(f, q, score, had): for every document its worth, and how many of the question's words it has.
 * Both arrays have finder_docs(f) places and are zero. */
void finder_score(const struct finder *f, const struct finder_question *q, float *score, unsigned char *had);

#endif
