/* fit_place.h -- (private to solve/fit) where a class is, and the tests between two places.
 * Formulas: Mueller, Rudova, Muellerova, "University course timetabling and ITC 2019", PATAT 2018. */
#ifndef SOLVE_FIT_PLACE_H
#define SOLVE_FIT_PLACE_H

#include "solve/fit.h"

/* place: weeks 0 is unplaced; then every test below says "not broken". */
struct place {
    uint64_t weeks;
    uint16_t start, end;
    uint8_t days;
    int16_t zone;    /* sites between which the ways are the same; FIT_NONE: nowhere */
    int32_t site;    /* FIT_NONE: nowhere */
    int32_t room;    /* resource of need 0, FIT_NONE: none */
    int32_t pattern; /* the model's number for these weeks, days and slots, FIT_NONE: it has none */
};

static inline bool place_meets(const struct place *a, const struct place *b)
{
    return (a->days & b->days) && (a->weeks & b->weeks); /* days differ more often */
}

static inline bool place_overlaps(const struct place *a, const struct place *b)
{
    return a->start < b->end && b->start < a->end && place_meets(a, b);
}

static inline int place_travel(const uint16_t *travel, int32_t zones, int32_t from, int32_t to)
{
    return travel && from >= 0 && to >= 0 ? travel[(size_t)from * (size_t)zones + (size_t)to] : 0;
}

/* place_clashes: a person can't attend both. */
static inline bool place_clashes(const struct place *a, const struct place *b, const uint16_t *travel, int32_t zones)
{
    if (!place_meets(a, b))
        return false;
    if (a->start <= b->start)
        return a->end + place_travel(travel, zones, a->zone, b->zone) > b->start;
    return b->end + place_travel(travel, zones, b->zone, a->zone) > a->start;
}

/* place_precedes: the first meeting of a ends before the first meeting of b begins. */
static inline bool place_precedes(const struct place *a, const struct place *b)
{
    int aw = __builtin_ctzll(a->weeks), bw = __builtin_ctzll(b->weeks);
    if (aw != bw)
        return aw < bw;
    int ad = __builtin_ctz(a->days), bd = __builtin_ctz(b->days);
    if (ad != bd)
        return ad < bd;
    return a->end <= b->start;
}

/* place_before: the last meeting of a ends before the first meeting of b begins. */
static inline bool place_before(const struct place *a, const struct place *b)
{
    int aw = 63 - __builtin_clzll(a->weeks), bw = __builtin_ctzll(b->weeks);
    if (aw != bw)
        return aw < bw;
    int ad = 31 - __builtin_clz(a->days), bd = __builtin_ctz(b->days);
    if (ad != bd)
        return ad < bd;
    return a->end <= b->start;
}

static inline int place_last_day(const struct place *a)
{
    return (63 - __builtin_clzll(a->weeks)) * 7 + (31 - __builtin_clz(a->days));
}

/* place_breaks: whether a placed pair breaks a pairwise distribution; `first`: a stands before b in its list
 * (for BEFORE: a is of the first part and b is not; pairs of one part are not asked). */
static inline bool place_breaks(enum fit_type type, int32_t s, const struct place *a, const struct place *b, bool first,
                                const uint16_t *travel, int32_t zones)
{
    if (!a->weeks || !b->weeks)
        return false;
    switch (type) {
    case FIT_SAME_START: return a->start != b->start;
    case FIT_SAME_TIME:
        return !((a->start <= b->start && b->end <= a->end) || (b->start <= a->start && a->end <= b->end));
    case FIT_DIFFERENT_TIME: return a->start < b->end && b->start < a->end;
    case FIT_SAME_DAYS: return (a->days & b->days) != a->days && (a->days & b->days) != b->days;
    case FIT_DIFFERENT_DAYS: return (a->days & b->days) != 0;
    case FIT_SAME_WEEKS: return (a->weeks & b->weeks) != a->weeks && (a->weeks & b->weeks) != b->weeks;
    case FIT_DIFFERENT_WEEKS: return (a->weeks & b->weeks) != 0;
    case FIT_OVERLAP: return !place_overlaps(a, b);
    case FIT_NOT_OVERLAP: return place_overlaps(a, b);
    case FIT_SAME_ROOM: return a->room != b->room;
    case FIT_DIFFERENT_ROOM: return a->room == b->room;
    case FIT_SAME_ATTENDEES: return place_clashes(a, b, travel, zones);
    case FIT_PRECEDENCE: return first ? !place_precedes(a, b) : !place_precedes(b, a);
    case FIT_WORK_DAY:
        return place_meets(a, b) &&
               (a->end > b->end ? a->end : b->end) - (a->start < b->start ? a->start : b->start) > s;
    case FIT_MIN_GAP: return place_meets(a, b) && a->end + s > b->start && b->end + s > a->start;
    case FIT_BEFORE: return first ? !place_before(a, b) : !place_before(b, a);
    case FIT_MAX_DAYS:
    case FIT_MAX_DAY_LOAD:
    case FIT_MAX_BREAKS:
    case FIT_MAX_BLOCK:
    case FIT_WEEK_LOAD:
    case FIT_SAME_OPTION:
    case FIT_FINISH:
    case FIT_TYPES: break;
    }
    return false;
}

static inline bool type_pairwise(enum fit_type t) { return t <= FIT_MIN_GAP || t == FIT_BEFORE; }

#define FIT_HOUR 12 /* slots: loads over a limit are counted as broken by the hour begun */
static inline int64_t hours_over(int64_t load, int64_t most)
{
    return load > most ? (load - most + FIT_HOUR - 1) / FIT_HOUR : 0;
}

/* fit_option_fits: whether an option can be used at a time of its class, whoever else is placed. */
bool fit_option_fits(const struct fit_problem *p, int32_t c, int32_t k, int32_t o, int32_t t, const struct place *at);

/* fit_place_of: the place of class c at time t with these options (indices by need). */
struct place fit_place_of(const struct fit_problem *p, int32_t c, int32_t t, const int32_t *option);

#endif
