/* people_web.c -- see people_web.h.
 *
 * Who may let whom in (people_may): the director and the administrator anyone; the coordinator anyone but the centre's own people; an
 * organisation's curator its own teachers, curators and learners. */
#include "account/people_web.h"

#include "account/audit.h"
#include "account/field_web.h"
#include "account/limit_web.h"
#include "account/mail.h"
#include "account/people_web_sql.h"
#include "account/session_web.h"
#include "account/token.h"
#include "base/day.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define KEEPERS   (AS_DIRECTOR | AS_ADMIN)
#define LETTERS_IN (KEEPERS | AS_COORDINATOR)
#define CURATORS  (AS_EMPLOYER | AS_PARTNER)
#define INVITED_S ((int64_t)14 * 86400)

static const char *typed(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static bool people_may(const struct request *q, const struct role *r, int64_t organisation_id)
{
    if ((q->roles & KEEPERS) != 0)
        return true;
    if ((q->roles & AS_COORDINATOR) != 0)
        return r->where != OF_CENTRE && r->where != OF_AUTHORITY;
    return (q->roles & CURATORS) != 0 && r->asked && organisation_id != 0 && organisation_id == q->organisation_id;
}

static bool may(struct request *q, const struct role *r, int64_t organisation_id)
{
    return (r != NULL && people_may(q, r, organisation_id)) || fail(q->w, NOT_ALLOWED, "%s", tr(q->w, "that role is not yours to give or to end"));
}

/* ---------------------------------------------------------------- one membership answered */
static void answer_button(struct request *q, int64_t id, const char *word, const char *text, const char *about, const char *look)
{
    web_form_begin(q, take_text(q->w, "/membership/%lld", (long long)id), "inline");
    html(q->page, "<input type=\"hidden\" name=\"back\" value=\"%s\"><button class=\"%s\" name=\"state\" value=\"%s\" aria-label=\"%s: %s\">%s</button></form>\n", q->ask->path, look, word, text,
         about, text);
}

static bool answer(struct request *q)
{
    struct work *w = q->w;
    const char *state = typed(q, "state"), *back = typed(q, "back");
    struct rows r = db_rows(w, PEOPLE_MEMBERSHIP, ARGS(V(q->arg[0])));
    bool there = db_next(&r);
    const struct role *role = there ? role_of(db_text(&r, 1)) : NULL;
    int64_t organisation = there ? db_int(&r, 0) : 0, account = there ? db_int(&r, 3) : 0;
    bool asked = there && strcmp(db_text(&r, 2), "asked") == 0;
    db_done(&r);
    if (!may(q, role, organisation))
        return false;
    bool word = strcmp(state, "ended") == 0 || (asked && (strcmp(state, "active") == 0 || strcmp(state, "refused") == 0));
    if (!word)
        return fail(w, NOT_VALID, "%s", tr(w, "a membership is confirmed, refused or ended"));
    /* A curator does not let in who asked for the organisation by himself: the centre looks first. */
    if (asked && (q->roles & LETTERS_IN) == 0)
        return fail(w, NOT_ALLOWED, "%s", tr(w, "the centre answers who asked by himself"));
    struct account a;
    db_begin(w);
    if (member_answer(w, q->arg[0], state) && asked && account_by_id(w, account, &a))
        mail_put(w, a.email, tr(w, "Your role in an organisation"), take_text(w, strcmp(state, "active") == 0 ? tr(w, "The centre has confirmed your role: %s. Sign in to act for the organisation:\n\n%s\n") :
                                                                                   tr(w, "The centre has not confirmed the role that you asked for: %s. If that is a mistake, answer the centre.\n\n%s\n"),
                                                                              tr(w, role->name), web_address(q, "/me")), false);
    return db_commit(w) && web_see(q, "%s", strncmp(back, "/account", 8) == 0 || strcmp(back, "/people") == 0 ? back : "/people");
}

/* ---------------------------------------------------------------- the people of the organisation for which the reader acts */
static void invite_form(struct request *q, const char *action, bool choose_organisation)
{
    struct work *w = q->w;
    size_t n = 0, k = 0;
    struct choice roles[16];
    html(q->page, "<h2>%s</h2>\n", tr(w, "Invite somebody"));
    web_form_begin(q, action, "card");
    page_add(q->page, "<div class=\"fields\">\n");
    field_put(q, &(struct field){"email", "email", tr(w, "E-mail"), .complete = "off", .must = true}, typed(q, "email"));
    field_put(q, &(struct field){"name", "text", tr(w, "Name"), .complete = "off"}, typed(q, "name"));
    for (const struct role *r = account_roles; r->code != NULL; r++)
        if (people_may(q, r, q->organisation_id))
            roles[k++] = (struct choice){r->code, tr(w, r->name)};
    html(q->page, "<div><label for=\"f-role\">%s</label>", tr(w, "Role"));
    piece_select(q, "role", roles, k, typed(q, "role"));
    page_add(q->page, "</div>\n");
    if (choose_organisation) {
        struct choice *all = piece_choices(w, PEOPLE_ORGANISATIONS, &n);
        html(q->page, "<div><label for=\"f-organisation\">%s</label>", tr(w, "Organisation"));
        piece_select(q, "organisation", all, n, typed(q, "organisation"));
        page_add(q->page, "</div>\n");
    }
    field_put(q, &(struct field){"to_on", "date", tr(w, "Until"), .complete = "off"}, typed(q, "to_on"));
    html(q->page, "</div><div class=\"actions\"><button>%s</button><small>%s</small></div>\n</form>\n", tr(w, "Invite"),
         tr(w, "A letter with a link goes out; whoever has an account already gets the role at once."));
}

static bool organisation_people(struct request *q)
{
    struct work *w = q->w;
    static const struct column cols[] = {{"name", TR("Name"), WORDS}, {"email", TR("E-mail"), WORDS}, {"role", TR("Role"), WORDS}, {"from_on", TR("From"), DAY}, {"to_on", TR("To"), DAY}};
    html(q->page, "<h2>%s</h2>\n", q->who_for);
    struct rows r = db_rows(w, PEOPLE_OF, ARGS(V(q->organisation_id)));
    bool any = false;
    while (db_next(&r)) {
        if (!any) {
            html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"stack\"><thead><tr>", tr(w, "People of the organisation"));
            for (size_t i = 0; i < COUNT(cols); i++)
                html(q->page, "<th scope=\"col\">%s</th>", tr(w, cols[i].name));
            html(q->page, "<th scope=\"col\">%s</th></tr></thead><tbody>\n", tr(w, "Do"));
        }
        any = true;
        const struct role *role = role_of(db_text(&r, 4));
        html(q->page, "<tr><td>%s</td><td>%s</td><td>%s", db_text(&r, 2), db_text(&r, 3), role != NULL ? tr(w, role->name) : "");
        if (strcmp(db_text(&r, 5), "asked") == 0)
            html(q->page, " <span class=\"state warn\">%s</span>", tr(w, "the centre has not answered yet"));
        else if (strcmp(db_text(&r, 8), "new") == 0)
            html(q->page, " <span class=\"state warn\">%s</span>", tr(w, "invited"));
        html(q->page, "</td><td class=\"tight\">%s</td><td class=\"tight\">%s</td><td>", say_day(w, (int32_t)db_int(&r, 6)), db_null(&r, 7) ? "" : say_day(w, (int32_t)db_int(&r, 7)));
        if (role != NULL && people_may(q, role, q->organisation_id))
            answer_button(q, db_int(&r, 0), "ended", tr(w, "End"), db_text(&r, 2), "danger");
        page_add(q->page, "</td></tr>\n");
    }
    page_add(q->page, any ? "</tbody></table></div>\n" : "");
    if (!any)
        piece_empty(q, tr(w, "Nobody acts for this organisation yet."), NULL, NULL);
    return fine(w);
}

