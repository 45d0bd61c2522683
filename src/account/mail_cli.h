/* mail_cli.h -- cavt mail set, send, list; cavt audit. */
#ifndef ACCOUNT_MAIL_CLI_H
#define ACCOUNT_MAIL_CLI_H

#include "cli/command.h"

extern const struct command mail_commands[], audit_commands[];

#endif
