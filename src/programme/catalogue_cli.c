/* catalogue_cli.c -- see catalogue_cli.h: the catalogue is asked as its page asks it. */
#include "programme/catalogue_cli.h"

#include "base/day.h"
#include "programme/catalogue_hits.h"
#include "view/words.h"

#include <string.h>

static const char TODAY[] = "SELECT value FROM setting WHERE name = 'today'";

static int32_t today(struct work *w)
{
    int32_t day = 0;
    struct rows r = db_rows(w, TODAY, NO_ARGS);
    if (!db_next(&r) || !day_parse(db_peek(&r, 0), &day))
        day = (int32_t)(w->now / 86400);
    db_done(&r);
    return day;
}

static bool find(struct call *c)
{
    struct work *w = c->w;
    struct catalogue_ask ask = {.words = "", .modules = call_has(c, "modules"), .most = (size_t)call_int(c, "most", 20, 1, 1000000), .today_on = today(w)};
    for (int i = 0; i < c->args; i++)
        ask.words = take_text(w, "%s%s%s", ask.words, i > 0 ? " " : "", c->arg[i]);
    for (int f = 0; f < FACETS; f++) {
        const char *v = call_text(c, facet_key((enum facet)f), NULL);
        ask.chosen[f][0] = v;
    }
    struct sheet *s = call_sheet(c);
    if (!fine(w) || !catalogue_sheet(w, &ask, s))
        return false;
    struct catalogue_answer a;
    ask.most = 1;
    if (s->nrows == 0)
        return fail(w, NOT_FOUND, "%s", tr(w, "nothing in the catalogue is like that"));
    if (!catalogue_find(w, &ask, &a))
        return false;
    if (a.instead != NULL)
        fprintf(c->err, "%s\n", take_text(w, tr(w, "Shown for “%s”: nothing here is called “%s”."), a.instead, ask.words));
    if (a.loose)
        fprintf(c->err, "%s\n", tr(w, "Nothing has all of these words; this has some of them."));
    if (a.total > s->nrows)
        fprintf(c->err, "%s\n", take_text(w, tr(w, "the first %zu of %zu; --most N shows more"), s->nrows, a.total));
    return fine(w);
}

static const struct option options[] = {
    {"modules", NULL, TR("modules instead of programmes")},
    {"kind", "KIND", TR("only of this kind: upskilling, retraining ...")},
    {"place", "TOWN", TR("only there")},
    {"start", "month|quarter|later|none", TR("only with a next start then")},
    {"price", "FROM-TO", TR("only at such a price for a learner, as 0-5000 or 20000-")},
    {"hours", "FROM-TO", TR("only of so many academic hours, as 16-72")},
    {"form", "onsite|online|blended", TR("only so taught")},
    {"audience", "WORD", TR("only for them: employed, unemployed, school, student ...")},
    {"funding", "learner|employer|budget|project", TR("only if they may pay")},
    {"level", "N", TR("only of this level, 1 to 8")},
    {"language", "CODE", TR("only taught in this language, as ru")},
    {"organisation", "CODE", TR("only of this owner")},
    {"most", "N", TR("show so many at most (20)")},
    CALL_AS,
    {0},
};

const struct command catalogue_commands[] = {
    {"catalogue find", "DB [WORD...]", NEEDS_DB, options, find, TR("find programmes by any words, forgiving their form and slips of the hand")},
    {0},
};
