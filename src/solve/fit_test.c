/* fit_test.c -- the timetable engine: differences are the whole, small cases are solved to the optimum, the
 * same seed gives the same answer, and what can't be is said. */
#include "solve/fit_table.h"
#include "test/test.h"

#include <stdlib.h>

/* ---- a made problem with everything in it */

struct world {
    struct fit_problem p;
    struct fit_class class[40];
    struct fit_time time[40][24];
    struct fit_need need[40][3];
    struct fit_option option[40][3][6];
    uint64_t allow[40];
    int64_t by_site[4];
    struct fit_resource resource[14];
    struct fit_load load[4];
    int32_t base[FIT_WEEKS], was[3];
    uint16_t travel[16];
    struct fit_distribution dist[60];
    int32_t member[60][10];
    struct fit_subpart subpart[6];
    struct fit_config config[3];
    struct fit_course course[2];
    struct fit_student student[10];
    int32_t wish[2], order[40];
};

static uint32_t any(struct rng *r, uint32_t n) { return rng_below(r, n); }

static void make_times(struct world *x, struct rng *r, int c)
{
    for (int t = 0; t < 24; t++) {
        uint64_t weeks = any(r, 3) ? (uint64_t)1 << any(r, 5) : 1 + any(r, 31);
        uint8_t days = (uint8_t)(any(r, 3) ? 1U << any(r, 5) : 1 + any(r, 31));
        x->time[c][t] = (struct fit_time){weeks, days, (uint16_t)(96 + 6 * any(r, 12)), (uint16_t)(9 + 9 * any(r, 2)), any(r, 10)};
    }
}

static void make_students(struct world *x, struct rng *r)
{
    /* course 0: config 0 (subparts 0, 1: classes of 1 have parents in 0), config 1 (subpart 2); course 1: subparts 3, 4 */
    static const int at[6] = {0, 3, 6, 8, 10, 13};
    for (int i = 0; i < 40; i++) {
        x->order[i] = i;
        x->class[i].subpart = x->class[i].parent = FIT_NONE;
    }
    for (int s = 0; s < 5; s++) {
        x->subpart[s] = (struct fit_subpart){s < 2 ? 0 : s < 3 ? 1 : 2, at[s + 1] - at[s], x->order + at[s]};
        for (int i = at[s]; i < at[s + 1]; i++)
            x->class[i].subpart = s, x->class[i].limit = 4 + (int)any(r, 3);
    }
    for (int i = 3; i < 6; i++)
        x->class[i].parent = i - 3;
    x->config[0] = (struct fit_config){0, 0, 2};
    x->config[1] = (struct fit_config){0, 2, 1};
    x->config[2] = (struct fit_config){1, 3, 2};
    x->course[0] = (struct fit_course){0, 2};
    x->course[1] = (struct fit_course){2, 1};
    x->wish[0] = 0, x->wish[1] = 1;
    for (int i = 0; i < 10; i++)
        x->student[i] = (struct fit_student){2, x->wish};
    x->p.subparts = 5, x->p.subpart = x->subpart;
    x->p.configs = 3, x->p.config = x->config;
    x->p.courses = 2, x->p.course = x->course;
    x->p.students = 10, x->p.student = x->student;
}

