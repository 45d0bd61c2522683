/* lexicon_make.c -- a book compiled into a lexicon: stems, phrases, automaton, postings.  See lexicon.h. */
#include "lingo/lexicon_private.h"

#include "base/map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHORTEST 4u  /* of one or two letters */
#define GENERIC  30  /* names of more things than this have it: by itself the word names none of them */

struct make {
    const struct book *b;
    struct stemmer *st;
    struct map stems;      /* stem -> number */
    size_t nstems;
    uint32_t *small;       /* of each stem: how often descriptions and texts write it without capitals */
    size_t small_room;
    struct runs names, abouts, others;
    uint32_t *run_thing;   /* thing of each name run */
    uint32_t *run_flags;
    char **run_surface;    /* of a name of one Latin word: the word, folded; owned */
    uint32_t *in_names;    /* of each stem: how many things have it in a name */
    size_t run_room;
    float *idf;
    struct phrase *phrases;
    uint32_t *words;       /* stems of phrases */
    size_t nphrases;
};

static void *more(void *p, size_t used, size_t *room, size_t each)
{
    if (used < *room)
        return p;
    size_t to = *room < 64 ? 64 : *room * 2;
    void *q = realloc(p, to * each);
    if (q == NULL)
        abort();
    memset((char *)q + *room * each, 0, (to - *room) * each);
    *room = to;
    return q;
}

static uint32_t stem_number(struct make *m, const char *stem)
{
    bool fresh = false;
    int64_t *at = map_at(&m->stems, stem, &fresh);
    if (fresh) {
        *at = (int64_t)m->nstems++;
        m->small = more(m->small, m->nstems, &m->small_room, sizeof(*m->small));
    }
    return (uint32_t)*at;
}

static void runs_begin(struct runs *r)
{
    r->at = more(r->at, r->texts + 1, &r->texts_room, sizeof(*r->at));
    r->at[r->texts] = (uint32_t)r->n;
}

/* Read a text into the open run; returns the number of words met, stop words too. */
static size_t runs_read(struct make *m, struct runs *r, const char *s, size_t n, bool *capitals)
{
    struct token w;
    size_t met = 0;
    for (size_t at = 0; (at = word_next(s, n, at, &w)) != 0;) {
        char f[WORD_MAX];
        size_t k = word_fold(s + w.at, w.n, f);
        met++;
        *capitals = w.upper;
        if (word_is_stop(f, w.upper))
            continue;
        stem_word(m->st, f, k);
        r->stems = more(r->stems, r->n, &r->room, sizeof(*r->stems));
        uint32_t stem = r->stems[r->n++] = stem_number(m, f);
        m->small[stem] += r != &m->names && !w.upper;
    }
    return met;
}

static void runs_end(struct runs *r)
{
    r->texts++;
    r->at = more(r->at, r->texts, &r->texts_room, sizeof(*r->at));
    r->at[r->texts] = (uint32_t)r->n;
}

/* The folded word of a name that is one word in Latin letters; NULL for other names. */
static char *surface_of(const char *s, size_t n)
{
    struct token w, next;
    char f[WORD_MAX];
    size_t at = word_next(s, n, 0, &w);
    if (at == 0 || (at < n && word_next(s, n, at, &next) != 0))
        return NULL;
    word_fold(s + w.at, w.n, f);
    return (unsigned char)f[0] < 0x80 ? strdup(f) : NULL;
}

