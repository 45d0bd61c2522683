/* join_web.c -- see join_web.h.
 *
 * Whether an address has an account cannot be learned here: the page and the time are the same either way, and a letter goes out
 * either way; what differs is said only in the letter. */
#include "account/join_web.h"

#include "account/audit.h"
#include "account/field_web.h"
#include "account/join_web_sql.h"
#include "account/keep.h"
#include "account/limit_web.h"
#include "account/mail.h"
#include "account/password.h"
#include "account/second_web.h"
#include "account/session_web.h"
#include "account/token.h"
#include "base/day.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

#define CONFIRM_S  ((int64_t)2 * 86400)
#define RESET_S    ((int64_t)3600)
#define GUARDIAN_S ((int64_t)30 * 86400)

static const char *typed(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static const char *link_to(struct request *q, const char *path, const char *token) { return web_address(q, take_text(q->w, "/%s/%s", path, token)); }

static bool can_write(struct request *q)
{
    struct mail_settings s;
    return mail_settings(q->w, &s) ||
           (piece_empty(q, tr(q->w, "This centre has not set up its mail yet, so no letter could reach you. Ask the centre for an account or a new password."), NULL, NULL), false);
}

/* ---------------------------------------------------------------- signing up */
static void purposes(struct request *q)
{
    struct work *w = q->w;
    html(q->page, "<fieldset><legend>%s</legend>\n", tr(w, "You agree that your data are used for"));
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++) {
        html(q->page, "<label><input type=\"checkbox\" name=\"agree-%s\" value=\"1\"", p->code);
        page_add(q->page, p->must ? " required" : "");
        page_add(q->page, *typed(q, take_text(w, "agree-%s", p->code)) != '\0' ? " checked>" : ">");
        html(q->page, " %s<br><small>%s</small></label>\n", tr(w, p->name), tr(w, p->text));
    }
    html(q->page, "<p><a href=\"/privacy\">%s</a></p></fieldset>\n", tr(w, "What is kept, for how long, and how you end it"));
}

static void for_whom(struct request *q)
{
    struct work *w = q->w;
    size_t n;
    struct choice *c = piece_choices(w, JOIN_ORGANISATIONS, &n), *all = take_array(w, n + 1, struct choice), roles[8];
    all[0] = (struct choice){"", tr(w, "for nobody, only for myself")};
    if (n > 0)
        memcpy(all + 1, c, n * sizeof(*c));
    html(q->page, "<details><summary>%s</summary>\n<p><small>%s</small></p>\n<div class=\"fields\"><div><label for=\"f-organisation\">%s</label>",
         tr(w, "I act for an organisation"), tr(w, "The centre looks at it before you can."), tr(w, "Organisation"));
    piece_select(q, "organisation", all, n + 1, typed(q, "organisation"));
    html(q->page, "</div><div><label for=\"f-role\">%s</label>", tr(w, "as"));
    size_t k = 0;
    for (const struct role *r = account_roles; r->code != NULL && k < COUNT(roles); r++)
        if (r->asked)
            roles[k++] = (struct choice){r->code, tr(w, r->name)};
    piece_select(q, "role", roles, k, typed(q, "role"));
    page_add(q->page, "</div></div></details>\n");
}

static bool sign_up_form(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Make an account");
    if (!can_write(q))
        return fine(w);
    web_form_begin(q, "/sign-up", "card narrow");
    field_put(q, &(struct field){"name", "text", tr(w, "Your name"), NULL, "name", true}, typed(q, "name"));
    field_put(q, &(struct field){"email", "email", tr(w, "E-mail"), tr(w, "a letter with a link is sent there"), "username", true}, typed(q, "email"));
    field_put(q, &(struct field){"password", "password", tr(w, "Password"), tr(w, "at least 10 signs; several words are good"), "new-password", true}, "");
    field_put(q, &(struct field){"born_on", "date", tr(w, "Date of birth"), tr(w, "documents need it; whoever is under 18 needs a guardian's word"), "bday", true}, typed(q, "born_on"));
    field_put(q, &(struct field){"guardian", "email", tr(w, "Guardian's e-mail"), tr(w, "only if you are under 18: a parent or another guardian is asked"), "off", false}, typed(q, "guardian"));
    for_whom(q);
    purposes(q);
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Make an account"));
    html(q->page, "<p><a href=\"/sign-in\">%s</a></p>\n", tr(w, "I have an account already"));
    return fine(w);
}

