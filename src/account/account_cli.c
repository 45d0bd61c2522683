/* account_cli.c -- see account_cli.h.  How the first person comes in, and what an administrator does from a terminal. */
#include "account/account_cli.h"

#include "account/account.h"
#include "account/line_cli.h"
#include "account/password.h"
#include "account/token.h"
#include "base/day.h"
#include "view/words.h"

#include <string.h>

#define INVITED_S ((int64_t)14 * 86400)

static bool day_option(struct call *c, const char *name, int32_t *day)
{
    const char *s = call_text(c, name, NULL);
    if (s != NULL && !day_parse(s, day))
        return call_misused(c, tr(c->w, "--%s takes a day, as 2027-03-01, not \"%s\""), name, s);
    return true;
}

/* give: the role that --role and --organisation name; both or neither. */
static bool give(struct call *c, int64_t account)
{
    struct member_new m = {.account_id = account, .organisation = call_text(c, "organisation", NULL), .role = call_text(c, "role", NULL), .state = "active",
                           .staff = call_text(c, "staff", NULL)};
    int64_t id;
    if (m.role == NULL && m.organisation == NULL)
        return true;
    if (m.role == NULL || m.organisation == NULL)
        return call_misused(c, "%s", tr(c->w, "--role and --organisation go together: what the person may do, and for whom"));
    return day_option(c, "from", &m.from_on) && day_option(c, "to", &m.to_on) && member_add(c->w, &m, &id);
}

static bool add(struct call *c)
{
    struct work *w = c->w;
    const char *hashed = NULL, *link = "";
    struct account_new n = {.email = c->arg[0], .name = call_text(c, "name", NULL), .confirmed = true};
    int64_t id;
    if (call_has(c, "password")) {
        const char *password = line_secret(c);
        if (!fine(w) || !password_fit(w, password, n.email) || (hashed = password_hash(w, password)) == NULL)
            return false;
    }
    n.password = hashed;
    db_begin(w);
    if (account_make(w, &n, &id) && give(c, id) && hashed == NULL)
        link = token_make(w, "invitation", id, INVITED_S, NULL);
    if (!db_commit(w))
        return false;
    if (hashed != NULL)
        fprintf(c->out, tr(w, "%s may sign in now\n"), n.email);
    else
        fprintf(c->out, tr(w, "%s chooses a password within 14 days at: %s/invitation/%s\n"), n.email, call_text(c, "address", "http://127.0.0.1:8080"), link);
    return true;
}

static bool list(struct call *c)
{
    return account_list(c->w, call_text(c, "organisation", ""), call_text(c, "role", ""), "", call_sheet(c));
}

static bool role(struct call *c)
{
    struct account a;
    return account_need(c->w, c->arg[0], &a) && give(c, a.id);
}

static bool password(struct call *c)
{
    struct work *w = c->w;
    struct account a;
    if (!account_need(w, c->arg[0], &a))
        return false;
    const char *typed = line_secret(c), *hashed;
    if (!fine(w) || !password_fit(w, typed, a.email) || (hashed = password_hash(w, typed)) == NULL)
        return false;
    return account_password(w, a.id, hashed, 0);
}

static bool disable(struct call *c)
{
    struct account a;
    return account_need(c->w, c->arg[0], &a) && account_disable(c->w, a.id, call_has(c, "undo"));
}

#define ROLES "learner|teacher|employer|partner|methodologist|dispatcher|documents|analyst|coordinator|director|authority|admin"

static const struct option add_options[] = {
    {"name", "NAME", TR("the person's name; what stands before the @ if not given")},
    {"role", ROLES, TR("what the person may do")},
    {"organisation", "CODE", TR("for which organisation")},
    {"from", "DAY", TR("from this day on; today if not given")},
    {"to", "DAY", TR("until this day; for good if not given")},
    {"staff", "CODE", TR("the teacher of the register that this person is")},
    {"password", NULL, TR("read a password from standard input, instead of printing a link at which the person chooses one")},
    {"address", "URL", TR("how people reach this site, for the link")},
    {0},
};
static const struct option role_options[] = {
    {"role", ROLES, TR("what the person may do")},
    {"organisation", "CODE", TR("for which organisation")},
    {"from", "DAY", TR("from this day on; today if not given")},
    {"to", "DAY", TR("until this day; for good if not given")},
    {"staff", "CODE", TR("the teacher of the register that this person is")},
    {0},
};
static const struct option list_options[] = {
    {"organisation", "CODE", TR("only those who act for it")},
    {"role", ROLES, TR("only those who have this role")},
    CALL_AS,
    {0},
};
static const struct option disable_options[] = {{"undo", NULL, TR("let the account be used again")}, {0}};

const struct command account_commands[] = {
    {"account add", "DB EMAIL", NEEDS_DB, add_options, add, TR("make an account, with a role in an organisation or without")},
    {"account list", "DB", NEEDS_DB, list_options, list, TR("list the accounts and their roles")},
    {"account role", "DB EMAIL", NEEDS_DB, role_options, role, TR("let somebody act for an organisation")},
    {"account password", "DB EMAIL", NEEDS_DB, NULL, password, TR("set a password, read from standard input; the account's sessions end")},
    {"account disable", "DB EMAIL", NEEDS_DB, disable_options, disable, TR("let nobody sign in by an account; its sessions end")},
    {0},
};
