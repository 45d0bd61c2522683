/* timetable_show.h -- the lessons of agreed and held offers, of everybody, by what the reader wants to see.
 * Upstream: offer, resource. */
#ifndef TIMETABLE_TIMETABLE_SHOW_H
#define TIMETABLE_TIMETABLE_SHOW_H

#include "base/work.h"

/* shown: one lesson as it is read. */
struct shown {
    int64_t id, from, to;
    const char *offer, *order, *title, *module, *module_code, *part, *site, *room, *room_code, *staff, *things, *state;
    int cohort, cohorts, hours_ah;
    bool moved; /* by a repair that stands */
};

/* which: "" and 0 are "all".  whose: an organisation that orders, teaches, lends or owns the site; 0: everybody. */
struct which {
    int32_t from_on, to_on; /* both included */
    const char *resource, *partner, *site, *order, *offer;
    int cohort;
    int64_t whose;
};

/* timetable_read: in order of time; *n of them. */
MUST bool timetable_read(struct work *w, const struct which *k, struct shown **out, int *n);

struct sheet;
MUST bool timetable_sheet(struct work *w, const struct shown *all, int n, struct sheet *out);

#endif
