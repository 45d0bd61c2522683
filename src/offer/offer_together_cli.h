/* offer_together_cli.h -- cavt offer together. */
#ifndef OFFER_OFFER_TOGETHER_CLI_H
#define OFFER_OFFER_TOGETHER_CLI_H

#include "cli/command.h"

extern const struct command together_commands[];

#endif
