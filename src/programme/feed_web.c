/* feed_web.c -- see feed_web.h. */
#include "programme/feed_web.h"

#include "programme/catalogue.h"
#include "programme/feed_web_sql.h"
#include "programme/programme_ld_web.h"
#include "store/db.h"
#include "view/words.h"

#include <string.h>
#include <time.h>

#define A_SITEMAP 20000 /* addresses in one file; the protocol allows 50,000 and 50 MB */
#define FRESH_S   300

static void instant(struct page *p, const char *element, int64_t at)
{
    char buf[40];
    time_t t = (time_t)at;
    struct tm tm;
    gmtime_r(&t, &tm);
    strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%SZ", &tm);
    html(p, "<%s>%s</%s>", element, buf, element);
}

static bool done(struct request *q)
{
    q->bare = true;
    q->reply->type = q->route->type;
    q->reply->fresh_s = FRESH_S;
    return fine(q->w);
}

static bool atom(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    page_add(q->page, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    html(q->page, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n<title>%s</title>\n<id>%s</id>\n", words_code(w->language),
         take_text(w, "%s: %s", tr(w, "New programmes"), web_region(q)->name), web_address(q, "/catalogue.atom"));
    html(q->page, "<link rel=\"self\" href=\"%s\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>\n", web_address(q, "/catalogue.atom"),
         web_address(q, "/catalogue"));
    struct rows r = db_rows(w, FEED_NEWEST, NO_ARGS);
    while (db_next(&r)) {
        const char *name = tr_name(w, db_text(&r, 2), db_text(&r, 3)), *note = tr_name(w, db_text(&r, 4), db_text(&r, 5));
        const char *address = web_address(q, take_text(w, "%s/version/%lld", web_path(w, "/programme/", db_text(&r, 0), ""), (long long)db_int(&r, 1)));
        if (!any)
            instant(q->page, "updated", db_int(&r, 6));
        any = true;
        html(q->page, "\n<entry><title>%s</title><id>%s</id><link href=\"%s\"/>", name, address, address);
        instant(q->page, "updated", db_int(&r, 6));
        instant(q->page, "published", db_int(&r, 6));
        html(q->page, "<author><name>%s</name></author><category term=\"%s\"/><summary>%s</summary></entry>", tr_name(w, db_text(&r, 8), db_text(&r, 9)),
             db_text(&r, 10), *note != '\0' ? note : name);
    }
    if (!any)
        instant(q->page, "updated", 0);
    page_add(q->page, "\n</feed>\n");
    return done(q);
}

/* ---------------------------------------------------------------- the map for crawlers */

static const struct {
    const char *sql, *path;
} maps[] = {{FEED_PROGRAMMES, "/programme/"}, {FEED_MODULES, "/module/"}, {FEED_ORGANISATIONS, "/partner/"}};

/* parts_of: how many files each kind needs; one at least for programmes. */
static bool parts_of(struct work *w, int64_t parts[COUNT(maps)])
{
    struct rows r = db_rows(w, FEED_COUNTS, NO_ARGS);
    if (db_next(&r))
        for (size_t i = 0; i < COUNT(maps); i++)
            parts[i] = (db_int(&r, (int)i) + A_SITEMAP - 1) / A_SITEMAP;
    db_done(&r);
    return fine(w);
}

static bool sitemap(struct request *q)
{
    int64_t parts[COUNT(maps)] = {0}, number = 0;
    if (!parts_of(q->w, parts))
        return false;
    page_add(q->page, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < COUNT(maps); i++)
        for (int64_t k = 0; k < parts[i]; k++)
            html(q->page, "<sitemap><loc>%s</loc></sitemap>\n", web_address(q, take_text(q->w, "/sitemap/%lld.xml", (long long)++number)));
    page_add(q->page, "</sitemapindex>\n");
    return done(q);
}

static bool sitemap_part(struct request *q)
{
    struct work *w = q->w;
    int64_t parts[COUNT(maps)] = {0}, number = q->arg[0];
    size_t i = 0;
    if (!parts_of(w, parts))
        return false;
    for (; i < COUNT(maps) && number > parts[i]; i++)
        number -= parts[i];
    if (i == COUNT(maps) || number < 1)
        return fail(w, NOT_FOUND, tr(w, "no page at %s"), q->ask->path);
    page_add(q->page, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    struct rows r = db_rows(w, maps[i].sql, ARGS(V(A_SITEMAP), V((number - 1) * A_SITEMAP)));
    while (db_next(&r))
        html(q->page, "<url><loc>%s</loc></url>\n", web_address(q, web_path(w, maps[i].path, db_peek(&r, 0), "")));
    page_add(q->page, "</urlset>\n");
    return done(q);
}

/* Crawlers may read what anyone may; filters make pages without end, and forms are for people. */
static bool robots(struct request *q)
{
    html(q->page, "User-agent: *\nDisallow: /catalogue?\nDisallow: /order/new\nDisallow: /sign-in\nDisallow: /me\nDisallow: /api/\nDisallow: /oeapi/\n"
                  "Allow: /\nSitemap: %s\n",
         web_address(q, "/sitemap.xml"));
    return done(q);
}

static bool linked(struct request *q)
{
    return programme_ld_all(q, q->page) && done(q);
}

const struct route feed_routes[] = {
    {GET, "/catalogue.atom", ANYONE, atom, TR("What is new in the catalogue, as an Atom feed"), NULL, "application/atom+xml; charset=utf-8"},
    {GET, "/catalogue.jsonld", ANYONE, linked, TR("All approved programmes as linked data, schema.org"), NULL, "application/ld+json; charset=utf-8"},
    {GET, "/sitemap.xml", ANYONE, sitemap, TR("The map for crawlers"), NULL, "application/xml; charset=utf-8"},
    {GET, "/sitemap/{int}.xml", ANYONE, sitemap_part, TR("A part of the map for crawlers"), NULL, "application/xml; charset=utf-8"},
    {GET, "/robots.txt", ANYONE, robots, TR("What crawlers may read"), NULL, "text/plain; charset=utf-8"},
    {0},
};
