/* access_cli.h -- the commands for access tokens. */
#ifndef EXCHANGE_ACCESS_CLI_H
#define EXCHANGE_ACCESS_CLI_H

#include "cli/command.h"

extern const struct command access_commands[];

#endif
