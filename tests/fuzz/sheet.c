/* sheet.c -- any table read as any of our sheets gives typed rows or refusals, never anything else. */
#include "import/source.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t n;
    const struct record *const *all = record_all(&n);
    if (size < 2)
        return 0;
    char *bytes = malloc(size);
    struct err e = {0};
    struct csv c;
    if (bytes == NULL)
        abort();
    memcpy(bytes, data + 1, size - 1);
    struct work *w = work_begin(NULL, 0, 0);
    struct intake *in = intake_begin(w);
    struct source_table t = {.in = in, .record = all[data[0] % n], .file = intake_file(in, "fuzz")};
    csv_open(&c, bytes, size - 1, '\0');
    if (csv_next(&c, &e))
        source_head(&t, c.line, c.cell, c.cells);
    while (csv_next(&c, &e))
        source_row(&t, c.line, c.cell, c.cells);
    struct batch *b = intake_batch(in, t.record);
    for (size_t k = 0; k < b->n; k++)
        for (size_t i = 0; i < t.record->fields && !b->row[k]->dead; i++)
            if ((b->row[k]->null >> i & 1) == 0 &&
                value_text(w, &t.record->field[i], b->row[k]->v[i]) == NULL)
                abort();
    csv_close(&c);
    work_end(w);
    free(bytes);
    return 0;
}
