/* help_private.h -- what help.c and help_shell.c share. */
#ifndef CLI_HELP_PRIVATE_H
#define CLI_HELP_PRIVATE_H

#include "cli/command.h"

void help_man(struct call *c);
void help_markdown(struct call *c);

#endif
