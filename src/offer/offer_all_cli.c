/* offer_all_cli.c -- see offer_all_cli.h.  Orders are answered each by itself, so they can be shared out: process k takes
 * every jobs-th order, on a connection of its own, and reports a line for each through its pipe. */
#include "offer/offer_all_cli.h"

#include "store/db.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct reported {
    bool met, failed;
    char text[600];
};

/* answer_one: in a work of its own, so that memory is given back between orders. */
static void answer_one(struct db *db, const struct work *like, struct state *st, const struct answer_control *control, const char *code,
                       struct reported *out)
{
    struct work *w = work_begin(db, like->who, like->now);
    w->language = like->language;
    struct order o;
    struct answer *a = NULL;
    const char *stored = "";
    *out = (struct reported){0};
    if (order_load(w, code, &o) && offer_answer(w, st, &o, control, &a) && offer_store(w, st, a, &stored)) {
        out->met = a->possible;
        snprintf(out->text, sizeof(out->text), "%-12s %s  %s", code, stored, a->possible ? tr(w, "can be met") : tr(w, "cannot be met yet"));
    } else {
        out->failed = w->err.fault != NOT_VALID; /* an order that is not well formed is said, and the rest goes on */
        snprintf(out->text, sizeof(out->text), "%-12s %s", code, w->err.text);
    }
    work_end(w);
}

static void run_job(const struct call *c, struct state *st, const struct answer_control *control, const char **codes, int n, int k, int jobs,
                    int fd)
{
    struct err e = {0};
    struct db *db = db_open_existing(c->db_where, &e);
    for (int i = k; i < n; i += jobs) {
        struct reported r = {.failed = true};
        if (db == NULL)
            snprintf(r.text, sizeof(r.text), "%s", e.text);
        else
            answer_one(db, c->w, st, control, codes[i], &r);
        if (write(fd, &r, sizeof(r)) != (ssize_t)sizeof(r) || db == NULL)
            break;
    }
    db_close(db);
    _exit(0);
}

static bool read_report(int fd, struct reported *r)
{
    size_t got = 0;
    while (got < sizeof(*r)) {
        ssize_t n = read(fd, (char *)r + got, sizeof(*r) - got);
        if (n <= 0)
            return false;
        got += (size_t)n;
    }
    return true;
}

static bool say_report(struct call *c, const struct reported *r, int *met)
{
    if (r->failed)
        return fail(c->w, BROKEN, "%s", r->text);
    *met += r->met;
    fprintf(c->out, "%s\n", r->text);
    fflush(c->out);
    return true;
}

bool offer_make_all(struct call *c, struct state *st, const struct answer_control *control, int jobs)
{
    const char **codes;
    int n, met = 0, fd[64][2];
    pid_t pid[64];
    if (!order_codes(c->w, "open", &codes, &n))
        return false;
    jobs = jobs > 64 ? 64 : jobs > n ? n : jobs;
    fflush(NULL);
    int started = 0;
    for (; started < jobs && jobs > 1 && pipe(fd[started]) == 0; started++) {
        pid[started] = fork();
        if (pid[started] == 0)
            run_job(c, st, control, codes, n, started, jobs, fd[started][1]);
        close(fd[started][1]);
        if (pid[started] < 0) {
            close(fd[started][0]);
            break;
        }
    }
    for (int i = 0; i < n && fine(c->w); i++) {
        struct reported r;
        if (started < jobs || jobs < 2) /* alone, or where no more processes are to be had */
            answer_one(c->w->db, c->w, st, control, codes[i], &r);
        else if (!read_report(fd[i % jobs][0], &r))
            fail(c->w, BROKEN, tr(c->w, "answering %s ended before it was done; run the command again"), codes[i]);
        if (fine(c->w))
            say_report(c, &r, &met);
    }
    for (int k = 0; k < started; k++) {
        close(fd[k][0]);
        waitpid(pid[k], NULL, 0);
    }
    if (!fine(c->w))
        return false;
    fprintf(c->out, "%s\n", say_text(c->w, trn(c->w, "%d open order, %d can be met", "%d open orders, %d can be met", n), n, met));
    return true;
}