static void asked_list(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, PEOPLE_ASKED, NO_ARGS);
    html(q->page, "<h2>%s</h2>\n", tr(w, "Who asks to act for an organisation"));
    while (db_next(&r)) {
        const struct role *role = role_of(db_text(&r, 7));
        page_add(q->page, any ? "" : "<ul class=\"rows\">\n");
        any = true;
        html(q->page, "<li><a href=\"/account/%lld\">%s</a> <small>%s</small><br>%s, <a href=\"%s\">%s</a> ", (long long)db_int(&r, 1), db_text(&r, 2), db_text(&r, 3),
             role != NULL ? tr(w, role->name) : "", web_path(w, "/partner/", db_text(&r, 4), ""), tr_name(w, db_text(&r, 5), db_text(&r, 6)));
        answer_button(q, db_int(&r, 0), "active", tr(w, "Confirm"), db_text(&r, 2), "quiet");
        answer_button(q, db_int(&r, 0), "refused", tr(w, "Refuse"), db_text(&r, 2), "danger");
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, any ? "</ul>\n" : "");
    if (!any)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Nobody waits for an answer."));
}

static bool people(struct request *q)
{
    q->title = tr(q->w, "People and roles");
    bool centre = (q->roles & LETTERS_IN) != 0;
    if (centre)
        asked_list(q);
    if (q->organisation_id != 0 && !organisation_people(q))
        return false;
    invite_form(q, "/people/invite", centre);
    if (centre)
        html(q->page, "<p><a href=\"/account\">%s</a></p>\n", tr(q->w, "All accounts"));
    return fine(q->w);
}

