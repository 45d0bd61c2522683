/* hostile_test.c -- hands that mean harm, at every route there is: markup and SQL in everything typed and stored, paths that climb, and
 * other organisations' things named by whoever has none of them.  New routes are tried by themselves. */
#include "app/pages.h"
#include "test/given_offer.h"
#include "test/visitor.h"

#define MARKUP "\"><script>alert(1)</script><b x='y"
#define SQL    "'); DELETE FROM account; --"

static const char *const fields[] = {
    "q", "state", "sort", "page", "as", "organisation", "kind", "role", "from", "to", "who", "object", "code", "verb", "week", "what", "language", "form", "level", "place", "programme",
    "competence", "next", "lang", "email", "name", "password", "reason", "words", "title", "note", "resource", "site", "starts_at", "ends_at", "units", "key", "secret", "back", "purpose",
    "word", "id", "act", "stage", "date", "day", "text", "url", "scope", "scopes", "people", "until", "input", "state_hash", "guardian", "born_on",
};

static const char *all_fields(struct work *w, const char *value)
{
    const char *s = "", *mark = "", *encoded = web_part(w, value);
    for (size_t i = 0; i < COUNT(fields); i++, mark = "&")
        if (strcmp(fields[i], "as") != 0 && strcmp(fields[i], "lang") != 0)
            s = take_text(w, "%s%s%s=%s", s, mark, fields[i], encoded);
    return s;
}

static const char *filled(struct work *w, const char *pattern, const char *code)
{
    char *path = take_text(w, "%s", pattern);
    for (char *p; (p = strstr(path, "{code}")) != NULL;)
        path = take_text(w, "%.*s%s%s", (int)(p - path), path, code, p + 6);
    for (char *p; (p = strstr(path, "{int}")) != NULL;)
        path = take_text(w, "%.*s1%s", (int)(p - path), path, p + 5);
    return path;
}

static void given_centre(struct work *w)
{
    given_region(w);
    CHECK(db_script(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (104, 'cen', 'centre', 'centre;owner', 'Centre', 'centre')"));
    given_account(w, "dir@cen.example", "secret words here", "cen", "director");
}

static bool quiet(const struct seen *s, const char *path, const char *what)
{
    bool page = strstr(s->r.type, "html") != NULL;
    bool bad = s->r.status == 500 || (page && (strstr(s->r.body.text, "<script>alert") != NULL || strstr(s->r.body.text, "<b x=") != NULL));
    if (bad)
        printf("# %s, %s: %d\n", path, what, s->r.status);
    return !bad;
}

TEST(markup_and_sql_typed_anywhere_stay_text)
{
    given_centre(w);
    struct visitor v = {.w = w, .tables = pages_routes};
    CHECK(sign_in_as(&v, "dir@cen.example", "secret words here") == 303);
    visit(&v, "/me");
    static const char *const values[] = {MARKUP, SQL, "-1", "99999999999999999999", "\xD1\x81\xCC\x81", "1e999"};
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++)
            for (size_t i = 0; i < COUNT(values); i++) {
                const char *more = all_fields(w, values[i]);
                struct visitor mine = v;
                db_begin(w);
                const char *path = filled(w, r->path, web_part(w, i < 2 ? values[i] : "x"));
                const char *body = take_text(w, "%s&token=%s", more, v.token);
                struct seen s = call(&mine, r->method == GET ? (struct visit){.path = take_text(w, "%s?%s", path, more)}
                                                            : (struct visit){.method = POST, .path = path, .body = body, .body_n = strlen(body), .type = "application/x-www-form-urlencoded"});
                CHECK(quiet(&s, r->path, values[i]));
                db_rollback(w);
                bool there = db_one(w, "SELECT count(*) FROM account", NO_ARGS, 0) > 0;
                CHECK(there);
                if (!there) {
                    printf("# %s, %s: %d; %s\n", r->path, values[i], s.r.status, w->err.text);
                    return;
                }
            }
}

TEST(markup_stored_anywhere_is_shown_as_text)
{
    given_centre(w);
    w->now = (int64_t)20878 * 86400;
    given_lesson_offer(w, 1, 1, 30);
    CHECK(db_script(w, "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding');"
                       "INSERT INTO order_competence (order_id, competence_id, level) VALUES (151, 901, 2);"
                       "INSERT INTO setting (name, value) VALUES ('today', '2027-03-01'), ('region_name_en', 'R')"));
    /* Every text a person may have typed, in one go. */
    static const char *const texts[][2] = {
        {"organisation", "name_ru"}, {"organisation", "name_en"}, {"organisation", "municipality"}, {"organisation", "email"}, {"organisation", "phone"}, {"organisation", "web"}, {"organisation", "note_en"},
        {"site", "name_en"}, {"site", "address_en"}, {"site", "municipality"}, {"resource", "name_ru"}, {"resource", "name_en"}, {"module", "name_en"}, {"competence", "name_en"},
        {"training_order", "title_ru"}, {"training_order", "title_en"}, {"training_order", "municipality"}, {"account", "name"}, {"setting", "value"}, {"audit", "verb"}, {"audit", "after"}, {"session", "agent"},
    };
    struct visitor v = {.w = w, .tables = pages_routes};
    CHECK(sign_in_as(&v, "dir@cen.example", "secret words here") == 303);
    for (size_t i = 0; i < COUNT(texts); i++)
        CHECK(db_run(w, take_text(w, "UPDATE %s SET %s = $1%s", texts[i][0], texts[i][1], strcmp(texts[i][0], "setting") == 0 ? " WHERE name = 'region_name_en'" : ""), ARGS(V(MARKUP))));
    static const char *const codes[] = {"col", "emp", "hall-1", "bench-1", "teacher-1", "m-1", "weld", "or-1", "of-1"};
    int shown = 0;
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            if (r->method != GET)
                continue;
            bool one = strstr(r->path, "{code}") != NULL;
            for (size_t k = 0; k < (one ? COUNT(codes) : 1); k++) {
                struct visitor mine = v;
                struct seen s = visit(&mine, filled(w, r->path, codes[k]));
                CHECK(quiet(&s, r->path, codes[k]));
                shown += strstr(s.r.body.text, "&lt;script&gt;alert(1)") != NULL;
            }
        }
    CHECK(shown > 20); /* It was there to be shown. */
}

