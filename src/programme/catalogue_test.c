/* catalogue_test.c -- what is found in a small catalogue, how it is counted, and that it is never stale. */
#include "programme/catalogue.h"

#include "base/day.h"
#include "store/db.h"
#include "test/test.h"

static const char REGION[] =
    "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold, municipality) VALUES (101, 'col', 'college', 'owner', 'Weld College', 'weld college', 'Tomsk'),"
    " (102, 'uni', 'university', 'owner', 'University', 'university', 'Omsk');"
    "INSERT INTO site (id, code, organisation_id, name_en, name_fold, municipality) VALUES (103, 'col-1', 101, 'House', 'house', 'Kemerovo');"
    "INSERT INTO competence (id, code, framework, kind, name_ru, name_fold) VALUES (104, 'mag', 'x', 'skill', 'Сварка полуавтоматом', 'x');"
    "INSERT INTO competence_label (competence_id, language, label, label_fold) VALUES (104, 'en', 'MIG/MAG', 'mig/mag');"
    "INSERT INTO module (id, code, organisation_id, site_id, name_ru, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most,"
    " price_cohort_minor, price_learner_minor, form, language, placed) VALUES"
    " (111, 'm1', 101, 103, 'Первые швы', 'First seams', 'x', 10, 20, 0, 1, 10, 1000000, 50000, 'onsite', 'ru', 1),"
    " (112, 'm2', 102, NULL, 'Основы данных', 'Basics of data', 'x', 40, 0, 20, 1, 20, 0, 300000, 'online', 'en', 1);"
    "INSERT INTO module_competence (module_id, competence_id, level) VALUES (111, 104, 3);"
    "INSERT INTO programme (id, code, version, organisation_id, kind, name_ru, name_en, name_fold, state, audience, funding, note_en) VALUES"
    " (121, 'weld', 1, 101, 'vocational', 'Сварщик', 'Welder', 'x', 'retired', NULL, NULL, NULL),"
    " (122, 'weld', 2, 101, 'vocational', 'Сварщик', 'Welder', 'x', 'approved', 'employed;unemployed', 'project', NULL),"
    " (123, 'data', 1, 102, 'upskilling', 'Аналитик данных', 'Data analyst', 'x', 'approved', 'employed', 'learner', 'also for a welder'),"
    " (124, 'later', 1, 102, 'upskilling', 'Черновик', 'Draft', 'x', 'draft', NULL, NULL, NULL);"
    "INSERT INTO programme_module (programme_id, module_id, position) VALUES (121, 111, 1), (122, 111, 1), (123, 112, 1);"
    "INSERT INTO start (id, code, programme_id, site_id, starts_on, ends_on, weekdays, from_min, to_min, seats, taken, state) VALUES"
    " (131, 's1', 122, 103, 20500, 20510, '12345', 540, 900, 10, 9, 'open'), (132, 's2', 122, 103, 20420, 20430, '12345', 540, 900, 10, 10, 'open')";

static const struct catalogue_answer *found(struct work *w, struct catalogue_ask ask)
{
    struct catalogue_answer *out = take(w, sizeof(*out));
    ask.today_on = 20400;
    ask.most = ask.most == 0 ? 20 : ask.most;
    CHECK(catalogue_find(w, &ask, out));
    return out;
}

static const char *ids(struct work *w, const struct catalogue_answer *a)
{
    const char *s = "";
    for (size_t i = 0; i < a->n; i++)
        s = take_text(w, "%s%s%lld", s, i > 0 ? " " : "", (long long)a->found[i].id);
    return s;
}

static int counted(const struct catalogue_answer *a, enum facet f, const char *key)
{
    for (size_t i = 0; i < a->values[f]; i++)
        if (strcmp(a->facet[f][i].key, key) == 0)
            return a->facet[f][i].count;
    return 0;
}

TEST(an_empty_catalogue_finds_nothing)
{
    const struct catalogue_answer *a = found(w, (struct catalogue_ask){.words = "welding"});
    CHECK(a->total == 0 && a->n == 0 && a->values[FACET_PLACE] == 0);
}

TEST(the_latest_approved_version_is_found_by_any_form_of_its_words)
{
    CHECK(db_script(w, REGION));
    SAME(ids(w, found(w, (struct catalogue_ask){.words = "сварщики"})), "122");
    SAME(ids(w, found(w, (struct catalogue_ask){.words = "welder"})), "122 123"); /* a name before a note */
    SAME(ids(w, found(w, (struct catalogue_ask){.words = "mig/mag"})), "122");     /* by a label of what it gives */
    SAME(ids(w, found(w, (struct catalogue_ask){.words = "first seams", .modules = true})), "111");
    SAME(ids(w, found(w, (struct catalogue_ask){.words = "черновик"})), "");
    const struct catalogue_answer *a = found(w, (struct catalogue_ask){.words = "сварщик марсианский"});
    SAME(ids(w, a), "122");
    CHECK(a->loose);
    a = found(w, (struct catalogue_ask){.words = "аналетик"});
    SAME(ids(w, a), "123");
    SAME(a->instead, "аналитик");
    a = found(w, (struct catalogue_ask){.words = "квантовая"});
    CHECK(a->total == 0 && a->instead == NULL);
}

