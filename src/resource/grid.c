/* grid.c -- see grid.h. */
#include "resource/grid.h"

#include "base/day.h"
#include "resource/grid_sql.h"
#include "store/db.h"

#include <string.h>

#define WEEK_MIN (7 * DAY_MIN)

struct loading {
    struct work *w;
    const struct grid_ask *ask;
    struct grid *out;
    int64_t from, to;
    bool shares;
    int64_t site_id;       /* whose hours are in `shut` */
    bool *shut;            /* by column */
    int *open_min;         /* of shares: minutes open in each column */
    int16_t *units[2];     /* by column: booked or held, busy */
    int64_t *minutes;      /* of shares: unit-minutes taken, by column */
};

static bool load_rows(struct loading *l)
{
    struct work *w = l->w;
    const struct grid_ask *a = l->ask;
    int most = a->rows_most < GRID_ROWS_MOST ? a->rows_most : GRID_ROWS_MOST;
    l->out->rows = take_array(w, most + 1, struct grid_row);
    struct rows r = db_rows(w, GRID_ROWS, ARGS(V(a->kind), V(a->organisation), V(a->site), V(a->type), V(a->like), V(a->municipality), V(most), V(a->rows_after)));
    while (db_next(&r) && l->out->row_count < most)
        l->out->rows[l->out->row_count++] = (struct grid_row){
            .id = db_int(&r, 0), .code = db_text(&r, 1), .name_ru = db_text(&r, 2), .name_en = db_text(&r, 3), .kind = db_text(&r, 4),
            .quantity = (int)db_int(&r, 5), .site_id = db_int(&r, 6), .organisation = db_text(&r, 7), .organisation_ru = db_text(&r, 8),
            .organisation_en = db_text(&r, 9), .site_ru = db_text(&r, 10), .site_en = db_text(&r, 11), .seats = (int)db_int(&r, 12)};
    db_done(&r);
    l->out->all = l->out->row_count < most && a->rows_after == 0
                      ? l->out->row_count
                      : db_one(w, GRID_COUNT, ARGS(V(a->kind), V(a->organisation), V(a->site), V(a->type), V(a->like), V(a->municipality)), 0);
    return fine(w);
}

/* columns_of: which columns a stretch touches, first and one past the last; false when none. */
static bool columns_of(const struct loading *l, int64_t from, int64_t to, int *first, int *end)
{
    const struct grid_ask *a = l->ask;
    int per = l->out->columns_a_day, span = a->to_min - a->from_min;
    if (from < l->from)
        from = l->from;
    if (to > l->to)
        to = l->to;
    if (from >= to)
        return false;
    if (l->shares) {
        *first = (int)((from - l->from) / a->column_min);
        *end = (int)((to - l->from + a->column_min - 1) / a->column_min);
        return true;
    }
    int d = (int)((from - l->from) / DAY_MIN), e = (int)((to - 1 - l->from) / DAY_MIN);
    int f = (int)(from - l->from - (int64_t)d * DAY_MIN) - a->from_min, t = (int)(to - l->from - (int64_t)e * DAY_MIN) - a->from_min;
    f = f < 0 ? 0 : f > span ? span : f;
    t = t < 0 ? 0 : t > span ? span : t;
    *first = d * per + f / a->column_min;
    *end = e * per + (t + a->column_min - 1) / a->column_min;
    return *first < *end;
}

/* hours: when the site is shut, by column; of shares, how long it is open. */
struct hours {
    int weekdays, opens, closes;
};
struct exception {
    int32_t from, to;
    int opens, closes;
};

