/* db.h -- one set of verbs over two engines.  SQL text is the same for both: numbered $n
 * parameters, RETURNING, ON CONFLICT.  A verb on work that has already failed does nothing, so a
 * sequence of writes is checked once, at db_commit().
 *
 * Statements are static strings from a room's .sql file; each connection prepares one once. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/work.h"

struct db_value {
    enum { DB_INT, DB_REAL, DB_TEXT } kind; /* A NULL keeps its type: PostgreSQL asks for it. */
    bool null;
    union {
        int64_t i;
        double r;
        const char *s;
    };
};

static inline struct db_value db_i(int64_t i) { return (struct db_value){DB_INT, false, {.i = i}}; }
static inline struct db_value db_r(double r) { return (struct db_value){DB_REAL, false, {.r = r}}; }
static inline struct db_value db_s(const char *s)
{
    return (struct db_value){DB_TEXT, s == NULL, {.s = s}};
}
/* NULL_INT, NULL_REAL: SQL NULL of that type; a NULL char pointer is SQL NULL text. */
#define NULL_INT  ((struct db_value){DB_INT, true, {.i = 0}})
#define NULL_REAL ((struct db_value){DB_REAL, true, {.i = 0}})
/* db_id_or_null: 0 is "none" for ids. */
static inline struct db_value db_id_or_null(int64_t id) { return id == 0 ? NULL_INT : db_i(id); }

/* V(x) wraps a C value by its own type, so a call cannot say one type and pass another. */
#define V(x)                                                                                      \
    _Generic((x), int: db_i, unsigned: db_i, long: db_i, long long: db_i, double: db_r, bool: db_i, \
        char *: db_s, const char *: db_s)(x)
#define ARGS(...) (struct db_value[]){__VA_ARGS__}, COUNT(((struct db_value[]){__VA_ARGS__}))
#define NO_ARGS   NULL, 0

struct rows {
    struct work *w;
    void *engine; /* Cursor; NULL once exhausted or failed. */
    size_t row;
};

/* db_open: "file.db", ":memory:" or "postgresql://...".  The file is made if it is absent; a file that
 * is not an SQLite database is refused with a sentence.  db_open_existing never makes one. */
MUST struct db *db_open(const char *where, struct err *err);
MUST struct db *db_open_existing(const char *where, struct err *err);
void db_close(struct db *db);
bool db_is_postgres(const struct db *db);
/* db_fail_after: for tests: the n-th verb from now (begin, commit, run, rows, script) fails; 0 takes it back. */
void db_fail_after(struct db *db, int64_t verbs);

/* turns: SQLite lets one write at a time and leaves the order to chance, so that with several connections a
 * writer may wait a second while others pass it.  Connections given the same turns write in the order in which
 * they asked.  Zero is ready for use; it must outlive them.  Without effect on PostgreSQL. */
struct turns {
    uint64_t asked, served;
};
void db_take_turns(struct db *db, struct turns *t);

/* Transactions nest (savepoints); only the outermost reaches the disk.  db_begin takes the writer's
 * place at once; db_begin_read sees one moment and must not write. */
bool db_begin(struct work *w);
bool db_begin_read(struct work *w);
MUST bool db_commit(struct work *w);   /* Commits if fine(w), rolls back if not; returns fine(w). */
void db_rollback(struct work *w);      /* Rolls back on purpose (a preview); fine(w) is unchanged. */

bool db_run(struct work *w, const char *sql, const struct db_value *v, size_t n);
bool db_script(struct work *w, const char *sql); /* Several statements, no parameters. */
MUST struct rows db_rows(struct work *w, const char *sql, const struct db_value *v, size_t n);
bool db_next(struct rows *r); /* False at the end and on failure; ask fine(w) which. */
void db_done(struct rows *r); /* Close a cursor before its end; closed twice is closed once. */
int64_t db_int(const struct rows *r, int col); /* 0 for NULL */
double db_real(const struct rows *r, int col);
const char *db_text(const struct rows *r, int col); /* "" for NULL; lives as long as the work. */
const char *db_peek(const struct rows *r, int col); /* The same until the next db_next(). */
bool db_null(const struct rows *r, int col);
int64_t db_changed(const struct work *w); /* Rows changed by the last db_run(). */

/* db_one: the first column of the first row, or `none` if there is no row. */
int64_t db_one(struct work *w, const char *sql, const struct db_value *v, size_t n, int64_t none);

/* db_id: a new id, unique over all tables of this database, increasing.  0 on failed work. */
int64_t db_id(struct work *w);

#endif