struct joining {
    const char *name, *email, *hashed, *guardian, *organisation, *role;
    int32_t born_on;
    bool minor;
};

static bool read_joining(struct request *q, struct joining *j)
{
    struct work *w = q->w;
    *j = (struct joining){.name = typed(q, "name"), .email = typed(q, "email"), .guardian = typed(q, "guardian"), .organisation = typed(q, "organisation"), .role = typed(q, "role")};
    if (j->name[strspn(j->name, " \t\n")] == '\0' || strlen(j->name) > 400)
        return fail(w, NOT_VALID, "%s", tr(w, "write your name"));
    if (email_key(w, j->email) == NULL)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is no e-mail address; write it as name@example.org"), j->email);
    if (!day_parse(typed(q, "born_on"), &j->born_on) || j->born_on > today_of(w) - 365 * 5)
        return fail(w, NOT_VALID, "%s", tr(w, "write your date of birth, as 2001-05-31"));
    j->minor = keep_minor(j->born_on, today_of(w));
    if (j->minor && (email_key(w, j->guardian) == NULL || strcmp(email_key(w, j->guardian), email_key(w, j->email)) == 0))
        return fail(w, NOT_VALID, "%s", tr(w, "whoever is under 18 names the e-mail address of a parent or another guardian"));
    if (*j->organisation != '\0' && (role_of(j->role) == NULL || !role_of(j->role)->asked))
        return fail(w, NOT_VALID, tr(w, "there is no role \"%s\""), j->role);
    /* Before it is looked whether there is an account: what is wrong must not depend on that. */
    if (*j->organisation != '\0' && !member_possible(w, j->organisation, j->role))
        return false;
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++)
        if (p->must && *typed(q, take_text(w, "agree-%s", p->code)) == '\0')
            return fail(w, NOT_VALID, "%s", tr(w, "without your agreement to keep an account there can be none"));
    return password_fit(w, typed(q, "password"), j->email);
}

static void ask_guardian(struct request *q, int64_t ward, const char *email, const char *name)
{
    struct work *w = q->w;
    int64_t id = db_id(w);
    db_run(w, JOIN_GUARDIAN_PUT, ARGS(V(id), V(ward), V(email), V(w->now)));
    const char *token = token_make(w, "guardian", ward, GUARDIAN_S, take_text(w, "%lld", (long long)id));
    mail_put(w, email, tr(w, "A minor names you as guardian"),
             take_text(w, tr(w, "%s has made an account with the training centre and names you as parent or guardian.\n\nTo agree or to refuse, open this link within 30 days and sign in:\n\n%s\n\nIf you do not know the person, do nothing.\n"),
                       name, link_to(q, "guardian", token)), true);
}