static struct world *make(uint64_t seed)
{
    struct rng g = rng_seed(seed), *r = &g;
    struct world *x = calloc(1, sizeof *x);
    for (int i = 0; i < 14; i++) /* 0-5 rooms, 6-9 equipment, 10-13 staff */
        x->resource[i] = (struct fit_resource){.capacity = i >= 6 && i < 10 ? 3 : 1, .site = i < 6 ? i % 4 : FIT_NONE,
                                               .travels = i >= 10, .week_most = i >= 12 ? 40 : 0};
    x->resource[13].week_base = x->base;
    x->base[1] = 30;
    x->load[0] = (struct fit_load){1, 3, 100, 20, 2};
    x->load[1] = (struct fit_load){3, 1, 110, 20, 2};
    x->resource[6].loads = 2, x->resource[6].load = x->load;
    x->load[2] = (struct fit_load){7, 2, 96, 30, 1};
    x->resource[0].loads = 1, x->resource[0].load = x->load + 2;
    x->by_site[1] = 7, x->by_site[3] = FIT_NEVER;
    for (int i = 0; i < 16; i++)
        x->travel[i] = (uint16_t)(i % 5 ? any(r, 8) : 0);
    for (int c = 0; c < 40; c++) {
        make_times(x, r, c);
        x->allow[c] = rng_next(r) | rng_next(r);
        for (int k = 0; k < 3; k++) {
            int first = k == 0 ? 0 : k == 1 ? 6 : 10, n = k == 0 ? 6 : 4;
            for (int o = 0; o < n; o++)
                x->option[c][k][o] = (struct fit_option){first + o, k == 1 ? 1 + (int32_t)any(r, 2) : 1, any(r, 20), FIT_NONE,
                                                         o == 0 ? &x->allow[c] : NULL, k == 2 && o == 1 ? x->by_site : NULL};
            x->need[c][k] = (struct fit_need){n, x->option[c][k]};
        }
        x->class[c] = (struct fit_class){.times = 24, .time = x->time[c], .needs = (int)any(r, 4), .need = x->need[c],
                                         .site = (int)any(r, 4) - 1 >= 0 ? 1 : FIT_NONE, .drop = any(r, 4) ? 0 : 50,
                                         .was_time = any(r, 3) ? FIT_NONE : (int)any(r, 24), .was_option = x->was, .change = 9};
    }
    for (int d = 0; d < 60; d++) {
        enum fit_type type = (enum fit_type)(d % FIT_TYPES);
        int n = 2 + (int)any(r, 8), a = (int[]){30, 3, 2, 18, 1, 1}[type >= FIT_WORK_DAY && type <= FIT_MAX_BLOCK ? type - FIT_WORK_DAY : 0];
        for (int i = 0; i < n; i++)
            x->member[d][i] = (d * 7 + i * 3) % 40;
        if (type == FIT_WEEK_LOAD)
            a = 30;
        if (type == FIT_BEFORE)
            a = n / 2;
        if (type == FIT_SAME_OPTION) {
            a = 0;
            for (int i = 0; i < n; i++)
                if (!x->class[x->member[d][i]].needs)
                    x->class[x->member[d][i]].needs = 1;
        }
        x->dist[d] = (struct fit_distribution){type, a, type == FIT_MAX_BLOCK ? 6 : 8, type != FIT_FINISH && any(r, 2), 3, n, x->member[d]};
    }
    x->p = (struct fit_problem){.weeks = 5, .classes = 40, .class = x->class, .resources = 14, .resource = x->resource,
                                .sites = 4, .travel = x->travel, .distributions = 60, .distribution = x->dist,
                                .weight = {2, 1, 5, 4, 1, 3}};
    make_students(x, r);
    return x;
}

static bool coin(void *data, int64_t soft, int64_t hard)
{
    (void)soft, (void)hard;
    return any(data, 2);
}

/* The state against the whole evaluation of the plan it stands for. */
static bool same(const struct state *s, const struct fit_problem *p, struct fit_plan *plan)
{
    fit_state_save(s, plan);
    struct fit_score is = fit_evaluate(p, plan, NULL, NULL);
    if (is.total != s->soft || is.broken != s->broken || is.unplaced != s->unplaced)
        printf("# total %lld, by differences %lld; broken %lld, %lld; unplaced %d, %d\n", (long long)is.total, (long long)s->soft,
               (long long)is.broken, (long long)s->broken, is.unplaced, s->unplaced);
    return is.total == s->soft && is.broken == s->broken && is.unplaced == s->unplaced &&
           (s->hard == 0) == (is.broken == 0 && is.unplaced == 0);
}

