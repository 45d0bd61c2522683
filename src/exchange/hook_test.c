/* hook_test.c -- what happens is told, signed, once, to those whom it concerns. */
#include "exchange/hook.h"

#include "account/audit.h"
#include "test/given_offer.h"
#include "test/test.h"

#include <sodium.h>
#include <stdlib.h>

#include "test/answering.h"

static int answers = 200;
static const char *answer(const char *request)
{
    (void)request;
    return answers == 200 ? "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n" : "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

static const char *hook_at(struct work *w, const struct answering *s, const char *events, const char *organisation, const char **secret)
{
    const char *code = "";
    struct hook_new n = {.address = take_text(w, "http://127.0.0.1:%d/told", s->port), .events = events, .organisation = organisation};
    CHECK(hook_add(w, &n, secret, &code));
    return code;
}

static struct hook_round sent(struct work *w)
{
    struct hook_round r;
    CHECK(hook_send(w, &r));
    return r;
}

TEST(what_happens_is_told_with_a_signature_that_fits)
{
    struct answering s;
    const char *secret, *body, *t, *mac;
    CHECK(answering_begin(&s, answer) && db_script(w, "INSERT INTO setting (name, value) VALUES ('reach', '127.0.0.1')"));
    hook_at(w, &s, "offer.accept, order.*", NULL, &secret);
    CHECK(audit_add(w, 0, "accept", "offer", "of-1", NULL, NULL) && audit_add(w, 0, "refuse", "offer", "of-1", NULL, NULL) && audit_add(w, 0, "made", "order", "o<1>\"", NULL, NULL));
    CHECK(db_one(w, "SELECT count(*) FROM outbox WHERE kind = 'hook'", NO_ARGS, 0) == 2); /* the refusal was not asked for */
    struct hook_round r = sent(w);
    CHECK(r.told == 2 && r.failed == 0 && s.asked == 2);
    CHECK(sent(w).told == 0); /* once */
    body = strstr(s.request, "\r\n\r\n");
    t = strstr(s.request, "Cavt-Signature: t=");
    mac = strstr(s.request, ",v1=");
    CHECK(body != NULL && t != NULL && mac != NULL && strstr(s.request, "Cavt-Event: order.made") != NULL);
    if (body != NULL && t != NULL && mac != NULL) {
        SAME(take_copy(w, mac + 4, 64), hook_sign(w, secret, atoll(t + 18), body + 4));
        CHECK(strstr(body, "\"event\":\"order.made\"") != NULL && strstr(body, "\"code\":\"o\\u003c1>\\\"\"") != NULL);
    }
    answering_end(&s);
}

/* RFC 4231, test case 2. */
PURE(signatures_are_hmac_sha_256)
{
    unsigned char mac[32];
    char hex[65];
    crypto_auth_hmacsha256_state st;
    crypto_auth_hmacsha256_init(&st, (const unsigned char *)"Jefe", 4);
    crypto_auth_hmacsha256_update(&st, (const unsigned char *)"what do ya want for nothing?", 28);
    crypto_auth_hmacsha256_final(&st, mac);
    SAME(sodium_bin2hex(hex, sizeof(hex), mac, 32), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(strcmp(hook_sign(w, "s", 1, "b"), hook_sign(w, "s", 2, "b")) != 0 && strcmp(hook_sign(w, "s", 1, "b"), hook_sign(w, "r", 1, "b")) != 0);
}

TEST(what_is_not_taken_is_tried_again_later_and_later_and_given_up)
{
    struct answering s;
    const char *secret;
    CHECK(answering_begin(&s, answer) && db_script(w, "INSERT INTO setting (name, value) VALUES ('reach', '127.0.0.1')"));
    hook_at(w, &s, "*", NULL, &secret);
    CHECK(audit_add(w, 0, "accept", "offer", "of-1", NULL, NULL));
    answers = 500;
    int64_t last = 0;
    for (int i = 0; i < HOOK_TRIES; i++) {
        struct hook_round r = sent(w);
        CHECK(r.failed + r.given_up == 1 && (r.given_up == 1) == (i == HOOK_TRIES - 1));
        CHECK(sent(w).failed == 0); /* not at once */
        int64_t due = db_one(w, "SELECT due_at FROM outbox WHERE kind = 'hook'", NO_ARGS, 0);
        CHECK(due - w->now >= last || due - w->now == 86400);
        last = due - w->now;
        w->now = due + 1;
    }
    CHECK(sent(w).failed == 0 && s.asked == HOOK_TRIES);
    CHECK(db_one(w, "SELECT count(*) FROM hook WHERE state = 'failing' AND failures = $1", ARGS(V(HOOK_TRIES)), 0) == 1);
    answers = 200;
    CHECK(audit_add(w, 0, "accept", "offer", "of-2", NULL, NULL) && sent(w).told == 1);
    CHECK(db_one(w, "SELECT count(*) FROM hook WHERE state = 'active' AND failures = 0", NO_ARGS, 0) == 1);
    answering_end(&s);
}

TEST(an_organisation_is_told_of_what_concerns_it_and_of_nothing_else)
{
    struct answering s;
    const char *secret;
    given_region(w);
    given_lesson_offer(w, 201, 1, 1);
    CHECK(db_script(w, "UPDATE offer SET state = 'held', expires_at = 4000000000; INSERT INTO setting (name, value) VALUES ('reach', '127.0.0.1')"));
    CHECK(answering_begin(&s, answer));
    hook_at(w, &s, "*", "emp", &secret);
    CHECK(audit_add(w, 0, "accept", "offer", "of-201", NULL, NULL) && audit_add(w, 0, "made", "training_order", "or-2", NULL, NULL) &&
          audit_add(w, 0, "signed in", "account", "7", NULL, NULL));
    struct hook_round r = sent(w);
    CHECK(r.told >= 1 && r.left_out >= 1 && r.told + r.left_out == 3);
    CHECK(strstr(s.request, "account") == NULL);
    answering_end(&s);
}

TEST(a_hook_is_refused_that_could_not_be_told)
{
    static const struct {
        struct hook_new n;
        enum fault fault;
    } tries[] = {
        {{"http://x.example/", "*", NULL}, NOT_VALID}, {{"https://x.example/ a", "*", NULL}, NOT_VALID}, {{"https://x.example/", "", NULL}, NOT_VALID},
        {{"https://x.example/", "offer", NULL}, NOT_VALID}, {{"https://x.example/", "offer.%", NULL}, NOT_VALID}, {{"https://x.example/", "*", "nobody"}, NOT_FOUND},
        {{NULL, "*", NULL}, NOT_VALID},
    };
    const char *secret, *code;
    for (size_t i = 0; i < COUNT(tries); i++) {
        db_begin(w);
        CHECK(!hook_add(w, &tries[i].n, &secret, &code) && w->err.fault == tries[i].fault);
        w->err = (struct err){0};
        db_rollback(w);
    }
    CHECK(hook_add(w, &(struct hook_new){"https://x.example/", "offer.*", NULL}, &secret, &code));
    CHECK(audit_add(w, 0, "accept", "offer", "of-1", NULL, NULL));
    CHECK(hook_remove(w, code));
    CHECK(db_one(w, "SELECT count(*) FROM outbox WHERE kind = 'hook'", NO_ARGS, 0) == 0);
    CHECK(!hook_remove(w, code) && w->err.fault == NOT_FOUND);
}
