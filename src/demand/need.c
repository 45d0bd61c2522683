/* need.c -- see need.h. */
#include "demand/need.h"

#include "base/day.h"
#include "demand/need_sql.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <math.h>
#include <string.h>

int32_t need_month_after(int32_t month_on, int months)
{
    int y, m, d;
    day_split(month_on, &y, &m, &d);
    int at = y * 12 + m - 1 + months;
    return day_of(at / 12, at % 12 + 1, 1);
}

static int months_between(int32_t a, int32_t b)
{
    int ya, ma, yb, mb, d;
    day_split(a, &ya, &ma, &d);
    day_split(b, &yb, &mb, &d);
    return (yb - ya) * 12 + mb - ma;
}

struct interval need_wilson(int64_t k, int64_t n)
{
    if (n <= 0)
        return (struct interval){0, 1};
    double z = 1.96, p = (double)k / (double)n, zz = z * z / (double)n;
    double mid = (p + zz / 2) / (1 + zz), half = z / (1 + zz) * sqrt(p * (1 - p) / (double)n + zz / 4 / (double)n);
    return (struct interval){fmax(0, mid - half), fmin(1, mid + half)};
}

/* In English; NULL: there is nothing to compare with. */
static const char *trend_of(int64_t now, int64_t n, int64_t before, int64_t nbefore)
{
    if (nbefore == 0 || n == 0)
        return NULL;
    if (before == 0)
        return TR("new");
    if (now == 0)
        return TR("vanishing");
    struct interval a = need_wilson(now, n), b = need_wilson(before, nbefore);
    return a.low > b.high ? TR("rising") : a.high < b.low ? TR("falling") : TR("steady");
}

bool need_list(struct work *w, const struct need_ask *ask, struct sheet *s)
{
    static const struct column columns[] = {
        {"competence", TR("Competence"), CODE},  {"name", TR("Name"), WORDS},          {"adverts", TR("Adverts"), NUMBER},
        {"of", TR("of all read"), NUMBER},       {"share", TR("Share, %"), REAL},      {"low", TR("Lower bound"), REAL},
        {"high", TR("Upper bound"), REAL},       {"before", TR("Share before, %"), REAL}, {"trend", TR("Trend"), WORDS},
        {"wage", TR("Pay, mean"), MONEY}};
    int64_t occupation = 0;
    if (ask->occupation != NULL) {
        occupation = db_one(w, OCCUPATION_ID, ARGS(V(ask->occupation)), 0);
        if (fine(w) && occupation == 0)
            return fail(w, NOT_FOUND, tr(w, "there is no occupation %s"), ask->occupation);
    }
    int64_t last = db_one(w, LAST_MONTH, NO_ARGS, -1);
    if (fine(w) && last < 0)
        return fail(w, NOT_FOUND, tr(w, "no adverts have been read yet; bring them in with: cavt vacancy add DB FILE"));
    if (!fine(w))
        return false;
    int32_t until = ask->until_on != INT32_MIN ? need_month_after(ask->until_on, 0) : (int32_t)last;
    int32_t since = ask->since_on != INT32_MIN ? need_month_after(ask->since_on, 0) : need_month_after(until, -5);
    if (since > until)
        return fail(w, NOT_VALID, tr(w, "the period ends before it begins"));
    int32_t before = need_month_after(since, -(months_between(since, until) + 1));
    const char *place = ask->municipality != NULL ? ask->municipality : "";
    int64_t n = db_one(w, ADVERTS, ARGS(V(since), V(until), V(place), V(occupation)), 0);
    int64_t nbefore = db_one(w, ADVERTS, ARGS(V(before), V(since - 1), V(place), V(occupation)), 0);
    struct rows r = db_rows(w, NEEDS, ARGS(V(since), V(until), V(before), V(place), V(occupation), V(ask->most)));
    sheet_begin(s, columns, COUNT(columns));
    while (db_next(&r)) {
        int64_t now = db_int(&r, 3), was = db_int(&r, 4);
        const char *trend = trend_of(now, n, was, nbefore), *code = db_text(&r, 0);
        if (ask->trend != NULL && (trend == NULL || strcmp(trend, ask->trend) != 0))
            continue;
        struct interval i = need_wilson(now, n);
        sheet_row(s);
        sheet_words(s, code);
        sheet_link(s, ask->name_link != NULL ? ask->name_link(w, code) : NULL, tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link_int(s, ask->count_link != NULL ? ask->count_link(w, code) : NULL, now);
        sheet_int(s, n);
        sheet_real(s, n > 0 ? 100 * (double)now / (double)n : 0);
        sheet_real(s, 100 * i.low);
        sheet_real(s, 100 * i.high);
        if (nbefore > 0)
            sheet_real(s, 100 * (double)was / (double)nbefore);
        else
            sheet_words(s, NULL);
        sheet_words(s, trend != NULL ? tr(w, trend) : tr(w, "nothing to compare"));
        if (!db_null(&r, 5))
            sheet_int(s, db_int(&r, 5));
        else
            sheet_words(s, NULL);
    }
    return fine(w) && sheet_end(s);
}

double *need_series(struct work *w, const char *competence, const char *municipality, size_t *n, int32_t *first_on, int64_t *adverts)
{
    const char *place = municipality != NULL ? municipality : "";
    int64_t id = db_one(w, COMPETENCE_ID, ARGS(V(competence)), 0);
    if (fine(w) && id == 0)
        fail(w, NOT_FOUND, tr(w, "there is no competence %s"), competence);
    double *share = NULL;
    int64_t *all = NULL;
    *n = 0;
    *adverts = 0;
    struct rows r = db_rows(w, MONTHS, ARGS(V(place)));
    for (size_t room = 0, all_room = 0; db_next(&r);) {
        int32_t month = (int32_t)db_int(&r, 0);
        if (*n == 0)
            *first_on = month;
        size_t at = (size_t)months_between(*first_on, month);
        while (*n <= at) {
            grow(w, &share, room, *n);
            grow(w, &all, all_room, *n);
            share[*n] = 0;
            all[(*n)++] = 0;
        }
        all[at] = db_int(&r, 1);
        *adverts += all[at];
    }
    if (fine(w) && *n == 0)
        fail(w, NOT_FOUND, tr(w, "no adverts have been read yet; bring them in with: cavt vacancy add DB FILE"));
    r = db_rows(w, MONTHS_OF, ARGS(V(id), V(place)));
    while (db_next(&r)) {
        size_t at = (size_t)months_between(*first_on, (int32_t)db_int(&r, 0));
        if (at < *n && all[at] > 0)
            share[at] = (double)db_int(&r, 1) / (double)all[at];
    }
    for (size_t i = 1; i < *n; i++)
        if (all[i] == 0)
            share[i] = share[i - 1];
    return fine(w) ? share : NULL;
}
