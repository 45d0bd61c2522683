/* grid_web.c -- see grid_web.h.
 *
 * The page is a table: rows are resources, grouped by owner, columns are minutes or days, and a stretch that is taken is
 * one cell over its columns.  So it is read by whoever hears it, printed, and used without script: rows are ticked, a day
 * and two times typed.  With script (asset/timeline.js) a stretch is dragged over the free cells of several rows.
 *
 * It is the page a dispatcher keeps open all day, so what was drawn is kept while it is true (store/kept.h). */
#include "resource/grid_web.h"

#include "base/day.h"
#include "resource/grid.h"
#include "resource/grid_sql.h"
#include "store/kept.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

#define ROWS_A_PAGE 50

/* zoom: how many days and how fine.  column 1440 and more: shares of the open hours. */
static const struct zoom {
    const char *name, *words;
    int days, column_min, from_min, to_min, step_days;
} zooms[] = {
    {"hour", TR("Hours"), 1, 5, 0, 0, 1},
    {"day", TR("Day"), 1, 15, 7 * 60, 22 * 60, 1},
    {"week", TR("Week"), 7, 30, 7 * 60, 22 * 60, 7},
    {"month", TR("Month"), 35, DAY_MIN, 0, DAY_MIN, 28},
    {"semester", TR("Semester"), 182, 7 * DAY_MIN, 0, DAY_MIN, 182},
};
#define HOURS_SHOWN 6

struct drawing {
    struct request *q;
    struct work *w;
    struct page *p;
    const struct zoom *zoom;
    struct grid_ask ask;
    struct grid grid;
    int32_t day;
    int at_hour;
    bool named; /* whoever is signed in reads what others use things for */
};

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

/* ---------------------------------------------------------------- small writers, for a page of thousands of cells */

static void put_int(struct page *p, int64_t n)
{
    char digits[24], *at = digits + sizeof(digits);
    uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;
    do
        *--at = (char)('0' + u % 10);
    while ((u /= 10) > 0);
    if (n < 0)
        *--at = '-';
    page_bytes(p, at, (size_t)(digits + sizeof(digits) - at));
}
#define PUT(p, literal) page_bytes((p), literal, sizeof(literal) - 1)

static void put_clock(struct page *p, int min)
{
    put_int(p, min / 60);
    char rest[3] = {':', (char)('0' + min % 60 / 10), (char)('0' + min % 10)};
    page_bytes(p, rest, 3);
}

/* ---------------------------------------------------------------- what is asked */

/* address: this page with one thing changed; the filters stay. */
static void address(struct drawing *d, const char *zoom, int32_t day, int hour, int64_t page)
{
    static const char *const keep[] = {"kind", "organisation", "site", "type", "place", "q"};
    char text[DAY_TEXT];
    struct page *p = d->p;
    page_add(p, "/timeline?zoom=");
    page_add(p, zoom);
    page_add(p, "&amp;day=");
    page_add(p, day_text(text, day));
    if (strcmp(zoom, "hour") == 0) {
        page_add(p, "&amp;hour=");
        put_int(p, hour);
    }
    for (size_t i = 0; i < COUNT(keep); i++)
        if (*given(d->q, keep[i]) != '\0') {
            page_add(p, "&amp;");
            page_add(p, keep[i]);
            page_add(p, "=");
            html_query(p, given(d->q, keep[i]));
        }
    if (page > 1) {
        page_add(p, "&amp;page=");
        put_int(p, page);
    }
}

