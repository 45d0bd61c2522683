/* place_first.h -- private to offer/: a first plan, built forward in time, for the engine to improve.
 *
 * Local search is strong at making a plan cheaper and weak at threading chains of modules through tight
 * calendars; going through the days in order is the reverse.  (A parallel schedule generation scheme:
 * Kelley 1963; Kolisch and Hartmann 1999.) */
#ifndef OFFER_PLACE_FIRST_H
#define OFFER_PLACE_FIRST_H

#include "offer/place.h"

/* seat: what the first plan knows of one class of the engine. */
struct seat {
    int cohort, module; /* cohort from 1; module in the composition */
    const struct shape *shape;
    int shape_at; /* which of its supply's shapes */
    int time, *option; /* the plan: moment, and a choice for each want; time -1: not placed */
};

struct first_plan {
    struct market *m;
    const struct composition *c;
    struct seat *seats; /* cohort after cohort, module after module, shape after shape */
    int count;
    bool (*requires)(const void *owner, int x, int y); /* module y of the composition must come after module x */
    const void *owner;
};

/* place_first(f, cap, seed): fills time and option of every seat it can; how many it could not.  `cap`: a choice
 * dearer than cap x the cheapest of its want is left aside; 0 is no cap.  `seed` 0: by priority alone. */
int place_first(struct first_plan *f, double cap, uint64_t seed);

#endif
