/* itc2019.c -- any bytes as a problem: read it or refuse it with a sentence; what is read is then checked and
 * given a moment of search, and its solution is written and read back. */
#include "codec/itc2019.h"
#include "solve/fit.h"
#include "timetable/timetable_itc.h"

#include <stdlib.h>

static void solve(const struct itc2019 *x)
{
    struct work *w = work_begin(NULL, 0, 0);
    struct fit_problem *p = timetable_from_itc(w, x);
    struct fit_control control = {.iterations = 500, .seed = 1};
    struct fit_plan *plan = NULL;
    struct fit_score score;
    struct err e = {0};
    if (x->classes < 200 && x->students < 200 && fit_solve(p, NULL, &control, &plan, &score, &e)) {
        struct itc2019_answer a = timetable_answer(x, p, plan), again;
        struct text t = TEXT(0);
        itc2019_answer_write(x, &a, &t);
        if (!itc2019_answer_read(x, t.s, t.n, &again, &e))
            abort(); /* what we write, we read */
        itc2019_answer_free(&again);
        itc2019_answer_free(&a);
        text_free(&t);
    }
    fit_plan_free(plan);
    work_end(w);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n)
{
    struct err e = {0};
    struct itc2019 *x = itc2019_read((const char *)bytes, n, &e);
    if (!x && !e.text[0])
        abort(); /* a refusal says why */
    if (x)
        solve(x);
    itc2019_free(x);
    return 0;
}