static bool asked(struct drawing *d)
{
    struct request *q = d->q;
    struct work *w = d->w;
    const char *zoom = given(q, "zoom"), *day = given(q, "day");
    d->zoom = &zooms[2];
    for (size_t i = 0; *zoom != '\0' && i < COUNT(zooms); i++)
        if (strcmp(zoom, zooms[i].name) == 0)
            d->zoom = &zooms[i];
    d->day = web_region(q)->today_on;
    if (*day != '\0' && !day_parse(day, &d->day))
        return fail(w, NOT_VALID, tr(w, "a day is written as 2027-03-01, not \"%s\""), day);
    d->at_hour = (int)web_int(q, "hour", 8, 0, 24 - HOURS_SHOWN);
    int64_t page = web_int(q, "page", 1, 1, 100000), rows = web_int(q, "rows", ROWS_A_PAGE, 1, GRID_ROWS_MOST);
    int32_t monday = d->day - day_weekday(d->day) + 1;
    d->ask = (struct grid_ask){.kind = given(q, "kind"), .organisation = given(q, "organisation"), .site = given(q, "site"), .type = given(q, "type"),
                               .municipality = given(q, "place"), .like = web_like(w, web_text(q, "q")), .first = d->zoom->days == 1 ? d->day : monday,
                               .days = d->zoom->days, .from_min = d->zoom->from_min, .to_min = d->zoom->to_min, .column_min = d->zoom->column_min,
                               .rows_most = (int)rows, .rows_after = (int)((page - 1) * rows)};
    if (d->zoom == &zooms[0]) {
        d->ask.from_min = d->at_hour * 60;
        d->ask.to_min = (d->at_hour + HOURS_SHOWN) * 60;
    }
    return fine(w);
}

/* ---------------------------------------------------------------- around the table */

static void filters(struct drawing *d)
{
    static const char *const kinds[] = {"room", "equipment", "staff", NULL};
    struct request *q = d->q;
    struct work *w = d->w;
    size_t n;
    char text[DAY_TEXT];
    piece_filters(q);
    piece_search(q, "q", tr(w, "Name or type"));
    const struct choice *c = piece_kinds(w, kinds, &n);
    piece_choice(q, "kind", tr(w, "Kind"), c, n);
    c = piece_choices(w, GRID_ORGANISATIONS, &n);
    piece_choice(q, "organisation", tr(w, "Owner"), c, n);
    c = piece_choices(w, GRID_SITES, &n);
    piece_choice(q, "site", tr(w, "Site"), c, n);
    c = piece_choices(w, GRID_TYPES, &n);
    piece_choice(q, "type", tr(w, "Type"), c, n);
    c = piece_choices(w, GRID_PLACES, &n);
    piece_choice(q, "place", tr(w, "Where"), c, n);
    html(d->p, "<div><label for=\"f-day\">%s</label><input type=\"date\" id=\"f-day\" name=\"day\" value=\"%s\"></div>\n", tr(w, "Day"),
         day_text(text, d->day));
    html(d->p, "<input type=\"hidden\" name=\"zoom\" value=\"%s\">", d->zoom->name);
    piece_filters_end(q);
}

static void link(struct drawing *d, const char *zoom, int32_t day, int hour, const char *before, const char *text, bool here)
{
    page_add(d->p, "<a href=\"");
    address(d, zoom, day, hour, 1);
    html(d->p, here ? "\" aria-current=\"true\">%s%s</a>" : "\">%s%s</a>", before, text);
}

static void steps(struct drawing *d)
{
    struct work *w = d->w;
    bool hours = d->zoom == &zooms[0];
    int step = d->zoom->step_days, back = d->at_hour - HOURS_SHOWN, on = d->at_hour + HOURS_SHOWN;
    html(d->p, "<nav class=\"steps\" aria-label=\"%s\">", tr(w, "When"));
    if (hours)
        link(d, "hour", back < 0 ? d->day - 1 : d->day, back < 0 ? 24 - HOURS_SHOWN : back, "\u2190 ", tr(w, "back"), false);
    else
        link(d, d->zoom->name, d->day - step, 0, "\u2190 ", tr(w, "back"), false);
    html(d->p, "<b>%s</b>", d->zoom->days == 1 ? take_text(w, "%s, %s", say_weekday(w, day_weekday(d->ask.first)), say_day(w, d->ask.first))
                                               : say_days(w, d->ask.first, d->ask.first + d->ask.days - 1));
    if (hours)
        link(d, "hour", on > 24 - HOURS_SHOWN && d->at_hour == 24 - HOURS_SHOWN ? d->day + 1 : d->day,
             d->at_hour == 24 - HOURS_SHOWN ? 0 : on > 24 - HOURS_SHOWN ? 24 - HOURS_SHOWN : on, "", tr(w, "onward →"), false);
    else
        link(d, d->zoom->name, d->day + step, 0, "", tr(w, "onward →"), false);
    page_add(d->p, "<span class=\"zooms\">");
    for (size_t i = 0; i < COUNT(zooms); i++)
        link(d, zooms[i].name, d->day, 8, "", tr(w, zooms[i].words), d->zoom == &zooms[i]);
    link(d, d->zoom->name, web_region(d->q)->today_on, 8, "", tr(w, "Today"), false);
    page_add(d->p, "</span></nav>\n");
}

