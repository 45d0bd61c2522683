/* oeapi_test.c -- every answer is checked against the published description of the Open Education API, by a checker that knows
 * nothing of how it was written. */
#include "app/pages.h"
#include "exchange/access.h"
#include "exchange/access_web.h"
#include "exchange/oeapi_web.h"
#include "test/given_offer.h"
#include "test/schema.h"
#include "test/test.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The description lies beside the other published data, in ../spec. */
static json_t *description(void)
{
    const char *base = getenv("CAVT_DATA");
    char path[4096];
    snprintf(path, sizeof(path), "%s/../spec/oeapi.json", base != NULL ? base : "../shared/data");
    return json_load_file(path, 0, NULL);
}

static json_t *ask(struct work *w, const char *path, const char *token, int *status)
{
    struct work *mine = work_begin(w->db, 0, w->now);
    const char *query = strchr(path, '?');
    struct visit v = {.path = query != NULL ? take_copy(w, path, (size_t)(query - path)) : path, .query = query != NULL ? query + 1 : NULL, .languages = "en",
                      .bearer = access_bearer, .base = "https://x.example", .authorization = token != NULL ? take_text(w, "Bearer %s", token) : NULL};
    struct reply r = web_answer(mine, pages_routes, &v);
    *status = r.status;
    json_t *j = json_loadb(r.body.text, r.body.used, 0, NULL);
    work_end(mine);
    return j;
}

static const char *token_of(struct work *w, const char *organisation, const char *scopes)
{
    const char *token = "", *code;
    CHECK(access_make(w, &(struct access_new){.name = "t", .organisation = organisation, .scopes = scopes, .days = 1}, &token, &code));
    return token;
}

static void given_all(struct work *w)
{
    given_region(w);
    given_lesson_offer(w, 201, 1, 1);
    CHECK(db_script(w,
        "UPDATE offer SET state = 'held', expires_at = 4000000000;"
        "INSERT INTO setting (name, value) VALUES ('centre', 'col');"
        "INSERT INTO competence (id, code, framework, kind, name_en, name_fold, description_ru) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding', 'Швы');"
        "INSERT INTO module_competence (module_id, competence_id, level) VALUES (141, 901, 2);"
        "INSERT INTO programme (id, code, version, organisation_id, kind, name_ru, name_fold, state, level, entry_en, note_ru) VALUES (902, 'p', 1, 102, 'retraining', 'П', 'п', 'approved', 3, 'be 18', 'о чём');"
        "INSERT INTO programme_module (programme_id, module_id, position) VALUES (902, 141, 1);"
        "INSERT INTO start (id, code, programme_id, site_id, starts_on, ends_on, weekdays, from_min, to_min, seats, taken, price_minor, state) VALUES"
        " (903, 's', 902, 112, 20900, 20910, '12345', 540, 600, 5, 2, 150050, 'open');"
        "UPDATE site SET lat = 55.5, lon = 86.25, municipality = 'Кемерово', address_ru = 'пр. Учебный, 1' WHERE id = 112"));
}

static json_t *schema_of(json_t *spec, const char *path)
{
    json_t *s = json_object_get(json_object_get(json_object_get(json_object_get(spec, "paths"), path), "get"), "responses");
    return json_object_get(json_object_get(json_object_get(json_object_get(s, "200"), "content"), "application/json"), "schema");
}

static const char *first_id(json_t *item)
{
    const char *key;
    json_t *v;
    json_object_foreach(item, key, v)
    {
        size_t n = strlen(key);
        if (n > 2 && strcmp(key + n - 2, "Id") == 0)
            return json_string_value(v);
    }
    return NULL;
}

