/* lay.h -- which unit of one resource each lesson or time gets; for whoever takes rows of booking.
 *
 * Equal units are interchangeable, so a want is laid on the lowest unit free for all of it; where every
 * unit is taken somewhere in between, though never all at once, it is laid piece by piece on the unit that
 * stays free longest.  So a want is refused only when at some moment fewer units are free than it needs. */
#ifndef RESOURCE_LAY_H
#define RESOURCE_LAY_H

#include "base/work.h"

/* stretch: from..to is taken already: one unit of it, or, unit -1, any `units` of them (the owner's own use,
 * which names none).  Wall minutes, end not included. */
struct stretch {
    int64_t from, to, id;
    int unit, units;
};

/* want: `units` of it are needed from..to. */
struct lay_want {
    int64_t from, to, lesson;
    int units, hours_ah;
};

/* piece: what wants[want] gets. */
struct piece {
    int64_t from, to;
    int want, unit;
};

struct laid {
    struct piece *pieces;
    size_t room;
    int count;
    int want; /* the first want that cannot be laid, -1 if all are */
    int by;   /* the stretch in its way; -1: other wants of the same offer */
};

/* lay(w, taken, n, wants, m, quantity, out): false, with want and by told, when one cannot be laid. */
bool lay(struct work *w, const struct stretch *taken, int n, const struct lay_want *wants, int m, int quantity, struct laid *out);

#endif
