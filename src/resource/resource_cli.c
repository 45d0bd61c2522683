/* resource_cli.c -- cavt resource list, calendar, idle. */
#include "resource/resource_cli.h"

#include "base/day.h"
#include "resource/agenda.h"
#include "resource/same.h"
#include "view/sheet.h"
#include "view/words.h"

static bool list_run(struct call *c)
{
    return resource_list(c->w, call_text(c, "kind", ""), call_text(c, "type", ""), call_text(c, "organisation", ""), call_sheet(c));
}

/* window_of: --from and --days. */
static bool window_of(struct call *c, int otherwise, int32_t *first_on, int *days)
{
    const char *from = call_text(c, "from", "");
    *first_on = 0;
    *days = (int)call_int(c, "days", otherwise, 1, 366);
    if (*from != '\0' && !day_parse(from, first_on))
        return call_misused(c, tr(c->w, "--from is a day, as 2027-03-01, not \"%s\""), from);
    return fine(c->w);
}

static bool calendar_run(struct call *c)
{
    int32_t first_on;
    int days;
    struct agenda a;
    return window_of(c, 7, &first_on, &days) && agenda_load(c->w, c->arg[0], first_on, days, &a) && agenda_sheet(c->w, &a, call_sheet(c));
}

static bool idle_run(struct call *c)
{
    int32_t first_on;
    int days;
    return window_of(c, 28, &first_on, &days) && resource_idle(c->w, first_on, days, call_sheet(c));
}

static bool same_run(struct call *c) { return same_list(c->w, (double)call_int(c, "least", 75, 1, 100) / 100, call_sheet(c)); }

static const struct option same_options[] = {{"least", "PERCENT", TR("how much alike at least; 75 if not given")}, CALL_AS, {0}};

static const struct option list_options[] = {
    {"kind", "room|equipment|staff", TR("only these")},
    {"type", "CODE", TR("only rooms or equipment of this type")},
    {"organisation", "CODE", TR("only this owner's")},
    CALL_AS,
    {0},
};

static const struct option window_options[] = {
    {"from", "DAY", TR("the first day, as 2027-03-01; today if not given")},
    {"days", "N", TR("how many days; a week of a calendar, four weeks of idleness if not given")},
    CALL_AS,
    {0},
};

const struct command resource_commands[] = {
    {"resource list", "DB", NEEDS_DB, list_options, list_run, TR("list rooms, equipment and staff")},
    {"resource calendar", "DB CODE", NEEDS_DB, window_options, calendar_run,
     TR("who has a room, a machine or a teacher when: busy, held, booked, closed")},
    {"resource same", "DB", NEEDS_DB, same_options, same_run, TR("equipment and types that are probably the same thing typed two ways")},
    {"resource idle", "DB", NEEDS_DB, window_options, idle_run,
     TR("hours each machine is open and used, what stands idle at the highest cost first")},
    {0},
};