static bool stored(struct request *q, const struct joining *j)
{
    struct work *w = q->w;
    struct account there;
    int64_t id, m;
    db_begin(w);
    if (account_by_email(w, j->email, &there)) {
        mail_put(w, there.email, tr(w, "You have an account already"),
                 take_text(w, tr(w, "Somebody, perhaps you, wanted to make an account with this address. There is one already.\n\nIf you have forgotten its password, open\n\n%s\n\nIf it was not you, nothing needs to be done.\n"),
                           web_address(q, "/forgot")), false);
        return db_commit(w);
    }
    if (account_make(w, &(struct account_new){.email = j->email, .name = j->name, .password = j->hashed, .born_on = j->born_on}, &id)) {
        w->who = id;
        for (const struct purpose *p = keep_purposes; p->code != NULL; p++)
            if (*typed(q, take_text(w, "agree-%s", p->code)) != '\0' && !keep_agree(w, id, p->code))
                break;
        if (*j->organisation != '\0')
            (void)!member_add(w, &(struct member_new){.account_id = id, .organisation = j->organisation, .role = j->role, .state = "asked"}, &m);
        if (j->minor)
            ask_guardian(q, id, j->guardian, j->name);
        const char *token = token_make(w, "confirm", id, CONFIRM_S, NULL);
        mail_put(w, j->email, tr(w, "Confirm your address"),
                 take_text(w, tr(w, "Somebody, perhaps you, has made an account with this address at the training centre.\n\nTo confirm it, open this link within two days and type the password that you chose:\n\n%s\n\nIf it was not you, do nothing: without it the account goes away by itself.\n"),
                           link_to(q, "confirm", token)), true);
        w->who = 0;
    }
    return db_commit(w);
}

static bool letter_goes(struct request *q, const char *title, const char *sentence)
{
    q->title = title;
    html(q->page, "<p class=\"note good\">%s</p>\n<p>%s</p>\n", sentence, tr(q->w, "It comes within minutes. If it does not, look among unwanted mail, or ask the centre."));
    return fine(q->w);
}

static bool signed_up(struct request *q)
{
    struct work *w = q->w;
    struct joining j;
    struct mail_settings s;
    if (!mail_settings(w, &s))
        return sign_up_form(q);
    if (!read_joining(q, &j) || !limit_try(q, TRY_SIGN_UP, j.email) || (j.hashed = password_hash(w, typed(q, "password"))) == NULL || !stored(q, &j))
        return false;
    return letter_goes(q, tr(w, "Make an account"), take_text(w, tr(w, "A letter is on its way to %s. Open its link to go on."), j.email));
}

static bool sign_up(struct request *q)
{
    if (signed_up(q))
        return true;
    q->page->used = 0;
    return field_problem(q) && sign_up_form(q);
}

/* ---------------------------------------------------------------- the address confirmed */
/* By the password as well as the link: otherwise whoever made an account with somebody else's address, and knows its password, could
 * have it confirmed by that person. */
static bool confirm_form(struct request *q)
{
    struct work *w = q->w;
    struct token t;
    struct account a;
    q->title = tr(w, "Confirm your address");
    if (!limit_try(q, TRY_LINK, NULL) || !token_look(w, "confirm", q->code[0], &t) || !account_by_id(w, t.account_id, &a))
        return false;
    html(q->page, "<p>%s</p>\n", a.email);
    web_form_begin(q, web_path(w, "/confirm/", q->code[0], ""), "card narrow");
    field_put(q, &(struct field){"password", "password", tr(w, "Password"), tr(w, "the one you chose for the new account"), "current-password", true}, "");
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Confirm"));
    html(q->page, "<p><a href=\"/forgot\">%s</a></p>\n", tr(w, "I have forgotten it"));
    return fine(w);
}

static bool confirmed(struct request *q)
{
    struct work *w = q->w;
    struct token t;
    struct account a;
    if (!token_look(w, "confirm", q->code[0], &t) || !account_by_id(w, t.account_id, &a) || !limit_try(q, TRY_SIGN_IN, a.email))
        return false;
    if (!password_right(w, a.password, typed(q, "password")))
        return fail(w, NOT_VALID, "%s", tr(w, "that is not the password of this account"));
    w->who = a.id;
    db_begin(w);
    if (token_take(w, "confirm", q->code[0], &t))
        (void)!account_confirm(w, a.id);
    return db_commit(w) && second_or_begin(q, &a, "link", "/me");
}

static bool confirm(struct request *q) { return confirmed(q) || (field_problem(q) && confirm_form(q)); }

