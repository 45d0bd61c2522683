/* vacancy.c -- any bytes are read as JSON, as a page and as HTML to be made plain and masked; nothing breaks. */
#include "codec/vacancy.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void each(void *to, const struct advert *a)
{
    size_t *all = to;
    *all += a->text.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    size_t all = 0;
    struct err e = {0};
    if (n == 0)
        return 0;
    const char *s = (const char *)data;
    vacancy_json(s, n, each, &all, &e);
    vacancy_html(s, n, each, &all, &e);
    struct text t = TEXT((size_t)1 << 20);
    vacancy_plain(s, n, &t);
    vacancy_mask(&t);
    text_free(&t);
    return 0;
}
