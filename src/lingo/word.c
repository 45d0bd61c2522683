/* word.c -- see word.h. */
#include "lingo/word.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define BASIS 0xcbf29ce484222325u
#define PRIME 0x100000001b3u

/* Bytes: 0 separates, 1 digit, 2 small letter, 4 capital letter, 8 the rest of Unicode. */
#define ROW(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x
#define DIGIT 1
#define SMALL 2
#define BIG   4
#define WIDE  8
static const unsigned char kind[256] = {
    ROW(0), ROW(0), ROW(0),
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
    4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0,
    0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0,
    ROW(0), ROW(0), ROW(0), ROW(0),
    0, 0, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    ROW(8), ROW(8),
    8, 8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

/* The small letter of а..я, А..Я, ё, Ё (0x400 + i); 0 for letters that the careful path reads. */
static int32_t small_cyrillic(int32_t p)
{
    if (p >= 0x410 && p <= 0x42F)
        return p + 0x20;
    if (p >= 0x430 && p <= 0x44F)
        return p;
    return p == 0x401 || p == 0x451 ? 0x435 : 0;
}

static bool alnum(const unsigned char *s, size_t n, size_t i) { return i < n && kind[s[i]] != 0; }

/* One word being read: its hash, and, where asked for, its folded bytes. */
struct cut {
    uint64_t hash;
    char *out;
    size_t used;
    uint32_t letters, capitals, signs;
};

static inline void put(struct cut *c, unsigned byte)
{
    c->hash = (c->hash ^ byte) * PRIME;
    if (c->out != NULL && c->used + 1 < WORD_MAX)
        c->out[c->used] = (char)byte;
    c->used++;
}

static void put_point(struct cut *c, int32_t p)
{
    unsigned char b[4];
    utf8proc_ssize_t k = utf8proc_encode_char(p, b);
    if (c->out != NULL && c->used + (size_t)k >= WORD_MAX) /* never half a character */
        c->used = WORD_MAX * 2;
    for (utf8proc_ssize_t i = 0; i < k; i++)
        put(c, b[i]);
}

/* A letter outside ASCII and plain Cyrillic: decomposed, accents dropped, case folded. */
static bool put_rare(struct cut *c, int32_t p)
{
    switch (utf8proc_category(p)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF: /* a mark or a soft hyphen belongs to the word it stands in */
        return c->used > 0;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        break;
    default:
        return false;
    }
    int32_t part[32];
    int bound = 0;
    utf8proc_ssize_t k = utf8proc_decompose_char(p, part, (utf8proc_ssize_t)COUNT(part),
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                     UTF8PROC_STRIPMARK, &bound);
    if (k <= 0 || k > (utf8proc_ssize_t)COUNT(part))
        return false;
    bool some = false;
    for (utf8proc_ssize_t i = 0; i < k; i++) {
        utf8proc_category_t cat = utf8proc_category(part[i]);
        if (cat == UTF8PROC_CATEGORY_LL || cat == UTF8PROC_CATEGORY_LO || cat == UTF8PROC_CATEGORY_ND ||
            cat == UTF8PROC_CATEGORY_LM || cat == UTF8PROC_CATEGORY_NL || cat == UTF8PROC_CATEGORY_NO) {
            put_point(c, part[i]);
            some = true;
        }
    }
    return some;
}

/* One character of many bytes at s[i]: its length if the word goes on with it, 0 if it ends there. */
static size_t put_wide(struct cut *c, const unsigned char *s, size_t n, size_t i)
{
    if ((s[i] == 0xD0 || s[i] == 0xD1) && i + 1 < n && (s[i + 1] & 0xC0) == 0x80) {
        int32_t p = ((s[i] & 0x1F) << 6) | (s[i + 1] & 0x3F), small = small_cyrillic(p);
        if (small == 0)
            small = p >= 0x400 && p <= 0x40F ? p + 0x50 : p;
        /* и and a breve apart: one й; looked for here so that the hash is that of й */
        if (small == 0x438 && i + 3 < n && s[i + 2] == 0xCC && s[i + 3] == 0x86)
            small = 0x439;
        c->letters++;
        c->capitals += p < 0x430;
        put(c, 0xC0u | (unsigned)(small >> 6));
        put(c, 0x80u | (unsigned)(small & 0x3F));
        return 2;
    }
    int32_t p = 0;
    utf8proc_ssize_t k = utf8proc_iterate(s + i, (utf8proc_ssize_t)(n - i), &p);
    if (k <= 0 || !put_rare(c, p))
        return 0;
    utf8proc_category_t cat = utf8proc_category(p);
    if (cat == UTF8PROC_CATEGORY_LU || cat == UTF8PROC_CATEGORY_LL) {
        c->letters++;
        c->capitals += cat == UTF8PROC_CATEGORY_LU;
    }
    return (size_t)k;
}

/* Read the word that begins at s[i]; returns where it ends (i if none begins there). */
static size_t read_word(struct cut *c, const unsigned char *s, size_t n, size_t i)
{
    for (; i < n; i++) {
        unsigned b = s[i];
        unsigned char k = kind[b];
        if (k == DIGIT || k == SMALL) {
            c->letters += k == SMALL;
            put(c, b);
        } else if (k == BIG) {
            c->letters++;
            c->capitals++;
            put(c, b + 32);
        } else if (k == WIDE) {
            size_t step = put_wide(c, s, n, i);
            if (step == 0)
                break;
            i += step - 1;
        } else {
            break;
        }
    }
    /* C++, C#, F#: signs that nothing follows */
    size_t signs = 0;
    while (i + signs < n && signs < 2 && (s[i + signs] == '+' || s[i + signs] == '#'))
        signs++;
    if (c->used > 0 && signs > 0 && !alnum(s, n, i + signs)) {
        for (size_t j = 0; j < signs; j++)
            put(c, s[i + j]);
        c->signs += (uint32_t)signs;
        i += signs;
    }
    return i;
}

static bool dot_net(const unsigned char *s, size_t n, size_t i)
{
    return s[i] == '.' && i + 3 < n && (s[i + 1] | 32) == 'n' && (s[i + 2] | 32) == 'e' && (s[i + 3] | 32) == 't' &&
           !alnum(s, n, i + 4);
}

/* The common case, without care: plain Latin and Russian letters and digits.  Returns where the word ends, or 0
 * where something else stands in it or at its end. */
static size_t read_plain(const unsigned char *s, size_t n, size_t i, uint64_t *hash, unsigned *seen)
{
    uint64_t h = BASIS;
    unsigned all = 0;
    while (i < n) {
        unsigned b = s[i], k = kind[b];
        if (k == 0) {
            if (b == '+' || b == '#')
                return 0;
            break;
        }
        if (k != WIDE) {
            h = (h ^ (b + (k == BIG ? 32 : 0))) * PRIME;
            all |= k;
            i++;
            continue;
        }
        if ((b != 0xD0 && b != 0xD1) || i + 1 >= n || (s[i + 1] & 0xC0) != 0x80)
            return 0;
        int32_t p = (int32_t)((b & 0x1F) << 6 | (s[i + 1] & 0x3F)), small = small_cyrillic(p);
        if (small == 0)
            return 0;
        h = (h ^ (0xC0u | (unsigned)small >> 6)) * PRIME;
        h = (h ^ (0x80u | ((unsigned)small & 0x3F))) * PRIME;
        all |= p < 0x430 ? BIG : SMALL;
        i += 2;
    }
    *hash = h;
    *seen = all;
    return i;
}

static uint64_t stir(uint64_t h)
{
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    return h != 0 ? h : 2;
}

/* The English possessive is no word of its own. */
static size_t past_possessive(const unsigned char *s, size_t n, size_t end)
{
    if (end + 1 < n && s[end] == '\'' && (s[end + 1] | 32) == 's' && !alnum(s, n, end + 2))
        return end + 2;
    if (end + 3 < n && s[end] == 0xE2 && s[end + 1] == 0x80 && s[end + 2] == 0x99 && (s[end + 3] | 32) == 's' &&
        !alnum(s, n, end + 4))
        return end + 4;
    return end;
}

size_t word_next(const char *text, size_t n, size_t i, struct token *w)
{
    const unsigned char *s = (const unsigned char *)text;
    for (; i < n; i++) {
        if (kind[s[i]] == 0 && (s[i] != '.' || !dot_net(s, n, i)))
            continue;
        uint64_t hash;
        unsigned seen;
        size_t end = s[i] == '.' ? 0 : read_plain(s, n, i, &hash, &seen);
        if (end != 0) {
            *w = (struct token){.at = (uint32_t)i, .n = (uint32_t)(end - i), .key = stir(hash), .upper = (seen & SMALL) == 0};
            return past_possessive(s, n, end);
        }
        struct cut c = {.hash = BASIS};
        if (s[i] == '.') {
            put(&c, '.');
            c.signs = 1;
        }
        end = read_word(&c, s, n, i + (s[i] == '.'));
        if (c.used == 0) {
            utf8proc_int32_t p;
            utf8proc_ssize_t k = utf8proc_iterate(s + i, (utf8proc_ssize_t)(n - i), &p);
            i += k > 0 ? (size_t)k - 1 : 0;
            continue;
        }
        *w = (struct token){.at = (uint32_t)i, .n = (uint32_t)(end - i), .key = stir(c.hash), .upper = c.letters == c.capitals};
        return past_possessive(s, n, end);
    }
    return 0;
}

size_t word_fold(const char *text, size_t n, char out[WORD_MAX])
{
    const unsigned char *s = (const unsigned char *)text;
    struct cut c = {.hash = BASIS, .out = out};
    size_t i = 0;
    if (n > 0 && s[0] == '.') {
        put(&c, '.');
        i = 1;
    }
    read_word(&c, s, n, i);
    size_t used = c.used;
    if (used >= WORD_MAX) { /* cut: find the last whole character */
        used = WORD_MAX - 1;
        while (used > 0 && ((unsigned char)out[used - 1] & 0xC0) == 0x80)
            used--;
        if (used > 0 && (unsigned char)out[used - 1] >= 0xC0)
            used--;
    }
    out[used] = '\0';
    return used;
}

struct stemmer {
    struct sb_stemmer *en, *ru;
};

struct stemmer *stemmer_new(void)
{
    struct stemmer *st = calloc(1, sizeof(*st));
    if (st == NULL || (st->en = sb_stemmer_new("english", NULL)) == NULL ||
        (st->ru = sb_stemmer_new("russian", NULL)) == NULL)
        abort(); /* no memory, or a libstemmer built without these two languages */
    return st;
}

void stemmer_free(struct stemmer *st)
{
    if (st == NULL)
        return;
    sb_stemmer_delete(st->en);
    sb_stemmer_delete(st->ru);
    free(st);
}

static int letter(const char *s) { return ((s[0] & 0x1F) << 6) | (s[1] & 0x3F); }

static bool vowel(int c)
{
    return c == 0x430 || c == 0x435 || c == 0x438 || c == 0x43E || c == 0x443 || c == 0x44B || c == 0x44D ||
           c == 0x44E || c == 0x44F;
}

/* Take the fleeting о or е out of a Russian stem: consonant, о or е, then one of к ц н л р г м. */
static size_t steady(char *s, size_t n)
{
    if (n < 8 || n % 2 != 0)
        return n;
    int last = letter(s + n - 2), mid = letter(s + n - 4), before = letter(s + n - 6);
    bool tail = last == 0x43A || last == 0x446 || last == 0x43D || last == 0x43B || last == 0x440 || last == 0x433 ||
                last == 0x43C;
    if (!tail)
        return n;
    if (mid == 0x44C) { /* письмо: ь stands where писем has its vowel */
        memcpy(s + n - 4, s + n - 2, 2);
        return n - 2;
    }
    if (mid != 0x43E && mid != 0x435)
        return n;
    if (vowel(before)) {
        if (mid == 0x435 && (last == 0x446 || last == 0x43A)) { /* боец -> бойц, копеек -> копейк */
            s[n - 4] = '\xD0';
            s[n - 3] = '\xB9';
        }
        return n;
    }
    memcpy(s + n - 4, s + n - 2, 2);
    return n - 2;
}

size_t stem_word(struct stemmer *st, char word[WORD_MAX], size_t n)
{
    bool cyrillic = false;
    for (size_t i = 0; i < n; i++) {
        unsigned char b = (unsigned char)word[i];
        if ((b >= '0' && b <= '9') || b == '+' || b == '#' || b == '.')
            return n; /* a name, not a word: M8, C++ */
        cyrillic |= b == 0xD0 || b == 0xD1;
    }
    struct sb_stemmer *by = cyrillic ? st->ru : st->en;
    const sb_symbol *got = sb_stemmer_stem(by, (const sb_symbol *)word, (int)n);
    if (got == NULL)
        return n;
    size_t k = (size_t)sb_stemmer_length(by);
    if (k == 0 || k >= WORD_MAX)
        return n;
    memcpy(word, got, k);
    word[k] = '\0';
    if (cyrillic) {
        k = steady(word, k);
        word[k] = '\0';
    }
    return k;
}

static int by_text(const void *a, const void *b) { return strcmp(a, *(const char *const *)b); }

bool word_is_stop(const char *folded, bool upper)
{
    if (upper && (strcmp(folded, "it") == 0 || strcmp(folded, "по") == 0))
        return false;
    static const char *const stop[] = { /* sorted by bytes */
        "a", "able", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "e", "etc", "for", "from",
        "g", "has", "have", "i", "in", "into", "is", "it", "its", "ll", "of", "on", "or", "other", "our", "re", "s",
        "such", "t", "that", "the", "their", "they", "this", "to", "ve", "we", "what", "which", "who", "will", "with",
        "you", "your", "а", "бы", "в", "во", "для", "до", "его", "же", "за", "и", "из", "или", "их", "к", "как", "ко",
        "ли", "на", "над", "о", "об", "от", "по", "под", "при", "с", "со", "так", "то", "у", "что", "это"};
    return bsearch(folded, stop, COUNT(stop), sizeof(stop[0]), by_text) != NULL;
}
