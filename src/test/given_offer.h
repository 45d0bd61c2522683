/* given_offer.h -- for tests: a region of three organisations, and offers put straight into its tables.
 *
 *   101 emp, the employer;  102 col, a college (names in both languages);  103 uni, a university (English only)
 *   131 hall, a room of col;  132 bench, 3 equal machines of col;  133 teacher, of uni, at most 20 hours a week
 *   orders 151 or-1 .. 159 or-9 */
#ifndef TEST_GIVEN_OFFER_H
#define TEST_GIVEN_OFFER_H

#include "base/day.h"
#include "store/db.h"
#include "test/test.h"

#define MARCH (20878 * DAY_MIN) /* Monday 1 March 2027 */
#define HOUR  60

static inline void given_region(struct work *w)
{
    w->language = EN;
    CHECK(db_script(w,
        "INSERT INTO setting (name, value) VALUES ('hold_hours', '48'), ('utc_offset_min', '420');"
        "INSERT INTO organisation (id, code, kind, roles, name_ru, name_en, name_fold, email) VALUES"
        " (101, 'emp', 'employer', 'employer', 'Завод', 'Works', 'works', 'staff@works.example'),"
        " (102, 'col', 'college', 'owner', 'Колледж', 'College', 'college', 'office@college.example'),"
        " (103, 'uni', 'university', 'owner', NULL, 'University', 'university', 'office@uni.example');"
        "INSERT INTO site (id, code, organisation_id, name_en, name_fold) VALUES"
        " (112, 'col-1', 102, 'College, building 1', 'college'), (113, 'uni-1', 103, 'University', 'university');"
        "INSERT INTO resource_type (id, code, kind, name_en, name_fold) VALUES"
        " (121, 'hall', 'room', 'Hall', 'hall'), (122, 'bench', 'equipment', 'Bench', 'bench');"
        "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_ru, name_en, name_fold, quantity, seats, load_week_ah,"
        " price_ah_minor) VALUES"
        " (131, 'hall-1', 'room', 102, 112, 121, 'Зал', 'Hall', 'hall', 1, 20, NULL, 10000),"
        " (132, 'bench-1', 'equipment', 102, 112, 122, 'Станки', 'Benches', 'benches', 3, NULL, NULL, 5000),"
        " (133, 'teacher-1', 'staff', 103, 113, NULL, 'Преподаватель', 'Teacher', 'teacher', 1, NULL, 20, 20000);"
        "INSERT INTO module (id, code, organisation_id, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most,"
        " price_cohort_minor, price_learner_minor, form, language, placed) VALUES"
        " (141, 'm-1', 102, 'Module', 'module', 4, 4, 0, 1, 20, 0, 0, 'onsite', 'ru', 1);"));
    for (int k = 1; k <= 9; k++)
        CHECK(db_script(w, take_text(w,
            "INSERT INTO training_order (id, code, organisation_id, title_ru, title_en, kind, people, earliest_on, deadline_on, weekdays, from_min,"
            " to_min, wish, state, made_at) VALUES (%d, 'or-%d', 101, 'Обучение %d', 'Training %d', 'upskilling', 10, 20865, 21065, '12345', 540,"
            " 1080, 'cost', 'open', 0)", 150 + k, k, k, k)));
}

/* An offer of-ID, made, of March 2027, for order or-ORDER, with col's part and uni's. */
static inline void given_offer(struct work *w, int id, int order, bool col_approves, bool uni_approves)
{
    CHECK(db_script(w, take_text(w,
        "INSERT INTO offer (id, code, order_id, variant, state, people, cohorts, hours_ah, partners, starts_on, ends_on, price_minor, seed,"
        " input_hash, document, made_at, who) VALUES (%d, 'of-%d', %d, 'cost', 'made', 10, 1, 8, 2, 20878, 20895, 100000, 1, '', '{}', 0, 0);"
        "INSERT INTO part (id, offer_id, organisation_id, hours_ah, price_minor, approval, state) VALUES"
        " (%d, %d, 102, 5, 60000, %d, 'asked'), (%d, %d, 103, 3, 40000, %d, 'asked')",
        id, id, 150 + order, id * 10 + 2, id, col_approves, id * 10 + 3, id, uni_approves)));
}

/* A lesson of 4 academic hours' worth on the books, from..to wall minutes, in the college. */
static inline void given_lesson(struct work *w, int id, int offer, int64_t from, int64_t to)
{
    CHECK(db_script(w, take_text(w,
        "INSERT INTO lesson (id, offer_id, module_id, cohort, position, part, site_id, starts_at, ends_at, hours_ah)"
        " VALUES (%d, %d, 141, 1, 1, 'practice', 112, %lld, %lld, 4)", id, offer, (long long)from, (long long)to)));
}

static inline void given_use(struct work *w, int lesson, int resource, int units)
{
    CHECK(db_script(w, take_text(w, "INSERT INTO lesson_resource (lesson_id, resource_id, quantity) VALUES (%d, %d, %d)", lesson, resource, units)));
}

/* The commonest offer: one lesson with hall, bench and teacher, `hour` hours into March. */
static inline void given_lesson_offer(struct work *w, int id, int order, int hour)
{
    given_offer(w, id, order, true, true);
    given_lesson(w, id * 10, id, MARCH + hour * HOUR, MARCH + (hour + 3) * HOUR);
    for (int resource = 131; resource <= 133; resource++)
        given_use(w, id * 10, resource, 1);
}

#endif
