/* check_cli.c -- cavt solve check: any solution held against the definitions. */
#include "timetable/timetable_cli.h"
#include "timetable/run_cli.h"
#include "timetable/timetable_file.h"

struct told {
    struct call *c;
    const struct itc_case *k;
    int64_t said;
};

#define MOST_TOLD 1000 /* lines of violations; the count is always whole */

static const char *class_name(const struct told *t, int32_t c) { return c == FIT_NONE ? "-" : t->k->x->class[c].id; }

/* One sentence for a hard violation. */
static void tell(void *data, const struct fit_breach *b)
{
    struct told *t = data;
    const struct itc2019 *x = t->k->x;
    FILE *out = t->c->out;
    if (t->said++ >= MOST_TOLD)
        return;
    const char *one = class_name(t, b->class), *two = class_name(t, b->other);
    switch (b->rule) {
    case FIT_R_OPTION: fprintf(out, "class %s: its room is closed at its time, or it has none\n", one); break;
    case FIT_R_RESOURCE:
    case FIT_R_TRAVEL: fprintf(out, "room %s: classes %s and %s are there at one time\n", x->room[b->index].id, one, two); break;
    case FIT_R_WEEK: break; /* rooms of the competition have no weekly limit */
    case FIT_R_DISTRIBUTION: {
        const struct itc2019_distribution *d = &x->distribution[b->index];
        fprintf(out, "distribution %d, %s", b->index + 1, itc2019_type_name[d->type]);
        if (d->a || d->b)
            fprintf(out, d->b ? "(%d,%d)" : "(%d)", d->a, d->b);
        fprintf(out, b->class == FIT_NONE ? ": broken\n" : ": broken by classes %s and %s\n", one, two);
        break;
    }
    case FIT_R_LIMIT: fprintf(out, "class %s: more students than its limit\n", one); break;
    case FIT_R_PARENT: fprintf(out, "student %s: attends class %s but not its parent %s\n", x->student[b->index].id, one, two); break;
    case FIT_R_ENROLMENT: fprintf(out, "student %s: lacks a class of a course asked for\n", x->student[b->index].id); break;
    case FIT_R_UNPLACED:
    case FIT_RULES: break;
    }
}

bool timetable_check_run(struct call *c)
{
    struct itc_case k;
    if (!timetable_case(c->w, c->arg[0], &k) || !fit_check(k.p, &c->w->err))
        return false;
    struct fit_plan *plan = timetable_solution(c->w, &k, c->arg[1]);
    if (!plan)
        return false;
    struct told t = {.c = c, .k = &k};
    struct fit_score s = fit_evaluate(k.p, plan, tell, &t);
    for (int32_t i = 0; i < k.x->classes; i++)
        if (plan->time[i] == FIT_NONE)
            fprintf(c->out, "class %s: has no time\n", k.x->class[i].id);
    if (t.said > MOST_TOLD)
        fprintf(c->out, "... and %lld more\n", (long long)(t.said - MOST_TOLD));
    fprintf(c->out, "violations %lld, classes without a time %d\n", (long long)s.broken, s.unplaced);
    fprintf(c->out, "time %lld  room %lld  distribution %lld  student %lld\n", (long long)s.value[FIT_C_TIME],
            (long long)s.value[FIT_C_RESOURCE], (long long)s.value[FIT_C_DISTRIBUTION], (long long)s.value[FIT_C_STUDENT]);
    fprintf(c->out, "total %lld\n", (long long)s.total);
    return s.broken == 0 && s.unplaced == 0
               ? true
               : fail(c->w, NOT_VALID, "%s is not a whole and valid solution of %s", c->arg[1], c->arg[0]);
}
