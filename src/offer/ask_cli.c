/* ask_cli.c -- the question without an order. */
#include "offer/ask_cli.h"

#include "offer/ask.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

static bool day_option(struct call *c, const char *option, int32_t *day)
{
    const char *s = call_text(c, option, NULL);
    if (s != NULL && !day_parse(s, day))
        return call_misused(c, tr(c->w, "--%s takes a date, as 2027-03-01, not %s"), option, s);
    return true;
}

static bool ask(struct call *c)
{
    struct state *st = take(c->w, sizeof(*st));
    struct question q = {.what = c->arg[0], .level = (int)call_int(c, "level", 1, 1, 8), .people = (int)call_int(c, "people", 12, 1, 100000),
                         .from_min = 8 * 60, .to_min = 21 * 60};
    const char *weekdays = call_text(c, "weekdays", "123456");
    q.weekdays = weekdays_parse(weekdays);
    if (fine(c->w) && q.weekdays == 0)
        return call_misused(c, tr(c->w, "--weekdays takes digits of days, 1 Monday to 7 Sunday, as 12345, not %s"), weekdays);
    if (!fine(c->w) || !day_option(c, "from", &q.from_on) || !day_option(c, "before", &q.before_on) || !state_read(c->w, st))
        return false;
    if (q.before_on == 0)
        q.before_on = (q.from_on > st->today_on ? q.from_on : st->today_on) + 90;
    struct sheet *s = call_sheet(c);
    return s != NULL && ask_list(c->w, st, &q, s);
}

static const struct option ask_options[] = {
    {"people", "N", TR("how many are to be taught; 12 unless said")},
    {"level", "N", TR("at least at this level; 1 unless said")},
    {"before", "DAY", TR("done by this day; 90 days from now unless said")},
    {"from", "DAY", TR("not begun before this day; today unless said")},
    {"weekdays", "DIGITS", TR("lessons on these days; 123456, Monday to Saturday, unless said")},
    {"as", "FORM", TR("text, csv, json, html or xlsx")},
    {0},
};

const struct command ask_commands[] = {
    {"ask", "DB WHAT", NEEDS_DB, ask_options, ask, TR("who, where and when could teach it, and for how much, without an order")},
    {0},
};
