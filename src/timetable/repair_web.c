/* repair_web.c -- a breakdown, what it hits, the least change with every lesson before and after, and the act.
 *
 *   /repair                 what is out of order, what is hit, repairs made
 *   /repair/break?what=CODE the form: from when to when, and why
 *   /repair/plan            the least change; nothing is stored
 *   /repair/{code}          one repair as it was made, owners' words, undoing */
#include "timetable/timetable_web.h"

#include "base/day.h"
#include "timetable/breakdown.h"
#include "timetable/repair.h"
#include "timetable/repair_web_sql.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

#define SEED   1
#define NOTICE 1

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static int64_t at_from(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->from_min; }
static int64_t at_to(const struct lesson *l) { return (int64_t)l->day * DAY_MIN + l->to_min; }

static void button(struct request *q, const char *action, const char *words, const char *look)
{
    web_form_begin(q, action, "inline");
    html(q->page, "<button class=\"%s\">%s</button></form>\n", look, words);
}

/* ---------------------------------------------------------------- the table of lessons */

static void table_begin(struct request *q, const char *label, bool after)
{
    struct work *w = q->w;
    html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"stack\"><thead><tr><th scope=\"col\">%s</th>"
                  "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>", label, tr(w, "Lesson"), tr(w, "Why"), tr(w, "Before"));
    if (after)
        html(q->page, "<th scope=\"col\">%s</th>", tr(w, "Now"));
    page_add(q->page, "</tr></thead><tbody>\n");
}

static void lesson_cell(struct request *q, struct repair *r, const struct repair_lesson *l)
{
    struct work *w = q->w;
    html(q->page, "<tr><td><b>%s</b>", repair_module_text(r, l));
    if (l->cohorts > 1) {
        page_add(q->page, ", ");
        html(q->page, tr(w, "cohort %d"), l->was.cohort);
    }
    html(q->page, "<br><small><a href=\"%s\">%s</a></small></td>", web_path(w, "/offer/", l->offer, ""), tr_name(w, l->title_ru, l->title_en));
    html(q->page, "<td>%s</td>", l->hit != NOT_HIT ? repair_hit_text(r, l) : tr(w, "makes room for another lesson"));
    html(q->page, "<td>%s<br><small>%s</small></td>", say_span(w, at_from(&l->was), at_to(&l->was)), repair_place_text(r, &l->was));
}

static void asks_of(struct request *q, struct repair *r, const struct repair_lesson *l)
{
    struct work *w = q->w;
    for (int k = 0; k < l->is.use_count; k++)
        if (repair_asks(&l->was, &l->is.uses[k], &l->is)) {
            const struct organisation *o = &r->st->partners.organisations[r->st->resources.all[l->is.uses[k].resource].organisation];
            page_add(q->page, "<br><small>");
            html(q->page, tr(w, "%s will be asked"), tr_name(w, o->name_ru, o->name_en));
            page_add(q->page, "</small>");
            return;
        }
}

static void now_cell(struct request *q, struct repair *r, const struct repair_lesson *l)
{
    struct work *w = q->w;
    const char *why[4];
    if (l->moved) {
        html(q->page, "<td><b>%s</b><br><small>%s</small>", say_span(w, at_from(&l->is), at_to(&l->is)), repair_place_text(r, &l->is));
        asks_of(q, r, l);
        page_add(q->page, "</td></tr>\n");
        return;
    }
    html(q->page, "<td>%s<ul>", tr(w, "no place was found:"));
    int n = repair_why(r, l, why, COUNT(why));
    for (int k = 0; k < n; k++)
        html(q->page, "<li><small>%s</small></li>", why[k]);
    page_add(q->page, "</ul></td></tr>\n");
}

static void hit_table(struct request *q, struct repair *r)
{
    table_begin(q, tr(q->w, "Lessons that cannot be held as they stand"), false);
    for (int i = 0; i < r->count; i++)
        if (r->all[i].hit != NOT_HIT) {
            lesson_cell(q, r, &r->all[i]);
            page_add(q->page, "</tr>\n");
        }
    page_add(q->page, "</tbody></table></div>\n");
}

/* ---------------------------------------------------------------- what is out of order */

