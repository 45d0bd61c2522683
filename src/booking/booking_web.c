/* booking_web.c -- asking for several resources at once, and what becomes of it. */
#include "booking/booking_web.h"

#include "base/day.h"
#include "booking/booking_form_web.h"
#include "booking/booking_sql.h"
#include "booking/idle.h"
#include "offer/hold.h"
#include "resource/booked.h"
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

/* ---------------------------------------------------------------- the list */

static bool list(struct request *q)
{
    static const char *const states[] = {"waiting", "proposed", "held", "booked", "refused", "lapsed", "cancelled"};
    struct work *w = q->w;
    bool reads_all = (q->roles & READERS) != 0;
    const char *whose = given(q, "whose"), *mine = q->organisation_code != NULL ? q->organisation_code : "";
    struct choice c[COUNT(states)];
    size_t n;
    q->title = tr(w, "Requests for rooms, equipment and people");
    q->wide = true;
    html(q->page, "<p class=\"actions\"><a role=\"button\" href=\"/booking/new\">%s</a> <a role=\"button\" class=\"quiet\" href=\"/booking/when\">%s</a> "
                  "<a role=\"button\" class=\"quiet\" href=\"/timeline\">%s</a> <a role=\"button\" class=\"quiet\" href=\"/booking/idle\">%s</a></p>\n",
         tr(w, "Ask for something"), tr(w, "When can we?"), tr(w, "To the timeline"), tr(w, "What stands idle"));
    for (size_t i = 0; i < COUNT(states); i++)
        c[i] = (struct choice){states[i], claim_state_word(w, states[i])};
    piece_filters(q);
    piece_choice(q, "state", tr(w, "State"), c, COUNT(states));
    if (reads_all) {
        const struct choice *o = piece_choices(w, BOOKING_WEB_ORGANISATIONS, &n);
        piece_choice(q, "organisation", tr(w, "Who asks"), o, n);
        piece_choice(q, "owner", tr(w, "Owner"), o, n);
    } else {
        struct choice w2[] = {{"asked", tr(w, "asked for by us")}, {"owned", tr(w, "wanted of ours")}};
        piece_choice(q, "whose", tr(w, "Which"), w2, COUNT(w2));
    }
    piece_filters_end(q);
    struct sheet *s = web_sheet(q, TR("Requests, the newest first"), "requests");
    bool owned = !reads_all && strcmp(whose, "owned") == 0;
    if (!claim_list(w, given(q, "state"), reads_all ? given(q, "organisation") : owned ? "" : *mine != '\0' ? mine : "-", reads_all ? given(q, "owner") : owned ? mine : "", s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No requests yet. Several rooms, machines and people of several owners can be asked for at once: all or nothing."), "/timeline",
                    tr(w, "Choose on the timeline"));
    return web_sheet_done(q, s);
}

bool idle_page(struct request *q)
{
    struct work *w = q->w;
    q->title = tr(w, "Idle equipment and who could use it");
    q->wide = true;
    html(q->page, "<p>%s</p>\n", tr(w, "The next four weeks, by type. Orders that wait, adverts and requests in line ask for what is taught on it; a type leads to its free times."));
    struct sheet *s = web_sheet(q, TR("Equipment by what its idle hours would earn, wanted types first"), "idle");
    if (!idle_wanted(w, web_region(q)->today_on, 28, 1000, s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No equipment is recorded yet."), "/resource?kind=equipment", tr(w, "To the resources"));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- the form */

static void input(struct request *q, const char *name, const char *label, const char *type, const char *value, const char *more)
{
    html(q->page, "<div><label for=\"f-%s\">%s</label><input type=\"%s\" id=\"f-%s\" name=\"%s\" value=\"%s\"", name, label, type, name, name, value);
    page_add(q->page, more);
    page_add(q->page, "></div>\n");
}

static void check(struct request *q, const char *name, const char *value, bool on, const char *words)
{
    html(q->page, "<label><input type=\"checkbox\" name=\"%s\" value=\"%s\"", name, value);
    html(q->page, on ? " checked> %s</label>\n" : "> %s</label>\n", words);
}

static void resources_field(struct request *q, const struct form *f)
{
    struct work *w = q->w;
    html(q->page, "<div class=\"scroll\"><table><caption>%s</caption><thead><tr><th>%s</th><th>%s</th><th>%s</th><th class=\"num\">%s</th></tr></thead><tbody>\n",
         tr(w, "What is asked for, all of it or nothing"), tr(w, "Resource"), tr(w, "Owner"), tr(w, "Units"), tr(w, "Price of an hour"));
    for (int i = 0; i < f->resource_count; i++) {
        struct rows r = db_rows(w, BOOKING_WEB_RESOURCE, ARGS(V(f->resource[i])));
        bool known = db_next(&r);
        html(q->page, "<tr><td><input type=\"hidden\" name=\"resource\" value=\"%s\"><a href=\"%s\">%s</a></td>", f->resource[i],
             web_path(w, "/resource/", f->resource[i], ""), known ? tr_name(w, db_text(&r, 1), db_text(&r, 2)) : f->resource[i]);
        html(q->page, "<td>%s</td><td><input type=\"number\" name=\"units\" min=\"1\" max=\"%lld\" value=\"%s\" aria-label=\"%s\"></td><td class=\"num\">%s</td></tr>\n",
             known ? tr_name(w, db_text(&r, 4), db_text(&r, 5)) : "", known ? (long long)db_int(&r, 3) : 1LL, f->units[i], tr(w, "Units"),
             known ? say_price(w, db_int(&r, 6), web_region(q)->currency) : "");
        db_done(&r);
    }
    html(q->page, "<tr><td colspan=\"4\"><label>%s <input type=\"text\" name=\"resource\" placeholder=\"kem-pol.shop.cnc\"></label> <small>%s</small></td></tr>\n",
         tr(w, "Another one, by its code"), tr(w, "To leave one out, go back to the timeline and untick it."));
    page_add(q->page, "</tbody></table></div>\n");
}

static void times_field(struct request *q, const struct form *f)
{
    struct work *w = q->w;
    page_add(q->page, "<div class=\"fields\">\n");
    input(q, "day", tr(w, "Day"), "date", f->day, " required");
    input(q, "from", tr(w, "From"), "time", f->from, " step=\"300\" required");
    input(q, "to", tr(w, "To"), "time", f->to, " step=\"300\" required");
    input(q, "to_day", tr(w, "Ends on another day"), "date", f->to_day, "");
    page_add(q->page, "</div>\n");
    html(q->page, "<details%s><summary>%s</summary>\n<fieldset class=\"checks\"><legend>%s</legend>\n", "", tr(w, "Every week"), tr(w, "On these weekdays"));
    for (int d = 1; d <= 7; d++)
        check(q, "weekday", take_text(w, "%d", d), (f->weekdays >> (d - 1) & 1) != 0, say_weekday(w, d));
    page_add(q->page, "</fieldset><div class=\"fields\">\n");
    input(q, "every", tr(w, "Every so many weeks"), "number", f->every, " min=\"1\" max=\"52\"");
    input(q, "until", tr(w, "Last day"), "date", f->until, "");
    input(q, "times", tr(w, "Or how many times"), "number", f->times, " min=\"1\" max=\"366\"");
    input(q, "skip", tr(w, "Leave out these days"), "text", f->skip, " placeholder=\"2027-03-09, 2027-05-04\"");
    page_add(q->page, "</div></details>\n<div class=\"checks\">");
    check(q, "skip_bad", "1", f->skip_bad, tr(w, "leave out the times that cannot be had"));
    check(q, "wait", "1", f->wait, tr(w, "stand in line if somebody was first"));
    page_add(q->page, "</div>\n");
}

static void form_fields(struct request *q, const struct form *f)
{
    struct work *w = q->w;
    size_t n = 0;
    resources_field(q, f);
    page_add(q->page, "<div class=\"fields\">\n");
    organisation_field(q, f->organisation);
    input(q, "title", tr(w, "What for"), "text", f->title, " required maxlength=\"200\"");
    input(q, "people", tr(w, "How many people"), "number", f->people, " min=\"1\"");
    page_add(q->page, "</div>\n");
    times_field(q, f);
    struct choice *all = NULL;
    size_t room = 0;
    struct rows r = db_rows(w, BOOKING_WEB_STAFF, ARGS(V(f->organisation)));
    while (db_next(&r)) {
        grow(w, &all, room, n);
        if (n == 0)
            all[n++] = (struct choice){"", tr(w, "nobody in particular")};
        grow(w, &all, room, n);
        all[n++] = (struct choice){db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2))};
    }
    if (n > 0) {
        html(q->page, "<div><label for=\"f-holder\">%s <small>%s</small></label>", tr(w, "Who answers for the use"), tr(w, "where an owner wants somebody qualified"));
        piece_select(q, "holder", all, n, f->holder);
        page_add(q->page, "</div>\n");
    }
    html(q->page, "<label for=\"f-note\">%s</label><textarea id=\"f-note\" name=\"note\" rows=\"2\">%s</textarea>\n", tr(w, "What else the owners should know"), f->note);
}

/* fits: where the same would fit, as links that fill the form. */
static bool fits(struct request *q, const struct form *f, const struct claim_wish *x)
{
    struct work *w = q->w;
    struct when_want *wants = take_array(w, x->item_count + 1, struct when_want);
    struct when out;
    if (x->item_count < 1 || x->item_count > WHEN_WANTS_MOST || x->to - x->from > DAY_MIN)
        return fine(w);
    for (int i = 0; i < x->item_count; i++)
        wants[i] = (struct when_want){.resource = x->items[i].code, .units = x->items[i].units};
    struct when_ask a = {.organisation = x->organisation, .wants = wants, .want_count = x->item_count, .people = x->people, .most = 4,
                         .length_min = (int)(x->to - x->from), .from_on = wall_day(x->from), .days = 42};
    if (!when_find(w, &a, &out))
        return false;
    if (out.count == 0) {
        html(q->page, "<p>%s</p>\n", out.why);
        return true;
    }
    html(q->page, "<p>%s</p><ul class=\"chips\">\n", tr(w, "What would fit:"));
    for (int i = 0; i < out.count; i++)
        html(q->page, "<li><a href=\"/booking/new?%s\">%s</a> <small>%s</small></li>\n", form_query(w, f, out.slots[i].from, out.slots[i].to),
             say_span(w, out.slots[i].from, out.slots[i].to), say_price(w, out.slots[i].price_minor, web_region(q)->currency));
    page_add(q->page, "</ul>\n");
    return true;
}

static bool verdict(struct request *q, const struct form *f, const struct claim_wish *x, const struct claim_look *l)
{
    struct work *w = q->w;
    const char *currency = web_region(q)->currency;
    if (l->problem_count > 0) {
        html(q->page, l->can ? "<div class=\"note warn\"><p>%s</p><ul>\n" : "<div class=\"note bad\" role=\"alert\"><p>%s</p><ul>\n",
             l->can ? tr(w, "These times would be left out:") : tr(w, "It cannot be had like this, and nothing was held:"));
        for (int i = 0; i < l->shown; i++)
            html(q->page, "<li>%s</li>\n", l->problems[i].text);
        page_add(q->page, "</ul>\n");
        if (l->problem_count > l->shown)
            html(q->page, "<p>%s</p>\n", take_text(w, trn(w, "and %d more reason", "and %d more reasons", l->problem_count - l->shown), l->problem_count - l->shown));
        if (l->only_taken && !l->can)
            html(q->page, "<p>%s</p>\n", tr(w, "Others were first: tick \"stand in line\", or leave such times out."));
        if (!l->can && !fits(q, f, x))
            return false;
        page_add(q->page, "</div>\n");
    }
    if (l->can) {
        html(q->page, "<div class=\"note good\"><p>");
        html(q->page, tr(w, "It can be had: %d times, for %s in all."), l->kept, say_price(w, l->price_minor, currency));
        page_add(q->page, "</p><ul>\n");
        for (int i = 0; i < l->part_count; i++) {
            const struct organisation *o = &l->some.partners.organisations[l->parts[i].organisation];
            html(q->page, "<li>%s: %s, %s</li>\n", tr_name(w, o->name_ru, o->name_en), say_price(w, l->parts[i].price_minor, currency),
                 l->parts[i].approval ? tr(w, "is asked each time") : tr(w, "has agreed beforehand"));
        }
        page_add(q->page, "</ul></div>\n");
    }
    return fine(w);
}

static bool form_page(struct request *q, struct form *f, const char *why, const struct claim_wish *x, const struct claim_look *l)
{
    struct work *w = q->w;
    q->title = tr(w, "Ask for rooms, equipment and people");
    piece_crumb(q, "/timeline", tr(w, "Timeline"));
    if (why != NULL)
        html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n", why);
    if (l != NULL && !verdict(q, f, x, l))
        return false;
    web_form_begin(q, "/booking", "request");
    form_fields(q, f);
    html(q->page, "<p class=\"actions\"><button name=\"do\" value=\"send\">%s</button> <button class=\"quiet\" name=\"do\" value=\"look\">%s</button></p></form>\n",
         tr(w, "Send the request"), tr(w, "Only look"));
    return fine(w);
}

static bool fresh(struct request *q)
{
    struct form f;
    form_read(q, &f);
    if (*f.organisation != '\0' && !web_acts_by(q, BOOKING_WEB_ORGANISATION, f.organisation))
        return false;
    if (f.resource_count == 0)
        html(q->page, "<p class=\"note\">%s <a href=\"/timeline\">%s</a></p>\n", tr(q->w, "Rooms, machines and people are chosen on the timeline, or named by their codes."),
             tr(q->w, "To the timeline"));
    return form_page(q, &f, NULL, NULL, NULL);
}

static bool send(struct request *q)
{
    struct work *w = q->w;
    struct form f;
    struct claim_wish x;
    struct claim_look l;
    struct claim made;
    const char *why;
    int n;
    form_read(q, &f);
    if (*f.organisation != '\0' && !web_acts_by(q, BOOKING_WEB_ORGANISATION, f.organisation))
        return false;
    if (!form_wish(q, &f, &x, &why))
        return form_page(q, &f, why, NULL, NULL);
    bool looks = strcmp(given(q, "do"), "look") == 0;
    if (!hold_lapse(w, &n))
        return false;
    if (looks && *x.title == '\0')
        x.title = "-";
    if (!claim_look(w, &x, &l)) {
        if (w->err.fault == BROKEN)
            return false;
        why = take_copy(w, w->err.text, strlen(w->err.text));
        w->err = (struct err){0};
        return form_page(q, &f, why, NULL, NULL);
    }
    if (looks || (!l.can && !(x.wait && l.only_taken)))
        return form_page(q, &f, NULL, &x, &l);
    return claim_make(w, &x, &made) && web_see(q, "/booking/%s", web_part(w, made.code));
}

/* ---------------------------------------------------------------- one request */

struct leaf {
    struct request *q;
    struct work *w;
    int64_t id, asker, expires_at, made_at;
    const char *code, *state, *title, *currency;
    bool asks; /* the reader may act for the asker */
};

static void button(struct request *q, const char *action, const char *organisation, const char *words, const char *look)
{
    web_form_begin(q, action, "inline");
    if (organisation != NULL)
        html(q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\">", organisation);
    html(q->page, "<button class=\"%s\">%s</button></form>\n", look, words);
}

/* baton: whose turn it is, in one sentence with its act. */
static void baton(struct leaf *l)
{
    struct request *q = l->q;
    struct work *w = l->w;
    const char *until = l->expires_at != 0 ? say_wall(w, wall_from_unix(l->expires_at, web_region(q)->utc_offset_min)) : "";
    if (strcmp(l->state, "held") == 0) {
        const char *who = "";
        struct rows r = db_rows(w, BOOKING_WEB_PARTS, ARGS(V(l->id)));
        while (db_next(&r))
            if (strcmp(db_peek(&r, 6), "asked") == 0)
                who = take_text(w, "%s%s%s", who, *who != '\0' ? ", " : "", tr_name(w, db_text(&r, 2), db_text(&r, 3)));
        html(q->page, "<p class=\"note warn\">");
        html(q->page, tr(w, "It is the turn of %s, until %s; until then everything is held."), who, until);
        page_add(q->page, "</p>\n");
    } else if (strcmp(l->state, "proposed") == 0) {
        html(q->page, "<div class=\"note warn\"><p>");
        html(q->page, tr(w, "All of it came free and is kept until %s: it is the asker's turn."), until);
        page_add(q->page, "</p>");
        if (l->asks)
            button(q, web_path(w, "/booking/", l->code, "/accept"), NULL, tr(w, "Take it"), "");
        page_add(q->page, "</div>\n");
    } else if (strcmp(l->state, "waiting") == 0) {
        int64_t before = db_one(w, BOOKING_WEB_BEFORE, ARGS(V(l->id), V(l->made_at)), 0);
        html(q->page, "<p class=\"note\">");
        if (before == 0)
            page_escaped(q->page, tr(w, "It stands first in line: when what it asks for comes free, it is kept for it and the asker is told."));
        else
            html(q->page, trn(w, "It stands in line, %lld request before it.", "It stands in line, %lld requests before it.", before), (long long)before);
        page_add(q->page, "</p>\n");
    }
}

static void uses(struct leaf *l)
{
    struct request *q = l->q;
    struct work *w = l->w;
    html(q->page, "<h2>%s</h2><ul class=\"chips\">\n", tr(w, "What"));
    struct rows r = db_rows(w, BOOKING_WEB_USES, ARGS(V(l->id)));
    while (db_next(&r)) {
        html(q->page, "<li><span><a href=\"%s\">%s</a>", web_path(w, "/resource/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        if (db_int(&r, 4) > 1)
            html(q->page, " \u00d7\u00a0%lld", (long long)db_int(&r, 4));
        html(q->page, "<small>%s, %s</small></span></li>\n", tr_name(w, db_text(&r, 6), db_text(&r, 7)), tr_name(w, db_text(&r, 8), db_text(&r, 9)));
    }
    page_add(q->page, "</ul>\n");
}

static void parts(struct leaf *l)
{
    struct request *q = l->q;
    struct work *w = l->w;
    bool any = false;
    struct rows r = db_rows(w, BOOKING_WEB_PARTS, ARGS(V(l->id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2><ul class=\"rows\">\n", tr(w, "Owners"));
        any = true;
        bool asked = strcmp(db_peek(&r, 6), "asked") == 0;
        html(q->page, "<li><a href=\"%s\">%s</a> \u2014 %s ", web_path(w, "/partner/", db_text(&r, 1), ""), tr_name(w, db_text(&r, 2), db_text(&r, 3)),
             say_price(w, db_int(&r, 4), l->currency));
        if (db_int(&r, 5) == 0)
            html(q->page, "<small>%s</small>", tr(w, "has agreed beforehand"));
        else
            piece_state(q, db_text(&r, 6));
        if (!db_null(&r, 8))
            html(q->page, " <small>%s</small>", db_text(&r, 8));
        if (asked && strcmp(l->state, "held") == 0 && web_may(q, db_int(&r, 0))) {
            button(q, web_path(w, "/booking/", l->code, "/confirm"), db_text(&r, 1), tr(w, "Confirm"), "");
            web_form_begin(q, web_path(w, "/booking/", l->code, "/refuse"), "inline");
            html(q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\"><label>%s <input name=\"reason\" maxlength=\"300\"></label> "
                          "<button class=\"danger\">%s</button></form>", db_text(&r, 1), tr(w, "Why"), tr(w, "Refuse"));
        }
        page_add(q->page, "</li>\n");
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

static void times(struct leaf *l)
{
    struct request *q = l->q;
    struct work *w = l->w;
    int offset = web_region(q)->utc_offset_min;
    int64_t now = (int64_t)web_region(q)->today_on * DAY_MIN;
    bool live = strcmp(l->state, "booked") == 0 || strcmp(l->state, "held") == 0;
    html(q->page, "<h2>%s</h2><div class=\"scroll\"><table><thead><tr><th>%s</th><th class=\"num\">%s</th><th>%s</th><td></td></tr></thead><tbody>\n",
         tr(w, "When"), tr(w, "Time"), tr(w, "Price"), tr(w, "Actual use"));
    struct rows r = db_rows(w, BOOKING_WEB_TIMES, ARGS(V(l->id)));
    while (db_next(&r)) {
        int64_t from = db_int(&r, 0), to = db_int(&r, 1);
        const char *when = wall_day(from) == wall_day(to - 1) ? say_span(w, from, to) : take_text(w, "%s \u2013 %s", say_wall(w, from), say_wall(w, to));
        if (!db_null(&r, 2)) {
            html(q->page, "<tr><td><s>%s</s></td><td></td><td colspan=\"2\"><small>%s</small></td></tr>\n", when, take_text(w, tr(w, "left out: %s"), db_peek(&r, 2)));
            continue;
        }
        html(q->page, "<tr><td>%s</td><td class=\"num\">%s</td><td>", when, say_price(w, db_int(&r, 3), l->currency));
        if (db_int(&r, 6) == 1)
            page_escaped(q->page, tr(w, "nobody came"));
        else if (!db_null(&r, 4))
            html(q->page, "%s \u2013 %s", say_clock(w, wall_clock(wall_from_unix(db_int(&r, 4), offset))),
                 db_null(&r, 5) ? "\u2026" : say_clock(w, wall_clock(wall_from_unix(db_int(&r, 5), offset))));
        page_add(q->page, "</td><td>");
        if (live && l->asks && from >= now) {
            web_form_begin(q, web_path(w, "/booking/", l->code, "/skip"), "inline");
            html(q->page, "<input type=\"hidden\" name=\"at\" value=\"%lld\"><button class=\"plain\">%s</button></form>", (long long)from, tr(w, "give this one back"));
        }
        page_add(q->page, "</td></tr>\n");
    }
    page_add(q->page, "</tbody></table></div>\n");
}

static const char *verb_word(struct work *w, const char *verb)
{
    static const struct { const char *verb, *said; } all[] = {
        {"request", TR("asked for")}, {"confirm", TR("confirmed")}, {"refuse", TR("refused")}, {"cancel", TR("taken back")}, {"skip", TR("a time given back")},
        {"lapse", TR("ran out")}, {"propose", TR("a slot came free")}, {"accept", TR("the slot taken")},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (strcmp(all[i].verb, verb) == 0)
            return tr(w, all[i].said);
    return verb;
}

static void log_of(struct leaf *l)
{
    struct request *q = l->q;
    struct work *w = l->w;
    html(q->page, "<details><summary>%s</summary><ul class=\"rows\">\n", tr(w, "What happened"));
    struct rows r = db_rows(w, BOOKING_WEB_LOG, ARGS(V(l->code), V(take_text(w, "%s/%%", l->code))));
    while (db_next(&r))
        html(q->page, "<li>%s \u2014 %s, %s</li>\n", say_wall(w, wall_from_unix(db_int(&r, 0), web_region(q)->utc_offset_min)), tr_name(w, db_text(&r, 5), db_text(&r, 6)),
             verb_word(w, db_text(&r, 1)));
    page_add(q->page, "</ul></details>\n");
}

static bool show(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, BOOKING_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no request %s"), q->code[0]);
    struct leaf l = {.q = q, .w = w, .id = db_int(&r, 0), .title = db_text(&r, 1), .state = db_text(&r, 4), .expires_at = db_int(&r, 8), .made_at = db_int(&r, 9),
                     .asker = db_int(&r, 11), .code = q->code[0], .currency = web_region(q)->currency};
    if (!web_sees(q, BOOKING_WEB_SEES, l.code))
        return false;
    l.asks = web_may(q, l.asker);
    q->title = take_text(w, "%s", l.title);
    piece_crumb(q, "/booking", tr(w, "Requests"));
    html(q->page, "<p class=\"lead\"><span class=\"state %s\">%s</span> <span class=\"code\">%s</span></p>\n",
         strcmp(l.state, "booked") == 0 ? "good" : strcmp(l.state, "held") == 0 || strcmp(l.state, "proposed") == 0 || strcmp(l.state, "waiting") == 0 ? "warn" : "bad",
         claim_state_word(w, l.state), l.code);
    page_add(q->page, "<dl class=\"facts\">\n");
    html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Who asks"), web_path(w, "/partner/", db_text(&r, 12), ""), tr_name(w, db_text(&r, 13), db_text(&r, 14)));
    if (!db_null(&r, 3))
        piece_fact(q, tr(w, "How many people"), say_number(w, db_int(&r, 3)));
    piece_fact(q, tr(w, "Who answers for the use"), tr_name(w, db_text(&r, 16), db_text(&r, 17)));
    piece_fact(q, tr(w, "Price in all"), say_price(w, db_int(&r, 7), l.currency));
    piece_fact(q, tr(w, "Note"), db_text(&r, 2));
    piece_fact(q, tr(w, "Why"), db_text(&r, 10));
    page_add(q->page, "</dl>\n");
    db_done(&r);
    baton(&l);
    uses(&l);
    parts(&l);
    times(&l);
    bool live = strcmp(l.state, "refused") != 0 && strcmp(l.state, "lapsed") != 0 && strcmp(l.state, "cancelled") != 0;
    if (live && l.asks) {
        web_form_begin(q, web_path(w, "/booking/", l.code, "/cancel"), "actions");
        html(q->page, "<label>%s <input name=\"reason\" maxlength=\"300\"></label> <button class=\"danger\">%s</button></form>\n", tr(w, "Why"), tr(w, "Give all of it back"));
    }
    log_of(&l);
    return fine(w);
}

/* ---------------------------------------------------------------- acts */

static bool back(struct request *q, bool done) { return done && web_see(q, "/booking/%s", web_part(q->w, q->code[0])); }
static const char *owner(struct request *q) { return given(q, "organisation"); }

static bool accept(struct request *q)
{
    struct claim c;
    return back(q, web_acts_by(q, BOOKING_WEB_ASKER, q->code[0]) && claim_accept(q->w, q->code[0], &c));
}
static bool confirm(struct request *q)
{
    struct claim c;
    return back(q, web_acts_by(q, BOOKING_WEB_ORGANISATION, owner(q)) && claim_confirm(q->w, q->code[0], owner(q), &c));
}
static bool refuse(struct request *q)
{
    struct claim c;
    return back(q, web_acts_by(q, BOOKING_WEB_ORGANISATION, owner(q)) && claim_refuse(q->w, q->code[0], owner(q), given(q, "reason"), &c));
}
static bool cancel(struct request *q)
{
    struct claim c;
    return back(q, web_acts_by(q, BOOKING_WEB_ASKER, q->code[0]) && claim_cancel(q->w, q->code[0], given(q, "reason"), &c));
}
static bool skip(struct request *q)
{
    struct claim c;
    int64_t at = web_int(q, "at", 0, 0, WALL_MAX);
    return back(q, web_acts_by(q, BOOKING_WEB_ASKER, q->code[0]) && claim_skip(q->w, q->code[0], at, NULL, &c));
}

const struct route booking_routes[] = {
    {GET, "/booking", WATCHERS, list, TR("Requests for rooms, equipment and people"), TR("Bookings")},
    {GET, "/booking/new", ASKERS, fresh, TR("Ask for several rooms, machines and people at once"), NULL},
    {POST, "/booking", ASKERS, send, TR("Send a request: all of it is held, or nothing"), NULL},
    {GET, "/booking/when", ASKERS, when_page, TR("When can we? The next common times, and what each costs"), NULL},
    {GET, "/booking/idle", WATCHERS, idle_page, TR("Costly equipment that stands idle, beside the demand that could use it"), NULL},
    {GET, "/resource/{code}/here", MEMBERS, here_page, TR("Who has it now: come and leave"), NULL},
    {POST, "/resource/{code}/here", ASKERS, here_act, TR("Say that you have come, or leave"), NULL},
    {GET, "/resource/{code}/qr", WATCHERS, qr_page, TR("The code to put up beside it"), NULL},
    {GET, "/booking/{code}", WATCHERS, show, TR("One request: what, when, whose turn it is"), NULL},
    {POST, "/booking/{code}/accept", ASKERS, accept, TR("Take the slot that came free"), NULL},
    {POST, "/booking/{code}/confirm", OWNERS, confirm, TR("An owner confirms its part of a request"), NULL},
    {POST, "/booking/{code}/refuse", OWNERS, refuse, TR("An owner refuses its part of a request"), NULL},
    {POST, "/booking/{code}/cancel", ASKERS, cancel, TR("Give all of a request back"), NULL},
    {POST, "/booking/{code}/skip", ASKERS, skip, TR("Give one time of a request back"), NULL},
    {0},
};
