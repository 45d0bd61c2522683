#include "test/test.h"
#include "view/html.h"
#include "view/say.h"
#include "view/sheet.h"

#include "base/day.h"

PURE(html_escapes_every_value_and_no_literal)
{
    struct page p = {.w = w};
    const char *volatile none = NULL;
    html(&p, "<a title=\"%s\">%d %lld %zu %.1f%% %c %s</a>", "\"<&'>", -3, 1LL << 40, (size_t)7, 2.25, '<', none);
    SAME(p.text, "<a title=\"&quot;&lt;&amp;&#39;&gt;\">-3 1099511627776 7 2.2% &lt; </a>");
}

PURE(a_value_in_a_link_is_percent_encoded)
{
    struct page p = {.w = w};
    html_query(&p, "a b&c=ё/\"");
    SAME(p.text, "a%20b%26c%3D%D1%91%2F%22");
}

PURE(each_language_writes_figures_and_days_its_own_way)
{
    int32_t day = day_of(2027, 5, 12);
    int64_t wall = (int64_t)day * DAY_MIN + 540;
    w->language = RU;
    SAME(say_number(w, 1234567), "1\u00a0234\u00a0567");
    SAME(say_number(w, 1234), "1234");
    SAME(say_number(w, -21600), "\u221221\u00a0600");
    SAME(say_price(w, 41800050, NULL), "418\u00a0000,50\u00a0₽");
    SAME(say_day(w, day), "12\u00a0мая\u00a02027");
    SAME(say_span(w, wall, wall + 190), "ср\u00a012\u00a0мая, 9:00\u201312:10");
    SAME(say_weekdays(w, "123457"), "пн\u2013пт, вс");
    SAME(say_real(w, -1234.5, 2), "\u22121234,50");
    w->language = EN;
    SAME(say_number(w, 1234567), "1,234,567");
    SAME(say_price(w, 41800000, "USD"), "$418,000");
    SAME(say_day(w, day), "12\u00a0May\u00a02027");
    SAME(say_span(w, wall, wall + 900), "Wed\u00a012\u00a0May, 9:00\u201324:00");
    SAME(say_days(w, day, day + 30), "12\u00a0May \u2013 11\u00a0Jun\u00a02027");
    SAME(say_weekdays(w, "67"), "Sat, Sun");
    SAME(say_number(w, INT64_MIN), "\u22129,223,372,036,854,775,808");
}

static const struct column cols[] = {
    {"code", "Code", CODE},      {"name", "Name", WORDS},  {"people", "People", NUMBER},
    {"price", "Price", MONEY},   {"due_on", "Due", DAY},   {"share", "Share", REAL},
};

static struct sheet *written(struct work *w, const struct sheet_writer *as)
{
    w->language = EN;
    struct sheet *s = sheet_new(w, as);
    sheet_begin(s, cols, COUNT(cols));
    sheet_row(s);
    sheet_link(s, "/order/A-1", "A-1");
    sheet_words(s, "Сварка \"<ТИГ>\"");
    sheet_int(s, 12);
    sheet_int(s, 125050);
    sheet_int(s, day_of(2027, 3, 1));
    sheet_real(s, 0.5);
    sheet_row(s);
    sheet_words(s, "A-2");
    sheet_words(s, "=1+1");
    CHECK(sheet_end(s));
    CHECK(s->nrows == 2);
    return s;
}

PURE(a_sheet_is_csv_for_programs)
{
    SAME(written(w, &sheet_csv)->out->text, "code,name,people,price,due_on,share\r\n"
                                            "A-1,\"Сварка \"\"<ТИГ>\"\"\",12,1250.50,2027-03-01,0.5\r\n"
                                            "A-2,\"'=1+1\",,,,\r\n");
}

