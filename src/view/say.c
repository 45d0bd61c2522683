/* say.c -- see say.h.  Months and weekdays follow CLDR's abbreviated and wide forms. */
#include "view/say.h"

#include "base/day.h"
#include "view/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NBSP "\u00a0"
#define THIN "\u00a0" /* CLDR groups Russian thousands with a no-break space. */

static const char *const weekdays[LANGUAGES][8] = {
    [RU] = {"", "пн", "вт", "ср", "чт", "пт", "сб", "вс"},
    [EN] = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
};
static const char *const months_of[LANGUAGES][13] = { /* With a day: "12 мая". */
    [RU] = {"", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
            "ноября", "декабря"},
    [EN] = {"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"},
};
static const char *const months_short[LANGUAGES][13] = {
    [RU] = {"", "янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."},
    [EN] = {"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
};
static const char *const months_alone[LANGUAGES][13] = {
    [RU] = {"", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
            "ноябрь", "декабрь"},
    [EN] = {"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"},
};

static const char *grouped(struct work *w, const char *digits)
{
    const char *mark = w->language == RU ? THIN : ",";
    size_t n = strlen(digits), each = strlen(mark), at = 0;
    char *out = take(w, n + n / 3 * each + 1);
    bool wide = w->language == EN || n > 4; /* Russian leaves four digits together. */
    for (size_t i = 0; i < n; i++) {
        if (wide && i > 0 && (n - i) % 3 == 0) {
            memcpy(out + at, mark, each);
            at += each;
        }
        out[at++] = digits[i];
    }
    return out;
}

const char *say_number(struct work *w, int64_t n)
{
    char digits[24];
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    snprintf(digits, sizeof(digits), "%llu", (unsigned long long)size);
    const char *s = grouped(w, digits);
    return n < 0 ? take_text(w, "\u2212%s", s) : s;
}

const char *say_real(struct work *w, double x, int decimals)
{
    if (!isfinite(x))
        return "";
    char *s = take_text(w, "%.*f", decimals, fabs(x));
    char *point = strchr(s, '.');
    if (point != NULL)
        *point = '\0';
    return take_text(w, "%s%s%s%s", x < 0 ? "\u2212" : "", grouped(w, s),
                     point == NULL ? "" : w->language == RU ? "," : ".", point == NULL ? "" : point + 1);
}

const char *say_money(struct work *w, int64_t minor)
{
    uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
    const char *whole = say_number(w, (int64_t)(size / 100)), *sign = minor < 0 ? "\u2212" : "";
    if (size % 100 == 0)
        return take_text(w, "%s%s", sign, whole);
    return take_text(w, "%s%s%c%02d", sign, whole, w->language == RU ? ',' : '.', (int)(size % 100));
}

const char *say_price(struct work *w, int64_t minor, const char *currency)
{
    static const struct { const char *code, *sign; } signs[] = {{"RUB", "₽"}, {"EUR", "€"}, {"USD", "$"}};
    const char *sign = currency == NULL ? "₽" : currency;
    for (size_t i = 0; i < COUNT(signs); i++)
        if (strcmp(sign, signs[i].code) == 0)
            sign = signs[i].sign;
    if (strcmp(sign, "$") == 0 && w->language == EN)
        return take_text(w, "$%s", say_money(w, minor));
    return take_text(w, "%s" NBSP "%s", say_money(w, minor), sign);
}

const char *money_plain(struct work *w, int64_t minor)
{
    uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
    return take_text(w, "%s%llu.%02d", minor < 0 ? "-" : "", (unsigned long long)(size / 100), (int)(size % 100));
}

const char *say_weekday(struct work *w, int weekday) { return weekdays[w->language][weekday]; }
const char *say_month(struct work *w, int month) { return months_alone[w->language][month]; }

const char *say_day(struct work *w, int32_t day)
{
    int y, m, d;
    day_split(day, &y, &m, &d);
    return take_text(w, "%d" NBSP "%s" NBSP "%d", d, months_of[w->language][m], y);
}

const char *say_date(struct work *w, int32_t day)
{
    int y, m, d;
    day_split(day, &y, &m, &d);
    return take_text(w, "%s" NBSP "%d" NBSP "%s", weekdays[w->language][day_weekday(day)], d,
                     months_of[w->language][m]);
}

const char *say_clock(struct work *w, int min) { return take_text(w, "%d:%02d", min / 60, min % 60); }

const char *say_wall(struct work *w, int64_t wall)
{
    return take_text(w, "%s, %s", say_day(w, wall_day(wall)), say_clock(w, wall_clock(wall)));
}

const char *say_span(struct work *w, int64_t from, int64_t to)
{
    int32_t a = wall_day(from), b = wall_day(to);
    int end = wall_clock(to);
    if (end == 0 && b == a + 1) { /* Midnight is the end of the day it closes. */
        b = a;
        end = DAY_MIN;
    }
    if (a == b)
        return take_text(w, "%s, %s\u2013%s", say_date(w, a), say_clock(w, wall_clock(from)), say_clock(w, end));
    return take_text(w, "%s, %s \u2013 %s, %s", say_date(w, a), say_clock(w, wall_clock(from)), say_date(w, b),
                     say_clock(w, end));
}

const char *say_days(struct work *w, int32_t from, int32_t to)
{
    int y1, m1, d1, y2, m2, d2;
    day_split(from, &y1, &m1, &d1);
    day_split(to, &y2, &m2, &d2);
    const char *const *m = months_short[w->language];
    if (from == to)
        return say_day(w, from);
    if (y1 != y2)
        return take_text(w, "%d" NBSP "%s" NBSP "%d \u2013 %d" NBSP "%s" NBSP "%d", d1, m[m1], y1, d2, m[m2], y2);
    return take_text(w, "%d" NBSP "%s \u2013 %d" NBSP "%s" NBSP "%d", d1, m[m1], d2, m[m2], y2);
}

/* Runs of days are closed up: 12345 -> пн-пт, 67 -> сб, вс. */
const char *say_weekdays(struct work *w, const char *digits)
{
    bool on[9] = {false};
    for (const char *s = digits; s != NULL && *s != '\0'; s++)
        if (*s >= '1' && *s <= '7')
            on[*s - '0'] = true;
    const char *out = "";
    for (int d = 1; d <= 7; d++) {
        if (!on[d])
            continue;
        int last = d;
        while (on[last + 1])
            last++;
        const char *comma = *out == '\0' ? "" : ", ";
        if (last - d >= 2) {
            out = take_text(w, "%s%s%s\u2013%s", out, comma, say_weekday(w, d), say_weekday(w, last));
            d = last;
        } else {
            out = take_text(w, "%s%s%s", out, comma, say_weekday(w, d));
        }
    }
    return out;
}

const char *say_hours(struct work *w, int64_t hours_ah)
{
    return take_text(w, "%s" NBSP "%s", say_number(w, hours_ah), w->language == RU ? "ч" : "h");
}
