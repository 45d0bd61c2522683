/* ical_read.c -- see ical.h: the busy times of a calendar somebody else wrote. */
#include "codec/ical.h"

#include "base/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BYTES_MOST  ((size_t)4 << 20)
#define EVENTS_MOST 20000
#define TIMES_MOST  50000
#define DATES_MOST  2000 /* of one event: RDATE and EXDATE */
#define LONGEST     ((int64_t)DAY_MIN * 366)

/* zone: a VTIMEZONE: from each onset on, so many minutes east. */
struct onset {
    int64_t at; /* wall minute of its own clock before the change */
    int offset_min;
    char rule[200];
};

struct zone {
    char id[100];
    struct onset onset[40];
    int n;
};

struct event {
    char uid[200], title[120], rule[400], zone[100];
    int64_t starts, ends, duration, recurrence; /* wall minutes of its own clock; ends -1, duration -1: not said; recurrence -1: none */
    bool starts_utc, all_day, ends_utc, recurrence_utc, cancelled, transparent, has_start;
    char ends_zone[100], recurrence_zone[100];
    int64_t *except, *more; /* on the clock of the result */
    int excepts, mores;
};

struct reader {
    const char *s, *end;
    size_t line;
    struct err *err;
    const struct ical_how *how;
    struct ical_times *out;
    size_t room;
    struct zone *zone;
    int zones;
    struct event *event;
    int events, event_room;
    char text[4096]; /* the line now read, unfolded and cut */
};

static bool wrong(struct reader *r, const char *what, const char *value)
{
    return err_set(r->err, NOT_VALID, "line %zu: %s \"%.60s\"", r->line, what, value);
}

/* The next content line, unfolded; what is longer than the room for it is cut: only long texts are. */
static bool next_line(struct reader *r)
{
    size_t n = 0;
    if (r->s >= r->end)
        return false;
    for (;;) {
        const char *eol = memchr(r->s, '\n', (size_t)(r->end - r->s));
        size_t len = (size_t)((eol != NULL ? eol : r->end) - r->s);
        size_t take = len > 0 && r->s[len - 1] == '\r' ? len - 1 : len;
        for (size_t i = 0; i < take; i++)
            if (n + 1 < sizeof(r->text) && r->s[i] != '\0')
                r->text[n++] = r->s[i];
        r->s = eol != NULL ? eol + 1 : r->end;
        r->line++;
        if (r->s >= r->end || (*r->s != ' ' && *r->s != '\t'))
            break;
        r->s++;
    }
    r->text[n] = '\0';
    return true;
}

/* A line parted into its name, its value, and what parameter `want` is. */
static const char *part(char *text, const char *want, char *param, size_t room)
{
    bool quoted = false;
    size_t n = strlen(want);
    *param = '\0';
    char *p = text, *begun = NULL;
    for (; *p != '\0'; p++) {
        if (*p == '"')
            quoted = !quoted;
        if (quoted || (*p != ';' && *p != ':'))
            continue;
        if (begun != NULL && strncasecmp(begun, want, n) == 0 && begun[n] == '=') {
            char *v = begun + n + 1, *stop = p;
            if (*v == '"' && stop > v + 1) {
                v++;
                stop--;
            }
            snprintf(param, room, "%.*s", (int)(stop - v), v);
        }
        begun = p + 1;
        if (*p == ':') {
            *p = '\0';
            text[strcspn(text, ";")] = '\0';
            return p + 1;
        }
    }
    text[strcspn(text, ";")] = '\0';
    return "";
}

/* "20270301", "20270301T090000", "...Z". */
static bool moment(struct reader *r, const char *s, int64_t *out, bool *utc, bool *day)
{
    int v[6] = {0};
    static const int at[] = {0, 4, 6, 9, 11, 13}, len[] = {4, 2, 2, 2, 2, 2};
    size_t digits = strspn(s, "0123456789");
    bool time = digits == 8 && s[8] == 'T' && strspn(s + 9, "0123456789") == 6 && (s[15] == '\0' || strcmp(s + 15, "Z") == 0);
    if (!time && !(digits == 8 && s[8] == '\0'))
        return wrong(r, "this is no moment:", s);
    for (int i = 0; i < (time ? 6 : 3); i++)
        for (int k = 0; k < len[i]; k++)
            v[i] = v[i] * 10 + s[at[i] + k] - '0';
    if (v[0] < 1970 || v[0] > 2400 || !day_exists(v[0], v[1], v[2]) || v[3] > 24 || v[4] > 59 || v[5] > 60)
        return wrong(r, "this moment does not exist:", s);
    *out = (int64_t)day_of(v[0], v[1], v[2]) * DAY_MIN + v[3] * 60 + v[4];
    *utc = time && s[15] == 'Z';
    *day = !time;
    return true;
}

