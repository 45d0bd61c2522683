/* timetable_cli.c -- see timetable_cli.h. */
#include "timetable/timetable_cli.h"

#include "timetable/run_cli.h"

const struct command timetable_commands[] = {
    {"solve check", "PROBLEM SOLUTION", NO_DB, NULL, timetable_check_run,
     "hold a solution of ITC-2019 against its problem: violations one by one, the four costs, the total"},
    {0},
};
