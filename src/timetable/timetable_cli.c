/* timetable_cli.c -- see timetable_cli.h. */
#include "timetable/timetable_cli.h"

#include "timetable/run_cli.h"

static const struct option solve_options[] = {
    {"out", "SOLUTION", "where the solution is written"},
    {"seconds", "S", "how long to search; 60 if neither this nor --moves is given"},
    {"moves", "N", "how many moves to try; with --threads 1 and no --seconds the answer depends on the seed alone"},
    {"threads", "T", "how many searches run side by side; 2"},
    {"seed", "N", "the seed of chance; 1"},
    {"processor", NULL, "count seconds of the processor, not of the clock: for measuring on a busy machine"},
    {"start", "SOLUTION", "begin from this solution"},
    {0},
};

static const struct option check_options[] = {
    {"classes", "N", "show the N classes that cost most, by criterion: all that each takes part in, so that sums exceed the total"},
    {0},
};

const struct command timetable_commands[] = {
    {"solve itc2019", "PROBLEM", NO_DB, solve_options, timetable_solve_run,
     "solve a problem of the International Timetabling Competition 2019; Ctrl-C writes the best so far"},
    {"solve check", "PROBLEM SOLUTION", NO_DB, check_options, timetable_check_run,
     "hold a solution of ITC-2019 against its problem: violations one by one, the four costs, the total"},
    {0},
};
