/* breakdown.h -- something is out of order from .. to: a room, a machine, a teacher, or all of a site or an owner.
 * Recorded as busy hours of what has failed, so that every calendar, offer and hold knows it at once.
 * Upstream: resource.  See repair.h for what is done about the lessons it hits. */
#ifndef TIMETABLE_BREAKDOWN_H
#define TIMETABLE_BREAKDOWN_H

#include "base/work.h"

struct sheet;

struct breakdown {
    const char *code, *what_ru, *what_en, *state, *reason;
    int64_t from, to;
    int things; /* resources that are busy by it */
};

/* breakdown_make: `what` is the code of a resource, a site or an organisation; units 0: all there are.  *code is its own. */
MUST bool breakdown_make(struct work *w, const char *what, int units, int64_t from, int64_t to, const char *reason, const char **code);

/* breakdown_over: it works again from `at` on (0: now; not after its beginning: it never was).  Doing it again changes nothing. */
MUST bool breakdown_over(struct work *w, const char *code, int64_t at, struct breakdown *out);

MUST bool breakdown_load(struct work *w, const char *code, struct breakdown *out);
MUST bool breakdown_list(struct work *w, struct sheet *out);

/* breakdown_when(w, from, to, ...): "2027-03-01" or "2027-03-01 13:00"; a day alone as the end includes that day. */
MUST bool breakdown_when(struct work *w, const char *from, const char *to, int64_t *from_at, int64_t *to_at);

#endif