static void name_run(struct make *m, uint32_t thing, bool preferred, const char *s, size_t n)
{
    bool capitals = false;
    runs_begin(&m->names);
    size_t words = runs_read(m, &m->names, s, n, &capitals);
    size_t got = m->names.n - m->names.at[m->names.texts];
    if (got == 0)
        return; /* nothing but stop words: it cannot be found in text */
    runs_end(&m->names);
    size_t i = m->names.texts - 1, room = m->run_room, same_room = m->run_room;
    m->run_surface = more(m->run_surface, i, &same_room, sizeof(*m->run_surface));
    m->run_surface[i] = got == 1 ? surface_of(s, n) : NULL;
    m->run_thing = more(m->run_thing, i, &room, sizeof(*m->run_thing));
    m->run_flags = more(m->run_flags, i, &m->run_room, sizeof(*m->run_flags));
    m->run_thing[i] = thing;
    bool small = n <= 4 && words == 1 && capitals;
    m->run_flags[i] = (preferred ? PHRASE_PREFERRED : 0) | (small ? PHRASE_CAPITALS : 0) |
                      (small && n <= 2 ? SHORTEST : 0) | (got == 1 && words > 1 ? PHRASE_LOOSE : 0);
}

static void read_book(struct make *m)
{
    const struct book *b = m->b;
    for (size_t i = 0; i < b->nnames; i++) {
        const struct name *x = &b->names[i];
        size_t n = strlen(x->text);
        name_run(m, x->thing, x->preferred, x->text, n);
        /* "Java (computer programming)" is said as "Java" */
        const char *open = strchr(x->text, '(');
        if (open != NULL && open > x->text && n > 0 && x->text[n - 1] == ')')
            name_run(m, x->thing, x->preferred, x->text, (size_t)(open - x->text));
    }
    bool any;
    for (size_t i = 0; i < b->nthings; i++) {
        runs_begin(&m->abouts);
        if (b->things[i].about != NULL)
            runs_read(m, &m->abouts, b->things[i].about, strlen(b->things[i].about), &any);
        runs_end(&m->abouts);
    }
    for (size_t i = 0; i < b->ntexts; i++) {
        runs_begin(&m->others);
        runs_read(m, &m->others, b->texts[i], strlen(b->texts[i]), &any);
        runs_end(&m->others);
    }
}

/* ---- phrases: the name runs, each thing's once, in the order of their words */

static int by_words(const void *pa, const void *pb, void *make)
{
    const struct make *m = make;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    const struct runs *r = &m->names;
    uint32_t na = r->at[a + 1] - r->at[a], nb = r->at[b + 1] - r->at[b];
    for (uint32_t i = 0; i < na && i < nb; i++) {
        uint32_t x = r->stems[r->at[a] + i], y = r->stems[r->at[b] + i];
        if (x != y)
            return x < y ? -1 : 1;
    }
    if (na != nb)
        return na < nb ? -1 : 1;
    if (m->run_thing[a] != m->run_thing[b])
        return m->run_thing[a] < m->run_thing[b] ? -1 : 1;
    return (int)(m->run_flags[b] & 1u) - (int)(m->run_flags[a] & 1u);
}

static bool same_words(const struct make *m, uint32_t a, uint32_t b)
{
    const struct runs *r = &m->names;
    uint32_t n = r->at[a + 1] - r->at[a];
    return n == r->at[b + 1] - r->at[b] &&
           memcmp(r->stems + r->at[a], r->stems + r->at[b], n * sizeof(*r->stems)) == 0;
}

/* Of each stem: how many things have it in a name.  The runs stand by thing. */
static void count_names(struct make *m)
{
    uint32_t *last = lexicon_take(m->nstems, sizeof(*last));
    m->in_names = lexicon_take(m->nstems, sizeof(*m->in_names));
    for (size_t r = 0; r < m->names.texts; r++)
        for (uint32_t k = m->names.at[r]; k < m->names.at[r + 1]; k++) {
            uint32_t s = m->names.stems[k];
            if (last[s] != m->run_thing[r] + 1) {
                last[s] = m->run_thing[r] + 1;
                m->in_names[s]++;
            }
        }
    free(last);
}

