/* ical_test.c -- calendars are read back as they were written; and rules repeat as libical, where it is there, repeats them. */
#include "codec/ical.h"

#include "base/day.h"
#include "base/rng.h"
#include "test/test.h"

#include <stdlib.h>
#ifdef HAVE_LIBICAL
#include <libical/ical.h>
#endif

static int64_t wall(int y, int m, int d, int h, int min) { return (int64_t)day_of(y, m, d) * DAY_MIN + h * 60 + min; }

/* read: the times between 2026 and 2028 as "day clock-clock title", a line each; or the sentence why not. */
static const char *read_as(struct work *w, const char *body, const char *own)
{
    struct ical_times t;
    struct err e = {0};
    struct ical_how how = {.from = wall(2026, 1, 1, 0, 0), .to = wall(2028, 1, 1, 0, 0), .offset_min = 420, .own = own};
    const char *s = take_text(w, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n", body), *out = "";
    if (!ical_read(s, strlen(s), &how, &t, &e))
        return take_text(w, "%s", e.text);
    for (size_t i = 0; i < t.n; i++) {
        char from[DAY_TEXT], to[DAY_TEXT];
        out = take_text(w, "%s%s%s %s%s%s", out, i > 0 ? "\n" : "", wall_text(from, t.all[i].starts_at), wall_text(to, t.all[i].ends_at), *t.all[i].title != '\0' ? " " : "",
                        t.all[i].title);
    }
    if (*t.note != '\0')
        out = take_text(w, "%s [%s]", out, t.note);
    ical_free(&t);
    return out;
}

#define EVENT(x) "BEGIN:VEVENT\r\nUID:u\r\n" x "END:VEVENT\r\n"

PURE(busy_times_are_read_on_the_given_clock)
{
    SAME(read_as(w, EVENT("DTSTART:20270301T020000Z\r\nDTEND:20270301T033000Z\r\nSUMMARY:Lab\\, room 2\r\n"), NULL), "2027-03-01T09:00 2027-03-01T10:30 Lab, room 2");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDURATION:PT1H30M\r\n"), NULL), "2027-03-01T09:00 2027-03-01T10:30");
    SAME(read_as(w, EVENT("DTSTART;VALUE=DATE:20270301\r\n"), NULL), "2027-03-01T00:00 2027-03-02T00:00");
    SAME(read_as(w, EVENT("DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270304\r\n"), NULL), "2027-03-01T00:00 2027-03-04T00:00");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nSTATUS:CANCELLED\r\n"), NULL), "");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nTRANSP:TRANSPARENT\r\n"), NULL), "");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nSUMM\r\n ARY:fol\r\n ded\r\n"), NULL), "2027-03-01T09:00 2027-03-01T10:00 folded");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nBEGIN:VALARM\r\nDURATION:PT9H\r\nEND:VALARM\r\n"), NULL), "2027-03-01T09:00 2027-03-01T10:00");
    SAME(read_as(w, EVENT("DTSTART;TZID=Mars/Base:20270301T090000\r\nDTEND;TZID=Mars/Base:20270301T100000\r\n"), NULL), "2027-03-01T09:00 2027-03-01T10:00 [Mars/Base]");
    SAME(read_as(w, "", NULL), "");
}

PURE(repeated_events_are_spelled_out_with_their_exceptions)
{
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4\r\nEXDATE:20270303T090000\r\n"), NULL),
         "2027-03-01T09:00 2027-03-01T10:00\n2027-03-08T09:00 2027-03-08T10:00\n2027-03-10T09:00 2027-03-10T10:00");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nRRULE:FREQ=DAILY;UNTIL=20270302T235959Z\r\nRDATE:20270310T120000\r\n"), NULL),
         "2027-03-01T09:00 2027-03-01T10:00\n2027-03-02T09:00 2027-03-02T10:00\n2027-03-10T12:00 2027-03-10T13:00");
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nRRULE:FREQ=DAILY;COUNT=2\r\n")
                    EVENT("RECURRENCE-ID:20270302T090000\r\nDTSTART:20270305T140000\r\nDTEND:20270305T150000\r\n"), NULL),
         "2027-03-01T09:00 2027-03-01T10:00\n2027-03-05T14:00 2027-03-05T15:00"); /* the second was moved */
    SAME(read_as(w, EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nRRULE:FREQ=DAILY;COUNT=2\r\n")
                    EVENT("RECURRENCE-ID:20270302T090000\r\nDTSTART:20270302T090000\r\nSTATUS:CANCELLED\r\n"), NULL),
         "2027-03-01T09:00 2027-03-01T10:00");
}

