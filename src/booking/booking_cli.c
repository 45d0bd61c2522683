/* booking_cli.c -- cavt booking request, list, show, when, confirm, refuse, accept, cancel, skip, lapse. */
#include "booking/booking_cli.h"

#include "base/day.h"
#include "base/text.h"
#include "booking/booking_sql.h"
#include "booking/idle.h"
#include "booking/many.h"
#include "codec/encoding.h"
#include "offer/hold.h"
#include "resource/booked.h"
#include "resource/claim.h"
#include "resource/usage.h"
#include "resource/when.h"
#include "store/db.h"
#include "view/say.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- what was typed */

/* item: "CODE" or "CODE:UNITS". */
static bool item_of(struct call *c, const char *typed, struct claim_item *out)
{
    const char *colon = strrchr(typed, ':');
    char *end = NULL;
    long units = colon != NULL ? strtol(colon + 1, &end, 10) : 1;
    bool counted = colon != NULL && end != colon + 1 && *end == '\0';
    *out = (struct claim_item){counted ? take_copy(c->w, typed, (size_t)(colon - typed)) : typed, counted ? (int)units : 1};
    if (counted && (units < 1 || units > 10000))
        return call_misused(c, tr(c->w, "\"%s\": the number of units is from 1 to 10000"), typed);
    return true;
}

static bool day_of_option(struct call *c, const char *option, int32_t *out)
{
    const char *s = call_text(c, option, "");
    *out = 0;
    return *s == '\0' || day_parse(s, out) || call_misused(c, tr(c->w, "--%s is a day, as 2027-03-01, not \"%s\""), option, s);
}

/* times_of: --from 2027-03-02T14:00 --to 16:00 (or a whole moment). */
static bool times_of(struct call *c, struct claim_wish *x)
{
    const char *from = call_text(c, "from", ""), *to = call_text(c, "to", "");
    int min;
    if (!wall_parse(from, &x->from) || strpbrk(from, "T ") == NULL)
        return call_misused(c, tr(c->w, "--from is a day and a time, as 2027-03-02T14:00, not \"%s\""), from);
    if (clock_parse(to, &min))
        x->to = (int64_t)wall_day(x->from) * DAY_MIN + min;
    else if (!wall_parse(to, &x->to))
        return call_misused(c, tr(c->w, "--to is a time, as 16:00, or a day and a time, not \"%s\""), to);
    return true;
}

static bool skips_of(struct call *c, struct claim_wish *x)
{
    int32_t *all = NULL;
    size_t room = 0;
    for (const char *s = call_text(c, "skip", ""); *s != '\0';) {
        size_t n = strcspn(s, ",;");
        const char *one = take_copy(c->w, s, n);
        grow(c->w, &all, room, (size_t)x->skip_count);
        if (!day_parse(one, &all[x->skip_count++]))
            return call_misused(c, tr(c->w, "--skip is days parted by commas, not \"%s\""), one);
        s += n + (s[n] != '\0');
    }
    x->skip = all;
    return true;
}

static bool wish_typed(struct call *c, struct claim_wish *x)
{
    struct claim_item *items = take_array(c->w, c->args + 1, struct claim_item);
    const char *weekly = call_text(c, "weekly", "");
    *x = (struct claim_wish){.organisation = call_text(c, "for", ""), .title = call_text(c, "title", ""), .note = call_text(c, "note", NULL),
                             .holder = call_text(c, "holder", NULL), .items = items, .item_count = c->args};
    x->people = (int)call_int(c, "people", 0, 1, 100000);
    x->count = (int)call_int(c, "times", 0, 1, CLAIM_TIMES_MOST);
    x->every = (int)call_int(c, "every", 1, 1, 52);
    x->skip_bad = call_has(c, "skip-bad");
    x->wait = call_has(c, "wait");
    for (int i = 0; i < c->args; i++)
        if (!item_of(c, c->arg[i], &items[i]))
            return false;
    if (!fine(c->w) || !times_of(c, x) || !day_of_option(c, "until", &x->until_on) || !skips_of(c, x))
        return false;
    if (call_has(c, "weekly") && (x->weekdays = weekdays_parse(weekly)) == 0)
        return call_misused(c, tr(c->w, "--weekly is the digits of weekdays, 1 Monday to 7 Sunday, as 24, not \"%s\""), weekly);
    return true;
}

