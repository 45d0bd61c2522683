/* me_web.c -- see me_web.h. */
#include "account/me_web.h"

#include "account/audit.h"
#include "account/field_web.h"
#include "account/keep.h"
#include "account/limit_web.h"
#include "account/me_web_sql.h"
#include "account/password.h"
#include "account/session_web.h"
#include "base/day.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdio.h>
#include <string.h>

static const char *typed(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static const char *when(struct request *q, int64_t at) { return say_wall(q->w, wall_from_unix(at, web_region(q)->utc_offset_min)); }

/* For whom the data are: a guardian who acts for a minor sees and decides about the minor's. */
static int64_t whose(const struct request *q) { return q->ward_id != 0 ? q->ward_id : q->account_id; }

/* ---------------------------------------------------------------- for whom I act */
static void act_button(struct request *q, const char *field, int64_t id, bool now, const char *what, const char *of)
{
    struct work *w = q->w;
    html(q->page, "<li><b>%s</b> <small>%s</small> ", what, of);
    if (now) {
        html(q->page, "<span class=\"state good\">%s</span></li>\n", tr(w, "acting now"));
        return;
    }
    web_form_begin(q, "/me/act", "inline");
    html(q->page, "<input type=\"hidden\" name=\"%s\" value=\"%lld\"><button class=\"quiet\" aria-label=\"%s: %s, %s\">%s</button></form></li>\n", field,
         (long long)id, tr(w, "Act so"), what, of, tr(w, "Act so"));
}

static void acting(struct request *q)
{
    struct work *w = q->w;
    int64_t now = db_one(w, ME_ACTING, ARGS(V(q->session_id)), 0);
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "For whom you act"));
    struct rows r = db_rows(w, ME_MEMBERSHIPS, ARGS(V(q->account_id)));
    while (db_next(&r)) {
        const struct role *role = role_of(db_text(&r, 1));
        const char *of = tr_name(w, db_text(&r, 4), db_text(&r, 5)), *what = role != NULL ? tr(w, role->name) : "";
        if (strcmp(db_text(&r, 2), "asked") == 0)
            html(q->page, "<li><b>%s</b> <small>%s</small> <span class=\"state warn\">%s</span></li>\n", what, of, tr(w, "the centre has not answered yet"));
        else
            act_button(q, "membership", db_int(&r, 0), db_int(&r, 0) == now && q->organisation_id != 0, what, of);
    }
    r = db_rows(w, ME_WARDS, ARGS(V(q->account_id)));
    while (db_next(&r))
        act_button(q, "ward", db_int(&r, 0), q->ward_id == db_int(&r, 0), db_text(&r, 1), tr(w, "you are the guardian"));
    act_button(q, "membership", 0, q->organisation_id == 0 && q->ward_id == 0, tr(w, "yourself"), tr(w, "as a learner"));
    page_add(q->page, "</ul>\n");
}

static bool act(struct request *q)
{
    int64_t membership = web_int(q, "membership", 0, 0, INT64_MAX), ward = web_int(q, "ward", 0, 0, INT64_MAX);
    return fine(q->w) && session_act(q, membership, ward) && web_see(q, "/");
}

/* ---------------------------------------------------------------- how I sign in */
static void ways(struct request *q, const struct account *a)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n<p>%s <span class=\"state %s\">%s</span> <a href=\"/me/second\">%s</a></p>\n", tr(w, "How you sign in"), tr(w, "Second factor"),
         a->totp_key != NULL ? "good" : "", a->totp_key != NULL ? tr(w, "on") : tr(w, "off"), a->totp_key != NULL ? tr(w, "Change") : tr(w, "Turn on"));
    html(q->page, "<details><summary>%s</summary>\n", a->password != NULL ? tr(w, "Change the password") : tr(w, "Set a password"));
    web_form_begin(q, "/me/password", "card narrow");
    html(q->page, "<input type=\"hidden\" name=\"email\" autocomplete=\"username\" value=\"%s\">\n", a->email);
    if (a->password != NULL)
        field_put(q, &(struct field){"old", "password", tr(w, "The password until now"), .complete = "current-password", .must = true}, "");
    field_put(q, &(struct field){"password", "password", tr(w, "New password"), tr(w, "at least 10 signs; several words are good"), "new-password", true}, "");
    html(q->page, "<div class=\"actions\"><button>%s</button><small>%s</small></div>\n</form></details>\n", tr(w, "Set the password"), tr(w, "All other browsers are signed out."));
}