PURE(a_thousand_moves_by_difference_are_the_whole_evaluation)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct world *x = make(seed);
        struct err e = {0};
        CHECK(fit_check(&x->p, &e));
        SAME(e.text, "");
        struct model *m = fit_model_new(&x->p, &e);
        struct state *s = fit_state_new(m, seed);
        struct fit_plan *plan = fit_plan_new(&x->p);
        fit_state_load(s, NULL);
        CHECK(same(s, &x->p, plan));
        fit_enrol_all(s);
        bool all = same(s, &x->p, plan);
        for (int i = 0; i < 1000 && all; i++) {
            int32_t c = (int32_t)any(&s->rng, 40), opt[64], n = m->usable_at[c + 1] - m->usable_at[c];
            int32_t t = n && any(&s->rng, 9) ? m->usable[m->usable_at[c] + (int32_t)any(&s->rng, (uint32_t)n)] : FIT_NONE;
            if (t != FIT_NONE && !fit_choose(s, c, t, opt, any(&s->rng, 2)))
                continue;
            fit_propose(s, c, t, opt);
            fit_commit(s);
            if (any(&s->rng, 2))
                fit_enrol_move(s, coin, &s->rng);
            all = i % 10 ? true : same(s, &x->p, plan);
        }
        CHECK(all && same(s, &x->p, plan));
        /* and a plan loaded is the plan saved */
        int64_t soft = s->soft, broken = s->broken;
        fit_state_load(s, plan);
        CHECK(soft == s->soft && broken == s->broken);
        fit_plan_free(plan);
        fit_state_free(s);
        fit_model_free(m);
        free(x);
    }
}

/* ---- tables by candidate time */

/* The same world with one need at most and no ways to go: all its values are in the tables. */
static struct world *make_plain(uint64_t seed)
{
    struct world *x = make(seed);
    for (int c = 0; c < 40; c++)
        x->class[c].needs = x->class[c].needs > 0;
    for (int d = 0; d < 60; d++)
        if (x->dist[d].type == FIT_SAME_OPTION)
            x->dist[d].type = FIT_SAME_ROOM;
    x->p.travel = NULL;
    return x;
}

/* Whether the tables are what they are when made afresh. */
static bool tables_true(struct state *s)
{
    const struct model *m = s->m;
    size_t times = (size_t)m->time_at[m->classes], busy = (size_t)m->p->resources * (size_t)m->patterns;
    double *soft = memcpy(calloc(times, sizeof *soft), s->time_soft, times * sizeof *soft);
    int32_t *hard = memcpy(calloc(times, sizeof *hard), s->time_hard, times * sizeof *hard);
    uint16_t *taken = memcpy(calloc(busy, sizeof *taken), s->busy, busy * sizeof *taken);
    fit_table_build(s);
    bool same = !memcmp(hard, s->time_hard, times * sizeof *hard) && !memcmp(taken, s->busy, busy * sizeof *taken);
    for (size_t i = 0; i < times; i++)
        same = same && (int64_t)soft[i] == (int64_t)s->time_soft[i];
    free(soft);
    free(hard);
    free(taken);
    return same;
}

/* Whether every value of a class costs by the tables what the proposal of it costs. */
static bool prices_true(struct state *s, int32_t c)
{
    static struct spot spot[24 * 6];
    const double rate = 3;
    double now = fit_table_price(s, c, rate);
    int32_t n = fit_table_values(s, c, rate, 1e18, spot, (int32_t)COUNT(spot));
    bool same = true;
    for (int32_t i = 0; i < n && same; i++) {
        fit_propose(s, c, spot[i].time, &spot[i].option);
        double off = spot[i].price - now - ((double)s->trial.soft + rate * (double)s->trial.hard);
        same = off < 1e-6 && off > -1e-6;
        if (!same)
            printf("# class %d, time %d, option %d: off by %g\n", c, spot[i].time, spot[i].option, off);
    }
    return same;
}

