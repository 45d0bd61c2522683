/* app_test.c -- each invariant is broken on purpose, and `check` must say so and nothing else. */
#include "app/check.h"
#include "app/rooms.h"
#include "store/db.h"
#include "test/test.h"
#include "view/words.h"

static bool broken(struct work *w, const char *names)
{
    size_t n;
    struct finding const *all = check_all(w, &n);
    char got[512] = "";
    for (size_t i = 0; all != NULL && i < n; i++)
        if (all[i].count > 0)
            snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%s", *got == '\0' ? "" : " ", all[i].name);
    if (strcmp(got, names) != 0)
        printf("# got: %s %s\n", got, w->err.text);
    return strcmp(got, names) == 0;
}

static const char *such_as(struct work *w, const char *name)
{
    size_t n;
    const struct finding *all = check_all(w, &n);
    for (size_t i = 0; all != NULL && i < n; i++)
        if (strcmp(all[i].name, name) == 0)
            return all[i].such_as;
    return "(no such invariant)";
}

/* A region by hand: a college with a workshop, a lathe of two units, a teacher; two modules; an order, and
 * its agreed offer of two lessons on Monday 2027-03-01, day 20878, at nine and at eleven. */
static const char REGION[] =
    "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (1, 'COL', 'college', 'owner', 'College', 'college');"
    "INSERT INTO site (id, code, organisation_id, name_en, name_fold) VALUES (2, 'COL-1', 1, 'House', 'house');"
    "INSERT INTO opening (id, site_id, weekdays, opens_min, closes_min) VALUES (3, 2, '12345', 480, 1200);"
    "INSERT INTO resource_type (id, code, kind, name_en, name_fold) VALUES (4, 'shop', 'room', 'Workshop', 'workshop'),"
    " (5, 'lathe', 'equipment', 'Lathe', 'lathe');"
    "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, room_id, name_en, name_fold, quantity, seats, load_week_ah, price_ah_minor) VALUES"
    " (6, 'R1', 'room', 1, 2, 4, NULL, 'Room', 'room', 1, 12, NULL, 100), (7, 'L1', 'equipment', 1, 2, 5, 6, 'Lathe', 'lathe', 2, NULL, NULL, 100),"
    " (8, 'T1', 'staff', 1, 2, NULL, NULL, 'Master', 'master', 1, NULL, 36, 100);"
    "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (9, 'turn', 'own', 'skill', 'Turning', 'turning');"
    "INSERT INTO staff_competence (staff_id, competence_id, level) VALUES (8, 9, 4);"
    "INSERT INTO module (id, code, organisation_id, site_id, name_en, name_fold, lecture_ah, practice_ah, self_ah, cohort_least, cohort_most,"
    " price_cohort_minor, price_learner_minor, form, language, placed) VALUES"
    " (10, 'M1', 1, 2, 'First', 'first', 2, 0, 0, 1, 12, 0, 0, 'onsite', 'en', 1), (11, 'M2', 1, 2, 'Second', 'second', 2, 0, 0, 1, 12, 0, 0, 'onsite', 'en', 1);"
    "INSERT INTO module_prerequisite (id, module_id, required_id) VALUES (12, 11, 10);"
    "INSERT INTO training_order (id, code, organisation_id, title_en, kind, people, earliest_on, deadline_on, weekdays, from_min, to_min, wish, state, made_at)"
    " VALUES (13, 'O1', 1, 'Turners', 'upskilling', 10, 20870, 20900, '12345', 540, 1080, 'cost', 'agreed', 0);"
    "INSERT INTO order_competence (order_id, competence_id, level) VALUES (13, 9, 4);"
    "INSERT INTO offer (id, code, order_id, variant, state, people, cohorts, hours_ah, partners, price_minor, seed, input_hash, document, made_at, who)"
    " VALUES (14, 'F1', 13, 'cost', 'agreed', 10, 1, 4, 1, 500, 7, 'abc', '{\"seed\":7,\"input_hash\":\"abc\"}', 0, 0);"
    "INSERT INTO part (id, offer_id, organisation_id, hours_ah, price_minor, approval, state, answered_at) VALUES (15, 14, 1, 4, 500, 1, 'confirmed', 9);"
    "INSERT INTO lesson (id, offer_id, module_id, cohort, position, part, site_id, starts_at, ends_at, hours_ah) VALUES"
    " (16, 14, 10, 1, 1, 'lecture', 2, 30064860, 30064950, 2), (17, 14, 11, 1, 1, 'lecture', 2, 30064980, 30065070, 2);"
    "INSERT INTO lesson_resource (lesson_id, resource_id, quantity) VALUES (16, 6, 1), (16, 7, 2), (17, 8, 1);"
    "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id, offer_id, who, made_at) VALUES"
    " (18, 6, 0, 30064860, 30064950, 1, 'booked', 16, 14, 0, 0), (19, 7, 0, 30064860, 30064950, 1, 'booked', 16, 14, 0, 0),"
    " (20, 7, 1, 30064860, 30064950, 1, 'booked', 16, 14, 0, 0), (21, 8, 0, 30064980, 30065070, 1, 'booked', 17, 14, 0, 0)";

