/* offer.h -- the centre's answer to an order: whose modules, in whose workshops, with whose teachers, when,
 * for how much -- or why not, and what would make it possible.
 * Upstream: competence, partner, resource, demand, programme.  Downstream: timetable, agreement, report.
 *
 * The way of an answer, each a file:
 *   state.c     the region as it stands, read once and hashed
 *   supply.c    what could teach each module to a cohort: times, rooms, machines, teachers, prices
 *   compose.c   which modules, proved least in cost (solve/cover)
 *   place.c     every lesson in time and on resources (solve/fit)
 *   price.c     parts and lines that add up
 *   reason.c    causes, and relaxations each tried by answering again
 *   offer.c     the answer, its alternatives, its storing
 *   hold.c      accepting: every resource or none; owners' words
 *   offer_json.c  the answer as a document
 *
 * Money is in minor units; days and wall minutes as in base/day.h; hours in academic hours. */
#ifndef OFFER_OFFER_H
#define OFFER_OFFER_H

#include "demand/order.h"
#include "programme/programme.h"

struct sheet;

/* reserved: units of a resource to be counted as taken beside what is stored, or, where units are below 0, as free
 * again: another offer made at the same time, a lesson that may move, a breakdown that is only thought of. */
struct reserved {
    int resource, units, hours_ah; /* hours_ah: of a teacher's week */
    int64_t from, to;              /* wall minutes */
    int site_1;                    /* where a teacher is then: the site's index + 1; 0: nowhere in particular */
};

/* state: the region as it stands.  Read once; owned by the work that read it; read-only after. */
struct state {
    struct partners partners;
    struct resources resources;
    struct modules modules;
    int32_t today_on;
    int utc_offset_min, hold_hours;
    const char *currency;
    char hash[65]; /* SHA-256 of all that was read */
    struct work *owner; /* whose memory it is */
    struct map *names;  /* competence id -> struct named *, filled as they are asked for */
    struct reserved *reserved; /* counted into every calendar that is read from now on */
    int reserved_count;
};

MUST bool state_load(struct work *w, struct state *out);
/* state_read: the same without the hash, which a third of the time goes into: for questions whose answers are not kept. */
MUST bool state_read(struct work *w, struct state *out);

/* state_reserve: add to `reserved`; in the memory of w, which must live as long as the state is used. */
void state_reserve(struct work *w, struct state *st, struct reserved r);

/* state_calendar: calendar_load with what is reserved. */
MUST bool state_calendar(struct work *w, const struct state *st, int resource, struct window window, struct calendar *out);

/* What people read of a competence; read when first asked for. */
struct named {
    const char *code, *name_ru, *name_en;
};
const struct named *state_competence(struct work *w, struct state *st, int64_t id);

/* said: one sentence in both languages. */
struct said {
    const char *in[LANGUAGES];
};

/* SAY(w, fmt, ...): a struct said; the arguments are evaluated once for each language, with w->language set,
 * so tr_name() and tr() may stand among them. */
#define SAY(w, ...)                                                                        \
    __extension__({                                                                        \
        struct said said_;                                                                 \
        enum language was_ = (w)->language;                                                \
        for (int l_ = 0; l_ < LANGUAGES; l_++) {                                           \
            (w)->language = (enum language)l_;                                             \
            said_.in[l_] = say_text(w, __VA_ARGS__);                                       \
        }                                                                                  \
        (w)->language = was_;                                                              \
        said_;                                                                             \
    })
const char *say_text(struct work *w, const char *english, ...) LIKE(2, 3);

enum variant { CHEAPEST, SOONEST, FEWEST_PARTNERS, NEAREST, VARIANTS };
extern const char *const variant_name[VARIANTS]; /* "cost", "soon", "partners", "travel": an order's wish */

/* The pieces of an answer.  Indexes are into the state. */
struct taught {
    int module;
    bool asked;      /* gives something asked, rather than being required by another or filling the norm */
    int required_by; /* index in answer.modules, or -1 */
    struct said why;
};

struct use {
    int resource, units;
    int64_t price_minor; /* for this lesson */
    bool approval;
};

struct lesson {
    int module; /* index in answer.modules */
    int cohort, position;
    enum part part;
    int hours_ah;
    int32_t day;
    int from_min, to_min; /* to_min - from_min is lesson_min(hours_ah) */
    int site;             /* -1: none, online */
    struct use *uses;     /* room first, then machines, then staff */
    int use_count;
    bool placed; /* false: no time was found for it */
};

struct line {
    int organisation;
    enum { LINE_COHORT, LINE_LEARNER, LINE_ROOM, LINE_EQUIPMENT, LINE_STAFF } kind;
    int module;   /* index in state.modules, or -1 */
    int resource; /* index in state.resources, or -1 */
    int64_t quantity, rate_minor, amount_minor; /* cohorts, learners, academic hours x units */
};