/* "P1D", "PT1H30M", "P2W": minutes, rounded up; days are of 24 hours. */
static bool duration(struct reader *r, const char *s, int64_t *out)
{
    int64_t sec = 0;
    bool time = false, any = false;
    const char *p = s;
    if (*p == '+')
        p++;
    if (*p++ != 'P')
        return wrong(r, "this is no duration:", s);
    for (; *p != '\0'; p++) {
        char *stop;
        if (*p == 'T') {
            time = true;
            continue;
        }
        long v = strtol(p, &stop, 10);
        int64_t unit = *stop == 'W' ? 604800 : *stop == 'D' ? 86400 : *stop == 'H' && time ? 3600 : *stop == 'M' && time ? 60 : *stop == 'S' && time ? 1 : 0;
        if (stop == p || v < 0 || v > 1000000 || unit == 0)
            return wrong(r, "this is no duration:", s);
        sec += v * unit;
        any = true;
        p = stop;
    }
    *out = (sec + 59) / 60;
    return any || wrong(r, "this is no duration:", s);
}

static void unescaped(char *out, size_t room, const char *s)
{
    size_t n = 0;
    for (; *s != '\0' && n + 1 < room; s++) {
        if (*s == '\\' && s[1] != '\0') {
            s++;
            out[n++] = *s == 'n' || *s == 'N' ? ' ' : *s;
        } else if ((unsigned char)*s >= 0x20) {
            out[n++] = *s;
        }
    }
    while (n > 0 && n + 1 == room && ((unsigned char)out[n - 1] & 0xC0) == 0x80) /* never half a character */
        n--;
    if (n > 0 && n + 2 >= room && (unsigned char)out[n - 1] >= 0xC0)
        n--;
    out[n] = '\0';
    if (!text_utf8(out, n, NULL))
        *out = '\0';
}

/* ---------------------------------------------------------------- zones */

static struct zone *zone_of(struct reader *r, const char *id)
{
    for (int i = 0; i < r->zones; i++)
        if (strcmp(r->zone[i].id, id) == 0)
            return &r->zone[i];
    return NULL;
}

/* The offset of a zone at a wall minute of its own: that of the last onset not after it. */
static int offset_at(struct reader *r, const struct zone *z, int64_t wall)
{
    int64_t best = INT64_MIN;
    int offset = z->n > 0 ? z->onset[0].offset_min : r->how->offset_min;
    for (int i = 0; i < z->n; i++) {
        const struct onset *o = &z->onset[i];
        int64_t at = o->at, all[700];
        if (at > wall)
            continue;
        if (*o->rule != '\0') {
            struct err ignored = {0};
            int n = ical_repeat(o->rule, o->at, wall, all, (int)COUNT(all), &ignored);
            at = n > 0 ? all[n - 1] : at;
        }
        if (at > best) {
            best = at;
            offset = o->offset_min;
        }
    }
    return offset;
}

/* onto: a moment of the file on the clock of the result. */
static int64_t onto(struct reader *r, int64_t wall, bool utc, const char *zone)
{
    if (utc)
        return wall + r->how->offset_min;
    if (*zone == '\0')
        return wall; /* a floating time: the clock of whoever reads it */
    const struct zone *z = zone_of(r, zone);
    if (z != NULL)
        return wall - offset_at(r, z, wall) + r->how->offset_min;
    if (strcasecmp(zone, "UTC") == 0 || strcasecmp(zone, "Etc/UTC") == 0 || strcasecmp(zone, "GMT") == 0)
        return wall + r->how->offset_min;
    if (*r->out->note == '\0')
        snprintf(r->out->note, sizeof(r->out->note), "%.100s", zone);
    return wall;
}