/* ---------------------------------------------------------------- a forgotten password */
static bool forgot_form(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "A new password");
    if (!can_write(q))
        return fine(w);
    html(q->page, "<p>%s</p>\n", tr(w, "A link to choose a new password is sent to your address."));
    web_form_begin(q, "/forgot", "card narrow");
    field_put(q, &(struct field){"email", "email", tr(w, "E-mail"), .complete = "username", .must = true}, typed(q, "email"));
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Send the letter"));
    return fine(w);
}

static bool forgotten(struct request *q)
{
    struct work *w = q->w;
    const char *email = typed(q, "email");
    struct account a;
    struct mail_settings s;
    if (!mail_settings(w, &s))
        return forgot_form(q);
    if (email_key(w, email) == NULL)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is no e-mail address; write it as name@example.org"), email);
    if (!limit_try(q, TRY_RESET, email))
        return false;
    db_begin(w);
    bool there = account_by_email(w, email, &a) && strcmp(a.state, "disabled") != 0;
    const char *token = there ? token_make(w, "reset", a.id, RESET_S, NULL) : "";
    const char *body = there ? take_text(w, tr(w, "Somebody, perhaps you, asked for a new password for this address.\n\nTo choose one, open this link within an hour:\n\n%s\n\nIf it was not you, do nothing: the old password stays.\n"), link_to(q, "reset", token))
                             : take_text(w, tr(w, "Somebody, perhaps you, asked for a new password for this address, but it has no account here.\n\nTo make one, open\n\n%s\n\nIf it was not you, nothing needs to be done.\n"), web_address(q, "/sign-up"));
    mail_put(w, there ? a.email : email, tr(w, "A new password"), body, there);
    return db_commit(w) && letter_goes(q, tr(w, "A new password"), take_text(w, tr(w, "A letter is on its way to %s. Open its link to go on."), email));
}

static bool forgot(struct request *q) { return forgotten(q) || (field_problem(q) && forgot_form(q)); }

/* ---------------------------------------------------------------- a guardian's word */
struct asked {
    int64_t id, ward;
    const char *state, *name;
};

static bool asked_guardian(struct request *q, struct asked *g)
{
    struct work *w = q->w;
    struct token t;
    if (!limit_try(q, TRY_LINK, NULL) || !token_look(w, "guardian", q->code[0], &t))
        return false;
    struct rows r = db_rows(w, JOIN_GUARDIAN, ARGS(V((int64_t)atoll(t.detail))));
    if (!db_next(&r) || strcmp(db_text(&r, 2), "asked") != 0)
        return fail(w, NOT_FOUND, "%s", tr(w, "this link has been used already or is too old; ask for a new one"));
    *g = (struct asked){atoll(t.detail), db_int(&r, 0), db_text(&r, 2), db_text(&r, 3)};
    db_done(&r);
    return true;
}

static bool guardian_form(struct request *q)
{
    struct work *w = q->w;
    struct asked g;
    q->title = tr(w, "A guardian's word");
    if (!asked_guardian(q, &g))
        return false;
    html(q->page, "<p class=\"lead\">");
    html(q->page, tr(w, "%s has made an account here and names you as parent or guardian."), g.name);
    html(q->page, "</p>\n<ul>\n");
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++)
        html(q->page, "<li><b>%s</b> <small>%s</small></li>\n", tr(w, p->name), tr(w, p->text));
    html(q->page, "</ul>\n<p><a href=\"/privacy\">%s</a></p>\n", tr(w, "What is kept, for how long, and how you end it"));
    if (q->account_id == 0) {
        html(q->page, "<p>%s</p><p><a role=\"button\" href=\"/sign-in?next=%s\">%s</a> <a href=\"/sign-up\">%s</a></p>\n", tr(w, "Sign in first, so that it is known who said it."),
             web_part(w, q->ask->path), tr(w, "Sign in"), tr(w, "Make an account"));
        return fine(w);
    }
    web_form_begin(q, web_path(w, "/guardian/", q->code[0], ""), "actions");
    html(q->page, "<button name=\"word\" value=\"yes\">%s</button> <button class=\"danger\" name=\"word\" value=\"no\">%s</button></form>\n",
         tr(w, "I am the guardian and agree"), tr(w, "I refuse"));
    return fine(w);
}

