/* me_web.c -- see me_web.h. */
#include "account/me_web.h"

#include "account/me_web_sql.h"
#include "account/session_web.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static void act_button(struct request *q, const char *field, int64_t id, bool now, const char *what, const char *whose)
{
    struct work *w = q->w;
    html(q->page, "<li><b>%s</b> <small>%s</small> ", what, whose);
    if (now) {
        html(q->page, "<span class=\"state good\">%s</span></li>\n", tr(w, "acting now"));
        return;
    }
    web_form_begin(q, "/me/act", "inline");
    html(q->page, "<input type=\"hidden\" name=\"%s\" value=\"%lld\"><button class=\"quiet\" aria-label=\"%s: %s\">%s</button></form></li>\n", field,
         (long long)id, tr(w, "Act so"), what, tr(w, "Act so"));
}

static bool acting(struct request *q)
{
    struct work *w = q->w;
    int64_t now = db_one(w, ME_ACTING, ARGS(V(q->session_id)), 0);
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "For whom you act"));
    struct rows r = db_rows(w, ME_MEMBERSHIPS, ARGS(V(q->account_id)));
    while (db_next(&r)) {
        const struct role *role = role_of(db_text(&r, 1));
        const char *whose = tr_name(w, db_text(&r, 4), db_text(&r, 5)), *what = role != NULL ? tr(w, role->name) : "";
        if (strcmp(db_text(&r, 2), "asked") == 0)
            html(q->page, "<li><b>%s</b> <small>%s</small> <span class=\"state warn\">%s</span></li>\n", what, whose, tr(w, "the centre has not answered yet"));
        else
            act_button(q, "membership", db_int(&r, 0), db_int(&r, 0) == now && q->organisation_id != 0, what, whose);
    }
    r = db_rows(w, ME_WARDS, ARGS(V(q->account_id)));
    while (db_next(&r))
        act_button(q, "ward", db_int(&r, 0), q->ward_id == db_int(&r, 0), db_text(&r, 1), tr(w, "you are the guardian"));
    act_button(q, "membership", 0, q->organisation_id == 0 && q->ward_id == 0, tr(w, "yourself"), tr(w, "as a learner"));
    page_add(q->page, "</ul>\n");
    return fine(w);
}

static bool me(struct request *q)
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
    html(q->page, "<p>%s · %s</p>\n", a.name, a.email);
    web_form_begin(q, "/sign-out", "inline");
    html(q->page, "<button class=\"quiet\">%s</button></form>\n", tr(w, "Sign out"));
    return acting(q);
}

static bool act(struct request *q)
{
    int64_t membership = web_int(q, "membership", 0, 0, INT64_MAX), ward = web_int(q, "ward", 0, 0, INT64_MAX);
    return fine(q->w) && session_act(q, membership, ward) && web_see(q, "/");
}

const struct route me_routes[] = {
    {GET, "/me", MEMBERS, me, TR("My account: for whom I act, how I sign in, what is kept of me"), NULL},
    {POST, "/me/act", MEMBERS, act, TR("Act for another of my organisations"), NULL},
    {0},
};
