/* offer_text.h -- private to offer/: an answer for a terminal, in w->language. */
#ifndef OFFER_OFFER_TEXT_H
#define OFFER_OFFER_TEXT_H

#include "offer/offer.h"

#include <stdio.h>

void offer_print(struct work *w, struct state *st, const struct answer *a, bool why, FILE *out);

#endif
