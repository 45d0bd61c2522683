/* day.c -- civil dates after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (method). */
#include "base/day.h"

#include <stdio.h>
#include <string.h>

int32_t day_of(int year, int month, int mday)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void day_split(int32_t day, int *year, int *month, int *mday)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

int day_weekday(int32_t day)
{
    int w = (day + 3) % 7; /* 1970-01-01 was a Thursday. */
    return (w < 0 ? w + 7 : w) + 1;
}

bool day_exists(int year, int month, int mday)
{
    static const int last[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || mday < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return mday <= last[month - 1] + (month == 2 && leap);
}

/* digits: read between lo and hi digits at *s. */
static bool digits(const char **s, int lo, int hi, int *out)
{
    int n = 0, v = 0;
    while (n < hi && **s >= '0' && **s <= '9') {
        v = v * 10 + (**s - '0');
        (*s)++;
        n++;
    }
    *out = v;
    return n >= lo;
}

static bool date(const char **s, int32_t *day)
{
    int a, b, c, y, m, d;
    const char *from = *s;
    if (!digits(s, 1, 4, &a))
        return false;
    char sep = **s;
    bool year_first = *s - from == 4;
    if ((sep != '-' && sep != '.' && sep != '/') || (!year_first && sep != '.'))
        return false;
    (*s)++;
    if (!digits(s, 1, 2, &b) || **s != sep)
        return false;
    (*s)++;
    from = *s;
    if (!digits(s, year_first ? 1 : 4, year_first ? 2 : 4, &c))
        return false;
    y = year_first ? a : c;
    m = b;
    d = year_first ? c : a;
    if (y < 1900 || y > 2499 || !day_exists(y, m, d))
        return false;
    *day = day_of(y, m, d);
    return true;
}

static bool clock_at(const char **s, int *min)
{
    int h, m;
    if (!digits(s, 1, 2, &h) || **s != ':')
        return false;
    (*s)++;
    if (!digits(s, 2, 2, &m) || h > 24 || m > 59 || (h == 24 && m > 0))
        return false;
    *min = h * 60 + m;
    return true;
}

bool day_parse(const char *s, int32_t *day) { return date(&s, day) && *s == '\0'; }
bool clock_parse(const char *s, int *min) { return clock_at(&s, min) && *s == '\0'; }

bool wall_parse(const char *s, int64_t *wall)
{
    int32_t day;
    int min = 0;
    if (!date(&s, &day))
        return false;
    if (*s == 'T' || *s == ' ') {
        s++;
        if (!clock_at(&s, &min))
            return false;
        if (strcmp(s, ":00") == 0)
            s += 3;
    }
    *wall = (int64_t)day * DAY_MIN + min;
    return *s == '\0';
}

const char *day_text(char buf[DAY_TEXT], int32_t day)
{
    int y, m, d;
    day_split(day, &y, &m, &d);
    snprintf(buf, DAY_TEXT, "%04d-%02d-%02d", y % 10000, m, d);
    return buf;
}

const char *clock_text(char buf[DAY_TEXT], int min)
{
    snprintf(buf, DAY_TEXT, "%02d:%02d", min / 60, min % 60);
    return buf;
}

const char *wall_text(char buf[DAY_TEXT], int64_t wall)
{
    char a[DAY_TEXT], b[DAY_TEXT];
    day_text(a, wall_day(wall));
    clock_text(b, wall_clock(wall));
    snprintf(buf, DAY_TEXT, "%.10sT%.5s", a, b);
    return buf;
}

int weekdays_parse(const char *digits)
{
    int bits = 0;
    for (; *digits != '\0'; digits++) {
        if (*digits < '1' || *digits > '7')
            return 0;
        bits |= 1 << (*digits - '1');
    }
    return bits;
}

const char *weekdays_text(char buf[DAY_TEXT], int weekdays)
{
    int n = 0;
    for (int d = 0; d < 7; d++)
        if ((weekdays >> d & 1) != 0)
            buf[n++] = (char)('1' + d);
    buf[n] = '\0';
    return buf;
}
