/* cover_test.c -- composing against brute force on small cases. */
#include "base/rng.h"
#include "solve/cover.h"
#include "solve/milp.h"
#include "test/test.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define M 10

struct world {
    struct cover_module module[M];
    int ask[M][3];
    int member[M][2][3];
    struct cover_group group[M][2];
    struct cover_problem p;
};

static void make(struct world *x, struct rng *r)
{
    memset(x, 0, sizeof(*x));
    for (int i = 0; i < M; i++) {
        struct cover_module *m = &x->module[i];
        *m = (struct cover_module){.cost = 10 + rng_below(r, 90), .hours = 4 + (int)rng_below(r, 20), .partner = (int)rng_below(r, 3)};
        m->price = m->cost;
        m->contact = m->hours / 2;
        m->ask = x->ask[i];
        m->group = x->group[i];
        for (int k = 0; k < 2; k++)
            x->ask[i][m->asks++] = (int)rng_below(r, 4);
        if (rng_below(r, 2) == 0) { /* rings included on purpose */
            x->group[i][0].member = x->member[i][0];
            for (int k = 0; k < 2; k++) {
                int other = (int)rng_below(r, M);
                if (other != i)
                    x->member[i][0][x->group[i][0].members++] = other;
            }
            m->groups = x->group[i][0].members > 0;
        }
    }
    x->p = (struct cover_problem){.modules = M, .asks = 4, .partners = 3, .module = x->module, .partner_cost = rng_below(r, 30),
                                  .hours_least = 20, .hours_most = 80, .contact_most = 40, .budget = 70 + rng_below(r, 150)};
}

/* possible: the set can be put in an order and keeps every row; its cost. */
static bool possible(const struct cover_problem *p, unsigned set, int64_t *cost)
{
    unsigned met = 0, partners = 0, done = 0;
    int hours = 0, contact = 0;
    int64_t price = 0;
    *cost = 0;
    for (int i = 0; i < M; i++)
        if (set >> i & 1) {
            for (int k = 0; k < p->module[i].asks; k++)
                met |= 1u << p->module[i].ask[k];
            partners |= 1u << p->module[i].partner;
            hours += p->module[i].hours;
            contact += p->module[i].contact;
            price += p->module[i].price;
            *cost += p->module[i].cost;
        }
    *cost += p->partner_cost * __builtin_popcount(partners);
    for (int round = 0; round < M; round++)
        for (int i = 0; i < M; i++) {
            bool ok = set >> i & 1;
            for (int g = 0; ok && g < p->module[i].groups; g++) {
                bool any = false;
                for (int k = 0; k < p->module[i].group[g].members; k++)
                    any = any || (done >> p->module[i].group[g].member[k] & 1);
                ok = any;
            }
            if (ok)
                done |= 1u << i;
        }
    return met == 15u && done == set && hours >= p->hours_least && hours <= p->hours_most && contact <= p->contact_most &&
           price <= p->budget;
}

PURE(composing_is_as_cheap_as_trying_every_set_of_modules)
{
    struct rng r = rng_seed(11);
    int found = 0, rings = 0;
    for (int t = 0; t < 40; t++) {
        struct world x;
        make(&x, &r);
        int64_t best = INT64_MAX, cost;
        for (unsigned set = 0; set < 1u << M; set++)
            if (possible(&x.p, set, &cost) && cost < best)
                best = cost;
        int order[M];
        struct cover_answer a = {.order = order};
        struct err e = {0};
        CHECK(cover_solve(&x.p, 5, &a, &e));
        CHECK(a.proved);
        CHECK(a.found == (best < INT64_MAX));
        if (a.found) {
            CHECK(a.cost == best);
            unsigned set = 0;
            for (int k = 0; k < a.chosen; k++)
                set |= 1u << order[k];
            CHECK(possible(&x.p, set, &cost) && cost == best);
            found++;
        }
        rings += !a.found;
    }
    CHECK(found >= 10 && rings >= 1);
}

/* least_of: the least of sum i * x[i] with at least k of n chosen, said `times` over, by milp_solve; -1 when it did not
 * prove it. */
static double least_of(int n, int k, int times)
{
    struct milp *m = milp_new();
    int *col = calloc((size_t)n, sizeof(*col));
    double *one = calloc((size_t)n, sizeof(*one)), *x = calloc((size_t)n, sizeof(*x));
    for (int i = 0; i < n; i++) {
        col[i] = milp_column(m, i + 1, 0, 1, true);
        one[i] = 1;
    }
    for (int i = 0; i < times; i++)
        milp_row(m, k, MILP_INF, n, col, one);
    struct milp_answer out;
    struct err e = {0};
    bool ok = milp_solve(m, 20, 0, x, &out, &e) && out.state == MILP_OPTIMAL;
    free(col);
    free(one);
    free(x);
    milp_free(m);
    return ok ? out.objective : -1;
}

/* In a process of its own, because a doorkeeper stays as long as whoever began it. */
PURE(a_doorkeeper_starts_the_solvers_of_its_process_and_of_its_children)
{
    pid_t pid = fork();
    if (pid == 0) {
        milp_begin();
        milp_begin();
        bool ok = least_of(9, 3, 1) == 6 && least_of(1000, 2, 40) == 3; /* the second is more than a socket holds at once */
        pid_t child = fork();
        if (child == 0)
            _exit(least_of(9, 4, 1) == 10 ? 0 : 1);
        int status = 1;
        ok = ok && waitpid(child, &status, 0) == child && status == 0;
        _exit(ok ? 0 : 1);
    }
    int status = 1;
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    CHECK(least_of(9, 3, 1) == 6); /* without one, as before */
}

PURE(the_solver_says_when_there_is_no_answer)
{
    struct milp *m = milp_new();
    int a = milp_column(m, 1, 0, 1, true), b = milp_column(m, 2, 0, 1, true);
    milp_row(m, 3, MILP_INF, 2, (int[]){a, b}, (double[]){1, 1});
    double x[2];
    struct milp_answer out;
    struct err e = {0};
    CHECK(milp_solve(m, 5, 0, x, &out, &e));
    CHECK(out.state == MILP_INFEASIBLE);
    milp_free(m);
}

PURE(the_solver_minimises_and_reports_its_bound)
{
    struct milp *m = milp_new();
    int col[8];
    double each[8] = {3, 5, 7, 9, 11, 13, 17, 19};
    for (int i = 0; i < 8; i++)
        col[i] = milp_column(m, each[i] * each[i], 0, 1, true);
    milp_row(m, 30, 30, 8, col, each);
    double x[8];
    struct milp_answer out;
    struct err e = {0};
    CHECK(milp_solve(m, 5, 0, x, &out, &e));
    CHECK(out.state == MILP_OPTIMAL);
    CHECK(out.objective >= out.bound - 1e-6 && out.objective == 3 * 3 + 7 * 7 + 9 * 9 + 11 * 11);
    milp_free(m);
}