PURE(tables_by_candidate_time_are_true_after_any_move)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct world *x = make_plain(seed);
        struct err e = {0};
        struct model *m = fit_model_new(&x->p, &e);
        CHECK(m && m->tabled);
        struct state *s = fit_state_new(m, seed);
        int32_t hot[41];
        fit_state_load(s, NULL);
        fit_enrol_all(s);
        bool all = true;
        for (int i = 0; i < 600 && all; i++) {
            int32_t c = (int32_t)any(&s->rng, 40), opt[64], n = m->usable_at[c + 1] - m->usable_at[c];
            int32_t t = n && any(&s->rng, 9) ? m->usable[m->usable_at[c] + (int32_t)any(&s->rng, (uint32_t)n)] : FIT_NONE;
            if (t != FIT_NONE && !fit_choose(s, c, t, opt, any(&s->rng, 2)))
                continue;
            fit_propose(s, c, t, opt);
            fit_commit(s);
            if (any(&s->rng, 2))
                fit_enrol_move(s, coin, &s->rng);
            if (any(&s->rng, 20) == 0)
                fit_press(s, hot, true);
            if (any(&s->rng, 90) == 0)
                fit_forgive(s);
            all = (i % 10 || tables_true(s)) && (!m->plain[c] || prices_true(s, c));
        }
        CHECK(all && tables_true(s));
        fit_state_free(s);
        fit_model_free(m);
        free(x);
    }
}

PURE(what_each_class_costs_is_what_the_plan_costs_less_without_it)
{
    struct world *x = make(2);
    struct err e = {0};
    struct fit_plan *plan;
    struct fit_score score;
    struct fit_control control = {.iterations = 2000, .seed = 2};
    int64_t all[40][FIT_CRITERIA], one[FIT_CRITERIA];
    CHECK(fit_solve(&x->p, NULL, &control, &plan, &score, &e));
    CHECK(fit_class_costs(&x->p, plan, all));
    bool same = true;
    for (int32_t c = 0; c < 40; c++) {
        if (plan->time[c] == FIT_NONE)
            continue;
        fit_class_cost(&x->p, plan, c, one);
        for (int i = 0; i < FIT_CRITERIA; i++)
            same = same && all[c][i] == one[i] * x->p.weight[i];
    }
    CHECK(same);
    fit_plan_free(plan);
    free(x);
}

PURE(sites_with_the_same_ways_are_one_zone)
{
    struct world *x = make(1);
    struct err e = {0};
    for (int i = 0; i < 4; i++) /* 0 and 2 are one place, 1 and 3 another */
        for (int j = 0; j < 4; j++)
            x->travel[i * 4 + j] = i % 2 == j % 2 ? 0 : 5;
    struct model *m = fit_model_new(&x->p, &e);
    CHECK(m && m->zones == 2 && m->zone[0] == m->zone[2] && m->zone[1] == m->zone[3] && m->zone[0] != m->zone[1]);
    fit_model_free(m);
    for (int i = 0; i < 16; i++)
        x->travel[i] = 0;
    m = fit_model_new(&x->p, &e);
    CHECK(m && m->zones == 1 && !m->travel);
    fit_model_free(m);
    free(x);
}

/* ---- small cases, against every plan there is */

struct small {
    struct fit_problem p;
    struct fit_class class[4];
    struct fit_time time[4];
    struct fit_need need[4][2];
    struct fit_option option[4][2][2];
    struct fit_resource resource[4];
    struct fit_distribution dist[4];
    int32_t all[4];
    uint16_t travel[4];
    uint64_t not_first;
};

