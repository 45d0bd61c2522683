/* access_web.h -- programs are let in by their token; and the page where tokens are made and revoked. */
#ifndef EXCHANGE_ACCESS_WEB_H
#define EXCHANGE_ACCESS_WEB_H

#include "web/route.h"

extern const struct route access_routes[];

/* access_bearer(q): who asks with "Authorization: Bearer ...": fills q->scopes, roles and organisation; 401 if the token
 * is not (any more) good.  For server_settings.bearer. */
MUST bool access_bearer(struct request *q);

#endif
