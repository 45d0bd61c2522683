/* check_cli.c -- cavt solve check: any solution held against the definitions. */
#include "timetable/timetable_cli.h"
#include "timetable/run_cli.h"
#include "timetable/timetable_file.h"
#include "view/words.h"

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
    case FIT_R_OPTION: fprintf(out, tr(t->c->w, "class %s: its room is closed at its time, or it has none\n"), one); break;
    case FIT_R_RESOURCE:
    case FIT_R_TRAVEL: fprintf(out, tr(t->c->w, "room %s: classes %s and %s are there at one time\n"), x->room[b->index].id, one, two); break;
    case FIT_R_WEEK: break; /* rooms of the competition have no weekly limit */
    case FIT_R_DISTRIBUTION: {
        const struct itc2019_distribution *d = &x->distribution[b->index];
        fprintf(out, tr(t->c->w, "distribution %d, %s"), b->index + 1, itc2019_type_name[d->type]);
        if (d->a || d->b)
            fprintf(out, d->b ? "(%d,%d)" : "(%d)", d->a, d->b);
        if (b->class == FIT_NONE)
            fprintf(out, "%s", tr(t->c->w, ": broken\n"));
        else
            fprintf(out, tr(t->c->w, ": broken by classes %s and %s\n"), one, two);
        break;
    }
    case FIT_R_LIMIT: fprintf(out, tr(t->c->w, "class %s: more students than its limit\n"), one); break;
    case FIT_R_PARENT: fprintf(out, tr(t->c->w, "student %s: attends class %s but not its parent %s\n"), x->student[b->index].id, one, two); break;
    case FIT_R_ENROLMENT: fprintf(out, tr(t->c->w, "student %s: lacks a class of a course asked for\n"), x->student[b->index].id); break;
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
    int64_t dearest = call_int(c, "classes", 0, 0, INT32_MAX);
    if (!fine(c->w))
        return false;
    struct told t = {.c = c, .k = &k};
    struct fit_score s = fit_evaluate(k.p, plan, tell, &t);
    timetable_put_missing(c->w, c->out, &k, plan);
    if (t.said > MOST_TOLD)
        fprintf(c->out, tr(c->w, "... and %lld more\n"), (long long)(t.said - MOST_TOLD));
    fprintf(c->out, tr(c->w, "violations %lld, classes without a time %d\n"), (long long)s.broken, s.unplaced);
    fprintf(c->out, tr(c->w, "time %lld  room %lld  distribution %lld  student %lld\n"), (long long)s.value[FIT_C_TIME],
            (long long)s.value[FIT_C_RESOURCE], (long long)s.value[FIT_C_DISTRIBUTION], (long long)s.value[FIT_C_STUDENT]);
    if (dearest)
        timetable_put_dearest(c->w, c->out, &k, plan, dearest);
    fprintf(c->out, tr(c->w, "total %lld\n"), (long long)s.total);
    return s.broken == 0 && s.unplaced == 0
               ? true
               : fail(c->w, NOT_VALID, tr(c->w, "%s is not a whole and valid solution of %s"), c->arg[1], c->arg[0]);
}
