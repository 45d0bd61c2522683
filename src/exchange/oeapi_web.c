/* oeapi_web.c -- see oeapi_web.h: the paths of the Open Education API, paging, and what is asked. */
#include "exchange/oeapi_web.h"

#include "base/day.h"
#include "exchange/api_web.h"
#include "exchange/oeapi_private.h"
#include "exchange/oeapi_web_sql.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

/* A list, or one; under: of which object it is a part, and by which parameter of the statement that is asked. */
struct oe_path {
    const char *path;
    const struct oe_type *type;
    enum oe_kind under;
    enum { UNDER_NOTHING, UNDER_ORGANISATION, UNDER_OTHER, UNDER_TIME } by;
};

#define O "/oeapi/v6/"
static const struct oe_path paths[] = {
    {O "organisations", &oe_organisation}, {O "organisations/{code}", &oe_organisation},
    {O "organisations/{code}/programmes", &oe_programme, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "organisations/{code}/courses", &oe_course, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "organisations/{code}/learning-components", &oe_component, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "organisations/{code}/programme-offerings", &oe_programme_offering, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "organisations/{code}/course-offerings", &oe_course_offering, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "organisations/{code}/learning-component-offerings", &oe_lesson, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "organisations/{code}/groups", &oe_group, OE_ORGANISATION, UNDER_ORGANISATION},
    {O "buildings", &oe_building}, {O "buildings/{code}", &oe_building}, {O "buildings/{code}/rooms", &oe_room, OE_BUILDING, UNDER_OTHER},
    {O "rooms", &oe_room}, {O "rooms/{code}", &oe_room},
    {O "programmes", &oe_programme}, {O "programmes/{code}", &oe_programme}, {O "programmes/{code}/courses", &oe_course, OE_PROGRAMME, UNDER_OTHER},
    {O "programmes/{code}/programme-offerings", &oe_programme_offering, OE_PROGRAMME, UNDER_OTHER},
    {O "courses", &oe_course}, {O "courses/{code}", &oe_course}, {O "courses/{code}/learning-components", &oe_component, OE_COURSE, UNDER_OTHER},
    {O "courses/{code}/course-offerings", &oe_course_offering, OE_COURSE, UNDER_OTHER},
    {O "courses/{code}/learning-component-offerings", &oe_lesson, OE_COURSE, UNDER_OTHER},
    {O "learning-components", &oe_component}, {O "learning-components/{code}", &oe_component},
    {O "learning-components/{code}/learning-component-offerings", &oe_lesson, OE_COMPONENT, UNDER_OTHER},
    {O "learning-outcomes", &oe_outcome}, {O "learning-outcomes/{code}", &oe_outcome},
    {O "programme-offerings/{code}", &oe_programme_offering}, {O "course-offerings/{code}", &oe_course_offering},
    {O "learning-component-offerings/{code}", &oe_lesson},
    {O "groups", &oe_group}, {O "groups/{code}", &oe_group}, {O "groups/{code}/memberships", &oe_membership, OE_GROUP, UNDER_OTHER},
    {O "persons", &oe_person}, {O "persons/{code}", &oe_person},
    {O "persons/{code}/learning-component-offering-associations", &oe_lesson_person, OE_PERSON, UNDER_OTHER},
    {O "persons/{code}/course-offering-associations", &oe_course_person, OE_PERSON, UNDER_OTHER},
    {O "persons/{code}/programme-offering-associations", &oe_programme_person, OE_PERSON, UNDER_OTHER},
    {O "learning-component-offering-associations/{code}", &oe_lesson_person}, {O "course-offering-associations/{code}", &oe_course_person},
    {O "learning-component-offerings/{code}/learning-component-offering-associations", &oe_lesson_person, OE_LESSON, UNDER_ORGANISATION},
    {O "academic-sessions/{code}/programme-offerings", &oe_programme_offering, OE_SESSION, UNDER_TIME},
    {O "academic-sessions/{code}/course-offerings", &oe_course_offering, OE_SESSION, UNDER_TIME},
    {O "academic-sessions/{code}/learning-component-offerings", &oe_lesson, OE_SESSION, UNDER_TIME},
};

