/* money_test.c -- figures in words, checked against what a grammar says. */
#include "test/test.h"
#include "view/money.h"

PURE(russian_sums_agree_with_what_they_count)
{
    static const struct { int64_t minor; const char *words; } tries[] = {
        {0, "ноль рублей 00 копеек"},
        {100, "один рубль 00 копеек"},
        {201, "два рубля 01 копейка"},
        {502, "пять рублей 02 копейки"},
        {1111, "одиннадцать рублей 11 копеек"},
        {2121, "двадцать один рубль 21 копейка"},
        {11200, "сто двенадцать рублей 00 копеек"},
        {100000, "одна тысяча рублей 00 копеек"},
        {200000, "две тысячи рублей 00 копеек"},
        {2200000, "двадцать две тысячи рублей 00 копеек"},
        {41800000, "четыреста восемнадцать тысяч рублей 00 копеек"},
        {100000100, "один миллион один рубль 00 копеек"},
        {123456789012, "один миллиард двести тридцать четыре миллиона пятьсот шестьдесят семь тысяч восемьсот девяносто рублей 12 копеек"},
        {-50, "минус ноль рублей 50 копеек"},
        {-150, "минус один рубль 50 копеек"},
    };
    w->language = RU;
    for (size_t i = 0; i < COUNT(tries); i++) {
        const char *s = money_words(w, tries[i].minor, "RUB", NOMINATIVE);
        char plain[512];
        size_t n = 0;
        for (; *s != '\0'; s++) /* the no-break space before the kopecks, as a plain one */
            if ((unsigned char)*s == 0xC2)
                plain[n++] = ' ', s++;
            else
                plain[n++] = *s;
        plain[n] = '\0';
        SAME(plain, tries[i].words);
    }
}

PURE(russian_numerals_are_declined)
{
    w->language = RU;
    SAME(number_words(w, 1, FEMININE, ACCUSATIVE), "одну");
    SAME(number_words(w, 2, FEMININE, NOMINATIVE), "две");
    SAME(number_words(w, 2, NEUTER, NOMINATIVE), "два");
    SAME(number_words(w, 8, MASCULINE, GENITIVE), "восьми");
    SAME(number_words(w, 40, MASCULINE, DATIVE), "сорока");
    SAME(number_words(w, 58, MASCULINE, INSTRUMENTAL), "пятьюдесятью восемью");
    SAME(number_words(w, 90, MASCULINE, GENITIVE), "девяноста");
    SAME(number_words(w, 200, MASCULINE, DATIVE), "двумстам");
    SAME(number_words(w, 345, MASCULINE, GENITIVE), "трёхсот сорока пяти");
    SAME(number_words(w, 486, MASCULINE, INSTRUMENTAL), "четырьмястами восемьюдесятью шестью");
    SAME(number_words(w, 600, MASCULINE, PREPOSITIONAL), "шестистах");
    SAME(number_words(w, 1000, MASCULINE, ACCUSATIVE), "одну тысячу");
    SAME(number_words(w, 2003, FEMININE, GENITIVE), "двух тысяч трёх");
    SAME(number_words(w, 5000000, MASCULINE, DATIVE), "пяти миллионам");
    SAME(number_words(w, 1000000021, NEUTER, NOMINATIVE), "один миллиард двадцать одно");
    SAME(money_words(w, 200000, "RUB", DATIVE), "двум тысячам рублей 00\u00a0копеек");
    SAME(money_words(w, 4100, "RUB", GENITIVE), "сорока одного рубля 00\u00a0копеек");
    SAME(money_words(w, 300, "EUR", NOMINATIVE), "три евро 00\u00a0центов");
    SAME(money_words(w, 300, "CHF", NOMINATIVE), "три CHF 00/100");
    SAME(number_words(w, 0, MASCULINE, INSTRUMENTAL), "нулём");
}

PURE(english_sums_are_said_with_and)
{
    w->language = EN;
    SAME(number_words(w, 105, MASCULINE, NOMINATIVE), "one hundred and five");
    SAME(number_words(w, 1005, MASCULINE, NOMINATIVE), "one thousand and five");
    SAME(number_words(w, 41833333, MASCULINE, NOMINATIVE),
         "forty-one million eight hundred and thirty-three thousand three hundred and thirty-three");
    SAME(number_words(w, -7, MASCULINE, NOMINATIVE), "minus seven");
    SAME(money_words(w, 101, NULL, NOMINATIVE), "one rouble 01\u00a0kopeck");
    SAME(money_words(w, 20050, "USD", NOMINATIVE), "two hundred US dollars 50\u00a0cents");
}

PURE(the_largest_and_the_smallest_number_have_words)
{
    for (int l = 0; l < LANGUAGES; l++) {
        w->language = (enum language)l;
        for (int c = 0; c < CASES; c++) {
            CHECK(strlen(number_words(w, INT64_MAX, FEMININE, (enum case_of)c)) > 100);
            CHECK(strstr(number_words(w, INT64_MIN, NEUTER, (enum case_of)c), "(null)") == NULL);
        }
        /* Every number up to ten thousand in every case: no empty word, no double space. */
        for (int n = 0; n < 10000; n += 7) {
            const char *s = number_words(w, n, FEMININE, (enum case_of)(n % CASES));
            if (*s == '\0' || *s == ' ' || strstr(s, "  ") != NULL || s[strlen(s) - 1] == ' ' || strstr(s, "(null)") != NULL)
                SAME(s, "words");
        }
    }
}

PURE(a_sum_in_figures_has_both_decimals)
{
    w->language = RU;
    SAME(money_exact(w, 41800000), "418\u00a0000,00");
    SAME(money_exact(w, -5), "\u22120,05");
    SAME(money_exact(w, 159984), "1\u00a0599,84");
    SAME(money_exact(w, 100000500), "1\u00a0000\u00a0005,00");
    w->language = EN;
    SAME(money_exact(w, 3483333), "34,833.33");
}
