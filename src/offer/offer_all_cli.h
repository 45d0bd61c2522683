/* offer_all_cli.h -- private to offer/: every open order answered, several processes side by side. */
#ifndef OFFER_OFFER_ALL_CLI_H
#define OFFER_OFFER_ALL_CLI_H

#include "cli/command.h"
#include "offer/offer.h"

/* offer_make_all: one line an order, in the order of deadlines, whatever the number of processes. */
MUST bool offer_make_all(struct call *c, struct state *st, const struct answer_control *control, int jobs);

#endif
