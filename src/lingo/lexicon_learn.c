/* lexicon_learn.c -- vectors of stems from the frameworks' own texts.  See lexicon.h for the sources of
 * the methods.  Everything is seeded: the same frameworks give the same vectors. */
#include "lingo/lexicon_private.h"

#include "base/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW   8   /* words to each side that count as company */
#define RARE     3   /* a stem met less often has no vector */
#define OVER     24  /* extra columns that steady the subspace */
#define TURNS    4   /* subspace iterations */
#define BATCH    256 /* names told apart at once */
#define EPOCHS   4
#define RATE     0.05f
#define WARMTH   0.07f

/* ---- company: a sparse symmetric matrix of positive pointwise mutual information */

struct company {
    uint32_t *at, *with;
    float *much;
    size_t n, total;
};

/* All texts one after another, 0 between them. */
static uint32_t *string_together(const struct runs *names, const uint32_t *thing, const struct runs *abouts,
                                 const struct runs *other, size_t *length)
{
    uint32_t *s = lexicon_take(names->n + abouts->n + other->n + abouts->texts + other->texts + 2, sizeof(*s));
    size_t n = 1, r = 0; /* s[0] is a separator */
    for (size_t i = 0; i < abouts->texts; i++) {
        for (size_t k = 0; r < names->texts && thing[r] == i; r++, k++)
            if (k < 7) {
                size_t words = names->at[r + 1] - names->at[r];
                memcpy(s + n, names->stems + names->at[r], words * sizeof(*s));
                n += words;
            }
        size_t words = abouts->at[i + 1] - abouts->at[i];
        if (words > 0)
            memcpy(s + n, abouts->stems + abouts->at[i], words * sizeof(*s));
        n += words;
        s[n++] = 0;
    }
    for (size_t i = 0; i < other->texts; i++) {
        size_t words = other->at[i + 1] - other->at[i];
        if (words > 0)
            memcpy(s + n, other->stems + other->at[i], words * sizeof(*s));
        n += words;
        s[n++] = 0;
    }
    *length = n;
    return s;
}

static void drop_rare(uint32_t *s, size_t n, size_t nstems)
{
    uint32_t *count = lexicon_take(nstems, sizeof(*count));
    for (size_t i = 0; i < n; i++)
        count[s[i]]++;
    for (size_t i = 0; i < n; i++)
        if (s[i] != 0 && count[s[i]] < RARE)
            s[i] = 1; /* keeps its place, has no company */
    free(count);
}

static struct company keep_company(const uint32_t *s, size_t n, size_t nstems)
{
    uint32_t *begin = lexicon_take(nstems + 1, sizeof(*begin)), *place = lexicon_take(n, sizeof(*place));
    for (size_t i = 0; i < n; i++)
        if (s[i] > 1)
            begin[s[i] + 1]++;
    for (size_t i = 0; i < nstems; i++)
        begin[i + 1] += begin[i];
    uint32_t *fill = lexicon_take(nstems + 1, sizeof(*fill));
    memcpy(fill, begin, (nstems + 1) * sizeof(*fill));
    for (size_t i = 0; i < n; i++)
        if (s[i] > 1)
            place[fill[s[i]]++] = (uint32_t)i;
    float near[WINDOW + 1];
    for (int d = 1; d <= WINDOW; d++)
        near[d] = 1 / sqrtf((float)d);
    struct company c = {.at = lexicon_take(nstems + 1, sizeof(*c.at)), .n = nstems};
    size_t room = n * 4 + 64;
    c.with = lexicon_take(room, sizeof(*c.with));
    c.much = lexicon_take(room, sizeof(*c.much));
    float *row = lexicon_take(nstems, sizeof(*row));
    uint32_t *met = lexicon_take(nstems, sizeof(*met));
    for (size_t x = 0; x < nstems; x++) {
        size_t nmet = 0;
        for (uint32_t k = begin[x]; k < begin[x + 1]; k++)
            for (int side = -1; side <= 1; side += 2)
                for (int d = 1; d <= WINDOW; d++) {
                    int64_t p = (int64_t)place[k] + side * d;
                    if (p < 0 || p >= (int64_t)n || s[p] == 0)
                        break;
                    if (s[p] == 1 || s[p] == x)
                        continue;
                    if (row[s[p]] == 0.0f)
                        met[nmet++] = s[p];
                    row[s[p]] += near[d];
                }
        while (c.total + nmet > room) {
            room *= 2;
            c.with = realloc(c.with, room * sizeof(*c.with));
            c.much = realloc(c.much, room * sizeof(*c.much));
            if (c.with == NULL || c.much == NULL)
                abort();
        }
        for (size_t k = 0; k < nmet; k++) {
            c.with[c.total] = met[k];
            c.much[c.total++] = row[met[k]];
            row[met[k]] = 0;
        }
        c.at[x + 1] = (uint32_t)c.total;
    }
    free(row);
    free(met);
    free(begin);
    free(fill);
    free(place);
    return c;
}

