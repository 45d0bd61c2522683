/* my.h -- the first page narrowed to who is signed in: whose turn it is that is mine, my week, my organisation's parts, and the first
 * jobs of my role, which are one table: a test opens each of them as that role. */
#ifndef APP_MY_H
#define APP_MY_H

#include "web/route.h"

struct job {
    unsigned roles;        /* bits of enum actor whose job it is */
    const char *path;
    const char *text;      /* TR(): what one goes there to do */
};
extern const struct job my_jobs[]; /* Ended by {0}; in the order of importance */

/* my_show: nothing for whom nobody knows. */
void my_show(struct request *q);

#endif