static struct small *make_small(uint64_t seed)
{
    struct rng g = rng_seed(seed), *r = &g;
    struct small *x = calloc(1, sizeof *x);
    for (int i = 0; i < 4; i++) {
        x->all[i] = i;
        x->resource[i] = (struct fit_resource){.capacity = 1, .site = i < 2 ? i : FIT_NONE, .travels = i >= 2};
        x->time[i] = (struct fit_time){(uint64_t)1 << any(r, 2), (uint8_t)(1U << any(r, 2)), (uint16_t)(100 + 6 * any(r, 3)), 9, any(r, 9)};
    }
    x->travel[1] = x->travel[2] = 4;
    x->not_first = ~(uint64_t)1;
    for (int c = 0; c < 4; c++) {
        for (int k = 0; k < 2; k++) {
            for (int o = 0; o < 2; o++)
                x->option[c][k][o] = (struct fit_option){2 * k + o, 1, any(r, 9), FIT_NONE, any(r, 3) ? NULL : &x->not_first, NULL};
            x->need[c][k] = (struct fit_need){2, x->option[c][k]};
        }
        x->class[c] = (struct fit_class){.times = 4, .time = x->time, .needs = 2, .need = x->need[c], .site = FIT_NONE,
                                         .drop = 100 + any(r, 50), .was_time = FIT_NONE, .parent = FIT_NONE, .subpart = FIT_NONE};
    }
    enum fit_type soft = (enum fit_type)any(r, FIT_TYPES);
    x->dist[0] = (struct fit_distribution){FIT_SAME_ATTENDEES, 0, 0, true, 0, 2 + (int)any(r, 3), x->all};
    x->dist[1] = (struct fit_distribution){soft, soft == FIT_BEFORE || soft == FIT_SAME_OPTION ? 1 : 2, 1, false, 6, 4, x->all};
    x->dist[2] = (struct fit_distribution){FIT_FINISH, 0, 0, false, 1, 4, x->all};
    x->p = (struct fit_problem){.weeks = 2, .classes = 4, .class = x->class, .resources = 4, .resource = x->resource, .sites = 2,
                                .travel = x->travel, .distributions = 3, .distribution = x->dist, .weight = {2, 3, 1, 1, 1, 1}};
    return x;
}

static int64_t cheapest(const struct fit_problem *p)
{
    struct fit_plan *plan = fit_plan_new(p);
    int64_t best = INT64_MAX;
    for (int i = 0; i < 17 * 17 * 17 * 17; i++) {
        for (int c = 0, v = i; c < 4; c++, v /= 17) {
            plan->time[c] = v % 17 == 16 ? FIT_NONE : v % 17 / 4;
            for (int k = 0; k < p->class[c].needs; k++)
                plan->option[plan->need_at[c] + k] = v % 17 == 16 ? FIT_NONE : v % 17 >> k & 1;
        }
        struct fit_score is = fit_evaluate(p, plan, NULL, NULL);
        if (!is.broken && is.total < best)
            best = is.total;
    }
    fit_plan_free(plan);
    return best;
}

PURE(small_timetables_are_solved_to_the_optimum)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct small *x = make_small(seed);
        struct err e = {0};
        struct fit_plan *plan;
        struct fit_score score;
        struct fit_control control = {.iterations = 20000, .seed = seed};
        CHECK(fit_solve(&x->p, NULL, &control, &plan, &score, &e));
        CHECK(score.broken == 0);
        CHECK(score.total == cheapest(&x->p));
        fit_plan_free(plan);
        free(x);
    }
}

PURE(small_timetables_of_one_need_are_solved_to_the_optimum_too)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct small *x = make_small(seed);
        struct err e = {0};
        struct fit_plan *plan;
        struct fit_score score;
        struct fit_control control = {.iterations = 40000, .seed = seed};
        for (int c = 0; c < 4; c++)
            x->class[c].needs = 1;
        if (x->dist[1].type == FIT_SAME_OPTION)
            x->dist[1].a = 0;
        CHECK(fit_solve(&x->p, NULL, &control, &plan, &score, &e));
        CHECK(score.broken == 0);
        CHECK(score.total == cheapest(&x->p));
        fit_plan_free(plan);
        free(x);
    }
}

