/* day.h -- the calendar.  A *day* is days since 1970-01-01 (proleptic Gregorian); *wall* time is
 * minutes since 1970-01-01 00:00 of the region's own clock, so that 09:00 is 09:00 whatever a
 * government does to its zone.  Instants (made_at) are Unix seconds and are not handled here. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/err.h"

#define DAY_MIN  1440
#define WALL_MAX ((int64_t)DAY_MIN * 200000) /* the year 2517 */

int32_t day_of(int year, int month, int mday); /* The date must exist. */
void day_split(int32_t day, int *year, int *month, int *mday);
int day_weekday(int32_t day); /* 1 Monday .. 7 Sunday */
bool day_exists(int year, int month, int mday);

static inline int32_t wall_day(int64_t wall)
{
    return (int32_t)((wall >= 0 ? wall : wall - DAY_MIN + 1) / DAY_MIN);
}
static inline int wall_clock(int64_t wall) { return (int)(wall - (int64_t)wall_day(wall) * DAY_MIN); }

/* day_parse: "2027-03-01", also "01.03.2027" and "2027/03/01".  Years 1900..2499. */
bool day_parse(const char *s, int32_t *day);
/* clock_parse: "9:00", "09:00", "24:00" -> minutes of the day 0..1440. */
bool clock_parse(const char *s, int *min);
/* wall_parse: date, then 'T' or a space, then a clock, seconds :00 allowed; or a date alone. */
bool wall_parse(const char *s, int64_t *wall);

/* weekdays_parse: "12345" -> bits, Monday the lowest; 0 when malformed. */
int weekdays_parse(const char *digits);

/* Each writes into buf and returns it: "2027-03-01", "09:05", "2027-03-01T09:05". */
#define DAY_TEXT 24
const char *day_text(char buf[DAY_TEXT], int32_t day);
const char *clock_text(char buf[DAY_TEXT], int min);
const char *wall_text(char buf[DAY_TEXT], int64_t wall);
/* weekdays_text: bits -> "12345", what weekdays_parse() reads. */
const char *weekdays_text(char buf[DAY_TEXT], int weekdays);

/* wall_from_unix: the wall minute at a Unix second, for a zone `offset_min` east of Greenwich. */
static inline int64_t wall_from_unix(int64_t unix_s, int offset_min)
{
    int64_t m = unix_s >= 0 ? unix_s / 60 : (unix_s - 59) / 60;
    return m + offset_min;
}

#endif
