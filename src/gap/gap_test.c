/* gap_test.c -- each kind of gap is made on purpose: nobody teaches, no seats, the wrong place, idle, met. */
#include "gap/gap.h"

#include "base/day.h"
#include "gap/capacity.h"
#include "store/db.h"
#include "test/test.h"
#include "view/sheet.h"

/* A college in Here with a classroom of ten and one teacher of 18 hours a week; There is two hundred kilometres away.  Three
 * competences: the college teaches 901 (20 hours, to level 2) and 903; nobody teaches 902. */
static const char REGION[] =
    "INSERT INTO setting (name, value) VALUES ('today', '2027-03-01');"
    "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold, email) VALUES (1, 'col', 'college', 'owner', 'College', 'college', 'col@x.example'),"
    " (2, 'emp', 'employer', 'employer', 'Employer', 'employer', NULL);"
    "INSERT INTO site (id, code, organisation_id, name_en, name_fold, municipality, lat, lon) VALUES (3, 'col-1', 1, 'House', 'house', 'Here', 55.0, 86.0),"
    " (4, 'emp-1', 2, 'Plant', 'plant', 'There', 53.0, 86.0);"
    "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (5, 3, '12345', 480, 1200);"
    "INSERT INTO resource_type (id, code, kind, name_en, name_fold) VALUES (6, 'class', 'room', 'Classroom', 'classroom');"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, seats, load_week_ah, price_ah_minor) VALUES"
    " (7, 'r1', 'room', 1, 3, 6, 'Room', 'room', 1, 10, NULL, 0), (8, 't1', 'staff', 1, 3, NULL, 'Master', 'master', 1, NULL, 18, 0);"
    "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (901, 'turn', 'a', 'skill', 'Turning', 'turning'),"
    " (902, 'mill', 'a', 'skill', 'Milling', 'milling'), (903, 'draw', 'a', 'skill', 'Drawing', 'drawing');"
    "INSERT INTO staff_competence (staff_id, competence_id, level) VALUES (8, 901, 4), (8, 903, 4);"
    "INSERT INTO module (id, code, organisation_id, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most, price_cohort_minor,"
    " price_learner_minor, form, language, placed) VALUES (10, 'm1', 1, 'First', 'first', 20, 0, 0, 4, 12, 0, 0, 'onsite', 'en', 1),"
    " (11, 'm3', 1, 'Third', 'third', 20, 0, 0, 4, 12, 0, 0, 'onsite', 'en', 1);"
    "INSERT INTO module_competence (module_id, competence_id, level) VALUES (10, 901, 2), (11, 903, 1);"
    "INSERT INTO module_need (id, module_id, part, kind, type_id, competence_id, level, quantity) VALUES (12, 10, 'all', 'room', 6, NULL, NULL, 1),"
    " (13, 10, 'all', 'staff', NULL, 901, 3, 1), (14, 11, 'all', 'room', 6, NULL, NULL, 1), (15, 11, 'all', 'staff', NULL, 903, 3, 1)";

static void order(struct work *w, int id, const char *place, int competence, int level, int people)
{
    db_run(w, "INSERT INTO training_order (id, code, organisation_id, title_en, kind, people, municipality, earliest_on, deadline_on, weekdays, from_min, to_min, wish, state, made_at)"
              " VALUES ($1, $2, 2, 'T', 'upskilling', $3, $4, 20878, 20930, '12345', 540, 1080, 'cost', 'open', 0)",
           ARGS(V(id), V(take_text(w, "o%d", id)), V(people), V(place)));
    db_run(w, "INSERT INTO order_competence (order_id, competence_id, level) VALUES ($1, $2, $3)", ARGS(V(id), V(competence), V(level)));
}

static const struct gap_row *row(const struct gaps *g, const char *code, const char *place)
{
    static const struct gap_row none;
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->rows[i].code, code) == 0 && strcmp(g->rows[i].municipality, place) == 0)
            return &g->rows[i];
    return &none;
}

static struct gaps found(struct work *w)
{
    struct gap_ask ask;
    struct gaps g;
    CHECK(gap_defaults(w, &ask) && ask.today_on == day_of(2027, 3, 1) && ask.by_on == day_of(2027, 9, 30));
    ask.by_on = day_of(2027, 4, 30);
    CHECK(gap_find(w, &ask, &g));
    return g;
}

TEST(what_nobody_teaches_is_told_from_what_has_no_seats)
{
    CHECK(db_script(w, REGION));
    order(w, 101, "Here", 901, 2, 14);
    order(w, 102, "Here", 902, 1, 5);
    order(w, 103, "Here", 901, 3, 6); /* to a level nobody teaches */
    struct gaps g = found(w);
    const struct gap_row *x = row(&g, "mill", "Here");
    CHECK(x->kind == GAP_NOBODY && x->nobody == 5 && x->given == 0 && x->orders == 5 && x->trust == TRUST_FIRM);
    x = row(&g, "turn", "Here");
    CHECK(x->given == 14 && x->nobody == 6 && x->level == 3 && x->kind == GAP_NOBODY && x->modules == 1);
    x = row(&g, "draw", "Here");
    CHECK(x->kind == GAP_IDLE && x->idle >= 4 && x->given == 0);
    db_run(w, "UPDATE training_order SET people = 200 WHERE id = 101", NO_ARGS);
    g = found(w);
    x = row(&g, "turn", "Here");
    /* nine weeks of 18 hours of the teacher: eight cohorts of twenty hours, ten seats each */
    CHECK(x->given == 80 && x->seats == 120 && x->kind == GAP_SEATS);
    CHECK(row(&g, "draw", "Here")->idle == 0); /* the same teacher; nothing is counted twice */
}

