/* gap_cli.h -- the commands of gaps. */
#ifndef GAP_GAP_CLI_H
#define GAP_GAP_CLI_H

#include "cli/command.h"

extern const struct command gap_commands[];

#endif
