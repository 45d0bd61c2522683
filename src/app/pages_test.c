/* pages_test.c -- every page there is, on an empty region and on a small one, in both languages. */
#include "app/my.h"
#include "app/pages.h"

#include "base/day.h"
#include "demand/order_make.h"
#include "test/given_offer.h"
#include "test/visitor.h"
#include "test/test.h"

#include <string.h>

static int status(struct work *w, struct visit visit, const char *shows)
{
    struct work *mine = work_begin(w->db, 0, w->now);
    visit.roles = ANYONE;
    struct reply r = web_answer(mine, pages_routes, &visit);
    if (shows != NULL && strstr(r.body.text, shows) == NULL) {
        printf("# %s (%d) does not show %s: %s\n", visit.path, r.status, shows, mine->err.text);
        r.status = -1;
    }
    int got = r.status;
    work_end(mine);
    return got;
}

static void whole_pages(struct work *w)
{
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++)
            for (int l = 0; l < LANGUAGES && r->method == GET && r->type == NULL && strchr(r->path, '{') == NULL; l++)
                if (status(w, (struct visit){.path = r->path, .languages = l == RU ? "ru" : "en"}, l == RU ? "<html lang=\"ru\">" : "<html lang=\"en\">") != 200) {
                    printf("# %s\n", r->path);
                    CHECK(!"the page is shown");
                }
}

TEST(every_page_is_shown_before_anything_is_recorded) { whole_pages(w); }

TEST(every_page_is_shown_with_records)
{
    given_region(w);
    whole_pages(w);
    CHECK(status(w, (struct visit){.path = "/partner/col", .languages = "en"}, "College") == 200);
    CHECK(status(w, (struct visit){.path = "/resource/hall-1", .languages = "ru"}, "Календарь") == 200);
    CHECK(status(w, (struct visit){.path = "/resource/bench-1", .query = "week=2027-03-01"}, "Календарь") == 200);
    CHECK(status(w, (struct visit){.path = "/resource/hall-1", .query = "week=soon"}, NULL) == 422);
    CHECK(db_script(w, "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding');"
                       "INSERT INTO order_competence (order_id, competence_id, level) VALUES (151, 901, 2)"));
    CHECK(status(w, (struct visit){.path = "/order/or-1"}, "Обучение 1") == 200);
    CHECK(status(w, (struct visit){.path = "/partner", .query = "as=csv"}, "name,kind,municipality") == 200);
    CHECK(status(w, (struct visit){.path = "/partner", .query = "q=COLL%25", .languages = "en"}, "No organisation is like that") == 200);
}

TEST(what_programs_ask_is_typed_and_sent_again_only_when_it_has_changed)
{
    given_region(w);
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            if (r->method != GET || r->type == NULL || strchr(r->path, '{') != NULL)
                continue;
            struct work *mine = work_begin(w->db, 0, w->now);
            struct reply first = web_answer(mine, pages_routes, &(struct visit){.path = r->path, .roles = ANYONE, .base = "https://x.example"});
            struct reply again = web_answer(mine, pages_routes, &(struct visit){.path = r->path, .roles = ANYONE, .base = "https://x.example", .etag = first.etag});
            struct reply other = web_answer(mine, pages_routes, &(struct visit){.path = r->path, .roles = ANYONE, .base = "https://x.example", .etag = "\"no\""});
            bool ok = first.status == 200 && strcmp(first.type, r->type) == 0 && first.etag != NULL && again.status == 304 && again.body.used == 0 && other.status == 200;
            if (!ok)
                printf("# %s: %d %s, %d, %d: %s\n", r->path, first.status, first.type, again.status, other.status, mine->err.text);
            CHECK(ok);
            work_end(mine);
        }
    struct reply none = web_answer(w, pages_routes, &(struct visit){.path = "/api/v1/nothing", .roles = AS_VISITOR});
    CHECK(none.status == 404 && strcmp(none.type, "application/problem+json") == 0 && strstr(none.body.text, "\"status\":404") != NULL);
    w->err = (struct err){0};
}

TEST(what_is_not_there_is_404_and_says_what)
{
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            const char *part = strstr(r->path, "{code}");
            if (r->method != GET || part == NULL)
                continue;
            const char *path = take_text(w, "%.*snobody%s", (int)(part - r->path), r->path, part + 6);
            for (const char *p; (p = strstr(path, "{int}")) != NULL || (p = strstr(path, "{code}")) != NULL;)
                path = take_text(w, "%.*s1%s", (int)(p - path), path, strchr(p, '}') + 1);
            if (status(w, (struct visit){.path = path, .languages = "en"}, "nobody") != 404) {
                printf("# %s\n", path);
                CHECK(!"an unknown code is 404");
            }
        }
}

