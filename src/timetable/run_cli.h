/* run_cli.h -- (private to timetable) the runs behind the rows of timetable_cli.c. */
#ifndef TIMETABLE_RUN_CLI_H
#define TIMETABLE_RUN_CLI_H

#include "cli/command.h"

bool timetable_check_run(struct call *c);
bool timetable_solve_run(struct call *c);

#endif