static bool read_zone(struct reader *r)
{
    char param[100];
    struct onset *now = NULL;
    r->zone = realloc(r->zone, (size_t)(r->zones + 1) * sizeof(*r->zone));
    if (r->zone == NULL)
        abort();
    struct zone *z = &r->zone[r->zones];
    *z = (struct zone){0};
    while (next_line(r)) {
        const char *v = part(r->text, "TZID", param, sizeof(param)), *name = r->text;
        bool utc, day;
        if (strcasecmp(name, "END") == 0 && strcasecmp(v, "VTIMEZONE") == 0) {
            r->zones++;
            return true;
        }
        if (strcasecmp(name, "BEGIN") == 0) {
            if (z->n == (int)COUNT(z->onset))
                return wrong(r, "a time zone with too many changes:", z->id);
            now = &z->onset[z->n++];
            *now = (struct onset){0};
        } else if (strcasecmp(name, "TZID") == 0) {
            snprintf(z->id, sizeof(z->id), "%s", v);
        } else if (now != NULL && strcasecmp(name, "DTSTART") == 0) {
            int year = atoi(v) / 10000; /* some begin in 1601: from 1970 on is soon enough */
            char later[32];
            snprintf(later, sizeof(later), "%s", v);
            if (strlen(later) >= 8 && strspn(later, "0123456789") >= 4) {
                year = (later[0] - '0') * 1000 + (later[1] - '0') * 100 + (later[2] - '0') * 10 + later[3] - '0';
                if (year < 1970)
                    memcpy(later, "1970", 4);
            }
            if (!moment(r, later, &now->at, &utc, &day))
                return false;
        } else if (now != NULL && strcasecmp(name, "TZOFFSETTO") == 0) {
            int h = strlen(v) >= 5 ? (v[1] - '0') * 10 + v[2] - '0' : 99, m = strlen(v) >= 5 ? (v[3] - '0') * 10 + v[4] - '0' : 99;
            if (h > 14 || m > 59 || h < 0 || m < 0 || (v[0] != '+' && v[0] != '-'))
                return wrong(r, "this is no offset of a time zone:", v);
            now->offset_min = (h * 60 + m) * (v[0] == '-' ? -1 : 1);
        } else if (now != NULL && strcasecmp(name, "RRULE") == 0) {
            snprintf(now->rule, sizeof(now->rule), "%s", v);
        }
    }
    return wrong(r, "the file ends within", "VTIMEZONE");
}

/* ---------------------------------------------------------------- events */

static bool dates(struct reader *r, const char *v, const char *zone, int64_t **all, int *n)
{
    while (*v != '\0') {
        char one[40];
        size_t len = strcspn(v, ",");
        bool utc, day;
        int64_t at;
        snprintf(one, sizeof(one), "%.*s", (int)(len < 39 ? len : 39), v);
        one[strcspn(one, "/")] = '\0'; /* a period: its beginning */
        if (!moment(r, one, &at, &utc, &day))
            return false;
        if (*n == DATES_MOST)
            return err_set(r->err, LIMIT, "line %zu: an event names more than %d dates", r->line, DATES_MOST);
        if (*n % 64 == 0) {
            *all = realloc(*all, (size_t)(*n + 64) * sizeof(**all));
            if (*all == NULL)
                abort();
        }
        (*all)[(*n)++] = onto(r, at, utc, zone);
        v += len + (v[len] == ',');
    }
    return true;
}

static bool field(struct reader *r, struct event *e, const char *name, const char *v, const char *zone)
{
    bool day;
    if (strcasecmp(name, "UID") == 0)
        snprintf(e->uid, sizeof(e->uid), "%s", v);
    else if (strcasecmp(name, "SUMMARY") == 0)
        unescaped(e->title, sizeof(e->title), v);
    else if (strcasecmp(name, "DTSTART") == 0) {
        snprintf(e->zone, sizeof(e->zone), "%s", zone);
        e->has_start = true;
        return moment(r, v, &e->starts, &e->starts_utc, &e->all_day);
    } else if (strcasecmp(name, "DTEND") == 0) {
        snprintf(e->ends_zone, sizeof(e->ends_zone), "%s", zone);
        return moment(r, v, &e->ends, &e->ends_utc, &day);
    } else if (strcasecmp(name, "DURATION") == 0)
        return duration(r, v, &e->duration);
    else if (strcasecmp(name, "RRULE") == 0) {
        if (*e->rule != '\0' || strlen(v) >= sizeof(e->rule))
            return wrong(r, "a second or very long repetition is not understood:", v);
        snprintf(e->rule, sizeof(e->rule), "%s", v);
    } else if (strcasecmp(name, "EXRULE") == 0)
        return wrong(r, "an exception by rule is not understood:", v);
    else if (strcasecmp(name, "EXDATE") == 0)
        return dates(r, v, zone, &e->except, &e->excepts);
    else if (strcasecmp(name, "RDATE") == 0)
        return dates(r, v, zone, &e->more, &e->mores);
    else if (strcasecmp(name, "RECURRENCE-ID") == 0) {
        snprintf(e->recurrence_zone, sizeof(e->recurrence_zone), "%s", zone);
        return moment(r, v, &e->recurrence, &e->recurrence_utc, &day);
    } else if (strcasecmp(name, "STATUS") == 0)
        e->cancelled = strcasecmp(v, "CANCELLED") == 0;
    else if (strcasecmp(name, "TRANSP") == 0)
        e->transparent = strcasecmp(v, "TRANSPARENT") == 0;
    return true;
}