/* Counts become information; contexts smoothed to the power 0.75 (Levy, Goldberg and Dagan 2015). */
static void inform(struct company *c)
{
    double *sum = lexicon_take(c->n, sizeof(*sum)), all = 0;
    for (size_t x = 0; x < c->n; x++) {
        for (uint32_t k = c->at[x]; k < c->at[x + 1]; k++)
            sum[x] += (double)c->much[k];
        all += pow(sum[x], 0.75);
    }
    uint32_t to = 0, from = 0;
    for (size_t x = 0; x < c->n; x++) {
        uint32_t end = c->at[x + 1];
        for (; from < end; from++) {
            double info = log((double)c->much[from] / sum[x] * all / pow(sum[c->with[from]], 0.75));
            if (info <= 0)
                continue;
            c->with[to] = c->with[from];
            c->much[to++] = (float)info;
        }
        c->at[x + 1] = to;
    }
    c->total = to;
    free(sum);
}

/* ---- its leading subspace */

static void multiply(const struct company *c, const float *q, float *to, size_t k)
{
    memset(to, 0, c->n * k * sizeof(*to));
    for (size_t x = 0; x < c->n; x++)
        for (uint32_t e = c->at[x]; e < c->at[x + 1]; e++) {
            const float *from = q + c->with[e] * k;
            float much = c->much[e];
            float *row = to + x * k;
            for (size_t d = 0; d < k; d++)
                row[d] += much * from[d];
        }
}

/* a += sum over rows of p[row]^T q[row]; k x k */
static void gram(const float *p, const float *q, size_t n, size_t k, double *a)
{
    memset(a, 0, k * k * sizeof(*a));
    for (size_t x = 0; x < n; x++) {
        const float *u = p + x * k, *v = q + x * k;
        for (size_t i = 0; i < k; i++) {
            double ui = (double)u[i];
            if (ui == 0)
                continue;
            for (size_t j = 0; j < k; j++)
                a[i * k + j] += ui * (double)v[j];
        }
    }
}

/* Orthonormal columns, by the Cholesky factor of their Gram matrix. */
static void straighten(float *q, size_t n, size_t k, double *a)
{
    gram(q, q, n, k, a);
    double trace = 0;
    for (size_t i = 0; i < k; i++)
        trace += a[i * k + i];
    for (size_t i = 0; i < k; i++)
        a[i * k + i] += trace * 1e-12 + 1e-30;
    for (size_t j = 0; j < k; j++) { /* a's lower triangle becomes its factor */
        for (size_t i = j; i < k; i++) {
            double s = a[i * k + j];
            for (size_t d = 0; d < j; d++)
                s -= a[i * k + d] * a[j * k + d];
            a[i * k + j] = i == j ? sqrt(s > 1e-30 ? s : 1e-30) : s / a[j * k + j];
        }
    }
    for (size_t x = 0; x < n; x++)
        for (size_t i = 0; i < k; i++) {
            double s = (double)q[x * k + i];
            for (size_t d = 0; d < i; d++)
                s -= a[i * k + d] * (double)q[x * k + d];
            q[x * k + i] = (float)(s / a[i * k + i]);
        }
}

/* Eigenvalues (on the diagonal) and vectors (columns of v) of a symmetric matrix, by Jacobi's rotations. */
static void jacobi(double *a, double *v, size_t k)
{
    memset(v, 0, k * k * sizeof(*v));
    for (size_t i = 0; i < k; i++)
        v[i * k + i] = 1;
    for (int sweep = 0; sweep < 12; sweep++) {
        double off = 0, on = 0;
        for (size_t i = 0; i < k; i++) {
            on += a[i * k + i] * a[i * k + i];
            for (size_t j = i + 1; j < k; j++)
                off += a[i * k + j] * a[i * k + j];
        }
        if (off <= on * 1e-14)
            return;
        for (size_t p = 0; p < k; p++)
            for (size_t q = p + 1; q < k; q++) {
                double apq = a[p * k + q];
                if (fabs(apq) < 1e-300)
                    continue;
                double theta = (a[q * k + q] - a[p * k + p]) / (2 * apq);
                double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
                double cs = 1 / sqrt(t * t + 1), sn = t * cs;
                for (size_t i = 0; i < k; i++) {
                    double x = a[i * k + p], y = a[i * k + q];
                    a[i * k + p] = cs * x - sn * y;
                    a[i * k + q] = sn * x + cs * y;
                }
                for (size_t i = 0; i < k; i++) {
                    double x = a[p * k + i], y = a[q * k + i];
                    a[p * k + i] = cs * x - sn * y;
                    a[q * k + i] = sn * x + cs * y;
                }
                for (size_t i = 0; i < k; i++) { /* v by rows: v[p], v[q] are the vectors */
                    double x = v[p * k + i], y = v[q * k + i];
                    v[p * k + i] = cs * x - sn * y;
                    v[q * k + i] = sn * x + cs * y;
                }
            }
    }
}

