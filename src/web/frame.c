/* frame.c -- see frame.h. */
#include "web/frame.h"

#include "view/words.h"
#include "web/asset.h"

#include <string.h>

static void menu(struct request *q, struct page *p)
{
    for (const struct route *const *t = q->tables; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            if (r->menu == NULL || (r->may & q->roles) == 0)
                continue;
            size_t n = strlen(r->path);
            bool here = n > 1 ? strncmp(q->ask->path, r->path, n) == 0 && strchr("/", q->ask->path[n]) != NULL
                              : strcmp(q->ask->path, "/") == 0;
            html(p, "<li><a href=\"%s\"", r->path);
            page_add(p, here ? " aria-current=\"page\">" : ">");
            html(p, "%s</a></li>\n", tr(q->w, r->menu));
        }
}

/* The same page in the other language; its name is written in that language. */
static void switch_language(struct request *q, struct page *p)
{
    bool ru = q->w->language == RU;
    html(p, "<a class=\"lang\" lang=\"%s\" hreflang=\"%s\" href=\"%s?", ru ? "en" : "ru", ru ? "en" : "ru", q->ask->path);
    for (const struct form_value *v = q->query; v != NULL && v->name != NULL; v++)
        if (strcmp(v->name, "lang") != 0) {
            html_query(p, v->name);
            page_add(p, "=");
            html_query(p, v->value);
            page_add(p, "&amp;");
        }
    html(p, "lang=%s\">%s</a>\n", ru ? "en" : "ru", ru ? "English" : "Русский");
}

/* Who is signed in and for whom; or the way in.  Nothing of it where nobody can sign in. */
static void who(struct request *q, struct page *p)
{
    if (q->ask->who == NULL || (q->open && q->account_id == 0))
        return;
    if (q->account_id == 0)
        html(p, "<a class=\"who\" href=\"/sign-in\">%s</a>\n", tr(q->w, "Sign in"));
    else
        html(p, "<a class=\"who\" href=\"/me\"><b>%s</b><small>%s</small></a>\n", q->who_name, q->who_for);
}

void frame(struct request *q)
{
    struct work *w = q->w;
    struct page content = *q->page;
    struct page *p = q->page;
    *p = (struct page){.w = w};
    page_bytes(p, "", 0);
    const char *name = web_region(q)->name, *centre = tr(w, "Training to order");
    html(p, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", words_code(w->language));
    html(p, "<title>%s · %s</title>\n", q->title, *name != '\0' ? name : centre);
    page_add(p, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n");
    html(p, "<link rel=\"stylesheet\" href=\"%s\">\n<link rel=\"icon\" href=\"%s\" type=\"image/svg+xml\">\n",
         asset_path("app.css"), asset_path("icon.svg"));
    html(p, "<script src=\"%s\" defer></script>\n", asset_path("app.js"));
    if (q->head.used > 0)
        page_bytes(p, q->head.text, q->head.used);
    page_add(p, "</head>\n<body>\n");
    html(p, "<a class=\"skip\" href=\"#main\">%s</a>\n<header class=\"top\">\n<div class=\"in\">\n", tr(w, "To the content"));
    html(p, "<a class=\"brand\" href=\"/\"><svg viewBox=\"0 0 24 24\" width=\"28\" height=\"28\" aria-hidden=\"true\">"
            "<path d=\"M3 8.5 12 4l9 4.5-9 4.5z\"/><path d=\"M6.5 11v4.5c0 1.4 2.5 2.8 5.5 2.8s5.5-1.4 5.5-2.8V11\" "
            "fill=\"none\"/></svg><span><b>%s</b>", centre);
    if (*name != '\0')
        html(p, "<small>%s</small>", name);
    page_add(p, "</span></a>\n");
    html(p, "<nav aria-label=\"%s\"><ul>\n", tr(w, "Sections"));
    menu(q, p);
    page_add(p, "</ul></nav>\n");
    who(q, p);
    switch_language(q, p);
    html(p, "</div>\n</header>\n<main id=\"main\" tabindex=\"-1\" class=\"%s\">\n<h1>%s</h1>\n", q->wide ? "wide" : "", q->title);
    if (q->open && strcmp(q->ask->path, "/") == 0)
        html(p, "<p class=\"note\">%s <code>cavt account add DB EMAIL --role director --organisation CODE</code></p>\n",
             tr(w, "Nobody has an account here yet, so whoever opens this address acts as the centre's coordinator. The first account ends that:"));
    if (content.used > 0)
        page_bytes(p, content.text, content.used);
    html(p, "</main>\n<footer class=\"bottom\"><div class=\"in\"><p>%s</p><p><a href=\"/pages\">%s</a> · cavt %s</p></div></footer>\n"
            "</body>\n</html>\n",
         tr(w, "An order becomes a programme, a timetable, a price and a contract, over everyone's rooms and people."),
         tr(w, "All pages"), CAVT_VERSION);
}
