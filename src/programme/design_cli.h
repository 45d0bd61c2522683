/* design_cli.h -- commands of the joint design of a programme. */
#ifndef PROGRAMME_DESIGN_CLI_H
#define PROGRAMME_DESIGN_CLI_H

#include "cli/command.h"

extern const struct command design_commands[];

#endif