TEST(seats_too_far_away_are_in_the_wrong_place)
{
    CHECK(db_script(w, REGION));
    order(w, 101, "There", 901, 1, 7);
    struct gaps g = found(w);
    const struct gap_row *x = row(&g, "turn", "There");
    CHECK(x->kind == GAP_PLACE && x->place == 7 && x->given == 0 && x->seats == 0 && gap_people(x->lacking.mid) == 7);
    db_run(w, "UPDATE training_order SET municipality = 'здесь нигде'", NO_ARGS);
    g = found(w);
    CHECK(row(&g, "turn", "здесь нигде")->given == 7); /* no way is known, so none is too long */
}

TEST(what_is_busy_or_booked_gives_no_seats)
{
    CHECK(db_script(w, REGION));
    order(w, 101, "Here", 901, 2, 10);
    db_run(w, "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (50, 7, 1, $1, $2, 1, 'maintenance')",
           ARGS(V((int64_t)day_of(2027, 2, 1) * DAY_MIN), V((int64_t)day_of(2027, 6, 1) * DAY_MIN)));
    struct gaps g = found(w);
    CHECK(row(&g, "turn", "Here")->kind == GAP_SEATS && row(&g, "turn", "Here")->given == 0);
}

TEST(adverts_and_projects_ask_with_their_bounds)
{
    CHECK(db_script(w, REGION));
    CHECK(db_script(w, "INSERT INTO signal (id, code, kind, title_en, competence_id, level, municipality, people, by_on, confidence) VALUES"
                       " (60, 's', 'project', 'S', 902, 1, 'Here', 40, 20930, 50)"));
    for (int m = 0; m < 12; m++) {
        int32_t month = day_of(2026, 3 + m > 12 ? 12 : 3 + m, 1);
        db_run(w, "INSERT INTO vacancy (id, code, source, title, title_fold, posted_on, month_on, text, text_hash, places) VALUES ($1, $2, 's', 't', 't', $3, $3, '', '', 2)",
               ARGS(V(200 + m), V(take_text(w, "v%d", m)), V(month)));
    }
    CHECK(db_script(w, "INSERT INTO mention (vacancy_id, competence_id, from_at, to_at, words, section, said) SELECT id, 901, 0, 1, 't', '', 1 FROM vacancy;"
                       "INSERT INTO need (competence_id, occupation_id, municipality, month_on, vacancies, places) SELECT 901, 0, 'Here', month_on, count(*), sum(places) FROM vacancy GROUP BY month_on"));
    struct gaps g = found(w);
    const struct gap_row *x = row(&g, "turn", "Here");
    CHECK(x->seen == 12 && g.months == 10 && g.ahead == 2 && x->asked.mid > 4.7 && x->asked.mid < 4.9); /* 24 places in ten months, for two */
    CHECK(x->asked.low > 3 && x->asked.low < x->asked.mid && x->asked.high > x->asked.mid && x->asked.high < 7.2 && x->trust == TRUST_WEAK);
    x = row(&g, "mill", "Here");
    CHECK(x->asked.low < 0.5 && x->asked.mid > 19.5 && x->asked.mid < 20.5 && x->asked.high > 39.5 && gap_people(x->lacking.mid) == 20);
}

TEST(a_task_is_made_once_written_to_its_owner_and_can_be_taken_back)
{
    CHECK(db_script(w, REGION));
    const char *code, *again;
    struct gap_task t = {.kind = "ask", .competence = "turn", .municipality = "Here", .level = 1, .people = 12, .by_on = 20930};
    CHECK(!gap_task_open(w, &t, &code) && w->err.fault == NOT_VALID);
    w->err = (struct err){0};
    t.organisation = "col";
    CHECK(gap_task_open(w, &t, &code) && gap_task_open(w, &t, &again));
    SAME(again, code);
    CHECK(db_one(w, "SELECT count(*) FROM outbox WHERE address = 'col@x.example'", NO_ARGS, 0) == 1);
    CHECK(gap_task_state(w, code, "done") && gap_task_state(w, code, "open") && gap_task_state(w, code, "withdrawn"));
    CHECK(db_one(w, "SELECT count(*) FROM audit WHERE object = 'gap_task'", NO_ARGS, 0) == 4);
    CHECK(gap_task_open(w, &t, &again) && strcmp(again, code) != 0);
    struct sheet *s = sheet_new(w, sheet_by_name("csv"));
    CHECK(gap_tasks(w, "open", "turn", s) && s->nrows == 1);
    CHECK(!gap_task_state(w, "nobody", "done") && w->err.fault == NOT_FOUND);
}
