/* span.c -- see span.h: features, the best tags, the file. */
#include "lingo/span.h"

#include "lingo/mention.h"
#include "lingo/span_private.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAGIC   "cavtspan"
#define VERSION 3u

const char *span_layer_name(enum span_layer l)
{
    static const char *const names[SPAN_LAYERS] = {"skill", "knowledge"};
    return l < SPAN_LAYERS ? names[l] : "";
}

struct span_model *span_new(void)
{
    struct span_model *m = calloc(1, sizeof(*m));
    if (m == NULL)
        abort();
    for (int l = 0; l < SPAN_LAYERS; l++) {
        m->layer[l].of = calloc(SPAN_TABLE, sizeof(*m->layer[l].of));
        if (m->layer[l].of == NULL)
            abort();
    }
    return m;
}

void span_free(struct span_model *m)
{
    if (m == NULL)
        return;
    for (int l = 0; l < SPAN_LAYERS; l++)
        free(m->layer[l].of);
    free(m);
}

/* ---- features: each a kind, a place beside the token and a text, hashed (FNV-1a) */

static uint32_t hashed(int kind, int place, const char *a, const char *b)
{
    uint64_t h = 1469598103934665603ull ^ (uint64_t)(kind * 31 + place + 7);
    h *= 1099511628211ull;
    for (; *a != '\0'; a++)
        h = (h ^ (unsigned char)*a) * 1099511628211ull;
    h = (h ^ 0xFF) * 1099511628211ull;
    for (; *b != '\0'; b++)
        h = (h ^ (unsigned char)*b) * 1099511628211ull;
    h ^= h >> 29;
    return (uint32_t)(h >> (64 - SPAN_BITS)) & (SPAN_TABLE - 1);
}

static void add(struct span_features *f, int kind, int place, const char *a, const char *b)
{
    if (f->n < SPAN_FEATURES)
        f->f[f->n++] = hashed(kind, place, a, b);
}

struct seen { /* one token as features see it */
    char word[WORD_MAX], stem[WORD_MAX], shape[12], begin[8], end[8], ends[8], where[3][8], mark[4];
    size_t corners;
};

/* Aa, A, a, 0, other signs; runs are one. */
static void shape_of(const char *s, size_t n, char out[12])
{
    size_t k = 0;
    for (size_t i = 0; i < n && k < 10; i++) {
        unsigned char c = (unsigned char)s[i];
        char as = isdigit(c) ? '0' : isupper(c) ? 'A' : islower(c) ? 'a' : c < 0x80 ? (char)c : (c & 0xC0) == 0x80 ? '\0' : 'w';
        if (as != '\0' && (k < 2 || out[k - 1] != as || out[k - 2] != as))
            out[k++] = as;
    }
    out[k] = '\0';
}

/* The corner of the meanings in which a stem lies: signs of some of its numbers, three corners of seven signs. */
static void corners_of(const struct lexicon *lex, uint32_t stem, struct seen *x)
{
    if (lex == NULL || lex->dim < 24 || stem < 2 || stem >= lex->nstems)
        return;
    const float *v = lex->meaning + (size_t)stem * lex->dim;
    bool any = false;
    for (size_t i = 0; i < 21; i++)
        any |= v[i] > 0 || v[i] < 0;
    if (!any)
        return;
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < 7; i++)
            x->where[k][i] = v[k * 7 + i] > 0 ? '1' : '0';
        x->where[k][7] = '\0';
    }
    x->corners = 3;
}

static void look(struct stemmer *stemmer, struct reader *reader, const struct lexicon *lex, const char *text, const struct span_token *t, struct seen *x)
{
    *x = (struct seen){0};
    shape_of(text + t->at, t->n, x->shape);
    size_t n = word_fold(text + t->at, t->n, x->word);
    memcpy(x->stem, x->word, WORD_MAX);
    if (n > 0)
        stem_word(stemmer, x->stem, n);
    snprintf(x->begin, sizeof(x->begin), "%.3s", x->word);
    snprintf(x->end, sizeof(x->end), "%s", n > 3 ? x->word + n - 3 : x->word);
    snprintf(x->ends, sizeof(x->ends), "%s", n > 2 ? x->word + n - 2 : x->word);
    struct token w;
    if (reader != NULL && word_next(text + t->at, t->n, 0, &w) != 0) {
        w.at += t->at;
        corners_of(lex, reader_stem(reader, text, &w), x);
    }
}

