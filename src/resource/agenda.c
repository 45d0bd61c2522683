/* agenda.c -- see agenda.h. */
#include "resource/agenda.h"

#include "resource/resource.h"
#include "resource/resource_sql.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define WEEK_MIN (7 * DAY_MIN)

const char *const taken_as_name[] = {"busy", "held", "booked", "closed"};

struct gathered {
    struct agenda *a;
    size_t room;
    int64_t from, to; /* the window */
};

static void put(struct work *w, struct gathered *g, struct taken t)
{
    static const struct taken none = {.offer = "", .title_ru = "", .title_en = "", .module_ru = "", .module_en = "", .kind = "", .note = ""};
    const char **got[] = {&t.offer, &t.title_ru, &t.title_en, &t.module_ru, &t.module_en, &t.kind, &t.note};
    if (t.from >= g->to || t.to <= g->from)
        return;
    for (size_t i = 0; i < COUNT(got); i++)
        if (*got[i] == NULL)
            *got[i] = none.note;
    grow(w, &g->a->all, g->room, (size_t)g->a->count);
    g->a->all[g->a->count++] = t;
}

static bool load_today(struct work *w, struct agenda *a)
{
    struct rows r = db_rows(w, AGENDA_SETTINGS, NO_ARGS);
    while (db_next(&r)) {
        if (strcmp(db_peek(&r, 0), "utc_offset_min") == 0)
            a->utc_offset_min = atoi(db_peek(&r, 1));
        else
            day_parse(db_peek(&r, 1), &a->today_on);
    }
    if (a->today_on == 0)
        a->today_on = wall_day(wall_from_unix(w->now, a->utc_offset_min));
    return fine(w);
}

static bool load_bookings(struct work *w, struct gathered *g)
{
    struct rows r = db_rows(w, AGENDA_BOOKINGS, ARGS(V(g->a->id), V(g->from), V(g->to), V(w->now)));
    while (db_next(&r)) {
        bool held = strcmp(db_peek(&r, 2), "held") == 0;
        struct taken t = {.as = held ? TAKEN_HELD : TAKEN_BOOKED, .from = db_int(&r, 0), .to = db_int(&r, 1), .units = (int)db_int(&r, 3),
                          .offer = db_text(&r, 4), .title_ru = db_text(&r, 5), .title_en = db_text(&r, 6), .note = db_text(&r, 8),
                          .cohort = (int)db_int(&r, 9), .module_ru = db_text(&r, 10), .module_en = db_text(&r, 11), .claim = !db_null(&r, 12)};
        if (held && !db_null(&r, 7)) {
            t.expires_at = db_int(&r, 7);
            t.expires_wall = wall_from_unix(t.expires_at, g->a->utc_offset_min);
            t.left_min = (int)((t.expires_at - w->now) / 60);
        }
        put(w, g, t);
    }
    return fine(w);
}

static bool load_busy(struct work *w, struct gathered *g)
{
    struct rows r = db_rows(w, AGENDA_BUSY, ARGS(V(g->a->id), V(g->from), V(g->to)));
    while (db_next(&r)) {
        int64_t from = db_int(&r, 0), to = db_int(&r, 1), weeks = db_int(&r, 2);
        const char *kind = db_text(&r, 4), *note = db_text(&r, 5);
        for (int64_t k = to > g->from ? 0 : (g->from - to) / WEEK_MIN; k < weeks && from + k * WEEK_MIN < g->to; k++)
            put(w, g, (struct taken){.as = TAKEN_BUSY, .from = from + k * WEEK_MIN, .to = to + k * WEEK_MIN, .units = (int)db_int(&r, 3),
                                     .kind = kind, .note = note});
    }
    return fine(w);
}

/* hours: when a site is open on its weekdays. */
struct hours {
    int weekdays, opens_min, closes_min;
};

static void put_closed(struct work *w, struct gathered *g, int32_t day, int from_min, int to_min, const char *ru, const char *en)
{
    if (from_min < to_min)
        put(w, g, (struct taken){.as = TAKEN_CLOSED, .from = (int64_t)day * DAY_MIN + from_min, .to = (int64_t)day * DAY_MIN + to_min,
                                 .units = g->a->quantity, .title_ru = ru, .title_en = en});
}

