/* join_web.h -- signing up, confirming an address, a forgotten password, a guardian's word. */
#ifndef ACCOUNT_JOIN_WEB_H
#define ACCOUNT_JOIN_WEB_H

#include "web/route.h"

extern const struct route join_routes[];

#endif
