/* place_first.h -- private to offer/: a first plan, built forward in time, for the engine to improve.
 *
 * Local search is strong at making a plan cheaper and weak at threading chains of modules through tight
 * calendars; going through the days in order is the reverse.  (A parallel schedule generation scheme:
 * Kelley 1963; Kolisch and Hartmann 1999.) */
#ifndef OFFER_PLACE_FIRST_H
#define OFFER_PLACE_FIRST_H

#include "offer/place.h"

static inline int slots_of(int hours_ah) { return (lesson_min(hours_ah) + SLOT_MIN - 1) / SLOT_MIN; }
/* load_slots: the slots that stand for a teacher's hours of a week. */
static inline int load_slots(int hours_ah) { return hours_ah * slots_of(LESSON_MOST_AH) / LESSON_MOST_AH; }

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
    const double *cap; /* by module: a lesson dearer than cap x its cheapest is not held; 0, or NULL: no cap */
    const int *week_slots, *day_slots; /* by cohort: what the engine allows it, which rounds hours; NULL: hours alone */
    const bool *may;   /* by organisation: whose rooms, machines and teachers are used; NULL: everybody's */
    int32_t last_on;   /* no lesson after that day; 0: the order's deadline */
    struct first_notes *notes; /* made by the first plan and used again by those after it; NULL at first */
    /* what came of it */
    int *left;          /* by module: lessons without a place; given by the caller, or NULL */
    int64_t cost_minor; /* of what was placed, as the engine counts it */
};

/* place_first(f, seed): fills time and option of every seat it can; how many it could not.  `seed` 0: by priority alone. */
int place_first(struct first_plan *f, uint64_t seed);

#endif
