/* account_cli.h -- cavt account add, list, role, password, disable. */
#ifndef ACCOUNT_ACCOUNT_CLI_H
#define ACCOUNT_ACCOUNT_CLI_H

#include "cli/command.h"

extern const struct command account_commands[];

#endif
