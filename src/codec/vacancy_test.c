/* vacancy_test.c -- adverts are read in every form, whatever else stands in them. */
#include "codec/vacancy.h"

#include "base/day.h"
#include "test/test.h"

#include <stdlib.h>

static void show(void *to, const struct advert *a)
{
    struct text *t = to;
    char day[DAY_TEXT];
    text_fmt(t, "%s|%s|%s|%s|%s|%.0f-%.0f %s|%s\n", a->code.s, a->title.s, a->employer.s, a->municipality.s,
             day_text(day, a->posted_on), a->wage_from, a->wage_to, a->currency.s, a->text.s);
}

static char *read(struct work *w, const char *s, bool html)
{
    struct text t = TEXT(0);
    struct err e = {0};
    size_t n = html ? vacancy_html(s, strlen(s), show, &t, &e) : vacancy_json(s, strlen(s), show, &t, &e);
    char *out = take_text(w, "%zu %s%s", n, t.s != NULL ? t.s : "", e.text);
    text_free(&t);
    return out;
}

PURE(an_advert_of_schema_org_is_read)
{
    SAME(read(w, "{\"@type\":\"JobPosting\",\"identifier\":{\"value\":\"A7\"},\"title\":\"Welder &amp; fitter\",\"datePosted\":\"2026-09-01T10:00:00Z\","
                 "\"hiringOrganization\":{\"name\":\"Plant\"},\"jobLocation\":[{\"address\":{\"addressLocality\":\"Kemerovo\"}}],"
                 "\"baseSalary\":{\"currency\":\"RUB\",\"value\":{\"minValue\":500,\"maxValue\":600,\"unitText\":\"HOUR\"}},"
                 "\"description\":\"<p>You weld.</p><ul><li>MAG<li>TIG</ul><script>x<1</script>\"}", false),
         "1 A7|Welder & fitter|Plant|Kemerovo|2026-09-01|84000-100800 RUB|You weld.\n- MAG\n- TIG\n");
}

PURE(an_advert_of_hh_and_of_trudvsem_is_read)
{
    SAME(read(w, "{\"id\":\"12\",\"name\":\"Сварщик\",\"area\":{\"id\":\"1\",\"name\":\"Кемерово\"},\"salary\":{\"from\":70000,\"to\":null,\"currency\":\"RUR\"},"
                 "\"employer\":{\"name\":\"Завод\"},\"published_at\":\"2026-09-02T11:00:00+0300\",\"description\":\"<b>Обязанности:</b> сварка\"}", false),
         "1 12|Сварщик|Завод|Кемерово|2026-09-02|70000-0 RUR|Обязанности: сварка\n");
    SAME(read(w, "{\"results\":{\"vacancies\":[{\"vacancy\":{\"id\":\"z\",\"job-name\":\"Токарь\",\"creation-date\":\"2026-08-30\",\"region\":{\"name\":\"Кузбасс\"},"
                 "\"company\":{\"name\":\"Цех\"},\"duty\":\"точить\",\"salary_min\":50000}}]}}", false),
         "1 z|Токарь|Цех|Кузбасс|2026-08-30|50000-0 |точить\n");
}

PURE(a_page_gives_its_json_ld)
{
    SAME(read(w, "<html><script type=\"application/ld+json\">{\"@graph\":[{\"title\":\"A\",\"datePosted\":\"2026-09-01\"},{\"x\":1}]}</script>", true),
         "1 |A|||2026-09-01|0-0 |\n");
    CHECK(strncmp(read(w, "<html>nothing", true), "0 the page has no advert", 24) == 0);
}

PURE(what_is_no_advert_is_said_with_its_reason)
{
    CHECK(strstr(read(w, "{\"title\":\"A\", oops", false), "0 not JSON at byte") != NULL);
    CHECK(strstr(read(w, "{\"title\":\"A\",\"datePosted\":\"31.02.2026\"}", false), "there are: title, datePosted") != NULL);
    CHECK(strstr(read(w, "[]", false), "no fields") != NULL);
    CHECK(strstr(read(w, "\xFF\xFE{", false), "0 not JSON") != NULL);
}

static char *masked(struct work *w, const char *s)
{
    struct text t = TEXT(0);
    text_add(&t, s);
    vacancy_mask(&t);
    char *out = take_text(w, "%s", t.s);
    text_free(&t);
    return out;
}

PURE(personal_data_is_masked_and_figures_are_not)
{
    SAME(masked(w, "Call +7 (384-2) 55-12-34 or 89131234567, mail to ivan.petrov@plant.example.ru."), "Call [phone] or [phone], mail to [mail].");
    SAME(masked(w, "Telegram @hr_plant"), "Telegram [account]");
    SAME(masked(w, "Контактное лицо: Иванова Мария Петровна, отдел кадров"), "Контактное лицо: [person], отдел кадров");
    SAME(masked(w, "Пишите: https://t.me/hr_zavod или wa.me/79131234567, vk.com/id77."), "Пишите: https://[account] или [account], [account]");
    SAME(masked(w, "Звоните, спросить Марию. Рекрутер: Анна Смирнова, офис 5"), "Звоните, спросить [person]. Рекрутер: [person], офис 5");
    SAME(masked(w, "Начальник цеха Иванов Пётр Сергеевич примет вас. Кемерово Новокузнецк Юрга"), "Начальник цеха [person] примет вас. Кемерово Новокузнецк Юрга");
    SAME(masked(w, "Your recruiter Jane Doe; Java Spring Hibernate"), "Your recruiter [person]; Java Spring Hibernate");
    SAME(masked(w, "ГОСТ 14771-76, 80 000 руб., 2026-09-01, C++ @ work"), "ГОСТ 14771-76, 80 000 руб., 2026-09-01, C++ @ work");
}

PURE(soup_is_made_plain)
{
    struct text t = TEXT(0);
    const char *s = "<p>a&nbsp;b &#1089;&#x432; 5 < 7 &unknown; <!-- <b> --><div\n class=x>c</div><br>d<b>e</b>";
    vacancy_plain(s, strlen(s), &t);
    SAME(t.s, "a b св 5 < 7 &unknown;\nc\nde");
    text_free(&t);
}