static void sessions(struct request *q)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "Where you are signed in"));
    struct rows r = db_rows(w, ME_SESSIONS, ARGS(V(q->account_id), V(w->now)));
    while (db_next(&r)) {
        bool here = db_int(&r, 0) == q->session_id;
        const char *agent = db_text(&r, 4);
        html(q->page, "<li>%s <small>%s · ", *agent != '\0' ? agent : tr(w, "an unknown browser"), db_text(&r, 3));
        html(q->page, tr(w, "since %s, last seen %s"), when(q, db_int(&r, 1)), when(q, db_int(&r, 2)));
        page_add(q->page, "</small> ");
        if (here) {
            html(q->page, "<span class=\"state good\">%s</span></li>\n", tr(w, "this one"));
            continue;
        }
        web_form_begin(q, "/me/session", "inline");
        html(q->page, "<button class=\"quiet\" name=\"id\" value=\"%lld\">%s</button></form></li>\n", (long long)db_int(&r, 0), tr(w, "Sign it out"));
    }
    page_add(q->page, "</ul>\n<div class=\"actions\">");
    web_form_begin(q, "/me/session", "inline");
    html(q->page, "<button class=\"quiet\" name=\"id\" value=\"0\">%s</button></form> ", tr(w, "Sign out everywhere else"));
    web_form_begin(q, "/sign-out", "inline");
    html(q->page, "<button class=\"quiet\">%s</button></form></div>\n", tr(w, "Sign out here"));
}

static bool end_session(struct request *q)
{
    struct work *w = q->w;
    int64_t id = web_int(q, "id", 0, 0, INT64_MAX);
    if (!fine(w))
        return false;
    db_begin(w);
    if (id != 0)
        db_run(w, ME_SESSION_END, ARGS(V(q->account_id), V(id)));
    else
        db_run(w, ME_SESSIONS_END, ARGS(V(q->account_id), V(q->session_id)));
    audit_add(w, 0, "signed out", "account", take_text(w, "%lld", (long long)q->account_id), NULL, NULL);
    return db_commit(w) && web_see(q, "/me");
}

/* ---------------------------------------------------------------- what is kept of me */
static void data(struct request *q)
{
    struct work *w = q->w;
    char given[8][24];
    size_t n = 0;
    struct rows r = db_rows(w, ME_CONSENTS, ARGS(V(whose(q))));
    while (db_next(&r) && n < COUNT(given))
        snprintf(given[n++], sizeof(given[0]), "%s", db_peek(&r, 0));
    db_done(&r);
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", q->ward_id != 0 ? take_text(w, tr(w, "The data of %s"), q->who_for) : tr(w, "Your data"));
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++) {
        bool yes = false;
        for (size_t i = 0; i < n; i++)
            yes |= strcmp(given[i], p->code) == 0;
        html(q->page, "<li><b>%s</b> <small>%s</small> <span class=\"state %s\">%s</span> ", tr(w, p->name), tr(w, p->text), yes ? "good" : "", yes ? tr(w, "agreed") : tr(w, "not agreed"));
        if (!p->must || !yes) {
            web_form_begin(q, "/me/consent", "inline");
            html(q->page, "<input type=\"hidden\" name=\"purpose\" value=\"%s\"><button class=\"quiet\" name=\"word\" value=\"%s\" aria-label=\"%s: %s\">%s</button></form>", p->code, yes ? "no" : "yes",
                 tr(w, p->name), yes ? tr(w, "Take back") : tr(w, "Agree"), yes ? tr(w, "Take back") : tr(w, "Agree"));
        }
        page_add(q->page, "</li>\n");
    }
    r = db_rows(w, ME_GUARDIANS, ARGS(V(q->account_id)));
    while (db_next(&r))
        html(q->page, "<li>%s: %s <span class=\"state %s\">%s</span></li>\n", tr(w, "Guardian"), db_text(&r, 0), strcmp(db_text(&r, 1), "active") == 0 ? "good" : "warn",
             strcmp(db_text(&r, 1), "active") == 0 ? tr(w, "agreed") : tr(w, "has not answered yet"));
    html(q->page, "</ul>\n<p><a role=\"button\" class=\"quiet\" href=\"/me/data\" download>%s</a> <a href=\"/privacy\">%s</a></p>\n", tr(w, "Take all of it as a file"),
         tr(w, "What is kept, for how long, and how you end it"));
}

