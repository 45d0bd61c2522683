/* fit_table.h -- (private to solve/fit) what each candidate time of each class costs as the others stand.
 *
 * Pairwise rules and students' conflicts by candidate time, and how often each room is taken by pattern, are kept as
 * others move, so that all values of a class are compared at the cost of reading them.  Ways between zones and rules
 * over whole sets of classes are not in the tables: the tables are a bound from below that is exact without these. */
#ifndef SOLVE_FIT_TABLE_H
#define SOLVE_FIT_TABLE_H

#include "solve/fit_state.h"

void fit_table_build(struct state *s); /* from the present plan */

/* What others see when class c goes from one place to another (called before s->at changes). */
void fit_table_move(struct state *s, int32_t c, const struct place *old, const struct place *at);
void fit_table_busy(struct state *s, int32_t r, const struct place *at, int by);
void fit_table_share(struct state *s, int32_t a, int32_t b, int32_t by); /* class a alone: b's students are in it */
void fit_table_weight(struct state *s, int32_t d, int32_t more);         /* a required distribution weighs more */

/* spot: a candidate time and the option of the need, if there is one, and what it costs there. */
struct spot {
    int32_t time, option;
    double price;
};
/* The values of plain class c that cost no more than `most`, into out (at most room); returns how many.
 * rate: of one unit of `hard`. */
int32_t fit_table_values(struct state *s, int32_t c, double rate, double most, struct spot *out, int32_t room);
double fit_table_price(struct state *s, int32_t c, double rate); /* of where it is now */

#endif