/* The published path for one of ours: {code} is whatever parameter stands in its place there. */
static const char *published(struct work *w, json_t *spec, const char *ours)
{
    const char *path, *rest = ours + strlen("/oeapi/v6");
    json_t *v;
    if (*rest == '\0')
        return "/";
    json_object_foreach(json_object_get(spec, "paths"), path, v)
    {
        const char *a = rest, *b = path;
        while (*a != '\0' && *b != '\0') {
            if (*a == '{' && *b == '{') {
                a = strchr(a, '}') + 1;
                b = strchr(b, '}') + 1;
            } else if (*a++ != *b++) {
                a = "x";
                b = "y";
                break;
            }
        }
        if (*a == '\0' && *b == '\0')
            return take_text(w, "%s", path);
    }
    return NULL;
}

static const struct {
    const char *kind, *list;
} found_in[] = {{"organisations", "organisations"}, {"buildings", "buildings"}, {"rooms", "rooms"}, {"programmes", "programmes"}, {"courses", "courses"},
                {"learning-components", "learning-components"}, {"learning-outcomes", "learning-outcomes"}, {"groups", "groups"}, {"persons", "persons"},
                {"academic-sessions", "academic-sessions"}, {"programme-offerings", "programmes/{p}/programme-offerings"},
                {"course-offerings", "courses/{c}/course-offerings"}, {"learning-component-offerings", "courses/{c}/learning-component-offerings"},
                {"learning-component-offering-associations", "persons/{t}/learning-component-offering-associations"},
                {"course-offering-associations", "persons/{t}/course-offering-associations"}};

static const char *id_of(struct work *w, const char *list, const char *token)
{
    int status;
    for (char *p; (p = strchr(list, '{')) != NULL;)
        list = take_text(w, "%.*s%s%s", (int)(p - list), list, id_of(w, p[1] == 'p' ? "programmes" : p[1] == 'c' ? "courses" : "persons", token), p + 3);
    json_t *j = ask(w, take_text(w, "/oeapi/v6/%s", list), token, &status);
    size_t which = strcmp(list, "organisations") == 0 ? 1 : strcmp(list, "academic-sessions") == 0 ? 3 : 0; /* the college; this year */
    const char *id = first_id(json_array_get(json_object_get(j, "items"), which));
    id = id != NULL ? take_text(w, "%s", id) : "none";
    json_decref(j);
    return id;
}

TEST(every_answer_is_as_the_open_education_api_describes_it)
{
    json_t *spec = description();
    if (spec == NULL)
        SKIP("there is no description of the Open Education API beside the data");
    given_all(w);
    const char *token = token_of(w, NULL, "people offers");
    int checked = 0, empty = 0;
    for (const struct route *r = oeapi_routes; r->path != NULL; r++) {
        const char *path = r->path, *there = published(w, spec, r->path), *code = strstr(path, "{code}");
        char why[600] = "the description has no such path";
        int status = 0;
        if (code != NULL) {
            const char *kind = path + strlen("/oeapi/v6/"), *id = "none";
            for (size_t i = 0; i < COUNT(found_in); i++)
                if (strlen(found_in[i].kind) == (size_t)(code - kind - 1) && strncmp(found_in[i].kind, kind, strlen(found_in[i].kind)) == 0)
                    id = id_of(w, found_in[i].list, token);
            path = take_text(w, "%.*s%s%s", (int)(code - path), path, id, code + 6);
        }
        json_t *j = ask(w, path, token, &status);
        bool ok = there != NULL && status == 200;
        /* Of this one path the description says that "items" is a single offering, where its text and all its like say a list. */
        if (ok && strcmp(there, "/academic-sessions/{academicSessionId}/course-offerings") == 0) {
            json_t *one, *schema = json_object_get(json_object_get(json_object_get(spec, "components"), "schemas"), "CourseOffering");
            size_t i;
            json_array_foreach(json_object_get(j, "items"), i, one) ok = ok && schema_fits(spec, schema, one, why, sizeof(why));
        } else {
            ok = ok && schema_fits(spec, schema_of(spec, there), j, why, sizeof(why));
        }
        if (!ok)
            printf("# %s (%d): %s\n", path, status, why);
        CHECK(ok);
        checked++;
        if (json_object_get(j, "items") != NULL && json_array_size(json_object_get(j, "items")) == 0) {
            if (strstr(path, "/programme-offering-associations") == NULL) /* learners are not known by person yet */
                printf("# nothing in %s\n", path);
            empty++;
        }
        json_decref(j);
    }
    CHECK(checked == 48 && empty == 1);
    json_decref(spec);
}

