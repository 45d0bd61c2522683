/* partner.c -- see partner.h. */
#include "partner/partner.h"

#include "partner/partner_sql.h"
#include "store/db.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROAD_FACTOR    1.3  /* road kilometres per kilometre as the crow flies */
#define TOWN_KM        10.0 /* the first kilometres of a trip are in town */
#define TOWN_KM_H      25.0
#define COUNTRY_KM_H   60.0
#define DOORS_MIN      10 /* leaving and arriving */
#define UNKNOWN_IN_MIN 30
#define UNKNOWN_MIN    60
#define WAYS           16384 /* remembered; one that falls on another's place takes it */

static bool load_organisations(struct work *w, struct partners *p)
{
    size_t room = 0;
    struct rows r = db_rows(w, PARTNER_ORGANISATIONS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &p->organisations, room, (size_t)p->organisation_count);
        p->organisations[p->organisation_count++] = (struct organisation){
            db_int(&r, 0), db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), db_text(&r, 4), db_text(&r, 5), db_text(&r, 6),
        };
    }
    return fine(w);
}

static bool load_sites(struct work *w, struct partners *p)
{
    size_t room = 0;
    struct rows r = db_rows(w, PARTNER_SITES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &p->sites, room, (size_t)p->site_count);
        p->sites[p->site_count++] = (struct site){
            db_int(&r, 0),  db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), db_text(&r, 4), partners_organisation(p, db_int(&r, 5)),
            db_real(&r, 6), db_real(&r, 7), !db_null(&r, 6) && !db_null(&r, 7),
        };
    }
    return fine(w);
}

bool partners_load(struct work *w, struct partners *out)
{
    *out = (struct partners){.ways = take_array(w, WAYS, struct way)};
    if (!load_organisations(w, out) || !load_sites(w, out))
        return false;
    size_t room = 0;
    struct rows r = db_rows(w, PARTNER_TRAVEL, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &out->travel, room, (size_t)out->travel_count);
        out->travel[out->travel_count++] =
            (struct travel_row){partners_site(out, db_int(&r, 0)), partners_site(out, db_int(&r, 1)), (int)db_int(&r, 2)};
    }
    return fine(w);
}

int partners_organisation(const struct partners *p, int64_t id)
{
    int lo = 0, hi = p->organisation_count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (p->organisations[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->organisation_count && p->organisations[lo].id == id ? lo : -1;
}

int partners_site(const struct partners *p, int64_t id)
{
    int lo = 0, hi = p->site_count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (p->sites[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->site_count && p->sites[lo].id == id ? lo : -1;
}

int partners_organisation_by_code(const struct partners *p, const char *code)
{
    for (int i = 0; i < p->organisation_count; i++)
        if (strcmp(p->organisations[i].code, code) == 0)
            return i;
    return -1;
}

static double radians(double degrees) { return degrees * 3.14159265358979323846 / 180.0; }

/* Great-circle distance by the haversine formula. */
static double distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double a = sin(radians(lat2 - lat1) / 2), b = sin(radians(lon2 - lon1) / 2);
    double h = a * a + cos(radians(lat1)) * cos(radians(lat2)) * b * b;
    return 2 * 6371.0 * asin(sqrt(h < 1 ? h : 1));
}

static int road_min(double km)
{
    km *= ROAD_FACTOR;
    double town = km < TOWN_KM ? km : TOWN_KM;
    return DOORS_MIN + (int)ceil(60 * (town / TOWN_KM_H + (km - town) / COUNTRY_KM_H));
}

static int by_ends(const void *a, const void *b)
{
    const struct travel_row *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

static const struct travel_row *override(const struct partners *p, int from, int to)
{
    struct travel_row key = {from, to, 0};
    return bsearch(&key, p->travel, (size_t)p->travel_count, sizeof(key), by_ends);
}

static int reckon(const struct partners *p, int from_site, int to_site)
{
    if (p->travel_count > 0) {
        const struct travel_row *t = override(p, from_site, to_site);
        if (t == NULL)
            t = override(p, to_site, from_site);
        if (t != NULL)
            return t->travel_min;
    }
    const struct site *a = &p->sites[from_site], *b = &p->sites[to_site];
    if (!a->placed || !b->placed)
        return a->organisation == b->organisation ? UNKNOWN_IN_MIN : UNKNOWN_MIN;
    double km = distance_km(a->lat, a->lon, b->lat, b->lon);
    return km < 0.05 ? 0 : road_min(km);
}

int partner_travel_min(const struct partners *p, int from_site, int to_site)
{
    if (from_site == to_site)
        return 0;
    struct way *way = &p->ways[((uint32_t)from_site * 2654435761u + (uint32_t)to_site) % WAYS];
    if (way->from != from_site || way->to != to_site)
        *way = (struct way){from_site, to_site, reckon(p, from_site, to_site)};
    return way->travel_min;
}

int partner_travel_from(const struct partners *p, double lat, double lon, int to_site)
{
    const struct site *s = &p->sites[to_site];
    return s->placed ? road_min(distance_km(lat, lon, s->lat, s->lon)) : UNKNOWN_MIN;
}
