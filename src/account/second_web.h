/* second_web.h -- the second factor: turned on and off by its owner, asked for after the first. */
#ifndef ACCOUNT_SECOND_WEB_H
#define ACCOUNT_SECOND_WEB_H

#include "account/account.h"
#include "web/route.h"

/* second_or_begin: the first factor was right: sign in, or, where there is a second factor, ask for it; then on to `next`. */
MUST bool second_or_begin(struct request *q, const struct account *a, const char *way, const char *next);

extern const struct route second_routes[];

#endif
