/* place.h -- for tests of several processes: a database of their own on either engine, since the runner's
 * is inside one transaction.  SQLite in a file; PostgreSQL as a new database beside the one TEST_DB names. */
#ifndef TEST_PLACE_H
#define TEST_PLACE_H

#include "store/db.h"
#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>

/* place: one engine's database for a test. */
struct place {
    char where[512], admin[400], name[64], dir[64];
};

static inline struct db *place_open(const char *where)
{
    struct err e = {0};
    struct db *db = db_open(where, &e);
    if (db == NULL)
        printf("# %s\n", e.text);
    return db;
}

static inline void place_script(const char *where, const char *sql)
{
    struct db *db = place_open(where);
    struct work *w = work_begin(db, 0, 0);
    CHECK(db_script(w, sql));
    work_end(w);
    db_close(db);
}

static inline bool place_make(struct work *w, struct place *p, bool postgres)
{
    static int number;
    *p = (struct place){0};
    if (!postgres) {
        snprintf(p->dir, sizeof(p->dir), "/tmp/cavt-race.XXXXXX");
        if (mkdtemp(p->dir) == NULL)
            return false;
        snprintf(p->where, sizeof(p->where), "%s/r.db", p->dir);
        return true;
    }
    const char *url = getenv("TEST_DB");
    if (url == NULL)
        return false;
    snprintf(p->admin, sizeof(p->admin), "%s", url);
    snprintf(p->name, sizeof(p->name), "cavt_race_%d_%d", (int)getpid(), number++);
    snprintf(p->where, sizeof(p->where), "%s%cdbname=%s", url, strchr(url, '?') != NULL ? '&' : '?', p->name);
    place_script(p->admin, take_text(w, "CREATE DATABASE %s TEMPLATE template0", p->name));
    return true;
}

static inline void place_remove(struct work *w, const struct place *p)
{
    if (*p->dir == '\0') {
        place_script(p->admin, take_text(w, "DROP DATABASE %s WITH (FORCE)", p->name));
        return;
    }
    static const char *const tails[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT(tails); i++)
        unlink(take_text(w, "%s%s", p->where, tails[i]));
    rmdir(p->dir);
}

#endif
