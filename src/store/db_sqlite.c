/* db_sqlite.c -- the embedded engine.  SQLite reads "$1" as a parameter *named* $1 and numbers it by
 * first appearance, so values are bound by name; PostgreSQL then sees exactly the same text. */
#include "store/db_engine.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static void *refuse(sqlite3 *c, const char *where, struct err *err)
{
    if (c != NULL && sqlite3_errcode(c) == SQLITE_NOTADB)
        err_set(err, NOT_VALID, "%s is not a cavt database; name another file", where);
    else
        err_set(err, BROKEN, "cannot open %s: %s", where, c != NULL ? sqlite3_errmsg(c) : "out of memory");
    sqlite3_close(c);
    return NULL;
}

static void *open_(const char *where, bool make, struct err *err)
{
    sqlite3 *c = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (make ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(where, &c, flags, NULL) != SQLITE_OK) {
        if (!make && c != NULL && sqlite3_errcode(c) == SQLITE_CANTOPEN) {
            sqlite3_close(c);
            err_set(err, NOT_FOUND, "there is no database %s; make one with: cavt init %s", where, where);
            return NULL;
        }
        return refuse(c, where, err);
    }
    sqlite3_busy_timeout(c, 30000);
    sqlite3_db_config(c, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    static const char set[] = "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                              "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;"
                              "PRAGMA mmap_size = 268435456";
    if (sqlite3_exec(c, set, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(c, "SELECT 1 FROM sqlite_master", NULL, NULL, NULL) != SQLITE_OK)
        return refuse(c, where, err);
    return c;
}

/* The statement cache: SQL text -> struct cached, freed with the connection. */
struct cached {
    sqlite3_stmt *s;
    bool busy;
};

static void close_(struct db *db)
{
    for (size_t i = 0; i < db->statements.room; i++)
        if (db->statements.slots[i].key != NULL) {
            struct cached *c = (struct cached *)(intptr_t)db->statements.slots[i].value;
            sqlite3_finalize(c->s);
            sqlite3_free(c);
        }
    sqlite3_close(db->conn);
}

static bool blame(struct work *w, const char *sql)
{
    int rc = sqlite3_extended_errcode(w->db->conn);
    enum fault f = (rc & 0xff) == SQLITE_CONSTRAINT ? CONFLICT : (rc & 0xff) == SQLITE_BUSY ? LIMIT : BROKEN;
    return fail(w, f, "%s [%.60s]", sqlite3_errmsg(w->db->conn), sql);
}

static bool exec(struct work *w, const char *script)
{
    return sqlite3_exec(w->db->conn, script, NULL, NULL, NULL) == SQLITE_OK || blame(w, script);
}

struct cursor {
    sqlite3_stmt *s;
    struct cached *from; /* NULL: its own, because the cached one was in use */
};

/* A cursor left half-read is closed with its work. */
static void drop(void *what)
{
    struct cursor *c = what;
    if (c->s == NULL)
        return;
    if (c->from != NULL) {
        sqlite3_reset(c->s);
        c->from->busy = false;
    } else {
        sqlite3_finalize(c->s);
    }
    c->s = NULL;
}

static bool prepare(struct work *w, const char *sql, struct cursor *cur)
{
    bool fresh;
    int64_t *at = map_at(&w->db->statements, sql, &fresh);
    if (fresh) {
        struct cached *made = sqlite3_malloc(sizeof(*made));
        if (made == NULL)
            return fail(w, BROKEN, "out of memory");
        *made = (struct cached){0};
        *at = (intptr_t)made;
    }
    struct cached *c = (struct cached *)(intptr_t)*at;
    if (c->s == NULL && sqlite3_prepare_v3(w->db->conn, sql, -1, SQLITE_PREPARE_PERSISTENT, &c->s, NULL) != SQLITE_OK)
        return blame(w, sql);
    if (!c->busy) {
        c->busy = true;
        *cur = (struct cursor){c->s, c};
        return true;
    }
    if (sqlite3_prepare_v2(w->db->conn, sql, -1, &cur->s, NULL) != SQLITE_OK)
        return blame(w, sql);
    return true;
}

static void bind(sqlite3_stmt *s, size_t k, struct db_value v)
{
    char name[16];
    snprintf(name, sizeof(name), "$%d", (int)k + 1);
    int at = sqlite3_bind_parameter_index(s, name);
    if (v.null)
        sqlite3_bind_null(s, at);
    else if (v.kind == DB_INT)
        sqlite3_bind_int64(s, at, v.i);
    else if (v.kind == DB_REAL)
        sqlite3_bind_double(s, at, v.r);
    else
        sqlite3_bind_text(s, at, v.s, -1, SQLITE_TRANSIENT);
}

static sqlite3_stmt *stmt(const struct rows *r) { return ((struct cursor *)r->engine)->s; }

static void done(struct rows *r)
{
    drop(r->engine);
    r->engine = NULL;
}

static void *start(struct work *w, const char *sql, const struct db_value *v, size_t n)
{
    struct cursor tmp = {0};
    if (!prepare(w, sql, &tmp))
        return NULL;
    for (size_t k = 0; k < n; k++)
        bind(tmp.s, k, v[k]);
    if (sqlite3_column_count(tmp.s) == 0) { /* A write without RETURNING: run now, no cursor to keep. */
        int rc = sqlite3_step(tmp.s);
        if (rc != SQLITE_DONE)
            blame(w, sql);
        w->db->changed = sqlite3_changes(w->db->conn);
        drop(&tmp);
        return NULL;
    }
    struct cursor *cur = take(w, sizeof(*cur));
    *cur = tmp;
    work_later(w, drop, cur);
    return cur;
}

static bool next(struct rows *r)
{
    int rc = sqlite3_step(stmt(r));
    if (rc == SQLITE_ROW)
        return true;
    if (rc != SQLITE_DONE)
        blame(r->w, sqlite3_sql(stmt(r)));
    r->w->db->changed = sqlite3_changes(r->w->db->conn);
    done(r);
    return false;
}

static int64_t get_int(const struct rows *r, int col) { return sqlite3_column_int64(stmt(r), col); }
static double get_real(const struct rows *r, int col) { return sqlite3_column_double(stmt(r), col); }
static const char *peek(const struct rows *r, int col) { return (const char *)sqlite3_column_text(stmt(r), col); }

/* Another connection's commit changes data_version, one of this connection the count of changes. */
static bool moment(struct work *w, char *out, size_t room)
{
    struct rows r = db_rows(w, "PRAGMA data_version", NO_ARGS);
    bool known = db_next(&r);
    if (known)
        snprintf(out, room, "%lld %lld", (long long)db_int(&r, 0), (long long)sqlite3_total_changes(w->db->conn));
    db_done(&r);
    return known;
}

const struct db_engine db_sqlite = {
    .name = "sqlite",
    .begin_write = "BEGIN IMMEDIATE",
    .begin_read = "BEGIN",
    .id_block = "UPDATE counter SET next = next + 64 WHERE name = 'id' RETURNING next",
    .ids_roll_back = true,
    .open = open_,
    .close = close_,
    .exec = exec,
    .start = start,
    .next = next,
    .done = done,
    .get_int = get_int,
    .get_real = get_real,
    .moment = moment,
    .peek = peek,
};
