/* grid_web.h -- the dispatcher's timeline: everybody's rooms, machines and people, and who has them when. */
#ifndef RESOURCE_GRID_WEB_H
#define RESOURCE_GRID_WEB_H

#include "web/route.h"

extern const struct route grid_routes[];

#endif
