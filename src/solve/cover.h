/* cover.h -- composing: choose modules that together give all that is asked, at least cost.
 *
 * Weighted set cover with prerequisites, partners to open, hours within norms and a budget, as a
 * mixed-integer model proved by CBC (milp.h).  Indexes are 0-based; arrays are the caller's.
 *
 *   min  sum cost[m] x[m] + partner_cost * sum y[p]
 *   each ask:  sum of x over the modules that meet it >= 1
 *   each group of m:  sum of x over the group's members >= x[m]          (one of them must come before)
 *   x[m] <= y[partner[m]];   hours_least <= sum hours x <= hours_most;   sum contact x <= contact_most
 *   sum price x <= budget
 *
 * Prerequisites that lean on each other in a ring cannot be taught in any order; such an answer is cut
 * off and the model solved again, until the chosen modules can be put in an order. */
#ifndef SOLVE_COVER_H
#define SOLVE_COVER_H

#include "base/err.h"

struct cover_group {
    int members;
    const int *member; /* modules, any of which will do */
};

struct cover_module {
    int64_t cost, price;
    int hours, contact, partner;
    int asks;
    const int *ask; /* what it meets */
    int groups;
    const struct cover_group *group;
};

struct cover_problem {
    int modules, asks, partners;
    const struct cover_module *module;
    int64_t partner_cost;
    int hours_least, hours_most; /* hours_most 0: no limit */
    int contact_most;            /* below 0: no limit */
    int64_t budget;              /* below 0: none */
    int bans;                                  /* sets of modules that must not all be chosen */
    const struct cover_group *ban;
};

struct cover_answer {
    bool found, proved;
    int chosen; /* how many */
    int *order; /* room for problem.modules: the chosen ones, each after what it requires */
    int64_t cost;
    double bound, seconds;
};

/* cover_solve: out->order is the caller's, with room for all modules.  found false with proved true:
 * there is no such choice.  False only when the solver could not be run. */
MUST bool cover_solve(const struct cover_problem *p, double seconds, struct cover_answer *out, struct err *e);

#endif
