/* answer.c -- see route.h: language, route, role, token, handler, frame; in that order. */
#include "store/db.h"
#include "view/words.h"
#include "web/frame.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUES_MOST 2000

/* cookie(w, header, name): its value, or NULL. */
static const char *cookie(struct work *w, const char *s, const char *name)
{
    size_t n = strlen(name);
    while (s != NULL && *s != '\0') {
        s += strspn(s, "; ");
        if (strncmp(s, name, n) == 0 && s[n] == '=')
            return take_copy(w, s + n + 1, strcspn(s + n + 1, "; "));
        s += strcspn(s, ";");
    }
    return NULL;
}

static void set_cookie(struct request *q, const char *name, const char *value, const char *more)
{
    q->reply->cookie = take_text(q->w, "%sSet-Cookie: %s=%s; Path=/; SameSite=Lax%s\r\n",
                                 q->reply->cookie != NULL ? q->reply->cookie : "", name, value, more);
}

/* ---------------------------------------------------------------- routes */
static bool part(struct request *q, const char **path, size_t *n)
{
    size_t len = strcspn(*path, "/");
    struct form_value *v;
    if (len == 0 || *n == COUNT(q->code))
        return false;
    char *raw = take_copy(q->w, *path, len);
    for (char *p = raw; *p != '\0'; p++)
        if (*p == '+' || *p == '&' || *p == '=') /* The decoder is that of forms; in a path these are themselves. */
            return false;
    struct work *w = q->w;
    struct err kept = w->err;
    v = web_form_parse(w, raw, len, 1);
    bool ok = v[0].name != NULL && strpbrk(v[0].name, "\n\t") == NULL;
    w->err = kept; /* What cannot be decoded is simply no page. */
    if (ok)
        q->code[(*n)++] = v[0].name;
    *path += len;
    return ok;
}