bool span_is_heading(const struct span_sentence *s)
{
    if (s->n == 0 || s->n > 6)
        return false;
    const struct span_token *last = &s->token[s->n - 1];
    char c = s->text[last->at + last->n - 1], first = s->text[s->token[0].at];
    return first != '-' && c != '.' && c != '!' && (c == ':' || s->n <= 4);
}

/* The first words of the heading, as stems. */
static size_t heading_of(struct stemmer *stemmer, const char *heading, char to[4][WORD_MAX])
{
    struct token w;
    size_t n = 0, size = heading != NULL ? strlen(heading) : 0;
    for (size_t at = 0; n < 4 && size > 0 && (at = word_next(heading, size, at, &w)) != 0;) {
        size_t k = word_fold(heading + w.at, w.n, to[n]);
        if (!word_is_stop(to[n], false)) {
            stem_word(stemmer, to[n], k);
            n++;
        }
    }
    return n;
}

void span_features_of(const struct span_aid *aid, struct stemmer *stemmer, struct reader *reader, const struct span_sentence *s, struct span_features *to)
{
    static _Thread_local struct seen seen[SPAN_TOKENS + 4];
    struct seen *x = seen + 2;
    memset(seen, 0, sizeof(seen[0]) * 2);
    for (size_t i = 0; i < s->n; i++)
        look(stemmer, reader, aid->meanings, s->text, &s->token[i], &x[i]);
    memset(&x[s->n], 0, sizeof(seen[0]) * 2);
    snprintf(seen[0].word, WORD_MAX, "<<");
    snprintf(seen[1].word, WORD_MAX, "<");
    snprintf(x[s->n].word, WORD_MAX, ">");
    snprintf(x[s->n + 1].word, WORD_MAX, ">>");
    if (aid->marker != NULL && s->n > 0) {
        const struct mention *list;
        size_t from = s->token[0].at, size = s->token[s->n - 1].at + s->token[s->n - 1].n - from;
        size_t k = marker_plain(aid->marker, s->text + from, size, &list);
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < s->n; j++)
                if (s->token[j].at >= from + list[i].at && s->token[j].at + s->token[j].n <= from + list[i].at + list[i].n)
                    snprintf(x[j].mark, sizeof(x[j].mark), "%c%c", s->token[j].at == from + list[i].at ? 'B' : 'I', list[i].words > 2 ? '3' : list[i].words > 1 ? '2' : '1');
    }
    char head[4][WORD_MAX];
    size_t heads = aid->plain ? 0 : heading_of(stemmer, s->heading, head);
    for (size_t i = 0; i < s->n; i++) {
        struct span_features *f = &to[i];
        f->n = 0;
        for (size_t k = 0; k < heads; k++)
            add(f, 20, 0, head[k], "");
        add(f, 0, 0, "", "");
        for (int d = -2; d <= 2; d++) {
            const struct seen *y = &x[(ptrdiff_t)i + d];
            add(f, 1, d, y->word, "");
            if (!aid->plain)
                add(f, 2, d, y->stem, "");
            if (d >= -1 && d <= 1) {
                add(f, 3, d, y->shape, "");
                add(f, 4, d, y->end, "");
                add(f, 5, d, y->begin, "");
                add(f, 6, d, y->ends, "");
                add(f, 7, d, y->mark, "");
            }
            for (size_t k = 0; k < y->corners && d >= -1 && d <= 1; k++)
                add(f, 8 + (int)k, d, y->where[k], "");
        }
        for (int d = -2; d <= 1; d++) {
            add(f, 12, d, x[(ptrdiff_t)i + d].word, x[(ptrdiff_t)i + d + 1].word);
            add(f, 13, d, x[(ptrdiff_t)i + d].ends, x[(ptrdiff_t)i + d + 1].ends);
        }
        add(f, 14, 0, x[(ptrdiff_t)i - 1].word, x[i + 1].word);
        if (aid->plain)
            continue;
        add(f, 15, 0, x[i].mark, x[i].ends);
        add(f, 16, 0, i == 0 ? "first" : i == 1 ? "second" : i + 1 == s->n ? "last" : "", x[i].ends);
        add(f, 17, 0, x[(ptrdiff_t)i - 1].shape, x[i].shape);
        add(f, 18, 0, x[0].stem, x[i].ends); /* how the sentence begins: "Experience with", "You will" */
        add(f, 19, 0, x[0].stem, x[1].stem);
    }
}

