/* offer_page_web.c -- the sections of an offer's page that are read straight from its document. */
#include "offer/offer_page_web.h"

#include "base/day.h"
#include "offer/offer_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

const char *at_text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s != NULL ? s : "";
}

int64_t at_int(const json_t *o, const char *key) { return json_integer_value(json_object_get(o, key)); }

int64_t at_money(const json_t *o, const char *key)
{
    const char *s = at_text(o, key), *point = strchr(s, '.');
    bool minus = *s == '-';
    int64_t minor = llabs(strtoll(s, NULL, 10)) * 100;
    if (point != NULL && point[1] != '\0')
        minor += (point[1] - '0') * 10 + (point[2] != '\0' ? point[2] - '0' : 0);
    return minus ? -minor : minor;
}

int32_t at_day(const json_t *o, const char *key)
{
    int32_t day;
    return day_parse(at_text(o, key), &day) ? day : 0;
}

const char *at_name(struct work *w, const json_t *o, const char *stem)
{
    return tr_name(w, at_text(o, take_text(w, "%s_ru", stem)), at_text(o, take_text(w, "%s_en", stem)));
}

const char *at_said(struct work *w, const json_t *said) { return tr_name(w, at_text(said, "ru"), at_text(said, "en")); }

/* ---------------------------------------------------------------- the promise */
void leaf_promise(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    const json_t *promise = json_object_get(l->doc, "promise");
    size_t cohorts = json_array_size(json_object_get(promise, "cohorts"));
    int64_t people = at_int(promise, "people"), partners = at_int(promise, "partners"), hours = at_int(promise, "hours_ah");
    int32_t from = at_day(promise, "starts_on"), to = at_day(promise, "ends_on");
    page_add(p, "<p class=\"promise\"><b>");
    html(p, trn(w, "%lld person", "%lld people", people), (long long)people);
    page_add(p, "</b>, ");
    html(p, trn(w, "%lld cohort", "%lld cohorts", (int64_t)cohorts), (long long)cohorts);
    html(p, ", %s, %s, ", say_hours(w, hours), from > 0 ? say_days(w, from, to) : tr(w, "no dates"));
    html(p, trn(w, "%lld partner", "%lld partners", partners), (long long)partners);
    html(p, ", <b>%s</b> <span class=\"muted\">(", say_price(w, at_money(promise, "price"), l->currency));
    html(p, tr(w, "%s a person"), say_price(w, at_money(promise, "per_learner"), l->currency));
    html(p, ")</span>, %s.</p>\n", json_array_size(json_object_get(l->doc, "gaps")) == 0 && json_is_true(json_object_get(l->doc, "possible"))
                                       ? tr(w, "all competences met") : tr(w, "not everything asked is met"));
}

/* ---------------------------------------------------------------- what stands in the way */
static void gap(struct leaf *l, const json_t *g)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    size_t i;
    json_t *x;
    html(p, "<div class=\"card\"><b><a href=\"%s\">%s</a></b>, ", web_path(w, "/competence/", at_text(g, "competence"), ""), at_name(w, g, "name"));
    html(p, tr(w, "level %lld"), (long long)at_int(g, "level"));
    if (json_array_size(json_object_get(g, "nearest")) > 0) {
        html(p, "<br><small>%s</small> ", tr(w, "the nearest modules:"));
        json_array_foreach(json_object_get(g, "nearest"), i, x)
            html(p, "%s<a href=\"%s\">%s</a>", i > 0 ? ", " : "", web_path(w, "/module/", at_text(x, "code"), ""), at_name(w, x, "name"));
    }
    if (json_array_size(json_object_get(g, "could_develop")) > 0) {
        html(p, "<br><small>%s</small> ", tr(w, "who could develop one:"));
        json_array_foreach(json_object_get(g, "could_develop"), i, x)
            html(p, "%s<a href=\"%s\">%s</a>", i > 0 ? ", " : "", web_path(w, "/partner/", at_text(x, "code"), ""), at_name(w, x, "name"));
    }
    page_add(p, "</div>\n");
}

