/* many.h -- a sheet of requests, one a line, as a dispatcher has for a semester.
 *
 * Columns by their heads, in any order: organisation, title, resources ("CODE:UNITS;CODE"), from, to; and, where wanted, weekly, every,
 * until, times, skip (days parted by ';'), skip_bad, wait, people, holder, note. */
#ifndef BOOKING_MANY_H
#define BOOKING_MANY_H

#include "resource/claim.h"

/* many_read: the wishes of CSV text (bytes[n] can be written too), line[i] where each began.  Only a file without a fault gives
 * any: NOT_VALID names line, column and value of the first. */
MUST bool many_read(struct work *w, char *bytes, size_t n, struct claim_wish **out, size_t **line, int *count);

#endif
