/* many.c -- any bytes are a sheet of requests or a sentence why not. */
#include "booking/many.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct work *w = work_begin(NULL, 0, 0);
    struct claim_wish *x;
    size_t *line;
    int n;
    char *bytes = take(w, size + 1);
    if (size > 0)
        memcpy(bytes, data, size);
    if (many_read(w, bytes, size, &x, &line, &n) != fine(w))
        abort();
    for (int i = 0; fine(w) && i < n; i++)
        if (x[i].item_count < 1 || x[i].title == NULL || x[i].every < 1)
            abort();
    work_end(w);
    return 0;
}
