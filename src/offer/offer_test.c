/* offer_test.c -- an order becomes an offer, on a small region written here: two colleges, a plant and a factory. */
#include "offer/offer.h"
#include "offer/offer_given_test.h"

#include "offer/ask.h"
#include "offer/change.h"
#include "store/db.h"
#include "test/test.h"

#include <jansson.h>
#include <stdlib.h>

static struct answer *answer(struct work *w, struct state *st, const char *order, const struct change *c)
{
    struct order *o = take(w, sizeof(*o));
    struct answer *a = NULL;
    struct answer_control control = {.seconds = 20, .seed = 1, .alternatives = true, .explain = true};
    CHECK(state_load(w, st) && order_load(w, order, o));
    if (c != NULL) {
        o = change_apply(w, o, c);
        control.share = c->share;
    }
    CHECK(offer_answer(w, st, o, &control, &a));
    return a;
}

/* clash: two lessons of the answer that take the same room or person at once, or a cohort that is in two places. */
static int clashes(const struct state *st, const struct answer *a)
{
    int n = 0;
    for (int i = 0; i < a->lesson_count; i++)
        for (int k = 0; k < i; k++) {
            const struct lesson *x = &a->lessons[i], *y = &a->lessons[k];
            if (x->day != y->day || x->from_min >= y->to_min || y->from_min >= x->to_min)
                continue;
            n += x->cohort == y->cohort;
            for (int p = 0; p < x->use_count; p++)
                for (int q = 0; q < y->use_count; q++)
                    n += x->uses[p].resource == y->uses[q].resource && st->resources.all[x->uses[p].resource].quantity == 1;
        }
    return n;
}

TEST(an_order_is_answered_by_the_cheapest_modules_with_what_they_require)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(a->possible && a->proved && a->module_count == 2 && a->cohorts == 1);
    SAME(st.modules.all[a->modules[0].module].code, "s-safe"); /* required, so it comes first */
    SAME(st.modules.all[a->modules[1].module].code, "s-weld");
    CHECK(a->hours_ah == 22 && a->lesson_count == 5);
    CHECK(clashes(&st, a) == 0);
    /* 2 cohort fees, 12 learners, room and master of 20 hours, six welders of 12 */
    CHECK(a->price_minor == 100000 + 300000 + 12 * 10000 + 8 * 5000 + 12 * 10000 + 12 * 6 * 1000 + 20 * 50000);
    int64_t parts = 0, lines = 0;
    for (int i = 0; i < a->part_count; i++)
        parts += a->parts[i].price_minor;
    for (int i = 0; i < a->line_count; i++) {
        lines += a->lines[i].amount_minor;
        CHECK(a->lines[i].quantity * a->lines[i].rate_minor == a->lines[i].amount_minor);
    }
    CHECK(parts == a->price_minor && lines == a->price_minor);
    CHECK(a->bound_minor <= a->objective_minor && a->objective_minor - a->bound_minor <= a->objective_minor / 100);
}

TEST(lessons_keep_to_hours_order_and_one_another)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    CHECK(db_script(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind)"
                       " VALUES (201, 62, 1, 20833 * 1440 + 540, 20833 * 1440 + 1080, 2, 'lesson')"));
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(a->possible);
    int64_t last = 0;
    for (int i = 0; i < a->lesson_count; i++) {
        const struct lesson *l = &a->lessons[i];
        int64_t at = (int64_t)l->day * DAY_MIN + l->from_min;
        CHECK(l->from_min >= 540 && l->to_min <= 1080 && day_weekday(l->day) <= 5 && l->day >= 20833 && l->day <= 20860);
        CHECK(l->to_min - l->from_min == lesson_min(l->hours_ah));
        CHECK((l->day - 20833) % 7 != 0 || l->day >= 20833 + 14); /* the master teaches elsewhere on those days */
        CHECK(at >= last);
        last = at;
    }
    CHECK(a->lessons[0].module == 0); /* safety before welding */
}

TEST(the_same_input_and_seed_give_the_same_offer)
{
    struct state st, again;
    CHECK(db_script(w, OFFER_GIVEN));
    const char *one = offer_document(w, &st, answer(w, &st, "o1", NULL));
    const char *two = offer_document(w, &again, answer(w, &again, "o1", NULL));
    SAME(one, two);
    db_run(w, "UPDATE resource SET price_ah_minor = 11000 WHERE code = 'n.class'", NO_ARGS);
    struct answer *other = answer(w, &again, "o1", NULL);
    CHECK(strstr(one, other->input_hash) == NULL);
}