static int by_size(const void *pa, const void *pb, void *values)
{
    const double *v = values;
    double a = fabs(v[*(const uint32_t *)pa]), b = fabs(v[*(const uint32_t *)pb]);
    return a < b ? 1 : a > b ? -1 : 0;
}

static void factorise(const struct company *c, size_t dim, float *vectors)
{
    size_t k = dim + OVER, n = c->n;
    float *q = lexicon_take(n * k, sizeof(*q)), *to = lexicon_take(n * k, sizeof(*to));
    double *a = lexicon_take(k * k, sizeof(*a)), *v = lexicon_take(k * k, sizeof(*v));
    struct rng chance = rng_seed(20270301);
    for (size_t x = 0; x < n; x++)
        if (c->at[x + 1] > c->at[x])
            for (size_t d = 0; d < k; d++)
                q[x * k + d] = (float)(rng_unit(&chance) + rng_unit(&chance) + rng_unit(&chance) - 1.5);
    for (int t = 0; t < TURNS; t++) {
        multiply(c, q, to, k);
        float *swap = q;
        q = to;
        to = swap;
        straighten(q, n, k, a);
    }
    multiply(c, q, to, k);
    gram(q, to, n, k, a);
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++)
            a[i * k + j] = a[j * k + i] = (a[i * k + j] + a[j * k + i]) / 2;
    jacobi(a, v, k);
    double *value = lexicon_take(k, sizeof(*value));
    uint32_t *order = lexicon_take(k, sizeof(*order));
    for (size_t i = 0; i < k; i++) {
        value[i] = a[i * k + i];
        order[i] = (uint32_t)i;
    }
    qsort_r(order, k, sizeof(*order), by_size, value);
    for (size_t x = 0; x < n; x++) {
        if (c->at[x + 1] == c->at[x])
            continue;
        double norm = 0;
        for (size_t d = 0; d < dim; d++) {
            double s = 0, root = sqrt(fabs(value[order[d]]));
            for (size_t i = 0; i < k; i++)
                s += (double)q[x * k + i] * v[order[d] * k + i];
            vectors[x * dim + d] = (float)(s * root);
            norm += s * root * s * root;
        }
        norm = norm > 0 ? 1 / sqrt(norm) : 0;
        for (size_t d = 0; d < dim; d++)
            vectors[x * dim + d] *= (float)norm;
    }
    free(value);
    free(order);
    free(q);
    free(to);
    free(a);
    free(v);
}

/* ---- the names draw the vectors together */

struct side { /* one half of a pair: a stretch of stems */
    const uint32_t *stems;
    uint32_t n;
};
struct pair {
    struct side a, b;
    uint32_t thing;
};
struct learner {
    float *e, *log_lift;   /* what is learned */
    float *ge, *gl;        /* sums of squared gradients */
    float *de, *dl;        /* gradient of this batch, where touched */
    uint8_t *touched;
    uint32_t *list;
    size_t nlist, dim;
    float *x, *y, *yt, *dx, *dy, *s, *g; /* the batch */
    float nx[BATCH], ny[BATCH];
};

static struct side run_of(const struct runs *r, size_t i)
{
    return (struct side){r->stems + r->at[i], r->at[i + 1] - r->at[i]};
}

static size_t make_pairs(const struct runs *names, const uint32_t *thing, const struct runs *abouts, struct rng *chance,
                         struct pair *to)
{
    size_t n = 0;
    for (size_t r = 0, end; r < names->texts; r = end) {
        for (end = r; end < names->texts && thing[end] == thing[r]; end++)
            ;
        uint32_t k = (uint32_t)(end - r), t = thing[r];
        struct side first = run_of(names, r);
        for (uint32_t i = 1; i < k; i++)
            to[n++] = (struct pair){run_of(names, r + i), first, t};
        for (uint32_t i = 0; i + 1 < k && i < 2; i++) {
            uint32_t a = rng_below(chance, k), b = rng_below(chance, k);
            if (a != b)
                to[n++] = (struct pair){run_of(names, r + a), run_of(names, r + b), t};
        }
        struct side about = run_of(abouts, t);
        if (about.n > 0) {
            to[n++] = (struct pair){about, first, t};
            uint32_t from = about.n > 6 ? rng_below(chance, about.n - 6) : 0;
            uint32_t words = about.n - from < 8 ? about.n - from : 8;
            to[n++] = (struct pair){{about.stems + from, words}, run_of(names, r + rng_below(chance, k)), t};
        }
    }
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(chance, (uint32_t)i);
        struct pair p = to[j];
        to[j] = to[i - 1];
        to[i - 1] = p;
    }
    return n;
}

