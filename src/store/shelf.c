/* shelf.c -- see shelf.h. */
#include "store/shelf.h"

#include "store/db_engine.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct copy {
    void *snapshot;
    void (*drop)(void *);
    int64_t stamp;
    int readers; /* and one more while it stands on the shelf */
    struct shelf *shelf;
};

struct place {
    const char *name;
    struct copy *copy;
    bool building;
    int64_t took_ms;
};

struct shelf {
    pthread_mutex_t lock;
    pthread_cond_t built;
    struct place place[8];
};

static const char STAMP[] = "SELECT value FROM stamp WHERE name = $1";

struct shelf *shelf_new(void)
{
    struct shelf *s = calloc(1, sizeof(*s));
    if (s == NULL)
        abort();
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->built, NULL);
    return s;
}

static void let_go(struct copy *c)
{
    if (c == NULL || --c->readers > 0)
        return;
    c->drop(c->snapshot);
    free(c);
}

void shelf_free(struct shelf *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < COUNT(s->place); i++)
        let_go(s->place[i].copy);
    pthread_cond_destroy(&s->built);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

void db_use_shelf(struct db *db, struct shelf *s) { db->shelf = s; }

static struct shelf *own(struct db *db)
{
    if (db->shelf == NULL)
        db->shelf = db->own_shelf = shelf_new();
    return db->shelf;
}

static void give_back(void *what)
{
    struct copy *c = what;
    struct shelf *s = c->shelf;
    pthread_mutex_lock(&s->lock);
    let_go(c);
    pthread_mutex_unlock(&s->lock);
}

static struct place *place_of(struct shelf *s, const char *name)
{
    size_t i = 0;
    while (i < COUNT(s->place) && s->place[i].name != NULL && strcmp(s->place[i].name, name) != 0)
        i++;
    if (i == COUNT(s->place))
        abort(); /* more kinds of snapshots than places: ours to mend */
    s->place[i].name = name;
    return &s->place[i];
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* rebuild: without the lock held while rows are read. */
static void rebuild(struct work *w, struct shelf *s, struct place *p, int64_t stamp, void *(*make)(struct work *), void (*drop)(void *))
{
    p->building = true;
    pthread_mutex_unlock(&s->lock);
    int64_t began = now_ms();
    void *snapshot = make(w);
    struct copy *c = calloc(1, sizeof(*c));
    if (c == NULL)
        abort();
    *c = (struct copy){snapshot, drop, stamp, 1, s};
    pthread_mutex_lock(&s->lock);
    p->building = false;
    p->took_ms = now_ms() - began;
    if (fine(w) && snapshot != NULL) {
        let_go(p->copy);
        p->copy = c;
    } else {
        if (snapshot != NULL)
            drop(snapshot);
        free(c);
    }
    pthread_cond_broadcast(&s->built);
}

const void *shelf_borrow(struct work *w, const char *name, void *(*make)(struct work *w), void (*drop)(void *snapshot))
{
    struct shelf *s = own(w->db);
    if (!db_begin_read(w)) /* the stamp and the rows are of one moment */
        return NULL;
    int64_t stamp = db_one(w, STAMP, ARGS(V(name)), 0);
    struct copy *got = NULL;
    pthread_mutex_lock(&s->lock);
    struct place *p = place_of(s, name);
    while (fine(w) && got == NULL) {
        bool same = p->copy != NULL && p->copy->stamp == stamp;
        if (same || (p->copy != NULL && p->building && p->took_ms > SHELF_PATIENCE_MS)) {
            got = p->copy;
            got->readers++;
        } else if (p->building) {
            pthread_cond_wait(&s->built, &s->lock);
        } else {
            rebuild(w, s, p, stamp, make, drop);
        }
    }
    pthread_mutex_unlock(&s->lock);
    if (got != NULL)
        work_later(w, give_back, got);
    return db_commit(w) && got != NULL ? got->snapshot : NULL;
}
