/* twin.c -- see twin.h. */
#include "lingo/twin.h"

#include "lingo/word.h"

#include <stdlib.h>
#include <string.h>

static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
    return h ^ (h >> 31);
}

/* Sixty-four counters by bit, eight at a time in the bytes of a word: added up before any can overflow. */
struct counters {
    uint64_t bytes[8]; /* bytes[b] counts the bits b, b + 8, ..., b + 56 */
    uint32_t sum[64];
    unsigned held;
};

static void flush(struct counters *c)
{
    for (int b = 0; b < 8; b++) {
        for (int k = 0; k < 8; k++)
            c->sum[k * 8 + b] += (uint32_t)(c->bytes[b] >> (k * 8)) & 0xFFu;
        c->bytes[b] = 0;
    }
    c->held = 0;
}

uint64_t twin_print(const char *s, size_t n, size_t *words)
{
    struct counters c = {0};
    struct token w;
    uint64_t a = 0, b = 0;
    size_t met = 0, runs = 0;
    for (size_t at = 0; (at = word_next(s, n, at, &w)) != 0; met++) {
        uint64_t run = mix(w.key + 3 * b + 7 * a);
        a = b;
        b = w.key;
        if (met < 2 && n > 40)
            continue;
        for (int k = 0; k < 8; k++)
            c.bytes[k] += (run >> k) & 0x0101010101010101u;
        runs++;
        if (++c.held == 255)
            flush(&c);
    }
    flush(&c);
    *words = met;
    uint64_t print = 0;
    for (int k = 0; k < 64; k++)
        print |= (uint64_t)(c.sum[k] * 2 > runs) << k;
    return met == 0 ? 0 : print != 0 ? print : 1;
}

void twins_add(struct twins *t, uint64_t print, int64_t of)
{
    if (t->head == NULL && (t->head = calloc(4 * 65536, sizeof(*t->head))) == NULL)
        abort();
    if (t->n >= t->room) {
        t->room = t->room < 1024 ? 1024 : t->room * 2;
        t->all = realloc(t->all, t->room * sizeof(*t->all));
        if (t->all == NULL)
            abort();
    }
    struct twin *x = &t->all[t->n++];
    x->print = print;
    x->of = of;
    for (unsigned k = 0; k < 4; k++) {
        uint32_t *head = &t->head[k << 16 | ((print >> (k * 16)) & 0xFFFF)];
        x->next[k] = *head;
        *head = (uint32_t)t->n;
    }
}

int64_t twins_find(const struct twins *t, uint64_t print, int bits, bool (*fits)(void *to, int64_t of), void *to)
{
    if (t->head == NULL)
        return 0;
    for (unsigned k = 0; k < 4; k++)
        for (uint32_t i = t->head[k << 16 | ((print >> (k * 16)) & 0xFFFF)]; i != 0; i = t->all[i - 1].next[k])
            if (__builtin_popcountll(t->all[i - 1].print ^ print) <= bits && fits(to, t->all[i - 1].of))
                return t->all[i - 1].of;
    return 0;
}

void twins_free(struct twins *t)
{
    free(t->all);
    free(t->head);
    *t = (struct twins){0};
}
