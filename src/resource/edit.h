/* edit.h -- an owner keeps its own rows by hand: one row of a sheet at a time, by the very checks of an import, every
 * change written down with what it was before, so that it can be put back.
 *
 * A sheet is one of those of import/record.h; a row is known by its key: the cells of its key fields, parted by '|'.
 * Whose a row is follows from its organisation, its site or its resource. */
#ifndef RESOURCE_EDIT_H
#define RESOURCE_EDIT_H

#include "base/work.h"
#include "import/record.h"

struct edit_sheet {
    const struct record *record;
    const char *words;      /* TR() */
    const char *remove;     /* SQL that removes a row by up to three key cells; NULL: others refer to it, so it stays */
};
extern const struct edit_sheet edit_sheets[]; /* ended by {0} */
const struct edit_sheet *edit_sheet_named(const char *name); /* NULL: none */

/* edit_rows: all rows of a sheet that belong to an organisation (code), cells as texts, NULL for an empty one. */
struct edit_rows {
    const char ***cell;
    size_t n;
};
MUST bool edit_rows(struct work *w, const struct edit_sheet *s, const char *organisation, struct edit_rows *out);
/* edit_row: the one of that key, whoever's; NULL: there is none. */
const char **edit_row(struct work *w, const struct edit_sheet *s, const char *key);
const char *edit_key(struct work *w, const struct edit_sheet *s, const char *const *cell);
/* edit_owner: code of the organisation a row belongs to, "" if that cannot be told. */
const char *edit_owner(struct work *w, const struct edit_sheet *s, const char *const *cell);

/* edit_put: write a row (cells by field; NULL and "" empty).  False with NOT_VALID and one sentence, column named, when it
 * is refused; NOT_ALLOWED when it touches what is not `organisation`'s, unless any is true.  Same twice: nothing. */
MUST bool edit_put(struct work *w, const struct edit_sheet *s, const char *organisation, bool any, const char *const *cell);
MUST bool edit_remove(struct work *w, const struct edit_sheet *s, const char *organisation, bool any, const char *key);

/* edit_undo: what a line of the audit says was before, again.  CONFLICT where that cannot be. */
MUST bool edit_undo(struct work *w, int64_t audit_id, const char *organisation, bool any, const char **sheet);

/* Drafts: kept, or submitted to the centre where the setting "moderation" is 1; published by edit_put. */
MUST bool edit_draft(struct work *w, const struct edit_sheet *s, const char *organisation, bool submit, const char *const *cell);
MUST bool edit_publish(struct work *w, int64_t draft_id, bool refuse, const char *reason);
bool edit_moderated(struct work *w);

/* edit_cells: JSON of a row's cells and back (NULL when it cannot be read). */
const char *edit_json(struct work *w, const struct edit_sheet *s, const char *const *cell);
const char **edit_cells(struct work *w, const struct edit_sheet *s, const char *json);

#endif
