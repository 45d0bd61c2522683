/* region_test.c -- a made region is the size it says, the same twice, whole, and mostly feasible. */
#include "region/region.h"

#include "base/hash.h"
#include "region/region_plan.h"
#include "store/db.h"
#include "test/test.h"

static const char ORGANISATION[] = "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold)"
                                   " VALUES (1, 'x', 'college', 'owner', 'X', 'x')";

static int64_t ask(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }

static bool made(struct work *w, const char *size, uint64_t seed, struct region_made *out)
{
    return region_make(w, region_size_find(size), seed, NULL, out);
}

TEST(a_small_region_is_as_large_as_the_demonstration)
{
    struct region_made m;
    CHECK(made(w, "S", 1, &m));
    CHECK(ask(w, "SELECT count(*) FROM organisation") == 14);
    CHECK(ask(w, "SELECT count(*) FROM site") == 22);
    CHECK(ask(w, "SELECT count(*) FROM resource WHERE kind = 'room'") == 60);
    CHECK(ask(w, "SELECT count(*) FROM resource WHERE kind = 'equipment'") == 150);
    CHECK(ask(w, "SELECT count(*) FROM resource WHERE kind = 'staff'") == 80);
    CHECK(ask(w, "SELECT count(*) FROM competence") == 80);
    CHECK(ask(w, "SELECT count(*) FROM module") == 120);
    CHECK(ask(w, "SELECT count(*) FROM training_order WHERE state = 'open'") == 8);
    CHECK(m.rooms == 60 && m.modules == 120 && m.orders == 8);
}

TEST(calendars_are_three_fifths_full)
{
    struct region_made m;
    CHECK(made(w, "S", 3, &m));
    CHECK(m.open_min > 0);
    double share = (double)m.taken_min / (double)m.open_min;
    CHECK(share > 0.57 && share < 0.63);
    /* What it says it wrote is what stands in the rows. */
    CHECK(ask(w, "SELECT sum(ends_at - starts_at) FROM busy WHERE weeks > 1") == m.taken_min);
    CHECK(ask(w, "SELECT count(*) FROM busy b JOIN resource r ON r.id = b.resource_id WHERE b.quantity > "
                 "r.quantity") == 0);
    /* Its own lessons leave every teacher at least 14 hours a week for others. */
    CHECK(ask(w, "SELECT count(*) FROM resource r WHERE r.kind = 'staff' AND r.load_week_ah - 14 < (SELECT "
                 "COALESCE(sum((b.ends_at - b.starts_at) / 45), 0)"
                 " FROM busy b WHERE b.resource_id = r.id AND b.kind = 'lesson')") == 0);
}

TEST(no_reference_hangs_and_nothing_is_nameless)
{
    struct region_made m;
    CHECK(made(w, "S", 5, &m));
    static const char *const none[] = {
        "SELECT count(*) FROM resource r JOIN site s ON s.id = r.site_id WHERE s.organisation_id <> "
        "r.organisation_id",
        "SELECT count(*) FROM resource e JOIN resource r ON r.id = e.room_id WHERE r.kind <> 'room' OR "
        "r.site_id <> e.site_id",
        "SELECT count(*) FROM resource WHERE name_ru IS NULL OR name_en IS NULL OR name_fold = ''",
        "SELECT count(*) FROM module WHERE name_ru IS NULL OR name_en IS NULL",
        "SELECT count(*) FROM module m WHERE NOT EXISTS (SELECT 1 FROM module_competence c WHERE c.module_id "
        "= m.id)",
        "SELECT count(*) FROM module_need WHERE (kind = 'staff' AND competence_id IS NULL) OR (kind <> "
        "'staff' AND type_id IS NULL)",
        "SELECT count(*) FROM training_order o WHERE NOT EXISTS (SELECT 1 FROM order_competence c WHERE "
        "c.order_id = o.id)",
        "SELECT count(*) FROM training_order o JOIN organisation g ON g.id = o.organisation_id WHERE g.roles "
        "NOT LIKE '%employer%'",
        "SELECT count(*) FROM module_prerequisite p WHERE p.required_id >= p.module_id",
        "SELECT count(*) FROM competence c JOIN competence p ON p.id = c.parent_id WHERE p.id >= c.id",
        "SELECT count(*) FROM training_order WHERE people < 8 OR people > 60",
    };
    for (size_t i = 0; i < COUNT(none); i++) {
        int64_t n = ask(w, none[i]);
        CHECK(n == 0);
        if (n != 0)
            printf("# %lld: %s\n", (long long)n, none[i]);
    }
}

