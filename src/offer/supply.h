/* supply.h -- private to offer/: what could teach a module to a cohort of a size, within an order's hours.
 *
 * A module's lessons come in at most four *shapes*: full and last lessons of its lectures and of its practice.
 * A shape has candidate moments (shared by all shapes of one length) and *wants*: a room, machines, teachers,
 * each with the choices that are really open to the module's owner: own resources and those shared with it, at
 * sites people can reach, with a bit for each moment at which the site is open, the owner shares it and
 * nothing stands in its calendar. */
#ifndef OFFER_SUPPLY_H
#define OFFER_SUPPLY_H

#include "offer/offer.h"
#include "solve/fit.h"

#define LESSON_MOST_AH 4  /* a lesson is at most two pairs of academic hours */
#define CHOICES_MOST   24 /* choices kept for a want: the cheapest ones */
#define STARTS_MOST    32
#define DUMMY          (-1)

struct weights {
    int64_t travel_minor;   /* a person's minute on the way */
    int64_t day_minor;      /* each day later that it ends */
    int64_t partner_minor;  /* each organisation taking part */
    int64_t teacher_minor;  /* each change of teacher within a module */
};

struct moments {
    int hours_ah, count;
    int32_t *day;
    int16_t *from_min;
    uint8_t *weekday, *start; /* 1..7, and which of the market's starts */
    struct fit_time *time;    /* the same for the engine */
    uint64_t *of[7][STARTS_MOST]; /* a bit for each moment of that weekday and start; NULL: there is none */
};

/* mask: the moments of one length at which so many units of a resource are free, or a site is open; made once. */
struct mask {
    const struct moments *at;
    int units;
    uint64_t *bits;
    struct mask *next;
};

struct choice {
    int resource; /* DUMMY: machines that stand in the room `with` */
    int units, with; /* with: resource index of the room it goes with, or -1 */
    int64_t price_minor, weighed_minor; /* for one lesson; weighed_minor adds travel */
    bool approval;
    uint64_t *allow; /* a bit for each moment; NULL: always */
    int open;        /* how many bits */
    int *machine, *machine_units, machines; /* what a DUMMY stands for ... */
    int64_t *machine_price; /* ... and what each comes to in one lesson */
};

struct want {
    const struct need *need;
    enum resource_kind kind;
    int units;
    struct choice *choices;
    int count;
    int seen, reachable, shared; /* resources of the type at all; within reach and large enough; open to the owner */
};

struct shape {
    enum part part;
    int hours_ah, lessons;
    struct moments *moments;
    struct want *wants;
    int want_count;
    int64_t least_minor, least_price_minor; /* no lesson of it can cost less */
};

struct supply {
    int module, size;
    bool possible;
    struct shape shapes[4];
    int shape_count, lessons;
    int64_t least_minor, least_price_minor; /* of all its lessons for one cohort */
    /* where it is not possible: the want that fails, for the reason */
    const struct want *lacking;
};

/* Overrides that a relaxation tries. */
struct easing {
    int share_organisation; /* taken to share everything with everybody at its open hours; -1: nobody */
    int exclude_organisation; /* its resources and modules are not used; -1: nobody */
};

/* The competences aligned with one that is asked, read when first wanted. */
struct also {
    bool known;
    int64_t *ids;
    int count;
};

/* offering: the moments at which a resource is to be had, for each price it has. */
struct offering {
    int64_t price_ah_minor;
    bool approval;
    int open;
    uint64_t *bits;
};
#define PRICES_MOST 6  /* of one resource over a week; further ones are left aside */
#define TARIFF_MOST 12 /* rows of sharing that one resource can come under in a week; further ones are left aside */

/* offered: what market_offerings found, kept for the next who asks: another variant, another machine of the room. */
struct offered {
    const struct moments *at;
    int user, units, count;
    bool by_site;
    struct offering offering[PRICES_MOST];
    struct offered *next;
};

/* tariff: by which rows of sharing an owner's resources of one kind at one site go to a user, and at which moments. */
struct tariff_row {
    const struct sharing *row; /* NULL: the resource's own price */
    bool approval;
    int lead_days;
    uint64_t *bits; /* not before the lead time has passed */
};
struct tariff {
    const struct moments *at;
    int user, organisation, only; /* only: a resource that a row names, or -1: all that none names */
    enum resource_kind kind;
    int count;
    struct tariff_row rows[TARIFF_MOST];
    struct tariff *next;
};

/* market: supply for one order, filled as it is asked for; owned by the work. */
struct market {
    struct work *w;
    struct state *st;
    const struct order *order;
    struct norm norm;
    struct weights weights;
    struct easing easing;
    struct window window;
    int day_most_ah, week_most_ah;
    int starts[STARTS_MOST], start_count; /* minutes of the day at which a lesson may begin, rising */
    struct moments *moments[LESSON_MOST_AH + 1];
    struct calendar **calendars; /* by resource; NULL until read */
    struct mask **free_masks, **open_masks; /* by resource, by site */
    struct offered **offered;    /* by resource */
    struct tariff **tariffs;     /* by site */
    struct also *also;           /* by ask of the order */
    int *travel;                 /* by site: minutes from where the people are; -1 until known */
    struct supply **supplies;    /* a list of what was made */
    size_t supply_count, supply_room;
    struct hash *seen; /* every calendar read goes into the input hash */
    int calendars_read;
};

MUST bool market_open(struct work *w, struct state *st, const struct order *o, const struct weights *weights, const struct easing *ease,
                      struct market *out);
/* market_supply: what there is for a module and a cohort's size; made once.  NULL on failed work. */
struct supply *market_supply(struct market *m, int module, int size);
const struct calendar *market_calendar(struct market *m, int resource);
int market_travel_min(struct market *m, int site);
/* staff_reaches: whether a teacher is sent to teach at the site at all. */
bool staff_reaches(const struct market *m, int staff, int site);
/* market_offerings: what there is of `units` of a resource for an owner's lessons, by price; how many.  by_site: only
 * while its site is open. */
int market_offerings(struct market *m, int resource, int user, const struct moments *at, int units, bool by_site,
                     const struct offering **out);

/* market_hours: academic hours of lessons that can at most be held between the order's dates. */
int market_hours_ah(const struct market *m);

#endif
