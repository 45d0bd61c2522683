/* map.c -- see map.h. */
#include "base/map.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

uint64_t map_hash(const void *bytes, size_t n)
{
    static unsigned char key[crypto_shorthash_KEYBYTES];
    static bool keyed;
    if (!keyed) {
        if (sodium_init() < 0)
            abort();
        crypto_shorthash_keygen(key);
        keyed = true;
    }
    uint64_t h;
    crypto_shorthash((unsigned char *)&h, bytes, n, key);
    return h;
}

static struct map_slot *slot(const struct map *m, const char *key, uint64_t h)
{
    for (size_t i = h & (m->room - 1);; i = (i + 1) & (m->room - 1)) {
        struct map_slot *s = &m->slots[i];
        if (s->key == NULL || (s->hash == h && strcmp(s->key, key) == 0))
            return s;
    }
}

static void widen(struct map *m)
{
    struct map was = *m;
    m->room = was.room == 0 ? 16 : was.room * 2;
    m->slots = calloc(m->room, sizeof(*m->slots));
    if (m->slots == NULL)
        abort();
    for (size_t i = 0; i < was.room; i++)
        if (was.slots[i].key != NULL)
            *slot(m, was.slots[i].key, was.slots[i].hash) = was.slots[i];
    free(was.slots);
}

int64_t *map_at(struct map *m, const char *key, bool *fresh)
{
    if (m->used * 4 >= m->room * 3)
        widen(m);
    size_t n = strlen(key);
    uint64_t h = map_hash(key, n);
    struct map_slot *s = slot(m, key, h);
    bool is_new = s->key == NULL;
    if (is_new) {
        s->key = malloc(n + 1);
        if (s->key == NULL)
            abort();
        memcpy(s->key, key, n + 1);
        s->hash = h;
        m->used++;
    }
    if (fresh != NULL)
        *fresh = is_new;
    return &s->value;
}

int64_t *map_find(const struct map *m, const char *key)
{
    if (m->used == 0)
        return NULL;
    struct map_slot *s = slot(m, key, map_hash(key, strlen(key)));
    return s->key == NULL ? NULL : &s->value;
}

void map_free(struct map *m)
{
    for (size_t i = 0; i < m->room; i++)
        free(m->slots[i].key);
    free(m->slots);
    *m = (struct map){0};
}
