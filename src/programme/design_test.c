/* design_test.c -- two sides, one draft: who may decide, what a revision keeps, when both have approved. */
#include "programme/design.h"

#include "demand/remark.h"
#include "store/db.h"
#include "test/given_offer.h"
#include "test/test.h"

static void given(struct work *w)
{
    given_region(w);
    CHECK(db_script(w,
        "INSERT INTO module (id, code, organisation_id, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most, price_cohort_minor,"
        " price_learner_minor, form, language, placed) VALUES (142, 'm-2', 103, 'Second', 'second', 2, 6, 0, 1, 20, 0, 0, 'onsite', 'ru', 1),"
        " (143, 'm-3', 103, 'Third', 'third', 8, 0, 4, 1, 20, 0, 0, 'onsite', 'ru', 1);"
        "INSERT INTO module_prerequisite (id, module_id, required_id) VALUES (149, 143, 142);"
        "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'weld', 'x', 'skill', 'Welding', 'welding');"
        "INSERT INTO module_competence (module_id, competence_id, level) VALUES (142, 901, 2);"
        "INSERT INTO norm (id, kind, name_en, least_ah, day_most_ah, week_most_ah) VALUES (950, 'upskilling', 'Upskilling', 16, 8, 40);"
        "INSERT INTO programme (id, code, version, organisation_id, kind, name_en, name_fold, state) VALUES (960, 'welders', 1, 102, 'upskilling', 'Welders', 'welders', 'approved');"
        "INSERT INTO programme_module (programme_id, module_id, position) VALUES (960, 141, 1)"));
}

static int propose(struct work *w, enum design_side side, struct design_proposal p)
{
    int number = 0;
    CHECK(design_propose(w, "welders", side, &p, &number));
    return number;
}

static int accepted(struct work *w, enum design_side side, struct design_proposal p)
{
    int number = propose(w, side, p);
    CHECK(design_decide(w, "welders", side == SIDE_OWNER ? SIDE_EMPLOYER : SIDE_OWNER, number, true, NULL));
    return number;
}

static int64_t ask(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }

TEST(a_design_is_a_new_version_and_the_old_one_stays_until_both_approve)
{
    struct design d;
    bool approved;
    given(w);
    CHECK(design_begin(w, "welders", "emp", NULL, &d));
    CHECK(d.version == 2 && d.revision == 0 && d.module_count == 1);
    SAME(d.state, "draft");
    CHECK(design_begin(w, "welders", "emp", NULL, &d) && d.version == 2); /* twice is once */
    CHECK(ask(w, "SELECT COUNT(*) FROM programme WHERE code = 'welders' AND state = 'approved' AND version = 1") == 1);
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "add", .module = "m-2"});
    CHECK(design_approve(w, "welders", SIDE_OWNER, &approved) && !approved);
    CHECK(design_approve(w, "welders", SIDE_EMPLOYER, &approved) && approved);
    CHECK(ask(w, "SELECT version FROM programme WHERE code = 'welders' AND state = 'approved'") == 2);
    CHECK(ask(w, "SELECT COUNT(*) FROM programme WHERE code = 'welders' AND state = 'retired'") == 1);
    CHECK(ask(w, "SELECT COUNT(*) FROM programme_module x JOIN programme p ON p.id = x.programme_id WHERE p.version = 1") == 1);
    CHECK(ask(w, "SELECT COUNT(*) FROM outbox") > 0);
}

TEST(each_change_is_decided_by_the_other_side_and_makes_an_approval_void)
{
    struct design d;
    bool approved;
    given(w);
    CHECK(design_begin(w, "welders", "emp", NULL, &d));
    CHECK(design_approve(w, "welders", SIDE_OWNER, &approved));
    CHECK(design_load(w, "welders", &d) && d.approved[SIDE_OWNER]);
    int n = propose(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "hours", .module = "m-1", .lecture_ah = 2, .practice_ah = 10});
    struct work *q = work_begin(w->db, 0, w->now);
    CHECK(!design_decide(q, "welders", SIDE_EMPLOYER, n, true, NULL) && q->err.fault == NOT_ALLOWED);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    CHECK(!design_approve(q, "welders", SIDE_EMPLOYER, &approved) && q->err.fault == CONFLICT); /* undecided */
    work_end(q);
    CHECK(design_decide(w, "welders", SIDE_OWNER, n, true, NULL) && design_load(w, "welders", &d));
    CHECK(d.revision == 1 && !d.approved[SIDE_OWNER] && d.modules[0].practice_ah == 10 && d.modules[0].changed && d.hours_ah == 12);
    n = propose(w, SIDE_OWNER, (struct design_proposal){.kind = "remove", .module = "m-1"});
    CHECK(design_take_back(w, "welders", SIDE_OWNER, n) && design_load(w, "welders", &d) && d.open == 0 && d.module_count == 1);
    n = propose(w, SIDE_OWNER, (struct design_proposal){.kind = "remove", .module = "m-1"});
    CHECK(design_decide(w, "welders", SIDE_EMPLOYER, n, false, "we need it") && design_load(w, "welders", &d) && d.module_count == 1 && d.revision == 1);
}

