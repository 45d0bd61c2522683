/* encoding.c -- see encoding.h. */
#include "codec/encoding.h"

#include <string.h>

const char *encoding_name(enum encoding e)
{
    static const char *const name[] = {"UTF-8", "UTF-8 with a byte order mark", "Windows-1251", "UTF-16",
                                       "UTF-16"};
    return name[e];
}

size_t encoding_find_bad(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        /* Eight bytes at once while all are plain letters: x has a zero or a high byte, or it has not. */
        uint64_t x;
        while (n - i >= 8 &&
               (memcpy(&x, s + i, 8), ((x | (x - 0x0101010101010101u)) & 0x8080808080808080u) == 0))
            i += 8;
        size_t step = n - i < 64 ? n - i : 64, bad;
        while (step < n - i && step < 72 && ((unsigned char)s[i + step] & 0xC0) == 0x80)
            step++; /* cut between characters */
        if (!text_utf8(s + i, step, &bad))
            return i + bad;
        i += step;
    }
    return n;
}

static size_t line_of(const struct text *t, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += t->s[i] == '\n';
    return line;
}

/* The sentence stands apart from the line, so that it can be said in another language. */
static bool refuse(struct err *e, size_t line, const char *sentence)
{
    return err_set(e, NOT_VALID, "line %zu: %s", line, sentence);
}

static void put(struct text *t, uint32_t c)
{
    char b[4];
    if (c < 0x80) {
        b[0] = (char)c;
        text_bytes(t, b, 1);
    } else if (c < 0x800) {
        b[0] = (char)(0xC0 | c >> 6), b[1] = (char)(0x80 | (c & 63));
        text_bytes(t, b, 2);
    } else if (c < 0x10000) {
        b[0] = (char)(0xE0 | c >> 12), b[1] = (char)(0x80 | (c >> 6 & 63)), b[2] = (char)(0x80 | (c & 63));
        text_bytes(t, b, 3);
    } else {
        b[0] = (char)(0xF0 | c >> 18), b[1] = (char)(0x80 | (c >> 12 & 63));
        b[2] = (char)(0x80 | (c >> 6 & 63)), b[3] = (char)(0x80 | (c & 63));
        text_bytes(t, b, 4);
    }
}

static bool from_utf16(struct text *t, bool big, size_t skip, struct err *e)
{
    const unsigned char *p = (const unsigned char *)t->s;
    struct text out = TEXT(t->limit);
    if (t->n % 2 != 0)
        return err_set(e, NOT_VALID,
                       "the file looks like UTF-16 but has an odd number of bytes; it was cut short");
    for (size_t i = skip; i < t->n; i += 2) {
        uint32_t c = big ? (uint32_t)(p[i] << 8 | p[i + 1]) : (uint32_t)(p[i + 1] << 8 | p[i]);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < t->n) {
            uint32_t d = big ? (uint32_t)(p[i + 2] << 8 | p[i + 3]) : (uint32_t)(p[i + 3] << 8 | p[i + 2]);
            if (d >= 0xDC00 && d < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
                i += 2;
            }
        }
        if (c == 0 || (c >= 0xD800 && c < 0xE000)) {
            text_free(&out);
            return err_set(e, NOT_VALID,
                           "the file looks like UTF-16 but holds what is no letter; save it as UTF-8");
        }
        put(&out, c);
    }
    if (out.over) {
        text_free(&out);
        return err_set(e, LIMIT, "the file is too large once it is UTF-8; split it");
    }
    text_free(t);
    *t = out;
    return true;
}

/* Windows-1251 from 0x80 to 0xBF; 0 has no meaning there.  Above, А..я follow in order. */
static const uint16_t cp1251[64] = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0,      0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
};

static uint32_t from_1251(unsigned char b)
{
    return b < 0x80 ? b : b < 0xC0 ? cp1251[b - 0x80] : (uint32_t)(0x0410 + b - 0xC0);
}

/* The letter of the Russian alphabet a byte is: 1..32 small а..я, -1..-32 capital, 0 another thing. */
static int letter_1251(unsigned char b) { return b >= 0xE0 ? b - 0xE0 + 1 : b >= 0xC0 ? -(b - 0xC0 + 1) : 0; }

static int letter_866(unsigned char b)
{
    if (b >= 0x80 && b <= 0x9F)
        return -(b - 0x80 + 1);
    return b >= 0xA0 && b <= 0xAF ? b - 0xA0 + 1 : b >= 0xE0 && b <= 0xEF ? b - 0xE0 + 17 : 0;
}

static int letter_koi8(unsigned char b)
{
    if (b < 0xC0)
        return 0;
    /* юабцдефгхийклмнопярстужвьызшэщчъ from 0xC0, the small ones first */
    static const signed char order[32] = {31, 1,  2,  23, 5,  6,  21, 4, 22, 9,  10, 11, 12, 13, 14, 15,
                                          16, 32, 17, 18, 19, 20, 7,  3, 29, 28, 8,  25, 30, 26, 24, 27};
    int l = order[(b - 0xC0) & 31];
    return b < 0xE0 ? l : -l;
}

/* How often each letter stands in Russian text, per thousand (Russian National Corpus, rounded). */
static const unsigned char often[33] = {0,  80, 16, 45, 17, 30, 85, 9,  16, 73, 12, 35, 44, 32, 67, 109, 28,
                                        47, 55, 63, 26, 3,  10, 5,  14, 7,  4,  1,  19, 17, 3,  6,  20};

