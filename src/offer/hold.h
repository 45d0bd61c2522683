/* hold.h -- accepting an offer: every room, machine and teacher of all its lessons, or none; and what may
 * become of it then.  The same acts as offer_accept() and its kin in offer.h, telling more.
 *
 *            accept            all owners confirm
 *     made ---------> held ------------------------> agreed
 *                      |  \---- an owner refuses --> refused
 *                      |  \---- its time runs out -> lapsed
 *     made, held, agreed ------ withdrawn by us ---> withdrawn
 *
 * An act is one transaction.  It first lapses whatever has run out, then takes, in this order and in order
 * of id, the orders, the offers and the resources it concerns (FOR UPDATE on PostgreSQL, where a resource so
 * taken also keeps out new busy rows; on SQLite there is one writer anyway), so acts cannot wait for each
 * other in a ring.  That no unit is taken twice is the database's own promise (sql/guard_*.sql); the look
 * before it is there to say who was first.  A transaction that lost a race is tried again, four times.
 *
 * An act done twice changes nothing the second time, and says so in `text`. */
#ifndef OFFER_HOLD_H
#define OFFER_HOLD_H

#include "base/work.h"

/* hold: what an act came to.  Owned by the work. */
struct hold {
    bool changed;       /* false: it was so already */
    const char *offer;  /* code */
    const char *order;  /* its order's code */
    const char *state;  /* the offer's, now */
    int64_t expires_at; /* Unix seconds; 0: not held */
    int64_t stretches;  /* bookings made, confirmed or released */
    const char *text;   /* one sentence, in the reader's language */
};

/* Each fails NOT_FOUND for an unknown offer or an organisation without a part in it, and CONFLICT, with
 * what to do, where the offer's state does not allow the act or something was taken meanwhile. */
MUST bool hold_accept(struct work *w, const char *code, struct hold *out);
MUST bool hold_confirm(struct work *w, const char *code, const char *organisation, struct hold *out);
MUST bool hold_refuse(struct work *w, const char *code, const char *organisation, const char *reason, struct hold *out);
MUST bool hold_withdraw(struct work *w, const char *code, struct hold *out);

/* hold_replan: the order answered anew without an organisation's modules and resources, and the answer stored; `possible`
 * false is an answer that says why not.  To be called once a refusal is done: it takes seconds, not a transaction. */
struct replan {
    const char *code; /* the new offer's */
    bool possible;
};
MUST bool hold_replan(struct work *w, const char *order, const char *organisation, double seconds, struct replan *out);

/* hold_lapse: release every hold whose time has run out; *n is how many offers. */
MUST bool hold_lapse(struct work *w, int *n);

#endif