TEST(paths_that_climb_or_end_early_are_no_pages)
{
    given_centre(w);
    struct visitor v = {.w = w, .tables = pages_routes};
    CHECK(sign_in_as(&v, "dir@cen.example", "secret words here") == 303);
    static const char *const codes[] = {"..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "..", "%00", "x%00y", "%0d%0aSet-Cookie:x=y", "%ff", "%", "%zz", "%c0%ae%c0%ae"};
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++)
            for (size_t k = 0; k < COUNT(codes) && r->method == GET && strstr(r->path, "{code}") != NULL; k++) {
                struct visitor mine = v;
                struct seen s = visit(&mine, filled(w, r->path, codes[k]));
                if (s.r.status < 400 || s.r.status >= 500)
                    printf("# %s %s: %d\n", r->path, codes[k], s.r.status);
                CHECK(s.r.status >= 400 && s.r.status < 500 && strstr(s.r.body.text, "root:") == NULL);
                CHECK(s.r.location == NULL && (s.r.cookie == NULL || strstr(s.r.cookie, "x=y") == NULL));
            }
}

TEST(other_organisations_things_are_refused_in_every_parameter)
{
    given_centre(w);
    CHECK(db_script(w, "UPDATE module SET organisation_id = 102"));
    w->now = (int64_t)20878 * 86400;
    given_lesson_offer(w, 1, 1, 30); /* of-1: for emp, with parts of col and uni */
    given_offer(w, 2, 2, true, true);
    CHECK(db_script(w, "UPDATE offer SET state = 'held', expires_at = 4000000000; UPDATE training_order SET state = 'offered' WHERE id IN (151, 152);"
                       "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (106, 'emp2', 'employer', 'employer;owner', 'Other works', 'other works')"));
    given_account(w, "cur@emp2.example", "secret words here", "emp2", "employer");
    given_account(w, "cur@emp.example", "secret words here", "emp", "employer");
    given_account(w, "cur@uni.example", "secret words here", "uni", "partner");
    int64_t victim = db_one(w, "SELECT id FROM account WHERE email = 'cur@emp.example'", NO_ARGS, 0), m = db_one(w, "SELECT id FROM membership WHERE account_id = $1", ARGS(V(victim)), 0);
    struct visitor other = {.w = w, .tables = pages_routes}, emp = {.w = w, .tables = pages_routes}, uni = {.w = w, .tables = pages_routes};
    sign_in_as(&emp, "cur@emp.example", "secret words here");
    sign_in_as(&other, "cur@emp2.example", "secret words here");
    sign_in_as(&uni, "cur@uni.example", "secret words here");
    int64_t session = db_one(w, "SELECT id FROM session WHERE account_id = $1", ARGS(V(victim)), 0);
    const struct { struct visitor *by; enum method method; const char *path, *body; int status; } tries[] = {
        {&other, GET, "/order/or-1", "", 403}, {&other, GET, "/offer/of-1", "", 403}, {&other, GET, "/offer/of-1/contract?as=pdf", "", 403},
        {&other, POST, "/offer/of-1/accept", "", 403}, {&other, POST, "/offer/of-1/withdraw", "", 403}, {&other, POST, "/order/or-3/offer", "", 403},
        {&other, POST, "/offer/of-1/confirm", "organisation=col", 403}, {&other, POST, "/offer/of-1/refuse", "organisation=uni&reason=x", 403},
        {&other, POST, "/order/new", "act=place&stage=2&organisation=emp&people=5&deadline=2027-05-01&weekday=1&words=x", 403},
        {&emp, POST, "/offer/of-1/confirm", "organisation=col", 403}, {&uni, POST, "/offer/of-1/confirm", "organisation=col", 403},
        {&uni, POST, "/offer/of-1/withdraw", "", 403}, {&uni, POST, "/offer/of-1/accept", "", 403},
        {&other, POST, take_text(w, "/membership/%lld", (long long)m), "state=ended", 403}, {&other, POST, "/me/act", take_text(w, "membership=%lld", (long long)m), 403},
        {&other, POST, "/me/act", take_text(w, "ward=%lld", (long long)victim), 403}, {&other, GET, take_text(w, "/account/%lld", (long long)victim), "", 403},
        {&other, POST, take_text(w, "/account/%lld/disable", (long long)victim), "", 403}, {&other, POST, "/me/session", take_text(w, "id=%lld", (long long)session), 303},
        {&other, GET, "/audit", "", 403}, {&uni, GET, "/offer/of-1", "", 500}, {&emp, GET, "/order/or-1", "", 500}, {&uni, POST, "/offer/of-1/confirm", "organisation=uni", 303},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct seen s = tries[i].method == GET ? visit(tries[i].by, tries[i].path) : post(tries[i].by, tries[i].path, tries[i].body);
        bool mine = tries[i].status == 500 ? s.r.status != 403 : s.r.status == tries[i].status; /* 500 here: whatever the handler says of it, it was let in */
        if (!mine)
            printf("# row %zu %s: %d\n", i, tries[i].path, s.r.status);
        CHECK(mine);
    }
    CHECK(visit(&emp, "/me/data").r.status == 200); /* still signed in */
    const char *list = visit(&other, "/order").r.body.text;
    CHECK(strstr(list, "or-1") == NULL && strstr(visit(&other, "/offer").r.body.text, "of-1") == NULL);
    CHECK(strstr(visit(&emp, "/order").r.body.text, "or-1") != NULL && strstr(visit(&uni, "/offer").r.body.text, "of-1") != NULL);
}

