/* catalogue.c -- see catalogue.h: words, facets and order are answered in one walk over the snapshot. */
#include "programme/catalogue_private.h"

#include "view/words.h"

#include <stdlib.h>
#include <string.h>

static const char *const keys[FACETS] = {
    [FACET_KIND] = "kind", [FACET_PLACE] = "place", [FACET_START] = "start", [FACET_PRICE] = "price", [FACET_HOURS] = "hours",
    [FACET_FORM] = "form", [FACET_AUDIENCE] = "audience", [FACET_FUNDING] = "funding", [FACET_LEVEL] = "level",
    [FACET_LANGUAGE] = "language", [FACET_OWNER] = "organisation",
};

const char *facet_key(enum facet f) { return keys[f]; }

enum facet facet_by_key(const char *key)
{
    int f = 0;
    while (f < FACETS && strcmp(keys[f], key) != 0)
        f++;
    return (enum facet)f;
}

/* When the next start is, as bands of the facet; the last is "none announced". */
static const struct {
    const char *key;
    int32_t most;
} starts[] = {{"month", 31}, {"quarter", 92}, {"later", INT32_MAX}, {"none", 0}};

struct range {
    int64_t lo, hi; /* lo itself is not in it, unless it is 0; hi -1: no end */
};

struct asking {
    const struct snapshot *s;
    const struct catalogue_ask *ask;
    int32_t today_on;
    bool narrowed[FACETS];
    unsigned char *allowed[FACETS]; /* by value, of narrowed facets; NULL for those of ranges */
    struct range range[FACETS][CHOSEN_MOST];
    int ranges[FACETS];
    int *count[FACETS];
    int start_count[COUNT(starts)];
    bool start_allowed[COUNT(starts)];
};

static bool is_range(int f) { return f == FACET_PRICE || f == FACET_HOURS; }

/* "5000-20000" or "20000-": in major units of money, in hours.  Kept numbers, not names of bands, so that an
 * address goes on meaning the same when the bands move. */
static bool range_of(const char *key, int f, struct range *out)
{
    char *end;
    long long lo = strtoll(key, &end, 10), hi = -1;
    if (end == key || *end != '-' || lo < 0 || lo > 1000000000000)
        return false;
    const char *rest = end + 1;
    if (*rest != '\0') {
        hi = strtoll(rest, &end, 10);
        if (*end != '\0' || hi < lo || hi > 1000000000000)
            return false;
    }
    int unit = f == FACET_PRICE ? 100 : 1;
    *out = (struct range){lo * unit, hi < 0 ? -1 : hi * unit};
    return true;
}

static bool in_range(struct range r, int64_t v) { return (v > r.lo || r.lo == 0) && (r.hi < 0 || v <= r.hi); }

static void choose(struct work *w, struct asking *a, int f)
{
    const struct facet_column *c = &a->s->facet[f];
    a->count[f] = take_array(w, c->n + 1, int);
    const char *const *chosen = a->ask->chosen[f];
    if (chosen[0] == NULL)
        return;
    a->narrowed[f] = true;
    if (!is_range(f) && f != FACET_START)
        a->allowed[f] = take(w, c->n + 1);
    for (int k = 0; k < CHOSEN_MOST && chosen[k] != NULL; k++) {
        if (is_range(f)) {
            a->ranges[f] += range_of(chosen[k], f, &a->range[f][a->ranges[f]]);
        } else if (f == FACET_START) {
            for (size_t i = 0; i < COUNT(starts); i++)
                a->start_allowed[i] |= strcmp(starts[i].key, chosen[k]) == 0;
        } else {
            for (size_t i = 0; i < c->n; i++)
                if (strcmp(c->known[i].key, chosen[k]) == 0)
                    a->allowed[f][i] = 1;
        }
    }
}

static int32_t next_start(const struct snapshot *s, const struct entry *e, int32_t today)
{
    for (uint32_t i = 0; i < e->start_n; i++)
        if (s->starts[e->start_first + i] >= today)
            return s->starts[e->start_first + i];
    return 0;
}

static size_t start_band(int32_t on, int32_t today)
{
    size_t i = 0;
    if (on == 0)
        return COUNT(starts) - 1;
    while (on - today > starts[i].most)
        i++;
    return i;
}

static bool passes(const struct asking *a, int f, size_t entry, size_t band)
{
    const struct facet_column *c = &a->s->facet[f];
    if (f == FACET_START)
        return a->start_allowed[band];
    if (is_range(f)) {
        int64_t v = f == FACET_PRICE ? a->s->entry[entry].price_minor : a->s->entry[entry].hours_ah;
        for (int k = 0; k < a->ranges[f]; k++)
            if (in_range(a->range[f][k], v))
                return true;
        return false;
    }
    for (uint32_t i = c->first[entry]; i < c->first[entry + 1]; i++)
        if (a->allowed[f][c->value[i]])
            return true;
    return false;
}

