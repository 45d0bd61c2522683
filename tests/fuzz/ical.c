/* ical.c -- any bytes as a calendar: what is read lies within what was asked, or a sentence says why not. */
#include "codec/ical.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct ical_times t;
    struct err e = {0};
    struct ical_how how = {.from = 28000000, .to = 31000000, .offset_min = 420, .own = "@x.cavt"};
    if (n > 20000)
        return 0;
    if (ical_read((const char *)data, n, &how, &t, &e)) {
        for (size_t i = 0; i < t.n; i++)
            if (t.all[i].starts_at >= how.to || t.all[i].ends_at <= how.from || t.all[i].starts_at >= t.all[i].ends_at || (i > 0 && t.all[i - 1].starts_at > t.all[i].starts_at))
                abort();
        ical_free(&t);
    } else if (e.fault == FINE || *e.text == '\0') {
        abort();
    }
    return 0;
}
