/* hold_test.c -- what accepting an offer promises: all or nothing, and what owners may then say. */
#include "offer/hold.h"

#include "base/rng.h"
#include "resource/lay.h"
#include "offer/offer.h"
#include "test/given_offer.h"

/* Everything an act may change, as one text: what is equal was not changed. */
static const char *stored(struct work *w)
{
    static const char *const all[] = {
        "SELECT code || ' ' || state || ' ' || COALESCE(CAST(expires_at AS TEXT), '-') FROM offer ORDER BY id",
        "SELECT code || ' ' || state FROM training_order ORDER BY id",
        "SELECT CAST(id AS TEXT) || ' ' || state || ' ' || COALESCE(CAST(answered_at AS TEXT), '-') || ' ' || COALESCE(reason, '-') FROM part ORDER BY id",
        "SELECT CAST(resource_id AS TEXT) || '.' || CAST(unit AS TEXT) || ' ' || state || ' ' || CAST(starts_at AS TEXT) FROM booking ORDER BY id",
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

static const char *one(struct work *w, const char *sql)
{
    struct rows r = db_rows(w, sql, NO_ARGS);
    const char *s = db_next(&r) ? db_text(&r, 0) : "(no row)";
    db_done(&r);
    return s;
}

static int64_t count(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }

/* What an act that is expected to fail says; "" if it did not.  The test's own work stays fine. */
static const char *refused(struct work *w, const char *act, const char *code, const char *organisation)
{
    struct work *q = work_begin(w->db, 0, w->now);
    struct hold h;
    q->language = w->language;
    bool done = strcmp(act, "accept") == 0    ? hold_accept(q, code, &h)
                : strcmp(act, "confirm") == 0 ? hold_confirm(q, code, organisation, &h)
                : strcmp(act, "refuse") == 0  ? hold_refuse(q, code, organisation, NULL, &h)
                                              : hold_withdraw(q, code, &h);
    const char *said = done ? "" : take_copy(w, q->err.text, strlen(q->err.text));
    work_end(q);
    return said;
}

static const char LIVE[] = "SELECT COUNT(*) FROM booking WHERE live = 1";

TEST(accepting_holds_every_room_machine_and_teacher)
{
    struct hold h;
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(hold_accept(w, "of-1", &h));
    SAME(w->err.text, "");
    CHECK(h.changed && h.stretches == 3 && h.expires_at == w->now + 48 * 3600);
    SAME(h.state, "held");
    SAME(h.text, "offer of-1 is held until 17\u00a0January\u00a02027, 15:00: 3 bookings, owners have been asked");
    CHECK(count(w, "SELECT COUNT(*) FROM booking WHERE live = 1 AND state = 'held' AND unit = 0 AND lesson_id = 10 AND offer_id = 1") == 3);
    SAME(one(w, "SELECT state FROM training_order WHERE id = 151"), "offered");
    CHECK(count(w, "SELECT COUNT(*) FROM part WHERE state = 'asked'") == 2);
    CHECK(count(w, "SELECT COUNT(*) FROM audit WHERE verb = 'accept'") == 2);
}

TEST(accepting_twice_changes_nothing_and_says_so)
{
    struct hold h;
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(hold_accept(w, "of-1", &h));
    const char *before = stored(w);
    CHECK(hold_accept(w, "of-1", &h));
    CHECK(!h.changed && strstr(h.text, "nothing was changed") != NULL);
    SAME(stored(w), before);
}

TEST(what_was_taken_meanwhile_is_named_and_nothing_is_held)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    given_lesson_offer(w, 2, 2, 11); /* overlaps by an hour */
    CHECK(db_script(w, "DELETE FROM lesson_resource WHERE lesson_id = 20 AND resource_id = 131"));
    given_lesson_offer(w, 3, 3, 12); /* begins when the first ends */
    CHECK(offer_accept(w, "of-1"));
    const char *before = stored(w);
    SAME(refused(w, "accept", "of-2", NULL), "Teacher (teacher-1) is taken on Mon\u00a01\u00a0March, 11:00\u201314:00 by offer of-1, Training 1; "
                                             "make the offer again: cavt offer make DB or-2");
    SAME(stored(w), before);
    CHECK(offer_accept(w, "of-3"));
}

TEST(an_owner_s_own_use_that_came_since_counts_every_week)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(db_script(w, take_text(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind, note) VALUES"
                                    " (1, 132, 3, %d, %d, 3, 'maintenance', 'spindles')",
                                 MARCH - 14 * DAY_MIN + 8 * HOUR, MARCH - 14 * DAY_MIN + 10 * HOUR)));
    SAME(refused(w, "accept", "of-1", NULL), "Benches (bench-1) is taken on Mon\u00a01\u00a0March, 9:00\u201312:00 by maintenance (spindles); "
                                             "make the offer again: cavt offer make DB or-1");
    CHECK(count(w, "SELECT COUNT(*) FROM booking") == 0);
    CHECK(db_script(w, "UPDATE busy SET weeks = 2"));
    CHECK(offer_accept(w, "of-1"));
}

