/* change_read.h -- private to offer/: a change as its text says it. */
#ifndef OFFER_CHANGE_READ_H
#define OFFER_CHANGE_READ_H

#include "offer/change.h"

/* change_read(w, st, text, c): what change_text() wrote, read back.  Fails NOT_VALID on anything else. */
MUST bool change_read(struct work *w, const struct state *st, const char *text, struct change *c);

#endif
