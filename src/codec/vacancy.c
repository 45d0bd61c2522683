/* vacancy.c -- adverts out of JSON.  See vacancy.h. */
#include "codec/vacancy.h"

#include "base/day.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void parts(struct advert *a, struct text *list[7])
{
    struct text *all[] = {&a->code, &a->title, &a->employer, &a->municipality, &a->web, &a->currency, &a->text};
    memcpy(list, all, sizeof(all));
}

void advert_clear(struct advert *a)
{
    struct text *list[7];
    parts(a, list);
    for (int i = 0; i < 7; i++) {
        if (list[i]->s == NULL) {
            *list[i] = TEXT((size_t)16 << 20);
            text_add(list[i], " "); /* so that every field is a text, if an empty one */
        }
        list[i]->n = 0;
        list[i]->over = false;
        list[i]->s[0] = '\0';
    }
    a->posted_on = INT32_MIN;
    a->wage_from = a->wage_to = 0;
    a->places = 0;
}

void advert_free(struct advert *a)
{
    struct text *list[7];
    parts(a, list);
    for (int i = 0; i < 7; i++)
        text_free(list[i]);
}

/* The first of these keys that is there; "a.b" goes into objects, a list stands for its first element. */
static const json_t *at(const json_t *j, const char *path)
{
    for (;;) {
        if (json_is_array(j))
            j = json_array_get(j, 0);
        size_t n = strcspn(path, ".");
        char key[64];
        if (!json_is_object(j) || n >= sizeof(key))
            return NULL;
        memcpy(key, path, n);
        key[n] = '\0';
        j = json_object_get(j, key);
        if (path[n] == '\0' || j == NULL)
            return json_is_null(j) ? NULL : j;
        path += n + 1;
    }
}

#define ANY(...) (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__}))

static const json_t *any(const json_t *j, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const json_t *v = at(j, keys[i]);
        if (v != NULL)
            return v;
    }
    return NULL;
}

static void put(struct text *to, const json_t *v)
{
    if (json_is_array(v))
        v = json_array_get(v, 0);
    if (json_is_object(v) && at(v, "name") != NULL)
        v = at(v, "name");
    if (json_is_string(v))
        vacancy_plain(json_string_value(v), json_string_length(v), to);
    else if (json_is_integer(v))
        text_fmt(to, "%lld", (long long)json_integer_value(v));
}

static double number(const json_t *v)
{
    double x = json_is_number(v) ? json_number_value(v) : json_is_string(v) ? strtod(json_string_value(v), NULL) : 0;
    return isfinite(x) && x > 0 && x < 1e12 ? x : 0;
}

/* The day of "2026-09-01T10:00:00+0300", of "2026-09-01", of seconds or milliseconds since 1970. */
static int32_t day_from(const json_t *v)
{
    int32_t day;
    if (json_is_string(v)) {
        char s[11] = {0};
        strncpy(s, json_string_value(v), 10);
        return day_parse(s, &day) ? day : INT32_MIN;
    }
    if (!json_is_number(v))
        return INT32_MIN;
    double x = json_number_value(v);
    if (x > 1e11)
        x /= 1000;
    return x > 0 && x < 2e10 ? (int32_t)(x / 86400) : INT32_MIN;
}

/* Pay for an hour, day, week or year becomes a month's (21 days of 8 hours). */
static double month_of(const char *unit)
{
    static const struct {
        const char *unit;
        double times;
    } units[] = {{"HOUR", 168}, {"DAY", 21}, {"WEEK", 4.345}, {"YEAR", 1.0 / 12}};
    for (size_t i = 0; i < COUNT(units) && unit != NULL; i++)
        if (strcmp(unit, units[i].unit) == 0)
            return units[i].times;
    return 1;
}

static int people(double x) { return x >= 1 && x <= 10000 ? (int)x : 0; }

static bool read_advert(const json_t *j, struct advert *a)
{
    advert_clear(a);
    put(&a->title, any(j, ANY("title", "name", "job-name", "job_name", "position", "positionTitle", "position_title")));
    a->posted_on = day_from(any(j, ANY("datePosted", "published_at", "creation-date", "created_at", "creation_date", "date", "posted_on", "open_date")));
    if (a->title.n == 0 || a->posted_on == INT32_MIN)
        return false;
    put(&a->code, any(j, ANY("identifier.value", "id", "code", "identifier", "vac_url", "url")));
    put(&a->employer, any(j, ANY("hiringOrganization.name", "employer.name", "company.name", "hiringOrganization", "employer", "company")));
    put(&a->municipality, any(j, ANY("jobLocation.address.addressLocality", "jobLocation.address.addressRegion", "area.name", "municipality", "address.city",
                                     "addresses.address.location", "region.name", "region", "place", "location", "city")));
    put(&a->web, any(j, ANY("url", "alternate_url", "vac_url", "web")));
    put(&a->currency, any(j, ANY("baseSalary.currency", "salary.currency", "salaryCurrency", "currency")));
    const json_t *unit = any(j, ANY("baseSalary.value.unitText", "baseSalary.unitText"));
    double month = month_of(json_is_string(unit) ? json_string_value(unit) : NULL);
    a->wage_from = month * number(any(j, ANY("baseSalary.value.minValue", "baseSalary.minValue", "baseSalary.value.value", "salary.from", "salary_min", "wage_from", "baseSalary.value")));
    a->wage_to = month * number(any(j, ANY("baseSalary.value.maxValue", "baseSalary.maxValue", "salary.to", "salary_max", "wage_to")));
    a->places = people(number(any(j, ANY("totalJobOpenings", "work_places", "places", "openings"))));
    static const char *const texts[] = {"description", "text", "duty", "responsibilities", "requirements", "requirement.requirement", "requirement.qualification",
                                        "qualifications", "skills", "experienceRequirements", "snippet.responsibility", "snippet.requirement"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        const json_t *v = at(j, texts[i]);
        if (!json_is_string(v))
            continue;
        if (a->text.n > 0)
            text_add(&a->text, "\n");
        struct text part = TEXT((size_t)16 << 20);
        vacancy_plain(json_string_value(v), json_string_length(v), &part);
        text_bytes(&a->text, part.s != NULL ? part.s : "", part.n);
        text_free(&part);
    }
    vacancy_mask(&a->text);
    return true;
}