static float encode(const struct learner *l, struct side s, float *to)
{
    memset(to, 0, l->dim * sizeof(*to));
    for (uint32_t i = 0; i < s.n; i++) {
        const float *e = l->e + s.stems[i] * l->dim;
        float w = expf(l->log_lift[s.stems[i]]);
        for (size_t d = 0; d < l->dim; d++)
            to[d] += w * e[d];
    }
    float norm = 0;
    for (size_t d = 0; d < l->dim; d++)
        norm += to[d] * to[d];
    norm = sqrtf(norm) + 1e-6f;
    for (size_t d = 0; d < l->dim; d++)
        to[d] /= norm;
    return norm;
}

/* One batch: g becomes the derivative of the loss by each similarity, both ways of asking. */
static void tell_apart(struct learner *l, const struct pair *p)
{
    for (size_t i = 0; i < BATCH; i++) {
        float *s = l->s + i * BATCH;
        memset(s, 0, BATCH * sizeof(*s));
        for (size_t d = 0; d < l->dim; d++) {
            float x = l->x[i * l->dim + d];
            const float *yt = l->yt + d * BATCH;
            for (size_t j = 0; j < BATCH; j++)
                s[j] += x * yt[j];
        }
        for (size_t j = 0; j < BATCH; j++) /* another name of the same thing is no mistake */
            s[j] = i != j && p[i].thing == p[j].thing ? 0 : expf((s[j] - 1) / WARMTH);
    }
    float column[BATCH] = {0};
    for (size_t i = 0; i < BATCH; i++)
        for (size_t j = 0; j < BATCH; j++)
            column[j] += l->s[i * BATCH + j];
    const float scale = 1 / (2 * BATCH * WARMTH);
    for (size_t i = 0; i < BATCH; i++) {
        float row = 0;
        const float *s = l->s + i * BATCH;
        float *g = l->g + i * BATCH;
        for (size_t j = 0; j < BATCH; j++)
            row += s[j];
        for (size_t j = 0; j < BATCH; j++)
            g[j] = (s[j] / (row + 1e-30f) + s[j] / (column[j] + 1e-30f)) * scale;
        g[i] -= 2 * scale;
    }
}

static void pull_back(struct learner *l)
{
    size_t dim = l->dim;
    memset(l->dx, 0, BATCH * dim * sizeof(float));
    memset(l->dy, 0, BATCH * dim * sizeof(float));
    for (size_t i = 0; i < BATCH; i++)
        for (size_t j = 0; j < BATCH; j++) {
            float g = l->g[i * BATCH + j];
            if (fabsf(g) < 1e-6f)
                continue;
            const float *x = l->x + i * dim, *y = l->y + j * dim;
            float *dx = l->dx + i * dim, *dy = l->dy + j * dim;
            for (size_t d = 0; d < dim; d++) {
                dx[d] += g * y[d];
                dy[d] += g * x[d];
            }
        }
}

static void spread(struct learner *l, struct side s, const float *unit, float *grad, float norm)
{
    size_t dim = l->dim;
    float along = 0;
    for (size_t d = 0; d < dim; d++)
        along += grad[d] * unit[d];
    for (size_t d = 0; d < dim; d++)
        grad[d] = (grad[d] - along * unit[d]) / norm;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t t = s.stems[i];
        if (l->touched[t] == 0) {
            l->touched[t] = 1;
            l->list[l->nlist++] = t;
        }
        float w = expf(l->log_lift[t]), by = 0;
        float *de = l->de + t * dim;
        const float *e = l->e + t * dim;
        for (size_t d = 0; d < dim; d++) {
            de[d] += w * grad[d];
            by += e[d] * grad[d];
        }
        l->dl[t] += w * by;
    }
}

