/* many.c -- see many.h. */
#include "booking/many.h"

#include "base/day.h"
#include "codec/csv.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define MANY_MOST 50000

static const char *const heads[] = {"organisation", "title", "resources", "from", "to", "weekly", "every", "until", "times", "skip", "skip_bad", "wait", "people", "holder", "note"};
enum head { H_ORGANISATION, H_TITLE, H_RESOURCES, H_FROM, H_TO, H_WEEKLY, H_EVERY, H_UNTIL, H_TIMES, H_SKIP, H_SKIP_BAD, H_WAIT, H_PEOPLE, H_HOLDER, H_NOTE, HEADS };

struct reading {
    struct work *w;
    const char *cell[HEADS]; /* of the line at hand; "" where it has none */
    size_t line;
};

static bool wrong(struct reading *r, enum head h, const char *why)
{
    return fail(r->w, NOT_VALID, tr(r->w, "line %zu, %s \"%s\": %s"), r->line, heads[h], r->cell[h], why);
}

static bool whole(struct reading *r, enum head h, int lo, int hi, int otherwise, int *out)
{
    char *end;
    long n = strtol(r->cell[h], &end, 10);
    *out = *r->cell[h] == '\0' ? otherwise : (int)n;
    return *r->cell[h] == '\0' || (*end == '\0' && n >= lo && n <= hi) || wrong(r, h, take_text(r->w, tr(r->w, "a whole number from %d to %d is meant"), lo, hi));
}

static bool items(struct reading *r, struct claim_wish *x)
{
    struct claim_item *all = NULL;
    size_t room = 0;
    for (const char *s = r->cell[H_RESOURCES]; *(s += strspn(s, "; ")) != '\0';) {
        size_t n = strcspn(s, ";");
        char *one = take_copy(r->w, s, n), *colon = strrchr(one, ':'), *end = NULL;
        long units = colon != NULL ? strtol(colon + 1, &end, 10) : 1;
        one[strcspn(one, " ")] = '\0';
        if (colon != NULL && end != colon + 1 && *end == '\0')
            *colon = '\0';
        else
            units = 1;
        if (units < 1 || units > 10000)
            return wrong(r, H_RESOURCES, tr(r->w, "units are a number from 1 to 10000"));
        grow(r->w, &all, room, (size_t)x->item_count);
        all[x->item_count++] = (struct claim_item){one, (int)units};
        s += n;
    }
    x->items = all;
    return x->item_count > 0 || wrong(r, H_RESOURCES, tr(r->w, "name at least one, by its code"));
}

static bool skips(struct reading *r, struct claim_wish *x)
{
    int32_t *all = NULL;
    size_t room = 0;
    for (const char *s = r->cell[H_SKIP]; *(s += strspn(s, "; ")) != '\0';) {
        size_t n = strcspn(s, "; ");
        grow(r->w, &all, room, (size_t)x->skip_count);
        if (!day_parse(take_copy(r->w, s, n), &all[x->skip_count++]))
            return wrong(r, H_SKIP, tr(r->w, "days are written as 2027-03-09, parted by ';'"));
        s += n;
    }
    x->skip = all;
    return true;
}

static bool yes(const char *s) { return strcmp(s, "1") == 0 || strcmp(s, "yes") == 0 || strcmp(s, "да") == 0; }

static bool wish(struct reading *r, struct claim_wish *x)
{
    struct work *w = r->w;
    int min;
    *x = (struct claim_wish){.organisation = r->cell[H_ORGANISATION], .title = r->cell[H_TITLE], .note = *r->cell[H_NOTE] != '\0' ? r->cell[H_NOTE] : NULL,
                             .holder = *r->cell[H_HOLDER] != '\0' ? r->cell[H_HOLDER] : NULL, .skip_bad = yes(r->cell[H_SKIP_BAD]), .wait = yes(r->cell[H_WAIT])};
    if (!items(r, x) || !skips(r, x))
        return false;
    if (!wall_parse(r->cell[H_FROM], &x->from) || strpbrk(r->cell[H_FROM], "T ") == NULL)
        return wrong(r, H_FROM, tr(w, "a day and a time are meant, as 2027-03-02T14:00"));
    if (clock_parse(r->cell[H_TO], &min))
        x->to = (int64_t)wall_day(x->from) * DAY_MIN + min;
    else if (!wall_parse(r->cell[H_TO], &x->to))
        return wrong(r, H_TO, tr(w, "a time is meant, as 16:00, or a day and a time"));
    if (*r->cell[H_WEEKLY] != '\0' && (x->weekdays = weekdays_parse(r->cell[H_WEEKLY])) == 0)
        return wrong(r, H_WEEKLY, tr(w, "digits of weekdays are meant, 1 Monday to 7 Sunday"));
    if (*r->cell[H_UNTIL] != '\0' && !day_parse(r->cell[H_UNTIL], &x->until_on))
        return wrong(r, H_UNTIL, tr(w, "a day is meant, as 2027-03-01"));
    return whole(r, H_EVERY, 1, 52, 1, &x->every) && whole(r, H_TIMES, 1, CLAIM_TIMES_MOST, 0, &x->count) && whole(r, H_PEOPLE, 1, 100000, 0, &x->people);
}

static bool head_line(struct reading *r, const struct csv *c, int place[HEADS])
{
    for (int h = 0; h < HEADS; h++)
        place[h] = -1;
    for (size_t i = 0; i < c->cells; i++) {
        int h = 0;
        while (h < HEADS && strcmp(heads[h], c->cell[i].s) != 0)
            h++;
        if (h == HEADS)
            return fail(r->w, NOT_VALID, tr(r->w, "line %zu: there is no column \"%s\" in a sheet of requests"), c->line, c->cell[i].s);
        place[h] = (int)i;
    }
    for (int h = 0; h <= H_TO; h++)
        if (place[h] < 0)
            return fail(r->w, NOT_VALID, tr(r->w, "the column %s is missing"), heads[h]);
    return true;
}

static void close_csv(void *c) { csv_close(c); }

bool many_read(struct work *w, char *bytes, size_t n, struct claim_wish **out, size_t **line, int *count)
{
    struct csv *c = take(w, sizeof(*c));
    struct err e = {0};
    struct reading r = {.w = w};
    int place[HEADS];
    size_t room = 0, line_room = 0;
    *out = NULL;
    *line = NULL;
    *count = 0;
    csv_open(c, bytes, n, '\0');
    work_later(w, close_csv, c);
    if (!csv_next(c, &e))
        return fail(w, NOT_VALID, "%s", e.fault != FINE ? e.text : tr(w, "the sheet is empty"));
    if (!head_line(&r, c, place))
        return false;
    while (csv_next(c, &e)) {
        r.line = c->line;
        for (int h = 0; h < HEADS; h++)
            r.cell[h] = place[h] >= 0 && (size_t)place[h] < c->cells ? take_copy(w, c->cell[place[h]].s, c->cell[place[h]].n) : "";
        if (*count == MANY_MOST)
            return fail(w, LIMIT, tr(w, "a sheet has at most %d requests"), MANY_MOST);
        grow(w, out, room, (size_t)*count);
        grow(w, line, line_room, (size_t)*count);
        (*line)[*count] = c->line;
        if (!wish(&r, &(*out)[(*count)++]))
            return false;
    }
    return e.fault == FINE || fail(w, NOT_VALID, "%s", e.text);
}
