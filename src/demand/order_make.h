/* order_make.h -- an employer's plain words become an order: what they mean, and the order's own rules.
 * Upstream: competence, partner.  Downstream: the pages and commands of orders. */
#ifndef DEMAND_ORDER_MAKE_H
#define DEMAND_ORDER_MAKE_H

#include "base/work.h"

struct wanted {
    int64_t id;
    const char *code, *name, *because; /* because: the words that made us think so; NULL: chosen by hand */
    int level;
    int64_t modules; /* how many modules give it at that level or above */
};

struct draft {
    const char *words;                    /* as typed */
    const char *organisation, *title, *municipality, *weekdays, *kind, *wish;
    int64_t people;
    int32_t earliest_on, deadline_on;     /* 0: not said */
    int from_min, to_min;
    int64_t day_most_ah, week_most_ah, travel_most_min; /* 0: no limit */
    int64_t budget_minor;                 /* -1: none named */
    struct wanted *asks;
    int ask_count;
};

/* order_read(w, words, today, where, d): fill in of d what the words say: people, days, hours, place and
 * competences.  What they do not say is left as it was.  where: the database as it was named (lexis.h). */
MUST bool order_read(struct work *w, const char *words, int32_t today_on, const char *where, struct draft *d);

/* order_want(w, d, code, level, because): add a competence; once only.  False if there is none of that code. */
bool order_want(struct work *w, struct draft *d, const char *code, int level, const char *because);

/* order_make(w, d, code): store it as an open order; its code.  Fails NOT_VALID with one sentence that says
 * what is missing and what to write. */
MUST bool order_make(struct work *w, const struct draft *d, int32_t today_on, const char **code);

#endif
