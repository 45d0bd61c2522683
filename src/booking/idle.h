/* idle.h -- the region's costly equipment that stands idle, beside the demand that could use it: orders nobody could meet
 * yet, adverts, requests standing in line. */
#ifndef BOOKING_IDLE_H
#define BOOKING_IDLE_H

#include "base/work.h"

struct sheet;

/* idle_wanted: one row a type of equipment over `days` days from first_on (0: today), the costliest idleness first among
 * those somebody could use, then the rest; most rows at most. */
MUST bool idle_wanted(struct work *w, int32_t first_on, int days, int most, struct sheet *out);

#endif