struct walk {
    void (*each)(void *to, const struct advert *a);
    void *to;
    struct advert a;
    size_t found;
};

/* Adverts may stand in a list, in @graph, under "vacancy", "items", "results". */
static void walk(struct walk *x, const json_t *j, int deep)
{
    static const char *const inside[] = {"@graph", "items", "results", "vacancies", "vacancy"};
    size_t i;
    json_t *v;
    if (deep > 6)
        return;
    if (json_is_array(j)) {
        json_array_foreach(j, i, v) walk(x, v, deep + 1);
        return;
    }
    if (!json_is_object(j))
        return;
    if (read_advert(j, &x->a)) {
        x->each(x->to, &x->a);
        x->found++;
        return;
    }
    for (i = 0; i < COUNT(inside); i++)
        if ((v = json_object_get(j, inside[i])) != NULL)
            walk(x, v, deep + 1);
}

size_t vacancy_json(const char *s, size_t n, void (*each)(void *to, const struct advert *a), void *to, struct err *e)
{
    json_error_t why;
    json_t *j = json_loadb(s, n, JSON_REJECT_DUPLICATES, &why);
    if (j == NULL)
        j = json_loadb(s, n, 0, &why);
    if (j == NULL) {
        err_set(e, NOT_VALID, "not JSON at byte %d: %.120s", why.position, why.text);
        return 0;
    }
    struct walk x = {.each = each, .to = to};
    walk(&x, j, 0);
    if (x.found == 0) {
        char keys[160] = "";
        const char *key;
        json_t *v;
        json_object_foreach(j, key, v) if (strlen(keys) + strlen(key) + 3 < sizeof(keys))
        {
            strcat(keys, *keys != '\0' ? ", " : "");
            strcat(keys, key);
        }
        err_set(e, NOT_VALID, "no advert: a title (title, name, job-name) and a day (datePosted, published_at, creation-date, date) are needed; there are: %s",
                *keys != '\0' ? keys : "no fields");
    }
    advert_free(&x.a);
    json_decref(j);
    return x.found;
}

size_t vacancy_html(const char *s, size_t n, void (*each)(void *to, const struct advert *a), void *to, struct err *e)
{
    size_t found = 0, scripts = 0;
    struct err first = {0};
    for (const char *p = s; (p = memmem(p, n - (size_t)(p - s), "application/ld+json", 19)) != NULL;) {
        const char *open = memchr(p, '>', n - (size_t)(p - s));
        const char *close = open != NULL ? memmem(open, n - (size_t)(open - s), "</script", 8) : NULL;
        if (close == NULL)
            break;
        scripts++;
        struct err why = {0};
        found += vacancy_json(open + 1, (size_t)(close - open) - 1, each, to, &why);
        if (why.fault != FINE && first.fault == FINE)
            first = why;
        p = close;
    }
    if (found == 0)
        err_set(e, NOT_VALID, "the page has no advert as JSON-LD (%zu scripts looked at)%s%s", scripts, first.fault != FINE ? ": " : "", first.text);
    return found;
}

bool vacancy_field(struct advert *a, const char *name, const char *value)
{
    const struct {
        const char *name;
        struct text *to;
    } fields[] = {{"code", &a->code}, {"id", &a->code}, {"control_number", &a->code}, {"title", &a->title}, {"name", &a->title},
                  {"position_title", &a->title}, {"employer", &a->employer}, {"company", &a->employer}, {"agency", &a->employer},
                  {"municipality", &a->municipality}, {"place", &a->municipality}, {"region", &a->municipality}, {"city", &a->municipality},
                  {"web", &a->web}, {"url", &a->web}, {"usajobs_url", &a->web}, {"currency", &a->currency}, {"text", &a->text}, {"description", &a->text}};
    for (size_t i = 0; i < COUNT(fields); i++)
        if (strcmp(name, fields[i].name) == 0) {
            if (fields[i].to->n > 0)
                return true; /* the first of two columns for one field */
            vacancy_plain(value, strlen(value), fields[i].to);
            if (fields[i].to == &a->text)
                vacancy_mask(&a->text);
            return true;
        }
    static const char *const days[] = {"date", "posted_on", "datePosted", "published_at", "open_date"};
    for (size_t i = 0; i < COUNT(days); i++)
        if (strcmp(name, days[i]) == 0) {
            char s[11] = {0};
            strncpy(s, value, 10);
            int32_t day;
            if (day_parse(s, &day))
                a->posted_on = day;
            return true;
        }
    if (strcmp(name, "places") == 0 || strcmp(name, "work_places") == 0) {
        a->places = people(strtod(value, NULL));
        return true;
    }
    if (strcmp(name, "wage_from") == 0 || strcmp(name, "wage_to") == 0) {
        double x = strtod(value, NULL);
        *(name[5] == 'f' ? &a->wage_from : &a->wage_to) = isfinite(x) && x > 0 && x < 1e12 ? x : 0;
        return true;
    }
    return false;
}
