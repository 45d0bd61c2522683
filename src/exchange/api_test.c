/* api_test.c -- every collection answers as its own description says; tokens open what they should and nothing else. */
#include "app/pages.h"
#include "exchange/access.h"
#include "exchange/access_web.h"
#include "exchange/api_web.h"
#include "test/given_offer.h"
#include "test/schema.h"
#include "test/test.h"

#include <jansson.h>
#include <stdlib.h>

struct asked {
    int status;
    json_t *json;
    const char *fields, *type;
};

static struct asked ask(struct work *w, const char *path, const char *query, const char *token)
{
    struct work *mine = work_begin(w->db, 0, w->now);
    struct visit v = {.path = path, .query = query, .languages = "en", .bearer = access_bearer, .base = "https://x.example",
                      .authorization = token != NULL ? take_text(w, "Bearer %s", token) : NULL};
    struct reply r = web_answer(mine, pages_routes, &v);
    struct asked a = {r.status, json_loadb(r.body.text, r.body.used, 0, NULL), r.fields != NULL ? take_text(w, "%s", r.fields) : "", take_text(w, "%s", r.type)};
    if (a.json == NULL)
        printf("# %s (%d) is no JSON: %.200s\n", path, r.status, r.body.text);
    work_end(mine);
    return a;
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
        "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding');"
        "INSERT INTO module_competence (module_id, competence_id, level) VALUES (141, 901, 2);"
        "INSERT INTO programme (id, code, version, organisation_id, kind, name_en, name_fold, state, audience) VALUES (902, 'p', 1, 102, 'upskilling', 'P', 'p', 'approved', 'employed;student');"
        "INSERT INTO programme_module (programme_id, module_id, position) VALUES (902, 141, 1);"
        "INSERT INTO start (id, code, programme_id, starts_on, ends_on, weekdays, from_min, to_min, seats, taken, state) VALUES (903, 's', 902, 20900, 20910, '12345', 540, 600, 5, 0, 'open');"
        "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at) VALUES (904, 131, 0, 40000000, 40000060, 1, 'booked', 0, 0)"));
}

/* The schema that the description gives for a path's answer. */
static json_t *schema_of(json_t *api, const char *path)
{
    json_t *s = json_object_get(json_object_get(json_object_get(json_object_get(api, "paths"), path), "get"), "responses");
    s = json_object_get(json_object_get(json_object_get(json_object_get(s, "200"), "content"), "application/json"), "schema");
    return s;
}

TEST(every_collection_answers_as_it_is_described)
{
    given_all(w);
    const char *token = token_of(w, NULL, "people,orders,offers,bookings");
    struct asked api = ask(w, "/api/openapi.json", NULL, NULL);
    CHECK(api.status == 200);
    int collections = 0;
    for (const struct route *r = api_routes; r->path != NULL; r++) {
        char why[600];
        if (strchr(r->path, '{') != NULL)
            continue;
        struct asked a = ask(w, r->path, NULL, token);
        json_t *items = json_object_get(a.json, "items"), *schema = schema_of(api.json, r->path);
        const char *code = json_string_value(json_object_get(json_array_get(items, 0), "code"));
        if (a.status != 200 || schema == NULL || json_array_size(items) == 0 || code == NULL || !schema_fits(api.json, schema, a.json, why, sizeof(why))) {
            printf("# %s (%d): %zu items, %s\n", r->path, a.status, json_array_size(items), why);
            CHECK(!"the list is as described and has something in it");
            continue;
        }
        struct asked one = ask(w, take_text(w, "%s/%s", r->path, code), NULL, token);
        bool fits = one.status == 200 && schema_fits(api.json, schema_of(api.json, take_text(w, "%s/{code}", r->path)), one.json, why, sizeof(why));
        if (!fits)
            printf("# %s/%s (%d): %s\n", r->path, code, one.status, why);
        CHECK(fits && json_equal(one.json, json_array_get(items, 0)));
        json_decref(one.json);
        json_decref(a.json);
        collections++;
    }
    CHECK(collections == 12);
    json_decref(api.json);
}

