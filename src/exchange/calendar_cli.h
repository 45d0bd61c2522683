/* calendar_cli.h -- the commands for calendars. */
#ifndef EXCHANGE_CALENDAR_CLI_H
#define EXCHANGE_CALENDAR_CLI_H

#include "cli/command.h"

extern const struct command calendar_commands[];

#endif