static void make_phrases(struct make *m)
{
    size_t n = m->names.texts;
    count_names(m);
    uint32_t *order = lexicon_take(n, sizeof(*order));
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, n, sizeof(*order), by_words, m);
    m->phrases = lexicon_take(n, sizeof(*m->phrases));
    m->words = lexicon_take(m->names.n, sizeof(*m->words));
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t x = order[i];
        if (i > 0 && m->run_thing[x] == m->run_thing[order[i - 1]] && same_words(m, x, order[i - 1])) {
            m->phrases[m->nphrases - 1].flags &= m->run_flags[x] | PHRASE_PREFERRED;
            continue;
        }
        uint32_t words = m->names.at[x + 1] - m->names.at[x];
        memcpy(m->words + used, m->names.stems + m->names.at[x], words * sizeof(*m->words));
        uint32_t flags = m->run_flags[x];
        if ((flags & PHRASE_CAPITALS) != 0 && m->small[m->words[used]] < 5 &&
            (flags & SHORTEST) == 0)
            flags &= ~PHRASE_CAPITALS; /* SQL is nothing else in small letters; LESS and R are */
        if (words == 1 && (flags & PHRASE_PREFERRED) == 0 && m->in_names[m->words[used]] > GENERIC)
            flags |= PHRASE_LOOSE; /* "engineering", said of packaging */
        m->phrases[m->nphrases++] = (struct phrase){m->run_thing[x], (uint32_t)used, words, flags, 0, x};
        used += words;
    }
    free(order);
}

/* ---- the automaton: a state is a range of phrases that begin alike */

struct machine {
    struct state *states;
    struct kid *kids;
    uint32_t *root;
    uint32_t *lo, *hi; /* range of phrases */
    size_t nstates, state_room, nkids, kid_room, lo_room, hi_room;
};

static uint32_t step(const struct machine *x, uint32_t s, uint32_t stem)
{
    const struct state *st = &x->states[s];
    uint32_t lo = st->kids, hi = st->kids + st->nkids;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (x->kids[mid].stem < stem)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < st->kids + st->nkids && x->kids[lo].stem == stem ? x->kids[lo].state : 0;
}

static uint32_t fresh_state(struct machine *x, uint32_t depth, uint32_t lo, uint32_t hi, uint32_t parent)
{
    x->states = more(x->states, x->nstates, &x->state_room, sizeof(*x->states));
    x->lo = more(x->lo, x->nstates, &x->lo_room, sizeof(*x->lo));
    x->hi = more(x->hi, x->nstates, &x->hi_room, sizeof(*x->hi));
    x->states[x->nstates] = (struct state){.depth = depth, .parent = parent};
    x->lo[x->nstates] = lo;
    x->hi[x->nstates] = hi;
    return (uint32_t)x->nstates++;
}

static void make_machine(const struct make *m, struct machine *x)
{
    fresh_state(x, 0, 0, (uint32_t)m->nphrases, 0);
    for (uint32_t s = 0; s < x->nstates; s++) { /* breadth first: the array is the queue */
        uint32_t depth = x->states[s].depth, i = x->lo[s], hi = x->hi[s];
        uint32_t first = i;
        while (i < hi && m->phrases[i].words == depth)
            i++;
        if (s > 0) {
            x->states[s].phrase = first;
            x->states[s].nphrases = i - first;
        }
        x->states[s].kids = (uint32_t)x->nkids;
        while (i < hi) {
            uint32_t stem = m->words[m->phrases[i].first + depth], from = i;
            while (i < hi && m->words[m->phrases[i].first + depth] == stem)
                i++;
            uint32_t kid = fresh_state(x, depth + 1, from, i, s);
            x->kids = more(x->kids, x->nkids, &x->kid_room, sizeof(*x->kids));
            x->kids[x->nkids++] = (struct kid){stem, kid};
            x->states[s].mask |= 1ull << (stem & 63);
        }
        x->states[s].nkids = (uint32_t)x->nkids - x->states[s].kids;
    }
    for (uint32_t s = 0; s < x->nstates; s++) /* parents come before their children, so do their fails */
        for (uint32_t k = 0; k < x->states[s].nkids; k++) {
            const struct kid *kid = &x->kids[x->states[s].kids + k];
            uint32_t f = 0;
            if (s != 0)
                for (uint32_t g = x->states[s].fail;; g = x->states[g].fail) {
                    f = step(x, g, kid->stem);
                    if (f != 0 || g == 0)
                        break;
                }
            x->states[kid->state].fail = f;
            x->states[kid->state].up = x->states[f].nphrases > 0 ? f : x->states[f].up;
        }
    x->root = lexicon_take(m->nstems, sizeof(*x->root));
    for (uint32_t k = 0; k < x->states[0].nkids; k++)
        x->root[x->kids[k].stem] = x->kids[k].state;
}

