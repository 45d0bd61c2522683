/* hook_cli.c -- see hook_cli.h. */
#include "exchange/hook_cli.h"

#include "exchange/hook.h"
#include "view/sheet.h"
#include "view/words.h"

static bool add(struct call *c)
{
    const char *secret, *code;
    struct hook_new n = {.address = c->arg[0], .events = call_text(c, "events", "*"), .organisation = call_text(c, "organisation", NULL)};
    if (!hook_add(c->w, &n, &secret, &code))
        return false;
    fprintf(c->err, "%s\n", take_text(c->w, tr(c->w, "%s is made; what it is told is signed with this, shown this once:"), code));
    fprintf(c->out, "%s\n", secret);
    return true;
}

static bool list(struct call *c)
{
    struct sheet *s = call_sheet(c);
    return fine(c->w) && hook_list(c->w, 0, s);
}

static bool drop(struct call *c)
{
    if (!hook_remove(c->w, c->arg[0]))
        return false;
    fprintf(c->out, "%s\n", take_text(c->w, tr(c->w, "%s is told nothing any more"), c->arg[0]));
    return true;
}

static bool send_due(struct call *c)
{
    struct hook_round r;
    if (!hook_send(c->w, &r))
        return false;
    fprintf(c->out, "%s\n", take_text(c->w, tr(c->w, "%d told, %d to be tried again, %d given up"), r.told, r.failed, r.given_up));
    return true;
}

static const struct option add_options[] = {
    {"events", "LIST", TR("of what: offer.accept, offer.*, training_order.*, or * for everything, which is usual")},
    {"organisation", "CODE", TR("only of what concerns this organisation")},
    {0},
};
static const struct option list_options[] = {CALL_AS, {0}};

const struct command hook_commands[] = {
    {"hook add", "DB URL", NEEDS_DB, add_options, add, TR("tell an address by HTTP what happens, signed; prints the secret, once")},
    {"hook list", "DB", NEEDS_DB, list_options, list, TR("who is told, of what, and what waits")},
    {"hook remove", "DB HOOK", NEEDS_DB, NULL, drop, TR("tell it nothing any more")},
    {"hook send", "DB", NEEDS_DB, NULL, send_due, TR("tell what is due now, as the server does by itself")},
    {0},
};
