/* title.h -- job titles given their occupations: by the names of a framework, and by titles coded before.
 *
 * Upstream: lingo, lexis.  Downstream: the command, vacancies. */
#ifndef COMPETENCE_TITLE_H
#define COMPETENCE_TITLE_H

#include "base/work.h"

#include <stdio.h>

struct lexicon;
struct coded {
    uint32_t thing;  /* of coder_lexicon() */
    double score;    /* 0..1 */
};

/* coder_open: as lexis_open(LEXIS_TITLES); freed with the work.  NULL with the work failed. */
struct coder;
struct coder *coder_open(struct work *w, const char *framework, const char *where, FILE *say);
const struct lexicon *coder_lexicon(const struct coder *c);

/* coder_code: the best occupations of a title, best first.  Marks of sex and the like ("m/f/d") are passed over. */
size_t coder_code(struct coder *c, const char *title, size_t n, struct coded *to, size_t most);

/* title_learn(w, file, how, result): read a CSV of coded titles and remember them.  An occupation that the framework
 * does not have is added to it, named as the code column says after its code ("1102 - Contract Specialist");
 * several codes of one title are parted by '|'.  Learning the same file twice doubles its weight, no more. */
struct title_learning {
    const char *title, *code, *framework; /* names of columns; the framework they are of */
};
struct title_learned {
    size_t titles, occupations, lines;
};
bool title_learn(struct work *w, const char *file, const struct title_learning *how, struct title_learned *result);

#endif
