/* feed_web.h -- the catalogue for those who are not people: what is new (Atom, RFC 4287), what there is
 * (sitemaps.org, robots.txt, RFC 9309), and all of it at once as linked data. */
#ifndef PROGRAMME_FEED_WEB_H
#define PROGRAMME_FEED_WEB_H

#include "web/route.h"

extern const struct route feed_routes[];

#endif
