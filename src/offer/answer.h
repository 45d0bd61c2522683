/* answer.h -- private to offer/: the steps between a placing and an answer. */
#ifndef OFFER_ANSWER_H
#define OFFER_ANSWER_H

#include "offer/place.h"

/* price_answer: lines, parts, sums and dates of an answer whose modules and lessons are known. */
void price_answer(struct market *m, struct answer *a);

/* try_variant: one answer by one set of weights; out->possible says whether it can be done, and if not
 * `left` (may be NULL) says how far it came.  No causes, no alternatives. */
struct left_over {
    struct composition composition; /* found false: nothing could be composed */
    struct placing placing;
    bool over_budget;
};
MUST bool try_variant(struct market *m, enum variant v, const struct answer_control *c, struct answer **out, struct left_over *left);

struct weights variant_weights(const struct state *st, enum variant v);

/* reason_why: causes, gaps and relaxations of an answer that cannot be given. */
/* reason_causes: causes and gaps alone. */
MUST bool reason_causes(struct market *m, struct answer *a, const struct left_over *left);

MUST bool reason_why(struct market *m, struct answer *a, const struct answer_control *c, const struct left_over *left);

/* reason_choices: the why of what was chosen. */
void reason_choices(struct market *m, struct answer *a, const struct composition *c);

/* said_money, said_day: for sentences, in w->language. */
const char *said_money(struct work *w, const struct state *st, int64_t minor);
const char *said_day(struct work *w, int32_t day);

#endif