/* ---------------------------------------------------------------- asking */

/* show_look: every reason in full; a table only where --as asks for one. */
static void show_look(struct call *c, const struct claim_look *l)
{
    static const struct column cols[] = {
        {"rule", TR("Rule of"), CODE}, {"resource", TR("Resource"), CODE}, {"owner_rule", TR("Rule"), CODE}, {"why", TR("Why not"), WORDS},
    };
    struct work *w = c->w;
    struct sheet *s = call_has(c, "as") ? call_sheet(c) : NULL;
    if (s != NULL)
        sheet_begin(s, cols, COUNT(cols));
    for (int i = 0; i < l->shown; i++) {
        if (s == NULL) {
            fprintf(c->out, "- %s\n", l->problems[i].text);
            continue;
        }
        sheet_row(s);
        sheet_words(s, problem_name[l->problems[i].kind]);
        sheet_words(s, l->problems[i].resource);
        sheet_words(s, l->problems[i].rule);
        sheet_words(s, l->problems[i].text);
    }
    if (s != NULL && !sheet_end(s))
        return;
    if (l->can)
        fprintf(c->err, tr(w, "it can be had: %d times of %d, for %s\n"), l->kept, l->time_count, say_price(w, l->price_minor, NULL));
    else if (l->only_taken)
        fprintf(c->err, "%s\n", tr(w, "others were first; --wait stands in line, --skip-bad leaves such times out"));
}

static bool request_run(struct call *c)
{
    struct claim_wish x;
    struct claim_look l;
    struct claim made;
    int n;
    if (!wish_typed(c, &x))
        return false;
    if (call_has(c, "dry"))
        return claim_look(c->w, &x, &l) && (show_look(c, &l), fine(c->w));
    if (!hold_lapse(c->w, &n) || !claim_make(c->w, &x, &made))
        return false;
    fprintf(c->out, "%s\n", made.text);
    return true;
}

/* bytes_of: a file as UTF-8 with room for a NUL, at most 16 MB. */
static bool bytes_of(struct work *w, const char *path, char **bytes, size_t *n)
{
    struct text t = TEXT((size_t)16 << 20);
    char part[65536];
    struct err e = {0};
    enum encoding was;
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return fail(w, NOT_FOUND, tr(w, "%s cannot be read"), path);
    for (size_t k; (k = fread(part, 1, sizeof(part), f)) > 0 && !t.over;)
        text_bytes(&t, part, k);
    fclose(f);
    bool ok = !t.over && (t.n == 0 || encoding_to_utf8(&t, &was, &e));
    if (ok) {
        *bytes = take_copy(w, t.s != NULL ? t.s : "", t.n);
        *n = t.n;
    } else {
        fail(w, NOT_VALID, "%s: %s", path, t.over ? tr(w, "it is larger than 16 MB") : e.text);
    }
    text_free(&t);
    return fine(w);
}

static bool many_run(struct call *c)
{
    static const struct column cols[] = {{"line", TR("Line"), NUMBER}, {"code", TR("Code"), CODE}, {"state", TR("State"), WORDS}, {"left_out", TR("Left out"), NUMBER},
                                         {"price", TR("Price"), MONEY}, {"why", TR("Why not"), WORDS}};
    struct work *w = c->w;
    struct claim_wish *x;
    size_t *line, n;
    int count, lapsed, bad = 0;
    char *bytes;
    if (!bytes_of(w, c->arg[0], &bytes, &n) || !many_read(w, bytes, n, &x, &line, &count) || !hold_lapse(w, &lapsed))
        return false;
    struct claim *made = take_array(w, count + 1, struct claim);
    const char **why = take_array(w, count + 1, const char *);
    if (!claim_many(w, x, count, 100, made, why))
        return false;
    struct sheet *s = call_sheet(c);
    sheet_begin(s, cols, COUNT(cols));
    for (int i = 0; i < count; i++) {
        bad += why[i] != NULL;
        sheet_row(s);
        sheet_int(s, (int64_t)line[i]);
        sheet_words(s, why[i] == NULL ? made[i].code : "");
        sheet_words(s, why[i] == NULL ? claim_state_word(w, made[i].state) : tr(w, "not made"));
        sheet_int(s, made[i].skipped);
        sheet_int(s, made[i].price_minor);
        sheet_words(s, why[i]);
    }
    if (!sheet_end(s))
        return false;
    fprintf(c->err, tr(w, "%d requests made, %d not\n"), count - bad, bad);
    if (bad == 0)
        return true;
    call_show(c);
    return fail(w, CONFLICT, "%s", tr(w, "some requests could not be made; the others were"));
}

