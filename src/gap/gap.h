/* gap.h -- what is asked for and cannot be taught here by a day, in people.
 *
 * Asked: orders that wait (their people), adverts (places advertised in the last year carried on to the day, with
 * the interval of a count), surveys and investment projects (people times their confidence).
 * Given: cohorts that the region's modules could still hold by the day within the free hours of rooms, machines
 * and teachers that their owners may use: see capacity.h.  One place learned by one person is counted once for every
 * competence asked of them, so rows of one order are not to be added up.
 *
 *   nobody   no module of the region gives it at that level
 *   seats    modules give it, and no seat, machine hour or teacher's hour is left
 *   place    there are seats, farther away than people can travel
 *   idle     it is taught, there is room, and nobody asks
 *   met      what is asked can be taught
 *
 * Upstream: demand, programme, resource.  Downstream: offer, report. */
#ifndef GAP_GAP_H
#define GAP_GAP_H

#include "base/work.h"

enum gap_kind { GAP_NOBODY, GAP_SEATS, GAP_PLACE, GAP_IDLE, GAP_MET, GAP_KINDS };
enum gap_trust { TRUST_FIRM, TRUST_FAIR, TRUST_WEAK };

struct gap_ask {
    int32_t today_on, by_on;  /* by_on: the last day a course may end */
    int travel_min;           /* how long people may be on the way, one way */
    double scale;             /* people to be taught for one place advertised */
    const char *municipality; /* NULL: everywhere */
    const char *competence;   /* code; NULL: all */
    int kind;                 /* enum gap_kind; -1: all */
};

/* span: an estimate and its bounds, people. */
struct span {
    double low, mid, high;
};

struct gap_row {
    int64_t competence_id;
    const char *code, *name_ru, *name_en;
    const char *municipality; /* "": the place is not known, any will do */
    int level;                /* the highest asked */
    int64_t orders;           /* people of orders */
    int64_t seen;             /* adverts the estimate stands on */
    struct span adverts, signals, asked, lacking;
    int64_t given, nobody, seats, place, idle; /* people; they add up to what is asked, but for idle */
    int modules;              /* that give it at any level */
    enum gap_kind kind;
    enum gap_trust trust;
};

struct gaps {
    struct gap_row *rows; /* the most lacking first */
    size_t n;
    int months, ahead;    /* months of adverts looked back on, months to the day */
    int64_t adverts;      /* read in them */
};

/* gap_defaults: today and the scale from the region's settings ("today", "people_per_vacancy"; 1 where not said), half
 * a year ahead, an hour on the way. */
bool gap_defaults(struct work *w, struct gap_ask *ask);

/* gap_find: NOT_FOUND when the competence named is none.  Reads only. */
MUST bool gap_find(struct work *w, const struct gap_ask *ask, struct gaps *out);

const char *gap_kind_key(enum gap_kind k);                      /* "nobody" */
const char *gap_kind_word(const struct work *w, enum gap_kind k); /* "nobody teaches it" */
const char *gap_trust_word(const struct work *w, enum gap_trust t);
int gap_kind_of(const char *key);                               /* -1: no such kind */

int64_t gap_people(double x); /* an estimate in whole people, rounded up */

struct sheet;
MUST bool gap_sheet(struct work *w, const struct gaps *g, struct sheet *s);

/* ---- what is done about it */

/* gap_task_open: somebody undertakes to develop what nobody teaches ("develop"), or to ask an owner for more seats
 * ("ask", with the organisation, who is written to if they have an address).  A task of this kind that is open for the
 * competence and place already is not made twice: its code is given.  Audited. */
struct gap_task {
    const char *kind, *competence, *municipality, *organisation, *note; /* codes; "" or NULL: none */
    int level;
    int64_t people;
    int32_t by_on;
};
MUST bool gap_task_open(struct work *w, const struct gap_task *t, const char **code);
/* gap_task_state: "done", "withdrawn", or "open" again. */
MUST bool gap_task_state(struct work *w, const char *code, const char *state);
/* gap_tasks: the tasks in that state ("": all), of that competence ("": any). */
MUST bool gap_tasks(struct work *w, const char *state, const char *competence, struct sheet *s);

#endif
