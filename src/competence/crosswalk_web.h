/* crosswalk_web.h -- the page on which a methodologist decides how frameworks meet. */
#ifndef COMPETENCE_CROSSWALK_WEB_H
#define COMPETENCE_CROSSWALK_WEB_H

#include "web/route.h"

extern const struct route crosswalk_routes[];

#endif
