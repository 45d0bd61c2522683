/* db.c -- the rules that hold whichever engine is underneath. */
#include "store/db_engine.h"
#include "store/shelf.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct db *open_db(const char *where, bool make, struct err *err)
{
    struct db *db = calloc(1, sizeof(*db));
    if (db == NULL)
        abort();
    bool remote = strncmp(where, "postgres://", 11) == 0 || strncmp(where, "postgresql://", 13) == 0;
    db->engine = remote ? &db_postgres : &db_sqlite;
    db->conn = db->engine->open(where, make, err);
    if (db->conn == NULL) {
        free(db);
        return NULL;
    }
    return db;
}

struct db *db_open(const char *where, struct err *err) { return open_db(where, true, err); }
struct db *db_open_existing(const char *where, struct err *err) { return open_db(where, false, err); }

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    db->engine->close(db);
    map_free(&db->statements);
    shelf_free(db->own_shelf);
    kept_free(db->keeper);
    free(db);
}

void db_fail_after(struct db *db, int64_t verbs) { db->fail_after = verbs; }

/* broken: whether this verb is the one that is to fail; the failure is then recorded. */
static bool broken(struct work *w)
{
    if (w->db->fail_after == 0 || --w->db->fail_after > 0)
        return false;
    fail(w, BROKEN, "this verb fails on purpose");
    return true;
}

bool db_is_postgres(const struct db *db) { return db->engine == &db_postgres; }

/* ---------------------------------------------------------------- turns */
static pthread_mutex_t turns_lock = PTHREAD_MUTEX_INITIALIZER; /* Held for an instant only, so one serves all. */
static pthread_cond_t turns_moved = PTHREAD_COND_INITIALIZER;

void db_take_turns(struct db *db, struct turns *t) { db->turns = db_is_postgres(db) ? NULL : t; }

static void wait_turn(struct db *db)
{
    if (db->turns == NULL)
        return;
    pthread_mutex_lock(&turns_lock);
    uint64_t mine = db->turns->asked++;
    while (db->turns->served != mine)
        pthread_cond_wait(&turns_moved, &turns_lock);
    pthread_mutex_unlock(&turns_lock);
    db->my_turn = true;
}

/* Only the outermost transaction has a turn, so its end is the turn's. */
static void end_turn(struct db *db)
{
    if (!db->my_turn || db->depth > 0)
        return;
    db->my_turn = false;
    pthread_mutex_lock(&turns_lock);
    db->turns->served++;
    pthread_cond_broadcast(&turns_moved);
    pthread_mutex_unlock(&turns_lock);
}

static bool begin(struct work *w, const char *how)
{
    if (!fine(w) || broken(w))
        return false;
    if (w->db->depth == 0 && how == w->db->engine->begin_write)
        wait_turn(w->db);
    char point[32];
    snprintf(point, sizeof(point), "SAVEPOINT s%d", w->db->depth);
    if (!w->db->engine->exec(w, w->db->depth == 0 ? how : point)) {
        end_turn(w->db);
        return false;
    }
    if (w->db->depth++ == 0)
        w->db->reading = how == w->db->engine->begin_read;
    return true;
}

bool db_begin(struct work *w) { return begin(w, w->db->engine->begin_write); }
bool db_begin_read(struct work *w) { return begin(w, w->db->engine->begin_read); }

/* A rollback must work on work that has failed, so it runs beside the failure, not through it. */
static void undo(struct work *w)
{
    struct err kept = w->err;
    char point[64];
    w->err = (struct err){0};
    snprintf(point, sizeof(point), "ROLLBACK TO s%d; RELEASE s%d", w->db->depth, w->db->depth);
    w->db->engine->exec(w, w->db->depth == 0 ? "ROLLBACK" : point);
    if (w->db->engine->ids_roll_back)
        w->db->next_id = w->db->end_id = 0;
    w->err = kept;
    end_turn(w->db);
}

bool db_commit(struct work *w)
{
    if (w->db->depth == 0)
        return fine(w);
    char point[32];
    snprintf(point, sizeof(point), "RELEASE s%d", --w->db->depth);
    if (!fine(w)) {
        undo(w);
        return false;
    }
    if (!broken(w) && w->db->engine->exec(w, w->db->depth == 0 ? "COMMIT" : point)) {
        end_turn(w->db);
        return true;
    }
    undo(w);
    return false;
}

void db_rollback(struct work *w)
{
    if (w->db->depth == 0)
        return;
    w->db->depth--;
    undo(w);
}

bool db_script(struct work *w, const char *sql) { return fine(w) && !broken(w) && w->db->engine->exec(w, sql); }

bool db_run(struct work *w, const char *sql, const struct db_value *v, size_t n)
{
    struct rows r = db_rows(w, sql, v, n);
    while (db_next(&r))
        continue;
    return fine(w);
}

struct rows db_rows(struct work *w, const char *sql, const struct db_value *v, size_t n)
{
    struct rows r = {.w = w};
    if (fine(w) && !broken(w))
        r.engine = w->db->engine->start(w, sql, v, n);
    return r;
}

bool db_next(struct rows *r) { return r->engine != NULL && r->w->db->engine->next(r); }

void db_done(struct rows *r)
{
    if (r->engine != NULL)
        r->w->db->engine->done(r);
    r->engine = NULL;
}

int64_t db_int(const struct rows *r, int col) { return r->w->db->engine->get_int(r, col); }
double db_real(const struct rows *r, int col) { return r->w->db->engine->get_real(r, col); }
bool db_null(const struct rows *r, int col) { return r->w->db->engine->peek(r, col) == NULL; }
int64_t db_changed(const struct work *w) { return w->db->changed; }

const char *db_peek(const struct rows *r, int col)
{
    const char *s = r->w->db->engine->peek(r, col);
    return s == NULL ? "" : s;
}

const char *db_text(const struct rows *r, int col)
{
    const char *s = db_peek(r, col);
    return *s == '\0' ? "" : take_copy(r->w, s, strlen(s));
}

int64_t db_one(struct work *w, const char *sql, const struct db_value *v, size_t n, int64_t none)
{
    struct rows r = db_rows(w, sql, v, n);
    int64_t got = db_next(&r) ? db_int(&r, 0) : none;
    db_done(&r);
    return got;
}

int64_t db_id(struct work *w)
{
    struct db *db = w->db;
    if (db->next_id == db->end_id) {
        int64_t end = db_one(w, db->engine->id_block, NO_ARGS, 0);
        if (!fine(w))
            return 0;
        db->next_id = end - ID_BLOCK;
        db->end_id = end;
    }
    return db->next_id++;
}
