/* hold_cli.c -- cavt offer accept, confirm, refuse, withdraw, lapse.  Each prints the sentence of what was
 * done; the same act a second time says that nothing was changed, and is no failure. */
#include "offer/hold_cli.h"

#include "offer/hold.h"
#include "view/words.h"

static bool say(struct call *c, bool done, const struct hold *h)
{
    if (done)
        fprintf(c->out, "%s\n", h->text);
    return done;
}

static bool accept_run(struct call *c)
{
    struct hold h;
    return say(c, hold_accept(c->w, c->arg[0], &h), &h);
}

static bool confirm_run(struct call *c)
{
    struct hold h;
    return say(c, hold_confirm(c->w, c->arg[0], c->arg[1], &h), &h);
}

static bool refuse_run(struct call *c)
{
    struct hold h;
    struct replan p;
    if (!say(c, hold_refuse(c->w, c->arg[0], c->arg[1], call_text(c, "reason", NULL), &h), &h) || !call_has(c, "replan"))
        return fine(c->w);
    fflush(c->out);
    if (!hold_replan(c->w, h.order, c->arg[1], 30, &p))
        return false;
    fprintf(c->out, p.possible ? tr(c->w, "without %s the order can be met: offer %s\n") : tr(c->w, "without %s the order cannot be met: offer %s says why\n"),
            c->arg[1], p.code);
    return true;
}

static bool withdraw_run(struct call *c)
{
    struct hold h;
    return say(c, hold_withdraw(c->w, c->arg[0], &h), &h);
}

static bool lapse_run(struct call *c)
{
    int n;
    if (!hold_lapse(c->w, &n))
        return false;
    if (n == 0)
        fprintf(c->out, "%s\n", tr(c->w, "no hold has run out: nothing was changed"));
    else
        fprintf(c->out, trn(c->w, "%lld offer had run out; what it held is free again\n", "%lld offers had run out; what they held is free again\n", n),
                (long long)n);
    return true;
}

static const struct option refuse_options[] = {
    {"reason", "TEXT", TR("why, in a sentence the others will read")},
    {"replan", NULL, TR("answer the order anew at once, without this owner")},
    {0},
};

const struct command hold_commands[] = {
    {"offer accept", "DB OFFER", NEEDS_DB, NULL, accept_run,
     TR("hold every room, machine and teacher of an offer, or none, and ask their owners")},
    {"offer confirm", "DB OFFER ORGANISATION", NEEDS_DB, NULL, confirm_run,
     TR("an owner says yes to its part; with the last yes the holds become bookings")},
    {"offer refuse", "DB OFFER ORGANISATION", NEEDS_DB, refuse_options, refuse_run,
     TR("an owner says no to its part; everything the offer holds is released")},
    {"offer withdraw", "DB OFFER", NEEDS_DB, NULL, withdraw_run, TR("take an offer back and release what it holds or has booked")},
    {"offer lapse", "DB", NEEDS_DB, NULL, lapse_run, TR("release every hold whose time has run out")},
    {0},
};
