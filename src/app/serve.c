/* serve.c -- see serve.h. */
#include "app/serve.h"

#include "account/session_web.h"
#include "app/pages.h"
#include "app/task.h"
#include "exchange/access_web.h"
#include "solve/milp.h"
#include "store/db.h"
#include "view/words.h"
#include "web/server.h"

#include <string.h>

struct serving {
    struct call *call;
    struct tasks *tasks;
};

static void ready(void *arg, const char *address)
{
    struct serving *s = arg;
    fprintf(s->call->out, "%s\n", address);
    fflush(s->call->out);
    s->tasks = task_begin(s->call->db_where);
}

static bool loopback(const char *listen)
{
    return strncmp(listen, "127.", 4) == 0 || strncmp(listen, "[::1]:", 6) == 0 || strncmp(listen, "localhost:", 10) == 0;
}

static const char ACCOUNTS[] = "SELECT count(*) FROM account";

static bool base_fits(const char *s)
{
    return s == NULL || ((strncmp(s, "https://", 8) == 0 || strncmp(s, "http://", 7) == 0) && s[strlen(s) - 1] != '/' && s[strcspn(s, " \r\n\"<>")] == '\0');
}

/* Until somebody has an account, whoever reaches the address acts as the centre's coordinator: that is right on one's
 * own machine and nowhere else.  With accounts, passwords would go about in the clear without a proxy that speaks TLS. */
static bool serve(struct call *c)
{
    struct serving serving = {.call = c};
    struct server_settings s = {
        .db = c->db_where,
        .listen = call_text(c, "listen", "127.0.0.1:8080"),
        .tables = pages_routes,
        .threads = (int)call_int(c, "threads", 0, 1, 64),
        .roles = ANYONE & ~(unsigned)AS_ADMIN,
        .who = session_who,
        .bearer = access_bearer,
        .proxy = call_has(c, "proxy"),
        .base = call_text(c, "address", NULL),
        .log = call_has(c, "log"),
        .ready = ready,
        .arg = &serving,
    };
    milp_begin(); /* before there are threads */
    bool known = db_one(c->w, ACCOUNTS, NO_ARGS, 0) > 0;
    if (!fine(c->w))
        return false;
    if (!base_fits(s.base))
        return call_misused(c, tr(c->w, "--address is how people reach this site, as https://learn.example.org, not \"%s\""), s.base);
    if (!loopback(s.listen) && !known && !call_has(c, "open"))
        return fail(c->w, NOT_ALLOWED,
                    tr(c->w, "%s can be reached from other machines, and without any account whoever reaches it acts as coordinator: "
                             "make the first by cavt account add, or say --open"), s.listen);
    if (!loopback(s.listen) && known && !s.proxy && !call_has(c, "open"))
        return fail(c->w, NOT_ALLOWED,
                    tr(c->w, "%s can be reached from other machines, and passwords would go there in the clear: "
                             "put a proxy that speaks TLS before it and say --proxy, or say --open"), s.listen);
    struct err e = {0};
    bool ran = server_run(&s, &e);
    task_end(serving.tasks);
    if (!ran)
        return fail(c->w, e.fault, "%s", e.text);
    return true;
}

static const struct option serve_options[] = {
    {"listen", "ADDRESS:PORT", TR("where to listen, 127.0.0.1:8080 unless said; port 0 is any free one")},
    {"threads", "N", TR("how many requests are answered at once; one a core unless said")},
    {"proxy", NULL, TR("a proxy that speaks TLS stands before: cookies are for TLS alone, and X-Forwarded-For, which it writes, is believed")},
    {"address", "URL", TR("how people reach this site, for links in mail; as we listen unless said")},
    {"open", NULL, TR("listen where other machines can reach it, though nobody has an account or speaks TLS")},
    {"log", NULL, TR("a line of JSON on stderr for every request")},
    {0},
};

const struct command serve_commands[] = {
    {"serve", "DB", NEEDS_DB, serve_options, serve, TR("serve the pages until SIGTERM, printing their address")},
    {0},
};