static bool list_run(struct call *c)
{
    return claim_list(c->w, call_text(c, "state", ""), call_text(c, "for", ""), call_text(c, "owner", ""), call_sheet(c));
}

static bool show_run(struct call *c)
{
    static const struct column cols[] = {{"starts_at", TR("From"), WALL}, {"ends_at", TR("To"), WALL}, {"resource", TR("Resource"), CODE},
                                         {"name", TR("Name"), WORDS}, {"units", TR("Units"), NUMBER}, {"state", TR("State"), WORDS}};
    struct work *w = c->w;
    if (db_one(w, "SELECT 1 FROM claim WHERE code = $1", ARGS(V(c->arg[0])), 0) == 0)
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no request %s; they are listed by: cavt booking list DB"), c->arg[0]);
    struct sheet *s = call_sheet(c);
    struct rows r = db_rows(w, BOOKING_SHOW, ARGS(V(c->arg[0])));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_int(s, db_int(&r, 0));
        sheet_int(s, db_int(&r, 1));
        sheet_words(s, db_text(&r, 2));
        sheet_words(s, tr_name(w, db_text(&r, 3), db_text(&r, 4)));
        sheet_int(s, db_int(&r, 5));
        sheet_words(s, !db_null(&r, 7) ? take_text(w, tr(w, "left out: %s"), db_peek(&r, 7)) : claim_state_word(w, db_text(&r, 6)));
    }
    return sheet_end(s);
}

/* ---------------------------------------------------------------- when can we? */

/* want_typed: CODE of a resource, type:CODE, able:CODE, each with :UNITS or, for able, :LEVEL. */
static bool want_typed(struct call *c, const char *typed, struct when_want *out)
{
    struct claim_item item;
    *out = (struct when_want){.units = 1, .level = 1};
    if (strncmp(typed, "type:", 5) == 0) {
        if (!item_of(c, typed + 5, &item))
            return false;
        out->type = item.code;
    } else if (strncmp(typed, "able:", 5) == 0) {
        if (!item_of(c, typed + 5, &item))
            return false;
        out->competence = item.code;
        out->level = item.units;
        return true;
    } else {
        if (!item_of(c, typed, &item))
            return false;
        out->resource = item.code;
    }
    out->units = item.units;
    return true;
}

static bool when_run(struct call *c)
{
    static const struct column cols[] = {{"starts_at", TR("From"), WALL}, {"ends_at", TR("To"), WALL}, {"site", TR("Site"), WORDS},
                                         {"resources", TR("Resources"), WORDS}, {"price", TR("Price"), MONEY}, {"approval", TR("Owners"), WORDS}};
    struct work *w = c->w;
    struct when_want *wants = take_array(w, c->args + 1, struct when_want);
    struct when_ask a = {.organisation = call_text(c, "for", ""), .wants = wants, .want_count = c->args};
    struct when out;
    for (int i = 0; i < c->args; i++)
        if (!want_typed(c, c->arg[i], &wants[i]))
            return false;
    a.length_min = (int)call_int(c, "minutes", 90, 5, DAY_MIN);
    a.people = (int)call_int(c, "people", 0, 1, 100000);
    a.days = (int)call_int(c, "days", 28, 1, WHEN_DAYS_MOST);
    a.most = (int)call_int(c, "slots", 5, 1, 50);
    const char *days = call_text(c, "weekdays", "");
    if (*days != '\0' && (a.weekdays = weekdays_parse(days)) == 0)
        return call_misused(c, tr(w, "--weekdays is digits, 1 Monday to 7 Sunday, not \"%s\""), days);
    if (!fine(w) || !day_of_option(c, "from", &a.from_on) || !when_find(w, &a, &out))
        return false;
    if (out.count == 0)
        return fail(w, CONFLICT, "%s", out.why);
    struct sheet *s = call_sheet(c);
    sheet_begin(s, cols, COUNT(cols));
    for (int i = 0; i < out.count; i++) {
        const struct when_slot *x = &out.slots[i];
        const char *names = "";
        for (int k = 0; k < a.want_count; k++)
            names = x->units[k] > 1 ? take_text(w, "%s%s%s:%d", names, k > 0 ? " " : "", x->resource[k], x->units[k])
                                    : take_text(w, "%s%s%s", names, k > 0 ? " " : "", x->resource[k]);
        sheet_row(s);
        sheet_int(s, x->from);
        sheet_int(s, x->to);
        sheet_words(s, tr_name(w, x->site_ru, x->site_en));
        sheet_words(s, names);
        sheet_int(s, x->price_minor);
        sheet_words(s, x->approval ? tr(w, "are asked") : tr(w, "have agreed beforehand"));
    }
    return sheet_end(s);
}

