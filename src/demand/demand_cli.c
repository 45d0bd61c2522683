/* demand_cli.c -- see demand_cli.h. */
#include "demand/demand_cli.h"

#include "base/day.h"
#include "base/text.h"
#include "codec/csv.h"
#include "demand/feed.h"
#include "demand/need.h"
#include "demand/series.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct option ADD[] = {
    {"source", "NAME", TR("where the adverts are from; the file's name if not given")},
    {"framework", "NAME", TR("the framework of occupations; the largest loaded if not given")},
    {"fast", NULL, TR("give occupations by their names alone, without ranking")},
    {0},
};

static bool add(struct call *c)
{
    struct feed_how how = {.source = call_text(c, "source", NULL), .framework = call_text(c, "framework", NULL),
                           .where = c->db_where, .fast = call_has(c, "fast"), .say = c->terminal ? stderr : NULL};
    struct feed_result *r = take(c->w, sizeof(*r));
    bool ok = feed_files(c->w, c->arg, (size_t)c->args, &how, r);
    fprintf(c->out, tr(c->w, "%zu adverts read: %zu new (%zu of them repeat another), %zu known already, %zu refused; %zu mentions, %zu with an occupation\n"),
            r->read, r->fresh, r->twins, r->known, r->refused, r->mentions, r->coded);
    for (size_t i = 0; i < r->named; i++)
        fprintf(c->out, tr(c->w, "refused: %s, line %zu: %s\n"), r->refusal[i].file, r->refusal[i].line, r->refusal[i].why);
    if (r->refused > r->named)
        fprintf(c->out, tr(c->w, "and %zu more\n"), r->refused - r->named);
    if (ok && r->fresh + r->known == 0 && r->refused > 0)
        return fail(c->w, NOT_VALID, tr(c->w, "nothing of this could be used"));
    return ok;
}

static const struct option NEED[] = {
    {"since", "DAY", TR("the first month; five months before the last one if not given")},
    {"until", "DAY", TR("the last month; the last with adverts if not given")},
    {"municipality", "NAME", TR("only adverts of this place")},
    {"occupation", "CODE", TR("only adverts of this occupation")},
    {"most", "N", TR("how many rows at most; 50 if not given")},
    CALL_AS,
    {0},
};

static int32_t option_day(struct call *c, const char *name)
{
    const char *s = call_text(c, name, NULL);
    int32_t day = INT32_MIN;
    if (s != NULL && !day_parse(s, &day))
        call_misused(c, tr(c->w, "--%s must be a day, as 2027-03-01, not %s"), name, s);
    return day;
}

static bool need(struct call *c)
{
    struct need_ask ask = {option_day(c, "since"), option_day(c, "until"), call_text(c, "municipality", NULL), call_text(c, "occupation", NULL),
                           call_int(c, "most", 50, 1, 100000)};
    return fine(c->w) && need_list(c->w, &ask, call_sheet(c));
}

static const struct option FORECAST[] = {
    {"ahead", "N", TR("how many months ahead, 1 to 12; 6 if not given")},
    {"municipality", "NAME", TR("only adverts of this place")},
    CALL_AS,
    {0},
};

static bool forecast(struct call *c)
{
    static const struct column columns[] = {{"month", TR("Month"), DAY}, {"share", TR("Share, %"), REAL}, {"low", TR("Lower bound"), REAL},
                                            {"high", TR("Upper bound"), REAL}, {"method", TR("Method"), WORDS},
                                            {"error", TR("Past error, points"), REAL}, {"naive_error", TR("Past error of a year ago"), REAL}};
    struct work *w = c->w;
    size_t ahead = (size_t)call_int(c, "ahead", 6, 1, SERIES_AHEAD), n;
    int32_t first = 0;
    int64_t adverts;
    if (!fine(w))
        return false;
    double *share = need_series(w, c->arg[0], call_text(c, "municipality", NULL), &n, &first, &adverts);
    struct forecast f;
    if (share == NULL)
        return false;
    if (!series_foretell(share, n, ahead, &f))
        return fail(w, NOT_VALID, tr(w, "%zu months of adverts are too few to foretell from; %d are needed"), n, SERIES_LEAST);
    struct sheet *s = call_sheet(c);
    sheet_begin(s, columns, COUNT(columns));
    for (size_t h = 0; h < ahead; h++) {
        sheet_row(s);
        sheet_int(s, need_month_after(first, (int)(n + h)));
        sheet_real(s, 100 * fmax(0, f.value[h]));
        sheet_real(s, 100 * fmax(0, f.low[h]));
        sheet_real(s, 100 * fmin(1, fmax(0, f.high[h])));
        sheet_words(s, series_name(f.method));
        sheet_real(s, 100 * f.error);
        if (isnan(f.naive_error))
            sheet_words(s, NULL);
        else
            sheet_real(s, 100 * f.naive_error);
    }
    return sheet_end(s);
}