static bool read_event(struct reader *r)
{
    if (r->events == EVENTS_MOST)
        return err_set(r->err, LIMIT, "the calendar has more than %d events", EVENTS_MOST);
    if (r->events == r->event_room) {
        r->event_room = r->event_room == 0 ? 64 : r->event_room * 2;
        r->event = realloc(r->event, (size_t)r->event_room * sizeof(*r->event));
        if (r->event == NULL)
            abort();
    }
    struct event *e = &r->event[r->events++];
    char zone[100];
    int deep = 0; /* an alarm lies within */
    *e = (struct event){.ends = -1, .duration = -1, .recurrence = -1};
    while (next_line(r)) {
        const char *v = part(r->text, "TZID", zone, sizeof(zone)), *name = r->text;
        if (strcasecmp(name, "BEGIN") == 0)
            deep++;
        else if (strcasecmp(name, "END") == 0 && deep-- == 0)
            return strcasecmp(v, "VEVENT") != 0 ? wrong(r, "the file ends within", "VEVENT") : e->has_start || wrong(r, "an event without a beginning:", e->uid);
        else if (deep == 0 && !field(r, e, name, v, zone))
            return false;
    }
    return wrong(r, "the file ends within", "VEVENT");
}

/* ---------------------------------------------------------------- times */

static bool put(struct reader *r, const struct event *e, int64_t at, int64_t length)
{
    if (at >= r->how->to || at + length <= r->how->from || length <= 0)
        return true;
    if (r->out->n == TIMES_MOST)
        return err_set(r->err, LIMIT, "the calendar has more than %d times within its days", TIMES_MOST);
    if (r->out->n == r->room) {
        r->room = r->room == 0 ? 256 : r->room * 2;
        r->out->all = realloc(r->out->all, r->room * sizeof(*r->out->all));
        if (r->out->all == NULL)
            abort();
    }
    struct ical_time *t = &r->out->all[r->out->n++];
    t->starts_at = at;
    t->ends_at = at + length;
    memcpy(t->title, e->title, sizeof(t->title));
    return true;
}

static bool among(const int64_t *all, int n, int64_t at)
{
    for (int i = 0; i < n; i++)
        if (all[i] == at)
            return true;
    return false;
}

/* Whether a single one of a repeated event was moved or cancelled: then its own event says so. */
static bool replaced(struct reader *r, const struct event *e, int64_t at)
{
    for (int i = 0; i < r->events; i++) {
        const struct event *o = &r->event[i];
        if (o->recurrence >= 0 && strcmp(o->uid, e->uid) == 0 && onto(r, o->recurrence, o->recurrence_utc, o->recurrence_zone) == at)
            return true;
    }
    return false;
}

static bool length_of(struct reader *r, const struct event *e, int64_t *length)
{
    int64_t from = onto(r, e->starts, e->starts_utc, e->zone);
    if (e->ends >= 0)
        *length = onto(r, e->ends, e->ends_utc, e->ends_zone) - from;
    else if (e->duration >= 0)
        *length = e->duration;
    else
        *length = e->all_day ? DAY_MIN : 0;
    if (*length < 0)
        return err_set(r->err, NOT_VALID, "the event \"%.60s\" ends before it begins", *e->title != '\0' ? e->title : e->uid);
    if (*length > LONGEST)
        return err_set(r->err, NOT_VALID, "the event \"%.60s\" lasts longer than a year", *e->title != '\0' ? e->title : e->uid);
    return true;
}

/* UNTIL of a rule is in UTC where the event has a zone; the rule is spelled out on the event's own clock. */
static void own_until(struct reader *r, const struct event *e, char rule[440])
{
    snprintf(rule, 440, "%s", e->rule);
    char *u = strstr(rule, "UNTIL=");
    int64_t at;
    bool utc, day;
    struct err kept = *r->err;
    char value[24] = "";
    if (u == NULL)
        return;
    size_t n = strcspn(u + 6, ";");
    snprintf(value, sizeof(value), "%.*s", (int)(n < 23 ? n : 23), u + 6);
    if (!moment(r, value, &at, &utc, &day) || !utc || e->starts_utc) {
        *r->err = kept; /* what is wrong with it the rule's own reader says */
        return;
    }
    const struct zone *z = zone_of(r, e->zone);
    at += z != NULL ? offset_at(r, z, at) : r->how->offset_min;
    int y, m, d;
    day_split(wall_day(at), &y, &m, &d);
    char rest[440];
    snprintf(rest, sizeof(rest), "%s", u + 6 + n);
    snprintf(u, (size_t)(440 - (u - rule)), "UNTIL=%04d%02d%02dT%02d%02d00%s", y, m, d, wall_clock(at) / 60, wall_clock(at) % 60, rest);
}

