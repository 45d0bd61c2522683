/* rank.c -- see rank.h. */
#include "lingo/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHORTLIST 400
#define NEAR      5  /* words of a window that is compared by its words */

/* Fitted by hand on the frameworks' own names and checked on the public validation sentences: within a
 * wide valley (each weight may double or halve) the figures move by less than their error. */
static const float weights[][SIGNS] = {
    [RANK_SENTENCE] = {[SIGN_ABOUT] = 4.0f, [SIGN_NAME] = 3.0f, [SIGN_CALLED] = 2.2f, [SIGN_SENSE] = 4.2f,
                       [SIGN_WHOLE] = 4.9f, [SIGN_HINT] = 4.0f, [SIGN_USE] = 0.4f},
    [RANK_TITLE] = {[SIGN_ABOUT] = 2.5f, [SIGN_NAME] = 0.75f, [SIGN_CALLED] = 0.3f, [SIGN_SENSE] = 3.0f,
                    [SIGN_WHOLE] = 4.5f, [SIGN_HINT] = 2.6f, [SIGN_USE] = 0.4f},
};
static const float full_score[] = {[RANK_SENTENCE] = 25.0f, [RANK_TITLE] = 13.65f};

/* Lengths of windows compared by meaning; the whole text is one more. */
static const uint32_t lengths[] = {1, 2, 3, 4, 5, 6, 8};
#define LENGTHS COUNT(lengths)

struct hit { /* a word of the text that is in a phrase */
    uint32_t phrase, next;
    uint16_t place;
    float weight;
};

struct ranker {
    const struct lexicon *lex;
    const float *weight;
    float full;
    struct reader *read;
    uint32_t stem[RANK_WORDS];
    size_t n;                                /* known words */
    float near[RANK_WORDS][NEAR];            /* length of the window's idf vector, by start and length - 1 */
    float wide[RANK_WORDS][LENGTHS];         /* length of the window's meaning */
    float all;                               /* length of the whole text's meaning */
    struct hit *hits;
    size_t nhits, hit_room;
    uint32_t *head, *phrases;                /* of each phrase: 1 + its last hit; phrases with hits */
    size_t nphrases;
    float *about, *name, *called, *hint;     /* signs of each thing */
    float *base;
    uint32_t *order;
    float *u, *ut;                           /* meanings of the words: n x dim; dim x lanes */
    size_t lanes;
    float *vector;
};

static void *fresh(size_t n, size_t each)
{
    void *p = calloc(n != 0 ? n : 1, each);
    if (p == NULL)
        abort();
    return p;
}

struct ranker *ranker_new(const struct lexicon *lex, enum rank_what what)
{
    struct ranker *r = fresh(1, sizeof(*r));
    r->weight = weights[what];
    r->full = full_score[what];
    size_t n = lex->nthings;
    r->lex = lex;
    r->read = reader_new(lex);
    r->head = fresh(lex->nphrases, sizeof(*r->head));
    r->phrases = fresh(lex->nphrases, sizeof(*r->phrases));
    r->about = fresh(n, sizeof(float));
    r->name = fresh(n, sizeof(float));
    r->called = fresh(n, sizeof(float));
    r->hint = fresh(n, sizeof(float));
    r->base = fresh(n, sizeof(float));
    r->order = fresh(n, sizeof(*r->order));
    r->u = fresh(RANK_WORDS * lex->dim, sizeof(float));
    r->ut = fresh((RANK_WORDS + 8) * lex->dim, sizeof(float));
    r->vector = fresh(lex->dim, sizeof(float));
    return r;
}

void ranker_free(struct ranker *r)
{
    if (r == NULL)
        return;
    reader_free(r->read);
    void *gone[] = {r->hits, r->head, r->phrases, r->about, r->name, r->called, r->hint, r->base, r->order, r->u, r->ut,
                    r->vector};
    for (size_t i = 0; i < COUNT(gone); i++)
        free(gone[i]);
    free(r);
}

