/* joint.h -- private to offer/ and timetable/: lessons of several offers as one problem of solve/fit.
 *
 * A *block* is one offer: its market says what each lesson may use and when.  Lessons of all blocks share rooms,
 * machines and teachers.  Two uses:
 *   together   many orders answered so that all can be held: every lesson may move, price and days are weighed
 *   repair     few lessons have lost their place: people pay for every change, in money that stands for trouble
 *
 * Before a market is opened, what its movable lessons hold must be let go (state_reserve with units below 0), else
 * they would be in their own way. */
#ifndef OFFER_JOINT_H
#define OFFER_JOINT_H

#include "offer/supply.h"

struct joint_block {
    struct market *m;
    int size; /* of the largest cohort */
};

struct joint_lesson {
    int64_t id;       /* whatever the caller knows it by */
    int block;
    int module;       /* in the state's modules; `module` of was and is are not looked at */
    int rank;         /* modules of a cohort in the order in which they are taught */
    bool movable;
    bool lost;        /* its place is gone: it must get another */
    bool known;       /* what may hold such a lesson is known: out */
    struct lesson was, is; /* was.placed: it has had a place */
};

struct joint_ban {
    int64_t lesson;
    int organisation; /* nothing of it that the lesson has not already */
};

struct joint {
    struct work *w;
    struct state *st;
    struct joint_block *blocks;
    int block_count;
    struct joint_lesson *lessons;
    int lesson_count;
    bool stay; /* repair: what people know of is dear to change */
    const struct joint_ban *bans; /* what an owner has refused already */
    int ban_count;
    int tight; /* a teacher's week is taken to be this many hours shorter */
    /* what joint_build makes; all in the work's memory */
    int32_t first; /* the Monday of week 0 */
    struct fit_problem p;
    struct fit_plan *home; /* every class where it was, those lost nowhere */
    struct joint_class *classes;
    int *resource_of; /* engine's index -> state's; -1: nobody */
    size_t rule_room;
    struct fit_distribution *rules;
    const char **rule_kind; /* for reasons: "cohort", "day", "week", "order", ... */
    size_t kind_room;
};

/* joint_class: what one class of the problem stands for. */
struct joint_class {
    int lesson;
    const struct shape *shape; /* NULL: of a lesson that stays */
    int *choice_of; /* by need and option, in order: the shape's choice, or -1: as it was */
    int *choice_at; /* by need: where its options begin in choice_of */
    int32_t *day;   /* by time */
    int *from_min;
    int times;
};

#define JOINT_CHANGE 1000000000 /* of a lesson that need not move: more than anything that can be saved by it */

MUST bool joint_build(struct joint *j);
/* joint_read: `is` of every lesson, by a plan of the problem; how many have no place. */
int joint_read(struct joint *j, const struct fit_plan *plan);
void joint_free(struct joint *j);

/* joint_same: whether a lesson is at the same time in the same place with the same people and machines. */
bool joint_same(const struct lesson *a, const struct lesson *b);

#endif