/* ---------------------------------------------------------------- inviting */
static bool invited_now(struct request *q)
{
    struct work *w = q->w;
    const struct role *role = role_of(typed(q, "role"));
    bool centre = (q->roles & LETTERS_IN) != 0;
    const char *organisation = centre ? typed(q, "organisation") : q->organisation_code, *email = typed(q, "email");
    struct member_new m = {.organisation = organisation, .role = typed(q, "role"), .state = "active"};
    struct account a;
    int64_t id;
    if (!may(q, role, centre ? 0 : q->organisation_id) || !limit_try(q, TRY_RESET, email))
        return false;
    if (*typed(q, "to_on") != '\0' && !day_parse(typed(q, "to_on"), &m.to_on))
        return fail(w, NOT_VALID, tr(w, "%s is no date; write it as 2027-03-01"), typed(q, "to_on"));
    db_begin(w);
    bool known = account_by_email(w, email, &a) && strcmp(a.state, "new") != 0;
    if (a.id == 0 && account_make(w, &(struct account_new){.email = email, .name = typed(q, "name")}, &m.account_id))
        (void)!account_by_id(w, m.account_id, &a);
    m.account_id = a.id;
    if (fine(w) && member_add(w, &m, &id)) {
        const char *where = known ? web_address(q, "/me") : web_address(q, take_text(w, "/invitation/%s", token_make(w, "invitation", a.id, INVITED_S, NULL)));
        mail_put(w, a.email, tr(w, "You are invited"),
                 take_text(w, known ? tr(w, "%s has given you a role: %s, for %s. You have an account already; open\n\n%s\n") : tr(w, "%s invites you: %s, for %s. To choose a password, open this link within 14 days:\n\n%s\n"),
                           q->who_name != NULL ? q->who_name : tr(w, "The centre"), tr(w, role->name), organisation, where), !known);
    }
    return db_commit(w) && web_see(q, "/people");
}

static bool invite(struct request *q)
{
    if (invited_now(q))
        return true;
    q->page->used = 0;
    return field_problem(q) && people(q);
}

/* ---------------------------------------------------------------- the centre's register of accounts */
static bool accounts(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Accounts");
    q->wide = true;
    struct choice roles[16];
    size_t k = 0;
    for (const struct role *r = account_roles; r->code != NULL; r++)
        roles[k++] = (struct choice){r->code, tr(w, r->name)};
    piece_filters(q);
    piece_search(q, "q", tr(w, "E-mail"));
    piece_choice(q, "role", tr(w, "Role"), roles, k);
    piece_filters_end(q);
    struct sheet *s = web_sheet(q, TR("Accounts and their roles"), "accounts");
    if (!account_list(w, typed(q, "organisation"), typed(q, "role"), web_like(w, web_text(q, "q")), s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "Nobody has an account like that. People sign up by themselves, or are invited."), "/people", tr(w, "Invite somebody"));
    return web_sheet_done(q, s);
}

