/* calendar_test.c -- owners' calendars come in whole or not at all, never over what is booked; ours go out; and nothing private is
 * reached on the way. */
#include "exchange/calendar.h"

#include "codec/ical.h"
#include "exchange/fetch.h"
#include "test/given_offer.h"
#include "test/test.h"

#include <stdlib.h>

#include "test/answering.h"

/* w->now is 1800000000: 2027-01-15, 15:00 on the region's clock (UTC+7); day 20833. */
#define TODAY 20833

static const char *event(struct work *w, const char *uid, int day, int from_h, int to_h, const char *more)
{
    char date[32];
    int y = 2027, m = 1, d = 15 + day;
    snprintf(date, sizeof(date), "%04d%02d%02d", y, m, d);
    return take_text(w, "BEGIN:VEVENT\r\nUID:%s\r\nDTSTART:%sT%02d0000\r\nDTEND:%sT%02d0000\r\nSUMMARY:Own\r\n%sEND:VEVENT\r\n", uid, date, from_h, date, to_h, more);
}

static const char *calendar(struct work *w, const char *events) { return take_text(w, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n", events); }

/* What is busy of hall-1, as "day hour-hour" from today on. */
static const char *busy(struct work *w)
{
    const char *out = "";
    struct rows r = db_rows(w, "SELECT starts_at, ends_at FROM busy WHERE resource_id = 131 ORDER BY starts_at, ends_at", NO_ARGS);
    while (db_next(&r)) {
        int64_t a = db_int(&r, 0) - (int64_t)TODAY * 1440, b = db_int(&r, 1) - (int64_t)TODAY * 1440;
        out = take_text(w, "%s%s%lld %lld-%lld", out, *out != '\0' ? ", " : "", (long long)(a / 1440), (long long)(a % 1440 / 60), (long long)((b - a / 1440 * 1440) / 60));
    }
    return out;
}

static struct calendar_taken take_file(struct work *w, const char *text)
{
    struct calendar_taken t = {0};
    CHECK(calendar_take(w, "hall-1", text, strlen(text), &t));
    return t;
}

TEST(a_calendar_s_times_are_busy_and_replaced_as_a_set)
{
    given_region(w);
    CHECK(db_script(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (801, 131, 1, 30000000, 30000060, 1, 'event')"));
    struct calendar_taken t = take_file(w, calendar(w, take_text(w, "%s%s%s", event(w, "a", 1, 9, 11, ""), event(w, "b", 1, 10, 12, ""), event(w, "c", 2, 9, 10, ""))));
    CHECK(t.events == 3 && t.times == 2 && t.clashes == 0 && !t.same);
    CHECK(strstr(busy(w), "1 9-12, 2 9-10") != NULL); /* what overlaps is one time */
    t = take_file(w, calendar(w, event(w, "c", 2, 9, 10, "")));
    CHECK(strstr(busy(w), "1 9-12") == NULL && strstr(busy(w), "2 9-10") != NULL);
    CHECK(take_file(w, calendar(w, event(w, "c", 2, 9, 10, ""))).same);
    CHECK(db_one(w, "SELECT count(*) FROM busy WHERE id = 801", NO_ARGS, 0) == 1); /* what its owner wrote by hand stays */
    CHECK(db_one(w, "SELECT count(*) FROM calendar", NO_ARGS, 0) == 1);
    CHECK(calendar_remove(w, t.code));
    CHECK(db_one(w, "SELECT count(*) FROM busy", NO_ARGS, 0) == 1);
}

TEST(a_calendar_is_taken_whole_or_not_at_all)
{
    given_region(w);
    take_file(w, calendar(w, event(w, "a", 1, 9, 11, "")));
    const char *was = busy(w), *bad = calendar(w, take_text(w, "%s%s", event(w, "b", 3, 9, 11, ""), event(w, "c", 4, 9, 11, "RRULE:FREQ=SECONDLY\r\n")));
    struct calendar_taken t;
    CHECK(!calendar_take(w, "hall-1", bad, strlen(bad), &t) && w->err.fault == NOT_VALID && strstr(w->err.text, "SECONDLY") != NULL);
    w->err = (struct err){0};
    SAME(busy(w), was);
    CHECK(!calendar_take(w, "nobody", "BEGIN:VCALENDAR\r\n", 17, &t) && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
}

TEST(what_is_booked_is_cut_out_of_what_is_said_to_be_busy)
{
    given_region(w);
    int64_t from = (int64_t)(TODAY + 1) * 1440 + 600;
    CHECK(db_run(w, "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at) VALUES (802, 131, 0, $1, $2, 1, 'booked', 0, 0)", ARGS(V(from), V(from + 60))));
    struct calendar_taken t = take_file(w, calendar(w, event(w, "a", 1, 9, 13, "")));
    CHECK(t.clashes == 1 && t.times == 2);
    SAME(busy(w), "1 9-10, 1 11-13");
}

TEST(what_came_from_here_is_not_taken_for_the_owner_s)
{
    given_region(w);
    const char *end = calendar_uid_end(w);
    struct calendar_taken t = take_file(w, calendar(w, take_text(w, "%s%s", event(w, take_text(w, "booking-5%s", end), 1, 9, 11, ""), event(w, "own", 2, 9, 11, ""))));
    CHECK(t.left_out == 1);
    SAME(busy(w), "2 9-11");
}

TEST(two_things_at_one_minute_are_both_kept)
{
    given_region(w);
    int64_t from = (int64_t)(TODAY + 1) * 1440 + 540;
    CHECK(db_run(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (803, 131, 1, $1, $2, 1, 'event')", ARGS(V(from), V(from + 30))));
    take_file(w, calendar(w, event(w, "a", 1, 9, 12, "")));
    CHECK(db_one(w, "SELECT count(*) FROM busy", NO_ARGS, 0) == 2);
}

/* ---------------------------------------------------------------- given out */

TEST(a_feed_shows_what_is_booked_and_only_to_who_knows_its_address)
{
    given_region(w);
    const char *secret, *code;
    CHECK(db_script(w, "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at) VALUES"
                       " (811, 131, 0, 30001440, 30001500, 1, 'held', 0, 1799999999), (812, 132, 0, 30001440, 30001500, 1, 'booked', 0, 5), (813, 131, 0, 30002000, 30002060, 0, 'released', 0, 5)"));
    CHECK(feed_make(w, "resource", "hall-1", &secret, &code));
    CHECK(db_one(w, "SELECT count(*) FROM feed WHERE hash = $1", ARGS(V(secret)), 0) == 0);
    struct text t = TEXT(0);
    CHECK(feed_write(w, secret, "https://x.example", &t));
    struct ical_times times;
    struct ical_how how = {.from = 0, .to = 40000000, .offset_min = 420};
    CHECK(ical_read(t.s, t.n, &how, &times, &w->err));
    CHECK(times.n == 1 && times.all[0].starts_at == 30001440 && times.all[0].ends_at == 30001500);
    CHECK(strstr(t.s, "STATUS:TENTATIVE") != NULL);
    ical_free(&times);
    how.own = calendar_uid_end(w);
    CHECK(ical_read(t.s, t.n, &how, &times, &w->err) && times.n == 0 && times.left_out == 1); /* and it would not come back */
    ical_free(&times);
    text_free(&t);
    t = TEXT(0);
    CHECK(!feed_write(w, "guessed", "", &t) && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
    text_free(&t);
    CHECK(feed_revoke(w, code));
    CHECK(!feed_write(w, secret, "", &t) && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
    CHECK(!feed_make(w, "resource", "nobody", &secret, &code) && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
    CHECK(!feed_make(w, "region", "x", &secret, &code) && w->err.fault == NOT_VALID);
}

TEST(feeds_of_an_organisation_and_of_an_offer)
{
    given_region(w);
    given_lesson_offer(w, 201, 1, 1);
    CHECK(db_script(w, "UPDATE offer SET state = 'agreed';"
                       "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at) VALUES (812, 132, 0, 30001440, 30001500, 1, 'booked', 0, 5)"));
    const char *secret, *code;
    struct text t = TEXT(0);
    CHECK(feed_make(w, "offer", "of-201", &secret, &code) && feed_write(w, secret, "https://x.example", &t));
    CHECK(strstr(t.s, "UID:lesson-2010@") != NULL && strstr(t.s, "URL:https://x.example/offer/of-201") != NULL);
    text_free(&t);
    t = TEXT(0);
    CHECK(feed_make(w, "organisation", "col", &secret, &code) && feed_write(w, secret, "", &t));
    CHECK(strstr(t.s, "UID:booking-812@") != NULL);
    text_free(&t);
}

/* ---------------------------------------------------------------- the way out */

PURE(private_addresses_are_not_reached_however_they_are_written)
{
    static const char *const no[] = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
                                     "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
                                     "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "localhost", "", "127.1"};
    static const char *const yes[] = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"};
    for (size_t i = 0; i < COUNT(no); i++) {
        if (fetch_allowed(no[i], ""))
            printf("# %s\n", no[i]);
        CHECK(!fetch_allowed(no[i], ""));
    }
    for (size_t i = 0; i < COUNT(yes); i++)
        CHECK(fetch_allowed(yes[i], ""));
    CHECK(fetch_allowed("127.0.0.1", "10.0.0.0/8;127.0.0.1") && !fetch_allowed("127.0.0.2", "10.0.0.0/8;127.0.0.1"));
    CHECK(fetch_allowed("10.200.0.1", "10.0.0.0/8") && !fetch_allowed("11.0.0.1", "x/8") == false);
    CHECK(fetch_allowed("192.168.5.9", "192.168.5.0/24, ::1") && fetch_allowed("::1", "192.168.5.0/24, ::1") && !fetch_allowed("192.168.6.9", "192.168.5.0/24"));
}

static struct answering *server;

static const char *answer(const char *request)
{
    static char large[9000];
    if (strncmp(request, "GET /cal", 8) == 0)
        return "HTTP/1.1 200 OK\r\nContent-Length: 149\r\nConnection: close\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:z\r\nDTSTART:20270120T090000\r\nDTEND:20270120T100000\r\nSUMMARY:From afar\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n\r\n\r\n";
    if (strncmp(request, "GET /away", 9) == 0)
        return "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/inside\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (strncmp(request, "GET /file", 9) == 0)
        return "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (strncmp(request, "GET /large", 10) == 0) {
        if (*large == '\0')
            snprintf(large, sizeof(large), "HTTP/1.1 200 OK\r\nContent-Length: 8000\r\n\r\n%08000d", 0);
        return large;
    }
    return "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

static const char *fetched(struct work *w, const char *path)
{
    struct fetched got;
    const char *why;
    if (!fetch(w, &(struct fetch){.url = take_text(w, "http://127.0.0.1:%d%s", server->port, path), .most = 4000, .seconds = 3}, &got, &why))
        return why;
    return take_text(w, "%d", got.status);
}

TEST(requests_go_out_within_limits)
{
    struct answering s;
    CHECK(answering_begin(&s, answer));
    server = &s;
    w->language = EN;
    CHECK(strstr(fetched(w, "/cal"), "not on the public Internet") != NULL && s.asked == 0); /* not even connected */
    CHECK(db_script(w, "INSERT INTO setting (name, value) VALUES ('reach', '127.0.0.1')"));
    SAME(fetched(w, "/cal"), "200");
    SAME(fetched(w, "/none"), "410");
    CHECK(strstr(fetched(w, "/away"), "not on the public Internet") != NULL); /* a redirect leads to another machine */
    CHECK(strstr(fetched(w, "/file"), "file") != NULL);
    CHECK(strstr(fetched(w, "/large"), "larger than is taken") != NULL);
    struct fetched got;
    const char *why;
    CHECK(!fetch(w, &(struct fetch){.url = "file:///etc/passwd"}, &got, &why) && !fetch(w, &(struct fetch){.url = "http://localhost:1/"}, &got, &why));
    CHECK(fine(w));
    answering_end(&s);
}

TEST(a_calendar_by_address_is_read_again_when_it_is_due_and_kept_when_it_is_gone)
{
    struct answering s;
    struct calendar_taken t;
    struct calendar_round round;
    given_region(w);
    CHECK(answering_begin(&s, answer) && db_script(w, "INSERT INTO setting (name, value) VALUES ('reach', '127.0.0.1')"));
    const char *url = take_text(w, "http://127.0.0.1:%d/cal", s.port);
    CHECK(calendar_add(w, "hall-1", url, 60, &t) && t.times == 1);
    SAME(busy(w), "5 9-10");
    CHECK(calendar_due(w, false, &round) && round.taken + round.same + round.failed == 0); /* not yet */
    w->now += 3700;
    CHECK(calendar_due(w, false, &round) && round.same == 1);
    CHECK(db_run(w, "UPDATE calendar SET url = $1, due_at = 0", ARGS(V(take_text(w, "http://127.0.0.1:%d/gone", s.port)))));
    CHECK(calendar_due(w, false, &round) && round.failed == 1);
    SAME(busy(w), "5 9-10");
    CHECK(db_one(w, "SELECT count(*) FROM calendar WHERE problem LIKE '%410%' AND tries = 1", NO_ARGS, 0) == 1);
    CHECK(!calendar_add(w, "hall-1", "ftp://x/y", 60, &t) && w->err.fault == NOT_VALID);
    w->err = (struct err){0};
    CHECK(!calendar_add(w, "hall-1", "https://127.0.0.2/x", 60, &t) && w->err.fault == NOT_VALID);
    w->err = (struct err){0};
    answering_end(&s);
}
