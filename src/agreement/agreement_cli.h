/* agreement_cli.h -- the room's commands. */
#ifndef AGREEMENT_AGREEMENT_CLI_H
#define AGREEMENT_AGREEMENT_CLI_H

#include "cli/command.h"

extern const struct command agreement_commands[];

#endif
