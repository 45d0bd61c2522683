/* demand_test.c -- adverts come in once, repeats are not counted, figures carry their intervals; series are foretold. */
#include "base/day.h"
#include "base/text.h"
#include "demand/feed.h"
#include "demand/need.h"
#include "demand/series.h"
#include "store/db.h"
#include "test/test.h"
#include "view/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static const char PUT[] = "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES ($1, $2, 'a', 'skill', $3, $3)";

static struct feed_result fed(struct work *w, const char *end, const char *bytes)
{
    struct feed_result r;
    const char *file = take_text(w, "/tmp/cavt-feed-%ld%s", (long)getpid(), end);
    FILE *f = fopen(file, "w");
    fputs(bytes, f);
    fclose(f);
    struct feed_how how = {.source = "s"};
    CHECK(feed_files(w, &file, 1, &how, &r));
    unlink(file);
    return r;
}

static void frame(struct work *w)
{
    db_run(w, PUT, ARGS(V(9001), V("weld"), V("welding")));
    db_run(w, PUT, ARGS(V(9002), V("sql"), V("SQL")));
    db_run(w, "INSERT INTO occupation (id, code, framework, name_en, name_fold) VALUES (9100, 'welder', 'a', 'welder', 'welder')", NO_ARGS);
}

TEST(adverts_come_in_once_and_bad_lines_are_named)
{
    frame(w);
    static const char lines[] = "{\"id\":1,\"title\":\"Senior welder\",\"date\":\"2026-09-03\",\"municipality\":\"Kemerovo\",\"text\":\"Welding of pipes. SQL is a plus. Write to a@b.ru\"}\n"
                                "broken\n"
                                "{\"id\":2,\"title\":\"Clerk\",\"date\":\"2026-09-31\",\"text\":\"SQL\"}\n"
                                "\n"
                                "{\"id\":3,\"title\":\"Clerk\",\"date\":\"2026-09-30\",\"text\":\"No welding. SQL\"}\n";
    struct feed_result r = fed(w, ".jsonl", lines);
    CHECK(r.read == 2 && r.fresh == 2 && r.refused == 2 && r.mentions == 3 && r.coded == 1);
    CHECK(r.refusal[0].line == 2 && strstr(r.refusal[0].why, "not JSON") != NULL);
    CHECK(r.refusal[1].line == 3);
    r = fed(w, ".jsonl", lines);
    CHECK(r.fresh == 0 && r.known == 2);
    CHECK(db_one(w, "SELECT count(*) FROM vacancy WHERE text LIKE '%a@b.ru%'", NO_ARGS, -1) == 0);
    CHECK(db_one(w, "SELECT said FROM mention m JOIN vacancy v ON v.id = m.vacancy_id WHERE v.code = 's:1' AND m.competence_id = 9002", NO_ARGS, 0) == 2);
    CHECK(db_one(w, "SELECT sum(vacancies) FROM need WHERE competence_id = 9002", NO_ARGS, 0) == 2);
}

TEST(a_repeated_advert_is_kept_but_not_counted)
{
    frame(w);
    struct text t = TEXT(0);
    for (int i = 0; i < 4; i++) { /* the same words: again in the month, elsewhere, and half a year on */
        static const char *const places[] = {"Kemerovo", "Kemerovo", "Yurga", "Kemerovo"}, *const days[] = {"2026-03-01", "2026-03-20", "2026-03-02", "2026-09-01"};
        text_fmt(&t, "{\"id\":%d,\"title\":\"Welder\",\"date\":\"%s\",\"municipality\":\"%s\",\"text\":\"Welding", i, days[i], places[i]);
        for (int k = 0; k < 60; k++)
            text_fmt(&t, " word%d", k * 7);
        text_add(&t, "\"}\n");
    }
    struct feed_result r = fed(w, ".jsonl", t.s);
    text_free(&t);
    CHECK(r.fresh == 4 && r.twins == 1);
    CHECK(db_one(w, "SELECT sum(vacancies) FROM need", NO_ARGS, 0) == 3);
    struct sheet *s = sheet_new(w, sheet_by_name("csv"));
    w->language = EN;
    struct need_ask ask = {INT32_MIN, INT32_MIN, "Kemerovo", NULL, 50};
    CHECK(need_list(w, &ask, s));
    SAME(strchr(s->out->text, 0x0A) + 1, "weld,welding,1,1,100,20.6543,100,100,steady,\r\n");
}

TEST(a_table_of_adverts_is_read_by_its_heads)
{
    frame(w);
    struct feed_result r = fed(w, ".csv", "position_title,open_date,place,text\nWelder,2026-09-01,Yurga,welding\nNobody,,Yurga,welding\n");
    CHECK(r.fresh == 1 && r.refused == 1 && r.refusal[0].line == 3);
}

PURE(the_interval_of_a_share_is_wilsons)
{
    struct interval i = need_wilson(10, 100);
    CHECK(fabs(i.low - 0.0552) < 0.0005 && fabs(i.high - 0.1744) < 0.0005); /* Newcombe 1998, method 3 */
    i = need_wilson(0, 0);
    CHECK(i.low <= 0 && i.high >= 1);
    CHECK(need_month_after(day_of(2026, 11, 1), 3) == day_of(2027, 2, 1) && need_month_after(day_of(2026, 2, 9), -2) == day_of(2025, 12, 1));
}

PURE(a_season_and_a_trend_are_foretold_better_than_by_the_year_ago)
{
    double y[72], mase, naive;
    struct forecast f;
    for (int i = 0; i < 72; i++)
        y[i] = 100 + i + 10 * sin(i * 3.14159265 / 6) + (i * 37 % 11 - 5) * 0.2;
    CHECK(series_mase(y, 72, 6, 6, 3, &mase, &naive) && mase < 0.35 && mase < naive);
    CHECK(series_foretell(y, 72, 6, &f));
    SAME(series_name(f.method), "seasons");
    for (int h = 0; h < 6; h++)
        CHECK(fabs(f.value[h] - (100 + 72 + h + 10 * sin((72 + h) * 3.14159265 / 6))) < 4 && f.low[h] < f.high[h]);
    CHECK(!series_foretell(y, 5, 6, &f));
    for (int i = 0; i < 72; i++)
        y[i] = 3;
    CHECK(series_foretell(y, 72, 12, &f) && fabs(f.value[11] - 3) < 1e-9 && !series_mase(y, 72, 6, 6, 3, &mase, &naive));
}
