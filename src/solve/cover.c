/* cover.c -- see cover.h. */
#include "solve/cover.h"

#include "solve/milp.h"

#include <math.h>
#include <stdlib.h>

#define RINGS_MOST 50 /* rings of prerequisites cut off before giving up */

static void *need(size_t n, size_t each)
{
    void *p = calloc(n + 1, each);
    if (p == NULL)
        abort();
    return p;
}

static void ask_rows(const struct cover_problem *p, struct milp *m, int *col, double *coef)
{
    for (int a = 0; a < p->asks; a++) {
        int n = 0;
        for (int i = 0; i < p->modules; i++)
            for (int k = 0; k < p->module[i].asks; k++)
                if (p->module[i].ask[k] == a) {
                    col[n] = i;
                    coef[n++] = 1;
                    break;
                }
        milp_row(m, 1, MILP_INF, n, col, coef);
    }
}

static void group_rows(const struct cover_problem *p, struct milp *m, int *col, double *coef)
{
    for (int i = 0; i < p->modules; i++)
        for (int g = 0; g < p->module[i].groups; g++) {
            const struct cover_group *group = &p->module[i].group[g];
            int n = 0;
            for (int k = 0; k < group->members; k++)
                if (group->member[k] != i) {
                    col[n] = group->member[k];
                    coef[n++] = 1;
                }
            col[n] = i;
            coef[n++] = -1;
            milp_row(m, 0, MILP_INF, n, col, coef);
        }
}

static void limit_rows(const struct cover_problem *p, struct milp *m, int *col, double *hours, double *contact, double *price)
{
    for (int i = 0; i < p->modules; i++) {
        col[i] = i;
        hours[i] = p->module[i].hours;
        contact[i] = p->module[i].contact;
        price[i] = (double)p->module[i].price;
    }
    if (p->hours_least > 0 || p->hours_most > 0)
        milp_row(m, p->hours_least, p->hours_most > 0 ? p->hours_most : MILP_INF, p->modules, col, hours);
    if (p->contact_most >= 0)
        milp_row(m, 0, p->contact_most, p->modules, col, contact);
    if (p->budget >= 0)
        milp_row(m, 0, (double)p->budget, p->modules, col, price);
}

static struct milp *build(const struct cover_problem *p)
{
    struct milp *m = milp_new();
    for (int i = 0; i < p->modules; i++)
        milp_column(m, (double)p->module[i].cost, 0, 1, true);
    for (int y = 0; y < p->partners; y++)
        milp_column(m, (double)p->partner_cost, 0, 1, false); /* whole of itself: it only has to cover x */
    size_t n = (size_t)(p->modules + p->partners);
    int *col = need(n, sizeof(int));
    double *a = need(n, sizeof(double)), *b = need(n, sizeof(double)), *c = need(n, sizeof(double));
    ask_rows(p, m, col, a);
    group_rows(p, m, col, a);
    for (int i = 0; i < p->modules && p->partner_cost > 0; i++)
        milp_row(m, 0, MILP_INF, 2, (int[]){p->modules + p->module[i].partner, i}, (double[]){1, -1});
    limit_rows(p, m, col, a, b, c);
    for (int k = 0; k < p->bans; k++) {
        for (int j = 0; j < p->ban[k].members; j++)
            a[j] = 1;
        milp_row(m, 0, p->ban[k].members - 1, p->ban[k].members, p->ban[k].member, a);
    }
    free(col);
    free(a);
    free(b);
    free(c);
    return m;
}

static bool ready(const struct cover_module *m, const bool *done)
{
    for (int g = 0; g < m->groups; g++) {
        bool any = false;
        for (int k = 0; k < m->group[g].members && !any; k++)
            any = done[m->group[g].member[k]];
        if (!any)
            return false;
    }
    return true;
}

/* put_in_order: the chosen modules, each after one of each of its groups; how many could be put. */
static int put_in_order(const struct cover_problem *p, const double *x, bool *done, int *order)
{
    int n = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < p->modules; i++)
            if (x[i] > 0.5 && !done[i] && ready(&p->module[i], done)) {
                done[i] = moved = true;
                order[n++] = i;
            }
    }
    return n;
}

/* Of the modules stuck in a ring not all may be chosen, unless one from outside opens it. */
static void cut_ring(const struct cover_problem *p, struct milp *m, const double *x, const bool *done)
{
    int *col = need((size_t)p->modules, sizeof(int)), n = 0, stuck = 0;
    double *coef = need((size_t)p->modules, sizeof(double));
    bool *opens = need((size_t)p->modules, sizeof(bool));
    for (int i = 0; i < p->modules; i++)
        if (x[i] > 0.5 && !done[i]) {
            col[n] = i;
            coef[n++] = 1;
            stuck++;
            for (int g = 0; g < p->module[i].groups; g++)
                for (int k = 0; k < p->module[i].group[g].members; k++)
                    opens[p->module[i].group[g].member[k]] = true;
        }
    for (int i = 0; i < p->modules; i++)
        if (opens[i] && x[i] <= 0.5) {
            col[n] = i;
            coef[n++] = -1;
        }
    milp_row(m, -MILP_INF, stuck - 1, n, col, coef);
    free(col);
    free(coef);
    free(opens);
}

static bool try_model(const struct cover_problem *p, struct milp *m, double seconds, double *x, bool *done, struct cover_answer *out,
                      struct err *e)
{
    for (int round = 0; round < RINGS_MOST; round++) {
        struct milp_answer a;
        if (!milp_solve(m, seconds, 0, x, &a, e))
            return false;
        out->seconds += a.seconds;
        out->proved = a.state == MILP_OPTIMAL || a.state == MILP_INFEASIBLE;
        out->bound = a.bound;
        if (a.state != MILP_OPTIMAL && a.state != MILP_FEASIBLE)
            return true;
        int wanted = 0;
        for (int i = 0; i < p->modules; i++) {
            wanted += x[i] > 0.5;
            done[i] = false;
        }
        out->chosen = put_in_order(p, x, done, out->order);
        if (out->chosen == wanted) {
            out->found = true;
            out->cost = llround(a.objective);
            return true;
        }
        cut_ring(p, m, x, done);
    }
    out->proved = false;
    return true;
}

bool cover_solve(const struct cover_problem *p, double seconds, struct cover_answer *out, struct err *e)
{
    *out = (struct cover_answer){.order = out->order};
    for (int a = 0, met; a < p->asks; a++) { /* No need to ask CBC what is plain to see. */
        met = 0;
        for (int i = 0; i < p->modules && !met; i++)
            for (int k = 0; k < p->module[i].asks && !met; k++)
                met = p->module[i].ask[k] == a;
        if (!met) {
            out->proved = true;
            return true;
        }
    }
    struct milp *m = build(p);
    double *x = need((size_t)milp_columns(m), sizeof(double));
    bool *done = need((size_t)p->modules, sizeof(bool));
    bool ok = try_model(p, m, seconds, x, done, out, e);
    free(x);
    free(done);
    milp_free(m);
    return ok;
}