/* Everything a region reads of itself, without ids, which are the database's own. */
static void fingerprint(struct work *w, char out[HASH_TEXT])
{
    static const char *const all[] = {
        "SELECT code || name_ru || name_en || roles FROM organisation ORDER BY code",
        "SELECT s.code || o.code || s.address_ru || CAST(CAST(s.lat * 1000000 AS BIGINT) AS TEXT) FROM site s"
        " JOIN organisation o ON o.id = s.organisation_id ORDER BY s.code",
        "SELECT code || name_ru || CAST(quantity AS TEXT) || CAST(price_ah_minor AS TEXT) FROM resource "
        "ORDER BY code",
        "SELECT r.code || CAST(b.starts_at AS TEXT) || '-' || CAST(b.ends_at AS TEXT) FROM busy b JOIN "
        "resource r ON r.id = b.resource_id"
        " ORDER BY r.code, b.starts_at, b.kind",
        "SELECT m.code || m.name_ru || c.code || CAST(g.level AS TEXT) || CAST(m.price_cohort_minor AS TEXT) "
        "FROM module m"
        " JOIN module_competence g ON g.module_id = m.id JOIN competence c ON c.id = g.competence_id ORDER "
        "BY m.code, c.code",
        "SELECT m.code || n.part || n.kind || CAST(n.quantity AS TEXT) FROM module_need n JOIN module m ON "
        "m.id = n.module_id"
        " ORDER BY m.code, n.part, n.kind, n.quantity",
        "SELECT o.code || o.title_ru || CAST(o.people AS TEXT) || CAST(o.deadline_on AS TEXT) || "
        "CAST(o.made_at AS TEXT) || c.code FROM training_order o"
        " JOIN order_competence a ON a.order_id = o.id JOIN competence c ON c.id = a.competence_id ORDER BY "
        "o.code, c.code",
    };
    struct hash h;
    hash_begin(&h);
    for (size_t i = 0; i < COUNT(all); i++) {
        struct rows r = db_rows(w, all[i], NO_ARGS);
        while (db_next(&r))
            hash_text(&h, db_peek(&r, 0));
    }
    hash_end(&h, out);
}

/* In a transaction given up again, so that the next finds the database empty. */
static void fingerprint_of(struct work *w, uint64_t seed, char out[HASH_TEXT])
{
    struct region_made m;
    db_begin(w);
    CHECK(made(w, "S", seed, &m));
    fingerprint(w, out);
    db_rollback(w);
}

TEST(the_same_seed_makes_the_same_rows_and_another_does_not)
{
    char one[HASH_TEXT], again[HASH_TEXT], other[HASH_TEXT];
    fingerprint_of(w, 7, one);
    w->now += 86400; /* The day it is made on leaves no trace. */
    fingerprint_of(w, 7, again);
    fingerprint_of(w, 8, other);
    SAME(again, one);
    CHECK(strcmp(other, one) != 0);
}

TEST(a_database_that_has_a_region_is_left_alone)
{
    struct region_made m;
    w->language = EN;
    CHECK(db_run(w, ORGANISATION, NO_ARGS));
    db_begin(w);
    CHECK(!made(w, "S", 1, &m));
    CHECK(w->err.fault == CONFLICT);
    SAME(w->err.text, "the database already has organisations (1); make the region in a new database");
    db_rollback(w);
    w->err = (struct err){0};
    CHECK(ask(w, "SELECT count(*) FROM resource") == 0);
}

