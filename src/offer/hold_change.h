/* hold_change.h -- for whoever changes what is held or booked, as timetable's repair does: the same rules, the same look at
 * what is free, the same record. */
#ifndef OFFER_HOLD_CHANGE_H
#define OFFER_HOLD_CHANGE_H

#include "resource/lay.h"

/* hold_rules: the settings an act goes by. */
struct hold_rules {
    int hold_hours, utc_offset_min;
    int32_t today_on;
    const char *currency;
};

MUST bool hold_rules_load(struct work *w, struct hold_rules *out);

/* hold_fits: whether so much of one resource is free, and on which units: lay on it as it stands.  false with *why, a
 * clause that says who has it, or with failed work.  hold_week_ah: the hours of lessons a teacher has in the week of `at`. */
MUST bool hold_fits(struct work *w, int64_t resource, int quantity, const struct lay_want *wants, int n, struct laid *out, const char **why);
int hold_week_ah(struct work *w, int64_t resource, int64_t at);

/* hold_record: a line of the audit: the object's state before and after, as JSON. */
void hold_record(struct work *w, int64_t organisation_id, const char *verb, const char *object, const char *code, const char *before,
                 const char *after, int64_t expires_at, const char *reason);

#endif
