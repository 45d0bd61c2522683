/* encoding.c -- any bytes become UTF-8 or a refusal. */
#include "codec/encoding.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text t = TEXT(0);
    struct err e = {0};
    enum encoding was;
    size_t bad;
    text_bytes(&t, (const char *)data, size);
    bool ok = encoding_to_utf8(&t, &was, &e);
    if (ok != (e.fault == FINE) || (ok && t.n > 0 && !text_utf8(t.s, t.n, &bad)))
        abort();
    text_free(&t);
    return 0;
}
