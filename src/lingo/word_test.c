/* word_test.c -- words are where a reader sees them, and forms of one word meet. */
#include "lingo/word.h"

#include "base/text.h"
#include "test/test.h"

#include <stdio.h>
#include <string.h>

static char *stems(struct work *w, const char *s)
{
    struct stemmer *st = stemmer_new();
    char *out = take_text(w, "%s", "");
    struct token x;
    for (size_t at = 0; (at = word_next(s, strlen(s), at, &x)) != 0;) {
        char f[WORD_MAX];
        size_t n = word_fold(s + x.at, x.n, f);
        stem_word(st, f, n);
        out = take_text(w, "%s%s%s", out, *out != '\0' ? " " : "", f);
    }
    stemmer_free(st);
    return out;
}

PURE(words_keep_the_signs_that_make_names)
{
    SAME(stems(w, "C++, C# and ASP.NET; F#/R 1+2 a+b"), "c++ c# and asp .net f# r 1 2 a b");
    SAME(stems(w, "the welder's torch, driver’s card"), "the welder torch driver card");
}

PURE(russian_forms_of_one_word_meet)
{
    static const char *const same[][2] = {
        {"станок", "станка"}, {"сварка", "сварок"}, {"ошибка", "ошибок"}, {"боец", "бойца"},
        {"земля", "земель"}, {"уровень", "уровня"}, {"ЭЛЕКТРОСВАРЩИК", "электросварщиков"}, {"учёт", "учета"},
        {"чертёж", "чертежа"}, {"копейка", "копеек"}, {"деньги", "денег"}, {"установка", "установок"},
        {"подшипник", "подшипники"}, {"крановщик", "крановщиком"}};
    for (size_t i = 0; i < COUNT(same); i++)
        SAME(stems(w, same[i][0]), stems(w, same[i][1]));
    CHECK(strcmp(stems(w, "сварка"), stems(w, "свара")) != 0);
}

PURE(a_decomposed_letter_is_the_letter)
{
    SAME(stems(w, "май\xCC\x86" "ка"), stems(w, "майка")); /* a stray breve after й is dropped */
    struct token a, b;
    const char *apart = "\xD0\xB8\xCC\x86од", *whole = "йод";
    CHECK(word_next(apart, strlen(apart), 0, &a) > 0 && word_next(whole, strlen(whole), 0, &b) > 0);
    CHECK(a.key == b.key);
    SAME(stems(w, "caf\xC3\xA9 ﬁtter soft\xC2\xADware"), "cafe fitter softwar");
}

PURE(broken_bytes_separate_words_and_end_no_text)
{
    SAME(stems(w, "weld\xFF\xFEing \xD0 \xE2\x80 end\xF0\x9F"), "weld ing end");
    char longest[400];
    memset(longest, 'z', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    CHECK(strlen(stems(w, longest)) < WORD_MAX);
    for (size_t i = 0; i + 2 < sizeof(longest); i += 2)
        memcpy(longest + i, "ж", 2);
    longest[sizeof(longest) - 1] = '\0';
    const char *got = stems(w, longest);
    CHECK(text_utf8(got, strlen(got), NULL));
}

PURE(capitals_are_told_from_small_letters)
{
    struct token x;
    CHECK(word_next("LESS", 4, 0, &x) > 0 && x.upper);
    CHECK(word_next("Less", 4, 0, &x) > 0 && !x.upper);
    CHECK(word_next("САПР", 8, 0, &x) > 0 && x.upper);
}

PURE(stop_words_are_found)
{
    CHECK(word_is_stop("the", false) && word_is_stop("для", false) && word_is_stop("a", true) && word_is_stop("это", false));
    CHECK(!word_is_stop("weld", false) && !word_is_stop("сварк", false));
    CHECK(word_is_stop("it", false) && !word_is_stop("it", true) && !word_is_stop("по", true));
}
