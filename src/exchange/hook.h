/* hook.h -- whoever asked to be told is told by HTTP that something happened.
 *
 * What happened is a row of the audit trail; by a trigger it becomes, in the same transaction, a row of the outbox for each
 * hook that asked for such events ("offer.accept", "training_order.*", "*").  What is sent says what, of which object, when,
 * and where to ask; not the object itself, which is read by the API with a token, so that nobody is told more than they may
 * see.  An organisation's hook is told of what concerns it, the centre's of everything.
 *
 * The body is signed: "Cavt-Signature: t=SECONDS,v1=HEX", HEX being HMAC-SHA-256 by the hook's secret of "SECONDS.BODY"; the
 * time is signed too, so that what was caught cannot be sent again later.  Whoever answers 2xx has taken it.  Otherwise it is
 * tried eight times, later and later, for about two days.
 *
 * Upstream: account/audit, fetch.  Downstream: app (a task sends). */
#ifndef EXCHANGE_HOOK_H
#define EXCHANGE_HOOK_H

#include "store/db.h"

struct sheet;

#define HOOK_TRIES 8

struct hook_new {
    const char *address, *events; /* events: parted by spaces, commas or ; */
    const char *organisation;     /* code; NULL: the centre's */
};
/* hook_add: the secret, to be shown once. */
MUST bool hook_add(struct work *w, const struct hook_new *n, const char **secret, const char **code);
MUST bool hook_remove(struct work *w, const char *code);
MUST bool hook_list(struct work *w, int64_t organisation_id, struct sheet *s);

struct hook_round {
    int told, failed, given_up, left_out; /* left_out: what its organisation has no part in */
};
/* hook_send: what is due.  Not inside a transaction. */
MUST bool hook_send(struct work *w, struct hook_round *out);

/* hook_sign: the signature's hex of "t.body". */
const char *hook_sign(struct work *w, const char *secret, int64_t t, const char *body);

#endif
