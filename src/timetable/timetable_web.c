/* timetable_web.c -- /timetable: everybody's lessons of a week, by partner, room, teacher, offer and cohort; to read, to print,
 * to take along as a sheet. */
#include "timetable/timetable_web.h"

#include "base/day.h"
#include "timetable/timetable_show.h"
#include "timetable/timetable_web_sql.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

/* choices: only of what the reader may see. */
static struct choice *choices(struct request *q, const char *sql, int64_t whose, size_t *n)
{
    struct work *w = q->w;
    struct choice *all = NULL;
    size_t room = 0;
    *n = 0;
    struct rows r = db_rows(w, sql, ARGS(V(whose), V(w->now)));
    while (db_next(&r)) {
        const char *name = tr_name(w, db_text(&r, 1), db_text(&r, 2));
        grow(w, &all, room, *n);
        all[(*n)++] = (struct choice){db_text(&r, 0), *name != '\0' ? name : db_text(&r, 0)};
    }
    return all;
}

static void filters(struct request *q, int64_t whose, int32_t monday, const struct which *k)
{
    struct work *w = q->w;
    size_t n;
    char day[DAY_TEXT];
    piece_filters(q);
    html(q->page, "<input type=\"hidden\" name=\"week\" value=\"%s\">", day_text(day, monday));
    if (k->cohort > 0)
        html(q->page, "<input type=\"hidden\" name=\"cohort\" value=\"%d\">", k->cohort);
    const struct choice *c = choices(q, TIMETABLE_WEB_OFFERS, whose, &n);
    piece_choice(q, "offer", tr(w, "Training"), c, n);
    c = choices(q, TIMETABLE_WEB_PARTNERS, whose, &n);
    piece_choice(q, "partner", tr(w, "Partner"), c, n);
    c = choices(q, TIMETABLE_WEB_ROOMS, whose, &n);
    piece_choice(q, "room", tr(w, "Room"), c, n);
    c = choices(q, TIMETABLE_WEB_STAFF, whose, &n);
    piece_choice(q, "staff", tr(w, "Teacher"), c, n);
    piece_filters_end(q);
}

static void grid(struct request *q, const struct shown *all, int n, int32_t monday)
{
    struct work *w = q->w;
    struct week_entry *e = take_array(w, n + 1, struct week_entry);
    int from = 9 * 60, to = 18 * 60, days = 5;
    for (int i = 0; i < n; i++) {
        const struct shown *l = &all[i];
        int day = wall_day(l->from) - monday + 1;
        days = day > days ? day : days;
        from = wall_clock(l->from) < from ? wall_clock(l->from) / 60 * 60 : from;
        to = wall_clock(l->to) > to ? (wall_clock(l->to) + 59) / 60 * 60 : to;
        const char *small = take_text(w, "%s%s%s", l->room, *l->room != '\0' && *l->staff != '\0' ? ", " : "", l->staff);
        if (l->cohorts > 1)
            small = take_text(w, tr(w, "%s, cohort %d"), small, l->cohort);
        if (l->moved)
            small = take_text(w, tr(w, "%s, moved"), small);
        e[i] = (struct week_entry){l->from, l->to, strcmp(l->state, "held") == 0 ? "held" : "lesson", l->module, small, web_path(w, "/offer/", l->offer, "")};
    }
    piece_week(q, &(struct week){.monday = monday, .days = days, .from_min = from, .to_min = to, .entries = e, .n = (size_t)n,
                                 .label = tr(w, "Calendar of the week")});
}

static void put(struct work *w, const char **s, const char *name, const char *value)
{
    if (*value != '\0')
        *s = take_text(w, "%s%s=%s&", *s, name, web_part(w, value));
}

/* repairs: what is not in order, for those who can put it right. */
static void trouble(struct request *q)
{
    struct work *w = q->w;
    int64_t open = db_one(w, TIMETABLE_WEB_BROKEN, NO_ARGS, 0);
    if ((q->roles & READERS) == 0)
        return;
    page_add(q->page, "<p>");
    if (open > 0) {
        html(q->page, trn(w, "%lld breakdown is recorded.", "%lld breakdowns are recorded.", open), (long long)open);
        page_add(q->page, " ");
    }
    html(q->page, "<a href=\"/repair\">%s</a></p>\n", tr(w, "Breakdowns and repairs"));
}

static bool show(struct request *q)
{
    struct work *w = q->w;
    int32_t day = web_region(q)->today_on;
    const char *asked = web_text(q, "week"), *base = "/timetable?";
    struct shown *all;
    int n;
    q->title = tr(w, "Timetable");
    q->wide = true;
    if (asked != NULL && !day_parse(asked, &day))
        return fail(w, NOT_VALID, tr(w, "a week is named by one of its days, as in 2027-03-01, not \"%s\""), asked);
    int32_t monday = day - day_weekday(day) + 1;
    struct which k = {.from_on = monday, .to_on = monday + 6, .partner = given(q, "partner"), .offer = given(q, "offer"), .cohort = (int)web_int(q, "cohort", 0, 0, 10000),
                      .whose = (q->roles & READERS) != 0 ? 0 : q->organisation_id != 0 ? q->organisation_id : -1};
    k.resource = *given(q, "room") != '\0' ? given(q, "room") : given(q, "staff");
    if (!timetable_read(w, &k, &all, &n))
        return false;
    trouble(q);
    filters(q, k.whose, monday, &k);
    put(w, &base, "offer", k.offer);
    put(w, &base, "partner", k.partner);
    put(w, &base, "room", given(q, "room"));
    put(w, &base, "staff", given(q, "staff"));
    if (k.cohort > 0)
        base = take_text(w, "%scohort=%d&", base, k.cohort);
    piece_week_steps(q, base, monday);
    if (n == 0) {
        struct rows r = db_rows(w, TIMETABLE_WEB_NEXT, ARGS(V((int64_t)monday * DAY_MIN), V(w->now), V(k.whose)));
        bool later = db_next(&r) && !db_null(&r, 0);
        char text[DAY_TEXT];
        if (later)
            piece_empty(q, tr(w, "No lessons in this week."), take_text(w, "%sweek=%s", base, day_text(text, wall_day(db_int(&r, 0)))), tr(w, "To the next lessons"));
        else
            piece_empty(q, tr(w, "No lessons in this week or later. Lessons come from offers that are held or agreed."), "/offer", tr(w, "To the offers"));
        db_done(&r);
    } else if (*k.resource != '\0' || *k.offer != '\0') {
        grid(q, all, n, monday);
    }
    struct sheet *s = web_sheet(q, TR("Lessons of the week"), "timetable");
    return timetable_sheet(w, all, n, s) && web_sheet_done(q, s);
}

#define WATCH (READERS | (unsigned)(AS_EMPLOYER | AS_PARTNER | AS_TEACHER))

const struct route timetable_routes[] = {
    {GET, "/timetable", WATCH, show, TR("Everybody's lessons, week by week"), TR("Timetable")},
    {0},
};