static bool account(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    if (!account_by_id(w, q->arg[0], &a))
        return fail(w, NOT_FOUND, tr(w, "there is no account %lld"), (long long)q->arg[0]);
    q->title = *a.name != '\0' ? a.name : tr(w, "An erased account");
    piece_crumb(q, "/account", tr(w, "Accounts"));
    html(q->page, "<p>%s <span class=\"state\">%s</span></p>\n<ul class=\"rows\">\n", strcmp(a.state, "erased") == 0 ? "" : a.email, state_word(w, a.state));
    struct rows r = db_rows(w, PEOPLE_ROLES, ARGS(V(a.id)));
    while (db_next(&r)) {
        const struct role *role = role_of(db_text(&r, 4));
        const char *state = db_text(&r, 5);
        html(q->page, "<li>%s, <a href=\"%s\">%s</a> <span class=\"state\">%s</span> <small>%s – %s</small> ", role != NULL ? tr(w, role->name) : "",
             web_path(w, "/partner/", db_text(&r, 1), ""), tr_name(w, db_text(&r, 2), db_text(&r, 3)), state_word(w, state), say_day(w, (int32_t)db_int(&r, 6)),
             db_null(&r, 7) ? "…" : say_day(w, (int32_t)db_int(&r, 7)));
        bool asked = strcmp(state, "asked") == 0;
        if (asked && role != NULL && people_may(q, role, db_int(&r, 8))) {
            answer_button(q, db_int(&r, 0), "active", tr(w, "Confirm"), q->title, "quiet");
            answer_button(q, db_int(&r, 0), "refused", tr(w, "Refuse"), q->title, "danger");
        } else if (strcmp(state, "active") == 0 && role != NULL && people_may(q, role, db_int(&r, 8))) {
            answer_button(q, db_int(&r, 0), "ended", tr(w, "End"), q->title, "danger");
        }
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
    if ((q->roles & KEEPERS) != 0 && a.id != q->account_id && strcmp(a.state, "erased") != 0) {
        bool off = strcmp(a.state, "disabled") == 0;
        web_form_begin(q, take_text(w, "/account/%lld/disable", (long long)a.id), "actions");
        html(q->page, "<button class=\"%s\" name=\"undo\" value=\"%d\">%s</button></form>\n", off ? "quiet" : "danger", off, off ? tr(w, "Let the account be used again") : tr(w, "Let nobody sign in by it"));
    }
    html(q->page, "<p><a href=\"/audit?who=%s\">%s</a></p>\n", web_part(w, a.email), tr(w, "What this person changed"));
    return fine(w);
}

static bool disable(struct request *q)
{
    struct work *w = q->w;
    if (q->arg[0] == q->account_id)
        return fail(w, CONFLICT, "%s", tr(w, "nobody locks himself out"));
    bool on = web_int(q, "undo", 0, 0, 1) == 1;
    return fine(w) && account_disable(w, q->arg[0], on) && web_see(q, "/account/%lld", (long long)q->arg[0]);
}

/* ---------------------------------------------------------------- the audit trail */
static bool audit(struct request *q)
{
    struct work *w = q->w;
    static const char *const names[] = {"object", "code", "verb", "organisation", "who"};
    const char *const labels[] = {tr(w, "To what"), tr(w, "Which"), tr(w, "Did"), tr(w, "For whom"), tr(w, "Who")};
    int32_t from = 0, to = 0;
    q->title = tr(w, "The record of changes");
    q->wide = true;
    if ((*typed(q, "from") != '\0' && !day_parse(typed(q, "from"), &from)) || (*typed(q, "to") != '\0' && !day_parse(typed(q, "to"), &to)))
        return fail(w, NOT_VALID, tr(w, "%s is no date; write it as 2027-03-01"), from == 0 ? typed(q, "from") : typed(q, "to"));
    piece_filters(q);
    for (size_t i = 0; i < COUNT(names); i++)
        html(q->page, "<div><label for=\"f-%s\">%s</label><input id=\"f-%s\" name=\"%s\" value=\"%s\"></div>\n", names[i], labels[i], names[i], names[i], typed(q, names[i]));
    html(q->page, "<div><label for=\"f-from\">%s</label><input type=\"date\" id=\"f-from\" name=\"from\" value=\"%s\"></div>\n", tr(w, "From"), typed(q, "from"));
    html(q->page, "<div><label for=\"f-to\">%s</label><input type=\"date\" id=\"f-to\" name=\"to\" value=\"%s\"></div>\n", tr(w, "To"), typed(q, "to"));
    piece_filters_end(q);
    bool file = web_text(q, "as") != NULL;
    const char *who = email_key(w, typed(q, "who"));
    struct audit_filter f = {.object = typed(q, "object"), .code = typed(q, "code"), .verb = typed(q, "verb"), .organisation = typed(q, "organisation"),
                             .who = who != NULL ? who : typed(q, "who"), .from_at = (int64_t)from * 86400, .to_at = (int64_t)to * 86400, .most = file ? 0 : 5000};
    struct sheet *s = web_sheet(q, TR("Who changed what, the newest first"), "audit");
    if (!audit_sheet(w, &f, s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "Nothing like that was changed."), NULL, NULL);
    return web_sheet_done(q, s);
}

const struct route people_routes[] = {
    {GET, "/people", LETTERS_IN | CURATORS, people, TR("People: who acts for the organisation, who asks to, invitations"), NULL},
    {POST, "/people/invite", LETTERS_IN | CURATORS, invite, TR("Invite somebody"), NULL},
    {POST, "/membership/{int}", LETTERS_IN | CURATORS, answer, TR("Confirm, refuse or end somebody's role"), NULL},
    {GET, "/account", LETTERS_IN, accounts, TR("All accounts"), NULL},
    {GET, "/account/{int}", LETTERS_IN, account, TR("One account and its roles"), NULL},
    {POST, "/account/{int}/disable", KEEPERS, disable, TR("Let nobody sign in by an account, or again"), NULL},
    {GET, "/audit", KEEPERS, audit, TR("The record of changes"), NULL},
    {0},
};
