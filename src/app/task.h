/* task.h -- what the server does by itself, beside answering: one row of a table each, run by one thread with a database connection
 * of its own.  A task runs outside a transaction, in a unit of work that ends with it; on several servers each takes what it does by
 * a lease or does what may be done twice. */
#ifndef APP_TASK_H
#define APP_TASK_H

#include "base/work.h"

struct task {
    const char *name;
    int every_s;
    bool (*run)(struct work *w);
};
extern const struct task tasks[]; /* Ended by {0} */

/* task_begin: start the thread; where: the database as it was named.  task_end: let the task at work finish, and join.
 * NULL is nothing to end. */
struct tasks *task_begin(const char *where);
void task_end(struct tasks *t);

#endif
