/* demand_web.c -- see demand_web.h. */
#include "demand/demand_web.h"

#include "base/day.h"
#include "demand/demand_web_sql.h"
#include "demand/need.h"
#include "demand/series.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/chart.h"
#include "web/piece.h"

#include <math.h>
#include <string.h>

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static bool nothing_read(struct request *q)
{
    struct work *w = q->w;
    piece_empty(q, tr(w, "No adverts have been read yet. They come in from files of hh.ru, trudvsem, schema.org or a table, with: cavt vacancy add DB FILE"), "/signal",
                tr(w, "Surveys and investment projects"));
    return true;
}

static const char *method_word(const struct work *w, enum series_method m)
{
    static const char *const words[SERIES_METHODS] = {TR("last value"), TR("year ago"), TR("smoothing"), TR("damped trend"), TR("seasons"), TR("theta"),
                                                      TR("mean of four"), TR("last three months")};
    return m < SERIES_METHODS ? tr(w, words[m]) : "";
}

/* The share of adverts with its forecast behind it, on one axis of months. */
bool demand_trend(struct request *q, const char *competence, const char *municipality)
{
    struct work *w = q->w;
    size_t n;
    int32_t first = 0;
    int64_t adverts;
    if (db_one(w, DEMAND_WEB_LAST, NO_ARGS, -1) < 0) {
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "No adverts have been read, so there is no trend."));
        return fine(w);
    }
    double *share = need_series(w, competence, municipality, &n, &first, &adverts);
    if (share == NULL)
        return false;
    struct forecast f;
    size_t ahead = 6;
    bool foretold = series_foretell(share, n, ahead, &f);
    size_t all = n + (foretold ? ahead : 0);
    double *past = take_array(w, all, double), *next = take_array(w, all, double), *low = take_array(w, all, double), *high = take_array(w, all, double);
    int32_t *months = take_array(w, all, int32_t);
    for (size_t i = 0; i < all; i++) {
        months[i] = need_month_after(first, (int)i);
        past[i] = i < n ? 100 * share[i] : NAN;
        next[i] = low[i] = high[i] = NAN;
        if (foretold && i + 1 >= n) {
            size_t h = i - n;
            next[i] = i + 1 == n ? past[i] : 100 * fmin(1, fmax(0, f.value[h]));
            low[i] = i + 1 == n ? past[i] : 100 * fmin(1, fmax(0, f.low[h]));
            high[i] = i + 1 == n ? past[i] : 100 * fmin(1, fmax(0, f.high[h]));
        }
    }
    const struct chart_line lines[] = {{.name = tr(w, "share of adverts"), .y = past},
                                       {.name = tr(w, "forecast, bounds of 80 percent"), .y = next, .low = low, .high = high, .foretold = true}};
    struct chart c = {.label = tr(w, "Adverts that ask for it, per cent of all, by month"), .unit = "%", .months = months, .n = all, .lines = lines,
                      .nlines = foretold ? 2 : 1, .decimals = 1};
    chart_show(q, &c);
    page_add(q->page, "<p class=\"muted\"><small>");
    html(q->page, trn(w, "%lld advert read in all.", "%lld adverts read in all.", adverts), (long long)adverts);
    page_add(q->page, " ");
    if (!foretold) {
        html(q->page, tr(w, "%zu months of adverts are too few to foretell from; %d are needed."), n, SERIES_LEAST);
    } else if (f.origins == 0) {
        html(q->page, tr(w, "The forecast is by the method “%s”; the series is too short to say how past forecasts would have done."), method_word(w, f.method));
    } else {
        html(q->page, tr(w, "The forecast is by the method “%s”, which would have been wrong by %s points on average, from %zu past months."), method_word(w, f.method),
             say_real(w, 100 * f.error, 1), f.origins);
        if (!isnan(f.naive_error)) {
            page_add(q->page, " ");
            html(q->page, tr(w, "Repeating the year before would have been wrong by %s."), say_real(w, 100 * f.naive_error, 1));
        }
    }
    page_add(q->page, "</small></p>\n");
    return fine(w);
}