/* Steps scaled by what each weight has seen (Duchi, Hazan and Singer 2011). */
static void learn_step(struct learner *l)
{
    for (size_t k = 0; k < l->nlist; k++) {
        uint32_t t = l->list[k];
        float *e = l->e + t * l->dim, *de = l->de + t * l->dim, *ge = l->ge + t * l->dim;
        for (size_t d = 0; d < l->dim; d++) {
            ge[d] += de[d] * de[d];
            e[d] -= RATE * de[d] / sqrtf(ge[d] + 1e-6f);
            de[d] = 0;
        }
        l->gl[t] += l->dl[t] * l->dl[t];
        l->log_lift[t] -= RATE * l->dl[t] / sqrtf(l->gl[t] + 1e-6f);
        l->dl[t] = 0;
        l->touched[t] = 0;
    }
    l->nlist = 0;
}

static void batch(struct learner *l, const struct pair *p)
{
    for (size_t i = 0; i < BATCH; i++) {
        l->nx[i] = encode(l, p[i].a, l->x + i * l->dim);
        l->ny[i] = encode(l, p[i].b, l->y + i * l->dim);
        for (size_t d = 0; d < l->dim; d++)
            l->yt[d * BATCH + i] = l->y[i * l->dim + d];
    }
    tell_apart(l, p);
    pull_back(l);
    for (size_t i = 0; i < BATCH; i++) {
        spread(l, p[i].a, l->x + i * l->dim, l->dx + i * l->dim, l->nx[i]);
        spread(l, p[i].b, l->y + i * l->dim, l->dy + i * l->dim, l->ny[i]);
    }
    learn_step(l);
}

static void draw_together(const struct runs *names, const uint32_t *thing, const struct runs *abouts, size_t nstems,
                          struct learner *l)
{
    struct pair *pairs = lexicon_take(names->texts + abouts->texts * 4 + 1, sizeof(*pairs));
    size_t dim = l->dim;
    l->ge = lexicon_take(nstems * dim, sizeof(float));
    l->de = lexicon_take(nstems * dim, sizeof(float));
    l->gl = lexicon_take(nstems, sizeof(float));
    l->dl = lexicon_take(nstems, sizeof(float));
    l->touched = lexicon_take(nstems, 1);
    l->list = lexicon_take(nstems, sizeof(uint32_t));
    float **parts[] = {&l->x, &l->y, &l->yt, &l->dx, &l->dy};
    for (size_t i = 0; i < COUNT(parts); i++)
        *parts[i] = lexicon_take(BATCH * dim, sizeof(float));
    l->s = lexicon_take(BATCH * BATCH, sizeof(float));
    l->g = lexicon_take(BATCH * BATCH, sizeof(float));
    struct rng chance = rng_seed(3);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        size_t n = make_pairs(names, thing, abouts, &chance, pairs);
        for (size_t i = 0; i + BATCH <= n; i += BATCH)
            batch(l, pairs + i);
    }
    free(pairs);
    float *gone[] = {l->ge, l->de, l->gl, l->dl, l->x, l->y, l->yt, l->dx, l->dy, l->s, l->g};
    for (size_t i = 0; i < COUNT(gone); i++)
        free(gone[i]);
    free(l->touched);
    free(l->list);
}

void lexicon_learn(const struct runs *names, const uint32_t *thing, const struct runs *abouts, const struct runs *other,
                   size_t nstems, const float *idf, size_t dim, struct meaning *out)
{
    out->vectors = lexicon_take(nstems * dim, sizeof(float));
    out->lift = lexicon_take(nstems, sizeof(float));
    size_t n = 0;
    uint32_t *s = string_together(names, thing, abouts, other, &n);
    drop_rare(s, n, nstems);
    struct company c = keep_company(s, n, nstems);
    free(s);
    inform(&c);
    factorise(&c, dim, out->vectors);
    for (size_t i = 0; i < nstems; i++)
        out->lift[i] = logf(idf[i] > 0.1f ? idf[i] : 0.1f);
    bool *known = lexicon_take(nstems, sizeof(*known));
    for (size_t i = 0; i < nstems; i++)
        known[i] = c.at[i + 1] > c.at[i];
    free(c.at);
    free(c.with);
    free(c.much);
    /* A stem too rare for company starts with a small vector of its own, so that its names still learn. */
    struct rng chance = rng_seed(7);
    for (size_t i = 2; i < nstems; i++)
        if (!known[i])
            for (size_t d = 0; d < dim; d++)
                out->vectors[i * dim + d] = (float)((rng_unit(&chance) - 0.5) * sqrt(12.0 / (double)dim));
    free(known);
    struct learner l = {.e = out->vectors, .log_lift = out->lift, .dim = dim};
    draw_together(names, thing, abouts, nstems, &l);
    for (size_t i = 0; i < nstems; i++)
        out->lift[i] = expf(out->lift[i]);
}