TEST(what_nobody_teaches_is_named_with_what_would_help)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    db_run(w, "INSERT INTO order_competence (order_id, competence_id, level) VALUES (131, 73, 1)", NO_ARGS);
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(!a->possible && a->cause_count == 1 && a->gap_count == 1);
    SAME(a->causes[0].text.in[EN], "nobody in the region teaches \"Laser welding\"");
    CHECK(a->relaxation_count == 1);
    SAME(a->relaxations[0].change, "--without laser");
    CHECK(a->relaxations[0].price_minor > 0);
}

TEST(a_level_above_what_is_taught_is_said_with_the_level_that_is)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    db_run(w, "UPDATE order_competence SET level = 4 WHERE order_id = 131", NO_ARGS);
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(!a->possible && a->relaxation_count == 1);
    SAME(a->causes[0].text.in[EN], "\"Welding\" is asked at level 4 and taught up to level 2");
    SAME(a->relaxations[0].change, "--level weld=2");
}

TEST(a_deadline_too_near_is_said_and_the_weeks_that_mend_it_are_tried)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    struct change soon = {.deadline_on = 20833};
    struct answer *a = answer(w, &st, "o1", &soon);
    CHECK(!a->possible && a->cause_count == 1);
    CHECK(strstr(a->causes[0].text.in[EN], "takes 20 hours of lessons") != NULL && strstr(a->causes[0].text.in[EN], "at most 8 can") != NULL);
    bool later = false;
    for (int i = 0; i < a->relaxation_count; i++)
        later = later || strcmp(a->relaxations[i].kind, "deadline") == 0;
    CHECK(later);
}

TEST(a_budget_too_small_is_said_with_the_least_price)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    struct change poor = {.budget_minor = 1000000};
    struct answer *a = answer(w, &st, "o1", &poor);
    CHECK(!a->possible && a->cause_count == 1 && a->causes[0].kind == OVER_BUDGET);
    CHECK(a->relaxation_count >= 1);
    SAME(a->relaxations[0].change, "--budget 17520.00");
}

TEST(an_owners_workshop_is_used_only_as_it_is_shared)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    db_run(w, "DELETE FROM module_need WHERE kind = 'equipment'", NO_ARGS);
    struct answer *without = answer(w, &st, "o1", NULL);
    for (int i = 0; i < without->lesson_count; i++)
        CHECK(without->lessons[i].site < 0 || strcmp(st.partners.sites[without->lessons[i].site].code, "p1") != 0);
    db_run(w, "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days)"
              " VALUES (301, 3, 'sh', 'college', '2', 840, 1260, 100, 1, 0)", NO_ARGS);
    db_run(w, "UPDATE training_order SET to_min = 1260", NO_ARGS);
    struct answer *with = answer(w, &st, "o1", NULL);
    int there = 0;
    for (int i = 0; i < with->lesson_count; i++)
        if (with->lessons[i].site >= 0 && strcmp(st.partners.sites[with->lessons[i].site].code, "p1") == 0) {
            there++;
            CHECK(day_weekday(with->lessons[i].day) == 2 && with->lessons[i].from_min >= 840);
        }
    CHECK(with->possible && there == 3 && with->price_minor < without->price_minor);
    bool approval = false;
    for (int i = 0; i < with->part_count; i++)
        approval = approval || (with->parts[i].approval && strcmp(st.partners.organisations[with->parts[i].organisation].code, "plant") == 0);
    CHECK(approval);
}

TEST(people_are_split_into_cohorts_that_do_not_clash)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    struct change many = {.people = 23};
    struct answer *a = answer(w, &st, "o1", &many);
    CHECK(a->possible && a->cohorts == 2 && a->cohort_size[0] == 12 && a->cohort_size[1] == 11);
    CHECK(a->lesson_count == 10 && clashes(&st, a) == 0);
}

TEST(a_stored_offer_is_whole_and_a_new_one_takes_its_place)
{
    struct state st;
    const char *code;
    CHECK(db_script(w, OFFER_GIVEN));
    CHECK(offer_store(w, &st, answer(w, &st, "o1", NULL), &code));
    SAME(code, "o1-1");
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(offer_store(w, &st, a, &code));
    CHECK(db_one(w, "SELECT COUNT(*) FROM offer WHERE order_id = 131", NO_ARGS, -1) == 1 + a->alternative_count);
    CHECK(db_one(w, "SELECT COUNT(*) FROM lesson l JOIN offer f ON f.id = l.offer_id WHERE f.code = $1", ARGS(V(code)), -1) == 5);
    CHECK(db_one(w, "SELECT SUM(p.price_minor) - f.price_minor FROM part p JOIN offer f ON f.id = p.offer_id WHERE f.code = $1"
                    " GROUP BY f.price_minor", ARGS(V(code)), -1) == 0);
    struct rows r = db_rows(w, "SELECT document FROM offer WHERE code = $1", ARGS(V(code)));
    CHECK(db_next(&r));
    json_error_t err;
    json_t *j = json_loads(db_text(&r, 0), JSON_REJECT_DUPLICATES, &err);
    db_done(&r);
    CHECK(j != NULL);
    static const char *const keys[] = {"order", "modules", "lessons", "parts", "price", "bound", "gaps", "causes", "relaxations", "alternatives",
                                       "seed", "input_hash"};
    for (size_t i = 0; i < COUNT(keys); i++)
        CHECK(json_object_get(j, keys[i]) != NULL);
    CHECK(json_array_size(json_object_get(j, "lessons")) == 5);
    SAME(json_string_value(json_object_get(json_array_get(json_object_get(j, "lessons"), 0), "room")), "s.class");
    json_decref(j);
}