/* ---------------------------------------------------------------- the figures */
static void top_chart(struct request *q, int32_t last, const char *place)
{
    struct work *w = q->w;
    struct chart_line lines[CHART_LINES];
    size_t nlines = 0, n = 0;
    int32_t first = 0, *months = NULL;
    struct rows r = db_rows(w, DEMAND_WEB_TOP, ARGS(V(need_month_after(last, -5)), V(place)));
    const char *codes[CHART_LINES];
    while (db_next(&r) && nlines < 5) {
        codes[nlines] = db_text(&r, 0);
        lines[nlines] = (struct chart_line){.name = tr_name(w, db_text(&r, 1), db_text(&r, 2)), .href = web_path(w, "/competence/", codes[nlines], "")};
        nlines++;
    }
    db_done(&r);
    for (size_t l = 0; l < nlines; l++) {
        int64_t adverts;
        double *share = need_series(w, codes[l], *place != '\0' ? place : NULL, &n, &first, &adverts);
        if (share == NULL)
            return;
        for (size_t i = 0; i < n; i++)
            share[i] *= 100;
        size_t skip = n > 24 ? n - 24 : 0;
        lines[l].y = share + skip;
        if (l == 0) {
            months = take_array(w, n, int32_t);
            for (size_t i = skip; i < n; i++)
                months[i - skip] = need_month_after(first, (int)i);
        }
    }
    struct chart c = {.label = tr(w, "What is asked for most, per cent of adverts by month"), .unit = "%", .months = months, .n = n > 24 ? 24 : n, .lines = lines, .nlines = nlines,
                      .decimals = 1};
    if (nlines > 0)
        chart_show(q, &c);
}

static const char *competence_link(struct work *w, const char *code) { return web_path(w, "/competence/", code, ""); }
static const char *adverts_link(struct work *w, const char *code) { return take_text(w, "/vacancy?competence=%s", web_part(w, code)); }

static const struct choice *trends(struct work *w, size_t *n)
{
    static const char *const all[] = {"rising", "falling", "new", "vanishing", "steady"};
    struct choice *c = take_array(w, COUNT(all), struct choice);
    for (*n = 0; *n < COUNT(all); ++*n)
        c[*n] = (struct choice){all[*n], tr(w, all[*n])};
    return c;
}

