/* store_test.c -- the same promises on both engines. */
#include "store/db.h"
#include "store/step.h"
#include "test/test.h"

TEST(the_steps_done_twice_change_nothing)
{
    CHECK(step_all(w));
    CHECK(step_check(w));
}

TEST(an_empty_script_is_done_at_once) { CHECK(db_script(w, "")); }

TEST(ids_are_new_each_time)
{
    int64_t a = db_id(w), b = db_id(w);
    CHECK(a > 0 && b > a);
    for (int i = 0; i < 200; i++) {
        int64_t c = db_id(w);
        if (c <= b)
            CHECK(!"ids increase");
        b = c;
    }
}

static const char PUT[] = "INSERT INTO setting (name, value) VALUES ($1, $2)";
static const char GET[] = "SELECT value FROM setting WHERE name = $1";

TEST(a_failed_inner_transaction_leaves_the_outer_as_it_was)
{
    CHECK(db_run(w, PUT, ARGS(V("a"), V("1"))));
    struct work *q = work_begin(w->db, 0, w->now);
    db_begin(q);
    db_run(q, PUT, ARGS(V("b"), V("2")));
    db_run(q, PUT, ARGS(V("a"), V("again")));
    CHECK(!db_commit(q));
    CHECK(q->err.fault == CONFLICT);
    work_end(q);
    struct rows r = db_rows(w, GET, ARGS(V("b")));
    CHECK(!db_next(&r));
    r = db_rows(w, GET, ARGS(V("a")));
    CHECK(db_next(&r));
    SAME(db_text(&r, 0), "1");
    db_done(&r);
}

TEST(a_query_left_half_read_leaks_nothing)
{
    db_run(w, PUT, ARGS(V("a"), V("1")));
    db_run(w, PUT, ARGS(V("b"), V("2")));
    struct work *q = work_begin(w->db, 0, w->now);
    struct rows r = db_rows(q, "SELECT name FROM setting ORDER BY name", NO_ARGS);
    CHECK(db_next(&r));
    SAME(db_text(&r, 0), "a");
    struct rows same = db_rows(q, "SELECT name FROM setting ORDER BY name", NO_ARGS);
    CHECK(db_next(&same) && db_next(&same));
    SAME(db_text(&same, 0), "b");
    work_end(q); /* ASan says the rest. */
}

static const char GIVEN[] =
    "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (1, 'o', 'college', 'owner', 'O', 'o');"
    "INSERT INTO site (id, code, organisation_id, name_en, name_fold) VALUES (2, 's', 1, 'S', 's');"
    "INSERT INTO resource_type (id, code, kind, name_en, name_fold) VALUES (3, 't', 'equipment', 'T', 't');"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, price_ah_minor)"
    " VALUES (4, 'r', 'equipment', 1, 2, 3, 'R', 'r', 2, 0)";
static const char BOOK[] = "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at)"
                           " VALUES ($1, 4, $2, $3, $4, 1, 'booked', 0, 0)";

static bool book(struct work *w, int id, int unit, int from, int to)
{
    struct work *q = work_begin(w->db, 0, w->now);
    db_begin(q);
    db_run(q, BOOK, ARGS(V(id), V(unit), V(from), V(to)));
    bool ok = db_commit(q);
    work_end(q);
    return ok;
}

TEST(the_database_itself_refuses_a_double_booking)
{
    CHECK(db_script(w, GIVEN));
    CHECK(book(w, 10, 0, 100, 200));
    CHECK(book(w, 11, 0, 200, 300));
    CHECK(book(w, 12, 1, 150, 250));
    CHECK(!book(w, 13, 0, 199, 201));
    CHECK(!book(w, 14, 0, 50, 400));
    CHECK(!book(w, 15, 0, 120, 130));
    CHECK(!book(w, 16, 2, 500, 600));
    CHECK(book(w, 17, 0, 50, 100));
}
