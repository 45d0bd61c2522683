/* ical_repeat.c -- see ical.h: recurrence rules (RFC 5545, 3.3.10), spelled out. */
#include "codec/ical.h"

#include "base/day.h"

#include <stdlib.h>
#include <string.h>

enum every { DAILY, WEEKLY, MONTHLY, YEARLY };

struct rule {
    enum every every;
    int interval, count; /* count 0: no end by number */
    int64_t until;       /* wall minute; INT64_MAX none */
    struct {
        int nth, weekday; /* nth 0: each */
    } day[60];
    int days, mdays, months, positions, week_begins;
    int mday[64], month[12], position[32];
};

static bool no(struct err *err, const char *what, const char *part)
{
    return err_set(err, NOT_VALID, "a repetition with %s \"%.40s\" is not understood", what, part);
}

static bool numbers(const char *s, size_t n, int lo, int hi, int *out, int most, int *count)
{
    const char *end = s + n;
    while (s < end) {
        char *stop;
        long v = strtol(s, &stop, 10);
        if (stop == s || v == 0 || v < lo || v > hi || *count == most)
            return false;
        out[(*count)++] = (int)v;
        s = stop;
        if (s < end && *s++ != ',')
            return false;
    }
    return *count > 0;
}

static int weekday(const char *s)
{
    static const char names[] = "MOTUWETHFRSASU";
    for (int i = 0; i < 7; i++)
        if (strncmp(s, names + 2 * i, 2) == 0)
            return i + 1;
    return 0;
}

static bool by_day(struct rule *r, const char *s, size_t n)
{
    const char *end = s + n;
    while (s < end) {
        char *stop;
        long nth = strtol(s, &stop, 10);
        int day = end - stop >= 2 ? weekday(stop) : 0;
        if (day == 0 || nth < -53 || nth > 53 || r->days == (int)COUNT(r->day))
            return false;
        r->day[r->days].nth = (int)nth;
        r->day[r->days++].weekday = day;
        s = stop + 2;
        if (s < end && *s++ != ',')
            return false;
    }
    return r->days > 0;
}

