/* claim_test.c -- what a request for several resources promises: all or nothing, by every owner's rules, each refusal
 * saying which; and what its owners, its asker and those who wait may then do. */
#include "resource/claim.h"

#include "test/given_offer.h"

/* Tuesday 2 March 2027; the college (102) lends its hall and benches in the afternoon, the university its teacher after
 * asking; the works (101) asks. */
#define TUESDAY (MARCH + DAY_MIN)

static void given(struct work *w)
{
    given_region(w);
    w->now = 1800000000; /* 15 January 2027 */
    CHECK(db_script(w,
        "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (201, 112, '123456', 480, 1200);"
        "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days) VALUES"
        " (211, 102, 'col-all', 'all', '12345', 720, 1200, 100, 0, 3), (212, 103, 'uni-all', 'all', '1234567', 0, 1440, 100, 1, 0);"));
}

static struct claim_wish wish(const struct claim_item *items, int n, int64_t from, int64_t to)
{
    return (struct claim_wish){.organisation = "emp", .title = "Trial", .items = items, .item_count = n, .from = from, .to = to};
}

static const char *one(struct work *w, const char *sql)
{
    struct rows r = db_rows(w, sql, NO_ARGS);
    const char *s = db_next(&r) ? db_text(&r, 0) : "(no row)";
    db_done(&r);
    return s;
}
static int64_t count(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }
static const char LIVE[] = "SELECT COUNT(*) FROM booking WHERE live = 1";

/* What an act that is to fail says; "" if it did not. */
static const char *refused(struct work *w, const struct claim_wish *x)
{
    struct work *q = work_begin(w->db, 0, w->now);
    struct claim c;
    q->language = w->language;
    const char *said = claim_make(q, x, &c) ? "" : take_copy(w, q->err.text, strlen(q->err.text));
    work_end(q);
    return said;
}
static bool says(struct work *w, const struct claim_wish *x, const char *words)
{
    const char *said = refused(w, x);
    bool ok = *said != '\0' && strstr(said, words) != NULL;
    if (!ok)
        printf("# said: %s\n", said);
    return ok;
}

static const struct claim_item HALL[] = {{"hall-1", 1}}, BOTH[] = {{"hall-1", 1}, {"bench-1", 2}}, ALL[] = {{"hall-1", 1}, {"bench-1", 2}, {"teacher-1", 1}};

