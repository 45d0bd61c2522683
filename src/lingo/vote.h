/* vote.h -- titles that people have coded vote on a new title: nearest neighbours by the cosine of their words
 * (idf weights), each vote the cosine to the tenth power, so that the same title outvotes all that are only like it. */
#ifndef LINGO_VOTE_H
#define LINGO_VOTE_H

#include "lingo/lexicon.h"

struct example {
    const char *title;
    int64_t code;   /* what it was given: any number of the caller's */
    double times;   /* how often, at least 1 */
};
struct vote {
    int64_t code;
    double share;   /* of all votes, 0..1 */
};

struct voter;
/* voter_new: examples of one title need not stand together; the texts may go after it.  NULL for none. */
struct voter *voter_new(const struct example *e, size_t n);
void voter_free(struct voter *v);
/* voter_ask: the codes with the most votes, best first; *nearest: the best cosine, 0 when no word is known. */
size_t voter_ask(struct voter *v, const char *title, size_t n, struct vote *to, size_t most, double *nearest);

#endif
