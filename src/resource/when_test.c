/* when_test.c -- the next common slots: right by the same rules as a request, soonest first, cheapest of equals. */
#include "resource/when.h"

#include "resource/claim.h"
#include "test/given_offer.h"

static void given(struct work *w)
{
    given_region(w);
    w->now = 1800000000;
    CHECK(db_script(w,
        "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (201, 112, '123456', 480, 1200);"
        "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days) VALUES"
        " (211, 102, 'col-all', 'all', '12345', 720, 1200, 100, 0, 3), (212, 103, 'uni-all', 'all', '1234567', 0, 1440, 100, 1, 0);"
        "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, seats, price_ah_minor) VALUES"
        " (134, 'hall-2', 'room', 102, 112, 121, 'Small hall', 'small hall', 1, 8, 2000);"
        "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (301, 'turn', 'region', 'skill', 'Turning', 'turning');"
        "INSERT INTO staff_competence (staff_id, competence_id, level) VALUES (133, 301, 4)"));
}

static struct when_ask ask(const struct when_want *wants, int n)
{
    return (struct when_ask){.organisation = "emp", .wants = wants, .want_count = n, .length_min = 90, .from_on = MARCH / DAY_MIN};
}

TEST(every_slot_that_is_found_can_be_booked_at_the_price_that_is_said)
{
    given(w);
    struct when_want wants[] = {{.type = "hall"}, {.resource = "bench-1", .units = 2}, {.competence = "turn", .level = 3}};
    struct when_ask a = ask(wants, 3);
    struct when out;
    CHECK(when_find(w, &a, &out) && out.count == 5);
    CHECK(out.slots[0].from == MARCH + 12 * HOUR && out.slots[1].from == MARCH + 12 * HOUR + 90);
    SAME(out.slots[0].resource[0], "hall-2"); /* the cheaper one */
    SAME(out.slots[0].resource[2], "teacher-1");
    CHECK(out.slots[0].approval);
    for (int i = 0; i < out.count; i++) {
        struct claim_item items[3];
        for (int k = 0; k < 3; k++)
            items[k] = (struct claim_item){out.slots[i].resource[k], out.slots[i].units[k]};
        struct claim_wish x = {.organisation = "emp", .title = "T", .items = items, .item_count = 3, .from = out.slots[i].from, .to = out.slots[i].to};
        struct claim c;
        CHECK(claim_make(w, &x, &c));
        SAME(w->err.text, "");
        CHECK(c.price_minor == out.slots[i].price_minor);
    }
    CHECK(when_find(w, &a, &out) && out.slots[0].from >= MARCH + DAY_MIN + 12 * HOUR); /* those five are gone */
}

TEST(size_hours_and_days_are_minded)
{
    given(w);
    struct when_want wants[] = {{.type = "hall"}};
    struct when_ask a = ask(wants, 1);
    struct when out;
    a.people = 15;
    CHECK(when_find(w, &a, &out) && out.count == 5);
    SAME(out.slots[0].resource[0], "hall-1");
    a.people = 50;
    CHECK(when_find(w, &a, &out) && out.count == 0 && strstr(out.why, "hall") != NULL);
    a.people = 0;
    a.weekdays = 1 << 2;
    a.from_min = 15 * HOUR;
    a.to_min = 18 * HOUR;
    CHECK(when_find(w, &a, &out) && out.count == 5 && out.slots[0].from == MARCH + 2 * DAY_MIN + 15 * HOUR && out.slots[2].from == MARCH + 9 * DAY_MIN + 15 * HOUR);
    a.length_min = 4 * HOUR;
    CHECK(!when_find(w, &a, &out) && w->err.fault == NOT_VALID);
    w->err = (struct err){0};
    wants[0] = (struct when_want){.type = "nosuch"};
    CHECK(!when_find(w, &a, &out));
    w->err = (struct err){0};
}

TEST(two_of_a_type_are_two_different_ones)
{
    given(w);
    struct when_want wants[] = {{.type = "hall"}, {.type = "hall"}, {.type = "hall"}};
    struct when_ask a = ask(wants, 2);
    struct when out;
    CHECK(when_find(w, &a, &out) && out.count == 5 && strcmp(out.slots[0].resource[0], out.slots[0].resource[1]) != 0);
    a.want_count = 3;
    CHECK(when_find(w, &a, &out) && out.count == 0 && strstr(out.why, "never all of them") != NULL);
}
