/* field_web.h -- the fields of this room's forms: a label, an input, what is typed by hand and by a password keeper. */
#ifndef ACCOUNT_FIELD_WEB_H
#define ACCOUNT_FIELD_WEB_H

#include "web/route.h"

struct field {
    const char *name, *type, *label, *hint; /* label, hint: in the reader's language; hint NULL none */
    const char *complete;                   /* autocomplete="..." */
    bool must;
};
void field_put(struct request *q, const struct field *f, const char *value);

/* field_problem: the work's failure, if the reader can mend it, stands above the form shown again with what was typed.  False: it is
 * not the reader's.  The status becomes 422 unless it was set (429). */
bool field_problem(struct request *q);

/* field_next(q): where to go after: the page of ours that `next` names, else "/". */
const char *field_next(struct request *q);

#endif
