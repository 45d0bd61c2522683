/* hold_private.h -- what hold.c, hold_take.c and hold_notice.c share. */
#ifndef OFFER_HOLD_PRIVATE_H
#define OFFER_HOLD_PRIVATE_H

#include "offer/hold.h"
#include "offer/hold_change.h"

/* held: an offer as the acts see it. */
struct held {
    int64_t id, order_id, employer_id, expires_at; /* expires_at 0: none */
    const char *code, *state, *order, *order_state, *title_ru, *title_en;
    int32_t starts_on, ends_on;
    bool placed; /* it has days */
};

/* hold_until: a Unix second as people read it, by the region's clock. */
const char *hold_until(struct work *w, const struct hold_rules *by, int64_t at);

/* hold_take: look whether all is free, then take it; *n bookings made.  In the caller's transaction. */
MUST bool hold_take(struct work *w, const struct held *f, int64_t *n);

/* An event that owners and the employer are told of by mail, and that is written down. */
enum hold_event { HOLD_ASKED, HOLD_AGREED, HOLD_REFUSED, HOLD_WITHDRAWN, HOLD_LAPSED };

/* hold_tell: a notice to every owner with a part in it, and to the employer, in the languages each has a name in. `by` and
 * reason: who refused, and why, else NULL.  The one who refused is not told. */
void hold_tell(struct work *w, const struct held *f, const struct hold_rules *by, enum hold_event event, int64_t refuser_id,
               const char *refuser_ru, const char *refuser_en, const char *reason);

#endif
