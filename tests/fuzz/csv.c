/* csv.c -- any bytes are a table or a refusal, every cell is inside the buffer, and what was read is read
 * the same after it was written. */
#include "codec/csv.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = malloc(size + 1);
    struct err e = {0};
    struct csv c, again;
    struct text out = TEXT(0);
    size_t records = 0;
    if (bytes == NULL)
        abort();
    memcpy(bytes, data, size);
    csv_open(&c, bytes, size, '\0');
    while (csv_next(&c, &e)) {
        records++;
        for (size_t i = 0; i < c.cells; i++) {
            if (c.cell[i].s < bytes || c.cell[i].s + c.cell[i].n > bytes + size ||
                c.cell[i].s[c.cell[i].n] != '\0')
                abort();
            csv_put(&out, c.cell[i].s, i == 0);
        }
        csv_end(&out);
    }
    csv_close(&c);
    if (out.n > 0) {
        struct err none = {0};
        size_t got = 0;
        csv_open(&again, out.s, out.n, ',');
        while (csv_next(&again, &none))
            got++;
        if (got != records || none.fault != FINE)
            abort();
        csv_close(&again);
    }
    text_free(&out);
    free(bytes);
    return 0;
}
