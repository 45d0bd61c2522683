/* some.h -- a few resources with all that decides who may have them when, read by themselves: a region has thousands,
 * and a request names a handful.  What comes out is a `struct resources` of those few, so that terms, opening hours and
 * calendars are asked by the same functions as everywhere. */
#ifndef RESOURCE_SOME_H
#define RESOURCE_SOME_H

#include "resource/resource.h"

enum rule_kind { SHORTEST, LONGEST, AHEAD_LEAST, AHEAD_MOST, WEEK_MOST, MONTH_MOST, AT_ONCE, NOSHOW, BLACKOUT, QUALIFICATION };
extern const char *const rule_name[]; /* as stored */

/* rule: a row of booking_rule; -1 and 0 where nothing is named. */
struct rule {
    const char *code, *audience, *reason_ru, *reason_en;
    int organisation, site, resource, kind;
    enum rule_kind rule;
    int64_t most;
    int32_t from_on, to_on;
    int from_min, to_min; /* of a blackout's days; 0 and 1440: whole */
    int64_t competence_id;
    int level;
};

struct some {
    struct partners partners;
    struct resources resources;
    int user; /* index of the organisation that asks */
    struct rule *rules;
    int rule_count;
};

/* some_load(w, ids, n, user_id, out): ids of resources, in any order, none twice.  NOT_FOUND for an unknown one. */
MUST bool some_load(struct work *w, const int64_t *ids, int n, int64_t user_id, struct some *out);

/* rule_binds: whether the rule is about this resource when this organisation uses it. */
bool rule_binds(const struct some *s, const struct rule *r, int resource);

#endif
