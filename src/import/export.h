/* export.h -- private to import/: a sheet's rows as texts, sorted by their keys. */
#ifndef IMPORT_EXPORT_H
#define IMPORT_EXPORT_H

#include "import/intake.h"

struct export_rows {
    const struct record *record;
    const char ***cell; /* n rows of record->fields texts; NULL: an empty cell */
    size_t n;
};

/* export_rows(q, r, out): by value of the keys, never by id, so that two databases with the same rows give
 * the same bytes.  In q's arena. */
bool export_rows(struct work *q, const struct record *r, struct export_rows *out);

/* export_save(w, path, over, bytes, n): whole or not at all. */
bool export_save(struct work *w, const char *path, bool over, const char *bytes, size_t n);

#endif