/* ---------------------------------------------------------------- acts */

static bool say(struct call *c, bool done, const struct claim *k)
{
    if (done)
        fprintf(c->out, "%s\n", k->text);
    return done;
}
static bool confirm_run(struct call *c) { struct claim k; return say(c, claim_confirm(c->w, c->arg[0], c->arg[1], &k), &k); }
static bool refuse_run(struct call *c) { struct claim k; return say(c, claim_refuse(c->w, c->arg[0], c->arg[1], call_text(c, "reason", NULL), &k), &k); }
static bool accept_run(struct call *c) { struct claim k; return say(c, claim_accept(c->w, c->arg[0], &k), &k); }
static bool cancel_run(struct call *c) { struct claim k; return say(c, claim_cancel(c->w, c->arg[0], call_text(c, "reason", NULL), &k), &k); }
static bool skip_run(struct call *c)
{
    struct claim k;
    int64_t at;
    if (!wall_parse(c->arg[1], &at))
        return call_misused(c, tr(c->w, "a time is named by its beginning, as 2027-03-02T14:00, not \"%s\""), c->arg[1]);
    return say(c, claim_skip(c->w, c->arg[0], at, call_text(c, "reason", NULL), &k), &k);
}

static bool use_run(struct call *c)
{
    int64_t at;
    bool changed;
    if (!wall_parse(c->arg[2], &at))
        return call_misused(c, tr(c->w, "a time is named by its beginning, as 2027-03-02T14:00, not \"%s\""), c->arg[2]);
    if (call_has(c, "in") + call_has(c, "out") + call_has(c, "absent") != 1)
        return call_misused(c, "%s", tr(c->w, "say one of --in, --out and --absent"));
    enum usage_act act = call_has(c, "in") ? USAGE_IN : call_has(c, "out") ? USAGE_OUT : USAGE_ABSENT;
    const char *of = strcmp(c->arg[0], "lesson") == 0 ? NULL : c->arg[0];
    if (!usage_record(c->w, c->arg[1], of, at, act, &changed))
        return false;
    fprintf(c->out, "%s\n", changed ? tr(c->w, "the use is recorded") : tr(c->w, "it was recorded already: nothing was changed"));
    return true;
}

static bool idle_run(struct call *c)
{
    return idle_wanted(c->w, 0, (int)call_int(c, "days", 28, 1, 366), 1000, call_sheet(c));
}

static bool lapse_run(struct call *c)
{
    int n, served, missed;
    if (!claim_lapse(c->w, &n) || !usage_sweep(c->w, &missed) || !claim_serve(c->w, &served))
        return false;
    fprintf(c->out, trn(c->w, "%d request had run out", "%d requests had run out", n), n);
    fprintf(c->out, trn(c->w, "; %d that stood in line was offered what came free\n", "; %d that stood in line were offered what came free\n", served), served);
    return true;
}

