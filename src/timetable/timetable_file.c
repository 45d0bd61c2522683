/* timetable_file.c -- see timetable_file.h. */
#include "timetable/timetable_file.h"

#include "timetable/timetable_itc.h"

#include "view/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)512 << 20)

static char *slurp(struct work *w, const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        fail(w, errno == ENOENT ? NOT_FOUND : BROKEN, tr(w, "%s can't be opened: %s"), path, strerror(errno));
        return NULL;
    }
    char *s = NULL;
    size_t room = 0;
    *n = 0;
    for (;;) {
        if (*n == room) {
            char *more = room < MOST_BYTES ? realloc(s, room = room ? room * 2 : 1 << 20) : NULL;
            if (!more) {
                fail(w, LIMIT, tr(w, "%s is larger than %zu MiB"), path, MOST_BYTES >> 20);
                break;
            }
            s = more;
        }
        size_t got = fread(s + *n, 1, room - *n, f);
        *n += got;
        if (!got)
            break;
    }
    if (ferror(f))
        fail(w, BROKEN, tr(w, "%s can't be read: %s"), path, strerror(errno));
    fclose(f);
    if (fine(w))
        return s;
    free(s);
    return NULL;
}

static void forget_case(void *x) { itc2019_free(x); }
static void forget_plan(void *plan) { fit_plan_free(plan); }

bool timetable_case(struct work *w, const char *path, struct itc_case *k)
{
    size_t n;
    char *s = slurp(w, path, &n);
    if (!s)
        return false;
    k->path = path;
    k->x = itc2019_read(s, n, &w->err);
    free(s);
    if (!k->x) {
        err_prefix(&w->err, "%s: ", path);
        return false;
    }
    work_later(w, forget_case, k->x);
    k->p = timetable_from_itc(w, k->x);
    return true;
}

struct fit_plan *timetable_solution(struct work *w, const struct itc_case *k, const char *path)
{
    size_t n;
    struct itc2019_answer a;
    char *s = slurp(w, path, &n);
    if (!s)
        return NULL;
    bool ok = itc2019_answer_read(k->x, s, n, &a, &w->err);
    free(s);
    struct fit_plan *plan = ok ? timetable_plan(w, k->x, k->p, &a) : NULL;
    if (ok)
        itc2019_answer_free(&a);
    if (plan)
        work_later(w, forget_plan, plan);
    else
        err_prefix(&w->err, "%s: ", path);
    return plan;
}

bool timetable_write(struct work *w, const char *path, const struct text *t)
{
    char *beside = take_text(w, "%s.part", path);
    FILE *f = t->over ? NULL : fopen(beside, "wb");
    bool ok = f && fwrite(t->s, 1, t->n, f) == t->n;
    ok = f && fclose(f) == 0 && ok;
    if (ok && rename(beside, path) == 0)
        return true;
    int why = errno;
    if (f)
        remove(beside);
    return fail(w, BROKEN, tr(w, "%s can't be written: %s"), path, t->over ? tr(w, "it would be too large") : strerror(why));
}
