/* hold_bench_test.c -- how fast bookings are made under the guard; run by tests/bench/hold.sh alone. */
#include "offer/hold.h"
#include "store/db.h"
#include "store/step.h"
#include "test/given_offer.h"
#include "test/place.h"

#include <sys/wait.h>
#include <time.h>

#define RESOURCES 300
#define OLD       150 /* bookings each of them has already */
#define OFFERS    150
#define LESSONS   25
#define USES      4
#define PROCESSES 8

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void say(bool postgres, const char *what, double figure, const char *unit)
{
    printf("%s: %s\t%.*f\t%s\n", postgres ? "PostgreSQL" : "SQLite", what, figure < 10 ? 2 : 0, figure, unit);
}

static const char PUT[] = "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at)"
                          " VALUES ($1, $2, 0, $3, $4, 1, 'booked', 0, 0)";

/* Resources 1000.. with evenings taken, and offers of-1000.. of 25 mornings x 4 resources, none in another's way. */
static void fill(struct work *w, bool postgres)
{
    given_region(w);
    for (int r = 0; r < RESOURCES; r++)
        db_run(w, "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, seats, price_ah_minor)"
                  " VALUES ($1, $2, 'room', 102, 112, 121, 'Room', 'room', 1, 20, 0)", ARGS(V(1000 + r), V(take_text(w, "room-%d", r))));
    double t = now_s();
    for (int r = 0; r < RESOURCES; r++)
        for (int d = 0; d < OLD; d++)
            db_run(w, PUT, ARGS(V(db_id(w)), V(1000 + r), V((int64_t)MARCH + d * DAY_MIN + 18 * HOUR), V((int64_t)MARCH + d * DAY_MIN + 20 * HOUR)));
    say(postgres, "bookings, all in one transaction", RESOURCES * OLD / (now_s() - t), "/s");
    for (int k = 0; k < OFFERS; k++) {
        db_script(w, take_text(w, "INSERT INTO training_order (id, code, organisation_id, title_en, kind, people, earliest_on, deadline_on, weekdays,"
                                  " from_min, to_min, wish, state, made_at) VALUES (%d, 'big-%d', 101, 'Training', 'upskilling', 10, 20865, 21065,"
                                  " '12345', 540, 1080, 'cost', 'open', 0)", 1000 + k, k));
        given_offer(w, 1000 + k, 1000 + k - 150, true, true);
        for (int l = 0; l < LESSONS; l++) {
            int64_t at = MARCH + (k / (RESOURCES / USES) * LESSONS + l) * DAY_MIN + 9 * HOUR;
            given_lesson(w, (1000 + k) * 100 + l, 1000 + k, at, at + 3 * HOUR);
            for (int u = 0; u < USES; u++)
                given_use(w, (1000 + k) * 100 + l, 1000 + (k * USES + u) % RESOURCES, 1);
        }
    }
}

static void accept_some(struct db *db, int from, int to)
{
    for (int k = from; k < to; k++) {
        struct work *w = work_begin(db, 0, 1800000000);
        struct hold h;
        char code[16];
        snprintf(code, sizeof(code), "of-%d", 1000 + k);
        if (!hold_accept(w, code, &h) || h.stretches != LESSONS * USES)
            printf("# %s: %s\n", code, w->err.text);
        work_end(w);
    }
}

static void measure(struct work *t, bool postgres)
{
    struct place at;
    if (getenv("BENCH_DIR") == NULL)
        SKIP("measured by ./bench hold");
    if (!place_make(t, &at, postgres))
        SKIP("no PostgreSQL in TEST_DB");
    struct db *db = place_open(at.where);
    struct work *w = work_begin(db, 0, 1800000000);
    CHECK(step_all(w));
    db_begin(w);
    fill(w, postgres);
    CHECK(db_commit(w));
    CHECK(db_script(w, "ANALYZE")); /* as PostgreSQL does by itself a minute later */
    work_end(w);
    enum { ALONE = 50, SINGLE = 400 };
    double s = now_s();
    for (int k = 0; k < SINGLE; k++) {
        w = work_begin(db, 0, 1800000000);
        db_begin(w);
        db_run(w, PUT, ARGS(V(db_id(w)), V(1000 + k % RESOURCES), V((int64_t)MARCH + k * DAY_MIN + 21 * HOUR), V((int64_t)MARCH + k * DAY_MIN + 22 * HOUR)));
        CHECK(db_commit(w));
        work_end(w);
    }
    double single = (double)SINGLE / (now_s() - s);
    say(postgres, "bookings, a transaction each", single, "/s");
    s = now_s();
    accept_some(db, 0, ALONE);
    double accept_s = (now_s() - s) / (double)ALONE;
    say(postgres, "an offer of 100 bookings accepted", accept_s * 1e3, "ms");
    say(postgres, "bookings by accepting, a transaction an offer", LESSONS * USES / accept_s, "/s");
    say(postgres, "how many times faster than a transaction each", LESSONS * USES / accept_s / single, "x");
    db_close(db);
    fflush(stdout);
    s = now_s();
    pid_t pid[PROCESSES];
    for (int i = 0; i < PROCESSES; i++)
        if ((pid[i] = fork()) == 0) {
            db = place_open(at.where);
            accept_some(db, ALONE + i * (OFFERS - ALONE) / PROCESSES, ALONE + (i + 1) * (OFFERS - ALONE) / PROCESSES);
            fflush(stdout);
            db_close(db);
            _exit(0);
        }
    for (int i = 0; i < PROCESSES; i++)
        waitpid(pid[i], NULL, 0);
    say(postgres, "bookings by eight processes accepting at once", LESSONS * USES * (OFFERS - ALONE) / (now_s() - s), "/s");
    db = place_open(at.where);
    w = work_begin(db, 0, 1800000000);
    CHECK(db_one(w, "SELECT COUNT(*) FROM offer WHERE state = 'held'", NO_ARGS, 0) == OFFERS);
    CHECK(db_script(w, "UPDATE offer SET state = 'made' WHERE id = 1000; UPDATE training_order SET state = 'open' WHERE id = 1000"));
    work_end(w);
    s = now_s();
    for (int k = 0; k < 20; k++) {
        struct hold h;
        w = work_begin(db, 0, 1800000000);
        CHECK(!hold_accept(w, "of-1000", &h) && w->err.fault == CONFLICT);
        work_end(w);
    }
    say(postgres, "an offer of 100 bookings refused for a conflict", (now_s() - s) / 20 * 1e3, "ms");
    db_close(db);
    place_remove(t, &at);
}

PURE(measured_bookings_under_the_guard_on_sqlite) { measure(w, false); }
PURE(measured_bookings_under_the_guard_on_postgres) { measure(w, true); }
