/* place_build.h -- private to offer/: the lessons of a composition as a problem of the engine (place.c) and the plan it
 * starts from (place_forward.c). */
#ifndef OFFER_PLACE_BUILD_H
#define OFFER_PLACE_BUILD_H

#include "offer/place.h"

/* builder: the arrays of one fit problem; all in the work's arena. */
struct builder {
    struct market *m;
    const struct composition *c;
    struct work *w;
    struct fit_problem p;
    struct fit_class *classes;
    struct lesson *lessons; /* what each of the first classes is; after them come what teachers already give elsewhere */
    int lesson_count;
    struct shape **shapes;  /* and of which shape ... */
    int *shape_at;          /* ... of its supply */
    struct fit_resource *resources;
    int *resource_of;  /* engine's index -> state's */
    int *index_of;     /* state's -> engine's, -1 */
    int *site_of, *site_index; /* engine's -> state's, and back */
    int sites;
    int64_t **reach; /* by resource of the state: staff alone */
    struct fit_distribution *rules;
    size_t rule_room;
    int dummy; /* engine's index of the resource that is nobody */
    struct fit_need **needs; /* by shape: made once */
    struct fit_option **options; /* of every need made, with how many there are, and at how many moments */
    int *option_counts, *option_times, option_lists;
    struct supply **supplies;
    int *day_slots, *week_slots; /* by cohort */
};

/* builder_requires(b, x, y): whether module y of the composition must come after module x. */
bool builder_requires(const void *b, int x, int y);

/* forward_plan: the best of some forward plans, of fewer where it is to be brief; narrows the problem to what that plan has shown to suffice: the day by which
 * all can be done, where days weigh much, and the lenders that are enough, where each counts. */
struct fit_plan *forward_plan(struct builder *b, uint64_t seed, bool brief);

#endif
