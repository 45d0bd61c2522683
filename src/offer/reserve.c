/* reserve.c -- what is counted as taken, or as free again, beside what is stored: see offer.h. */
#include "offer/offer.h"

#include <string.h>

void state_reserve(struct work *w, struct state *st, struct reserved r)
{
    if ((st->reserved_count & (st->reserved_count - 1)) == 0) { /* room is a power of two */
        struct reserved *more = take_array(w, st->reserved_count > 0 ? 2 * st->reserved_count : 1, struct reserved);
        if (st->reserved_count > 0)
            memcpy(more, st->reserved, (size_t)st->reserved_count * sizeof(*more));
        st->reserved = more;
    }
    st->reserved[st->reserved_count++] = r;
}

/* First what is let go, then what is taken, so that what is moved about within a full hour is not lost count of. */
bool state_calendar(struct work *w, const struct state *st, int resource, struct window window, struct calendar *out)
{
    if (!calendar_load(w, &st->resources, resource, window, out))
        return false;
    for (int taking = 0; taking < 2; taking++)
        for (int i = 0; i < st->reserved_count; i++) {
            const struct reserved *r = &st->reserved[i];
            if (r->resource != resource || (r->units > 0) != (taking > 0))
                continue;
            calendar_change(w, out, r->from, r->to, r->units, r->hours_ah);
            if (st->resources.all[resource].kind == STAFF && (r->site_1 > 0 || r->units < 0))
                calendar_away(w, out, r->from, r->to, r->site_1 - 1, r->units < 0 ? -1 : r->hours_ah);
        }
    return true;
}