static bool minor_alone(struct request *q, const struct account *a) { return q->ward_id == 0 && keep_minor(a->born_on, today_of(q->w)); }

static bool consent(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    if (!account_by_id(w, q->account_id, &a))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "sign in to do that"));
    bool yes = strcmp(typed(q, "word"), "yes") == 0;
    if (yes && minor_alone(q, &a))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "for a minor the guardian agrees"));
    bool done = yes ? keep_agree(w, whose(q), *typed(q, "purpose") != '\0' ? typed(q, "purpose") : "?") : keep_withdraw(w, whose(q), typed(q, "purpose"));
    return done && web_see(q, "/me");
}

static void forget(void *t) { text_free(t); }

static bool take_data(struct request *q)
{
    struct text *out = take(q->w, sizeof(*out));
    *out = TEXT((size_t)64 << 20);
    work_later(q->w, forget, out);
    if (q->account_id == 0) {
        q->title = tr(q->w, "Your data");
        piece_empty(q, tr(q->w, "Nobody is signed in in this browser."), "/sign-in", tr(q->w, "Sign in"));
        return true;
    }
    if (!keep_export(q->w, whose(q), out))
        return false;
    page_bytes(q->page, out->s, out->n);
    q->reply->type = "application/json; charset=utf-8";
    q->reply->name = "my-data.json";
    q->bare = true;
    return true;
}

static void erasing(struct request *q, const struct account *a)
{
    struct work *w = q->w;
    html(q->page, "<details><summary>%s</summary>\n<p>%s</p>\n", q->ward_id != 0 ? tr(w, "Erase the minor's account") : tr(w, "Erase my account"),
         tr(w, "Your name, address and everything that leads to you is erased for good; documents that were issued stay with those who issued them. It cannot be undone: take your data first."));
    web_form_begin(q, "/me/erase", "card narrow");
    if (a->password != NULL)
        field_put(q, &(struct field){"password", "password", tr(w, "Password"), .complete = "current-password", .must = true}, "");
    html(q->page, "<label><input type=\"checkbox\" name=\"sure\" value=\"1\" required> %s</label>\n<div class=\"actions\"><button class=\"danger\">%s</button></div></form></details>\n",
         tr(w, "I want it erased"), tr(w, "Erase"));
}

