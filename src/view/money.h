/* money.h -- figures as contracts write them: with both decimals, and in words.
 *
 * Russian numerals are declined in all six cases and agree in gender with what they count; rules: the
 * Russian Grammar of 1980, 1365-1382 (one to four, the rest, and nouns such as "thousand" that count
 * themselves).  English is the British way, with "and".  Any int64_t has its words. */
#ifndef VIEW_MONEY_H
#define VIEW_MONEY_H

#include "base/work.h"

enum case_of { NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, PREPOSITIONAL, CASES };
enum gender { MASCULINE, FEMININE, NEUTER };

/* number_words: n in words in w->language; gender and case count in Russian alone (accusative: of things). */
const char *number_words(struct work *w, int64_t n, enum gender g, enum case_of c);

/* money_words: "четыреста рублей 50 копеек" | "four hundred roubles 50 kopecks"; a currency without words
 * stands as its code: "four hundred CHF 50/100".  NULL is RUB. */
const char *money_words(struct work *w, int64_t minor, const char *currency, enum case_of c);

/* money_exact: "418 000,00" | "418,000.00". */
const char *money_exact(struct work *w, int64_t minor);

#endif
