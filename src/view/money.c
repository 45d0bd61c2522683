/* money.c -- see money.h */
#include "view/money.h"

#include "view/say.h"

#include <string.h>

/* ---------------------------------------------------------------- Russian */
struct noun {
    enum gender gender;
    const char *one[CASES], *many[CASES]; /* singular and plural */
};

static const struct noun thousand = {FEMININE, {"тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче"},
                                     {"тысячи", "тысяч", "тысячам", "тысячи", "тысячами", "тысячах"}};
static const char *const llion_one[CASES] = {"", "а", "у", "", "ом", "е"};
static const char *const llion_many[CASES] = {"ы", "ов", "ам", "ы", "ами", "ах"};
static const char *const llions_ru[] = {"миллион", "миллиард", "триллион", "квадриллион", "квинтиллион"};

static const char *const one[3][CASES] = {
    [MASCULINE] = {"один", "одного", "одному", "один", "одним", "одном"},
    [FEMININE] = {"одна", "одной", "одной", "одну", "одной", "одной"},
    [NEUTER] = {"одно", "одного", "одному", "одно", "одним", "одном"},
};
static const char *const two_to_four[5][CASES] = {
    [2] = {"два", "двух", "двум", "два", "двумя", "двух"},
    [3] = {"три", "трёх", "трём", "три", "тремя", "трёх"},
    [4] = {"четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"},
};
/* Those that decline like "пять": the stem without its soft sign. */
static const char *const five_stem[] = {
    [5] = "пят", [6] = "шест", [7] = "сем", [9] = "девят", [10] = "десят", [11] = "одиннадцат",
    [12] = "двенадцат", [13] = "тринадцат", [14] = "четырнадцат", [15] = "пятнадцат", [16] = "шестнадцат",
    [17] = "семнадцат", [18] = "восемнадцат", [19] = "девятнадцат", [20] = "двадцат", [30] = "тридцат",
};
static const char *const soft[CASES] = {"ь", "и", "и", "ь", "ью", "и"};
static const char *const eight[CASES] = {"восемь", "восьми", "восьми", "восемь", "восемью", "восьми"};
/* The heads of 200, 300 and 400 in the cases other than the first. */
static const char *const hundreds_end[CASES] = {"", "сот", "стам", "", "стами", "стах"};

static const char *five(struct work *w, int n, enum case_of c)
{
    return n == 8 ? eight[c] : take_text(w, "%s%s", five_stem[n], soft[c]);
}

static const char *tens(struct work *w, int n, enum case_of c)
{
    bool same = c == NOMINATIVE || c == ACCUSATIVE;
    switch (n) {
    case 20:
    case 30: return five(w, n, c);
    case 40: return same ? "сорок" : "сорока";
    case 90: return same ? "девяносто" : "девяноста";
    default: return take_text(w, "%sдесят%s", five(w, n / 10, c), same ? "" : soft[c]);
    }
}

static const char *hundreds(struct work *w, int n, enum case_of c)
{
    bool same = c == NOMINATIVE || c == ACCUSATIVE;
    if (n == 1)
        return same ? "сто" : "ста";
    if (n == 2 && same)
        return "двести";
    if (n <= 4)
        return take_text(w, "%s%s", two_to_four[n][c], same ? "ста" : hundreds_end[c]);
    return take_text(w, "%s%s", five(w, n, c), same ? "сот" : hundreds_end[c]);
}

static const char *joined(struct work *w, const char *a, const char *b)
{
    return *a == '\0' ? b : *b == '\0' ? a : take_text(w, "%s %s", a, b);
}