void leaf_causes(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    json_t *causes = json_object_get(l->doc, "causes"), *relaxations = json_object_get(l->doc, "relaxations"), *gaps = json_object_get(l->doc, "gaps"), *x;
    size_t i;
    if (json_array_size(causes) > 0) {
        html(p, "<div class=\"note bad\"><p><b>%s</b></p><ul class=\"tight-list\">\n", tr(w, "As asked, it cannot be done, because:"));
        json_array_foreach(causes, i, x)
            html(p, "<li>%s</li>\n", at_said(w, json_object_get(x, "text")));
        page_add(p, "</ul></div>\n");
    }
    if (json_array_size(relaxations) > 0) {
        html(p, "<h2 id=\"help\">%s</h2>\n<p>%s</p>\n<div class=\"cards\">\n", tr(w, "What would make it possible"),
             tr(w, "Each was tried by answering the order again; the easiest comes first."));
        json_array_foreach(relaxations, i, x) {
            int32_t ends = at_day(x, "ends_on");
            html(p, "<a class=\"card pick\" href=\"%s/if/%zu\"><b>%s</b>", web_path(w, "/offer/", l->code, ""), i + 1, at_said(w, json_object_get(x, "text")));
            if (at_money(x, "price") > 0)
                html(p, "<span>%s</span>", say_price(w, at_money(x, "price"), l->currency));
            if (ends > 0) {
                page_add(p, "<span>");
                html(p, tr(w, "ready on %s"), say_day(w, ends));
                page_add(p, "</span>");
            }
            html(p, "<small>%s</small></a>\n", tr(w, "Show this offer"));
        }
        page_add(p, "</div>\n");
    }
    if (json_array_size(gaps) > 0) {
        html(p, "<h2>%s</h2>\n<div class=\"cards\">\n", tr(w, "What nobody teaches"));
        json_array_foreach(gaps, i, x)
            gap(l, x);
        page_add(p, "</div>\n");
    }
}

void leaf_alternatives(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    json_t *all = json_object_get(l->doc, "alternatives"), *x;
    const json_t *promise = json_object_get(l->doc, "promise");
    size_t i;
    if (json_array_size(all) == 0)
        return;
    html(p, "<h2 id=\"others\">%s</h2>\n<div class=\"cards\">\n", tr(w, "It could also be done so"));
    html(p, "<div class=\"card pick now\"><small>%s</small><b>%s</b><span>%s</span></div>\n", tr(w, "this offer"),
         say_price(w, at_money(promise, "price"), l->currency), say_days(w, at_day(promise, "starts_on"), at_day(promise, "ends_on")));
    json_array_foreach(all, i, x) {
        const char *code = at_text(x, "offer");
        html(p, *code != '\0' && !l->what_if ? "<a class=\"card pick\" href=\"%s\">" : "<div class=\"card pick\" data-offer=\"%s\">", web_path(w, "/offer/", code, ""));
        html(p, "<small>%s</small><b>%s</b><span>%s</span><span>%s</span>", kind_word(w, at_text(x, "variant")), say_price(w, at_money(x, "price"), l->currency),
             say_days(w, at_day(x, "starts_on"), at_day(x, "ends_on")), at_said(w, json_object_get(x, "differs")));
        page_add(p, *code != '\0' && !l->what_if ? "</a>\n" : "</div>\n");
    }
    page_add(p, "</div>\n");
}

/* ---------------------------------------------------------------- what is learned: competences by modules */
static int64_t gives(const json_t *module, const char *competence)
{
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(module, "competences"), i, x)
        if (strcmp(at_text(x, "code"), competence) == 0)
            return at_int(x, "level");
    return 0;
}