TEST(an_order_with_no_competences_is_refused_with_a_sentence)
{
    CHECK(db_script(w, OFFER_GIVEN));
    db_run(w, "DELETE FROM order_competence", NO_ARGS);
    struct order o;
    CHECK(!order_load(w, "o1", &o));
    CHECK(w->err.fault == NOT_VALID && strstr(w->err.text, "o1") != NULL);
}

TEST(a_question_without_an_order_is_answered_by_who_where_when_and_for_how_much)
{
    struct state st;
    struct possibility *p;
    int n;
    CHECK(db_script(w, OFFER_GIVEN));
    CHECK(state_load(w, &st));
    struct question q = {.what = "weld", .level = 2, .people = 12, .before_on = 20860, .weekdays = 0x1F, .from_min = 540, .to_min = 1080};
    CHECK(ask_answer(w, &st, &q, &p, &n));
    CHECK(n == 2);
    SAME(st.modules.all[p[0].module].code, "s-weld"); /* the cheaper first */
    CHECK(p[0].price_minor == 300000 + 12 * 10000 + 4 * 5000 + 12 * 10000 + 12 * 6 * 1000 + 16 * 50000);
    CHECK(p[0].starts_on == st.today_on && p[0].ends_on >= p[0].starts_on && p[0].ends_on <= 20860);
    q.level = 3;
    CHECK(ask_answer(w, &st, &q, &p, &n) && n == 0);
    q.what = "no such thing";
    CHECK(!ask_answer(w, &st, &q, &p, &n) && w->err.fault == NOT_FOUND);
}

TEST(what_is_published_without_rooms_is_offered_without_dates_and_says_so)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    CHECK(db_script(w, "DELETE FROM module_need; UPDATE module SET placed = 0"));
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(a->possible && a->module_count == 2 && a->lesson_count == 0 && a->starts_on == 0 && a->note_count == 2);
    CHECK(a->price_minor == 100000 + 300000 + 12 * 10000);
}

TEST(a_state_outlives_the_orders_answered_from_it)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN) && state_load(w, &st));
    const char *first = NULL;
    for (int i = 0; i < 2; i++) {
        struct work *q = work_begin(w->db, 0, w->now);
        struct order o;
        struct answer *a;
        struct answer_control control = {.seconds = 20, .seed = 1};
        CHECK(order_load(q, "o1", &o) && offer_answer(q, &st, &o, &control, &a));
        const char *document = offer_document(q, &st, a);
        if (first == NULL)
            first = take_text(w, "%s", document);
        SAME(document, first);
        work_end(q);
    }
}

TEST(a_teacher_is_not_sent_to_the_other_end_of_the_region)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    /* The southern college moves 300 km away; its room is cheaper, its master dearer than the northern one, who is shared. */
    db_run(w, "UPDATE site SET lat = 52.6 WHERE code = 's1'", NO_ARGS);
    db_run(w, "UPDATE resource SET price_ah_minor = 1 WHERE code IN ('n.master', 's.class', 's.shop')", NO_ARGS);
    db_run(w, "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days)"
              " VALUES (301, 1, 'sh', 'all', '12345', 0, 1440, 100, 0, 0), (302, 2, 'sh2', 'all', '12345', 0, 1440, 100, 0, 0)", NO_ARGS);
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(a->possible);
    for (int i = 0; i < a->lesson_count; i++)
        for (int k = 0; k < a->lessons[i].use_count; k++) {
            const struct resource *x = &st.resources.all[a->lessons[i].uses[k].resource];
            CHECK(x->kind != STAFF || partner_travel_min(&st.partners, x->site, a->lessons[i].site) <= 150);
        }
}

TEST(lessons_without_a_room_need_only_their_teacher)
{
    struct state st;
    CHECK(db_script(w, OFFER_GIVEN));
    CHECK(db_script(w, "DELETE FROM module_need WHERE kind <> 'staff'; UPDATE module SET form = 'online'"));
    struct answer *a = answer(w, &st, "o1", NULL);
    CHECK(a->possible && a->lesson_count == 5 && clashes(&st, a) == 0);
    for (int i = 0; i < a->lesson_count; i++)
        CHECK(a->lessons[i].site == -1 && a->lessons[i].use_count == 1);
}