static void legend(struct drawing *d)
{
    struct work *w = d->w;
    html(d->p, "<ul class=\"legend\"><li><i></i> %s</li><li><i class=\"shut\"></i> %s</li>", tr(w, "free"), tr(w, "closed"));
    if (d->zoom->column_min >= DAY_MIN) {
        html(d->p, "<li><i class=\"u1\"></i> %s</li><li><i class=\"u2\"></i> %s</li><li><i class=\"u3\"></i> %s</li><li><i class=\"u4\"></i> %s</li></ul>\n",
             tr(w, "to a quarter taken"), tr(w, "to a half"), tr(w, "to three quarters"), tr(w, "more"));
        return;
    }
    html(d->p, "<li><i class=\"busy\"></i> %s</li><li><i class=\"maint\"></i> %s</li>", tr(w, "the owner's own use"), tr(w, "maintenance"));
    html(d->p, "<li><i class=\"held\"></i> %s</li><li><i class=\"booked\"></i> %s</li></ul>\n", tr(w, "held, time running"), tr(w, "booked"));
}

/* ---------------------------------------------------------------- the table */

static void heads(struct drawing *d)
{
    struct work *w = d->w;
    struct page *p = d->p;
    const struct grid *g = &d->grid;
    int32_t today = web_region(d->q)->today_on;
    html(p, "<colgroup><col class=\"name\"><col span=\"%d\"></colgroup>\n<thead><tr><th scope=\"col\" rowspan=\"%d\">%s</th>", g->columns,
         d->zoom->column_min >= DAY_MIN ? 1 : 2, tr(w, "Resource"));
    if (d->zoom->column_min >= DAY_MIN) {
        for (int c = 0; c < g->columns; c++) {
            int32_t day = d->ask.first + c * d->zoom->column_min / DAY_MIN;
            int y, m, md;
            day_split(day, &y, &m, &md);
            bool now = today >= day && today < day + d->zoom->column_min / DAY_MIN;
            page_add(p, now ? "<th scope=\"col\" class=\"now\"><a href=\"" : "<th scope=\"col\"><a href=\"");
            address(d, d->zoom->column_min > DAY_MIN ? "week" : "day", day, 0, 1);
            html(p, "\"><small>%s</small> %d</a></th>", c == 0 || md == 1 || d->zoom->column_min > DAY_MIN ? say_month(w, m) : say_weekday(w, day_weekday(day)), md);
        }
        page_add(p, "</tr></thead>\n");
        return;
    }
    for (int k = 0; k < d->ask.days; k++) {
        page_add(p, d->ask.first + k == today ? "<th scope=\"colgroup\" class=\"now d\" colspan=\"" : "<th scope=\"colgroup\" class=\"d\" colspan=\"");
        put_int(p, g->columns_a_day);
        page_add(p, "\"><a href=\"");
        address(d, d->zoom->days == 1 ? "week" : "day", d->ask.first + k, 0, 1);
        html(p, "\">%s</a></th>", say_date(w, d->ask.first + k));
    }
    PUT(p, "</tr><tr>");
    int tick = d->zoom->days > 1 ? 180 : 60, span = tick / d->ask.column_min;
    for (int k = 0; k < d->ask.days; k++)
        for (int c = 0; c < g->columns_a_day; c += span) {
            page_add(p, c == 0 ? "<td class=\"tick d\" colspan=\"" : "<td class=\"tick\" colspan=\"");
            put_int(p, c + span <= g->columns_a_day ? span : g->columns_a_day - c);
            PUT(p, "\">");
            put_int(p, (d->ask.from_min + c * d->ask.column_min) / 60);
            PUT(p, "</td>");
        }
    PUT(p, "</tr></thead>\n");
}

