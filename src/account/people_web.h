/* people_web.h -- the people of an organisation, and the people of the centre's whole register: invited, let in, ended. */
#ifndef ACCOUNT_PEOPLE_WEB_H
#define ACCOUNT_PEOPLE_WEB_H

#include "web/route.h"

extern const struct route people_routes[];

#endif
