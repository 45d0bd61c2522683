/* account.h -- the people who use this: what they may do, and for which organisation.
 *
 * An account is a person.  A membership lets the person act for an organisation in one role while it lasts; signed in, he or
 * she acts for one membership at a time, or for him- or herself (as a learner).  Which organisations
 * a role is possible in is said by one table (account_roles); their bits for routes are in session_web.c.
 *
 * Upstream: web, store.  Downstream: every room (by what web/route.h says of the reader) and app. */
#ifndef ACCOUNT_ACCOUNT_H
#define ACCOUNT_ACCOUNT_H

#include "store/db.h"
#include "view/sheet.h"

struct role {
    const char *code;  /* as stored: "director" */
    const char *name;  /* TR("director of the centre") */
    enum { OF_CENTRE, OF_EMPLOYER, OF_OWNER, OF_AUTHORITY, OF_ANY } where;
    bool asked;        /* a person may ask for it when signing up; the others are given */
};
extern const struct role account_roles[]; /* Ended by {0} */
const struct role *role_of(const char *code); /* NULL if there is none */

struct account {
    int64_t id;
    const char *email, *name, *password, *state, *totp_key; /* password, totp_key: NULL if none */
    int64_t totp_step;
    enum language language;
    int32_t born_on; /* 0 unknown */
};

/* account_by_email, account_by_id: false without a failure when there is none. */
bool account_by_email(struct work *w, const char *email, struct account *a);
bool account_by_id(struct work *w, int64_t id, struct account *a);
/* account_need: by e-mail address or id in digits; NOT_FOUND with a sentence when there is none. */
MUST bool account_need(struct work *w, const char *email, struct account *a);

/* email_key: the address as it is compared, or NULL if it cannot be one. */
const char *email_key(struct work *w, const char *email);

struct account_new {
    const char *email, *name;
    const char *password; /* already hashed; NULL: none yet */
    bool confirmed;       /* the address is known to be the person's */
    int32_t born_on;
};
/* account_make: CONFLICT when the address is taken, NOT_VALID when it is none. */
MUST bool account_make(struct work *w, const struct account_new *n, int64_t *id);

/* account_password: a new one, already hashed; every session of the account but `keep` (0: all) ends. */
MUST bool account_password(struct work *w, int64_t account_id, const char *hashed, int64_t keep_session);
/* account_confirm: the address is the person's, so the account may be used. */
MUST bool account_confirm(struct work *w, int64_t account_id);
/* account_disable: nobody signs in by it any more, its sessions end; on: it may be used again. */
MUST bool account_disable(struct work *w, int64_t account_id, bool on);

/* member_add: let the account act for the organisation.  state: "active", or "asked" when the centre must look first.
 * staff: the code of the teacher that he or she is, NULL none.  A role that the organisation cannot have is NOT_VALID;
 * the same twice changes nothing but the days. */
struct member_new {
    int64_t account_id;
    const char *organisation, *role, *state, *staff, *note;
    int32_t from_on, to_on; /* 0: today; for ever */
};
MUST bool member_add(struct work *w, const struct member_new *m, int64_t *id);
/* member_possible: whether the organisation can have that role; a sentence if not. */
MUST bool member_possible(struct work *w, const char *organisation, const char *role);
/* member_answer: the centre lets it be ("active"), or does not ("refused"); or it is over ("ended").  The last person who
 * may keep accounts cannot be ended: nobody could let another in. */
MUST bool member_answer(struct work *w, int64_t membership_id, const char *state);

MUST bool account_list(struct work *w, const char *organisation, const char *role, const char *like, struct sheet *s);

/* today by the clock, for from_on and to_on. */
static inline int32_t today_of(const struct work *w) { return (int32_t)(w->now / 86400); }

#endif