static const struct oe_path *path_of(const struct request *q)
{
    for (size_t i = 0; i < COUNT(paths); i++)
        if (strcmp(paths[i].path, q->route->path) == 0)
            return &paths[i];
    abort(); /* a route without its row here: ours to mend */
}

static bool bad(struct request *q, const char *why)
{
    q->reply->status = 400;
    return fail(q->w, NOT_VALID, "%s", why);
}

static bool begin(struct request *q, struct oe *o, struct json *j)
{
    const struct region_facts *f = web_region(q);
    *o = (struct oe){.w = q->w, .j = j, .region = db_one(q->w, OE_REGION, NO_ARGS, 0), .utc_offset_min = f->utc_offset_min, .currency = f->currency, .base = web_address(q, "")};
    return fine(q->w);
}

/* What is asked and would be left out is refused: a filter without effect would give what was not wanted. */
static bool known(struct request *q)
{
    static const char *const names[] = {"pageSize", "pageNumber", "primaryCode", "q", "since", "until", "consumer", "fields", "lang", "returnTimelineOverrides"};
    for (const struct form_value *v = q->query; v->name != NULL; v++) {
        bool is = false;
        for (size_t i = 0; i < COUNT(names); i++)
            is |= strcmp(names[i], v->name) == 0;
        if (!is)
            return bad(q, take_text(q->w, tr(q->w, "the parameter \"%s\" is not supported"), v->name));
    }
    return true;
}

static bool day_of_query(struct request *q, const char *name, int64_t *day)
{
    const char *s = web_text(q, name);
    char date[11] = "";
    int32_t on = 0;
    if (s == NULL || *s == '\0')
        return true;
    memcpy(date, s, strnlen(s, 10));
    if (!day_parse(date, &on))
        return bad(q, take_text(q->w, tr(q->w, "%s must be a day like 2027-03-01, not \"%s\""), name, s));
    *day = on;
    return true;
}

struct asked {
    int64_t size, page, id, second, organisation, other, since, until, whose;
    const char *code, *like;
};

static bool parent(struct request *q, const struct oe *o, const struct oe_path *p, struct asked *a)
{
    int64_t id, second;
    if (!oe_read(o, q->code[0], p->under, &id, &second))
        return fail(q->w, NOT_FOUND, tr(q->w, "there is no object \"%s\""), q->code[0]);
    if (p->by == UNDER_ORGANISATION)
        a->organisation = id;
    else if (p->by == UNDER_OTHER)
        a->other = id, a->second = second;
    else {
        a->since = second == 2 ? day_of((int)id + 1, 2, 1) : day_of((int)id, 9, 1);
        a->until = second == 1 ? day_of((int)id + 1, 1, 31) : day_of((int)id + 1, 8, 31);
    }
    return true;
}

static bool asked(struct request *q, const struct oe *o, const struct oe_path *p, struct asked *a)
{
    static const int64_t sizes[] = {10, 20, 50, 100, 250};
    bool fits = false;
    *a = (struct asked){.code = web_text(q, "primaryCode"), .like = web_like(q->w, web_text(q, "q"))};
    a->code = a->code != NULL ? a->code : "";
    a->size = web_int(q, "pageSize", 10, 1, 250);
    a->page = web_int(q, "pageNumber", 1, 1, 1000000);
    for (size_t i = 0; i < COUNT(sizes); i++)
        fits |= sizes[i] == a->size;
    if (!fine(q->w) || !fits)
        return bad(q, tr(q->w, "pageSize is 10, 20, 50, 100 or 250, pageNumber from 1"));
    /* Of offers only those with the right to see them are told, even where the rest is for anyone. */
    a->whose = p->type->scope != NULL || (q->scopes != NULL && strstr(q->scopes, "offers") != NULL) ? api_whose(q) : -1;
    return known(q) && day_of_query(q, "since", &a->since) && day_of_query(q, "until", &a->until) && (p->by == UNDER_NOTHING || parent(q, o, p, a));
}