TEST(equal_machines_are_taken_by_the_lowest_free_units)
{
    given_region(w);
    for (int k = 1; k <= 3; k++) {
        given_offer(w, k, k, true, true);
        given_lesson(w, k * 10, k, MARCH + 9 * HOUR, MARCH + 12 * HOUR);
        given_use(w, k * 10, 132, k == 1 ? 2 : 1);
    }
    CHECK(offer_accept(w, "of-1"));
    CHECK(offer_accept(w, "of-2"));
    SAME(one(w, "SELECT unit FROM booking WHERE offer_id = 2"), "2");
    CHECK(strstr(refused(w, "accept", "of-3", NULL), "bench-1") != NULL);
    CHECK(offer_withdraw(w, "of-1"));
    CHECK(offer_accept(w, "of-3"));
    SAME(one(w, "SELECT unit FROM booking WHERE offer_id = 3"), "0");
}

TEST(where_no_owner_s_word_is_needed_it_is_agreed_at_once)
{
    struct hold h;
    given_region(w);
    given_offer(w, 1, 1, false, false);
    given_lesson(w, 10, 1, MARCH + 9 * HOUR, MARCH + 12 * HOUR);
    given_use(w, 10, 131, 1);
    CHECK(hold_accept(w, "of-1", &h));
    SAME(h.state, "agreed");
    CHECK(h.expires_at == 0 && h.stretches == 1);
    SAME(one(w, "SELECT state FROM booking"), "booked");
    SAME(one(w, "SELECT state FROM training_order WHERE id = 151"), "agreed");
    CHECK(count(w, "SELECT COUNT(*) FROM part WHERE state = 'confirmed' AND answered_at IS NOT NULL") == 2);
}

TEST(the_last_owner_s_yes_makes_bookings_of_holds)
{
    struct hold h;
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(strstr(refused(w, "confirm", "of-1", "col"), "not been accepted") != NULL);
    CHECK(hold_accept(w, "of-1", &h));
    CHECK(hold_confirm(w, "of-1", "col", &h));
    CHECK(h.changed);
    SAME(h.state, "held");
    CHECK(hold_confirm(w, "of-1", "col", &h));
    CHECK(!h.changed);
    CHECK(hold_confirm(w, "of-1", "uni", &h));
    CHECK(h.changed && h.stretches == 3);
    SAME(h.state, "agreed");
    CHECK(count(w, "SELECT COUNT(*) FROM booking WHERE state = 'booked' AND live = 1") == 3);
    SAME(one(w, "SELECT state FROM training_order WHERE id = 151"), "agreed");
    const char *before = stored(w);
    CHECK(hold_confirm(w, "of-1", "uni", &h));
    CHECK(!h.changed);
    CHECK(strstr(refused(w, "refuse", "of-1", "uni"), "withdraw") != NULL);
    SAME(stored(w), before);
    w->now += 1000 * 3600; /* what is booked does not run out */
    int n = 0;
    CHECK(offer_lapse(w, &n) && n == 0);
    CHECK(count(w, LIVE) == 3);
}

