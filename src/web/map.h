/* map.h -- a map without a map: towns at the middle of their sites' coordinates, as large as their need.
 * No borders are drawn, for none are known; north is up, distances are true at the region's middle. */
#ifndef WEB_MAP_H
#define WEB_MAP_H

#include "web/route.h"

#define TOWNS_MOST 60
#define DOTS_MOST  2000

struct town {
    const char *name;
    double lat, lon;
    int sites;
    int64_t need; /* people */
};

struct dot {
    double lat, lon;
    const char *href, *name;
};

struct map_view {
    const char *label;
    const char *caption; /* What a circle's size says; NULL: people whose orders wait */
    const char *link;    /* A town leads to this and its name; NULL: nowhere */
    struct town town[TOWNS_MOST];
    struct dot *dot;
    int towns;
    size_t dots, room;
};

void map_add_site(struct work *w, struct map_view *m, const char *town, double lat, double lon, const char *href, const char *name);
void map_add_need(struct map_view *m, const char *town, int64_t people); /* A town without sites is left out */
void map_show(struct request *q, const struct map_view *m);

#endif