static struct rows ask(struct work *w, const struct oe_path *p, const struct asked *a, int64_t most, int64_t skip)
{
    return db_rows(w, p->type->sql, ARGS(V(most), V(skip), V(a->id), V(a->organisation), V(a->other), V(a->code), V(a->like), V(a->since), V(a->until), V(a->whose), V(a->second)));
}

static void paged(struct json *j, int64_t size, int64_t page, bool more)
{
    json_put_int(j, "pageSize", size);
    json_put_int(j, "pageNumber", page);
    json_put_bool(j, "hasPreviousPage", page > 1);
    json_put_bool(j, "hasNextPage", more);
}

static bool list(struct request *q)
{
    const struct oe_path *p = path_of(q);
    struct text t = TEXT((size_t)64 << 20);
    struct json j = json_to(&t);
    struct oe o;
    struct asked a;
    if (!api_allowed(q, p->type->scope) || !begin(q, &o, &j) || !asked(q, &o, p, &a))
        return false;
    int64_t n = 0;
    json_begin_object(&j);
    json_key(&j, "items"), json_begin_array(&j);
    struct rows r = ask(q->w, p, &a, a.size + 1, (a.page - 1) * a.size);
    while (n < a.size && db_next(&r)) {
        json_begin_object(&j);
        p->type->write(&o, &r);
        json_end_object(&j);
        n++;
    }
    bool more = n == a.size && db_next(&r);
    db_done(&r);
    json_end_array(&j);
    paged(&j, a.size, a.page, more);
    json_end_object(&j);
    return api_done(q, &t);
}

static bool one(struct request *q)
{
    const struct oe_path *p = path_of(q);
    struct text t = TEXT((size_t)64 << 20);
    struct json j = json_to(&t);
    struct oe o;
    if (!api_allowed(q, p->type->scope) || !begin(q, &o, &j) || !known(q))
        return false;
    struct asked a = {.code = "", .like = ""};
    a.whose = p->type->scope != NULL || (q->scopes != NULL && strstr(q->scopes, "offers") != NULL) ? api_whose(q) : -1;
    bool found = oe_read(&o, q->code[0], p->type->kind, &a.id, &a.second);
    struct rows r = ask(q->w, p, &a, 1, 0);
    if (!found || !db_next(&r)) {
        db_done(&r);
        return fail(q->w, NOT_FOUND, tr(q->w, "there is no object \"%s\""), q->code[0]);
    }
    json_begin_object(&j);
    p->type->write(&o, &r);
    json_end_object(&j);
    db_done(&r);
    return api_done(q, &t);
}

/* ---------------------------------------------------------------- the service, and sessions */

static bool service(struct request *q)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    const char *contact = "";
    struct rows r = db_rows(q->w, OE_CONTACT, NO_ARGS);
    if (db_next(&r))
        contact = db_text(&r, 0);
    db_done(&r);
    json_begin_object(&j);
    json_put_text(&j, "contactEmail", *contact != '\0' ? contact : "nobody@invalid.example");
    json_put_text(&j, "specification", "https://openonderwijsapi.nl/specification/v6/");
    if (*web_address(q, "") != '\0')
        json_put_text(&j, "documentation", web_address(q, "/api/openapi.json"));
    json_key(&j, "supportedOperations"), json_begin_array(&j);
    for (size_t i = 0; i < COUNT(paths); i++) {
        json_begin_object(&j);
        json_key(&j, "verbs"), json_begin_array(&j), json_add_text(&j, "GET"), json_end_array(&j);
        json_put_text(&j, "path", paths[i].path + strlen("/oeapi/v6"));
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    return api_done(q, &t);
}