static bool spell_out(struct reader *r, const struct event *e)
{
    int64_t length;
    size_t own = r->how->own != NULL ? strlen(r->how->own) : 0, n = strlen(e->uid);
    if (e->cancelled || e->transparent)
        return true;
    if (own > 0 && n >= own && strcmp(e->uid + n - own, r->how->own) == 0) {
        r->out->left_out++;
        return true;
    }
    if (!length_of(r, e, &length))
        return false;
    if (*e->rule == '\0') {
        int64_t at = onto(r, e->starts, e->starts_utc, e->zone);
        if (!among(e->except, e->excepts, at) && (e->recurrence >= 0 || !replaced(r, e, at)) && !put(r, e, at, length))
            return false;
    } else {
        char rule[440];
        static const int most = 20000;
        int64_t *all = malloc((size_t)most * sizeof(*all));
        if (all == NULL)
            abort();
        own_until(r, e, rule);
        int count = ical_repeat(rule, e->starts, r->how->to + 2 * DAY_MIN, all, most, r->err);
        bool ok = count >= 0;
        if (!ok)
            err_prefix(r->err, "event \"%.60s\": ", *e->title != '\0' ? e->title : e->uid);
        for (int i = 0; ok && i < count; i++) {
            int64_t at = onto(r, all[i], e->starts_utc, e->zone);
            if (at + length <= r->how->from || among(e->except, e->excepts, at) || replaced(r, e, at))
                continue;
            ok = put(r, e, at, length);
        }
        free(all);
        if (!ok)
            return false;
    }
    for (int i = 0; i < e->mores; i++)
        if (!among(e->except, e->excepts, e->more[i]) && !replaced(r, e, e->more[i]) && !put(r, e, e->more[i], length))
            return false;
    return true;
}

static int by_start(const void *a, const void *b)
{
    const struct ical_time *x = a, *y = b;
    if (x->starts_at != y->starts_at)
        return x->starts_at < y->starts_at ? -1 : 1;
    return (x->ends_at > y->ends_at) - (x->ends_at < y->ends_at);
}

static bool read_all(struct reader *r)
{
    char param[8];
    bool calendar = false;
    while (next_line(r)) {
        const char *v = part(r->text, "X", param, sizeof(param)), *name = r->text;
        if (strcasecmp(name, "BEGIN") == 0 && strcasecmp(v, "VCALENDAR") == 0)
            calendar = true;
        if (*name != '\0' && !calendar)
            return wrong(r, "this is no calendar; its first line is BEGIN:VCALENDAR, not", name);
        if (strcasecmp(name, "BEGIN") == 0 && strcasecmp(v, "VTIMEZONE") == 0 && !(r->zones < 100 && read_zone(r)))
            return err_set(r->err, LIMIT, "the calendar has more than 100 time zones");
        if (strcasecmp(name, "BEGIN") == 0 && strcasecmp(v, "VEVENT") == 0 && !read_event(r))
            return false;
    }
    if (!calendar)
        return wrong(r, "this is no calendar:", "nothing in it");
    for (int i = 0; i < r->events; i++)
        if (!spell_out(r, &r->event[i]))
            return false;
    r->out->events = r->events;
    if (r->out->n > 0)
        qsort(r->out->all, r->out->n, sizeof(*r->out->all), by_start);
    return true;
}

bool ical_read(const char *s, size_t n, const struct ical_how *how, struct ical_times *out, struct err *err)
{
    *out = (struct ical_times){0};
    if (n > BYTES_MOST)
        return err_set(err, LIMIT, "the calendar is larger than %zu MB", BYTES_MOST >> 20);
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
        s += 3, n -= 3;
    struct reader *r = calloc(1, sizeof(*r));
    if (r == NULL)
        abort();
    *r = (struct reader){.s = s, .end = s + n, .err = err, .how = how, .out = out};
    bool ok = read_all(r);
    for (int i = 0; i < r->events; i++) {
        free(r->event[i].except);
        free(r->event[i].more);
    }
    free(r->event);
    free(r->zone);
    free(r);
    if (!ok)
        ical_free(out);
    return ok;
}

void ical_free(struct ical_times *t)
{
    free(t->all);
    t->all = NULL;
    t->n = 0;
}
