/* design_web.h -- pages of the joint design of a programme. */
#ifndef PROGRAMME_DESIGN_WEB_H
#define PROGRAMME_DESIGN_WEB_H

#include "web/route.h"

extern const struct route design_routes[];

#endif
