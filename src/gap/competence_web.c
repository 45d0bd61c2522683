/* competence_web.c -- a competence: who asks, in whose words, how that changes, what it pays, who teaches, what is
 * lacking.  It stands in gap/ because it looks at demand and at programmes alike. */
#include "base/day.h"
#include "demand/demand_web.h"
#include "demand/need.h"
#include "gap/competence_web_sql.h"
#include "gap/gap.h"
#include "gap/gap_sql.h"
#include "gap/gap_web.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static bool list(struct request *q)
{
    static const struct column cols[] = {
        {"name", TR("Competence"), WORDS}, {"framework", TR("Framework"), CODE}, {"adverts", TR("Adverts"), NUMBER}, {"people", TR("People of orders"), NUMBER},
        {"modules", TR("Modules"), NUMBER}, {"code", TR("Code"), CODE},
    };
    struct work *w = q->w;
    size_t n;
    q->title = tr(w, "Competences of all frameworks");
    piece_filters(q);
    piece_search(q, "q", tr(w, "A name, another name, or a code"));
    const struct choice *c = piece_choices(w, ABOUT_FRAMEWORKS, &n);
    piece_choice(q, "framework", tr(w, "Framework"), c, n);
    piece_filters_end(q);
    struct sheet *s = web_sheet(q, TR("Competences, the most asked for first; at most 1000"), "competences");
    struct rows r = db_rows(w, ABOUT_LIST, ARGS(V(web_like(w, web_text(q, "q"))), V(web_text(q, "framework") != NULL ? web_text(q, "framework") : "")));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *code = db_text(&r, 0);
        sheet_row(s);
        sheet_link(s, web_path(w, "/competence/", code, ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(s, db_text(&r, 3));
        sheet_link_int(s, db_int(&r, 5) > 0 ? take_text(w, "/vacancy?competence=%s", web_part(w, code)) : NULL, db_int(&r, 5));
        sheet_link_int(s, db_int(&r, 6) > 0 ? web_path(w, "/competence/", code, "#orders") : NULL, db_int(&r, 6));
        sheet_link_int(s, db_int(&r, 7) > 0 ? web_path(w, "/competence/", code, "#teach") : NULL, db_int(&r, 7));
        sheet_words(s, code);
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No competence is called that. Frameworks come in with: cavt import DB PATH"), "/competence", tr(w, "All competences"));
    return web_sheet_done(q, s);
}

static void put_sheet(struct request *q, const struct sheet *s)
{
    if (s->out->used > 0)
        page_bytes(q->page, s->out->text, s->out->used);
}

static bool teaching(struct request *q, int64_t id)
{
    static const struct column cols[] = {{"module", TR("Module"), WORDS}, {"owner", TR("Owner"), WORDS}, {"level", TR("To level"), NUMBER},
                                         {"hours", TR("Hours"), NUMBER}, {"price", TR("Per learner"), MONEY}};
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Who teaches it");
    struct rows r = db_rows(w, ABOUT_MODULES, ARGS(V(id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        for (int c = 6; c <= 8; c++)
            sheet_int(s, db_int(&r, c));
    }
    if (!sheet_end(s))
        return false;
    html(q->page, "<section id=\"teach\"><h2>%s</h2>\n", tr(w, "Who teaches it"));
    if (s->nrows == 0)
        html(q->page, "<p class=\"note warn\">%s</p>\n", tr(w, "No module of the region gives it."));
    else
        put_sheet(q, s);
    int64_t staff = db_one(w, ABOUT_STAFF, ARGS(V(id)), 0);
    page_add(q->page, "<p>");
    html(q->page, trn(w, "%lld teacher could teach it.", "%lld teachers could teach it.", staff), (long long)staff);
    page_add(q->page, "</p></section>\n");
    return true;
}

static bool orders(struct request *q, int64_t id)
{
    static const struct column cols[] = {{"order", TR("Order"), WORDS}, {"employer", TR("Employer"), WORDS}, {"where", TR("Where"), WORDS}, {"level", TR("Level"), NUMBER},
                                         {"people", TR("People"), NUMBER}, {"deadline_on", TR("By"), DAY}, {"state", TR("State"), CODE}};
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Orders that ask for it");
    int64_t whose = (q->roles & READERS) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1;
    struct rows r = db_rows(w, GAP_ORDERS_OF, ARGS(V(id), V(whose)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/order/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_words(s, db_text(&r, 10));
        for (int c = 6; c <= 8; c++)
            sheet_int(s, db_int(&r, c));
        sheet_words(s, state_word(w, db_text(&r, 9)));
    }
    if (!sheet_end(s))
        return false;
    html(q->page, "<section id=\"orders\"><h2>%s</h2>\n", tr(w, "Who asks for it"));
    if (s->nrows == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", whose == 0 ? tr(w, "No order asks for it now.") : tr(w, "No order that is yours to see asks for it now; all of them are counted below."));
    else
        put_sheet(q, s);
    return true;
}

/* Rows of a name and a count, as a list in a column of its own. */
static void counted(struct request *q, const char *title, struct rows r, const char *base, int name, int en, int count)
{
    struct work *w = q->w;
    bool any = false;
    while (db_next(&r)) {
        const char *code = db_text(&r, 0), *text = en >= 0 ? tr_name(w, db_text(&r, name), db_text(&r, en)) : db_text(&r, name);
        if (!any)
            html(q->page, "<section><h3>%s</h3>\n<ul class=\"rows\">\n", title);
        any = true;
        html(q->page, "<li><a href=\"%s%s\">%s</a> <small>", base, web_part(w, code), text);
        html(q->page, trn(w, "%lld advert", "%lld adverts", db_int(&r, count)), (long long)db_int(&r, count));
        page_add(q->page, "</small></li>\n");
    }
    page_add(q->page, any ? "</ul></section>\n" : "");
}

static void words(struct request *q, int64_t id)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, ABOUT_WORDS, ARGS(V(id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<section><h3>%s</h3>\n<ul class=\"rows\">\n", tr(w, "In these words"));
        any = true;
        html(q->page, "<li>“%s” <small>", db_text(&r, 0));
        html(q->page, trn(w, "%lld advert", "%lld adverts", db_int(&r, 1)), (long long)db_int(&r, 1));
        html(q->page, ", <a href=\"%s\">%s</a></small></li>\n", web_path(w, "/vacancy/", db_text(&r, 2), ""), tr(w, "one of them"));
    }
    page_add(q->page, any ? "</ul></section>\n" : "");
}

static void figures(struct request *q, int64_t id, const char *code)
{
    struct work *w = q->w;
    int64_t last = db_one(w, ABOUT_LAST, NO_ARGS, -1), asked = db_one(w, ABOUT_ASKED, ARGS(V(id)), 0), all = db_one(w, ABOUT_ADVERTS, NO_ARGS, 0);
    if (last < 0)
        return;
    struct interval i = need_wilson(asked, all);
    page_add(q->page, "<div class=\"figures\">\n");
    piece_figure(q, take_text(w, "/vacancy?competence=%s", web_part(w, code)), say_number(w, asked), trn(w, "advert names it", "adverts name it", asked));
    piece_figure(q, "/demand", take_text(w, "%s %%", say_real(w, all > 0 ? 100 * (double)asked / (double)all : 0, 1)),
                 take_text(w, tr(w, "of all adverts; between %s and %s"), say_real(w, 100 * i.low, 1), say_real(w, 100 * i.high, 1)));
    struct rows r = db_rows(w, ABOUT_WAGE, ARGS(V(id), V(need_month_after((int32_t)last, -11))));
    if (db_next(&r) && db_int(&r, 0) > 0)
        piece_figure(q, take_text(w, "/vacancy?competence=%s&sort=-wage", web_part(w, code)), say_price(w, db_int(&r, 3) / 100 * 100, web_region(q)->currency),
                     take_text(w, tr(w, "pay a month on average; from %s to %s in %lld adverts of a year"), say_money(w, db_int(&r, 1)), say_money(w, db_int(&r, 2)), (long long)db_int(&r, 0)));
    db_done(&r);
    page_add(q->page, "</div>\n");
}

static void facts(struct request *q, int64_t id, const char *framework)
{
    struct work *w = q->w;
    const char *labels = "";
    page_add(q->page, "<dl class=\"facts\">\n");
    piece_fact(q, tr(w, "Framework"), framework);
    piece_fact(q, tr(w, "Code"), q->code[0]);
    struct rows r = db_rows(w, ABOUT_LABELS, ARGS(V(id)));
    while (db_next(&r))
        labels = take_text(w, "%s%s%s", labels, *labels != '\0' ? ", " : "", db_text(&r, 0));
    piece_fact(q, tr(w, "Also called"), labels);
    r = db_rows(w, ABOUT_ALIGNMENTS, ARGS(V(id)));
    for (bool first = true; db_next(&r); first = false) {
        static const char *const relations[][2] = {{"exact", TR("the same")}, {"close", TR("close")}, {"broader", TR("broader")}, {"narrower", TR("narrower")}, {"related", TR("related")}};
        const char *relation = "";
        for (size_t k = 0; k < COUNT(relations); k++)
            relation = strcmp(db_peek(&r, 4), relations[k][0]) == 0 ? tr(w, relations[k][1]) : relation;
        html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a> <small>%s, %s</small></dd>\n", first ? tr(w, "Meets") : "", web_path(w, "/competence/", db_text(&r, 0), ""),
             tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_text(&r, 3), relation);
    }
    page_add(q->page, "</dl>\n");
}

static bool competence(struct request *q)
{
    struct work *w = q->w;
    struct gap_ask ask;
    struct gaps g;
    struct rows r = db_rows(w, ABOUT_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no competence %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/competence", tr(w, "All competences"));
    html(q->page, "<p class=\"lead\">%s</p>\n", tr_name(w, db_text(&r, 4), db_text(&r, 5)));
    const char *framework = db_text(&r, 3);
    db_done(&r);
    facts(q, id, framework);
    figures(q, id, q->code[0]);
    html(q->page, "<nav class=\"tabs\" aria-label=\"%s\"><ul><li><a href=\"#orders\">%s</a></li><li><a href=\"#trend\">%s</a></li><li><a href=\"#teach\">%s</a></li><li><a href=\"#gap\">%s</a></li></ul></nav>\n",
         tr(w, "Parts of this page"), tr(w, "Who asks for it"), tr(w, "How that changes"), tr(w, "Who teaches it"), tr(w, "What is lacking"));
    if (!orders(q, id))
        return false;
    page_add(q->page, "<div class=\"cols\">\n");
    counted(q, tr(w, "Employers in adverts"), db_rows(w, ABOUT_EMPLOYERS, ARGS(V(id))), take_text(w, "/vacancy?competence=%s&employer=", web_part(w, q->code[0])), 0, -1, 1);
    words(q, id);
    counted(q, tr(w, "Asked for together with"), db_rows(w, ABOUT_TOGETHER, ARGS(V(id))), "/competence/", 1, 2, 3);
    counted(q, tr(w, "In these occupations"), db_rows(w, ABOUT_OCCUPATIONS, ARGS(V(id))), take_text(w, "/vacancy?competence=%s&occupation=", web_part(w, q->code[0])), 1, 2, 3);
    html(q->page, "</div></section>\n<section id=\"trend\"><h2>%s</h2>\n", tr(w, "How that changes"));
    if (!demand_trend(q, q->code[0], NULL))
        return false;
    page_add(q->page, "</section>\n");
    if (!teaching(q, id))
        return false;
    html(q->page, "<section id=\"gap\"><h2>%s</h2>\n", tr(w, "What is lacking"));
    if (!gap_ask_of(q, &ask))
        return false;
    ask.competence = q->code[0];
    if (!gap_find(w, &ask, &g))
        return false;
    gap_cards(q, &g, id, ask.by_on);
    page_add(q->page, "</section>\n");
    return fine(w);
}

const struct route competence_routes[] = {
    {GET, "/competence", ANYONE, list, TR("Competences, with search: who asks and who teaches"), NULL},
    {GET, "/competence/{code}", ANYONE, competence, TR("One competence: who asks, who teaches"), NULL},
    {0},
};
