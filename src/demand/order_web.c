/* order_web.c -- orders: all of them, one, and a new one in plain words. */
#include "demand/order_web.h"

#include "base/day.h"
#include "demand/order.h"
#include "demand/order_make.h"
#include "demand/order_talk_web.h"
#include "demand/order_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

static const char *const states[] = {"open", "offered", "agreed", "running", "done", "withdrawn", "draft", NULL};
static const char *const wishes[] = {"cost", "soon", "partners", "travel", NULL};

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static bool list(struct request *q)
{
    static const struct column cols[] = {
        {"code", TR("Code"), CODE}, {"title", TR("Order"), WORDS}, {"employer", TR("Employer"), WORDS}, {"people", TR("People"), NUMBER},
        {"deadline_on", TR("By"), DAY}, {"asks", TR("Competences"), NUMBER}, {"state", TR("State"), CODE}, {"offer", TR("Offer"), CODE},
    };
    struct work *w = q->w;
    size_t n = 0;
    q->title = tr(w, "Orders");
    html(q->page, "<div class=\"actions\"><a role=\"button\" href=\"/order/new\">%s</a></div>\n", tr(w, "Order training"));
    struct choice *c = take_array(w, COUNT(states), struct choice);
    for (; states[n] != NULL; n++)
        c[n] = (struct choice){states[n], state_word(w, states[n])};
    piece_filters(q);
    piece_search(q, "q", tr(w, "Employer"));
    piece_choice(q, "state", tr(w, "State"), c, n);
    piece_filters_end(q);
    int64_t whose = (q->roles & READERS) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1;
    struct sheet *s = web_sheet(q, TR("Orders, the nearest deadline first"), "orders");
    struct rows r = db_rows(w, ORDER_WEB_LIST, ARGS(V(given(q, "state")), V(given(q, "organisation")), V(web_like(w, web_text(q, "q"))), V(whose)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *code = db_text(&r, 0);
        sheet_row(s);
        sheet_link(s, web_path(w, "/order/", code, ""), code);
        sheet_link(s, web_path(w, "/order/", code, ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_int(s, db_int(&r, 6));
        sheet_int(s, db_int(&r, 7));
        sheet_int(s, db_int(&r, 9));
        sheet_words(s, state_word(w, db_text(&r, 8)));
        if (db_null(&r, 10))
            sheet_none(s);
        else
            sheet_link(s, web_path(w, "/offer/", db_text(&r, 10), ""), state_word(w, db_text(&r, 11)));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No orders like that. An order says who must be able to do what, and by when."), "/order/new", tr(w, "Order training"));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- one order */
static const char *weekdays_said(struct work *w, int bits)
{
    char digits[DAY_TEXT];
    return say_weekdays(w, weekdays_text(digits, bits));
}

static void facts(struct request *q, const struct order *o)
{
    struct work *w = q->w;
    html(q->page, "<dl class=\"facts\">\n<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Employer"), web_path(w, "/partner/", o->organisation, ""),
         tr_name(w, o->organisation_ru, o->organisation_en));
    piece_fact(q, tr(w, "People"), say_number(w, o->people));
    piece_fact(q, tr(w, "When"), take_text(w, "%s, %s %s–%s", say_days(w, o->earliest_on, o->deadline_on), weekdays_said(w, o->weekdays),
                                          say_clock(w, o->from_min), say_clock(w, o->to_min)));
    piece_fact(q, tr(w, "Where"), o->municipality);
    piece_fact(q, tr(w, "Kind"), kind_word(w, o->kind));
    if (o->day_most_ah > 0)
        piece_fact(q, tr(w, "At most a day"), say_hours(w, o->day_most_ah));
    if (o->week_most_ah > 0)
        piece_fact(q, tr(w, "At most a week"), say_hours(w, o->week_most_ah));
    if (o->travel_most_min > 0)
        piece_fact(q, tr(w, "At most on the way"), take_text(w, tr(w, "%d min"), o->travel_most_min));
    if (o->budget_minor >= 0)
        piece_fact(q, tr(w, "Budget"), say_price(w, o->budget_minor, web_region(q)->currency));
    piece_fact(q, tr(w, "Above all"), kind_word(w, o->wish));
    page_add(q->page, "</dl>\n");
}

static bool offers(struct request *q, const struct order *o)
{
    static const struct column cols[] = {
        {"code", TR("Offer"), CODE}, {"variant", TR("It is"), CODE}, {"state", TR("State"), CODE}, {"starts_on", TR("From"), DAY}, {"ends_on", TR("To"), DAY},
        {"hours", TR("Hours"), NUMBER}, {"cohorts", TR("Cohorts"), NUMBER}, {"partners", TR("Partners"), NUMBER}, {"price", TR("Price"), MONEY},
    };
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Offers for this order, the newest first");
    struct rows r = db_rows(w, ORDER_WEB_OFFERS, ARGS(V(o->id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/offer/", db_text(&r, 0), ""), db_text(&r, 0));
        sheet_words(s, kind_word(w, db_text(&r, 1)));
        sheet_words(s, state_word(w, db_text(&r, 2)));
        for (int c = 7; c <= 8; c++)
            db_null(&r, c) ? sheet_none(s) : sheet_int(s, db_int(&r, c));
        sheet_int(s, db_int(&r, 5));
        sheet_int(s, db_int(&r, 4));
        sheet_int(s, db_int(&r, 6));
        sheet_int(s, db_int(&r, 9));
    }
    if (!sheet_end(s))
        return false;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Offers"));
    if (s->nrows > 0)
        page_bytes(q->page, s->out->text, s->out->used);
    else
        html(q->page, "<p>%s</p>\n", tr(w, "No offer has been made yet. It takes seconds: modules, times, rooms, teachers and price are found at once."));
    return true;
}

static bool show(struct request *q)
{
    struct work *w = q->w;
    struct order o;
    if (!web_sees(q, ORDER_WEB_SEES, q->code[0]) || !order_load(w, q->code[0], &o))
        return false;
    q->title = tr_name(w, o.title_ru, o.title_en);
    if (*q->title == '\0')
        q->title = o.code;
    piece_crumb(q, "/order", tr(w, "Orders"));
    html(q->page, "<p class=\"code\">%s ", o.code);
    piece_state(q, o.state);
    page_add(q->page, "</p>\n");
    struct rows r = db_rows(w, ORDER_WEB_NOTE, ARGS(V(o.code)));
    if (db_next(&r))
        html(q->page, "<p class=\"lead\">%s</p>\n", tr_name(w, db_text(&r, 0), db_text(&r, 1)));
    db_done(&r);
    if (!talk_turn(q, o.code))
        return false;
    page_add(q->page, "<div class=\"cols\"><div>\n");
    facts(q, &o);
    html(q->page, "</div><div>\n<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "What they must be able to do"));
    for (int i = 0; i < o.ask_count; i++) {
        html(q->page, "<li><span><a href=\"%s\">%s</a> <small>", web_path(w, "/competence/", o.asks[i].code, ""), tr_name(w, o.asks[i].name_ru, o.asks[i].name_en));
        html(q->page, tr(w, "level %d"), o.asks[i].level);
        int64_t n = db_one(w, ORDER_WEB_TEACHING, ARGS(V(o.asks[i].competence_id), V(o.asks[i].level)), 0);
        page_add(q->page, " · ");
        if (n > 0)
            html(q->page, trn(w, "%lld module teaches it", "%lld modules teach it", n), (long long)n);
        else
            html(q->page, "%s", tr(w, "nobody teaches it at this level"));
        page_add(q->page, "</small></span></li>\n");
    }
    page_add(q->page, "</ul></div></div>\n");
    if (!offers(q, &o))
        return false;
    bool open = strcmp(o.state, "open") == 0 || strcmp(o.state, "offered") == 0;
    if (open && web_may(q, db_one(w, ORDER_WEB_ORGANISATION, ARGS(V(o.organisation)), 0))) {
        web_form_begin(q, web_path(w, "/order/", o.code, "/offer"), "actions");
        html(q->page, "<button data-wait=\"%s\">%s</button></form>\n", tr(w, "Looking…"), tr(w, "Find an offer"));
    }
    return true;
}

/* ---------------------------------------------------------------- a new order */
static void defaults(struct request *q, struct draft *d)
{
    *d = (struct draft){.weekdays = "12345", .from_min = 9 * 60, .to_min = 18 * 60, .kind = "upskilling", .wish = "cost", .budget_minor = -1,
                        .municipality = "", .organisation = given(q, "organisation"), .words = given(q, "words"), .title = ""};
}

/* What the form's own fields say, after what was understood from the words. */
static bool fields(struct request *q, struct draft *d)
{
    struct work *w = q->w;
    int32_t day;
    const char *s;
    d->title = given(q, "title");
    d->people = web_int(q, "people", d->people, 0, 100000);
    d->day_most_ah = web_int(q, "day_most", d->day_most_ah, 0, 12);
    d->week_most_ah = web_int(q, "week_most", d->week_most_ah, 0, 60);
    d->travel_most_min = web_int(q, "travel_most", d->travel_most_min, 0, 1440);
    int64_t budget = web_int(q, "budget", -1, 0, 1000000000000);
    d->budget_minor = budget >= 0 ? budget * 100 : -1;
    if (*(s = given(q, "deadline")) != '\0') {
        if (!day_parse(s, &day))
            return fail(w, NOT_VALID, tr(w, "%s is no date; write it as 2027-03-01"), s);
        d->deadline_on = day;
    }
    if (*(s = given(q, "earliest")) != '\0') {
        if (!day_parse(s, &day))
            return fail(w, NOT_VALID, tr(w, "%s is no date; write it as 2027-03-01"), s);
        d->earliest_on = day;
    }
    if ((*(s = given(q, "from")) != '\0' && !clock_parse(s, &d->from_min)) || (*(s = given(q, "to")) != '\0' && !clock_parse(s, &d->to_min)))
        return fail(w, NOT_VALID, tr(w, "%s is no time of day; write it as 9:00"), s);
    if (*(s = given(q, "municipality")) != '\0')
        d->municipality = s;
    if (*(s = given(q, "kind")) != '\0')
        d->kind = s;
    if (*(s = given(q, "wish")) != '\0')
        d->wish = s;
    if (web_text(q, "stage") != NULL) { /* Unchecked boxes send nothing. */
        const char *digits = "";
        for (size_t i = 0; (s = web_each(q, "weekday", i)) != NULL; i++)
            if (strlen(s) == 1 && *s >= '1' && *s <= '7' && strchr(digits, *s) == NULL)
                digits = take_text(w, "%s%s", digits, s);
        d->weekdays = digits;
    }
    return fine(w);
}

/* The competences of the form: each has its checkbox and its level. */
static void kept(struct request *q, struct draft *d)
{
    const char *code;
    for (size_t i = 0; (code = web_each(q, "competence", i)) != NULL && i < 200; i++) {
        const char *level = given(q, take_text(q->w, "level-%s", code)), *because = web_text(q, take_text(q->w, "because-%s", code));
        if (*code != '\0')
            order_want(q->w, d, code, *level >= '1' && *level <= '8' && level[1] == '\0' ? *level - '0' : 0, because);
    }
}

static void field(struct request *q, const char *name, const char *type, const char *label, const char *value, const char *more)
{
    html(q->page, "<div><label for=\"f-%s\">%s</label><input type=\"%s\" id=\"f-%s\" name=\"%s\" value=\"%s\"", name, label, type, name, name, value);
    page_add(q->page, more);
    page_add(q->page, "></div>\n");
}

static void asked(struct request *q, const struct draft *d)
{
    struct work *w = q->w;
    html(q->page, "<fieldset><legend>%s</legend>\n", tr(w, "What they must be able to do"));
    if (d->ask_count == 0)
        html(q->page, "<p class=\"note warn\">%s</p>\n", tr(w, "No competence was recognised. Say it in other words above, or choose from the list."));
    page_add(q->page, "<ul class=\"chips\">\n");
    for (int i = 0; i < d->ask_count; i++) {
        const struct wanted *a = &d->asks[i];
        html(q->page, "<li><input type=\"checkbox\" name=\"competence\" value=\"%s\" id=\"c-%s\" checked><label for=\"c-%s\">%s<small>", a->code, a->code, a->code, a->name);
        if (a->because != NULL && *a->because != '\0')
            html(q->page, tr(w, "from the words “%s”"), a->because);
        page_add(q->page, a->because != NULL && *a->because != '\0' ? " · " : "");
        if (a->modules > 0)
            html(q->page, trn(w, "%lld module teaches it", "%lld modules teach it", a->modules), (long long)a->modules);
        else
            html(q->page, "%s", tr(w, "nobody teaches it at this level"));
        html(q->page, "</small></label><select name=\"level-%s\" aria-label=\"%s\">", a->code, tr(w, "Level"));
        for (int l = 1; l <= 8; l++) {
            html(q->page, l == a->level ? "<option value=\"%d\" selected>" : "<option value=\"%d\">", l);
            html(q->page, tr(w, "level %d"), l);
            page_add(q->page, "</option>");
        }
        page_add(q->page, "</select>");
        if (a->because != NULL)
            html(q->page, "<input type=\"hidden\" name=\"because-%s\" value=\"%s\">", a->code, a->because);
        page_add(q->page, "</li>\n");
    }
    size_t n;
    const struct choice *c = piece_choices(w, ORDER_WEB_COMPETENCES, &n);
    html(q->page, "</ul>\n<label for=\"f-competence\">%s</label>\n", tr(w, "Add one that somebody teaches"));
    struct choice *all = take_array(w, n + 1, struct choice);
    all[0] = (struct choice){"", tr(w, "choose")};
    if (n > 0)
        memcpy(all + 1, c, n * sizeof(*c));
    piece_select(q, "competence", all, n + 1, "");
    page_add(q->page, "</fieldset>\n");
}

static void who_and_when(struct request *q, const struct draft *d)
{
    struct work *w = q->w;
    char day[DAY_TEXT], first[DAY_TEXT], from[DAY_TEXT], to[DAY_TEXT];
    size_t n;
    page_add(q->page, "<div class=\"fields\">\n");
    bool own = (q->roles & PLANNERS) == 0 && q->organisation_id != 0;
    const struct choice self = {q->organisation_code, q->who_for}, *c = piece_choices(w, ORDER_WEB_EMPLOYERS, &n);
    if (own) {
        c = &self;
        n = 1;
    } else if (n == 0)
        c = piece_choices(w, ORDER_WEB_EMPLOYERS_ANY, &n);
    struct choice *whose = take_array(w, n + 1, struct choice);
    whose[0] = (struct choice){"", tr(w, "choose")};
    if (n > 0)
        memcpy(whose + 1, c, n * sizeof(*c));
    html(q->page, "<div><label for=\"f-organisation\">%s</label>", tr(w, "Whose people"));
    piece_select(q, "organisation", whose, n + 1, d->organisation);
    page_add(q->page, "</div>\n");
    field(q, "people", "number", tr(w, "How many people"), d->people > 0 ? take_text(w, "%lld", (long long)d->people) : "", " min=\"1\" max=\"100000\" inputmode=\"numeric\"");
    c = piece_choices(w, ORDER_WEB_PLACES, &n);
    struct choice *all = take_array(w, n + 1, struct choice);
    all[0] = (struct choice){"", tr(w, "where the employer is")};
    if (n > 0)
        memcpy(all + 1, c, n * sizeof(*c));
    html(q->page, "<div><label for=\"f-municipality\">%s</label>", tr(w, "Where they are"));
    piece_select(q, "municipality", all, n + 1, d->municipality);
    page_add(q->page, "</div>\n");
    field(q, "earliest", "date", tr(w, "From which day on"), d->earliest_on > 0 ? day_text(first, d->earliest_on) : "", "");
    field(q, "deadline", "date", tr(w, "Ready by"), d->deadline_on > 0 ? day_text(day, d->deadline_on) : "", "");
    page_add(q->page, "</div>\n");
    html(q->page, "<fieldset><legend>%s</legend><div class=\"checks\">\n", tr(w, "When they can come"));
    for (int i = 1; i <= 7; i++)
        html(q->page, strchr(d->weekdays, '0' + i) != NULL ? "<label><input type=\"checkbox\" name=\"weekday\" value=\"%d\" checked> %s</label>\n"
                                                           : "<label><input type=\"checkbox\" name=\"weekday\" value=\"%d\"> %s</label>\n",
             i, say_weekday(w, i));
    page_add(q->page, "</div></fieldset>\n<div class=\"fields\">\n");
    field(q, "from", "time", tr(w, "From"), clock_text(from, d->from_min), "");
    field(q, "to", "time", tr(w, "To"), clock_text(to, d->to_min), "");
    page_add(q->page, "</div>\n");
}

static void particulars(struct request *q, const struct draft *d)
{
    struct work *w = q->w;
    size_t n;
    html(q->page, "<details><summary>%s</summary>\n<div class=\"fields\">\n", tr(w, "More wishes: hours, way, budget"));
    field(q, "title", "text", tr(w, "Name of the order"), d->title, " maxlength=\"200\"");
    const struct choice *c = piece_choices(w, ORDER_WEB_NORMS, &n);
    if (n > 0) {
        html(q->page, "<div><label for=\"f-kind\">%s</label>", tr(w, "Kind"));
        piece_select(q, "kind", c, n, d->kind);
        page_add(q->page, "</div>\n");
    }
    c = piece_kinds(w, wishes, &n);
    html(q->page, "<div><label for=\"f-wish\">%s</label>", tr(w, "Above all"));
    piece_select(q, "wish", c, n, d->wish);
    page_add(q->page, "</div>\n");
    const struct { const char *name, *label; int64_t value; } numbers[] = {
        {"day_most", tr(w, "Hours a day at most"), d->day_most_ah},
        {"week_most", tr(w, "Hours a week at most"), d->week_most_ah},
        {"travel_most", tr(w, "Minutes on the way at most"), d->travel_most_min},
        {"budget", take_text(w, tr(w, "Budget, %s"), web_region(q)->currency), d->budget_minor > 0 ? d->budget_minor / 100 : 0},
    };
    for (size_t i = 0; i < COUNT(numbers); i++)
        field(q, numbers[i].name, "number", numbers[i].label, numbers[i].value > 0 ? take_text(w, "%lld", (long long)numbers[i].value) : "",
              " min=\"0\" inputmode=\"numeric\"");
    page_add(q->page, "</div></details>\n");
}

static bool form(struct request *q, const struct draft *d, bool understood, const char *problem)
{
    struct work *w = q->w;
    q->title = tr(w, "Order training");
    if (problem != NULL)
        html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n", problem);
    web_form_begin(q, "/order/new", "card");
    html(q->page, "<label for=\"f-words\">%s<br><small>%s</small></label>\n<textarea id=\"f-words\" name=\"words\" rows=\"3\" maxlength=\"4000\">%s</textarea>\n",
         tr(w, "In plain words: who must be able to do what, by when and where"),
         tr(w, "for example: 12 people who can turn on CNC lathes and read drawings, by 1 March, in Kemerovo, in the evenings"), d->words);
    html(q->page, "<div class=\"actions\"><button class=\"%s\" name=\"act\" value=\"read\">%s</button></div>\n", understood ? "quiet" : "",
         understood ? tr(w, "Read the words again") : tr(w, "Go on"));
    if (understood) {
        page_add(q->page, "<input type=\"hidden\" name=\"stage\" value=\"2\">\n");
        asked(q, d);
        who_and_when(q, d);
        particulars(q, d);
        html(q->page, "<div class=\"actions\"><button name=\"act\" value=\"place\">%s</button><small>%s</small></div>\n", tr(w, "Place the order"),
             tr(w, "Nothing is booked by it: it gets a number, and an offer is found."));
    }
    page_add(q->page, "</form>\n");
    return true;
}

static bool blank(struct request *q)
{
    struct draft d;
    defaults(q, &d);
    const char *programme = web_text(q, "programme");
    if (programme == NULL)
        return form(q, &d, false, NULL);
    struct rows r = db_rows(q->w, ORDER_WEB_PROGRAMME, ARGS(V(programme)));
    while (db_next(&r))
        order_want(q->w, &d, db_text(&r, 0), (int)db_int(&r, 1), NULL);
    return fine(q->w) && form(q, &d, true, NULL);
}

/* An order without a name of its own is named by its people and its first competence. */
static const char *name_of(struct work *w, const struct draft *d)
{
    if (*d->title != '\0' || d->ask_count == 0)
        return d->title;
    return take_text(w, trn(w, "%lld person: %s%s", "%lld people: %s%s", d->people), (long long)d->people, d->asks[0].name, d->ask_count > 1 ? "…" : "");
}

static bool place(struct request *q)
{
    struct work *w = q->w;
    int32_t today = web_region(q)->today_on;
    struct draft d;
    defaults(q, &d);
    bool placing = strcmp(given(q, "act"), "place") == 0;
    kept(q, &d);
    if (!placing && !order_read(w, d.words, today, q->ask->where, &d))
        return false;
    const char *code;
    bool ok = fields(q, &d);
    d.title = name_of(w, &d);
    if (ok && placing && *d.organisation != '\0' && !web_acts_by(q, ORDER_WEB_ORGANISATION, d.organisation))
        return false;
    if (ok && placing && order_make(w, &d, today, &code))
        return web_see(q, "/order/%s", web_part(w, code));
    if (w->err.fault != FINE && w->err.fault != NOT_VALID)
        return false;
    const char *problem = w->err.fault == NOT_VALID ? take_text(w, "%s", w->err.text) : NULL;
    w->err = (struct err){0}; /* What was typed is shown again, with what is wrong; nothing is lost. */
    if (problem != NULL)
        q->reply->status = 422;
    d.title = given(q, "title");
    return form(q, &d, true, problem);
}

#define ORDER (AS_EMPLOYER | AS_PARTNER | PLANNERS)
#define WATCH (ORDER | READERS)

const struct route order_routes[] = {
    {GET, "/order", WATCH, list, TR("Orders of employers"), TR("Orders")},
    {GET, "/order/new", ORDER, blank, TR("Order training in plain words"), NULL},
    {POST, "/order/new", ORDER, place, TR("Read the words, or place the order"), NULL},
    {GET, "/order/{code}", WATCH, show, TR("One order and its offers"), NULL},
    {0},
};
