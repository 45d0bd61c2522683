/* edit_web.h -- the pages on which an organisation keeps its own rooms, equipment, staff, hours, terms and rules. */
#ifndef RESOURCE_EDIT_WEB_H
#define RESOURCE_EDIT_WEB_H

#include "web/route.h"

extern const struct route edit_routes[];

#endif
