/* demand_web.h -- pages of what is asked for: the figures, the adverts, one advert, surveys and projects. */
#ifndef DEMAND_DEMAND_WEB_H
#define DEMAND_DEMAND_WEB_H

#include "web/route.h"

extern const struct route demand_routes[];

/* demand_trend: the chart of a competence's share of adverts with its forecast, and what past forecasts were worth; says so
 * where there are too few months.  For the competence's own page. */
bool demand_trend(struct request *q, const char *competence, const char *municipality);

#endif
