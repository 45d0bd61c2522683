/* openapi_web.c -- the API's description, OpenAPI 3.1, made from the tables by which it is answered. */
#include "exchange/api_web.h"

#include "codec/json.h"
#include "view/words.h"

#include <stdio.h>
#include <string.h>

static void ref(struct json *j, const char *where, const char *name)
{
    char path[160];
    snprintf(path, sizeof(path), "#/components/%s/%s", where, name);
    json_put_text(j, "$ref", path);
}

static void type(struct json *j, const char *name, bool null)
{
    json_key(j, "type");
    if (null) {
        json_begin_array(j);
        json_add_text(j, name);
        json_add_text(j, "null");
        json_end_array(j);
    } else {
        json_add_text(j, name);
    }
}

static void properties(struct json *j, const struct api_field *f);

static void schema(struct json *j, const struct api_field *f, bool key)
{
    bool null = !key && f->kind != API_NAME && f->kind != API_WORDS && f->kind != API_ROWS;
    json_begin_object(j);
    if (f->help != NULL)
        json_put_text(j, "description", f->help);
    switch (f->kind) {
    case API_INT:
    case API_MONEY: type(j, "integer", null); break;
    case API_REAL: type(j, "number", null); break;
    case API_FLAG: type(j, "boolean", null); break;
    case API_DAY: type(j, "string", null), json_put_text(j, "format", "date"); break;
    case API_INSTANT: type(j, "string", null), json_put_text(j, "format", "date-time"); break;
    case API_WALL: type(j, "string", null), json_put_text(j, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"); break;
    case API_CLOCK: type(j, "string", null), json_put_text(j, "pattern", "^[0-9]{2}:[0-9]{2}$"); break;
    case API_TEXT: type(j, "string", null); break;
    case API_WORDS:
        type(j, "array", false);
        json_key(j, "items"), json_begin_object(j), json_put_text(j, "type", "string"), json_end_object(j);
        break;
    case API_NAME:
        json_key(j, "allOf"), json_begin_array(j), json_begin_object(j), ref(j, "schemas", "Name"), json_end_object(j), json_end_array(j);
        break;
    case API_ROWS:
        type(j, "array", false);
        json_key(j, "items"), json_begin_object(j), properties(j, f->rows->field), json_end_object(j);
        break;
    }
    json_end_object(j);
}

static void properties(struct json *j, const struct api_field *all)
{
    json_put_text(j, "type", "object");
    json_key(j, "required"), json_begin_array(j);
    for (const struct api_field *f = all; f->name != NULL; f++)
        json_add_text(j, f->name);
    json_end_array(j);
    json_key(j, "properties"), json_begin_object(j);
    for (const struct api_field *f = all; f->name != NULL; f++) {
        json_key(j, f->name);
        schema(j, f, f == all && strcmp(f->name, "code") == 0);
    }
    json_end_object(j);
    json_put_bool(j, "additionalProperties", false);
}

static void parameter(struct json *j, const char *name, const char *in, bool must, const char *help, const char *type_name, const char *format, int64_t most)
{
    json_begin_object(j);
    json_put_text(j, "name", name);
    json_put_text(j, "in", in);
    json_put_bool(j, "required", must);
    json_put_text(j, "description", help);
    json_key(j, "schema"), json_begin_object(j);
    json_put_text(j, "type", type_name);
    if (format != NULL)
        json_put_text(j, "format", format);
    if (most > 0) {
        json_put_int(j, "minimum", 1);
        json_put_int(j, "maximum", most);
    }
    json_end_object(j);
    json_end_object(j);
}

static void response(struct json *j, const char *status, const char *name)
{
    json_key(j, status), json_begin_object(j), ref(j, "responses", name), json_end_object(j);
}

static void answers(struct json *j, const struct api *a, bool list)
{
    char name[96];
    json_key(j, "responses"), json_begin_object(j);
    json_key(j, "200"), json_begin_object(j);
    json_put_text(j, "description", list ? "a page of them" : "it");
    json_key(j, "headers"), json_begin_object(j), json_key(j, "ETag"), json_begin_object(j), ref(j, "headers", "ETag"), json_end_object(j), json_end_object(j);
    json_key(j, "content"), json_begin_object(j), json_key(j, "application/json"), json_begin_object(j), json_key(j, "schema"), json_begin_object(j);
    snprintf(name, sizeof(name), list ? "%sList" : "%s", a->noun);
    ref(j, "schemas", name);
    json_end_object(j), json_end_object(j), json_end_object(j);
    json_end_object(j);
    if (a->takes == NULL)
        json_key(j, "304"), json_begin_object(j), json_put_text(j, "description", "unchanged since the ETag sent as If-None-Match"), json_end_object(j);
    if (a->scope != NULL) {
        response(j, "401", "Problem");
        response(j, "403", "Problem");
    }
    if (!list)
        response(j, "404", "Problem");
    response(j, "422", "Problem");
    json_end_object(j);
}

static void operation(struct json *j, const struct route *r)
{
    const struct api *a = r->api;
    bool list = strstr(r->path, "{code}") == NULL;
    char id[96];
    bool post = r->method == POST;
    list = list && !post;
    snprintf(id, sizeof(id), "%s%s", list ? "list" : post ? "put" : "get", a->noun);
    json_key(j, post ? "post" : "get"), json_begin_object(j);
    json_put_text(j, "operationId", id);
    json_put_text(j, "summary", a->help);
    json_key(j, "tags"), json_begin_array(j), json_add_text(j, a->noun), json_end_array(j);
    json_key(j, "security"), json_begin_array(j);
    if (a->scope != NULL) {
        json_begin_object(j), json_key(j, "token"), json_begin_array(j), json_end_array(j), json_end_object(j);
    } else {
        json_begin_object(j), json_end_object(j);
    }
    json_end_array(j);
    if (a->scope != NULL) {
        char say[96];
        snprintf(say, sizeof(say), "Needs the scope `%s`.", a->scope);
        json_put_text(j, "description", say);
    }
    json_key(j, "parameters"), json_begin_array(j);
    if (list) {
        parameter(j, "after", "query", false, "the code after which the page begins; taken from `next`", "string", NULL, 0);
        parameter(j, "limit", "query", false, "most items on the page", "integer", NULL, 500);
        for (const struct api_param *p = a->param; p != NULL && p->name != NULL; p++)
            parameter(j, p->name, "query", false, p->help, p->kind == API_INT ? "integer" : "string", p->kind == API_DAY ? "date" : NULL, 0);
    } else {
        parameter(j, "code", "path", true, "its code", "string", NULL, 0);
    }
    json_end_array(j);
    if (post) {
        json_key(j, "requestBody"), json_begin_object(j), json_put_bool(j, "required", true);
        json_key(j, "content"), json_begin_object(j), json_key(j, a->takes), json_begin_object(j), json_key(j, "schema"), json_begin_object(j);
        json_put_text(j, "type", "string");
        json_end_object(j), json_end_object(j), json_end_object(j), json_end_object(j);
    }
    answers(j, a, list);
    json_end_object(j);
}

static bool is_first(struct request *q, const struct route *const *table, const struct route *r)
{
    for (const struct route *const *t = q->tables; t <= table; t++)
        for (const struct route *x = *t; x->path != NULL && x != r; x++)
            if (x->api == r->api)
                return false;
    return true;
}

static void list_schema(struct json *j, const struct api *a)
{
    char name[96];
    snprintf(name, sizeof(name), "%sList", a->noun);
    json_key(j, name), json_begin_object(j);
    json_put_text(j, "type", "object");
    json_key(j, "required"), json_begin_array(j), json_add_text(j, "items"), json_add_text(j, "next"), json_end_array(j);
    json_key(j, "properties"), json_begin_object(j);
    json_key(j, "items"), json_begin_object(j), json_put_text(j, "type", "array");
    json_key(j, "items"), json_begin_object(j), ref(j, "schemas", a->noun), json_end_object(j), json_end_object(j);
    json_key(j, "next"), json_begin_object(j), type(j, "string", true), json_put_text(j, "description", "address of the next page; null: this is the last"), json_end_object(j);
    json_end_object(j);
    json_end_object(j);
}

static void fixed(struct json *j)
{
    json_key(j, "Name"), json_begin_object(j), json_put_text(j, "type", "object"), json_put_text(j, "description", "a text in Russian, English or both");
    json_key(j, "properties"), json_begin_object(j);
    json_key(j, "ru"), json_begin_object(j), json_put_text(j, "type", "string"), json_end_object(j);
    json_key(j, "en"), json_begin_object(j), json_put_text(j, "type", "string"), json_end_object(j);
    json_end_object(j), json_put_bool(j, "additionalProperties", false), json_end_object(j);
    json_key(j, "Problem"), json_begin_object(j), json_put_text(j, "type", "object"), json_put_text(j, "description", "RFC 9457");
    json_key(j, "required"), json_begin_array(j), json_add_text(j, "title"), json_add_text(j, "status"), json_end_array(j);
    json_key(j, "properties"), json_begin_object(j);
    static const char *const texts[] = {"type", "title", "detail"};
    for (size_t i = 0; i < COUNT(texts); i++)
        json_key(j, texts[i]), json_begin_object(j), json_put_text(j, "type", "string"), json_end_object(j);
    json_key(j, "status"), json_begin_object(j), json_put_text(j, "type", "integer"), json_end_object(j);
    json_end_object(j), json_end_object(j);
}

static void components(struct json *j, struct request *q)
{
    json_key(j, "components"), json_begin_object(j);
    json_key(j, "securitySchemes"), json_begin_object(j), json_key(j, "token"), json_begin_object(j);
    json_put_text(j, "type", "http"), json_put_text(j, "scheme", "bearer");
    json_put_text(j, "description", "an access token, made by `cavt token add` or on the page /token");
    json_end_object(j), json_end_object(j);
    json_key(j, "headers"), json_begin_object(j), json_key(j, "ETag"), json_begin_object(j), json_put_text(j, "description", "what the answer is known by; send it as If-None-Match");
    json_key(j, "schema"), json_begin_object(j), json_put_text(j, "type", "string"), json_end_object(j), json_end_object(j), json_end_object(j);
    json_key(j, "responses"), json_begin_object(j), json_key(j, "Problem"), json_begin_object(j), json_put_text(j, "description", "why not, in one sentence");
    json_key(j, "content"), json_begin_object(j), json_key(j, "application/problem+json"), json_begin_object(j), json_key(j, "schema"), json_begin_object(j);
    ref(j, "schemas", "Problem");
    json_end_object(j), json_end_object(j), json_end_object(j), json_end_object(j), json_end_object(j);
    json_key(j, "schemas"), json_begin_object(j);
    fixed(j);
    for (const struct route *const *t = q->tables; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            if (r->api == NULL || !is_first(q, t, r))
                continue;
            json_key(j, r->api->noun), json_begin_object(j), properties(j, r->api->field), json_end_object(j);
            if (r->method == GET)
                list_schema(j, r->api);
        }
    json_end_object(j);
    json_end_object(j);
}

static void heading(struct json *j, struct request *q)
{
    json_put_text(j, "openapi", "3.1.0");
    json_key(j, "info"), json_begin_object(j);
    json_put_text(j, "title", "cavt");
    json_put_text(j, "version", "1");
    json_put_text(j, "summary", "What a Center for Advanced Vocational Training and its partners have and do");
    json_put_text(j, "description", "Times are on the region's own clock unless they end with Z; money is in the smallest unit of the region's currency; "
                                    "hours_ah are academic hours of 45 minutes.");
    json_key(j, "license"), json_begin_object(j), json_put_text(j, "name", "Apache-2.0"), json_put_text(j, "identifier", "Apache-2.0"), json_end_object(j);
    json_end_object(j);
    json_key(j, "servers"), json_begin_array(j), json_begin_object(j), json_put_text(j, "url", *web_address(q, "") != '\0' ? web_address(q, "") : "/"), json_end_object(j), json_end_array(j);
}

static bool description(struct request *q)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    heading(&j, q);
    json_key(&j, "paths"), json_begin_object(&j);
    for (const struct route *const *tables = q->tables; *tables != NULL; tables++)
        for (const struct route *r = *tables; r->path != NULL; r++)
            if (r->api != NULL) {
                json_key(&j, r->path), json_begin_object(&j);
                operation(&j, r);
                json_end_object(&j);
            }
    json_end_object(&j);
    components(&j, q);
    json_end_object(&j);
    return api_done(q, &t);
}

const struct route openapi_routes[] = {
    {GET, "/api/openapi.json", ANYONE, description, TR("The description of the API, OpenAPI 3.1"), NULL, "application/json"},
    {0},
};
