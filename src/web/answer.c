/* answer.c -- see route.h: language, route, role, token, handler, frame; in that order. */
#include "codec/json.h"
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
    q->reply->cookie = take_text(q->w, "%sSet-Cookie: %s=%s; Path=/; SameSite=Lax%s%s\r\n", q->reply->cookie != NULL ? q->reply->cookie : "",
                                 name, value, more, q->ask->secure ? "; Secure" : "");
}

/* By its name a browser knows that a neighbour's host cannot have set it (RFC 6265bis, 4.1.3.2). */
static const char *hosted(struct request *q, const char *name)
{
    return q->ask->secure ? take_text(q->w, "__Host-%s", name) : name;
}

const char *web_cookie(struct request *q, const char *name) { return cookie(q->w, q->ask->cookie, hosted(q, name)); }

void web_set_cookie(struct request *q, const char *name, const char *value, int64_t seconds)
{
    const char *age = seconds == 0 ? "" : take_text(q->w, "; Max-Age=%lld", (long long)(seconds > 0 ? seconds : 0));
    set_cookie(q, hosted(q, name), value, take_text(q->w, "; HttpOnly%s", age));
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

/* Of whoever is signed in the token is made from the session, so that it ends with it. */
static void token(struct request *q)
{
    if (q->secret != NULL) {
        unsigned char bytes[16];
        char *text = take(q->w, 33);
        crypto_generichash(bytes, sizeof(bytes), (const unsigned char *)q->secret, strlen(q->secret), (const unsigned char *)"cavt form token ", 16);
        q->token = sodium_bin2hex(text, 33, bytes, sizeof(bytes));
        return;
    }
    const char *had = web_cookie(q, "cavt_form");
    if (had != NULL && strlen(had) == 32 && strspn(had, "0123456789abcdef") == 32) {
        q->token = had;
    } else if (q->ask->method == GET) {
        unsigned char bytes[16];
        char *text = take(q->w, 33);
        randombytes_buf(bytes, sizeof(bytes));
        q->token = sodium_bin2hex(text, 33, bytes, sizeof(bytes));
        q->token_new = true;
    }
}

void web_form_begin(struct request *q, const char *action, const char *class_name)
{
    if (q->token_new)
        web_set_cookie(q, "cavt_form", q->token, 0);
    q->token_new = false;
    html(q->page, "<form method=\"post\" action=\"%s\" class=\"%s\">\n<input type=\"hidden\" name=\"token\" value=\"%s\">\n",
         action, class_name, q->token);
}

/* ---------------------------------------------------------------- language */
/* ?lang=ru|en is kept in a cookie and the reader sent to the same page without it, so that links stay clean. */
static bool language(struct request *q)
{
    const char *wanted = web_text(q, "lang");
    if (q->route != NULL && q->route->type != NULL) { /* A program keeps no cookies: it says so each time. */
        q->w->language = words_language(wanted, q->w->language);
        return false;
    }
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
    set_cookie(q, "lang", wanted, "; HttpOnly; Max-Age=31536000");
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

bool web_leave(struct request *q, const char *url)
{
    bool safe = strncmp(url, "https://", 8) == 0 || strncmp(url, "http://127.0.0.1:", 17) == 0 || strncmp(url, "http://localhost:", 17) == 0;
    if (!safe || url[strcspn(url, "\r\n \"<>\\")] != '\0')
        return fail(q->w, NOT_VALID, tr(q->w, "no page at %s"), url);
    q->reply->status = 303;
    q->reply->location = take_copy(q->w, url, strlen(url));
    q->bare = true;
    return true;
}

const char *web_address(struct request *q, const char *path)
{
    return take_text(q->w, "%s%s", q->ask->base != NULL ? q->ask->base : "", path);
}

bool web_acts_for(struct request *q, int64_t organisation_id)
{
    if ((q->roles & CENTRE) != 0 || (organisation_id != 0 && q->organisation_id == organisation_id))
        return fine(q->w);
    return fail(q->w, NOT_ALLOWED, "%s",
                q->account_id == 0 ? tr(q->w, "sign in to do that")
                                   : tr(q->w, "you do not act for that organisation; if you have a role in it, switch to it first"));
}

bool web_may(const struct request *q, int64_t organisation_id)
{
    return (q->roles & PLANNERS) != 0 || (organisation_id != 0 && q->organisation_id == organisation_id);
}

bool web_acts_by(struct request *q, const char *sql, const char *code)
{
    return (q->roles & CENTRE) != 0 || web_acts_for(q, db_one(q->w, sql, ARGS(V(code)), 0));
}

bool web_sees(struct request *q, const char *sql, const char *code)
{
    if ((q->roles & READERS) != 0 || (q->organisation_id != 0 && db_one(q->w, sql, ARGS(V(code), V(q->organisation_id)), 0) > 0))
        return fine(q->w);
    return web_acts_for(q, 0);
}

/* A reader who has not said who he or she is may do so; anyone else is told that the page is for others. */
static bool turned_away(struct request *q)
{
    struct work *w = q->w;
    const struct visit *a = q->ask;
    if (q->route->type != NULL && q->account_id == 0 && q->scopes == NULL) {
        q->reply->status = 401;
        q->reply->fields = "WWW-Authenticate: Bearer realm=\"cavt\"\r\n";
        return fail(w, NOT_ALLOWED, "%s", tr(w, "this needs an access token: Authorization: Bearer ..."));
    }
    bool can_sign_in = a->who != NULL && q->account_id == 0;
    if (can_sign_in && a->method == GET && !a->part && strlen(a->path) + (a->query != NULL ? strlen(a->query) : 0) < 900) {
        const char *here = a->query != NULL ? take_text(w, "%s?%s", a->path, a->query) : a->path;
        return web_see(q, "/sign-in?next=%s", web_part(w, here));
    }
    return fail(w, NOT_ALLOWED, "%s", can_sign_in ? tr(w, "sign in to do that") : tr(w, "this page is for a different role"));
}

/* For programs: RFC 9457. */
static void problem(struct request *q)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    const struct err *e = &q->w->err;
    json_begin_object(&j);
    json_put_text(&j, "type", "about:blank");
    json_put_text(&j, "title", web_phrase(q->reply->status));
    json_put_int(&j, "status", q->reply->status);
    json_put_text(&j, "detail", e->fault == BROKEN ? tr(q->w, "Something broke on our side") : e->text);
    json_end_object(&j);
    q->reply->type = "application/problem+json";
    page_bytes(q->page, t.s, t.n);
    text_free(&t);
}

/* Addresses that programs ask are answered in their own terms, even where there is nothing at them. */
static bool for_programs(const struct request *q)
{
    return q->route != NULL ? q->route->type != NULL : strncmp(q->ask->path, "/api/", 5) == 0 || strncmp(q->ask->path, "/oeapi/", 7) == 0;
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
    if (for_programs(q)) {
        problem(q);
        return;
    }
    q->title = said.fault == NOT_FOUND     ? tr(w, "There is no such page")
               : said.fault == NOT_ALLOWED ? tr(w, "Not allowed")
               : broken                    ? tr(w, "Something broke on our side")
                                           : tr(w, "That did not work");
    html(q->page, "<p class=\"note bad\" role=\"alert\">%s</p>\n",
         broken ? tr(w, "Nothing was changed. Try again; if it goes on, tell the centre's administrator.") : said.text);
    if (said.fault == NOT_ALLOWED && q->ask->who != NULL && q->account_id == 0 && !q->open)
        html(q->page, "<p><a role=\"button\" href=\"/sign-in\">%s</a></p>\n", tr(w, "Sign in"));
    html(q->page, "<p><a href=\"/\">%s</a></p>\n", tr(w, "To the first page"));
    w->err = (struct err){0}; /* So that the frame may still ask the database for the region's name. */
    frame(q);
    w->err = said;
}

static bool handled(struct request *q)
{
    struct work *w = q->w;
    bool elsewhere = false;
    const char *kept = cookie(w, q->ask->cookie, "lang"); /* The switch decides, then the account, then the browser. */
    q->language_kept = kept != NULL;
    w->language = words_language(kept, words_language(q->ask->languages, RU));
    q->query = web_form_parse(w, q->ask->query != NULL ? q->ask->query : "",
                              q->ask->query != NULL ? strlen(q->ask->query) : 0, VALUES_MOST);
    q->route = find(q, &elsewhere);
    if (q->ask->method == POST && (q->route == NULL || q->route->api == NULL)) {
        static const char type[] = "application/x-www-form-urlencoded";
        if (q->ask->body_n > 0 && (q->ask->type == NULL || strncasecmp(q->ask->type, type, strlen(type)) != 0))
            return fail(w, NOT_VALID, tr(w, "a form is sent as %s"), type);
        q->form = web_form_parse(w, q->ask->body, q->ask->body_n, VALUES_MOST);
    }
    bool parsed = fine(w);
    bool bearer = q->ask->authorization != NULL && q->ask->bearer != NULL && for_programs(q);
    if (parsed && bearer && !q->ask->bearer(q))
        return false;
    if (parsed && !bearer && q->ask->who != NULL && !q->ask->who(q))
        return false;
    token(q);
    if (language(q) || !fine(w))
        return fine(w);
    if (q->route == NULL && elsewhere) {
        q->reply->status = 405;
        q->reply->allow = q->ask->method == GET ? "POST" : "GET, HEAD";
        return fail(w, NOT_VALID, tr(w, "this address does not take that method"));
    }
    if (q->route == NULL)
        return fail(w, NOT_FOUND, tr(w, "no page at %s"), q->ask->path);
    if ((q->roles & q->route->may) == 0)
        return turned_away(q);
    /* A token is not sent by a browser of itself, so that with one nothing can be forged. */
    if (q->ask->method == POST && q->scopes == NULL && !ours(q))
        return fail(w, NOT_ALLOWED, "%s", tr(w, "the form did not come from this site or is too old: open the page again"));
    return q->route->handle(q) && fine(w);
}

/* What programs ask again and again is sent again only when it has changed (RFC 9110, 13.1.2). */
static void unchanged(struct request *q)
{
    struct reply *r = q->reply;
    if (q->route == NULL || q->route->type == NULL || q->ask->method != GET || (r->status != 0 && r->status != 200))
        return;
    unsigned char bytes[16];
    char hex[33];
    crypto_generichash(bytes, sizeof(bytes), (const unsigned char *)r->body.text, r->body.used, NULL, 0);
    const char *text = take_text(q->w, "\"%s\"", sodium_bin2hex(hex, sizeof(hex), bytes, sizeof(bytes)));
    r->etag = text;
    const char *has = q->ask->etag;
    if (has == NULL || (strstr(has, text) == NULL && strcmp(has, "*") != 0))
        return;
    r->status = 304;
    r->body.used = 0;
}

struct reply web_answer(struct work *w, const struct route *const *tables, const struct visit *ask)
{
    struct reply reply = {.type = "text/html; charset=utf-8", .secure = ask->secure, .body = {.w = w}};
    struct request q = {.w = w, .page = &reply.body, .ask = ask, .reply = &reply, .tables = tables, .title = "", .organisation_code = "", .head = {.w = w},
                        .roles = ask->roles != 0 ? ask->roles : AS_VISITOR};
    if (!handled(&q))
        sorry(&q, reply.status);
    else if (!q.bare && !ask->part)
        frame(&q);
    if (reply.body.text == NULL)
        page_bytes(&reply.body, "", 0);
    if (fine(w))
        unchanged(&q);
    if (reply.status == 0)
        reply.status = 200;
    return reply;
}
