/* schema.c -- see schema.h.  A checker of its own, so that what is checked by it was not written by it. */
#include "test/schema.h"

#include <jansson.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

struct at {
    json_t *root;
    char *why, path[512];
    size_t room;
    int deep;
};

static bool no(struct at *a, const char *what)
{
    if (*a->why == '\0')
        snprintf(a->why, a->room, "%s: %s", *a->path != '\0' ? a->path : "/", what);
    return false;
}

static json_t *pointed(json_t *root, const char *ref)
{
    if (ref[0] != '#')
        return NULL;
    json_t *at = root;
    char part[256];
    for (ref++; *ref == '/' && at != NULL; ref += strcspn(ref, "/")) {
        ref++;
        snprintf(part, sizeof(part), "%.*s", (int)strcspn(ref, "/"), ref);
        at = json_object_get(at, part);
    }
    return at;
}

static bool of_type(const char *t, json_t *v)
{
    return (strcmp(t, "object") == 0 && json_is_object(v)) || (strcmp(t, "array") == 0 && json_is_array(v)) || (strcmp(t, "string") == 0 && json_is_string(v)) ||
           (strcmp(t, "integer") == 0 && (json_is_integer(v) || (json_is_real(v) && json_real_value(v) == (double)(long long)json_real_value(v)))) ||
           (strcmp(t, "number") == 0 && json_is_number(v)) || (strcmp(t, "boolean") == 0 && json_is_boolean(v)) || (strcmp(t, "null") == 0 && json_is_null(v));
}

static bool types(struct at *a, json_t *s, json_t *v)
{
    json_t *t = json_object_get(s, "type"), *one;
    size_t i;
    bool any = t == NULL || (json_is_string(t) && of_type(json_string_value(t), v));
    if (json_is_array(t))
        json_array_foreach(t, i, one) any |= of_type(json_string_value(one), v);
    return any || no(a, "is of another type");
}

