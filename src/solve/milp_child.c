/* milp_child.c -- COIN-OR CBC in a process of its own: see milp_private.h.
 *
 * A fork copies the page tables of whoever forks, and every page written afterwards is copied once more: from a process
 * that holds a region that is dearer than most models are to solve.  So milp_begin() leaves a small process behind,
 * the doorkeeper, which forks for whoever sends it one end of a socket.  Without one the asking process forks itself. */
#include "solve/milp_private.h"

#include <Cbc_C_Interface.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ENTRIES_MOST (1 << 28) /* a model that a doorkeeper believes */

static int door = -1; /* our end of the way to the doorkeeper; set before there are threads */

static void *need(size_t n, size_t each)
{
    void *p = calloc(n + 1, each);
    if (p == NULL)
        abort();
    return p;
}

/* CBC wants columns; rows are how people think. */
static void load(Cbc_Model *model, const struct milp *m)
{
    int *begin = need((size_t)m->columns + 1, sizeof(int)), *index = need((size_t)m->entries, sizeof(int));
    double *value = need((size_t)m->entries, sizeof(double));
    for (int k = 0; k < m->entries; k++)
        begin[m->col[k] + 1]++;
    for (int c = 0; c < m->columns; c++)
        begin[c + 1] += begin[c];
    int *at = need((size_t)m->columns, sizeof(int));
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
        ssize_t k = send(fd, p, n, MSG_NOSIGNAL); /* whoever is gone is no reason to die */
        if (k < 0 && errno == ENOTSOCK)
            k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        p += k;
        n -= (size_t)k;
    }
    return true;
}

static bool get_all(int fd, void *bytes, size_t n)
{
    char *p = bytes;
    while (n > 0) {
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

static void quiet(void)
{
    int nul = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; fd++)
        dup2(nul, fd);
    if (nul > 2)
        close(nul);
}

/* solve: the end of the child's life: it never returns and never runs its parent's exit handlers. */
static void solve(const struct milp *m, double seconds, double gap, int fd)
{
    struct rlimit cpu = {(rlim_t)seconds + 5, (rlim_t)seconds + 6};
    setrlimit(RLIMIT_CPU, &cpu);
    alarm((unsigned)milp_patience_s(seconds) + 1);
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
    struct milp_message msg = {MILP_UNKNOWN, Cbc_getBestPossibleObjValue(model)};
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

/* ---- the doorkeeper ---- */

struct letter { /* what goes before the arrays */
    int columns, rows, entries;
    double seconds, gap;
};

static bool send_model(int fd, const struct milp *m, double seconds, double gap)
{
    struct letter l = {m->columns, m->rows, m->entries, seconds, gap};
    size_t c = (size_t)m->columns, r = (size_t)m->rows, n = (size_t)m->entries;
    int none = 0;
    return send_all(fd, &l, sizeof(l)) && send_all(fd, m->cost, c * sizeof(double)) && send_all(fd, m->lo, c * sizeof(double)) &&
           send_all(fd, m->hi, c * sizeof(double)) && send_all(fd, m->integer, c) && send_all(fd, m->row_lo, r * sizeof(double)) &&
           send_all(fd, m->row_hi, r * sizeof(double)) && send_all(fd, r > 0 ? m->start : &none, (r + 1) * sizeof(int)) &&
           send_all(fd, m->col, n * sizeof(int)) && send_all(fd, m->coef, n * sizeof(double));
}

static void solve_letter(int fd)
{
    struct letter l;
    if (!get_all(fd, &l, sizeof(l)) || l.columns < 0 || l.rows < 0 || l.entries < 0 || l.columns > ENTRIES_MOST || l.rows > ENTRIES_MOST ||
        l.entries > ENTRIES_MOST)
        _exit(1);
    size_t c = (size_t)l.columns, r = (size_t)l.rows, n = (size_t)l.entries;
    struct milp m = {.columns = l.columns, .rows = l.rows, .entries = l.entries,
                     .cost = need(c, sizeof(double)), .lo = need(c, sizeof(double)), .hi = need(c, sizeof(double)), .integer = need(c, 1),
                     .row_lo = need(r, sizeof(double)), .row_hi = need(r, sizeof(double)), .start = need(r + 1, sizeof(int)),
                     .col = need(n, sizeof(int)), .coef = need(n, sizeof(double))};
    if (!get_all(fd, m.cost, c * sizeof(double)) || !get_all(fd, m.lo, c * sizeof(double)) || !get_all(fd, m.hi, c * sizeof(double)) ||
        !get_all(fd, m.integer, c) || !get_all(fd, m.row_lo, r * sizeof(double)) || !get_all(fd, m.row_hi, r * sizeof(double)) ||
        !get_all(fd, m.start, (r + 1) * sizeof(int)) || !get_all(fd, m.col, n * sizeof(int)) || !get_all(fd, m.coef, n * sizeof(double)))
        _exit(1);
    solve(&m, l.seconds, l.gap, fd);
}

/* A message of one byte with one descriptor beside it. */
union beside {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
};

static bool hand_over(int way, int fd)
{
    char byte = 0;
    struct iovec io = {&byte, 1};
    union beside b = {0};
    struct msghdr msg = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = b.room, .msg_controllen = sizeof(b.room)};
    b.head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(&b.head), &fd, sizeof(fd));
    ssize_t n;
    do
        n = sendmsg(way, &msg, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == 1;
}

/* take_over: the next descriptor; -1 when nobody is left to send one. */
static int take_over(int way)
{
    char byte;
    int fd = -1;
    struct iovec io = {&byte, 1};
    union beside b = {0};
    struct msghdr msg = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = b.room, .msg_controllen = sizeof(b.room)};
    ssize_t n;
    do
        n = recvmsg(way, &msg, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    struct cmsghdr *c = n == 1 ? CMSG_FIRSTHDR(&msg) : NULL;
    if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(c), sizeof(fd));
    return fd;
}

