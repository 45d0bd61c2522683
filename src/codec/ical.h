/* ical.h -- calendars as files: iCalendar, RFC 5545, written and read.
 *
 * Writing: events with a beginning, an end and a few texts, in UTC; lines are folded at 75 bytes, never within a character.
 *
 * Reading: the times at which somebody is busy, as wall minutes on a given clock.  Repeated events are spelled out between
 * two moments: RRULE with DAILY, WEEKLY, MONTHLY and YEARLY, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS,
 * WKST; RDATE, EXDATE, single ones moved or cancelled (RECURRENCE-ID).  Cancelled and transparent events do not count.
 * Time zones are those that the file itself defines (VTIMEZONE); a TZID without one is taken for the given clock, and said.
 * What is not understood is refused with line and reason rather than left out: half a calendar would be taken for free time.
 *
 * Limits: 4 MB, 20,000 events, 50,000 times; more is LIMIT.  Upstream: base.  Pure; tests/fuzz/ical.c throws bytes at it. */
#ifndef CODEC_ICAL_H
#define CODEC_ICAL_H

#include "base/text.h"

struct ical_event {
    const char *uid, *summary, *location, *description, *url; /* NULL or "": none but uid */
    int64_t starts_at, ends_at; /* Unix seconds */
    int64_t stamp;              /* when it was last changed */
    bool tentative, cancelled;
};

void ical_begin(struct text *out, const char *name);
void ical_event(struct text *out, const struct ical_event *e);
void ical_end(struct text *out);

struct ical_times {
    struct ical_time {
        int64_t starts_at, ends_at; /* wall minutes */
        char title[120];
    } *all; /* rising by their beginning */
    size_t n;
    int events, left_out; /* left_out: own events that came back, by their uid's end */
    char note[200]; /* "" or what was assumed: a time zone without a definition */
};

struct ical_how {
    int64_t from, to;   /* wall minutes: times that begin before `to` and end after `from` */
    int offset_min;     /* the clock of the result, east of Greenwich */
    const char *own;    /* uids that end so are events of ours that came back; NULL: none are */
};

/* ical_read: false with a sentence in err.  The caller frees with ical_free. */
MUST bool ical_read(const char *s, size_t n, const struct ical_how *how, struct ical_times *out, struct err *err);
void ical_free(struct ical_times *t);

/* ical_repeat: the beginnings of an event that repeats by a rule, from `first` on, up to `until`; for tests, and ical_read itself.
 * Wall minutes; at most `most`.  -1: the rule is not understood, err says why. */
int ical_repeat(const char *rule, int64_t first, int64_t until, int64_t *out, int most, struct err *err);

#endif
