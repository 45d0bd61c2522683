/* need.h -- what adverts ask for, and how far the figure can be trusted.
 *
 * Upstream: feed (the tables vacancy, mention, need).  Downstream: gap, pages.
 *
 * A share is adverts that ask for the competence of all adverts read, in the same place, occupation and months; its interval is
 * Wilson's (1927), 95%.  The trend compares the period with as many months before it: rising or falling only when
 * the two intervals do not meet; new: none before, though adverts were read; vanishing: none now. */
#ifndef DEMAND_NEED_H
#define DEMAND_NEED_H

#include "base/work.h"

struct sheet;

struct need_ask {
    int32_t since_on, until_on; /* first days of months; INT32_MIN: the last six months there are */
    const char *municipality;   /* NULL: everywhere */
    const char *occupation;     /* code; NULL: all */
    int64_t most;
    const char *trend;          /* only these: rising, falling, new, vanishing, steady; NULL: all */
    const char *(*name_link)(struct work *w, const char *code), *(*count_link)(struct work *w, const char *code); /* where a name and a count lead; NULL: nowhere */
};

/* need_list: one row a competence, most asked for first. */
bool need_list(struct work *w, const struct need_ask *ask, struct sheet *s);

/* need_series: the share of adverts that ask for a competence, month by month, from the first month with adverts to the last;
 * months without adverts repeat the month before.  *first_on: the first month.  NULL with the work failed if there
 * is no such competence or no advert. */
double *need_series(struct work *w, const char *competence, const char *municipality, size_t *n, int32_t *first_on, int64_t *adverts);

struct interval {
    double low, high;
};
struct interval need_wilson(int64_t k, int64_t n);

int32_t need_month_after(int32_t month_on, int months); /* months may be negative */

#endif