static const char *const looks[] = {"", "shut", "busy", "maint", "held", "booked"};

/* entry: what a taken stretch says: its link or its words, and in full when pointed at. */
static void entry(struct drawing *d, const struct grid_row *row, const struct grid_cell *x)
{
    struct work *w = d->w;
    struct page *p = d->p;
    const struct grid_entry *e = &row->entries[x->entry];
    const char *title = tr_name(w, e->title, *e->title_en != '\0' ? e->title_en : e->title);
    if (e->busy != NULL)
        title = *title != '\0' ? title : kind_word(w, e->busy);
    else if (!d->named || *title == '\0')
        title = tr(w, x->as == G_HELD ? "held" : "booked");
    bool linked = d->named && (*e->claim != '\0' || *e->offer != '\0');
    if (linked) {
        page_add(p, *e->claim != '\0' ? "<a href=\"/booking/" : "<a href=\"/offer/");
        page_add(p, *e->claim != '\0' ? e->claim : web_part(w, e->offer));
        PUT(p, "\" title=\"");
    } else {
        PUT(p, "<span title=\"");
    }
    put_clock(p, wall_clock(e->from));
    PUT(p, "\xe2\x80\x93");
    put_clock(p, e->to % DAY_MIN == 0 ? DAY_MIN : wall_clock(e->to));
    PUT(p, ", ");
    page_escaped(p, title);
    if (e->expires_at != 0)
        html(p, tr(w, ", held until %s"), say_wall(w, wall_from_unix(e->expires_at, web_region(d->q)->utc_offset_min)));
    PUT(p, "\">");
    if (x->part || (row->quantity > 1 && x->taken > 0)) {
        PUT(p, "<b>");
        put_int(p, x->taken);
        PUT(p, "/");
        put_int(p, row->quantity);
        PUT(p, "</b> ");
    }
    page_escaped(p, title);
    if (e->expires_at != 0) {
        int64_t left = (e->expires_at - w->now) / 60;
        PUT(p, " <small>");
        html(p, left >= 60 ? tr(w, "%lld h left") : tr(w, "%lld min left"), (long long)(left >= 60 ? left / 60 : left));
        PUT(p, "</small>");
    }
    if (linked)
        PUT(p, "</a>");
    else
        PUT(p, "</span>");
}

static void share_cells(struct drawing *d, const struct grid_row *row)
{
    struct page *p = d->p;
    for (int c = 0; c < d->grid.columns; c++) {
        const struct grid_cell *x = &row->cells[c];
        if (x->as == G_SHUT) {
            PUT(p, "<td class=\"shut\"></td>");
            continue;
        }
        if (x->taken == 0) {
            PUT(p, "<td></td>");
            continue;
        }
        PUT(p, "<td class=\"u");
        put_int(p, x->taken <= 25 ? 1 : x->taken <= 50 ? 2 : x->taken <= 75 ? 3 : 4);
        PUT(p, "\"><a href=\"");
        address(d, d->zoom->column_min > DAY_MIN ? "week" : "day", d->ask.first + c * d->zoom->column_min / DAY_MIN, 0, 1);
        PUT(p, "\">");
        put_int(p, x->taken);
        PUT(p, "</a></td>");
    }
}

