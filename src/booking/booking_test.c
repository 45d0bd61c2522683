/* booking_test.c -- the pages of requests: who sees what, and who may answer for whom. */
#include "booking/booking_web.h"

#include "account/me_web.h"
#include "account/sign_web.h"
#include "resource/claim.h"
#include "resource/edit_web.h"
#include "resource/grid_web.h"
#include "test/given_offer.h"
#include "test/visitor.h"

static const struct route *const tables[] = {grid_routes, booking_routes, edit_routes, sign_routes, me_routes, NULL};

static const char *given(struct work *w)
{
    static const struct claim_item items[] = {{"hall-1", 1}, {"teacher-1", 1}};
    struct claim c;
    given_region(w);
    w->now = 1800000000;
    CHECK(db_script(w, "INSERT INTO organisation (id, code, kind, roles, name_en, name_fold) VALUES (104, 'cen', 'centre', 'centre', 'Centre', 'centre'), (105, 'other', 'employer', 'employer', 'Other', 'other');"
                       "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days) VALUES"
                       " (211, 102, 'col-all', 'all', '1234567', 0, 1440, 100, 1, 0), (212, 103, 'uni-all', 'all', '1234567', 0, 1440, 100, 1, 0)"));
    given_account(w, "emp@x.example", "secret words here", "emp", "employer");
    given_account(w, "other@x.example", "secret words here", "other", "employer");
    given_account(w, "col@x.example", "secret words here", "col", "partner");
    given_account(w, "disp@x.example", "secret words here", "cen", "dispatcher");
    struct claim_wish x = {.organisation = "emp", .title = "Secret trial", .items = items, .item_count = 2, .from = MARCH + 13 * HOUR, .to = MARCH + 15 * HOUR};
    CHECK(claim_make(w, &x, &c));
    return take_text(w, "%s", c.code);
}

static struct visitor as(struct work *w, const char *email)
{
    struct visitor v = {.w = w, .tables = tables};
    CHECK(sign_in_as(&v, email, "secret words here") == 303);
    return v;
}

static bool shows(struct seen s, const char *words) { return strstr(s.r.body.text, words) != NULL; }
static const char *state(struct work *w)
{
    struct rows r = db_rows(w, "SELECT state FROM claim ORDER BY id LIMIT 1", NO_ARGS);
    const char *s = db_next(&r) ? db_text(&r, 0) : "";
    db_done(&r);
    return s;
}

TEST(what_others_use_things_for_is_for_those_who_are_signed_in)
{
    given(w);
    struct visitor nobody = {.w = w, .tables = tables}, emp = as(w, "emp@x.example");
    struct seen s = visit(&nobody, "/timeline?day=2027-03-01");
    CHECK(s.r.status == 200 && shows(s, "class=\"held\"") && !shows(s, "Secret trial"));
    CHECK(shows(visit(&emp, "/timeline?day=2027-03-01"), "Secret trial"));
    CHECK(!shows(visit(&nobody, "/timeline?day=2027-03-01"), "Secret trial"));
    CHECK(visit(&nobody, "/timeline?day=soon").r.status == 422 && visit(&nobody, "/timeline?zoom=hour&hour=99").r.status == 422);
}

TEST(a_request_is_seen_by_its_asker_its_owners_and_the_centre_alone)
{
    const char *code = given(w), *path = take_text(w, "/booking/%s", code);
    struct visitor emp = as(w, "emp@x.example"), col = as(w, "col@x.example"), disp = as(w, "disp@x.example"), other = as(w, "other@x.example");
    CHECK(shows(visit(&emp, path), "Secret trial") && shows(visit(&col, path), "Secret trial") && shows(visit(&disp, path), "Secret trial"));
    struct seen s = visit(&other, path);
    CHECK(s.r.status == 403 && !shows(s, "Secret trial"));
    CHECK(!shows(visit(&other, "/booking"), "Secret trial") && shows(visit(&emp, "/booking"), "Secret trial"));
    CHECK(shows(visit(&col, "/booking?whose=owned"), "Secret trial"));
    CHECK(visit(&emp, "/booking/nosuch").r.status == 404);
}

TEST(an_owner_answers_for_itself_and_an_asker_takes_back_its_own)
{
    const char *code = given(w);
    struct visitor emp = as(w, "emp@x.example"), col = as(w, "col@x.example"), other = as(w, "other@x.example");
    CHECK(post(&col, take_text(w, "/booking/%s/confirm", code), "organisation=uni").r.status == 403); /* another owner's word */
    CHECK(post(&emp, take_text(w, "/booking/%s/confirm", code), "organisation=col").r.status == 403);
    CHECK(post(&col, take_text(w, "/booking/%s/confirm", code), "organisation=col").r.status == 303);
    SAME(state(w), "held");
    CHECK(post(&other, take_text(w, "/booking/%s/cancel", code), "").r.status == 403);
    CHECK(post(&col, take_text(w, "/booking/%s/cancel", code), "").r.status == 403); /* an owner refuses, it does not take back */
    SAME(state(w), "held");
    CHECK(post(&emp, take_text(w, "/booking/%s/cancel", code), "reason=plans").r.status == 303);
    SAME(state(w), "cancelled");
}

TEST(nobody_asks_in_another_s_name)
{
    given(w);
    struct visitor emp = as(w, "emp@x.example"), disp = as(w, "disp@x.example");
    const char *form = "resource=hall-1&units=1&title=T&day=2027-03-02&from=13%3A00&to=14%3A00&do=send&organisation=";
    CHECK(post(&emp, "/booking", take_text(w, "%sother", form)).r.status == 303); /* whatever the form says, it is for whom they act */
    CHECK(db_one(w, "SELECT COUNT(*) FROM claim WHERE organisation_id = 105", NO_ARGS, -1) == 0);
    CHECK(db_one(w, "SELECT COUNT(*) FROM claim WHERE organisation_id = 101", NO_ARGS, -1) == 2);
    struct seen s = post(&emp, "/booking", take_text(w, "%semp", form));
    CHECK(s.r.status == 200 && shows(s, "nothing was held") && shows(s, "What would fit"));
    CHECK(post(&disp, "/booking", "resource=hall-1&units=1&title=T&day=2027-03-03&from=13%3A00&to=14%3A00&do=send&organisation=other").r.status == 303);
    s = post(&emp, "/booking", "resource=hall-1&units=x&title=T&day=2027-03-03&from=13%3A00&to=14%3A00&do=send");
    CHECK(s.r.status == 200 && shows(s, "role=\"alert\""));
    CHECK(shows(post(&emp, "/booking", "title=T&day=2027-03-03&from=13%3A00&to=14%3A00"), "at least one room"));
}

TEST(a_curator_changes_nothing_of_another_s)
{
    given(w);
    struct visitor col = as(w, "col@x.example");
    const char *row = "there=1&do=publish&f-code=teacher-1&f-organisation=uni&f-site=uni-1&f-name_en=Mine&organisation=";
    CHECK(visit(&col, "/edit/room/row?key=hall-1").r.status == 200);
    CHECK(visit(&col, "/edit/staff/row?organisation=uni&key=teacher-1").r.status == 403); /* not theirs, whatever the address says */
    CHECK(post(&col, "/edit/staff/row", take_text(w, "%suni", row)).r.status == 403);
    CHECK(post(&col, "/edit/staff/row", take_text(w, "%scol", row)).r.status == 403);
    CHECK(db_one(w, "SELECT COUNT(*) FROM resource WHERE name_en = 'Mine'", NO_ARGS, -1) == 0);
    CHECK(visit(&col, "/edit/order").r.status == 404);
}
