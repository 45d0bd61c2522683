/* fit_search.h -- (private to solve/fit) one search on one thread. */
#ifndef SOLVE_FIT_SEARCH_H
#define SOLVE_FIT_SEARCH_H

#include "solve/fit_state.h"

#include <pthread.h>

/* shared: what searches on several threads have in common. */
struct shared {
    pthread_mutex_t lock;
    struct fit_plan *best; /* the best yet of all */
    int64_t soft, hard;    /* of it; hard INT64_MAX: none yet */
    double feasible_at;
    volatile bool halt;
};

enum move { MOVE_TIME, MOVE_BEST, MOVE_OPTION, MOVE_SWAP, MOVE_EJECT, MOVE_SHIFT, MOVE_HOME, MOVE_STUDENT, MOVES };

struct search {
    struct state *s;
    const struct fit_problem *p;
    const struct fit_control *control;
    struct shared *shared;
    struct fit_plan *plan; /* the best of this search */
    int64_t best_soft, best_hard;
    double heat; /* the first temperature, in mean rises of a random move */
    double temperature, hard_cost; /* of one broken pair */
    int64_t cut;                   /* what breaks more is refused unseen */
    double began, share;           /* seconds; progress 0..1 */
    int64_t iterations, accepted, limit;
    bool pending; /* the present state is better than `plan` and not yet copied */
    int64_t tried[MOVES], took[MOVES];
    double odds[MOVES]; /* cumulated */
    struct undo {
        int32_t class, time, opt[64];
    } *undo;
    int32_t undos;
    int32_t *hot;   /* classes that break something, as of the last look */
    int32_t hots;
    double last_progress;
    bool warm;  /* begun from a plan: stay near it at first */
    bool first; /* the thread that tells progress */
};

/* fit_clock(control): seconds, of the wall clock or of the processor as the control says. */
double fit_clock(const struct fit_control *control);
bool search_new(struct search *x, const struct model *m, const struct fit_control *control, struct shared *shared, uint64_t seed);
void search_free(struct search *x);
void search_construct(struct search *x);
void search_anneal(struct search *x);
void search_note(struct search *x); /* remembers the present state if it is the best */


/* moves (fit_move.c) */
#define SEARCH_UNDO 64
bool search_try(struct search *x, enum move k); /* whether it was taken */
void search_settle(struct search *x);           /* after one was: is this the best yet? */
double search_price(const struct search *x, int64_t soft, int64_t hard);
int64_t search_badness(const struct state *s); /* what is missing or broken, by which plans are first compared */
int32_t search_any_class(struct search *x);
int32_t search_any_time(struct search *x, int32_t c);

#endif
