/* resource_cli.h -- the commands that show rooms, equipment and staff. */
#ifndef RESOURCE_RESOURCE_CLI_H
#define RESOURCE_RESOURCE_CLI_H

#include "cli/command.h"

extern const struct command resource_commands[];

#endif
