/* programme.h -- modules of many owners, what they give, what must come before, what they need.
 * Upstream: competence, partner, resource.  Downstream: gap, offer, timetable. */
#ifndef PROGRAMME_PROGRAMME_H
#define PROGRAMME_PROGRAMME_H

#include "resource/resource.h"

struct gives {
    int64_t competence_id;
    int level;
};

struct prerequisite {
    int module;            /* index of the required module, or -1: any module that gives the competence */
    int64_t competence_id; /* 0 with a module */
    int level;
};

enum part { LECTURE, PRACTICE, ALL_PARTS };

struct need {
    enum part part;
    enum resource_kind kind;
    int64_t type_id, competence_id; /* of rooms and equipment; of staff, 0 there: anybody */
    int level, quantity, per_learners; /* per_learners 0: for the cohort */
};

struct module {
    int64_t id;
    const char *code, *name_ru, *name_en, *form;
    int organisation, site; /* site -1: none of its own */
    int lecture_ah, practice_ah, self_ah, cohort_least, cohort_most;
    int64_t price_cohort_minor, price_learner_minor;
    bool placed; /* false: published data do not allow placing it in time */
    int gives_first, gives_count, prerequisite_first, prerequisite_count, need_first, need_count;
};

struct giver {
    int64_t competence_id;
    int module, level;
};

struct modules {
    struct module *all; /* in id order */
    int count;
    struct gives *gives;
    struct prerequisite *prerequisites;
    struct need *needs;
    struct giver *givers; /* in order of competence, then module */
    int giver_count;
    struct pairing *pairings; /* module and programme, in order of module */
    int pairing_count;
};

struct pairing {
    int module;
    int64_t programme_id;
};

MUST bool modules_load(struct work *w, const struct partners *p, struct modules *out);
int modules_find(const struct modules *ms, int64_t id); /* index, or -1 */

/* The modules that give a competence at any level: *n rows at the returned place. */
const struct giver *modules_giving(const struct modules *ms, int64_t competence_id, int *n);

static inline int module_contact_ah(const struct module *m) { return m->lecture_ah + m->practice_ah; }
static inline int module_hours_ah(const struct module *m) { return m->lecture_ah + m->practice_ah + m->self_ah; }

/* norm: what a kind of programme must keep to. */
struct norm {
    const char *kind, *name_ru, *name_en, *source;
    int least_ah, most_ah; /* most_ah 0: none named */
    int day_most_ah, week_most_ah;
};

/* norm_load: the norm of a kind; where the region has no row for it, no bounds but 8 hours a day, 40 a week. */
MUST bool norm_load(struct work *w, const char *kind, struct norm *out);

#endif
