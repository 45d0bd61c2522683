/* agreement_web.h -- the draft contract of an offer, from its page. */
#ifndef AGREEMENT_AGREEMENT_WEB_H
#define AGREEMENT_AGREEMENT_WEB_H

#include "web/route.h"

extern const struct route agreement_routes[];

#endif
