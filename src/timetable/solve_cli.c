/* solve_cli.c -- cavt solve itc2019: a problem of the competition in, the best solution found out. */
#include "timetable/run_cli.h"
#include "timetable/timetable_file.h"
#include "timetable/timetable_itc.h"
#include "view/words.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t stopped;
static void on_stop(int signal)
{
    (void)signal;
    stopped = 1;
}

static void put_score(const struct work *w, FILE *out, const struct fit_score *s)
{
    fprintf(out, tr(w, "total %lld (time %lld, room %lld, distribution %lld, student %lld), without a time %d"), (long long)s->total,
            (long long)s->value[FIT_C_TIME], (long long)s->value[FIT_C_RESOURCE], (long long)s->value[FIT_C_DISTRIBUTION],
            (long long)s->value[FIT_C_STUDENT], s->unplaced);
}

/* Progress goes to stderr, so that what is printed on stdout stays the answer. */
static void progress(void *data, const struct fit_progress *now)
{
    const struct call *c = data;
    fprintf(stderr, "%s%7.1f  ", c->terminal ? "\r" : "", now->seconds);
    put_score(c->w, stderr, &now->best);
    if (now->best.broken)
        fprintf(stderr, tr(c->w, ", broken %lld"), (long long)now->best.broken);
    fputs(c->terminal ? "\033[K" : "\n", stderr);
}

static void put_work(const struct work *w, FILE *out, const struct fit_work *did)
{
    static const char *const name[] = {TR("time"), TR("best place"), TR("room"), TR("swap"), TR("ejection"), TR("shift"), TR("home"), TR("student"), TR("heat bath")};
    fprintf(out, tr(w, "%.1f s, %.1f s of processor, %lld moves, %.0f thousand a second"), did->seconds, did->cpu_seconds,
            (long long)did->moves, did->seconds > 0 ? (double)did->moves / did->seconds / 1000 : 0);
    if (did->feasible_at >= 0)
        fprintf(out, tr(w, ", complete at %.1f s"), did->feasible_at);
    fputs("\n", out);
    for (size_t i = 0; i < COUNT(name); i++)
        if (did->tried[i])
            fprintf(out, tr(w, "  %s: %lld tried, %lld taken\n"), tr(w, name[i]), (long long)did->tried[i], (long long)did->took[i]);
}

bool timetable_solve_run(struct call *c)
{
    struct itc_case k;
    const char *out = call_text(c, "out", ""), *start = call_text(c, "start", NULL);
    struct fit_work did = {0};
    struct fit_control control = {.seconds = call_real(c, "seconds", 60, 0.01, 864000), .seed = (uint64_t)call_int(c, "seed", 1, 0, INT64_MAX),
                                  .iterations = call_int(c, "moves", 0, 0, INT64_MAX),
                                  .threads = (int32_t)call_int(c, "threads", 2, 1, 64), .stop = &stopped, .progress = progress,
                                  .data = c, .did = &did, .processor = call_has(c, "processor")};
    if (call_has(c, "moves") && !call_has(c, "seconds"))
        control.seconds = 0;
    if (!call_has(c, "out"))
        return fail(c->w, NOT_VALID, "%s", tr(c->w, "where the solution is to be written is not said; add --out SOLUTION.xml"));
    if (!fine(c->w) || !timetable_case(c->w, c->arg[0], &k))
        return false;
    struct fit_plan *from = start ? timetable_solution(c->w, &k, start) : NULL, *plan = NULL;
    struct fit_score score;
    struct sigaction act = {.sa_handler = on_stop}, was_int, was_term;
    if (!fine(c->w))
        return false;
    stopped = 0;
    sigaction(SIGINT, &act, &was_int);
    sigaction(SIGTERM, &act, &was_term);
    bool ok = fit_solve(k.p, from, &control, &plan, &score, &c->w->err);
    if (c->terminal)
        fputs("\r\033[K", stderr);
    if (ok) {
        struct itc2019_answer a = timetable_answer(k.x, k.p, plan);
        struct text t = TEXT(0);
        a.runtime = did.seconds;
        a.cores = control.threads;
        itc2019_answer_write(k.x, &a, &t);
        ok = timetable_write(c->w, out, &t);
        text_free(&t);
        itc2019_answer_free(&a);
        timetable_put_missing(c->w, c->out, &k, plan);
        put_score(c->w, c->out, &score);
        fprintf(c->out, tr(c->w, ", violations %lld%s\n"), (long long)score.broken, stopped ? tr(c->w, ", stopped before its time") : "");
        put_work(c->w, c->out, &did);
    }
    sigaction(SIGINT, &was_int, NULL);
    sigaction(SIGTERM, &was_term, NULL);
    fit_plan_free(plan);
    return ok;
}
