/* my.c -- see my.h. */
#include "app/my.h"

#include "app/my_sql.h"
#include "base/day.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define WEEK_DAYS 7

/* From the jobs of the field, role by role; what has no page yet is not promised. */
const struct job my_jobs[] = {
    {AS_EMPLOYER, "/order/new", TR("Order N people who can do X by a day")},
    {AS_EMPLOYER, "/order", TR("Follow my orders and accept an offer")},
    {AS_PARTNER, "/offer", TR("Confirm or refuse my organisation's part")},
    {AS_PARTNER | AS_EMPLOYER, "/resource", TR("See what of ours is busy, held and booked")},
    {AS_COORDINATOR, "/order?state=open", TR("Answer the orders that wait")},
    {AS_COORDINATOR | AS_DIRECTOR, "/people", TR("Let in who asks to act for an organisation")},
    {AS_DISPATCHER, "/resource", TR("Answer \"when can we?\" and see who has what when")},
    {AS_DISPATCHER, "/repair", TR("Repair the timetable when something breaks down")},
    {AS_DISPATCHER | AS_TEACHER, "/timetable", TR("See everybody's lessons, week by week")},
    {AS_DISPATCHER, "/offer?state=held", TR("Watch what is held and when it runs out")},
    {AS_METHODOLOGIST, "/gap", TR("See what is asked for and cannot be taught")},
    {AS_METHODOLOGIST, "/catalogue?what=module", TR("Reuse the modules of all owners")},
    {AS_DOCUMENTS, "/agreement", TR("Keep the contracts, drafts first")},
    {AS_DOCUMENTS, "/offer?state=agreed", TR("Draft the contract of an agreed offer")},
    {AS_ANALYST, "/demand", TR("See what employers ask for, and its trend")},
    {AS_ANALYST | AS_AUTHORITY | AS_DIRECTOR, "/gap", TR("Compare what is needed with what can be taught")},
    {AS_DIRECTOR, "/offer", TR("See every offer and its state")},
    {AS_AUTHORITY, "/order", TR("See the orders of the region and what became of them")},
    {AS_TEACHER, "/resource?kind=staff", TR("See my calendar")},
    {AS_TEACHER, "/catalogue?what=module", TR("Look at the modules that I teach")},
    {AS_LEARNER, "/catalogue", TR("Find what I can learn, when and where")},
    {AS_LEARNER, "/me", TR("Control my data")},
    {AS_ADMIN, "/account", TR("Give and end roles")},
    {AS_ADMIN, "/audit", TR("Read who changed what")},
    {AS_ADMIN, "/people", TR("Invite somebody")},
    {0},
};

static void begin(struct request *q, bool *any)
{
    page_add(q->page, *any ? "" : "<ul class=\"rows\">\n");
    *any = true;
}

static const char *until(struct request *q, int64_t at) { return say_wall(q->w, wall_from_unix(at, web_region(q)->utc_offset_min)); }

/* ---------------------------------------------------------------- my turn */
static void turn(struct request *q, bool *any, const char *href, const char *act, const char *what, const char *small)
{
    begin(q, any);
    html(q->page, "<li><a href=\"%s\">%s</a> %s<br><small>%s</small></li>\n", href, act, what, small);
}

static void offers_turn(struct request *q, bool *any, const char *sql, const struct db_value *v, size_t n, const char *act)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, sql, v, n);
    while (db_next(&r))
        turn(q, any, web_path(w, "/offer/", db_text(&r, 0), ""), act, tr_name(w, db_text(&r, 1), db_text(&r, 2)),
             db_null(&r, 3) ? "" : take_text(w, tr(w, "runs out on %s"), until(q, db_int(&r, 3))));
}

static bool has_page(const struct request *q, const char *path)
{
    for (const struct route *const *t = q->tables; *t != NULL; t++)
        for (const struct route *r = *t; r->path != NULL; r++)
            if (strcmp(r->path, path) == 0)
                return true;
    return false;
}

/* designs_turn: programmes in the making in which the other side has proposed something, or has approved already. */
static void designs_turn(struct request *q, bool *any, int64_t organisation_id, bool centre)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, MY_DESIGNS, ARGS(V(organisation_id), V(centre ? 1 : 0)));
    while (db_next(&r))
        turn(q, any, web_path(w, "/programme/", db_text(&r, 0), "/design"), tr(w, "Decide on or approve a programme:"), tr_name(w, db_text(&r, 1), db_text(&r, 2)), "");
}

