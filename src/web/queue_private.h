/* queue_private.h -- the bounded queue between the loop and the workers, and the way back. */
#ifndef WEB_QUEUE_PRIVATE_H
#define WEB_QUEUE_PRIVATE_H

#include "base/text.h"
#include "store/db.h"
#include "web/server.h"

#include <uv.h>

/* job: one request on its way to a worker and, answered, back to the loop.  It lies inside its connection,
 * which does not go away while the job is out. */
struct job {
    struct job *next;
    struct visit ask;
    bool head_only, close;
    int status;
    struct text out; /* The whole reply, head and body; freed by the loop */
};

struct queue {
    uv_mutex_t lock;
    uv_cond_t more;
    struct job *first, **last, *done;
    int waiting, most;
    bool stop;
    uv_async_t *answered; /* Woken when `done` has something */
};

struct pool {
    struct queue queue;
    const struct server_settings *settings;
    struct shelf *shelf; /* Snapshots that the workers share */
    struct turns turns;  /* The workers write in the order in which they asked */
    struct db *first_db; /* Opened before listening, so that a bad database is said at once */
    uv_thread_t *thread;
    int threads;
};

void pool_start(struct pool *p, int threads);
void pool_stop(struct pool *p);                   /* Finishes what is queued, then joins */
bool queue_put(struct queue *q, struct job *job); /* False: full */
struct job *queue_done(struct queue *q);          /* All answered jobs, linked by next */

/* reply_write: the reply's bytes as HTTP/1.1.  reply_date: its Date field. */
void reply_write(struct text *out, const struct reply *r, bool head_only, bool close);
void reply_date(struct text *out);

#endif
