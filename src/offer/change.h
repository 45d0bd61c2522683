/* change.h -- private to offer/: an order asked a little differently, as a relaxation or a what-if says it. */
#ifndef OFFER_CHANGE_H
#define OFFER_CHANGE_H

#include "offer/offer.h"

/* change: what is asked otherwise; a field at its zero value stays as ordered. */
struct change {
    int32_t deadline_on, earliest_on;
    int weekdays, from_min, to_min, people, travel_most_min, day_most_ah; /* travel_most_min below 0: any distance */
    int64_t budget_minor;         /* below 0: none named */
    const char *without[16];      /* competence codes left out */
    int without_count;
    const char *lower[16];        /* competence codes asked at the level that is taught */
    int lower_to[16], lower_count;
    int share; /* an organisation's index + 1 that is taken to share everything; 0: nobody */
    const char *kind; /* of programme */
};

/* change_apply: the order as it would read; asks are copied. */
struct order *change_apply(struct work *w, const struct order *o, const struct change *c);

/* change_text: the options of `cavt offer make` that ask the same: "--deadline 2027-04-01 --weekdays 123456". */
const char *change_text(struct work *w, const struct state *st, const struct change *c);

bool change_empty(const struct change *c);

#endif