static void read_text(struct ranker *r, const char *text, size_t n)
{
    struct token w;
    r->n = 0;
    for (size_t at = 0; r->n < RANK_WORDS && (at = word_next(text, n, at, &w)) != 0;) {
        uint32_t s = reader_stem(r->read, text, &w);
        if (s > STEM_STOP)
            r->stem[r->n++] = s;
    }
    for (size_t i = 0; i < r->n; i++) {
        float sum = 0;
        for (size_t k = 0; k < NEAR && i + k < r->n; k++) {
            float f = r->lex->idf[r->stem[i + k]];
            sum += f * f;
            r->near[i][k] = sqrtf(sum > 0 ? sum : 1);
        }
    }
}

/* ---- by words */

static void sign_about(struct ranker *r)
{
    const struct lexicon *lex = r->lex;
    memset(r->about, 0, lex->nthings * sizeof(float));
    float norm = 0;
    for (size_t i = 0; i < r->n; i++) {
        uint32_t s = r->stem[i], times = 0;
        bool before = false;
        for (size_t k = 0; k < r->n; k++) {
            before |= k < i && r->stem[k] == s;
            times += r->stem[k] == s;
        }
        if (before)
            continue;
        float q = (1 + logf((float)times)) * lex->idf[s];
        norm += q * q;
        for (uint32_t k = lex->about_at[s]; k < lex->about_at[s + 1]; k++)
            r->about[lex->abouts[k].of] += q * lex->abouts[k].weight;
    }
    norm = norm > 0 ? 1 / sqrtf(norm) : 0;
    for (size_t i = 0; i < lex->nthings; i++)
        r->about[i] *= norm;
}

static void find_hits(struct ranker *r)
{
    const struct lexicon *lex = r->lex;
    for (size_t i = 0; i < r->nphrases; i++)
        r->head[r->phrases[i]] = 0;
    r->nphrases = r->nhits = 0;
    for (size_t i = 0; i < r->n; i++) {
        uint32_t s = r->stem[i], from = lex->name_at[s], to = lex->name_at[s + 1];
        if (r->nhits + (to - from) > r->hit_room) {
            r->hit_room = (r->nhits + (to - from)) * 2;
            r->hits = realloc(r->hits, r->hit_room * sizeof(*r->hits));
            if (r->hits == NULL)
                abort();
        }
        for (uint32_t k = from; k < to; k++) {
            uint32_t p = lex->names[k].of;
            if (r->head[p] == 0)
                r->phrases[r->nphrases++] = p;
            r->hits[r->nhits] = (struct hit){p, r->head[p], (uint16_t)i, lex->names[k].weight * lex->idf[s]};
            r->head[p] = (uint32_t)++r->nhits;
        }
    }
}

/* The best window begins and ends at words of the phrase; hits run from the last to the first. */
static float best_window(const struct ranker *r, uint32_t phrase)
{
    float best = 0;
    for (uint32_t b = r->head[phrase]; b != 0; b = r->hits[b - 1].next) {
        uint32_t end = r->hits[b - 1].place;
        float sum = 0;
        uint32_t seen[NEAR];
        size_t nseen = 0;
        for (uint32_t a = b; a != 0 && end - r->hits[a - 1].place < NEAR; a = r->hits[a - 1].next) {
            uint32_t at = r->hits[a - 1].place, s = r->stem[at];
            bool again = false;
            for (size_t k = 0; k < nseen; k++)
                again |= seen[k] == s;
            if (!again) {
                seen[nseen++] = s;
                sum += r->hits[a - 1].weight;
            }
            float cosine = sum / r->near[at][end - at];
            best = cosine > best ? cosine : best;
        }
    }
    return best;
}

