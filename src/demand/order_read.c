/* order_read.c -- see order_make.h.  Numbers and days are found by their shape; places by the names the
 * region has, by stem; competences by name where a name is said, and by meaning clause by clause. */
#include "demand/order_make.h"

#include "base/day.h"
#include "competence/lexis.h"
#include "demand/order_make_sql.h"
#include "lingo/mention.h"
#include "lingo/rank.h"
#include "store/db.h"
#include "view/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST   120
#define RANKED_FROM  0.40F /* a clause means a competence from this score on; measured on the demonstration's orders */
#define RANKED_BESIDE 0.85F /* and another beside it, from this part of the best score on */
#define LINKS_MOST   20000 /* past this many competences only their names are looked for: compiling takes too long for a page */

static int64_t number(const char *s)
{
    return *s >= '1' && *s <= '9' && strspn(s, "0123456789") == strlen(s) && strlen(s) <= 5 ? strtoll(s, NULL, 10) : 0;
}

static int month_of(const char *word)
{
    static const char *const begins[12][2] = {{"янв", "jan"}, {"фев", "feb"}, {"мар", "mar"}, {"апр", "apr"}, {"ма", "may"}, {"июн", "jun"},
                                              {"июл", "jul"}, {"авг", "aug"}, {"сен", "sep"}, {"окт", "oct"}, {"ноя", "nov"}, {"дек", "dec"}};
    for (int m = 0; m < 12; m++)
        for (int l = 0; l < 2; l++)
            if (m == 4 && l == 0 ? strcmp(word, "мая") == 0 || strcmp(word, "май") == 0
                                 : strncmp(word, begins[m][l], strlen(begins[m][l])) == 0)
                return m + 1;
    return 0;
}

struct spoken {
    char word[WORDS_MOST][WORD_MAX], stem[WORDS_MOST][WORD_MAX];
    int n;
};

static void listen_to(struct spoken *s, const char *text, struct stemmer *st)
{
    struct token t;
    size_t size = strlen(text);
    for (size_t at = 0; s->n < WORDS_MOST && (at = word_next(text, size, at, &t)) != 0; s->n++) {
        size_t len = word_fold(text + t.at, t.n, s->word[s->n]);
        memcpy(s->stem[s->n], s->word[s->n], WORD_MAX);
        stem_word(st, s->stem[s->n], len);
    }
}

/* "1 марта", "1 March 2027"; a day without a year is the next one to come. */
static void days(const struct spoken *s, int32_t today, struct draft *d)
{
    int year, month, mday;
    day_split(today, &year, &month, &mday);
    for (int i = 0; i + 1 < s->n; i++) {
        int64_t n = number(s->word[i]), m = month_of(s->word[i + 1]);
        if (m == 0 && month_of(s->word[i]) > 0 && number(s->word[i + 1]) > 0 && number(s->word[i + 1]) <= 31) {
            m = month_of(s->word[i]); /* "March 1" */
            n = number(s->word[i + 1]);
        }
        if (n == 0 || m == 0)
            continue;
        int64_t y = i + 2 < s->n ? number(s->word[i + 2]) : 0;
        bool named = y >= 1900 && y < 2500;
        int at = named ? (int)y : year;
        if (!day_exists(at, (int)m, (int)n))
            continue;
        int32_t day = day_of(at, (int)m, (int)n);
        if (!named && day < today && day_exists(at + 1, (int)m, (int)n))
            day = day_of(at + 1, (int)m, (int)n);
        d->deadline_on = day;
    }
}

/* Dates in figures, taken out of the text, so that their numbers are not taken for people. */
static char *without_dates(struct work *w, const char *text, struct draft *d)
{
    char *rest = take_copy(w, text, strlen(text));
    for (char *p = rest; *p != '\0'; p++) {
        char date[11] = "";
        strncpy(date, p, 10);
        if (isdigit((unsigned char)*p) && (p == rest || !isdigit((unsigned char)p[-1])) && strlen(date) == 10 && day_parse(date, &d->deadline_on))
            memset(p, ' ', 10);
    }
    return rest;
}

static void people(const struct spoken *s, struct draft *d)
{
    for (int i = 0; i < s->n; i++) {
        int64_t n = number(s->word[i]);
        if (n > 0 && n < 1900 && (i + 1 >= s->n || month_of(s->word[i + 1]) == 0) && (i == 0 || month_of(s->word[i - 1]) == 0)) {
            d->people = n;
            return;
        }
    }
}

static void hours(const struct spoken *s, struct draft *d)
{
    static const struct { const char *begin, *weekdays; int from_min, to_min; } all[] = {
        {"вечер", NULL, 17 * 60, 21 * 60}, {"evening", NULL, 17 * 60, 21 * 60}, {"утр", NULL, 8 * 60, 13 * 60}, {"morning", NULL, 8 * 60, 13 * 60},
        {"суббот", "6", 0, 0}, {"saturday", "6", 0, 0}, {"выходн", "67", 0, 0}, {"weekend", "67", 0, 0}, {"будн", "12345", 0, 0}, {"weekday", "12345", 0, 0},
    };
    for (int i = 0; i < s->n; i++)
        for (size_t k = 0; k < COUNT(all); k++)
            if (strncmp(s->word[i], all[k].begin, strlen(all[k].begin)) == 0) {
                if (all[k].weekdays != NULL)
                    d->weekdays = all[k].weekdays;
                if (all[k].to_min > 0) {
                    d->from_min = all[k].from_min;
                    d->to_min = all[k].to_min;
                }
            }
}

