/* region_plan.h -- the region in memory, before it becomes rows.  Pure: a size and a seed in, arrays out.
 * Indexes refer to the arrays of the same plan; -1 is none.  Money in minor units, hours academic. */
#ifndef REGION_REGION_PLAN_H
#define REGION_REGION_PLAN_H

#include "base/rng.h"
#include "region/region.h"

#define PLAN_TODAY 20780 /* 2026-11-23, a Monday: the made region's own today */
#define PLAN_WEEKS 31    /* owners' lessons repeat until the end of June */
#define GIVES_MOST 4
#define ASKS_MOST 7

enum org_kind {
    ORG_CENTRE,
    ORG_AUTHORITY,
    ORG_UNIVERSITY,
    ORG_SCIENCE,
    ORG_COLLEGE,
    ORG_EMPLOYER,
    ORG_PROVIDER,
    ORG_KINDS
};

struct plan_town {
    double lat, lon;
    int module_first, module_count; /* into by_town */
};

struct plan_org {
    enum org_kind kind;
    int field, town, number; /* number: of its kind, from 1 */
};

struct plan_site {
    int org, town, number;
    double lat, lon;
    int opens_min, closes_min, sat_opens_min, sat_closes_min;
    bool second_shift; /* its owner teaches in the second half of the day */
    int room_first, room_count, staff_first, staff_count;
};

/* Room types: classroom, computer room, hall, then a workshop and a laboratory of each field. */
enum { TYPE_CLASS, TYPE_COMPUTER, TYPE_HALL, TYPE_FIELD };

struct plan_room {
    int site, number, type, seats;
    int specialty; /* of a workshop; -1 */
    int machine;   /* its main equipment, -1 */
    int64_t price_minor;
};

struct plan_machine {
    int site, room, number, quantity;
    int specialty; /* what it is for; -1: a computer workplace */
    int64_t price_minor;
};

struct plan_staff {
    int site, number, specialty, load_week_ah;
    int ability; /* first in the chain, -1 */
    int64_t price_minor;
};

struct plan_ability {
    int competence, level, next;
};

struct plan_module {
    int site, room; /* the workshop it was made for: sets type, seats, equipment */
    int lecture_ah, practice_ah, self_ah, least, most;
    int gives[GIVES_MOST], levels[GIVES_MOST], give_count; /* the first is the main one */
    int staff_level;
    bool machine_each;                  /* a machine for every two learners, or one for the cohort */
    bool lecture_apart;                 /* lectures in a classroom */
    int required, wanted, wanted_level; /* a module before it; or a competence before it; -1 */
    int depth;
    int64_t price_cohort_minor, price_learner_minor;
};

struct plan_order {
    int org, town, people, specialty;
    double lat, lon;
    int32_t earliest_on, deadline_on;
    const char *weekdays, *wish;
    int from_min, to_min, day_most_ah, week_most_ah, travel_most_min; /* 0: none */
    int64_t budget_minor;                                             /* -1: none */
    int asks[ASKS_MOST], levels[ASKS_MOST], ask_count;
    bool retraining, meant_impossible;
};

struct plan {
    struct region_size size;
    uint64_t seed;
    struct plan_town *towns;
    struct plan_org *orgs;
    struct plan_site *sites;
    struct plan_room *rooms;
    struct plan_machine *machines;
    struct plan_staff *staff;
    struct plan_ability *abilities;
    size_t ability_room;
    int ability_count;
    struct plan_module *modules;
    struct plan_order *orders;
    int *by_town; /* modules by the town of their site */
    int *workshops, workshop_count;
    unsigned char *taught; /* by competence: the highest level any module gives */
};

/* plan_make(w, size, seed): the whole plan, in the work's memory. */
struct plan *plan_make(struct work *w, const struct region_size *size, uint64_t seed);

/* plan_order(p, r, i): order i, once the modules are made and sorted by town. */
void plan_order(struct plan *p, struct rng *r, int i);

/* Numbering.  A specialty is an object of a field in a context; a competence is an activity on a specialty.
 * plan_competence gives -1 where the size has no such competence. */
int plan_competence(const struct plan *p, int specialty, int activity);
static inline int specialty_field(const struct plan *p, int specialty)
{
    return specialty / p->size.specialties;
}
static inline int specialty_place(const struct plan *p, int specialty)
{
    return specialty % p->size.specialties;
}
void plan_competence_split(const struct plan *p, int competence, int *specialty, int *activity);

#endif
