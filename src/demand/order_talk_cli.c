/* order_talk_cli.c -- cavt order talk, remark, propose, decide. */
#include "demand/order_talk_cli.h"

#include "base/day.h"
#include "demand/order_talk.h"
#include "demand/remark.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

static void say_turn(struct call *c, const struct turn *t)
{
    struct work *w = c->w;
    const char *who = t->whose == BATON_CENTRE ? tr(w, "the centre") : t->whose == BATON_NOBODY ? tr(w, "nobody") : t->name;
    fprintf(c->out, tr(w, "turn: %s%s%s\n"), who, *t->what != '\0' ? ": " : "", t->what);
}

static bool talk_run(struct call *c)
{
    struct work *w = c->w;
    struct order o;
    struct turn t;
    struct remark *remarks;
    struct order_change *changes;
    struct order_version *versions;
    int r, n, v;
    if (!order_load(w, c->arg[0], &o) || !order_turn(w, &o, &t) || !remark_list(w, "order", o.id, &remarks, &r) || !order_changes(w, o.id, &changes, &n) ||
        !order_versions(w, o.id, &versions, &v))
        return false;
    say_turn(c, &t);
    for (int i = 0; i < n; i++)
        fprintf(c->out, tr(w, "change %d, %s (%s): %s\n"), changes[i].number, *changes[i].who != '\0' ? changes[i].who : tr(w, "the centre"), changes[i].state,
                order_terms_text(w, &changes[i].terms, NULL));
    for (int i = 0; i < v; i++)
        fprintf(c->out, tr(w, "version %d: %s\n"), versions[i].version, order_terms_text(w, &versions[i].terms, NULL));
    for (int i = 0; i < r; i++)
        fprintf(c->out, "- %s%s%s\n", remarks[i].organisation, *remarks[i].organisation != '\0' ? ": " : "", remarks[i].text);
    return true;
}

static bool remark_run(struct call *c)
{
    struct order o;
    if (!order_load(c->w, c->arg[0], &o) || !remark_add(c->w, "order", o.id, 0, 0, c->arg[1]))
        return false;
    fprintf(c->out, tr(c->w, "said of order %s\n"), o.code);
    return true;
}

static bool propose_run(struct call *c)
{
    struct work *w = c->w;
    struct terms_of_order t = {0};
    struct order o;
    struct turn turn;
    int number, bits;
    int32_t day;
    const char *s;
    if ((s = call_text(c, "deadline", NULL)) != NULL) {
        if (!day_parse(s, &day))
            return call_misused(c, tr(w, "--%s takes a date, as 2027-03-01, not %s"), "deadline", s);
        t.value[TERM_DEADLINE] = day;
        t.given |= 1U << TERM_DEADLINE;
    }
    if ((s = call_text(c, "earliest", NULL)) != NULL) {
        if (!day_parse(s, &day))
            return call_misused(c, tr(w, "--%s takes a date, as 2027-03-01, not %s"), "earliest", s);
        t.value[TERM_EARLIEST] = day;
        t.given |= 1U << TERM_EARLIEST;
    }
    if ((s = call_text(c, "weekdays", NULL)) != NULL) {
        bits = weekdays_parse(s);
        if (bits == 0)
            return call_misused(c, tr(w, "--weekdays takes digits from 1, Monday, to 7, Sunday, as 12345, not %s"), s);
        t.value[TERM_WEEKDAYS] = bits;
        t.given |= 1U << TERM_WEEKDAYS;
    }
    if (call_has(c, "people")) {
        t.value[TERM_PEOPLE] = call_int(c, "people", 1, 1, 100000);
        t.given |= 1U << TERM_PEOPLE;
    }
    if (call_has(c, "budget")) {
        t.value[TERM_BUDGET] = (int64_t)(call_real(c, "budget", 0, 0, 1e13) * 100 + 0.5);
        t.given |= 1U << TERM_BUDGET;
    }
    if (!fine(w) || !order_load(w, c->arg[0], &o) ||
        !order_propose(w, o.code, call_has(c, "employer") ? o.organisation_id : 0, &t, call_text(c, "why", NULL), &number) || !order_load(w, o.code, &o) ||
        !order_turn(w, &o, &turn))
        return false;
    fprintf(c->out, call_has(c, "employer") ? tr(w, "order %s is changed (%d): %s\n") : tr(w, "proposed for order %s (%d): %s\n"), o.code, number,
            order_terms_text(w, &t, NULL));
    say_turn(c, &turn);
    return true;
}

static bool decide_run(struct call *c)
{
    bool yes = strcmp(c->arg[2], "yes") == 0;
    int number = 0;
    for (const char *s = c->arg[1]; *s >= '0' && *s <= '9' && number < 100000; s++)
        number = number * 10 + (*s - '0');
    if (!yes && strcmp(c->arg[2], "no") != 0)
        return call_misused(c, tr(c->w, "say yes or no, not %s"), c->arg[2]);
    if (!order_decide(c->w, c->arg[0], number, yes, call_text(c, "reason", NULL)))
        return false;
    fprintf(c->out, yes ? tr(c->w, "order %s is changed as number %d proposed\n") : tr(c->w, "order %s stays as it is; number %d is refused\n"), c->arg[0], number);
    return true;
}

static const struct option propose_options[] = {
    {"deadline", "DAY", TR("ready by this day")},
    {"earliest", "DAY", TR("not before this day")},
    {"weekdays", "DIGITS", TR("days on which the people can come, 1 Monday to 7 Sunday")},
    {"people", "N", TR("how many people")},
    {"budget", "MONEY", TR("the budget")},
    {"why", "TEXT", TR("why, in a sentence the other side will read")},
    {"employer", NULL, TR("for the employer, whose order it is: done at once")},
    {0},
};
static const struct option decide_options[] = {
    {"reason", "TEXT", TR("why, in a sentence the others will read")},
    {0},
};

const struct command order_talk_commands[] = {
    {"order talk", "DB ORDER", NEEDS_DB, NULL, talk_run, TR("whose turn it is with an order, what was said, what was changed")},
    {"order remark", "DB ORDER TEXT", NEEDS_DB, NULL, remark_run, TR("say something of an order")},
    {"order propose", "DB ORDER", NEEDS_DB, propose_options, propose_run, TR("propose a change to an order; its employer decides")},
    {"order decide", "DB ORDER NUMBER yes|no", NEEDS_DB, decide_options, decide_run, TR("the employer accepts a proposed change, or refuses it")},
    {0},
};
