/* milp.c -- see milp.h. */
#include "solve/milp.h"

#include <Cbc_C_Interface.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct milp {
    int columns, rows, entries;
    int column_room, row_room, entry_room;
    double *cost, *lo, *hi;
    char *integer;
    double *row_lo, *row_hi;
    int *start; /* of each row in col and coef */
    int *col;
    double *coef;
};

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

/* What the child sends before the values of x. */
struct message {
    int state;
    double bound;
};

/* CBC wants columns; rows are how people think. */
static void load(Cbc_Model *model, const struct milp *m)
{
    int *begin = calloc((size_t)m->columns + 1, sizeof(int));
    int *index = calloc((size_t)m->entries + 1, sizeof(int));
    double *value = calloc((size_t)m->entries + 1, sizeof(double));
    if (begin == NULL || index == NULL || value == NULL)
        abort();
    for (int k = 0; k < m->entries; k++)
        begin[m->col[k] + 1]++;
    for (int c = 0; c < m->columns; c++)
        begin[c + 1] += begin[c];
    int *at = calloc((size_t)m->columns + 1, sizeof(int));
    if (at == NULL)
        abort();
    memcpy(at, begin, (size_t)m->columns * sizeof(int));
    for (int r = 0; r < m->rows; r++)
        for (int k = m->start[r]; k < m->start[r + 1]; k++) {
            index[at[m->col[k]]] = r;
            value[at[m->col[k]]++] = m->coef[k];
        }
    Cbc_loadProblem(model, m->columns, m->rows, begin, index, value, m->lo, m->hi, m->cost, m->row_lo, m->row_hi);
    for (int c = 0; c < m->columns; c++)
        if (m->integer[c])
            Cbc_setInteger(model, c);
}

static bool send_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n > 0) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        p += k;
        n -= (size_t)k;
    }
    return true;
}

/* The whole life of the child: it never returns and never runs the parent's exit handlers. */
static void child(const struct milp *m, double seconds, double gap, int fd)
{
    int nul = open("/dev/null", O_WRONLY);
    dup2(nul, STDOUT_FILENO);
    dup2(nul, STDERR_FILENO);
    struct rlimit cpu = {(rlim_t)seconds + 5, (rlim_t)seconds + 6};
    setrlimit(RLIMIT_CPU, &cpu);
    Cbc_Model *model = Cbc_newModel();
    load(model, m);
    char text[32];
    snprintf(text, sizeof(text), "%.3f", seconds);
    Cbc_setParameter(model, "log", "0");
    Cbc_setParameter(model, "sec", text);
    snprintf(text, sizeof(text), "%.9f", gap);
    Cbc_setParameter(model, "ratio", text);
    Cbc_setParameter(model, "allow", gap > 0 ? "1e-6" : "1e-9");
    Cbc_solve(model);
    struct message msg = {MILP_UNKNOWN, Cbc_getBestPossibleObjValue(model)};
    bool some = Cbc_getNumCols(model) > 0 && Cbc_bestSolution(model) != NULL;
    if (Cbc_isProvenInfeasible(model) && !some)
        msg.state = MILP_INFEASIBLE;
    else if (some)
        msg.state = Cbc_isProvenOptimal(model) ? MILP_OPTIMAL : MILP_FEASIBLE;
    bool sent = send_all(fd, &msg, sizeof(msg));
    if (sent && some)
        sent = send_all(fd, Cbc_getColSolution(model), (size_t)m->columns * sizeof(double));
    _exit(sent ? 0 : 1);
}

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
    int fd[2];
    if (pipe2(fd, O_CLOEXEC) != 0)
        return err_set(e, BROKEN, "cannot start the solver: %s", strerror(errno));
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) {
        close(fd[0]);
        close(fd[1]);
        return err_set(e, BROKEN, "cannot start the solver: %s", strerror(errno));
    }
    if (pid == 0) {
        close(fd[0]);
        child(m, seconds, gap, fd[1]);
    }
    close(fd[1]);
    struct message msg = {MILP_UNKNOWN, -MILP_INF};
    double deadline = begun + seconds * 1.5 + 5;
    bool got = read_all(fd[0], &msg, sizeof(msg), deadline);
    bool has = got && (msg.state == MILP_OPTIMAL || msg.state == MILP_FEASIBLE);
    if (has)
        got = read_all(fd[0], x, (size_t)m->columns * sizeof(double), deadline);
    close(fd[0]);
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
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