static void breakdowns(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Out of order"));
    struct rows r = db_rows(w, REPAIR_WEB_OPEN, NO_ARGS);
    while (db_next(&r)) {
        const char *reason = db_text(&r, 5), *code = db_text(&r, 0);
        page_add(q->page, any ? "" : "<ul class=\"rows\">\n");
        any = true;
        html(q->page, "<li><b>%s</b>, %s%s%s ", tr_name(w, db_text(&r, 1), db_text(&r, 2)), say_span(w, db_int(&r, 3), db_int(&r, 4)),
             *reason != '\0' ? ": " : "", reason);
        if ((q->roles & PLANNERS) != 0)
            button(q, web_path(w, "/repair/over/", code, ""), tr(w, "It works again"), "quiet");
        page_add(q->page, "</li>\n");
    }
    if (any)
        page_add(q->page, "</ul>\n");
    else
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "Nothing is recorded as out of order. A breakdown is recorded from the page of a room, a machine or a teacher."));
}

static bool made(struct request *q)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, REPAIR_WEB_MADE, NO_ARGS);
    while (db_next(&r)) {
        const char *code = db_text(&r, 0), *state = db_text(&r, 1);
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "Repairs made"));
        any = true;
        html(q->page, "<li><a href=\"%s\">%s</a>, ", web_path(w, "/repair/", code, ""), say_wall(w, wall_from_unix(db_int(&r, 3), web_region(q)->utc_offset_min)));
        html(q->page, trn(w, "%lld lesson", "%lld lessons", db_int(&r, 2)), (long long)db_int(&r, 2));
        html(q->page, ", %s</li>\n", strcmp(state, "asked") == 0 ? tr(w, "owners are asked") : strcmp(state, "undone") == 0 ? tr(w, "undone") : tr(w, "applied"));
    }
    if (any)
        page_add(q->page, "</ul>\n");
    return fine(w);
}

static bool front(struct request *q)
{
    struct work *w = q->w;
    static const struct repair_control look = {.look = true};
    struct repair r;
    q->title = tr(w, "Breakdowns and repairs");
    q->wide = true;
    piece_crumb(q, "/timetable", tr(w, "Timetable"));
    if (!repair_read(w, &look, &r))
        return false;
    if (r.hits == 0) {
        html(q->page, "<p class=\"lead\">%s</p>\n", tr(w, "Every lesson that is held or agreed can be held as it stands."));
    } else {
        page_add(q->page, "<p class=\"lead\"><b>");
        html(q->page, trn(w, "%lld lesson cannot be held as it stands.", "%lld lessons cannot be held as they stand.", r.hits), (long long)r.hits);
        page_add(q->page, "</b></p>\n");
        html(q->page, "<div class=\"actions\"><a role=\"button\" href=\"/repair/plan\">%s</a><small>%s</small></div>\n", tr(w, "Find the least change"),
             tr(w, "Some seconds; nothing is changed by looking."));
        hit_table(q, &r);
    }
    breakdowns(q);
    return made(q);
}

/* ---------------------------------------------------------------- recording */

static bool break_form(struct request *q)
{
    struct work *w = q->w;
    const char *what = given(q, "what");
    char day[DAY_TEXT];
    if (*what == '\0') {
        q->title = tr(w, "Out of order");
        piece_empty(q, tr(w, "Choose the room, machine or teacher first: the button is on its page."), "/resource", tr(w, "To the resources"));
        return true;
    }
    struct rows r = db_rows(w, REPAIR_WEB_WHAT, ARGS(V(what)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), what);
    const char *name = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    int64_t quantity = db_int(&r, 3);
    db_done(&r);
    q->title = tr(w, "Out of order");
    piece_crumb(q, web_path(w, "/resource/", what, ""), name);
    html(q->page, "<p>%s</p>\n", tr(w, "Record from when to when it is not to be had. You will see which lessons that hits, and the least change that puts it right; "
                                       "nothing is moved until you say so."));
    web_form_begin(q, "/repair/break", "card");
    html(q->page, "<input type=\"hidden\" name=\"what\" value=\"%s\"><p><b>%s</b></p>\n", what, name);
    day_text(day, web_region(q)->today_on);
    html(q->page, "<label for=\"b-from\">%s</label><input id=\"b-from\" type=\"date\" name=\"from\" required value=\"%s\">\n", tr(w, "From (day)"), day);
    html(q->page, "<label for=\"b-from-at\">%s</label><input id=\"b-from-at\" type=\"time\" name=\"from_at\">\n", tr(w, "From (hour; empty: the whole day)"));
    html(q->page, "<label for=\"b-to\">%s</label><input id=\"b-to\" type=\"date\" name=\"to\" required value=\"%s\">\n", tr(w, "To (day, included)"), day);
    html(q->page, "<label for=\"b-to-at\">%s</label><input id=\"b-to-at\" type=\"time\" name=\"to_at\">\n", tr(w, "To (hour; empty: the whole day)"));
    if (quantity > 1)
        html(q->page, "<label for=\"b-units\">%s</label><input id=\"b-units\" type=\"number\" name=\"units\" min=\"1\" max=\"%lld\" value=\"%lld\">\n",
             tr(w, "How many units"), (long long)quantity, (long long)quantity);
    html(q->page, "<label for=\"b-why\">%s</label><input id=\"b-why\" name=\"why\" maxlength=\"200\">\n", tr(w, "What has happened"));
    html(q->page, "<button>%s</button></form>\n", tr(w, "Record"));
    return true;
}

