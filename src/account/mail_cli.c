/* mail_cli.c -- see mail_cli.h. */
#include "account/mail_cli.h"

#include "account/audit.h"
#include "account/line_cli.h"
#include "account/mail.h"
#include "base/day.h"
#include "view/words.h"

static bool set(struct call *c)
{
    struct mail_settings s = {.url = c->arg[0], .from = call_text(c, "from", ""), .user = call_text(c, "user", NULL)};
    if (s.user != NULL)
        s.password = line_secret(c);
    return fine(c->w) && mail_set(c->w, &s);
}

static bool send_all(struct call *c)
{
    struct work *w = c->w;
    struct mail_settings s;
    struct mail_done d;
    if (!mail_settings(w, &s))
        return fail(w, NOT_FOUND, "%s", tr(w, "how mail is sent is not set; set it by: cavt mail set DB smtp://mail.example.org:587 --from ADDRESS"));
    if (!mail_send(w, (int)call_int(c, "most", 0, 1, 1000000), &d))
        return false;
    fprintf(c->out, tr(w, "%d sent, %d failed, of them %d given up\n"), d.sent, d.failed, d.given_up);
    return d.failed == 0 || fail(w, BROKEN, tr(w, "not every letter could be sent; the last problem: %s"), d.problem);
}

static bool list(struct call *c) { return mail_list(c->w, call_text(c, "state", ""), call_sheet(c)); }

static bool instant(struct call *c, const char *name, int64_t *at)
{
    const char *s = call_text(c, name, NULL);
    int32_t day;
    if (s == NULL)
        return true;
    if (!day_parse(s, &day))
        return call_misused(c, tr(c->w, "--%s takes a day, as 2027-03-01, not \"%s\""), name, s);
    *at = (int64_t)day * 86400;
    return true;
}

static bool read_audit(struct call *c)
{
    struct audit_filter f = {.object = call_text(c, "object", ""), .code = call_text(c, "code", ""), .verb = call_text(c, "verb", ""),
                             .organisation = call_text(c, "organisation", ""), .who = call_text(c, "who", ""), .most = call_int(c, "most", 0, 1, 1000000000)};
    return instant(c, "from", &f.from_at) && instant(c, "to", &f.to_at) && fine(c->w) && audit_sheet(c->w, &f, call_sheet(c));
}

static const struct option set_options[] = {
    {"from", "ADDRESS", TR("the sender of every letter")},
    {"user", "NAME", TR("sign in to the server of mail by this name; the password is read from standard input")},
    {0},
};
static const struct option send_options[] = {{"most", "N", TR("at most so many letters")}, {0}};
static const struct option list_options[] = {{"state", "waiting|sent|given-up", TR("only these")}, CALL_AS, {0}};
static const struct option audit_options[] = {
    {"object", "TABLE", TR("only changes of these: account, membership, offer, training_order, agreement, ...")},
    {"code", "CODE", TR("only changes of this one")},
    {"verb", "WORD", TR("only such changes")},
    {"organisation", "CODE", TR("only what was done for it")},
    {"who", "EMAIL", TR("only what this person did; - is the command line")},
    {"from", "DAY", TR("from this day on")},
    {"to", "DAY", TR("before this day")},
    {"most", "N", TR("only so many, the newest first")},
    CALL_AS,
    {0},
};

const struct command mail_commands[] = {
    {"mail set", "DB URL", NEEDS_DB, set_options, set, TR("say by which server mail is sent")},
    {"mail send", "DB", NEEDS_DB, send_options, send_all, TR("send the letters that wait; the server does it by itself")},
    {"mail list", "DB", NEEDS_DB, list_options, list, TR("list the letters, with what became of them")},
    {0},
};

const struct command audit_commands[] = {
    {"audit", "DB", NEEDS_DB, audit_options, read_audit, TR("who changed what, when, for whom, from what to what")},
    {0},
};
