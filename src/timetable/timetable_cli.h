/* timetable_cli.h -- commands of the timetable. */
#ifndef TIMETABLE_TIMETABLE_CLI_H
#define TIMETABLE_TIMETABLE_CLI_H

#include "cli/command.h"

extern const struct command timetable_commands[];

#endif
