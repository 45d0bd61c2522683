/* home.h -- the first page: the region at a glance. */
#ifndef APP_HOME_H
#define APP_HOME_H

#include "web/route.h"

extern const struct route home_routes[];

#endif