void span_scores(const struct span_layer_weights *w, const struct span_features *f, size_t n, double (*to)[SPAN_TAGS])
{
    for (size_t i = 0; i < n; i++)
        for (int t = 0; t < SPAN_TAGS; t++) {
            double sum = 0;
            for (size_t k = 0; k < f[i].n; k++)
                sum += (double)w->of[f[i].f[k]][t];
            to[i][t] = sum;
        }
}

/* Viterbi; I never follows O or the beginning. */
static void best(const struct span_layer_weights *w, const struct span_features *f, size_t n, uint8_t *tag)
{
    static _Thread_local double score[SPAN_TOKENS][SPAN_TAGS];
    uint8_t from[SPAN_TOKENS][SPAN_TAGS];
    double at[SPAN_TAGS], next[SPAN_TAGS];
    if (n == 0)
        return;
    span_scores(w, f, n, score);
    for (int t = 0; t < SPAN_TAGS; t++)
        at[t] = t == SPAN_I ? -1e30 : (double)w->go[SPAN_TAGS][t] + score[0][t];
    for (size_t i = 1; i < n; i++) {
        for (int t = 0; t < SPAN_TAGS; t++) {
            int winner = 0;
            double top = -1e30;
            for (int p = 0; p < SPAN_TAGS; p++) {
                double v = t == SPAN_I && p == SPAN_O ? -1e30 : at[p] + (double)w->go[p][t];
                if (v > top) {
                    top = v;
                    winner = p;
                }
            }
            next[t] = top + score[i][t];
            from[i][t] = (uint8_t)winner;
        }
        memcpy(at, next, sizeof(at));
    }
    int t = at[SPAN_B] > at[SPAN_O] ? SPAN_B : SPAN_O;
    t = at[SPAN_I] > at[t] ? SPAN_I : t;
    for (size_t i = n; i-- > 0;) {
        tag[i] = (uint8_t)t;
        t = i > 0 ? from[i][t] : t;
    }
}

void span_mark(const struct span_model *m, const struct span_aid *aid, struct span_sentence *s)
{
    struct span_features *f = malloc(SPAN_TOKENS * sizeof(*f));
    struct stemmer *stemmer = stemmer_new();
    struct reader *reader = aid->meanings != NULL ? reader_new(aid->meanings) : NULL;
    if (f == NULL)
        abort();
    span_features_of(aid, stemmer, reader, s, f);
    for (int l = 0; l < SPAN_LAYERS; l++)
        best(&m->layer[l], f, s->n, s->tag[l]);
    reader_free(reader);
    stemmer_free(stemmer);
    free(f);
}

/* ---- cutting a text as the sentences that teach are cut: by spaces, signs standing alone */

static bool inside(unsigned char c) { return isalnum(c) || c >= 0x80 || c == '-' || c == '+' || c == '#' || c == '\'' || c == '_' || c == '/' || c == '.' || c == '<' || c == '>'; }

size_t span_cut(const char *text, size_t n, size_t from, struct span_sentence *s)
{
    s->text = text;
    s->n = 0;
    size_t i = from;
    while (i < n && s->n < SPAN_TOKENS) {
        unsigned char c = (unsigned char)text[i];
        if (c == '\n' && s->n > 0)
            return i + 1;
        if (c <= ' ') {
            i++;
            continue;
        }
        size_t k = 1;
        if (inside(c))
            while (i + k < n && inside((unsigned char)text[i + k]))
                k++;
        bool stops = text[i + k - 1] == '.' && k > 1 && (i + k == n || (unsigned char)text[i + k] <= ' ');
        s->token[s->n++] = (struct span_token){(uint32_t)i, (uint32_t)(stops ? k - 1 : k)};
        i += k;
        if (stops && s->n < SPAN_TOKENS)
            s->token[s->n++] = (struct span_token){(uint32_t)i - 1, 1};
        if (stops || (k == 1 && (c == '!' || c == '?' || c == ';')))
            return i;
    }
    return s->n > 0 ? i : 0;
}

