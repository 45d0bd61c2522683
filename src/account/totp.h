/* totp.h -- the second factor: six digits that change every half minute (RFC 6238 over RFC 4226, HMAC-SHA-1, as every
 * authenticator has it).  Pure. */
#ifndef ACCOUNT_TOTP_H
#define ACCOUNT_TOTP_H

#include "base/err.h"

#define TOTP_STEP_S 30
#define TOTP_KEY    33 /* 32 signs of base32 (RFC 4648) and a NUL: 20 bytes */

void totp_new(char key[TOTP_KEY]);

/* totp_at(key, step, digits): the code of that half minute; -1 if the key is not base32. */
int64_t totp_at(const char *key, int64_t step, int digits);

/* totp_step(key, code, now, last): the step that the code is of, one before to one after now's and after `last`, the step used
 * before, so that a code is good once; 0 if it is none.  Spaces in the code are passed over. */
int64_t totp_step(const char *key, const char *code, int64_t now, int64_t last);

#endif
