/* server_test.c -- the server as strangers meet it: over sockets, on a free port of loopback. */
#include "store/db.h"
#include "store/step.h"
#include "test/test.h"
#include "web/asset.h"
#include "web/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static bool page(struct request *q)
{
    q->title = "Page";
    html(q->page, "<p>%s</p>", web_text(q, "x"));
    return true;
}

static bool slow(struct request *q)
{
    usleep(300000);
    return page(q);
}

/* One more, read and written back: two at once would lose one. */
static bool count_up(struct request *q)
{
    db_begin(q->w);
    int64_t n = db_one(q->w, "SELECT next FROM counter WHERE name = 'test'", NO_ARGS, -1);
    if (n < 0)
        db_run(q->w, "INSERT INTO counter (name, next) VALUES ('test', 0)", NO_ARGS);
    db_run(q->w, "UPDATE counter SET next = $1 WHERE name = 'test'", ARGS(V(n < 0 ? 1 : n + 1)));
    html(q->page, "count=%lld.", (long long)(n < 0 ? 1 : n + 1));
    return db_commit(q->w);
}

static const struct route rows[] = {
    {GET, "/count", ANYONE, count_up, "", NULL}, {GET, "/", ANYONE, page, "", NULL}, {GET, "/slow", ANYONE, slow, "", NULL}, {0},
};
static const struct route *const tables[] = {rows, NULL};

struct running {
    struct server_settings set;
    struct err err;
    bool ok;
    int port;
    uv_sem_t up;
    uv_thread_t thread;
    char db[64];
};

static void ready(void *arg, const char *address)
{
    struct running *r = arg;
    r->port = atoi(strrchr(address, ':') + 1);
    uv_sem_post(&r->up);
}

static void serve(void *arg)
{
    struct running *r = arg;
    r->ok = server_run(&r->set, &r->err);
    uv_sem_post(&r->up);
}

static void start(struct running *r, struct server_settings set)
{
    *r = (struct running){.set = set};
    strcpy(r->db, "/tmp/cavt-server-XXXXXX");
    close(mkstemp(r->db));
    unlink(r->db);
    struct err e = {0};
    struct db *db = db_open(r->db, &e);
    struct work *w = work_begin(db, 0, 0);
    CHECK(db != NULL && step_all(w));
    work_end(w);
    db_close(db);
    r->set.db = r->db;
    r->set.listen = "127.0.0.1:0";
    r->set.tables = tables;
    r->set.ready = ready;
    r->set.arg = r;
    uv_sem_init(&r->up, 0);
    uv_thread_create(&r->thread, serve, r);
    uv_sem_wait(&r->up);
}

static void stop(struct running *r)
{
    server_stop();
    uv_thread_join(&r->thread);
    CHECK(r->ok);
    uv_sem_destroy(&r->up);
    for (int i = 0; i < 3; i++) {
        char path[80];
        snprintf(path, sizeof(path), "%s%s", r->db, i == 0 ? "" : i == 1 ? "-wal" : "-shm");
        unlink(path);
    }
}

static int dial(const struct running *r)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)r->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval five = {.tv_sec = 5};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &five, sizeof(five));
    CHECK(connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
    return fd;
}

static void say(int fd, const char *s) { CHECK(send(fd, s, strlen(s), MSG_NOSIGNAL) == (ssize_t)strlen(s)); }

/* All that comes until the server closes; *closed is false if it never did. */
static const char *rest(struct work *w, int fd, bool *closed)
{
    static char buf[1 << 17];
    size_t n = 0;
    ssize_t got = 0;
    while (n < sizeof(buf) - 1 && (got = recv(fd, buf + n, sizeof(buf) - 1 - n, 0)) > 0)
        n += (size_t)got;
    if (closed != NULL)
        *closed = got == 0;
    close(fd);
    return take_copy(w, buf, n);
}

static const char *ask(struct work *w, const struct running *r, const char *s)
{
    int fd = dial(r);
    bool closed;
    say(fd, s);
    const char *reply = rest(w, fd, &closed);
    CHECK(closed);
    return reply;
}

static size_t count(const char *s, const char *what)
{
    size_t n = 0;
    while ((s = strstr(s, what)) != NULL) {
        n++;
        s++;
    }
    return n;
}

