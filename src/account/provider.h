/* provider.h -- who vouches for people besides their passwords, and whom they vouch for.
 *
 * Whom a provider names for the first time gets the account of the same e-mail address, if the provider says that it has verified it,
 * or a new one.  An account whose address was never confirmed here loses its password then: somebody else may have set it. */
#ifndef ACCOUNT_PROVIDER_H
#define ACCOUNT_PROVIDER_H

#include "account/account.h"

struct provider {
    int64_t id;
    const char *code, *name_ru, *name_en, *issuer, *client_id, *client_secret; /* client_secret NULL: none */
};
bool provider_load(struct work *w, const char *code, int64_t id, struct provider *p); /* by code, or by id when code is NULL */
MUST bool provider_set(struct work *w, const struct provider *p);
MUST bool provider_remove(struct work *w, const char *code);
MUST bool provider_list(struct work *w, struct sheet *s);

/* provider_person: the account of that person; made or joined when it is the first time. */
struct person {
    const char *subject, *email, *name; /* email, name: "" unknown */
    bool verified;
};
MUST bool provider_person(struct work *w, const struct provider *p, const struct person *who, struct account *a);

#endif