static void curator_turn(struct request *q, bool *any)
{
    struct work *w = q->w;
    offers_turn(q, any, MY_PARTS_ASKED, ARGS(V(q->organisation_id)), tr(w, "Confirm or refuse a part:"));
    struct rows r = db_rows(w, MY_CLAIMS_ASKED, ARGS(V(q->organisation_id)));
    while (db_next(&r))
        turn(q, any, has_page(q, "/booking/{code}") ? web_path(w, "/booking/", db_text(&r, 0), "") : "/resource", tr(w, "Confirm or refuse a booking:"), db_text(&r, 1),
             db_null(&r, 2) ? "" : take_text(w, tr(w, "runs out on %s"), until(q, db_int(&r, 2))));
    r = db_rows(w, MY_REPAIRS_ASKED, ARGS(V(q->organisation_id)));
    while (db_next(&r))
        turn(q, any, web_path(w, "/repair/", db_text(&r, 0), ""), tr(w, "Agree to or refuse a repair:"),
             take_text(w, trn(w, "%lld lesson", "%lld lessons", db_int(&r, 1)), (long long)db_int(&r, 1)), "");
    r = db_rows(w, MY_CHANGES_PROPOSED, ARGS(V(q->organisation_id)));
    while (db_next(&r))
        turn(q, any, web_path(w, "/order/", db_text(&r, 0), "/talk"), tr(w, "Decide on a proposed change:"), tr_name(w, db_text(&r, 1), db_text(&r, 2)), "");
    designs_turn(q, any, q->organisation_id, false);
    r = db_rows(w, MY_OFFERS_MADE, ARGS(V(q->organisation_id)));
    while (db_next(&r))
        turn(q, any, web_path(w, "/offer/", db_text(&r, 4), ""), tr(w, "Accept or compare an offer:"), tr_name(w, db_text(&r, 1), db_text(&r, 2)),
             take_text(w, tr(w, "needed by %s"), say_day(w, (int32_t)db_int(&r, 3))));
}

static void centre_turn(struct request *q, bool *any)
{
    struct work *w = q->w;
    struct rows r;
    if ((q->roles & (AS_COORDINATOR | AS_DIRECTOR | AS_ADMIN)) != 0) {
        long long asked = (long long)db_one(w, MY_ASKED, NO_ARGS, 0);
        if (asked > 0)
            turn(q, any, "/people", tr(w, "Let in or refuse:"), take_text(w, trn(w, "%lld person asks to act for an organisation", "%lld people ask to act for an organisation", asked), asked), "");
    }
    if ((q->roles & AS_ADMIN) != 0) {
        long long lost = (long long)db_one(w, MY_GIVEN_UP, NO_ARGS, 0);
        if (lost > 0)
            turn(q, any, "/audit", tr(w, "Look at the mail:"), take_text(w, trn(w, "%lld letter could not be sent", "%lld letters could not be sent", lost), lost), "cavt mail list DB --state given-up");
    }
    if ((q->roles & (AS_COORDINATOR | AS_METHODOLOGIST)) != 0) {
        r = db_rows(w, MY_ORDERS_UNANSWERED, NO_ARGS);
        while (db_next(&r))
            turn(q, any, web_path(w, "/order/", db_text(&r, 0), ""), tr(w, "Answer an order:"), tr_name(w, db_text(&r, 1), db_text(&r, 2)),
                 take_text(w, tr(w, "needed by %s"), say_day(w, (int32_t)db_int(&r, 3))));
    }
    if ((q->roles & AS_METHODOLOGIST) != 0)
        designs_turn(q, any, q->organisation_id, true);
    if ((q->roles & (AS_DISPATCHER | AS_COORDINATOR)) != 0) {
        long long hit = (long long)db_one(w, MY_BREAKDOWNS_FELT, NO_ARGS, 0);
        if (hit > 0)
            turn(q, any, "/repair", tr(w, "Give lessons another place:"), take_text(w, trn(w, "%lld breakdown hits lessons", "%lld breakdowns hit lessons", hit), hit), "");
    }
    if ((q->roles & (AS_DISPATCHER | AS_DIRECTOR)) != 0)
        offers_turn(q, any, MY_HOLDS_RUNNING, NO_ARGS, tr(w, "See who has answered:"));
    if ((q->roles & AS_DOCUMENTS) != 0) {
        r = db_rows(w, MY_DRAFTS, NO_ARGS);
        while (db_next(&r))
            turn(q, any, "/agreement", tr(w, "Finish a contract:"), tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_text(&r, 0));
    }
}

