/* repair_cli.c -- cavt timetable break, mend, repair and what belongs to them. */
#include "timetable/repair_cli.h"

#include "base/day.h"
#include "timetable/breakdown.h"
#include "timetable/repair.h"
#include "timetable/timetable_show.h"
#include "view/say.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

static void say_hits(struct call *c, const struct repair *r)
{
    if (r->hits == 0)
        fprintf(c->out, "%s\n", tr(c->w, "every lesson that is held or agreed can be held as it stands"));
    else
        fprintf(c->out, trn(c->w, "%lld lesson cannot be held as it stands\n", "%lld lessons cannot be held as they stand\n", r->hits), (long long)r->hits);
}

static bool break_run(struct call *c)
{
    int64_t from, to;
    const char *a = call_text(c, "from", NULL), *b = call_text(c, "to", NULL), *code;
    if (a == NULL || b == NULL)
        return call_misused(c, tr(c->w, "say from when to when it is not to be had: --from 2027-03-01 --to 2027-03-05"));
    int64_t units = call_int(c, "units", 0, 1, 10000);
    struct repair r;
    struct repair_control control = {.look = true};
    if (!fine(c->w) || !breakdown_when(c->w, a, b, &from, &to) || !breakdown_make(c->w, c->arg[0], (int)units, from, to, call_text(c, "why", NULL), &code) ||
        !repair_read(c->w, &control, &r))
        return false;
    fprintf(c->out, tr(c->w, "breakdown %s is recorded: %s, %s\n"), code, c->arg[0], say_span(c->w, from, to));
    say_hits(c, &r);
    for (int i = 0; i < r.count; i++)
        if (r.all[i].hit != NOT_HIT)
            fprintf(c->out, "  %s  %s  %s\n", r.all[i].offer,
                    say_span(c->w, (int64_t)r.all[i].was.day * DAY_MIN + r.all[i].was.from_min, (int64_t)r.all[i].was.day * DAY_MIN + r.all[i].was.to_min),
                    repair_module_text(&r, &r.all[i]));
    if (r.hits > 0)
        fprintf(c->out, "%s\n", tr(c->w, "the least change that puts it right: cavt timetable repair DB"));
    return true;
}

static bool mend_run(struct call *c)
{
    struct breakdown b;
    int64_t at = 0;
    const char *s = call_text(c, "at", NULL);
    if (s != NULL && !wall_parse(s, &at))
        return call_misused(c, tr(c->w, "--at takes a day or a time of a day, as 2027-03-01 or \"2027-03-01 13:00\", not %s"), s);
    if (!breakdown_over(c->w, c->arg[0], at, &b))
        return false;
    fprintf(c->out, tr(c->w, "breakdown %s is over: %s works again\n"), b.code, tr_name(c->w, b.what_ru, b.what_en));
    return true;
}

static bool breakdowns_run(struct call *c) { return breakdown_list(c->w, call_sheet(c)); }
static bool repairs_run(struct call *c) { return repair_list(c->w, call_sheet(c)); }

/* ---------------------------------------------------------------- repair */

static int64_t at_from(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->from_min; }
static int64_t at_to(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->to_min; }