/* ---- the plan itself, at size M ---- */

static bool taught_at(const struct plan *p, int competence, int level)
{
    for (int i = 0; i < p->size.modules; i++)
        for (int k = 0; k < p->modules[i].give_count; k++)
            if (p->modules[i].gives[k] == competence && p->modules[i].levels[k] >= level)
                return true;
    return false;
}

PURE(most_orders_ask_for_what_is_taught_and_one_in_twenty_cannot_be_met)
{
    const struct plan *p = plan_make(w, region_size_find("M"), 1);
    int untaught = 0, meant = 0, in_no_time = 0, asks = 0;
    for (int i = 0; i < p->size.orders; i++) {
        const struct plan_order *o = &p->orders[i];
        bool all = true;
        CHECK(o->people >= 8 && o->people <= 60);
        CHECK(o->ask_count >= 2 && o->ask_count <= ASKS_MOST);
        CHECK(o->deadline_on > o->earliest_on);
        for (int k = 0; k < o->ask_count; k++)
            all = all && taught_at(p, o->asks[k], o->levels[k]);
        CHECK(all || o->meant_impossible);
        asks += o->ask_count;
        untaught += !all;
        meant += o->meant_impossible;
        in_no_time += o->deadline_on - o->earliest_on < 7;
    }
    CHECK(meant == 10);
    CHECK(untaught + in_no_time >= meant);
    CHECK(asks > 3 * p->size.orders);
}

PURE(a_module_can_be_given_where_its_owner_is)
{
    const struct plan *p = plan_make(w, region_size_find("M"), 2);
    for (int i = 0; i < p->size.modules; i++) {
        const struct plan_module *m = &p->modules[i];
        const struct plan_room *at = &p->rooms[m->room];
        const struct plan_site *s = &p->sites[m->site];
        bool machines =
            at->machine < 0 || p->machines[at->machine].quantity >= (m->machine_each ? (m->most + 1) / 2 : 1);
        int able = 0;
        for (int t = s->staff_first; t < s->staff_first + s->staff_count; t++)
            for (int a = p->staff[t].ability; a >= 0; a = p->abilities[a].next)
                able += p->abilities[a].competence == m->gives[0] && p->abilities[a].level >= m->staff_level;
        CHECK(at->seats >= m->most && machines && able > 0);
        CHECK(m->required < i);
        if (at->seats < m->most || !machines || able == 0)
            break;
    }
}

PURE(several_owners_give_the_same_competence)
{
    const struct plan *p = plan_make(w, region_size_find("M"), 1);
    int *owners = take_array(w, p->size.competences, int), *last = take_array(w, p->size.competences, int);
    int taught = 0, shared = 0;
    for (int i = 0; i < p->size.modules; i++)
        for (int k = 0; k < p->modules[i].give_count; k++) {
            int c = p->modules[i].gives[k], org = p->sites[p->modules[i].site].org + 1;
            owners[c] += last[c] != org;
            last[c] = org;
        }
    for (int c = 0; c < p->size.competences; c++) {
        taught += owners[c] > 0;
        shared += owners[c] > 1;
    }
    CHECK(taught > p->size.competences / 3 &&
          taught < p->size.competences); /* Some are asked for and taught by nobody. */
    CHECK(shared > taught / 3);
}

PURE(towns_are_apart_and_sites_are_in_their_towns)
{
    const struct plan *p = plan_make(w, region_size_find("M"), 4);
    for (int i = 0; i < p->size.sites; i++) {
        const struct plan_town *t = &p->towns[p->sites[i].town];
        double dlat = p->sites[i].lat - t->lat, dlon = p->sites[i].lon - t->lon;
        CHECK(dlat * dlat + dlon * dlon < 0.01);
    }
    double widest = 0;
    for (int i = 1; i < p->size.towns; i++) {
        double d = p->towns[i].lat - p->towns[0].lat;
        widest = d * d > widest ? d * d : widest;
    }
    CHECK(widest > 0.04);
}
