/* account_test.c -- who comes in, as whom, and who does not. */
#include "account/account.h"
#include "account/account_cli.h"
#include "account/me_web.h"
#include "account/password.h"
#include "account/session_web.h"
#include "account/token.h"
#include "account/sign_web.h"
#include "test/visitor.h"
#include "test/given_offer.h"

static bool shows_who(struct request *q)
{
    q->title = "Who";
    html(q->page, "account %lld, organisation %lld, roles %u, who %lld", (long long)q->account_id, (long long)q->organisation_id, q->roles, (long long)q->w->who);
    return true;
}

static bool of_college(struct request *q) { return web_acts_for(q, 102) && shows_who(q); }

static const struct route rows[] = {
    {GET, "/who", ANYONE, shows_who, "", NULL},
    {GET, "/teacher", AS_TEACHER, shows_who, "", NULL},
    {GET, "/college", MEMBERS, of_college, "", NULL},
    {0},
};
static const struct route *const tables[] = {sign_routes, me_routes, rows, NULL};

static const char *said(const struct seen *s, const char *what) { return strstr(s->r.body.text, what) != NULL ? what : s->r.body.text; }
#define SAYS(seen, what) SAME(said(&(seen), what), what)

TEST(until_there_is_an_account_whoever_comes_is_the_coordinator)
{
    given_region(w);
    struct visitor v = {.w = w, .tables = tables};
    struct seen s = visit(&v, "/college");
    CHECK(s.r.status == 200);
    struct visitor stranger = {.w = w, .tables = tables, .secure = true};
    CHECK(visit(&stranger, "/college").r.status == 303); /* not behind a proxy, though */
    given_account(w, "a@works.example", "secret words here", "emp", "employer");
    s = visit(&v, "/who");
    SAYS(s, take_text(w, "account 0, organisation 0, roles %u,", (unsigned)AS_VISITOR));
    s = visit(&v, "/college?x=1");
    CHECK(s.r.status == 303);
    SAME(s.r.location, "/sign-in?next=%2Fcollege%3Fx%3D1");
}

TEST(who_signs_in_acts_for_an_organisation_and_for_no_other)
{
    given_region(w);
    int64_t id = given_account(w, "Anna@College.example", "secret words here", "col", "teacher");
    struct visitor v = {.w = w, .tables = tables};
    CHECK(sign_in_as(&v, "anna@college.EXAMPLE", "secret words here") == 303);
    struct seen s = visit(&v, "/who");
    SAYS(s, take_text(w, "account %lld, organisation 102, roles %u, who %lld", (long long)id, (unsigned)(AS_VISITOR | AS_TEACHER), (long long)id));
    CHECK(visit(&v, "/teacher").r.status == 200);
    CHECK(visit(&v, "/college").r.status == 200);
    CHECK(post(&v, "/me/act", "membership=0").r.status == 303);
    CHECK(visit(&v, "/teacher").r.status == 403);
    CHECK(visit(&v, "/college").r.status == 403);
    CHECK(post(&v, "/sign-out", "").r.status == 303);
    CHECK(visit(&v, "/teacher").r.status == 303);
}

TEST(one_person_acts_for_one_of_several_organisations_at_a_time)
{
    given_region(w);
    int64_t id = given_account(w, "b@works.example", "secret words here", "emp", "employer"), other;
    CHECK(member_add(w, &(struct member_new){.account_id = id, .organisation = "col", .role = "partner", .state = "active"}, &other));
    struct visitor v = {.w = w, .tables = tables};
    sign_in_as(&v, "b@works.example", "secret words here");
    struct seen s = visit(&v, "/who");
    SAYS(s, "organisation 101,");
    CHECK(visit(&v, "/college").r.status == 403);
    CHECK(post(&v, "/me/act", take_text(w, "membership=%lld", (long long)other)).r.status == 303);
    CHECK(visit(&v, "/college").r.status == 200);
    given_account(w, "c@works.example", "secret words here", "uni", "partner");
    struct visitor mallory = {.w = w, .tables = tables};
    sign_in_as(&mallory, "c@works.example", "secret words here");
    CHECK(post(&mallory, "/me/act", take_text(w, "membership=%lld", (long long)other)).r.status == 403);
    CHECK(post(&mallory, "/me/act", take_text(w, "ward=%lld", (long long)id)).r.status == 403);
    CHECK(member_answer(w, other, "ended"));
    CHECK(visit(&v, "/college").r.status == 403);
}

TEST(a_role_ends_with_its_last_day)
{
    given_region(w);
    int64_t id = given_account(w, "d@college.example", "secret words here", NULL, NULL), m;
    w->now = (int64_t)20000 * 86400 + 43200;
    CHECK(member_add(w, &(struct member_new){.account_id = id, .organisation = "col", .role = "teacher", .state = "active", .from_on = 20000, .to_on = 20001}, &m));
    struct visitor v = {.w = w, .tables = tables};
    sign_in_as(&v, "d@college.example", "secret words here");
    CHECK(visit(&v, "/teacher").r.status == 200);
    w->now += 2 * 86400 - SESSION_IDLE_S;
    CHECK(db_script(w, take_text(w, "UPDATE session SET expires_at = %lld", (long long)w->now + 99999)));
    w->now += SESSION_IDLE_S;
    CHECK(visit(&v, "/teacher").r.status == 403);
}