static void count_one(struct asking *a, int f, size_t entry, size_t band)
{
    const struct facet_column *c = &a->s->facet[f];
    if (f == FACET_START) {
        a->start_count[band]++;
        return;
    }
    for (uint32_t i = c->first[entry]; i < c->first[entry + 1]; i++)
        a->count[f][c->value[i]]++;
}

/* An entry counts for a facet when all the other facets let it pass: the figure beside a value is what there
 * would be with it chosen. */
static bool count(struct asking *a, size_t entry, size_t band)
{
    int failed = -1, failures = 0;
    for (int f = 0; f < FACETS && failures < 2; f++)
        if (a->narrowed[f] && !passes(a, f, entry, band)) {
            failed = f;
            failures++;
        }
    if (failures == 1)
        count_one(a, failed, entry, band);
    if (failures == 0)
        for (int f = 0; f < FACETS; f++)
            count_one(a, f, entry, band);
    return failures == 0;
}

/* ---------------------------------------------------------------- the best of them */

struct hit {
    double key; /* the smaller the better */
    uint32_t name, entry;
};

static bool worse(const struct hit *a, const struct hit *b)
{
    return a->key != b->key ? a->key > b->key : a->name > b->name;
}

/* A heap with the worst on top holds the best `room` seen so far. */
static void keep_best(struct hit *heap, size_t *n, size_t room, struct hit h)
{
    size_t i;
    if (*n < room) {
        for (i = (*n)++; i > 0 && worse(&h, &heap[(i - 1) / 2]); i = (i - 1) / 2)
            heap[i] = heap[(i - 1) / 2];
        heap[i] = h;
        return;
    }
    if (room == 0 || !worse(&heap[0], &h))
        return;
    for (i = 0;;) {
        size_t c = 2 * i + 1;
        if (c >= *n)
            break;
        if (c + 1 < *n && worse(&heap[c + 1], &heap[c]))
            c++;
        if (!worse(&heap[c], &h))
            break;
        heap[i] = heap[c];
        i = c;
    }
    heap[i] = h;
}

static int best_first(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    return worse(x, y) ? 1 : worse(y, x) ? -1 : 0;
}

static double key_of(const struct entry *e, enum catalogue_order order, float fit, int32_t starts_on)
{
    switch (order) {
    case BY_FIT: return -(double)fit;
    case BY_PRICE: return (double)e->price_minor;
    case BY_HOURS: return e->hours_ah;
    case BY_START: return starts_on == 0 ? 1e9 : starts_on;
    case BY_NAME: break;
    }
    return 0;
}

/* ---------------------------------------------------------------- words */

struct words {
    struct finder_question question;
    float *score;
    unsigned char *had;
    int need; /* how many of the words an entry must have */
};

static void forget_stemmer(void *st) { stemmer_free(st); }

static bool ask_words(struct work *w, const struct asking *a, struct words *out, struct catalogue_answer *answer)
{
    const struct snapshot *s = a->s;
    struct stemmer *st = stemmer_new();
    work_later(w, forget_stemmer, st);
    finder_ask(s->finder, st, a->ask->words, &out->question);
    int n = out->question.n;
    if (n == 0)
        return false;
    out->score = take_array(w, s->n + 1, float);
    out->had = take(w, s->n + 1);
    finder_score(s->finder, &out->question, out->score, out->had);
    int most = 0;
    for (size_t i = 0; i < s->n && most < n; i++)
        if (s->entry[i].module == a->ask->modules && out->had[i] > most)
            most = out->had[i];
    out->need = most;
    answer->loose = most < n && most > 0;
    if (most == 0)
        out->need = 1; /* nothing is like any of the words */
    bool other = false;
    const char *instead = "";
    for (int i = 0; i < n; i++) {
        const struct finder_asked *x = &out->question.word[i];
        other |= x->instead != NULL;
        instead = take_text(w, "%s%s%s", instead, *instead != '\0' ? " " : "", x->instead != NULL ? x->instead : x->typed);
    }
    answer->instead = other ? instead : NULL;
    return true;
}

/* ---------------------------------------------------------------- the answer */

static int by_count(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;
    return x->count != y->count ? y->count - x->count : strcmp(x->key, y->key);
}

static bool is_chosen(const struct catalogue_ask *ask, int f, const char *key)
{
    for (int k = 0; k < CHOSEN_MOST && ask->chosen[f][k] != NULL; k++)
        if (strcmp(ask->chosen[f][k], key) == 0)
            return true;
    return false;
}