/* ---- the file: magic, version, then for each layer its transitions and the weights that are not nothing */

static void put(FILE *f, uint64_t *sum, const void *p, size_t n)
{
    fwrite(p, 1, n, f);
    for (size_t i = 0; i < n; i++)
        *sum = (*sum ^ ((const unsigned char *)p)[i]) * 1099511628211ull;
}

bool span_save(const struct span_model *m, const char *path, struct err *err)
{
    char *beside = malloc(strlen(path) + 8);
    if (beside == NULL)
        abort();
    sprintf(beside, "%s.new", path);
    FILE *f = fopen(beside, "wb");
    uint64_t sum = 1469598103934665603ull;
    uint32_t version = VERSION;
    bool good = f != NULL;
    if (good) {
        put(f, &sum, MAGIC, 8);
        put(f, &sum, &version, sizeof(version));
        for (int l = 0; l < SPAN_LAYERS; l++) {
            const struct span_layer_weights *w = &m->layer[l];
            uint32_t count = 0;
            for (uint32_t i = 0; i < SPAN_TABLE; i++)
                count += w->of[i][0] != 0 || w->of[i][1] != 0 || w->of[i][2] != 0;
            put(f, &sum, w->go, sizeof(w->go));
            put(f, &sum, &count, sizeof(count));
            for (uint32_t i = 0; i < SPAN_TABLE; i++)
                if (w->of[i][0] != 0 || w->of[i][1] != 0 || w->of[i][2] != 0) {
                    put(f, &sum, &i, sizeof(i));
                    put(f, &sum, w->of[i], sizeof(w->of[i]));
                }
        }
        fwrite(&sum, sizeof(sum), 1, f);
        good = ferror(f) == 0;
        good = fclose(f) == 0 && good && rename(beside, path) == 0;
    }
    if (!good) {
        err_set(err, BROKEN, "%s cannot be written: %s", path, strerror(errno));
        unlink(beside);
    }
    free(beside);
    return good;
}

struct span_model *span_read(const void *bytes, size_t n, struct err *err)
{
    const unsigned char *p = bytes, *end = p + n;
    uint64_t sum = 1469598103934665603ull, said;
    uint32_t version;
    if (n < 8 + sizeof(version) + sizeof(said) || memcmp(p, MAGIC, 8) != 0 || (memcpy(&version, p + 8, sizeof(version)), version != VERSION)) {
        err_set(err, NOT_FOUND, "this is no model of spans of this version");
        return NULL;
    }
    end -= sizeof(said);
    memcpy(&said, end, sizeof(said));
    for (const unsigned char *q = p; q < end; q++)
        sum = (sum ^ *q) * 1099511628211ull;
    p += 8 + sizeof(version);
    struct span_model *m = span_new();
    bool good = sum == said;
    for (int l = 0; l < SPAN_LAYERS && good; l++) {
        struct span_layer_weights *w = &m->layer[l];
        uint32_t count, i;
        good = (size_t)(end - p) >= sizeof(w->go) + sizeof(count);
        if (!good)
            break;
        memcpy(w->go, p, sizeof(w->go));
        memcpy(&count, p + sizeof(w->go), sizeof(count));
        p += sizeof(w->go) + sizeof(count);
        good = (size_t)(end - p) / (sizeof(i) + sizeof(w->of[0])) >= count;
        for (uint32_t k = 0; k < count && good; k++) {
            memcpy(&i, p, sizeof(i));
            good = i < SPAN_TABLE;
            if (good)
                memcpy(w->of[i], p + sizeof(i), sizeof(w->of[0]));
            p += sizeof(i) + sizeof(w->of[0]);
        }
    }
    if (!good) {
        err_set(err, NOT_FOUND, "the model of spans is damaged; learn it again");
        span_free(m);
        return NULL;
    }
    return m;
}

struct span_model *span_load(const char *path, struct err *err)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        err_set(err, NOT_FOUND, "%s cannot be read: %s", path, strerror(errno));
        return NULL;
    }
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *bytes = size > 0 && size < (64L << 20) ? malloc((size_t)size) : NULL;
    size_t n = bytes != NULL ? fread(bytes, 1, (size_t)size, f) : 0;
    fclose(f);
    struct span_model *m = span_read(bytes != NULL ? bytes : "", n, err);
    free(bytes);
    return m;
}
