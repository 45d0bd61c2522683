/* fit_least.h -- the plan that moves fewest of the classes people already know the place of, and the proof of it.
 *
 * A search by chance finds a good plan but cannot say that a smaller change would not do.  Here the number of moved
 * classes grows from 0: for each set of so many the rest of the timetable stands, and every way of placing them is
 * gone through, so that the first number at which there is a way is the least.  Exact as far as it goes; what it costs
 * grows fast with the number, hence the limit.  (Iterative deepening: Korf 1985; the value chosen first for the class
 * with fewest values left: Haralick and Elliott 1980.) */
#ifndef SOLVE_FIT_LEAST_H
#define SOLVE_FIT_LEAST_H

#include "solve/fit.h"

enum fit_least_state {
    FIT_LEAST_FOUND,   /* *plan moves `moved` classes beside those without a place, and fewer will not do if `proved` */
    FIT_LEAST_NONE,    /* proved: no plan moves at most `most` of them */
    FIT_LEAST_UNKNOWN, /* the limit was reached first */
};

struct fit_least {
    enum fit_least_state state;
    int32_t moved;  /* classes that had a place in `home` and have another in the plan, at most */
    int32_t below;  /* it is proved that no plan moves fewer than this */
    bool proved;    /* below == moved */
    int64_t tried;  /* placings looked at */
    struct fit_plan *plan; /* owned by the caller: fit_plan_free; NULL unless found */
};

/* fit_least(p, home, most, limit, out, e): `home` has every class where people know it, and those that have lost their
 * place without a time.  Classes that are not fixed may be moved, at most `most` of them; `limit` placings are tried.
 * false only for a malformed problem or no memory. */
bool fit_least(const struct fit_problem *p, const struct fit_plan *home, int32_t most, int64_t limit, struct fit_least *out,
               struct err *e) MUST;

#endif
