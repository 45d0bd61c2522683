/* db_engine.h -- private to store/: what an engine has to provide. */
#ifndef STORE_DB_ENGINE_H
#define STORE_DB_ENGINE_H

#include "base/map.h"
#include "store/db.h"

#define ID_BLOCK 64 /* ids are drawn from the database in blocks of this many */

struct db {
    const struct db_engine *engine;
    void *conn;
    struct map statements; /* SQL text -> the engine's prepared statement */
    struct shelf *shelf, *own_shelf; /* shelf.h; NULL: none yet, none of its own */
    struct turns *turns;   /* Writers of one process wait in line here; NULL: the engine decides */
    bool my_turn;
    bool reading;          /* The outermost transaction is one of reading */
    struct keeper *keeper; /* kept.h; NULL: nothing is kept yet */
    int depth;             /* Open transactions; only the outermost commits. */
    int64_t next_id, end_id;
    int64_t changed;
    int64_t fail_after; /* Verbs until one fails on purpose; 0 never. */
};

struct db_engine {
    const char *name;
    const char *begin_write, *begin_read, *id_block;
    bool ids_roll_back; /* a rolled-back transaction gives its ids back */
    void *(*open)(const char *where, bool make, struct err *err);
    void (*close)(struct db *db);
    bool (*exec)(struct work *w, const char *script);
    void *(*start)(struct work *w, const char *sql, const struct db_value *v, size_t n);
    bool (*next)(struct rows *r);
    void (*done)(struct rows *r);
    int64_t (*get_int)(const struct rows *r, int col);
    double (*get_real)(const struct rows *r, int col);
    /* moment: what tells this moment of the database from any other, inside a reading transaction; false: unknown */
    bool (*moment)(struct work *w, char *out, size_t room);
    const char *(*peek)(const struct rows *r, int col); /* NULL for SQL NULL */
};

void kept_free(struct keeper *k);

extern const struct db_engine db_sqlite, db_postgres;

#endif