TEST(no_form_is_taken_without_its_token)
{
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            if (r->method != POST)
                continue;
            char *path = take_text(w, "%s", r->path);
            for (char *p; (p = strstr(path, "{code}")) != NULL;)
                path = take_text(w, "%.*sx%s", (int)(p - path), path, p + 6);
            for (char *p; (p = strstr(path, "{int}")) != NULL;)
                path = take_text(w, "%.*s1%s", (int)(p - path), path, p + 5);
            CHECK(status(w, (struct visit){.method = POST, .path = path, .body = "", .languages = "en"}, NULL) == 403);
        }
}

/* ---------------------------------------------------------------- least privilege */
static const char *filled(struct work *w, const char *pattern)
{
    char *path = take_text(w, "%s", pattern);
    for (char *p; (p = strstr(path, "{code}")) != NULL;)
        path = take_text(w, "%.*sx%s", (int)(p - path), path, p + 6);
    for (char *p; (p = strstr(path, "{int}")) != NULL;)
        path = take_text(w, "%.*s1%s", (int)(p - path), path, p + 5);
    return path;
}

/* let_in: whether the route's handler was reached; what is wrong with the object comes after. */
static bool let_in(struct visitor *v, const struct route *r)
{
    const char *body = take_text(v->w, "token=%s", v->token);
    struct seen s = call(v, (struct visit){.method = r->method, .path = filled(v->w, r->path), .body = body, .body_n = strlen(body),
                                           .type = "application/x-www-form-urlencoded"});
    bool elsewhere = s.r.status == 303 && strncmp(s.r.location, "/sign-in?next=", 14) == 0;
    bool refused = s.r.status == 403 && (strstr(s.r.body.text, "this page is for a different role") != NULL ||
                                         (v->session[0] == '\0' && strstr(s.r.body.text, "sign in to do that") != NULL));
    return !elsewhere && !refused;
}

static void sweep(struct work *w, struct visitor *v, unsigned bits, const char *role)
{
    for (const struct route *const *t = pages_routes; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++) {
            db_begin(w); /* Whatever a form did is undone before the next. */
            struct visitor mine = *v;
            bool in = let_in(&mine, r), may = (r->may & bits) != 0;
            if (!may && in)
                printf("# %s %s lets %s in\n", r->method == GET ? "GET" : "POST", r->path, role);
            if (may && !in)
                printf("# %s %s turns %s away: %d\n", r->method == GET ? "GET" : "POST", r->path, role, mine.last.r.status);
            CHECK(in == may);
            db_rollback(w);
        }
}

TEST(every_route_lets_in_the_roles_of_its_row_and_no_other)
{
    given_region(w);
    CHECK(db_script(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (104, 'cen', 'centre', 'centre;owner', 'Centre', 'centre'),"
                       " (105, 'min', 'authority', '', 'Ministry', 'ministry')"));
    for (const struct role *role = account_roles; role->code != NULL; role++) {
        struct visitor v = {.w = w, .tables = pages_routes};
        const char *email = take_text(w, "%s@x.example", role->code);
        const char *organisation = role->where == OF_CENTRE ? "cen" : role->where == OF_AUTHORITY ? "min" : role->where == OF_EMPLOYER ? "emp" : "col";
        given_account(w, email, "secret words here", organisation, role->code);
        CHECK(sign_in_as(&v, email, "secret words here") == 303);
        visit(&v, "/me");
        sweep(w, &v, AS_VISITOR | session_role(role->code), role->code);
    }
    struct visitor nobody = {.w = w, .tables = pages_routes};
    visit(&nobody, "/sign-in");
    sweep(w, &nobody, AS_VISITOR, "a visitor");
}