TEST(an_owner_s_no_releases_everything_and_tells_the_others_why)
{
    struct hold h;
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    given_lesson_offer(w, 2, 2, 9);
    CHECK(offer_accept(w, "of-1"));
    CHECK(offer_confirm(w, "of-1", "uni"));
    CHECK(db_script(w, "DELETE FROM outbox"));
    CHECK(hold_refuse(w, "of-1", "col", "the hall is being painted", &h));
    SAME(h.state, "refused");
    CHECK(h.stretches == 3 && count(w, LIVE) == 0);
    SAME(one(w, "SELECT state || ': ' || reason FROM part WHERE id = 12"), "refused: the hall is being painted");
    SAME(one(w, "SELECT state FROM training_order WHERE id = 151"), "open");
    CHECK(count(w, "SELECT COUNT(*) FROM outbox WHERE body LIKE '%College has refused its part: the hall is being painted.%'") == 2);
    CHECK(count(w, "SELECT COUNT(*) FROM outbox WHERE address = 'office@college.example'") == 0);
    CHECK(hold_refuse(w, "of-1", "col", NULL, &h) && !h.changed);
    CHECK(offer_accept(w, "of-2")); /* what was released is free */
    CHECK(strstr(refused(w, "accept", "of-1", NULL), "refused") != NULL);
}

TEST(a_hold_that_ran_out_is_free_and_is_lapsed_by_the_next_act)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    given_lesson_offer(w, 2, 2, 9);
    CHECK(offer_accept(w, "of-1"));
    w->now += 48 * 3600 - 1;
    CHECK(strstr(refused(w, "accept", "of-2", NULL), "of-1") != NULL);
    w->now += 1;
    CHECK(offer_accept(w, "of-2"));
    SAME(one(w, "SELECT state FROM offer WHERE id = 1"), "lapsed");
    SAME(one(w, "SELECT state FROM training_order WHERE id = 151"), "open");
    CHECK(count(w, "SELECT COUNT(*) FROM booking WHERE live = 1 AND offer_id = 2") == 3);
    CHECK(count(w, LIVE) == 3);
}

TEST(a_yes_that_comes_too_late_is_refused_and_the_lapse_is_kept)
{
    int n;
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(offer_accept(w, "of-1"));
    w->now += 48 * 3600;
    CHECK(strstr(refused(w, "confirm", "of-1", "col"), "run out") != NULL);
    SAME(one(w, "SELECT state FROM offer"), "lapsed");
    CHECK(count(w, LIVE) == 0);
    CHECK(offer_lapse(w, &n) && n == 0);
}

TEST(one_order_has_one_offer_held_at_a_time)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    given_lesson_offer(w, 2, 1, 20);
    CHECK(offer_accept(w, "of-1"));
    CHECK(strstr(refused(w, "accept", "of-2", NULL), "cavt offer withdraw DB of-1") != NULL);
    CHECK(offer_withdraw(w, "of-1"));
    CHECK(offer_accept(w, "of-2"));
    CHECK(strstr(refused(w, "accept", "of-1", NULL), "withdrawn") != NULL);
    SAME(refused(w, "accept", "of-7", NULL), "there is no offer of-7; the offers are listed by: cavt offer list DB");
    CHECK(strstr(refused(w, "confirm", "of-2", "emp"), "col, uni") != NULL);
}

TEST(a_site_closed_since_is_named)
{
    given_region(w);
    w->language = RU;
    given_lesson_offer(w, 1, 1, 9);
    CHECK(db_script(w, "INSERT INTO closure (id, site_id, from_on, to_on, opens_min, closes_min, reason_ru) VALUES"
                       " (1, 112, 20878, 20878, 540, 700, 'сокращённый день')"));
    const char *said = refused(w, "accept", "of-1", NULL);
    CHECK(strstr(said, "сокращённый день") != NULL && strstr(said, "cavt offer make DB or-1") != NULL);
    CHECK(db_script(w, "UPDATE closure SET closes_min = 720"));
    CHECK(offer_accept(w, "of-1"));
}

