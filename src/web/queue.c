/* queue.c -- see queue_private.h. */
#include "web/queue_private.h"

#include "codec/json.h"
#include "store/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORKER_STACK ((size_t)8 << 20) /* Address space, not memory */

bool queue_put(struct queue *q, struct job *job)
{
    uv_mutex_lock(&q->lock);
    bool room = q->waiting < q->most;
    if (room) {
        job->next = NULL;
        *q->last = job;
        q->last = &job->next;
        q->waiting++;
        uv_cond_signal(&q->more);
    }
    uv_mutex_unlock(&q->lock);
    return room;
}

struct job *queue_done(struct queue *q)
{
    uv_mutex_lock(&q->lock);
    struct job *all = q->done;
    q->done = NULL;
    uv_mutex_unlock(&q->lock);
    return all;
}

static struct job *get(struct queue *q)
{
    uv_mutex_lock(&q->lock);
    while (q->first == NULL && !q->stop)
        uv_cond_wait(&q->more, &q->lock);
    struct job *job = q->first;
    if (job != NULL) {
        q->first = job->next;
        q->waiting--;
        if (q->first == NULL)
            q->last = &q->first;
    }
    uv_mutex_unlock(&q->lock);
    return job;
}

static void give_back(struct queue *q, struct job *job)
{
    uv_mutex_lock(&q->lock);
    bool first = q->done == NULL;
    job->next = q->done;
    q->done = job;
    uv_mutex_unlock(&q->lock);
    if (first)
        uv_async_send(q->answered);
}

