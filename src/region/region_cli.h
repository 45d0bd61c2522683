/* region_cli.h -- the commands of the region room. */
#ifndef REGION_REGION_CLI_H
#define REGION_REGION_CLI_H

#include "cli/command.h"

extern const struct command region_commands[];

#endif