static void sign_names(struct ranker *r)
{
    const struct lexicon *lex = r->lex;
    memset(r->name, 0, lex->nthings * sizeof(float));
    memset(r->called, 0, lex->nthings * sizeof(float));
    find_hits(r);
    for (size_t i = 0; i < r->nphrases; i++) {
        const struct phrase *p = &lex->phrases[r->phrases[i]];
        float best = best_window(r, r->phrases[i]);
        if (best > r->name[p->thing])
            r->name[p->thing] = best;
        if ((p->flags & PHRASE_PREFERRED) != 0 && best > r->called[p->thing])
            r->called[p->thing] = best;
    }
}

/* ---- by meaning */

static float length_of(const float *v, size_t dim)
{
    float sum = 0;
    for (size_t d = 0; d < dim; d++)
        sum += v[d] * v[d];
    return sqrtf(sum) + 1e-6f;
}

static void read_meaning(struct ranker *r)
{
    const struct lexicon *lex = r->lex;
    size_t dim = lex->dim;
    r->lanes = (r->n + 7) & ~(size_t)7;
    memset(r->ut, 0, r->lanes * dim * sizeof(float));
    for (size_t i = 0; i < r->n; i++)
        for (size_t d = 0; d < dim; d++)
            r->ut[d * r->lanes + i] = r->u[i * dim + d] = lex->lift[r->stem[i]] * lex->meaning[r->stem[i] * dim + d];
    float *v = r->vector;
    memset(v, 0, dim * sizeof(float));
    for (size_t i = 0; i < r->n; i++)
        for (size_t d = 0; d < dim; d++)
            v[d] += r->u[i * dim + d];
    r->all = length_of(v, dim);
    for (size_t i = 0; i < r->n; i++) {
        memset(v, 0, dim * sizeof(float));
        for (size_t k = 0, j = 0; k < LENGTHS && i + lengths[k] <= r->n; k++) {
            for (; j < lengths[k]; j++)
                for (size_t d = 0; d < dim; d++)
                    v[d] += r->u[(i + j) * dim + d];
            r->wide[i][k] = length_of(v, dim);
        }
    }
}

/* Similarities of one unit vector with every word of the text: dot[i]. */
static void dots(const struct ranker *r, const float *v, float *dot)
{
    memset(dot, 0, r->lanes * sizeof(float));
    for (size_t d = 0; d < r->lex->dim; d++) {
        float x = v[d];
        const float *ut = r->ut + d * r->lanes;
        for (size_t i = 0; i < r->lanes; i++)
            dot[i] += x * ut[i];
    }
}

static float best_sense(const struct ranker *r, const float *dot)
{
    float best = 0, sum[RANK_WORDS + 1];
    sum[0] = 0;
    for (size_t i = 0; i < r->n; i++)
        sum[i + 1] = sum[i] + dot[i];
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < LENGTHS && i + lengths[k] <= r->n; k++) {
            float cosine = (sum[i + lengths[k]] - sum[i]) / r->wide[i][k];
            best = cosine > best ? cosine : best;
        }
    return best;
}

static float whole_sense(const struct ranker *r, const float *dot)
{
    float sum = 0;
    for (size_t i = 0; i < r->n; i++)
        sum += dot[i];
    return sum > 0 ? sum / r->all : 0;
}

static void sign_hint(struct ranker *r)
{
    const struct lexicon *lex = r->lex;
    float dot[RANK_WORDS + 8];
    for (size_t i = 0; i < lex->nthings; i++) {
        dots(r, lex->called + i * lex->dim, dot);
        r->hint[i] = best_sense(r, dot);
    }
}

