/* catalogue_web.c -- see catalogue_web.h.  The facets are a form of their own fields that belongs to the search box
 * (form="find"), so that without script one button sends both, and with it a tick does. */
#include "programme/catalogue_web.h"

#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define HITS_A_PAGE 20
#define VALUES_SHOWN 8
#define VALUES_MOST 150
#define PAGES_MOST 500

static const struct {
    const char *key, *words;
    enum catalogue_order order;
} orders[] = {
    {"", TR("best fit"), BY_FIT}, {"name", TR("name"), BY_NAME}, {"start", TR("next start"), BY_START}, {"price", TR("price"), BY_PRICE}, {"hours", TR("hours"), BY_HOURS},
};

void catalogue_asked(struct request *q, struct catalogue_ask *ask)
{
    const char *what = web_text(q, "what"), *sort = web_text(q, "sort");
    *ask = (struct catalogue_ask){.words = web_text(q, "q"), .modules = what != NULL && strcmp(what, "module") == 0, .most = HITS_A_PAGE,
                                  .today_on = web_region(q)->today_on};
    for (int f = 0; f < FACETS; f++) {
        const char *v;
        size_t n = 0;
        for (size_t i = 0; n < CHOSEN_MOST - 1 && (v = web_each(q, facet_key((enum facet)f), i)) != NULL; i++)
            if (*v != '\0')
                ask->chosen[f][n++] = v;
    }
    for (size_t i = 0; i < COUNT(orders) && sort != NULL; i++)
        if (strcmp(orders[i].key, sort) == 0)
            ask->order = orders[i].order;
}

/* The address asked for, without one parameter (of one value, or all: NULL), ready for another: "/catalogue?q=x&". */
static const char *without(struct request *q, const char *name, const char *value)
{
    struct page p = {.w = q->w};
    page_add(&p, "/catalogue?");
    for (const struct form_value *v = q->query; v != NULL && v->name != NULL; v++) {
        bool left = strcmp(v->name, name) == 0 && (value == NULL || strcmp(v->value, value) == 0);
        if (left || *v->value == '\0' || strcmp(v->name, "page") == 0 || strcmp(v->name, "as") == 0)
            continue;
        html_query(&p, v->name);
        page_add(&p, "=");
        html_query(&p, v->value);
        page_add(&p, "&");
    }
    return p.text;
}

/* ---------------------------------------------------------------- the search box and the facets */

static void search_box(struct request *q, const struct catalogue_ask *ask)
{
    struct work *w = q->w;
    const char *sort = web_text(q, "sort");
    html(q->page, "<form id=\"find\" class=\"filters\" method=\"get\" action=\"/catalogue\" aria-label=\"%s\" data-send>\n"
                  "<div class=\"grow\"><label for=\"f-q\">%s</label><input type=\"search\" id=\"f-q\" name=\"q\" value=\"%s\"></div>\n",
         tr(w, "Catalogue"), tr(w, "What is to be learned, in any words"), ask->words);
    html(q->page, "<div><label for=\"f-what\">%s</label>", tr(w, "Among"));
    const struct choice what[] = {{"", tr(w, "programmes")}, {"module", tr(w, "modules")}};
    piece_select(q, "what", what, COUNT(what), ask->modules ? "module" : "");
    html(q->page, "</div>\n<div><label for=\"f-sort\">%s</label>", tr(w, "In order of"));
    struct choice by[COUNT(orders)];
    for (size_t i = 0; i < COUNT(orders); i++)
        by[i] = (struct choice){orders[i].key, tr(w, orders[i].words)};
    piece_select(q, "sort", by, COUNT(by), sort);
    html(q->page, "</div>\n<div><button>%s</button></div></form>\n", tr(w, "Find"));
}

static void value_box(struct request *q, enum facet f, const struct facet_value *v, const char *currency)
{
    struct work *w = q->w;
    html(q->page, "<label><input type=\"checkbox\" form=\"find\" name=\"%s\" value=\"%s\"", facet_key(f), v->key);
    page_add(q->page, v->chosen ? " checked>" : ">");
    html(q->page, " <span>%s</span>", facet_words(w, f, v, currency));
    if (v->count >= 0)
        html(q->page, " <small class=\"num\">%s</small>", say_number(w, v->count));
    page_add(q->page, "</label>\n");
}

