/* provider_cli.h -- cavt provider set, list, remove; cavt account export, erase. */
#ifndef ACCOUNT_PROVIDER_CLI_H
#define ACCOUNT_PROVIDER_CLI_H

#include "cli/command.h"

extern const struct command provider_commands[];

#endif
