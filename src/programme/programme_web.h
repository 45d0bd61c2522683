/* programme_web.h -- the catalogue: programmes, modules and competences, for anyone. */
#ifndef PROGRAMME_PROGRAMME_WEB_H
#define PROGRAMME_PROGRAMME_WEB_H

#include "web/route.h"

extern const struct route programme_routes[];

#endif
