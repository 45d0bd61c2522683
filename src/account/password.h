/* password.h -- passwords: argon2id of libsodium, three passes over 64 MiB (RFC 9106, the second recommended choice
 * with more memory passes traded for the server's).
 *
 * A sign-in costs 64 MiB while it is checked, so at most two are checked at once and a few wait; beyond that the work
 * fails with LIMIT at once.  Never called inside a transaction. */
#ifndef ACCOUNT_PASSWORD_H
#define ACCOUNT_PASSWORD_H

#include "base/work.h"

#define PASSWORD_LEAST 10
#define PASSWORD_MOST  200

/* password_fit(w, password, email): long enough, not the commonest, not the address; else NOT_VALID, and how to mend it. */
MUST bool password_fit(struct work *w, const char *password, const char *email);

/* password_hash: what is stored; NULL on failed work. */
const char *password_hash(struct work *w, const char *password);

/* password_right(w, stored, password): stored NULL takes as long and is false, so that nobody learns from the time
 * whether there is such an account. */
bool password_right(struct work *w, const char *stored, const char *password);

#endif
