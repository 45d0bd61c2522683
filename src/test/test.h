/* test.h -- a sentence, an act, an expectation.
 *
 * PURE(name) { ... } is a test of code that knows no database: its work `w` has none.
 * TEST(name) { ... } gets a fresh unit of work `w` on an empty, migrated database, inside a transaction
 * that is never committed; the whole suite runs on SQLite and, where TEST_DB names one, on PostgreSQL.
 *
 * The runner prints TAP and closes with "N passed, N failed".  `cavt-test WORD` runs the tests whose
 * name or file has WORD in it.  SKIP("why") leaves a test that cannot run here, with a clear word. */
#ifndef TEST_TEST_H
#define TEST_TEST_H

#include "base/work.h"

#include <stdio.h>
#include <string.h>

typedef void test_fn(struct work *w);
void test_add(const char *name, const char *file, bool pure, test_fn *fn);
void test_check(bool ok, const char *what, const char *file, int line);
void test_same(const char *got, const char *want, const char *file, int line);
void test_skip(const char *why);

/* test_data(name): the path of a folder of real data kept beside the project, or NULL when absent
 * (looked for in $CAVT_DATA, then ../shared/data). */
const char *test_data(const char *name);

#define TEST_(name, pure)                                                        \
    static void name(struct work *w);                                            \
    __attribute__((constructor)) static void add_##name(void)                    \
    {                                                                            \
        test_add(#name, __FILE__, pure, name);                                   \
    }                                                                            \
    static void name(__attribute__((unused)) struct work *w)
#define TEST(name)      TEST_(name, false)
#define PURE(name)      TEST_(name, true)
#define CHECK(x)        test_check((x), #x, __FILE__, __LINE__)
#define SAME(got, want) test_same((got), (want), __FILE__, __LINE__)
#define SKIP(why)                                                                \
    do {                                                                         \
        test_skip(why);                                                          \
        return;                                                                  \
    } while (0)

#endif