/* ---- weights and postings */

struct tally { /* stems of one thing, with how often */
    uint32_t *count, *touched;
    size_t n;
};

static void tally_add(struct tally *t, const uint32_t *s, size_t n, uint32_t times)
{
    for (size_t i = 0; i < n; i++) {
        if (t->count[s[i]] == 0)
            t->touched[t->n++] = s[i];
        t->count[s[i]] += times;
    }
}

static void tally_thing(const struct make *m, const uint32_t *run_at, struct tally *t, size_t thing)
{
    for (size_t i = 0; i < t->n; i++)
        t->count[t->touched[i]] = 0;
    t->n = 0;
    for (uint32_t r = run_at[thing]; r < run_at[thing + 1]; r++)
        if (m->names.at[r + 1] > m->names.at[r])
            tally_add(t, m->names.stems + m->names.at[r], m->names.at[r + 1] - m->names.at[r],
                      (m->run_flags[r] & PHRASE_PREFERRED) != 0 ? 3 : 1);
    const struct runs *a = &m->abouts;
    if (a->at[thing + 1] > a->at[thing]) /* nothing was said about anything: there is no array to point into */
        tally_add(t, a->stems + a->at[thing], a->at[thing + 1] - a->at[thing], 1);
}

struct postings {
    struct posting *of;
    uint32_t *at;
};

/* Things or phrases by stem, counted first, then filled. */
static struct postings name_postings(struct make *m)
{
    struct postings p = {.at = lexicon_take(m->nstems + 2, sizeof(*p.at))};
    size_t total = 0;
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < m->nphrases; i++) {
            struct phrase *ph = &m->phrases[i];
            const uint32_t *w = m->words + ph->first;
            double norm = 0;
            for (uint32_t k = 0; k < ph->words; k++) {
                bool again = false;
                for (uint32_t j = 0; j < k; j++)
                    again |= w[j] == w[k];
                if (again)
                    continue;
                if (fill == 0) {
                    p.at[w[k] + 1]++;
                    total++;
                    norm += (double)m->idf[w[k]] * (double)m->idf[w[k]];
                } else {
                    p.of[p.at[w[k]]++] = (struct posting){(uint32_t)i, m->idf[w[k]] / ph->norm};
                }
            }
            if (fill == 0)
                ph->norm = (float)sqrt(norm > 0 ? norm : 1);
        }
        if (fill == 0) {
            for (size_t s = 0; s < m->nstems; s++)
                p.at[s + 1] += p.at[s];
            p.of = lexicon_take(total, sizeof(*p.of));
        } else {
            memmove(p.at + 1, p.at, m->nstems * sizeof(*p.at));
            p.at[0] = 0;
        }
    }
    return p;
}

