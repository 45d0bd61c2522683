/* when.h -- when can we?  The next common slots of a set of resources, named or any of a type or of whoever can teach
 * something, with what each costs.  Everything is read once, and the slots are found over the calendars in memory.
 *
 * Rooms and machines of one slot are on one site; people come from anywhere.  Of several that would do, the cheapest. */
#ifndef RESOURCE_WHEN_H
#define RESOURCE_WHEN_H

#include "resource/some.h"

#define WHEN_WANTS_MOST 12
#define WHEN_DAYS_MOST  92

/* when_want: one of resource, type and competence is given, as a code. */
struct when_want {
    const char *resource, *type, *competence;
    int level, units; /* level: of the competence, at least 1 */
};

struct when_ask {
    const char *organisation; /* code of the one that asks */
    const struct when_want *wants;
    int want_count;
    int people;               /* rooms must seat them; 0: not said */
    int length_min;           /* of the clock */
    int32_t from_on;          /* 0: today */
    int days;                 /* 0: 28 */
    int from_min, to_min;     /* of the day; 0, 0: whole */
    int weekdays;             /* bits; 0: all */
    int most;                 /* slots; 0: five */
};

struct when_slot {
    int64_t from, to, price_minor;
    bool approval;
    const char *resource[WHEN_WANTS_MOST], *name_ru[WHEN_WANTS_MOST], *name_en[WHEN_WANTS_MOST]; /* by want */
    int units[WHEN_WANTS_MOST];
    const char *site_ru, *site_en; /* "" when only people are asked for */
};

struct when {
    struct when_slot *slots;
    int count;
    int looked_at;      /* resources that could serve */
    const char *why;    /* no slot: what stands in the way, one sentence */
};

/* when_find: NOT_VALID, NOT_FOUND for what makes no sense; no slot is no failure. */
MUST bool when_find(struct work *w, const struct when_ask *ask, struct when *out);

#endif
