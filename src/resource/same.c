/* same.c -- see same.h.  Only names that share a stem or the first letters of a word are held against each other, so that
 * a register of thousands takes a moment. */
#include "resource/same.h"

#include "base/fold.h"
#include "lingo/word.h"
#include "resource/same_sql.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST   24
#define GRAMS_MOST   160
#define FIGURES_MOST 12
#define POSTINGS_MOST 400 /* a stem so common tells nothing */

/* print: what of a name is compared. */
struct print {
    uint64_t stem[WORDS_MOST], gram[GRAMS_MOST];
    double figure[FIGURES_MOST];
    int stems, grams, figures;
};

static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a, by G. Fowler, L. C. Noll and P. Vo */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h;
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}
static int by_figure(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* alike: letters of one look become one; in place, over folded text.  Both are two bytes in UTF-8, of which one is kept. */
static size_t alike(char *s)
{
    static const struct { const char cyrillic[3]; char latin; } same[] = {{"а", 'a'}, {"в", 'b'}, {"е", 'e'}, {"к", 'k'}, {"м", 'm'}, {"н", 'h'},
                                                                          {"о", 'o'}, {"р", 'p'}, {"с", 'c'}, {"т", 't'}, {"у", 'y'}, {"х", 'x'}};
    char *to = s;
    for (char *at = s; *at != '\0';) {
        bool found = false;
        for (size_t i = 0; i < COUNT(same) && !found; i++)
            if (at[0] == same[i].cyrillic[0] && at[1] == same[i].cyrillic[1]) {
                *to++ = same[i].latin;
                at += 2;
                found = true;
            }
        if (!found)
            *to++ = *at++;
    }
    *to = '\0';
    return (size_t)(to - s);
}

/* figures: taken out of the text, blanks left in their place; "1,0" and "1.0" are one number, "1 000" stays two. */
static void figures(char *s, struct print *p)
{
    for (char *at = s; *at != '\0'; at++) {
        if (*at < '0' || *at > '9')
            continue;
        double x = 0, unit = 1;
        char *from = at;
        for (; *at >= '0' && *at <= '9'; at++)
            x = x * 10 + (*at - '0');
        if ((*at == ',' || *at == '.') && at[1] >= '0' && at[1] <= '9')
            for (at++; *at >= '0' && *at <= '9'; at++)
                x += (*at - '0') * (unit /= 10);
        if (p->figures < FIGURES_MOST)
            p->figure[p->figures++] = x;
        memset(from, ' ', (size_t)(at - from));
        at--;
    }
    qsort(p->figure, (size_t)p->figures, sizeof(double), by_figure);
}

static int once(uint64_t *all, int n)
{
    int kept = 0;
    qsort(all, (size_t)n, sizeof(*all), by_hash);
    for (int i = 0; i < n; i++)
        if (kept == 0 || all[kept - 1] != all[i])
            all[kept++] = all[i];
    return kept;
}

static struct print print_of(struct stemmer *st, const char *name)
{
    struct print p = {0};
    char *folded = fold_new(name, strlen(name)), plain[512];
    figures(folded, &p);
    struct token t;
    size_t n = strlen(folded), used = 1;
    plain[0] = ' ';
    for (size_t at = 0; (at = word_next(folded, n, at, &t)) != 0;) {
        char word[WORD_MAX];
        size_t len = word_fold(folded + t.at, t.n, word);
        if (word_is_stop(word, t.upper) && len > 2)
            continue;
        if (used + len + 2 < sizeof(plain)) {
            memcpy(plain + used, word, len);
            used += len;
            plain[used++] = ' ';
        }
        char stem[WORD_MAX];
        memcpy(stem, word, sizeof(stem));
        stem[stem_word(st, stem, len)] = '\0';
        if (p.stems < WORDS_MOST)
            p.stem[p.stems++] = hash(stem, alike(stem));
    }
    plain[used] = '\0';
    used = alike(plain);
    for (size_t i = 0; i + 3 <= used && p.grams < GRAMS_MOST; i++)
        if (((unsigned char)plain[i] & 0xc0) != 0x80) { /* from a whole character on; three of them */
            size_t end = i;
            for (int k = 0; k < 3 && end < used; k++)
                do
                    end++;
                while (end < used && ((unsigned char)plain[end] & 0xc0) == 0x80);
            p.gram[p.grams++] = hash(plain + i, end - i);
        }
    p.stems = once(p.stem, p.stems);
    p.grams = once(p.gram, p.grams);
    free(folded);
    return p;
}

static double dice(const uint64_t *a, int n, const uint64_t *b, int m)
{
    int common = 0;
    for (int i = 0, k = 0; i < n && k < m;)
        if (a[i] == b[k]) {
            common++;
            i++;
            k++;
        } else if (a[i] < b[k]) {
            i++;
        } else {
            k++;
        }
    return n + m == 0 ? 0 : 2.0 * common / (n + m);
}

static double score(const struct print *a, const struct print *b)
{
    if (a->figures != b->figures || a->grams == 0 || b->grams == 0)
        return 0;
    for (int i = 0; i < a->figures; i++)
        if (fabs(a->figure[i] - b->figure[i]) > 1e-9)
            return 0;
    double words = dice(a->stem, a->stems, b->stem, b->stems), letters = dice(a->gram, a->grams, b->gram, b->grams);
    return words > letters ? words : letters;
}

double same_score(const char *a, const char *b)
{
    struct stemmer *st = stemmer_new();
    struct print x = print_of(st, a), y = print_of(st, b);
    stemmer_free(st);
    return score(&x, &y);
}

/* thing: a record or a type, with the prints of its names. */
struct thing {
    bool type;
    int64_t id, type_id, owner, site, room;
    const char *code, *name, *owner_name, *kind;
    struct print print[2]; /* Russian, English */
    bool has[2];
};

struct posting {
    uint64_t key;
    int thing;
};

static int by_posting(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    if (x->key != y->key)
        return x->key > y->key ? 1 : -1;
    return (x->thing > y->thing) - (x->thing < y->thing);
}

struct found {
    struct work *w;
    struct thing *all;
    size_t n;
    struct posting *postings;
    size_t count, room;
};

static void name_of(struct found *f, struct thing *t, struct stemmer *st, int index, const char *ru, const char *en)
{
    const char *names[2] = {ru, en};
    for (int l = 0; l < 2; l++) {
        if (*names[l] == '\0')
            continue;
        t->has[l] = true;
        t->print[l] = print_of(st, names[l]);
        for (int i = 0; i < t->print[l].stems; i++) {
            grow(f->w, &f->postings, f->room, f->count);
            f->postings[f->count++] = (struct posting){t->print[l].stem[i] ^ (uint64_t)t->type, index};
        }
        for (int i = 0; i < t->print[l].grams && i < 6; i++) { /* the smallest hashes: names that are nearly one share most of them */
            grow(f->w, &f->postings, f->room, f->count);
            f->postings[f->count++] = (struct posting){t->print[l].gram[i] ^ (uint64_t)t->type, index};
        }
    }
}

static void free_stemmer(void *st) { stemmer_free(st); }

static bool load(struct work *w, struct found *f)
{
    size_t room = 0;
    struct stemmer *st = stemmer_new();
    work_later(w, free_stemmer, st);
    *f = (struct found){.w = w};
    struct rows r = db_rows(w, SAME_TYPES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &f->all, room, f->n);
        struct thing *t = &f->all[f->n];
        *t = (struct thing){.type = true, .id = db_int(&r, 0), .code = db_text(&r, 1), .name = tr_name(w, db_text(&r, 2), db_text(&r, 3)), .owner_name = "", .kind = db_text(&r, 4)};
        name_of(f, t, st, (int)f->n++, db_text(&r, 2), db_text(&r, 3));
    }
    r = db_rows(w, SAME_THINGS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &f->all, room, f->n);
        struct thing *t = &f->all[f->n];
        *t = (struct thing){.id = db_int(&r, 0), .code = db_text(&r, 1), .name = tr_name(w, db_text(&r, 2), db_text(&r, 3)), .type_id = db_int(&r, 4), .owner = db_int(&r, 5),
                            .site = db_int(&r, 6), .owner_name = tr_name(w, db_text(&r, 7), db_text(&r, 8)), .room = db_int(&r, 9), .kind = "equipment"};
        name_of(f, t, st, (int)f->n++, db_text(&r, 2), db_text(&r, 3));
    }
    if (f->count > 0)
        qsort(f->postings, f->count, sizeof(*f->postings), by_posting);
    return fine(w);
}

