/* import_cli.h -- the commands of files. */
#ifndef IMPORT_IMPORT_CLI_H
#define IMPORT_IMPORT_CLI_H

#include "cli/command.h"

extern const struct command import_commands[];

#endif