PURE(a_sheet_is_json_for_programs)
{
    SAME(written(w, &sheet_json)->out->text,
         "[\n {\"code\":\"A-1\",\"name\":\"Сварка \\\"\\u003cТИГ>\\\"\",\"people\":12,\"price\":1250.50,"
         "\"due_on\":\"2027-03-01\",\"share\":0.5},"
         "\n {\"code\":\"A-2\",\"name\":\"=1+1\",\"people\":null,\"price\":null,\"due_on\":null,\"share\":null}\n]\n");
}

PURE(a_sheet_lines_up_on_a_terminal_in_cyrillic)
{
    SAME(written(w, &sheet_text)->out->text,
         "Code  Name            People     Price  Due           Share\n"
         "────  ──────────────  ──────  ────────  ────────────  ─────\n"
         "A-1   Сварка \"<ТИГ>\"      12  1,250.50  1\u00a0March\u00a02027   0.50\n"
         "A-2   =1+1\n");
}

PURE(a_sheet_is_a_table_on_a_page)
{
    struct sheet *s = written(w, &sheet_html);
    CHECK(strstr(s->out->text, "<td class=\"tight\"><a href=\"/order/A-1\">A-1</a></td>") != NULL);
    CHECK(strstr(s->out->text, "<td>Сварка &quot;&lt;ТИГ&gt;&quot;</td><td class=\"num\">12</td>") != NULL);
    CHECK(strstr(s->out->text, "<ТИГ>") == NULL);
    SAME(sheet_counted(s), "2 rows");
}

PURE(a_sheet_is_a_workbook)
{
    struct sheet *s = written(w, &sheet_xlsx);
    CHECK(s->out->used > 1000 && memcmp(s->out->text, "PK", 2) == 0);
}

PURE(the_data_cannot_steer_the_terminal)
{
    struct sheet *s = sheet_new(w, &sheet_text);
    sheet_begin(s, cols, 2);
    sheet_row(s);
    sheet_words(s, "a\033[2Jb");
    CHECK(sheet_end(s));
    CHECK(strchr(s->out->text, '\033') == NULL);
}

TEST(a_sheet_is_filled_from_a_query)
{
    struct sheet *s = sheet_new(w, &sheet_csv);
    struct rows r = db_rows(w, "SELECT 'x', CAST(NULL AS TEXT), 3, 4, 5, 0.25", NO_ARGS);
    CHECK(sheet_fill(s, cols, COUNT(cols), &r));
    SAME(s->out->text, "code,name,people,price,due_on,share\r\nx,,3,0.04,1970-01-06,0.25\r\n");
}

PURE(a_sheet_sorts_and_cuts_what_it_is_given)
{
    static const struct column two[] = {{"name", "Name", WORDS}, {"n", "N", NUMBER}};
    static const struct { const char *name; int n; } rows[] = {{"Ель", 2}, {"ёж", 1}, {"Ясень", 3}, {NULL, 9}, {"дуб", 2}};
    static const struct { const char *order, *want; size_t skip, most; } tries[] = {
        {"name", "name,n\r\nдуб,2\r\nёж,1\r\nЕль,2\r\nЯсень,3\r\n,9\r\n", 0, 0},
        {"-name", "name,n\r\nЯсень,3\r\nЕль,2\r\nёж,1\r\nдуб,2\r\n,9\r\n", 0, 0},
        {"n", "name,n\r\nЕль,2\r\nдуб,2\r\n", 1, 2},
        {"gone", "name,n\r\nЕль,2\r\n", 0, 1},
        {NULL, "name,n\r\nдуб,2\r\n", 4, 3},
    };
    for (size_t t = 0; t < COUNT(tries); t++) {
        struct sheet *s = sheet_new(w, &sheet_csv);
        s->order = tries[t].order;
        s->skip = tries[t].skip;
        s->most = tries[t].most;
        sheet_begin(s, two, COUNT(two));
        for (size_t i = 0; i < COUNT(rows); i++) {
            sheet_row(s);
            sheet_words(s, rows[i].name);
            sheet_int(s, rows[i].n);
        }
        CHECK(sheet_end(s));
        SAME(s->out->text, tries[t].want);
        CHECK(s->nrows == 5);
    }
}