struct part_of {
    int organisation;
    int hours_ah; /* of the lessons and self-study of its modules */
    int64_t price_minor;
    bool approval; /* its owner must say yes first */
    int lessons;   /* held in its rooms */
};

struct cause {
    enum cause_kind {
        NOBODY_TEACHES, LEVEL_TOO_LOW, NO_PLACE, NO_STAFF, NO_TIME, HOURS_BELOW_NORM, OVER_BUDGET, TOO_FEW_PEOPLE, TOO_FAR,
        REQUIRES_UNTAUGHT, NOT_SHARED, NO_DAYS, LESSONS_UNPLACED
    } kind;
    struct said text;
    int64_t competence_id; /* 0: none in particular */
    int module;            /* -1 */
};

struct gap_found {
    int64_t competence_id;
    int level;
    int nearest[5], nearest_count;      /* modules */
    int developers[5], developer_count; /* organisations with staff or equipment for it */
};

struct relaxation {
    const char *kind; /* "deadline", "weekdays", ... */
    struct said text;
    int64_t price_minor;
    int32_t ends_on;
    int64_t effort; /* how much is asked of people, for ranking: less is easier */
    const char *change; /* as the command line would say it: "--deadline 2027-04-01" */
};

struct answer {
    const char *code; /* of the stored offer; NULL until it is stored */
    struct order *order;
    enum variant variant;
    uint64_t seed;
    bool possible;
    int people, cohorts, *cohort_size;
    struct taught *modules; /* in an order in which they can be taught */
    int module_count;
    struct lesson *lessons; /* in order of time */
    int lesson_count;
    struct line *lines;
    int line_count;
    struct part_of *parts; /* the dearest first */
    int part_count;
    int64_t price_minor;
    int64_t objective_minor, bound_minor; /* price with travel and the rest weighed in; no answer can be below the bound */
    bool proved;                          /* the composition is proved least */
    int hours_ah, contact_ah;
    int32_t starts_on, ends_on;
    int64_t travel_person_min;
    struct gap_found *gaps;
    int gap_count;
    struct cause *causes;
    int cause_count;
    struct relaxation *relaxations;
    int relaxation_count;
    struct answer **alternatives;
    int alternative_count;
    struct said *why;
    int why_count;
    struct said *notes; /* what the published data does not allow to say */
    int note_count;
    char input_hash[65];
    double seconds;
    int resource_seen; /* how many resources' calendars were read */
};

struct answer_control {
    double seconds; /* at most, about */
    uint64_t seed;
    int exclude; /* an organisation's index + 1 whose modules and resources must not be used; 0: none */
    int share;   /* an organisation's index + 1 that is taken to share everything; 0: none */
    bool quick; /* give up on what does not fall into place at once: for the many trials of a relaxation */
    double effort; /* of the usual number of moves; 0: 1 */
    bool alternatives, explain; /* look for real alternatives; look for causes and relaxations when impossible */
};

/* offer_answer(w, st, order, control, out): the answer.  False only when the database or a solver failed;
 * "cannot be done" is an answer.  The same state, order and seed give the same answer. */
MUST bool offer_answer(struct work *w, struct state *st, struct order *o, const struct answer_control *c, struct answer **out);

/* offer_document(w, st, a): the answer as JSON, owned by the work. */
const char *offer_document(struct work *w, struct state *st, const struct answer *a);

/* offer_store(w, st, a, code): keep the answer and each alternative as offers in place of earlier ones that nobody
 * accepted; the first one's code. */
MUST bool offer_store(struct work *w, struct state *st, struct answer *a, const char **code);

/* ---- holding: hold.c ---- */

/* offer_accept: hold every room, machine and teacher of a made offer, or none; expires after the region's
 * hold_hours.  CONFLICT names what was taken meanwhile.  Accepting a held offer again changes nothing. */
MUST bool offer_accept(struct work *w, const char *code);
/* offer_confirm, offer_refuse: an owner's word on its part.  When all have confirmed the offer is agreed
 * and its holds become bookings; one refusal releases everything. */
MUST bool offer_confirm(struct work *w, const char *code, const char *organisation);
MUST bool offer_refuse(struct work *w, const char *code, const char *organisation, const char *reason);
MUST bool offer_withdraw(struct work *w, const char *code);
/* offer_lapse: release what is held past its time; how many offers, in *n.  Called before every accept. */
MUST bool offer_lapse(struct work *w, int *n);

/* offer_list, offer_ask: as sheets. */
MUST bool offer_list(struct work *w, const char *order, struct sheet *out);

#endif