/* Every name of one candidate. */
static void sign_sense(struct ranker *r, struct ranked *c)
{
    const struct lexicon *lex = r->lex;
    size_t dim = lex->dim;
    float dot[RANK_WORDS + 8];
    const struct card *card = &lex->cards[c->thing];
    for (uint32_t k = 0; k < card->nphrases; k++) {
        const struct phrase *p = &lex->phrases[lex->own[card->phrase + k]];
        memset(r->vector, 0, dim * sizeof(float));
        for (uint32_t j = 0; j < p->words; j++) {
            uint32_t s = lex->stems[p->first + j];
            const float *m = lex->meaning + s * dim;
            float lift = lex->lift[s];
            for (size_t d = 0; d < dim; d++)
                r->vector[d] += lift * m[d];
        }
        float norm = 0;
        for (size_t d = 0; d < dim; d++)
            norm += r->vector[d] * r->vector[d];
        norm = 1 / (sqrtf(norm) + 1e-6f);
        for (size_t d = 0; d < dim; d++)
            r->vector[d] *= norm;
        dots(r, r->vector, dot);
        float sense = best_sense(r, dot), whole = whole_sense(r, dot);
        c->sign[SIGN_SENSE] = sense > c->sign[SIGN_SENSE] ? sense : c->sign[SIGN_SENSE];
        c->sign[SIGN_WHOLE] = whole > c->sign[SIGN_WHOLE] ? whole : c->sign[SIGN_WHOLE];
    }
}

/* ---- choosing */

static bool worse(const float *base, uint32_t a, uint32_t b) { return base[a] < base[b] || (base[a] <= base[b] && a > b); }

/* The k best of base[0 .. n) into heap[], the worst of them first. */
static void choose(uint32_t *heap, const float *base, size_t n, size_t k)
{
    for (uint32_t x = 0; x < n; x++) {
        size_t at = x;
        if (x < k) {
            for (; at > 0 && worse(base, x, heap[(at - 1) / 2]); at = (at - 1) / 2)
                heap[at] = heap[(at - 1) / 2];
        } else {
            if (k == 0 || worse(base, x, heap[0]))
                continue;
            for (at = 0; 2 * at + 1 < k;) {
                size_t kid = 2 * at + 1;
                if (kid + 1 < k && worse(base, heap[kid + 1], heap[kid]))
                    kid++;
                if (!worse(base, heap[kid], x))
                    break;
                heap[at] = heap[kid];
                at = kid;
            }
        }
        heap[at] = x;
    }
}

static int by_score(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return a->thing < b->thing ? -1 : a->thing > b->thing;
}

size_t ranker_rank(struct ranker *r, const char *text, size_t n, struct ranked *to, size_t most)
{
    const struct lexicon *lex = r->lex;
    read_text(r, text, n);
    if (r->n == 0 || lex->nthings == 0)
        return 0;
    sign_about(r);
    sign_names(r);
    if (lex->dim > 0) {
        read_meaning(r);
        sign_hint(r);
    }
    for (size_t i = 0; i < lex->nthings; i++)
        r->base[i] = r->weight[SIGN_ABOUT] * r->about[i] + r->weight[SIGN_NAME] * r->name[i] +
                     r->weight[SIGN_CALLED] * r->called[i] + 2 * r->weight[SIGN_HINT] * r->hint[i] +
                     r->weight[SIGN_USE] * lex->cards[i].use;
    size_t k = lex->nthings < SHORTLIST ? lex->nthings : SHORTLIST;
    choose(r->order, r->base, lex->nthings, k);
    struct ranked list[SHORTLIST];
    for (size_t i = 0; i < k; i++) {
        uint32_t t = r->order[i];
        struct ranked *c = &list[i];
        *c = (struct ranked){.thing = t,
                             .sign = {[SIGN_ABOUT] = r->about[t], [SIGN_NAME] = r->name[t], [SIGN_CALLED] = r->called[t],
                                      [SIGN_HINT] = r->hint[t], [SIGN_USE] = lex->cards[t].use}};
        if (lex->dim > 0)
            sign_sense(r, c);
        for (int s = 0; s < SIGNS; s++)
            c->score += r->weight[s] * c->sign[s];
        c->score = c->score < 0 ? 0 : c->score > r->full ? 1 : c->score / r->full;
    }
    qsort(list, k, sizeof(*list), by_score);
    size_t given = k < most ? k : most;
    memcpy(to, list, given * sizeof(*to));
    return given;
}