/* 1..999 */
static const char *triple_ru(struct work *w, int n, enum gender g, enum case_of c)
{
    const char *s = n >= 100 ? hundreds(w, n / 100, c) : "";
    n %= 100;
    if (n >= 20) {
        s = joined(w, s, tens(w, n / 10 * 10, c));
        n %= 10;
    }
    if (n == 1)
        s = joined(w, s, one[g][c]);
    else if (n == 2 && g == FEMININE && (c == NOMINATIVE || c == ACCUSATIVE))
        s = joined(w, s, "две");
    else if (n >= 2 && n <= 4)
        s = joined(w, s, two_to_four[n][c]);
    else if (n >= 5)
        s = joined(w, s, five(w, n, c));
    return s;
}

/* The form a counted noun takes after n. */
static const char *counted(const struct noun *noun, uint64_t n, enum case_of c)
{
    bool same = c == NOMINATIVE || c == ACCUSATIVE, teen = n % 100 / 10 == 1;
    if (n % 1000 == 0) /* after a noun ("thousand", "nought") that governs it */
        return noun->many[GENITIVE];
    if (n % 10 == 1 && !teen)
        return noun->one[c];
    if (n % 10 >= 2 && n % 10 <= 4 && !teen)
        return same ? noun->one[GENITIVE] : noun->many[c];
    return same ? noun->many[GENITIVE] : noun->many[c];
}

static const char *words_ru(struct work *w, uint64_t n, enum gender g, enum case_of c)
{
    static const char *const nought[CASES] = {"ноль", "нуля", "нулю", "ноль", "нулём", "нуле"};
    const char *s = "";
    if (n == 0)
        return nought[c];
    uint64_t each = 1000000000000000000u;
    for (int scale = 6; scale >= 0; scale--, each /= 1000) {
        int k = (int)(n / each % 1000);
        if (k == 0)
            continue;
        s = joined(w, s, triple_ru(w, k, scale == 0 ? g : scale == 1 ? FEMININE : MASCULINE, c));
        if (scale == 1) {
            s = joined(w, s, counted(&thousand, (uint64_t)k, c));
        } else if (scale > 1) {
            struct noun llion = {.one = {0}};
            for (int i = 0; i < CASES; i++) {
                llion.one[i] = llion_one[i];
                llion.many[i] = llion_many[i];
            }
            s = take_text(w, "%s %s%s", s, llions_ru[scale - 2], counted(&llion, (uint64_t)k, c));
        }
    }
    return s;
}