static bool break_do(struct request *q)
{
    struct work *w = q->w;
    const char *a = given(q, "from"), *b = given(q, "to"), *code;
    int64_t from, to, units = web_int(q, "units", 0, 0, 10000);
    if (!web_acts_by(q, REPAIR_WEB_OWNER, given(q, "what")))
        return false;
    if (*given(q, "from_at") != '\0')
        a = take_text(w, "%s %s", a, given(q, "from_at"));
    if (*given(q, "to_at") != '\0')
        b = take_text(w, "%s %s", b, given(q, "to_at"));
    if (!fine(w) || !breakdown_when(w, a, b, &from, &to) || !breakdown_make(w, given(q, "what"), (int)units, from, to, given(q, "why"), &code))
        return false;
    return (q->roles & READERS) != 0 ? web_see(q, "/repair") : web_see(q, "/resource/%s", web_part(w, given(q, "what")));
}

static bool over(struct request *q)
{
    struct breakdown b;
    return breakdown_over(q->w, q->code[0], 0, &b) && web_see(q, "/repair");
}

/* ---------------------------------------------------------------- the plan */

static bool sums(struct request *q, struct repair *r)
{
    struct work *w = q->w;
    struct told_list told;
    int64_t more = r->price_minor - r->was_price_minor;
    page_add(q->page, "<p class=\"promise\"><b>");
    html(q->page, trn(w, "%lld lesson moves", "%lld lessons move", r->moved), (long long)r->moved);
    page_add(q->page, "</b>");
    if (r->proved)
        html(q->page, "%s", tr(w, "; it is proved that fewer will not do"));
    if (more != 0) {
        page_add(q->page, ", ");
        html(q->page, more > 0 ? tr(w, "%s dearer") : tr(w, "%s cheaper"), say_price(w, llabs(more), r->st->currency));
    }
    page_add(q->page, ".</p>\n");
    if (r->moved == 0)
        return true;
    if ((q->roles & PLANNERS) != 0) {
        page_add(q->page, "<div class=\"actions\">");
        web_form_begin(q, "/repair/apply", "inline");
        html(q->page, "<input type=\"hidden\" name=\"plan\" value=\"%s\"><button>%s</button></form><small>%s</small></div>\n", r->hash, tr(w, "Move these lessons"),
             tr(w, "All of them at once, or none; it can be undone."));
    }
    if (!repair_told(w, r, &told) || told.count == 0)
        return fine(w);
    html(q->page, "<details><summary>%s</summary><ul class=\"rows\">\n", tr(w, "Who will be told"));
    for (int i = 0; i < told.count; i++) {
        html(q->page, "<li>%s (%s), ", told.all[i].name, told.all[i].role);
        html(q->page, trn(w, "%lld lesson", "%lld lessons", told.all[i].lessons), (long long)told.all[i].lessons);
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul></details>\n");
    return true;
}

static bool plan(struct request *q)
{
    struct work *w = q->w;
    struct repair_control c = {.seed = SEED, .notice_days = NOTICE};
    struct repair r;
    const char *remedy[6];
    int n;
    q->title = tr(w, "The least change");
    q->wide = true;
    piece_crumb(q, "/repair", tr(w, "Breakdowns and repairs"));
    if (!repair_find(w, &c, &r))
        return false;
    if (r.hits == 0) {
        piece_empty(q, tr(w, "Every lesson that is held or agreed can be held as it stands."), "/timetable", tr(w, "Timetable"));
        return true;
    }
    if (!sums(q, &r))
        return false;
    table_begin(q, tr(w, "Lessons before and after"), true);
    for (int i = 0; i < r.count; i++)
        if (r.all[i].moved || r.all[i].stuck) {
            lesson_cell(q, &r, &r.all[i]);
            now_cell(q, &r, &r.all[i]);
        }
    page_add(q->page, "</tbody></table></div>\n");
    if (r.stuck == 0)
        return true;
    if (!repair_remedies(&r, remedy, COUNT(remedy), &n))
        return false;
    html(q->page, "<h2>%s</h2>\n<ul>\n", tr(w, "What would help, each tried"));
    for (int k = 0; k < n; k++)
        html(q->page, "<li>%s</li>\n", remedy[k]);
    if (n == 0)
        html(q->page, "<li>%s</li>\n", tr(w, "nothing that was tried; agree with the owners of what is taken"));
    page_add(q->page, "</ul>\n");
    return true;
}

static bool apply(struct request *q)
{
    struct work *w = q->w;
    struct repair_control c = {.seed = SEED, .notice_days = NOTICE};
    struct repair r;
    struct kept k;
    if (!repair_find(w, &c, &r))
        return false;
    if (strcmp(r.hash, given(q, "plan")) != 0)
        return fail(w, CONFLICT, tr(w, "the timetable has changed since this was shown, so nothing was moved; look for the least change again"));
    return repair_apply(w, &r, &k) && web_see(q, "/repair/%s", web_part(w, k.code));
}

/* ---------------------------------------------------------------- a repair as it was made */

static const char *things(struct work *w, int64_t repair, int64_t lesson, int was)
{
    const char *out = "";
    struct rows r = db_rows(w, REPAIR_WEB_USES, ARGS(V(repair), V(lesson), V(was)));
    while (db_next(&r))
        out = take_text(w, db_int(&r, 2) > 1 ? "%s%s%s × %lld" : "%s%s%s", out, *out != '\0' ? ", " : "", tr_name(w, db_text(&r, 0), db_text(&r, 1)),
                        (long long)db_int(&r, 2));
    return out;
}

static void owners(struct request *q, int64_t id, const char *code)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, REPAIR_WEB_ASKS, ARGS(V(id)));
    while (db_next(&r)) {
        const char *owner = db_text(&r, 0), *state = db_text(&r, 3), *reason = db_text(&r, 4);
        bool asked = strcmp(state, "asked") == 0;
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"rows\">\n", tr(w, "Owners' words"));
        any = true;
        html(q->page, "<li>%s ", tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        piece_state(q, state);
        if (*reason != '\0')
            html(q->page, " %s", reason);
        if (asked && web_may(q, db_int(&r, 5))) {
            web_form_begin(q, take_text(w, "%s/agree", web_path(w, "/repair/", code, "")), "inline");
            html(q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\"><button>%s</button></form>\n", owner, tr(w, "Agree"));
            web_form_begin(q, take_text(w, "%s/refuse", web_path(w, "/repair/", code, "")), "inline");
            html(q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\"><input name=\"reason\" aria-label=\"%s\" placeholder=\"%s\" maxlength=\"200\">"
                          "<button class=\"danger\">%s</button></form>\n", owner, tr(w, "Why"), tr(w, "Why"), tr(w, "Refuse"));
        }
        page_add(q->page, "</li>\n");
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

static bool one(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, REPAIR_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no repair %s; they are listed by: cavt timetable repairs DB"), q->code[0]);
    int64_t id = db_int(&r, 0);
    const char *state = db_text(&r, 1);
    int64_t moved = db_int(&r, 2), below = db_int(&r, 3), made_at = db_int(&r, 4);
    db_done(&r);
    if ((q->roles & READERS) == 0 && db_one(w, REPAIR_WEB_SEES, ARGS(V(id), V(q->organisation_id)), 0) == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no repair %s; they are listed by: cavt timetable repairs DB"), q->code[0]);
    q->title = take_text(w, tr(w, "Repair %s"), q->code[0]);
    q->wide = true;
    piece_crumb(q, (q->roles & READERS) != 0 ? "/repair" : "/timetable", tr(w, "Breakdowns and repairs"));
    html(q->page, "<p>%s, ", say_wall(w, wall_from_unix(made_at, web_region(q)->utc_offset_min)));
    html(q->page, trn(w, "%lld lesson moved", "%lld lessons moved", moved), (long long)moved);
    if (below == moved)
        html(q->page, "%s", tr(w, "; it is proved that fewer will not do"));
    html(q->page, ". <b>%s</b></p>\n", strcmp(state, "asked") == 0 ? tr(w, "The owners' turn: they are asked for what is newly taken of theirs.")
                                                                   : strcmp(state, "undone") == 0 ? tr(w, "Undone.") : tr(w, "Done."));
    if (strcmp(state, "undone") != 0 && (q->roles & PLANNERS) != 0) {
        page_add(q->page, "<div class=\"actions\">");
        button(q, take_text(w, "%s/undo", web_path(w, "/repair/", q->code[0], "")), tr(w, "Undo: every lesson back where it was"), "quiet");
        page_add(q->page, "</div>\n");
    }
    owners(q, id, q->code[0]);
    html(q->page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"stack\"><thead><tr><th scope=\"col\">%s</th>"
                  "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
         tr(w, "Lessons before and after"), tr(w, "Lesson"), tr(w, "Before"), tr(w, "Now"));
    r = db_rows(w, REPAIR_WEB_LESSONS, ARGS(V(id)));
    while (db_next(&r)) {
        html(q->page, "<tr><td><b>%s</b><br><small><a href=\"%s\">%s</a></small></td>", tr_name(w, db_text(&r, 1), db_text(&r, 2)),
             web_path(w, "/offer/", db_text(&r, 3), ""), db_text(&r, 3));
        html(q->page, "<td>%s<br><small>%s</small></td>", say_span(w, db_int(&r, 4), db_int(&r, 5)), things(w, id, db_int(&r, 0), 1));
        html(q->page, "<td><b>%s</b><br><small>%s</small></td></tr>\n", say_span(w, db_int(&r, 6), db_int(&r, 7)), things(w, id, db_int(&r, 0), 0));
    }
    page_add(q->page, "</tbody></table></div>\n");
    return fine(w);
}

static bool undo(struct request *q)
{
    struct kept k;
    return repair_undo(q->w, q->code[0], &k) && web_see(q, "/repair/%s", web_part(q->w, q->code[0]));
}

static bool answer(struct request *q, bool yes)
{
    struct kept k;
    return web_acts_by(q, REPAIR_WEB_ORGANISATION, given(q, "organisation")) &&
           repair_answer(q->w, q->code[0], given(q, "organisation"), yes, given(q, "reason"), &k) && web_see(q, "/repair/%s", web_part(q->w, q->code[0]));
}

static bool agree(struct request *q) { return answer(q, true); }
static bool refuse(struct request *q) { return answer(q, false); }

#define OWNERS (PLANNERS | (unsigned)(AS_PARTNER | AS_EMPLOYER))
#define WATCH  (READERS | OWNERS)

const struct route repair_routes[] = {
    {GET, "/repair", READERS, front, TR("What is out of order, which lessons that hits, and repairs made"), NULL},
    {GET, "/repair/break", OWNERS, break_form, TR("Record that something is out of order"), NULL},
    {POST, "/repair/break", OWNERS, break_do, TR("Record that something is out of order"), NULL},
    {POST, "/repair/over/{code}", PLANNERS, over, TR("What was out of order works again"), NULL},
    {GET, "/repair/plan", READERS, plan, TR("The least change that gives every lesson a place"), NULL},
    {POST, "/repair/apply", PLANNERS, apply, TR("Move the lessons, all or none"), NULL},
    {GET, "/repair/{code}", WATCH, one, TR("One repair: every lesson before and after"), NULL},
    {POST, "/repair/{code}/undo", PLANNERS, undo, TR("The lessons of a repair back where they were"), NULL},
    {POST, "/repair/{code}/agree", OWNERS, agree, TR("An owner agrees to a repair"), NULL},
    {POST, "/repair/{code}/refuse", OWNERS, refuse, TR("An owner refuses a repair"), NULL},
    {0},
};
