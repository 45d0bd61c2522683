/* agenda_test.c -- a resource's days: what is taken, held, closed; and what stands idle. */
#include "resource/agenda.h"

#include "offer/hold.h"
#include "test/given_offer.h"
#include "view/sheet.h"

static const char *printed(struct work *w, const struct agenda *a)
{
    struct sheet *s = sheet_new(w, &sheet_csv);
    CHECK(agenda_sheet(w, a, s));
    return s->out->text;
}

TEST(an_agenda_shows_what_is_busy_held_booked_and_closed)
{
    struct agenda a;
    struct hold h;
    given_region(w);
    CHECK(db_script(w, "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (1, 112, '12345', 480, 1200);"
                       "INSERT INTO closure (id, site_id, from_on, to_on, reason_en) VALUES (1, 112, 20881, 20881, 'moving house')"));
    CHECK(db_script(w, take_text(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind, note) VALUES"
                                    " (1, 132, 1, %d, %d, 2, 'maintenance', 'oil')", MARCH - 6 * DAY_MIN + 600, MARCH - 6 * DAY_MIN + 660)));
    given_lesson_offer(w, 1, 1, 9);
    CHECK(db_script(w, "UPDATE lesson_resource SET quantity = 2 WHERE resource_id = 132"));
    CHECK(hold_accept(w, "of-1", &h));
    CHECK(agenda_load(w, "bench-1", 20878, 7, &a));
    SAME(printed(w, &a), "from,to,what,units,by,until\r\n"
                         "2027-03-01T09:00,2027-03-01T12:00,held,2,\"of-1, Training 1: Module\",2027-01-17T15:00\r\n"
                         "2027-03-02T10:00,2027-03-02T11:00,busy,1,maintenance: oil,\r\n"
                         "2027-03-04T00:00,2027-03-05T00:00,closed,3,moving house,\r\n"
                         "2027-03-06T00:00,2027-03-08T00:00,closed,3,,\r\n");
    CHECK(a.count == 1 + 1 + 2 * 4 + 1 + 2);
    CHECK(a.all[0].as == TAKEN_CLOSED && a.all[0].to - a.all[0].from == 480);
    CHECK(a.all[1].as == TAKEN_HELD && a.all[1].left_min == 48 * 60);
    w->now += 48 * 3600; /* what has run out is free */
    CHECK(agenda_load(w, "bench-1", 20878, 1, &a));
    SAME(printed(w, &a), "from,to,what,units,by,until\r\n");
}

TEST(an_agenda_of_nothing_known_says_so)
{
    struct agenda a;
    given_region(w);
    struct work *q = work_begin(w->db, 0, w->now);
    q->language = EN;
    CHECK(!agenda_load(q, "bench-9", 0, 7, &a));
    SAME(q->err.text, "there is no room, machine or teacher bench-9; all are listed by: cavt resource list DB");
    work_end(q);
}

TEST(resources_are_listed_by_kind_type_and_owner)
{
    struct sheet *s = sheet_new(w, &sheet_csv);
    given_region(w);
    CHECK(resource_list(w, "equipment", "", "col", s));
    SAME(s->out->text, "code,name,kind,type,organisation,site,quantity,seats,load_week_ah,price_ah\r\n"
                            "bench-1,Benches,equipment,Bench,College,\"College, building 1\",3,,,50.00\r\n");
    s = sheet_new(w, &sheet_csv);
    CHECK(resource_list(w, "", "bench", "uni", s) && s->nrows == 0);
}

TEST(what_stands_idle_is_counted_in_hours_and_money)
{
    struct sheet *s = sheet_new(w, &sheet_csv);
    given_region(w);
    CHECK(db_script(w, "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (1, 112, '12345', 540, 990)")); /* 10 h */
    CHECK(db_script(w, take_text(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES"
                                    " (1, 132, 3, %d, %d, 1, 'maintenance'), (2, 132, 1, %d, %d, 1, 'lesson')",
                                 MARCH + 540, MARCH + 990, MARCH + 2 * DAY_MIN, MARCH + 3 * DAY_MIN)));
    CHECK(resource_idle(w, 20878, 7, s));
    SAME(s->out->text, "code,name,organisation,quantity,open_ah,used_ah,used_percent,price_ah,idle\r\n"
                            "bench-1,Benches,College,3,150,40,26,50.00,5500.00\r\n");
}