PURE(the_server_answers_and_guards_its_pages)
{
    struct running r;
    start(&r, (struct server_settings){.threads = 2});
    const char *s = ask(w, &r, "GET /?x=%3Cb%3E HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(strncmp(s, "HTTP/1.1 200 OK\r\n", 17) == 0 && strstr(s, "<p>&lt;b&gt;</p>") != NULL);
    CHECK(strstr(s, "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'") != NULL);
    CHECK(strstr(s, "\r\nDate: ") != NULL && strstr(s, "unsafe") == NULL && strstr(s, " style=") == NULL);
    s = ask(w, &r, "HEAD / HTTP/1.0\r\n\r\n");
    CHECK(strstr(s, "200 OK") != NULL && strcmp(strstr(s, "\r\n\r\n"), "\r\n\r\n") == 0);
    s = ask(w, &r, "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(count(s, "HTTP/1.1 200 OK") == 2 && count(s, "HTTP/1.1 404") == 1); /* Three in one go, answered in order. */
    stop(&r);
}

PURE(assets_are_kept_for_ever_and_sent_compressed)
{
    struct running r;
    start(&r, (struct server_settings){.threads = 1});
    const char *path = asset_path("app.css");
    const char *s = ask(w, &r, take_text(w, "GET %s HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n", path));
    CHECK(strstr(s, "Content-Encoding: br") != NULL && strstr(s, "immutable") != NULL);
    s = ask(w, &r, take_text(w, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path));
    CHECK(strstr(s, "Content-Encoding") == NULL && strstr(s, "200 OK") != NULL);
    s = ask(w, &r, take_text(w, "GET %s HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"%s\"\r\nConnection: close\r\n\r\n", path, path));
    CHECK(strstr(s, "304 Not Modified") != NULL);
    s = ask(w, &r, "GET /asset/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(strstr(s, "404 Not Found") != NULL);
    stop(&r);
}

PURE(what_is_ambiguous_or_too_large_ends_the_connection)
{
    static const struct { const char *status, *text; } tries[] = {
        {"400", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\n\r\n"},
        {"400", "GET / HTTP/1.1\r\n\r\n"},
        {"400", "GET / HTTP/1.1\nHost: x\n\n"},
        {"400", "\x16\x03\x01\x02" "abc\r\n\r\n"},
        {"411", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"405", "DELETE / HTTP/1.1\r\nHost: x\r\n\r\n"},
        {"405", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"},
        {"413", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"},
        {"505", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    };
    struct running r;
    start(&r, (struct server_settings){.threads = 1});
    for (size_t i = 0; i < COUNT(tries); i++) {
        const char *s = ask(w, &r, tries[i].text);
        if (strncmp(s + 9, tries[i].status, 3) != 0 || count(s, "\r\nContent-Length: ") != 1)
            printf("# row %zu: %.60s\n", i, s);
        CHECK(strncmp(s + 9, tries[i].status, 3) == 0 && count(s, "\r\nContent-Length: ") == 1);
    }
    char *huge = take(w, 20000);
    memset(huge, 'a', 19000);
    CHECK(strncmp(ask(w, &r, take_text(w, "GET / HTTP/1.1\r\nHost: x\r\nA: %s", huge)) + 9, "431", 3) == 0);
    stop(&r);
}

PURE(who_comes_too_slowly_is_sent_away)
{
    struct running r;
    start(&r, (struct server_settings){.threads = 1, .head_ms = 200, .body_ms = 200, .idle_ms = 200});
    CHECK(strncmp(ask(w, &r, "GET / HT") + 9, "408", 3) == 0);
    CHECK(strncmp(ask(w, &r, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc") + 9, "408", 3) == 0);
    CHECK(count(ask(w, &r, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "HTTP/1.1 ") == 1); /* Idle after it: closed in silence. */
    CHECK(*ask(w, &r, "") == '\0');
    stop(&r);
}

PURE(a_full_house_says_when_to_come_again)
{
    struct running r;
    start(&r, (struct server_settings){.threads = 1, .queue_most = 1, .connections_most = 3});
    static const char get[] = "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    int a = dial(&r), b, c;
    say(a, get);
    usleep(100000); /* a is at work */
    b = dial(&r);
    say(b, get);
    usleep(50000); /* b waits in the queue of one */
    c = dial(&r);
    say(c, get);
    const char *s = rest(w, c, NULL);
    CHECK(strncmp(s + 9, "503", 3) == 0 && strstr(s, "Retry-After: 2\r\n") != NULL);
    CHECK(strncmp(rest(w, a, NULL) + 9, "200", 3) == 0);
    CHECK(strncmp(rest(w, b, NULL) + 9, "200", 3) == 0);
    int open[3];
    for (int i = 0; i < 3; i++)
        open[i] = dial(&r);
    usleep(50000);
    s = ask(w, &r, "");
    CHECK(strncmp(s + 9, "503", 3) == 0);
    for (int i = 0; i < 3; i++)
        close(open[i]);
    stop(&r);
}

PURE(stopping_lets_the_request_at_work_finish)
{
    struct running r;
    start(&r, (struct server_settings){.threads = 1});
    int idle = dial(&r), busy = dial(&r);
    say(busy, "GET /slow?x=done HTTP/1.1\r\nHost: x\r\n\r\n");
    usleep(100000);
    server_stop();
    CHECK(strstr(rest(w, busy, NULL), "<p>done</p>") != NULL);
    CHECK(*rest(w, idle, NULL) == '\0');
    stop(&r);
}

PURE(writers_of_one_server_take_turns_and_lose_nothing)
{
    struct running r;
    start(&r, (struct server_settings){.threads = 4});
    int fd[8];
    for (size_t i = 0; i < COUNT(fd); i++) {
        fd[i] = dial(&r);
        for (int k = 0; k < 9; k++)
            say(fd[i], "GET /count HTTP/1.1\r\nHost: x\r\n\r\n");
        say(fd[i], "GET /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
    size_t done = 0;
    bool last = false;
    for (size_t i = 0; i < COUNT(fd); i++) {
        const char *s = rest(w, fd[i], NULL);
        done += count(s, "HTTP/1.1 200 OK");
        last |= strstr(s, "count=80.") != NULL;
    }
    CHECK(done == 80 && last);
    stop(&r);
}

PURE(an_address_that_cannot_be_had_is_said)
{
    static const char *const bad[] = {"8080", "127.0.0.1", "127.0.0.1:99999", "example.org:80", "127.0.0.1:80x", ":80", "[::1:80"};
    struct running r;
    start(&r, (struct server_settings){.threads = 1});
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err e = {0};
        struct server_settings s = r.set;
        s.listen = bad[i];
        CHECK(!server_run(&s, &e) && e.fault == NOT_VALID && strstr(e.text, "127.0.0.1:8080") != NULL);
    }
    struct err e = {0};
    struct server_settings s = r.set;
    s.listen = take_text(w, "127.0.0.1:%d", r.port);
    CHECK(!server_run(&s, &e) && e.fault == BROKEN && strstr(e.text, "choose another") != NULL);
    stop(&r);
}
