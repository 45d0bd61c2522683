/* same_web.h -- the page of machines that are probably one thing typed two ways. */
#ifndef RESOURCE_SAME_WEB_H
#define RESOURCE_SAME_WEB_H

#include "web/route.h"

extern const struct route same_routes[];

#endif
