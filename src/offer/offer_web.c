/* offer_web.c -- offers: all of them, one, one asked a little differently, and the acts on it. */
#include "offer/offer_web.h"

#include "base/day.h"
#include "demand/order_talk_web.h"
#include "offer/change_read.h"
#include "offer/hold.h"
#include "offer/offer.h"
#include "offer/offer_page_web.h"
#include "offer/offer_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define SECONDS 3.0 /* that a page may take to answer an order; most take a tenth of it */
#define SEED    1

static const char *const states[] = {"made", "held", "agreed", "refused", "lapsed", "withdrawn", "impossible", NULL};

static bool list(struct request *q)
{
    static const struct column cols[] = {
        {"code", TR("Code"), CODE}, {"order", TR("Order"), WORDS}, {"employer", TR("Employer"), WORDS}, {"variant", TR("It is"), CODE},
        {"state", TR("State"), CODE}, {"people", TR("People"), NUMBER}, {"starts_on", TR("Begins"), DAY}, {"ends_on", TR("Ends"), DAY},
        {"hours", TR("Hours"), NUMBER}, {"partners", TR("Partners"), NUMBER}, {"price", TR("Price"), MONEY},
    };
    struct work *w = q->w;
    size_t n = 0;
    q->title = tr(w, "Offers");
    q->wide = true;
    struct choice *c = take_array(w, COUNT(states), struct choice);
    for (; states[n] != NULL; n++)
        c[n] = (struct choice){states[n], state_word(w, states[n])};
    piece_filters(q);
    piece_choice(q, "state", tr(w, "State"), c, n);
    piece_filters_end(q);
    const char *state = web_text(q, "state");
    struct sheet *s = web_sheet(q, TR("Offers, the newest first"), "offers");
    struct rows r = db_rows(w, OFFER_WEB_LIST, ARGS(V(state != NULL ? state : ""), V((q->roles & READERS) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/offer/", db_text(&r, 0), ""), db_text(&r, 0));
        sheet_link(s, web_path(w, "/order/", db_text(&r, 1), ""), tr_name(w, db_text(&r, 2), db_text(&r, 3)));
        sheet_words(s, tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_words(s, kind_word(w, db_text(&r, 6)));
        sheet_words(s, state_word(w, db_text(&r, 7)));
        for (int k = 8; k <= 13; k++)
            db_null(&r, k) ? sheet_none(s) : sheet_int(s, db_int(&r, k));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No offers yet. One is found from the page of an order."), "/order", tr(w, "To the orders"));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- one offer */
static void forget(void *doc) { json_decref(doc); }

static bool read_document(struct leaf *l, const char *text)
{
    json_error_t e;
    l->doc = json_loads(text, 0, &e);
    if (l->doc == NULL)
        return fail(l->w, BROKEN, "the document of offer %s is damaged at line %d: %s", l->code, e.line, e.text);
    work_later(l->w, forget, l->doc);
    return true;
}

static bool open_leaf(struct request *q, const char *code, struct leaf *l)
{
    struct work *w = q->w;
    *l = (struct leaf){.q = q, .w = w, .code = code, .currency = web_region(q)->currency};
    struct rows r = db_rows(w, OFFER_WEB_ONE, ARGS(V(code)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no offer %s"), code);
    const char *document = db_text(&r, 1);
    l->id = db_int(&r, 0);
    l->state = db_text(&r, 2);
    l->expires_at = db_null(&r, 3) ? 0 : db_int(&r, 3);
    l->order = db_text(&r, 8);
    l->title = tr_name(w, db_text(&r, 9), db_text(&r, 10));
    l->title = *l->title != '\0' ? l->title : l->order;
    l->employer = tr_name(w, db_text(&r, 12), db_text(&r, 13));
    db_done(&r);
    return read_document(l, document);
}

static void button(struct leaf *l, const char *action, const char *words, const char *look, const char *wait)
{
    web_form_begin(l->q, action, "inline");
    html(l->q->page, "<button class=\"%s\" data-wait=\"%s\">%s</button></form>\n", look, wait, words);
}

/* Whose turn it is, and the acts that are theirs. */
static void turn(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    const char *here = web_path(w, "/offer/", l->code, "");
    bool may = web_may(l->q, db_one(w, OFFER_WEB_EMPLOYER, ARGS(V(l->code)), 0));
    if (strcmp(l->state, "made") == 0 && !may) {
        html(p, "<div class=\"note\"><p>%s</p></div>\n", tr(w, "The employer's turn: it has not accepted this offer yet."));
    } else if (strcmp(l->state, "made") == 0) {
        html(p, "<div class=\"actions\">\n");
        button(l, take_text(w, "%s/accept", here), tr(w, "Accept this offer"), "", tr(w, "Holding…"));
        html(p, "<small>%s</small></div>\n", tr(w, "The employer's turn. Accepting holds every room, machine and teacher at once, or none."));
    } else if (strcmp(l->state, "held") == 0) {
        page_add(p, "<div class=\"note warn\"><p>");
        html(p, tr(w, "The owners' turn: every room, machine and teacher is held until %s; each owner confirms or refuses its part below."),
             say_wall(w, wall_from_unix(l->expires_at, web_region(l->q)->utc_offset_min)));
        page_add(p, "</p></div>\n<div class=\"actions\">");
        if (may)
            button(l, take_text(w, "%s/withdraw", here), tr(w, "Withdraw and release everything"), "danger", tr(w, "Releasing…"));
        page_add(p, "</div>\n");
    } else if (strcmp(l->state, "agreed") == 0) {
        html(p, "<div class=\"note good\"><p>%s</p></div>\n<div class=\"actions\">", tr(w, "Agreed by all: everything below is booked."));
        if (may)
            button(l, take_text(w, "%s/withdraw", here), tr(w, "Withdraw and release everything"), "danger", tr(w, "Releasing…"));
        page_add(p, "</div>\n");
    } else if (strcmp(l->state, "impossible") != 0) {
        html(p, "<div class=\"note\"><p>%s</p></div>\n<div class=\"actions\">", tr(w, "This offer holds nothing any more. A new one can be found for the same order."));
        if (may)
            button(l, web_path(w, "/order/", l->order, "/offer"), tr(w, "Find an offer"), "", tr(w, "Looking…"));
        page_add(p, "</div>\n");
    }
}

static void tabs(struct request *q)
{
    struct work *w = q->w;
    const struct { const char *at, *words; } all[] = {
        {"learn", tr(w, "What they learn")}, {"when", tr(w, "When and where")}, {"who", tr(w, "Who gives what")}, {"price", tr(w, "Price")},
        {"why", tr(w, "Why so")}, {"contract", tr(w, "Contract")},
    };
    html(q->page, "<nav class=\"tabs\" aria-label=\"%s\"><ul>", tr(w, "Parts of this page"));
    for (size_t i = 0; i < COUNT(all); i++)
        html(q->page, "<li><a href=\"#%s\">%s</a></li>", all[i].at, all[i].words);
    page_add(q->page, "</ul></nav>\n");
}

static void contract(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    const char *here = web_path(w, "/offer/", l->code, "/contract");
    html(p, "<section id=\"contract\"><h2>%s</h2>\n<p>%s</p>\n", tr(w, "Contract"), tr(w, "A draft of the contract of network delivery, filled in from this offer:"));
    html(p, "<div class=\"actions\"><a role=\"button\" class=\"quiet\" href=\"%s?as=pdf\" download>PDF</a>"
            "<a role=\"button\" class=\"quiet\" href=\"%s?as=docx\" download>DOCX</a><a role=\"button\" class=\"quiet\" href=\"%s?as=odt\" download>ODT</a></div></section>\n",
         here, here, here);
}

static bool body(struct leaf *l)
{
    bool possible = json_is_true(json_object_get(l->doc, "possible"));
    if (!possible)
        leaf_causes(l);
    else
        leaf_promise(l);
    if (!l->what_if)
        turn(l);
    leaf_alternatives(l);
    if (!possible && json_array_size(json_object_get(l->doc, "modules")) == 0)
        return true;
    if (!l->what_if)
        tabs(l->q);
    if (!possible)
        html(l->q->page, "<p class=\"note\">%s</p>\n", tr(l->w, "What follows is how far it goes without a change."));
    leaf_learned(l);
    if (!leaf_calendar(l))
        return false;
    leaf_parts(l);
    leaf_price(l);
    leaf_why(l);
    if (!l->what_if && possible)
        contract(l);
    return fine(l->w);
}

static bool show(struct request *q)
{
    struct leaf l;
    if (!web_sees(q, OFFER_WEB_SEES, q->code[0]) || !open_leaf(q, q->code[0], &l))
        return false;
    q->title = l.title;
    piece_crumb(q, web_path(q->w, "/order/", l.order, ""), tr(q->w, "The order"));
    html(q->page, "<p>%s · <span class=\"code\">%s</span> ", l.employer, l.code);
    piece_state(q, l.state);
    page_add(q->page, "</p>\n");
    return talk_turn(q, l.order) && body(&l);
}

/* ---------------------------------------------------------------- asked a little differently */
static bool changed(struct request *q, struct leaf *l, struct state *st, struct change *ch, struct order *o, const json_t **relaxation)
{
    if (!open_leaf(q, q->code[0], l))
        return false;
    const json_t *all = json_object_get(l->doc, "relaxations");
    if (q->arg[0] < 1 || (size_t)q->arg[0] > json_array_size(all))
        return fail(q->w, NOT_FOUND, tr(q->w, "this offer has no change number %lld"), (long long)q->arg[0]);
    *relaxation = json_array_get(all, (size_t)q->arg[0] - 1);
    if (!state_load(q->w, st) || !change_read(q->w, st, at_text(*relaxation, "change"), ch) || !order_load(q->w, l->order, o))
        return false;
    *o = *change_apply(q->w, o, ch);
    return true;
}

static bool what_if(struct request *q)
{
    struct work *w = q->w;
    struct leaf l;
    struct state *st = take(w, sizeof(*st));
    struct change ch;
    struct order o;
    struct answer *a;
    const json_t *relaxation;
    if (!web_sees(q, OFFER_WEB_SEES, q->code[0]) || !changed(q, &l, st, &ch, &o, &relaxation))
        return false;
    struct answer_control control = {.seconds = SECONDS, .seed = SEED, .share = ch.share};
    if (!offer_answer(w, st, &o, &control, &a))
        return false;
    q->title = l.title;
    piece_crumb(q, web_path(w, "/offer/", l.code, ""), tr(w, "Back to the answer as asked"));
    html(q->page, "<div class=\"note\"><p><b>%s</b> %s</p></div>\n", tr(w, "If so:"), at_said(w, json_object_get(relaxation, "text")));
    l.what_if = true;
    const char *document = offer_document(w, st, a);
    if (!read_document(&l, document))
        return false;
    if (ch.share == 0 && web_may(q, db_one(w, OFFER_WEB_EMPLOYER, ARGS(V(l.code)), 0))) {
        page_add(q->page, "<div class=\"actions\">");
        button(&l, take_text(w, "%s/if/%lld", web_path(w, "/offer/", l.code, ""), (long long)q->arg[0]), tr(w, "Change the order so"), "", tr(w, "Looking…"));
        html(q->page, "<small>%s</small></div>\n", tr(w, "The order is changed, and the offer is found for it."));
    } else if (ch.share != 0) {
        html(q->page, "<p>%s</p>\n", tr(w, "This is not in the order's hands: that partner must agree to share."));
    }
    return body(&l);
}

static struct db_value none_if(int64_t n, int64_t none) { return n == none ? NULL_INT : db_i(n); }

static const char *digits_of(struct work *w, int bits)
{
    char *s = take(w, 8), *at = s;
    for (int d = 0; d < 7; d++)
        if ((bits >> d & 1) != 0)
            *at++ = (char)('1' + d);
    return s;
}

static bool answer_order(struct request *q, const char *code);

static bool change_order(struct request *q)
{
    struct work *w = q->w;
    struct leaf l;
    struct state *st = take(w, sizeof(*st));
    struct change ch;
    struct order o;
    const json_t *relaxation;
    if (!web_acts_by(q, OFFER_WEB_EMPLOYER, q->code[0]) || !changed(q, &l, st, &ch, &o, &relaxation))
        return false;
    if (strcmp(o.state, "open") != 0 && strcmp(o.state, "offered") != 0)
        return fail(w, CONFLICT, "%s", tr(w, "the order is no longer open, so it cannot be changed"));
    db_begin(w);
    db_run(w, OFFER_WEB_CHANGE, ARGS(V(o.code), V(o.earliest_on), V(o.deadline_on), V(digits_of(w, o.weekdays)), V(o.from_min), V(o.to_min),
                                     none_if(o.day_most_ah, 0), none_if(o.travel_most_min, 0), none_if(o.budget_minor, -1), V(o.people), V(o.kind)));
    db_run(w, OFFER_WEB_FORGET_ASKS, ARGS(V(o.code)));
    for (int i = 0; i < o.ask_count; i++)
        db_run(w, OFFER_WEB_ASK, ARGS(V(o.code), V(o.asks[i].competence_id), V(o.asks[i].level)));
    db_run(w, OFFER_WEB_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), V(o.code), V(at_text(relaxation, "change"))));
    return db_commit(w) && answer_order(q, l.order);
}

/* ---------------------------------------------------------------- acts */
static bool answer_order(struct request *q, const char *code)
{
    struct work *w = q->w;
    struct state *st = take(w, sizeof(*st));
    struct order o;
    struct answer *a;
    const char *stored;
    if (!order_load(w, code, &o) || !state_load(w, st))
        return false;
    if (o.ask_count == 0)
        return fail(w, NOT_VALID, tr(w, "order %s asks for no competence; name at least one, or an occupation"), code);
    struct answer_control control = {.seconds = SECONDS, .seed = SEED, .alternatives = true, .explain = true};
    if (!offer_answer(w, st, &o, &control, &a) || !offer_store(w, st, a, &stored))
        return false;
    return web_see(q, "/offer/%s", web_part(w, stored));
}

static bool make(struct request *q) { return web_acts_by(q, OFFER_WEB_ORDER_EMPLOYER, q->code[0]) && answer_order(q, q->code[0]); }

static bool back(struct request *q, bool done) { return done && web_see(q, "/offer/%s", web_part(q->w, q->code[0])); }

static const char *owner(struct request *q)
{
    const char *s = web_text(q, "organisation");
    return s != NULL ? s : "";
}

static bool accept(struct request *q)
{
    struct hold h;
    return back(q, web_acts_by(q, OFFER_WEB_EMPLOYER, q->code[0]) && hold_accept(q->w, q->code[0], &h));
}

static bool confirm(struct request *q)
{
    struct hold h;
    return back(q, web_acts_by(q, OFFER_WEB_ORGANISATION, owner(q)) && hold_confirm(q->w, q->code[0], owner(q), &h));
}

static bool refuse(struct request *q)
{
    struct hold h;
    const char *reason = web_text(q, "reason");
    return back(q, web_acts_by(q, OFFER_WEB_ORGANISATION, owner(q)) && hold_refuse(q->w, q->code[0], owner(q), reason != NULL ? reason : "", &h));
}

static bool withdraw(struct request *q)
{
    struct hold h;
    return back(q, web_acts_by(q, OFFER_WEB_EMPLOYER, q->code[0]) && hold_withdraw(q->w, q->code[0], &h));
}

#define MAKERS (AS_EMPLOYER | AS_PARTNER | PLANNERS) /* of their own orders */
#define OWNERS (AS_PARTNER | AS_EMPLOYER | PLANNERS) /* of their own parts: an employer shares machines too */
#define WATCH  (MAKERS | READERS)

const struct route offer_routes[] = {
    {GET, "/offer", WATCH, list, TR("Offers to employers"), NULL},
    {GET, "/offer/{code}", WATCH, show, TR("One offer: what, when, where, who, how much, and why"), NULL},
    {GET, "/offer/{code}/if/{int}", WATCH, what_if, TR("The order asked a little differently"), NULL},
    {POST, "/offer/{code}/if/{int}", MAKERS, change_order, TR("Change the order so, and find its offer"), NULL},
    {POST, "/order/{code}/offer", MAKERS, make, TR("Find an offer for an order"), NULL},
    {POST, "/offer/{code}/accept", MAKERS, accept, TR("Hold everything the offer needs, or nothing"), NULL},
    {POST, "/offer/{code}/confirm", OWNERS, confirm, TR("An owner confirms its part"), NULL},
    {POST, "/offer/{code}/refuse", OWNERS, refuse, TR("An owner refuses its part"), NULL},
    {POST, "/offer/{code}/withdraw", MAKERS, withdraw, TR("Withdraw an offer and release everything"), NULL},
    {0},
};
