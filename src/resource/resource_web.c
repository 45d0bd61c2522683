/* resource_web.c -- the register of what can be used, and the week of each thing and person. */
#include "resource/resource_web.h"

#include "base/day.h"
#include "resource/resource_web_sql.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static const char *const kinds[] = {"room", "equipment", "staff", NULL};

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static void filters(struct request *q)
{
    struct work *w = q->w;
    size_t n;
    piece_filters(q);
    piece_search(q, "q", tr(w, "Name or type"));
    const struct choice *c = piece_kinds(w, kinds, &n);
    piece_choice(q, "kind", tr(w, "Kind"), c, n);
    c = piece_choices(w, RESOURCE_WEB_OWNERS, &n);
    piece_choice(q, "organisation", tr(w, "Owner"), c, n);
    c = piece_choices(w, RESOURCE_WEB_TYPES, &n);
    piece_choice(q, "type", tr(w, "Type"), c, n);
    if (*given(q, "site") != '\0')
        html(q->page, "<input type=\"hidden\" name=\"site\" value=\"%s\">", given(q, "site"));
    piece_filters_end(q);
}

static bool list(struct request *q)
{
    static const struct column cols[] = {
        {"name", TR("Name"), WORDS}, {"kind", TR("Kind"), CODE}, {"type", TR("Type"), WORDS}, {"owner", TR("Owner"), WORDS},
        {"site", TR("Site"), WORDS}, {"municipality", TR("Where"), CODE}, {"quantity", TR("Units"), NUMBER}, {"seats", TR("Seats"), NUMBER},
        {"load_week_ah", TR("Hours a week"), NUMBER}, {"price_ah", TR("Price of an hour"), MONEY},
    };
    struct work *w = q->w;
    q->title = tr(w, "Resources");
    q->wide = true;
    filters(q);
    struct sheet *s = web_sheet(q, TR("Rooms, equipment and staff of all partners"), "resources");
    struct rows r = db_rows(w, RESOURCE_WEB_LIST, ARGS(V(given(q, "kind")), V(given(q, "organisation")), V(given(q, "site")), V(given(q, "type")),
                                                       V(web_like(w, web_text(q, "q")))));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/resource/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(s, kind_word(w, db_text(&r, 3)));
        sheet_words(s, tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 6), ""), tr_name(w, db_text(&r, 7), db_text(&r, 8)));
        sheet_words(s, tr_name(w, db_text(&r, 9), db_text(&r, 10)));
        sheet_words(s, db_text(&r, 11));
        db_int(&r, 12) == 1 ? sheet_none(s) : sheet_int(s, db_int(&r, 12));
        for (int c = 13; c <= 15; c++)
            db_null(&r, c) ? sheet_none(s) : sheet_int(s, db_int(&r, c));
    }
    if (!sheet_end(s))
        return false;
    if (s->nrows == 0)
        piece_empty(q, tr(w, "Nothing like that is shared in the region."), "/resource", tr(w, "Show everything"));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- one resource's week */
struct hours {
    int from[7][4], to[7][4], n[7]; /* by day of the week shown */
    const char *why[7];             /* why it is closed, if an exception says so */
    int32_t monday;
};

static bool open_then(void *arg, int32_t day, int from_min, int to_min)
{
    const struct hours *h = arg;
    int d = day - h->monday;
    for (int i = 0; i < h->n[d]; i++)
        if (from_min >= h->from[d][i] && to_min <= h->to[d][i])
            return true;
    return false;
}

static void add_hours(struct hours *h, int d, int from, int to)
{
    if (h->n[d] < 4) {
        h->from[d][h->n[d]] = from;
        h->to[d][h->n[d]++] = to;
    }
}

static void read_hours(struct work *w, int64_t site, struct hours *h)
{
    struct rows r = db_rows(w, RESOURCE_WEB_OPENINGS, ARGS(V(site)));
    while (db_next(&r))
        for (const char *s = db_peek(&r, 0); *s != '\0'; s++)
            if (*s >= '1' && *s <= '7')
                add_hours(h, *s - '1', (int)db_int(&r, 1), (int)db_int(&r, 2));
    r = db_rows(w, RESOURCE_WEB_CLOSURES, ARGS(V(site), V(h->monday), V(h->monday + 6)));
    while (db_next(&r))
        for (int d = 0; d < 7; d++) {
            if (h->monday + d < db_int(&r, 0) || h->monday + d > db_int(&r, 1))
                continue;
            h->n[d] = 0;
            if (!db_null(&r, 2))
                add_hours(h, d, (int)db_int(&r, 2), (int)db_int(&r, 3));
            h->why[d] = tr_name(w, db_text(&r, 4), db_text(&r, 5));
        }
}

