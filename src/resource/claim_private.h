/* claim_private.h -- what the files of claims share. */
#ifndef RESOURCE_CLAIM_PRIVATE_H
#define RESOURCE_CLAIM_PRIVATE_H

#include "resource/claim.h"

/* claim_rules: the settings an act goes by. */
struct claim_rules {
    int hold_hours, wait_hours, utc_offset_min;
    int32_t today_on;
    bool today_said; /* by the setting, not the clock */
    const char *currency;
};
MUST bool claim_rules_load(struct work *w, struct claim_rules *out);

/* claim_minutes: "1 h 30 min". */
const char *claim_minutes(struct work *w, int64_t minutes);

/* claimed: a claim as the acts see it. */
struct claimed {
    int64_t id, organisation_id, starts_at, ends_at, price_minor, expires_at, made_at;
    const char *code, *title, *state, *organisation, *organisation_ru, *organisation_en;
};

/* Events that the asker and the owners are told of. */
enum claim_event { CLAIM_ASKED, CLAIM_BOOKED, CLAIM_REFUSED, CLAIM_CANCELLED, CLAIM_LAPSED, CLAIM_PROPOSED, CLAIM_SKIPPED };
void claim_tell(struct work *w, const struct claimed *c, const struct claim_rules *by, enum claim_event what, int64_t but_id, const char *reason);

/* claim_record: a line of the audit. */
void claim_record(struct work *w, int64_t organisation_id, const char *verb, const char *object, const char *code, const char *before, const char *after,
                  int64_t expires_at, const char *reason);

#endif
