/* compose.h -- private to offer/: which modules, for how many cohorts, proved least in cost. */
#ifndef OFFER_COMPOSE_H
#define OFFER_COMPOSE_H

#include "offer/supply.h"

struct composition {
    bool found, proved;
    int cohorts, size;      /* of the largest cohort; others may have one person fewer */
    int *modules, count;    /* in an order in which they can be taught */
    int64_t cost_minor;     /* weighed, as if every lesson were the cheapest */
    double bound_minor;     /* no composition, however placed, weighs less */
    bool filled;            /* modules not asked for were let in to reach the norm's hours */
    double seconds;
    int *candidates, candidate_count; /* every module that was considered */
};

struct ban {
    int modules[64], count;
};

/* compose: the least composition over every sensible number of cohorts.  `bans`: sets of modules that proved
 * impossible to place together.  False only when the solver or the database failed. */
MUST bool compose(struct market *m, double seconds, const struct ban *bans, int ban_count, struct composition *out);

/* module_meets: whether a module gives what is asked, at its level, under its own or an aligned competence.
 * `a` is one of the order's own asks. */
bool module_meets(struct market *m, int module, const struct ask *a);

/* cohorts_possible: numbers of cohorts worth trying, fewest first; how many. */
int cohorts_possible(const struct market *m, const int *candidates, int n, int *out, int room);

/* candidate_modules: what could take part: givers of what is asked, what they require, and, with `fill`, their kin. */
int *candidate_modules(struct market *m, bool fill, int *n);

#endif