static struct week_entry *entries(struct request *q, int64_t id, int64_t quantity, int32_t monday, size_t *n)
{
    struct work *w = q->w;
    struct week_entry *all = NULL;
    size_t room = 0;
    int64_t from = (int64_t)monday * DAY_MIN, to = from + 7 * DAY_MIN;
    *n = 0;
    struct rows r = db_rows(w, RESOURCE_WEB_BUSY, ARGS(V(id), V(from), V(to)));
    while (db_next(&r))
        for (int64_t k = 0; k < db_int(&r, 2); k++) {
            int64_t a = db_int(&r, 0) + k * 7 * DAY_MIN, b = db_int(&r, 1) + k * 7 * DAY_MIN;
            if (b <= from || a >= to)
                continue;
            const char *note = db_text(&r, 5);
            const char *units = quantity > 1 ? take_text(w, tr(w, "%lld of %lld"), (long long)db_int(&r, 3), (long long)quantity) : NULL;
            grow(w, &all, room, *n);
            all[(*n)++] = (struct week_entry){a, b, "busy", *note != '\0' ? note : kind_word(w, db_text(&r, 4)), units, NULL};
        }
    r = db_rows(w, RESOURCE_WEB_BOOKINGS, ARGS(V(id), V(from), V(to), V(w->now)));
    while (db_next(&r)) {
        bool held = strcmp(db_peek(&r, 2), "held") == 0;
        const char *name = tr_name(w, db_text(&r, 5), db_text(&r, 6)), *note = db_text(&r, 8), *small = NULL;
        if (held && !db_null(&r, 4))
            small = take_text(w, tr(w, "held until %s"), say_wall(w, wall_from_unix(db_int(&r, 4), web_region(q)->utc_offset_min)));
        else if (quantity > 1)
            small = take_text(w, tr(w, "%lld of %lld"), (long long)db_int(&r, 9), (long long)quantity);
        grow(w, &all, room, *n);
        all[(*n)++] = (struct week_entry){db_int(&r, 0), db_int(&r, 1), held ? "held" : "booked",
                                          *name != '\0' ? name : *note != '\0' ? note : tr(w, "booked"), small,
                                          !db_null(&r, 3)    ? web_path(w, "/offer/", db_text(&r, 3), "")
                                          : !db_null(&r, 10) ? web_path(w, "/booking/", db_text(&r, 10), "")
                                                             : NULL};
    }
    return all;
}

static void legend(struct request *q)
{
    struct work *w = q->w;
    html(q->page, "<ul class=\"legend\"><li><i></i> %s</li><li><i class=\"busy\"></i> %s</li>", tr(w, "free"), tr(w, "the owner's own use"));
    html(q->page, "<li><i class=\"held\"></i> %s</li><li><i class=\"booked\"></i> %s</li><li><i class=\"shut\"></i> %s</li></ul>\n",
         tr(w, "held for an offer"), tr(w, "booked"), tr(w, "closed"));
}

static bool calendar(struct request *q, int64_t id, int64_t site, int64_t quantity)
{
    struct work *w = q->w;
    int32_t day = web_region(q)->today_on;
    const char *asked = web_text(q, "week");
    if (asked != NULL && !day_parse(asked, &day))
        return fail(w, NOT_VALID, tr(w, "a week is named by one of its days, as in 2027-03-01, not \"%s\""), asked);
    struct hours h = {.monday = day - day_weekday(day) + 1};
    read_hours(w, site, &h);
    size_t n;
    const struct week_entry *e = entries(q, id, quantity, h.monday, &n);
    int from = 8 * 60, to = 20 * 60;
    for (int d = 0; d < 7; d++)
        for (int i = 0; i < h.n[d]; i++) {
            from = h.from[d][i] < from ? h.from[d][i] / 60 * 60 : from;
            to = h.to[d][i] > to ? (h.to[d][i] + 59) / 60 * 60 : to;
        }
    html(q->page, "<h2 id=\"calendar\">%s</h2>\n", tr(w, "Calendar"));
    piece_week_steps(q, take_text(w, "%s?", q->ask->path), h.monday);
    legend(q);
    for (int d = 0; d < 7; d++)
        if (h.why[d] != NULL && *h.why[d] != '\0')
            html(q->page, "<p class=\"note\">%s: %s</p>\n", say_date(w, h.monday + d), h.why[d]);
    piece_week(q, &(struct week){.monday = h.monday, .days = 7, .from_min = from, .to_min = to, .open = open_then, .arg = &h, .entries = e, .n = n,
                                 .label = tr(w, "Week of this resource")});
    return fine(w);
}

