/* repair_keep.h -- private to repair: lessons that go from one place to another, as repair_keep.c and repair_book.c see them. */
#ifndef TIMETABLE_REPAIR_KEEP_H
#define TIMETABLE_REPAIR_KEEP_H

#include "base/work.h"

struct stand_use {
    int64_t resource, price_minor;
    int units;
    bool ask; /* its owner's word is needed */
};

/* stand: where a lesson is.  Wall minutes; site 0: none. */
struct stand {
    int64_t from, to, site;
    struct stand_use *uses;
    int use_count;
};

struct shift {
    int64_t lesson, offer;
    int hours_ah, cohort;
    struct stand was, is;
};

/* repair_book: the document, parts and prices of an offer whose lessons have been moved; the first n shifts are its own.
 * Removed prices are written back into `was` as they were really charged. */
MUST bool repair_book(struct work *w, int64_t offer, struct shift *s, int n);

#endif
