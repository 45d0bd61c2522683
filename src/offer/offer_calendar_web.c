/* offer_calendar_web.c -- when and where: the offer's lessons as weeks, by cohort, room, teacher or site. */
#include "base/day.h"
#include "offer/offer_page_web.h"
#include "offer/offer_web_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

struct pick {
    const char *value, *text;
};

static const char *named(struct work *w, const char *sql, const char *code)
{
    struct rows r = db_rows(w, sql, ARGS(V(code)));
    const char *name = db_next(&r) ? tr_name(w, db_text(&r, 1), db_text(&r, 2)) : code;
    db_done(&r);
    return *name != '\0' ? name : code;
}

static const char *module_name(struct leaf *l, const char *code)
{
    size_t i;
    json_t *m;
    json_array_foreach(json_object_get(l->doc, "modules"), i, m)
        if (strcmp(at_text(m, "code"), code) == 0)
            return at_name(l->w, m, "name");
    return code;
}

/* Whether a lesson belongs to what the calendar is of; with which NULL, *first is the first such thing. */
static bool has(const json_t *x, const char *by, const char *which)
{
    size_t i;
    json_t *s;
    if (strcmp(by, "cohort") == 0)
        return at_int(x, "cohort") == atoi(which);
    if (strcmp(by, "staff") != 0)
        return strcmp(at_text(x, by), which) == 0;
    json_array_foreach(json_object_get(x, "staff"), i, s)
        if (strcmp(json_string_value(s) != NULL ? json_string_value(s) : "", which) == 0)
            return true;
    return false;
}

static void add_pick(struct work *w, struct pick **all, size_t *n, size_t *room, const char *value, const char *sql)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*all)[i].value, value) == 0)
            return;
    if (*value == '\0')
        return;
    grow(w, all, *room, *n);
    (*all)[(*n)++] = (struct pick){value, sql != NULL ? named(w, sql, value) : take_text(w, tr(w, "cohort %d"), atoi(value))};
}

static int by_value(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    return atoi(x->value) - atoi(y->value);
}

static struct pick *picks(struct leaf *l, json_t *lessons, const char *by, size_t *n)
{
    struct pick *all = NULL;
    size_t room = 0, i, k;
    json_t *x, *s;
    *n = 0;
    json_array_foreach(lessons, i, x) {
        if (strcmp(by, "cohort") == 0)
            add_pick(l->w, &all, n, &room, take_text(l->w, "%lld", (long long)at_int(x, "cohort")), NULL);
        else if (strcmp(by, "staff") == 0)
            json_array_foreach(json_object_get(x, "staff"), k, s)
                add_pick(l->w, &all, n, &room, json_string_value(s), OFFER_WEB_THINGS);
        else
            add_pick(l->w, &all, n, &room, at_text(x, by), strcmp(by, "site") == 0 ? OFFER_WEB_PLACES : OFFER_WEB_THINGS);
    }
    if (strcmp(by, "cohort") == 0 && *n > 1)
        qsort(all, *n, sizeof(*all), by_value);
    return all;
}

static void chooser(struct leaf *l, const char *by, const struct pick *all, size_t n, const char *which)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    const struct pick bys[] = {{"cohort", tr(w, "cohort")}, {"room", tr(w, "room")}, {"staff", tr(w, "teacher")}, {"site", tr(w, "site")}};
    html(p, "<form class=\"filters\" method=\"get\" action=\"%s#when\" data-send>\n<div><label for=\"f-by\">%s</label><select id=\"f-by\" name=\"by\">", l->q->ask->path,
         tr(w, "Calendar by"));
    for (size_t i = 0; i < COUNT(bys); i++)
        html(p, strcmp(bys[i].value, by) == 0 ? "<option value=\"%s\" selected>%s</option>" : "<option value=\"%s\">%s</option>", bys[i].value, bys[i].text);
    html(p, "</select></div>\n<div><label for=\"f-which\">%s</label><select id=\"f-which\" name=\"which\">", tr(w, "Which"));
    for (size_t i = 0; i < n; i++)
        html(p, strcmp(all[i].value, which) == 0 ? "<option value=\"%s\" selected>%s</option>" : "<option value=\"%s\">%s</option>", all[i].value, all[i].text);
    html(p, "</select></div><div><button class=\"quiet\">%s</button></div></form>\n", tr(w, "Show"));
}

