/* finder.c -- see finder.h: the filling, and the scoring.  What a word is taken for is in finder_ask.c. */
#include "lingo/finder_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p)
{
    if (p == NULL)
        abort(); /* no memory: the process is of no more use */
    return p;
}

struct finder *finder_new(void)
{
    struct finder *f = must(calloc(1, sizeof(*f)));
    f->stemmer = stemmer_new();
    return f;
}

void finder_free(struct finder *f)
{
    if (f == NULL)
        return;
    for (uint32_t i = 0; i < f->terms; i++) {
        free(f->term[i].growing);
        free(f->term[i].stem);
        free(f->term[i].shown);
    }
    free(f->term);
    free(f->doc);
    free(f->weight);
    free(f->sorted);
    free(f->letters);
    free(f->spelling);
    map_free(&f->by_stem);
    map_free(&f->by_word);
    stemmer_free(f->stemmer);
    free(f);
}

uint32_t finder_doc(struct finder *f) { return f->docs++; }
uint32_t finder_docs(const struct finder *f) { return f->docs; }
uint32_t finder_terms(const struct finder *f) { return f->terms; }

static void spell(struct finder *f, const char *word, uint32_t term, bool whole)
{
    if (f->letters_n + WORD_MAX > f->letters_room) {
        f->letters_room = f->letters_room == 0 ? 1 << 16 : f->letters_room * 2;
        f->letters = must(realloc(f->letters, f->letters_room * sizeof(*f->letters)));
    }
    if (f->spellings == f->spelling_room) {
        f->spelling_room = f->spelling_room == 0 ? 4096 : f->spelling_room * 2;
        f->spelling = must(realloc(f->spelling, f->spelling_room * sizeof(*f->spelling)));
    }
    struct finder_spelling *s = &f->spelling[f->spellings++];
    *s = (struct finder_spelling){.letters_at = (uint32_t)f->letters_n, .term = term, .whole = whole};
    s->length = (uint16_t)finder_letters(word, f->letters + f->letters_n, WORD_MAX, &s->set);
    f->letters_n += s->length;
}

/* term_of: the stem's number, through a cache of surface words: few words make up most of a text. */
static int64_t term_of(struct finder *f, const char *word, size_t n, bool upper)
{
    bool fresh;
    int64_t *at = map_at(&f->by_word, word, &fresh);
    if (!fresh && *at != 0 && !(upper && *at < 0))
        return *at;
    if (word_is_stop(word, upper))
        return *at = upper ? *at : -1;
    char stem[WORD_MAX];
    memcpy(stem, word, n + 1);
    stem_word(f->stemmer, stem, n);
    bool unknown;
    int64_t *term = map_at(&f->by_stem, stem, &unknown);
    if (unknown) {
        if (f->terms == f->room) {
            f->room = f->room == 0 ? 4096 : f->room * 2;
            f->term = must(realloc(f->term, f->room * sizeof(*f->term)));
        }
        f->term[f->terms] = (struct finder_term){.stem = must(strdup(stem)), .shown = must(strdup(word))};
        spell(f, stem, f->terms, false);
        *term = ++f->terms; /* from 1, so that 0 is "not yet" */
    } else if (n < strlen(f->term[*term - 1].shown)) { /* the shortest is mostly the one in the dictionary */
        memcpy(f->term[*term - 1].shown, word, n + 1);
    }
    if (fresh)
        spell(f, word, (uint32_t)*term - 1, true);
    *at = *term;
    return *at;
}

struct finder_cut finder_cut(struct finder *f, const char *s)
{
    struct finder_cut c = {0};
    size_t size = strlen(s), room = 0;
    struct token t;
    for (size_t at = 0; (at = word_next(s, size, at, &t)) != 0;) {
        char word[WORD_MAX];
        size_t n = word_fold(s + t.at, t.n, word);
        int64_t term = n > 0 ? term_of(f, word, n, t.upper) : -1;
        if (term <= 0)
            continue;
        if (c.n == room) {
            room = room == 0 ? 8 : room * 2;
            c.term = must(realloc(c.term, room * sizeof(*c.term)));
        }
        c.term[c.n++] = (uint32_t)(term - 1);
    }
    return c;
}

