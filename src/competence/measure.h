/* measure.h -- how well lines are linked and titles coded, on sets of right answers.
 *
 * A folder of CSV files; a file is known by its columns:
 *   sentence, label            competences by name, one a line (Decorte et al. 2022, 2023); names that are none
 *                              of the framework's ("LABEL NOT PRESENT") are passed over, sentences without any too
 *   vacancyTitle, conceptUri   occupations by the last part of their address (Decorte et al. 2021)
 *   position_title, occupation_series, open_date   dated adverts of an official occupation: titles of the earlier two
 *                              thirds teach, the later third is asked
 * R-precision at k is what part of min(k, right answers) is among the first k; MRR the mean of 1/place of the first
 * right one; both are means over sentences.  The interval is a 95% one, from the spread over sentences. */
#ifndef COMPETENCE_MEASURE_H
#define COMPETENCE_MEASURE_H

#include "base/work.h"

#include <stdio.h>

struct sheet;

/* measure_gold: one row a file and figure.  At most `sample` titles of a file are asked, evenly spread.  False: the
 * folder cannot be read or nothing in it is known. */
bool measure_gold(struct work *w, const char *folder, const char *framework, const char *where, int64_t sample, FILE *say, struct sheet *s);

#endif
