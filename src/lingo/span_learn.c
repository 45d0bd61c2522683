/* span_learn.c -- training of span.h: forward and backward sums in logarithms, AdaGrad. */
#include "base/rng.h"
#include "lingo/span_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEP 0.25
#define LEAST_TIMES 2

struct learning {
    float (*squares)[SPAN_TAGS]; /* of each weight's slopes */
    double go_squares[SPAN_TAGS + 1][SPAN_TAGS];
    double cost, keep;
};

static double log_sum(const double *x, int n)
{
    double top = x[0], sum = 0;
    for (int i = 1; i < n; i++)
        top = x[i] > top ? x[i] : top;
    for (int i = 0; i < n; i++)
        sum += exp(x[i] - top);
    return top + log(sum);
}

static void move(float *weight, double *squares, double slope)
{
    *squares += slope * slope;
    *weight = (float)((double)*weight - STEP * slope / sqrt(*squares + 1e-8));
}

static void learn_one(struct learning *g, struct span_layer_weights *w, const struct span_features *f, size_t n, const uint8_t *tag)
{
    static _Thread_local double score[SPAN_TOKENS][SPAN_TAGS], before[SPAN_TOKENS][SPAN_TAGS], after[SPAN_TOKENS][SPAN_TAGS];
    double part[SPAN_TAGS], go[SPAN_TAGS + 1][SPAN_TAGS] = {{0}};
    span_scores(w, f, n, score);
    for (size_t i = 0; i < n; i++)
        if (tag[i] != SPAN_O)
            score[i][SPAN_O] += g->cost;
    for (int t = 0; t < SPAN_TAGS; t++) {
        before[0][t] = (double)w->go[SPAN_TAGS][t] + score[0][t];
        after[n - 1][t] = 0;
    }
    for (size_t i = 1; i < n; i++)
        for (int t = 0; t < SPAN_TAGS; t++) {
            for (int p = 0; p < SPAN_TAGS; p++)
                part[p] = before[i - 1][p] + (double)w->go[p][t];
            before[i][t] = log_sum(part, SPAN_TAGS) + score[i][t];
        }
    for (size_t i = n - 1; i-- > 0;)
        for (int t = 0; t < SPAN_TAGS; t++) {
            for (int q = 0; q < SPAN_TAGS; q++)
                part[q] = (double)w->go[t][q] + score[i + 1][q] + after[i + 1][q];
            after[i][t] = log_sum(part, SPAN_TAGS);
        }
    double all = log_sum(before[n - 1], SPAN_TAGS);
    for (size_t i = 1; i < n; i++)
        for (int p = 0; p < SPAN_TAGS; p++)
            for (int t = 0; t < SPAN_TAGS; t++)
                go[p][t] += exp(before[i - 1][p] + (double)w->go[p][t] + score[i][t] + after[i][t] - all);
    for (int t = 0; t < SPAN_TAGS; t++)
        go[SPAN_TAGS][t] = exp(before[0][t] + after[0][t] - all);
    go[SPAN_TAGS][tag[0]] -= 1;
    for (size_t i = 1; i < n; i++)
        go[tag[i - 1]][tag[i]] -= 1;
    for (int p = 0; p <= SPAN_TAGS; p++)
        for (int t = 0; t < SPAN_TAGS; t++)
            if (fabs(go[p][t]) > 1e-9)
                move(&w->go[p][t], &g->go_squares[p][t], go[p][t]);
    for (size_t i = 0; i < n; i++)
        for (int t = 0; t < SPAN_TAGS; t++) {
            double slope = exp(before[i][t] + after[i][t] - all) - (tag[i] == t ? 1 : 0);
            if (fabs(slope) < 1e-4)
                continue;
            for (size_t k = 0; k < f[i].n; k++) {
                float *weight = &w->of[f[i].f[k]][t], *squares = &g->squares[f[i].f[k]][t];
                double with = slope + g->keep * (double)*weight;
                *squares = (float)((double)*squares + with * with);
                *weight = (float)((double)*weight - STEP * with / sqrt((double)*squares + 1e-8));
            }
        }
}

