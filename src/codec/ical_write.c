/* ical_write.c -- see ical.h: events as iCalendar. */
#include "codec/ical.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define LINE 75 /* bytes of a line without its end (RFC 5545, 3.1) */

/* One content line, folded between characters. */
static void line(struct text *out, const char *s)
{
    size_t n = strlen(s), at = 0, room = LINE;
    while (n - at > room) {
        size_t cut = at + room;
        while (cut > at && ((unsigned char)s[cut] & 0xC0) == 0x80)
            cut--;
        text_bytes(out, s + at, cut - at);
        text_add(out, "\r\n ");
        at = cut;
        room = LINE - 1; /* the space that begins a folded line counts */
    }
    text_bytes(out, s + at, n - at);
    text_add(out, "\r\n");
}

static void property(struct text *out, const char *name, const char *value)
{
    struct text t = TEXT(0);
    if (value == NULL || *value == '\0')
        return;
    text_fmt(&t, "%s:", name);
    for (const char *p = value; *p != '\0'; p++) {
        if (*p == '\n')
            text_add(&t, "\\n");
        else if (strchr("\\;,", *p) != NULL)
            text_fmt(&t, "\\%c", *p);
        else if ((unsigned char)*p >= 0x20 || *p == '\t')
            text_bytes(&t, p, 1);
    }
    line(out, t.s);
    text_free(&t);
}

static void moment(struct text *out, const char *name, int64_t at)
{
    char buf[64];
    time_t t = (time_t)at;
    struct tm tm;
    gmtime_r(&t, &tm);
    snprintf(buf, sizeof(buf), "%s:%04d%02d%02dT%02d%02d%02dZ", name, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    line(out, buf);
}

void ical_begin(struct text *out, const char *name)
{
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//cavt//cavt//EN");
    line(out, "CALSCALE:GREGORIAN");
    property(out, "NAME", name);
    property(out, "X-WR-CALNAME", name);
    line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
}

void ical_event(struct text *out, const struct ical_event *e)
{
    line(out, "BEGIN:VEVENT");
    property(out, "UID", e->uid);
    moment(out, "DTSTAMP", e->stamp);
    moment(out, "DTSTART", e->starts_at);
    moment(out, "DTEND", e->ends_at);
    property(out, "SUMMARY", e->summary);
    property(out, "LOCATION", e->location);
    property(out, "DESCRIPTION", e->description);
    if (e->url != NULL && *e->url != '\0') {
        struct text t = TEXT(0);
        text_fmt(&t, "URL:%s", e->url); /* a URI is not a text: nothing is escaped in it */
        line(out, t.s);
        text_free(&t);
    }
    line(out, e->cancelled ? "STATUS:CANCELLED" : e->tentative ? "STATUS:TENTATIVE" : "STATUS:CONFIRMED");
    line(out, "END:VEVENT");
}

void ical_end(struct text *out) { line(out, "END:VCALENDAR"); }
