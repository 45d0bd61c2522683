/* offer_web.h -- the page of an offer: what is promised, on what it stands, and what may be done with it. */
#ifndef OFFER_OFFER_WEB_H
#define OFFER_OFFER_WEB_H

#include "web/route.h"

extern const struct route offer_routes[];

#endif