TEST(a_session_unused_for_half_a_day_has_ended_and_none_lasts_two_weeks)
{
    given_region(w);
    given_account(w, "e@college.example", "secret words here", "col", "teacher");
    struct visitor v = {.w = w, .tables = tables};
    sign_in_as(&v, "e@college.example", "secret words here");
    for (int hours = 0; hours < 11; hours += 5) {
        w->now += 5 * 3600;
        CHECK(visit(&v, "/teacher").r.status == 200);
    }
    w->now += SESSION_IDLE_S;
    CHECK(visit(&v, "/teacher").r.status == 303);
    sign_in_as(&v, "e@college.example", "secret words here");
    int days = 0;
    for (; days < 40 && visit(&v, "/teacher").r.status == 200; days++)
        w->now += SESSION_IDLE_S - 1;
    CHECK(days == 29);
}

TEST(a_session_cannot_be_fixed_and_a_sign_in_ends_the_browser_s_old_one)
{
    given_region(w);
    given_account(w, "f@college.example", "secret words here", "col", "teacher");
    struct visitor v = {.w = w, .tables = tables};
    snprintf(v.session, sizeof(v.session), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    sign_in_as(&v, "f@college.example", "secret words here");
    CHECK(strncmp(v.session, "AAAA", 4) != 0 && strlen(v.session) == 43);
    struct visitor old = v;
    CHECK(post(&v, "/sign-out", "").r.status == 303);
    CHECK(visit(&old, "/teacher").r.status == 303);
    sign_in_as(&old, "f@college.example", "secret words here");
    CHECK(db_one(w, "SELECT count(*) FROM session", NO_ARGS, -1) == 1);
    CHECK(db_one(w, "SELECT count(*) FROM session WHERE hash = $1", ARGS(V((const char *)old.session)), -1) == 0);
}

TEST(nobody_learns_from_a_sign_in_who_has_an_account)
{
    given_region(w);
    given_account(w, "g@college.example", "secret words here", "col", "teacher");
    int64_t off = given_account(w, "h@college.example", "secret words here", "col", "teacher");
    CHECK(account_disable(w, off, false));
    struct visitor v = {.w = w, .tables = tables};
    static const char *const tries[][2] = {
        {"g@college.example", "wrong words here"}, {"nobody@college.example", "wrong words here"}, {"h@college.example", "secret words here"}, {"no address", "x"}, {"", ""},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        CHECK(sign_in_as(&v, tries[i][0], tries[i][1]) == 422);
        SAYS(v.last, "the address and the password do not go together");
    }
}

TEST(guessing_is_stopped_and_says_for_how_long)
{
    given_region(w);
    given_account(w, "i@college.example", "secret words here", "col", "teacher");
    struct visitor v = {.w = w, .tables = tables, .peer = "203.0.113.7"}, elsewhere = {.w = w, .tables = tables, .peer = "203.0.113.8"};
    int tries = 0;
    while (tries < 30 && sign_in_as(&v, "i@college.example", "a wrong password") == 422)
        tries++;
    CHECK(tries == 10 && v.last.r.status == 429 && v.last.r.retry_s > 0 && v.last.r.retry_s <= 900);
    CHECK(sign_in_as(&v, "I@college.example", "secret words here") == 429);
    CHECK(sign_in_as(&elsewhere, "i@college.example", "secret words here") == 303);
    w->now += 901;
    CHECK(sign_in_as(&v, "i@college.example", "secret words here") == 303);
}

TEST(a_sign_in_leads_back_and_never_away)
{
    given_region(w);
    given_account(w, "j@college.example", "secret words here", "col", "teacher");
    static const char *const tries[][2] = {
        {"%2Fwho%3Fx%3D1", "/who?x=1"}, {"%2F%2Fevil.example", "/"}, {"https%3A%2F%2Fevil.example", "/"}, {"%2F%5Cevil.example", "/"},
        {"%2F%09%2Fevil.example", "/"}, {"javascript%3Aalert(1)", "/"}, {"%2Fa%0Ab", "/"}, {"", "/"}, {"%2Fsign-in", "/"},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct visitor v = {.w = w, .tables = tables};
        struct seen s = post(&v, "/sign-in", take_text(w, "email=j%%40college.example&password=secret+words+here&next=%s", tries[i][0]));
        SAME(s.r.location, tries[i][1]);
    }
}

TEST(a_form_of_one_session_is_not_taken_from_another)
{
    given_region(w);
    given_account(w, "k@college.example", "secret words here", "col", "teacher");
    given_account(w, "l@college.example", "secret words here", "col", "teacher");
    struct visitor a = {.w = w, .tables = tables}, b = {.w = w, .tables = tables};
    sign_in_as(&a, "k@college.example", "secret words here");
    sign_in_as(&b, "l@college.example", "secret words here");
    visit(&a, "/me");
    visit(&b, "/me");
    CHECK(strlen(a.token) == 32 && strcmp(a.token, b.token) != 0);
    snprintf(a.token, sizeof(a.token), "%s", b.token);
    a.keep_token = true;
    CHECK(post(&a, "/me/act", "membership=0").r.status == 403);
}

TEST(behind_tls_the_cookies_are_for_tls_alone)
{
    given_region(w);
    given_account(w, "m@college.example", "secret words here", "col", "teacher");
    struct visitor v = {.w = w, .tables = tables, .secure = true};
    CHECK(sign_in_as(&v, "m@college.example", "secret words here") == 303);
    CHECK(strstr(v.last.r.cookie, "__Host-cavt_session=") != NULL && strstr(v.last.r.cookie, "; HttpOnly; Secure") != NULL &&
          strstr(v.last.r.cookie, "SameSite=Lax") != NULL && strstr(v.last.r.cookie, "Path=/") != NULL);
}

TEST(roles_are_possible_only_where_they_make_sense)
{
    given_region(w);
    int64_t id = given_account(w, "n@college.example", "secret words here", NULL, NULL), m;
    w->language = EN;
    static const struct { const char *organisation, *role; bool ok; } tries[] = {
        {"emp", "employer", true}, {"col", "employer", false}, {"col", "partner", true}, {"emp", "director", false}, {"uni", "authority", false},
        {"col", "teacher", true}, {"col", "learner", true}, {"col", "king", false}, {"none", "teacher", false},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        bool ok = member_add(w, &(struct member_new){.account_id = id, .organisation = tries[i].organisation, .role = tries[i].role, .state = "active"}, &m);
        if (ok != tries[i].ok)
            printf("# %s in %s: %s\n", tries[i].role, tries[i].organisation, w->err.text);
        CHECK(ok == tries[i].ok);
        if (!ok)
            return_to(w);
    }
    CHECK(db_script(w, "INSERT INTO setting (name, value) VALUES ('centre', 'col')"));
    CHECK(member_add(w, &(struct member_new){.account_id = id, .organisation = "col", .role = "director", .state = "active"}, &m));
    CHECK(!member_answer(w, m, "ended"));
    CHECK(strstr(w->err.text, "last person") != NULL);
}

TEST(an_invitation_lets_in_once)
{
    given_region(w);
    int64_t id = given_account(w, "o@college.example", NULL, "col", "teacher");
    const char *link = token_make(w, "invitation", id, 600, NULL);
    const char *path = take_text(w, "/invitation/%s", link);
    struct visitor v = {.w = w, .tables = tables};
    CHECK(db_one(w, "SELECT count(*) FROM token WHERE hash = $1", ARGS(V(link)), -1) == 0);
    CHECK(visit(&v, path).r.status == 200);
    CHECK(post(&v, path, "password=short").r.status == 422);
    CHECK(post(&v, path, "password=secret+words+here").r.status == 303);
    CHECK(visit(&v, "/teacher").r.status == 200);
    struct visitor late = {.w = w, .tables = tables};
    CHECK(visit(&late, path).r.status == 404);
    CHECK(sign_in_as(&late, "o@college.example", "secret words here") == 303);
    link = token_make(w, "invitation", id, 600, NULL);
    w->now += 601;
    CHECK(visit(&late, take_text(w, "/invitation/%s", link)).r.status == 404);
}

PURE(passwords_that_are_tried_first_are_refused)
{
    w->language = EN;
    static const char *const bad[] = {"short", "password123", "QWERTYUIOP", "aaaaaaaaaaaa", "ivan.petrov1", "ivan.petrov@x.ru", "йцукен12345"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK(!password_fit(w, bad[i], "ivan.petrov@x.ru") && w->err.fault == NOT_VALID);
        w->err = (struct err){0};
    }
    CHECK(password_fit(w, "три тополя на Плющихе", "ivan.petrov@x.ru"));
    char *long_one = take(w, 300);
    memset(long_one, 'x', 250);
    long_one[0] = 'y';
    CHECK(!password_fit(w, long_one, "a@x.ru"));
}

PURE(an_address_is_compared_without_case_and_what_is_none_is_refused)
{
    SAME(email_key(w, "Anna.K@Example.ORG"), "anna.k@example.org");
    SAME(email_key(w, "почта@пример.рф"), "почта@пример.рф");
    static const char *const bad[] = {"", "a", "@x.ru", "a@", "a@@x.ru", "a b@x.ru", "a@x.ru\n", "a@x.ru, b@x.ru", "<a@x.ru>", "a@x..ru", "a@x.ru.", "a@.ru", "\"a\"@x.ru", NULL};
    for (size_t i = 0; i < COUNT(bad); i++)
        CHECK(email_key(w, bad[i]) == NULL);
}

PURE(every_role_has_its_bit_and_no_two_share_one)
{
    unsigned all = 0;
    for (const struct role *r = account_roles; r->code != NULL; r++) {
        CHECK(session_role(r->code) != AS_VISITOR && (all & session_role(r->code)) == 0);
        all |= session_role(r->code);
    }
    CHECK(all == MEMBERS && session_role("king") == AS_VISITOR);
}
