/* repair_cli.h -- commands on breakdowns and repairs. */
#ifndef TIMETABLE_REPAIR_CLI_H
#define TIMETABLE_REPAIR_CLI_H

#include "cli/command.h"

extern const struct command repair_commands[];

#endif
