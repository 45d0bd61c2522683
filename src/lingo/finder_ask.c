/* finder_ask.c -- see finder.h: what the words of a question stand for. */
#include "lingo/finder_private.h"

#include <string.h>

#define BEGINNING 3 /* letters from which on a word may be the beginning of another */
#define ONE_EDIT  4 /* letters from which on one slip is forgiven */
#define TWO_EDITS 8

size_t finder_letters(const char *s, uint16_t *out, size_t most, uint32_t *set)
{
    size_t n = 0;
    *set = 0;
    while (*s != '\0' && n < most) {
        unsigned char b = (unsigned char)*s++;
        uint32_t c = b;
        int more = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC0 ? 1 : 0;
        c = more == 3 ? b & 0x07 : more == 2 ? b & 0x0F : more == 1 ? b & 0x1F : b;
        for (; more > 0 && ((unsigned char)*s & 0xC0) == 0x80; more--)
            c = c << 6 | ((unsigned char)*s++ & 0x3F);
        out[n++] = (uint16_t)c;
        *set |= 1u << (c * 2654435761u >> 27);
    }
    return n;
}

/* edits: the distance of a and b if it is at most `most`, else most + 1; neighbours swapped count once. */
static int edits(const uint16_t *a, int n, const uint16_t *b, int m, int most)
{
    int row[3][WORD_MAX + 1];
    for (int j = 0; j <= m; j++)
        row[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3], least = i;
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
            least = best < least ? best : least;
        }
        if (least > most)
            return most + 1;
    }
    return row[n % 3][m];
}

static void stand_for(struct finder_asked *a, uint32_t term, float likeness)
{
    for (int i = 0; i < a->alike; i++)
        if (a->term[i] == term)
            return;
    int at = a->alike;
    if (at == FINDER_ALIKE) {
        if (likeness <= a->likeness[at - 1])
            return;
        at--;
    } else {
        a->alike++;
    }
    for (; at > 0 && a->likeness[at - 1] < likeness; at--) {
        a->term[at] = a->term[at - 1];
        a->likeness[at] = a->likeness[at - 1];
    }
    a->term[at] = term;
    a->likeness[at] = likeness;
}

static void beginnings(const struct finder *f, struct finder_asked *a, const char *stem)
{
    size_t n = strlen(stem);
    uint32_t lo = 0, hi = f->terms;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (strcmp(f->term[f->sorted[mid]].stem, stem) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < f->terms && strncmp(f->term[f->sorted[lo]].stem, stem, n) == 0; lo++) {
        const struct finder_term *t = &f->term[f->sorted[lo]];
        if (t->df > 0)
            stand_for(a, f->sorted[lo], 0.4f + 0.4f * (float)n / (float)strlen(t->stem));
    }
}

static int bits(uint32_t x) { return __builtin_popcount(x); }

struct spelled {
    uint16_t letters[WORD_MAX];
    int n, most; /* most: slips that are forgiven */
    uint32_t set;
};

static struct spelled spelled(const char *word)
{
    struct spelled s;
    s.n = (int)finder_letters(word, s.letters, WORD_MAX, &s.set);
    s.most = s.n >= TWO_EDITS ? 2 : s.n >= ONE_EDIT ? 1 : 0;
    return s;
}

/* Stems are compared with stems, so that an ending does not count as a slip, and words with words, because a slip
 * may take a stem's own end for an ending: "weding". */
static void slips(const struct finder *f, struct finder_asked *a, const char *stem)
{
    struct spelled by[2] = {spelled(stem), spelled(a->typed)};
    int best = by[1].most;
    for (uint32_t i = 0; i < f->spellings; i++) {
        const struct finder_spelling *t = &f->spelling[i];
        const struct spelled *s = &by[t->whole];
        int most = s->most < best ? s->most : best, apart = (int)t->length - s->n;
        if (most == 0 || apart > most || apart < -most || f->term[t->term].df == 0 || bits(t->set & ~s->set) > most || bits(s->set & ~t->set) > most)
            continue;
        int d = edits(s->letters, s->n, f->letters + t->letters_at, t->length, most);
        if (d > most)
            continue;
        if (d < best)
            a->alike = 0; /* a nearer word was meant */
        best = d > 1 ? d : 1;
        /* Among equals the commoner word is likelier, and a slip in the first letter is the rarest. */
        float same = f->letters[t->letters_at] == s->letters[0] ? 0.1f : 0.0f;
        stand_for(a, t->term, (d <= 1 ? 0.55f : 0.4f) + same + 0.05f * (float)f->term[t->term].df / (float)(f->docs + 1));
    }
    if (a->alike > 3)
        a->alike = 3;
}

/* The letters of one keyboard layout typed in the other: "cdfhrf" is "сварка". */
static bool other_layout(const char *word, char out[WORD_MAX])
{
    static const char en[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
    static const char *const ru = "йцукенгшщзхъфывапролджэячсмитьбю";
    size_t n = 0;
    for (; *word != '\0'; word++) {
        const char *at = strchr(en, *word);
        if (at == NULL || n + 3 >= WORD_MAX)
            return false;
        memcpy(out + n, ru + 2 * (at - en), 2);
        n += 2;
    }
    out[n] = '\0';
    return n > 0;
}

static bool exact(const struct finder *f, struct finder_asked *a, const char *stem, float likeness)
{
    const int64_t *at = map_find(&f->by_stem, stem);
    if (at == NULL || f->term[*at - 1].df == 0)
        return false;
    stand_for(a, (uint32_t)(*at - 1), likeness);
    return true;
}

static void understand(const struct finder *f, struct stemmer *st, struct finder_asked *a, bool unfinished)
{
    char stem[WORD_MAX], swapped[WORD_MAX];
    size_t n = strlen(a->typed);
    memcpy(stem, a->typed, n + 1);
    stem_word(st, stem, n);
    bool known = exact(f, a, stem, 1.0f);
    if (spelled(stem).n >= BEGINNING && (unfinished || !known))
        beginnings(f, a, stem);
    if (known || a->alike > 0)
        return;
    if (other_layout(a->typed, swapped)) {
        stem_word(st, swapped, strlen(swapped));
        exact(f, a, swapped, 0.9f);
    }
    if (a->alike == 0)
        slips(f, a, stem);
    if (a->alike > 0)
        a->instead = f->term[a->term[0]].shown;
}

void finder_ask(const struct finder *f, struct stemmer *st, const char *text, struct finder_question *out)
{
    *out = (struct finder_question){0};
    size_t size = strlen(text), end = 0;
    struct token t;
    for (size_t at = 0; out->n < FINDER_WORDS && (at = word_next(text, size, at, &t)) != 0; end = t.at + t.n) {
        struct finder_asked *a = &out->word[out->n];
        size_t n = word_fold(text + t.at, t.n, a->typed);
        bool said = false;
        for (int i = 0; i < out->n; i++)
            said |= strcmp(out->word[i].typed, a->typed) == 0;
        if (n > 0 && !said && !word_is_stop(a->typed, t.upper))
            out->n++;
    }
    for (int i = 0; i < out->n; i++)
        understand(f, st, &out->word[i], i == out->n - 1 && end == size);
}
