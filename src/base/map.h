/* map.h -- a hash map from a text to an int64_t, open addressing.  Keys are copied.  The hash is keyed
 * (SipHash-like mixing by a per-process seed), so a hostile file cannot choose its collisions. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/err.h"

struct map {
    struct map_slot *slots;
    size_t room, used;
};

struct map_slot {
    char *key; /* NULL: empty */
    uint64_t hash;
    int64_t value;
};

/* map_at(m, key): the value's place, made (zero) if it was absent; *fresh says whether it was. */
int64_t *map_at(struct map *m, const char *key, bool *fresh);
/* map_find(m, key): the value's place, or NULL. */
int64_t *map_find(const struct map *m, const char *key);
void map_free(struct map *m);

/* map_hash(bytes, n): the keyed hash itself, for other tables. */
uint64_t map_hash(const void *bytes, size_t n);

#endif
