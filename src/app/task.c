/* task.c -- see task.h. */
#include "app/task.h"

#include "account/keep.h"
#include "account/mail.h"
#include "offer/hold.h"
#include "resource/claim.h"
#include "resource/usage.h"
#include "exchange/calendar.h"
#include "exchange/hook.h"
#include "store/db.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static bool send_mail(struct work *w)
{
    struct mail_done d;
    if (!mail_send(w, 0, &d))
        return false;
    if (d.failed > 0)
        fprintf(stderr, "{\"mail\":\"%d of %d letters could not be sent\"}\n", d.failed, d.failed + d.sent);
    return true;
}

/* Holds of offers and of requests that have run out, times nobody came to, and those who wait for what they free. */
static bool release(struct work *w)
{
    int n;
    return hold_lapse(w, &n) && claim_lapse(w, &n) && usage_sweep(w, &n) && claim_serve(w, &n);
}

static bool read_calendars(struct work *w)
{
    struct calendar_round r;
    return calendar_due(w, false, &r);
}

static bool send_hooks(struct work *w)
{
    struct hook_round r;
    return hook_send(w, &r);
}

const struct task tasks[] = {
    {"mail", 5, send_mail},
    {"release", 60, release},
    {"hooks", 5, send_hooks},
    {"calendars", 60, read_calendars},
    {"tidy", 600, keep_tidy},
    {0},
};

#define TASKS_MOST 16

struct tasks {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
    const char *where;
};

static void run(const struct task *t, struct db *db)
{
    struct work *w = work_begin(db, 0, (int64_t)time(NULL));
    if (!t->run(w) || !fine(w))
        fprintf(stderr, "{\"task\":\"%s\",\"problem\":\"%s\"}\n", t->name, w->err.text);
    work_end(w);
}

static void *work_on(void *arg)
{
    struct tasks *t = arg;
    struct err e = {0};
    struct db *db = db_open_existing(t->where, &e);
    int64_t due[TASKS_MOST] = {0};
    pthread_mutex_lock(&t->lock);
    while (!t->stop) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1;
        pthread_cond_timedwait(&t->wake, &t->lock, &until);
        if (t->stop)
            break;
        pthread_mutex_unlock(&t->lock);
        for (size_t i = 0; tasks[i].name != NULL && i < TASKS_MOST; i++) {
            int64_t now = (int64_t)time(NULL);
            if (db == NULL || now < due[i])
                continue;
            run(&tasks[i], db);
            due[i] = (int64_t)time(NULL) + tasks[i].every_s;
        }
        if (db == NULL) {
            e = (struct err){0};
            db = db_open_existing(t->where, &e);
        }
        pthread_mutex_lock(&t->lock);
    }
    pthread_mutex_unlock(&t->lock);
    db_close(db);
    return NULL;
}

struct tasks *task_begin(const char *where)
{
    struct tasks *t = calloc(1, sizeof(*t));
    if (t == NULL)
        abort();
    t->where = where;
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->wake, NULL);
    if (pthread_create(&t->thread, NULL, work_on, t) != 0)
        abort();
    return t;
}

void task_end(struct tasks *t)
{
    if (t == NULL)
        return;
    pthread_mutex_lock(&t->lock);
    t->stop = true;
    pthread_cond_signal(&t->wake);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->thread, NULL);
    pthread_mutex_destroy(&t->lock);
    pthread_cond_destroy(&t->wake);
    free(t);
}
