/* usage_test.c -- coming, leaving, and not coming; what is left of a time is free at once. */
#include "resource/usage.h"

#include "resource/claim.h"
#include "test/given_offer.h"

static int64_t count(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }

TEST(who_leaves_early_frees_the_rest_and_who_does_not_come_frees_all)
{
    given_region(w);
    struct claim c;
    struct claim_item hall = {"hall-1", 1};
    struct due *due;
    int n;
    int64_t owner;
    bool changed;
    w->now = (MARCH + 13 * HOUR - 420) * 60; /* an hour before, by the region's clock */
    CHECK(db_script(w, "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days) VALUES"
                       " (211, 102, 'col-all', 'all', '1234567', 0, 1440, 100, 0, 0);"
                       "INSERT INTO booking_rule (id, organisation_id, code, audience, rule, most) VALUES (221, 102, 'ns', 'all', 'noshow', 20)"));
    struct claim_wish x = {.organisation = "emp", .title = "T", .items = &hall, .item_count = 1, .from = MARCH + 14 * HOUR, .to = MARCH + 16 * HOUR, .weekdays = 3, .every = 1, .count = 2};
    CHECK(claim_make(w, &x, &c));
    SAME(w->err.text, "");
    const char *code = take_text(w, "%s", c.code);
    CHECK(usage_due(w, "hall-1", usage_wall(w) + 30, &due, &n, &owner) && n == 1 && owner == 102 && due[0].from == x.from && due[0].organisation_id == 101);
    CHECK(!usage_record(w, "hall-1", code, x.from, USAGE_OUT, &changed) && w->err.fault == CONFLICT);
    w->err = (struct err){0};
    CHECK(!usage_record(w, "hall-1", code, x.from + 5, USAGE_IN, &changed) && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
    w->now += 65 * 60;
    CHECK(usage_record(w, "hall-1", code, x.from, USAGE_IN, &changed) && changed);
    CHECK(usage_record(w, "hall-1", code, x.from, USAGE_IN, &changed) && !changed);
    CHECK(usage_sweep(w, &n) && n == 0);
    w->now += 55 * 60; /* 15:00 */
    CHECK(usage_record(w, "hall-1", code, x.from, USAGE_OUT, &changed) && changed);
    CHECK(count(w, take_text(w, "SELECT ends_at FROM booking WHERE live = 1 AND starts_at = %lld", (long long)x.from)) == MARCH + 15 * HOUR);
    w->now += 24 * 3600 - 45 * 60; /* 14:15 the next day: they may still come */
    CHECK(usage_sweep(w, &n) && n == 0);
    w->now += 10 * 60;
    CHECK(usage_sweep(w, &n) && n == 1);
    CHECK(count(w, "SELECT COUNT(*) FROM booking WHERE live = 1") == 1 && count(w, "SELECT COUNT(*) FROM usage WHERE absent = 1") == 1);
    CHECK(usage_sweep(w, &n) && n == 0);
    CHECK(usage_record(w, "hall-1", code, x.from + DAY_MIN, USAGE_IN, &changed) && changed); /* late, but here */
    CHECK(count(w, "SELECT COUNT(*) FROM usage WHERE absent = 1") == 0);
    CHECK(count(w, "SELECT COUNT(*) FROM audit WHERE object = 'usage'") == 4);
}