void leaf_learned(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    json_t *modules = json_object_get(l->doc, "modules"), *asks = json_object_get(json_object_get(l->doc, "order"), "competences"), *a, *m;
    size_t i, k;
    html(p, "<section id=\"learn\"><h2>%s</h2>\n", tr(w, "What they learn"));
    if (json_array_size(modules) == 0) {
        html(p, "<p class=\"muted\">%s</p></section>\n", tr(w, "No modules could be put together."));
        return;
    }
    html(p, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
            "<th scope=\"col\" class=\"num\">%s</th>",
         tr(w, "Modules and the competences they give"), tr(w, "Module"), tr(w, "Owner"), tr(w, "Hours"));
    json_array_foreach(asks, k, a) {
        html(p, "<th scope=\"col\"><a href=\"%s\">%s</a><br><small>", web_path(w, "/competence/", at_text(a, "code"), ""), at_name(w, a, "name"));
        html(p, tr(w, "level %lld"), (long long)at_int(a, "level"));
        page_add(p, "</small></th>");
    }
    page_add(p, "</tr></thead><tbody>\n");
    json_array_foreach(modules, i, m) {
        html(p, "<tr><th scope=\"row\"><a href=\"%s\">%s</a><br><small>%s</small></th>", web_path(w, "/module/", at_text(m, "code"), ""), at_name(w, m, "name"),
             at_said(w, json_object_get(m, "why")));
        html(p, "<td><a href=\"%s\">%s</a></td><td class=\"num\">%s</td>", web_path(w, "/partner/", at_text(m, "owner"), ""), at_name(w, m, "owner"),
             say_number(w, at_int(m, "hours")));
        json_array_foreach(asks, k, a) {
            int64_t level = gives(m, at_text(a, "code"));
            if (level == 0) {
                page_add(p, "<td></td>");
                continue;
            }
            page_add(p, level >= at_int(a, "level") ? "<td class=\"on\">✓ <small>" : "<td>◔ <small>");
            html(p, tr(w, "to level %lld"), (long long)level);
            page_add(p, "</small></td>");
        }
        page_add(p, "</tr>\n");
    }
    page_add(p, "</tbody></table></div></section>\n");
}

/* ---------------------------------------------------------------- who gives what */
struct word_of {
    const char *organisation, *state, *reason;
};

static struct word_of *words_of(struct leaf *l, size_t *n)
{
    struct word_of *all = NULL;
    size_t room = 0;
    *n = 0;
    struct rows r = db_rows(l->w, OFFER_WEB_PARTS, ARGS(V(l->id)));
    while (db_next(&r)) {
        grow(l->w, &all, room, *n);
        all[(*n)++] = (struct word_of){db_text(&r, 0), db_text(&r, 1), db_text(&r, 2)};
    }
    return all;
}

static void act(struct leaf *l, const char *verb, const char *organisation, const char *words, const char *look)
{
    web_form_begin(l->q, take_text(l->w, "%s/%s", web_path(l->w, "/offer/", l->code, ""), verb), "inline");
    if (organisation != NULL)
        html(l->q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\">", organisation);
    html(l->q->page, "<button class=\"%s\">%s</button></form>\n", look, words);
}

static void uses(struct page *p, struct work *w, const json_t *part)
{
    int64_t hours[3] = {0};
    static const char *const kind[] = {"room", "equipment", "staff"};
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(part, "lines"), i, x)
        for (size_t k = 0; k < COUNT(kind); k++)
            if (strcmp(at_text(x, "kind"), kind[k]) == 0)
                hours[k] += at_int(x, "quantity");
    const char *mark = "";
    for (size_t k = 0; k < COUNT(kind); k++)
        if (hours[k] > 0) {
            html(p, "%s%s %s", mark, kind_word(w, kind[k]), say_hours(w, hours[k]));
            mark = ", ";
        }
}

void leaf_parts(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    json_t *parts = json_object_get(l->doc, "parts"), *x;
    size_t i, n;
    const struct word_of *words = words_of(l, &n);
    html(p, "<section id=\"who\"><h2>%s</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th>"
            "<th scope=\"col\" class=\"num\">%s</th><th scope=\"col\">%s</th><th scope=\"col\" class=\"num\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
         tr(w, "Who gives what"), tr(w, "Parts of the partners"), tr(w, "Partner"), tr(w, "Hours of its modules"), tr(w, "Its rooms, machines and people"),
         tr(w, "Amount"), tr(w, "Its word"));
    json_array_foreach(parts, i, x) {
        const char *code = at_text(x, "organisation"), *state = "";
        html(p, "<tr><th scope=\"row\"><a href=\"%s\">%s</a></th><td class=\"num\">%s</td><td>", web_path(w, "/partner/", code, ""), at_name(w, x, "name"),
             say_number(w, at_int(x, "hours_ah")));
        uses(p, w, x);
        html(p, "</td><td class=\"num\">%s</td><td>", say_price(w, at_money(x, "price"), l->currency));
        for (size_t k = 0; k < n; k++)
            if (strcmp(words[k].organisation, code) == 0)
                state = words[k].state;
        bool held = strcmp(l->state, "held") == 0;
        if (held || strcmp(l->state, "agreed") == 0 || strcmp(l->state, "refused") == 0)
            piece_state(l->q, state);
        else
            html(p, "%s", json_is_true(json_object_get(x, "approval")) ? tr(w, "its approval is needed") : tr(w, "agreed beforehand by its sharing terms"));
        if (held && strcmp(state, "asked") == 0 && ((l->q->roles & PLANNERS) != 0 || strcmp(l->q->organisation_code, code) == 0)) {
            page_add(p, "<div class=\"actions\">");
            act(l, "confirm", code, tr(w, "Confirm"), "quiet");
            act(l, "refuse", code, tr(w, "Refuse"), "danger");
            page_add(p, "</div>");
        }
        page_add(p, "</td></tr>\n");
    }
    page_add(p, "</tbody></table></div></section>\n");
}

