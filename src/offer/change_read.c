/* change_read.c -- see change_read.h. */
#include "offer/change_read.h"

#include "view/words.h"

#include <stdlib.h>
#include <string.h>

static bool whole(const char *s, int lo, int hi, int *out)
{
    size_t n = strspn(s, "0123456789");
    if (n == 0 || n > 6 || s[n] != '\0')
        return false;
    *out = atoi(s);
    return *out >= lo && *out <= hi;
}

static bool money(const char *s, int64_t *out)
{
    if (strcmp(s, "none") == 0) {
        *out = -1;
        return true;
    }
    char *end;
    long long units = strtoll(s, &end, 10);
    if (end == s || units < 0 || units > 1000000000000 || end[0] != '.' || strspn(end + 1, "0123456789") != 2 || end[3] != '\0')
        return false;
    *out = units * 100 + atoi(end + 1);
    return *out > 0;
}

static bool hours(struct work *w, const char *s, struct change *c)
{
    const char *dash = strchr(s, '-');
    return dash != NULL && clock_parse(take_copy(w, s, (size_t)(dash - s)), &c->from_min) && clock_parse(dash + 1, &c->to_min) && c->from_min < c->to_min;
}

static bool level(struct work *w, const char *s, struct change *c)
{
    const char *is = strchr(s, '=');
    if (is == NULL || c->lower_count == (int)COUNT(c->lower) || !whole(is + 1, 1, 8, &c->lower_to[c->lower_count]))
        return false;
    c->lower[c->lower_count++] = take_copy(w, s, (size_t)(is - s));
    return true;
}

static bool weekdays(const char *s, struct change *c)
{
    for (; *s >= '1' && *s <= '7'; s++)
        c->weekdays |= 1 << (*s - '1');
    return *s == '\0' && c->weekdays != 0;
}

static bool travel(const char *s, struct change *c)
{
    int min;
    if (!whole(s, 0, 1440, &min))
        return false;
    c->travel_most_min = min == 0 ? -1 : min;
    return true;
}

static bool one(struct work *w, const struct state *st, const char *option, const char *v, struct change *c)
{
    if (strcmp(option, "--deadline") == 0)
        return day_parse(v, &c->deadline_on);
    if (strcmp(option, "--earliest") == 0)
        return day_parse(v, &c->earliest_on);
    if (strcmp(option, "--weekdays") == 0)
        return weekdays(v, c);
    if (strcmp(option, "--hours") == 0)
        return hours(w, v, c);
    if (strcmp(option, "--people") == 0)
        return whole(v, 1, 100000, &c->people);
    if (strcmp(option, "--day-hours") == 0)
        return whole(v, 1, 12, &c->day_most_ah);
    if (strcmp(option, "--budget") == 0)
        return money(v, &c->budget_minor);
    if (strcmp(option, "--travel") == 0)
        return travel(v, c);
    if (strcmp(option, "--level") == 0)
        return level(w, v, c);
    if (strcmp(option, "--kind") == 0) {
        c->kind = v;
        return true;
    }
    if (strcmp(option, "--without") == 0 && c->without_count < (int)COUNT(c->without)) {
        c->without[c->without_count++] = v;
        return true;
    }
    if (strcmp(option, "--share") == 0)
        return (c->share = partners_organisation_by_code(&st->partners, v) + 1) > 0;
    return false;
}

bool change_read(struct work *w, const struct state *st, const char *text, struct change *c)
{
    *c = (struct change){0};
    char *at, *copy = take_copy(w, text, strlen(text));
    for (char *option = strtok_r(copy, " ", &at); option != NULL; option = strtok_r(NULL, " ", &at)) {
        const char *v = strtok_r(NULL, " ", &at);
        if (v == NULL || !one(w, st, option, v, c))
            return fail(w, NOT_VALID, tr(w, "the change \"%s\" cannot be read"), text);
    }
    return !change_empty(c) || fail(w, NOT_VALID, tr(w, "the change \"%s\" cannot be read"), text);
}