static void facts(struct request *q, struct rows *r)
{
    struct work *w = q->w;
    page_add(q->page, "<dl class=\"facts\">\n");
    html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Owner"), web_path(w, "/partner/", db_text(r, 6), ""),
         tr_name(w, db_text(r, 7), db_text(r, 8)));
    piece_fact(q, tr(w, "Type"), tr_name(w, db_text(r, 4), db_text(r, 5)));
    piece_fact(q, tr(w, "Site"), take_text(w, "%s, %s", tr_name(w, db_text(r, 10), db_text(r, 11)), db_text(r, 12)));
    if (!db_null(r, 18))
        html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Stands in"), web_path(w, "/resource/", db_text(r, 18), ""),
             tr_name(w, db_text(r, 19), db_text(r, 20)));
    if (db_int(r, 13) > 1)
        piece_fact(q, tr(w, "Units"), say_number(w, db_int(r, 13)));
    if (!db_null(r, 14))
        piece_fact(q, tr(w, "Seats"), say_number(w, db_int(r, 14)));
    if (!db_null(r, 15))
        piece_fact(q, tr(w, "At most a week"), say_hours(w, db_int(r, 15)));
    piece_fact(q, tr(w, "Price of an hour"), say_price(w, db_int(r, 16), web_region(q)->currency));
    piece_fact(q, tr(w, "Particulars"), db_text(r, 17));
    page_add(q->page, "</dl>\n");
}

static void skills(struct request *q, int64_t id)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, RESOURCE_WEB_ABILITIES, ARGS(V(id)));
    for (bool first = true; db_next(&r); first = false) {
        if (first)
            html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "Can teach"));
        html(q->page, "<li><a href=\"%s\">%s</a> <small>", web_path(w, "/competence/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        html(q->page, tr(w, "level %lld"), (long long)db_int(&r, 3));
        page_add(q->page, "</small></li>\n");
    }
    page_add(q->page, "</ul>\n");
}

static void inside(struct request *q, int64_t id)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, RESOURCE_WEB_INSIDE, ARGS(V(id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "Stands here"));
        any = true;
        html(q->page, "<li><a href=\"%s\">%s</a>", web_path(w, "/resource/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        if (db_int(&r, 3) > 1)
            html(q->page, " <small>× %lld</small>", (long long)db_int(&r, 3));
        page_add(q->page, "</li>\n");
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

/* acts: what the reader may do about it. */
static void acts(struct request *q)
{
    struct work *w = q->w;
    if ((q->roles & MEMBERS) == 0)
        return;
    html(q->page, "<p class=\"actions\"><a role=\"button\" class=\"quiet\" href=\"%s\">%s</a> ", web_path(w, "/booking/when?resource=", q->code[0], ""), tr(w, "When can we?"));
    html(q->page, "<a href=\"%s\">%s</a> <a href=\"%s\">%s</a></p>\n", web_path(w, "/resource/", q->code[0], "/here"), tr(w, "Who has it now"),
         web_path(w, "/resource/", q->code[0], "/qr"), tr(w, "Code for the door"));
}

static bool show(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, RESOURCE_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), q->code[0]);
    int64_t id = db_int(&r, 0), site = db_int(&r, 9), quantity = db_int(&r, 13);
    const char *kind = db_text(&r, 3);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, take_text(w, "/resource?kind=%s", kind), kind_word(w, kind));
    facts(q, &r);
    db_done(&r);
    acts(q);
    if (web_may(q, db_one(w, RESOURCE_WEB_OWNER, ARGS(V(id)), 0)))
        html(q->page, "<div class=\"actions\"><a role=\"button\" class=\"quiet\" href=\"%s\">%s</a></div>\n",
             take_text(w, "/repair/break?what=%s", web_part(w, q->code[0])), strcmp(kind, "staff") == 0 ? tr(w, "Ill or away") : tr(w, "Out of order"));
    if (strcmp(kind, "staff") == 0)
        skills(q, id);
    if (strcmp(kind, "room") == 0)
        inside(q, id);
    return calendar(q, id, site, quantity);
}

const struct route resource_routes[] = {
    {GET, "/resource", ANYONE, list, TR("Rooms, equipment and staff of all partners"), TR("Resources")},
    {GET, "/resource/{code}", ANYONE, show, TR("One room, machine or teacher and its week"), NULL},
    {0},
};
