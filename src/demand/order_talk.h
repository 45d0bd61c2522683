/* order_talk.h -- an order after it was placed: whose turn it is, remarks, changes proposed and decided, its versions.
 *
 * The employer decides about its order.  What the centre or a partner proposes waits for the employer; what the employer
 * proposes is done at once.  An order whose offer is held or agreed is not changed: that offer is withdrawn first.  Every
 * change keeps the order as it was as a version, to which one may go back; that is a change too.
 *
 * Upstream: demand/order, demand/remark. */
#ifndef DEMAND_ORDER_TALK_H
#define DEMAND_ORDER_TALK_H

#include "demand/order.h"

/* terms: what can be changed of an order.  `given` has a bit for each field that a proposal changes. */
enum term { TERM_PEOPLE, TERM_EARLIEST, TERM_DEADLINE, TERM_WEEKDAYS, TERM_FROM, TERM_TO, TERM_DAY_MOST, TERM_TRAVEL, TERM_BUDGET, TERMS };

struct terms_of_order {
    int64_t value[TERMS]; /* weekdays as bits; budget in minor units; DAY_MOST, TRAVEL 0 and BUDGET -1: no limit */
    unsigned given;
};

struct order_change {
    int number;
    struct terms_of_order terms;
    const char *text, *state, *reason, *who; /* who: the organisation that proposes, in the reader's language; "" the centre */
    int64_t organisation_id, made_at;
};

struct order_version {
    int version;
    struct terms_of_order terms;
    int64_t made_at;
};

/* turn: whose turn it is with an order, and to do what; sentences in the reader's language. */
enum baton { BATON_NOBODY, BATON_EMPLOYER, BATON_OWNERS, BATON_CENTRE };
struct turn {
    enum baton whose;
    const char *name; /* of the employer, or of the owners that are to answer */
    const char *what;
};

MUST bool order_turn(struct work *w, const struct order *o, struct turn *out);

/* order_terms: as the order stands, every field given.  order_terms_text: "by 1 May 2027, on Mon-Fri"; only fields that are
 * given and differ from `than` (NULL: all given). */
struct terms_of_order order_terms(const struct order *o);
const char *order_terms_text(struct work *w, const struct terms_of_order *t, const struct terms_of_order *than);

/* order_propose: from an organisation; 0: the centre.  Done at once for the employer's own.  *number is the change's. */
MUST bool order_propose(struct work *w, const char *code, int64_t organisation_id, const struct terms_of_order *t, const char *text, int *number);
/* order_decide: the employer's yes or no; of a change that is decided already nothing is changed. */
MUST bool order_decide(struct work *w, const char *code, int number, bool yes, const char *reason);
/* order_take_back: the proposer's own. */
MUST bool order_take_back(struct work *w, const char *code, int number);
/* order_restore: the order as it was at a version. */
MUST bool order_restore(struct work *w, const char *code, int version);

MUST bool order_changes(struct work *w, int64_t order_id, struct order_change **out, int *n);
MUST bool order_versions(struct work *w, int64_t order_id, struct order_version **out, int *n);

#endif