/* by_weekday: what a day's opening hours leave closed; they come in order of their beginning. */
static void by_weekday(struct work *w, struct gathered *g, int32_t day, const struct hours *h, int n)
{
    int bit = 1 << (day_weekday(day) - 1), at = 0;
    for (int i = 0; i < n; i++) {
        if ((h[i].weekdays & bit) == 0)
            continue;
        put_closed(w, g, day, at, h[i].opens_min, NULL, NULL);
        if (h[i].closes_min > at)
            at = h[i].closes_min;
    }
    put_closed(w, g, day, at, DAY_MIN, NULL, NULL);
}

static bool load_closed(struct work *w, struct gathered *g, int64_t site)
{
    struct hours *h = NULL;
    size_t room = 0;
    int n = 0;
    struct agenda *a = g->a;
    struct rows r = db_rows(w, AGENDA_OPENINGS, ARGS(V(site)));
    while (db_next(&r)) {
        grow(w, &h, room, (size_t)n);
        h[n++] = (struct hours){weekdays_parse(db_peek(&r, 0)), (int)db_int(&r, 1), (int)db_int(&r, 2)};
    }
    bool *excepted = take_array(w, a->days, bool);
    r = db_rows(w, AGENDA_CLOSURES, ARGS(V(site), V(a->first_on), V(a->first_on + a->days - 1)));
    while (db_next(&r)) {
        const char *ru = db_text(&r, 4), *en = db_text(&r, 5);
        for (int32_t day = (int32_t)db_int(&r, 0); day <= (int32_t)db_int(&r, 1) && day < a->first_on + a->days; day++) {
            if (day < a->first_on || excepted[day - a->first_on])
                continue;
            excepted[day - a->first_on] = true;
            put_closed(w, g, day, 0, db_null(&r, 2) ? DAY_MIN : (int)db_int(&r, 2), ru, en);
            if (!db_null(&r, 2))
                put_closed(w, g, day, (int)db_int(&r, 3), DAY_MIN, ru, en);
        }
    }
    for (int k = 0; k < a->days; k++)
        if (!excepted[k])
            by_weekday(w, g, a->first_on + k, h, n);
    return fine(w);
}

static int by_time(const void *a, const void *b)
{
    const struct taken *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->as != y->as ? (int)x->as - (int)y->as : strcmp(x->offer, y->offer);
}