static bool mine(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    q->title = tr(w, "My account");
    if (q->account_id == 0) {
        piece_empty(q, tr(w, "Nobody is signed in in this browser."), "/sign-in", tr(w, "Sign in"));
        return true;
    }
    if (!account_by_id(w, q->account_id, &a))
        return false;
    html(q->page, "<p>%s</p>\n", a.email);
    acting(q);
    ways(q, &a);
    sessions(q);
    data(q);
    html(q->page, "<h2>%s</h2>\n", tr(w, "Name and language"));
    web_form_begin(q, "/me/name", "card narrow");
    field_put(q, &(struct field){"name", "text", tr(w, "Your name"), NULL, "name", true}, a.name);
    html(q->page, "<label for=\"f-language\">%s</label>", tr(w, "Language of letters and pages"));
    piece_select(q, "language", (const struct choice[]){{"ru", "Русский"}, {"en", "English"}}, 2, words_code(a.language));
    html(q->page, "<div class=\"actions\"><button class=\"quiet\">%s</button></div></form>\n", tr(w, "Keep"));
    erasing(q, &a);
    return fine(w);
}

static bool erased(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    if (!account_by_id(w, q->account_id, &a) || !limit_try(q, TRY_CODE, a.email))
        return fine(w) && fail(w, NOT_ALLOWED, "%s", tr(w, "sign in to do that"));
    if (a.password != NULL && !password_right(w, a.password, typed(q, "password")))
        return fail(w, NOT_VALID, "%s", tr(w, "that is not your password"));
    if (*typed(q, "sure") == '\0')
        return fail(w, NOT_VALID, "%s", tr(w, "say that you are sure"));
    int64_t ward = q->ward_id;
    if (!keep_erase(w, whose(q)))
        return false;
    return ward != 0 ? web_see(q, "/me") : session_end(q) && web_see(q, "/");
}

static bool again(struct request *q, bool done)
{
    if (done)
        return true;
    q->page->used = 0;
    return field_problem(q) && mine(q);
}

static bool erase(struct request *q) { return again(q, erased(q)); }

static bool password_set(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    const char *hashed;
    if (!account_by_id(w, q->account_id, &a) || !limit_try(q, TRY_CODE, a.email))
        return fine(w) && fail(w, NOT_ALLOWED, "%s", tr(w, "sign in to do that"));
    if (a.password != NULL && !password_right(w, a.password, typed(q, "old")))
        return fail(w, NOT_VALID, "%s", tr(w, "that is not your password"));
    if (!password_fit(w, typed(q, "password"), a.email) || (hashed = password_hash(w, typed(q, "password"))) == NULL)
        return false;
    return account_password(w, a.id, hashed, q->session_id) && web_see(q, "/me");
}

static bool password(struct request *q) { return again(q, password_set(q)); }

static bool named(struct request *q)
{
    struct work *w = q->w;
    const char *name = typed(q, "name");
    if (name[strspn(name, " \t\n")] == '\0' || strlen(name) > 400)
        return fail(w, NOT_VALID, "%s", tr(w, "write your name"));
    db_begin(w);
    db_run(w, ME_SET, ARGS(V(q->account_id), V(name), V(strcmp(typed(q, "language"), "en") == 0 ? "en" : "ru")));
    audit_add(w, 0, "changed", "account", take_text(w, "%lld", (long long)q->account_id), NULL, audit_words(w, "language", typed(q, "language"), NULL));
    return db_commit(w) && web_see(q, "/me");
}

static bool name(struct request *q) { return again(q, named(q)); }

const struct route me_routes[] = {
    {GET, "/me", MEMBERS, mine, TR("My account: for whom I act, how I sign in, what is kept of me"), NULL},
    {POST, "/me/act", MEMBERS, act, TR("Act for another of my organisations"), NULL},
    {POST, "/me/password", MEMBERS, password, TR("Change my password"), NULL},
    {POST, "/me/session", MEMBERS, end_session, TR("Sign another browser of mine out, or all"), NULL},
    {POST, "/me/consent", MEMBERS, consent, TR("Agree to a use of my data, or take it back"), NULL},
    {GET, "/me/data", MEMBERS, take_data, TR("Everything that is kept of me, as a file"), NULL},
    {POST, "/me/erase", MEMBERS, erase, TR("Erase my account"), NULL},
    {POST, "/me/name", MEMBERS, name, TR("Change my name and language"), NULL},
    {0},
};
