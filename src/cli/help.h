/* help.h -- what the command rows say, in several forms: the terminal, the manual page, markdown for
 * docs/commands.md, and completion for three shells.  Nothing here is said twice by hand. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

/* help_all: the list of commands.  help_about: of those whose names begin with the words; false, and
 * nothing failed, if there are none.  help_command: one, with its options. */
bool help_all(struct call *c);
bool help_about(struct call *c, int argc, const char *const *argv);
bool help_command(struct call *c, const struct command *row);

/* help_as: all of it as man, markdown, bash, zsh or fish. */
bool help_as(struct call *c, const char *form);

/* help_width: how many places a UTF-8 text takes in a terminal, near enough: its characters. */
int help_width(const char *s);

/* HELP_FORMS: for the option of the command that prints them. */
#define HELP_FORMS "text|man|markdown|bash|zsh|fish"

#endif
