/* serve.h -- the command that serves the pages. */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "cli/command.h"

extern const struct command serve_commands[];

#endif
