/* work.c -- the arena is a list of blocks, all given back at once by work_end(). */
#include "base/work.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE    ((size_t)64 << 10)
#define DEFAULT_LIMIT ((size_t)2 << 30)

struct block {
    struct block *next;
    alignas(max_align_t) unsigned char bytes[];
};

struct later {
    struct later *next;
    void (*undo)(void *what);
    void *what;
};

struct arena {
    struct block *blocks;
    unsigned char *at;
    size_t room, total, limit;
};

static void *must_alloc(size_t size)
{
    void *p = calloc(1, size);
    if (p == NULL) {
        fputs("cavt: out of memory\n", stderr);
        abort(); /* Out of memory is not an operating error this program can serve through. */
    }
    return p;
}

struct work *work_begin(struct db *db, int64_t who, int64_t now)
{
    struct work *w = must_alloc(sizeof(*w));
    w->mem = must_alloc(sizeof(*w->mem));
    w->mem->limit = DEFAULT_LIMIT;
    w->db = db;
    w->who = who;
    w->now = now;
    return w;
}

void work_limit(struct work *w, size_t bytes) { w->mem->limit = bytes; }

void work_end(struct work *w)
{
    if (w == NULL)
        return;
    for (struct later *l = w->later; l != NULL; l = l->next)
        l->undo(l->what);
    for (struct block *b = w->mem->blocks, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    free(w->mem);
    free(w);
}

void work_later(struct work *w, void (*undo)(void *what), void *what)
{
    struct later *l = take(w, sizeof(*l));
    *l = (struct later){w->later, undo, what};
    w->later = l;
}

bool fail(struct work *w, enum fault fault, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    err_setv(&w->err, fault, fmt, ap);
    va_end(ap);
    return false;
}

void *take(struct work *w, size_t size)
{
    struct arena *m = w->mem;
    if (size > m->limit) {
        fprintf(stderr, "cavt: one piece of work asked for %zu bytes at once\n", size);
        abort();
    }
    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (size == 0)
        size = alignof(max_align_t);
    if (size > m->room) {
        size_t room = size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE;
        m->total += room;
        if (m->total > m->limit) {
            fprintf(stderr, "cavt: one piece of work took more than %zu MB\n", m->limit >> 20);
            abort();
        }
        struct block *b = must_alloc(sizeof(*b) + room);
        if (room == size && m->blocks != NULL) { /* A large piece of its own; keep filling the old. */
            b->next = m->blocks->next;
            m->blocks->next = b;
            return b->bytes;
        }
        b->next = m->blocks;
        m->blocks = b;
        m->at = b->bytes;
        m->room = room;
    }
    void *p = m->at;
    m->at += size;
    m->room -= size;
    return p;
}

void *take_more(struct work *w, const void *old, size_t used_bytes, size_t *room, size_t each)
{
    *room = *room < 8 ? 8 : *room * 2;
    void *p = take(w, *room * each);
    if (used_bytes > 0)
        memcpy(p, old, used_bytes);
    return p;
}

char *take_copy(struct work *w, const char *s, size_t n)
{
    char *p = take(w, n + 1);
    memcpy(p, s, n);
    return p;
}

char *take_text(struct work *w, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    char probe[256];
    int n = vsnprintf(probe, sizeof(probe), fmt, ap);
    va_end(ap);
    char *s = take(w, (size_t)n + 1);
    if ((size_t)n < sizeof(probe))
        memcpy(s, probe, (size_t)n + 1);
    else
        vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}