static struct postings about_postings(struct make *m, const uint32_t *run_at)
{
    size_t n = m->b->nthings;
    struct postings p = {.at = lexicon_take(m->nstems + 2, sizeof(*p.at))};
    struct tally t = {lexicon_take(m->nstems, sizeof(uint32_t)), lexicon_take(m->nstems, sizeof(uint32_t)), 0};
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        tally_thing(m, run_at, &t, i);
        for (size_t k = 0; k < t.n; k++)
            p.at[t.touched[k] + 1]++;
        total += t.n;
    }
    for (size_t s = 0; s < m->nstems; s++) {
        double df = (double)p.at[s + 1];
        m->idf[s] = df > 0 ? (float)log(1 + ((double)n - df + 0.5) / (df + 0.5)) : 0;
    }
    for (size_t s = 0; s < m->nstems; s++)
        p.at[s + 1] += p.at[s];
    p.of = lexicon_take(total, sizeof(*p.of));
    for (size_t i = 0; i < n; i++) {
        tally_thing(m, run_at, &t, i);
        double norm = 0;
        for (size_t k = 0; k < t.n; k++) {
            double x = (1 + log((double)t.count[t.touched[k]])) * (double)m->idf[t.touched[k]];
            norm += x * x;
        }
        norm = sqrt(norm > 0 ? norm : 1);
        for (size_t k = 0; k < t.n; k++) {
            uint32_t s = t.touched[k];
            double x = (1 + log((double)t.count[s])) * (double)m->idf[s];
            p.of[p.at[s]++] = (struct posting){(uint32_t)i, (float)(x / norm)};
        }
    }
    memmove(p.at + 1, p.at, m->nstems * sizeof(*p.at));
    p.at[0] = 0;
    free(t.count);
    free(t.touched);
    return p;
}

/* ---- texts of the image */

struct heap {
    char *s;
    size_t n, room;
};
static uint32_t heap_add(struct heap *h, const char *s)
{
    size_t n = strlen(s) + 1;
    while (h->n + n > h->room) {
        size_t used = h->room;
        h->s = more(h->s, used, &h->room, 1);
    }
    memcpy(h->s + h->n, s, n);
    h->n += n;
    return (uint32_t)(h->n - n);
}

static int by_thing(const void *pa, const void *pb, void *make)
{
    const struct make *m = make;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    uint32_t x = m->phrases[a].thing, y = m->phrases[b].thing;
    if (x != y)
        return x < y ? -1 : 1;
    return a < b ? -1 : 1;
}

/* The vector of a thing's preferred name (its first name's run). */
static void call_things(const struct make *m, const uint32_t *run_at, const struct meaning *mean, size_t dim, float *called)
{
    for (size_t i = 0; i < m->b->nthings; i++) {
        if (run_at[i] == run_at[i + 1])
            continue;
        float *to = called + i * dim;
        for (uint32_t k = m->names.at[run_at[i]]; k < m->names.at[run_at[i] + 1]; k++) {
            uint32_t s = m->names.stems[k];
            for (size_t d = 0; d < dim; d++)
                to[d] += mean->lift[s] * mean->vectors[s * dim + d];
        }
        double norm = 0;
        for (size_t d = 0; d < dim; d++)
            norm += (double)to[d] * (double)to[d];
        norm = norm > 0 ? 1 / sqrt(norm) : 0;
        for (size_t d = 0; d < dim; d++)
            to[d] *= (float)norm;
    }
}