TEST(a_forged_form_changes_nothing_whoever_is_signed_in)
{
    given_centre(w);
    struct visitor v = {.w = w, .tables = pages_routes};
    CHECK(sign_in_as(&v, "dir@cen.example", "secret words here") == 303);
    visit(&v, "/me");
    const char *good = take_text(w, "%s", v.token);
    const struct { const char *token, *origin, *site; } tries[] = {
        {"", NULL, NULL}, {"0123456789abcdef0123456789abcdef", NULL, NULL}, {good, "https://evil.example", NULL}, {good, "null", NULL}, {good, NULL, "cross-site"}, {good, NULL, "same-site"},
    };
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++)
            for (size_t i = 0; i < COUNT(tries) && r->method == POST && (r->may & AS_DIRECTOR) != 0; i++) {
                struct visitor mine = v;
                const char *body = take_text(w, "token=%s", tries[i].token);
                struct seen s = call(&mine, (struct visit){.method = POST, .path = filled(w, r->path, "x"), .body = body, .body_n = strlen(body), .type = "application/x-www-form-urlencoded",
                                                           .origin = tries[i].origin, .site = tries[i].site, .host = "learn.example"});
                if (s.r.status != 403)
                    printf("# %s, row %zu: %d\n", r->path, i, s.r.status);
                CHECK(s.r.status == 403);
            }
}
