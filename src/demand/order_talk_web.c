/* order_talk_web.c -- see order_talk_web.h.  /order/CODE/talk and the acts on it. */
#include "demand/order_talk_web.h"

#include "base/day.h"
#include "demand/order_talk.h"
#include "demand/order_talk_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static const char *when(struct request *q, int64_t at) { return say_wall(q->w, wall_from_unix(at, web_region(q)->utc_offset_min)); }

/* ---------------------------------------------------------------- whose turn */

static const char *whose(struct work *w, const struct turn *t)
{
    switch (t->whose) {
    case BATON_EMPLOYER: return take_text(w, tr(w, "The employer's turn (%s)"), t->name);
    case BATON_OWNERS: return take_text(w, tr(w, "The owners' turn (%s)"), t->name);
    case BATON_CENTRE: return tr(w, "The centre's turn");
    case BATON_NOBODY: break;
    }
    return tr(w, "Nobody's turn");
}

static bool note(struct request *q, const struct order *o, bool link)
{
    struct turn t;
    if (!order_turn(q->w, o, &t))
        return false;
    html(q->page, "<div class=\"note\"><p><b>%s</b>%s%s", whose(q->w, &t), *t.what != '\0' ? ": " : "", t.what);
    if (link) {
        int64_t n = db_one(q->w, TALK_WEB_COUNT, ARGS(V(o->id)), 0);
        html(q->page, ". <a href=\"%s\">", web_path(q->w, "/order/", o->code, "/talk"));
        if (n > 0)
            html(q->page, trn(q->w, "Conversation, %lld remark", "Conversation, %lld remarks", n), (long long)n);
        else
            html(q->page, "%s", tr(q->w, "Remarks and changes"));
        page_add(q->page, "</a>");
    }
    page_add(q->page, "</p></div>\n");
    return true;
}

bool talk_turn(struct request *q, const char *order)
{
    struct order o;
    return order_load(q->w, order, &o) && note(q, &o, true);
}

/* ---------------------------------------------------------------- remarks */

