/* sign_web.h -- the pages by which people come in and go out. */
#ifndef ACCOUNT_SIGN_WEB_H
#define ACCOUNT_SIGN_WEB_H

#include "web/route.h"

extern const struct route sign_routes[];

#endif
