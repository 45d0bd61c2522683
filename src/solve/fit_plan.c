/* fit_plan.c -- the answer's arrays, and the names of things. */
#include "solve/fit.h"

#include <stdlib.h>
#include <string.h>

const char *const fit_criterion_name[FIT_CRITERIA] = {"time", "resource", "distribution", "student", "drop", "change"};

const char *const fit_type_name[FIT_TYPES] = {
    "SameStart",      "SameTime",   "DifferentTime", "SameDays",    "DifferentDays", "SameWeeks",
    "DifferentWeeks", "Overlap",    "NotOverlap",    "SameRoom",    "DifferentRoom", "SameAttendees",
    "Precedence",     "WorkDay",    "MinGap",        "MaxDays",     "MaxDayLoad",    "MaxBreaks",
    "MaxBlock",       "Before",     "WeekLoad",      "SameOption",  "Finish",
};

/* widest: the most subparts a config of the course has. */
static int32_t widest(const struct fit_problem *p, int32_t course)
{
    int32_t most = 0;
    const struct fit_course *c = &p->course[course];
    for (int32_t k = 0; k < c->configs; k++)
        if (p->config[c->first_config + k].subparts > most)
            most = p->config[c->first_config + k].subparts;
    return most;
}

static int32_t *ints(int32_t n) { return calloc((size_t)n + 1, sizeof(int32_t)); }

static void none(int32_t *a, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        a[i] = FIT_NONE;
}

struct fit_plan *fit_plan_new(const struct fit_problem *p)
{
    struct fit_plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        return NULL;
    int32_t *need_at = ints(p->classes), *course_at = ints(p->students);
    plan->need_at = need_at;
    plan->course_at = course_at;
    if (!need_at || !course_at)
        goto full;
    plan->classes = p->classes;
    for (int32_t c = 0; c < p->classes; c++)
        need_at[c + 1] = need_at[c] + p->class[c].needs;
    plan->needs = need_at[p->classes];
    for (int32_t s = 0; s < p->students; s++)
        course_at[s + 1] = course_at[s] + p->student[s].courses;
    plan->enrolments = course_at[p->students];
    int32_t *attends_at = ints(plan->enrolments);
    plan->attends_at = attends_at;
    if (!attends_at)
        goto full;
    int32_t e = 0;
    for (int32_t s = 0; s < p->students; s++)
        for (int32_t i = 0; i < p->student[s].courses; i++, e++)
            attends_at[e + 1] = attends_at[e] + widest(p, p->student[s].course[i]);
    plan->time = ints(p->classes);
    plan->option = ints(plan->needs);
    plan->config = ints(plan->enrolments);
    plan->attends = ints(attends_at[plan->enrolments]);
    if (!plan->time || !plan->option || !plan->config || !plan->attends)
        goto full;
    none(plan->time, p->classes);
    none(plan->option, plan->needs);
    none(plan->config, plan->enrolments);
    none(plan->attends, attends_at[plan->enrolments]);
    return plan;
full:
    fit_plan_free(plan);
    return NULL;
}

struct fit_plan *fit_plan_copy(const struct fit_problem *p, const struct fit_plan *from)
{
    struct fit_plan *to = fit_plan_new(p);
    if (to)
        fit_plan_assign(to, from);
    return to;
}

void fit_plan_assign(struct fit_plan *to, const struct fit_plan *from)
{
    memcpy(to->time, from->time, (size_t)from->classes * sizeof *to->time);
    memcpy(to->option, from->option, (size_t)from->needs * sizeof *to->option);
    memcpy(to->config, from->config, (size_t)from->enrolments * sizeof *to->config);
    memcpy(to->attends, from->attends, (size_t)from->attends_at[from->enrolments] * sizeof *to->attends);
}

void fit_plan_free(struct fit_plan *plan)
{
    if (!plan)
        return;
    free((void *)(uintptr_t)plan->need_at);
    free((void *)(uintptr_t)plan->course_at);
    free((void *)(uintptr_t)plan->attends_at);
    free(plan->time);
    free(plan->option);
    free(plan->config);
    free(plan->attends);
    free(plan);
}
