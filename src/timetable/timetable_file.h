/* timetable_file.h -- (private to timetable) whole files in and out of a unit of work. */
#ifndef TIMETABLE_TIMETABLE_FILE_H
#define TIMETABLE_TIMETABLE_FILE_H

#include "codec/itc2019.h"
#include "solve/fit.h"

#include "base/work.h"

/* itc_case: a problem read, and as the engine has it. */
struct itc_case {
    const char *path;
    struct itc2019 *x;
    struct fit_problem *p;
};
bool timetable_case(struct work *w, const char *path, struct itc_case *k);
/* A solution file as a plan, freed when the work ends; NULL: the work failed. */
struct fit_plan *timetable_solution(struct work *w, const struct itc_case *k, const char *path);
/* Written beside and renamed, so that an interrupted run leaves the old file or the new one. */
bool timetable_write(struct work *w, const char *path, const struct text *t);

#endif
