/* join_test.c -- signing up, forgetting, the second factor, a guardian, inviting, moderating; and what cannot be learned on the way. */
#include "account/audit.h"
#include "account/join_web.h"
#include "account/keep.h"
#include "account/mail.h"
#include "account/me_web.h"
#include "account/people_web.h"
#include "account/second_web.h"
#include "account/sign_web.h"
#include "account/token.h"
#include "account/totp.h"
#include "base/day.h"
#include "test/given_offer.h"
#include "test/visitor.h"

static const struct route *const tables[] = {sign_routes, second_routes, join_routes, me_routes, people_routes, NULL};

static bool shows(const struct seen *s, const char *what)
{
    bool ok = strstr(s->r.body.text, what) != NULL;
    if (!ok)
        printf("# %d does not show %s:\n# %.1500s\n", s->r.status, what, s->r.body.text);
    return ok;
}

static void given_people(struct work *w)
{
    given_region(w);
    w->now = 1795600000; /* 25 November 2026 */
    CHECK(db_script(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (104, 'cen', 'centre', 'centre;owner', 'Centre', 'centre')"));
    CHECK(mail_set(w, &(struct mail_settings){.url = "smtp://127.0.0.1:9", .from = "centre@learn.example"}));
}

/* The link of the last letter to that address, without the site. */
static const char *link_in_mail(struct work *w, const char *address, const char *path)
{
    struct rows r = db_rows(w, "SELECT body FROM outbox WHERE address = $1 AND body LIKE '%' || $2 || '%' ORDER BY id DESC LIMIT 1", ARGS(V(address), V(path)));
    const char *body = db_next(&r) ? db_text(&r, 0) : "", *at = strstr(body, path);
    db_done(&r);
    CHECK(at != NULL && at - body > 21 && strncmp(at - 21, "https://learn.example", 21) == 0);
    return at == NULL ? "/" : take_copy(w, at, strcspn(at, "\n"));
}

static int64_t letters(struct work *w) { return db_one(w, "SELECT count(*) FROM outbox", NO_ARGS, -1); }

#define JOIN "name=Olga&email=olga%%40x.example&password=secret+words+here&born_on=1990-05-31&agree-account=1"

TEST(who_signs_up_confirms_the_address_and_is_in)
{
    given_people(w);
    struct visitor v = {.w = w, .tables = tables};
    struct seen s = post(&v, "/sign-up", take_text(w, JOIN "&organisation=col&role=teacher&agree-training=1"));
    CHECK(s.r.status == 200 && shows(&s, "A letter is on its way to olga@x.example"));
    CHECK(sign_in_as(&v, "olga@x.example", "secret words here") == 422); /* not confirmed yet */
    const char *link = link_in_mail(w, "olga@x.example", "/confirm/");
    CHECK(visit(&v, link).r.status == 200);
    CHECK(visit(&v, link).r.status == 200); /* a scanner of mail that looks at it uses nothing up */
    CHECK(post(&v, link, "password=some+other+words").r.status == 422);
    CHECK(post(&v, link, "password=secret+words+here").r.status == 303);
    s = visit(&v, "/me");
    CHECK(s.r.status == 200 && shows(&s, "the centre has not answered yet"));
    CHECK(post(&v, link, "password=secret+words+here").r.status == 404);
    CHECK(db_one(w, "SELECT count(*) FROM consent WHERE withdrawn_at IS NULL", NO_ARGS, -1) == 2);
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE object IN ('account', 'membership')", NO_ARGS, -1) >= 5);
}

TEST(what_is_missing_from_a_sign_up_is_said_and_nothing_typed_is_lost)
{
    given_people(w);
    static const char *const tries[][2] = {
        {"name=&email=o%40x.example&password=secret+words+here&born_on=1990-05-31&agree-account=1", "write your name"},
        {"name=O&email=o&password=secret+words+here&born_on=1990-05-31&agree-account=1", "is no e-mail address"},
        {"name=O&email=o%40x.example&password=short&born_on=1990-05-31&agree-account=1", "a password has from 10"},
        {"name=O&email=o%40x.example&password=secret+words+here&born_on=yesterday&agree-account=1", "write your date of birth"},
        {"name=O&email=o%40x.example&password=secret+words+here&born_on=2015-05-31&agree-account=1", "names the e-mail address of a parent"},
        {"name=O&email=o%40x.example&password=secret+words+here&born_on=2015-05-31&agree-account=1&guardian=O%40x.example", "names the e-mail address of a parent"},
        {"name=O&email=o%40x.example&password=secret+words+here&born_on=1990-05-31", "without your agreement"},
        {"name=O&email=o%40x.example&password=secret+words+here&born_on=1990-05-31&agree-account=1&organisation=cen&role=director", "there is no role"},
        {"name=O&email=o%40x.example&password=secret+words+here&born_on=1990-05-31&agree-account=1&organisation=uni&role=employer", "is not an employer"},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct visitor v = {.w = w, .tables = tables};
        struct seen s = post(&v, "/sign-up", tries[i][0]);
        CHECK(s.r.status == 422 && shows(&s, tries[i][1]));
        CHECK(strstr(s.r.body.text, "secret words here") == NULL);
        CHECK(i == 0 || strstr(s.r.body.text, "name=\"name\" type=\"text\" value=\"O\"") != NULL);
    }
    CHECK(letters(w) == 0);
    CHECK(db_one(w, "SELECT count(*) FROM account", NO_ARGS, -1) == 0);
}

/* The page apart from what differs by itself: the token of its form. */
static const char *without_token(struct work *w, const struct seen *s)
{
    char *t = take_text(w, "%s", s->r.body.text), *at = strstr(t, "name=\"token\" value=\"");
    for (; at != NULL; at = strstr(at + 1, "name=\"token\" value=\""))
        memset(at + 20, 'x', 32);
    return t;
}

TEST(sign_up_and_reset_do_not_tell_who_has_an_account)
{
    given_people(w);
    given_account(w, "olga@x.example", "secret words here", NULL, NULL);
    struct visitor a = {.w = w, .tables = tables}, b = {.w = w, .tables = tables};
    struct seen taken = post(&a, "/sign-up", take_text(w, JOIN));
    const char *one = without_token(w, &taken);
    struct seen fresh = post(&b, "/sign-up", "name=Olga&email=irma%40x.example&password=secret+words+here&born_on=1990-05-31&agree-account=1");
    const char *two = without_token(w, &fresh), *at = strstr(one, "olga@");
    CHECK(at != NULL);
    if (at != NULL) {
        memcpy((char *)(uintptr_t)at, "irma", 4);
        SAME(one, two);
    }
    CHECK(taken.r.status == fresh.r.status && letters(w) == 2);
    taken = post(&a, "/forgot", "email=olga%40x.example");
    one = without_token(w, &taken);
    fresh = post(&b, "/forgot", "email=nobo%40x.example");
    two = without_token(w, &fresh);
    at = strstr(one, "olga@");
    if (at != NULL)
        memcpy((char *)(uintptr_t)at, "nobo", 4);
    SAME(one, two);
    CHECK(letters(w) == 4);
    taken = post(&a, "/sign-up", take_text(w, JOIN "&organisation=uni&role=employer"));
    fresh = post(&b, "/sign-up", "name=Olga&email=noba%40x.example&password=secret+words+here&born_on=1990-05-31&agree-account=1&organisation=uni&role=employer");
    CHECK(taken.r.status == 422 && fresh.r.status == 422);
}

TEST(a_forgotten_password_is_chosen_anew_by_a_link_that_works_once_and_ends_other_sessions)
{
    given_people(w);
    given_account(w, "p@x.example", "secret words here", NULL, NULL);
    struct visitor thief = {.w = w, .tables = tables}, v = {.w = w, .tables = tables};
    sign_in_as(&thief, "p@x.example", "secret words here");
    CHECK(visit(&thief, "/me/data").r.status == 200);
    post(&v, "/forgot", "email=P%40x.example");
    const char *link = link_in_mail(w, "p@x.example", "/reset/");
    CHECK(visit(&v, link).r.status == 200);
    CHECK(post(&v, link, "password=other+words+there").r.status == 303);
    CHECK(visit(&v, "/me/data").r.status == 200);
    CHECK(visit(&thief, "/me/data").r.status == 303);
    CHECK(post(&thief, link, "password=third+words+there").r.status == 404);
    CHECK(sign_in_as(&thief, "p@x.example", "secret words here") == 422);
    CHECK(sign_in_as(&thief, "p@x.example", "other words there") == 303);
    for (int i = 0; i < 4; i++) {
        struct seen s = post(&v, "/forgot", "email=p%40x.example");
        CHECK(s.r.status == 200 && shows(&s, "on its way"));
    }
    CHECK(post(&v, "/forgot", "email=p%40x.example").r.status == 429);
}

TEST(tries_from_one_address_are_counted_over_all_accounts)
{
    given_people(w);
    struct visitor v = {.w = w, .tables = tables, .peer = "203.0.113.9"};
    int n = 0;
    while (n < 100 && post(&v, "/forgot", take_text(w, "email=n%d%%40x.example", n)).r.status == 200)
        n++;
    CHECK(n == 60);
    struct visitor other = {.w = w, .tables = tables, .peer = "203.0.113.10"};
    CHECK(post(&other, "/forgot", "email=n%40x.example").r.status == 200);
}

/* ---------------------------------------------------------------- the second factor */
PURE(codes_are_those_of_rfc_6238)
{
    /* Appendix B, SHA-1: the key is the ASCII "12345678901234567890". */
    static const char key[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    static const struct { int64_t at, code; } tries[] = {
        {59, 94287082}, {1111111109, 7081804}, {1111111111, 14050471}, {1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130},
    };
    for (size_t i = 0; i < COUNT(tries); i++)
        CHECK(totp_at(key, tries[i].at / 30, 8) == tries[i].code);
    CHECK(totp_at("not base32!", 1, 6) == -1);
    CHECK(totp_step(key, "287082", 59, 0) == 1 && totp_step(key, "287 082", 59, 0) == 1 && totp_step(key, "287082", 89, 0) == 1);
    CHECK(totp_step(key, "287082", 59, 1) == 0 && totp_step(key, "287082", 120, 0) == 0 && totp_step(key, "28708", 59, 0) == 0 && totp_step(key, "28708x", 59, 0) == 0);
    char a[TOTP_KEY], b[TOTP_KEY];
    totp_new(a);
    totp_new(b);
    CHECK(strlen(a) == 32 && strcmp(a, b) != 0 && totp_at(a, 1, 6) >= 0);
}

static const char *code_now(struct work *w, const char *key) { return take_text(w, "%06lld", (long long)totp_at(key, w->now / 30, 6)); }

TEST(the_second_factor_is_asked_for_and_a_code_is_good_once)
{
    given_people(w);
    given_account(w, "q@x.example", "secret words here", NULL, NULL);
    struct visitor v = {.w = w, .tables = tables};
    sign_in_as(&v, "q@x.example", "secret words here");
    struct seen s = visit(&v, "/me/second");
    const char *at = strstr(s.r.body.text, "name=\"key\" value=\"");
    CHECK(at != NULL && strstr(s.r.body.text, "<svg class=\"qr\"") != NULL);
    char key[TOTP_KEY] = "";
    snprintf(key, sizeof(key), "%s", at != NULL ? at + 18 : "");
    CHECK(post(&v, "/me/second/on", take_text(w, "key=%s&code=000000&password=secret+words+here", key)).r.status == 422);
    CHECK(post(&v, "/me/second/on", take_text(w, "key=%s&code=%s&password=wrong", key, code_now(w, key))).r.status == 422);
    s = post(&v, "/me/second/on", take_text(w, "key=%s&code=%s&password=secret+words+here", key, code_now(w, key)));
    CHECK(s.r.status == 200 && shows(&s, "Recovery codes"));
    at = strstr(s.r.body.text, "<li class=\"code\">");
    char recovery[12] = "";
    snprintf(recovery, sizeof(recovery), "%s", at != NULL ? at + 17 : "");
    CHECK(strlen(recovery) == 11 && recovery[5] == '-');
    CHECK(db_one(w, "SELECT count(*) FROM recovery_code WHERE hash = $1", ARGS(V((const char *)recovery)), -1) == 0);

    struct visitor n = {.w = w, .tables = tables};
    CHECK(sign_in_as(&n, "q@x.example", "secret words here") == 303);
    SAME(n.last.r.location, "/sign-in/second");
    CHECK(n.session[0] == '\0');
    CHECK(visit(&n, "/me/data").r.status == 303);
    const char *used = take_text(w, "code=%s", code_now(w, key));
    w->now += 30;
    const char *now = take_text(w, "code=%s", code_now(w, key));
    CHECK(post(&n, "/sign-in/second", used).r.status == 422); /* it turned the factor on */
    CHECK(post(&n, "/sign-in/second", now).r.status == 303);
    CHECK(visit(&n, "/me/data").r.status == 200);
    struct visitor again = {.w = w, .tables = tables};
    sign_in_as(&again, "q@x.example", "secret words here");
    CHECK(post(&again, "/sign-in/second", now).r.status == 422);
    const char *spare = take_text(w, "code=%.5s%s", recovery, recovery + 6);
    CHECK(post(&again, "/sign-in/second", spare).r.status == 303);
    sign_in_as(&again, "q@x.example", "secret words here");
    CHECK(post(&again, "/sign-in/second", spare).r.status == 422);
    int tries = 0;
    while (tries < 20 && post(&again, "/sign-in/second", "code=111111").r.status == 422)
        tries++;
    CHECK(tries < 8 && again.last.r.status == 429);
    w->now += 3600;
    struct visitor late = again; /* half way for an hour: it begins anew */
    CHECK(post(&late, "/sign-in/second", "code=111111").r.status == 303);
    SAME(late.last.r.location, "/sign-in");
    /* A new password alone does not get past it. */
    post(&v, "/forgot", "email=q%40x.example");
    const char *link = link_in_mail(w, "q@x.example", "/reset/");
    struct visitor r = {.w = w, .tables = tables};
    CHECK(post(&r, link, "password=other+words+there").r.status == 303);
    SAME(r.last.r.location, "/sign-in/second");
    CHECK(post(&r, "/sign-in/second", take_text(w, "code=%s", code_now(w, key))).r.status == 303);
    w->now += 30;
    CHECK(post(&r, "/me/second/off", take_text(w, "code=%s&password=other+words+there", code_now(w, key))).r.status == 303);
    CHECK(sign_in_as(&again, "q@x.example", "other words there") == 303 && again.session[0] != '\0');
}

/* ---------------------------------------------------------------- a minor */
PURE(who_is_a_minor_depends_on_the_day)
{
    CHECK(keep_minor(day_of(2008, 11, 26), day_of(2026, 11, 25)) && !keep_minor(day_of(2008, 11, 26), day_of(2026, 11, 26)));
    CHECK(keep_minor(day_of(2008, 2, 29), day_of(2026, 2, 28)) && !keep_minor(day_of(2008, 2, 29), day_of(2026, 3, 1)));
    CHECK(!keep_minor(0, day_of(2026, 11, 25)));
}

TEST(for_a_minor_the_guardian_agrees_sees_and_takes_back)
{
    given_people(w);
    given_account(w, "mother@x.example", "secret words here", NULL, NULL);
    given_account(w, "stranger@x.example", "secret words here", NULL, NULL);
    struct visitor child = {.w = w, .tables = tables}, mother = {.w = w, .tables = tables}, stranger = {.w = w, .tables = tables};
    post(&child, "/sign-up", "name=Kolya&email=kolya%40x.example&password=secret+words+here&born_on=2012-05-31&agree-account=1&agree-training=1&guardian=mother%40x.example");
    CHECK(post(&child, link_in_mail(w, "kolya@x.example", "/confirm/"), "password=secret+words+here").r.status == 303);
    int64_t kolya = db_one(w, "SELECT id FROM account WHERE email = 'kolya@x.example'", NO_ARGS, 0);
    CHECK(!keep_agreed(w, kolya, "training"));
    CHECK(post(&child, "/me/consent", "purpose=notices&word=yes").r.status == 403);
    const char *link = link_in_mail(w, "mother@x.example", "/guardian/");
    struct seen s = visit(&mother, link);
    CHECK(s.r.status == 200 && shows(&s, "Kolya has made an account"));
    CHECK(post(&child, link, "word=yes").r.status == 403);
    sign_in_as(&mother, "mother@x.example", "secret words here");
    CHECK(post(&mother, link, "word=yes").r.status == 303);
    CHECK(keep_agreed(w, kolya, "training") && keep_agreed(w, kolya, "account"));
    CHECK(post(&mother, link, "word=no").r.status == 404);
    CHECK(post(&mother, "/me/act", take_text(w, "ward=%lld", (long long)kolya)).r.status == 303);
    s = visit(&mother, "/me/data");
    CHECK(shows(&s, "\"email\": \"kolya@x.example\""));
    CHECK(post(&mother, "/me/consent", "purpose=training&word=no").r.status == 303);
    CHECK(!keep_agreed(w, kolya, "training"));
    sign_in_as(&stranger, "stranger@x.example", "secret words here");
    CHECK(post(&stranger, "/me/act", take_text(w, "ward=%lld", (long long)kolya)).r.status == 403);
    CHECK(post(&mother, "/me/erase", "password=secret+words+here&sure=1").r.status == 303);
    CHECK(db_one(w, "SELECT count(*) FROM account WHERE id = $1 AND state = 'erased'", ARGS(V(kolya)), -1) == 1);
    CHECK(visit(&mother, "/me").r.status == 200 && visit(&child, "/me").r.status == 303);
}

/* ---------------------------------------------------------------- people let in */
TEST(the_centre_lets_in_who_asks_and_a_curator_invites_his_own)
{
    given_people(w);
    given_account(w, "coord@cen.example", "secret words here", "cen", "coordinator");
    given_account(w, "cur@col.example", "secret words here", "col", "partner");
    struct visitor coord = {.w = w, .tables = tables}, cur = {.w = w, .tables = tables}, t = {.w = w, .tables = tables};
    sign_in_as(&coord, "coord@cen.example", "secret words here");
    sign_in_as(&cur, "cur@col.example", "secret words here");
    post(&t, "/sign-up", take_text(w, JOIN "&organisation=col&role=teacher"));
    post(&t, link_in_mail(w, "olga@x.example", "/confirm/"), "password=secret+words+here");
    int64_t m = db_one(w, "SELECT id FROM membership WHERE state = 'asked'", NO_ARGS, 0);
    const char *path = take_text(w, "/membership/%lld", (long long)m);
    CHECK(post(&cur, path, "state=active").r.status == 403);
    CHECK(post(&t, path, "state=active").r.status == 403);
    struct seen s = visit(&coord, "/people");
    CHECK(s.r.status == 200 && shows(&s, "olga@x.example"));
    CHECK(post(&coord, path, "state=king").r.status == 422);
    CHECK(post(&coord, path, "state=active").r.status == 303);
    CHECK(db_one(w, "SELECT count(*) FROM outbox WHERE address = 'olga@x.example' AND body LIKE '%has confirmed your role%'", NO_ARGS, -1) == 1);

    CHECK(post(&cur, "/people/invite", "email=new%40col.example&name=New&role=teacher&organisation=uni").r.status == 303);
    CHECK(db_one(w, "SELECT organisation_id FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = 'new@col.example'", NO_ARGS, -1) == 102);
    struct visitor n = {.w = w, .tables = tables};
    CHECK(post(&n, link_in_mail(w, "new@col.example", "/invitation/"), "password=secret+words+here").r.status == 303);
    CHECK(post(&cur, "/people/invite", "email=boss%40col.example&role=director").r.status == 403);
    CHECK(post(&coord, "/people/invite", "email=boss%40col.example&role=director&organisation=cen").r.status == 403);
    CHECK(post(&coord, "/people/invite", "email=c%40uni.example&role=partner&organisation=uni").r.status == 303);
    int64_t of_uni = db_one(w, "SELECT id FROM membership WHERE organisation_id = 103", NO_ARGS, 0);
    CHECK(post(&cur, take_text(w, "/membership/%lld", (long long)of_uni), "state=ended").r.status == 403);
    s = visit(&cur, "/people");
    CHECK(shows(&s, "new@col.example") && strstr(s.r.body.text, "c@uni.example") == NULL);
    CHECK(visit(&cur, "/account").r.status == 403 && visit(&coord, "/account").r.status == 200 && visit(&coord, "/audit").r.status == 403);
}

/* ---------------------------------------------------------------- what is kept */
TEST(an_erased_account_leaves_nothing_that_names_it)
{
    given_people(w);
    given_account(w, "root@cen.example", "secret words here", "cen", "admin");
    int64_t id = given_account(w, "zinaida@x.example", "secret words here", "col", "teacher");
    CHECK(db_script(w, "UPDATE account SET name = 'Zinaida Zimina' WHERE email = 'zinaida@x.example'"));
    struct visitor v = {.w = w, .tables = tables, .peer = "203.0.113.44"};
    sign_in_as(&v, "zinaida@x.example", "secret words here");
    post(&v, "/forgot", "email=zinaida%40x.example");
    struct seen s = visit(&v, "/me/data");
    SAME(s.r.name, "my-data.json");
    CHECK(shows(&s, "\"name\": \"Zinaida Zimina\"") && shows(&s, "\"address\": \"203.0.113.44\"") && shows(&s, "\"role\": \"teacher\"") && shows(&s, "signed in"));
    CHECK(post(&v, "/me/erase", "password=wrong&sure=1").r.status == 422);
    CHECK(post(&v, "/me/erase", "password=secret+words+here&sure=1").r.status == 303);
    CHECK(visit(&v, "/me/data").r.status == 303);
    static const char *const where[] = {
        "SELECT count(*) FROM account WHERE email LIKE '%inaida%' OR name LIKE '%inaida%'", "SELECT count(*) FROM outbox WHERE address LIKE '%inaida%' OR body LIKE '%inaida%'",
        "SELECT count(*) FROM audit WHERE after LIKE '%inaida%' OR before LIKE '%inaida%' OR object_code LIKE '%inaida%'", "SELECT count(*) FROM session WHERE address = '203.0.113.44'",
        "SELECT count(*) FROM attempt WHERE what LIKE '%inaida%' OR what LIKE '%203.0%'", "SELECT count(*) FROM token",
    };
    for (size_t i = 0; i < COUNT(where); i++)
        CHECK(db_one(w, where[i], NO_ARGS, -1) == 0);
    CHECK(db_one(w, "SELECT count(*) FROM membership WHERE account_id = $1 AND state = 'ended'", ARGS(V(id)), -1) == 1);
    CHECK(sign_in_as(&v, "zinaida@x.example", "secret words here") == 422);
    int64_t root = db_one(w, "SELECT id FROM account WHERE email = 'root@cen.example'", NO_ARGS, 0);
    CHECK(!keep_erase(w, root) && w->err.fault == CONFLICT);
}

TEST(what_is_past_its_term_goes_and_the_rest_stays)
{
    given_people(w);
    given_account(w, "keep@x.example", NULL, "col", "teacher");
    int64_t old = given_account(w, "old@x.example", NULL, NULL, NULL), n;
    CHECK(account_make(w, &(struct account_new){.email = "never@x.example", .name = "Never"}, &n));
    mail_put(w, "a@x.example", "S", "B", false);
    CHECK(db_script(w, "UPDATE outbox SET sent_at = made_at"));
    token_make(w, "reset", old, 60, NULL);
    w->now += 6 * 86400;
    CHECK(keep_tidy(w) && db_one(w, "SELECT count(*) FROM account WHERE state = 'erased'", NO_ARGS, -1) == 0);
    CHECK(db_one(w, "SELECT count(*) FROM token", NO_ARGS, -1) == 0);
    w->now += 2 * 86400;
    CHECK(keep_tidy(w) && db_one(w, "SELECT id FROM account WHERE state = 'erased'", NO_ARGS, -1) == n);
    CHECK(db_one(w, "SELECT count(*) FROM outbox WHERE address <> ''", NO_ARGS, -1) == 1);
    w->now += (int64_t)100 * 86400;
    CHECK(keep_tidy(w) && db_one(w, "SELECT count(*) FROM outbox WHERE address <> ''", NO_ARGS, -1) == 0);
    w->now += (int64_t)3 * 366 * 86400;
    CHECK(keep_tidy(w) && keep_tidy(w));
    CHECK(db_one(w, "SELECT count(*) FROM account WHERE state = 'erased'", NO_ARGS, -1) == 2);
    CHECK(db_one(w, "SELECT count(*) FROM account WHERE email = 'keep@x.example'", NO_ARGS, -1) == 1);
}

/* ---------------------------------------------------------------- letters */
PURE(a_letter_is_written_so_that_nothing_of_it_ends_a_field)
{
    struct text t = TEXT(0);
    struct letter l = {7, "a@x.example", "Длинная тема, которая не помещается в одно слово: заявка № 12\r\nBcc: evil@x.example", "Тело.\n.\nКонец\n"};
    mail_compose(&t, &l, "centre@learn.example", 1795600000);
    CHECK(strstr(t.s, "Date: Wed, 25 Nov 2026 ") == t.s);
    CHECK(strstr(t.s, "\r\nTo: <a@x.example>\r\n") != NULL && strstr(t.s, "\r\nMessage-ID: <cavt-7@learn.example>\r\n") != NULL);
    CHECK(strstr(t.s, "Bcc:") == NULL && strstr(t.s, "\r\n.\r\n") == NULL);
    for (const char *s = t.s, *end; *s != '\0'; s = end + 2) {
        end = strstr(s, "\r\n");
        CHECK(end != NULL && end - s <= 78);
        if (end == NULL)
            break;
    }
    text_free(&t);
}

TEST(the_audit_says_who_did_what_for_whom_from_what_to_what)
{
    given_people(w);
    int64_t id = given_account(w, "root@cen.example", NULL, "cen", "admin"), m;
    given_account(w, "t@col.example", NULL, "col", "teacher");
    m = db_one(w, "SELECT max(id) FROM membership", NO_ARGS, 0);
    w->who = id;
    w->language = EN;
    CHECK(member_answer(w, m, "ended"));
    struct sheet *s = sheet_new(w, &sheet_csv);
    CHECK(audit_sheet(w, &(struct audit_filter){.object = "membership", .code = "", .verb = "ended", .organisation = "col", .who = "root@cen.example"}, s));
    CHECK(s->nrows == 1 && strstr(s->out->text, "N. N. <root@cen.example>,col,ended,membership,") != NULL);
    CHECK(strstr(s->out->text, "{\"\"state\"\":\"\"active\"\"}") != NULL && strstr(s->out->text, "\"\"state\"\":\"\"ended\"\"") != NULL);
    s = sheet_new(w, &sheet_csv);
    CHECK(audit_sheet(w, &(struct audit_filter){.object = "", .code = "", .verb = "", .organisation = "", .who = "-"}, s));
    CHECK(s->nrows == 4);
}
