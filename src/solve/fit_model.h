/* fit_model.h -- (private to solve/fit) the problem made ready for the search: read-only and shared by threads. */
#ifndef SOLVE_FIT_MODEL_H
#define SOLVE_FIT_MODEL_H

#include "solve/fit_place.h"

struct mopt {
    int32_t resource, units, with;
    int64_t cost;                /* weighted */
    const uint64_t *ok;          /* by candidate time: may be used then, base load and all; never NULL */
    const int64_t *site_penalty; /* raw, as given */
};

/* link: a class's place in a distribution. */
struct mlink {
    int32_t dist, position;
};

struct mdist {
    enum fit_type type;
    int32_t a, b, n;
    const int32_t *class;
    bool required, by_time, by_room, by_zone; /* what it looks at */
    int64_t cost;  /* weighted penalty of one raw unit */
    int32_t unit;  /* required: what one broken unit weighs at first, in 16ths */
    int32_t table; /* where its table begins in a state's `table`, -1: none */
};

struct model {
    const struct fit_problem *p;
    int32_t classes;
    int32_t *time_at;     /* classes + 1: where the candidate times begin in `place`, `time_cost` */
    struct place *place;  /* by candidate time; site as the class has it, room none */
    int64_t *time_cost;   /* weighted */
    int32_t *usable_at;   /* classes + 1 */
    int32_t *usable;      /* candidate times (within the class) at which every need has an option */
    int32_t *need_at;     /* classes + 1 */
    int32_t *opt_at;      /* needs + 1 */
    struct mopt *opt;
    int32_t *link_at;     /* classes + 1 */
    struct mlink *link;
    struct mdist *dist;
    int32_t *user_at;     /* resources + 1: room for users of each resource of capacity 1 */
    int64_t *grid_at;     /* resources + 1: room for the grid of each other one; equal where none */
    int32_t segments;     /* of the day, for the grids */
    uint16_t segment[FIT_SLOTS + 1]; /* slot -> segment that begins there or holds it */
    int32_t tables, most_links, most_needs, most_times;
    int32_t *dead;        /* classes that no value can place */
    int32_t deads;
    int32_t *free;        /* classes the search may move */
    int32_t frees;
    struct pool *pool;    /* bitsets */
    /* zones: sites from and to which the ways are the same (fit_pattern.c) */
    int16_t *zone;        /* by site */
    int32_t zones;
    uint16_t *travel;     /* zones x zones, NULL: nowhere takes time */
    /* patterns: the different (weeks, days, slots) there are; domains: the different lists of candidate times */
    bool tabled;          /* what follows is there, and a state keeps tables by pattern (fit_table.c) */
    int32_t patterns, pattern_words;
    uint64_t *overlap;    /* patterns x pattern_words: which patterns each one meets */
    int32_t *domain;      /* by class */
    int32_t *domain_words;
    int64_t *domain_at;   /* by domain: where its part of `shadow` begins */
    uint64_t *shadow;     /* by domain, pattern: on which candidate times of the domain the pattern falls */
    bool *grouped;        /* by class: in a rule over a whole set that looks at times */
    bool *plain;          /* by class: no need, or one, met by resources of capacity 1: its values are (time, option) */
    /* students: for each subpart its turn, parents before children (by config, from first_subpart) */
    int32_t *turn;
    int32_t *course_at;   /* courses + 1: where a course's enrolments begin in `enrolled` */
    int32_t *enrolled;    /* enrolments (student's courses), by course */
    int32_t *student_of;  /* by enrolment */
    int32_t *chosen;      /* by enrolment: the course */
    int32_t *flex;        /* enrolments with a choice */
    int32_t enrolments, flexes;
    int32_t *enrol_at;    /* by student + 1 */
    int32_t *attends_at;  /* by enrolment + 1 */
};

struct model *fit_model_new(const struct fit_problem *p, struct err *e);
void fit_model_free(struct model *m);

/* fit_zones, fit_patterns: false for want of memory.  Patterns are left out where few classes are plain or where they
 * would take too much room. */
bool fit_zones(struct model *m);
bool fit_patterns(struct model *m);
void fit_patterns_free(struct model *m);

/* model_shadow: the candidate times of class c that a pattern falls on. */
static inline const uint64_t *model_shadow(const struct model *m, int32_t c, int32_t pattern)
{
    int32_t d = m->domain[c];
    return m->shadow + m->domain_at[d] + (int64_t)pattern * m->domain_words[d];
}

/* A rule over a whole set that looks at times alone. */
static inline bool model_group(const struct mdist *d) { return !type_pairwise(d->type) && d->type != FIT_SAME_OPTION; }

static inline bool model_allows(const struct mopt *o, int32_t t) { return o->ok[t >> 6] >> (t & 63) & 1; }

#endif
