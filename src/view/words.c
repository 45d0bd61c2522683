/* words.c -- see words.h. */
#include "view/words.h"

#include "view/words_ru.h"

#include <stdlib.h>
#include <string.h>

static int by_english(const void *key, const void *row)
{
    return strcmp(key, ((const struct word *)row)->english);
}

static const struct word *find(const char *english)
{
    return bsearch(english, WORDS_RU, COUNT(WORDS_RU) - 1, sizeof(WORDS_RU[0]), by_english);
}

const char *tr(const struct work *w, const char *english)
{
    if (w->language == EN)
        return english;
    const struct word *row = find(english);
    return row != NULL ? row->one : english;
}

const char *trn(const struct work *w, const char *one, const char *many, int64_t n)
{
    const char *plain = n == 1 || n == -1 ? one : many;
    if (w->language == EN)
        return plain;
    const struct word *row = find(one);
    if (row == NULL || row->few == NULL)
        return row != NULL ? row->one : plain;
    int64_t tens = (n < 0 ? -n : n) % 100, units = tens % 10;
    if (units == 1 && tens != 11)
        return row->one;
    return units >= 2 && units <= 4 && (tens < 12 || tens > 14) ? row->few : row->many;
}

const char *tr_name(const struct work *w, const char *ru, const char *en)
{
    const char *first = w->language == EN ? en : ru, *second = w->language == EN ? ru : en;
    if (first != NULL && *first != '\0')
        return first;
    return second != NULL ? second : "";
}

const struct word *words_table(size_t *n)
{
    *n = COUNT(WORDS_RU) - 1; /* The last row is empty, so that the table is never. */
    return WORDS_RU;
}

static const char *const code[LANGUAGES] = {[RU] = "ru", [EN] = "en"};

const char *words_code(enum language l) { return code[l]; }

/* The first of ours that is named wins: browsers write the list in the reader's order of preference. */
enum language words_language(const char *s, enum language otherwise)
{
    while (s != NULL && *s != '\0') {
        s += strspn(s, " ,");
        for (int l = 0; l < LANGUAGES; l++)
            if (strncasecmp(s, code[l], 2) == 0 && strchr("-_.,; ", s[2]) != NULL)
                return (enum language)l;
        s += strcspn(s, ",");
    }
    return otherwise;
}