static void region(struct work *w)
{
    while (fine(w) && db_id(w) < 100)
        ; /* so that the ids above are behind */
    db_script(w, REGION);
}

TEST(an_empty_database_breaks_nothing) { CHECK(broken(w, "")); }

TEST(a_sound_region_breaks_nothing)
{
    region(w);
    CHECK(broken(w, ""));
    CHECK(fine(w));
}

/* A request for the room an hour on Tuesday. */
#define CLAIM                                                                                                              \
    "INSERT INTO claim (id, code, organisation_id, title, state, starts_at, ends_at, price_minor, made_at, who) VALUES"     \
    " (40, 'b40', 1, 'Trial', 'booked', 30066300, 30066360, 0, 0, 0);"                                                      \
    "INSERT INTO claim_use (claim_id, resource_id, units) VALUES (40, 6, 1);"                                               \
    "INSERT INTO claim_time (claim_id, starts_at, ends_at) VALUES (40, 30066300, 30066360);"                                \
    "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at, claim_id) VALUES"           \
    " (41, 6, 0, 30066300, 30066360, 1, 'booked', 0, 0, 40);"

/* Two people; one is signed in and acts for the college. */
#define ACCOUNT                                                                                                                     \
    "INSERT INTO account (id, email, email_key, name, language, state, made_at, confirmed_at) VALUES"                              \
    " (40, 'A@x.example', 'a@x.example', 'A', 'en', 'active', 0, 0), (43, 'b@x.example', 'b@x.example', 'B', 'en', 'active', 0, 0);" \
    "INSERT INTO membership (id, account_id, organisation_id, role, state, from_on, made_at, who) VALUES (41, 40, 1, 'partner', 'active', 0, 0, 0);" \
    "INSERT INTO session (hash, id, account_id, membership_id, made_at, seen_at, expires_at, way) VALUES ('h', 42, 40, 41, 0, 0, 9, 'password');"

