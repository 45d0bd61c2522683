/* milp_private.h -- between the model (milp.c) and the process that solves it (milp_child.c). */
#ifndef SOLVE_MILP_PRIVATE_H
#define SOLVE_MILP_PRIVATE_H

#include "solve/milp.h"

#include <sys/types.h>

struct milp {
    int columns, rows, entries;
    int column_room, row_room, entry_room;
    double *cost, *lo, *hi;
    char *integer;
    double *row_lo, *row_hi;
    int *start; /* of each row in col and coef */
    int *col;
    double *coef;
};

/* What comes back before the values of x. */
struct milp_message {
    int state; /* enum milp_state */
    double bound;
};

/* milp_launch(m, seconds, gap, pid): a process that solves m and writes a message, and the values where it has any, to
 * the descriptor returned; -1 with errno where none could be started.  *pid: who is to be ended and waited for,
 * 0 where the process ends by itself. */
int milp_launch(const struct milp *m, double seconds, double gap, pid_t *pid);

/* Seconds of the clock after which nothing more is waited for: CBC looks at its own limit only between nodes. */
static inline double milp_patience_s(double seconds) { return seconds * 1.5 + 5; }

#endif
