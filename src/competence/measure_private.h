/* measure_private.h -- what the files of measure share. */
#ifndef COMPETENCE_MEASURE_PRIVATE_H
#define COMPETENCE_MEASURE_PRIVATE_H

#include "base/work.h"

#include <stdio.h>

struct lexicon;
struct sheet;

#define LABELS 64
struct ask { /* one line with its right answers; none: nothing is asked for in it */
    const char *text;
    int64_t right[LABELS]; /* things of the lexicon that ranks */
    size_t n;
};

/* measure_marks: precision, recall and F1 of the names found in the lines, over those of the lexicon's own framework; of
 * what ranking would answer from a score on; and of both together.  Rows of file, figure, value, low, high, lines. */
void measure_marks(struct work *w, const char *file, const struct lexicon *lex, const struct ask *asks, size_t n, const char *where, FILE *say, struct sheet *s);

/* measure_tags: employers' own tags of adverts (JSON lines of hh.ru).  False when the file has none. */
bool measure_tags(struct work *w, const char *path, const char *file, struct sheet *s);

/* measure_agreement: of two readings, pass1.csv and pass2.csv (line, labels parted by spaces): Cohen's kappa over all pairs of
 * line and label, F1 of the sets.  False when they are not there. */
bool measure_agreement(struct work *w, const char *folder, struct sheet *s);

#endif
