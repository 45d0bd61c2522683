/* fetch.h -- a request to a provider of identity that the administrator has named: https, or http on this very machine; no redirects,
 * ten seconds, one megabyte. */
#ifndef ACCOUNT_FETCH_H
#define ACCOUNT_FETCH_H

#include "base/work.h"

#include <jansson.h>

struct fetch {
    const char *url, *form; /* form NULL: GET, else POST */
    const char *user, *password; /* NULL none; percent-encoded by RFC 6749, 2.3.1 */
    const char *bearer;          /* NULL none */
};
/* fetch_json: the JSON object of a 200, which lives as long as the work; NULL on failed work, whose sentence is for the administrator:
 * the reader is told less. */
json_t *fetch_json(struct work *w, const struct fetch *f);

/* fetch_fits: whether such an address is one we ask. */
bool fetch_fits(const char *url);

#endif
