/* measure_mark.c -- see measure_private.h. */
#include "competence/measure_private.h"

#include "base/map.h"
#include "base/text.h"
#include "codec/csv.h"
#include "competence/lexis.h"
#include "lingo/mention.h"
#include "lingo/rank.h"
#include "view/sheet.h"
#include "view/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SURE 0.50F /* the score from which ranking alone says that a competence is meant */

struct counts {
    size_t right, said, asked;
};

static bool is_right(const struct ask *a, int64_t thing)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->right[i] == thing)
            return true;
    return false;
}

static void put(struct work *w, struct sheet *s, const char *file, const char *figure, double x, double spread, size_t n)
{
    sheet_row(s);
    sheet_words(s, file);
    sheet_words(s, figure);
    sheet_words(s, take_text(w, "%.3f", x));
    sheet_words(s, take_text(w, "%.3f", fmax(0, x - spread)));
    sheet_words(s, take_text(w, "%.3f", fmin(1, x + spread)));
    sheet_int(s, (int64_t)n);
}

/* The spread of F1 is that of a share among what was said and asked: enough to tell a tenth from a hundredth. */
static void put_counts(struct work *w, struct sheet *s, const char *file, const char *what, const struct counts *c, size_t lines)
{
    double p = c->said > 0 ? (double)c->right / (double)c->said : 0, r = c->asked > 0 ? (double)c->right / (double)c->asked : 0;
    double f = p + r > 0 ? 2 * p * r / (p + r) : 0;
    put(w, s, file, take_text(w, "%s precision", what), p, c->said > 0 ? 1.96 * sqrt(p * (1 - p) / (double)c->said) : 0, lines);
    put(w, s, file, take_text(w, "%s recall", what), r, c->asked > 0 ? 1.96 * sqrt(r * (1 - r) / (double)c->asked) : 0, lines);
    put(w, s, file, take_text(w, "%s F1", what), f, 1.96 * sqrt(f * (1 - f) / fmax(1, (double)(c->said + c->asked) / 2)), lines);
}

static void count(struct counts *c, const struct ask *a, const uint8_t *said, const uint32_t *list, size_t n)
{
    c->asked += a->n;
    for (size_t i = 0; i < n; i++)
        if (said[list[i]] != 0) {
            c->said++;
            c->right += is_right(a, list[i]);
        }
}

void measure_marks(struct work *w, const char *file, const struct lexicon *lex, const struct ask *asks, size_t n, const char *where, FILE *say, struct sheet *s)
{
    const struct lexicon *marks = lexis_open(w, LEXIS_MARKS, NULL, where, say);
    if (marks == NULL)
        return;
    struct map at = {0}; /* id of a competence -> 1 + thing of the lexicon that ranks */
    char key[24];
    for (size_t i = 0; i < lex->nthings; i++) {
        snprintf(key, sizeof(key), "%lld", (long long)lex->cards[i].id);
        *map_at(&at, key, NULL) = (int64_t)i + 1;
    }
    struct marker *m = marker_new(marks);
    struct ranker *rank = ranker_new(lex, RANK_SENTENCE);
    enum { MARK = 1, RANK = 2 };
    uint8_t *said = take_array(w, lex->nthings + 1, uint8_t), *one = take_array(w, lex->nthings + 1, uint8_t);
    struct counts by_mark = {0}, by_rank = {0}, by_both = {0};
    for (size_t i = 0; i < n; i++) {
        uint32_t list[256];
        size_t used = 0;
        const struct mention *found;
        size_t k = marker_plain(m, asks[i].text, strlen(asks[i].text), &found);
        for (size_t j = 0; j < k && used < COUNT(list); j++) {
            snprintf(key, sizeof(key), "%lld", (long long)marks->cards[found[j].thing].id);
            const int64_t *thing = found[j].negated ? NULL : map_find(&at, key);
            if (thing != NULL && said[*thing - 1] == 0) {
                said[*thing - 1] = MARK;
                list[used++] = (uint32_t)(*thing - 1);
            }
        }
        struct ranked best[5];
        k = ranker_rank(rank, asks[i].text, strlen(asks[i].text), best, COUNT(best));
        for (size_t j = 0; j < k && used < COUNT(list); j++)
            if (best[j].score >= SURE) {
                if (said[best[j].thing] == 0)
                    list[used++] = best[j].thing;
                said[best[j].thing] |= RANK;
            }
        for (int bit = MARK; bit <= RANK; bit++) {
            for (size_t j = 0; j < used; j++)
                one[list[j]] = said[list[j]] & (uint8_t)bit;
            count(bit == MARK ? &by_mark : &by_rank, &asks[i], one, list, used);
        }
        count(&by_both, &asks[i], said, list, used);
        for (size_t j = 0; j < used; j++)
            said[list[j]] = one[list[j]] = 0;
    }
    ranker_free(rank);
    marker_free(m);
    map_free(&at);
    put_counts(w, s, file, "marking", &by_mark, n);
    put_counts(w, s, file, "ranking", &by_rank, n);
    put_counts(w, s, file, "both", &by_both, n);
}

/* ---- two readings */

static bool reading(struct work *w, const char *path, struct map *said, struct map *labels, size_t *lines, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    struct text t = TEXT(0);
    char part[65536];
    for (size_t k; (k = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&t, part, k);
    fclose(f);
    struct csv c;
    struct err e = {0};
    csv_open(&c, t.s != NULL ? t.s : take_text(w, " "), t.n, ',');
    bool good = csv_next(&c, &e) && c.cells == 2 && strcmp(c.cell[0].s, "line") == 0;
    *lines = 0;
    while (good && csv_next(&c, &e)) {
        if (c.cells < 2)
            continue;
        ++*lines;
        const char *line = take_text(w, "%s", c.cell[0].s);
        char *list = take_text(w, "%s", c.cell[1].s), *rest = NULL;
        for (char *label = strtok_r(list, " ", &rest); label != NULL; label = strtok_r(NULL, " ", &rest)) {
            bool fresh;
            map_at(labels, label, NULL);
            map_at(said, take_text(w, "%s %s", line, label), &fresh);
            *n += fresh;
        }
    }
    csv_close(&c);
    text_free(&t);
    return good;
}

bool measure_agreement(struct work *w, const char *folder, struct sheet *s)
{
    struct map first = {0}, second = {0}, labels = {0};
    size_t n1 = 0, n2 = 0, lines = 0, lines2 = 0, both = 0;
    bool there = reading(w, take_text(w, "%s/pass1.csv", folder), &first, &labels, &lines, &n1) &&
                 reading(w, take_text(w, "%s/pass2.csv", folder), &second, &labels, &lines2, &n2) && lines > 0 && n1 + n2 > 0;
    for (size_t i = 0; there && i < first.room; i++)
        both += first.slots[i].key != NULL && map_find(&second, first.slots[i].key) != NULL;
    if (there) {
        double all = (double)lines * (double)labels.used, a = (double)n1 / all, b = (double)n2 / all;
        double same = 1 - (double)(n1 + n2 - 2 * both) / all, chance = a * b + (1 - a) * (1 - b), f = 2 * (double)both / (double)(n1 + n2);
        put(w, s, "pass1.csv, pass2.csv", "agreement, kappa", chance < 1 ? (same - chance) / (1 - chance) : 1, 0, lines);
        put(w, s, "pass1.csv, pass2.csv", "agreement, F1", f, 1.96 * sqrt(f * (1 - f) / ((double)(n1 + n2) / 2)), lines);
    }
    map_free(&first);
    map_free(&second);
    map_free(&labels);
    return there;
}