static void load_hours(struct loading *l, int64_t site_id)
{
    struct work *w = l->w;
    const struct grid_ask *a = l->ask;
    struct hours h[64];
    struct exception x[64];
    int nh = 0, nx = 0, per = l->out->columns_a_day;
    l->site_id = site_id;
    struct rows r = db_rows(w, GRID_OPENINGS, ARGS(V(site_id)));
    while (db_next(&r))
        if (nh < 64)
            h[nh++] = (struct hours){weekdays_parse(db_peek(&r, 0)), (int)db_int(&r, 1), (int)db_int(&r, 2)};
    r = db_rows(w, GRID_CLOSURES, ARGS(V(site_id), V(a->first), V(a->first + a->days - 1)));
    while (db_next(&r))
        if (nx < 64)
            x[nx++] = (struct exception){(int32_t)db_int(&r, 0), (int32_t)db_int(&r, 1), db_null(&r, 2) ? -1 : (int)db_int(&r, 2), (int)db_int(&r, 3)};
    memset(l->shut, 0, sizeof(bool) * GRID_COLUMNS_MOST);
    memset(l->open_min, 0, sizeof(int) * GRID_COLUMNS_MOST);
    for (int d = 0; d < a->days; d++) {
        int32_t day = a->first + d;
        int bit = 1 << (day_weekday(day) - 1);
        const struct exception *e = NULL;
        for (int i = 0; i < nx && e == NULL; i++)
            if (day >= x[i].from && day <= x[i].to)
                e = &x[i];
        if (l->shares) {
            int open = 0;
            for (int i = 0; e == NULL && i < nh; i++)
                open += (h[i].weekdays & bit) != 0 ? h[i].closes - h[i].opens : 0;
            if (e != NULL && e->opens >= 0)
                open = e->closes - e->opens;
            l->open_min[d * DAY_MIN / a->column_min] += nh == 0 && e == NULL ? 12 * 60 : open;
            continue;
        }
        for (int c = 0; c < per; c++) {
            int from = a->from_min + c * a->column_min, to = from + a->column_min;
            bool open = nh == 0 && e == NULL;
            for (int i = 0; e == NULL && i < nh && !open; i++)
                open = (h[i].weekdays & bit) != 0 && h[i].opens < to && h[i].closes > from;
            if (e != NULL)
                open = e->opens >= 0 && e->opens < to && e->closes > from;
            l->shut[d * per + c] = !open;
        }
    }
}

static int add_entry(struct loading *l, struct grid_row *row, size_t *room, struct grid_entry e)
{
    grow(l->w, &row->entries, *room, (size_t)row->entry_count);
    row->entries[row->entry_count] = e;
    return row->entry_count++;
}

static void paint(struct loading *l, struct grid_row *row, int64_t from, int64_t to, enum grid_as as, int units, int entry)
{
    int first, end;
    if (!columns_of(l, from, to, &first, &end))
        return;
    for (int c = first; c < end; c++) {
        if (l->shares) {
            int64_t a = l->from + (int64_t)c * l->ask->column_min, b = a + l->ask->column_min;
            l->minutes[c] += ((to < b ? to : b) - (from > a ? from : a)) * units;
            continue;
        }
        struct grid_cell *x = &row->cells[c];
        l->units[as <= G_MAINTENANCE][c] = (int16_t)(l->units[as <= G_MAINTENANCE][c] + units);
        if (as > x->as) {
            x->as = (uint8_t)as;
            x->entry = entry;
        }
    }
}

/* load_bookings: of claims, of others, or, where shares are shown, of both without their words. */
static void load_bookings(struct loading *l, struct grid_row *row, const char *sql, size_t *room)
{
    struct work *w = l->w;
    struct rows r = db_rows(w, sql, ARGS(V(row->id), V(l->from), V(l->to), V(w->now)));
    while (db_next(&r)) {
        bool held = *db_peek(&r, 2) == 'h', claim = sql == GRID_BOOKINGS_OF;
        int64_t from = db_int(&r, 0), to = db_int(&r, 1);
        int entry = -1;
        if (!l->shares) {
            struct grid_entry e = {from, to, held ? db_int(&r, 3) : 0, "", "", db_text(&r, 5), "", NULL};
            *(claim ? &e.claim : &e.offer) = db_text(&r, 4);
            if (!claim && (!db_null(&r, 6) || !db_null(&r, 7))) {
                e.title = db_text(&r, 6);
                e.title_en = db_text(&r, 7);
            }
            if (e.expires_at != 0 && (l->out->held_until == 0 || e.expires_at < l->out->held_until))
                l->out->held_until = e.expires_at;
            entry = add_entry(l, row, room, e);
        }
        paint(l, row, from, to, held ? G_HELD : G_BOOKED, 1, entry);
    }
}