/* The values an entry has of a facet, `most` of them, parted by commas. */
static const char *values_of(struct work *w, const struct snapshot *s, enum facet f, size_t entry, uint32_t most)
{
    const struct facet_column *c = &s->facet[f];
    const char *out = "";
    uint32_t first = c->first[entry], n = c->first[entry + 1] - first;
    for (uint32_t i = 0; i < n && i < most; i++)
        out = take_text(w, "%s%s%s", out, i > 0 ? ", " : "", c->known[c->value[first + i]].key);
    return n > most ? take_text(w, "%s …", out) : out;
}

static const char *kept(struct work *w, const char *s) { return s == NULL ? NULL : take_copy(w, s, strlen(s)); }

static void facet_values(struct work *w, const struct asking *a, int f, struct catalogue_answer *out)
{
    const struct facet_column *c = &a->s->facet[f];
    size_t all = f == FACET_START ? COUNT(starts) : c->n;
    struct facet_value *v = take_array(w, all + CHOSEN_MOST, struct facet_value);
    size_t n = 0;
    for (size_t i = 0; i < all; i++) {
        struct facet_value one = f == FACET_START ? (struct facet_value){.key = starts[i].key, .count = a->start_count[i]} : c->known[i];
        if (f != FACET_START)
            one.count = a->count[f][i];
        one.chosen = is_chosen(a->ask, f, one.key);
        if (one.count == 0 && !one.chosen)
            continue;
        one.key = kept(w, one.key);
        one.name_ru = kept(w, one.name_ru);
        one.name_en = kept(w, one.name_en);
        v[n++] = one;
    }
    for (int k = 0; k < CHOSEN_MOST && a->ask->chosen[f][k] != NULL; k++) { /* a range of one's own, a town long gone */
        bool there = false;
        struct range r = {0, -1};
        for (size_t i = 0; i < n; i++)
            there |= strcmp(v[i].key, a->ask->chosen[f][k]) == 0;
        if (!there && is_range(f))
            there = !range_of(a->ask->chosen[f][k], f, &r);
        if (!there)
            v[n++] = (struct facet_value){.key = a->ask->chosen[f][k], .chosen = true, .lo = r.lo, .hi = r.hi, .count = -1};
    }
    if (!is_range(f) && f != FACET_START && f != FACET_LEVEL)
        qsort(v, n, sizeof(*v), by_count);
    out->facet[f] = v;
    out->values[f] = n;
}

bool catalogue_find(struct work *w, const struct catalogue_ask *ask, struct catalogue_answer *out)
{
    *out = (struct catalogue_answer){0};
    struct asking a = {.s = snapshot_of(w), .ask = ask, .today_on = ask->today_on};
    if (a.s == NULL)
        return false;
    for (int f = 0; f < FACETS; f++)
        choose(w, &a, f);
    struct words words = {0};
    bool by_words = ask->words != NULL && ask_words(w, &a, &words, out);
    enum catalogue_order order = ask->order == BY_FIT && !by_words ? BY_NAME : ask->order;
    size_t room = ask->skip + ask->most, n = 0;
    room = room < a.s->n ? room : a.s->n;
    struct hit *heap = take_array(w, room + 1, struct hit);
    for (size_t i = 0; i < a.s->n; i++) {
        const struct entry *e = &a.s->entry[i];
        if (e->module != ask->modules || (by_words && words.had[i] < words.need))
            continue;
        int32_t on = next_start(a.s, e, ask->today_on);
        if (!count(&a, i, start_band(on, ask->today_on)))
            continue;
        out->total++;
        keep_best(heap, &n, room, (struct hit){key_of(e, order, by_words ? words.score[i] : 0, on), e->name_rank[w->language], (uint32_t)i});
    }
    if (n > 0)
        qsort(heap, n, sizeof(*heap), best_first);
    out->found = take_array(w, n + 1, struct catalogue_found);
    for (size_t i = ask->skip; i < n; i++) {
        const struct entry *e = &a.s->entry[heap[i].entry];
        out->found[out->n++] = (struct catalogue_found){
            .id = e->id, .price_minor = e->price_minor, .hours_ah = e->hours_ah, .starts_on = next_start(a.s, e, ask->today_on), .level = e->level,
            .place = values_of(w, a.s, FACET_PLACE, heap[i].entry, 3), .form = values_of(w, a.s, FACET_FORM, heap[i].entry, 1),
            .language = values_of(w, a.s, FACET_LANGUAGE, heap[i].entry, 2), .fit = by_words ? words.score[heap[i].entry] : 0};
    }
    for (int f = 0; f < FACETS; f++)
        facet_values(w, &a, f, out);
    return fine(w);
}
