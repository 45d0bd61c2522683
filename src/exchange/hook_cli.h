/* hook_cli.h -- the commands for hooks. */
#ifndef EXCHANGE_HOOK_CLI_H
#define EXCHANGE_HOOK_CLI_H

#include "cli/command.h"

extern const struct command hook_commands[];

#endif
