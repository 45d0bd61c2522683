/* session_web.h -- signed-in browsers.
 *
 * A session is a cookie of 32 random bytes; the database has only its hash.  A new one is made at every sign-in and the
 * browser's old one ends, so that nobody can be made to use a session that another knows. */
#ifndef ACCOUNT_SESSION_WEB_H
#define ACCOUNT_SESSION_WEB_H

#include "account/account.h"
#include "web/route.h"

#define SESSION_IDLE_S ((int64_t)12 * 3600)
#define SESSION_MOST_S ((int64_t)14 * 86400)

/* session_who: the hook of struct visit: from the cookie to q->account_id, roles, organisation.  While there is no account
 * at all, whoever comes keeps the roles of the visit. */
bool session_who(struct request *q);

/* session_begin: sign in; way: password, second, recovery, provider, link.  Sets the cookie.  With one membership the person acts for it
 * at once; with several, for the one used last. */
MUST bool session_begin(struct request *q, const struct account *a, const char *way);
MUST bool session_end(struct request *q);
/* session_act: act for that membership (0: for oneself) or for that ward from now on. */
MUST bool session_act(struct request *q, int64_t membership_id, int64_t ward_id);

/* session_role: the bit of a stored role. */
unsigned session_role(const char *role);

#endif
