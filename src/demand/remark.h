/* remark.h -- what people say to each other of an order, or of a programme they design together: one thread for each.
 * Upstream: partner, account.  Downstream: order_talk, programme's design. */
#ifndef DEMAND_REMARK_H
#define DEMAND_REMARK_H

#include "base/work.h"

struct remark {
    int64_t id, made_at, about_id;
    const char *text, *who, *organisation; /* names in the reader's language; who "" where nobody was signed in */
};

/* remark_add: `object` is "order" or "programme"; about_id: its offer or module, 0 the whole.  Empty or longer than 4000
 * bytes is refused in a sentence. */
MUST bool remark_add(struct work *w, const char *object, int64_t object_id, int64_t about_id, int64_t organisation_id, const char *text);
MUST bool remark_list(struct work *w, const char *object, int64_t object_id, struct remark **out, int *n);

#endif
