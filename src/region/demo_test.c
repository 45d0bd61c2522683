/* demo_test.c -- the demonstration region in demo/ is what its README says. */
#include "import/import.h"
#include "store/db.h"
#include "test/test.h"

#include <unistd.h>

static const char *demo(void)
{
    static const char *const places[] = {"demo", "../demo"};
    for (size_t i = 0; i < COUNT(places); i++) {
        char file[64];
        snprintf(file, sizeof(file), "%s/order.csv", places[i]);
        if (access(file, R_OK) == 0)
            return places[i];
    }
    return NULL;
}

static bool given(struct work *w, const char *folder)
{
    struct import_how how = {0};
    struct intake *result;
    bool good = import_paths(w, &folder, 1, &how, &result);
    CHECK(good);
    if (!good)
        printf("# %s\n", w->err.text);
    return good;
}

static int64_t ask(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }

/* Each statement lists what is wrong; none may list anything. */
static void none_of(struct work *w, const char *const *sql, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct rows r = db_rows(w, sql[i], NO_ARGS);
        while (db_next(&r)) {
            printf("# %s\n", db_peek(&r, 0));
            CHECK(!"the statement above lists nothing");
        }
    }
}

TEST(the_demonstration_region_has_what_its_readme_counts)
{
    const char *folder = demo();
    if (folder == NULL)
        SKIP("demo/ is not here; run the tests from the project's folder");
    if (!given(w, folder))
        return;
    static const struct {
        const char *sql;
        int64_t n;
    } counts[] = {
        {"SELECT count(*) FROM organisation", 14},
        {"SELECT count(*) FROM site", 22},
        {"SELECT count(*) FROM resource WHERE kind = 'room'", 60},
        {"SELECT count(*) FROM resource WHERE kind = 'equipment'", 150},
        {"SELECT count(*) FROM resource WHERE kind = 'staff'", 80},
        {"SELECT count(*) FROM competence", 80},
        {"SELECT count(*) FROM module", 120},
        {"SELECT count(*) FROM programme", 21},
        {"SELECT count(*) FROM training_order", 8},
    };
    for (size_t i = 0; i < COUNT(counts); i++)
        CHECK(ask(w, counts[i].sql) == counts[i].n);
}

TEST(every_module_of_the_demonstration_can_be_given_somewhere)
{
    const char *folder = demo();
    if (folder == NULL)
        SKIP("demo/ is not here; run the tests from the project's folder");
    if (!given(w, folder))
        return;
    static const char *const wrong[] = {
        /* a room of the type with seats for the largest cohort */
        "SELECT 'no room for ' || m.code FROM module m JOIN module_need n ON n.module_id = m.id WHERE n.kind "
        "= 'room' AND NOT EXISTS"
        " (SELECT 1 FROM resource r WHERE r.type_id = n.type_id AND r.seats >= m.cohort_most)",
        /* a site with a room of it and the machines for the largest cohort: every equipment need at one such
           site */
        "SELECT 'machines of ' || m.code || ' stand nowhere together' FROM module m WHERE NOT EXISTS (SELECT "
        "1 FROM site s WHERE NOT EXISTS"
        " (SELECT 1 FROM module_need n WHERE n.module_id = m.id AND n.kind = 'equipment' AND n.quantity *"
        "  CASE WHEN n.per_learners IS NULL THEN 1 ELSE (m.cohort_most + n.per_learners - 1) / "
        "n.per_learners END >"
        "  (SELECT COALESCE(sum(e.quantity), 0) FROM resource e WHERE e.type_id = n.type_id AND e.site_id = "
        "s.id)))",
        /* a teacher of the owner's with the competence at the level */
        "SELECT 'no teacher for ' || m.code FROM module m JOIN module_need n ON n.module_id = m.id WHERE "
        "n.kind = 'staff' AND NOT EXISTS"
        " (SELECT 1 FROM staff_competence c JOIN resource t ON t.id = c.staff_id WHERE c.competence_id = "
        "n.competence_id"
        "  AND c.level >= n.level AND t.organisation_id = m.organisation_id)",
        "SELECT code || ' lacks a language' FROM module WHERE name_ru IS NULL OR name_en IS NULL",
        "SELECT code || ' lacks a language' FROM resource WHERE name_ru IS NULL OR name_en IS NULL",
        "SELECT code || ' is not shared by anybody' FROM organisation o WHERE roles LIKE '%base%' AND NOT "
        "EXISTS"
        " (SELECT 1 FROM sharing s WHERE s.organisation_id = o.id)",
    };
    none_of(w, wrong, COUNT(wrong));
}

TEST(seven_orders_ask_for_what_is_taught_and_the_eighth_for_what_is_not)
{
    const char *folder = demo();
    if (folder == NULL)
        SKIP("demo/ is not here; run the tests from the project's folder");
    if (!given(w, folder))
        return;
    static const char untaught[] =
        "SELECT o.code || ' asks for ' || c.code FROM order_competence a JOIN training_order o ON o.id = "
        "a.order_id"
        " JOIN competence c ON c.id = a.competence_id WHERE NOT EXISTS (SELECT 1 FROM module_competence g"
        " WHERE g.competence_id = a.competence_id AND g.level >= a.level)";
    struct rows r = db_rows(w, untaught, NO_ARGS);
    CHECK(db_next(&r));
    SAME(db_text(&r, 0), "splav-h2 asks for met-h2");
    CHECK(!db_next(&r));
    /* The second cause: the only spectrometer is away from before the order's first day until after its last.
     */
    CHECK(ask(w, "SELECT count(*) FROM resource e JOIN resource_type t ON t.id = e.type_id WHERE t.code = "
                 "'oes'") == 1);
    CHECK(ask(w, "SELECT count(*) FROM busy b JOIN resource e ON e.id = b.resource_id JOIN resource_type t "
                 "ON t.id = e.type_id,"
                 " training_order o WHERE t.code = 'oes' AND o.code = 'splav-h2' AND b.starts_at <= "
                 "o.earliest_on * 1440"
                 " AND b.ends_at >= (o.deadline_on + 1) * 1440") == 1);
    /* The nearly possible one: the only five-axis machine, another owner's than the module that needs it. */
    CHECK(ask(w, "SELECT count(*) FROM resource e JOIN resource_type t ON t.id = e.type_id WHERE t.code = "
                 "'five'") == 1);
    CHECK(ask(w, "SELECT count(*) FROM module m JOIN module_need n ON n.module_id = m.id JOIN resource e ON "
                 "e.type_id = n.type_id"
                 " JOIN resource_type t ON t.id = e.type_id WHERE t.code = 'five' AND m.organisation_id <> "
                 "e.organisation_id") == 1);
}