TEST(a_teacher_s_week_may_be_full_without_any_clash)
{
    given_region(w);
    for (int k = 1; k <= 6; k++)
        given_lesson_offer(w, k, k, k == 6 ? 7 * 24 + 9 : (k - 1) * 24 + 9); /* Monday to Friday, then the next Monday */
    for (int k = 1; k <= 4; k++)
        CHECK(offer_accept(w, take_text(w, "of-%d", k)));
    CHECK(db_script(w, "UPDATE resource SET load_week_ah = 19 WHERE id = 133"));
    SAME(refused(w, "accept", "of-5", NULL), "Teacher (teacher-1) would have 20 hours in the week of 1\u00a0March\u00a02027, over the limit of 19; "
                                             "make the offer again: cavt offer make DB or-5");
    CHECK(offer_accept(w, "of-6"));
    CHECK(db_script(w, "UPDATE resource SET load_week_ah = 20 WHERE id = 133"));
    CHECK(offer_accept(w, "of-5"));
}

TEST(an_offer_whose_first_day_is_past_is_not_accepted)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(db_script(w, "INSERT INTO setting (name, value) VALUES ('today', '2027-03-02')"));
    CHECK(strstr(refused(w, "accept", "of-1", NULL), "past") != NULL);
    CHECK(db_script(w, "UPDATE setting SET value = '2027-03-01' WHERE name = 'today'"));
    CHECK(offer_accept(w, "of-1"));
}

TEST(each_is_told_in_the_languages_it_has_a_name_in)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    CHECK(db_script(w, "UPDATE part SET approval = 0 WHERE id = 13"));
    CHECK(offer_accept(w, "of-1"));
    CHECK(count(w, "SELECT COUNT(*) FROM outbox") == 3);
    SAME(one(w, "SELECT subject FROM outbox WHERE address = 'office@college.example'"),
         "Предложение of-1: подтвердите, пожалуйста, свою часть / Offer of-1: please confirm your part");
    SAME(one(w, "SELECT subject FROM outbox WHERE address = 'office@uni.example'"), "Offer of-1: your part is held");
    SAME(one(w, "SELECT body FROM outbox WHERE address = 'office@uni.example'"),
         "Training: Training 1\nOrder or-1, offer of-1, 1\u00a0Mar \u2013 18\u00a0Mar\u00a02027\n\n"
         "What it needs of yours is held until 17\u00a0January\u00a02027, 15:00, while other owners confirm. By your rules of sharing your own word is "
         "not needed.\n\nYour part: 3\u00a0h, 400\u00a0₽.\n- Teacher (teacher-1): 1 lesson, 1\u00a0March\u00a02027\n");
}

/* Each act is tried with its first verb failing, its second, and so on until it succeeds. */
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

static bool accept_1(struct work *w) { return offer_accept(w, "of-1"); }
static bool confirm_1(struct work *w) { return offer_confirm(w, "of-1", "col"); }
static bool refuse_1(struct work *w) { return offer_refuse(w, "of-1", "col", "no"); }
static bool withdraw_1(struct work *w) { return offer_withdraw(w, "of-1"); }
static bool lapse_1(struct work *w)
{
    int n;
    w->now += 48 * 3600;
    return offer_lapse(w, &n);
}

TEST(whichever_verb_fails_the_data_is_as_before)
{
    given_region(w);
    given_lesson_offer(w, 1, 1, 9);
    given_lesson_offer(w, 2, 2, 20);
    CHECK(db_script(w, "UPDATE part SET state = 'confirmed' WHERE id = 13"));
    static bool (*const ends[])(struct work *) = {confirm_1, refuse_1, withdraw_1, lapse_1};
    for (size_t i = 0; i < COUNT(ends); i++) {
        db_begin(w);
        each_verb_fails(w, accept_1);
        each_verb_fails(w, ends[i]);
        db_rollback(w);
    }
}

