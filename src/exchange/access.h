/* access.h -- tokens by which programs are let in: for the centre or for one organisation, with scopes that say what for.
 * What is public needs none.  The token is shown once, when it is made; only its hash is stored.
 *
 * Upstream: account.  Downstream: the API. */
#ifndef EXCHANGE_ACCESS_H
#define EXCHANGE_ACCESS_H

#include "store/db.h"

struct sheet;

struct scope {
    const char *code, *help; /* TR() */
};
extern const struct scope access_scopes[]; /* Ended by {0} */

struct access_new {
    const char *name;         /* what it is for, as people call it */
    const char *organisation; /* code; NULL: the centre's own, which sees everything */
    const char *scopes;       /* parted by spaces or commas */
    int64_t days;             /* good for so many; 0: until it is revoked */
};

/* access_make: the token itself, to be shown once; *code is what it is known by.  NOT_VALID: an unknown scope;
 * NOT_FOUND: an unknown organisation. */
MUST bool access_make(struct work *w, const struct access_new *n, const char **token, const char **code);
MUST bool access_revoke(struct work *w, const char *code); /* twice means nothing more */
/* access_list: of an organisation; organisation_id 0: all. */
MUST bool access_list(struct work *w, int64_t organisation_id, struct sheet *s);

struct access {
    int64_t id, organisation_id, who; /* organisation_id 0: the centre's own */
    const char *scopes;
};
/* access_find: whose it is, if it is good now; false without a failure if not. */
bool access_find(struct work *w, const char *token, struct access *out);

#endif
