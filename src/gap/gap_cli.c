/* gap_cli.c -- see gap_cli.h. */
#include "gap/gap_cli.h"

#include "base/day.h"
#include "gap/gap.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

static const struct option GAP[] = {
    {"by", "DAY", TR("what can be taught by this day; half a year from now unless said")},
    {"municipality", "NAME", TR("only this place")},
    {"competence", "CODE", TR("only this competence")},
    {"kind", "nobody|seats|place|idle|met", TR("only gaps of this kind")},
    {"travel", "MINUTES", TR("how long people may be on the way; 60 unless said")},
    {"scale", "NUMBER", TR("people to be taught for one place advertised; the setting people_per_vacancy, or 1, unless said")},
    CALL_AS,
    {0},
};

static bool gap(struct call *c)
{
    struct work *w = c->w;
    struct gap_ask ask;
    struct gaps g;
    if (!gap_defaults(w, &ask))
        return false;
    const char *by = call_text(c, "by", NULL), *kind = call_text(c, "kind", NULL);
    if (by != NULL && !day_parse(by, &ask.by_on))
        return call_misused(c, tr(w, "--%s takes a date, as 2027-03-01, not %s"), "by", by);
    if (kind != NULL)
        ask.kind = gap_kind_of(kind);
    ask.municipality = call_text(c, "municipality", NULL);
    ask.competence = call_text(c, "competence", NULL);
    ask.travel_min = (int)call_int(c, "travel", ask.travel_min, 0, 1440);
    ask.scale = call_real(c, "scale", ask.scale, 0, 100);
    return fine(w) && gap_find(w, &ask, &g) && gap_sheet(w, &g, call_sheet(c));
}

static const struct option OPEN[] = {
    {"kind", "develop|ask", TR("develop what nobody teaches, or ask an owner for seats; develop unless said")},
    {"people", "N", TR("for how many people")},
    {"by", "DAY", TR("by which day; half a year from now unless said")},
    {"level", "N", TR("to which level; 1 unless said")},
    {"municipality", "NAME", TR("where the people are")},
    {"organisation", "CODE", TR("who develops it, or which owner is asked")},
    {"note", "TEXT", TR("anything else")},
    {0},
};

static bool task_open(struct call *c)
{
    struct work *w = c->w;
    struct gap_ask ask;
    if (!gap_defaults(w, &ask))
        return false;
    const char *by = call_text(c, "by", NULL), *code;
    if (by != NULL && !day_parse(by, &ask.by_on))
        return call_misused(c, tr(w, "--%s takes a date, as 2027-03-01, not %s"), "by", by);
    struct gap_task t = {.kind = call_text(c, "kind", "develop"), .competence = c->arg[0], .municipality = call_text(c, "municipality", ""),
                         .organisation = call_text(c, "organisation", ""), .note = call_text(c, "note", ""), .level = (int)call_int(c, "level", 1, 1, 8),
                         .people = call_int(c, "people", 12, 1, 1000000), .by_on = ask.by_on};
    if (!fine(w) || !gap_task_open(w, &t, &code))
        return false;
    fprintf(c->out, tr(w, "%s is under way\n"), code);
    return true;
}

static bool task_close(struct call *c)
{
    const char *state = call_text(c, "state", "done");
    if (!gap_task_state(c->w, c->arg[0], state))
        return false;
    fprintf(c->out, tr(c->w, "%s is %s\n"), c->arg[0], strcmp(state, "open") == 0 ? tr(c->w, "under way") : strcmp(state, "done") == 0 ? tr(c->w, "done") : tr(c->w, "withdrawn"));
    return true;
}

static const struct option CLOSE[] = {
    {"state", "done|withdrawn|open", TR("what it becomes; done unless said; open takes the other two back")},
    {0},
};
static const struct option LIST[] = {
    {"state", "open|done|withdrawn", TR("only those in this state")},
    CALL_AS,
    {0},
};

static bool task_list(struct call *c) { return gap_tasks(c->w, call_text(c, "state", ""), "", call_sheet(c)); }

const struct command gap_commands[] = {
    {"gap", "DB", NEEDS_DB, GAP, gap, TR("what is asked for and cannot be taught here by a day, in people")},
    {"gap task open", "DB COMPETENCE", NEEDS_DB, OPEN, task_open, TR("undertake something about a gap: develop a module, or ask an owner for seats")},
    {"gap task close", "DB TASK", NEEDS_DB, CLOSE, task_close, TR("a task is done, withdrawn, or open again")},
    {"gap task list", "DB", NEEDS_DB, LIST, task_list, TR("what has been undertaken about gaps, what is under way first")},
    {0},
};
