/* fit.h -- the timetable engine: classes into times, rooms, equipment and people.
 *
 * It knows arrays and numbers, nothing of the database.  The caller owns every array of a problem, keeps
 * it unchanged while the engine runs, and may share arrays between classes.  -1 (FIT_NONE) says "none"
 * wherever an index is asked for.  The model is that of the International Timetabling Competition 2019
 * (Mueller, Rudova, Muellerova, PATAT 2018: times of weeks x days x slots, rooms, 19 distribution types,
 * student sectioning), widened by what centres need: several needs a class (a room, equipment in units,
 * staff), sites and travelling staff, load limits, optional classes, the price of a change.
 *
 * A slot is five minutes of the day: 0 .. 287; end not included.  Two times overlap when they share a
 * week, a day and a slot.  A single dated lesson has one week bit and one day bit.  Weeks: at most 64.
 *
 * Whole numbers only.  Total = sum of weight[criterion] * raw value of the criterion. */
#ifndef SOLVE_FIT_H
#define SOLVE_FIT_H

#include "base/err.h"

#include <signal.h>

#define FIT_NONE  (-1)
#define FIT_SLOTS 288 /* slots in a day */
#define FIT_WEEKS 64

struct fit_time {
    uint64_t weeks;         /* bit 0: the first week */
    uint8_t days;           /* bit 0: Monday */
    uint16_t start, length; /* slots; start + length <= 288 */
    int64_t penalty;
};

/* option: one way to meet a need.  `allow` has one bit for each candidate time of the class (bit t of word
 * t/64): the option may be used at that time; NULL: at all.  Opening hours, owners' sharing policies and
 * whatever already occupies a resource of capacity 1 go there.  A bitset may be shared by classes whose
 * `time` arrays are the same.  Where the price depends on the hour, give the same resource as two options
 * with disjoint bitsets. */
struct fit_option {
    int32_t resource;
    int32_t units;    /* taken of the resource's capacity; 1 for rooms and staff */
    int64_t penalty;  /* for this class: money in minor units, or whatever the caller weighs */
    int32_t with;     /* a resource that another need of the class must have chosen (a machine that stands
                         in a room), FIT_NONE: no matter */
    const uint64_t *allow;
    /* by site of the problem, what the option costs more when the class stands there (a teacher's way from
     * home); FIT_NEVER: not there at all.  NULL: nothing.  Never given on need 0, whose option makes the site. */
    const int64_t *site_penalty;
};
#define FIT_NEVER INT64_MAX

struct fit_need {
    int32_t options; /* exactly one is chosen; 0 options: the class can't be placed */
    const struct fit_option *option;
};

/* class: one thing to be placed: an ITC class, or one lesson of a cohort.
 * The site of a placed class is that of its need 0's resource; without needs, or where that resource has
 * no site, it is `site`.  Resources of other needs that have a site and do not travel must stand there. */
struct fit_class {
    int32_t times;
    const struct fit_time *time;
    int32_t needs;
    const struct fit_need *need;
    int32_t site;    /* FIT_NONE: nowhere, travel to and from is 0 */
    int64_t drop;    /* raw penalty of leaving it out; 0: it must be placed, and is left out only when the
                        engine finds no place (then it is listed as unplaced) */
    bool fixed;      /* keep was_time and was_option; the search never moves it */
    int32_t was_time;           /* where people expect it: FIT_NONE: nowhere yet */
    const int32_t *was_option;  /* one option index for each need, or NULL (FIT_NONE inside: not known) */
    int64_t change;  /* raw FIT_CHANGE penalty when its time or any option differs from was_*; counted
                        only where was_time is given */
    /* students; 0 and FIT_NONE where there are none */
    int32_t limit;   /* seats for students */
    int32_t parent;  /* class whose students include this one's */
    int32_t subpart;
};

/* base load: units that are already taken on a resource. */
struct fit_load {
    uint64_t weeks;
    uint8_t days;
    uint16_t start, length;
    int32_t units;
};

struct fit_resource {
    int32_t capacity; /* units there are at any moment; 1 for rooms and staff */
    int32_t site;     /* where it stands, FIT_NONE: nowhere in particular */
    bool travels;     /* a person: between two classes on one day at different sites there must be travel
                         time, and it need not stand at the class's site */
    int32_t loads;    /* base load; for a person, an entry takes part in no travel */
    const struct fit_load *load;
    int32_t week_most;         /* most slots a week, 0: no limit */
    const int32_t *week_base;  /* slots already taken in each week, NULL: none */
};

/* The 19 types of ITC-2019 (a, b are S, G, D, R, M as there: MaxDays(a), MaxDayLoad(a), MaxBreaks(a,b),
 * MaxBlock(a,b), WorkDay(a), MinGap(a)), then ours. */
