/* words.h -- what people read, in their language.  English stands in the code and is the key; the
 * Russian is in words/ru/<room>.po, compiled by tools/words.awk into a sorted table.  A sentence without
 * a translation is shown in English, and the tests refuse it.
 *
 * Plural rules: Unicode CLDR, cardinal, ru (one: 1, 21, 31; few: 2-4, 22-24; many: the rest) and en. */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "base/work.h"

/* TR("..."): marks a sentence that stands in a table and is given to tr() later. */
#define TR(english) english

/* tr(w, english): the sentence in w->language.  Its format directives stay as they are, so
 * html(p, tr(w, "%d of %d")...) is still checked by the compiler.  Static memory. */
const char *tr(const struct work *w, const char *english) __attribute__((format_arg(2)));

/* trn(w, one, many, n): the form that goes with n: trn(w, "%lld place", "%lld places", n). */
const char *trn(const struct work *w, const char *one, const char *many, int64_t n)
    __attribute__((format_arg(2), format_arg(3)));

/* tr_name(w, ru, en): the name in the reader's language, else in the other; "" if neither. */
const char *tr_name(const struct work *w, const char *name_ru, const char *name_en);

/* The compiled table, for tests: sorted by english; few and many are NULL without a plural. */
struct word {
    const char *english, *plural, *one, *few, *many;
};
const struct word *words_table(size_t *n);

/* words_language("ru-RU,ru;q=0.9", otherwise): the language of a locale name (ru_RU.UTF-8) or of an
 * Accept-Language header; `otherwise` when it names none of ours. */
enum language words_language(const char *s, enum language otherwise);
const char *words_code(enum language l); /* "ru", "en" */

#endif
