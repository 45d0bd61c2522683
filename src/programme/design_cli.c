/* design_cli.c -- cavt programme design, propose, decide, approve. */
#include "programme/design_cli.h"

#include "programme/design.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

static bool write_draft(struct call *c, const char *code)
{
    struct work *w = c->w;
    struct design d;
    struct design_change *all;
    int n;
    if (!design_load(w, code, &d) || !design_changes(w, &d, &all, &n))
        return false;
    fprintf(c->out, tr(w, "%s  %s, version %d, revision %d, %s\n"), d.code, d.name, d.version, d.revision, say_hours(w, d.hours_ah));
    fprintf(c->out, "%s\n", design_turn(w, &d));
    for (int i = 0; i < d.module_count; i++)
        fprintf(c->out, "  %-16s %s, %d + %d + %d%s\n", d.modules[i].code, d.modules[i].name, d.modules[i].lecture_ah, d.modules[i].practice_ah, d.modules[i].self_ah,
                d.modules[i].changed ? tr(w, " (hours changed)") : "");
    for (int i = 0; i < d.want_count; i++)
        fprintf(c->out, "  %-16s %s, %d%s\n", d.wants[i].code, d.wants[i].name, d.wants[i].level, d.wants[i].given ? "" : tr(w, ", not given yet"));
    for (int i = 0; i < d.concern_count; i++)
        fprintf(c->out, "! %s\n", d.concerns[i]);
    for (int i = 0; i < n; i++)
        fprintf(c->out, tr(w, "change %d, %s (%s): %s\n"), all[i].number, all[i].side == SIDE_OWNER ? d.owner : d.employer, all[i].state, all[i].words);
    return true;
}

static bool design_run(struct call *c)
{
    struct design d;
    if (c->args > 1 && !design_begin(c->w, c->arg[0], c->arg[1], call_text(c, "new", NULL), &d))
        return false;
    return write_draft(c, c->arg[0]);
}

static enum design_side side_of(const struct call *c) { return call_has(c, "employer") ? SIDE_EMPLOYER : SIDE_OWNER; }

static bool propose_run(struct call *c)
{
    struct design_proposal p = {.kind = c->arg[1], .module = call_text(c, "module", NULL), .other = call_text(c, "by", NULL),
                                .competence = call_text(c, "competence", NULL), .text = call_text(c, "why", NULL)};
    int number;
    p.level = (int)call_int(c, "level", 0, 0, 8);
    p.lecture_ah = (int)call_int(c, "lectures", 0, 0, 2000);
    p.practice_ah = (int)call_int(c, "practice", 0, 0, 2000);
    p.self_ah = (int)call_int(c, "own", 0, 0, 2000);
    p.revision = (int)call_int(c, "revision", 0, 0, 1000000);
    if (!fine(c->w) || !design_propose(c->w, c->arg[0], side_of(c), &p, &number))
        return false;
    fprintf(c->out, tr(c->w, "proposed for programme %s as number %d; the other side decides\n"), c->arg[0], number);
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
    return design_decide(c->w, c->arg[0], side_of(c), number, yes, call_text(c, "reason", NULL)) && write_draft(c, c->arg[0]);
}

static bool approve_run(struct call *c)
{
    bool approved;
    if (!design_approve(c->w, c->arg[0], side_of(c), &approved))
        return false;
    fprintf(c->out, approved ? tr(c->w, "both sides have approved programme %s: it is its new version\n")
                             : tr(c->w, "programme %s is approved by one side; the other is asked\n"), c->arg[0]);
    return true;
}

static const struct option design_options[] = {
    {"new", "NAME", TR("a new programme of the centre's with this name")},
    {0},
};
static const struct option propose_options[] = {
    {"module", "CODE", TR("the module it is about")},
    {"by", "CODE", TR("the module that replaces it")},
    {"competence", "CODE", TR("the competence it is about")},
    {"level", "N", TR("at which level, 1 to 8")},
    {"lectures", "H", TR("hours of lectures")},
    {"practice", "H", TR("hours of practice")},
    {"own", "H", TR("hours of one's own work")},
    {"revision", "N", TR("the revision to go back to")},
    {"why", "TEXT", TR("why, in a sentence the other side will read")},
    {"employer", NULL, TR("for the employer; else for the programme's owner")},
    {0},
};
static const struct option decide_options[] = {
    {"employer", NULL, TR("for the employer; else for the programme's owner")},
    {"reason", "TEXT", TR("why, in a sentence the others will read")},
    {0},
};
static const struct option approve_options[] = {
    {"employer", NULL, TR("for the employer; else for the programme's owner")},
    {0},
};

const struct command design_commands[] = {
    {"programme design", "DB PROGRAMME [EMPLOYER]", NEEDS_DB, design_options, design_run,
     TR("a programme that its owner and an employer design together; with an employer it begins")},
    {"programme propose", "DB PROGRAMME add|remove|replace|hours|want|unwant|restore", NEEDS_DB, propose_options, propose_run,
     TR("propose a change to a programme in the making; the other side decides")},
    {"programme decide", "DB PROGRAMME NUMBER yes|no", NEEDS_DB, decide_options, decide_run, TR("accept a change that the other side has proposed, or refuse it")},
    {"programme approve", "DB PROGRAMME", NEEDS_DB, approve_options, approve_run, TR("a side approves the programme as it stands; with both it is the new version")},
    {0},
};