/* keep_door: until the last process that could send anything has gone.  Ctrl-C is for the one who asked. */
static void keep_door(int way)
{
    quiet();
    if (way > 3)
        close_range(3, (unsigned)way - 1, 0);
    close_range((unsigned)way + 1, ~0U, 0);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGCHLD, SIG_IGN); /* nobody waits for those that solve */
    for (int fd; (fd = take_over(way)) >= 0; close(fd)) {
        if (fork() != 0) /* where none can be had the socket closes, which says so */
            continue;
        close(way);
        signal(SIGPIPE, SIG_DFL);
        solve_letter(fd);
    }
    _exit(0);
}

void milp_begin(void)
{
    int way[2];
    if (door >= 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, way) != 0)
        return;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) { /* a grandchild, so that nobody has to wait for it */
        close(way[0]);
        if (fork() == 0)
            keep_door(way[1]);
        _exit(0);
    }
    close(way[1]);
    if (pid < 0)
        close(way[0]);
    else
        door = way[0];
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

static int launch_at_door(const struct milp *m, double seconds, double gap)
{
    int fd[2];
    if (door < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0)
        return -1;
    bool sent = hand_over(door, fd[1]);
    close(fd[1]);
    if (sent && send_model(fd[0], m, seconds, gap))
        return fd[0];
    close(fd[0]);
    return -1;
}

int milp_launch(const struct milp *m, double seconds, double gap, pid_t *pid)
{
    *pid = 0;
    int at_door = launch_at_door(m, seconds, gap), fd[2];
    if (at_door >= 0 || pipe2(fd, O_CLOEXEC) != 0)
        return at_door;
    fflush(NULL);
    *pid = fork();
    if (*pid == 0) {
        close(fd[0]);
        quiet();
        solve(m, seconds, gap, fd[1]);
    }
    close(fd[1]);
    if (*pid < 0) {
        close(fd[0]);
        return -1;
    }
    return fd[0];
}
