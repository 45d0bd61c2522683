/* measure_tags.c -- employers' own tags: how many of them are among the first twenty that are found.  A file of JSON lines of
 * hh.ru, with key_skills.  Every second advert teaches which tags there are and which titles have them; the others are asked,
 * for those of their tags that were taught.  Ours: tags whose name stands in the text, then those that adverts of like titles have.
 * Beside it: cosine of TF-IDF over Snowball stems of text and tag, nothing else. */
#include "base/map.h"
#include "base/text.h"
#include "codec/vacancy.h"
#include "competence/measure_private.h"
#include "lingo/mention.h"
#include "lingo/vote.h"
#include "view/sheet.h"
#include "view/words.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST     20
#define TAGS_MOST 60 /* of one advert */
#define VOTES     60

struct tagged {
    const char *title, *text;
    const char *tag[TAGS_MOST];
    size_t n;
};

static bool tagged_of(struct work *w, const char *line, size_t n, struct tagged *t)
{
    json_t *j = json_loadb(line, n, 0, NULL), *tags = json_object_get(j, "key_skills"), *tag;
    const char *name = json_string_value(json_object_get(j, "name")), *html = json_string_value(json_object_get(j, "description"));
    bool good = name != NULL && html != NULL && json_is_array(tags);
    *t = (struct tagged){0};
    if (good) {
        struct text plain = TEXT((size_t)1 << 20);
        vacancy_plain(html, strlen(html), &plain);
        t->title = take_text(w, "%s", name);
        t->text = take_text(w, "%s\n%s", name, plain.s != NULL ? plain.s : "");
        text_free(&plain);
        size_t i;
        json_array_foreach(tags, i, tag)
        {
            const char *s = json_is_object(tag) ? json_string_value(json_object_get(tag, "name")) : json_string_value(tag);
            if (s != NULL && *s != '\0' && t->n < TAGS_MOST)
                t->tag[t->n++] = take_text(w, "%s", s);
        }
    }
    json_decref(j);
    return good && t->n > 0;
}

struct scored {
    uint32_t tag;
    double score;
};

static int by_score(const void *pa, const void *pb)
{
    const struct scored *a = pa, *b = pb;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    return a->tag < b->tag ? -1 : a->tag > b->tag;
}

static double recall(struct scored *s, size_t n, const struct map *tags, const struct tagged *t, size_t *asked)
{
    size_t hits = 0;
    *asked = 0;
    qsort(s, n, sizeof(*s), by_score);
    for (size_t i = 0; i < t->n; i++) {
        const int64_t *at = map_find(tags, t->tag[i]);
        if (at == NULL)
            continue;
        ++*asked;
        for (size_t k = 0; k < FIRST && k < n && s[k].score > 0; k++)
            hits += s[k].tag == (uint32_t)(*at - 1);
    }
    return *asked > 0 ? (double)hits / (double)*asked : 0;
}

/* Stems of a text and how often each stands in it. */
static void stems_of(struct stemmer *st, const char *text, struct map *to)
{
    struct token t;
    char word[WORD_MAX];
    size_t size = strlen(text);
    for (size_t at = 0; (at = word_next(text, size, at, &t)) != 0;) {
        size_t n = word_fold(text + t.at, t.n, word);
        if (!word_is_stop(word, t.upper)) {
            stem_word(st, word, n);
            ++*map_at(to, word, NULL);
        }
    }
}

static void put(struct work *w, struct sheet *s, const char *file, const char *figure, double sum, double squares, size_t n)
{
    double mean = sum / (double)n, spread = 1.96 * sqrt(fmax(0, squares / (double)n - mean * mean) / (double)n);
    sheet_row(s);
    sheet_words(s, file);
    sheet_words(s, figure);
    sheet_words(s, take_text(w, "%.3f", mean));
    sheet_words(s, take_text(w, "%.3f", fmax(0, mean - spread)));
    sheet_words(s, take_text(w, "%.3f", fmin(1, mean + spread)));
    sheet_int(s, (int64_t)n);
}

