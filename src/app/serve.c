/* serve.c -- see serve.h. */
#include "app/serve.h"

#include "app/pages.h"
#include "view/words.h"
#include "web/server.h"

#include <string.h>

static void ready(void *arg, const char *address)
{
    struct call *c = arg;
    fprintf(c->out, "%s\n", address);
    fflush(c->out);
}

static bool loopback(const char *listen)
{
    return strncmp(listen, "127.", 4) == 0 || strncmp(listen, "[::1]:", 6) == 0 || strncmp(listen, "localhost:", 10) == 0;
}

/* Until people sign in, whoever reaches the address acts as the centre's coordinator: that is right on one's
 * own machine and behind a proxy that knows its people, and nowhere else. */
static bool serve(struct call *c)
{
    struct server_settings s = {
        .db = c->db_where,
        .listen = call_text(c, "listen", "127.0.0.1:8080"),
        .tables = pages_routes,
        .threads = (int)call_int(c, "threads", 0, 1, 64),
        .roles = ANYONE & ~(unsigned)AS_ADMIN,
        .log = call_has(c, "log"),
        .ready = ready,
        .arg = c,
    };
    if (!fine(c->w))
        return false;
    if (!loopback(s.listen) && !call_has(c, "open"))
        return fail(c->w, NOT_ALLOWED,
                    tr(c->w, "%s can be reached from other machines, and whoever reaches it acts as coordinator: "
                             "put a proxy that knows its people before 127.0.0.1, or say --open"), s.listen);
    struct err e = {0};
    if (!server_run(&s, &e))
        return fail(c->w, e.fault, "%s", e.text);
    return true;
}

static const struct option serve_options[] = {
    {"listen", "ADDRESS:PORT", TR("where to listen, 127.0.0.1:8080 unless said; port 0 is any free one")},
    {"threads", "N", TR("how many requests are answered at once; one a core unless said")},
    {"open", NULL, TR("listen where other machines can reach it, though nobody signs in")},
    {"log", NULL, TR("a line of JSON on stderr for every request")},
    {0},
};

const struct command serve_commands[] = {
    {"serve", "DB", NEEDS_DB, serve_options, serve, TR("serve the pages until SIGTERM, printing their address")},
    {0},
};
