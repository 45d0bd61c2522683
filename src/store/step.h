/* step.h -- the steps that lead an empty or older database to today's schema (sql/schema.sql). */
#ifndef STORE_STEP_H
#define STORE_STEP_H

#include "base/work.h"

/* step_all(w): bring the database to today's schema.  Done twice it changes nothing.  A database
 * newer than this program is refused, and nothing is changed. */
MUST bool step_all(struct work *w);

/* step_check(w): fail with a sentence unless the database is at today's schema. */
MUST bool step_check(struct work *w);

#endif
