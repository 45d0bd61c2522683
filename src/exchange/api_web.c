/* api_web.c -- see api_web.h: any collection, by its table. */
#include "exchange/api_web.h"

#include "base/day.h"
#include "codec/json.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LIMIT_MOST 500
#define LIMIT_USUAL 100

bool api_done(struct request *q, struct text *t)
{
    q->bare = true;
    q->reply->type = "application/json";
    if (q->scopes == NULL && q->account_id == 0) /* what anyone may read may be read by any site's script */
        q->reply->fields = take_text(q->w, "%sAccess-Control-Allow-Origin: *\r\n", q->reply->fields != NULL ? q->reply->fields : "");
    if (t->over)
        fail(q->w, LIMIT, "%s", tr(q->w, "the answer is too large; ask for less of it"));
    page_bytes(q->page, t->s != NULL ? t->s : "", t->n);
    text_free(t);
    return fine(q->w);
}

static bool has_scope(const char *scopes, const char *scope)
{
    size_t n = strlen(scope);
    for (const char *at = scopes; (at = strstr(at, scope)) != NULL; at += n)
        if ((at == scopes || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
    return false;
}

bool api_allowed(struct request *q, const char *scope)
{
    struct work *w = q->w;
    if (scope == NULL || (q->scopes != NULL && has_scope(q->scopes, scope)))
        return true;
    if (q->scopes != NULL)
        return fail(w, NOT_ALLOWED, tr(w, "the access token does not have the scope \"%s\""), scope);
    if (q->account_id != 0 || (q->roles & READERS) != 0)
        return true;
    q->reply->status = 401;
    q->reply->fields = "WWW-Authenticate: Bearer realm=\"cavt\"\r\n";
    return fail(w, NOT_ALLOWED, "%s", tr(w, "this needs an access token: Authorization: Bearer ..."));
}

int64_t api_whose(const struct request *q)
{
    if ((q->roles & READERS) != 0)
        return 0;
    return q->organisation_id != 0 ? q->organisation_id : -1;
}

/* ---------------------------------------------------------------- rows as JSON */

static void words(struct json *j, const char *list)
{
    char word[200];
    json_begin_array(j);
    for (; *list != '\0'; list += *list == ';') {
        size_t n = strcspn(list, ";");
        if (n > 0 && n < sizeof(word)) {
            memcpy(word, list, n);
            word[n] = '\0';
            json_add_text(j, word);
        }
        list += n;
    }
    json_end_array(j);
}

static void name(struct json *j, const struct rows *r, int col)
{
    json_begin_object(j);
    if (*db_peek(r, col) != '\0')
        json_put_text(j, "ru", db_peek(r, col));
    if (*db_peek(r, col + 1) != '\0')
        json_put_text(j, "en", db_peek(r, col + 1));
    json_end_object(j);
}

static const char *instant(char buf[DAY_TEXT + 8], int64_t at)
{
    time_t t = (time_t)at;
    struct tm tm;
    gmtime_r(&t, &tm);
    strftime(buf, DAY_TEXT + 8, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return buf;
}

static void fields(struct request *q, struct json *j, const struct api_field *f, const struct rows *r, int col);

static void rows(struct request *q, struct json *j, const struct api_rows *rows, int64_t id)
{
    json_begin_array(j);
    struct rows r = db_rows(q->w, rows->sql, ARGS(V(id)));
    while (db_next(&r)) {
        json_begin_object(j);
        fields(q, j, rows->field, &r, 0);
        json_end_object(j);
    }
    json_end_array(j);
}

static void value(struct json *j, enum api_kind kind, const struct rows *r, int col)
{
    char buf[DAY_TEXT + 8];
    if (db_null(r, col) && kind != API_WORDS && kind != API_NAME) {
        json_add_null(j);
        return;
    }
    switch (kind) {
    case API_TEXT: json_add_text(j, db_peek(r, col)); break;
    case API_INT:
    case API_MONEY: json_add_int(j, db_int(r, col)); break;
    case API_REAL: json_add_real(j, db_real(r, col)); break;
    case API_FLAG: json_add_bool(j, db_int(r, col) != 0); break;
    case API_DAY: json_add_text(j, day_text(buf, (int32_t)db_int(r, col))); break;
    case API_WALL: json_add_text(j, wall_text(buf, db_int(r, col))); break;
    case API_CLOCK: json_add_text(j, clock_text(buf, (int)db_int(r, col))); break;
    case API_INSTANT: json_add_text(j, instant(buf, db_int(r, col))); break;
    case API_WORDS: words(j, db_peek(r, col)); break;
    case API_NAME: name(j, r, col); break;
    case API_ROWS: break;
    }
}

/* id: column 0 of a collection's row, wanted for its own rows; of rows within rows there is none. */
static void fields(struct request *q, struct json *j, const struct api_field *f, const struct rows *r, int col)
{
    int64_t id = col == 1 ? db_int(r, 0) : 0;
    for (; f->name != NULL; f++) {
        json_key(j, f->name);
        if (f->kind == API_ROWS) {
            rows(q, j, f->rows, id);
            continue;
        }
        value(j, f->kind, r, col);
        col += f->kind == API_NAME ? 2 : 1;
    }
}

/* ---------------------------------------------------------------- what is asked */

/* A parameter that is not understood is refused rather than left out: a filter misspelt would give everything. */
static bool known(struct request *q, const struct api *a)
{
    static const char *const common[] = {"after", "limit", "lang"};
    for (const struct form_value *v = q->query; v->name != NULL; v++) {
        bool is = false;
        for (size_t i = 0; i < COUNT(common); i++)
            is |= strcmp(common[i], v->name) == 0;
        for (const struct api_param *p = a->param; p != NULL && p->name != NULL; p++)
            is |= strcmp(p->name, v->name) == 0;
        if (!is)
            return fail(q->w, NOT_VALID, tr(q->w, "there is no parameter \"%s\" here"), v->name);
    }
    return true;
}

static struct db_value param(struct request *q, const struct api_param *p)
{
    const char *s = web_text(q, p->name);
    int32_t day = 0;
    if (p->kind == API_TEXT)
        return db_s(s != NULL ? s : "");
    if (p->kind == API_INT)
        return db_i(web_int(q, p->name, 0, 0, INT64_MAX / 2));
    if (s != NULL && *s != '\0' && !day_parse(s, &day))
        fail(q->w, NOT_VALID, tr(q->w, "%s must be a day like 2027-03-01, not \"%s\""), p->name, s);
    return db_i(day);
}

static size_t arguments(struct request *q, const struct api *a, const char *from, int64_t most, const char *code, struct db_value *v)
{
    size_t n = 4;
    v[0] = db_s(from);
    v[1] = db_i(most);
    v[2] = db_s(code);
    v[3] = db_i(a->scope == NULL ? 0 : api_whose(q));
    for (const struct api_param *p = a->param; p != NULL && p->name != NULL; p++)
        v[n++] = param(q, p);
    return n;
}

static const char *next_page(struct request *q, const char *after, int64_t limit)
{
    struct page p = {.w = q->w};
    page_add(&p, q->ask->path);
    page_add(&p, "?");
    for (const struct form_value *v = q->query; v->name != NULL; v++)
        if (strcmp(v->name, "after") != 0 && strcmp(v->name, "limit") != 0) {
            html_query(&p, v->name);
            page_add(&p, "=");
            html_query(&p, v->value);
            page_add(&p, "&");
        }
    page_add(&p, "after=");
    html_query(&p, after);
    return web_address(q, take_text(q->w, "%s&limit=%lld", p.text, (long long)limit));
}

bool api_list(struct request *q)
{
    const struct api *a = q->route->api;
    struct work *w = q->w;
    if (!api_allowed(q, a->scope) || !known(q, a))
        return false;
    int64_t limit = web_int(q, "limit", LIMIT_USUAL, 1, LIMIT_MOST), n = 0;
    const char *after = web_text(q, "after"), *last = NULL;
    struct db_value v[4 + API_PARAMS];
    size_t args = arguments(q, a, after != NULL ? after : "", limit + 2, "", v);
    if (!fine(w))
        return false;
    struct text t = TEXT((size_t)64 << 20);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_key(&j, "items"), json_begin_array(&j);
    bool more = false;
    struct rows r = db_rows(w, a->sql, v, args);
    while (!more && db_next(&r)) {
        if (after != NULL && strcmp(db_peek(&r, 1), after) == 0)
            continue;
        more = n == limit;
        if (more)
            break;
        n++;
        last = db_text(&r, 1);
        json_begin_object(&j);
        fields(q, &j, a->field, &r, 1);
        json_end_object(&j);
    }
    db_done(&r);
    json_end_array(&j);
    json_key(&j, "next");
    const char *next = more ? next_page(q, last, limit) : NULL;
    json_add_text(&j, next);
    json_end_object(&j);
    if (next != NULL)
        q->reply->fields = take_text(w, "Link: <%s>; rel=\"next\"\r\n", next);
    return api_done(q, &t);
}

bool api_one(struct request *q)
{
    const struct api *a = q->route->api;
    struct db_value v[4 + API_PARAMS];
    if (!api_allowed(q, a->scope))
        return false;
    size_t args = arguments(q, a, q->code[0], 1, q->code[0], v);
    if (!fine(q->w))
        return false;
    struct rows r = db_rows(q->w, a->sql, v, args);
    if (!db_next(&r))
        return fail(q->w, NOT_FOUND, tr(q->w, "there is no %s \"%s\""), a->noun, q->code[0]);
    struct text t = TEXT((size_t)64 << 20);
    struct json j = json_to(&t);
    json_begin_object(&j);
    fields(q, &j, a->field, &r, 1);
    json_end_object(&j);
    db_done(&r);
    return api_done(q, &t);
}
