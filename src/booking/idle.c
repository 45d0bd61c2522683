/* idle.c -- see idle.h. */
#include "booking/idle.h"

#include "base/day.h"
#include "booking/booking_sql.h"
#include "resource/agenda.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

struct type {
    int64_t id, open_min, used_min, value_minor, people, adverts, waiting;
    const char *code, *name_ru, *name_en, *owners, *orders;
    int units, orders_count;
};

static struct type *type_at(struct type *all, size_t n, int64_t id)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (all[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && all[lo].id == id ? &all[lo] : NULL;
}

static int by_use(const void *a, const void *b)
{
    const struct type *x = a, *y = b;
    bool p = x->people + x->adverts + x->waiting > 0, q = y->people + y->adverts + y->waiting > 0;
    if (p != q)
        return p ? -1 : 1;
    return x->value_minor != y->value_minor ? (x->value_minor > y->value_minor ? -1 : 1) : strcmp(x->code, y->code);
}

static struct type *load(struct work *w, int32_t first_on, int days, size_t *n)
{
    struct type *all = NULL, *t;
    struct idle_row *rows;
    size_t room = 0;
    int count;
    *n = 0;
    struct rows r = db_rows(w, IDLE_TYPES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &all, room, *n);
        all[(*n)++] = (struct type){.id = db_int(&r, 0), .code = db_text(&r, 1), .name_ru = db_text(&r, 2), .name_en = db_text(&r, 3), .owners = "", .orders = ""};
    }
    if (!resource_idle_list(w, first_on, days, &rows, &count))
        return NULL;
    for (int i = 0; i < count; i++)
        if ((t = type_at(all, *n, rows[i].type_id)) != NULL) {
            const char *owner = tr_name(w, rows[i].organisation_ru, rows[i].organisation_en);
            t->open_min += rows[i].open_min;
            t->used_min += rows[i].used_min;
            t->value_minor += rows[i].value_minor;
            t->units += rows[i].quantity;
            if (strstr(t->owners, owner) == NULL)
                t->owners = take_text(w, "%s%s%s", t->owners, *t->owners != '\0' ? "; " : "", owner);
        }
    r = db_rows(w, IDLE_ORDERS, NO_ARGS);
    while (db_next(&r))
        if ((t = type_at(all, *n, db_int(&r, 0))) != NULL) {
            t->people += db_int(&r, 4);
            if (t->orders_count++ < 3)
                t->orders = take_text(w, "%s%s%s", t->orders, *t->orders != '\0' ? "; " : "", tr_name(w, db_text(&r, 2), db_text(&r, 3)));
        }
    int y, m, d;
    int32_t today = first_on;
    if (today == 0)
        today = (int32_t)(w->now / 86400);
    day_split(today, &y, &m, &d);
    r = db_rows(w, IDLE_ADVERTS, ARGS(V(day_of(y - 1, m, 1))));
    while (db_next(&r))
        if ((t = type_at(all, *n, db_int(&r, 0))) != NULL)
            t->adverts = db_int(&r, 1);
    r = db_rows(w, IDLE_WAITING, NO_ARGS);
    while (db_next(&r))
        if ((t = type_at(all, *n, db_int(&r, 0))) != NULL)
            t->waiting = db_int(&r, 1);
    if (*n > 0)
        qsort(all, *n, sizeof(*all), by_use);
    return all;
}

bool idle_wanted(struct work *w, int32_t first_on, int days, int most, struct sheet *out)
{
    static const struct column cols[] = {
        {"type", TR("Type"), WORDS}, {"units", TR("Units"), NUMBER}, {"idle_ah", TR("Idle, h"), NUMBER}, {"used_percent", TR("Used, %"), NUMBER},
        {"idle", TR("Idle, in money"), MONEY}, {"owners", TR("Owner"), WORDS}, {"people", TR("People who wait"), NUMBER}, {"orders", TR("Orders that could use it"), WORDS},
        {"adverts", TR("Adverts in a year"), NUMBER}, {"waiting", TR("In line for it"), NUMBER},
    };
    size_t n;
    struct type *all = load(w, first_on, days, &n);
    sheet_begin(out, cols, COUNT(cols));
    for (size_t i = 0; i < n && fine(w) && (int)i < most; i++) {
        const struct type *t = &all[i];
        if (t->units == 0)
            continue;
        sheet_row(out);
        sheet_link(out, take_text(w, "/booking/when?type=%s", t->code), tr_name(w, t->name_ru, t->name_en));
        sheet_int(out, t->units);
        sheet_int(out, (t->open_min - t->used_min) / 45);
        sheet_int(out, t->open_min == 0 ? 0 : t->used_min * 100 / t->open_min);
        sheet_int(out, t->value_minor);
        sheet_words(out, t->owners);
        sheet_int(out, t->people);
        sheet_words(out, t->orders_count > 3 ? take_text(w, tr(w, "%s and %d more"), t->orders, t->orders_count - 3) : t->orders);
        sheet_int(out, t->adverts);
        sheet_int(out, t->waiting);
    }
    return sheet_end(out);
}
