/* same.c -- two names of any bytes: a score between 0 and 1, the same whichever comes first, and 1 with itself or 0. */
#include "resource/same.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *all = malloc(size + 2);
    if (all == NULL)
        return 0;
    if (size > 0)
        memcpy(all, data, size);
    all[size] = all[size + 1] = '\0';
    const char *other = all + strlen(all) + 1; /* after the first NUL, or empty */
    if (other > all + size + 1)
        other = "";
    double s = same_score(all, other), back = same_score(other, all), self = same_score(all, all);
    if (!(s >= 0 && s <= 1) || s != back || !(self == 0 || (self > 0.999 && self <= 1)))
        abort();
    free(all);
    return 0;
}