static void facet_box(struct request *q, const struct catalogue_answer *a, enum facet f)
{
    struct work *w = q->w;
    const struct facet_value *v = a->facet[f];
    size_t n = a->values[f], shown = 0, chosen = 0;
    const char *currency = web_region(q)->currency;
    if (n == 0 || (n == 1 && !v[0].chosen && f != FACET_START))
        return;
    for (size_t i = 0; i < n; i++)
        chosen += v[i].chosen;
    page_add(q->page, chosen > 0 ? "<details class=\"facet\" open>" : f == FACET_PLACE || f == FACET_START || f == FACET_PRICE ? "<details class=\"facet\" data-wide>" : "<details class=\"facet\">");
    html(q->page, "<summary>%s", facet_name(w, f));
    if (chosen > 0)
        html(q->page, " <small>%zu</small>", chosen);
    html(q->page, "</summary>\n<fieldset><legend class=\"heard\">%s</legend>\n", facet_name(w, f));
    for (size_t i = 0; i < n; i++) /* what is chosen first, so that it can be taken back */
        if (v[i].chosen)
            value_box(q, f, &v[i], currency);
    for (size_t i = 0; i < n && shown < VALUES_MOST; i++) {
        if (v[i].chosen)
            continue;
        if (shown == VALUES_SHOWN)
            html(q->page, "<details><summary>%s</summary>\n", take_text(w, tr(w, "%zu more"), n - chosen - shown));
        value_box(q, f, &v[i], currency);
        shown++;
    }
    page_add(q->page, shown > VALUES_SHOWN ? "</details>\n</fieldset></details>\n" : "</fieldset></details>\n");
}

static void chosen_chips(struct request *q, const struct catalogue_answer *a)
{
    struct work *w = q->w;
    bool any = false;
    for (int f = 0; f < FACETS; f++)
        for (size_t i = 0; i < a->values[f]; i++) {
            const struct facet_value *v = &a->facet[f][i];
            if (!v->chosen)
                continue;
            if (!any)
                html(q->page, "<ul class=\"chips\" aria-label=\"%s\">\n", tr(w, "Narrowed to"));
            any = true;
            const char *words = facet_words(w, (enum facet)f, v, web_region(q)->currency);
            html(q->page, "<li>%s: %s <a href=\"%s\" aria-label=\"%s\">✕</a></li>\n", facet_name(w, (enum facet)f), words,
                 without(q, facet_key((enum facet)f), v->key), take_text(w, tr(w, "no longer only: %s"), words));
        }
    if (any)
        html(q->page, "<li><a href=\"/catalogue?q=%s\">%s</a></li></ul>\n", web_part(w, web_text(q, "q") != NULL ? web_text(q, "q") : ""), tr(w, "take all back"));
}

/* ---------------------------------------------------------------- results */