static void write_lesson(struct call *c, struct repair *r, const struct repair_lesson *l)
{
    struct work *w = c->w;
    const char *why[6];
    fprintf(c->out, "%s  %s", l->offer, repair_module_text(r, l));
    if (l->cohorts > 1)
        fprintf(c->out, tr(w, ", cohort %d"), l->was.cohort);
    fprintf(c->out, "\n  %-8s%s\n", tr(w, "why"), l->hit != NOT_HIT ? repair_hit_text(r, l) : tr(w, "makes room for another lesson"));
    fprintf(c->out, "  %-8s%s, %s\n", tr(w, "before"), say_span(w, at_from(&l->was), at_to(&l->was)), repair_place_text(r, &l->was));
    if (l->moved)
        fprintf(c->out, "  %-8s%s, %s\n", tr(w, "now"), say_span(w, at_from(&l->is), at_to(&l->is)), repair_place_text(r, &l->is));
    for (int k = 0; l->moved && k < l->is.use_count; k++)
        if (repair_asks(&l->was, &l->is.uses[k], &l->is)) {
            const struct resource *x = &r->st->resources.all[l->is.uses[k].resource];
            const struct organisation *o = &r->st->partners.organisations[x->organisation];
            fprintf(c->out, "  %-8s%s: %s\n", tr(w, "asks"), tr_name(w, o->name_ru, o->name_en), tr_name(w, x->name_ru, x->name_en));
        }
    if (!l->stuck)
        return;
    fprintf(c->out, "  %-8s%s\n", tr(w, "now"), tr(w, "no place was found:"));
    int n = repair_why(r, l, why, COUNT(why));
    for (int k = 0; k < n; k++)
        fprintf(c->out, "    - %s\n", why[k]);
}

static void write_sum(struct call *c, const struct repair *r)
{
    struct work *w = c->w;
    int64_t more = r->price_minor - r->was_price_minor;
    if (r->moved > 0) {
        fprintf(c->out, trn(w, "%lld lesson moves", "%lld lessons move", r->moved), (long long)r->moved);
        if (r->proved)
            fprintf(c->out, "%s\n", tr(w, "; it is proved that fewer will not do"));
        else
            fprintf(c->out, trn(w, "; at least %lld must\n", "; at least %lld must\n", r->below), (long long)r->below);
    }
    if (more != 0)
        fprintf(c->out, more > 0 ? tr(w, "%s dearer\n") : tr(w, "%s cheaper\n"), say_price(w, llabs(more), r->st->currency));
}

static bool write_text(struct call *c, struct repair *r)
{
    struct told_list told;
    const char *remedy[6];
    int n;
    say_hits(c, r);
    for (int i = 0; i < r->count; i++)
        if (r->all[i].moved || r->all[i].stuck || (r->all[i].hit != NOT_HIT && !r->all[i].moved && !r->all[i].stuck && r->all[i].hit != HIT_TOO_MANY))
            write_lesson(c, r, &r->all[i]);
    write_sum(c, r);
    if (r->stuck > 0) {
        fprintf(c->out, trn(c->w, "%lld lesson has no place; what would help, each tried:\n", "%lld lessons have no place; what would help, each tried:\n", r->stuck),
                (long long)r->stuck);
        if (!repair_remedies(r, remedy, COUNT(remedy), &n))
            return false;
        for (int k = 0; k < n; k++)
            fprintf(c->out, "  - %s\n", remedy[k]);
        if (n == 0)
            fprintf(c->out, "  - %s\n", tr(c->w, "nothing that was tried; agree with the owners of what is taken"));
    }
    if (!repair_told(c->w, r, &told))
        return false;
    for (int k = 0; k < told.count; k++)
        fprintf(c->out, trn(c->w, "to be told: %s (%s) of %lld lesson\n", "to be told: %s (%s) of %lld lessons\n", told.all[k].lessons), told.all[k].name,
                told.all[k].role, (long long)told.all[k].lessons);
    return true;
}

