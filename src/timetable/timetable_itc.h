/* timetable_itc.h -- a problem of ITC-2019 as a problem of the engine, and answers both ways.
 * Arrays are taken from the work; each room is a site of its own, since travel is between rooms. */
#ifndef TIMETABLE_TIMETABLE_ITC_H
#define TIMETABLE_TIMETABLE_ITC_H

#include "base/work.h"
#include "codec/itc2019.h"
#include "solve/fit.h"

struct fit_problem *timetable_from_itc(struct work *w, const struct itc2019 *x);

/* timetable_plan: the engine's plan of an answer; NULL and the work failed when a student attends two classes
 * of one subpart or parts of two configs of one course.  The caller frees it with fit_plan_free. */
struct fit_plan *timetable_plan(struct work *w, const struct itc2019 *x, const struct fit_problem *p,
                                const struct itc2019_answer *a);

/* timetable_answer: the plan as an answer; freed with itc2019_answer_free. */
struct itc2019_answer timetable_answer(const struct itc2019 *x, const struct fit_problem *p, const struct fit_plan *plan);

#endif