PURE(the_same_seed_and_moves_give_the_same_timetable)
{
    struct world *x = make(3);
    struct err e = {0};
    struct fit_plan *plan[2] = {NULL, NULL};
    struct fit_score score[2] = {{{0}}};
    struct fit_control control = {.iterations = 20000, .seed = 7};
    for (int i = 0; i < 2; i++)
        CHECK(fit_solve(&x->p, NULL, &control, &plan[i], &score[i], &e));
    CHECK(score[0].total == score[1].total);
    CHECK(!memcmp(plan[0]->time, plan[1]->time, 40 * sizeof(int32_t)));
    CHECK(!memcmp(plan[0]->option, plan[1]->option, (size_t)plan[0]->needs * sizeof(int32_t)));
    fit_plan_free(plan[0]);
    fit_plan_free(plan[1]);
    free(x);
}

PURE(an_impossible_timetable_is_a_plan_that_breaks_nothing_and_lacks_something)
{
    for (uint64_t seed = 11; seed <= 13; seed++) {
        struct world *x = make(seed);
        struct err e = {0};
        struct fit_plan *plan;
        struct fit_score score;
        struct fit_control control = {.iterations = 30000, .seed = seed};
        for (int i = 10; i < 14; i++) /* staff for an hour a week: not enough */
            x->resource[i].week_most = 18;
        x->p.students = 0; /* seats may be too few, which no timetable mends */
        CHECK(fit_solve(&x->p, NULL, &control, &plan, &score, &e));
        CHECK(score.broken == 0);
        CHECK(score.unplaced + score.dropped > 0);
        fit_plan_free(plan);
        free(x);
    }
}

/* Ten lessons of one cohort in one room, then the room is closed at some hours. */
struct course {
    struct fit_problem p;
    struct fit_class class[10];
    struct fit_time time[60];
    struct fit_need need;
    struct fit_option option[2];
    struct fit_resource room[2];
    struct fit_load load[1];
    struct fit_distribution dist;
    int32_t all[10], was[10];
};

static struct course *make_course(void)
{
    struct course *x = calloc(1, sizeof *x);
    for (int t = 0; t < 60; t++)
        x->time[t] = (struct fit_time){(uint64_t)1 << (t / 15), (uint8_t)(1U << (t / 3 % 5)), (uint16_t)(108 + 24 * (t % 3)), 18, t};
    x->room[0] = x->room[1] = (struct fit_resource){.capacity = 1, .site = FIT_NONE};
    x->option[0] = (struct fit_option){0, 1, 0, FIT_NONE, NULL, NULL};
    x->option[1] = (struct fit_option){1, 1, 1000, FIT_NONE, NULL, NULL};
    x->need = (struct fit_need){2, x->option};
    for (int c = 0; c < 10; c++) {
        x->all[c] = c;
        x->class[c] = (struct fit_class){.times = 60, .time = x->time, .needs = 1, .need = &x->need, .site = FIT_NONE,
                                         .was_time = FIT_NONE, .parent = FIT_NONE, .subpart = FIT_NONE};
    }
    x->dist = (struct fit_distribution){FIT_PRECEDENCE, 0, 0, true, 0, 10, x->all};
    x->p = (struct fit_problem){.weeks = 4, .classes = 10, .class = x->class, .resources = 2, .resource = x->room,
                                .distributions = 1, .distribution = &x->dist, .weight = {1, 1, 1, 1, 1, 1}};
    return x;
}