static bool write_sheet(struct call *c, struct repair *r)
{
    static const struct column cols[] = {
        {"offer", TR("Offer"), CODE},       {"module", TR("Module"), WORDS}, {"cohort", TR("Cohort"), NUMBER},      {"why", TR("Why"), WORDS},
        {"was_from", TR("Before"), WALL},   {"was_to", TR("Until"), WALL},   {"was_place", TR("Where"), WORDS},     {"from", TR("Now"), WALL},
        {"to", TR("Until"), WALL},          {"place", TR("Where"), WORDS},
    };
    struct sheet *s = call_sheet(c);
    sheet_begin(s, cols, COUNT(cols));
    for (int i = 0; i < r->count; i++) {
        const struct repair_lesson *l = &r->all[i];
        if (!l->moved && !l->stuck)
            continue;
        sheet_row(s);
        sheet_words(s, l->offer);
        sheet_words(s, repair_module_text(r, l));
        sheet_int(s, l->was.cohort);
        sheet_words(s, repair_hit_text(r, l));
        sheet_int(s, at_from(&l->was));
        sheet_int(s, at_to(&l->was));
        sheet_words(s, repair_place_text(r, &l->was));
        if (!l->moved)
            continue;
        sheet_int(s, at_from(&l->is));
        sheet_int(s, at_to(&l->is));
        sheet_words(s, repair_place_text(r, &l->is));
    }
    return sheet_end(s);
}

/* what_if: resources of a code, as outages that are only thought of. */
static bool what_if(struct call *c, struct repair_control *control)
{
    const char *what = call_text(c, "what-if", NULL), *a = call_text(c, "from", NULL), *b = call_text(c, "to", NULL);
    if (what == NULL)
        return a == NULL && b == NULL ? true : call_misused(c, tr(c->w, "--from and --to belong to --what-if"));
    if (a == NULL || b == NULL)
        return call_misused(c, tr(c->w, "say from when to when it is not to be had: --from 2027-03-01 --to 2027-03-05"));
    int64_t from, to;
    return breakdown_when(c->w, a, b, &from, &to) && repair_what_if(c->w, what, from, to, control);
}

static bool repair_run(struct call *c)
{
    struct repair_control control = {.seed = (uint64_t)call_int(c, "seed", 1, 0, INT64_MAX), .notice_days = (int)call_int(c, "notice", 1, 0, 365)};
    struct repair r;
    struct kept k;
    if (!fine(c->w) || !what_if(c, &control))
        return false;
    if (control.outage_count > 0 && call_has(c, "apply"))
        return call_misused(c, tr(c->w, "--what-if changes nothing, so it cannot be applied; record it first: cavt timetable break DB"));
    if (!repair_find(c->w, &control, &r))
        return false;
    if (call_has(c, "as") && strcmp(call_text(c, "as", "text"), "text") != 0) {
        if (!write_sheet(c, &r))
            return false;
    } else if (!write_text(c, &r)) {
        return false;
    }
    if (r.moved == 0)
        return true;
    if (!call_has(c, "apply")) {
        if (!call_has(c, "as"))
            fprintf(c->out, "%s\n", control.outage_count > 0 ? tr(c->w, "nothing was changed: it was only asked")
                                                             : tr(c->w, "nothing was changed; to do so: cavt timetable repair DB --apply"));
        return true;
    }
    if (!repair_apply(c->w, &r, &k))
        return false;
    fprintf(c->out, "%s\n", k.text);
    return true;
}

static bool show_run(struct call *c)
{
    struct which k = {.resource = call_text(c, "resource", ""), .partner = call_text(c, "partner", ""), .site = call_text(c, "site", ""),
                      .order = call_text(c, "order", ""), .offer = call_text(c, "offer", ""), .cohort = (int)call_int(c, "cohort", 0, 1, 10000),
                      .to_on = 200000};
    const char *a = call_text(c, "from", NULL), *b = call_text(c, "to", NULL), *week = call_text(c, "week", NULL);
    struct shown *all;
    int n;
    int32_t day;
    if ((a != NULL && !day_parse(a, &k.from_on)) || (b != NULL && !day_parse(b, &k.to_on)) || (week != NULL && !day_parse(week, &day)))
        return call_misused(c, tr(c->w, "--from, --to and --week take a day, as 2027-03-01"));
    if (week != NULL) {
        k.from_on = day - day_weekday(day) + 1;
        k.to_on = k.from_on + 6;
    }
    return fine(c->w) && timetable_read(c->w, &k, &all, &n) && timetable_sheet(c->w, all, n, call_sheet(c));
}