#define BACKTEST_SURE 36 /* three years of something to learn from */

/* ---- back-test over a file of series */

static const struct option BACKTEST[] = {
    {"date", "COLUMN", TR("the column of months; month if not given")},
    {"series", "COLUMN", TR("the column that names the series; term if not given")},
    {"value", "COLUMN", TR("the column of values; percentage if not given")},
    {"ahead", "N", TR("how many months ahead, 1 to 12; 6 if not given")},
    {"origins", "N", TR("from how many past months to foretell; 8 if not given")},
    {"each", NULL, TR("a row for each series too")},
    CALL_AS,
    {0},
};

struct line {
    const char *series, *month;
    double value;
    size_t row;
};
struct lines {
    struct line *all;
    size_t n, room;
};

static int by_series(const void *pa, const void *pb)
{
    const struct line *a = pa, *b = pb;
    int by = strcmp(a->series, b->series);
    if (by == 0)
        by = strcmp(a->month, b->month);
    return by != 0 ? by : a->row < b->row ? -1 : 1;
}

static void put_line(struct work *w, struct lines *l, const char *series, const char *month, double value)
{
    grow(w, &l->all, l->room, l->n);
    l->all[l->n] = (struct line){series, month, isfinite(value) ? value : 0, l->n};
    l->n++;
}