static void place(struct work *w, const struct spoken *s, struct stemmer *st, struct draft *d)
{
    struct rows r = db_rows(w, ORDER_MAKE_PLACES, NO_ARGS);
    while (db_next(&r)) {
        const char *name = db_text(&r, 0);
        struct spoken *n = take(w, sizeof(*n));
        listen_to(n, name, st);
        bool all = n->n > 0;
        for (int i = 0; i < n->n; i++) {
            bool said = false;
            for (int j = 0; j < s->n; j++)
                said |= strcmp(n->stem[i], s->stem[j]) == 0;
            all &= said;
        }
        if (all) {
            d->municipality = name;
            db_done(&r);
            return;
        }
    }
}

bool order_want(struct work *w, struct draft *d, const char *code, int level, const char *because)
{
    for (int i = 0; i < d->ask_count; i++)
        if (strcmp(d->asks[i].code, code) == 0)
            return true;
    struct rows r = db_rows(w, ORDER_MAKE_COMPETENCE, ARGS(V(code), V(level > 0 ? level : 1)));
    if (!db_next(&r))
        return false;
    struct wanted *more = take_array(w, d->ask_count + 1, struct wanted);
    if (d->ask_count > 0)
        memcpy(more, d->asks, (size_t)d->ask_count * sizeof(*more));
    int taught = (int)db_int(&r, 4);
    more[d->ask_count] = (struct wanted){db_int(&r, 0), take_copy(w, code, strlen(code)), tr_name(w, db_text(&r, 1), db_text(&r, 2)), because,
                                         level > 0 ? level : taught > 0 ? taught : 3, db_int(&r, 3)};
    d->asks = more;
    d->ask_count++;
    db_done(&r);
    return true;
}

static const char *code_of(struct work *w, int64_t id)
{
    struct rows r = db_rows(w, ORDER_MAKE_CODE_OF, ARGS(V(id)));
    const char *code = db_next(&r) ? db_text(&r, 0) : "";
    db_done(&r);
    return code;
}

static void named(struct work *w, const char *words, const char *where, struct draft *d)
{
    const struct lexicon *lex = lexis_open(w, LEXIS_MARKS, NULL, where, NULL);
    if (lex == NULL)
        return;
    const struct mention *list;
    struct marker *m = marker_new(lex);
    size_t n = marker_plain(m, words, strlen(words), &list);
    for (size_t i = 0; i < n; i++)
        if (!list[i].negated)
            order_want(w, d, code_of(w, lex->cards[list[i].thing].id), 0, take_copy(w, words + list[i].at, list[i].n));
    marker_free(m);
}

/* The length of the clause that begins at s: to a mark, or to "and". */
static size_t clause(const char *s)
{
    static const char *const joins[] = {" и ", " and ", " а также "};
    size_t n = strcspn(s, ",;.\n:");
    for (size_t i = 0; i < COUNT(joins); i++) {
        const char *at = memmem(s, n, joins[i], strlen(joins[i]));
        if (at != NULL)
            n = (size_t)(at - s);
    }
    return n;
}

static void meant(struct work *w, const char *words, const char *where, struct draft *d)
{
    const struct lexicon *lex = lexis_open(w, LEXIS_LINKS, "all", where, NULL);
    if (lex == NULL)
        return;
    struct ranker *ranker = ranker_new(lex, RANK_SENTENCE);
    for (const char *s = words; *s != '\0';) {
        size_t n = clause(s);
        struct ranked best[3];
        size_t got = ranker_rank(ranker, s, n, best, COUNT(best));
        for (size_t i = 0; i < got; i++)
            if (best[i].score >= RANKED_FROM && best[i].score >= best[0].score * RANKED_BESIDE) {
                size_t blank = strspn(s, " \t");
                order_want(w, d, code_of(w, lex->cards[best[i].thing].id), 0, take_copy(w, s + blank, n - blank));
            }
        s += n + (s[n] != '\0');
    }
    ranker_free(ranker);
}

bool order_read(struct work *w, const char *words, int32_t today_on, const char *where, struct draft *d)
{
    struct stemmer *st = stemmer_new();
    struct spoken *s = take(w, sizeof(*s));
    listen_to(s, without_dates(w, words, d), st);
    people(s, d);
    days(s, today_on, d);
    hours(s, d);
    place(w, s, st, d);
    stemmer_free(st);
    int64_t known = db_one(w, ORDER_MAKE_COMPETENCES, NO_ARGS, 0);
    if (known > 0)
        named(w, words, where, d);
    if (known > 0 && known <= LINKS_MOST)
        meant(w, words, where, d);
    return fine(w);
}
