/* grid_test.c -- the timeline's cells against what was put into the tables. */
#include "resource/grid.h"

#include "test/given_offer.h"

static void given(struct work *w)
{
    given_region(w);
    CHECK(db_script(w, take_text(w,
        "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (201, 112, '12345', 480, 1200);"
        "INSERT INTO closure (id, site_id, from_on, to_on) VALUES (202, 112, 20880, 20880);"
        "INSERT INTO claim (id, code, organisation_id, title, state, starts_at, ends_at, price_minor, expires_at, made_at, who) VALUES"
        " (301, 'b1', 101, 'Held', 'held', %d, %d, 0, 1800000100, 0, 0), (302, 'b2', 101, 'Booked', 'booked', %d, %d, 0, NULL, 0, 0);"
        "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at, claim_id) VALUES"
        " (401, 131, 0, %d, %d, 1, 'held', 0, 0, 301), (402, 131, 0, %d, %d, 1, 'booked', 0, 0, 302), (403, 132, 0, %d, %d, 1, 'booked', 0, 0, 302),"
        " (404, 131, 0, %d, %d, 0, 'released', 0, 0, 302);"
        "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (501, 132, 2, %d, %d, 3, 'maintenance')",
        MARCH + 9 * HOUR, MARCH + 11 * HOUR, MARCH + 13 * HOUR, MARCH + 15 * HOUR, MARCH + 9 * HOUR, MARCH + 11 * HOUR, MARCH + 13 * HOUR, MARCH + 15 * HOUR,
        MARCH + 13 * HOUR, MARCH + 15 * HOUR, MARCH + 16 * HOUR, MARCH + 17 * HOUR, MARCH - 7 * DAY_MIN + 14 * HOUR, MARCH - 7 * DAY_MIN + 16 * HOUR)));
    w->now = 1800000000;
}

static struct grid_ask week(void)
{
    return (struct grid_ask){.kind = "", .organisation = "col", .site = "", .type = "", .like = "", .municipality = "", .first = MARCH / DAY_MIN, .days = 7,
                             .from_min = 7 * HOUR, .to_min = 22 * HOUR, .column_min = 30, .rows_most = 50};
}

TEST(a_week_shows_what_is_held_booked_closed_and_in_maintenance)
{
    given(w);
    struct grid g;
    struct grid_ask a = week();
    CHECK(grid_load(w, &a, &g));
    CHECK(g.row_count == 2 && g.all == 2 && g.columns == 210 && g.columns_a_day == 30);
    SAME(g.rows[0].code, "hall-1");
    const struct grid_cell *c = g.rows[0].cells;
    CHECK(c[0].as == G_SHUT && c[2].as == G_FREE && c[3].as == G_FREE);
    CHECK(c[4].as == G_HELD && c[7].as == G_HELD && c[8].as == G_FREE && c[12].as == G_BOOKED && c[15].as == G_BOOKED && c[16].as == G_FREE);
    CHECK(c[18].as == G_FREE); /* released */
    SAME(g.rows[0].entries[c[4].entry].claim, "b1");
    CHECK(g.held_until == 1800000100);
    CHECK(c[60 + 10].as == G_SHUT); /* Wednesday, a closure */
    CHECK(c[5 * 30 + 10].as == G_SHUT && c[30 + 10].as == G_FREE);
    c = g.rows[1].cells; /* three benches: one booked from 13, two in maintenance from 14 */
    CHECK(c[12].as == G_BOOKED && c[12].part && c[12].taken == 1);
    CHECK(c[14].as == G_BOOKED && !c[14].part && c[14].taken == 3);
    CHECK(c[16].as == G_MAINTENANCE && c[16].part && c[16].taken == 2);
    w->now += 100; /* the hold has run out: free at once */
    CHECK(grid_load(w, &a, &g) && g.rows[0].cells[4].as == G_FREE && g.held_until == 0);
}

TEST(a_month_shows_the_share_of_open_time_that_is_taken)
{
    given(w);
    struct grid g;
    struct grid_ask a = week();
    a.column_min = DAY_MIN;
    a.from_min = 0;
    a.to_min = DAY_MIN;
    a.days = 28;
    CHECK(grid_load(w, &a, &g) && g.columns == 28);
    CHECK(g.rows[0].cells[0].taken == 4 * 60 * 100 / 720 && g.rows[0].cells[1].taken == 0);
    CHECK(g.rows[0].cells[2].as == G_SHUT && g.rows[0].cells[5].as == G_SHUT);
    CHECK(g.rows[1].cells[0].taken == (2 * 60 + 2 * 2 * 60) * 100 / (3 * 720));
    CHECK(g.rows[1].cells[7].taken == 2 * 2 * 60 * 100 / (3 * 720)); /* the last of its three weeks */
    CHECK(g.rows[1].cells[14].taken == 0);
    a.column_min = 7 * DAY_MIN;
    a.days = 182;
    CHECK(grid_load(w, &a, &g) && g.columns == 26 && g.rows[0].cells[0].taken == 4 * 60 * 100 / (4 * 720));
}

TEST(rows_are_filtered_and_come_by_pages)
{
    given(w);
    struct grid g;
    struct grid_ask a = week();
    a.organisation = "";
    CHECK(grid_load(w, &a, &g) && g.row_count == 3);
    a.rows_most = 1;
    a.rows_after = 1;
    CHECK(grid_load(w, &a, &g) && g.row_count == 1 && g.all == 3);
    SAME(g.rows[0].code, "bench-1");
    a.kind = "staff";
    a.rows_after = 0;
    a.rows_most = 50;
    CHECK(grid_load(w, &a, &g) && g.row_count == 1);
    a.like = "%bench%";
    a.kind = "";
    CHECK(grid_load(w, &a, &g) && g.row_count == 1);
    a.column_min = 1;
    CHECK(!grid_load(w, &a, &g) && w->err.fault == NOT_VALID);
    w->err = (struct err){0};
}
