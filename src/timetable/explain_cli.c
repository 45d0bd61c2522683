/* explain_cli.c -- a plan of ITC-2019 explained: what each class adds to the total, and why one has no place. */
#include "timetable/run_cli.h"
#include "timetable/timetable_file.h"
#include "view/words.h"

#include <stdlib.h>

#define MOST_EXPLAINED 20 /* classes without a place; each is held against the whole plan */
#define MOST_CAUSES    5

static const char *name_of(const struct itc_case *k, int32_t c) { return k->x->class[c].id; }

static void put_who(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_cause *f)
{
    if (f->example_class != FIT_NONE)
        fprintf(out, tr(w, " (class %s)"), name_of(k, f->example_class));
}

/* The thing that forbids, named. */
static void put_cause(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_cause *f)
{
    switch (f->rule) {
    case FIT_R_RESOURCE:
    case FIT_R_TRAVEL:
    case FIT_R_WEEK: fprintf(out, tr(w, "room %s is taken"), k->x->room[f->index].id); break;
    case FIT_R_DISTRIBUTION: fprintf(out, tr(w, "distribution %d, %s"), f->index + 1, itc2019_type_name[k->x->distribution[f->index].type]); break;
    case FIT_R_OPTION: fputs(tr(w, "its rooms are closed"), out); break;
    case FIT_R_LIMIT:
    case FIT_R_PARENT:
    case FIT_R_ENROLMENT:
    case FIT_R_UNPLACED:
    case FIT_RULES: break;
    }
    put_who(w, out, k, f);
}

static void put_why(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_plan *plan, int32_t c)
{
    struct fit_cause cause[MOST_CAUSES];
    int32_t may = 0, n = fit_explain(k->p, plan, c, cause, MOST_CAUSES, &may);
    if (n == FIT_NONE)
        return;
    if (may)
        fprintf(out, tr(w, "  %d of its %d times are free\n"), may, k->p->class[c].times);
    for (int32_t i = 0; i < n && i < MOST_CAUSES; i++) {
        fputs("  ", out);
        put_cause(w, out, k, &cause[i]);
        fprintf(out, tr(w, ": forbids %d of its %d times, %d of them alone\n"), cause[i].times, k->p->class[c].times, cause[i].only);
    }
    if (n > MOST_CAUSES)
        fprintf(out, tr(w, "  ... and %lld more\n"), (long long)n - MOST_CAUSES);
    if (n && cause[0].only) {
        fputs(tr(w, "  the least that would free it: "), out);
        put_cause(w, out, k, &cause[0]);
        fputs("\n", out);
    } else if (n && !may) {
        fputs(tr(w, "  at each of its times two things or more stand in the way\n"), out);
    }
}

void timetable_put_missing(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_plan *plan)
{
    int told = 0;
    for (int32_t c = 0; c < k->x->classes; c++) {
        if (plan->time[c] != FIT_NONE || told++ >= 100)
            continue;
        fprintf(out, tr(w, "class %s (line %d): no time and room were found for it\n"), name_of(k, c), k->x->class[c].line);
        if (told <= MOST_EXPLAINED)
            put_why(w, out, k, plan, c);
    }
    if (told > 100)
        fprintf(out, tr(w, "... and %lld more\n"), (long long)told - 100);
}

struct dear {
    int32_t class;
    int64_t total, value[FIT_CRITERIA];
};

static int by_total(const void *a, const void *b)
{
    const struct dear *x = a, *y = b;
    return x->total != y->total ? (x->total > y->total ? -1 : 1) : (x->class > y->class) - (x->class < y->class);
}

void timetable_put_dearest(const struct work *w, FILE *out, const struct itc_case *k, const struct fit_plan *plan, int64_t most)
{
    struct dear *list = calloc((size_t)k->x->classes + 1, sizeof *list);
    int64_t(*value)[FIT_CRITERIA] = calloc((size_t)k->x->classes + 1, sizeof *value);
    if (list && value && fit_class_costs(k->p, plan, value)) {
        for (int32_t c = 0; c < k->x->classes; c++) {
            list[c].class = c;
            for (int i = 0; i < FIT_CRITERIA; i++)
                list[c].total += list[c].value[i] = value[c][i];
        }
        qsort(list, (size_t)k->x->classes, sizeof *list, by_total);
        for (int32_t i = 0; i < k->x->classes && i < most && list[i].total; i++) {
            const struct dear *d = &list[i];
            fprintf(out, tr(w, "class %s costs %lld: time %lld, room %lld, distribution %lld, student %lld\n"), name_of(k, d->class),
                    (long long)d->total, (long long)d->value[FIT_C_TIME], (long long)d->value[FIT_C_RESOURCE],
                    (long long)d->value[FIT_C_DISTRIBUTION], (long long)d->value[FIT_C_STUDENT]);
        }
    }
    free(list);
    free(value);
}
