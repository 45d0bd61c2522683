/* offer_cli.c -- making and showing offers. */
#include "offer/offer_cli.h"

#include "offer/change.h"
#include "offer/offer.h"
#include "offer/offer_all_cli.h"
#include "offer/offer_sql.h"
#include "offer/offer_text.h"
#include "solve/milp.h"
#include "store/db.h"
#include "view/words.h"

#include <string.h>
#include <unistd.h>

static bool parse_hours(struct call *c, struct change *ch)
{
    const char *s = call_text(c, "hours", NULL);
    char from[8];
    if (s == NULL)
        return true;
    const char *dash = strchr(s, '-');
    if (dash == NULL || (size_t)(dash - s) >= sizeof(from))
        return call_misused(c, tr(c->w, "--hours takes two clocks, as 09:00-18:00, not %s"), s);
    memcpy(from, s, (size_t)(dash - s));
    from[dash - s] = '\0';
    if (!clock_parse(from, &ch->from_min) || !clock_parse(dash + 1, &ch->to_min) || ch->from_min >= ch->to_min)
        return call_misused(c, tr(c->w, "--hours takes two clocks, as 09:00-18:00, not %s"), s);
    return true;
}

static bool parse_day(struct call *c, const char *option, int32_t *day)
{
    const char *s = call_text(c, option, NULL);
    if (s != NULL && !day_parse(s, day))
        return call_misused(c, tr(c->w, "--%s takes a date, as 2027-03-01, not %s"), option, s);
    return true;
}

static bool parse_budget(struct call *c, struct change *ch)
{
    const char *s = call_text(c, "budget", NULL);
    if (s == NULL)
        return true;
    if (strcmp(s, "none") == 0) {
        ch->budget_minor = -1;
        return true;
    }
    ch->budget_minor = (int64_t)(call_real(c, "budget", 0, 0.01, 1e13) * 100 + 0.5);
    return fine(c->w);
}

/* One code each; the option may be given once, so several stand in it with commas between. */
static bool parse_lists(struct call *c, struct state *st, struct change *ch)
{
    char *without = take_text(c->w, "%s", call_text(c, "without", "")), *at;
    for (char *code = strtok_r(without, ",", &at); code != NULL && ch->without_count < 16; code = strtok_r(NULL, ",", &at))
        ch->without[ch->without_count++] = code;
    char *level = take_text(c->w, "%s", call_text(c, "level", ""));
    for (char *code = strtok_r(level, ",", &at); code != NULL && ch->lower_count < 16; code = strtok_r(NULL, ",", &at)) {
        char *is = strchr(code, '=');
        if (is == NULL || is[1] < '1' || is[1] > '8' || is[2] != '\0')
            return call_misused(c, tr(c->w, "--level takes a competence and a level, as weld-mig=2, not %s"), code);
        *is = '\0';
        ch->lower[ch->lower_count] = code;
        ch->lower_to[ch->lower_count++] = is[1] - '0';
    }
    const char *share = call_text(c, "share", NULL);
    if (share != NULL) {
        ch->share = partners_organisation_by_code(&st->partners, share) + 1;
        if (ch->share == 0)
            return fail(c->w, NOT_FOUND, tr(c->w, "there is no organisation %s"), share);
    }
    return true;
}

static bool parse_change(struct call *c, struct state *st, struct change *ch)
{
    *ch = (struct change){0};
    const char *weekdays = call_text(c, "weekdays", NULL);
    if (weekdays != NULL && (ch->weekdays = weekdays_parse(weekdays)) == 0)
        return call_misused(c, tr(c->w, "--weekdays takes digits of days, 1 Monday to 7 Sunday, as 12345, not %s"), weekdays);
    ch->people = (int)call_int(c, "people", 0, 1, 100000);
    ch->day_most_ah = (int)call_int(c, "day-hours", 0, 1, 12);
    ch->kind = call_text(c, "kind", NULL);
    const char *travel = call_text(c, "travel", NULL);
    if (travel != NULL) {
        ch->travel_most_min = (int)call_int(c, "travel", 0, 0, 1440);
        if (ch->travel_most_min == 0)
            ch->travel_most_min = -1;
    }
    return fine(c->w) && parse_day(c, "deadline", &ch->deadline_on) && parse_day(c, "earliest", &ch->earliest_on) && parse_hours(c, ch) &&
           parse_budget(c, ch) && parse_lists(c, st, ch);
}