PURE(a_failed_machine_moves_only_the_lessons_it_must)
{
    struct course *x = make_course();
    struct err e = {0};
    struct fit_plan *plan, *mended;
    struct fit_score score;
    struct fit_control control = {.iterations = 100000, .seed = 1};
    CHECK(fit_solve(&x->p, NULL, &control, &plan, &score, &e));
    CHECK(score.unplaced == 0 && score.total == 45); /* the ten earliest hours, in order */
    for (int c = 0; c < 10; c++) {
        x->was[c] = plan->option[c];
        x->class[c].was_time = plan->time[c];
        x->class[c].was_option = &x->was[c];
        x->class[c].change = 5000;
    }
    x->load[0] = (struct fit_load){1, 2, 108, 40, 1}; /* the first week's Tuesday morning is lost: two lessons */
    x->room[0].loads = 1, x->room[0].load = x->load;
    x->option[1].resource = 0, x->option[1].allow = NULL, x->need.options = 1; /* and there is no other room */
    CHECK(fit_solve(&x->p, plan, &control, &mended, &score, &e));
    int moved = 0;
    for (int c = 0; c < 10; c++)
        moved += plan->time[c] != mended->time[c];
    CHECK(score.unplaced == 0 && score.broken == 0);
    /* Order is kept, so those after the lost hours move up: 3 and 4, and all after them up to the first gap. */
    CHECK(score.value[FIT_C_CHANGE] == 5000 * moved);
    CHECK(moved == 7);
    x->p.distributions = 0; /* where order does not matter, just the two */
    fit_plan_free(mended);
    CHECK(fit_solve(&x->p, plan, &control, &mended, &score, &e));
    CHECK(score.unplaced == 0 && score.value[FIT_C_CHANGE] == 10000);
    fit_plan_free(plan);
    fit_plan_free(mended);
    free(x);
}

PURE(what_has_no_place_is_explained_by_who_is_in_the_way)
{
    struct course *x = make_course();
    struct fit_plan *plan = fit_plan_new(&x->p);
    struct fit_cause cause[8];
    int32_t free_times = -1;
    x->p.classes = 3, x->dist.classes = 2, x->need.options = 1;
    for (int c = 0; c < 3; c++)
        x->class[c].times = 4; /* Monday 9, 11, 13 and Tuesday 9 */
    x->load[0] = (struct fit_load){1, 1, 108, 18, 1};
    x->room[0].loads = 1, x->room[0].load = x->load; /* the room is taken on Monday at 9 */
    plan->time[0] = 2, plan->option[0] = 0;          /* Monday 13 */
    plan->time[2] = 3, plan->option[2] = 0;          /* Tuesday 9; class 1 must come after class 0 */
    int32_t n = fit_explain(&x->p, plan, 1, cause, 8, &free_times);
    CHECK(free_times == 0);
    CHECK(n == 3);
    /* at 9 the hour is lost; at 11 the order alone; at 13 the room and the order; on Tuesday the room alone */
    for (int32_t i = 0; i < n; i++) {
        if (cause[i].rule == FIT_R_RESOURCE)
            CHECK(cause[i].index == 0 && cause[i].times == 2 && cause[i].only == 1 && cause[i].example_class == 2);
        if (cause[i].rule == FIT_R_DISTRIBUTION)
            CHECK(cause[i].index == 0 && cause[i].times == 2 && cause[i].only == 1 && cause[i].example_class == 0);
        if (cause[i].rule == FIT_R_OPTION)
            CHECK(cause[i].index == 0 && cause[i].times == 1 && cause[i].only == 1 && cause[i].example_class == FIT_NONE);
    }
    plan->time[2] = FIT_NONE, plan->option[2] = FIT_NONE;
    fit_explain(&x->p, plan, 1, cause, 8, &free_times);
    CHECK(free_times == 1);
    fit_plan_free(plan);
    free(x);
}

PURE(a_malformed_problem_is_refused_with_a_sentence)
{
    struct course *x = make_course();
    struct err e = {0};
    struct fit_plan *plan;
    struct fit_score score;
    struct fit_control control = {.iterations = 10};
    x->option[1].resource = 9;
    CHECK(!fit_solve(&x->p, NULL, &control, &plan, &score, &e));
    SAME(e.text, "class 0, need 0: there is no resource 9");
    e = (struct err){0};
    x->option[1].resource = 1, x->time[59].weeks = 16;
    CHECK(!fit_check(&x->p, &e));
    SAME(e.text, "class 0, time 59: it needs a week of 1 to 4, a day, and slots within the day");
    free(x);
}
