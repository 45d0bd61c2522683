/* sign_web.c -- signing in by password, and out. */
#include "account/sign_web.h"

#include "account/field_web.h"
#include "account/limit_web.h"
#include "account/password.h"
#include "account/second_web.h"
#include "account/session_web.h"
#include "account/sign_web_sql.h"
#include "account/token.h"
#include "store/db.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static const char *typed(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

/* Who vouches for people besides their passwords. */
static void providers(struct request *q, const char *next)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, SIGN_PROVIDERS, NO_ARGS);
    while (db_next(&r)) {
        page_add(q->page, any ? "" : "<div class=\"actions\">");
        any = true;
        html(q->page, "<a role=\"button\" class=\"quiet\" href=\"/sign-in/with/%s?next=%s\">", web_part(w, db_text(&r, 0)), web_part(w, next));
        html(q->page, tr(w, "Sign in with %s"), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        page_add(q->page, "</a>");
    }
    page_add(q->page, any ? "</div>\n" : "");
}

static bool sign_in_form(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Sign in");
    web_form_begin(q, "/sign-in", "card narrow");
    const char *next = field_next(q);
    if (strcmp(next, "/") != 0)
        html(q->page, "<input type=\"hidden\" name=\"next\" value=\"%s\">\n", next);
    field_put(q, &(struct field){"email", "email", tr(w, "E-mail"), .complete = "username", .must = true}, typed(q, "email"));
    field_put(q, &(struct field){"password", "password", tr(w, "Password"), .complete = "current-password", .must = true}, "");
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Sign in"));
    providers(q, next);
    html(q->page, "<p><a href=\"/forgot\">%s</a> · <a href=\"/sign-up\">%s</a></p>\n", tr(w, "I have forgotten my password"), tr(w, "Make an account"));
    return fine(w);
}

static bool sign_in(struct request *q)
{
    if (q->account_id != 0)
        return web_see(q, "%s", field_next(q));
    return sign_in_form(q);
}

/* One sentence for a wrong address, a wrong password and an account that may not be used: it must not be learned here who
 * has an account. */
static bool wrong(struct work *w) { return fail(w, NOT_VALID, "%s", tr(w, "the address and the password do not go together")); }

static bool entered(struct request *q)
{
    struct work *w = q->w;
    const char *email = typed(q, "email");
    struct account a;
    if (!limit_try(q, TRY_SIGN_IN, email))
        return false;
    bool there = account_by_email(w, email, &a);
    bool right = fine(w) && password_right(w, there ? a.password : NULL, typed(q, "password"));
    if (!fine(w))
        return false;
    if (!right || strcmp(a.state, "active") != 0)
        return wrong(w);
    return limit_forget(q, TRY_SIGN_IN, email) && second_or_begin(q, &a, "password", field_next(q));
}

static bool enter(struct request *q) { return entered(q) || (field_problem(q) && sign_in_form(q)); }

static bool leave(struct request *q) { return session_end(q) && web_see(q, "/"); }

/* ---------------------------------------------------------------- invited: choose a password */
static bool choose_form(struct request *q, const char *path, const char *email, const char *words)
{
    struct work *w = q->w;
    html(q->page, "<p>%s</p>\n", words);
    web_form_begin(q, path, "card narrow");
    html(q->page, "<input type=\"hidden\" name=\"email\" autocomplete=\"username\" value=\"%s\">\n", email); /* For the keeper of passwords. */
    field_put(q, &(struct field){"password", "password", tr(w, "New password"), tr(w, "at least 10 signs; several words are good"), "new-password", true}, "");
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Set the password"));
    return fine(w);
}

static bool choose(struct request *q, const char *kind, const char *path, const char *words)
{
    struct work *w = q->w;
    struct token t;
    struct account a;
    q->title = tr(w, "Choose a password");
    if (!limit_try(q, TRY_LINK, NULL) || !token_look(w, kind, q->code[0], &t) || !account_by_id(w, t.account_id, &a))
        return false;
    return choose_form(q, web_path(w, path, q->code[0], ""), a.email, take_text(w, "%s %s", words, a.email));
}

static bool invited(struct request *q) { return choose(q, "invitation", "/invitation/", tr(q->w, "You were invited as")); }
static bool resetting(struct request *q) { return choose(q, "reset", "/reset/", tr(q->w, "A new password for")); }

static bool chosen(struct request *q, const char *kind)
{
    struct work *w = q->w;
    struct token t;
    struct account a;
    const char *hashed;
    if (!limit_try(q, TRY_LINK, NULL) || !token_look(w, kind, q->code[0], &t) || !account_by_id(w, t.account_id, &a) || !password_fit(w, typed(q, "password"), a.email) ||
        (hashed = password_hash(w, typed(q, "password"))) == NULL)
        return false;
    w->who = a.id;
    db_begin(w);
    if (token_take(w, kind, q->code[0], &t) && account_confirm(w, a.id) && account_password(w, a.id, hashed, 0) && account_by_id(w, a.id, &a) && strcmp(a.state, "active") != 0)
        fail(w, NOT_FOUND, "%s", tr(w, "this link has been used already or is too old; ask for a new one"));
    return db_commit(w) && second_or_begin(q, &a, "link", "/");
}

static bool accept(struct request *q) { return chosen(q, "invitation") || (field_problem(q) && invited(q)); }

static bool reset(struct request *q) { return chosen(q, "reset") || (field_problem(q) && resetting(q)); }

const struct route sign_routes[] = {
    {GET, "/sign-in", ANYONE, sign_in, TR("Sign in"), NULL},
    {POST, "/sign-in", ANYONE, enter, TR("Sign in by password"), NULL},
    {GET, "/invitation/{code}", ANYONE, invited, TR("Choose a password, invited by mail"), NULL},
    {POST, "/invitation/{code}", ANYONE, accept, TR("Set the password, invited by mail"), NULL},
    {GET, "/reset/{code}", ANYONE, resetting, TR("Choose a new password, by the link of a letter"), NULL},
    {POST, "/reset/{code}", ANYONE, reset, TR("Set a new password"), NULL},
    {POST, "/sign-out", ANYONE, leave, TR("Sign out of this browser"), NULL},
    {0},
};
