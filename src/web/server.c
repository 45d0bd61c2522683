/* server.c -- the loop: connections, limits, time.  See server.h. */
#include "web/server.h"

#include "store/db.h"
#include "web/asset.h"
#include "web/head.h"
#include "web/queue_private.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define READ_SIZE ((size_t)64 << 10)
#define BACKLOG   511
#define LAST_CALL 10000 /* ms that requests at work have after SIGTERM */

enum state { HEAD, BODY, WORKING, WRITING, CLOSED };

struct conn {
    uv_tcp_t tcp;
    struct server *server;
    struct conn *prev, *next;
    enum state state;
    char *in; /* What came and was not yet answered */
    size_t n, room, head_n;
    char *head_text;
    struct head head;
    struct job job;
    bool close; /* After this reply */
    char peer[64];
    uint64_t deadline;
    uv_write_t write;
};

struct server {
    struct server_settings set;
    uv_loop_t loop;
    uv_tcp_t listener;
    uv_timer_t clock;
    uv_signal_t term, intr;
    uv_async_t answered, stop;
    struct pool pool;
    struct conn *conns;
    int open;
    bool stopping;
    char base[80]; /* As we listen, without the last slash */
    char buffer[READ_SIZE];
};

static struct server *running; /* For server_stop() alone. */

static void take_in(struct conn *c);

/* ---------------------------------------------------------------- a connection's end */
static void freed(uv_handle_t *h)
{
    struct conn *c = h->data;
    free(c->in);
    free(c->head_text);
    text_free(&c->job.out);
    free(c);
}

static void finish(struct server *s);

static void hang_up(struct conn *c)
{
    if (c->state == CLOSED || uv_is_closing((uv_handle_t *)&c->tcp))
        return;
    struct server *s = c->server;
    c->state = CLOSED;
    *(c->prev != NULL ? &c->prev->next : &s->conns) = c->next;
    if (c->next != NULL)
        c->next->prev = c->prev;
    s->open--;
    uv_close((uv_handle_t *)&c->tcp, freed);
    if (s->stopping && s->open == 0)
        finish(s);
}

/* ---------------------------------------------------------------- writing */
static void next_request(struct conn *c)
{
    size_t used = c->head_n + (size_t)c->head.length;
    memmove(c->in, c->in + used, c->n - used);
    c->n -= used;
    c->head_n = 0;
    free(c->head_text);
    c->head_text = NULL;
    text_free(&c->job.out);
    if (c->n == 0) { /* An idle connection keeps no buffer. */
        free(c->in);
        c->in = NULL;
        c->room = 0;
    }
    c->state = HEAD;
    c->deadline = uv_now(&c->server->loop) + (uint64_t)(c->n == 0 ? c->server->set.idle_ms : c->server->set.head_ms);
    if (c->server->stopping && c->n == 0)
        hang_up(c);
}

static void written(uv_write_t *req, int status);

static void drained(uv_shutdown_t *req, int status)
{
    (void)status;
    hang_up(req->handle->data);
    free(req);
}

static void got(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf);
static void room_for(uv_handle_t *h, size_t suggested, uv_buf_t *buf)
{
    (void)suggested;
    struct conn *c = h->data;
    *buf = uv_buf_init(c->server->buffer, READ_SIZE);
}

static void written(uv_write_t *req, int status)
{
    struct conn *c = req->handle->data;
    if (c->state == CLOSED)
        return;
    if (status != 0) {
        hang_up(c);
    } else if (c->close) {
        /* Half-close, so that the reply is not lost when bytes we never read are still coming. */
        uv_shutdown_t *bye = calloc(1, sizeof(*bye));
        if (bye == NULL || uv_shutdown(bye, req->handle, drained) != 0) {
            free(bye);
            hang_up(c);
        }
    } else {
        next_request(c);
        if (c->state != CLOSED && uv_read_start(req->handle, room_for, got) != 0)
            hang_up(c);
        if (c->state != CLOSED && c->n > 0)
            take_in(c);
    }
}

static void send_bytes(struct conn *c, const char *head, size_t head_n, const void *body, size_t body_n)
{
    c->state = WRITING;
    c->deadline = uv_now(&c->server->loop) + (uint64_t)c->server->set.write_ms;
    uv_buf_t bufs[2] = {{.base = (char *)(uintptr_t)head, .len = head_n}, {.base = (char *)(uintptr_t)body, .len = body_n}};
    if (uv_write(&c->write, (uv_stream_t *)&c->tcp, bufs, body_n > 0 ? 2 : 1, written) != 0)
        hang_up(c);
}