/* Whatever is pointed to is there, and every operation has a name of its own. */
static void walk(json_t *root, json_t *at, struct work *w, int *refs)
{
    const char *key, *ref = json_string_value(json_object_get(at, "$ref"));
    json_t *one, *there = root;
    size_t i;
    if (ref != NULL) {
        ++*refs;
        CHECK(strncmp(ref, "#/", 2) == 0);
        for (const char *p = ref + 2; there != NULL && *p != '\0'; p += strcspn(p, "/") + (p[strcspn(p, "/")] == '/'))
            there = json_object_get(there, take_copy(w, p, strcspn(p, "/")));
        if (there == NULL)
            printf("# %s\n", ref);
        CHECK(there != NULL);
    }
    json_object_foreach(at, key, one) walk(root, one, w, refs);
    json_array_foreach(at, i, one) walk(root, one, w, refs);
}

TEST(the_description_is_whole)
{
    struct asked api = ask(w, "/api/openapi.json", NULL, NULL);
    int refs = 0, paths = 0;
    const char *path;
    json_t *one;
    SAME(json_string_value(json_object_get(api.json, "openapi")), "3.1.0");
    walk(api.json, api.json, w, &refs);
    CHECK(refs > 50);
    json_t *seen = json_object();
    json_object_foreach(json_object_get(api.json, "paths"), path, one)
    {
        json_t *post = json_object_get(one, "post");
        const char *id = json_string_value(json_object_get(post != NULL ? post : json_object_get(one, "get"), "operationId"));
        CHECK(id != NULL && json_object_get(seen, id) == NULL);
        json_object_set_new(seen, id, json_true());
        CHECK(post != NULL ? strncmp(id, "put", 3) == 0 : (strchr(path, '{') != NULL) == (strncmp(id, "get", 3) == 0));
        paths++;
    }
    CHECK(paths == 25);
    json_decref(seen);
    json_decref(api.json);
}

TEST(a_list_is_read_page_by_page_without_gap_or_double)
{
    for (int i = 0; i < 7; i++)
        CHECK(db_run(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES ($1, $2, 'college', 'owner', 'X', 'x')",
                     ARGS(V(500 + i), V(take_text(w, "o%d&?", i)))));
    const char *query = "limit=3", *codes = "";
    for (int pages = 0; query != NULL && pages < 9; pages++) {
        struct asked a = ask(w, "/api/v1/organisations", query, NULL);
        CHECK(a.status == 200);
        json_t *one;
        size_t i;
        json_array_foreach(json_object_get(a.json, "items"), i, one) codes = take_text(w, "%s%.2s ", codes, json_string_value(json_object_get(one, "code")));
        const char *next = json_string_value(json_object_get(a.json, "next"));
        CHECK((next != NULL) == (strstr(a.fields, "rel=\"next\"") != NULL));
        query = next != NULL ? take_text(w, "%s", strchr(next, '?') + 1) : NULL;
        json_decref(a.json);
    }
    SAME(codes, "o0 o1 o2 o3 o4 o5 o6 ");
}

static int status(struct work *w, const char *path, const char *query, const char *token)
{
    struct asked a = ask(w, path, query, token);
    if (a.status >= 400) {
        SAME(a.type, "application/problem+json");
        CHECK(json_integer_value(json_object_get(a.json, "status")) == a.status && *json_string_value(json_object_get(a.json, "detail")) != '\0');
    }
    json_decref(a.json);
    return a.status;
}

TEST(what_is_asked_wrongly_is_said_to_be_wrong)
{
    CHECK(status(w, "/api/v1/organisations/nobody", NULL, NULL) == 404);
    CHECK(status(w, "/api/v1/nothing", NULL, NULL) == 404);
    CHECK(status(w, "/api/v1/organisations", "limit=0", NULL) == 422);
    CHECK(status(w, "/api/v1/organisations", "limit=100000", NULL) == 422);
    CHECK(status(w, "/api/v1/organisations", "kindd=college", NULL) == 422); /* a filter misspelt would give everything */
    CHECK(status(w, "/api/v1/starts", "from=soon", NULL) == 422);
    CHECK(status(w, "/api/v1/starts", "from=2027-01-01", NULL) == 200);
}

