/* say.h -- numbers, money, days and times as each language writes them.  All results are in the work's
 * arena.  A no-break space stands inside whatever must not be torn apart at the end of a line. */
#ifndef VIEW_SAY_H
#define VIEW_SAY_H

#include "base/work.h"

const char *say_number(struct work *w, int64_t n);                /* 21 600 | 21,600 */
const char *say_real(struct work *w, double x, int decimals);     /* 0,25 | 0.25 */
const char *say_money(struct work *w, int64_t minor);             /* 418 000 | 418,000.50 : bare figure */
const char *say_price(struct work *w, int64_t minor, const char *currency); /* 418 000 ₽ ; "RUB", NULL is RUB */
const char *say_day(struct work *w, int32_t day);                 /* 12 мая 2027 | 12 May 2027 */
const char *say_weekday(struct work *w, int weekday);             /* вт | Tue ; 1..7 */
const char *say_month(struct work *w, int month);                 /* май | May ; 1..12, standing alone */
const char *say_date(struct work *w, int32_t day);                /* вт 12 мая | Tue 12 May */
const char *say_wall(struct work *w, int64_t wall);               /* вт 12 мая 2027, 9:00 */
const char *say_span(struct work *w, int64_t from, int64_t to);   /* вт 12 мая, 9:00-12:10 */
const char *say_days(struct work *w, int32_t from, int32_t to);   /* 12 янв. - 27 фев. 2027 */
const char *say_clock(struct work *w, int min);                   /* 9:00 */
const char *say_weekdays(struct work *w, const char *digits);     /* "12345" -> пн-пт */
const char *say_hours(struct work *w, int64_t hours_ah);          /* 96 ч | 96 h */

/* money_plain: "1250.00", as files write it. */
const char *money_plain(struct work *w, int64_t minor);

#endif
