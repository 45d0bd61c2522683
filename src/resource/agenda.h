/* agenda.h -- one resource's days as people look at them: who has it when, and when it cannot be had.
 * Pages draw it and `cavt resource calendar` prints it; planning uses the denser calendar of resource.h. */
#ifndef RESOURCE_AGENDA_H
#define RESOURCE_AGENDA_H

#include "base/work.h"

struct sheet;

enum taken_as { TAKEN_BUSY, TAKEN_HELD, TAKEN_BOOKED, TAKEN_CLOSED };
extern const char *const taken_as_name[]; /* "busy", "held", "booked", "closed" */

/* taken: from..to, wall minutes, end not included.  Texts are "" where there is none. */
struct taken {
    enum taken_as as;
    int64_t from, to;
    int units;             /* of the resource's quantity; all of them when closed */
    const char *offer;     /* held, booked: its code, or that of the request, as claim says */
    bool claim;
    const char *title_ru, *title_en;   /* held, booked: of the order; closed: the reason */
    const char *module_ru, *module_en; /* held, booked: what is taught */
    int cohort;            /* held, booked: 1.., 0 unknown */
    const char *kind;      /* busy: lesson, maintenance, absence, event, other */
    const char *note;      /* busy, booked by hand */
    int64_t expires_at;    /* held: Unix seconds; 0: does not run out */
    int64_t expires_wall;  /* the same by the region's clock */
    int left_min;          /* held: minutes until then */
};

struct agenda {
    int64_t id;
    const char *code, *name_ru, *name_en, *kind, *site, *site_ru, *site_en, *organisation, *organisation_ru, *organisation_en;
    int quantity;
    int32_t first_on, today_on;
    int days, utc_offset_min;
    struct taken *all; /* in order of `from`; a day's closed hours are rows of that day alone */
    int count;
};

/* agenda_load(w, code, first_on, days, out): NOT_FOUND for an unknown code; days 1..366.  first_on 0: today,
 * the setting "today" where it is given.  A hold that has run out is free and is not in it. */
MUST bool agenda_load(struct work *w, const char *code, int32_t first_on, int days, struct agenda *out);

/* agenda_sheet: from, to, what, units, by whom, until.  Hours closed every night are left out; days closed
 * are one row as long as they last. */
MUST bool agenda_sheet(struct work *w, const struct agenda *a, struct sheet *out);

/* resource_list: "" for any.  An unknown kind, type or organisation gives no rows. */
MUST bool resource_list(struct work *w, const char *kind, const char *type, const char *organisation, struct sheet *out);

/* idle_row: one machine's hours over a window, minutes of all its units; value: what the idle ones would have earned. */
struct idle_row {
    int64_t id, type_id;
    const char *code, *name_ru, *name_en, *organisation, *organisation_ru, *organisation_en, *municipality;
    int quantity;
    int64_t open_min, used_min, price_ah_minor, value_minor;
};
/* resource_idle_list: all equipment, the costliest idleness first. */
MUST bool resource_idle_list(struct work *w, int32_t first_on, int days, struct idle_row **out, int *n);

/* resource_idle: equipment over `days` days from first_on (0: today): academic hours open, used and idle of
 * all units, and what the idle ones would have earned; the costliest first. */
MUST bool resource_idle(struct work *w, int32_t first_on, int days, struct sheet *out);

#endif
