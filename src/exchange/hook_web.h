/* hook_web.h -- the page of those who asked to be told. */
#ifndef EXCHANGE_HOOK_WEB_H
#define EXCHANGE_HOOK_WEB_H

#include "web/route.h"

extern const struct route hook_routes[];

#endif