/* like_russian: mean frequency of the letters read so, per mille; a capital after a small letter counts
 * against it, and so do a letter glued to a Latin one and a high byte that is no letter. */
static long like_russian(const struct text *t, int (*letter)(unsigned char))
{
    long sum = 0, high = 0;
    int before = 0;
    bool latin = false;
    for (size_t i = 0; i < t->n && high < 200000; i++) {
        unsigned char b = (unsigned char)t->s[i];
        bool now_latin = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
        int l = b >= 0x80 ? letter(b) : 0;
        if (b >= 0x80) {
            high++;
            if (l == 0)
                sum += 10; /* quotes and dashes are rare but welcome */
            else if (latin || (l < 0 && before > 0))
                sum -= 60;
            else
                sum += often[l < 0 ? -l : l];
        } else if (now_latin && before != 0) {
            sum -= 60;
        }
        before = l;
        latin = now_latin;
    }
    return high == 0 ? 0 : sum * 10 / high;
}

/* Dashes, quotes and the like stand at the same place in every Windows encoding: no letters, no doubt. */
static bool only_marks(const struct text *t)
{
    for (size_t i = 0; i < t->n; i++)
        if ((unsigned char)t->s[i] >= 0x80 &&
            strchr("\x84\x85\x86\x87\x89\x8B\x91\x92\x93\x94\x95\x96\x97\x99\x9B\xA0\xA6\xA7\xA9\xAB\xAC\xAE"
                   "\xB0\xB1\xB5\xB6\xB7\xBB",
                   t->s[i]) == NULL)
            return false;
    return true;
}

static bool from_windows(struct text *t, struct err *e)
{
    size_t bad = encoding_find_bad(t->s, t->n), wide = 0, wrong = 0;
    for (size_t i = 0; i < t->n;) { /* UTF-8 with a few broken bytes stays UTF-8 and is refused as such. */
        size_t at;
        const char *s = t->s + i;
        size_t k = ((unsigned char)*s & 0xE0) == 0xC0 ? 2 : ((unsigned char)*s & 0xF0) == 0xE0 ? 3 : 1;
        if ((unsigned char)*s < 0x80)
            i++;
        else if (k > 1 && i + k <= t->n && text_utf8(s, k, &at))
            i += k, wide++;
        else
            i++, wrong++;
    }
    long win = like_russian(t, letter_1251), koi = like_russian(t, letter_koi8),
         dos = like_russian(t, letter_866);
    const char *why = NULL;
    if (wide > wrong * 4)
        return refuse(
            e, line_of(t, bad),
            "bytes that are not UTF-8, though the rest of the file is; save the file again as UTF-8");
    if (koi > win && koi >= dos && koi > 200)
        why = "the file is in the KOI8-R encoding; save it as UTF-8 or Windows-1251";
    else if (dos > win && dos > 200)
        why = "the file is in the DOS (866) encoding; save it as UTF-8 or Windows-1251";
    if (why != NULL)
        return refuse(e, line_of(t, bad), why);
    if (win < 150 && !only_marks(t))
        return refuse(e, line_of(t, bad),
                      "bytes that are neither UTF-8 nor Russian Windows-1251; save the file as UTF-8");
    struct text out = TEXT(t->limit);
    for (size_t i = 0; i < t->n; i++) {
        uint32_t c = from_1251((unsigned char)t->s[i]);
        if (c == 0) {
            text_free(&out);
            return refuse(e, line_of(t, i), "a byte that Windows-1251 does not know; save the file as UTF-8");
        }
        put(&out, c);
    }
    if (out.over) {
        text_free(&out);
        return err_set(e, LIMIT, "the file is too large once it is UTF-8; split it");
    }
    text_free(t);
    *t = out;
    return true;
}

bool encoding_to_utf8(struct text *t, enum encoding *was, struct err *e)
{
    const unsigned char *p = (const unsigned char *)t->s;
    *was = ENCODING_UTF8;
    if (t->n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
        *was = p[0] == 0xFF ? ENCODING_UTF16LE : ENCODING_UTF16BE;
        return from_utf16(t, p[0] == 0xFE, 2, e);
    }
    if (t->n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        *was = ENCODING_UTF8_BOM;
        memmove(t->s, t->s + 3, t->n - 3 + 1);
        t->n -= 3;
    }
    size_t bad = t->n == 0 ? 0 : encoding_find_bad(t->s, t->n);
    if (bad == t->n)
        return true;
    size_t odd = 0, even = 0, look = t->n < 2000 ? t->n : 2000;
    for (size_t i = 0; i < look; i++)
        if (t->s[i] == '\0')
            *(i % 2 == 0 ? &even : &odd) += 1;
    if (odd + even > 0 && *was == ENCODING_UTF8 && t->n % 2 == 0 && (odd == 0 || even == 0) &&
        odd + even > look / 8) {
        *was = odd > 0 ? ENCODING_UTF16LE : ENCODING_UTF16BE;
        return from_utf16(t, odd == 0, 0, e);
    }
    if (memchr(t->s, '\0', t->n) != NULL)
        return refuse(e, line_of(t, bad), "a NUL byte; this is not a text file");
    if (*was == ENCODING_UTF8_BOM)
        return refuse(e, line_of(t, bad),
                      "bytes that are not UTF-8, though the file says it is; save it again as UTF-8");
    *was = ENCODING_WINDOWS_1251;
    return from_windows(t, e);
}