TEST(problems_are_as_it_describes_them)
{
    json_t *spec = description();
    if (spec == NULL)
        SKIP("there is no description of the Open Education API beside the data");
    given_all(w);
    static const struct {
        const char *path;
        int status;
    } tries[] = {{"persons", 401}, {"groups", 401}, {"organisations/none", 404}, {"organisations/12345678-0100-8000-8000-000000000066", 404}, {"organisations?pageSize=7", 400},
                 {"organisations?pageNumber=0", 400}, {"organisations?expand=parent", 400}, {"programmes?since=soon", 400}, {"academic-sessions/none", 404}};
    for (size_t i = 0; i < COUNT(tries); i++) {
        int status;
        char why[600];
        json_t *j = ask(w, take_text(w, "/oeapi/v6/%s", tries[i].path), NULL, &status);
        json_t *schema = json_object_get(json_object_get(json_object_get(spec, "components"), "schemas"), "Problem");
        bool ok = status == tries[i].status && schema_fits(spec, schema, j, why, sizeof(why));
        if (!ok)
            printf("# %s: %d %s\n", tries[i].path, status, why);
        CHECK(ok);
        json_decref(j);
    }
    json_decref(spec);
}

TEST(ids_lead_back_and_differ_from_those_of_another_region)
{
    given_all(w);
    int status;
    const char *id = id_of(w, "organisations", NULL);
    json_t *j = ask(w, take_text(w, "/oeapi/v6/organisations/%s", id), NULL, &status);
    SAME(json_string_value(json_object_get(j, "organisationId")), id);
    json_decref(j);
    CHECK(db_script(w, "UPDATE stamp SET value = value + 1 WHERE name = 'region'"));
    json_decref(ask(w, take_text(w, "/oeapi/v6/organisations/%s", id), NULL, &status));
    CHECK(status == 404);
    json_decref(ask(w, take_text(w, "/oeapi/v6/buildings/%s", id_of(w, "organisations", NULL)), NULL, &status));
    CHECK(status == 404); /* of another kind */
}

TEST(pages_of_a_list_follow_each_other)
{
    for (int i = 0; i < 23; i++)
        CHECK(db_run(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES ($1, $2, 'college', 'owner', 'X', 'x')",
                     ARGS(V(500 + i), V(take_text(w, "o%02d", i)))));
    size_t n = 0;
    for (int page = 1; page <= 3; page++) {
        int status;
        json_t *j = ask(w, take_text(w, "/oeapi/v6/organisations?pageNumber=%d", page), NULL, &status);
        n += json_array_size(json_object_get(j, "items"));
        CHECK(status == 200 && json_is_true(json_object_get(j, "hasNextPage")) == (page < 3) && json_is_true(json_object_get(j, "hasPreviousPage")) == (page > 1));
        json_decref(j);
    }
    CHECK(n == 23);
}

TEST(what_is_agreed_with_an_employer_is_not_told_to_anyone)
{
    given_all(w);
    int status;
    const char *module = id_of(w, "courses", NULL);
    const char *path = take_text(w, "/oeapi/v6/courses/%s/course-offerings", module);
    json_t *j = ask(w, path, NULL, &status), *all = ask(w, path, token_of(w, NULL, "offers"), &status), *emp = ask(w, path, token_of(w, "emp", "offers"), &status);
    CHECK(json_array_size(json_object_get(j, "items")) == 1);   /* the planned start */
    CHECK(json_array_size(json_object_get(all, "items")) == 2); /* and the offer */
    CHECK(json_array_size(json_object_get(emp, "items")) == 2);
    json_decref(j);
    json_decref(all);
    json_decref(emp);
}
