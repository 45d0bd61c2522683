/* access_cli.c -- see access_cli.h. */
#include "exchange/access_cli.h"

#include "exchange/access.h"
#include "view/sheet.h"
#include "view/words.h"

static bool add(struct call *c)
{
    const char *token, *code;
    struct access_new n = {.name = c->arg[0], .organisation = call_text(c, "organisation", NULL), .scopes = call_text(c, "scopes", ""),
                           .days = call_int(c, "days", 365, 0, 3650)};
    if (!fine(c->w) || !access_make(c->w, &n, &token, &code))
        return false;
    fprintf(c->err, "%s\n", take_text(c->w, tr(c->w, "%s is made; this is the only time it is shown:"), code));
    fprintf(c->out, "%s\n", token);
    return true;
}

static bool list(struct call *c)
{
    struct sheet *s = call_sheet(c);
    return fine(c->w) && access_list(c->w, 0, s);
}

static bool revoke(struct call *c)
{
    if (!access_revoke(c->w, c->arg[0]))
        return false;
    fprintf(c->out, "%s\n", take_text(c->w, tr(c->w, "%s lets nobody in any more"), c->arg[0]));
    return true;
}

static const struct option add_options[] = {
    {"scopes", "LIST", TR("what it may do, parted by commas: people, orders, offers, bookings, calendars")},
    {"organisation", "CODE", TR("for this organisation alone; else for the centre, which sees everything")},
    {"days", "N", TR("good for so many days (365); 0: until it is revoked")},
    {0},
};
static const struct option list_options[] = {CALL_AS, {0}};

const struct command access_commands[] = {
    {"token add", "DB NAME", NEEDS_DB, add_options, add, TR("make an access token for a program, and print it, once")},
    {"token list", "DB", NEEDS_DB, list_options, list, TR("the access tokens, without their secrets")},
    {"token revoke", "DB TOKEN", NEEDS_DB, NULL, revoke, TR("end an access token for good")},
    {0},
};
