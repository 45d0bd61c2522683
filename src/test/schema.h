/* schema.h -- for tests: whether a JSON value is what a JSON Schema says (draft 2020-12, the words that OpenAPI
 * descriptions use): $ref within one document, allOf, anyOf, oneOf, type, enum, const, required, properties,
 * additionalProperties, items, minItems, maxItems, minLength, maxLength, pattern, minimum, maximum, format of dates and uuids. */
#ifndef TEST_SCHEMA_H
#define TEST_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

struct json_t;

/* schema_fits(root, schema, value, why, room): root is the document that $ref points into.  why: what does not fit, and where. */
bool schema_fits(struct json_t *root, struct json_t *schema, struct json_t *value, char *why, size_t room);

#endif