/* Each line of the sweep: what is done to the sound region, and what check must then say. */
static const struct {
    const char *harm, *names;
} harms[] = {
    {"UPDATE resource SET quantity = 1 WHERE id = 7", "no_such_unit"},
    {"INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (30, 6, 1, 30044700, 30044760, 1, 'other')", ""},
    {"INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (30, 6, 1, 30044700, 30044760, 3, 'other')", "booked_when_busy"},
    {"INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (30, 6, 1, 30044760, 30044790, 3, 'other')", "booked_when_busy"},
    {"INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (30, 6, 1, 30044790, 30044820, 3, 'other')", ""},
    {"INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind) VALUES (30, 7, 1, 30064860, 30064900, 1, 'other')", "booked_when_busy"},
    {"UPDATE booking SET live = 0, state = 'released' WHERE id = 19; INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind)"
     " VALUES (30, 7, 1, 30064860, 30064900, 1, 'other')", "lesson_unbooked"},
    {"UPDATE booking SET live = 0, state = 'released' WHERE id = 18", "lesson_unbooked"},
    {"UPDATE booking SET starts_at = 30064870 WHERE id = 18", "lesson_unbooked"},
    {"UPDATE booking SET starts_at = 30064840 WHERE id = 18", ""},
    {"UPDATE booking SET ends_at = 30064900 WHERE id = 18; INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, lesson_id,"
     " offer_id, who, made_at) VALUES (30, 6, 0, 30064900, 30064950, 1, 'booked', 16, 14, 0, 0)", ""},
    {"UPDATE booking SET starts_at = 30065000, ends_at = 30065090 WHERE id = 18", "lesson_unbooked booking_elsewhere"},
    {"UPDATE offer SET state = 'lapsed' WHERE id = 14", "booking_of_nothing order_state"},
    {"UPDATE booking SET state = 'held' WHERE id = 18", "agreed_but_held"},
    {"UPDATE part SET state = 'asked', answered_at = NULL", "agreed_unasked"},
    {"UPDATE part SET answered_at = NULL", "answered_when"},
    {"UPDATE part SET state = 'refused'", "refused_but_kept agreed_unasked"},
    {"UPDATE training_order SET state = 'offered'; UPDATE booking SET state = 'held'; UPDATE offer SET state = 'held', expires_at = 4000000000",
     "held_unasked"},
    {"UPDATE training_order SET state = 'offered'; UPDATE part SET state = 'asked', answered_at = NULL;"
     " UPDATE offer SET state = 'held', expires_at = 4000000000", "held_but_booked"},
    {"INSERT INTO repair (id, code, state, moved, lost, below, seed, plan_hash, made_at, who) VALUES (30, 'r1', 'asked', 1, 1, 1, 1, '', 0, 0)", "repair_unasked"},
    {"INSERT INTO repair (id, code, state, moved, lost, below, seed, plan_hash, made_at, who) VALUES (30, 'r1', 'asked', 1, 1, 1, 1, '', 0, 0);"
     "INSERT INTO repair_ask (repair_id, organisation_id, state) VALUES (30, 1, 'asked');"
     "INSERT INTO repair_lesson (repair_id, lesson_id, was_starts_at, was_ends_at, starts_at, ends_at) VALUES (30, 16, 0, 90, 30064860, 30064950);"
     "UPDATE booking SET state = 'held' WHERE id = 18; UPDATE part SET state = 'asked', answered_at = NULL", ""},
    {"INSERT INTO breakdown (id, code, resource_id, starts_at, ends_at, state, made_at, who) VALUES (30, 'b1', 6, 60, 120, 'open', 0, 0)", "breakdown_unfelt"},
    {"INSERT INTO programme (id, code, version, organisation_id, kind, name_en, name_fold, state) VALUES (30, 'P', 1, 1, 'upskilling', 'P', 'p', 'draft');"
     "INSERT INTO design (programme_id, employer_id, revision, made_at, who) VALUES (30, 1, 1, 0, 0);"
     "INSERT INTO design_revision (programme_id, revision, document, made_at, who) VALUES (30, 0, '{}', 0, 0)", "design_unkept"},
    {"INSERT INTO programme (id, code, version, organisation_id, kind, name_en, name_fold, state) VALUES (30, 'P', 1, 1, 'upskilling', 'P', 'p', 'approved');"
     "INSERT INTO programme_module (programme_id, module_id, position) VALUES (30, 10, 1);"
     "INSERT INTO design (programme_id, employer_id, revision, made_at, who) VALUES (30, 1, 0, 0, 0);"
     "INSERT INTO design_revision (programme_id, revision, document, made_at, who) VALUES (30, 0, '{}', 0, 0);"
     "INSERT INTO design_approval (programme_id, side, revision, made_at, who) VALUES (30, 'owner', 0, 0, 0)", "approved_by_one"},
    {"UPDATE part SET price_minor = 499", "parts_do_not_add_up"},
    {"UPDATE training_order SET state = 'offered'; UPDATE booking SET state = 'held'; UPDATE part SET state = 'asked', answered_at = NULL;"
     " UPDATE offer SET state = 'held'", "held_for_ever"},
    {"UPDATE training_order SET state = 'offered'; UPDATE booking SET state = 'held'; UPDATE part SET state = 'asked', answered_at = NULL;"
     " UPDATE offer SET state = 'held', expires_at = 1", "held_too_long"},
    {"UPDATE opening SET weekdays = '2345'", "lesson_when_closed"},
    {"UPDATE opening SET closes_min = 600", "lesson_when_closed"},
    {"DELETE FROM opening", ""},
    {"INSERT INTO closure (id, site_id, from_on, to_on) VALUES (30, 2, 20878, 20878)", "lesson_when_closed"},
    {"INSERT INTO closure (id, site_id, from_on, to_on, opens_min, closes_min) VALUES (30, 2, 20878, 20878, 540, 780)", ""},
    {"INSERT INTO closure (id, site_id, from_on, to_on) VALUES (30, 2, 20879, 20880)", ""},
    {"UPDATE module_prerequisite SET module_id = 10, required_id = 11", "lesson_out_of_order"},
    {"INSERT INTO module_prerequisite (id, module_id, required_id) VALUES (30, 10, 11)", "lesson_out_of_order module_before_itself"},
    {"UPDATE lesson SET ends_at = 30064990 WHERE id = 16; UPDATE booking SET ends_at = 30064990 WHERE lesson_id = 16", "lesson_out_of_order cohort_in_two_places"},
    {"UPDATE training_order SET deadline_on = 20877", "lesson_too_late"},
    {"UPDATE training_order SET earliest_on = 20879", "lesson_too_late"},
    {"UPDATE training_order SET earliest_on = 20878, deadline_on = 20878", ""},
    {"UPDATE resource SET load_week_ah = 1 WHERE id = 8", "staff_over_load"},
    {"UPDATE training_order SET state = 'offered'; UPDATE booking SET state = 'held'; UPDATE part SET state = 'asked', answered_at = NULL;"
     " UPDATE offer SET state = 'held', expires_at = 1; UPDATE resource SET load_week_ah = 1 WHERE id = 8; INSERT INTO busy (id, resource_id,"
     " quantity, starts_at, ends_at, weeks, kind) VALUES (30, 7, 1, 30064860, 30064900, 1, 'other')", "held_too_long"},
    {"UPDATE resource SET seats = 9 WHERE id = 6", "room_too_small"},
    {"INSERT INTO programme (id, code, version, organisation_id, kind, name_en, name_fold, state) VALUES (30, 'P', 1, 1, 'upskilling', 'P', 'p', 'draft');"
     "INSERT INTO start (id, code, programme_id, starts_on, ends_on, weekdays, from_min, to_min, seats, taken, state)"
     " VALUES (31, 'S', 30, 20900, 20910, '1', 540, 600, 5, 0, 'open')", "start_odd"},
    {"INSERT INTO programme (id, code, version, organisation_id, kind, name_en, name_fold, state) VALUES (30, 'P', 1, 1, 'upskilling', 'P', 'p', 'approved')",
     "programme_of_nothing"},
    {"INSERT INTO calendar (id, code, resource_id, every_min, events, clashes, made_at, who, tries) VALUES (30, 'C', 7, 60, 0, 0, 0, 0, 0);"
     "INSERT INTO busy (id, resource_id, quantity, starts_at, ends_at, weeks, kind, calendar_id) VALUES (31, 6, 1, 40000000, 40000060, 1, 'event', 30)", "calendar_elsewhere"},
    {"INSERT INTO hook (id, code, address, secret, events, state, made_at, who, failures) VALUES (30, 'H', 'https://x', 's', '*', 'failing', 0, 0, 9)", "hook_unheard"},
    {"UPDATE competence SET parent_id = 9", "competence_under_itself"},
    {"UPDATE resource SET room_id = 8 WHERE id = 7", "machine_in_another_house"},
    {"UPDATE resource SET type_id = 4 WHERE id = 7", "type_of_another_kind"},
    {"UPDATE staff_competence SET staff_id = 6", "competence_of_a_thing"},
    {"INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (30, 'X', 'employer', '', 'X', 'x');"
     "INSERT INTO sharing (id, organisation_id, code, resource_id, audience, weekdays, from_min, to_min, price_percent, approval, lead_days)"
     " VALUES (31, 30, 'S', 6, 'all', '1', 0, 60, 100, 0, 0)", "sharing_of_others"},
    {"UPDATE opening SET weekdays = '12345,'", "weekdays_odd"},
    {"UPDATE site SET name_en = NULL, name_fold = ''", "nameless"},
    {"UPDATE site SET name_ru = 'Дом'", "folds"},
    {"INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES (30, 'x', 'other', 'skill', 'X', 'x');"
     "INSERT INTO crosswalk (competence_id, target_id, relation, score, why, state, made_at, who, decided_at) VALUES (9, 30, 'close', 1, '', 'accepted', 0, 0, 1)",
     "crosswalk_unaligned"},
    {"DELETE FROM order_competence", "order_of_nothing"},
    {"UPDATE offer SET document = '{'", "documents"},
    {"UPDATE offer SET seed = 8", "documents"},
    {CLAIM, ""},
    {CLAIM "UPDATE booking SET live = 0, state = 'released' WHERE id = 41", "claim_unbooked"},
    {CLAIM "UPDATE claim_use SET resource_id = 7", "claim_unbooked"},
    {CLAIM "UPDATE booking SET ends_at = 30066350 WHERE id = 41", "claim_unbooked"},
    {CLAIM "UPDATE booking SET lesson_id = 16 WHERE id = 41", "booking_elsewhere booking_of_two"},
    {CLAIM "UPDATE booking SET offer_id = 14 WHERE id = 41", "booking_of_two"},
    {CLAIM "UPDATE claim SET state = 'cancelled'", "claim_of_nothing claim_state"},
    {CLAIM "UPDATE claim_time SET skipped = 'no'", "claim_of_nothing"},
    {CLAIM "UPDATE booking SET state = 'held' WHERE id = 41", "claim_state"},
    {CLAIM "UPDATE booking SET state = 'held' WHERE id = 41; UPDATE claim SET state = 'held', expires_at = 4000000000", "claim_unasked"},
    {CLAIM "INSERT INTO claim_part (id, claim_id, organisation_id, price_minor, approval, state) VALUES (42, 40, 1, 0, 1, 'asked')", "claim_unasked"},
    {CLAIM "INSERT INTO claim_part (id, claim_id, organisation_id, price_minor, approval, state) VALUES (42, 40, 1, 9, 0, 'confirmed')", "claim_sums"},
    {CLAIM "UPDATE claim SET price_minor = 9", "claim_sums"},
    {CLAIM "INSERT INTO claim_cost (claim_id, starts_at, organisation_id, price_minor) VALUES (40, 30066300, 1, 9)", "claim_sums"},
    {CLAIM "UPDATE booking SET state = 'held' WHERE id = 41; UPDATE claim SET state = 'proposed', expires_at = 1", "claim_too_long"},
    {"INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at) VALUES (41, 6, 0, 30066300, 30067800, 1, 'booked', 0, 0)", "booking_too_long"},
    {CLAIM "INSERT INTO usage (id, resource_id, starts_at, ends_at, claim_id, in_at, absent, who) VALUES (42, 6, 30066300, 30066360, 40, 1, 0, 0)", ""},
    {CLAIM "INSERT INTO usage (id, resource_id, starts_at, ends_at, claim_id, in_at, absent, who) VALUES (42, 7, 30066300, 30066360, 40, 1, 0, 0)", "usage_elsewhere"},
    {CLAIM "INSERT INTO usage (id, resource_id, starts_at, ends_at, claim_id, in_at, absent, who) VALUES (42, 6, 30066200, 30066260, 40, 1, 0, 0)", "usage_elsewhere"},
    {"INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (30, 'X', 'employer', '', 'X', 'x');"
     "INSERT INTO booking_rule (id, organisation_id, code, resource_id, audience, rule, most) VALUES (31, 30, 'S', 6, 'all', 'shortest', 60)", "rule_of_others"},
    {"INSERT INTO setting (name, value) VALUES ('centre', 'COP')", "setting_centre"},
    {ACCOUNT, ""},
    {ACCOUNT "UPDATE account SET state = 'disabled' WHERE id = 40", "session_of_nobody"},
    {ACCOUNT "UPDATE session SET expires_at = made_at + 1209601", "session_of_nobody"},
    {ACCOUNT "UPDATE membership SET state = 'ended'", "acts_for_others"},
    {ACCOUNT "UPDATE session SET account_id = 43", "acts_for_others"},
    {ACCOUNT "UPDATE session SET membership_id = NULL, ward_id = 43", "acts_for_others"},
    {ACCOUNT "UPDATE membership SET role = 'director'", "role_out_of_place"},
    {ACCOUNT "UPDATE membership SET role = 'authority'", "role_out_of_place"},
    {ACCOUNT "UPDATE membership SET role = 'director'; INSERT INTO setting (name, value) VALUES ('centre', 'COL')", ""},
    {ACCOUNT "DELETE FROM session; UPDATE membership SET state = 'ended'; UPDATE account SET state = 'erased', name = '', email = 'erased-40@invalid' WHERE id = 40", ""},
    {ACCOUNT "DELETE FROM session; UPDATE membership SET state = 'ended'; UPDATE account SET state = 'erased', name = '' WHERE id = 40", "erased_but_known"},
    {ACCOUNT "DELETE FROM session; UPDATE account SET state = 'erased', name = '', email = 'erased-40@invalid' WHERE id = 40", "erased_but_known"},
    {ACCOUNT "UPDATE account SET email = 'other@x.example' WHERE id = 40", "email_odd"},
    {ACCOUNT "UPDATE account SET email = 'none' WHERE id = 40", "email_odd"},
    {"INSERT INTO outbox (id, made_at, kind, address, subject, body, tries, problem) VALUES (50, 0, 'mail', 'a@x.example', 'S', 'B', 8, 'gone')", "mail_given_up"},
    {"INSERT INTO outbox (id, made_at, kind, address, subject, body, tries, problem) VALUES (50, 0, 'mail', 'a@x.example', 'S', 'B', 7, 'gone')", ""},
    {"UPDATE module SET id = 900000 WHERE id = 900000; INSERT INTO norm (id, kind, least_ah, day_most_ah, week_most_ah) VALUES (900000, 'x', 1, 8, 40)", "ids"},
};

