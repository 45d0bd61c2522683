/* hold_cli.h -- the commands by which an offer is accepted and its owners answer. */
#ifndef OFFER_HOLD_CLI_H
#define OFFER_HOLD_CLI_H

#include "cli/command.h"

extern const struct command hold_commands[];

#endif
