/* booking_web.h -- the pages of requests: asking, seeing whose turn it is, answering; and what stands idle. */
#ifndef BOOKING_BOOKING_WEB_H
#define BOOKING_BOOKING_WEB_H

#include "web/route.h"

extern const struct route booking_routes[];

#endif
