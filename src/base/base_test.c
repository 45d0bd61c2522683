/* base_test.c -- the calendar, texts, maps and folding. */
#include "base/day.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/text.h"
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

PURE(days_split_and_join_over_nine_centuries)
{
    for (int32_t d = day_of(1600, 1, 1); d < day_of(2499, 12, 31); d++) {
        int y, m, k;
        day_split(d, &y, &m, &k);
        if (day_of(y, m, k) != d || !day_exists(y, m, k)) {
            CHECK(!"day_of(day_split(d)) == d");
            return;
        }
    }
    CHECK(day_of(1970, 1, 1) == 0);
    CHECK(day_weekday(day_of(2026, 11, 23)) == 1);
    CHECK(day_weekday(day_of(1969, 12, 28)) == 7);
}

PURE(dates_are_read_as_people_write_them_and_refused_when_they_do_not_exist)
{
    int32_t d;
    int64_t at;
    int c;
    char b[DAY_TEXT];
    CHECK(day_parse("2027-03-01", &d) && d == day_of(2027, 3, 1));
    CHECK(day_parse("01.03.2027", &d) && d == day_of(2027, 3, 1));
    CHECK(!day_parse("2027-02-29", &d) && !day_parse("2027-3", &d) && !day_parse("", &d));
    CHECK(!day_parse("2027-03-01x", &d) && !day_parse("1/2/2027", &d));
    SAME(weekdays_text(b, weekdays_parse("1367")), "1367");
    SAME(weekdays_text(b, 0), "");
    CHECK(clock_parse("9:00", &c) && c == 540 && clock_parse("24:00", &c) && !clock_parse("24:01", &c));
    CHECK(wall_parse("2027-03-01T09:05", &at));
    SAME(wall_text(b, at), "2027-03-01T09:05");
    CHECK(wall_parse("2027-03-01 09:05:00", &at) && !wall_parse("2027-03-01 09:5", &at));
    CHECK(wall_day(-1) == -1 && wall_clock(-1) == 1439);
}

PURE(folding_makes_names_typed_two_ways_the_same)
{
    SAME(fold(w, "  Токарный\tСТАНОК  16К20 Ё "), "токарный станок 16к20 е");
    SAME(fold(w, "ﬁne Straße"), "fine strasse");
    SAME(fold(w, "bad \xff byte"), "bad byte");
}

PURE(malformed_utf8_is_found_where_it_is)
{
    size_t at = 0;
    CHECK(text_utf8("плюс", strlen("плюс"), NULL));
    CHECK(!text_utf8("ab\xC0\x80", 4, &at) && at == 2);
    CHECK(!text_utf8("\xED\xA0\x80", 3, &at) && at == 0);
    CHECK(!text_utf8("a\xE2\x82", 3, &at) && at == 1);
}

PURE(a_map_keeps_what_it_was_given)
{
    struct map m = {0};
    char key[32];
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof(key), "k%d", i);
        *map_at(&m, key, NULL) = i;
    }
    bool all = true;
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof(key), "k%d", i);
        int64_t *v = map_find(&m, key);
        all = all && v != NULL && *v == i;
    }
    CHECK(all);
    CHECK(map_find(&m, "absent") == NULL);
    map_free(&m);
}

PURE(a_failure_keeps_its_first_sentence_and_gains_its_place)
{
    struct err e = {0};
    err_set(&e, NOT_VALID, "hours %d is below 1", 0);
    err_set(&e, BROKEN, "later");
    err_prefix(&e, "line %d of %s: ", 12, "module.csv");
    SAME(e.text, "line 12 of module.csv: hours 0 is below 1");
    CHECK(e.fault == NOT_VALID);
}

PURE(a_text_stops_at_its_ceiling)
{
    struct text t = TEXT(10);
    text_fmt(&t, "%s", "0123456789");
    CHECK(!t.over);
    text_add(&t, "x");
    CHECK(t.over);
    SAME(t.s, "0123456789");
    text_free(&t);
}

PURE(the_same_seed_gives_the_same_chance)
{
    struct rng a = rng_seed(7), b = rng_seed(7), c = rng_seed(8);
    CHECK(rng_next(&a) == rng_next(&b));
    CHECK(rng_next(&a) != rng_next(&c));
    for (int i = 0; i < 1000; i++)
        if (rng_below(&a, 10) >= 10)
            CHECK(!"below its bound");
}

PURE(a_hash_tells_where_one_value_ends)
{
    char one[HASH_TEXT], two[HASH_TEXT];
    struct hash h;
    hash_begin(&h);
    hash_text(&h, "ab");
    hash_text(&h, "c");
    hash_end(&h, one);
    hash_begin(&h);
    hash_text(&h, "a");
    hash_text(&h, "bc");
    hash_end(&h, two);
    CHECK(strcmp(one, two) != 0 && strlen(one) == 64);
}
