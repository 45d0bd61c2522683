/* test.c -- the runner: TAP on stdout, and a closing line "N passed, N failed, N skipped". */
#include "test/test.h"

#include "store/db.h"
#include "store/step.h"

#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>

struct test {
    const char *name, *file;
    bool pure;
    test_fn *fn;
};

static struct test *all;
static size_t count, room, bad;
static const char *skipped;

void test_add(const char *name, const char *file, bool pure, test_fn *fn)
{
    if (count == room) {
        room = room == 0 ? 128 : room * 2;
        all = realloc(all, room * sizeof(*all));
        if (all == NULL)
            abort();
    }
    all[count++] = (struct test){name, file, pure, fn};
}

void test_check(bool ok, const char *what, const char *file, int line)
{
    if (!ok) {
        printf("# %s:%d: %s\n", file, line, what);
        bad++;
    }
}

void test_same(const char *got, const char *want, const char *file, int line)
{
    if (got == NULL || strcmp(got, want) != 0) {
        printf("# %s:%d:\n# got:  %s\n# want: %s\n", file, line, got == NULL ? "(nothing)" : got, want);
        bad++;
    }
}

void test_skip(const char *why) { skipped = why; }

const char *test_data(const char *name)
{
    static char path[4096];
    const char *base = getenv("CAVT_DATA");
    struct stat st;
    snprintf(path, sizeof(path), "%s/%s", base != NULL ? base : "../shared/data", name);
    return stat(path, &st) == 0 ? path : NULL;
}

static int by_file(const void *a, const void *b)
{
    const struct test *x = a, *y = b;
    int c = strcmp(x->file, y->file);
    return c != 0 ? c : (x > y) - (x < y);
}

static bool wanted(const struct test *t, int argc, char **argv)
{
    if (argc < 2)
        return true;
    for (int i = 1; i < argc; i++)
        if (strstr(t->name, argv[i]) != NULL || strstr(t->file, argv[i]) != NULL)
            return true;
    return false;
}

/* in_database: the test inside a transaction that is rolled back whatever it did. */
static void in_database(const struct test *t, struct db *db)
{
    struct work *w = work_begin(db, 0, 1800000000);
    db_begin(w);
    t->fn(w);
    if (fine(w))
        fail(w, BROKEN, "rolled back on purpose");
    if (db_commit(w))
        abort();
    work_end(w);
}

static struct db *ready(const char *where)
{
    struct err e = {0};
    struct db *db = db_open(where, &e);
    if (db == NULL) {
        printf("Bail out! %s\n", e.text);
        exit(1);
    }
    struct work *w = work_begin(db, 0, 1800000000);
    if (!step_all(w)) {
        printf("Bail out! %s\n", w->err.text);
        exit(1);
    }
    work_end(w);
    return db;
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8");
    setvbuf(stdout, NULL, _IOLBF, 0);
    const char *engines[] = {":memory:", getenv("TEST_DB")};
    size_t passed = 0, failed = 0, skips = 0, n = 0;
    struct test *order = malloc((count + 1) * sizeof(*order));
    if (order == NULL)
        abort();
    memcpy(order, all, count * sizeof(*order));
    qsort(order, count, sizeof(*order), by_file);
    for (size_t e = 0; e < COUNT(engines); e++) {
        if (engines[e] == NULL)
            continue;
        struct db *db = NULL;
        for (size_t i = 0; i < count; i++) {
            const struct test *t = &order[i];
            if (!wanted(t, argc, argv) || (t->pure && e > 0))
                continue;
            bad = 0;
            skipped = NULL;
            if (t->pure) {
                struct work *w = work_begin(NULL, 0, 1800000000);
                t->fn(w);
                work_end(w);
            } else {
                if (db == NULL)
                    db = ready(engines[e]);
                in_database(t, db);
            }
            const char *on = t->pure ? "" : e == 0 ? " (sqlite)" : " (postgres)";
            printf("%s %zu - %s%s%s%s\n", bad > 0 ? "not ok" : "ok", ++n, t->name, on,
                   skipped != NULL ? " # SKIP " : "", skipped != NULL ? skipped : "");
            if (bad > 0)
                failed++;
            else if (skipped != NULL)
                skips++;
            else
                passed++;
        }
        db_close(db);
    }
    free(order);
    free(all);
    printf("1..%zu\n%zu passed, %zu failed, %zu skipped\n", n, passed, failed, skips);
    return failed > 0 || passed == 0;
}