/* Free time ends with its day, so that a day's edge can be seen and dragged to. */
static void cells(struct drawing *d, const struct grid_row *row)
{
    struct page *p = d->p;
    int per = d->grid.columns_a_day;
    for (int c = 0, end; c < d->grid.columns; c = end) {
        const struct grid_cell *x = &row->cells[c];
        for (end = c + 1; end < d->grid.columns; end++) {
            const struct grid_cell *y = &row->cells[end];
            if (y->as != x->as || y->entry != x->entry || y->taken != x->taken || (end % per == 0 && x->entry < 0))
                break;
        }
        PUT(p, "<td");
        if (x->as != G_FREE || c % per == 0) {
            PUT(p, " class=\"");
            page_add(p, looks[x->as]);
            if (x->part)
                PUT(p, " part");
            if (c % per == 0)
                PUT(p, " d");
            PUT(p, "\"");
        }
        if (end > c + 1) {
            PUT(p, " colspan=\"");
            put_int(p, end - c);
            PUT(p, "\"");
        }
        PUT(p, ">");
        if (x->entry >= 0)
            entry(d, row, x);
        PUT(p, "</td>");
    }
}

static void table(struct drawing *d)
{
    struct work *w = d->w;
    struct page *p = d->p;
    const struct grid *g = &d->grid;
    char text[DAY_TEXT];
    html(p, "<div class=\"scroll timeline-box\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n", tr(w, "Resources and who has them when"));
    html(p, "<table class=\"timeline z-%s\" data-first=\"%s\"", d->zoom->name, day_text(text, d->ask.first));
    html(p, " data-days=\"%d\" data-from=\"%d\" data-column=\"%d\" data-columns=\"%d\">\n", d->ask.days, d->ask.from_min, d->ask.column_min, g->columns);
    heads(d);
    const char *owner = NULL;
    for (int i = 0; i < g->row_count; i++) {
        const struct grid_row *row = &g->rows[i];
        if (owner == NULL || strcmp(owner, row->organisation) != 0) {
            html(p, "%s<tbody><tr class=\"owner\"><th scope=\"rowgroup\" colspan=\"%d\">", "", g->columns + 1);
            html(p, "<a href=\"%s\">%s</a></th></tr>\n", web_path(w, "/partner/", row->organisation, ""), tr_name(w, row->organisation_ru, row->organisation_en));
            owner = row->organisation;
        }
        PUT(p, "<tr><th scope=\"row\"><input type=\"checkbox\" name=\"resource\" value=\"");
        page_escaped(p, row->code);
        PUT(p, "\" aria-label=\"");
        page_escaped(p, tr_name(w, row->name_ru, row->name_en));
        PUT(p, "\"><a href=\"/resource/");
        page_add(p, web_part(w, row->code));
        PUT(p, "\">");
        page_escaped(p, tr_name(w, row->name_ru, row->name_en));
        PUT(p, "</a> <small>");
        page_escaped(p, tr_name(w, row->site_ru, row->site_en));
        if (row->quantity > 1) {
            PUT(p, " \xc3\x97\xc2\xa0");
            put_int(p, row->quantity);
        }
        PUT(p, "</small></th>");
        if (d->zoom->column_min >= DAY_MIN)
            share_cells(d, row);
        else
            cells(d, row);
        PUT(p, "</tr>\n");
        if (i + 1 == g->row_count || strcmp(owner, g->rows[i + 1].organisation) != 0)
            PUT(p, "</tbody>\n");
    }
    page_add(p, "</table></div>\n");
}

static void pages(struct drawing *d)
{
    struct work *w = d->w;
    int64_t rows = d->ask.rows_most, here = d->ask.rows_after / rows + 1, last = (d->grid.all + rows - 1) / rows;
    if (last <= 1)
        return;
    html(d->p, "<nav class=\"pages\" aria-label=\"%s\">", tr(w, "Pages of the list"));
    if (here > 1) {
        page_add(d->p, "<a rel=\"prev\" href=\"");
        address(d, d->zoom->name, d->day, d->at_hour, here - 1);
        html(d->p, "\">%s</a> ", tr(w, "Back"));
    }
    html(d->p, tr(w, "page %lld of %lld"), (long long)here, (long long)last);
    if (here < last) {
        page_add(d->p, " <a rel=\"next\" href=\"");
        address(d, d->zoom->name, d->day, d->at_hour, here + 1);
        html(d->p, "\">%s</a>", tr(w, "Onward"));
    }
    page_add(d->p, "</nav>\n");
}