/* ---------------------------------------------------------------- laying, against the definition */

static int64_t below(struct rng *r, int n) { return (int64_t)rng_below(r, (uint32_t)n); }

/* What is taken of it at one moment, units by name and units without. */
static int load_at(const struct stretch *s, int n, int64_t t)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += s[i].from <= t && t < s[i].to ? s[i].units : 0;
    return sum;
}

static bool clashes(const struct stretch *s, int n, int unit, int64_t from, int64_t to)
{
    for (int i = 0; i < n; i++)
        if (s[i].unit == unit && s[i].from < to && s[i].to > from)
            return true;
    return false;
}

PURE(laying_refuses_only_when_too_few_are_free_at_some_moment)
{
    struct rng r = rng_seed(7);
    int laid_whole = 0, refusals = 0, in_pieces = 0;
    for (int round = 0; round < 3000; round++) {
        struct stretch taken[40];
        struct lay_want wants[6];
        int quantity = 1 + (int)below(&r, 4), n = 0, m = 1 + (int)below(&r, 4);
        for (int k = 0; k < 10; k++) {
            int64_t from = below(&r, 20), to = from + 1 + below(&r, 6);
            int unit = (int)below(&r, quantity + 1) - 1;
            if (unit < 0 ? load_at(taken, n, from) < quantity && below(&r, 3) == 0 : !clashes(taken, n, unit, from, to))
                taken[n++] = (struct stretch){from, to, 100 + k, unit, 1};
        }
        for (int k = 0; k < m; k++) {
            int64_t from = below(&r, 20);
            wants[k] = (struct lay_want){from, from + 1 + below(&r, 6), k, 1 + (int)below(&r, 2), 4};
        }
        struct laid l;
        bool all = lay(w, taken, n, wants, m, quantity, &l);
        int served = all ? m : l.want;
        for (int k = 0; k < l.count; k++) { /* no unit twice, nothing beyond what there is */
            struct piece *p = &l.pieces[k];
            if (clashes(taken, n, p->unit, p->from, p->to) || p->unit < 0 || p->unit >= quantity || p->want >= served)
                CHECK(!"a piece lies on a free unit");
            taken[n++] = (struct stretch){p->from, p->to, 0, p->unit, 1};
        }
        for (int k = 0; k < served; k++) {
            int64_t sum = 0;
            for (int i = 0; i < l.count; i++)
                if (l.pieces[i].want == k) {
                    sum += l.pieces[i].to - l.pieces[i].from;
                    in_pieces += l.pieces[i].to < wants[k].to;
                }
            if (sum != (wants[k].to - wants[k].from) * wants[k].units)
                CHECK(!"a want gets all it asked for");
            for (int64_t t = wants[k].from; t < wants[k].to; t++)
                if (load_at(taken, n, t) > quantity)
                    CHECK(!"never more than there are");
        }
        laid_whole += all;
        if (!all) {
            refusals++;
            bool short_of = false;
            for (int64_t t = wants[l.want].from; t < wants[l.want].to; t++)
                short_of = short_of || load_at(taken, n, t) + wants[l.want].units > quantity;
            CHECK(short_of);
        }
    }
    CHECK(laid_whole > 300 && refusals > 300 && in_pieces > 20);
}

PURE(laying_a_thousand_lessons_among_ten_thousand_stretches_is_quick)
{
    struct stretch *taken = take_array(w, 10000, struct stretch);
    struct lay_want *wants = take_array(w, 1000, struct lay_want);
    for (int k = 0; k < 10000; k++)
        taken[k] = (struct stretch){k * 10, k * 10 + 5, k, 0, 1};
    for (int k = 0; k < 1000; k++)
        wants[k] = (struct lay_want){k * 100 + 5, k * 100 + 10, k, 1, 4};
    struct laid l;
    CHECK(lay(w, taken, 10000, wants, 1000, 1, &l));
    CHECK(l.count == 1000);
}
