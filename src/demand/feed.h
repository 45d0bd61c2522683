/* feed.h -- adverts come in: read, made plain and masked, folded when they repeat, given an occupation, marked.
 *
 * Upstream: codec, lingo, competence.  Downstream: need.
 *
 * Files: .jsonl and .ndjson are read line by line and need no more memory than one line; .json, .html and .csv whole.
 * A line that cannot be used is counted and named, and the feed goes on.  Every FEED_BATCH adverts are written for
 * good, so an interrupted feed is taken up by running it again: adverts already there are passed over.
 *
 * Near duplicates (lingo/twin.h) in one municipality within FEED_TWIN_DAYS keep their row but are not counted. */
#ifndef DEMAND_FEED_H
#define DEMAND_FEED_H

#include "base/work.h"

#include <stdio.h>

#define FEED_BATCH     5000
#define FEED_TWIN_DAYS 45
#define FEED_NAMED     20 /* refusals that are named one by one */

struct feed_how {
    const char *source;    /* NULL: the file's own name without its end */
    const char *framework; /* of occupations; NULL: the largest */
    const char *where;     /* the database as it was named, for lexis_open() */
    bool fast;             /* occupations by their names alone, not ranked */
    FILE *say;             /* progress for a person; NULL for silence */
};
struct feed_refusal {
    const char *file;
    size_t line;
    char why[300];
};
struct feed_result {
    size_t read, fresh, known, twins, refused, mentions, coded, named;
    struct feed_refusal refusal[FEED_NAMED];
};

/* feed_files: false when a file cannot be opened or the database failed; what was written before stays. */
bool feed_files(struct work *w, const char *const *files, size_t n, const struct feed_how *how, struct feed_result *result);

#endif
