/* order_cli.c -- the commands of employers' orders. */
#include "demand/order_cli.h"

#include "demand/order.h"
#include "view/words.h"

static bool list(struct call *c)
{
    struct sheet *s = call_sheet(c);
    return s != NULL && order_list(c->w, call_text(c, "state", ""), s);
}

static const struct option list_options[] = {
    {"state", "STATE", TR("only those in this state: open, offered, agreed, running, done, withdrawn")},
    {"as", "FORM", TR("text, csv, json, html or xlsx")},
    {0},
};

const struct command order_commands[] = {
    {"order list", "DB", NEEDS_DB, list_options, list, TR("employers' orders, the earliest deadline first, and what was answered")},
    {0},
};
