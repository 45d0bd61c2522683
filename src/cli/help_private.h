/* help_private.h -- what help.c and help_shell.c share. */
#ifndef CLI_HELP_PRIVATE_H
#define CLI_HELP_PRIVATE_H

#include "cli/command.h"

#define HELP_WHAT "answers training orders from the programmes, rooms and people of many institutions"
#define HELP_MORE                                                                                      \
    "A centre's whole region in one database: who can teach what, where and when. DB is a file, or "  \
    "postgresql://... for many servers. Operands in square brackets may be left out. Options may "     \
    "stand anywhere and are written --name value or --name=value; after -- everything is an operand."

/* help_word: a sentence in the reader's language. */
const char *help_word(const struct call *c, const char *english);

void help_man(struct call *c);
void help_markdown(struct call *c);

#endif