/* Where both have a name in both languages, both must be alike: "welding machine" is much of many names in one of them. */
static double nearest(const struct thing *a, const struct thing *b)
{
    double least = 0;
    bool any = false;
    for (int l = 0; l < 2; l++)
        if (a->has[l] && b->has[l]) {
            double s = score(&a->print[l], &b->print[l]);
            least = !any || s < least ? s : least;
            any = true;
        }
    return least;
}

static int by_score(const void *a, const void *b)
{
    const struct same_pair *x = a, *y = b;
    if (fabs(x->score - y->score) > 1e-9)
        return x->score > y->score ? -1 : 1;
    int c = strcmp(x->one_code, y->one_code);
    return c != 0 ? c : strcmp(x->other_code, y->other_code);
}

struct differs {
    int64_t one, other;
};

static bool told_apart(const struct differs *d, size_t n, int64_t one, int64_t other)
{
    for (size_t i = 0; i < n; i++)
        if (d[i].one == one && d[i].other == other)
            return true;
    return false;
}

bool same_find(struct work *w, double least, size_t most, struct same_pair **out, size_t *n)
{
    struct found f;
    struct differs *apart = NULL;
    size_t room = 0, apart_room = 0, aparts = 0;
    *n = 0;
    *out = NULL;
    if (!load(w, &f))
        return false;
    struct rows r = db_rows(w, SAME_DIFFERS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &apart, apart_room, aparts);
        apart[aparts++] = (struct differs){db_int(&r, 0), db_int(&r, 1)};
    }
    int *seen = take_array(w, f.n + 1, int); /* 1 + the last one this was compared with */
    int *others = take_array(w, f.n + 1, int);
    for (size_t i = 0; i < f.n; i++) { /* all that share a key with i and come after it */
        int m = 0;
        const struct thing *a = &f.all[i];
        for (int l = 0; l < 2; l++)
            for (int k = 0; a->has[l] && k < a->print[l].stems + (a->print[l].grams < 6 ? a->print[l].grams : 6); k++) {
                uint64_t key = (k < a->print[l].stems ? a->print[l].stem[k] : a->print[l].gram[k - a->print[l].stems]) ^ (uint64_t)a->type;
                size_t lo = 0, hi = f.count;
                while (lo < hi) {
                    size_t mid = (lo + hi) / 2;
                    if (f.postings[mid].key < key)
                        lo = mid + 1;
                    else
                        hi = mid;
                }
                size_t end = lo;
                while (end < f.count && f.postings[end].key == key)
                    end++;
                for (size_t p = lo; end - lo <= POSTINGS_MOST && p < end; p++) {
                    int b = f.postings[p].thing;
                    if (b > (int)i && seen[b] != (int)i + 1 && f.all[b].type == a->type) {
                        seen[b] = (int)i + 1;
                        others[m++] = b;
                    }
                }
            }
        for (int k = 0; k < m; k++) {
            const struct thing *b = &f.all[others[k]];
            bool worth = a->type ? strcmp(a->kind, b->kind) == 0 : a->type_id != b->type_id || (a->owner == b->owner && a->site == b->site && a->room == b->room);
            double s = worth ? nearest(a, b) : 0;
            if (s < least || told_apart(apart, aparts, a->id, b->id))
                continue;
            grow(w, out, room, *n);
            (*out)[(*n)++] = (struct same_pair){a->type, a->id, b->id, a->code, b->code, a->name, b->name, a->owner_name, b->owner_name,
                                                a->type_id, b->type_id, a->owner, b->owner, s};
        }
    }
    if (*n > 0)
        qsort(*out, *n, sizeof(**out), by_score);
    *n = *n < most ? *n : most;
    return fine(w);
}