static void fact(struct request *q, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        html(q->page, "<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
}

static const char *when(struct request *q, const struct catalogue_hit *h)
{
    struct work *w = q->w;
    if (h->found.starts_on == 0)
        return tr(w, "by arrangement");
    const char *day = say_day(w, h->found.starts_on);
    return h->free_seats > 0 ? take_text(w, trn(w, "%s, %lld free seat", "%s, %lld free seats", h->free_seats), day, (long long)h->free_seats) : day;
}

static void result(struct request *q, const struct catalogue_ask *ask, const struct catalogue_hit *h)
{
    struct work *w = q->w;
    const char *name = tr_name(w, h->name_ru, h->name_en);
    html(q->page, "<li><h2><a href=\"%s\">%s</a></h2>\n<p>", web_path(w, ask->modules ? "/module/" : "/programme/", h->code, ""), *name != '\0' ? name : h->code);
    if (!ask->modules)
        html(q->page, "<span class=\"state\">%s</span> ", facet_words(w, FACET_KIND, &(struct facet_value){.key = h->kind}, ""));
    html(q->page, "<a href=\"%s\">%s</a></p>\n<dl class=\"brief\">\n", web_path(w, "/partner/", h->owner, ""), tr_name(w, h->owner_ru, h->owner_en));
    fact(q, tr(w, "Meant for"), audience_words(w, h->audience));
    fact(q, tr(w, "Where"), take_text(w, "%s%s%s", h->found.place, *h->found.place != '\0' && *h->found.form != '\0' ? ", " : "",
                                      facet_words(w, FACET_FORM, &(struct facet_value){.key = h->found.form}, "")));
    if (!ask->modules)
        fact(q, tr(w, "Next start"), when(q, h));
    fact(q, tr(w, "How long"), say_hours(w, h->found.hours_ah));
    fact(q, tr(w, "How much"), h->found.price_minor > 0 ? say_price(w, h->found.price_minor, web_region(q)->currency) : tr(w, "free of charge"));
    fact(q, tr(w, "Document"), tr_name(w, h->document_ru, h->document_en));
    page_add(q->page, "</dl></li>\n");
}

static void page_links(struct request *q, const struct catalogue_answer *a, int64_t here)
{
    struct work *w = q->w;
    int64_t last = ((int64_t)a->total + HITS_A_PAGE - 1) / HITS_A_PAGE;
    last = last < PAGES_MOST ? last : PAGES_MOST;
    const char *base = without(q, "page", NULL);
    html(q->page, "<div class=\"under\"><p>%s <a href=\"%sas=xlsx\" download>XLSX</a>, <a href=\"%sas=csv\" download>CSV</a>, <a href=\"%sas=json\" download>JSON</a></p>\n",
         tr(w, "save as"), base, base, base);
    if (last > 1) {
        html(q->page, "<nav class=\"pages\" aria-label=\"%s\">", tr(w, "Pages of the list"));
        if (here > 1)
            html(q->page, "<a rel=\"prev\" href=\"%spage=%lld\">%s</a> ", base, (long long)here - 1, tr(w, "Back"));
        html(q->page, tr(w, "page %zu of %zu"), (size_t)here, (size_t)last);
        if (here < last)
            html(q->page, " <a rel=\"next\" href=\"%spage=%lld\">%s</a>", base, (long long)here + 1, tr(w, "Onward"));
        page_add(q->page, "</nav>\n");
    }
    page_add(q->page, "</div>\n");
}

static void summary(struct request *q, const struct catalogue_ask *ask, const struct catalogue_answer *a)
{
    struct work *w = q->w;
    if (a->instead != NULL && a->total > 0) {
        page_add(q->page, "<p class=\"note\">");
        html(q->page, tr(w, "Shown for “%s”: nothing here is called “%s”."), a->instead, ask->words);
        page_add(q->page, "</p>\n");
    }
    if (a->loose)
        html(q->page, "<p class=\"note\">%s</p>\n", tr(w, "Nothing has all of these words; this has some of them."));
    int64_t n = (int64_t)a->total;
    page_add(q->page, "<p role=\"status\"><b>");
    if (ask->modules)
        html(q->page, trn(w, "%s module", "%s modules", n), say_number(w, n));
    else
        html(q->page, trn(w, "%s programme", "%s programmes", n), say_number(w, n));
    page_add(q->page, "</b></p>\n");
}

static void nothing(struct request *q, const struct catalogue_ask *ask, const struct catalogue_answer *a)
{
    struct work *w = q->w;
    bool narrowed = false;
    for (int f = 0; f < FACETS; f++)
        narrowed |= ask->chosen[f][0] != NULL;
    (void)a;
    if (narrowed)
        piece_empty(q, tr(w, "Nothing fits all of that together."), take_text(w, "/catalogue?q=%s", web_part(w, ask->words != NULL ? ask->words : "")),
                    tr(w, "take all back"));
    else if (!ask->modules && ask->words != NULL && *ask->words != '\0')
        piece_empty(q, tr(w, "No programme is like that; a module of one may be."), take_text(w, "/catalogue?what=module&q=%s", web_part(w, ask->words)),
                    tr(w, "Search the modules"));
    else
        piece_empty(q, tr(w, "Nobody teaches that here yet. An order tells the centre that somebody should."), "/order/new", tr(w, "Order training"));
}

static bool as_file(struct request *q, struct catalogue_ask *ask, const struct sheet_writer *as)
{
    struct sheet *s = sheet_new(q->w, as);
    s->title = tr(q->w, ask->modules ? TR("Modules of all owners") : TR("Programmes of all owners"));
    ask->most = SIZE_MAX / 2;
    if (!catalogue_sheet(q->w, ask, s))
        return false;
    q->reply->name = take_text(q->w, "%s.%s", ask->modules ? "modules" : "programmes", as->name);
    q->reply->type = as->type;
    *q->page = *s->out;
    q->bare = true;
    return true;
}

static bool catalogue(struct request *q)
{
    struct work *w = q->w;
    struct catalogue_ask ask;
    struct catalogue_answer a;
    catalogue_asked(q, &ask);
    const char *as = web_text(q, "as");
    const struct sheet_writer *writer = as != NULL ? sheet_by_name(as) : NULL;
    if (writer != NULL && writer != &sheet_html && writer != &sheet_text)
        return as_file(q, &ask, writer);
    int64_t here = web_int(q, "page", 1, 1, PAGES_MOST);
    ask.skip = (size_t)(here - 1) * HITS_A_PAGE;
    q->title = tr(w, "Catalogue");
    q->wide = true;
    if (!catalogue_find(w, &ask, &a))
        return false;
    html(&q->head, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"%s\" href=\"/catalogue.atom\">\n", tr(w, "New programmes"));
    search_box(q, &ask);
    html(q->page, "<div class=\"found\">\n<aside aria-label=\"%s\">\n", tr(w, "Narrow down"));
    for (int f = 0; f < FACETS; f++)
        facet_box(q, &a, (enum facet)f);
    html(q->page, "<button form=\"find\" class=\"quiet\">%s</button>\n</aside>\n<section aria-label=\"%s\">\n", tr(w, "Show"), tr(w, "Found"));
    chosen_chips(q, &a);
    if (a.total == 0) {
        nothing(q, &ask, &a);
    } else {
        summary(q, &ask, &a);
        const struct catalogue_hit *hit = catalogue_hits(w, &ask, &a);
        page_add(q->page, "<ol class=\"hits\">\n");
        for (size_t i = 0; i < a.n; i++)
            result(q, &ask, &hit[i]);
        page_add(q->page, "</ol>\n");
        page_links(q, &a, here);
    }
    page_add(q->page, "</section>\n</div>\n");
    return fine(w);
}

const struct route catalogue_routes[] = {
    {GET, "/catalogue", ANYONE, catalogue, TR("Programmes and modules of all owners, with search"), TR("Catalogue")},
    {0},
};