static const char *where(struct leaf *l, const json_t *x, const char *by)
{
    struct work *w = l->w;
    const char *room = at_text(x, "room"), *site = at_text(x, "site");
    const char *a = strcmp(by, "room") == 0 || *room == '\0' ? "" : named(w, OFFER_WEB_THINGS, room);
    const char *b = strcmp(by, "site") == 0 || *site == '\0' ? "" : named(w, OFFER_WEB_PLACES, site);
    const char *c = strcmp(by, "cohort") == 0 ? "" : take_text(w, tr(w, "cohort %d"), (int)at_int(x, "cohort"));
    return take_text(w, "%s%s%s%s%s", a, *a != '\0' && *b != '\0' ? ", " : "", b, *c != '\0' ? " · " : "", c);
}

static void week(struct leaf *l, json_t *lessons, const char *by, const char *which, int32_t monday)
{
    struct work *w = l->w;
    size_t n = 0, i;
    json_t *x;
    int from = 9 * 60, to = 18 * 60, days = 5;
    struct week_entry *all = take_array(w, json_array_size(lessons) + 1, struct week_entry);
    json_array_foreach(lessons, i, x) {
        int64_t a, b;
        if (!has(x, by, which) || !wall_parse(at_text(x, "start"), &a) || !wall_parse(at_text(x, "end"), &b) || wall_day(a) < monday || wall_day(a) > monday + 6)
            continue;
        int day = wall_day(a) - monday + 1;
        days = day > days ? day : days;
        from = wall_clock(a) < from ? wall_clock(a) / 60 * 60 : from;
        to = wall_clock(b) > to ? (wall_clock(b) + 59) / 60 * 60 : to;
        const char *title = take_text(w, "%s, %s", module_name(l, at_text(x, "module")), kind_word(w, at_text(x, "part")));
        const char *room = at_text(x, "room");
        all[n++] = (struct week_entry){a, b, "lesson", title, where(l, x, by), *room != '\0' ? web_path(w, "/resource/", room, "") : NULL};
    }
    piece_week(l->q, &(struct week){.monday = monday, .days = days, .from_min = from, .to_min = to, .entries = all, .n = n,
                                    .label = tr(w, "Lessons of the week")});
    if (n == 0)
        html(l->q->page, "<p class=\"muted\">%s</p>\n", tr(w, "No lessons in this week."));
}

bool leaf_calendar(struct leaf *l)
{
    struct work *w = l->w;
    struct page *p = l->q->page;
    json_t *lessons = json_object_get(l->doc, "lessons");
    html(p, "<section id=\"when\"><h2>%s</h2>\n", tr(w, "When and where"));
    if (json_array_size(lessons) == 0) {
        html(p, "<p class=\"muted\">%s</p></section>\n", tr(w, "No lesson has a time yet."));
        return true;
    }
    size_t n;
    const char *by = web_text(l->q, "by"), *which = web_text(l->q, "which"), *asked = web_text(l->q, "week");
    if (by == NULL || (strcmp(by, "room") != 0 && strcmp(by, "staff") != 0 && strcmp(by, "site") != 0))
        by = "cohort";
    const struct pick *all = picks(l, lessons, by, &n);
    bool known = false;
    for (size_t i = 0; i < n && which != NULL; i++)
        known |= strcmp(all[i].value, which) == 0;
    which = known ? which : n > 0 ? all[0].value : "";
    int32_t day = at_day(json_object_get(l->doc, "promise"), "starts_on");
    if (asked != NULL && !day_parse(asked, &day))
        return fail(w, NOT_VALID, tr(w, "a week is named by one of its days, as in 2027-03-01, not \"%s\""), asked);
    if (asked == NULL) { /* The first week of what is shown, which may begin later than the whole. */
        size_t i;
        json_t *x;
        json_array_foreach(lessons, i, x)
            if (has(x, by, which) && day_parse(take_text(w, "%.10s", at_text(x, "start")), &day))
                break;
    }
    chooser(l, by, all, n, which);
    int32_t monday = day - day_weekday(day) + 1;
    piece_week_steps(l->q, take_text(w, "%s?by=%s&which=%s&", l->q->ask->path, by, web_part(w, which)), monday);
    week(l, lessons, by, which, monday);
    size_t left = json_array_size(json_object_get(l->doc, "unplaced"));
    if (left > 0) {
        page_add(p, "<p class=\"note warn\">");
        html(p, trn(w, "%zu lesson has no time yet.", "%zu lessons have no time yet.", (int64_t)left), left);
        page_add(p, "</p>\n");
    }
    page_add(p, "</section>\n");
    return true;
}