static bool guardian(struct request *q)
{
    struct work *w = q->w;
    struct asked g;
    struct account a;
    struct token t;
    bool yes = strcmp(typed(q, "word"), "yes") == 0;
    if (!asked_guardian(q, &g))
        return false;
    if (q->account_id == 0 || !account_by_id(w, q->account_id, &a))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "sign in to do that"));
    if (a.id == g.ward || keep_minor(a.born_on, today_of(w)))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "a guardian is of age, and somebody else"));
    db_begin(w);
    (void)!token_take(w, "guardian", q->code[0], &t);
    db_run(w, JOIN_GUARDIAN_ANSWER, ARGS(V(g.id), V(yes ? "active" : "refused"), yes ? V(a.id) : NULL_INT, V(w->now)));
    audit_add(w, 0, yes ? "guardian agreed" : "guardian refused", "account", take_text(w, "%lld", (long long)g.ward), NULL, NULL);
    if (yes) /* The minor's own word does not count; the guardian's takes its place. */
        db_run(w, JOIN_CONSENT_OF_SELF_END, ARGS(V(g.ward), V(w->now)));
    for (const struct purpose *p = keep_purposes; yes && p->code != NULL; p++)
        if (!keep_agree(w, g.ward, p->code))
            break;
    return db_commit(w) && web_see(q, "/me");
}

/* ---------------------------------------------------------------- what is kept */
static bool privacy(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Personal data");
    html(q->page, "<h2>%s</h2>\n<dl>\n", tr(w, "What for"));
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++)
        html(q->page, "<dt>%s <small>%s</small></dt><dd>%s</dd>\n", tr(w, p->name), p->must ? tr(w, "without it there is no account") : tr(w, "as you wish; can be taken back at any time"),
             tr(w, p->text));
    html(q->page, "</dl>\n<h2>%s</h2>\n<ul>\n", tr(w, "For how long"));
    for (const struct term *t = keep_terms; t->what != NULL; t++) {
        html(q->page, "<li>%s: ", tr(w, t->what));
        html(q->page, trn(w, "%d day", "%d days", t->days), t->days);
        page_add(q->page, "</li>\n");
    }
    html(q->page, "<li>%s</li>\n</ul>\n<h2>%s</h2>\n<p>%s</p>\n", tr(w, "an account: until you erase it"), tr(w, "Your rights"),
         tr(w, "On the page of your account you see what is kept, take it with you as a file, take an agreement back, and erase the account. What you did in your organisation's "
               "name stays in the record of changes under a number, without your name. For a minor the guardian does all this."));
    html(q->page, "<p><a href=\"/me\">%s</a></p>\n", tr(w, "My account"));
    return fine(w);
}

const struct route join_routes[] = {
    {GET, "/sign-up", ANYONE, sign_up_form, TR("Make an account"), NULL},
    {POST, "/sign-up", ANYONE, sign_up, TR("Make an account, confirmed by mail"), NULL},
    {GET, "/confirm/{code}", ANYONE, confirm_form, TR("Confirm an address, by the link of a letter"), NULL},
    {POST, "/confirm/{code}", ANYONE, confirm, TR("Confirm an address"), NULL},
    {GET, "/forgot", ANYONE, forgot_form, TR("A forgotten password"), NULL},
    {POST, "/forgot", ANYONE, forgot, TR("Send a link to choose a new password"), NULL},
    {GET, "/guardian/{code}", ANYONE, guardian_form, TR("A guardian's word, by the link of a letter"), NULL},
    {POST, "/guardian/{code}", MEMBERS, guardian, TR("A guardian agrees or refuses"), NULL},
    {GET, "/privacy", ANYONE, privacy, TR("Personal data: what for, how long, your rights"), NULL},
    {0},
};