TEST(a_revision_is_kept_whole_and_one_may_go_back_to_it)
{
    struct design d;
    struct design_past *past;
    int n;
    given(w);
    CHECK(design_begin(w, "welders", "emp", NULL, &d));
    const char *first = design_snapshot(w, &d);
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "add", .module = "m-2"});
    accepted(w, SIDE_OWNER, (struct design_proposal){.kind = "hours", .module = "m-2", .lecture_ah = 4, .practice_ah = 4});
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "want", .competence = "weld", .level = 2});
    CHECK(design_load(w, "welders", &d));
    const char *third = design_snapshot(w, &d);
    accepted(w, SIDE_OWNER, (struct design_proposal){.kind = "replace", .module = "m-1", .other = "m-3"});
    accepted(w, SIDE_OWNER, (struct design_proposal){.kind = "unwant", .competence = "weld"});
    CHECK(design_load(w, "welders", &d) && d.revision == 5 && d.want_count == 0);
    SAME(d.modules[0].code, "m-3"); /* in the place of what it replaces */
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "restore", .revision = 3});
    CHECK(design_load(w, "welders", &d) && d.revision == 6);
    SAME(design_snapshot(w, &d), third);
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "restore", .revision = 0});
    CHECK(design_load(w, "welders", &d));
    SAME(design_snapshot(w, &d), first);
    CHECK(design_history(w, &d, &past, &n) && n == 8);
}

TEST(what_does_not_fit_together_is_said)
{
    struct design d;
    given(w);
    CHECK(design_begin(w, "welders", "emp", NULL, &d));
    CHECK(d.concern_count == 1 && strstr(d.concerns[0], "at least") != NULL);
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "add", .module = "m-3"});
    CHECK(design_load(w, "welders", &d) && d.concern_count == 1 && strstr(d.concerns[0], "not in it") != NULL);
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "add", .module = "m-2"});
    CHECK(design_load(w, "welders", &d) && d.concern_count == 1 && strstr(d.concerns[0], "comes after") != NULL);
    accepted(w, SIDE_EMPLOYER, (struct design_proposal){.kind = "want", .competence = "weld", .level = 5});
    CHECK(design_load(w, "welders", &d) && d.concern_count == 2 && strstr(d.concerns[1], "level 5") != NULL);
}

TEST(a_change_that_makes_no_sense_is_refused_in_a_sentence)
{
    struct design d;
    static const struct {
        struct design_proposal p;
        enum fault fault;
    } bad[] = {
        {{.kind = "add", .module = "m-1"}, CONFLICT},    {{.kind = "add", .module = "nosuch"}, NOT_FOUND}, {{.kind = "remove", .module = "m-2"}, CONFLICT},
        {{.kind = "add"}, NOT_VALID},                    {{.kind = "replace", .module = "m-1"}, NOT_VALID}, {{.kind = "hours", .module = "m-1"}, NOT_VALID},
        {{.kind = "want", .competence = "weld"}, NOT_VALID}, {{.kind = "unwant", .competence = "weld"}, CONFLICT}, {{.kind = "restore", .revision = 9}, NOT_VALID},
        {{.kind = "paint"}, NOT_VALID},
    };
    given(w);
    CHECK(design_begin(w, "welders", "emp", NULL, &d));
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct work *q = work_begin(w->db, 0, w->now);
        int number;
        CHECK(!design_propose(q, "welders", SIDE_OWNER, &bad[i].p, &number) && q->err.fault == bad[i].fault && *q->err.text != '\0');
        work_end(q);
    }
    CHECK(ask(w, "SELECT COUNT(*) FROM design_change") == 0);
    struct work *q = work_begin(w->db, 0, w->now);
    CHECK(!design_begin(q, "welders", "uni", NULL, &d) && q->err.fault == CONFLICT);
    work_end(q);
    q = work_begin(w->db, 0, w->now);
    CHECK(!design_begin(q, "nosuch", "emp", NULL, &d) && q->err.fault == NOT_FOUND);
    work_end(q);
}

TEST(a_new_programme_may_be_begun_from_nothing)
{
    struct design d;
    bool approved;
    given(w);
    CHECK(db_script(w, "INSERT INTO setting (name, value) VALUES ('centre', 'col')"));
    CHECK(design_begin(w, "fresh", "emp", "Fresh start", &d) && d.version == 1 && d.module_count == 0);
    struct work *q = work_begin(w->db, 0, w->now);
    CHECK(!design_approve(q, "fresh", SIDE_OWNER, &approved) && q->err.fault == CONFLICT);
    work_end(q);
}