static const struct option request_options[] = {
    {"for", "ORGANISATION", TR("who asks")},
    {"title", "TEXT", TR("what it is for, in a few words")},
    {"from", "TIME", TR("the first beginning, as 2027-03-02T14:00")},
    {"to", "TIME", TR("the first end, as 16:00")},
    {"weekly", "DAYS", TR("every week on these weekdays, 1 Monday to 7 Sunday, as 24")},
    {"every", "N", TR("every so many weeks; 1 if not given")},
    {"until", "DAY", TR("the last day of what repeats")},
    {"times", "N", TR("or how many times")},
    {"skip", "DAYS", TR("days to leave out, parted by commas")},
    {"skip-bad", NULL, TR("leave out the times that cannot be had, each with its reason")},
    {"wait", NULL, TR("stand in line where somebody was first")},
    {"people", "N", TR("how many come; rooms must seat them")},
    {"holder", "CODE", TR("the person who answers for the use, where an owner wants somebody qualified")},
    {"note", "TEXT", TR("what else the owners should know")},
    {"dry", NULL, TR("only say what stands against it; nothing is held")},
    CALL_AS,
    {0},
};
static const struct option list_options[] = {
    {"state", "waiting|proposed|held|booked|refused|lapsed|cancelled", TR("only those in this state")},
    {"for", "ORGANISATION", TR("only those it asked for")},
    {"owner", "ORGANISATION", TR("only those that want something of this owner's")},
    CALL_AS,
    {0},
};
static const struct option show_options[] = {CALL_AS, {0}};
static const struct option when_options[] = {
    {"for", "ORGANISATION", TR("who asks")},
    {"minutes", "N", TR("how long, in minutes of the clock; 90 if not given")},
    {"people", "N", TR("how many come; rooms must seat them")},
    {"from", "DAY", TR("the first day to look at; today if not given")},
    {"days", "N", TR("how many days to look through; 28 if not given")},
    {"weekdays", "DAYS", TR("only on these weekdays, 1 Monday to 7 Sunday")},
    {"slots", "N", TR("how many slots to show; 5 if not given")},
    CALL_AS,
    {0},
};
static const struct option use_options[] = {
    {"in", NULL, TR("they have come")},
    {"out", NULL, TR("they have left; the rest is free at once")},
    {"absent", NULL, TR("nobody came; it is free at once")},
    {0},
};
static const struct option idle_options[] = {{"days", "N", TR("over so many days from today; 28 if not given")}, CALL_AS, {0}};
static const struct option reason_options[] = {{"reason", "TEXT", TR("why, in a sentence the others will read")}, {0}};

const struct command booking_commands[] = {
    {"booking request", "DB RESOURCE[:UNITS]...", NEEDS_DB, request_options, request_run,
     TR("ask for several rooms, machines and people of several owners at once, once or weekly: all or nothing")},
    {"booking many", "DB FILE", NEEDS_DB, show_options, many_run, TR("a sheet of requests (CSV), one a line, each by itself all or nothing")},
    {"booking when", "DB WHAT...", NEEDS_DB, when_options, when_run,
     TR("the next common slots of resources, of any of type:CODE and of anybody able:COMPETENCE:LEVEL, with what each costs")},
    {"booking list", "DB", NEEDS_DB, list_options, list_run, TR("list requests, the newest first, and whose turn it is")},
    {"booking show", "DB REQUEST", NEEDS_DB, show_options, show_run, TR("the times of one request, and those left out")},
    {"booking confirm", "DB REQUEST ORGANISATION", NEEDS_DB, NULL, confirm_run, TR("an owner says yes; with the last yes it is booked")},
    {"booking refuse", "DB REQUEST ORGANISATION", NEEDS_DB, reason_options, refuse_run, TR("an owner says no; everything the request holds is released")},
    {"booking accept", "DB REQUEST", NEEDS_DB, NULL, accept_run, TR("take the slot that came free for a request standing in line")},
    {"booking cancel", "DB REQUEST", NEEDS_DB, reason_options, cancel_run, TR("give everything of a request back")},
    {"booking skip", "DB REQUEST TIME", NEEDS_DB, reason_options, skip_run, TR("give one time of a request back")},
    {"booking use", "DB REQUEST|lesson RESOURCE TIME", NEEDS_DB, use_options, use_run, TR("record that people have come to what is booked, or left, or not come")},
    {"booking idle", "DB", NEEDS_DB, idle_options, idle_run, TR("costly equipment that stands idle, beside the demand that could use it")},
    {"booking lapse", "DB", NEEDS_DB, NULL, lapse_run, TR("release requests that have run out and serve those that stand in line")},
    {0},
};