static int this_year(struct request *q)
{
    int year, month, mday;
    day_split(web_region(q)->today_on, &year, &month, &mday);
    return month >= 9 ? year : year - 1;
}

/* The year before, this one and the two to come, each with its halves. */
static bool sessions(struct request *q)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    struct oe o;
    static const struct oe_path none = {.type = &oe_organisation};
    struct asked a;
    if (!begin(q, &o, &j) || !asked(q, &o, &none, &a))
        return false;
    int first = this_year(q) - 1;
    int64_t from = (a.page - 1) * a.size, all = 4 * 3;
    json_begin_object(&j);
    json_key(&j, "items"), json_begin_array(&j);
    for (int64_t i = from; i < all && i < from + a.size; i++)
        oe_session(&o, first + (int)(i / 3), (int)(i % 3));
    json_end_array(&j);
    paged(&j, a.size, a.page, from + a.size < all);
    json_end_object(&j);
    return api_done(q, &t);
}

static bool session(struct request *q)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    struct oe o;
    int64_t year, half;
    if (!begin(q, &o, &j))
        return false;
    if (!oe_read(&o, q->code[0], OE_SESSION, &year, &half) || year < 1990 || year > 2200 || half > 2)
        return fail(q->w, NOT_FOUND, tr(q->w, "there is no object \"%s\""), q->code[0]);
    oe_session(&o, (int)year, (int)half);
    return api_done(q, &t);
}

#define JSON "application/json"
#define LIST(path) {GET, O path, ANYONE, list, TR("Open Education API"), NULL, JSON}
#define ONE(path)  {GET, O path "/{code}", ANYONE, one, TR("Open Education API"), NULL, JSON}

const struct route oeapi_routes[] = {
    {GET, "/oeapi/v6", ANYONE, service, TR("Open Education API: what is supported"), NULL, JSON},
    {GET, O "academic-sessions", ANYONE, sessions, TR("Open Education API"), NULL, JSON},
    {GET, O "academic-sessions/{code}", ANYONE, session, TR("Open Education API"), NULL, JSON},
    LIST("organisations"), ONE("organisations"), LIST("organisations/{code}/programmes"), LIST("organisations/{code}/courses"),
    LIST("organisations/{code}/learning-components"), LIST("organisations/{code}/programme-offerings"), LIST("organisations/{code}/course-offerings"),
    LIST("organisations/{code}/learning-component-offerings"), LIST("organisations/{code}/groups"),
    LIST("buildings"), ONE("buildings"), LIST("buildings/{code}/rooms"), LIST("rooms"), ONE("rooms"),
    LIST("programmes"), ONE("programmes"), LIST("programmes/{code}/courses"), LIST("programmes/{code}/programme-offerings"),
    LIST("courses"), ONE("courses"), LIST("courses/{code}/learning-components"), LIST("courses/{code}/course-offerings"),
    LIST("courses/{code}/learning-component-offerings"),
    LIST("learning-components"), ONE("learning-components"), LIST("learning-components/{code}/learning-component-offerings"),
    LIST("learning-outcomes"), ONE("learning-outcomes"), ONE("programme-offerings"), ONE("course-offerings"), ONE("learning-component-offerings"),
    LIST("groups"), ONE("groups"), LIST("groups/{code}/memberships"), LIST("persons"), ONE("persons"),
    LIST("persons/{code}/learning-component-offering-associations"), LIST("persons/{code}/course-offering-associations"),
    LIST("persons/{code}/programme-offering-associations"), ONE("learning-component-offering-associations"), ONE("course-offering-associations"),
    LIST("learning-component-offerings/{code}/learning-component-offering-associations"),
    LIST("academic-sessions/{code}/programme-offerings"), LIST("academic-sessions/{code}/course-offerings"),
    LIST("academic-sessions/{code}/learning-component-offerings"),
    {0},
};
