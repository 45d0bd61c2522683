/* line_cli.h -- one secret line of standard input. */
#ifndef ACCOUNT_LINE_CLI_H
#define ACCOUNT_LINE_CLI_H

#include "cli/command.h"

/* line_secret: the line; at a terminal asked for, and not shown while it is typed.  Fails the work when there is none. */
const char *line_secret(struct call *c);

#endif