void talk_thread(struct request *q, const struct remark *all, int n, const char *(*about)(void *arg, int64_t id), void *arg, const char *action)
{
    struct work *w = q->w;
    html(q->page, "<h2 id=\"remarks\">%s</h2>\n", tr(w, "Remarks"));
    if (n == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Nobody has said anything yet."));
    for (int i = 0; i < n; i++) {
        const char *of = about != NULL && all[i].about_id != 0 ? about(arg, all[i].about_id) : "";
        html(q->page, "<div class=\"card\"><small>%s%s%s · %s%s%s</small><p>%s</p></div>\n", *all[i].who != '\0' ? all[i].who : *all[i].organisation != '\0' ? "" : tr(w, "the centre"),
             *all[i].who != '\0' && *all[i].organisation != '\0' ? ", " : "", all[i].organisation, when(q, all[i].made_at), *of != '\0' ? " · " : "", of, all[i].text);
    }
    if (action == NULL)
        return;
    web_form_begin(q, action, NULL);
    html(q->page, "<label for=\"t-text\">%s</label><textarea id=\"t-text\" name=\"text\" rows=\"3\" required maxlength=\"4000\"></textarea><button class=\"quiet\">%s</button></form>\n",
         tr(w, "Your remark"), tr(w, "Say it"));
}

/* ---------------------------------------------------------------- changes */

static const char *change_state(struct work *w, const char *state)
{
    static const struct { const char *state, *said; } all[] = {
        {"proposed", TR("waits for the employer")}, {"accepted", TR("done")}, {"refused", TR("refused")}, {"withdrawn", TR("taken back")},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (strcmp(state, all[i].state) == 0)
            return tr(w, all[i].said);
    return state;
}

static void act(struct request *q, const struct order *o, int number, const char *verb, const char *words, const char *look)
{
    web_form_begin(q, take_text(q->w, "%s/%d/%s", web_path(q->w, "/order/", o->code, "/change"), number, verb), "inline");
    html(q->page, "<button class=\"%s\">%s</button></form>\n", look, words);
}

static bool changes(struct request *q, const struct order *o)
{
    struct work *w = q->w;
    struct order_change *all;
    struct terms_of_order now = order_terms(o);
    int n;
    if (!order_changes(w, o->id, &all, &n))
        return false;
    html(q->page, "<h2 id=\"changes\">%s</h2>\n", tr(w, "Changes"));
    if (n == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "No change has been proposed."));
    for (int i = n - 1; i >= 0; i--) {
        bool open = strcmp(all[i].state, "proposed") == 0;
        html(q->page, "<div class=\"card\"><small>%d · %s · %s</small><p><b>%s</b> <small>%s</small></p>\n", all[i].number,
             *all[i].who != '\0' ? all[i].who : tr(w, "the centre"), when(q, all[i].made_at), order_terms_text(w, &all[i].terms, open ? &now : NULL),
             change_state(w, all[i].state));
        if (*all[i].text != '\0')
            html(q->page, "<p>%s</p>\n", all[i].text);
        if (*all[i].reason != '\0')
            html(q->page, "<p><small>%s: %s</small></p>\n", tr(w, "Why"), all[i].reason);
        if (open && web_may(q, o->organisation_id)) {
            act(q, o, all[i].number, "accept", tr(w, "Change the order so"), "");
            act(q, o, all[i].number, "refuse", tr(w, "Leave it as it is"), "quiet");
        }
        if (open && web_may(q, all[i].organisation_id))
            act(q, o, all[i].number, "withdraw", tr(w, "Take it back"), "quiet");
        page_add(q->page, "</div>\n");
    }
    return true;
}

static void field(struct request *q, const char *name, const char *label, const char *type, const char *value)
{
    html(q->page, "<div><label for=\"c-%s\">%s</label><input id=\"c-%s\" type=\"%s\" name=\"%s\" value=\"%s\"></div>\n", name, label, name, type, name, value);
}

static void form(struct request *q, const struct order *o)
{
    struct work *w = q->w;
    char a[DAY_TEXT], b[DAY_TEXT], c[DAY_TEXT], d[DAY_TEXT];
    html(q->page, "<details><summary>%s</summary>\n", tr(w, "Propose a change"));
    web_form_begin(q, web_path(w, "/order/", o->code, "/propose"), "card");
    field(q, "people", tr(w, "People"), "number", take_text(w, "%d", o->people));
    field(q, "earliest", tr(w, "Not before"), "date", day_text(a, o->earliest_on));
    field(q, "deadline", tr(w, "Ready by"), "date", day_text(b, o->deadline_on));
    page_add(q->page, "<fieldset>\n");
    html(q->page, "<legend>%s</legend>", tr(w, "Weekdays"));
    for (int k = 1; k <= 7; k++)
        html(q->page, (o->weekdays >> (k - 1) & 1) != 0 ? "<label><input type=\"checkbox\" name=\"weekday\" value=\"%d\" checked> %s</label> "
                                                        : "<label><input type=\"checkbox\" name=\"weekday\" value=\"%d\"> %s</label> ", k, say_weekday(w, k));
    page_add(q->page, "</fieldset>\n");
    field(q, "from", tr(w, "From (hour)"), "time", clock_text(c, o->from_min));
    field(q, "to", tr(w, "To (hour)"), "time", clock_text(d, o->to_min));
    field(q, "budget", tr(w, "Budget (empty: none named)"), "number", o->budget_minor >= 0 ? take_text(w, "%lld", (long long)(o->budget_minor / 100)) : "");
    html(q->page, "<label for=\"c-why\">%s</label><textarea id=\"c-why\" name=\"text\" rows=\"2\" maxlength=\"2000\"></textarea>\n", tr(w, "Why"));
    html(q->page, "<button>%s</button> <small>%s</small></form></details>\n", tr(w, "Propose"),
         tr(w, "The employer decides about its order; what it changes itself is done at once."));
}

static bool versions(struct request *q, const struct order *o)
{
    struct work *w = q->w;
    struct order_version *all;
    struct terms_of_order now = order_terms(o);
    int n;
    if (!order_versions(w, o->id, &all, &n))
        return false;
    if (n == 0)
        return true;
    html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "As it was before"));
    for (int i = n - 1; i >= 0; i--) {
        const char *text = order_terms_text(w, &all[i].terms, &now);
        page_add(q->page, "<li>");
        html(q->page, tr(w, "version %d"), all[i].version);
        html(q->page, ", %s %s: <small>%s</small> ", tr(w, "until"), when(q, all[i].made_at), *text != '\0' ? text : tr(w, "the same as now"));
        if (*text != '\0' && web_may(q, o->organisation_id)) {
            web_form_begin(q, take_text(w, "%s/%d/restore", web_path(w, "/order/", o->code, "/version"), all[i].version), "inline");
            html(q->page, "<button class=\"quiet\">%s</button></form>", tr(w, "Back to this"));
        }
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
    return true;
}

static const char *offer_name(void *arg, int64_t id)
{
    struct work *w = arg;
    struct rows r = db_rows(w, TALK_WEB_OFFER, ARGS(V(id)));
    const char *code = db_next(&r) ? db_text(&r, 0) : "";
    db_done(&r);
    return code;
}

static bool talk(struct request *q)
{
    struct work *w = q->w;
    struct order o;
    struct remark *all;
    int n;
    if (!web_sees(q, TALK_WEB_SEES, q->code[0]) || !order_load(w, q->code[0], &o) || !remark_list(w, "order", o.id, &all, &n))
        return false;
    q->title = tr(w, "Remarks and changes");
    const char *title = tr_name(w, o.title_ru, o.title_en);
    piece_crumb(q, web_path(w, "/order/", o.code, ""), *title != '\0' ? title : o.code);
    if (!note(q, &o, false) || !changes(q, &o))
        return false;
    if (strcmp(o.state, "open") == 0 || strcmp(o.state, "offered") == 0)
        form(q, &o);
    talk_thread(q, all, n, offer_name, w, web_path(w, "/order/", o.code, "/remark"));
    return versions(q, &o);
}

