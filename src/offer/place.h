/* place.h -- private to offer/: every lesson of a composition in time and on resources, by solve/fit. */
#ifndef OFFER_PLACE_H
#define OFFER_PLACE_H

#include "offer/compose.h"

struct placing {
    struct lesson *lessons;
    int lesson_count, unplaced;
    int worst_module; /* index in the composition of the module with most unplaced lessons; -1 */
    const char *worst_why; /* what is in its way, as the engine counts it: "staff", "room", ... */
};

/* place: false only when the engine or the database failed; lessons without a place are in the list, not placed.
 * `effort`: 1 is the usual number of moves tried. */
MUST bool place(struct market *m, const struct composition *c, uint64_t seed, double effort, struct placing *out);

#endif
