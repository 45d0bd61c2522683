/* calendar.h -- calendars in and out.
 *
 * In: an owner's own calendar, by file or by address, is the busy times of one resource.  Taking it replaces what it said
 * before, as a whole or not at all; what is booked here meanwhile is cut out of it and counted as a clash, because nothing
 * may be both.  Events of ours that come back with it are known by their uid and left out.
 *
 * Out: what is booked of a resource, of an organisation's resources or by an offer, at a secret address; only its hash is
 * stored.
 *
 * Upstream: resource, offer, codec/ical.  Downstream: app (a task reads what is due). */
#ifndef EXCHANGE_CALENDAR_H
#define EXCHANGE_CALENDAR_H

#include "base/text.h"
#include "store/db.h"

struct sheet;

struct calendar_taken {
    const char *code;
    int events, times, clashes, left_out;
    const char *note; /* NULL, or the time zone that the file does not define */
    bool same;        /* nothing has changed since the last time */
};

/* calendar_take: the bytes of a file are the resource's calendar (that without an address).  NOT_VALID with line and
 * reason, and then nothing has changed. */
MUST bool calendar_take(struct work *w, const char *resource, const char *bytes, size_t n, struct calendar_taken *out);

/* calendar_add: read the address now, and then every `every_min` minutes.  calendar_remove: with its busy times. */
MUST bool calendar_add(struct work *w, const char *resource, const char *url, int every_min, struct calendar_taken *out);
MUST bool calendar_remove(struct work *w, const char *code);

/* calendar_due: read those whose time has come (all: every one with an address).  One that cannot be had keeps what it
 * said, and its problem; it is tried again later and later.  Not inside a transaction. */
struct calendar_round {
    int taken, same, failed;
};
MUST bool calendar_due(struct work *w, bool all, struct calendar_round *out);
MUST bool calendar_list(struct work *w, int64_t organisation_id, struct sheet *s);

/* feed_make: kind resource, organisation or offer; the secret part of the address, to be shown once. */
MUST bool feed_make(struct work *w, const char *kind, const char *of, const char **secret, const char **code);
MUST bool feed_revoke(struct work *w, const char *code);
MUST bool feed_list(struct work *w, int64_t organisation_id, struct sheet *s);

/* feed_write: the calendar at a secret address; NOT_FOUND. base: the site's own address, for links. */
MUST bool feed_write(struct work *w, const char *secret, const char *base, struct text *out);

/* calendar_uid_end: "@1a2b3c4d.cavt": how uids of this region end. */
const char *calendar_uid_end(struct work *w);

#endif
