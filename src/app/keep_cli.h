/* keep_cli.h -- commands that keep a database: make it, check it, copy it; and help. */
#ifndef APP_KEEP_CLI_H
#define APP_KEEP_CLI_H

#include "cli/command.h"

extern const struct command keep_commands[], help_commands[];

#endif
