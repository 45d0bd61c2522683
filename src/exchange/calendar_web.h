/* calendar_web.h -- calendars given out, at secret addresses; and the page of those given out and taken in. */
#ifndef EXCHANGE_CALENDAR_WEB_H
#define EXCHANGE_CALENDAR_WEB_H

#include "web/route.h"

extern const struct route calendar_routes[];

#endif
