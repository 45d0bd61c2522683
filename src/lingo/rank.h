/* rank.h -- which things does a short text mean, though it may not say their names?
 *
 * Seven signs, each between 0 and 1 or near it, added with fixed weights:
 *   about   cosine of the text with all that is said of the thing (names, three times the preferred one,
 *           and description), term frequency x inverse document frequency
 *   name    best cosine of a window of 1..5 words with any of its names; called: with its preferred name
 *   sense   best cosine, in learned meanings, of a window of 1..8 words with any of its names;
 *           whole: of the text as a whole; hint: of a window with its preferred name
 *   use     how often the frameworks use it: ln(1 + occupations that ask for it)
 * Cheap signs choose candidates, the others rank them. */
#ifndef LINGO_RANK_H
#define LINGO_RANK_H

#include "lingo/lexicon.h"

enum sign { SIGN_ABOUT, SIGN_NAME, SIGN_CALLED, SIGN_SENSE, SIGN_WHOLE, SIGN_HINT, SIGN_USE, SIGNS };

struct ranked {
    uint32_t thing;
    float score;        /* 0..1, comparable between texts of one lexicon */
    float sign[SIGNS];
};

/* ranker: scratch for one thread; the lexicon must outlive it. */
struct ranker;
enum rank_what { RANK_SENTENCE, RANK_TITLE }; /* a title is weighed as a whole, a sentence by its parts */
struct ranker *ranker_new(const struct lexicon *lex, enum rank_what what);
void ranker_free(struct ranker *r);

/* ranker_rank: the best `most` things, best first; equal scores by the order of the book.  Returns how
 * many.  0 for a text none of whose words is known.  Only the first RANK_WORDS known words count. */
#define RANK_WORDS 200
size_t ranker_rank(struct ranker *r, const char *text, size_t n, struct ranked *to, size_t most);

#endif