static bool matches(struct request *q, const char *pattern, const char *path)
{
    size_t ints = 0, codes = 0;
    while (*pattern != '\0') {
        if (strncmp(pattern, "{int}", 5) == 0) {
            char *end;
            size_t len = strspn(path, "0123456789");
            if (len == 0 || len > 18 || ints == COUNT(q->arg))
                return false;
            q->arg[ints++] = strtoll(path, &end, 10);
            path = end;
            pattern += 5;
        } else if (strncmp(pattern, "{code}", 6) == 0) {
            if (!part(q, &path, &codes))
                return false;
            pattern += 6;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

static const struct route *find(struct request *q, bool *elsewhere)
{
    for (const struct route *const *t = q->tables; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++)
            if (matches(q, r->path, q->ask->path)) {
                if (r->method == q->ask->method)
                    return r;
                *elsewhere = true;
            }
    return NULL;
}

/* ---------------------------------------------------------------- forgery */
/* A POST must come from a page of ours: the browser says so (Sec-Fetch-Site, Origin), and the form sends back
 * the cookie's own value, which another site can neither read nor set.  OWASP, CSRF prevention: double submit
 * with a check of the origin. */
static bool ours(struct request *q)
{
    const struct visit *a = q->ask;
    if (a->site != NULL && strcmp(a->site, "same-origin") != 0 && strcmp(a->site, "none") != 0)
        return false;
    if (a->origin != NULL) {
        const char *host = strstr(a->origin, "://");
        if (host == NULL || a->host == NULL || strcasecmp(host + 3, a->host) != 0)
            return false;
    }
    const char *sent = web_text(q, "token");
    return sent != NULL && q->token != NULL && strlen(sent) == strlen(q->token) &&
           sodium_memcmp(sent, q->token, strlen(sent)) == 0;
}

static void token(struct request *q)
{
    const char *had = cookie(q->w, q->ask->cookie, "cavt_form");
    if (had != NULL && strlen(had) == 32 && strspn(had, "0123456789abcdef") == 32) {
        q->token = had;
    } else if (q->ask->method == GET) {
        unsigned char bytes[16];
        char *text = take(q->w, 33);
        randombytes_buf(bytes, sizeof(bytes));
        q->token = sodium_bin2hex(text, 33, bytes, sizeof(bytes));
    }
}

void web_form_begin(struct request *q, const char *action, const char *class_name)
{
    if (cookie(q->w, q->ask->cookie, "cavt_form") == NULL && q->reply->cookie == NULL && q->token != NULL)
        set_cookie(q, "cavt_form", q->token, "; HttpOnly");
    html(q->page, "<form method=\"post\" action=\"%s\" class=\"%s\">\n<input type=\"hidden\" name=\"token\" value=\"%s\">\n",
         action, class_name, q->token);
}

/* ---------------------------------------------------------------- language */
/* ?lang=ru|en is kept in a cookie and the reader sent to the same page without it, so that links stay clean. */
static bool language(struct request *q)
{
    const char *kept = cookie(q->w, q->ask->cookie, "lang");
    enum language first = words_language(q->ask->languages, RU);
    q->w->language = words_language(kept, first);
    const char *wanted = web_text(q, "lang");
    if (q->ask->method != GET || wanted == NULL || (strcmp(wanted, "ru") != 0 && strcmp(wanted, "en") != 0))
        return false;
    struct page rest = {.w = q->w};
    page_add(&rest, q->ask->path);
    const char *mark = "?";
    for (const struct form_value *v = q->query; v->name != NULL; v++) {
        if (strcmp(v->name, "lang") == 0)
            continue;
        page_add(&rest, mark);
        html_query(&rest, v->name);
        page_add(&rest, "=");
        html_query(&rest, v->value);
        mark = "&";
    }
    set_cookie(q, "lang", wanted, "; Max-Age=31536000");
    return web_see(q, "%s", rest.text);
}

/* ---------------------------------------------------------------- replies */
bool web_see(struct request *q, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char where[4096];
    vsnprintf(where, sizeof(where), fmt, ap);
    va_end(ap);
    /* "//host" would leave the site, a line end would begin another header. */
    if (where[0] != '/' || where[1] == '/' || where[1] == '\\' || strpbrk(where, "\r\n") != NULL)
        return fail(q->w, NOT_VALID, tr(q->w, "no page at %s"), where);
    q->reply->status = 303;
    q->reply->location = take_copy(q->w, where, strlen(where));
    q->bare = true;
    return true;
}

static void sorry(struct request *q, int status)
{
    struct work *w = q->w;
    static const int by_fault[] = {[FINE] = 500,        [NOT_FOUND] = 404, [NOT_VALID] = 422, [NOT_ALLOWED] = 403,
                                   [CONFLICT] = 409, [LIMIT] = 413,     [BROKEN] = 500};
    q->reply->status = status != 0 ? status : by_fault[w->err.fault];
    q->reply->location = NULL;
    q->reply->name = NULL;
    q->reply->type = "text/html; charset=utf-8";
    q->page->used = 0;
    q->bare = q->wide = false;
    struct err said = w->err;
    bool broken = said.fault == BROKEN;
    if (broken) /* The sentence of a broken machine is for its keeper: it may name files. */
        fprintf(stderr, "{\"problem\":\"%s\",\"path\":\"%s\"}\n", said.text, q->ask->path);
    q->title = said.fault == NOT_FOUND     ? tr(w, "There is no such page")
               : said.fault == NOT_ALLOWED ? tr(w, "Not allowed")
               : broken                    ? tr(w, "Something broke on our side")
                                           : tr(w, "That did not work");
    html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n",
         broken ? tr(w, "Nothing was changed. Try again; if it goes on, tell the centre's administrator.") : said.text);
    html(q->page, "<p><a href=\"/\">%s</a></p>\n", tr(w, "To the first page"));
    w->err = (struct err){0}; /* So that the frame may still ask the database for the region's name. */
    frame(q);
    w->err = said;
}

static bool handled(struct request *q)
{
    struct work *w = q->w;
    bool elsewhere = false;
    q->query = web_form_parse(w, q->ask->query != NULL ? q->ask->query : "",
                              q->ask->query != NULL ? strlen(q->ask->query) : 0, VALUES_MOST);
    if (q->ask->method == POST) {
        static const char type[] = "application/x-www-form-urlencoded";
        if (q->ask->body_n > 0 && (q->ask->type == NULL || strncasecmp(q->ask->type, type, strlen(type)) != 0))
            return fail(w, NOT_VALID, tr(w, "a form is sent as %s"), type);
        q->form = web_form_parse(w, q->ask->body, q->ask->body_n, VALUES_MOST);
    }
    token(q);
    if (language(q) || !fine(w))
        return fine(w);
    q->route = find(q, &elsewhere);
    if (q->route == NULL && elsewhere) {
        q->reply->status = 405;
        q->reply->allow = q->ask->method == GET ? "POST" : "GET, HEAD";
        return fail(w, NOT_VALID, tr(w, "this address does not take that method"));
    }
    if (q->route == NULL)
        return fail(w, NOT_FOUND, tr(w, "no page at %s"), q->ask->path);
    if ((q->roles & q->route->may) == 0)
        return fail(w, NOT_ALLOWED, "%s", tr(w, "this page is for a different role"));
    if (q->ask->method == POST && !ours(q))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "the form did not come from this site or is too old: open the page again"));
    return q->route->handle(q) && fine(w);
}

struct reply web_answer(struct work *w, const struct route *const *tables, const struct visit *ask)
{
    struct reply reply = {.type = "text/html; charset=utf-8", .body = {.w = w}};
    struct request q = {.w = w, .page = &reply.body, .ask = ask, .reply = &reply, .tables = tables, .title = "",
                        .roles = ask->roles != 0 ? ask->roles : AS_VISITOR};
    if (!handled(&q))
        sorry(&q, reply.status);
    else if (!q.bare && !ask->part)
        frame(&q);
    if (reply.status == 0)
        reply.status = 200;
    if (reply.body.text == NULL)
        page_bytes(&reply.body, "", 0);
    return reply;
}