enum fit_type {
    FIT_SAME_START, FIT_SAME_TIME, FIT_DIFFERENT_TIME, FIT_SAME_DAYS, FIT_DIFFERENT_DAYS, FIT_SAME_WEEKS,
    FIT_DIFFERENT_WEEKS, FIT_OVERLAP, FIT_NOT_OVERLAP, FIT_SAME_ROOM, FIT_DIFFERENT_ROOM,
    FIT_SAME_ATTENDEES, /* a cohort: no overlap, and travel time between sites.  Any size is fast. */
    FIT_PRECEDENCE,     /* each class's first meeting before that of those after it in the list */
    FIT_WORK_DAY, FIT_MIN_GAP, FIT_MAX_DAYS, FIT_MAX_DAY_LOAD, FIT_MAX_BREAKS, FIT_MAX_BLOCK,
    FIT_BEFORE,      /* the last meeting of each of the first `a` classes ends before the first meeting of each of the rest */
    FIT_WEEK_LOAD,   /* at most `a` slots in any week; soft: penalty * slots over, summed over weeks */
    FIT_SAME_OPTION, /* all choose the same resource for their need `a`; soft: penalty * (resources used - 1) */
    FIT_FINISH,      /* soft only: penalty * day of the last meeting's end (week * 7 + weekday, from 0) */
    FIT_TYPES
};

/* distribution: required, or soft with a penalty.  Pairwise types (through MIN_GAP, and BEFORE) cost the
 * penalty for each pair that breaks them; unplaced classes break nothing. */
struct fit_distribution {
    enum fit_type type;
    int32_t a, b;
    bool required;
    int64_t penalty;
    int32_t classes;
    const int32_t *class;
};

/* Students: a student attends, for each course asked for, one config and one class of each of its subparts,
 * a class's parent too.  Subparts of a config and configs of a course are consecutive. */
struct fit_subpart {
    int32_t config;
    int32_t classes;
    const int32_t *class;
};
struct fit_config {
    int32_t course, first_subpart, subparts;
};
struct fit_course {
    int32_t first_config, configs;
};
struct fit_student {
    int32_t courses;
    const int32_t *course;
};

enum fit_criterion { FIT_C_TIME, FIT_C_RESOURCE, FIT_C_DISTRIBUTION, FIT_C_STUDENT, FIT_C_DROP, FIT_C_CHANGE, FIT_CRITERIA };
extern const char *const fit_criterion_name[FIT_CRITERIA]; /* "time", "resource", ... */
extern const char *const fit_type_name[FIT_TYPES];         /* "SameStart", ... as ITC-2019 writes them */

struct fit_problem {
    int32_t weeks; /* 1..64 */
    int32_t classes, resources, sites, distributions, subparts, configs, courses, students;
    const struct fit_class *class;
    const struct fit_resource *resource;
    const uint16_t *travel; /* sites x sites, row from: slots; NULL: 0 everywhere.  ITC: a site for each room */
    const struct fit_distribution *distribution;
    const struct fit_subpart *subpart;
    const struct fit_config *config;
    const struct fit_course *course;
    const struct fit_student *student;
    int64_t weight[FIT_CRITERIA]; /* FIT_C_STUDENT: for each conflict of a student's two classes */
};

/* plan: an answer, complete or not.  Owned by the caller; fit_plan_free. */
struct fit_plan {
    int32_t *time;           /* by class: candidate, FIT_NONE: unplaced */
    const int32_t *need_at;  /* by class: where its needs begin in `option` (classes + 1 entries) */
    int32_t *option;         /* by need: option, FIT_NONE when unplaced */
    const int32_t *course_at; /* by student: where its courses begin (students + 1 entries) */
    int32_t *config;         /* by course of a student: the config */
    const int32_t *attends_at; /* by course of a student: where its classes begin in `attends` */
    int32_t *attends;        /* one class for each subpart of the config chosen, then FIT_NONE (there is
                                room for the widest config) */
    int32_t classes, needs, enrolments;
};

struct fit_plan *fit_plan_new(const struct fit_problem *p); /* All unplaced, students nowhere. */
struct fit_plan *fit_plan_copy(const struct fit_problem *p, const struct fit_plan *from);
void fit_plan_assign(struct fit_plan *to, const struct fit_plan *from); /* Plans of one problem. */
void fit_plan_free(struct fit_plan *plan); /* NULL is fine. */

/* score: raw values by criterion, their weighted total, what is missing, what is broken. */
struct fit_score {
    int64_t value[FIT_CRITERIA]; /* FIT_C_DROP: sum of `drop` of optional classes left out */
    int64_t total;
    int32_t unplaced; /* classes without a time that are not optional */
    int32_t dropped;  /* optional ones */
    int64_t broken;   /* hard violations: pairs, overfull moments, resources; 0 in what fit_solve gives, see there */
};