TEST(a_token_opens_what_its_scopes_say_and_only_while_it_is_good)
{
    given_all(w);
    CHECK(status(w, "/api/v1/orders", NULL, NULL) == 401);
    CHECK(status(w, "/api/v1/orders", NULL, "cavt_wrong") == 401);
    CHECK(status(w, "/api/v1/organisations", NULL, "cavt_wrong") == 401); /* even where none is needed */
    const char *people = token_of(w, NULL, "people"), *orders = token_of(w, NULL, "orders"), *code;
    CHECK(status(w, "/api/v1/orders", NULL, people) == 403);
    CHECK(status(w, "/api/v1/orders", NULL, orders) == 200);
    CHECK(db_script(w, "UPDATE access_token SET expires_at = 5"));
    CHECK(status(w, "/api/v1/orders", NULL, orders) == 401);
    CHECK(db_script(w, "UPDATE access_token SET expires_at = NULL"));
    CHECK(status(w, "/api/v1/orders", NULL, orders) == 200);
    CHECK(db_one(w, "SELECT count(*) FROM access_token WHERE hash LIKE 'cavt%'", NO_ARGS, -1) == 0); /* the secret is not stored */
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE object = 'access_token' AND (after LIKE '%cavt_%' OR before LIKE '%cavt_%')", NO_ARGS, -1) == 0);
    struct rows r = db_rows(w, "SELECT code FROM access_token ORDER BY id DESC LIMIT 1", NO_ARGS);
    CHECK(db_next(&r));
    code = db_text(&r, 0);
    db_done(&r);
    CHECK(access_revoke(w, code) && access_revoke(w, code));
    CHECK(status(w, "/api/v1/orders", NULL, orders) == 401);
    CHECK(!access_revoke(w, "token-0") && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
    const char *token;
    CHECK(!access_make(w, &(struct access_new){.name = "x", .scopes = "everything"}, &token, &code) && w->err.fault == NOT_VALID);
    w->err = (struct err){0};
    CHECK(!access_make(w, &(struct access_new){.name = "x", .organisation = "nobody", .scopes = ""}, &token, &code) && w->err.fault == NOT_FOUND);
}

static int put_calendar(struct work *w, const char *resource, const char *type, const char *body, const char *token)
{
    struct work *mine = work_begin(w->db, 0, w->now);
    struct visit v = {.method = POST, .path = take_text(w, "/api/v1/resources/%s/calendar", resource), .languages = "en", .type = type, .body = body, .body_n = strlen(body),
                      .bearer = access_bearer, .authorization = token != NULL ? take_text(w, "Bearer %s", token) : NULL};
    struct reply r = web_answer(mine, pages_routes, &v);
    int status = r.status;
    if (status == 200) {
        json_t *j = json_loadb(r.body.text, r.body.used, 0, NULL);
        CHECK(json_integer_value(json_object_get(j, "times")) == 1 || json_is_true(json_object_get(j, "same")));
        json_decref(j);
    }
    work_end(mine);
    return status;
}

TEST(a_calendar_is_put_by_its_owner_s_token_alone)
{
    static const char own[] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270201T090000\r\nDTEND:20270201T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    given_all(w);
    const char *col = token_of(w, "col", "calendars"), *uni = token_of(w, "uni", "calendars"), *reader = token_of(w, "col", "bookings"), *centre = token_of(w, NULL, "calendars");
    CHECK(put_calendar(w, "hall-1", "text/calendar", own, NULL) == 403);
    CHECK(put_calendar(w, "hall-1", "text/calendar", own, uni) == 403);
    CHECK(put_calendar(w, "hall-1", "text/calendar", own, reader) == 403);
    CHECK(put_calendar(w, "hall-1", "application/json", own, col) == 415);
    CHECK(put_calendar(w, "hall-1", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", col) == 422);
    CHECK(db_one(w, "SELECT count(*) FROM busy", NO_ARGS, 0) == 0);
    CHECK(put_calendar(w, "hall-1", "text/calendar; charset=utf-8", own, col) == 200);
    CHECK(put_calendar(w, "hall-1", "text/calendar", own, centre) == 200);
    CHECK(db_one(w, "SELECT count(*) FROM busy", NO_ARGS, 0) == 1);
}

TEST(a_token_of_an_organisation_sees_what_concerns_it)
{
    given_all(w);
    static const struct {
        const char *organisation, *path;
        size_t items;
    } tries[] = {
        {"emp", "/api/v1/orders", 1}, {"col", "/api/v1/bookings", 1}, {"uni", "/api/v1/bookings", 0}, {"uni", "/api/v1/staff", 1}, {"emp", "/api/v1/staff", 0},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct asked a = ask(w, tries[i].path, NULL, token_of(w, tries[i].organisation, "orders bookings people offers"));
        size_t n = json_array_size(json_object_get(a.json, "items"));
        if (a.status != 200 || (n > 0) != (tries[i].items > 0)) {
            printf("# %s %s: %d, %zu\n", tries[i].organisation, tries[i].path, a.status, n);
            CHECK(!"an organisation's token sees its own and nothing else");
        }
        json_decref(a.json);
    }
}
