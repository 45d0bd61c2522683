/* catalogue_cli.h -- the commands of the catalogue. */
#ifndef PROGRAMME_CATALOGUE_CLI_H
#define PROGRAMME_CATALOGUE_CLI_H

#include "cli/command.h"

extern const struct command catalogue_commands[];

#endif