/* broken rule: what fit_evaluate tells of one hard violation. */
enum fit_rule {
    FIT_R_OPTION,       /* option not allowed at the time, or at another site, or without its `with` */
    FIT_R_RESOURCE,     /* more units than there are (other: FIT_NONE is base load) */
    FIT_R_TRAVEL,       /* a person can't be at both sites */
    FIT_R_WEEK,         /* a person's load of a week */
    FIT_R_DISTRIBUTION, /* index: the distribution */
    FIT_R_LIMIT,        /* more students than a class has seats */
    FIT_R_PARENT,       /* a student attends a class but not its parent */
    FIT_R_ENROLMENT,    /* a student lacks a class of a course asked for */
    FIT_R_UNPLACED,
    FIT_RULES
};
struct fit_breach {
    enum fit_rule rule;
    int32_t index;        /* resource, distribution or student; FIT_NONE */
    int32_t class, other; /* FIT_NONE where it takes none */
};

/* fit_check(p, err): whether the problem is well formed (indices in range, weeks within the horizon, times
 * inside the day, sizes the engine can hold); the sentence names the first fault.  fit_solve does it too. */
bool fit_check(const struct fit_problem *p, struct err *e) MUST;

/* fit_evaluate(p, plan, each, data): the whole score, computed afresh and without the search's tables; `each`,
 * if not NULL, is called for every hard violation. */
struct fit_score fit_evaluate(const struct fit_problem *p, const struct fit_plan *plan,
                              void (*each)(void *data, const struct fit_breach *b), void *data);

/* fit_class_cost(p, plan, class, value): what one placed class adds by criterion: its time, its options, its
 * change, and every soft distribution and student conflict it takes part in (shared ones in full). */
void fit_class_cost(const struct fit_problem *p, const struct fit_plan *plan, int32_t class, int64_t value[FIT_CRITERIA]);

/* fit_class_costs(p, plan, value): the same for all classes at once, weighted: what the total would be less without each. */
bool fit_class_costs(const struct fit_problem *p, const struct fit_plan *plan, int64_t (*value)[FIT_CRITERIA]);

struct fit_progress {
    double seconds;
    int64_t iterations;
    struct fit_score best;
};

/* control: when to stop and how to chance.  At least one of seconds and iterations must be given.  With
 * iterations, threads 1 and no `stop` the answer is a function of the problem, the start and the seed alone. */
struct fit_control {
    double seconds;     /* 0: no limit */
    bool processor;     /* seconds are the process's processor time over its threads, not the wall clock: for benches
                           on a busy machine */
    int64_t iterations; /* moves tried; 0: no limit */
    uint64_t seed;
    int32_t threads;                    /* 0 and 1: one */
    const volatile sig_atomic_t *stop;  /* non-zero: stop soon with the best so far; NULL: never */
    void (*progress)(void *data, const struct fit_progress *now); /* about once a second, from one thread */
    void *data;
    struct fit_work *did; /* filled in if not NULL, for benches */
};
struct fit_work {
    int64_t moves, accepted;
    double seconds, cpu_seconds, feasible_at; /* feasible_at < 0: never complete */
    int64_t tried[9], took[9];                /* by kind of move */
};

/* Repair: give each class its present place as was_time, was_option, a `change` penalty larger than what a better
 * place could save, the plan as `start`, and the hours that are lost as new load or bits taken out of `allow`. */

/* fit_solve(p, start, control, plan, score, err): the best plan found; what can't be placed is left out, so that
 * nothing is broken (but by fixed classes among themselves, or for want of seats for students).  `start` may be NULL, incomplete, or break rules.  Ownership of *plan goes to the
 * caller.  false only for a malformed problem or no memory. */
bool fit_solve(const struct fit_problem *p, const struct fit_plan *start, const struct fit_control *control,
               struct fit_plan **plan, struct fit_score *score, struct err *e) MUST;

/* explain: why a class has no place, against the others of a plan as they stand.  At each candidate time one
 * thing or several stand in the way; `only` counts the times that nothing else forbids, so that the cause with
 * the largest `only` is the cheapest to remove.  Of a need whose every option is taken each resource is a cause:
 * freeing any one of them frees the time. */
struct fit_cause {
    enum fit_rule rule;    /* OPTION, RESOURCE, TRAVEL, WEEK, DISTRIBUTION */
    int32_t index;         /* OPTION: the need none of whose options may be used then, FIT_NONE: its needs do
                              not agree on a site; RESOURCE, TRAVEL, WEEK: the resource; else the distribution */
    int32_t times;         /* candidate times it forbids */
    int32_t only;          /* of these, forbidden by nothing else */
    int32_t example_time;  /* one of `only`, else of `times` */
    int32_t example_class; /* who is in the way there, FIT_NONE: nobody (hours, base load) */
};
/* fit_explain(p, plan, class, cause, room, free_times): writes at most `room` causes, the one whose removal frees
 * most first; returns how many there are, FIT_NONE without memory.  *free_times: times that nothing forbids. */
int32_t fit_explain(const struct fit_problem *p, const struct fit_plan *plan, int32_t class, struct fit_cause *cause,
                    int32_t room, int32_t *free_times);

#endif