PURE(time_zones_are_those_the_file_defines)
{
    static const char zone[] = "BEGIN:VTIMEZONE\r\nTZID:Berlin\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
                               "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
    SAME(read_as(w, take_text(w, "%s%s", zone, EVENT("DTSTART;TZID=Berlin:20270115T090000\r\nDTEND;TZID=Berlin:20270115T100000\r\n")), NULL), "2027-01-15T15:00 2027-01-15T16:00");
    SAME(read_as(w, take_text(w, "%s%s", zone, EVENT("DTSTART;TZID=Berlin:20270715T090000\r\nDTEND;TZID=Berlin:20270715T100000\r\n")), NULL), "2027-07-15T14:00 2027-07-15T15:00");
    /* A weekly lesson keeps its hour there, and so moves by one here when the clocks change. */
    SAME(read_as(w, take_text(w, "%s%s", zone, EVENT("DTSTART;TZID=Berlin:20270324T090000\r\nDTEND;TZID=Berlin:20270324T100000\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n")), NULL),
         "2027-03-24T15:00 2027-03-24T16:00\n2027-03-31T14:00 2027-03-31T15:00");
}

PURE(our_own_events_that_come_back_are_left_out)
{
    SAME(read_as(w, "BEGIN:VEVENT\r\nUID:12@00000001.cavt\r\nDTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nEND:VEVENT\r\n"
                    EVENT("DTSTART:20270302T090000\r\nDTEND:20270302T100000\r\n"), "@00000001.cavt"), "2027-03-02T09:00 2027-03-02T10:00");
}

PURE(what_is_not_understood_is_refused_with_its_line)
{
    static const struct {
        const char *body, *says;
    } tries[] = {
        {EVENT("DTSTART:20270230T090000\r\n"), "line 5: this moment does not exist: \"20270230T090000\""},
        {EVENT("DTSTART:soon\r\n"), "line 5: this is no moment: \"soon\""},
        {EVENT("SUMMARY:x\r\n"), "line 6: an event without a beginning: \"u\""},
        {EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T080000\r\n"), "the event \"u\" ends before it begins"},
        {EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nRRULE:FREQ=HOURLY\r\n"), "event \"u\": a repetition with FREQ \"HOURLY\" is not understood"},
        {EVENT("DTSTART:20270301T090000\r\nDTEND:20270301T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=2MO\r\n"),
         "event \"u\": a repetition with BYDAY \"a numbered day within a week\" is not understood"},
        {"BEGIN:VEVENT\r\nDTSTART:20270301T090000\r\n", "line 5: the file ends within \"VEVENT\""},
    };
    for (size_t i = 0; i < COUNT(tries); i++)
        SAME(read_as(w, tries[i].body, NULL), tries[i].says);
    struct ical_times t;
    struct err e = {0};
    struct ical_how how = {.from = 0, .to = 1};
    CHECK(!ical_read("<html>", 6, &how, &t, &e) && strstr(e.text, "this is no calendar") != NULL);
    e = (struct err){0};
    CHECK(!ical_read("", 0, &how, &t, &e) && e.fault == NOT_VALID);
}