/* make_one: answer one order; what-ifs are shown and not stored. */
static bool make_one(struct call *c, struct state *st, const char *code, const struct answer_control *control, const char *as)
{
    struct order o;
    struct change ch;
    struct answer *a;
    const char *stored;
    if (!order_load(c->w, code, &o) || !parse_change(c, st, &ch))
        return false;
    bool what_if = !change_empty(&ch);
    if (what_if)
        o = *change_apply(c->w, &o, &ch);
    if (o.deadline_on < o.earliest_on)
        return fail(c->w, NOT_VALID, tr(c->w, "order %s would have to end before it begins"), code);
    if (o.ask_count == 0)
        return fail(c->w, NOT_VALID, tr(c->w, "order %s asks for no competence; name at least one, or an occupation"), code);
    struct answer_control mine = *control;
    mine.share = ch.share;
    if (!offer_answer(c->w, st, &o, &mine, &a))
        return false;
    if (!what_if && !call_has(c, "dry") && !offer_store(c->w, st, a, &stored))
        return false;
    if (strcmp(as, "json") == 0)
        fprintf(c->out, "%s\n", offer_document(c->w, st, a));
    else if (strcmp(as, "line") == 0)
        fprintf(c->out, "%-12s %s\n", code, a->possible ? tr(c->w, "can be met") : tr(c->w, "cannot be met yet"));
    else
        offer_print(c->w, st, a, call_has(c, "why"), c->out);
    return fine(c->w);
}

static bool make(struct call *c)
{
    const char *as = call_text(c, "as", "text");
    if (strcmp(as, "text") != 0 && strcmp(as, "json") != 0)
        return call_misused(c, tr(c->w, "--as takes text or json, not %s"), as);
    struct answer_control control = {.seconds = call_real(c, "seconds", 30, 0.1, 3600), .seed = (uint64_t)call_int(c, "seed", 1, 0, INT64_MAX),
                                     .alternatives = !call_has(c, "one"), .explain = true};
    if (call_has(c, "all") != (c->args == 0))
        return call_misused(c, "%s", tr(c->w, "name an order, or say --all for every open one"));
    int jobs = (int)call_int(c, "jobs", sysconf(_SC_NPROCESSORS_ONLN), 1, 64);
    struct state *st = take(c->w, sizeof(*st));
    milp_begin(); /* before the region is read, while a fork is cheap */
    if (!fine(c->w) || !state_load(c->w, st))
        return false;
    return call_has(c, "all") ? offer_make_all(c, st, &control, jobs) : make_one(c, st, c->arg[0], &control, as);
}

static bool list(struct call *c)
{
    struct sheet *s = call_sheet(c);
    return s != NULL && offer_list(c->w, call_text(c, "order", ""), s);
}

static bool show(struct call *c)
{
    struct rows r = db_rows(c->w, OFFER_DOCUMENT, ARGS(V(c->arg[0])));
    if (!db_next(&r))
        return fine(c->w) && fail(c->w, NOT_FOUND, tr(c->w, "there is no offer %s; the offers are listed by: cavt offer list DB"), c->arg[0]);
    fprintf(c->out, "%s\n", db_peek(&r, 0));
    db_done(&r);
    return fine(c->w);
}

static const struct option make_options[] = {
    {"seconds", "S", TR("the longest it may think about one order; 30 unless said")},
    {"seed", "N", TR("the same seed and input give the same offer; 1 unless said")},
    {"as", "FORM", TR("text, or json for programs")},
    {"why", NULL, TR("say why each thing was chosen, and every line of the price")},
    {"all", NULL, TR("answer every open order")},
    {"jobs", "N", TR("with --all: so many orders side by side; one for each processor unless said")},
    {"one", NULL, TR("no alternatives")},
    {"dry", NULL, TR("show it, store nothing")},
    {"deadline", "DAY", TR("what if the deadline were this? (nothing is stored)")},
    {"earliest", "DAY", TR("what if it began no sooner than this?")},
    {"weekdays", "DIGITS", TR("what if lessons could be held on these days? 123456 is Monday to Saturday")},
    {"hours", "FROM-TO", TR("what if lessons could be held at these hours? 09:00-21:00")},
    {"day-hours", "N", TR("what if a day could have this many hours?")},
    {"people", "N", TR("what if so many people were to be trained?")},
    {"travel", "MIN", TR("what if people could travel so long? 0 is any distance")},
    {"budget", "MONEY", TR("what if the budget were this? none takes it away")},
    {"without", "CODES", TR("what if these competences were not asked?")},
    {"level", "CODE=N", TR("what if these competences were asked at this level?")},
    {"share", "ORGANISATION", TR("what if this owner shared everything it has?")},
    {"kind", "KIND", TR("what if it were this kind of programme?")},
    {0},
};

static const struct option list_options[] = {
    {"order", "ORDER", TR("only the answers to this order")},
    {"as", "FORM", TR("text, csv, json, html or xlsx")},
    {0},
};

const struct command offer_commands[] = {
    {"offer make", "DB [ORDER]", NEEDS_DB, make_options, make, TR("answer an order: programme, timetable, parts and price, or why not")},
    {"offer list", "DB", NEEDS_DB, list_options, list, TR("the offers made, and what became of them")},
    {"offer show", "DB OFFER", NEEDS_DB, NULL, show, TR("a stored offer as it was made, in JSON")},
    {0},
};