static void my_turn(struct request *q)
{
    bool any = false;
    html(q->page, "<section><h2>%s</h2>\n", tr(q->w, "My turn"));
    if ((q->roles & (AS_EMPLOYER | AS_PARTNER)) != 0)
        curator_turn(q, &any);
    centre_turn(q, &any);
    page_add(q->page, any ? "</ul>\n" : "");
    if (!any)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(q->w, "Nothing waits for you."));
    page_add(q->page, "</section>\n");
}

/* ---------------------------------------------------------------- my week */
static void my_week(struct request *q)
{
    struct work *w = q->w;
    int64_t from = (int64_t)web_region(q)->today_on * DAY_MIN, to = from + WEEK_DAYS * DAY_MIN;
    bool teacher = (q->roles & AS_TEACHER) != 0, any = false;
    html(q->page, "<section><h2>%s</h2>\n", teacher ? tr(w, "My week") : tr(w, "My organisation's week"));
    if (teacher && db_one(w, MY_STAFF, ARGS(V(q->account_id)), 0) == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "The centre has not said yet which teacher of the register you are."));
    struct rows r = teacher ? db_rows(w, MY_WEEK_OF_STAFF, ARGS(V(q->account_id), V(from), V(to))) : db_rows(w, MY_WEEK_OF_ORGANISATION, ARGS(V(q->organisation_id), V(from), V(to)));
    while (db_next(&r)) {
        begin(q, &any);
        const char *site = tr_name(w, db_text(&r, 5), db_text(&r, 6)), *name = tr_name(w, db_text(&r, 3), db_text(&r, 4));
        html(q->page, "<li>%s ", say_span(w, db_int(&r, 0), db_int(&r, 1)));
        if (!db_null(&r, 7) && !teacher)
            html(q->page, "<a href=\"%s\">%s</a> ", web_path(w, "/offer/", db_text(&r, 7), ""), name);
        else
            html(q->page, "%s ", name);
        html(q->page, "<small>%s</small> ", site);
        piece_state(q, db_text(&r, 2));
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, any ? "</ul>\n" : "");
    if (!any)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Nothing is booked in the coming seven days."));
    page_add(q->page, "</section>\n");
}

/* ---------------------------------------------------------------- my organisation's parts */
static void my_parts(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    html(q->page, "<section><h2>%s</h2>\n", tr(w, "My organisation's parts"));
    struct rows r = db_rows(w, MY_PARTS, ARGS(V(q->organisation_id)));
    while (db_next(&r)) {
        begin(q, &any);
        html(q->page, "<li><a href=\"%s\">%s</a> ", web_path(w, "/offer/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        piece_state(q, db_text(&r, 3));
        html(q->page, "<br><small>%s · %s · %s</small></li>\n", db_null(&r, 5) ? "" : say_days(w, (int32_t)db_int(&r, 5), (int32_t)db_int(&r, 6)), say_hours(w, db_int(&r, 7)),
             say_price(w, db_int(&r, 8), web_region(q)->currency));
    }
    page_add(q->page, any ? "</ul>\n" : "");
    if (!any)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Your organisation has no part in a held or agreed offer."));
    page_add(q->page, "</section>\n");
}

static void jobs(struct request *q)
{
    html(q->page, "<div class=\"actions\">");
    bool first = true;
    for (const struct job *j = my_jobs; j->path != NULL; j++)
        if ((j->roles & q->roles) != 0) {
            html(q->page, "<a role=\"button\" class=\"%s\" href=\"%s\">%s</a>", first ? "" : "quiet", j->path, tr(q->w, j->text));
            first = false;
        }
    page_add(q->page, "</div>\n");
}

void my_show(struct request *q)
{
    struct work *w = q->w;
    if (q->account_id == 0)
        return;
    html(q->page, "<section class=\"card mine\" aria-label=\"%s\"><p class=\"lead\">%s", tr(w, "My part"), q->who_name);
    if (q->who_role != NULL)
        html(q->page, ", %s, %s", tr(w, q->who_role), q->who_for);
    else if (q->ward_id != 0)
        html(q->page, ", %s %s", tr(w, "for"), q->who_for);
    html(q->page, " <small><a href=\"/me\">%s</a></small></p>\n", tr(w, "act for another"));
    jobs(q);
    page_add(q->page, "<div class=\"cols\">\n");
    if (q->organisation_id != 0) {
        my_turn(q);
        my_week(q);
    }
    if ((q->roles & (AS_EMPLOYER | AS_PARTNER)) != 0)
        my_parts(q);
    page_add(q->page, "</div></section>\n");
}
