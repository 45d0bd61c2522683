/* json.h -- JSON written as it is thought of, into a struct text: no tree is built, nothing is owned.
 *
 *     struct json j = json_to(&out);
 *     json_begin_object(&j);
 *     json_key(&j, "order"), json_add_text(&j, code);
 *     json_key(&j, "lessons"), json_begin_array(&j);
 *     ...
 *     json_end_array(&j);
 *     json_end_object(&j);
 *
 * Commas and escapes are the writer's.  Bytes that are not UTF-8 become U+FFFD, '<' is \u003c so that the
 * text may stand inside a page, a real that is not finite is null (JSON has no such number, RFC 8259).
 * (They are json_add_real, not json_real, because jansson, which reads JSON for us, owns the shorter names.)
 * A value without its key, or an end without its beginning, is our own mistake and asserts.  Shape: the
 * same calls give the same bytes on any machine and in any locale.  The ceiling is that of the text. */
#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include "base/text.h"

#define JSON_DEEP 32

struct json {
    struct text *out;
    bool pretty; /* two spaces an indent, a line a value: for people and for diffs */
    int depth;
    struct {
        bool array, any, keyed;
    } at[JSON_DEEP + 1];
};

static inline struct json json_to(struct text *out) { return (struct json){.out = out}; }
static inline struct json json_pretty(struct text *out) { return (struct json){.out = out, .pretty = true}; }

void json_begin_object(struct json *j);
void json_end_object(struct json *j);
void json_begin_array(struct json *j);
void json_end_array(struct json *j);
void json_key(struct json *j, const char *key);

void json_add_int(struct json *j, int64_t v);
void json_add_real(struct json *j, double v);      /* the shortest digits that read back as v */
void json_add_text(struct json *j, const char *s); /* NULL is null */
void json_add_bytes(struct json *j, const char *s, size_t n);
void json_add_bool(struct json *j, bool v);
void json_add_null(struct json *j);
void json_add_raw(struct json *j, const char *json); /* already JSON, e.g. a stored document; not checked */

/* The key and its value in one call, for the common case. */
void json_put_int(struct json *j, const char *key, int64_t v);
void json_put_real(struct json *j, const char *key, double v);
void json_put_text(struct json *j, const char *key, const char *s);
void json_put_bool(struct json *j, const char *key, bool v);

#endif