/* ---------------------------------------------------------------- acts */

static bool back(struct request *q, bool done) { return done && web_see(q, "/order/%s/talk", web_part(q->w, q->code[0])); }

static bool remark(struct request *q)
{
    struct order o;
    return back(q, web_sees(q, TALK_WEB_SEES, q->code[0]) && order_load(q->w, q->code[0], &o) &&
                       remark_add(q->w, "order", o.id, 0, q->organisation_id, given(q, "text")));
}

static bool read_day(struct request *q, const char *name, struct terms_of_order *t, enum term k)
{
    int32_t day;
    if (*given(q, name) == '\0')
        return true;
    if (!day_parse(given(q, name), &day))
        return fail(q->w, NOT_VALID, tr(q->w, "%s is no date; write it as 2027-03-01"), given(q, name));
    t->value[k] = day;
    t->given |= 1U << k;
    return true;
}

static bool read_clock(struct request *q, const char *name, struct terms_of_order *t, enum term k)
{
    int min;
    if (*given(q, name) == '\0')
        return true;
    if (!clock_parse(given(q, name), &min))
        return fail(q->w, NOT_VALID, tr(q->w, "%s is no time of day; write it as 9:00"), given(q, name));
    t->value[k] = min;
    t->given |= 1U << k;
    return true;
}

static bool propose(struct request *q)
{
    struct work *w = q->w;
    struct terms_of_order t = {0};
    int number;
    const char *s;
    if (!web_sees(q, TALK_WEB_SEES, q->code[0]) || !read_day(q, "earliest", &t, TERM_EARLIEST) || !read_day(q, "deadline", &t, TERM_DEADLINE) ||
        !read_clock(q, "from", &t, TERM_FROM) || !read_clock(q, "to", &t, TERM_TO))
        return false;
    for (size_t i = 0; (s = web_each(q, "weekday", i)) != NULL; i++)
        if (strlen(s) == 1 && *s >= '1' && *s <= '7') {
            t.value[TERM_WEEKDAYS] |= 1 << (*s - '1');
            t.given |= 1U << TERM_WEEKDAYS;
        }
    if (*given(q, "people") != '\0') {
        t.value[TERM_PEOPLE] = web_int(q, "people", 1, 1, 100000);
        t.given |= 1U << TERM_PEOPLE;
    }
    if (web_text(q, "budget") != NULL) {
        int64_t budget = *given(q, "budget") != '\0' ? web_int(q, "budget", 0, 0, 1000000000000) : -1;
        t.value[TERM_BUDGET] = budget >= 0 ? budget * 100 : -1;
        t.given |= 1U << TERM_BUDGET;
    }
    return fine(w) && back(q, order_propose(w, q->code[0], q->organisation_id, &t, given(q, "text"), &number));
}

static bool decide(struct request *q, bool yes)
{
    return back(q, web_acts_by(q, TALK_WEB_EMPLOYER, q->code[0]) && order_decide(q->w, q->code[0], (int)q->arg[0], yes, given(q, "reason")));
}

static bool accept(struct request *q) { return decide(q, true); }
static bool refuse(struct request *q) { return decide(q, false); }

static bool withdraw(struct request *q)
{
    int64_t by = db_one(q->w, TALK_WEB_PROPOSER, ARGS(V(q->code[0]), V(q->arg[0])), 0);
    return back(q, ((q->roles & CENTRE) != 0 || web_acts_for(q, by)) && order_take_back(q->w, q->code[0], (int)q->arg[0]));
}

static bool restore(struct request *q)
{
    return back(q, web_acts_by(q, TALK_WEB_EMPLOYER, q->code[0]) && order_restore(q->w, q->code[0], (int)q->arg[0]));
}

#define PARTIES (PLANNERS | (unsigned)(AS_EMPLOYER | AS_PARTNER))
#define DECIDES (PLANNERS | (unsigned)(AS_EMPLOYER | AS_PARTNER))

const struct route order_talk_routes[] = {
    {GET, "/order/{code}/talk", READERS | PARTIES, talk, TR("Remarks on an order, changes proposed, its versions, whose turn it is"), NULL},
    {POST, "/order/{code}/remark", PARTIES, remark, TR("Say something of an order"), NULL},
    {POST, "/order/{code}/propose", PARTIES, propose, TR("Propose a change to an order"), NULL},
    {POST, "/order/{code}/change/{int}/accept", DECIDES, accept, TR("The employer accepts a proposed change"), NULL},
    {POST, "/order/{code}/change/{int}/refuse", DECIDES, refuse, TR("The employer refuses a proposed change"), NULL},
    {POST, "/order/{code}/change/{int}/withdraw", PARTIES, withdraw, TR("Take a proposed change back"), NULL},
    {POST, "/order/{code}/version/{int}/restore", DECIDES, restore, TR("The order as it was at a version"), NULL},
    {0},
};