/* until: a day alone means the whole of it (libical: its midnight), so that what is busy is not taken for free; "20270301" or "20270301T090000[Z]"; a Z is not converted here: ical_read has done so. */
static bool until(const char *s, int64_t *out)
{
    char date[16] = "";
    int32_t day;
    int y, m, d, h = 24, min = 0;
    if (strlen(s) >= sizeof(date) + 4 || strspn(s, "0123456789") < 8)
        return false;
    memcpy(date, s, 8);
    y = (date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + date[3] - '0';
    m = (date[4] - '0') * 10 + date[5] - '0';
    d = (date[6] - '0') * 10 + date[7] - '0';
    if (!day_exists(y, m, d))
        return false;
    day = day_of(y, m, d);
    if (s[8] == 'T' && strspn(s + 9, "0123456789") >= 4) {
        h = (s[9] - '0') * 10 + s[10] - '0';
        min = (s[11] - '0') * 10 + s[12] - '0';
    }
    *out = (int64_t)day * DAY_MIN + h * 60 + min;
    return true;
}

static bool parse(const char *text, struct rule *r, struct err *err)
{
    bool freq = false;
    *r = (struct rule){.interval = 1, .until = INT64_MAX, .week_begins = 1};
    while (*text != '\0') {
        size_t n = strcspn(text, ";"), name = strcspn(text, "=;");
        char part[400];
        if (n >= sizeof(part) || name >= n)
            return no(err, "the part", text);
        memcpy(part, text, n);
        part[n] = '\0';
        const char *v = part + name + 1;
        size_t len = n - name - 1;
        bool ok = true;
        part[name] = '\0';
        if (strcmp(part, "FREQ") == 0) {
            static const char *const all[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
            int i = 0;
            while (i < 4 && strcmp(all[i], v) != 0)
                i++;
            ok = freq = i < 4;
            r->every = (enum every)(i < 4 ? i : 0);
        } else if (strcmp(part, "INTERVAL") == 0) {
            r->interval = atoi(v);
            ok = r->interval >= 1 && r->interval <= 1000;
        } else if (strcmp(part, "COUNT") == 0) {
            r->count = atoi(v);
            ok = r->count >= 1 && r->count <= 1000000;
        } else if (strcmp(part, "UNTIL") == 0) {
            ok = until(v, &r->until);
        } else if (strcmp(part, "BYDAY") == 0) {
            ok = by_day(r, v, len);
        } else if (strcmp(part, "BYMONTHDAY") == 0) {
            ok = numbers(v, len, -31, 31, r->mday, (int)COUNT(r->mday), &r->mdays);
        } else if (strcmp(part, "BYMONTH") == 0) {
            ok = numbers(v, len, 1, 12, r->month, (int)COUNT(r->month), &r->months);
        } else if (strcmp(part, "BYSETPOS") == 0) {
            ok = numbers(v, len, -366, 366, r->position, (int)COUNT(r->position), &r->positions);
        } else if (strcmp(part, "WKST") == 0) {
            ok = (r->week_begins = weekday(v)) != 0;
        } else {
            ok = false;
        }
        if (!ok)
            return no(err, part, v);
        text += n + (text[n] == ';');
    }
    if (!freq)
        return no(err, "FREQ", "");
    for (int i = 0; i < r->days; i++)
        if (r->day[i].nth != 0 && (r->every == DAILY || r->every == WEEKLY))
            return no(err, "BYDAY", "a numbered day within a week");
    return true;
}

static int month_days(int y, int m) { return m == 12 ? 31 : (int)(day_of(y, m + 1, 1) - day_of(y, m, 1)); }

static bool in_months(const struct rule *r, int m)
{
    for (int i = 0; i < r->months; i++)
        if (r->month[i] == m)
            return true;
    return r->months == 0;
}

static bool in_mdays(const struct rule *r, int y, int m, int d)
{
    int last = month_days(y, m);
    for (int i = 0; i < r->mdays; i++)
        if (r->mday[i] == d || last + 1 + r->mday[i] == d)
            return true;
    return r->mdays == 0;
}

/* Whether the day is one of BYDAY, its number counted within first..last. */
static bool in_days(const struct rule *r, int32_t day, int32_t first, int32_t last)
{
    for (int i = 0; i < r->days; i++) {
        if (r->day[i].weekday != day_weekday(day))
            continue;
        int nth = r->day[i].nth;
        if (nth == 0 || (nth > 0 && (day - first) / 7 + 1 == nth) || (nth < 0 && (last - day) / 7 + 1 == -nth))
            return true;
    }
    return r->days == 0;
}

/* The days of one period, rising. */
struct found {
    int32_t day[400];
    int n;
};

static void add(struct found *f, int32_t day)
{
    if (f->n < (int)COUNT(f->day))
        f->day[f->n++] = day;
}

static void in_month(const struct rule *r, struct found *f, int y, int m, int mday, int32_t first, int32_t last)
{
    if (!in_months(r, m))
        return;
    int n = month_days(y, m);
    for (int d = 1; d <= n; d++) {
        int32_t day = day_of(y, m, d);
        bool is = r->days == 0 && r->mdays == 0 ? d == mday : in_mdays(r, y, m, d) && in_days(r, day, first, last);
        if (is)
            add(f, day);
    }
}

static void period(const struct rule *r, int32_t start, int64_t k, struct found *f)
{
    int y, m, d;
    f->n = 0;
    day_split(start, &y, &m, &d);
    if (r->every == DAILY || r->every == WEEKLY) {
        int32_t back = r->every == WEEKLY ? (day_weekday(start) - r->week_begins + 7) % 7 : 0;
        int32_t from = start - back + (int32_t)(k * r->interval) * (r->every == WEEKLY ? 7 : 1);
        for (int32_t day = from; day < from + (r->every == WEEKLY ? 7 : 1); day++) {
            int yy, mm, dd;
            day_split(day, &yy, &mm, &dd);
            bool is = r->every == WEEKLY && r->days == 0 ? day_weekday(day) == day_weekday(start) : in_days(r, day, 0, 0);
            if (is && in_months(r, mm) && in_mdays(r, yy, mm, dd))
                add(f, day);
        }
        return;
    }
    if (r->every == MONTHLY) {
        int64_t at = (int64_t)y * 12 + m - 1 + k * r->interval;
        int yy = (int)(at / 12), mm = (int)(at % 12) + 1;
        int32_t first = day_of(yy, mm, 1);
        in_month(r, f, yy, mm, d, first, first + month_days(yy, mm) - 1);
        return;
    }
    int yy = y + (int)(k * r->interval);
    bool whole = r->days > 0 && r->months == 0 && r->mdays == 0; /* days are counted within the year, else within the month */
    for (int mm = 1; mm <= 12; mm++) {
        int32_t first = whole ? day_of(yy, 1, 1) : day_of(yy, mm, 1), last = whole ? day_of(yy, 12, 31) : day_of(yy, mm, month_days(yy, mm));
        if (r->months == 0 && r->days == 0 && r->mdays == 0 && mm != m)
            continue;
        in_month(r, f, yy, mm, d, first, last);
    }
}

static bool picked(const struct rule *r, int i, int n)
{
    for (int k = 0; k < r->positions; k++)
        if (r->position[k] == i + 1 || r->position[k] == i - n)
            return true;
    return r->positions == 0;
}

int ical_repeat(const char *text, int64_t first, int64_t last, int64_t *out, int most, struct err *err)
{
    struct rule r;
    struct found f;
    int n = 0, given = 0;
    if (!parse(text, &r, err))
        return -1;
    int32_t start = wall_day(first);
    int clock = wall_clock(first), y, m, d;
    day_split(start, &y, &m, &d);
    for (int64_t k = 0; k < 40000; k++) {
        if (y + k * r.interval / (r.every == YEARLY ? 1 : r.every == MONTHLY ? 12 : r.every == WEEKLY ? 52 : 365) > 2450)
            break;
        period(&r, start, k, &f);
        for (int i = 0; i < f.n; i++) {
            int64_t at = (int64_t)f.day[i] * DAY_MIN + clock;
            if (!picked(&r, i, f.n) || at < first)
                continue;
            if (at > r.until || at > last || (r.count > 0 && given == r.count))
                return n;
            given++;
            if (n == most) {
                err_set(err, LIMIT, "an event repeats more than %d times", most);
                return -1;
            }
            out[n++] = at;
        }
        int32_t reached = r.every == DAILY ? start + (int32_t)(k * r.interval) : r.every == WEEKLY ? start + (int32_t)(k * r.interval) * 7 - 7 : 0;
        if (reached != 0 && (int64_t)reached * DAY_MIN > last)
            return n;
        if (r.every == MONTHLY && ((int64_t)y * 12 + m - 1 + k * r.interval) / 12 > wall_day(last) / 365 + 1972)
            return n;
    }
    return n;
}