TEST(a_request_takes_several_resources_of_several_owners_or_none)
{
    given(w);
    struct claim c;
    struct claim_wish x = wish(ALL, 3, TUESDAY + 13 * HOUR, TUESDAY + 14 * HOUR + 30);
    CHECK(claim_make(w, &x, &c));
    SAME(w->err.text, "");
    SAME(c.state, "held");
    CHECK(c.rows == 4 && c.kept == 1 && c.expires_at == w->now + 48 * 3600);
    CHECK(c.price_minor == 2 * (10000 + 2 * 5000 + 20000)); /* two academic hours */
    CHECK(count(w, "SELECT COUNT(*) FROM booking WHERE live = 1 AND state = 'held' AND claim_id IS NOT NULL") == 4);
    CHECK(count(w, "SELECT price_minor FROM claim_part WHERE organisation_id = 102") == 40000);
    SAME(one(w, "SELECT state FROM claim_part WHERE organisation_id = 102"), "confirmed");
    SAME(one(w, "SELECT state FROM claim_part WHERE organisation_id = 103"), "asked");
    struct claim_wish y = wish(BOTH, 2, TUESDAY + 14 * HOUR, TUESDAY + 15 * HOUR);
    int64_t before = count(w, "SELECT COUNT(*) FROM audit");
    CHECK(says(w, &y, "Hall (hall-1) is taken on Tue\u00a02\u00a0March, 14:00\u201315:00 by request b"));
    CHECK(says(w, &y, "held until"));
    CHECK(count(w, LIVE) == 4 && count(w, "SELECT COUNT(*) FROM audit") == before && count(w, "SELECT COUNT(*) FROM claim") == 1);
    struct claim_wish z = wish(BOTH + 1, 1, TUESDAY + 14 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(says(w, &z, "Benches (bench-1): 1 of 3 units are free on Tue"));
}

TEST(the_last_owner_s_yes_books_a_request_and_a_no_frees_it)
{
    given(w);
    struct claim c;
    struct claim_wish x = wish(ALL, 3, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(claim_make(w, &x, &c));
    const char *code = take_copy(w, c.code, strlen(c.code));
    CHECK(claim_confirm(w, code, "uni", &c) && c.changed);
    SAME(c.state, "booked");
    CHECK(count(w, "SELECT COUNT(*) FROM booking WHERE live = 1 AND state = 'booked'") == 4);
    CHECK(claim_confirm(w, code, "uni", &c) && !c.changed);
    CHECK(claim_cancel(w, code, "plans changed", &c) && c.rows == 4);
    CHECK(claim_cancel(w, code, NULL, &c) && !c.changed);
    CHECK(count(w, LIVE) == 0);
    CHECK(claim_make(w, &x, &c));
    CHECK(claim_refuse(w, c.code, "uni", "away", &c));
    SAME(c.state, "refused");
    CHECK(count(w, LIVE) == 0);
    CHECK(count(w, "SELECT COUNT(*) FROM outbox WHERE body LIKE '%away%' AND address = 'staff@works.example'") == 1);
    CHECK(count(w, "SELECT COUNT(*) FROM outbox WHERE body LIKE '%away%' AND address = 'office@uni.example'") == 0);
    CHECK(count(w, "SELECT COUNT(*) FROM audit WHERE object = 'claim_part' AND verb = 'refuse' AND organisation_id = 103") == 1);
}

TEST(every_rule_that_refuses_says_which_it_is_whose_and_what_would_fit)
{
    given(w);
    struct claim_wish x = wish(HALL, 1, TUESDAY + 9 * HOUR, TUESDAY + 11 * HOUR);
    CHECK(says(w, &x, "Hall (hall-1): College lends it to Works Mon\u2013Fri 12:00\u201320:00, not on Tue\u00a02\u00a0March, 9:00\u201311:00"));
    x = wish(HALL, 1, TUESDAY + 19 * HOUR, TUESDAY + 21 * HOUR);
    CHECK(says(w, &x, "is not open for the whole of Tue\u00a02\u00a0March, 19:00\u201321:00; it is open 8:00\u201320:00 that day"));
    x = wish(HALL, 1, (20469 + 1) * DAY_MIN + 13 * HOUR, (20469 + 1) * DAY_MIN + 14 * HOUR);
    CHECK(says(w, &x, "is past"));
    x = wish(HALL, 1, (20833 + 2) * DAY_MIN + 13 * HOUR, (20833 + 2) * DAY_MIN + 14 * HOUR); /* Sunday */
    CHECK(says(w, &x, "is closed on Sun"));
    x = wish(HALL, 1, (20833 + 3) * DAY_MIN + 13 * HOUR, (20833 + 3) * DAY_MIN + 14 * HOUR);
    CHECK(db_script(w, "UPDATE sharing SET lead_days = 10 WHERE id = 211"));
    CHECK(says(w, &x, "College wants to know 10 days ahead (rule col-all): from Mon\u00a025\u00a0January on"));
    CHECK(db_script(w, "UPDATE sharing SET lead_days = 0"));
    static const struct { const char *rule, *says; } rules[] = {
        {"'shortest', 180, NULL, NULL, NULL, NULL", "lends it for at least 3\u00a0h at a time (rule r), not 1\u00a0h 30\u00a0min"},
        {"'longest', 60, NULL, NULL, NULL, NULL", "lends it for at most 1\u00a0h at a time (rule r), not 1\u00a0h 30\u00a0min"},
        {"'ahead_least', 60, NULL, NULL, NULL, NULL", "wants to know 60 days ahead (rule r)"},
        {"'ahead_most', 30, NULL, NULL, NULL, NULL", "gives it out at most 30 days ahead (rule r): until Sun\u00a014\u00a0February for now"},
        {"'week_most', 80, NULL, NULL, NULL, NULL", "gives one user at most 1\u00a0h 20\u00a0min in"},
        {"'month_most', 80, NULL, NULL, NULL, NULL", "gives one user at most 1\u00a0h 20\u00a0min in"},
        {"'blackout', NULL, 20870, 20890, NULL, NULL", "gives it to nobody else from"},
        {"'qualification', NULL, NULL, NULL, 301, 4", "lends it only to somebody able in \"Turning\" at level 4 (rule r); name such a person"},
    };
    CHECK(db_script(w, "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (301, 'turn', 'region', 'skill', 'Turning', 'turning');"
                       "INSERT INTO staff_competence (staff_id, competence_id, level) VALUES (133, 301, 4)"));
    x = wish(HALL, 1, TUESDAY + 13 * HOUR, TUESDAY + 14 * HOUR + 30);
    for (size_t i = 0; i < COUNT(rules); i++) {
        CHECK(db_script(w, take_text(w, "DELETE FROM booking_rule; INSERT INTO booking_rule (id, organisation_id, code, audience, rule, most, from_on, to_on,"
                                        " competence_id, level) VALUES (220, 102, 'r', 'employer', %s)", rules[i].rule)));
        if (!says(w, &x, rules[i].says))
            CHECK(!"the rule is told");
        CHECK(db_script(w, "UPDATE booking_rule SET audience = 'college'")); /* about others */
        SAME(refused(w, &x), "");
        CHECK(db_script(w, "DELETE FROM claim_cost; DELETE FROM claim_part; DELETE FROM claim_time; DELETE FROM claim_use; DELETE FROM booking; DELETE FROM claim"));
        CHECK(db_script(w, "UPDATE booking_rule SET audience = 'all', resource_id = 132")); /* about another thing */
        SAME(refused(w, &x), "");
        CHECK(db_script(w, "DELETE FROM claim_cost; DELETE FROM claim_part; DELETE FROM claim_time; DELETE FROM claim_use; DELETE FROM booking; DELETE FROM claim"));
    }
    CHECK(db_script(w, "UPDATE booking_rule SET audience = 'everyone', resource_id = NULL"));
    x.holder = "teacher-1"; /* who has what it takes */
    SAME(refused(w, &x), "");
    x = wish(BOTH + 1, 1, TUESDAY + 16 * HOUR, TUESDAY + 17 * HOUR);
    CHECK(db_script(w, "DELETE FROM booking_rule; INSERT INTO booking_rule (id, organisation_id, code, audience, rule, most) VALUES (220, 102, 'r', 'all', 'at_once', 1)"));
    CHECK(says(w, &x, "lends at most 1 units at once (rule r), not 2"));
    x.people = 30;
    x.items = HALL;
    CHECK(says(w, &x, "Hall (hall-1) has 20 seats, and 30 people are to come"));
    CHECK(db_script(w, "DELETE FROM sharing WHERE id = 211"));
    x.people = 0;
    CHECK(says(w, &x, "College does not share it with Works; ask the owner for a rule of sharing"));
}

TEST(a_weekly_request_leaves_out_what_cannot_be_had_and_says_why)
{
    given(w);
    struct claim c;
    CHECK(db_script(w, "INSERT INTO closure (id, site_id, from_on, to_on, reason_en) VALUES (231, 112, 20886, 20886, 'holiday');"
                       "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (232, 131, 1, 30086700, 30086760, 1, 'maintenance')"));
    int32_t skip[] = {20879 + 21};
    struct claim_wish x = wish(HALL, 1, TUESDAY + 13 * HOUR, TUESDAY + 14 * HOUR + 30);
    x.weekdays = 1 << 1;
    x.every = 1;
    x.count = 6;
    x.skip = skip;
    x.skip_count = 1;
    struct claim_look l;
    CHECK(claim_look(w, &x, &l) && !l.can && l.time_count == 6);
    CHECK(says(w, &x, "is closed on Tue\u00a09\u00a0March"));
    x.skip_bad = true;
    CHECK(claim_make(w, &x, &c));
    CHECK(c.kept == 3 && c.skipped == 3 && c.rows == 3);
    SAME(c.state, "booked");
    CHECK(c.price_minor == 3 * 20000);
    CHECK(count(w, "SELECT COUNT(*) FROM claim_time WHERE skipped LIKE '%maintenance%'") == 1);
    CHECK(count(w, "SELECT COUNT(*) FROM claim_time WHERE skipped = 'left out on purpose' AND starts_at / 1440 = 20900") == 1);
    CHECK(claim_skip(w, c.code, TUESDAY + 13 * HOUR, NULL, &c) && c.rows == 1);
    CHECK(c.price_minor == 2 * 20000 && count(w, LIVE) == 2);
    CHECK(claim_skip(w, c.code, TUESDAY + 13 * HOUR, NULL, &c) && !c.changed);
    x.every = 2;
    x.until_on = 20879 + 28;
    x.count = 0;
    CHECK(claim_look(w, &x, &l) && l.time_count == 3);
    x.until_on = 0;
    CHECK(strstr(refused(w, &x), "needs its last day or how many times") != NULL);
}

TEST(the_first_in_line_is_offered_what_comes_free_and_then_the_next)
{
    given(w);
    struct claim a, b, c, d;
    struct claim_wish x = wish(HALL, 1, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(claim_make(w, &x, &a));
    x.wait = true;
    CHECK(claim_make(w, &x, &b));
    SAME(b.state, "waiting");
    CHECK(b.rows == 0);
    w->now += 60;
    CHECK(claim_make(w, &x, &c));
    SAME(c.state, "waiting");
    CHECK(claim_cancel(w, a.code, NULL, &d));
    SAME(one(w, take_text(w, "SELECT state FROM claim WHERE code = '%s'", b.code)), "proposed");
    SAME(one(w, take_text(w, "SELECT state FROM claim WHERE code = '%s'", c.code)), "waiting");
    CHECK(count(w, "SELECT COUNT(*) FROM outbox WHERE subject LIKE '%a slot came free for you%'") == 1);
    CHECK(count(w, LIVE) == 1);
    w->now += 24 * 3600; /* the first one did not take it */
    int n;
    CHECK(claim_lapse(w, &n) && n == 1 && claim_serve(w, &n) && n == 1);
    SAME(one(w, take_text(w, "SELECT state FROM claim WHERE code = '%s'", b.code)), "lapsed");
    CHECK(claim_accept(w, c.code, &d));
    SAME(d.state, "booked");
    CHECK(d.price_minor > 0 && count(w, "SELECT COUNT(*) FROM booking WHERE live = 1 AND state = 'booked'") == 1);
    CHECK(claim_accept(w, c.code, &d) && !d.changed);
}

TEST(a_held_request_that_ran_out_is_free_for_requests_and_offers_alike)
{
    given(w);
    struct claim c;
    struct claim_wish x = wish(ALL, 3, MARCH + 13 * HOUR, MARCH + 15 * HOUR);
    CHECK(claim_make(w, &x, &c));
    given_lesson_offer(w, 1, 1, 12);
    w->now += 48 * 3600 - 1;
    CHECK(strcmp(one(w, "SELECT state FROM claim"), "held") == 0);
    w->now += 1;
    CHECK(claim_make(w, &x, &c));
    CHECK(count(w, "SELECT COUNT(*) FROM claim WHERE state = 'lapsed'") == 1);
    CHECK(count(w, LIVE) == 4);
    CHECK(count(w, "SELECT COUNT(*) FROM outbox WHERE subject LIKE '%has run out%'") == 3);
}

TEST(a_request_over_midnight_is_booked_day_by_day)
{
    given(w);
    struct claim c;
    CHECK(db_script(w, "UPDATE opening SET opens_min = 0, closes_min = 1440, weekdays = '1234567'; UPDATE sharing SET from_min = 0, to_min = 1440, weekdays = '1234567'"));
    struct claim_wish x = wish(HALL, 1, TUESDAY + 20 * HOUR, TUESDAY + 50 * HOUR);
    CHECK(claim_make(w, &x, &c));
    CHECK(c.rows == 3);
    CHECK(count(w, "SELECT MAX(ends_at - starts_at) FROM booking") == DAY_MIN);
    CHECK(c.price_minor == 30 * 60 / 45 * 10000);
}

TEST(wishes_that_make_no_sense_are_refused_with_a_sentence)
{
    given(w);
    static const struct claim_item twice[] = {{"hall-1", 1}, {"hall-1", 1}}, none[] = {{"hall-1", 0}}, unknown[] = {{"hall-9", 1}}, many[] = {{"bench-1", 4}};
    struct claim_wish x = wish(twice, 2, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(says(w, &x, "named twice"));
    x = wish(none, 1, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(says(w, &x, "from 1 on"));
    x = wish(unknown, 1, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(says(w, &x, "hall-9"));
    x = wish(many, 1, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(says(w, &x, "there are 3 units of it, 4 are asked for"));
    x = wish(HALL, 1, TUESDAY + 13 * HOUR, TUESDAY + 13 * HOUR);
    CHECK(says(w, &x, "later than the beginning"));
    x = wish(HALL, 0, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    CHECK(says(w, &x, "at least one room"));
    x = wish(HALL, 1, TUESDAY, TUESDAY + 40 * DAY_MIN);
    CHECK(says(w, &x, "31 days"));
    x = wish(HALL, 1, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    x.title = " ";
    CHECK(says(w, &x, "what it is for"));
    x.title = "Trial";
    x.organisation = "nobody";
    CHECK(says(w, &x, "nobody"));
}

/* Each act with its first database verb failing, its second, and so on: the data must be as before. */
static const char *stored(struct work *w)
{
    static const char *const all[] = {
        "SELECT code || ' ' || state || ' ' || CAST(price_minor AS TEXT) || ' ' || COALESCE(CAST(expires_at AS TEXT), '-') FROM claim ORDER BY id",
        "SELECT CAST(organisation_id AS TEXT) || ' ' || state || ' ' || CAST(price_minor AS TEXT) FROM claim_part ORDER BY id",
        "SELECT CAST(resource_id AS TEXT) || '.' || CAST(unit AS TEXT) || ' ' || state || ' ' || CAST(starts_at AS TEXT) FROM booking ORDER BY id",
        "SELECT CAST(starts_at AS TEXT) || COALESCE(skipped, '-') FROM claim_time ORDER BY claim_id, starts_at",
        "SELECT 'audit ' || CAST(COUNT(*) AS TEXT) FROM audit", "SELECT 'outbox ' || CAST(COUNT(*) AS TEXT) FROM outbox",
    };
    const char *out = "";
    for (size_t i = 0; i < COUNT(all); i++) {
        struct rows r = db_rows(w, all[i], NO_ARGS);
        while (db_next(&r))
            out = take_text(w, "%s%s\n", out, db_peek(&r, 0));
    }
    return out;
}

static const char *act_code;
static bool act_make(struct work *w)
{
    struct claim c;
    struct claim_wish x = wish(ALL, 3, TUESDAY + 13 * HOUR, TUESDAY + 15 * HOUR);
    return claim_make(w, &x, &c);
}
static bool act_confirm(struct work *w) { struct claim c; return claim_confirm(w, act_code, "uni", &c); }
static bool act_refuse(struct work *w) { struct claim c; return claim_refuse(w, act_code, "uni", "no", &c); }
static bool act_cancel(struct work *w) { struct claim c; return claim_cancel(w, act_code, NULL, &c); }

static void each_verb_fails(struct work *w, bool (*act)(struct work *w))
{
    const char *before = stored(w);
    for (int n = 1; n < 400; n++) {
        struct work *q = work_begin(w->db, 0, w->now);
        q->language = EN;
        db_fail_after(w->db, n);
        bool done = act(q);
        db_fail_after(w->db, 0);
        bool told = done || q->err.fault == BROKEN;
        work_end(q);
        if (!told)
            CHECK(!"a verb that fails makes the act fail");
        if (done) {
            CHECK(n > 10);
            return;
        }
        if (strcmp(stored(w), before) != 0) {
            printf("# after failing verb %d\n", n);
            SAME(stored(w), before);
            return;
        }
    }
    CHECK(!"the act succeeds once no verb fails");
}

TEST(whichever_verb_fails_no_request_is_half_made)
{
    given(w);
    static bool (*const ends[])(struct work *) = {act_confirm, act_refuse, act_cancel};
    for (size_t i = 0; i < COUNT(ends); i++) {
        db_begin(w);
        each_verb_fails(w, act_make);
        act_code = one(w, "SELECT code FROM claim");
        each_verb_fails(w, ends[i]);
        db_rollback(w);
    }
}
