/* order_talk_test.c -- whose turn it is; what the employer decides; versions; what is held is not changed under anybody. */
#include "demand/order_talk.h"

#include "demand/remark.h"
#include "store/db.h"
#include "test/given_offer.h"
#include "test/test.h"

static void given(struct work *w)
{
    given_region(w);
    CHECK(db_script(w, "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding');"
                       "INSERT INTO order_competence (order_id, competence_id, level) VALUES (151, 901, 2)"));
}

static struct terms_of_order later(int32_t day) { return (struct terms_of_order){.value = {[TERM_DEADLINE] = day}, .given = 1U << TERM_DEADLINE}; }

static enum baton turn_of(struct work *w)
{
    struct order o;
    struct turn t;
    CHECK(order_load(w, "or-1", &o) && order_turn(w, &o, &t));
    return t.whose;
}

static int32_t deadline(struct work *w) { return (int32_t)db_one(w, "SELECT deadline_on FROM training_order WHERE code = 'or-1'", NO_ARGS, 0); }

TEST(the_turn_goes_from_centre_to_employer_to_owners)
{
    given(w);
    CHECK(turn_of(w) == BATON_CENTRE);
    given_lesson_offer(w, 1000, 1, 9);
    CHECK(db_script(w, "UPDATE training_order SET state = 'offered' WHERE id = 151"));
    CHECK(turn_of(w) == BATON_EMPLOYER);
    CHECK(db_script(w, "UPDATE offer SET state = 'held', expires_at = 4000000000"));
    CHECK(turn_of(w) == BATON_OWNERS);
    CHECK(db_script(w, "UPDATE part SET state = 'confirmed', answered_at = 1; UPDATE offer SET state = 'agreed', expires_at = NULL;"
                       "UPDATE training_order SET state = 'agreed' WHERE id = 151"));
    CHECK(turn_of(w) == BATON_NOBODY);
}

TEST(what_the_centre_proposes_waits_for_the_employer_and_is_kept_as_a_version)
{
    int number, n;
    struct order_version *all;
    struct terms_of_order t = later(21070);
    given(w);
    int32_t was = deadline(w);
    CHECK(order_propose(w, "or-1", 0, &t, "the workshop is full", &number) && number == 1);
    CHECK(deadline(w) == was && turn_of(w) == BATON_EMPLOYER);
    CHECK(db_one(w, "SELECT COUNT(*) FROM outbox WHERE address = 'staff@works.example'", NO_ARGS, 0) == 1);
    CHECK(order_decide(w, "or-1", 1, true, NULL));
    CHECK(deadline(w) == 21070 && turn_of(w) == BATON_CENTRE);
    CHECK(order_versions(w, 151, &all, &n) && n == 1 && all[0].terms.value[TERM_DEADLINE] == was);
    CHECK(order_decide(w, "or-1", 1, true, NULL)); /* twice is once */
    CHECK(order_restore(w, "or-1", 1) && deadline(w) == was);
    CHECK(order_versions(w, 151, &all, &n) && n == 2);
}

TEST(what_the_employer_changes_is_done_at_once_and_offers_of_before_are_over)
{
    int number;
    struct terms_of_order t = later(21070);
    given(w);
    given_lesson_offer(w, 1000, 1, 9);
    CHECK(order_propose(w, "or-1", 101, &t, NULL, &number));
    CHECK(deadline(w) == 21070 && turn_of(w) == BATON_CENTRE);
    CHECK(db_one(w, "SELECT COUNT(*) FROM offer WHERE state = 'withdrawn'", NO_ARGS, 0) == 1);
}

static bool refused(struct work *w, int64_t by, struct terms_of_order t, enum fault fault, const char *says)
{
    int number;
    struct work *q = work_begin(w->db, 0, w->now);
    q->language = EN;
    bool is = !order_propose(q, "or-1", by, &t, NULL, &number) && q->err.fault == fault && strstr(q->err.text, says) != NULL;
    if (!is)
        printf("# %s\n", q->err.text);
    work_end(q);
    return is;
}

TEST(a_change_that_cannot_be_is_refused_in_a_sentence_and_changes_nothing)
{
    given(w);
    int32_t was = deadline(w);
    CHECK(refused(w, 0, later(was), NOT_VALID, "nothing of the order"));
    CHECK(refused(w, 101, later(1), NOT_VALID, "first possible day"));
    CHECK(refused(w, 101, (struct terms_of_order){.value = {[TERM_PEOPLE] = 0}, .given = 1U << TERM_PEOPLE}, NOT_VALID, "how many people"));
    given_lesson_offer(w, 1000, 1, 9);
    CHECK(db_script(w, "UPDATE offer SET state = 'held', expires_at = 4000000000"));
    CHECK(refused(w, 101, later(21070), CONFLICT, "of-1000"));
    CHECK(deadline(w) == was && db_one(w, "SELECT COUNT(*) FROM order_version", NO_ARGS, 0) == 0 && db_one(w, "SELECT COUNT(*) FROM order_change", NO_ARGS, 0) == 0);
}

TEST(remarks_are_a_thread_and_an_empty_one_is_none)
{
    struct remark *all;
    int n;
    given(w);
    CHECK(remark_add(w, "order", 151, 0, 101, "  Can we begin on Monday?") && remark_add(w, "order", 151, 0, 0, "Yes."));
    CHECK(remark_list(w, "order", 151, &all, &n) && n == 2);
    SAME(all[0].text, "Can we begin on Monday?");
    SAME(all[0].organisation, "Works");
    struct work *q = work_begin(w->db, 0, w->now);
    CHECK(!remark_add(q, "order", 151, 0, 0, " \n") && q->err.fault == NOT_VALID);
    work_end(q);
}

TEST(a_decided_change_is_not_decided_otherwise)
{
    int number;
    struct terms_of_order t = later(21070);
    given(w);
    CHECK(order_propose(w, "or-1", 0, &t, NULL, &number) && order_decide(w, "or-1", number, false, "no"));
    struct work *q = work_begin(w->db, 0, w->now);
    CHECK(!order_decide(q, "or-1", number, true, NULL) && q->err.fault == CONFLICT);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    CHECK(!order_decide(q, "or-1", 7, true, NULL) && q->err.fault == NOT_FOUND);
    work_end(q);
}
