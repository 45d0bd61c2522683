/* region.h -- makes a whole region out of a seed, for measuring, for trying the system at size, and for
 * tests. Upstream: the tables alone.  Downstream: nobody; it only writes rows that any other region would
 * have.
 *
 * It is realistic where it matters to the answers: towns lie in clusters, partners keep to one field of work
 * and a few specialties, a module is taught where its machines stand and its teachers are, several owners
 * give the same competence at different prices, prerequisites have no cycles, and calendars are three fifths
 * full with the owners' own lessons.  Most orders ask for what can be taught nearby; about one in twenty
 * cannot be met. */
#ifndef REGION_REGION_H
#define REGION_REGION_H

#include "base/work.h"

/* region_size: how much of each thing to make. */
struct region_size {
    const char *name;                           /* "S", "M", "L" */
    int towns, fields, specialties, activities; /* specialties: of each field */
    int organisations, sites, rooms, equipment, staff, modules, competences, orders;
    double spread; /* half the width of the region, degrees of latitude */
};

/* region_size_find("M"): its row, or NULL. */
const struct region_size *region_size_find(const char *name);

/* What was made, in rows. */
struct region_made {
    int64_t organisations, sites, rooms, equipment, staff, competences, modules, programmes, orders, busy;
    int64_t open_min,
        taken_min; /* of all resources in one week: opening hours, and those taken by busy rows */
};

/* Told now and then how far it is. */
struct region_progress {
    void (*tell)(void *to, int64_t done, int64_t whole);
    void *to;
};

/* region_make(w, size, seed, progress, made): the same size and seed give the same rows, whatever the
 * database and the day.  All or nothing.  Fails CONFLICT when the database already has organisations.
 * progress may be NULL. */
MUST bool region_make(struct work *w, const struct region_size *size, uint64_t seed,
                      const struct region_progress *progress, struct region_made *made);

#endif
