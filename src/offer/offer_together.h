/* offer_together.h -- several orders answered so that all their offers can be held at once.
 *
 * Answered one by one against the same free calendars, orders are promised the same rooms and teachers, and only the first
 * who accepts gets them.  Here each order is answered with what the orders before it were given counted as taken, the
 * earliest deadline first; an order that finds nothing so, but would alone, is put first and all are answered again.
 * Then all lessons of all offers are one problem of solve/fit, begun from that plan, so that an early order gives up what a
 * later one needs more.  (Sequential planning with priorities and repair of the order: squeaky wheel optimisation, Joslin
 * and Clements 1999.)
 *
 * Upstream: the same as offer.h. */
#ifndef OFFER_OFFER_TOGETHER_H
#define OFFER_OFFER_TOGETHER_H

#include "offer/offer.h"

struct together {
    struct order **orders; /* as they were answered: in order of deadline */
    struct answer **answers; /* by order; possible false says why not */
    struct answer **alone; /* by order: the answer it would get if it were the only one; NULL where that was not asked */
    const char **codes; /* of the stored offers; NULL before offer_together_store */
    int count;
    int met, met_alone;
    int alone_held; /* how many of those could be held at once, accepted in the same order */
    int64_t price_minor, first_price_minor, alone_price_minor; /* sums of what is met; first: before all lessons were planned anew at once */
    int lessons, planned; /* lessons in all; how many of them were planned anew at once */
    int rounds;
    double seconds;
};

/* offer_together: `codes` n orders; n 0: all that are open.  `compare`: also answer each alone, for the figures. */
MUST bool offer_together(struct work *w, struct state *st, const char **codes, int n, const struct answer_control *c, bool compare, struct together *out);

/* offer_together_store: all of them, or none. */
MUST bool offer_together_store(struct work *w, struct state *st, struct together *t);

#endif
