/* resource_web.h -- the pages of rooms, equipment and staff, and the calendar of each. */
#ifndef RESOURCE_RESOURCE_WEB_H
#define RESOURCE_RESOURCE_WEB_H

#include "web/route.h"

extern const struct route resource_routes[];

#endif
