/* resource.h -- rooms, equipment and staff of every partner, and when each is to be had.
 * Upstream: partner, competence.  Downstream: programme, offer, timetable.
 *
 * `resources` is the register, read once.  A `calendar` is one resource's free time over a window of
 * days, read when it is asked for, because a region has more resources than an order ever looks at. */
#ifndef RESOURCE_RESOURCE_H
#define RESOURCE_RESOURCE_H

#include "base/day.h"
#include "partner/partner.h"

#define SLOT_MIN  5 /* calendars count in slots of five minutes */
#define DAY_SLOTS (1440 / SLOT_MIN)

enum resource_kind { ROOM, EQUIPMENT, STAFF };

struct ability {
    int64_t competence_id;
    int level;
};

struct resource {
    int64_t id, type_id; /* type_id 0 for staff */
    const char *code, *name_ru, *name_en;
    enum resource_kind kind;
    int organisation, site; /* indexes into partners */
    int room;               /* index of the room a machine stands in, or -1: it can be carried about its site */
    int quantity, seats, load_week_ah; /* load_week_ah 0: no limit named */
    int64_t price_ah_minor;
    int ability_first, ability_count; /* staff: into resources.abilities */
};

struct sharing {
    int64_t id;
    const char *code, *audience;
    int organisation, site, resource; /* -1: any */
    int kind;                         /* enum resource_kind, or -1: any */
    int weekdays;                     /* bit 0 is Monday */
    int from_min, to_min;
    int64_t price_ah_minor; /* -1: the resource's own */
    int price_percent;
    bool approval;
    int lead_days;
};

struct opening {
    int weekdays, opens_min, closes_min;
};

struct closure {
    int32_t from_on, to_on;
    int opens_min, closes_min; /* opens_min -1: closed all day */
};

struct resources {
    const struct partners *partners;
    struct resource *all; /* in id order */
    int count;
    struct ability *abilities;
    struct sharing *sharing; /* of one owner after the other, narrowest first */
    int sharing_count, *sharing_first; /* by organisation, one more than there are */
    struct opening *openings;
    int *opening_first; /* by site, one more than there are */
    struct closure *closures;
    int *closure_first;  /* by site, one more than there are */
    int *by_type;        /* indexes of rooms and equipment in order of type, then site */
    int by_type_count;
    struct staff_row *by_competence; /* staff in order of competence */
    int by_competence_count;
};

struct staff_row {
    int64_t competence_id;
    int staff, level;
};

MUST bool resources_load(struct work *w, const struct partners *p, struct resources *out);
int resources_find(const struct resources *rs, int64_t id); /* index, or -1 */

/* The rooms or equipment of a type: *n indexes at the returned place.  The staff of a competence likewise. */
const int *resources_of_type(const struct resources *rs, int64_t type_id, int *n);
const struct staff_row *resources_staff(const struct resources *rs, int64_t competence_id, int *n);

/* terms: on what terms `user` (an organisation) may use a resource at a time of a weekday (1..7). */
struct terms {
    bool may;
    bool approval;
    int lead_days;
    int64_t price_ah_minor;
    const struct sharing *row; /* NULL: it is the user's own */
};
struct terms resource_terms(const struct resources *rs, int resource, int user, int weekday, int from_min, int to_min);

/* resource_shared: whether any row shares it with the user at any hour at all. */
bool resource_shared(const struct resources *rs, int resource, int user);


/* ---- calendars ---- */

/* window: the days a calendar covers; `first` is a Monday so that weeks are whole. */
struct window {
    int32_t first;
    int days;
};

/* calendar: taken[slot] is how many units are taken (255 is "as many as there are").  Opening hours are
 * not in it: site_open() answers for the site of the room a lesson is in. */
struct calendar {
    struct window window;
    int quantity;
    uint8_t *taken; /* window.days * DAY_SLOTS; NULL where nothing is taken in the whole window */
    int *week_ah;   /* staff: academic hours of lessons already given, by week of the window; NULL: none */
    struct away *away; /* staff: the lessons booked whose site is known, from which they must come and to which they must go */
    size_t away_count, away_room;
};

struct away {
    int64_t from, to; /* wall minutes */
    int site, hours_ah;
};

/* calendar_load: from busy rows and live bookings.  A hold that has run out no longer counts. */
MUST bool calendar_load(struct work *w, const struct resources *rs, int resource, struct window window, struct calendar *out);

/* calendar_change: count units (below 0: fewer) of it as taken from..to (wall minutes), and hours of a teacher's week
 * with them.  Where so many are taken that they are no longer counted, nothing becomes free. */
void calendar_change(struct work *w, struct calendar *c, int64_t from, int64_t to, int units, int hours_ah);

/* calendar_away: a teacher is at that site then (hours_ah 0 or more), or is not after all (below 0).  Beside what is
 * counted as taken. */
void calendar_away(struct work *w, struct calendar *c, int64_t from, int64_t to, int site, int hours_ah);

/* calendar_free: whether `units` are free from..to (minutes of `day`). */
bool calendar_free(const struct calendar *c, int32_t day, int from_min, int to_min, int units);

/* site_open: whether the site is open for the whole of from..to on that day. */
bool site_open(const struct resources *rs, int site, int32_t day, int from_min, int to_min);

/* lesson_min: how long h academic hours last, with ten minutes' break after every second one. */
static inline int lesson_min(int hours_ah) { return 45 * hours_ah + 10 * ((hours_ah - 1) / 2); }

#endif