/* asking: several rows at once become one request; a plain form, filled by dragging where there is script. */
static void asking(struct drawing *d)
{
    struct work *w = d->w;
    struct page *p = d->p;
    char text[DAY_TEXT];
    int32_t day = d->day > d->ask.first || d->zoom->days == 1 ? d->day : d->ask.first;
    html(p, "<fieldset class=\"asking\"><legend>%s</legend>\n<div class=\"fields\">", tr(w, "Ask for the rows that are ticked, all at once"));
    html(p, "<div><label for=\"t-day\">%s</label><input type=\"date\" id=\"t-day\" name=\"day\" value=\"%s\"></div>", tr(w, "Day"), day_text(text, day));
    html(p, "<div><label for=\"t-from\">%s</label><input type=\"time\" id=\"t-from\" name=\"from\" value=\"14:00\" step=\"300\"></div>", tr(w, "From"));
    html(p, "<div><label for=\"t-to\">%s</label><input type=\"time\" id=\"t-to\" name=\"to\" value=\"15:30\" step=\"300\"></div>", tr(w, "To"));
    html(p, "<div><button>%s</button> <button class=\"quiet\" formaction=\"/booking/when\">%s</button></div></div>\n", tr(w, "Go on"), tr(w, "When can we?"));
    html(p, "<p class=\"muted\"><output id=\"t-says\" aria-live=\"polite\" data-none=\"%s\" data-free=\"%s\" data-taken=\"%s\">%s</output></p></fieldset>\n",
         tr(w, "Tick rows, or drag over free time."), tr(w, "free in all rows"), tr(w, "not free:"), tr(w, "Tick rows, or drag over free time."));
}

static bool draw(struct drawing *d)
{
    struct work *w = d->w;
    if (!grid_load(w, &d->ask, &d->grid))
        return false;
    filters(d);
    steps(d);
    legend(d);
    if (d->grid.row_count == 0) {
        piece_empty(d->q, tr(w, "Nothing like that is shared in the region."), "/timeline", tr(w, "Show everything"));
        return fine(w);
    }
    page_add(d->p, "<form method=\"get\" action=\"/booking/new\" class=\"timeline-form\">\n");
    table(d);
    pages(d);
    asking(d);
    page_add(d->p, "</form>\n");
    return fine(w);
}

static bool timeline(struct request *q)
{
    struct drawing d = {.q = q, .w = q->w, .p = q->page, .named = (q->roles & MEMBERS) != 0};
    struct work *w = q->w;
    q->title = tr(w, "Timeline of rooms, equipment and people");
    q->wide = true;
    if (!db_begin_read(w))
        return false;
    if (!asked(&d)) {
        db_rollback(w);
        return false;
    }
    const char *key = take_text(w, "timeline %d %d %s %d %d %d %d %s|%s|%s|%s|%s|%s", (int)w->language, d.named, d.zoom->name, (int)d.day, d.at_hour, d.ask.rows_most,
                                d.ask.rows_after, d.ask.kind, d.ask.organisation, d.ask.site, d.ask.type, d.ask.municipality, given(q, "q"));
    size_t n;
    const char *kept = kept_find(w, key, &n);
    if (kept != NULL) {
        page_bytes(q->page, kept, n);
        return db_commit(w);
    }
    bool ok = draw(&d);
    if (ok) { /* what is said of time left is true for this minute, of today for this day */
        int64_t minute = (w->now / 60 + 1) * 60, day = ((w->now / 60 + web_region(q)->utc_offset_min) / DAY_MIN + 1) * DAY_MIN - web_region(q)->utc_offset_min;
        kept_put(w, key, q->page->text, q->page->used, d.grid.held_until != 0 ? minute : day * 60);
    }
    return db_commit(w) && ok;
}

const struct route grid_routes[] = {
    {GET, "/timeline", ANYONE, timeline, TR("Who has which room, machine or person when, over all partners"), TR("Timeline")},
    {0},
};
