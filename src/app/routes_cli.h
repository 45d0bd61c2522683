/* routes_cli.h -- cavt routes: the table of who may open what, as the server itself reads it. */
#ifndef APP_ROUTES_CLI_H
#define APP_ROUTES_CLI_H

#include "cli/command.h"

extern const struct command routes_commands[];

#endif