static bool csv_lines(struct call *c, char *bytes, size_t n, struct lines *l)
{
    struct work *w = c->w;
    struct csv csv;
    struct err e = {0};
    const char *want[] = {call_text(c, "date", "month"), call_text(c, "series", "term"), call_text(c, "value", "percentage")};
    size_t at[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    csv_open(&csv, bytes, n, '\0');
    if (csv_next(&csv, &e))
        for (size_t i = 0; i < csv.cells; i++)
            for (int k = 0; k < 3; k++)
                if (strcmp(csv.cell[i].s, want[k]) == 0)
                    at[k] = i;
    for (int k = 0; k < 3; k++)
        if (at[k] == SIZE_MAX) {
            csv_close(&csv);
            return fail(w, NOT_VALID, tr(w, "%s has no column %s; its first line names its columns"), c->arg[0], want[k]);
        }
    while (csv_next(&csv, &e))
        if (csv.cells > at[0] && csv.cells > at[1] && csv.cells > at[2])
            put_line(w, l, csv.cell[at[1]].s, csv.cell[at[0]].s, strtod(csv.cell[at[2]].s, NULL));
    csv_close(&csv);
    return true;
}

/* {"months": [...], "agencies": {"name": [values]}}: any object of arrays beside a list of months. */
static bool json_lines(struct call *c, const char *bytes, size_t n, struct lines *l)
{
    struct work *w = c->w;
    json_t *j = json_loadb(bytes, n, 0, NULL), *months = json_object_get(j, "months"), *group, *values, *v;
    const char *key, *name;
    size_t i;
    if (!json_is_array(months)) {
        json_decref(j);
        return fail(w, NOT_VALID, tr(w, "%s is not JSON with a list \"months\" and series beside it"), c->arg[0]);
    }
    json_object_foreach(j, key, group) json_object_foreach(group, name, values) json_array_foreach(values, i, v)
    {
        const char *month = json_string_value(json_array_get(months, i));
        if (month != NULL && json_is_number(v))
            put_line(w, l, take_text(w, "%s", name), take_text(w, "%s", month), json_number_value(v));
    }
    json_decref(j);
    return true;
}

static bool read_lines(struct call *c, struct lines *l)
{
    struct work *w = c->w;
    FILE *f = fopen(c->arg[0], "rb");
    if (f == NULL)
        return fail(w, NOT_FOUND, tr(w, "%s cannot be read: %s"), c->arg[0], strerror(errno));
    struct text t = TEXT(0);
    char part[65536];
    for (size_t k; (k = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&t, part, k);
    fclose(f);
    char *bytes = take_copy(w, t.s != NULL ? t.s : "", t.n);
    size_t n = t.n;
    text_free(&t);
    return bytes[0] == '{' ? json_lines(c, bytes, n, l) : csv_lines(c, bytes, n, l);
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return a < b ? -1 : a > b;
}

struct tested {
    const char *series;
    double mase, naive;
    size_t months, sure; /* months there are; months that are not nothing, of those the scale is made of */
    bool known;          /* its scale is not nothing */
};

static void row(struct sheet *s, const char *name, const double *figures, int64_t better, int64_t of)
{
    sheet_row(s);
    sheet_words(s, name);
    for (int k = 0; k < 4; k++)
        if (isnan(figures[k]))
            sheet_none(s);
        else
            sheet_real(s, figures[k]);
    sheet_int(s, better);
    sheet_int(s, of);
}

/* Means and medians of the series with at least so many months that are not nothing. */
static void summary(struct work *w, struct sheet *s, const struct tested *all, size_t n, size_t least, const char *name)
{
    double sum = 0, naive_sum = 0, *each = take_array(w, n + 1, double), *each_naive = take_array(w, n + 1, double);
    size_t known = 0;
    int64_t better = 0;
    for (size_t i = 0; i < n; i++)
        if (all[i].known && all[i].sure >= least) {
            each[known] = all[i].mase;
            each_naive[known++] = all[i].naive;
            better += all[i].mase < all[i].naive;
            sum += all[i].mase;
            naive_sum += all[i].naive;
        }
    if (known == 0)
        return;
    qsort(each, known, sizeof(*each), by_value);
    qsort(each_naive, known, sizeof(*each_naive), by_value);
    row(s, name, (double[]){sum / (double)known, naive_sum / (double)known, each[known / 2], each_naive[known / 2]}, better, (int64_t)known);
}

static bool backtest(struct call *c)
{
    static const struct column columns[] = {{"series", TR("Series"), WORDS}, {"mase", TR("Mean error, scaled"), REAL},
                                            {"naive", TR("The same, a year ago repeated"), REAL},
                                            {"median", TR("Median error, scaled"), REAL}, {"naive_median", TR("The same, a year ago repeated"), REAL},
                                            {"better", TR("Series where it is better"), NUMBER},
                                            {"of", TR("Series"), NUMBER}};
    struct work *w = c->w;
    size_t ahead = (size_t)call_int(c, "ahead", 6, 1, SERIES_AHEAD), origins = (size_t)call_int(c, "origins", 8, 1, 100);
    struct lines l = {0};
    if (!fine(w) || !read_lines(c, &l))
        return false;
    if (l.n > 0)
        qsort(l.all, l.n, sizeof(*l.all), by_series);
    double *y = take_array(w, l.n + 1, double);
    struct tested *all = take_array(w, l.n + 1, struct tested);
    size_t tested = 0, unknown = 0, known = 0;
    for (size_t i = 0, k; i < l.n; i = k) {
        size_t n = 0;
        struct tested *t = &all[tested++];
        *t = (struct tested){.series = l.all[i].series};
        for (k = i; k < l.n && strcmp(l.all[k].series, l.all[i].series) == 0; k++)
            y[n++] = l.all[k].value;
        for (size_t m = 0; m + ahead < n; m++)
            t->sure += y[m] > 0 || y[m] < 0;
        t->months = n;
        t->known = series_mase(y, n, ahead, origins, 3, &t->mase, &t->naive);
        known += t->known;
        unknown += !t->known;
    }
    if (known == 0)
        return fail(w, NOT_VALID, tr(w, "no series there is long enough to look back on"));
    struct sheet *s = call_sheet(c);
    sheet_begin(s, columns, COUNT(columns));
    summary(w, s, all, tested, 0, tr(w, "all"));
    summary(w, s, all, tested, BACKTEST_SURE, take_text(w, tr(w, "those with %d months and more that are not nothing"), BACKTEST_SURE));
    if (unknown > 0)
        row(s, tr(w, "left out: too short, or never different from a year before"), (double[]){NAN, NAN, NAN, NAN}, 0, (int64_t)unknown);
    for (size_t i = 0; i < tested && call_has(c, "each"); i++)
        if (all[i].known)
            row(s, all[i].series, (double[]){all[i].mase, all[i].naive, NAN, NAN}, all[i].mase < all[i].naive, (int64_t)all[i].sure);
    return sheet_end(s);
}

const struct command demand_commands[] = {
    {"vacancy add", "DB FILE...", NEEDS_DB, ADD, add, TR("read adverts: JSON lines, hh.ru, trudvsem, schema.org, CSV; mark what they ask for")},
    {"demand need", "DB", NEEDS_DB, NEED, need, TR("what adverts ask for, with its share, interval and trend")},
    {"demand forecast", "DB COMPETENCE", NEEDS_DB, FORECAST, forecast, TR("foretell the share of adverts that will ask for a competence, beside past errors")},
    {"demand backtest", "FILE", NO_DB, BACKTEST, backtest, TR("how well monthly series of a file would have been foretold")},
    {0},
};