TEST(every_role_finds_its_first_jobs_on_its_first_page_and_may_do_them)
{
    given_region(w);
    w->now = (int64_t)20878 * 86400;
    given_lesson_offer(w, 1, 1, 30);
    CHECK(db_script(w, "UPDATE offer SET state = 'held', expires_at = 4000000000, code = 'of-1'; UPDATE training_order SET state = 'offered' WHERE id = 151;"
                       "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id, offer_id, who, made_at)"
                       " SELECT 900, 133, 0, starts_at, ends_at, 1, 'held', id, 1, 0, 0 FROM lesson;"
                       "INSERT INTO setting (name, value) VALUES ('today', '2027-03-01')"));
    CHECK(db_script(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (104, 'cen', 'centre', 'centre;owner', 'Centre', 'centre'),"
                       " (105, 'min', 'authority', '', 'Ministry', 'ministry')"));
    for (const struct role *role = account_roles; role->code != NULL; role++) {
        struct visitor v = {.w = w, .tables = pages_routes};
        const char *email = take_text(w, "%s@x.example", role->code);
        const char *organisation = role->where == OF_CENTRE ? "cen" : role->where == OF_AUTHORITY ? "min" : role->where == OF_EMPLOYER ? "emp" : "col";
        int64_t id = given_account(w, email, "secret words here", organisation, role->code), m;
        if (strcmp(role->code, "teacher") == 0)
            CHECK(member_add(w, &(struct member_new){.account_id = id, .organisation = "col", .role = "teacher", .state = "active", .staff = "teacher-1"}, &m));
        CHECK(sign_in_as(&v, email, "secret words here") == 303);
        struct seen s = visit(&v, "/");
        CHECK(s.r.status == 200 && strstr(s.r.body.text, take_text(w, "%.*s", (int)strcspn(role->name, "'"), role->name)) != NULL);
        int jobs = 0;
        for (const struct job *j = my_jobs; j->path != NULL; j++) {
            if ((j->roles & session_role(role->code)) == 0)
                continue;
            jobs++;
            CHECK(strstr(s.r.body.text, take_text(w, "href=\"%s\"", j->path)) != NULL);
            struct visitor mine = v;
            if (visit(&mine, j->path).r.status != 200) {
                printf("# %s as %s: %d\n", j->path, role->code, mine.last.r.status);
                CHECK(!"a role may do its first jobs");
            }
        }
        CHECK(jobs >= 2);
        if (strcmp(role->code, "partner") == 0)
            CHECK(strstr(s.r.body.text, "Confirm or refuse a part:") != NULL && strstr(s.r.body.text, "href=\"/offer/of-1\"") != NULL);
        if (strcmp(role->code, "teacher") == 0)
            CHECK(strstr(s.r.body.text, "My week") != NULL && strstr(s.r.body.text, "held") != NULL && strstr(s.r.body.text, "Nothing is booked") == NULL);
        if (strcmp(role->code, "coordinator") == 0)
            CHECK(strstr(s.r.body.text, "Answer an order:") != NULL);
    }
}

/* ---------------------------------------------------------------- ordering in plain words */
static struct draft understood(struct work *w, const char *words)
{
    struct draft d = {.weekdays = "12345", .from_min = 540, .to_min = 1080, .budget_minor = -1};
    CHECK(order_read(w, words, day_of(2026, 11, 23), NULL, &d));
    return d;
}

TEST(an_order_s_words_say_who_when_and_where)
{
    given_region(w);
    CHECK(db_script(w, "UPDATE site SET municipality = 'Ленинск-Кузнецкий' WHERE code = 'uni-1'; UPDATE site SET municipality = 'Кемерово' WHERE code = 'col-1'"));
    struct draft d = understood(w, "12 человек к 1 марта, в Кемерове, по вечерам");
    CHECK(d.people == 12 && d.deadline_on == day_of(2027, 3, 1) && d.from_min == 17 * 60);
    SAME(d.municipality, "Кемерово");
    d = understood(w, "by March 1 2028 in Ленинске-Кузнецком for 7 people at weekends");
    CHECK(d.people == 7 && d.deadline_on == day_of(2028, 3, 1));
    SAME(d.weekdays, "67");
    SAME(d.municipality, "Ленинск-Кузнецкий");
    d = understood(w, "ready 15.12.2026; 30 декабря is not a day for 40");
    CHECK(d.people == 40);
    d = understood(w, "");
    CHECK(d.people == 0 && d.deadline_on == 0 && d.ask_count == 0);
    CHECK(understood(w, "31 февраля, 0 человек").deadline_on == 0);
}

TEST(an_order_is_stored_whole_or_says_what_is_missing)
{
    given_region(w);
    CHECK(db_script(w, "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding')"));
    int32_t today = day_of(2026, 11, 23);
    struct draft d = {.weekdays = "12345", .from_min = 540, .to_min = 1080, .budget_minor = -1, .kind = "upskilling", .wish = "cost", .title = "T",
                      .words = "w", .organisation = "emp", .people = 5, .deadline_on = today + 90};
    const char *code;
    w->language = EN;
    CHECK(!order_make(w, &d, today, &code) && w->err.fault == NOT_VALID && strstr(w->err.text, "no competence") != NULL);
    w->err = (struct err){0};
    CHECK(order_want(w, &d, "weld", 2, NULL) && order_want(w, &d, "weld", 3, NULL) && d.ask_count == 1);
    CHECK(!order_want(w, &d, "none", 2, NULL));
    d.deadline_on = today - 1;
    CHECK(!order_make(w, &d, today, &code) && strstr(w->err.text, "has passed") != NULL);
    w->err = (struct err){0};
    d.deadline_on = today + 90;
    CHECK(order_make(w, &d, today, &code));
    CHECK(db_one(w, "SELECT people FROM training_order WHERE code = $1 AND state = 'open'", ARGS(V(code)), 0) == 5);
    CHECK(db_one(w, "SELECT count(*) FROM order_competence a JOIN training_order o ON o.id = a.order_id WHERE o.code = $1", ARGS(V(code)), 0) == 1);
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE object = 'training_order' AND object_code = $1", ARGS(V(code)), 0) == 1);
}
