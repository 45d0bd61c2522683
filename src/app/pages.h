/* pages.h -- the pages of all rooms, in the order of the navigation. */
#ifndef APP_PAGES_H
#define APP_PAGES_H

#include "web/route.h"

extern const struct route *const pages_routes[]; /* Ended by NULL */

#endif