static bool undo_run(struct call *c)
{
    struct kept k;
    if (!repair_undo(c->w, c->arg[0], &k))
        return false;
    fprintf(c->out, "%s\n", k.text);
    return true;
}

static bool answer(struct call *c, bool yes)
{
    struct kept k;
    if (!repair_answer(c->w, c->arg[0], c->arg[1], yes, call_text(c, "reason", NULL), &k))
        return false;
    fprintf(c->out, "%s\n", k.text);
    return true;
}

static bool agree_run(struct call *c) { return answer(c, true); }
static bool refuse_run(struct call *c) { return answer(c, false); }

static const struct option break_options[] = {
    {"from", "WHEN", TR("since when: 2027-03-01 or \"2027-03-01 13:00\"")},
    {"to", "WHEN", TR("until when; a day alone is meant whole")},
    {"units", "N", TR("how many of its units have failed; all if it is not said")},
    {"why", "TEXT", TR("what has happened, in a sentence others will read")},
    {0},
};
static const struct option mend_options[] = {
    {"at", "WHEN", TR("since when it works again; now if it is not said; before its beginning it never was")},
    {0},
};
static const struct option list_options[] = {CALL_AS, {0}};
static const struct option repair_options[] = {
    {"apply", NULL, TR("do it: every lesson that moves, or none")},
    {"what-if", "WHAT", TR("as if this resource, site or organisation were not to be had from --from to --to; nothing is stored")},
    {"from", "WHEN", TR("of --what-if: since when")},
    {"to", "WHEN", TR("of --what-if: until when")},
    {"notice", "DAYS", TR("move nothing to a day sooner than this; 1")},
    {"seed", "N", TR("the seed of chance; 1")},
    CALL_AS,
    {0},
};
static const struct option refuse_options[] = {
    {"reason", "TEXT", TR("why, in a sentence the others will read")},
    {0},
};

static const struct option show_options[] = {
    {"resource", "CODE", TR("only lessons in this room, with this machine or this teacher")},
    {"partner", "CODE", TR("only lessons with anything of this organisation")},
    {"site", "CODE", TR("only lessons at this site")},
    {"order", "CODE", TR("only lessons for this order")},
    {"offer", "CODE", TR("only lessons of this offer")},
    {"cohort", "N", TR("only lessons of this cohort")},
    {"week", "DAY", TR("only lessons of the week of this day")},
    {"from", "DAY", TR("not before this day")},
    {"to", "DAY", TR("not after this day")},
    CALL_AS,
    {0},
};

const struct command repair_commands[] = {
    {"timetable show", "DB", NEEDS_DB, show_options, show_run, TR("the lessons of held and agreed offers, in order of time")},
    {"timetable break", "DB WHAT", NEEDS_DB, break_options, break_run,
     TR("a room, machine or teacher, or all of a site or an owner, is not to be had: recorded, and what it hits")},
    {"timetable mend", "DB BREAKDOWN", NEEDS_DB, mend_options, mend_run, TR("what had broken down works again")},
    {"timetable breakdowns", "DB", NEEDS_DB, list_options, breakdowns_run, TR("what has broken down")},
    {"timetable repair", "DB", NEEDS_DB, repair_options, repair_run,
     TR("the least change that gives every lesson a place again, each before and after; --apply does it")},
    {"timetable undo", "DB REPAIR", NEEDS_DB, NULL, undo_run, TR("the lessons of a repair back where they were")},
    {"timetable agree", "DB REPAIR ORGANISATION", NEEDS_DB, NULL, agree_run, TR("an owner says yes to what a repair has newly taken of theirs")},
    {"timetable refuse", "DB REPAIR ORGANISATION", NEEDS_DB, refuse_options, refuse_run,
     TR("an owner says no to what a repair has newly taken of theirs; the lessons need another place")},
    {"timetable repairs", "DB", NEEDS_DB, list_options, repairs_run, TR("repairs made, the newest first")},
    {0},
};