TEST(what_an_entry_costs_takes_and_when_it_starts)
{
    CHECK(db_script(w, REGION));
    const struct catalogue_answer *a = found(w, (struct catalogue_ask){.words = "welder"});
    CHECK(a->found[0].price_minor == 150000 && a->found[0].hours_ah == 30 && a->found[0].level == 3);
    CHECK(a->found[0].starts_on == 20500); /* the earlier start is full */
    CHECK(a->found[1].starts_on == 0);
    CHECK(db_script(w, "UPDATE start SET price_minor = 7 WHERE code = 's1'"));
    CHECK(found(w, (struct catalogue_ask){.words = "welder"})->found[0].price_minor == 7);
}

TEST(facets_narrow_and_their_counts_say_what_there_would_be)
{
    CHECK(db_script(w, REGION));
    const struct catalogue_answer *a = found(w, (struct catalogue_ask){0});
    CHECK(a->total == 2 && counted(a, FACET_PLACE, "Kemerovo") == 1 && counted(a, FACET_PLACE, "Omsk") == 1);
    CHECK(counted(a, FACET_AUDIENCE, "employed") == 2 && counted(a, FACET_AUDIENCE, "unemployed") == 1);
    CHECK(counted(a, FACET_START, "none") == 1 && counted(a, FACET_START, "later") == 1);
    CHECK(counted(a, FACET_FORM, "onsite") == 1 && counted(a, FACET_LEVEL, "3") == 1 && counted(a, FACET_OWNER, "uni") == 1);
    a = found(w, (struct catalogue_ask){.chosen = {[FACET_PLACE] = {"Kemerovo"}}});
    SAME(ids(w, a), "122");
    CHECK(counted(a, FACET_PLACE, "Omsk") == 1);        /* of its own facet: as if nothing were chosen there */
    CHECK(counted(a, FACET_KIND, "upskilling") == 0);   /* of the others: among those chosen */
    CHECK(a->facet[FACET_PLACE][0].count == 1);
    a = found(w, (struct catalogue_ask){.chosen = {[FACET_PLACE] = {"Kemerovo", "Omsk"}, [FACET_FUNDING] = {"learner"}}});
    SAME(ids(w, a), "123");
    a = found(w, (struct catalogue_ask){.chosen = {[FACET_PRICE] = {"0-2000"}}});
    SAME(ids(w, a), "122");
    CHECK(found(w, (struct catalogue_ask){.chosen = {[FACET_HOURS] = {"30-"}}})->total == 1); /* 30 itself is not over 30 */
    CHECK(found(w, (struct catalogue_ask){.chosen = {[FACET_PRICE] = {"cheap"}}})->total == 0);
    CHECK(found(w, (struct catalogue_ask){.chosen = {[FACET_PLACE] = {"Nowhere"}}})->total == 0);
}

TEST(results_come_in_the_order_asked_for_and_by_pages)
{
    CHECK(db_script(w, REGION));
    w->language = EN;
    SAME(ids(w, found(w, (struct catalogue_ask){.order = BY_NAME})), "123 122");
    SAME(ids(w, found(w, (struct catalogue_ask){.order = BY_PRICE})), "122 123");
    SAME(ids(w, found(w, (struct catalogue_ask){.order = BY_START})), "122 123");
    SAME(ids(w, found(w, (struct catalogue_ask){.order = BY_HOURS, .skip = 1, .most = 1})), "123");
    CHECK(found(w, (struct catalogue_ask){.skip = 50})->n == 0);
}

TEST(what_is_written_is_found_at_once_and_what_is_taken_back_is_not)
{
    CHECK(db_script(w, REGION));
    CHECK(found(w, (struct catalogue_ask){.words = "марс"})->total == 0);
    db_begin(w);
    CHECK(db_script(w, "UPDATE programme SET name_ru = 'Полёт на Марс' WHERE id = 123"));
    CHECK(found(w, (struct catalogue_ask){.words = "марс"})->total == 1);
    db_rollback(w);
    CHECK(found(w, (struct catalogue_ask){.words = "марс"})->total == 0);
    static const char *const changes[] = {
        "UPDATE competence SET name_ru = 'Звёзды' WHERE id = 104", "UPDATE module SET name_ru = 'Звёзды' WHERE id = 111",
        "INSERT INTO competence_label (competence_id, language, label, label_fold) VALUES (104, 'ru', 'звёзды', 'x')",
        "UPDATE organisation SET name_ru = 'Звёзды' WHERE id = 101", "UPDATE site SET municipality = 'Звёзды' WHERE id = 103",
    };
    for (size_t i = 0; i < COUNT(changes); i++) {
        db_begin(w);
        CHECK(db_script(w, changes[i]));
        if (found(w, (struct catalogue_ask){.words = "звезда"})->total != 1) {
            printf("# %s\n", changes[i]);
            CHECK(!"a change is found at once");
        }
        db_rollback(w);
    }
    CHECK(db_script(w, "DELETE FROM start; DELETE FROM programme_module WHERE programme_id > 121; DELETE FROM programme WHERE id > 121"));
    CHECK(found(w, (struct catalogue_ask){0})->total == 0);
}

TEST(a_catalogue_that_cannot_be_read_says_so)
{
    CHECK(db_script(w, REGION));
    for (int64_t n = 1; n < 14; n++) {
        db_fail_after(w->db, n);
        struct work *mine = work_begin(w->db, 0, w->now);
        struct catalogue_answer a;
        bool ok = catalogue_find(mine, &(struct catalogue_ask){.today_on = 20400, .most = 5}, &a);
        CHECK(ok == fine(mine) && (!ok || a.total == 2));
        work_end(mine);
        db_fail_after(w->db, 0);
        CHECK(db_script(w, "UPDATE module SET note_en = 'other'"));
    }
    CHECK(found(w, (struct catalogue_ask){0})->total == 2);
}
