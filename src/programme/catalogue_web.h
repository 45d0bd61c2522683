/* catalogue_web.h -- the catalogue's list: search, facets, results; and its files. */
#ifndef PROGRAMME_CATALOGUE_WEB_H
#define PROGRAMME_CATALOGUE_WEB_H

#include "programme/catalogue_hits.h"
#include "web/route.h"

extern const struct route catalogue_routes[];

/* catalogue_asked(q, ask): what the address asks for; the same for the page, the API and the feed. */
void catalogue_asked(struct request *q, struct catalogue_ask *ask);

#endif
