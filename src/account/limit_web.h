/* limit_web.h -- how often something may be tried: by address, by account, by both.
 *
 * A row of the table `attempt` a key, so that several servers count together; keys are hashed, so that the table says
 * nothing about anybody.  Fixed windows: at most twice the figure passes around the end of one. */
#ifndef ACCOUNT_LIMIT_WEB_H
#define ACCOUNT_LIMIT_WEB_H

#include "web/route.h"

enum trying { TRY_SIGN_IN, TRY_CODE, TRY_SIGN_UP, TRY_RESET, TRY_LINK };

/* limit_try(q, what, account): count one more try by the reader's address and for `account` (NULL: none; an e-mail address
 * as typed).  Too many: 429 with Retry-After, LIMIT and one sentence. */
MUST bool limit_try(struct request *q, enum trying what, const char *account);
/* limit_forget: it succeeded; the account's tries from this address begin anew. */
MUST bool limit_forget(struct request *q, enum trying what, const char *account);

#endif