bool agenda_load(struct work *w, const char *code, int32_t first_on, int days, struct agenda *out)
{
    *out = (struct agenda){0};
    if (days < 1 || days > 366)
        return fail(w, NOT_VALID, tr(w, "a calendar has from 1 to 366 days, not %d"), days);
    struct rows r = db_rows(w, AGENDA_RESOURCE, ARGS(V(code)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no room, machine or teacher %s; all are listed by: cavt resource list DB"), code);
    out->id = db_int(&r, 0);
    out->code = db_text(&r, 1);
    out->name_ru = db_text(&r, 2);
    out->name_en = db_text(&r, 3);
    out->kind = db_text(&r, 4);
    out->quantity = (int)db_int(&r, 5);
    int64_t site = db_int(&r, 6);
    out->site = db_text(&r, 7);
    out->site_ru = db_text(&r, 8);
    out->site_en = db_text(&r, 9);
    out->organisation = db_text(&r, 10);
    out->organisation_ru = db_text(&r, 11);
    out->organisation_en = db_text(&r, 12);
    db_done(&r);
    if (!load_today(w, out))
        return false;
    out->first_on = first_on != 0 ? first_on : out->today_on;
    out->days = days;
    struct gathered g = {.a = out, .from = (int64_t)out->first_on * DAY_MIN};
    g.to = g.from + (int64_t)days * DAY_MIN;
    if (!load_bookings(w, &g) || !load_busy(w, &g) || !load_closed(w, &g, site))
        return false;
    if (out->count > 0)
        qsort(out->all, (size_t)out->count, sizeof(*out->all), by_time);
    return true;
}

/* said: whose it is, in a few words. */
static const char *said(struct work *w, const struct taken *t)
{
    const char *title = tr_name(w, t->title_ru, t->title_en), *module = tr_name(w, t->module_ru, t->module_en);
    if (t->as == TAKEN_CLOSED)
        return title;
    if (t->as == TAKEN_BUSY)
        return *t->note != '\0' ? take_text(w, "%s: %s", t->kind, t->note) : t->kind;
    if (*t->offer == '\0')
        return t->note;
    return take_text(w, "%s, %s%s%s", t->offer, title, *module != '\0' ? ": " : "", module);
}

static bool whole_days(const struct taken *t) { return t->from % DAY_MIN == 0 && t->to % DAY_MIN == 0; }

bool agenda_sheet(struct work *w, const struct agenda *a, struct sheet *out)
{
    static const struct column cols[] = {
        {"from", TR("From"), WALL},   {"to", TR("To"), WALL},      {"what", TR("What"), CODE},
        {"units", TR("Units"), NUMBER}, {"by", TR("Used for"), WORDS}, {"until", TR("Held until"), WALL},
    };
    sheet_begin(out, cols, COUNT(cols));
    for (int i = 0; i < a->count; i++) {
        struct taken t = a->all[i];
        if (t.as == TAKEN_CLOSED && !whole_days(&t) && *t.title_ru == '\0' && *t.title_en == '\0')
            continue;
        while (t.as == TAKEN_CLOSED && whole_days(&t) && i + 1 < a->count && a->all[i + 1].as == TAKEN_CLOSED && a->all[i + 1].from == t.to &&
               whole_days(&a->all[i + 1]) && strcmp(a->all[i + 1].title_ru, t.title_ru) == 0 && strcmp(a->all[i + 1].title_en, t.title_en) == 0)
            t.to = a->all[++i].to;
        sheet_row(out);
        sheet_int(out, t.from);
        sheet_int(out, t.to);
        sheet_words(out, taken_as_name[t.as]);
        sheet_int(out, t.units);
        if (*t.offer != '\0')
            sheet_link(out, take_text(w, t.claim ? "/booking/%s" : "/offer/%s", t.offer), said(w, &t));
        else
            sheet_words(out, said(w, &t));
        if (t.expires_at != 0)
            sheet_int(out, t.expires_wall);
        else
            sheet_none(out);
    }
    return sheet_end(out);
}

bool resource_list(struct work *w, const char *kind, const char *type, const char *organisation, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Code"), CODE},         {"name", TR("Name"), WORDS},   {"kind", TR("Kind"), CODE},
        {"type", TR("Type"), WORDS},        {"organisation", TR("Owner"), WORDS}, {"site", TR("Site"), WORDS},
        {"quantity", TR("Units"), NUMBER},  {"seats", TR("Seats"), NUMBER}, {"load_week_ah", TR("Hours a week, at most"), NUMBER},
        {"price_ah", TR("Price of an hour"), MONEY},
    };
    sheet_begin(out, cols, COUNT(cols));
    struct rows r = db_rows(w, RESOURCE_LIST, ARGS(V(kind), V(type), V(organisation)));
    while (db_next(&r)) {
        sheet_row(out);
        sheet_link(out, take_text(w, "/resource/%s", db_peek(&r, 0)), db_text(&r, 0));
        sheet_words(out, tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(out, db_text(&r, 3));
        sheet_words(out, tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_words(out, tr_name(w, db_text(&r, 6), db_text(&r, 7)));
        sheet_words(out, tr_name(w, db_text(&r, 8), db_text(&r, 9)));
        for (int col = 10; col <= 13; col++)
            if (db_null(&r, col))
                sheet_none(out);
            else
                sheet_int(out, db_int(&r, col));
    }
    return sheet_end(out);
}

/* ---------------------------------------------------------------- what stands idle */

struct idle {
    int resource;
    int64_t open_min, used_min, value_minor;
};

static int by_value(const void *a, const void *b)
{
    const struct idle *x = a, *y = b;
    if (x->value_minor != y->value_minor)
        return x->value_minor > y->value_minor ? -1 : 1;
    return (x->resource > y->resource) - (x->resource < y->resource);
}

/* open_slots: a site's open slots over the window, worked out once for all its machines. */
static const bool *open_slots(struct work *w, const struct resources *rs, const bool **of_site, int site, struct window window)
{
    if (of_site[site] != NULL)
        return of_site[site];
    bool *open = take_array(w, window.days * DAY_SLOTS, bool);
    for (int d = 0; d < window.days; d++)
        for (int s = 0; s < DAY_SLOTS; s++)
            open[d * DAY_SLOTS + s] = site_open(rs, site, window.first + d, s * SLOT_MIN, (s + 1) * SLOT_MIN);
    return of_site[site] = open;
}

static bool measure(struct work *w, const struct resources *rs, const bool *open, struct window window, struct idle *x)
{
    struct calendar c;
    if (!calendar_load(w, rs, x->resource, window, &c))
        return false;
    int quantity = rs->all[x->resource].quantity;
    for (int s = 0; s < window.days * DAY_SLOTS; s++) {
        if (!open[s])
            continue;
        int taken = c.taken == NULL ? 0 : c.taken[s] >= c.quantity ? quantity : c.taken[s];
        x->open_min += (int64_t)SLOT_MIN * quantity;
        x->used_min += (int64_t)SLOT_MIN * taken;
    }
    x->value_minor = (x->open_min - x->used_min) * rs->all[x->resource].price_ah_minor / 45;
    return true;
}

bool resource_idle_list(struct work *w, int32_t first_on, int days, struct idle_row **out, int *n)
{
    struct partners *p = take(w, sizeof(*p));
    struct resources *rs = take(w, sizeof(*rs));
    struct agenda when = {0};
    *n = 0;
    if (days < 1 || days > 366)
        return fail(w, NOT_VALID, tr(w, "a calendar has from 1 to 366 days, not %d"), days);
    if (!load_today(w, &when) || !partners_load(w, p) || !resources_load(w, p, rs))
        return false;
    struct window window = {first_on != 0 ? first_on : when.today_on, days};
    const bool **of_site = take_array(w, p->site_count + 1, const bool *);
    struct idle *all = take_array(w, rs->count + 1, struct idle);
    for (int i = 0; i < rs->count; i++)
        if (rs->all[i].kind == EQUIPMENT) {
            all[*n] = (struct idle){.resource = i};
            if (!measure(w, rs, open_slots(w, rs, of_site, rs->all[i].site, window), window, &all[(*n)++]))
                return false;
        }
    qsort(all, (size_t)*n, sizeof(*all), by_value);
    *out = take_array(w, *n + 1, struct idle_row);
    for (int i = 0; i < *n; i++) {
        const struct resource *x = &rs->all[all[i].resource];
        const struct organisation *g = &p->organisations[x->organisation];
        const struct site *s = &p->sites[x->site];
        (*out)[i] = (struct idle_row){x->id, x->type_id, x->code, x->name_ru, x->name_en, g->code, g->name_ru, g->name_en, s->municipality, x->quantity,
                                      all[i].open_min, all[i].used_min, x->price_ah_minor, all[i].value_minor};
    }
    return fine(w);
}

bool resource_idle(struct work *w, int32_t first_on, int days, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Code"), CODE},          {"name", TR("Name"), WORDS},         {"organisation", TR("Owner"), WORDS},
        {"quantity", TR("Units"), NUMBER},   {"open_ah", TR("Open, h"), NUMBER},  {"used_ah", TR("Used, h"), NUMBER},
        {"used_percent", TR("Used, %"), NUMBER}, {"price_ah", TR("Price of an hour"), MONEY}, {"idle", TR("Idle, in money"), MONEY},
    };
    struct idle_row *all;
    int n;
    if (!resource_idle_list(w, first_on, days, &all, &n))
        return false;
    sheet_begin(out, cols, COUNT(cols));
    for (int i = 0; i < n; i++) {
        const struct idle_row *x = &all[i];
        sheet_row(out);
        sheet_link(out, take_text(w, "/resource/%s", x->code), x->code);
        sheet_words(out, tr_name(w, x->name_ru, x->name_en));
        sheet_words(out, tr_name(w, x->organisation_ru, x->organisation_en));
        sheet_int(out, x->quantity);
        sheet_int(out, x->open_min / 45);
        sheet_int(out, x->used_min / 45);
        sheet_int(out, x->open_min == 0 ? 0 : x->used_min * 100 / x->open_min);
        sheet_int(out, x->price_ah_minor);
        sheet_int(out, x->value_minor);
    }
    return sheet_end(out);
}
