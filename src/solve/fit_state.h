/* fit_state.h -- (private to solve/fit) one search's plan with everything kept up to date by differences.
 *
 * A move is proposed (its cost is known, nothing changes), then committed or forgotten.  `soft` is the weighted
 * total of criteria; `hard` weighs what is broken, in 16ths of a pair at first; `broken` counts it as
 * fit_evaluate does.  Nothing is allocated after fit_state_new but the growth of who-shares-students lists. */
#ifndef SOLVE_FIT_STATE_H
#define SOLVE_FIT_STATE_H

#include "base/rng.h"
#include "solve/fit_model.h"

#define FIT_UNIT 16 /* weight of one broken pair */

struct trial {
    int32_t class, time;
    int32_t opt[64];
    struct place at;
    int64_t soft, hard, broken;
    bool hopeless; /* not reckoned to the end: it can only be refused */
};

/* sharing: with whom a class shares students, and how many. */
struct sharing_list {
    int32_t n, room;
    int32_t *class, *students;
};

struct state {
    const struct model *m;
    int32_t *time, *opt; /* by class; by need */
    struct place *at;
    int32_t *users, *user_n, *user_pos; /* resources of capacity 1; position by need */
    int32_t *grid, *week_load;
    int64_t *raw;     /* by distribution */
    int32_t *weight;  /* by required distribution: of one broken unit */
    int32_t *resource_weight; /* by resource: of one broken unit */
    int32_t *table;
    int64_t soft, hard, broken;
    int32_t unplaced; /* classes that must be placed and are not, dead ones aside */
    int32_t unplaced_weight;
    struct trial trial;
    int64_t cut;       /* a trial that breaks more than this is not reckoned to the end; 0: all are */
    int64_t *link_raw; /* of the trial, by link of its class */
    struct spans { uint64_t weeks; int32_t start, end; } *span; /* scratch of groups */
    /* students */
    int32_t *config, *attends, *seats;
    struct sharing_list *shares;
    int32_t *share_at; /* classes x classes: where one stands in the other's list, 0 not; NULL: too many classes */
    /* tables by candidate time and by room and pattern (fit_table.c); NULL where the model has no patterns */
    double *time_soft;
    int32_t *time_hard;
    uint16_t *busy;
    bool tables; /* they are up to date */
    struct rng rng;
    int64_t moves;
};

struct state *fit_state_new(const struct model *m, uint64_t seed);
void fit_state_free(struct state *s);
void fit_state_load(struct state *s, const struct fit_plan *plan); /* anything before is forgotten */
void fit_state_save(const struct state *s, struct fit_plan *plan);

/* fit_propose(s, c, t, opt): what moving class c would change, into s->trial; t FIT_NONE takes it out. */
void fit_propose(struct state *s, int32_t c, int32_t t, const int32_t *opt);
void fit_commit(struct state *s); /* the trial just proposed */

/* fit_choose(s, c, t, opt, fixed): options for time t into opt: the cheapest that break least, or, with `random`,
 * chance among the allowed.  false: no agreeing choice was found. */
bool fit_choose(struct state *s, int32_t c, int32_t t, int32_t *opt, bool random);
/* fit_keep(s, c, t, opt): the present options if they may be used at time t, else fit_choose. */
bool fit_keep(struct state *s, int32_t c, int32_t t, int32_t *opt);

/* fit_against(s, c, o, at): how much option o would break at a place, its own class's present use aside. */
int64_t fit_against(const struct state *s, int32_t c, const struct mopt *o, const struct place *at);

/* fit_in_way(s, c, at, opt, out, room): the classes that a class placed so would break something hard with. */
int32_t fit_in_way(const struct state *s, int32_t c, const struct place *at, const int32_t *opt, int32_t *out, int32_t room);

/* fit_press(s): what is broken now weighs more from now on (Morris 1993, the breakout method).  The classes that
 * take part go to `hot`; returns how many. */
int32_t fit_press(struct state *s, int32_t *hot, bool heavier);

/* fit_forgive(s): what weighs more than at first weighs half as much more. */
void fit_forgive(struct state *s);

/* groups (fit_group.c) */
int64_t fit_group_trial(struct state *s, int32_t d, int32_t c, const struct place *at);
void fit_group_commit(struct state *s, int32_t d, const struct place *old, const struct place *at);
int64_t fit_dist_cost(const struct model *m, int32_t d, int64_t raw);

/* students (fit_enrol.c) */
void fit_enrol_clear(struct state *s);
void fit_enrol_put(struct state *s, int32_t e, int32_t config, const int32_t *class); /* takes part in costs */
void fit_enrol_all(struct state *s);  /* those not enrolled yet */
/* one random move of students: returns whether it was taken; accept(data, soft, hard) decides. */
bool fit_enrol_move(struct state *s, bool (*accept)(void *data, int64_t soft, int64_t hard), void *data);
int64_t fit_enrol_delta(const struct state *s, int32_t c, const struct place *old, const struct place *at);

static inline struct place state_place(const struct state *s, int32_t c, int32_t t, const int32_t *opt)
{
    const struct model *m = s->m;
    struct place at = m->place[m->time_at[c] + t];
    if (m->need_at[c + 1] > m->need_at[c]) {
        at.room = m->opt[m->opt_at[m->need_at[c]] + opt[0]].resource;
        const struct fit_resource *r = &m->p->resource[at.room];
        if (!r->travels && r->site != FIT_NONE)
            at.site = r->site, at.zone = m->zone[r->site];
    }
    return at;
}

#endif
