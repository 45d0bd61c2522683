/* catalogue_private.h -- the snapshot: what catalogue_load.c fills and catalogue.c searches. */
#ifndef PROGRAMME_CATALOGUE_PRIVATE_H
#define PROGRAMME_CATALOGUE_PRIVATE_H

#include "lingo/finder.h"
#include "programme/catalogue.h"

#define BANDS_MOST 8

struct entry {
    int64_t id, price_minor;
    int32_t hours_ah;
    uint32_t name_rank[LANGUAGES]; /* its place by name */
    uint32_t start_first, start_n; /* in snapshot.starts: days, rising */
    uint8_t module, level, start_band; /* level 0: not said */
};

/* A facet's values by entry: those of entry e are value[first[e] .. first[e + 1]). */
struct facet_column {
    struct facet_value *known; /* key and names are owned by the snapshot */
    size_t n, room;
    uint32_t *first;
    uint16_t *value;
    size_t used, value_room;
};

struct snapshot {
    struct finder *finder;
    struct entry *entry;
    size_t n;
    int32_t *starts;
    struct facet_column facet[FACETS];
    int64_t memory; /* bytes, about */
};

/* snapshot_of(w): borrowed until the work ends; NULL: the database failed. */
const struct snapshot *snapshot_of(struct work *w);

#endif
