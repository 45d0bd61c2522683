/* booked.h -- bookings as lists: of a resource, of all that an organisation owns or has asked for, of what an account has
 * asked for; for calendars that leave the house (iCalendar, the API) and for the pages of requests. */
#ifndef RESOURCE_BOOKED_H
#define RESOURCE_BOOKED_H

#include "base/work.h"

struct sheet;

enum booked_of { OF_RESOURCE, OF_OWNER, OF_ASKER, OF_ACCOUNT };

/* booked: one stretch of one resource, units of it together.  Texts are "" where there is none; a hold that has run out
 * is not among them. */
struct booked {
    int64_t from, to; /* wall minutes */
    int units;
    bool held;
    int64_t expires_at; /* Unix seconds; 0: it does not run out */
    const char *resource, *resource_ru, *resource_en, *site_ru, *site_en;
    const char *claim, *offer;         /* code of the one it is of */
    const char *title_ru, *title_en;
    const char *organisation, *organisation_ru, *organisation_en; /* who asked */
    int64_t id; /* of the first of its rows: stays the same as long as the booking does */
};

/* booked_list(w, of, code, account, from, to, n): of what is named by code (OF_ACCOUNT: by account), between two wall
 * minutes, in order of time; 10,000 at most.  NULL on failure; an unknown code has none. */
struct booked *booked_list(struct work *w, enum booked_of of, const char *code, int64_t account, int64_t from, int64_t to, size_t *n);

/* claim_list: requests, the newest first; "" for any state, asker (code) or owner (code). */
MUST bool claim_list(struct work *w, const char *state, const char *asker, const char *owner, struct sheet *out);

/* claim_state_word: "held" -> "held, owners are asked", in the reader's language. */
const char *claim_state_word(struct work *w, const char *state);

#endif
