/* same_test.c -- one machine under two names is found, and a figure is never lost between them. */
#include "resource/same.h"

#include "test/given_offer.h"

PURE(one_machine_typed_two_ways_is_found_and_figures_keep_machines_apart)
{
    static const struct { const char *a, *b; bool same; } all[] = {
        {"Токарный станок с ЧПУ", "Станок токарный с ЧПУ", true},
        {"Токарный станок с ЧПУ", "Токарные станки с ЧПУ", true},
        {"Токарный станок с ЧПУ", "токарный  СТАНОК с чпу", true},
        {"Сварочный полуавтомат", "Свaрочный пoлуавтомат", true}, /* Latin a and o */
        {"Сварочный полуавтомат", "Сварочный полуавтамат", true},
        {"Электродвигатель P= 1,0 кВт", "Электродвигатель P=1.0 кВт", true},
        {"Электродвигатель P= 1,0 кВт", "Электродвигатель P= 10 кВт", false},
        {"Электродвигатель P= 1 кВт", "Электродвигатель P= 1,0 кВт", true},
        {"Станок 16К20", "Станок 16К20П", true},
        {"Станок 16К20", "Станок 16К25", false},
        {"Шлем виртуальной реальности", "Шлем виртуальной реальности 2", false},
        {"Токарный станок", "Фрезерный станок", false},
        {"Муфельная печь", "Манекен для ухода", false},
        {"CNC lathe", "Lathe, CNC", true},
        {"Welding machines", "Welding machine", true},
        {"", "", false},
        {"5", "5", false},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if ((same_score(all[i].a, all[i].b) >= 0.75) != all[i].same || same_score(all[i].a, all[i].b) != same_score(all[i].b, all[i].a)) {
            printf("# %s | %s: %.2f\n", all[i].a, all[i].b, same_score(all[i].a, all[i].b));
            CHECK(!"alike as people find them");
        }
}

TEST(pairs_of_records_are_found_once_and_no_more_when_told_apart)
{
    given_region(w);
    CHECK(db_script(w,
        "INSERT INTO resource_type (id, code, kind, name_en, name_fold) VALUES (123, 'lathe', 'equipment', 'CNC lathe', 'cnc lathe'), (124, 'cnc', 'equipment', 'Lathes (CNC)', 'lathes (cnc)');"
        "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, price_ah_minor) VALUES"
        " (141, 'l-1', 'equipment', 102, 112, 123, 'CNC lathe DMG', 'cnc lathe dmg', 1, 0), (142, 'l-2', 'equipment', 103, 113, 124, 'DMG CNC-lathe', 'dmg cnc-lathe', 1, 0),"
        " (143, 'l-3', 'equipment', 103, 113, 123, 'CNC lathe DMG', 'cnc lathe dmg', 1, 0)"));
    struct same_pair *all;
    size_t n;
    CHECK(same_find(w, 0.75, 100, &all, &n));
    CHECK(n == 3); /* the two types; l-1 and l-2; l-2 and l-3.  l-1 and l-3 are one type at two owners: as it should be */
    int types = 0;
    for (size_t i = 0; i < n; i++)
        types += all[i].types;
    CHECK(types == 1);
    CHECK(db_script(w, "INSERT INTO resource_differs (one_id, other_id, made_at, who) VALUES (141, 142, 0, 0)"));
    CHECK(same_find(w, 0.75, 100, &all, &n) && n == 2);
    const char *near = same_near(w, "cnc lathe, DMG", "");
    CHECK(near != NULL && strstr(near, "l-") != NULL);
    CHECK(same_near(w, "Muffle furnace", "") == NULL);
}
