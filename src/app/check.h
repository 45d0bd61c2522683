/* check.h -- what must hold of everything stored, as one table: a row is an invariant, with the statement
 * or the function that finds what breaks it, and how to mend it. */
#ifndef APP_CHECK_H
#define APP_CHECK_H

#include "base/work.h"

struct finding {
    const char *name;  /* "booked_twice" */
    const char *holds; /* the invariant as a sentence, in the reader's language */
    const char *mend;
    bool note; /* passing time may break it; it is told, and is nobody's mistake */
    int64_t count;
    const char *such_as; /* the first few, with their times */
};

/* check_all(w, &n): every invariant, in the table's order, over one moment of the database.  NULL on
 * failure.  Reads only. */
const struct finding *check_all(struct work *w, size_t *n);

#endif