static bool demand(struct request *q)
{
    struct work *w = q->w;
    const char *place = given(q, "municipality"), *occupation = given(q, "occupation"), *trend = given(q, "trend");
    q->title = tr(w, "What employers ask for");
    struct rows r = db_rows(w, DEMAND_WEB_COUNTS, ARGS(V(place)));
    int64_t adverts = 0, employers = 0, months = 0;
    int32_t first = 0, last = 0;
    if (db_next(&r)) {
        adverts = db_int(&r, 0);
        employers = db_int(&r, 1);
        first = (int32_t)db_int(&r, 2);
        last = (int32_t)db_int(&r, 3);
        months = db_int(&r, 4);
    }
    db_done(&r);
    if (adverts == 0 && *place == '\0')
        return fine(w) && nothing_read(q);
    size_t n;
    piece_filters(q);
    const struct choice *c = piece_choices(w, DEMAND_WEB_PLACES, &n);
    piece_choice(q, "municipality", tr(w, "Where"), c, n);
    c = piece_choices(w, DEMAND_WEB_OCCUPATIONS, &n);
    piece_choice(q, "occupation", tr(w, "Occupation"), c, n);
    c = trends(w, &n);
    piece_choice(q, "trend", tr(w, "Trend"), c, n);
    piece_filters_end(q);
    if (adverts == 0) {
        piece_empty(q, tr(w, "No advert is from there."), "/demand", tr(w, "All places"));
        return fine(w);
    }
    const char *list = *place != '\0' ? take_text(w, "/vacancy?municipality=%s", web_part(w, place)) : "/vacancy";
    page_add(q->page, "<div class=\"figures\">\n");
    piece_figure(q, list, say_number(w, adverts), trn(w, "advert counted", "adverts counted", adverts));
    piece_figure(q, list, say_number(w, employers), trn(w, "employer in them", "employers in them", employers));
    piece_figure(q, list, take_text(w, "%s – %s", chart_month(w, first), chart_month(w, last)), take_text(w, trn(w, "%lld month with adverts", "%lld months with adverts", months), (long long)months));
    int64_t twins = db_one(w, DEMAND_WEB_TWINS, NO_ARGS, 0);
    piece_figure(q, "/vacancy", say_number(w, twins), trn(w, "repeat kept, not counted", "repeats kept, not counted", twins));
    page_add(q->page, "</div>\n");
    if (months >= 2)
        top_chart(q, last, place);
    struct need_ask ask = {INT32_MIN, INT32_MIN, *place != '\0' ? place : NULL, *occupation != '\0' ? occupation : NULL, 1000,
                           .trend = *trend != '\0' ? trend : NULL, .name_link = competence_link, .count_link = adverts_link};
    struct sheet *s = web_sheet(q, TR("Competences in the adverts of the last six months"), "demand");
    if (!need_list(w, &ask, s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No competence is like that in these adverts."), "/demand", tr(w, "All of them"));
    html(q->page, "<p class=\"muted\"><small>%s</small></p>\n",
         tr(w, "A share is of all adverts read there and then; its bounds are Wilson's, 95 %. It rises or falls only when the bounds of the two half-years do not meet. Adverts are found by the names in the frameworks: what an advert means without naming it is not counted."));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- adverts */
static bool adverts(struct request *q)
{
    static const struct column cols[] = {
        {"posted_on", TR("Day"), DAY}, {"title", TR("Advert"), WORDS}, {"employer", TR("Employer"), WORDS}, {"municipality", TR("Where"), WORDS},
        {"occupation", TR("Occupation"), WORDS}, {"wage", TR("Pay a month"), MONEY}, {"places", TR("Places"), NUMBER}, {"competences", TR("Competences"), NUMBER},
        {"source", TR("Source"), CODE}, {"repeat", TR("Repeat"), CODE},
    };
    struct work *w = q->w;
    q->title = tr(w, "Adverts of work");
    piece_crumb(q, "/demand", tr(w, "What employers ask for"));
    if (db_one(w, "SELECT count(*) FROM vacancy", NO_ARGS, 0) == 0)
        return fine(w) && nothing_read(q);
    size_t n;
    piece_filters(q);
    piece_search(q, "q", tr(w, "Words of the title"));
    const struct choice *c = piece_choices(w, DEMAND_WEB_PLACES, &n);
    piece_choice(q, "municipality", tr(w, "Where"), c, n);
    c = piece_choices(w, DEMAND_WEB_OCCUPATIONS, &n);
    piece_choice(q, "occupation", tr(w, "Occupation"), c, n);
    if (*given(q, "competence") != '\0') {
        const char *code = given(q, "competence");
        html(q->page, "<div><label for=\"f-competence\">%s</label><input id=\"f-competence\" name=\"competence\" value=\"%s\"></div>\n", tr(w, "Competence, its code"), code);
    }
    if (*given(q, "employer") != '\0')
        html(q->page, "<div><label for=\"f-employer\">%s</label><input id=\"f-employer\" name=\"employer\" value=\"%s\"></div>\n", tr(w, "Employer"), given(q, "employer"));
    piece_filters_end(q);
    int32_t since = 0, until = 200000, day;
    if (day_parse(given(q, "month"), &day)) {
        since = need_month_after(day, 0);
        until = since;
    }
    struct sheet *s = web_sheet(q, TR("Adverts, the newest first; at most 3000"), "vacancies");
    struct rows r = db_rows(w, DEMAND_WEB_ADVERTS, ARGS(V(web_like(w, web_text(q, "q"))), V(given(q, "competence")), V(given(q, "municipality")), V(given(q, "occupation")),
                                                        V(given(q, "employer")), V(since), V(until)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_int(s, db_int(&r, 1));
        sheet_link(s, web_path(w, "/vacancy/", db_text(&r, 0), ""), db_text(&r, 2));
        sheet_words(s, db_text(&r, 3));
        sheet_words(s, db_text(&r, 4));
        sheet_words(s, tr_name(w, db_text(&r, 5), db_text(&r, 6)));
        db_null(&r, 7) ? sheet_none(s) : sheet_int(s, db_int(&r, 7));
        sheet_int(s, db_int(&r, 8));
        sheet_int(s, db_int(&r, 9));
        sheet_words(s, db_text(&r, 10));
        sheet_words(s, db_null(&r, 11) ? NULL : tr(w, "repeats another"));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No advert is like that."), "/vacancy", tr(w, "All adverts"));
    return web_sheet_done(q, s);
}

static const char *section_said(struct work *w, const char *section)
{
    return strcmp(section, "duties") == 0 ? tr(w, "Duties") : strcmp(section, "requirements") == 0 ? tr(w, "Requirements") : tr(w, "Elsewhere in the text");
}

struct marked {
    int64_t from, to, said, modules;
    const char *section, *words, *code, *name;
};

/* The text as it stands, each piece of evidence a mark that leads to its competence. */
static void marked_text(struct request *q, const char *text, const struct marked *m, size_t n)
{
    size_t size = strlen(text), at = 0;
    page_add(q->page, "<div class=\"advert\">");
    for (size_t i = 0; i < n; i++) {
        if (m[i].from < (int64_t)at || m[i].to > (int64_t)size || m[i].from >= m[i].to)
            continue; /* Two names of one place: the first is shown. */
        page_escaped(q->page, take_copy(q->w, text + at, (size_t)m[i].from - at));
        html(q->page, "<mark class=\"%s\"><a href=\"%s\" title=\"%s\">%s</a></mark>", m[i].said == 2 ? "wished" : "", web_path(q->w, "/competence/", m[i].code, ""), m[i].name,
             take_copy(q->w, text + m[i].from, (size_t)(m[i].to - m[i].from)));
        at = (size_t)m[i].to;
    }
    page_escaped(q->page, take_copy(q->w, text + at, size - at));
    page_add(q->page, "</div>\n");
}

static void evidence(struct request *q, const struct marked *m, size_t n)
{
    static const char *const sections[] = {"requirements", "duties", ""};
    struct work *w = q->w;
    if (n == 0)
        html(q->page, "<p class=\"note\">%s</p>\n", tr(w, "No name of a competence was found in it, or only such as are denied, offered or said of the firm."));
    for (size_t k = 0; k < COUNT(sections); k++) {
        bool any = false;
        for (size_t i = 0; i < n; i++) {
            if (strcmp(m[i].section, sections[k]) != 0)
                continue;
            if (!any)
                html(q->page, "<h3>%s</h3>\n<ul class=\"rows\">\n", section_said(w, sections[k]));
            any = true;
            html(q->page, "<li><a href=\"%s\">%s</a><br><small>", web_path(w, "/competence/", m[i].code, ""), m[i].name);
            html(q->page, tr(w, "from the words “%s”"), m[i].words);
            page_add(q->page, m[i].said == 2 ? " · " : "");
            html(q->page, "%s · ", m[i].said == 2 ? tr(w, "only wished for") : "");
            if (m[i].modules > 0)
                html(q->page, trn(w, "%lld module teaches it", "%lld modules teach it", m[i].modules), (long long)m[i].modules);
            else
                html(q->page, "%s", tr(w, "nobody teaches it"));
            page_add(q->page, "</small></li>\n");
        }
        page_add(q->page, any ? "</ul>\n" : "");
    }
}

static bool advert(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, DEMAND_WEB_ADVERT, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no advert %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    const char *text = db_text(&r, 8), *web = db_text(&r, 7), *currency = db_text(&r, 6);
    q->title = db_text(&r, 1);
    piece_crumb(q, "/vacancy", tr(w, "Adverts of work"));
    page_add(q->page, "<div class=\"cols side\"><div>\n<dl class=\"facts\">\n");
    piece_fact(q, tr(w, "Employer"), db_text(&r, 2));
    piece_fact(q, tr(w, "Where"), db_text(&r, 3));
    piece_fact(q, tr(w, "Day"), say_day(w, (int32_t)db_int(&r, 4)));
    if (!db_null(&r, 5))
        piece_fact(q, tr(w, "Pay a month"), say_price(w, db_int(&r, 5), strcmp(currency, "RUR") == 0 || *currency == '\0' ? "RUB" : currency));
    if (db_int(&r, 10) > 1)
        piece_fact(q, tr(w, "Places"), say_number(w, db_int(&r, 10)));
    if (!db_null(&r, 11))
        html(q->page, "<dt>%s</dt><dd><a href=\"/vacancy?occupation=%s\">%s</a></dd>\n", tr(w, "Occupation"), web_part(w, db_text(&r, 11)), tr_name(w, db_text(&r, 12), db_text(&r, 13)));
    piece_fact(q, tr(w, "Source"), db_text(&r, 9));
    if (strncmp(web, "https://", 8) == 0 || strncmp(web, "http://", 7) == 0)
        html(q->page, "<dt>%s</dt><dd><a href=\"%s\" rel=\"noopener nofollow\">%s</a></dd>\n", tr(w, "As published"), web, web);
    page_add(q->page, "</dl>\n");
    if (!db_null(&r, 14))
        html(q->page, "<p class=\"note\">%s <a href=\"%s\">%s</a></p>\n", tr(w, "It repeats another advert and is not counted:"), web_path(w, "/vacancy/", db_text(&r, 14), ""),
             db_text(&r, 15));
    db_done(&r);
    struct marked *m = NULL;
    size_t n = 0, room = 0;
    r = db_rows(w, DEMAND_WEB_MENTIONS, ARGS(V(id)));
    while (db_next(&r)) {
        grow(w, &m, room, n);
        m[n++] = (struct marked){db_int(&r, 0), db_int(&r, 1), db_int(&r, 3), db_int(&r, 8), db_text(&r, 2), db_text(&r, 4), db_text(&r, 5),
                                 tr_name(w, db_text(&r, 6), db_text(&r, 7))};
    }
    marked_text(q, text, m, n);
    html(q->page, "<p class=\"muted\"><small>%s</small></p>\n</div><div>\n<h2>%s</h2>\n",
         tr(w, "Addresses, telephones and named persons are masked before an advert is stored. A mark is the first place that names the competence; a dotted one is only wished for."),
         tr(w, "What it asks for"));
    evidence(q, m, n);
    r = db_rows(w, DEMAND_WEB_REPEATS, ARGS(V(id)));
    for (bool first = true; db_next(&r); first = false) {
        if (first)
            html(q->page, "<h3>%s</h3>\n", tr(w, "Repeated by"));
        html(q->page, "<p><a href=\"%s\">%s</a> <small>%s</small></p>\n", web_path(w, "/vacancy/", db_text(&r, 0), ""), say_day(w, (int32_t)db_int(&r, 1)), db_text(&r, 2));
    }
    page_add(q->page, "</div></div>\n");
    return fine(w);
}

/* ---------------------------------------------------------------- surveys and projects */
static bool signals(struct request *q)
{
    static const struct column cols[] = {
        {"title", TR("Survey or project"), WORDS}, {"kind", TR("Kind"), CODE}, {"organisation", TR("Who"), WORDS}, {"needs", TR("Needs"), WORDS}, {"municipality", TR("Where"), WORDS},
        {"people", TR("People"), NUMBER}, {"by_on", TR("By"), DAY}, {"confidence", TR("Confidence, %"), NUMBER}, {"source", TR("Source"), WORDS},
    };
    struct work *w = q->w;
    q->title = tr(w, "Surveys and investment projects");
    piece_crumb(q, "/demand", tr(w, "What employers ask for"));
    const struct choice kinds[] = {{"survey", tr(w, "survey of employers")}, {"project", tr(w, "investment project")}};
    piece_filters(q);
    piece_choice(q, "kind", tr(w, "Kind"), kinds, COUNT(kinds));
    piece_filters_end(q);
    struct sheet *s = web_sheet(q, TR("What surveys and projects say will be needed"), "signals");
    struct rows r = db_rows(w, DEMAND_WEB_SIGNALS, ARGS(V(given(q, "kind")), V(given(q, "competence"))));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *web = db_text(&r, 17), *title = tr_name(w, db_text(&r, 2), db_text(&r, 3));
        sheet_row(s);
        sheet_link(s, strncmp(web, "https://", 8) == 0 ? web : NULL, title);
        sheet_words(s, kinds[strcmp(db_text(&r, 1), "project") == 0].text);
        sheet_link(s, db_null(&r, 4) ? NULL : web_path(w, "/partner/", db_text(&r, 4), ""), tr_name(w, db_text(&r, 5), db_text(&r, 6)));
        if (!db_null(&r, 7))
            sheet_link(s, web_path(w, "/competence/", db_text(&r, 7), ""), tr_name(w, db_text(&r, 8), db_text(&r, 9)));
        else
            sheet_words(s, tr_name(w, db_text(&r, 10), db_text(&r, 11)));
        sheet_words(s, db_text(&r, 12));
        for (int k = 13; k <= 15; k++)
            sheet_int(s, db_int(&r, k));
        sheet_words(s, db_text(&r, 16));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "No survey or project is recorded yet. They come in as the sheet \"signal\", with: cavt import DB FILE"), "/demand", tr(w, "What adverts say"));
    return web_sheet_done(q, s);
}

const struct route demand_routes[] = {
    {GET, "/demand", ANYONE, demand, TR("What employers ask for: shares, trends, pay"), TR("Demand")},
    {GET, "/vacancy", ANYONE, adverts, TR("Adverts of work"), NULL},
    {GET, "/vacancy/{code}", ANYONE, advert, TR("One advert with the words that name competences"), NULL},
    {GET, "/signal", ANYONE, signals, TR("What surveys and investment projects say will be needed"), NULL},
    {0},
};
