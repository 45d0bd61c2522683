/* lexicon.c -- any bytes are names, and any bytes are a text to find them in; mentions lie inside the text. */
#include "lingo/mention.h"
#include "lingo/rank.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 8 || n > 4096)
        return 0;
    size_t cut = 1 + data[0] % (n - 1);
    char *names = malloc(n + 1);
    if (names == NULL)
        return 0;
    memcpy(names, data, n);
    names[n] = '\0';
    names[cut] = '\0';
    struct thing things[8];
    struct name list[8];
    size_t k = 0;
    for (char *save, *s = strtok_r(names, "\n", &save); s != NULL && k < 8; s = strtok_r(NULL, "\n", &save), k++) {
        things[k] = (struct thing){(int64_t)k, "c", s, s, 1};
        list[k] = (struct name){(uint32_t)k, k % 2 == 0, s};
    }
    struct book b = {things, list, NULL, k, k, 0, "fuzz"};
    struct err e = {0};
    struct lexicon *lex = lexicon_make(&b, 4, &e);
    if (lex == NULL)
        abort();
    struct marker *m = marker_new(lex);
    struct ranker *r = ranker_new(lex, RANK_SENTENCE);
    const struct mention *found;
    size_t nfound = marker_find(m, (const char *)data + cut, n - cut, &found);
    for (size_t i = 0; i < nfound; i++)
        if ((size_t)found[i].at + found[i].n > n - cut || found[i].thing >= k || (i > 0 && found[i].at < found[i - 1].at + found[i - 1].n))
            abort();
    struct ranked best[4];
    if (ranker_rank(r, (const char *)data + cut, n - cut, best, 4) > k)
        abort();
    ranker_free(r);
    marker_free(m);
    lexicon_free(lex);
    free(names);
    return 0;
}
