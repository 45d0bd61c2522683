/* server.h -- the server: one thread accepts, reads, limits and times out; a bounded queue; worker threads
 * that run handlers synchronously, each with a database connection of its own.
 *
 * What it refuses by itself, before a handler or the database is troubled:
 *   400 411 414 417 431 505  the head (head.h)      408  a head or body that comes too slowly
 *   405  a method other than GET, HEAD, POST        413  a body over body_most
 *   503  the queue is full (with Retry-After), or more than connections_most are open */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/route.h"

struct server_settings {
    const char *db;     /* As db_open() takes it; every worker opens its own */
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080"; port 0: any free one */
    const struct route *const *tables;
    unsigned roles;     /* Whoever comes has these, unless who() says more */
    bool (*bearer)(struct request *q); /* As in visit: who asks with an access token */
    bool (*who)(struct request *q); /* As in struct visit; NULL: nobody signs in */
    bool proxy;         /* A proxy that speaks TLS stands before: cookies are Secure, and the last address of
                         * X-Forwarded-For, which it wrote, is the reader's */
    const char *base;   /* "https://learn.example.org": how readers reach us; NULL: as we listen */
    int threads;        /* 0: one a core, at least 2 */
    int queue_most, connections_most;               /* 0: 256, 1000 */
    int head_ms, body_ms, idle_ms, write_ms;        /* 0: 10 s, 30 s, 60 s, 30 s */
    size_t body_most;                               /* 0: 1 MB */
    void (*ready)(void *arg, const char *address);  /* Called once it listens: "http://127.0.0.1:8080/" */
    void *arg;
    bool log;           /* A line of JSON on stderr for every request; without it, for those that broke */
};

/* server_run(s, err): serve until SIGTERM or SIGINT, then let the requests at work finish (10 s at most).
 * False, with a sentence, if it could not begin. */
MUST bool server_run(const struct server_settings *s, struct err *err);

/* server_stop(): from another thread (tests): as SIGTERM would.  Only once ready() was called. */
void server_stop(void);

#endif