static const char *written(struct work *w)
{
    struct text t = TEXT(0);
    ical_begin(&t, "Мастерская; зал, 1");
    ical_event(&t, &(struct ical_event){.uid = "7@x.cavt", .summary = "Занятие: сварка, первая группа, очень длинное название урока на много байт", .location = "ул. Ленина, 5\nКемерово",
                                        .url = "https://x.example/offer/a;b", .starts_at = 1804000000 / 60 * 60, .ends_at = 1804003600 / 60 * 60, .stamp = 1800000000, .tentative = true});
    ical_end(&t);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

PURE(what_we_write_is_folded_between_characters_and_read_back)
{
    const char *s = written(w);
    for (const char *l = s; *l != '\0';) {
        size_t n = strcspn(l, "\r");
        CHECK(n <= 75 && l[n + 1] == '\n' && text_utf8(l, n, NULL));
        l += n + 2;
    }
    struct ical_times t;
    struct err e = {0};
    struct ical_how how = {.from = 0, .to = WALL_MAX, .offset_min = 0};
    CHECK(ical_read(s, strlen(s), &how, &t, &e));
    CHECK(t.n == 1 && t.all[0].starts_at == 1804000000 / 60 && t.all[0].ends_at == 1804003600 / 60);
    CHECK(strncmp(t.all[0].title, "Занятие: сварка, первая", strlen("Занятие: сварка, первая")) == 0);
    ical_free(&t);
}

#ifdef HAVE_LIBICAL
PURE(libical_reads_what_we_write)
{
    icalcomponent *c = icalparser_parse_string(written(w));
    CHECK(c != NULL && icalcomponent_count_errors(c) == 0 && icalrestriction_check(c) != 0);
    icalcomponent *event = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    CHECK(event != NULL);
    SAME(icalcomponent_get_location(event), "ул. Ленина, 5\nКемерово");
    CHECK(icaltime_as_timet(icalcomponent_get_dtstart(event)) == 1804000000 / 60 * 60);
    icalcomponent_free(c);
}

/* The same rule by libical, as wall minutes; only what lies up to `until`. */
static int by_libical(const char *rule, int64_t first, int64_t until, int64_t *out, int most)
{
    int y, m, d, n = 0;
    day_split(wall_day(first), &y, &m, &d);
    struct icaltimetype start = icaltime_null_time();
    start.year = y, start.month = m, start.day = d, start.hour = wall_clock(first) / 60, start.minute = wall_clock(first) % 60;
    icalrecur_iterator *it = icalrecur_iterator_new(icalrecurrencetype_from_string(rule), start);
    if (it == NULL)
        return -1;
    for (struct icaltimetype t = icalrecur_iterator_next(it); !icaltime_is_null_time(t) && n < most; t = icalrecur_iterator_next(it)) {
        int64_t at = wall(t.year, t.month, t.day, t.hour, t.minute);
        if (at > until)
            break;
        out[n++] = at;
    }
    icalrecur_iterator_free(it);
    return n;
}

PURE(rules_repeat_as_libical_repeats_them)
{
    static const char *const rules[] = {
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=20", "FREQ=DAILY;BYDAY=MO,TU,FR", "FREQ=DAILY;BYMONTH=1,5", "FREQ=DAILY;UNTIL=20270401T120000",
        "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "FREQ=WEEKLY;BYDAY=SA;COUNT=9", "FREQ=WEEKLY;INTERVAL=5",
        "FREQ=WEEKLY;BYMONTH=3;BYDAY=TU", "FREQ=WEEKLY;UNTIL=20270601T090000",
        "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;COUNT=5;BYMONTHDAY=30",
        "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6,7", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;INTERVAL=4",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    };
    static int64_t ours[20000], theirs[20000];
    int64_t until = wall(2031, 1, 1, 0, 0);
    int compared = 0;
    for (size_t i = 0; i < COUNT(rules); i++)
        for (int32_t start = day_of(2027, 1, 1); start < day_of(2027, 3, 10); start += 3) {
            struct err e = {0};
            int64_t first = (int64_t)start * DAY_MIN + 540;
            int n = ical_repeat(rules[i], first, until, ours, 20000, &e), k = by_libical(rules[i], first, until, theirs, 20000);
            bool same = n == k;
            for (int at = 0; same && at < n; at++)
                same = ours[at] == theirs[at];
            if (!same) {
                char a[DAY_TEXT], b[DAY_TEXT];
                printf("# %s from %s: %d, libical %d %s\n", rules[i], wall_text(a, first), n, k, n > 0 ? wall_text(b, ours[0]) : "");
            }
            CHECK(same);
            compared += same && n > 0;
        }
    CHECK(compared > 500);
}
#endif
