/* milp.h -- mixed-integer linear programmes, minimised by COIN-OR CBC in a child process.
 *
 * CBC is not re-entrant and may take long or fall over, so it never runs in the process that asks: the
 * model is built here, the child solves it within its limits and sends back the answer, and the answer is
 * checked here against every row and bound before it is believed. */
#ifndef SOLVE_MILP_H
#define SOLVE_MILP_H

#include "base/err.h"

#define MILP_INF 1e30

/* milp_begin(): for a process that will solve many: called while it is small and has no threads, it leaves a process
 * behind that starts the solvers and ends with the last process that could ask it.  Without it each
 * milp_solve() forks its own process.  Twice is once. */
void milp_begin(void);

struct milp; /* owned by the caller: milp_free */

struct milp *milp_new(void);
void milp_free(struct milp *m);

/* milp_column: a variable lo <= x <= hi with its cost; its index. */
int milp_column(struct milp *m, double cost, double lo, double hi, bool integer);
/* milp_row: lo <= sum coef[i] * x[col[i]] <= hi; its index.  A column may be named once. */
int milp_row(struct milp *m, double lo, double hi, int n, const int *col, const double *coef);
int milp_columns(const struct milp *m);
int milp_rows(const struct milp *m);

enum milp_state { MILP_OPTIMAL, MILP_FEASIBLE, MILP_INFEASIBLE, MILP_UNKNOWN };

struct milp_answer {
    enum milp_state state;
    double objective; /* of x, computed here */
    double bound;     /* no answer can cost less */
    double seconds;
};

/* milp_solve(m, seconds, gap, x, out): x has milp_columns(m) places.  `gap`: stop when within this share of
 * the bound (0: prove the optimum).  False only when the child could not be run or sent nonsense. */
MUST bool milp_solve(const struct milp *m, double seconds, double gap, double *x, struct milp_answer *out, struct err *e);

#endif
