/* edit_test.c -- owners keep their own rows, nobody else's; each change can be put back. */
#include "resource/edit.h"

#include "test/given_offer.h"

static const char **cells(struct work *w, const struct edit_sheet *s, const char *json)
{
    const char **c = edit_cells(w, s, json);
    CHECK(c != NULL);
    return c;
}

static int64_t count(struct work *w, const char *sql) { return db_one(w, sql, NO_ARGS, -1); }
static int64_t last_audit(struct work *w) { return count(w, "SELECT MAX(id) FROM audit"); }
static void forget(struct work *w) { w->err = (struct err){0}; }

TEST(a_row_is_added_changed_removed_and_put_back)
{
    given_region(w);
    const char *sheet;
    const struct edit_sheet *s = edit_sheet_named("room"), *o = edit_sheet_named("opening");
    CHECK(edit_put(w, s, "col", false, cells(w, s, "{\"code\":\"lab\",\"organisation\":\"col\",\"site\":\"col-1\",\"type\":\"hall\",\"name_en\":\"Lab\",\"seats\":\"12\",\"price_ah\":\"100\"}")));
    SAME(w->err.text, "");
    CHECK(count(w, "SELECT price_ah_minor FROM resource WHERE code = 'lab'") == 10000);
    CHECK(edit_put(w, s, "col", false, cells(w, s, "{\"code\":\"lab\",\"organisation\":\"col\",\"site\":\"col-1\",\"type\":\"hall\",\"name_en\":\"Lab\",\"seats\":\"16\",\"price_ah\":\"100.00\"}")));
    int64_t change = last_audit(w);
    CHECK(count(w, "SELECT seats FROM resource WHERE code = 'lab'") == 16 && count(w, "SELECT COUNT(*) FROM audit WHERE object = 'room' AND organisation_id = 102") == 2);
    CHECK(edit_put(w, s, "col", false, edit_row(w, s, "lab"))); /* the same again is nothing */
    CHECK(last_audit(w) == change);
    CHECK(edit_undo(w, change, "col", false, &sheet));
    CHECK(count(w, "SELECT seats FROM resource WHERE code = 'lab'") == 12);
    CHECK(!edit_remove(w, s, "col", false, "lab") && w->err.fault == CONFLICT);
    forget(w);
    CHECK(edit_put(w, o, "col", false, cells(w, o, "{\"site\":\"col-1\",\"weekdays\":\"12345\",\"opens\":\"08:00\",\"closes\":\"20:00\"}")));
    CHECK(edit_remove(w, o, "col", false, "col-1|12345|08:00"));
    CHECK(count(w, "SELECT COUNT(*) FROM opening") == 0);
    CHECK(edit_undo(w, last_audit(w), "col", false, &sheet));
    CHECK(count(w, "SELECT closes_min FROM opening") == 1200);
    const struct edit_sheet *b = edit_sheet_named("busy");
    CHECK(edit_put(w, b, "col", false, cells(w, b, "{\"resource\":\"hall-1\",\"starts\":\"2027-03-01T09:00\",\"ends\":\"2027-03-01T11:00\",\"kind\":\"maintenance\"}")));
    SAME(w->err.text, "");
    CHECK(edit_remove(w, b, "col", false, "hall-1|2027-03-01T09:00|maintenance") && count(w, "SELECT COUNT(*) FROM busy") == 0);
}

TEST(what_is_another_s_is_refused_in_every_cell)
{
    given_region(w);
    const struct edit_sheet *s = edit_sheet_named("room"), *h = edit_sheet_named("sharing"), *b = edit_sheet_named("busy");
    static const char *const rooms[] = {
        "{\"code\":\"hall-1\",\"organisation\":\"uni\",\"site\":\"uni-1\",\"type\":\"hall\",\"name_en\":\"Ours now\",\"seats\":\"12\"}", /* takes another's room */
        "{\"code\":\"x\",\"organisation\":\"uni\",\"site\":\"col-1\",\"type\":\"hall\",\"name_en\":\"X\",\"seats\":\"12\"}",
        "{\"code\":\"x\",\"organisation\":\"col\",\"site\":\"uni-1\",\"type\":\"hall\",\"name_en\":\"X\",\"seats\":\"12\"}",
        "{\"code\":\"x\",\"site\":\"col-1\",\"type\":\"hall\",\"name_en\":\"X\",\"seats\":\"12\"}",
    };
    for (size_t i = 0; i < COUNT(rooms); i++) {
        CHECK(!edit_put(w, s, "uni", false, cells(w, s, rooms[i])) && w->err.fault == NOT_ALLOWED);
        forget(w);
    }
    CHECK(!edit_put(w, h, "uni", false, cells(w, h, "{\"code\":\"z\",\"organisation\":\"uni\",\"resource\":\"hall-1\",\"audience\":\"all\"}")) && w->err.fault == NOT_ALLOWED);
    forget(w);
    CHECK(!edit_put(w, b, "uni", false, cells(w, b, "{\"resource\":\"hall-1\",\"starts\":\"2027-03-01T09:00\",\"ends\":\"2027-03-01T11:00\",\"kind\":\"other\"}")) && w->err.fault == NOT_ALLOWED);
    forget(w);
    CHECK(count(w, "SELECT COUNT(*) FROM audit") == 0 && count(w, "SELECT organisation_id FROM resource WHERE code = 'hall-1'") == 102);
    CHECK(!edit_put(w, s, "col", false, cells(w, s, "{\"code\":\"lab\",\"organisation\":\"col\",\"site\":\"col-1\",\"type\":\"hall\",\"name_en\":\"Lab\",\"seats\":\"many\"}")) &&
          w->err.fault == NOT_VALID && strstr(w->err.text, "seats") != NULL);
    forget(w);
}

TEST(a_draft_changes_nothing_until_it_is_published)
{
    given_region(w);
    const struct edit_sheet *r = edit_sheet_named("booking_rule");
    const char *json = "{\"code\":\"long\",\"organisation\":\"col\",\"rule\":\"longest\",\"most\":\"240\"}";
    CHECK(edit_draft(w, r, "col", true, cells(w, r, json)) && edit_draft(w, r, "col", true, cells(w, r, json)));
    CHECK(count(w, "SELECT COUNT(*) FROM draft") == 1 && count(w, "SELECT COUNT(*) FROM booking_rule") == 0);
    int64_t id = count(w, "SELECT id FROM draft");
    CHECK(edit_publish(w, id, false, NULL));
    SAME(w->err.text, "");
    CHECK(count(w, "SELECT most FROM booking_rule WHERE code = 'long' AND audience = 'all'") == 240);
    CHECK(!edit_publish(w, id, false, NULL) && w->err.fault == CONFLICT);
    forget(w);
    CHECK(edit_draft(w, r, "col", true, cells(w, r, "{\"code\":\"bad\",\"organisation\":\"col\",\"rule\":\"longest\"}")));
    id = count(w, "SELECT id FROM draft WHERE state = 'submitted'");
    CHECK(!edit_publish(w, id, false, NULL) && w->err.fault == NOT_VALID); /* what is wrong is found before it is published */
    forget(w);
    CHECK(edit_publish(w, id, true, "no measure") && count(w, "SELECT COUNT(*) FROM draft WHERE state = 'refused' AND reason = 'no measure'") == 1);
}
