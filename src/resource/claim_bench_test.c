/* claim_bench_test.c -- how fast requests are booked under all rules and the guard, and the data on which the timeline is
 * measured; run by tests/bench/booking.sh alone. */
#include "resource/claim.h"
#include "store/db.h"
#include "store/step.h"
#include "test/given_offer.h"
#include "test/place.h"

#include <time.h>

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void say(const char *what, double figure, const char *unit, const char *target) { printf("%s\t%.0f\t%s\t%s\n", what, figure, unit, target); }

/* `sites` sites of 20 rooms each, open and lent all day. */
static void given_rooms(struct work *w, int sites)
{
    given_region(w);
    CHECK(db_script(w, "INSERT INTO setting (name, value) VALUES ('today', '2027-01-15');"
                       "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days) VALUES"
                       " (211, 102, 'col-all', 'all', '1234567', 0, 1440, 100, 0, 0)"));
    for (int s = 0; s < sites; s++) {
        db_run(w, "INSERT INTO site (id, code, organisation_id, name_en, name_fold) VALUES ($1, $2, 102, 'House', 'house')", ARGS(V(1000 + s), V(take_text(w, "s-%d", s))));
        db_run(w, "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES ($1, $2, '1234567', 420, 1320)", ARGS(V(20000 + s), V(1000 + s)));
        for (int r = 0; r < 20; r++)
            db_run(w, "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, seats, price_ah_minor)"
                      " VALUES ($1, $2, 'room', 102, $3, 121, $4, 'room', 1, 20, 10000)",
                   ARGS(V(30000 + s * 20 + r), V(take_text(w, "r-%d-%d", s, r)), V(1000 + s), V(take_text(w, "Room %d.%d", s, r))));
    }
    while (fine(w) && db_id(w) < 200000)
        ;
}

/* 21,600 requests, each by itself: six of two hours on each of 180 days in each of 20 rooms. */
static void small(struct work *t, const char *where, int batch)
{
    struct db *db = place_open(where);
    struct work *w = work_begin(db, 0, 1800000000);
    CHECK(step_all(w));
    db_begin(w);
    given_rooms(w, 1);
    CHECK(db_commit(w));
    enum { N = 21600 };
    struct claim_wish *x = take_array(t, N, struct claim_wish);
    struct claim_item *item = take_array(t, N, struct claim_item);
    struct claim *made = take_array(t, N, struct claim);
    const char **why = take_array(t, N, const char *);
    for (int i = 0; i < N; i++) {
        int64_t at = MARCH + (int64_t)(i / 120) * DAY_MIN + 8 * HOUR + i / 20 % 6 * 2 * HOUR;
        item[i] = (struct claim_item){take_text(t, "r-0-%d", i % 20), 1};
        x[i] = (struct claim_wish){.organisation = "emp", .title = take_text(t, "Practice of cohort %d", i % 97), .items = &item[i], .item_count = 1, .from = at, .to = at + 2 * HOUR};
    }
    int n = batch == 1 ? 2000 : N;
    double s = now_s();
    CHECK(claim_many(w, x, n, batch, made, why));
    say(batch == 1 ? "requests booked, a transaction each" : "requests booked, checked against every rule, 100 to a transaction", n / (now_s() - s), "/s",
        batch == 1 ? "" : "5000 bookings");
    for (int i = 0; i < n; i++)
        if (why[i] != NULL) {
            printf("# %s\n", why[i]);
            CHECK(!"every one of them is booked");
            break;
        }
    if (batch > 1) {
        s = now_s();
        struct claim_wish *again = take_array(t, 2000, struct claim_wish);
        memcpy(again, x, 2000 * sizeof(*x));
        CHECK(claim_many(w, again, 2000, batch, made, why));
        say("requests refused because somebody was first", 2000 / (now_s() - s), "/s", "");
        CHECK(why[0] != NULL && why[1999] != NULL);
        /* 20 weeks of one room, Monday to Saturday mornings before eight: 120 bookings in one request */
        struct claim_item one = {"r-0-0", 1};
        struct claim_wish weekly = {.organisation = "emp", .title = "Weekly", .items = &one, .item_count = 1, .from = MARCH + 200 * DAY_MIN + 8 * HOUR,
                                    .to = MARCH + 200 * DAY_MIN + 10 * HOUR, .weekdays = 63, .every = 1, .count = 120};
        struct claim c;
        s = now_s();
        for (int i = 0; i < 20; i++) {
            one.code = take_text(t, "r-0-%d", i);
            CHECK(claim_make(w, &weekly, &c));
        }
        say("bookings by weekly requests of 120 times, a transaction each", 2400 / (now_s() - s), "/s", "5000");
    }
    say("bookings there", (double)db_one(w, "SELECT COUNT(*) FROM booking WHERE live = 1", NO_ARGS, 0), "", "");
    work_end(w);
    db_close(db);
}

/* 2,000 rooms and 1,000,000 bookings of 20,000 weekly requests, written straight into the tables. */
static void large(const char *where)
{
    struct db *db = place_open(where);
    struct work *w = work_begin(db, 0, 1800000000);
    CHECK(step_all(w));
    db_begin(w);
    given_rooms(w, 100);
    int64_t id = 1000000;
    double s = now_s();
    for (int r = 0; r < 2000 && fine(w); r++)
        for (int k = 0; k < 10; k++) {
            int64_t claim = id++, at = MARCH + (k / 2) * DAY_MIN + (k % 2 == 0 ? 9 : 14) * HOUR;
            db_run(w, "INSERT INTO claim (id, code, organisation_id, title, state, starts_at, ends_at, price_minor, made_at, who)"
                      " VALUES ($1, $2, 101, $3, 'booked', $4, $5, 0, 0, 0)",
                   ARGS(V(claim), V(take_text(w, "b%lld", (long long)claim)), V(take_text(w, "Practice of cohort %d", (int)(claim % 97))), V(at), V(at + 49 * 7 * DAY_MIN + 2 * HOUR)));
            db_run(w, "INSERT INTO claim_use (claim_id, resource_id, units) VALUES ($1, $2, 1)", ARGS(V(claim), V(30000 + r)));
            for (int week = 0; week < 50; week++, id++) {
                int64_t from = at + week * 7 * DAY_MIN;
                db_run(w, "INSERT INTO claim_time (claim_id, starts_at, ends_at) VALUES ($1, $2, $3)", ARGS(V(claim), V(from), V(from + 2 * HOUR)));
                db_run(w, "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at, claim_id) VALUES ($1, $2, 0, $3, $4, 1, 'booked', 0, 0, $5)",
                       ARGS(V(id), V(30000 + r), V(from), V(from + 2 * HOUR), V(claim)));
            }
        }
    db_run(w, "UPDATE counter SET next = $1 WHERE name = 'id'", ARGS(V(id + 1000)));
    CHECK(db_commit(w));
    say("bookings written under the guard, one transaction", 1e6 / (now_s() - s), "/s", "");
    work_end(w);
    db_close(db);
}

PURE(measured_requests_on_sqlite)
{
    const char *dir = getenv("BENCH_DIR");
    if (dir == NULL)
        SKIP("measured by ./bench booking");
    small(w, take_text(w, "%s/single.db", dir), 1);
    small(w, take_text(w, "%s/small.db", dir), 100);
    if (getenv("BENCH_LARGE") != NULL)
        large(take_text(w, "%s/large.db", dir));
}
