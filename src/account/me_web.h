/* me_web.h -- the reader's own account: for whom he or she acts, how to sign in, what is kept of him or her. */
#ifndef ACCOUNT_ME_WEB_H
#define ACCOUNT_ME_WEB_H

#include "web/route.h"

extern const struct route me_routes[];

#endif