/* ---------------------------------------------------------------- English */
static const char *const small_en[] = {
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const tens_en[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
static const char *const scales_en[] = {"", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"};

static const char *below_hundred_en(struct work *w, int n)
{
    if (n < 20)
        return small_en[n];
    return n % 10 == 0 ? tens_en[n / 10] : take_text(w, "%s-%s", tens_en[n / 10], small_en[n % 10]);
}

static const char *words_en(struct work *w, uint64_t n)
{
    const char *s = "";
    if (n == 0)
        return small_en[0];
    uint64_t each = 1000000000000000000u;
    for (int scale = 6; scale >= 0; scale--, each /= 1000) {
        int k = (int)(n / each % 1000);
        if (k == 0)
            continue;
        bool hundred = k >= 100, rest = k % 100 > 0;
        if (hundred)
            s = joined(w, s, take_text(w, "%s hundred", small_en[k / 100]));
        if (rest && (hundred || (scale == 0 && *s != '\0')))
            s = joined(w, s, "and");
        if (rest)
            s = joined(w, s, below_hundred_en(w, k % 100));
        s = joined(w, s, scales_en[scale]);
    }
    return s;
}

/* ---------------------------------------------------------------- both */
const char *number_words(struct work *w, int64_t n, enum gender g, enum case_of c)
{
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    const char *s = w->language == RU ? words_ru(w, size, g, c) : words_en(w, size);
    return n >= 0 ? s : take_text(w, "%s %s", w->language == RU ? "минус" : "minus", s);
}

#define ALIKE(x) {x, x, x, x, x, x}
static const struct currency {
    const char *code;
    struct noun ru, ru_minor;
    const char *en[2], *en_minor[2];
} currencies[] = {
    {"RUB", {MASCULINE, {"рубль", "рубля", "рублю", "рубль", "рублём", "рубле"}, {"рубли", "рублей", "рублям", "рубли", "рублями", "рублях"}},
     {FEMININE, {"копейка", "копейки", "копейке", "копейку", "копейкой", "копейке"}, {"копейки", "копеек", "копейкам", "копейки", "копейками", "копейках"}},
     {"rouble", "roubles"}, {"kopeck", "kopecks"}},
    {"USD", {MASCULINE, {"доллар США", "доллара США", "доллару США", "доллар США", "долларом США", "долларе США"},
             {"доллары США", "долларов США", "долларам США", "доллары США", "долларами США", "долларах США"}},
     {MASCULINE, {"цент", "цента", "центу", "цент", "центом", "центе"}, {"центы", "центов", "центам", "центы", "центами", "центах"}},
     {"US dollar", "US dollars"}, {"cent", "cents"}},
    {"EUR", {MASCULINE, ALIKE("евро"), ALIKE("евро")},
     {MASCULINE, {"цент", "цента", "центу", "цент", "центом", "центе"}, {"центы", "центов", "центам", "центы", "центами", "центах"}},
     {"euro", "euros"}, {"cent", "cents"}},
    {"KZT", {MASCULINE, ALIKE("тенге"), ALIKE("тенге")}, {MASCULINE, {"тиын", "тиына", "тиыну", "тиын", "тиыном", "тиыне"}, {"тиыны", "тиынов", "тиынам", "тиыны", "тиынами", "тиынах"}},
     {"tenge", "tenge"}, {"tiyn", "tiyn"}},
    {"CNY", {MASCULINE, {"юань", "юаня", "юаню", "юань", "юанем", "юане"}, {"юани", "юаней", "юаням", "юани", "юанями", "юанях"}},
     {MASCULINE, ALIKE("фэнь"), ALIKE("фэней")}, {"yuan", "yuan"}, {"fen", "fen"}},
};

const char *money_words(struct work *w, int64_t minor, const char *currency, enum case_of c)
{
    const struct currency *m = NULL;
    const char *code = currency == NULL || *currency == '\0' ? "RUB" : currency;
    for (size_t i = 0; i < COUNT(currencies) && m == NULL; i++)
        if (strcmp(code, currencies[i].code) == 0)
            m = &currencies[i];
    uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor, whole = size / 100, cents = size % 100;
    int64_t n = minor < 0 ? -(int64_t)whole : (int64_t)whole;
    const char *sign = minor < 0 && whole == 0 ? w->language == RU ? "минус " : "minus " : "";
    const char *s = number_words(w, n, m == NULL ? MASCULINE : m->ru.gender, c);
    if (m == NULL)
        return take_text(w, "%s%s %s %02d/100", sign, s, code, (int)cents);
    if (w->language == RU)
        return take_text(w, "%s%s %s %02d\u00a0%s", sign, s, counted(&m->ru, whole, c), (int)cents,
                         counted(&m->ru_minor, cents, c));
    return take_text(w, "%s%s %s %02d\u00a0%s", sign, s, m->en[whole != 1], (int)cents, m->en_minor[cents != 1]);
}

/* Thousands are set apart always, four digits too: in a column they stand under five. */
const char *money_exact(struct work *w, int64_t minor)
{
    uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
    const char *s = take_text(w, "%llu", (unsigned long long)(size / 100 % 1000)), *mark = w->language == RU ? "\u00a0" : ",";
    for (uint64_t n = size / 100000; n > 0; n /= 1000) {
        while (strcspn(s, ",\xC2") < 3) /* the triple that is no longer the first is written whole */
            s = take_text(w, "0%s", s);
        s = take_text(w, "%llu%s%s", (unsigned long long)(n % 1000), mark, s);
    }
    return take_text(w, "%s%s%c%02d", minor < 0 ? "\u2212" : "", s, w->language == RU ? ',' : '.', (int)(size % 100));
}
