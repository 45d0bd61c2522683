/* span.c -- any bytes are a model that is refused, or one that marks any bytes with tags that make sense. */
#include "lingo/span.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct span_model *one;
    static struct span_sentence s;
    struct span_aid aid = {0};
    if (one == NULL) { /* a model of one sentence, for the texts */
        struct span_how how = {.rounds = 2, .cost = -1, .keep = -1, .seed = 1};
        struct span_sentence *first = calloc(1, sizeof(*first));
        static const char text[] = "Experience with welding of pipes";
        span_cut(text, sizeof(text) - 1, 0, first);
        first->tag[SPAN_SKILL][2] = SPAN_B;
        one = span_learn(first, 1, &aid, &how);
        free(first);
    }
    struct err e = {0};
    struct span_model *m = span_read(data, n, &e);
    if (m == NULL && e.fault == FINE)
        abort();
    span_free(m);
    for (size_t at = 0; n > 0 && (at = span_cut((const char *)data, n, at, &s)) != 0;) {
        if (at > n)
            abort();
        span_mark(one, &aid, &s);
        for (size_t i = 0; i < s.n; i++)
            for (int l = 0; l < SPAN_LAYERS; l++)
                if ((size_t)s.token[i].at + s.token[i].n > n || (s.tag[l][i] == SPAN_I && (i == 0 || s.tag[l][i - 1] == SPAN_O)))
                    abort();
    }
    return 0;
}