static struct lexicon *pack(struct make *m, const struct machine *x, const struct postings *names,
                            const struct postings *abouts, const struct meaning *mean, const uint32_t *run_at, size_t dim)
{
    const struct book *b = m->b;
    struct heap text = {0};
    heap_add(&text, "");
    struct card *cards = lexicon_take(b->nthings, sizeof(*cards));
    uint32_t *own = lexicon_take(m->nphrases, sizeof(*own));
    for (size_t i = 0; i < m->nphrases; i++) {
        const char *surface = m->run_surface[m->phrases[i].surface]; /* until now the number of its run */
        own[i] = (uint32_t)i;
        m->phrases[i].surface = surface != NULL ? heap_add(&text, surface) : 0;
    }
    qsort_r(own, m->nphrases, sizeof(*own), by_thing, m);
    for (size_t i = 0, k = 0; i < b->nthings; i++) {
        size_t from = k;
        while (k < m->nphrases && m->phrases[own[k]].thing == i)
            k++;
        cards[i] = (struct card){b->things[i].id, heap_add(&text, b->things[i].code), heap_add(&text, b->things[i].name),
                                 (uint32_t)from, (uint32_t)(k - from), (float)log1p(b->things[i].use)};
    }
    uint32_t *stem_text = lexicon_take(m->nstems, sizeof(*stem_text));
    size_t nslots = 64;
    while (nslots < m->nstems * 2)
        nslots *= 2;
    uint32_t *slots = lexicon_take(nslots, sizeof(*slots));
    for (size_t i = 0; i < m->stems.room; i++) {
        const struct map_slot *s = &m->stems.slots[i];
        if (s->key == NULL || s->value < 2)
            continue;
        stem_text[s->value] = heap_add(&text, s->key);
        size_t at = lexicon_hash(s->key, strlen(s->key)) & (nslots - 1);
        while (slots[at] != 0)
            at = (at + 1) & (nslots - 1);
        slots[at] = (uint32_t)s->value;
    }
    float *called = lexicon_take(b->nthings * dim, sizeof(*called));
    if (dim > 0)
        call_things(m, run_at, mean, dim, called);
    struct head h = {.nthings = b->nthings, .nphrases = m->nphrases, .nstems = m->nstems, .nslots = nslots,
                     .nstates = x->nstates, .dim = dim};
    memcpy(h.stamp, b->stamp, sizeof(h.stamp));
    const void *from[ARRAYS] = {
        [AT_CARDS] = cards, [AT_PHRASES] = m->phrases, [AT_OWN] = own, [AT_STEMS] = m->words, [AT_TEXT] = text.s,
        [AT_STEM_TEXT] = stem_text, [AT_SLOTS] = slots, [AT_IDF] = m->idf, [AT_LIFT] = mean->lift,
        [AT_STATES] = x->states, [AT_KIDS] = x->kids, [AT_ROOT] = x->root, [AT_NAME_AT] = names->at,
        [AT_ABOUT_AT] = abouts->at, [AT_NAMES] = names->of, [AT_ABOUTS] = abouts->of, [AT_MEANING] = mean->vectors,
        [AT_CALLED] = called};
    uint64_t nwords = m->nphrases > 0 ? m->phrases[m->nphrases - 1].first + m->phrases[m->nphrases - 1].words : 0;
    const uint64_t bytes[ARRAYS] = {
        [AT_CARDS] = b->nthings * sizeof(*cards), [AT_PHRASES] = m->nphrases * sizeof(*m->phrases),
        [AT_OWN] = m->nphrases * sizeof(*own), [AT_STEMS] = nwords * sizeof(uint32_t), [AT_TEXT] = text.n,
        [AT_STEM_TEXT] = m->nstems * sizeof(*stem_text), [AT_SLOTS] = nslots * sizeof(*slots),
        [AT_IDF] = m->nstems * sizeof(float), [AT_LIFT] = dim > 0 ? m->nstems * sizeof(float) : 0,
        [AT_STATES] = x->nstates * sizeof(struct state), [AT_KIDS] = x->nkids * sizeof(struct kid),
        [AT_ROOT] = m->nstems * sizeof(uint32_t), [AT_NAME_AT] = (m->nstems + 1) * sizeof(uint32_t),
        [AT_ABOUT_AT] = (m->nstems + 1) * sizeof(uint32_t), [AT_NAMES] = names->at[m->nstems] * sizeof(struct posting),
        [AT_ABOUTS] = abouts->at[m->nstems] * sizeof(struct posting), [AT_MEANING] = m->nstems * dim * sizeof(float),
        [AT_CALLED] = b->nthings * dim * sizeof(float)};
    struct lexicon *lex = lexicon_pack(&h, from, bytes);
    free(cards);
    free(own);
    free(stem_text);
    free(slots);
    free(called);
    free(text.s);
    return lex;
}