bool measure_tags(struct work *w, const char *path, const char *file, struct sheet *s)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    struct tagged *all = NULL;
    size_t n = 0, room = 0, line_room = 0, nthings = 0, things_room = 0, nexamples = 0, examples_room = 0;
    char *line = NULL;
    for (ssize_t k; (k = getline(&line, &line_room, f)) > 0;) {
        grow(w, &all, room, n);
        n += tagged_of(w, line, (size_t)k, &all[n]);
    }
    free(line);
    fclose(f);
    struct map tags = {0}, often = {0};
    struct thing *things = NULL;
    struct example *examples = NULL;
    for (size_t i = 0; i < n; i += 2)
        for (size_t k = 0; k < all[i].n; k++) {
            bool fresh;
            int64_t *at = map_at(&tags, all[i].tag[k], &fresh);
            if (fresh) {
                grow(w, &things, things_room, nthings);
                things[nthings] = (struct thing){(int64_t)nthings + 1, "t", all[i].tag[k], NULL, 0};
                *at = (int64_t)++nthings;
            }
            things[*at - 1].use++;
            grow(w, &examples, examples_room, nexamples);
            examples[nexamples++] = (struct example){all[i].title, *at, 1};
        }
    if (nthings == 0 || n < 2) {
        map_free(&tags);
        return false;
    }
    struct name *names = take_array(w, nthings, struct name);
    struct map *of_tag = take_array(w, nthings, struct map);
    struct stemmer *st = stemmer_new();
    for (size_t i = 0; i < nthings; i++) {
        names[i] = (struct name){(uint32_t)i, true, things[i].name};
        stems_of(st, things[i].name, &of_tag[i]);
        for (size_t k = 0; k < of_tag[i].room; k++)
            if (of_tag[i].slots[k].key != NULL)
                ++*map_at(&often, of_tag[i].slots[k].key, NULL);
    }
    struct book book = {things, names, NULL, nthings, nthings, 0, "tags"};
    struct lexicon *lex = lexicon_make(&book, 0, &w->err);
    struct marker *m = lex != NULL ? marker_new(lex) : NULL;
    struct voter *v = voter_new(examples, nexamples);
    struct scored *score = take_array(w, nthings, struct scored), *plain = take_array(w, nthings, struct scored);
    double sum[2] = {0}, squares[2] = {0};
    size_t lines = 0;
    for (size_t i = 1; i < n && m != NULL; i += 2) {
        const struct mention *list;
        struct vote vote[VOTES];
        struct map text = {0};
        double nearest;
        for (size_t k = 0; k < nthings; k++)
            score[k] = plain[k] = (struct scored){(uint32_t)k, 0};
        size_t k = marker_plain(m, all[i].text, strlen(all[i].text), &list), votes = voter_ask(v, all[i].title, strlen(all[i].title), vote, VOTES, &nearest);
        for (size_t j = 0; j < k; j++)
            score[list[j].thing].score = 1 + log(1 + things[list[j].thing].use) / 100; /* of many that are named, those employers use */
        double top = votes > 0 ? vote[0].share : 1;
        for (size_t j = 0; j < votes; j++)
            score[vote[j].code - 1].score += 1.5 * vote[j].share / top;
        stems_of(st, all[i].text, &text);
        for (size_t j = 0; j < nthings; j++) {
            double dot = 0, length = 0;
            for (size_t q = 0; q < of_tag[j].room; q++)
                if (of_tag[j].slots[q].key != NULL) {
                    double idf = log((double)(nthings + 1) / (double)*map_find(&often, of_tag[j].slots[q].key));
                    const int64_t *there = map_find(&text, of_tag[j].slots[q].key);
                    length += idf * idf;
                    dot += there != NULL ? idf * idf * (1 + log((double)*there)) : 0;
                }
            plain[j].score = length > 0 ? dot / sqrt(length) : 0;
        }
        map_free(&text);
        size_t asked;
        double ours = recall(score, nthings, &tags, &all[i], &asked), theirs = recall(plain, nthings, &tags, &all[i], &asked);
        if (asked == 0)
            continue;
        sum[0] += ours;
        squares[0] += ours * ours;
        sum[1] += theirs;
        squares[1] += theirs * theirs;
        lines++;
    }
    voter_free(v);
    marker_free(m);
    lexicon_free(lex);
    stemmer_free(st);
    for (size_t i = 0; i < nthings; i++)
        map_free(&of_tag[i]);
    map_free(&often);
    map_free(&tags);
    if (lines > 0) {
        put(w, s, file, "tags, recall@20", sum[0], squares[0], lines);
        put(w, s, file, "tags, TF-IDF of stems", sum[1], squares[1], lines);
    }
    return lines > 0;
}
