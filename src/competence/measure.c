/* measure.c -- see measure.h. */
#include "competence/measure.h"
#include "competence/measure_private.h"

#include "base/map.h"
#include "base/text.h"
#include "codec/csv.h"
#include "competence/lexis.h"
#include "competence/title.h"
#include "lingo/rank.h"
#include "lingo/vote.h"
#include "view/sheet.h"
#include "view/words.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEEP 10

struct gold {
    struct ask *asks;
    size_t n, room;
};
enum figure { RP1, RP5, RP10, MRR, FIGURES };
static const char *const link_figures[FIGURES] = {"RP@1", "RP@5", "RP@10", "MRR"};
static const char *const title_figures[FIGURES] = {"accuracy@1", "accuracy@5", "accuracy@10", "MRR"};

static char *read_file(struct work *w, const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fail(w, NOT_FOUND, tr(w, "%s cannot be read: %s"), path, strerror(errno));
        return NULL;
    }
    struct text t = TEXT(0);
    char part[65536];
    for (size_t k; (k = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&t, part, k);
    fclose(f);
    *n = t.n;
    char *copy = take_copy(w, t.s != NULL ? t.s : "", t.n);
    text_free(&t);
    return copy;
}

static size_t column(const struct csv *c, const char *name)
{
    for (size_t i = 0; i < c->cells; i++)
        if (strcmp(c->cell[i].s, name) == 0)
            return i;
    return SIZE_MAX;
}

/* The number of a right answer: a thing's name or code for sentences, the last part of its code for titles. */
static struct map answers(const struct lexicon *lex, bool by_code)
{
    struct map m = {0};
    for (size_t i = 0; i < lex->nthings; i++) {
        const char *s = lex->text + (by_code ? lex->cards[i].code : lex->cards[i].name);
        const char *last = by_code ? strrchr(s, ':') : NULL;
        bool fresh;
        int64_t *at = map_at(&m, last != NULL ? last + 1 : s, &fresh);
        if (fresh)
            *at = (int64_t)i;
        at = by_code ? at : map_at(&m, lex->text + lex->cards[i].code, &fresh);
        if (fresh)
            *at = (int64_t)i;
    }
    return m;
}

static void add(struct work *w, struct gold *g, struct map *seen, const char *text, const char *answer, const struct map *known)
{
    const int64_t *right = map_find(known, answer);
    bool nothing = strcmp(answer, "-") == 0; /* a line in which nothing is asked for */
    if (right == NULL && !nothing)
        return;
    bool fresh;
    int64_t *at = map_at(seen, text, &fresh);
    if (fresh) {
        grow(w, &g->asks, g->room, g->n);
        g->asks[g->n] = (struct ask){.text = text};
        *at = (int64_t)g->n++;
    }
    struct ask *a = &g->asks[*at];
    if (nothing)
        return;
    for (size_t i = 0; i < a->n; i++)
        if (a->right[i] == *right)
            return;
    if (a->n < LABELS)
        a->right[a->n++] = *right;
}

struct tally {
    double sum[FIGURES], squares[FIGURES];
    size_t n;
};

struct judge { /* one of the two */
    struct ranker *rank;
    struct coder *code;
};

