/* order_web.h -- the pages of orders: the list, one order, and ordering in plain words. */
#ifndef DEMAND_ORDER_WEB_H
#define DEMAND_ORDER_WEB_H

#include "web/route.h"

extern const struct route order_routes[];

#endif