struct span_model *span_learn(const struct span_sentence *s, size_t n, const struct span_aid *aid, const struct span_how *how)
{
    struct span_model *m = span_new();
    struct span_features *f = malloc(SPAN_TOKENS * sizeof(*f));
    struct stemmer *stemmer = stemmer_new();
    struct reader *reader = aid->meanings != NULL ? reader_new(aid->meanings) : NULL;
    struct rng rng = rng_seed(how->seed);
    size_t *order = malloc((n + 1) * sizeof(*order));
    struct learning g[SPAN_LAYERS];
    if (f == NULL || order == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (int l = 0; l < SPAN_LAYERS; l++) {
        g[l] = (struct learning){.cost = how->cost >= 0 ? how->cost : 1.5, .keep = how->keep >= 0 ? how->keep : 1e-6};
        g[l].squares = calloc(SPAN_TABLE, sizeof(*g[l].squares));
        if (g[l].squares == NULL)
            abort();
    }
    uint8_t *times = calloc(SPAN_TABLE, 1); /* what stands in the sentences once alone teaches nothing but itself */
    if (times == NULL)
        abort();
    for (size_t i = 0; i < n; i++) {
        span_features_of(aid, stemmer, reader, &s[i], f);
        for (size_t j = 0; j < s[i].n; j++)
            for (size_t k = 0; k < f[j].n; k++)
                if (times[f[j].f[k]] < 255)
                    times[f[j].f[k]]++;
    }
    /* weights of all rounds but the first are averaged: the last sentences read weigh no more than others */
    int rounds = how->rounds > 0 ? how->rounds : 6, averaged = 0;
    struct span_model *sum = span_new();
    for (int round = 0; round < rounds; round++) {
        for (size_t i = n; i > 1; i--) {
            size_t k = (size_t)rng_below(&rng, (uint32_t)i), was = order[i - 1];
            order[i - 1] = order[k];
            order[k] = was;
        }
        for (size_t i = 0; i < n; i++) {
            const struct span_sentence *x = &s[order[i]];
            if (x->n == 0)
                continue;
            span_features_of(aid, stemmer, reader, x, f);
            for (size_t j = 0; j < x->n; j++) {
                size_t kept = 0;
                for (size_t k = 0; k < f[j].n; k++)
                    if (times[f[j].f[k]] >= LEAST_TIMES)
                        f[j].f[kept++] = f[j].f[k];
                f[j].n = kept;
            }
            for (int l = 0; l < SPAN_LAYERS; l++)
                learn_one(&g[l], &m->layer[l], f, x->n, x->tag[l]);
        }
        if (round * 2 < rounds - 1)
            continue;
        averaged++;
        for (int l = 0; l < SPAN_LAYERS; l++) {
            for (uint32_t i = 0; i < SPAN_TABLE; i++)
                for (int t = 0; t < SPAN_TAGS; t++)
                    sum->layer[l].of[i][t] += m->layer[l].of[i][t];
            for (int p = 0; p <= SPAN_TAGS; p++)
                for (int t = 0; t < SPAN_TAGS; t++)
                    sum->layer[l].go[p][t] += m->layer[l].go[p][t];
        }
    }
    for (int l = 0; l < SPAN_LAYERS; l++) {
        for (uint32_t i = 0; i < SPAN_TABLE; i++)
            for (int t = 0; t < SPAN_TAGS; t++)
                sum->layer[l].of[i][t] /= (float)averaged;
        for (int p = 0; p <= SPAN_TAGS; p++)
            for (int t = 0; t < SPAN_TAGS; t++)
                sum->layer[l].go[p][t] /= (float)averaged;
        free(g[l].squares);
    }
    span_free(m);
    reader_free(reader);
    stemmer_free(stemmer);
    free(times);
    free(order);
    free(f);
    return sum;
}
