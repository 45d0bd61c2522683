/* usage.h -- actual use: somebody came to what was booked, and left; or nobody came.  What is left of a time after its
 * people have gone, or that nobody came to, is free again at once. */
#ifndef RESOURCE_USAGE_H
#define RESOURCE_USAGE_H

#include "base/work.h"

/* due: a time of a claim, or a lesson of an agreed offer, that is on now, or begins or ended within the hour. */
struct due {
    int64_t from, to; /* wall minutes */
    const char *claim, *offer, *title_ru, *title_en;
    int64_t claim_id, lesson_id, organisation_id; /* who asked for it */
    int64_t in_at, out_at;  /* Unix seconds; 0: not yet */
    bool absent;
};

/* usage_due: of a resource (code), in order of time; *owner_id is its owner, 0 when there is no such resource.  `wall` is
 * now by the region's clock: usage_wall(). */
MUST bool usage_due(struct work *w, const char *resource, int64_t wall, struct due **out, int *n, int64_t *owner_id);

/* usage_wall: the wall minute of now; where the setting "today" stands for today, its day with our clock. */
int64_t usage_wall(struct work *w);

enum usage_act { USAGE_IN, USAGE_OUT, USAGE_ABSENT };

/* usage_record: of the time that begins at starts_at.  `of` is a claim's code; NULL or "": a lesson, whichever of an agreed offer
 * begins then.  NOT_FOUND where there is none; CONFLICT for leaving before coming.  Done twice it changes nothing. */
MUST bool usage_record(struct work *w, const char *resource, const char *of, int64_t starts_at, enum usage_act act, bool *changed);

/* usage_sweep: times nobody came to within what their owners' rules (noshow) allow are recorded so; *n of them. */
MUST bool usage_sweep(struct work *w, int *n);

#endif
