/* agreement_cli.c -- see agreement_cli.h */
#include "agreement/agreement_cli.h"

#include "agreement/agreement.h"
#include "base/day.h"
#include "view/words.h"

#include <stdlib.h>

static bool draft(struct call *c)
{
    struct drafted d;
    if (!agreement_draft(c->w, c->arg[0], c->arg[1], call_text(c, "number", NULL), &d))
        return false;
    fprintf(c->out, tr(c->w, "%s: the draft of agreement %s, %lld bytes, SHA-256 %s\n"), c->arg[1], d.agreement, (long long)d.bytes, d.hash);
    return true;
}

static bool list(struct call *c) { return agreement_list(c->w, call_text(c, "state", ""), call_sheet(c)); }

/* The day an option names; today's, by Greenwich, when it is absent and `today` is asked for. */
static bool day_given(struct call *c, const char *option, bool today, int32_t *day)
{
    const char *s = call_text(c, option, NULL);
    *day = today ? (int32_t)(c->w->now / 86400) : INT32_MIN;
    return s == NULL || day_parse(s, day) || call_misused(c, tr(c->w, "--%s takes a day such as 2027-03-01, not \"%s\""), option, s);
}

static bool sign(struct call *c)
{
    int32_t on;
    if (!day_given(c, "on", true, &on) || !agreement_sign(c->w, c->arg[0], call_text(c, "number", NULL), on))
        return false;
    fprintf(c->out, tr(c->w, "agreement %s is signed\n"), c->arg[0]);
    return true;
}

static bool end(struct call *c)
{
    int32_t on;
    if (!day_given(c, "on", true, &on) || !agreement_end(c->w, c->arg[0], on))
        return false;
    fprintf(c->out, tr(c->w, "agreement %s has ended\n"), c->arg[0]);
    return true;
}

static bool add(struct call *c)
{
    struct agreement_new a = {.code = c->arg[0], .form = call_text(c, "form", "partnership"), .title = call_text(c, "title", NULL),
                              .number = call_text(c, "number", NULL), .parties = call_text(c, "parties", "")};
    if (!day_given(c, "from", false, &a.starts_on) || !day_given(c, "to", false, &a.ends_on) || !agreement_add(c->w, &a))
        return false;
    fprintf(c->out, tr(c->w, "agreement %s is entered as a draft\n"), c->arg[0]);
    return true;
}

static bool settle(struct call *c)
{
    int32_t until;
    return day_given(c, "until", true, &until) && agreement_settlement(c->w, c->arg[0], until, call_sheet(c));
}

static const struct option draft_options[] = {{"number", "TEXT", TR("the contract's number, if it has one already")}, {0}};
static const struct option list_options[] = {{"state", "draft|signed|ended", TR("only those in this state")}, CALL_AS, {0}};
static const struct option sign_options[] = {
    {"on", "DAY", TR("the day of it; today")}, {"number", "TEXT", TR("the number it was signed under")}, {0}};
static const struct option end_options[] = {{"on", "DAY", TR("the day of it; today")}, {0}};
static const struct option add_options[] = {
    {"form", "network|partnership|ppp|cluster", TR("the form of interaction; partnership")},
    {"title", "TEXT", TR("what it is about")},
    {"number", "TEXT", TR("the contract's number, if it has one already")},
    {"parties", "LIST", TR("organisations and their roles: \"copp:coordinator;splav:customer\"")},
    {"from", "DAY", TR("the first day of its term")},
    {"to", "DAY", TR("the last day of its term")},
    {0},
};
static const struct option settle_options[] = {
    {"until", "DAY", TR("lessons before this day count; today")}, CALL_AS, {0}};

const struct command agreement_commands[] = {
    {"agreement draft", "DB OFFER FILE", NEEDS_DB, draft_options, draft,
     TR("write the draft contract of an offer, as .pdf, .docx or .odt, in the language of --lang")},
    {"agreement list", "DB", NEEDS_DB, list_options, list, TR("list the agreements, with their form, parties and state")},
    {"agreement add", "DB CODE", NEEDS_DB, add_options, add, TR("enter an agreement that does not come from an offer")},
    {"agreement sign", "DB CODE", NEEDS_DB, sign_options, sign, TR("enter that a draft was signed")},
    {"agreement end", "DB CODE", NEEDS_DB, end_options, end, TR("enter that a signed agreement has ended")},
    {"agreement settle", "DB OFFER", NEEDS_DB, settle_options, settle, TR("what each party is owed for the lessons held so far")},
    {0},
};