static int run_by_thing(const void *pa, const void *pb, void *make)
{
    const struct make *m = make;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    uint32_t x = m->run_thing[a], y = m->run_thing[b];
    if (x != y)
        return x < y ? -1 : 1;
    int p = (int)(m->run_flags[b] & 1u) - (int)(m->run_flags[a] & 1u); /* preferred first */
    return p != 0 ? p : a < b ? -1 : 1;
}

/* Put the name runs in the order of their things, preferred names first; returns where each thing begins. */
static uint32_t *sort_runs(struct make *m)
{
    size_t n = m->names.texts, nthings = m->b->nthings;
    uint32_t *order = lexicon_take(n, sizeof(*order)), *at = lexicon_take(nthings + 1, sizeof(*at));
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, n, sizeof(*order), run_by_thing, m);
    struct runs to = {.stems = lexicon_take(m->names.n, sizeof(uint32_t)), .at = lexicon_take(n + 1, sizeof(uint32_t)),
                      .texts = n, .texts_room = n + 1, .room = m->names.n};
    uint32_t *thing = lexicon_take(n, sizeof(*thing)), *flags = lexicon_take(n, sizeof(*flags));
    char **surface = lexicon_take(n, sizeof(*surface));
    for (size_t i = 0; i < n; i++) {
        uint32_t x = order[i], words = m->names.at[x + 1] - m->names.at[x];
        memcpy(to.stems + to.n, m->names.stems + m->names.at[x], words * sizeof(uint32_t));
        to.n += words;
        to.at[i + 1] = (uint32_t)to.n;
        thing[i] = m->run_thing[x];
        flags[i] = m->run_flags[x];
        surface[i] = m->run_surface[x];
        at[thing[i] + 1] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < nthings; i++)
        if (at[i + 1] < at[i])
            at[i + 1] = at[i];
    free(m->names.stems);
    free(m->names.at);
    free(m->run_thing);
    free(m->run_flags);
    free(m->run_surface);
    free(order);
    m->names = to;
    m->run_surface = surface;
    m->run_thing = thing;
    m->run_flags = flags;
    return at;
}

struct lexicon *lexicon_make(const struct book *b, size_t dim, struct err *err)
{
    for (size_t i = 0; i < b->nnames; i++)
        if (b->names[i].thing >= b->nthings) {
            err_set(err, NOT_VALID, "name %zu (%.60s) belongs to no thing", i, b->names[i].text);
            return NULL;
        }
    struct make m = {.b = b, .st = stemmer_new(), .nstems = 2}; /* 0 none, 1 stop */
    m.small = more(m.small, 2, &m.small_room, sizeof(*m.small));
    read_book(&m);
    stemmer_free(m.st);
    uint32_t *run_at = sort_runs(&m);
    m.idf = lexicon_take(m.nstems, sizeof(*m.idf));
    struct postings abouts = about_postings(&m, run_at);
    make_phrases(&m);
    struct postings names = name_postings(&m);
    struct machine x = {0};
    make_machine(&m, &x);
    struct meaning mean = {0};
    if (dim > 0)
        lexicon_learn(&m.names, m.run_thing, &m.abouts, &m.others, m.nstems, m.idf, dim, &mean);
    struct lexicon *lex = pack(&m, &x, &names, &abouts, &mean, run_at, dim);
    for (size_t i = 0; i < m.names.texts; i++)
        free(m.run_surface[i]);
    free(run_at);
    free(abouts.of);
    free(abouts.at);
    free(names.of);
    free(names.at);
    free(x.states);
    free(x.kids);
    free(x.root);
    free(x.lo);
    free(x.hi);
    free(mean.vectors);
    free(mean.lift);
    free(m.phrases);
    free(m.words);
    free(m.idf);
    free(m.small);
    free(m.names.stems);
    free(m.names.at);
    free(m.abouts.stems);
    free(m.abouts.at);
    free(m.others.stems);
    free(m.others.at);
    free(m.run_thing);
    free(m.run_flags);
    free(m.in_names);
    free(m.run_surface);
    map_free(&m.stems);
    return lex;
}
