/* partner.h -- the organisations of a region, their sites, and how long it takes between them.
 * Upstream: account, import.  Downstream: resource and everything after. */
#ifndef PARTNER_PARTNER_H
#define PARTNER_PARTNER_H

#include "base/work.h"

struct organisation {
    int64_t id;
    const char *code, *kind, *roles, *name_ru, *name_en, *municipality;
};

struct site {
    int64_t id;
    const char *code, *name_ru, *name_en, *municipality;
    int organisation; /* index into partners.organisations */
    double lat, lon;
    bool placed; /* lat and lon are known */
};

/* partners: the whole register, read once, owned by the work that read it.  Arrays are in id order. */
struct partners {
    struct organisation *organisations;
    struct site *sites;
    int organisation_count, site_count;
    struct travel_row *travel; /* overrides, in order of (from, to) */
    int travel_count;
    struct way *ways; /* the last ways reckoned, because the same few are asked for over and over: partner_travel_min */
};

struct way {
    int32_t from, to, travel_min; /* both 0: nothing yet */
};

struct travel_row {
    int from, to, travel_min;
};

MUST bool partners_load(struct work *w, struct partners *out);
int partners_organisation(const struct partners *p, int64_t id); /* index, or -1 */
int partners_site(const struct partners *p, int64_t id);         /* index, or -1 */
int partners_organisation_by_code(const struct partners *p, const char *code);

/* partner_travel_min: door to door, one way, in whole minutes.  A row of `travel` decides, either way
 * round; else great-circle distance x 1.3 for roads, 25 km/h in town and 60 km/h beyond 10 km, plus 10
 * minutes to leave and arrive.  0 for the same site; where a place is unknown, 30 within an
 * organisation and 60 between two. */
int partner_travel_min(const struct partners *p, int from_site, int to_site);

/* partner_travel_from: the same from a bare point, e.g. where an order's people are. */
int partner_travel_from(const struct partners *p, double lat, double lon, int to_site);

#endif
