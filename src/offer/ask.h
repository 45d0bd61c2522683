/* ask.h -- "who, where and when could teach X to N people before D, and for how much?", at once and without
 * placing an order. */
#ifndef OFFER_ASK_H
#define OFFER_ASK_H

#include "offer/offer.h"

struct question {
    const char *what; /* a competence's or an occupation's code, or words of its name */
    int level, people;
    int32_t from_on, before_on; /* from_on 0: today */
    int weekdays, from_min, to_min;
    double lat, lon;
    bool placed; /* lat and lon are given */
};

/* possibility: one module that could teach it, by one way of teaching it. */
struct possibility {
    int module, site; /* site -1: online, or not published */
    int64_t competence_id;
    int cohorts;
    int32_t starts_on, ends_on; /* 0: the published data do not allow placing it in time */
    int64_t price_minor;
    bool approval;
};

/* ask_answer(w, st, q, out, n): the cheapest first, then the soonest.  A module's prerequisites are not looked at: an
 * order's offer does that.  NOT_FOUND when the words name nothing. */
MUST bool ask_answer(struct work *w, struct state *st, const struct question *q, struct possibility **out, int *n);

MUST bool ask_list(struct work *w, struct state *st, const struct question *q, struct sheet *out);

#endif