static void judge(const struct judge *by, const struct ask *a, struct tally *t)
{
    struct ranked best[DEEP * 10];
    struct coded coded[DEEP * 10];
    size_t k = 0;
    if (by->code != NULL)
        k = coder_code(by->code, a->text, strlen(a->text), coded, COUNT(coded));
    else
        k = ranker_rank(by->rank, a->text, strlen(a->text), best, COUNT(best));
    for (size_t i = 0; i < k && by->code != NULL; i++)
        best[i].thing = coded[i].thing;
    double hits[FIGURES] = {0}, first = 0;
    static const size_t depth[] = {1, 5, 10};
    for (size_t i = 0; i < k; i++) {
        bool hit = false;
        for (size_t j = 0; j < a->n; j++)
            hit |= a->right[j] == (int64_t)best[i].thing;
        if (hit && first == 0)
            first = 1 / (double)(i + 1);
        for (size_t d = 0; d < COUNT(depth); d++)
            hits[d] += hit && i < depth[d];
    }
    for (size_t d = 0; d < COUNT(depth); d++)
        hits[d] /= (double)(a->n < depth[d] ? a->n : depth[d]);
    hits[MRR] = first;
    for (size_t f = 0; f < FIGURES; f++) {
        t->sum[f] += hits[f];
        t->squares[f] += hits[f] * hits[f];
    }
    t->n++;
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void report(struct work *w, struct sheet *s, const char *file, const char *const *names, const struct tally *t)
{
    for (int f = 0; f < FIGURES; f++) {
        double n = (double)t->n, mean = t->sum[f] / n;
        double spread = n > 1 ? sqrt(fmax(0, t->squares[f] / n - mean * mean) / (n - 1)) : 0;
        sheet_row(s);
        sheet_words(s, file);
        sheet_words(s, names[f]);
        sheet_words(s, take_text(w, "%.3f", mean));
        sheet_words(s, take_text(w, "%.3f", fmax(0, mean - 1.96 * spread)));
        sheet_words(s, take_text(w, "%.3f", fmin(1, mean + 1.96 * spread)));
        sheet_int(s, (int64_t)t->n);
    }
}

/* Dated titles with several codes ("0440 - Geneticist|0401 - Biologist"): learned from those of the earlier two thirds of
 * the days, asked of the later third.  The database is not used. */
static bool measure_listings(struct work *w, struct csv *c, const char *file, size_t title, size_t codes, size_t date, struct sheet *s)
{
    struct listing {
        const char *title, *codes, *date;
    } *all = NULL;
    size_t n = 0, room = 0;
    struct err e = {0};
    while (csv_next(c, &e)) {
        if (c->cells <= title || c->cells <= codes || c->cells <= date || c->cell[codes].n < 4)
            continue;
        grow(w, &all, room, n);
        all[n++] = (struct listing){c->cell[title].s, c->cell[codes].s, c->cell[date].s};
    }
    if (n < 30)
        return false;
    const char **days = take_array(w, n, const char *);
    for (size_t i = 0; i < n; i++)
        days[i] = all[i].date;
    qsort(days, n, sizeof(*days), by_text);
    const char *from = days[n * 2 / 3];
    struct example *known = take_array(w, n * 4, struct example);
    size_t nknown = 0;
    for (size_t i = 0; i < n; i++)
        for (const char *at = all[i].codes; strcmp(all[i].date, from) < 0 && nknown < n * 4; at++) {
            known[nknown++] = (struct example){all[i].title, strtol(at, NULL, 10), 1};
            if ((at = strchr(at, '|')) == NULL)
                break;
        }
    struct voter *v = voter_new(known, nknown);
    struct tally t = {0};
    for (size_t i = 0; i < n && v != NULL; i++) {
        if (strcmp(all[i].date, from) < 0)
            continue;
        struct vote best[DEEP];
        double nearest, place = 0;
        size_t k = voter_ask(v, all[i].title, strlen(all[i].title), best, DEEP, &nearest);
        for (size_t b = 0; b < k && place == 0; b++)
            for (const char *at = all[i].codes; at != NULL && place == 0; at = strchr(at, '|') != NULL ? strchr(at, '|') + 1 : NULL)
                if (strtol(at, NULL, 10) == best[b].code)
                    place = (double)(b + 1);
        double hit[FIGURES] = {place == 1, place >= 1 && place <= 5, place >= 1, place > 0 ? 1 / place : 0};
        for (int f = 0; f < FIGURES; f++) {
            t.sum[f] += hit[f];
            t.squares[f] += hit[f] * hit[f];
        }
        t.n++;
    }
    voter_free(v);
    if (t.n > 0)
        report(w, s, take_text(w, tr(w, "%s from %s on"), file, from), title_figures, &t);
    return t.n > 0;
}

static bool measure_file(struct work *w, const char *path, const char *file, const char *framework, const char *where,
                         int64_t sample, FILE *say, struct sheet *s)
{
    size_t n, end = strlen(file);
    if (end > 6 && strcmp(file + end - 6, ".jsonl") == 0)
        return measure_tags(w, path, file, s);
    char *bytes = read_file(w, path, &n);
    if (bytes == NULL)
        return false;
    struct csv c;
    struct err e = {0};
    csv_open(&c, bytes, n, 0);
    size_t text = SIZE_MAX, answer = SIZE_MAX;
    bool titles = false;
    if (csv_next(&c, &e)) {
        text = column(&c, "sentence");
        answer = column(&c, "label");
        titles = text == SIZE_MAX;
        if (titles) {
            text = column(&c, "vacancyTitle");
            answer = column(&c, "conceptUri");
        }
    }
    size_t title = column(&c, "position_title"), codes = column(&c, "occupation_series"), date = column(&c, "open_date");
    if (title != SIZE_MAX && codes != SIZE_MAX && date != SIZE_MAX) {
        bool ok = measure_listings(w, &c, file, title, codes, date, s);
        csv_close(&c);
        return ok;
    }
    if (text == SIZE_MAX || answer == SIZE_MAX) {
        csv_close(&c);
        return false;
    }
    struct judge by = {0};
    const struct lexicon *lex = NULL;
    if (titles) {
        by.code = coder_open(w, framework, where, say);
        lex = by.code != NULL ? coder_lexicon(by.code) : NULL;
    } else {
        lex = lexis_open(w, LEXIS_LINKS, framework, where, say);
    }
    if (lex == NULL) {
        csv_close(&c);
        return false;
    }
    struct map known = answers(lex, titles), seen = {0};
    struct gold g = {0};
    while (csv_next(&c, &e)) {
        if (c.cells <= text || c.cells <= answer)
            continue;
        const char *right = c.cell[answer].s, *last = titles ? strrchr(right, '/') : NULL;
        add(w, &g, &seen, c.cell[text].s, last != NULL ? last + 1 : right, &known);
    }
    csv_close(&c);
    map_free(&known);
    map_free(&seen);
    if (!titles)
        by.rank = ranker_new(lex, RANK_SENTENCE);
    size_t lines = 0;
    struct tally t = {0};
    size_t step = titles && g.n > (size_t)sample ? (g.n + (size_t)sample - 1) / (size_t)sample : 1;
    for (size_t i = 0; i < g.n; i += step)
        if (g.asks[i].n > 0) {
            judge(&by, &g.asks[i], &t);
            lines++;
        }
    ranker_free(by.rank);
    if (t.n > 0)
        report(w, s, file, titles ? title_figures : link_figures, &t);
    if (lines < g.n && !titles) /* only where it is said that nothing is asked can a wrong mark be told */
        measure_marks(w, file, lex, g.asks, g.n, where, say, s);
    return t.n > 0;
}

static int sets_only(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n > 4 && (strcmp(d->d_name + n - 4, ".csv") == 0 || (n > 6 && strcmp(d->d_name + n - 6, ".jsonl") == 0));
}

bool measure_gold(struct work *w, const char *folder, const char *framework, const char *where, int64_t sample, FILE *say, struct sheet *s)
{
    static const struct column columns[] = {{"file", TR("File"), CODE},   {"figure", TR("Figure"), CODE},
                                            {"value", TR("Value"), CODE}, {"low", TR("Lower bound"), CODE},
                                            {"high", TR("Upper bound"), CODE},     {"n", TR("Lines"), NUMBER}};
    struct dirent **list = NULL;
    int n = scandir(folder, &list, sets_only, alphasort);
    if (n < 0)
        return fail(w, NOT_FOUND, tr(w, "%s cannot be read: %s"), folder, strerror(errno));
    sheet_begin(s, columns, COUNT(columns));
    size_t known = 0;
    for (int i = 0; i < n; i++) {
        if (fine(w))
            known += measure_file(w, take_text(w, "%s/%s", folder, list[i]->d_name), take_text(w, "%s", list[i]->d_name),
                                  framework, where, sample, say, s);
        free(list[i]);
    }
    free(list);
    if (fine(w) && known > 0)
        measure_agreement(w, folder, s);
    if (fine(w) && known == 0)
        return fail(w, NOT_VALID, tr(w, "%s: no CSV there has columns sentence, label or vacancyTitle, conceptUri or position_title, occupation_series, open_date with answers this framework knows"), folder);
    return fine(w) && sheet_end(s);
}
