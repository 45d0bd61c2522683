/* vote.c -- see vote.h. */
#include "lingo/vote.h"

#include "base/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST 64

struct given { /* a code of one title */
    uint32_t title, code;
    double times;
};
struct voter {
    struct lexicon *lex; /* its things are the titles */
    struct reader *read;
    struct given *given;
    uint32_t *at;        /* of each title: where its codes begin */
    int64_t *codes;
    size_t ncodes;
    float *by_name;      /* of each name of a title, for one question */
    float *cosine;       /* of each title, for one question */
    double *votes;       /* of each code */
};

static void *fresh(size_t n, size_t each)
{
    void *p = calloc(n != 0 ? n : 1, each);
    if (p == NULL)
        abort();
    return p;
}

/* Titles are one when their stems are. */
static void stems_of(struct stemmer *st, const char *title, char *to, size_t room)
{
    struct token w;
    size_t used = 0, n = strlen(title);
    for (size_t at = 0; (at = word_next(title, n, at, &w)) != 0;) {
        char f[WORD_MAX];
        size_t k = word_fold(title + w.at, w.n, f);
        k = stem_word(st, f, k);
        if (used + k + 2 > room)
            break;
        memcpy(to + used, f, k);
        used += k;
        to[used++] = ' ';
    }
    to[used] = '\0';
}

static int by_title(const void *pa, const void *pb)
{
    const struct given *a = pa, *b = pb;
    if (a->title != b->title)
        return a->title < b->title ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

struct voter *voter_new(const struct example *e, size_t n)
{
    if (n == 0)
        return NULL;
    struct voter *v = fresh(1, sizeof(*v));
    struct map titles = {0}, codes = {0};
    struct thing *things = fresh(n, sizeof(*things));
    struct name *names = fresh(n, sizeof(*names));
    v->given = fresh(n, sizeof(*v->given));
    v->codes = fresh(n, sizeof(*v->codes));
    struct book b = {.things = things, .names = names};
    struct stemmer *st = stemmer_new();
    for (size_t i = 0; i < n; i++) {
        bool new_title, new_code;
        char key[24], stems[512];
        stems_of(st, e[i].title, stems, sizeof(stems));
        snprintf(key, sizeof(key), "%lld", (long long)e[i].code);
        int64_t *t = map_at(&titles, stems, &new_title), *c = map_at(&codes, key, &new_code);
        if (new_title) {
            *t = (int64_t)b.nthings;
            things[b.nthings++] = (struct thing){.code = "", .name = ""};
            names[b.nnames++] = (struct name){(uint32_t)*t, true, e[i].title};
        }
        if (new_code) {
            *c = (int64_t)v->ncodes;
            v->codes[v->ncodes++] = e[i].code;
        }
        v->given[i] = (struct given){(uint32_t)*t, (uint32_t)*c, e[i].times};
    }
    qsort(v->given, n, sizeof(*v->given), by_title);
    v->at = fresh(b.nthings + 1, sizeof(*v->at));
    for (size_t i = 0; i < n; i++)
        v->at[v->given[i].title + 1] = (uint32_t)i + 1;
    struct err err = {0};
    v->lex = lexicon_make(&b, 0, &err);
    if (v->lex == NULL)
        abort(); /* every name belongs to a thing: we made them */
    v->read = reader_new(v->lex);
    v->by_name = fresh(v->lex->nphrases, sizeof(*v->by_name));
    v->cosine = fresh(b.nthings, sizeof(*v->cosine));
    v->votes = fresh(v->ncodes, sizeof(*v->votes));
    stemmer_free(st);
    map_free(&titles);
    map_free(&codes);
    free(things);
    free(names);
    return v;
}

void voter_free(struct voter *v)
{
    if (v == NULL)
        return;
    reader_free(v->read);
    lexicon_free(v->lex);
    free(v->given);
    free(v->at);
    free(v->codes);
    free(v->by_name);
    free(v->cosine);
    free(v->votes);
    free(v);
}

static void compare(struct voter *v, const char *title, size_t n)
{
    const struct lexicon *lex = v->lex;
    uint32_t met[WORDS_MOST];
    size_t nmet = 0;
    float norm = 0;
    struct token w;
    memset(v->by_name, 0, lex->nphrases * sizeof(*v->by_name));
    memset(v->cosine, 0, lex->nthings * sizeof(*v->cosine));
    for (size_t at = 0; nmet < WORDS_MOST && (at = word_next(title, n, at, &w)) != 0;) {
        uint32_t s = reader_stem(v->read, title, &w);
        bool before = s <= STEM_STOP;
        for (size_t i = 0; i < nmet && !before; i++)
            before = met[i] == s;
        if (before)
            continue;
        met[nmet++] = s;
        norm += lex->idf[s] * lex->idf[s];
        for (uint32_t k = lex->name_at[s]; k < lex->name_at[s + 1]; k++)
            v->by_name[lex->names[k].of] += lex->names[k].weight * lex->idf[s];
    }
    norm = norm > 0 ? 1 / sqrtf(norm) : 0;
    for (size_t i = 0; i < lex->nphrases; i++) { /* a title may have a second name, without what is in brackets */
        float *c = &v->cosine[lex->phrases[i].thing], by = v->by_name[i] * norm;
        *c = by > *c ? by : *c;
    }
}

size_t voter_ask(struct voter *v, const char *title, size_t n, struct vote *to, size_t most, double *nearest)
{
    compare(v, title, n);
    memset(v->votes, 0, v->ncodes * sizeof(*v->votes));
    double all = 0;
    *nearest = 0;
    for (size_t t = 0; t < v->lex->nthings; t++) {
        double c = (double)v->cosine[t], total = 0;
        if (c < 0.05)
            continue;
        *nearest = c > 1 ? 1 : c > *nearest ? c : *nearest;
        for (uint32_t i = v->at[t]; i < v->at[t + 1]; i++)
            total += v->given[i].times;
        double weight = pow(c, 10) * (1 + log(total)) / total;
        for (uint32_t i = v->at[t]; i < v->at[t + 1]; i++) {
            v->votes[v->given[i].code] += weight * v->given[i].times;
            all += weight * v->given[i].times;
        }
    }
    size_t given = 0;
    for (; given < most && all > 0; given++) {
        size_t best = 0;
        for (size_t i = 1; i < v->ncodes; i++)
            if (v->votes[i] > v->votes[best])
                best = i;
        if (v->votes[best] <= 0)
            break;
        to[given] = (struct vote){v->codes[best], v->votes[best] / all};
        v->votes[best] = 0;
    }
    return given;
}
