/* fetch.h -- the one way out: every request this system makes to an address that people gave goes through here.
 *
 * Nothing private is reached: the address is looked at after the name was resolved, at the moment of connecting, and again
 * for every redirect, so that neither a name that points inside nor a redirect leads there.  Loopback, private, link-local,
 * shared, documentation, multicast and mapped addresses of IPv4 and IPv6 are refused unless the administrator lists them in
 * the setting "reach" (as 127.0.0.1;192.168.5.0/24).  Only http and https, no proxy of the environment, at most 3 redirects,
 * a limit in bytes and in seconds. */
#ifndef EXCHANGE_FETCH_H
#define EXCHANGE_FETCH_H

#include "base/work.h"

struct fetch {
    const char *url;
    const char *body, *type;        /* NULL: a GET; else a POST of this type */
    const char *const *fields;      /* "Name: value"; ended by NULL; NULL: none */
    size_t most;                    /* bytes of the answer; 0: 4 MB */
    int seconds;                    /* 0: 20 */
    bool stay;                      /* do not follow redirects */
};

struct fetched {
    int status;
    const char *bytes; /* in the work's memory, with a NUL after them */
    size_t n;
};

/* fetch(w, f, out, why): false without a failure of the work where the other side cannot be had; *why is one sentence. */
MUST bool fetch(struct work *w, const struct fetch *f, struct fetched *out, const char **why);

/* fetch_allowed: whether an address ("10.0.0.1", "::1") may be reached, given the list of exceptions. */
bool fetch_allowed(const char *address, const char *reach);

#endif
