/* twin_test.c -- what is nearly the same is found, what is not is not. */
#include "base/rng.h"
#include "lingo/twin.h"
#include "test/test.h"

static bool yes(void *to, int64_t of)
{
    (void)to;
    return of != 13;
}

PURE(prints_of_like_texts_are_near_and_of_others_far)
{
    struct rng r = rng_seed(1);
    char a[4000] = "", b[4000], c[4000] = "";
    for (int i = 0; i < 300; i++) {
        char word[12];
        snprintf(word, sizeof(word), "w%u ", rng_below(&r, 500));
        strcat(a, word);
        snprintf(word, sizeof(word), "v%u ", rng_below(&r, 500));
        strcat(c, word);
    }
    strcpy(b, a);
    memcpy(strstr(b + 1000, " w") + 1, "x", 1);
    size_t n;
    uint64_t pa = twin_print(a, strlen(a), &n), pb = twin_print(b, strlen(b), &n), pc = twin_print(c, strlen(c), &n);
    CHECK(n == 300);
    CHECK(__builtin_popcountll(pa ^ pb) <= 6);
    CHECK(__builtin_popcountll(pa ^ pc) >= 15);
    CHECK(twin_print("", 0, &n) == 0 && n == 0);
}

PURE(twins_are_found_up_to_three_bits_whichever_bits_they_are)
{
    struct rng r = rng_seed(2);
    struct twins t = {0};
    uint64_t print[200];
    for (int i = 0; i < 200; i++)
        twins_add(&t, print[i] = rng_next(&r), i + 100);
    for (int i = 0; i < 200; i++) {
        uint64_t p = print[i];
        for (int k = 0; k < 3; k++)
            p ^= 1ull << rng_below(&r, 64);
        CHECK(twins_find(&t, p, 3, yes, NULL) == i + 100);
        CHECK(twins_find(&t, ~print[i], 3, yes, NULL) == 0);
    }
    twins_add(&t, 77, 13);
    CHECK(twins_find(&t, 77, 3, yes, NULL) == 0); /* it does not fit */
    twins_free(&t);
}
