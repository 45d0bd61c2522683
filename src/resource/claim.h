/* claim.h -- a request for several resources of several owners at once, once or weekly: all of it or none.
 *
 *     waiting --a slot comes free--> proposed --the asker takes it--+
 *        |                              |  (its time runs out: the  |
 *        |                              |   next in line)           v
 *     (new) ---------------------------------------------------> held --all owners confirm--> booked
 *                    no owner's word is needed: straight to booked   |--an owner refuses----> refused
 *                                                                    |--its time runs out---> lapsed
 *     waiting, proposed, held, booked ----the asker or an owner's centre takes it back-------> cancelled
 *
 * A claim takes rows of the table `booking`, as offers do, under the same guard of the database (sql/guard_*.sql), so
 * that nothing is taken twice whoever asks.  An act is one transaction: it locks, in this order and in order of id, the
 * claims, then the resources it concerns (PostgreSQL; SQLite has one writer); a transaction that lost a race is tried
 * again, four times.  An act done twice changes nothing the second time, and says so.
 *
 * Upstream: partner.  Downstream: offer (which lapses claims before it takes), booking (pages and commands).  A caller
 * who wants run-out offers out of the way lapses them first: their bookings count as taken here until then. */
#ifndef RESOURCE_CLAIM_H
#define RESOURCE_CLAIM_H

#include "resource/lay.h"
#include "resource/some.h"

#define CLAIM_ITEMS_MOST 60
#define CLAIM_TIMES_MOST 366
#define CLAIM_SPAN_MOST  (31 * DAY_MIN) /* of one time */

struct claim_item {
    const char *code; /* of a resource */
    int units;
};

/* A time of it: skipped is why it is left out, NULL if it counts. */
struct claim_time {
    int64_t from, to, price_minor;
    const char *skipped;
};

/* claim_wish: what is asked for.  Weekly when weekdays is not 0: on each of those days from `from`'s on, the same hours,
 * until until_on (0: none) or until there are `count` times (0: no such limit); one of the two must end it. */
struct claim_wish {
    const char *organisation; /* code of the one that asks */
    const char *title, *note;
    int people;               /* 0: not said */
    const char *holder;       /* code of a person (staff) who answers for the use; NULL: nobody is named */
    const struct claim_item *items;
    int item_count;
    int64_t from, to; /* wall minutes of the first time */
    int weekdays, every; /* every: weeks between, at least 1 */
    int32_t until_on;
    int count;
    const struct claim_time *times; /* or every time by itself, in order; the above then only says nothing */
    int time_count;
    const int32_t *skip; /* days to leave out */
    int skip_count;
    bool skip_bad; /* leave out times that cannot be had */
    bool wait;     /* stand in line where something is taken */
};

/* problem: a rule that stands against it: whose, about which resource and time, and what would fit. */
enum problem_kind { P_SHARED, P_CLOSED, P_BUSY, P_TAKEN, P_LEAD, P_RULE, P_LOAD, P_SIZE, P_PAST };
extern const char *const problem_name[];
struct problem {
    enum problem_kind kind;
    int item, time;       /* -1: about all of them */
    const char *resource, *rule, *text; /* codes; rule "" where it has none */
    int owner;            /* index of the organisation whose rule it is */
};

/* part: what one owner gives, and whether its word is needed. */
struct claim_part {
    int organisation; /* index into some.partners */
    int64_t price_minor;
    bool approval;
};

/* look: a wish held against all rules.  Owned by the work. */
struct claim_look {
    struct some some;
    int64_t *resource; /* by item: index into some.resources */
    struct claim_time *times;
    int item_count, time_count, kept;
    struct problem *problems; /* at most PROBLEMS_MOST; problem_count counts all */
    int problem_count, shown;
    int for_all; /* of them, those that no left-out time mends */
    struct claim_part *parts; /* every owner but the asker */
    int part_count;
    int64_t price_minor;
    bool can;            /* it can be had, without the times left out */
    bool only_taken;     /* nothing stands against it but that others were first */
    struct laid *laid;   /* by item: what rows it would take */
    int64_t *price;      /* by item and time: item * time_count + time */
    int64_t organisation_id, holder_id;
};
#define PROBLEMS_MOST 60

/* claim_look: nothing is written.  False only for a wish that makes no sense (NOT_VALID, NOT_FOUND); that it cannot be
 * had is told by problems. */
MUST bool claim_look(struct work *w, const struct claim_wish *wish, struct claim_look *out);

/* claim: what an act came to.  Owned by the work. */
struct claim {
    bool changed;
    const char *code, *state;
    int64_t expires_at; /* Unix seconds; 0: it does not run out */
    int64_t price_minor, rows;
    int kept, skipped;
    const char *text;   /* one sentence, in the reader's language */
};

MUST bool claim_make(struct work *w, const struct claim_wish *wish, struct claim *out);
/* claim_accept: the asker takes the slot that came free. */
MUST bool claim_accept(struct work *w, const char *code, struct claim *out);
MUST bool claim_confirm(struct work *w, const char *code, const char *organisation, struct claim *out);
MUST bool claim_refuse(struct work *w, const char *code, const char *organisation, const char *reason, struct claim *out);
MUST bool claim_cancel(struct work *w, const char *code, const char *reason, struct claim *out);
/* claim_skip: one of its times is given back. */
MUST bool claim_skip(struct work *w, const char *code, int64_t starts_at, const char *reason, struct claim *out);

/* claim_lapse: what has run out is free; *n claims.  claim_serve: what came free is kept for the first in line. */
MUST bool claim_lapse(struct work *w, int *n);
MUST bool claim_serve(struct work *w, int *n);

/* claim_many: wishes one by one, `batch` of them to a transaction of the disk, each by itself all or nothing.  out and
 * why (NULL where it was made) are by wish. */
MUST bool claim_many(struct work *w, const struct claim_wish *wishes, int n, int batch, struct claim *out, const char **why);

#endif
