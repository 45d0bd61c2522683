/* repair.h -- a machine fails, a teacher is ill, an owner takes an hour back: the least change to the timetable that
 * puts it right, over all held and agreed offers at once.
 * Upstream: offer, resource.  Downstream: agreement, enrolment.
 *
 * A lesson is *hit* when it cannot be held as it stands: something it uses is not to be had at its time any more, its
 * site is closed, or an owner has refused it.  Hit lessons get another place; others keep theirs unless a hit lesson
 * cannot be placed otherwise.  Looking (repair_find) never changes what is stored; what is found is applied later, in one
 * transaction, or refused whole.
 *
 *   repair.c        what is hit
 *   repair_find.c   the least change: solve/fit with change prices, solve/fit_least for the proof
 *   repair_why.c    what stands in the way of a lesson that found no place, and what would free it
 *   repair_keep.c   applying and undoing
 *   repair_book.c   the offer's document, parts and prices after it
 *   breakdown.c     recording that something is out of order, and that it works again */
#ifndef TIMETABLE_REPAIR_H
#define TIMETABLE_REPAIR_H

#include "offer/offer.h"

struct joint;
struct fit_plan;

/* outage: something that is thought to be out of order; what if. */
struct outage {
    int resource, units; /* index in the state; units 0: all */
    int64_t from, to;
};

enum hit { NOT_HIT, HIT_TAKEN, HIT_TOO_MANY, HIT_CLOSED, HIT_UNBOOKED };

struct repair_lesson {
    int64_t id, offer_id;
    const char *offer, *offer_state, *order, *title_ru, *title_en;
    int people, cohorts, module; /* module: index in the state's modules */
    struct lesson was, is;       /* is: where it will be; the same as was where it stays; placed false: nowhere */
    enum hit hit;
    int by; /* the resource that is not to be had; -1: its site */
    bool moved, stuck;
};

struct repair_control {
    uint64_t seed;
    int notice_days; /* nothing is moved to a day sooner than this from today */
    const struct outage *outages;
    int outage_count;
    bool look; /* only what is hit */
    /* tried by repair_why: what if the orders of stuck lessons were eased so */
    int later_days, more_weekdays, from_min, to_min;
    bool shallow; /* only hit lessons move */
};

struct repair {
    struct work *w;
    struct state *st;
    int64_t since; /* lessons that begin before this are past */
    struct repair_lesson *all;
    int count;
    int hits, lost; /* lost: of the hits, those that cannot stay whatever others do */
    int moved, stuck;
    int below;   /* no plan moves fewer lessons than this */
    bool proved; /* moved == below */
    int64_t price_minor, was_price_minor; /* of what the moved lessons use, after and before, by today's terms */
    uint64_t seed;
    double seconds;
    char hash[65]; /* of the plan: what was shown is what is applied */
    struct joint *j;
    struct fit_plan *plan; /* freed with the work */
    const struct repair_control *control;
};

/* repair_find: what is hit and what to do about it.  False only when the database or the engine failed. */
MUST bool repair_find(struct work *w, const struct repair_control *c, struct repair *out);

/* repair_what_if: outages of all resources that a code stands for (a resource, a site, an organisation) into c. */
MUST bool repair_what_if(struct work *w, const char *what, int64_t from, int64_t to, struct repair_control *c);

/* repair_read: only the lessons and what is hit. */
MUST bool repair_read(struct work *w, const struct repair_control *c, struct repair *out);

/* The parts of repair_find, in order; for repair.c and repair_find.c alone. */
MUST bool repair_solve(struct repair *r);

/* repair_hit_text: why a lesson cannot be held as it stands, in the reader's language. */
const char *repair_hit_text(struct repair *r, const struct repair_lesson *l);

/* repair_place_text: where and with whom: "lab 3 (hydraulics), I. Petrov". */
const char *repair_place_text(struct repair *r, const struct lesson *l);
const char *repair_module_text(struct repair *r, const struct repair_lesson *l);

/* repair_why: sentences on why a stuck lesson has no place, the cheapest remedy first; how many. */
int repair_why(struct repair *r, const struct repair_lesson *l, const char **out, int room);

/* repair_remedies: what would free stuck lessons, each tried by looking again; sentences. */
MUST bool repair_remedies(struct repair *r, const char **out, int room, int *n);

/* repair_asks: whether using this resource in this place needs its owner's word that was not given yet. */
bool repair_asks(const struct lesson *was, const struct use *u, const struct lesson *is);

/* ---- keeping: repair_keep.c ---- */

/* kept: a repair as it was applied. */
struct kept {
    const char *code, *state, *text; /* text: one sentence */
    int moved, asked;                /* asked: owners */
};

/* told: one who is told by mail, and of how many lessons. */
struct told {
    const char *name, *address, *role;
    int lessons;
};
struct told_list {
    struct told *all;
    size_t room;
    int count;
};

/* repair_told: who would be told if r were applied. */
MUST bool repair_told(struct work *w, const struct repair *r, struct told_list *out);

/* repair_apply: every moved lesson of r, or none: CONFLICT names what has changed meanwhile.  r must be of no what-if. */
MUST bool repair_apply(struct work *w, const struct repair *r, struct kept *out);
/* repair_undo: its lessons back where they were; CONFLICT when that is taken or they have been moved again. */
MUST bool repair_undo(struct work *w, const char *code, struct kept *out);
/* repair_answer: an owner's word on what a repair has newly taken of theirs. */
MUST bool repair_answer(struct work *w, const char *code, const char *organisation, bool yes, const char *reason, struct kept *out);
struct sheet;
MUST bool repair_list(struct work *w, struct sheet *out);

#endif
