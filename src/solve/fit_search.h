/* fit_search.h -- (private to solve/fit) one search on one thread. */
#ifndef SOLVE_FIT_SEARCH_H
#define SOLVE_FIT_SEARCH_H

#include "solve/fit_table.h"

#include <pthread.h>

/* shared: what searches on several threads have in common. */
struct shared {
    pthread_mutex_t lock;
    struct fit_plan *best; /* the best yet of all */
    int64_t soft, hard;    /* of it; hard INT64_MAX: none yet */
    double feasible_at;
    volatile bool halt;
};

enum move { MOVE_TIME, MOVE_BEST, MOVE_OPTION, MOVE_SWAP, MOVE_EJECT, MOVE_SHIFT, MOVE_HOME, MOVE_STUDENT, MOVE_HEAT, MOVES };

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
    int32_t *pick;  /* plain classes with a choice */
    int32_t picks;
    bool drops;     /* some class may be left out at a price */
    struct spot *spot;
    int64_t clean, looks, low, low_at; /* looks in a row with nothing broken; with something; the least broken, and when */
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


/* heat bath (fit_heat.c): all values of a plain class at once; needs the tables. */
bool search_heat(struct search *x);
/* search_redraw(x, c): class c gets a value as the heat bath would give it, at once and unasked. */
void search_redraw(struct search *x, int32_t c);
/* search_wish(x, c, t, o): a value class c would like if what it breaks weighed less.  false: only where it is. */
bool search_wish(struct search *x, int32_t c, int32_t *t, int32_t *o);
int32_t search_pick(struct search *x); /* a plain class with a choice */

/* moves (fit_move.c) */
bool search_accepts(struct search *x, double change); /* Metropolis' rule */
void search_keep(struct search *x, double change);    /* before the state gets worse, what was good in it is kept */
#define SEARCH_UNDO 64
#define SEARCH_SPOTS 4096
bool search_try(struct search *x, enum move k); /* whether it was taken */
void search_settle(struct search *x);           /* after one was: is this the best yet? */
double search_price(const struct search *x, int64_t soft, int64_t hard);
int64_t search_badness(const struct state *s); /* what is missing or broken, by which plans are first compared */
int32_t search_any_class(struct search *x);
int32_t search_any_time(struct search *x, int32_t c);

#endif