static void load_taken(struct loading *l, struct grid_row *row)
{
    struct work *w = l->w;
    size_t room = 0;
    load_bookings(l, row, l->shares ? GRID_MINUTES_OF : GRID_BOOKINGS_OF, &room);
    if (!l->shares)
        load_bookings(l, row, GRID_OTHERS_OF, &room);
    struct rows r = db_rows(w, GRID_BUSY, ARGS(V(row->id), V(l->from), V(l->to)));
    while (db_next(&r)) {
        int64_t from = db_int(&r, 0), to = db_int(&r, 1), weeks = db_int(&r, 2);
        int entry = -1, units = (int)db_int(&r, 3);
        bool maintenance = strcmp(db_peek(&r, 4), "maintenance") == 0;
        for (int64_t k = to > l->from ? 0 : (l->from - to) / WEEK_MIN; k < weeks && from + k * WEEK_MIN < l->to; k++) {
            if (!l->shares)
                entry = add_entry(l, row, &room, (struct grid_entry){from + k * WEEK_MIN, to + k * WEEK_MIN, 0, "", "", db_text(&r, 5), "", db_text(&r, 4)});
            paint(l, row, from + k * WEEK_MIN, to + k * WEEK_MIN, maintenance ? G_MAINTENANCE : G_BUSY, units, entry);
        }
    }
}

static void finish(struct loading *l, struct grid_row *row)
{
    for (int c = 0; c < l->out->columns; c++) {
        struct grid_cell *x = &row->cells[c];
        if (l->shares) {
            int64_t open = (int64_t)l->open_min[c] * row->quantity;
            x->as = open == 0 && l->minutes[c] == 0 ? G_SHUT : G_FREE;
            int64_t share = open > 0 ? l->minutes[c] * 100 / open : l->minutes[c] > 0 ? 100 : 0;
            x->taken = (uint16_t)(share > 100 ? 100 : share);
            continue;
        }
        int sum = l->units[0][c] + l->units[1][c];
        x->taken = (uint16_t)(sum > row->quantity ? row->quantity : sum);
        x->part = sum > 0 && sum < row->quantity;
        if (x->as == G_FREE && l->shut[c] && *row->kind != 's')
            x->as = G_SHUT;
    }
}

bool grid_load(struct work *w, const struct grid_ask *ask, struct grid *out)
{
    struct loading l = {.w = w, .ask = ask, .out = out, .from = (int64_t)ask->first * DAY_MIN, .site_id = -1};
    *out = (struct grid){0};
    l.to = l.from + (int64_t)ask->days * DAY_MIN;
    l.shares = ask->column_min >= DAY_MIN;
    out->columns_a_day = l.shares ? 1 : (ask->to_min - ask->from_min) / ask->column_min;
    out->columns = l.shares ? ask->days * DAY_MIN / ask->column_min : ask->days * out->columns_a_day;
    if (out->columns < 1 || out->columns > GRID_COLUMNS_MOST)
        return fail(w, NOT_VALID, "a grid has from 1 to %d columns, not %d", GRID_COLUMNS_MOST, out->columns);
    if (!load_rows(&l))
        return false;
    l.shut = take_array(w, GRID_COLUMNS_MOST, bool);
    l.open_min = take_array(w, GRID_COLUMNS_MOST, int);
    l.units[0] = take_array(w, 2 * GRID_COLUMNS_MOST, int16_t);
    l.units[1] = l.units[0] + GRID_COLUMNS_MOST;
    l.minutes = take_array(w, GRID_COLUMNS_MOST, int64_t);
    struct grid_cell *cells = take_array(w, out->row_count * out->columns + 1, struct grid_cell);
    for (int i = 0; i < out->row_count && fine(w); i++) {
        struct grid_row *row = &out->rows[i];
        row->cells = cells + (size_t)i * (size_t)out->columns;
        for (int c = 0; c < out->columns; c++)
            row->cells[c].entry = -1;
        memset(l.units[0], 0, sizeof(int16_t) * 2 * GRID_COLUMNS_MOST);
        memset(l.minutes, 0, sizeof(int64_t) * GRID_COLUMNS_MOST);
        if (row->site_id != l.site_id)
            load_hours(&l, row->site_id);
        load_taken(&l, row);
        finish(&l, row);
    }
    return fine(w);
}
