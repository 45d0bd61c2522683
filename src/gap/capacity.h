/* capacity.h -- private to gap/: how many people modules can still teach by a day.
 *
 * Each room, machine and teacher has the academic hours that are left to it until the day: open, not busy, not booked, of a
 * teacher no more than their weekly load.  A cohort of a module draws from them what its lessons need, in one town,
 * of resources that its owner has or is lent.  CAPACITY_USABLE of the free hours are counted, because lessons that
 * must meet in time never fill them all.  No hour is counted twice, whichever competence it is given to. */
#ifndef GAP_CAPACITY_H
#define GAP_CAPACITY_H

#include "programme/programme.h"

#define CAPACITY_USABLE  0.5
#define CAPACITY_WEEK_AH 20 /* what a cohort takes in a week */

struct capacity;

MUST struct capacity *capacity_open(struct work *w, int32_t from_on, int32_t by_on);
const struct modules *capacity_modules(const struct capacity *s);
const struct partners *capacity_partners(const struct capacity *s);

/* capacity_again: everything is left again, as at first. */
void capacity_again(struct capacity *s);

/* capacity_take: one cohort of the module for at most `people`, in a town within reach of the one named (folded; NULL: anywhere).
 * Returns how many it teaches, 0 when it cannot be held; *where: in which town.  capacity_mark and capacity_back undo what was
 * taken since. */
int capacity_take(struct capacity *s, int module, int people, const char *town, int travel_min, const char **where);
size_t capacity_mark(const struct capacity *s);
void capacity_back(struct capacity *s, size_t mark);

#endif