/* A refusal is said by the loop itself, in one sentence, and ends the connection: what follows on it cannot
 * be trusted to begin where we think it begins. */
static void refuse(struct conn *c, int status, const char *why)
{
    uv_read_stop((uv_stream_t *)&c->tcp);
    struct reply r = {.status = status, .type = "text/plain; charset=utf-8", .allow = status == 405 ? "GET, HEAD, POST" : NULL};
    char line[256];
    r.body.text = line;
    r.body.used = (size_t)snprintf(line, sizeof(line), "%d: %s\n", status, why);
    c->close = true;
    text_free(&c->job.out);
    reply_write(&c->job.out, &r, false, true);
    send_bytes(c, c->job.out.s, c->job.out.n, NULL, 0);
}

/* ---------------------------------------------------------------- requests */
static bool accepts(const char *encodings, const char *name)
{
    const char *at = encodings == NULL ? NULL : strstr(encodings, name);
    return at != NULL && strncmp(at + strlen(name), ";q=0", 4) != 0;
}

static void send_asset(struct conn *c, const struct asset *a)
{
    const struct head *h = &c->head;
    bool brotli = a->brotli != NULL && accepts(h->encodings, "br");
    bool gzip = !brotli && a->gzip != NULL && accepts(h->encodings, "gzip");
    const unsigned char *body = brotli ? a->brotli : gzip ? a->gzip : a->plain;
    size_t n = brotli ? a->brotli_n : gzip ? a->gzip_n : a->plain_n;
    const char *coding = brotli ? "Content-Encoding: br\r\n" : gzip ? "Content-Encoding: gzip\r\n" : "";
    bool same = h->etag != NULL && strstr(h->etag, a->path) != NULL;
    struct text *out = &c->job.out;
    if (same)
        text_add(out, "HTTP/1.1 304 Not Modified\r\n");
    else
        text_fmt(out, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s", a->type, n, coding);
    reply_date(out);
    text_fmt(out, "ETag: \"%s%s\"\r\nCache-Control: public, max-age=31536000, immutable\r\nVary: Accept-Encoding\r\n"
                  "X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n%s\r\n",
             a->path, brotli ? ".br" : gzip ? ".gz" : "", c->close ? "Connection: close\r\n" : "");
    uv_read_stop((uv_stream_t *)&c->tcp);
    send_bytes(c, out->s, out->n, body, same || c->job.head_only ? 0 : n);
}

/* Who is at the other end: the last of X-Forwarded-For behind a proxy, and only what looks like an address. */
static const char *peer_of(struct conn *c)
{
    const char *f = c->server->set.proxy ? c->head.forwarded : NULL;
    if (f == NULL)
        return c->peer;
    const char *last = strrchr(f, ',');
    last = last == NULL ? f : last + 1;
    last += strspn(last, " \t");
    return *last != '\0' && strlen(last) < 64 && last[strspn(last, "0123456789abcdefABCDEF.:[]")] == '\0' ? last : c->peer;
}

static void dispatch(struct conn *c)
{
    char *path = c->head_text + (c->head.target - c->head_text), *query = strchr(path, '?');
    if (query != NULL)
        *query++ = '\0';
    c->close = c->head.close || c->server->stopping;
    c->job = (struct job){
        .ask = {.method = strcmp(c->head.method, "POST") == 0 ? POST : GET, .path = path, .query = query, .type = c->head.type,
                .body = c->in + c->head_n, .body_n = (size_t)c->head.length, .cookie = c->head.cookie,
                .languages = c->head.languages, .origin = c->head.origin, .site = c->head.site, .host = c->head.host,
                .authorization = c->head.authorization, .etag = c->head.etag, .bearer = c->server->set.bearer,
                .part = c->head.part, .roles = c->server->set.roles, .where = c->server->set.db, .who = c->server->set.who,
                .peer = peer_of(c), .agent = c->head.agent, .secure = c->server->set.proxy,
                .base = c->server->set.base != NULL ? c->server->set.base : c->server->base},
        .head_only = strcmp(c->head.method, "HEAD") == 0,
        .close = c->close,
    };
    const struct asset *a = c->job.ask.method == GET ? asset_at(path) : NULL;
    if (a != NULL) {
        send_asset(c, a);
        return;
    }
    uv_read_stop((uv_stream_t *)&c->tcp);
    c->state = WORKING;
    if (!queue_put(&c->server->pool.queue, &c->job))
        refuse(c, 503, "too many requests are waiting; try again in two seconds");
}

static bool begin_body(struct conn *c)
{
    const char *why = "";
    c->head_text = malloc(c->head_n);
    if (c->head_text == NULL)
        abort();
    memcpy(c->head_text, c->in, c->head_n);
    int status = head_read(c->head_text, c->head_n, &c->head, &why);
    if (status != 0) {
        refuse(c, status, why);
        return false;
    }
    if (strcmp(c->head.method, "GET") != 0 && strcmp(c->head.method, "HEAD") != 0 && strcmp(c->head.method, "POST") != 0) {
        refuse(c, 405, "only GET, HEAD and POST are understood here");
        return false;
    }
    if ((uint64_t)c->head.length > c->server->set.body_most) {
        refuse(c, 413, "the body is larger than this server takes");
        return false;
    }
    c->state = BODY;
    c->deadline = uv_now(&c->server->loop) + (uint64_t)c->server->set.body_ms;
    if (c->head.expect != NULL && c->n - c->head_n < (size_t)c->head.length) {
        static char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
        uv_buf_t b = uv_buf_init(go_on, sizeof(go_on) - 1);
        if (uv_try_write((uv_stream_t *)&c->tcp, &b, 1) < 0)
            hang_up(c);
    }
    return c->state == BODY;
}

/* What has come so far: at most one request is taken up, the rest waits in `in`. */
static void take_in(struct conn *c)
{
    if (c->state == HEAD) {
        const char *why = "";
        c->head_n = head_end(c->in, c->n);
        if (c->head_n == 0) {
            int status = head_started(c->in, c->n, &why);
            if (status != 0)
                refuse(c, status, why);
            return;
        }
        if (!begin_body(c))
            return;
    }
    if (c->state == BODY && c->n - c->head_n >= (size_t)c->head.length)
        dispatch(c);
}

static void got(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct conn *c = stream->data;
    if (n < 0) {
        hang_up(c);
        return;
    }
    if (n == 0 || (c->state != HEAD && c->state != BODY))
        return;
    if (c->n + (size_t)n > c->room) {
        c->room = (c->n + (size_t)n) * 2;
        char *in = realloc(c->in, c->room);
        if (in == NULL)
            abort();
        c->in = in;
    }
    if (c->state == HEAD && c->n == 0)
        c->deadline = uv_now(&c->server->loop) + (uint64_t)c->server->set.head_ms;
    memcpy(c->in + c->n, buf->base, (size_t)n);
    c->n += (size_t)n;
    take_in(c);
}

/* ---------------------------------------------------------------- the loop's other callbacks */
static void answered(uv_async_t *h)
{
    struct server *s = h->data;
    for (struct job *job = queue_done(&s->pool.queue), *next; job != NULL; job = next) {
        next = job->next;
        struct conn *c = (struct conn *)(void *)((char *)job - offsetof(struct conn, job));
        send_bytes(c, job->out.s, job->out.n, NULL, 0);
    }
}

static void tick(uv_timer_t *t)
{
    struct server *s = t->data;
    uint64_t now = uv_now(&s->loop);
    for (struct conn *c = s->conns, *next; c != NULL; c = next) {
        next = c->next;
        if (c->state == WORKING || now < c->deadline)
            continue;
        if ((c->state == HEAD && c->n > 0) || c->state == BODY)
            refuse(c, 408, "the request came too slowly");
        else
            hang_up(c);
    }
    if (s->open == 0 && !s->stopping)
        uv_timer_stop(&s->clock);
}

static void freed_plain(uv_handle_t *h) { free(h); }

static void too_many(struct server *s, uv_stream_t *listener)
{
    static const char sorry[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    uv_tcp_t *tcp = malloc(sizeof(*tcp));
    if (tcp == NULL)
        abort();
    uv_tcp_init(&s->loop, tcp);
    if (uv_accept(listener, (uv_stream_t *)tcp) == 0) {
        uv_buf_t b = uv_buf_init((char *)(uintptr_t)sorry, sizeof(sorry) - 1);
        uv_try_write((uv_stream_t *)tcp, &b, 1);
    }
    uv_close((uv_handle_t *)tcp, freed_plain);
}

static void arrived(uv_stream_t *listener, int status)
{
    struct server *s = listener->data;
    if (status < 0)
        return;
    if (s->open >= s->set.connections_most) {
        too_many(s, listener);
        return;
    }
    struct conn *c = calloc(1, sizeof(*c));
    if (c == NULL)
        abort();
    c->server = s;
    uv_tcp_init(&s->loop, &c->tcp);
    c->tcp.data = c;
    c->next = s->conns;
    if (c->next != NULL)
        c->next->prev = c;
    s->conns = c;
    if (s->open++ == 0)
        uv_timer_again(&s->clock);
    c->deadline = uv_now(&s->loop) + (uint64_t)s->set.head_ms;
    if (uv_accept(listener, (uv_stream_t *)&c->tcp) != 0 || uv_read_start((uv_stream_t *)&c->tcp, room_for, got) != 0)
        hang_up(c);
    else
        uv_tcp_nodelay(&c->tcp, 1);
    struct sockaddr_storage far = {0};
    int n = sizeof(far);
    if (c->state != CLOSED && uv_tcp_getpeername(&c->tcp, (struct sockaddr *)&far, &n) == 0)
        uv_ip_name((struct sockaddr *)&far, c->peer, sizeof(c->peer));
}

/* ---------------------------------------------------------------- beginning and end */
static void close_once(uv_handle_t *h, void *arg)
{
    (void)arg;
    if (!uv_is_closing(h))
        uv_close(h, NULL);
}

/* The last connection has gone: nothing is left to wait for. */
static void finish(struct server *s)
{
    uv_close((uv_handle_t *)&s->answered, NULL);
    uv_close((uv_handle_t *)&s->clock, NULL);
}

static void last_call(uv_timer_t *t)
{
    struct server *s = t->data;
    for (struct conn *c = s->conns, *next; c != NULL; c = next) {
        next = c->next;
        if (c->state != WORKING) /* A worker still writes into it; its own end will close it. */
            hang_up(c);
        else
            c->close = true;
    }
}

static void begin_stop(struct server *s)
{
    if (s->stopping)
        return;
    s->stopping = true;
    uv_close((uv_handle_t *)&s->listener, NULL);
    uv_close((uv_handle_t *)&s->term, NULL);
    uv_close((uv_handle_t *)&s->intr, NULL);
    uv_close((uv_handle_t *)&s->stop, NULL);
    if (s->open == 0) {
        finish(s);
        return;
    }
    uv_timer_start(&s->clock, last_call, LAST_CALL, LAST_CALL);
    for (struct conn *c = s->conns, *next; c != NULL; c = next) {
        next = c->next;
        c->close = true;
        if (c->state == HEAD && c->n == 0)
            hang_up(c);
    }
}

static void on_signal(uv_signal_t *h, int number)
{
    (void)number;
    begin_stop(h->data);
}
static void on_stop(uv_async_t *h) { begin_stop(h->data); }

void server_stop(void)
{
    if (running != NULL)
        uv_async_send(&running->stop);
}

static bool address(const char *s, struct sockaddr_storage *out, struct err *err)
{
    char host[64] = "";
    const char *colon = strrchr(s, ':');
    size_t n = colon == NULL ? 0 : (size_t)(colon - s);
    char *end = NULL;
    long port = colon == NULL ? -1 : strtol(colon + 1, &end, 10);
    bool six = n > 2 && s[0] == '[' && s[n - 1] == ']';
    if (six)
        n -= 2;
    if (colon == NULL || *end != '\0' || end == colon + 1 || port < 0 || port > 65535 || n == 0 || n >= sizeof(host))
        return err_set(err, NOT_VALID, "--listen takes an address and a port, as in 127.0.0.1:8080 or [::1]:8080, not \"%s\"", s);
    memcpy(host, s + six, n);
    const char *numeric = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
    int bad = six ? uv_ip6_addr(numeric, (int)port, (struct sockaddr_in6 *)out) : uv_ip4_addr(numeric, (int)port, (struct sockaddr_in *)out);
    if (bad != 0)
        return err_set(err, NOT_VALID, "\"%s\" is not an IP address; --listen takes one, as in 127.0.0.1:8080", host);
    return true;
}

static bool listen_at(struct server *s, char name[80], struct err *err)
{
    struct sockaddr_storage at = {0};
    if (!address(s->set.listen, &at, err))
        return false;
    int bad = uv_tcp_bind(&s->listener, (struct sockaddr *)&at, 0);
    if (bad == 0)
        bad = uv_listen((uv_stream_t *)&s->listener, BACKLOG, arrived);
    if (bad != 0)
        return err_set(err, BROKEN, "%s cannot be listened on: %s; choose another by --listen", s->set.listen, uv_strerror(bad));
    int n = sizeof(at);
    char ip[64] = "";
    uv_tcp_getsockname(&s->listener, (struct sockaddr *)&at, &n);
    bool six = at.ss_family == AF_INET6;
    if (six)
        uv_ip6_name((struct sockaddr_in6 *)&at, ip, sizeof(ip));
    else
        uv_ip4_name((struct sockaddr_in *)&at, ip, sizeof(ip));
    int port = ntohs(six ? ((struct sockaddr_in6 *)&at)->sin6_port : ((struct sockaddr_in *)&at)->sin_port);
    snprintf(name, 80, six ? "http://[%s]:%d/" : "http://%s:%d/", ip, port);
    return true;
}

static void defaults(struct server_settings *s)
{
    static const struct { size_t at; int value; } all[] = {
        {offsetof(struct server_settings, queue_most), 256}, {offsetof(struct server_settings, connections_most), 1000},
        {offsetof(struct server_settings, head_ms), 10000}, {offsetof(struct server_settings, body_ms), 30000},
        {offsetof(struct server_settings, idle_ms), 60000}, {offsetof(struct server_settings, write_ms), 30000},
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        int *field = (int *)(void *)((char *)s + all[i].at);
        *field = *field == 0 ? all[i].value : *field;
    }
    if (s->body_most == 0)
        s->body_most = (size_t)1 << 20;
    if (s->threads == 0) {
        s->threads = (int)uv_available_parallelism();
        s->threads = s->threads < 2 ? 2 : s->threads > 64 ? 64 : s->threads;
    }
}

static void handles(struct server *s)
{
    uv_tcp_init(&s->loop, &s->listener);
    uv_timer_init(&s->loop, &s->clock);
    uv_signal_init(&s->loop, &s->term);
    uv_signal_init(&s->loop, &s->intr);
    uv_async_init(&s->loop, &s->answered, answered);
    uv_async_init(&s->loop, &s->stop, on_stop);
    s->listener.data = s->clock.data = s->term.data = s->intr.data = s->answered.data = s->stop.data = s;
}

bool server_run(const struct server_settings *settings, struct err *err)
{
    struct server *s = calloc(1, sizeof(*s));
    if (s == NULL)
        abort();
    s->set = *settings;
    defaults(&s->set);
    signal(SIGPIPE, SIG_IGN);
    char name[80];
    uv_loop_init(&s->loop);
    handles(s);
    s->pool.first_db = db_open_existing(s->set.db, err);
    bool ok = s->pool.first_db != NULL && listen_at(s, name, err);
    if (!ok) {
        db_close(s->pool.first_db);
        uv_walk(&s->loop, close_once, NULL);
    } else {
        int each = s->set.head_ms < s->set.body_ms ? s->set.head_ms : s->set.body_ms;
        each = each < s->set.idle_ms ? each : s->set.idle_ms;
        uv_timer_start(&s->clock, tick, 0, (uint64_t)(each < 2000 ? each / 2 + 1 : 1000));
        uv_signal_start(&s->term, on_signal, SIGTERM);
        uv_signal_start(&s->intr, on_signal, SIGINT);
        s->pool.settings = &s->set;
        s->pool.queue.most = s->set.queue_most;
        s->pool.queue.answered = &s->answered;
        pool_start(&s->pool, s->set.threads);
        running = s;
        snprintf(s->base, sizeof(s->base), "%.*s", (int)strlen(name) - 1, name);
        if (s->set.ready != NULL)
            s->set.ready(s->set.arg, name);
    }
    uv_run(&s->loop, UV_RUN_DEFAULT);
    if (ok) {
        running = NULL;
        pool_stop(&s->pool);
    }
    uv_loop_close(&s->loop);
    free(s);
    return ok;
}
