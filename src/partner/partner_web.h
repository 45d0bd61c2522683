/* partner_web.h -- the pages of the partners. */
#ifndef PARTNER_PARTNER_WEB_H
#define PARTNER_PARTNER_WEB_H

#include "web/route.h"

extern const struct route partner_routes[];

#endif
