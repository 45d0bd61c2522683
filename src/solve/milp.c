/* milp.c -- see milp.h. */
#include "solve/milp_private.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct milp *milp_new(void)
{
    struct milp *m = calloc(1, sizeof(*m));
    if (m == NULL)
        abort();
    return m;
}

void milp_free(struct milp *m)
{
    if (m == NULL)
        return;
    free(m->cost);
    free(m->lo);
    free(m->hi);
    free(m->integer);
    free(m->row_lo);
    free(m->row_hi);
    free(m->start);
    free(m->col);
    free(m->coef);
    free(m);
}

static void *more(void *p, int room, size_t each)
{
    p = realloc(p, (size_t)room * each);
    if (p == NULL)
        abort();
    return p;
}

int milp_column(struct milp *m, double cost, double lo, double hi, bool integer)
{
    if (m->columns == m->column_room) {
        m->column_room = m->column_room == 0 ? 64 : m->column_room * 2;
        m->cost = more(m->cost, m->column_room, sizeof(double));
        m->lo = more(m->lo, m->column_room, sizeof(double));
        m->hi = more(m->hi, m->column_room, sizeof(double));
        m->integer = more(m->integer, m->column_room, 1);
    }
    m->cost[m->columns] = cost;
    m->lo[m->columns] = lo;
    m->hi[m->columns] = hi;
    m->integer[m->columns] = integer;
    return m->columns++;
}

int milp_row(struct milp *m, double lo, double hi, int n, const int *col, const double *coef)
{
    if (m->rows + 1 >= m->row_room) {
        m->row_room = m->row_room == 0 ? 64 : m->row_room * 2;
        m->row_lo = more(m->row_lo, m->row_room, sizeof(double));
        m->row_hi = more(m->row_hi, m->row_room, sizeof(double));
        m->start = more(m->start, m->row_room + 1, sizeof(int));
        m->start[0] = 0;
    }
    while (m->entries + n > m->entry_room) {
        m->entry_room = m->entry_room == 0 ? 256 : m->entry_room * 2;
        m->col = more(m->col, m->entry_room, sizeof(int));
        m->coef = more(m->coef, m->entry_room, sizeof(double));
    }
    if (n > 0) {
        memcpy(m->col + m->entries, col, (size_t)n * sizeof(int));
        memcpy(m->coef + m->entries, coef, (size_t)n * sizeof(double));
    }
    m->entries += n;
    m->row_lo[m->rows] = lo;
    m->row_hi[m->rows] = hi;
    m->start[m->rows + 1] = m->entries;
    return m->rows++;
}

int milp_columns(const struct milp *m) { return m->columns; }
int milp_rows(const struct milp *m) { return m->rows; }

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* read_all: n bytes before the deadline; what came, in *got. */
static bool read_all(int fd, void *bytes, size_t n, double deadline)
{
    char *p = bytes;
    while (n > 0) {
        double left = deadline - now_s();
        struct pollfd f = {fd, POLLIN, 0};
        int ready = left <= 0 ? 0 : poll(&f, 1, (int)(left * 1000) + 1);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t k = read(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        p += k;
        n -= (size_t)k;
    }
    return true;
}

/* The answer is believed only as far as it can be checked: whole numbers whole, every row kept. */
static bool sound(const struct milp *m, double *x)
{
    for (int c = 0; c < m->columns; c++) {
        if (m->integer[c])
            x[c] = round(x[c]);
        if (!(x[c] >= m->lo[c] - 1e-6 && x[c] <= m->hi[c] + 1e-6))
            return false;
    }
    for (int r = 0; r < m->rows; r++) {
        double sum = 0, size = 1;
        for (int k = m->start[r]; k < m->start[r + 1]; k++) {
            sum += m->coef[k] * x[m->col[k]];
            size += fabs(m->coef[k] * x[m->col[k]]);
        }
        if (sum < m->row_lo[r] - 1e-6 * size || sum > m->row_hi[r] + 1e-6 * size)
            return false;
    }
    return true;
}

bool milp_solve(const struct milp *m, double seconds, double gap, double *x, struct milp_answer *out, struct err *e)
{
    double begun = now_s();
    *out = (struct milp_answer){.state = MILP_UNKNOWN, .bound = -MILP_INF};
    pid_t pid;
    int fd = milp_launch(m, seconds, gap, &pid);
    if (fd < 0)
        return err_set(e, BROKEN, "cannot start the solver: %s", strerror(errno));
    struct milp_message msg = {MILP_UNKNOWN, -MILP_INF};
    double deadline = begun + milp_patience_s(seconds);
    bool got = read_all(fd, &msg, sizeof(msg), deadline);
    bool has = got && (msg.state == MILP_OPTIMAL || msg.state == MILP_FEASIBLE);
    if (has)
        got = read_all(fd, x, (size_t)m->columns * sizeof(double), deadline);
    close(fd);
    if (pid > 0)
        kill(pid, SIGKILL);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    out->seconds = now_s() - begun;
    if (!got) /* Killed or fallen over: no answer, which is an answer. */
        return true;
    if (has && !sound(m, x))
        return err_set(e, BROKEN, "the solver sent an answer that breaks its own model");
    out->state = (enum milp_state)msg.state;
    out->bound = msg.bound;
    if (has) {
        for (int c = 0; c < m->columns; c++)
            out->objective += m->cost[c] * x[c];
        if (out->state == MILP_OPTIMAL || out->bound > out->objective)
            out->bound = out->state == MILP_OPTIMAL && gap <= 0 ? out->objective : fmin(out->bound, out->objective);
    }
    return true;
}
