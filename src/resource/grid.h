/* grid.h -- what is taken of many resources at once, over a stretch of days cut into equal columns: the dispatcher's view.
 * Read by a handful of indexed walks; drawing is grid_web.c's. */
#ifndef RESOURCE_GRID_H
#define RESOURCE_GRID_H

#include "base/work.h"

#define GRID_COLUMNS_MOST 256
#define GRID_ROWS_MOST    200

/* What a column shows, the strongest last. */
enum grid_as { G_FREE, G_SHUT, G_BUSY, G_MAINTENANCE, G_HELD, G_BOOKED };

/* grid_ask: filters are codes, "" for any; like is folded for LIKE (web_like). */
struct grid_ask {
    const char *kind, *organisation, *site, *type, *like, *municipality;
    int32_t first;            /* first day */
    int days;
    int from_min, to_min;     /* of each day */
    int column_min;           /* minutes of a column; 1440 and more: shares of days, not single bookings */
    int rows_most, rows_after;
};

struct grid_entry {
    int64_t from, to, expires_at;
    const char *claim, *offer, *title, *title_en; /* "" where there is none */
    const char *busy;                             /* kind of busy; NULL: held or booked */
};

struct grid_cell {
    uint8_t as;
    bool part;          /* not all units of it */
    uint16_t taken;     /* units at the worst moment of the column; of shares: per cent of open time */
    int32_t entry;      /* index into entries of the row; -1 */
};

struct grid_row {
    int64_t id, site_id;
    const char *code, *name_ru, *name_en, *kind, *organisation, *organisation_ru, *organisation_en, *site_ru, *site_en;
    int quantity, seats;
    struct grid_cell *cells; /* of grid.columns */
    struct grid_entry *entries;
    int entry_count;
};

struct grid {
    struct grid_row *rows;
    int row_count, columns, columns_a_day;
    int64_t all;         /* rows there are, of which these are some */
    int64_t held_until;  /* the first hold shown that runs out, Unix seconds; 0 none */
};

MUST bool grid_load(struct work *w, const struct grid_ask *ask, struct grid *out);

#endif
