/* audit.h -- who changed what, when, for whom, from what to what.  Written in the change's own transaction.
 *
 * object is the table; code what people call the row by, or its id; before and after are JSON of what changed, NULL for
 * nothing.  Personal data do not belong into it: an account is its id, and what was erased stays erased.
 * Upstream: store.  Downstream: every room that changes something. */
#ifndef ACCOUNT_AUDIT_H
#define ACCOUNT_AUDIT_H

#include "view/sheet.h"

bool audit_add(struct work *w, int64_t organisation_id, const char *verb, const char *object, const char *code, const char *before,
               const char *after);

/* audit_words(w, key, value, ..., NULL): {"key":"value", ...}, a NULL value is null.  For before and after. */
const char *audit_words(struct work *w, const char *key, ...) __attribute__((sentinel));

struct audit_filter { /* "" and 0: all */
    const char *object, *code, *verb, *organisation, *who; /* who: an e-mail address, or "-" for the command line */
    int64_t from_at, to_at;
    int64_t most; /* rows; 0 all */
};
/* audit_sheet: newest first. */
MUST bool audit_sheet(struct work *w, const struct audit_filter *f, struct sheet *s);

#endif