bool same_list(struct work *w, double least, struct sheet *out)
{
    static const struct column cols[] = {
        {"what", TR("What"), CODE}, {"one", TR("Code"), CODE}, {"one_name", TR("Name"), WORDS}, {"other", TR("The other's code"), CODE}, {"other_name", TR("The other's name"), WORDS},
        {"one_owner", TR("Owner"), WORDS}, {"other_owner", TR("The other's owner"), WORDS}, {"alike", TR("Alike, %"), NUMBER},
    };
    struct same_pair *all;
    size_t n;
    if (!same_find(w, least, 1000, &all, &n))
        return false;
    sheet_begin(out, cols, COUNT(cols));
    for (size_t i = 0; i < n; i++) {
        const struct same_pair *p = &all[i];
        sheet_row(out);
        sheet_words(out, p->types ? tr(w, "types") : tr(w, "records"));
        sheet_words(out, p->one_code);
        sheet_words(out, p->one_name);
        sheet_words(out, p->other_code);
        sheet_words(out, p->other_name);
        sheet_words(out, p->one_owner);
        sheet_words(out, p->other_owner);
        sheet_int(out, (int64_t)(p->score * 100 + 0.5));
    }
    return sheet_end(out);
}

const char *same_near(struct work *w, const char *name, const char *but_code)
{
    struct found f;
    const struct thing *best = NULL;
    double most = 0.8;
    struct stemmer *st = stemmer_new();
    struct print p = print_of(st, name);
    stemmer_free(st);
    if (!load(w, &f))
        return NULL;
    for (size_t i = 0; i < f.n; i++)
        for (int l = 0; l < 2; l++)
            if (f.all[i].has[l] && !f.all[i].type && strcmp(f.all[i].code, but_code) != 0 && score(&p, &f.all[i].print[l]) > most) {
                best = &f.all[i];
                most = score(&p, &f.all[i].print[l]);
            }
    return best == NULL ? NULL : take_text(w, "%s (%s, %s)", best->name, best->code, best->owner_name);
}
