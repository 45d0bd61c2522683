/* provider_web.h -- signing in by a provider of identity: OpenID Connect, authorization code with PKCE (RFC 7636), state and nonce. */
#ifndef ACCOUNT_PROVIDER_WEB_H
#define ACCOUNT_PROVIDER_WEB_H

#include "web/route.h"

extern const struct route provider_routes[];

#endif