void finder_cut_free(struct finder_cut *c)
{
    free(c->term);
    *c = (struct finder_cut){0};
}

void finder_words(struct finder *f, const struct finder_cut *c, int weight)
{
    uint32_t doc = f->docs - 1;
    for (uint32_t i = 0; i < c->n; i++) {
        struct finder_term *t = &f->term[c->term[i]];
        if (t->df > 0 && t->growing[t->df - 1].doc == doc) {
            uint8_t *had = &t->growing[t->df - 1].weight;
            if (weight > *had)
                *had = (uint8_t)weight;
            else if (*had < 255)
                ++*had; /* said in a second place: a little more */
            continue;
        }
        if (t->df == t->room) {
            t->room = t->room == 0 ? 2 : t->room * 2;
            t->growing = must(realloc(t->growing, t->room * sizeof(*t->growing)));
        }
        t->growing[t->df++] = (struct finder_posting){doc, (uint8_t)(weight < 255 ? weight : 255)};
        f->postings++;
    }
}

void finder_text(struct finder *f, const char *s, int weight)
{
    struct finder_cut c = finder_cut(f, s);
    finder_words(f, &c, weight);
    finder_cut_free(&c);
}

/* by_stem needs the terms and qsort has no argument for them: a sort of pairs instead. */
struct named {
    const char *stem;
    uint32_t term;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->stem, ((const struct named *)b)->stem);
}

static void sort_terms(struct finder *f)
{
    struct named *all = must(malloc((f->terms + 1) * sizeof(*all)));
    f->sorted = must(malloc((f->terms + 1) * sizeof(*f->sorted)));
    for (uint32_t i = 0; i < f->terms; i++)
        all[i] = (struct named){f->term[i].stem, i};
    qsort(all, f->terms, sizeof(*all), by_name);
    for (uint32_t i = 0; i < f->terms; i++)
        f->sorted[i] = all[i].term;
    free(all);
}

void finder_done(struct finder *f)
{
    f->doc = must(malloc((f->postings + 1) * sizeof(*f->doc)));
    f->weight = must(malloc(f->postings + 1));
    size_t at = 0;
    for (uint32_t i = 0; i < f->terms; i++) {
        struct finder_term *t = &f->term[i];
        t->first = at;
        for (uint32_t k = 0; k < t->df; k++, at++) {
            f->doc[at] = t->growing[k].doc;
            f->weight[at] = t->growing[k].weight;
        }
        free(t->growing);
        t->growing = NULL;
        t->idf = (float)log(1.0 + (double)f->docs / (t->df + 1.0));
    }
    sort_terms(f);
    map_free(&f->by_word); /* it was for the filling */
    f->by_word = (struct map){0};
}

/* ---------------------------------------------------------------- scoring */

static void score_one(const struct finder *f, const struct finder_asked *a, float *score, unsigned char *had)
{
    const struct finder_term *t = &f->term[a->term[0]];
    float by = t->idf * a->likeness[0];
    for (size_t k = t->first; k < t->first + t->df; k++) {
        score[f->doc[k]] += by * (float)f->weight[k];
        had[f->doc[k]]++;
    }
}

/* A word that may stand for several counts once, for the best of them; what was best so far is kept aside. */
static void score_several(const struct finder *f, const struct finder_asked *a, float *score, unsigned char *had)
{
    float *best = must(calloc(f->docs + 1, sizeof(*best)));
    for (int i = 0; i < a->alike; i++) {
        const struct finder_term *t = &f->term[a->term[i]];
        float by = t->idf * a->likeness[i];
        for (size_t k = t->first; k < t->first + t->df; k++) {
            uint32_t d = f->doc[k];
            float s = by * (float)f->weight[k];
            if (best[d] == 0)
                had[d]++;
            if (s > best[d]) {
                score[d] += s - best[d];
                best[d] = s;
            }
        }
    }
    free(best);
}

void finder_score(const struct finder *f, const struct finder_question *q, float *score, unsigned char *had)
{
    for (int i = 0; i < q->n; i++) {
        if (q->word[i].alike == 1)
            score_one(f, &q->word[i], score, had);
        else if (q->word[i].alike > 1)
            score_several(f, &q->word[i], score, had);
    }
}
