/* offer_together_test.c -- offers made together can all be held; made each alone they cannot. */
#include "offer/offer_together.h"

#include "offer/hold.h"
#include "offer/offer_given_test.h"
#include "region/region.h"
#include "store/db.h"
#include "test/test.h"

/* copies: the welders' order several times over. */
static void copies(struct work *w, int n)
{
    w->language = EN;
    CHECK(db_script(w, OFFER_GIVEN));
    for (int i = 2; i <= n; i++)
        CHECK(db_script(w, take_text(w,
            "INSERT INTO training_order (id, code, organisation_id, title_en, kind, people, lat, lon, earliest_on, deadline_on, weekdays, from_min, to_min,"
            " wish, state, made_at) VALUES (%d, 'o%d', 3, 'Welders', 'upskilling', 12, 55.35, 86.08, 20833, %d, '12345', 540, 1080, 'cost', 'open', 0);"
            "INSERT INTO order_competence (order_id, competence_id, level) VALUES (%d, 71, 2)", 130 + i, i, 20860 - i, 130 + i)));
}

static int accepted(struct work *w, const struct together *t)
{
    int n = 0;
    for (int i = 0; i < t->count; i++) {
        struct work *q = work_begin(w->db, 0, w->now);
        struct hold h;
        q->language = EN;
        bool done = t->answers[i]->possible && hold_accept(q, t->codes[i], &h);
        if (t->answers[i]->possible && !done)
            printf("# %s\n", q->err.text);
        n += done;
        work_end(q);
    }
    return n;
}

TEST(offers_made_together_can_all_be_held)
{
    struct state *st = take(w, sizeof(*st));
    struct together t;
    struct answer_control c = {.seconds = 20, .seed = 1};
    copies(w, 4);
    CHECK(state_load(w, st) && offer_together(w, st, NULL, 0, &c, true, &t));
    CHECK(t.count == 4 && t.met == 4 && t.met_alone == 4);
    CHECK(t.alone_held < t.met); /* they all wanted the cheaper college */
    CHECK(t.orders[0]->deadline_on <= t.orders[3]->deadline_on);
    CHECK(t.price_minor >= t.alone_price_minor && t.price_minor <= t.first_price_minor);
    CHECK(st->reserved_count == 0);
    CHECK(offer_together_store(w, st, &t));
    CHECK(accepted(w, &t) == 4);
}

TEST(what_there_is_no_room_for_is_said_and_the_rest_is_met)
{
    struct state *st = take(w, sizeof(*st));
    struct together t;
    struct answer_control c = {.seconds = 20, .seed = 1, .explain = true};
    copies(w, 14); /* two teachers of 36 hours a week, four weeks */
    CHECK(state_load(w, st) && offer_together(w, st, NULL, 0, &c, false, &t));
    CHECK(t.met < 14 && t.met > 4);
    for (int i = 0; i < t.count; i++)
        CHECK(t.answers[i]->possible || t.answers[i]->cause_count > 0);
    CHECK(offer_together_store(w, st, &t));
    CHECK(accepted(w, &t) == t.met);
}

TEST(the_same_orders_and_seed_give_the_same_offers_together)
{
    struct state *st = take(w, sizeof(*st));
    struct together a, b;
    struct answer_control c = {.seconds = 20, .seed = 3};
    const char *codes[] = {"o3", "o1"};
    copies(w, 3);
    CHECK(state_load(w, st) && offer_together(w, st, codes, 2, &c, false, &a) && offer_together(w, st, codes, 2, &c, false, &b));
    CHECK(a.count == 2 && a.price_minor == b.price_minor);
    SAME(a.orders[0]->code, "o3"); /* its deadline is the earlier */
    SAME(a.answers[0]->input_hash, b.answers[0]->input_hash);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < a.answers[i]->lesson_count; k++)
            CHECK(a.answers[i]->lessons[k].day == b.answers[i]->lessons[k].day && a.answers[i]->lessons[k].from_min == b.answers[i]->lessons[k].from_min);
}

TEST(an_order_named_twice_or_unknown_is_refused)
{
    struct state *st = take(w, sizeof(*st));
    struct together t;
    struct answer_control c = {.seconds = 20, .seed = 3};
    const char *twice[] = {"o1", "o1"}, *unknown[] = {"o1", "nosuch"};
    copies(w, 1);
    CHECK(state_load(w, st));
    for (int i = 0; i < 2; i++) {
        struct work *q = work_begin(w->db, 0, w->now);
        q->language = EN;
        CHECK(!offer_together(q, st, i == 0 ? twice : unknown, 2, &c, false, &t) && q->err.fault == (i == 0 ? NOT_VALID : NOT_FOUND));
        work_end(q);
    }
}

TEST(a_made_region_is_answered_together_and_all_of_it_is_held)
{
    struct state *st = take(w, sizeof(*st));
    struct region_made made;
    struct together t;
    struct answer_control c = {.seconds = 20, .seed = 1};
    w->language = EN;
    CHECK(region_make(w, region_size_find("S"), 2, NULL, &made) && state_load(w, st));
    CHECK(offer_together(w, st, NULL, 0, &c, true, &t) && offer_together_store(w, st, &t));
    CHECK(t.met >= t.alone_held && t.met > 0);
    CHECK(accepted(w, &t) == t.met);
    printf("# together %d of %d met; alone %d, of which %d at once\n", t.met, t.count, t.met_alone, t.alone_held);
}
