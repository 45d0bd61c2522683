/* json_test.c -- what is written reads back, here with jansson as the judge. */
#include "codec/json.h"
#include "test/test.h"

#include <jansson.h>
#include <math.h>

PURE(json_is_written_with_its_commas_and_escapes)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_put_text(&j, "a", "x\"\\\n\t\x01<b>");
    json_put_int(&j, "n", INT64_MIN);
    json_key(&j, "empty"), json_begin_array(&j), json_end_array(&j);
    json_key(&j, "list"), json_begin_array(&j);
    json_add_int(&j, 1), json_add_bool(&j, true), json_add_null(&j), json_add_real(&j, 0.1),
        json_add_real(&j, NAN), json_add_real(&j, 1e21);
    json_end_array(&j);
    json_put_text(&j, "none", NULL);
    json_put_text(&j, "имя", "Кемерово");
    json_end_object(&j);
    SAME(t.s, "{\"a\":\"x\\\"\\\\\\n\\t\\u0001\\u003cb>\",\"n\":-9223372036854775808,\"empty\":[],"
              "\"list\":[1,true,null,0.1,null,1e+21],\"none\":null,\"имя\":\"Кемерово\"}");
    text_free(&t);
}

PURE(json_made_pretty_is_the_same_value)
{
    struct text t = TEXT(0);
    struct json j = json_pretty(&t);
    json_begin_object(&j);
    json_put_int(&j, "a", 1);
    json_key(&j, "b"), json_begin_array(&j), json_add_text(&j, "c"), json_end_array(&j);
    json_end_object(&j);
    SAME(t.s, "{\n  \"a\": 1,\n  \"b\": [\n    \"c\"\n  ]\n}\n");
    text_free(&t);
}

PURE(json_of_any_bytes_is_valid_json)
{
    static const char raw[] = "ok \xFF\xC0\x80 \xED\xA0\x80 \xD0\x9A \xF0\x9F\x98\x80 \xD0";
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_array(&j);
    json_add_bytes(&j, raw, sizeof(raw)); /* with its NUL */
    json_end_array(&j);
    json_t *root = json_loadb(t.s, t.n, JSON_ALLOW_NUL, NULL);
    CHECK(root != NULL);
    const char *back = json_string_value(json_array_get(root, 0));
    CHECK(back != NULL && strstr(back, "К 😀") != NULL);
    json_decref(root);
    text_free(&t);
}