static bool matches(const char *pattern, const char *s)
{
    regex_t r;
    if (regcomp(&r, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        return true; /* a pattern of another dialect says nothing to us */
    bool is = regexec(&r, s, 0, NULL, 0) == 0;
    regfree(&r);
    return is;
}

static bool formats(struct at *a, const char *format, const char *s)
{
    static const struct {
        const char *format, *pattern;
    } all[] = {{"date", "^[0-9]{4}-[01][0-9]-[0-3][0-9]$"},
               {"date-time", "^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]+)?(Z|[+-][0-2][0-9]:[0-5][0-9])$"},
               {"uuid", "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},
               {"uri", "^[a-zA-Z][a-zA-Z0-9+.-]*:"},
               {"email", "^[^@ ]+@[^@ ]+$"}};
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strcmp(all[i].format, format) == 0 && !matches(all[i].pattern, s))
            return no(a, format);
    return true;
}

static size_t letters(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static bool fits(struct at *a, json_t *s, json_t *v);

static bool text(struct at *a, json_t *s, json_t *v)
{
    const char *str = json_string_value(v), *pattern = json_string_value(json_object_get(s, "pattern")), *format = json_string_value(json_object_get(s, "format"));
    json_t *least = json_object_get(s, "minLength"), *most = json_object_get(s, "maxLength");
    if (least != NULL && (json_int_t)letters(str) < json_integer_value(least))
        return no(a, "is too short");
    if (most != NULL && (json_int_t)letters(str) > json_integer_value(most))
        return no(a, "is too long");
    if (pattern != NULL && !matches(pattern, str))
        return no(a, pattern);
    return format == NULL || formats(a, format, str);
}

static bool object(struct at *a, json_t *s, json_t *v)
{
    json_t *one, *props = json_object_get(s, "properties"), *more = json_object_get(s, "additionalProperties");
    size_t i, len = strlen(a->path);
    const char *key;
    char say[200];
    json_array_foreach(json_object_get(s, "required"), i, one) if (json_object_get(v, json_string_value(one)) == NULL)
    {
        snprintf(say, sizeof(say), "lacks %s", json_string_value(one));
        return no(a, say);
    }
    json_object_foreach(v, key, one)
    {
        json_t *p = json_object_get(props, key);
        snprintf(a->path + len, sizeof(a->path) - len, "/%.80s", key);
        bool ok = p != NULL ? fits(a, p, one) : json_is_false(more) ? no(a, "is not foreseen") : json_is_object(more) ? fits(a, more, one) : true;
        if (!ok)
            return false;
        a->path[len] = '\0';
    }
    return true;
}

static bool array(struct at *a, json_t *s, json_t *v)
{
    json_t *items = json_object_get(s, "items"), *one, *least = json_object_get(s, "minItems"), *most = json_object_get(s, "maxItems");
    size_t i, len = strlen(a->path);
    if (least != NULL && (json_int_t)json_array_size(v) < json_integer_value(least))
        return no(a, "has too few");
    if (most != NULL && (json_int_t)json_array_size(v) > json_integer_value(most))
        return no(a, "has too many");
    json_array_foreach(v, i, one)
    {
        snprintf(a->path + len, sizeof(a->path) - len, "/%zu", i);
        if (items != NULL && !fits(a, items, one))
            return false;
        a->path[len] = '\0';
    }
    return true;
}

static bool several(struct at *a, json_t *s, json_t *v)
{
    json_t *list, *one;
    size_t i;
    json_array_foreach(json_object_get(s, "allOf"), i, one) if (!fits(a, one, v)) return false;
    static const char *const words[] = {"anyOf", "oneOf"};
    for (size_t k = 0; k < 2; k++) {
        if ((list = json_object_get(s, words[k])) == NULL)
            continue;
        size_t fit = 0, len = strlen(a->path);
        char kept[1024] = "", first[1024] = "";
        snprintf(kept, sizeof(kept), "%s", a->why);
        json_array_foreach(list, i, one)
        {
            a->why[0] = '\0';
            fit += fits(a, one, v);
            if (*first == '\0')
                snprintf(first, sizeof(first), "%s", a->why);
            a->path[len] = '\0';
        }
        snprintf(a->why, a->room, "%s", kept);
        if (fit == 0)
            return no(a, *first != '\0' ? first : words[k]);
        if (k == 1 && fit > 1)
            return no(a, "fits several of oneOf");
    }
    return true;
}

static bool values(struct at *a, json_t *s, json_t *v)
{
    json_t *list = json_object_get(s, "enum") != NULL ? json_object_get(s, "enum") : json_object_get(s, "x-ooapi-extensible-enum"), *one, *fixed = json_object_get(s, "const"), *least = json_object_get(s, "minimum"), *most = json_object_get(s, "maximum");
    size_t i;
    bool any = list == NULL;
    json_array_foreach(list, i, one) any |= json_equal(one, v) != 0;
    if (!any) {
        char say[200];
        snprintf(say, sizeof(say), "\"%.60s\" is none of those allowed", json_is_string(v) ? json_string_value(v) : "");
        return no(a, say);
    }
    if (fixed != NULL && !json_equal(fixed, v))
        return no(a, "is another value");
    if (json_is_number(v) && least != NULL && json_number_value(v) < json_number_value(least))
        return no(a, "is too small");
    if (json_is_number(v) && most != NULL && json_number_value(v) > json_number_value(most))
        return no(a, "is too large");
    return true;
}

static bool fits(struct at *a, json_t *s, json_t *v)
{
    if (json_is_boolean(s))
        return json_is_true(s) || no(a, "is not allowed");
    if (++a->deep > 60)
        return no(a, "is too deep");
    const char *ref = json_string_value(json_object_get(s, "$ref"));
    bool ok = true;
    if (ref != NULL) {
        json_t *there = pointed(a->root, ref);
        ok = there != NULL ? fits(a, there, v) : no(a, ref);
    }
    ok = ok && types(a, s, v) && values(a, s, v) && several(a, s, v);
    ok = ok && (!json_is_string(v) || text(a, s, v)) && (!json_is_object(v) || object(a, s, v)) && (!json_is_array(v) || array(a, s, v));
    a->deep--;
    return ok;
}

bool schema_fits(json_t *root, json_t *schema, json_t *value, char *why, size_t room)
{
    struct at a = {.root = root, .why = why, .room = room};
    why[0] = '\0';
    return fits(&a, schema, value);
}