const char *web_phrase(int status)
{
    static const struct { int status; const char *phrase; } all[] = {
        {200, "OK"}, {201, "Created"}, {303, "See Other"}, {304, "Not Modified"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"},
        {404, "Not Found"}, {405, "Method Not Allowed"}, {406, "Not Acceptable"}, {408, "Request Timeout"}, {409, "Conflict"},
        {411, "Length Required"}, {413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"}, {417, "Expectation Failed"},
        {422, "Unprocessable Content"}, {429, "Too Many Requests"}, {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"},
        {503, "Service Unavailable"}, {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i].status == status)
            return all[i].phrase;
    return "Other";
}

/* No script or style but our own files, no frame around us, nothing fetched from elsewhere. */
static const char guard[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nX-XSS-Protection: 0\r\nReferrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n";

/* IMF-fixdate; not strftime, whose names follow the locale. */
void reply_date(struct text *out)
{
    static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t now = time(NULL);
    struct tm t;
    gmtime_r(&now, &t);
    text_fmt(out, "Date: %.3s, %02d %.3s %d %02d:%02d:%02d GMT\r\n", days + t.tm_wday * 3, t.tm_mday, months + t.tm_mon * 3,
             t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

void reply_write(struct text *out, const struct reply *r, bool head_only, bool close)
{
    text_fmt(out, "HTTP/1.1 %d %s\r\n", r->status, web_phrase(r->status));
    if (r->status != 304)
        text_fmt(out, "Content-Type: %s\r\nContent-Length: %zu\r\n", r->type, r->body.used);
    if (r->fresh_s > 0)
        text_fmt(out, "Cache-Control: public, max-age=%d\r\nVary: Accept-Language\r\n", r->fresh_s);
    else
        text_add(out, "Cache-Control: private, no-cache\r\nVary: Cookie, Accept-Language\r\n");
    if (r->etag != NULL)
        text_fmt(out, "ETag: %s\r\n", r->etag);
    if (r->fields != NULL)
        text_add(out, r->fields);
    reply_date(out);
    text_add(out, guard);
    if (r->location != NULL)
        text_fmt(out, "Location: %s\r\n", r->location);
    if (r->cookie != NULL)
        text_add(out, r->cookie);
    if (r->allow != NULL)
        text_fmt(out, "Allow: %s\r\n", r->allow);
    if (r->name != NULL)
        text_fmt(out, "Content-Disposition: attachment; filename=\"%s\"\r\n", r->name);
    if (r->secure)
        text_add(out, "Strict-Transport-Security: max-age=31536000\r\n");
    if (r->retry_s > 0)
        text_fmt(out, "Retry-After: %d\r\n", r->retry_s);
    if (r->status == 503)
        text_add(out, "Retry-After: 2\r\n");
    text_add(out, close ? "Connection: close\r\n\r\n" : "\r\n");
    if (!head_only)
        text_bytes(out, r->body.text, r->body.used);
}

static void log_line(const struct job *job, double ms)
{
    struct text line = TEXT(0);
    struct json j = json_to(&line);
    json_begin_object(&j);
    json_put_int(&j, "at", (int64_t)time(NULL));
    json_put_text(&j, "method", job->ask.method == POST ? "POST" : "GET");
    json_put_text(&j, "path", job->ask.path);
    json_put_int(&j, "status", job->status);
    json_put_real(&j, "ms", ms);
    json_end_object(&j);
    text_add(&line, "\n");
    fputs(line.s, stderr);
    text_free(&line);
}

static void answer(struct pool *p, struct db *db, const struct err *no_db, struct job *job)
{
    uint64_t began = uv_hrtime();
    struct work *w = work_begin(db, 0, (int64_t)time(NULL));
    struct reply r;
    if (db != NULL) {
        r = web_answer(w, p->settings->tables, &job->ask);
    } else {
        fprintf(stderr, "cavt: %s\n", no_db->text);
        r = (struct reply){.status = 503, .type = "text/plain; charset=utf-8", .body = {.w = w}};
        page_add(&r.body, "The database cannot be opened now; try again in a moment.\n");
    }
    job->status = r.status;
    reply_write(&job->out, &r, job->head_only, job->close);
    work_end(w);
    if (p->settings->log || job->status >= 500)
        log_line(job, (double)(uv_hrtime() - began) / 1e6);
}

struct worker {
    struct pool *pool;
    struct db *db;
};

static void work_on(void *arg)
{
    struct worker *me = arg;
    struct pool *p = me->pool;
    struct err e = {0};
    for (struct job *job; (job = get(&p->queue)) != NULL;) {
        if (me->db == NULL) {
            e = (struct err){0};
            me->db = db_open_existing(p->settings->db, &e);
            if (me->db != NULL) {
                db_take_turns(me->db, &p->turns);
                db_use_shelf(me->db, p->shelf);
            }
        }
        answer(p, me->db, &e, job);
        give_back(&p->queue, job);
    }
    db_close(me->db);
    free(me);
}

void pool_start(struct pool *p, int threads)
{
    uv_mutex_init(&p->queue.lock);
    uv_cond_init(&p->queue.more);
    p->queue.last = &p->queue.first;
    p->threads = threads;
    p->shelf = shelf_new();
    p->thread = calloc((size_t)threads, sizeof(*p->thread));
    uv_thread_options_t o = {.flags = UV_THREAD_HAS_STACK_SIZE, .stack_size = WORKER_STACK};
    for (int i = 0; i < threads; i++) {
        struct worker *me = calloc(1, sizeof(*me));
        if (p->thread == NULL || me == NULL)
            abort();
        *me = (struct worker){p, i == 0 ? p->first_db : NULL};
        if (me->db != NULL) {
            db_take_turns(me->db, &p->turns);
            db_use_shelf(me->db, p->shelf);
        }
        if (uv_thread_create_ex(&p->thread[i], &o, work_on, me) != 0)
            abort();
    }
}

void pool_stop(struct pool *p)
{
    uv_mutex_lock(&p->queue.lock);
    p->queue.stop = true;
    uv_cond_broadcast(&p->queue.more);
    uv_mutex_unlock(&p->queue.lock);
    for (int i = 0; i < p->threads; i++)
        uv_thread_join(&p->thread[i]);
    free(p->thread);
    shelf_free(p->shelf);
    uv_mutex_destroy(&p->queue.lock);
    uv_cond_destroy(&p->queue.more);
}
