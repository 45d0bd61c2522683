/* kept_test.c -- what is kept is given out while it is true and never after, whoever has written. */
#include "store/kept.h"
#include "test/place.h"

static bool kept_is(struct db *db, const char *want, int64_t now)
{
    size_t n;
    struct work *w = work_begin(db, 0, now);
    CHECK(db_begin_read(w));
    const char *s = kept_find(w, "page", &n);
    bool same = want == NULL ? s == NULL : s != NULL && strlen(s) == n && strcmp(s, want) == 0;
    CHECK(db_commit(w));
    work_end(w);
    return same;
}

static void put(struct db *db, const char *text, int64_t good_until)
{
    struct work *w = work_begin(db, 0, 1000);
    CHECK(db_begin_read(w));
    kept_put(w, "page", text, strlen(text), good_until);
    CHECK(db_commit(w));
    work_end(w);
}

static void run(struct db *db, const char *sql, bool commit)
{
    struct work *w = work_begin(db, 0, 1000);
    CHECK(db_begin(w) && db_run(w, sql, NO_ARGS));
    if (commit)
        CHECK(db_commit(w));
    else
        db_rollback(w);
    work_end(w);
}

static void exact(struct work *t, bool postgres)
{
    struct place at;
    if (!place_make(t, &at, postgres))
        SKIP("no PostgreSQL in TEST_DB");
    place_script(at.where, "CREATE TABLE thing (n INTEGER NOT NULL)");
    struct db *a = place_open(at.where), *b = place_open(at.where);
    CHECK(kept_is(a, NULL, 1000));
    put(a, "one", 2000);
    CHECK(kept_is(a, "one", 1000) && kept_is(a, "one", 1999));
    CHECK(kept_is(a, NULL, 2000)); /* what depends on the clock has ended */
    put(a, "one", 2000);
    run(b, "INSERT INTO thing (n) VALUES (1)", true); /* somebody else */
    CHECK(kept_is(a, NULL, 1000));
    put(a, "two", 2000);
    run(a, "INSERT INTO thing (n) VALUES (2)", true); /* we ourselves */
    CHECK(kept_is(a, NULL, 1000));
    put(a, "three", 2000);
    struct work *w = work_begin(b, 0, 1000); /* a write that is still open is not seen, and ends what is kept when it is */
    CHECK(db_begin(w) && db_run(w, "INSERT INTO thing (n) VALUES (3)", NO_ARGS));
    put(a, "four", 2000);
    CHECK(kept_is(a, "four", 1000));
    CHECK(db_commit(w));
    work_end(w);
    CHECK(kept_is(a, NULL, 1000));
    w = work_begin(a, 0, 1000); /* within a write nothing is kept: others do not see what it sees */
    CHECK(db_begin(w) && db_run(w, "INSERT INTO thing (n) VALUES (4)", NO_ARGS) && db_begin_read(w));
    kept_put(w, "page", "five", 4, 2000);
    CHECK(db_commit(w));
    db_rollback(w);
    work_end(w);
    CHECK(kept_is(a, NULL, 1000));
    run(a, "INSERT INTO thing (n) VALUES (5)", false);
    static char large[KEPT_BYTES_MOST / 2];
    memset(large, 'x', sizeof(large) - 1);
    for (int i = 0; i < 200; i++) { /* bounded: the longest unused goes */
        w = work_begin(a, 0, 1000);
        CHECK(db_begin_read(w));
        kept_put(w, take_text(w, "k%d", i), i % 50 == 0 ? large : "small", i % 50 == 0 ? sizeof(large) - 1 : 5, 2000);
        CHECK(db_commit(w));
        work_end(w);
    }
    size_t n;
    w = work_begin(a, 0, 1000);
    CHECK(db_begin_read(w));
    CHECK(kept_find(w, "k199", &n) != NULL && kept_find(w, "k0", &n) == NULL);
    CHECK(db_commit(w));
    work_end(w);
    db_close(a);
    db_close(b);
    place_remove(t, &at);
}

PURE(what_is_kept_ends_with_any_commit_on_sqlite) { exact(w, false); }
PURE(what_is_kept_ends_with_any_commit_on_postgres) { exact(w, true); }