TEST(each_harm_is_found_and_nothing_else)
{
    region(w);
    for (size_t i = 0; i < COUNT(harms) && fine(w); i++) {
        db_begin(w);
        db_script(w, harms[i].harm);
        bool as_said = fine(w) && broken(w, harms[i].names);
        if (!as_said)
            printf("# after: %s\n", harms[i].harm);
        CHECK(as_said);
        db_rollback(w);
    }
    CHECK(fine(w));
}

TEST(a_double_booking_forced_past_the_guard_is_found)
{
    region(w);
    db_script(w, db_is_postgres(w->db) ? "ALTER TABLE booking DROP CONSTRAINT booking_no_overlap"
                                       : "DROP TRIGGER booking_no_overlap; DROP TRIGGER booking_no_overlap_later");
    db_script(w, "INSERT INTO booking (id, resource_id, unit, starts_at, ends_at, live, state, who, made_at)"
                 " VALUES (40, 6, 0, 30064900, 30064910, 1, 'booked', 0, 0)");
    SAME(such_as(w, "booked_twice"), "R1 2027-03-01T09:40");
}

TEST(findings_name_the_first_three)
{
    region(w);
    db_script(w, "UPDATE resource SET type_id = 4 WHERE id = 7");
    SAME(such_as(w, "type_of_another_kind"), "L1 shop");
    SAME(such_as(w, "booked_twice"), "");
}

PURE(every_command_speaks_russian)
{
    w->language = RU;
    for (const struct command *const *t = rooms_commands; *t != NULL; t++)
        for (const struct command *row = *t; row->name != NULL; row++) {
            if (strcmp(tr(w, row->help), row->help) == 0) {
                printf("# cavt %s: \"%s\" has no Russian\n", row->name, row->help);
                CHECK(!"its line is missing in words/ru/<room>.po");
            }
            for (const struct option *o = row->options; o != NULL && o->name != NULL; o++)
                if (strcmp(tr(w, o->help), o->help) == 0) {
                    printf("# cavt %s --%s: \"%s\" has no Russian\n", row->name, o->name, o->help);
                    CHECK(!"its line is missing in words/ru/<room>.po");
                }
        }
}
