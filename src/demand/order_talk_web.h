/* order_talk_web.h -- the conversation on an order: whose turn, remarks, changes, versions. */
#ifndef DEMAND_ORDER_TALK_WEB_H
#define DEMAND_ORDER_TALK_WEB_H

#include "demand/order.h"
#include "demand/remark.h"
#include "web/route.h"

extern const struct route order_talk_routes[];

/* talk_turn: whose turn it is, as a note with a link to the conversation; for the pages of an order and of its offers. */
bool talk_turn(struct request *q, const char *order);

/* talk_thread: remarks, with what each is about as `about` says (NULL: nothing), and the form for another, to `action`;
 * action NULL: the reader may not write. */
void talk_thread(struct request *q, const struct remark *all, int n, const char *(*about)(void *arg, int64_t id), void *arg, const char *action);

#endif
