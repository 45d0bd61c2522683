/* kept.c -- see kept.h.  A handful of texts: looked through from first to last. */
#include "store/kept.h"

#include "store/db_engine.h"

#include <stdlib.h>
#include <string.h>

#define MOMENT_MOST 256 /* PostgreSQL names the transactions at work in it; with more than fit, nothing is kept */

struct kept {
    char *key, *text, moment[MOMENT_MOST];
    size_t n;
    int64_t good_until;
    uint64_t used;
};

struct keeper {
    struct kept all[KEPT_MOST];
    size_t bytes;
    uint64_t clock;
};

static void forget(struct keeper *k, struct kept *x)
{
    k->bytes -= x->text != NULL ? x->n : 0;
    free(x->key);
    free(x->text);
    *x = (struct kept){0};
}

void kept_free(struct keeper *k)
{
    for (size_t i = 0; k != NULL && i < KEPT_MOST; i++)
        forget(k, &k->all[i]);
    free(k);
}

/* moment: as text; false when it cannot be told, and nothing is kept then. */
static bool moment(struct work *w, char out[MOMENT_MOST])
{
    return w->db->depth == 1 && w->db->reading && w->db->engine->moment(w, out, MOMENT_MOST);
}

const char *kept_find(struct work *w, const char *key, size_t *n)
{
    struct keeper *k = w->db->keeper;
    char now[MOMENT_MOST];
    *n = 0;
    if (k == NULL || !moment(w, now))
        return NULL;
    for (size_t i = 0; i < KEPT_MOST; i++) {
        struct kept *x = &k->all[i];
        if (x->key == NULL || strcmp(x->key, key) != 0)
            continue;
        if (strcmp(x->moment, now) != 0 || w->now >= x->good_until) {
            forget(k, x);
            return NULL;
        }
        x->used = ++k->clock;
        *n = x->n;
        return x->text;
    }
    return NULL;
}

void kept_put(struct work *w, const char *key, const char *text, size_t n, int64_t good_until)
{
    char now[MOMENT_MOST];
    if (n > KEPT_BYTES_MOST || !fine(w) || !moment(w, now))
        return;
    struct keeper *k = w->db->keeper;
    if (k == NULL) {
        k = w->db->keeper = calloc(1, sizeof(*k));
        if (k == NULL)
            abort();
    }
    for (size_t i = 0; i < KEPT_MOST; i++)
        if (k->all[i].key != NULL && strcmp(k->all[i].key, key) == 0)
            forget(k, &k->all[i]);
    struct kept *place = NULL;
    do { /* the longest unused goes first, until there is a place and room */
        place = &k->all[0];
        for (size_t i = 1; i < KEPT_MOST; i++)
            if (place->key != NULL && (k->all[i].key == NULL || k->all[i].used < place->used))
                place = &k->all[i];
        if (k->bytes + n <= KEPT_BYTES_MOST)
            break;
        struct kept *oldest = NULL;
        for (size_t i = 0; i < KEPT_MOST; i++)
            if (k->all[i].key != NULL && (oldest == NULL || k->all[i].used < oldest->used))
                oldest = &k->all[i];
        forget(k, oldest);
    } while (true);
    forget(k, place);
    *place = (struct kept){.key = strdup(key), .text = malloc(n + 1), .n = n, .good_until = good_until, .used = ++k->clock};
    if (place->key == NULL || place->text == NULL)
        abort();
    memcpy(place->text, text, n);
    place->text[n] = '\0';
    memcpy(place->moment, now, sizeof(now));
    k->bytes += n;
}
