/* run_cli.h -- (private to timetable) the runs behind the rows of timetable_cli.c. */
#ifndef TIMETABLE_RUN_CLI_H
#define TIMETABLE_RUN_CLI_H

#include "cli/command.h"

bool timetable_check_run(struct call *c);
bool timetable_solve_run(struct call *c);

/* explain_cli.c: each class without a place, with what forbids its times and the least that would free it; and the classes
 * that cost most, by criterion. */
struct itc_case;
struct fit_plan;
void timetable_put_missing(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_plan *plan);
void timetable_put_dearest(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_plan *plan, int64_t most);

#endif