/* ---------------------------------------------------------------- price, why */
void leaf_price(struct leaf *l)
{
    static const struct column cols[] = {
        {"organisation", TR("Partner"), WORDS}, {"kind", TR("For what"), CODE}, {"item", TR("What"), WORDS}, {"quantity", TR("Quantity"), NUMBER},
        {"unit", TR("of"), CODE}, {"rate", TR("At"), MONEY}, {"amount", TR("Amount"), MONEY},
    };
    struct work *w = l->w;
    struct page *p = l->q->page;
    const json_t *price = json_object_get(l->doc, "price");
    json_t *parts = json_object_get(l->doc, "parts"), *part, *x;
    size_t i, k;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Lines of the price");
    sheet_begin(s, cols, COUNT(cols));
    json_array_foreach(parts, i, part)
        json_array_foreach(json_object_get(part, "lines"), k, x) {
            sheet_row(s);
            sheet_words(s, at_name(w, part, "name"));
            sheet_words(s, kind_word(w, at_text(x, "kind")));
            sheet_words(s, at_name(w, x, "item"));
            sheet_int(s, at_int(x, "quantity"));
            sheet_words(s, kind_word(w, at_text(x, "unit")));
            sheet_int(s, at_money(x, "rate"));
            sheet_int(s, at_money(x, "amount"));
        }
    if (!sheet_end(s))
        return;
    html(p, "<section id=\"price\"><h2>%s</h2>\n<p>%s: <b>%s</b>, ", tr(w, "Price"), tr(w, "In all"), say_price(w, at_money(price, "total"), l->currency));
    html(p, tr(w, "%s a person"), say_price(w, at_money(price, "per_learner"), l->currency));
    page_add(p, ".</p>\n");
    html(p, "<details><summary>%s</summary>\n", tr(w, "Every line; they add up to the sum"));
    page_bytes(p, s->out->text, s->out->used);
    page_add(p, "</details></section>\n");
}

void leaf_why(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    const json_t *bound = json_object_get(l->doc, "bound");
    json_t *x;
    size_t i;
    html(p, "<section id=\"why\"><h2>%s</h2>\n<ul class=\"tight-list\">\n", tr(w, "Why so"));
    json_array_foreach(json_object_get(l->doc, "why"), i, x)
        html(p, "<li>%s</li>\n", at_said(w, x));
    json_array_foreach(json_object_get(l->doc, "notes"), i, x)
        html(p, "<li>%s</li>\n", at_said(w, x));
    page_add(p, "</ul>\n<dl class=\"facts\">\n");
    piece_fact(l->q, tr(w, "Composition"), strcmp(at_text(bound, "composition"), "proved") == 0 ? tr(w, "proved the least") : tr(w, "the best found in the time"));
    if (*at_text(bound, "lower_bound") != '\0')
        piece_fact(l->q, tr(w, "No answer can weigh less than"),
                   take_text(w, tr(w, "%s; this one weighs %s with travel and the rest"), say_price(w, at_money(bound, "lower_bound"), l->currency),
                             say_price(w, at_money(bound, "objective"), l->currency)));
    piece_fact(l->q, tr(w, "Seed and hash of all that was read"),
               take_text(w, "%lld · %.16s…", (long long)at_int(l->doc, "seed"), at_text(l->doc, "input_hash")));
    page_add(p, "</dl></section>\n");
}
