/* db_postgres.c -- the engine at scale. */
#include "store/db_engine.h"

#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARAMS_MAX 48

static void quiet(void *arg, const char *message)
{
    (void)arg;
    (void)message; /* NOTICEs are not for our readers. */
}

static void *open_(const char *where, bool make, struct err *err)
{
    (void)make;
    PGconn *c = PQconnectdb(where);
    if (PQstatus(c) != CONNECTION_OK) {
        char text[400];
        snprintf(text, sizeof(text), "%s", PQerrorMessage(c));
        text[strcspn(text, "\n")] = '\0';
        err_set(err, BROKEN, "cannot open the database: %s", text);
        PQfinish(c);
        return NULL;
    }
    PQsetNoticeProcessor(c, quiet, NULL);
    PQclear(PQexec(c, "SET synchronous_commit = on; SET statement_timeout = '10min'; SET lock_timeout = '30s'"));
    return c;
}

static void close_(struct db *db) { PQfinish(db->conn); }

/* Class 23 is a constraint, 40001 and 40P01 a transaction to be tried again. */
static bool check(struct work *w, PGresult *res, const char *sql)
{
    ExecStatusType st = PQresultStatus(res);
    if (st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK || st == PGRES_EMPTY_QUERY)
        return true;
    const char *code = PQresultErrorField(res, PG_DIAG_SQLSTATE);
    const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    enum fault f = code == NULL ? BROKEN : strncmp(code, "23", 2) == 0 ? CONFLICT : strncmp(code, "40", 2) == 0 ? LIMIT : BROKEN;
    return fail(w, f, "%s [%.60s]", text != NULL ? text : PQerrorMessage(w->db->conn), sql);
}

static bool exec(struct work *w, const char *script)
{
    PGresult *res = PQexec(w->db->conn, script);
    bool ok = check(w, res, script);
    PQclear(res);
    return ok;
}

static void drop(void *cursor)
{
    PGresult **res = cursor;
    PQclear(*res);
    *res = NULL;
}

/* prepared: the server-side name of this text, made on first use for these parameter types. */
static bool prepared(struct work *w, const char *sql, const Oid *type, size_t n, char name[24])
{
    bool fresh;
    int64_t *at = map_at(&w->db->statements, sql, &fresh);
    if (*at == 0) {
        int64_t id = (int64_t)w->db->statements.used;
        snprintf(name, 24, "s%" PRId64, id);
        PGresult *res = PQprepare(w->db->conn, name, sql, (int)n, type);
        bool ok = check(w, res, sql);
        PQclear(res);
        if (!ok)
            return false;
        *at = id;
    }
    snprintf(name, 24, "s%" PRId64, *at);
    return true;
}

static void *start(struct work *w, const char *sql, const struct db_value *v, size_t n)
{
    static const Oid oid[] = {[DB_INT] = 20, [DB_REAL] = 701, [DB_TEXT] = 25};
    const char *text[PARAMS_MAX] = {0};
    char digits[PARAMS_MAX][32];
    Oid type[PARAMS_MAX] = {0};
    char name[24];
    if (n > PARAMS_MAX) {
        fail(w, LIMIT, "too many parameters");
        return NULL;
    }
    for (size_t k = 0; k < n; k++) {
        type[k] = oid[v[k].kind];
        if (v[k].null)
            continue;
        if (v[k].kind == DB_INT)
            snprintf(digits[k], sizeof(digits[k]), "%" PRId64, v[k].i);
        else if (v[k].kind == DB_REAL)
            snprintf(digits[k], sizeof(digits[k]), "%.17g", v[k].r);
        text[k] = v[k].kind == DB_TEXT ? v[k].s : digits[k];
    }
    if (!prepared(w, sql, type, n, name))
        return NULL;
    PGresult *res = PQexecPrepared(w->db->conn, name, (int)n, text, NULL, NULL, 0);
    if (!check(w, res, sql)) {
        PQclear(res);
        return NULL;
    }
    const char *changed = PQcmdTuples(res);
    w->db->changed = *changed == '\0' ? 0 : strtoll(changed, NULL, 10);
    if (PQresultStatus(res) == PGRES_COMMAND_OK || PQntuples(res) == 0) {
        PQclear(res);
        return NULL;
    }
    PGresult **cursor = take(w, sizeof(*cursor));
    *cursor = res;
    work_later(w, drop, cursor);
    return cursor;
}

static PGresult *result(const struct rows *r) { return *(PGresult **)r->engine; }

static void done(struct rows *r)
{
    drop(r->engine);
    r->engine = NULL;
}

static bool next(struct rows *r)
{
    if (r->row++ < (size_t)PQntuples(result(r)))
        return true;
    done(r);
    return false;
}

static const char *peek(const struct rows *r, int col)
{
    int row = (int)r->row - 1;
    return PQgetisnull(result(r), row, col) ? NULL : PQgetvalue(result(r), row, col);
}

static int64_t get_int(const struct rows *r, int col)
{
    const char *s = peek(r, col);
    return s == NULL ? 0 : strtoll(s, NULL, 10);
}

static double get_real(const struct rows *r, int col)
{
    const char *s = peek(r, col);
    return s == NULL ? 0 : strtod(s, NULL);
}

/* Two snapshots of one name see the same rows. */
static bool moment(struct work *w, char *out, size_t room)
{
    struct rows r = db_rows(w, "SELECT CAST(pg_current_snapshot() AS TEXT)", NO_ARGS);
    bool known = db_next(&r) && strlen(db_peek(&r, 0)) < room;
    if (known)
        snprintf(out, room, "%s", db_peek(&r, 0));
    db_done(&r);
    return known;
}

const struct db_engine db_postgres = {
    .name = "postgres",
    .begin_write = "BEGIN",
    .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    .id_block = "SELECT nextval('cavt_id')",
    .ids_roll_back = false,
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
