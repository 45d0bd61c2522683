/* booking_form_web.c -- a request as a form: plain fields, so that it works without script, is kept as typed when something is
 * wrong with it, and is itself an address: whoever has the link sees the same form. */
#include "base/day.h"
#include "booking/booking_form_web.h"
#include "booking/booking_sql.h"
#include "store/db.h"
#include "view/words.h"
#include "web/piece.h"

#include <stdlib.h>
#include <string.h>

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

const char *organisation_of(struct request *q, const char *typed)
{
    return (q->roles & PLANNERS) != 0 && (*typed != '\0' || q->organisation_id == 0) ? typed : q->organisation_code != NULL ? q->organisation_code : "";
}

void form_read(struct request *q, struct form *f)
{
    struct work *w = q->w;
    size_t room = 0, units_room = 0;
    *f = (struct form){.organisation = organisation_of(q, given(q, "organisation")), .title = given(q, "title"), .note = given(q, "note"),
                       .people = given(q, "people"), .day = given(q, "day"), .from = given(q, "from"), .to = given(q, "to"), .to_day = given(q, "to_day"),
                       .until = given(q, "until"), .times = given(q, "times"), .every = given(q, "every"), .skip = given(q, "skip"),
                       .holder = given(q, "holder"), .skip_bad = web_text(q, "skip_bad") != NULL, .wait = web_text(q, "wait") != NULL};
    for (size_t i = 0, k = 0; i < CLAIM_ITEMS_MOST; i++) {
        const char *code = web_each(q, "resource", i), *units = web_each(q, "units", i);
        if (code == NULL)
            break;
        bool again = *code == '\0';
        for (size_t j = 0; j < k && !again; j++)
            again = strcmp(f->resource[j], code) == 0;
        if (again)
            continue;
        grow(w, &f->resource, room, k);
        grow(w, &f->units, units_room, k);
        f->resource[k] = code;
        f->units[k++] = units != NULL && *units != '\0' ? units : "1";
        f->resource_count = (int)k;
    }
    for (size_t i = 0; i < 7; i++) {
        const char *d = web_each(q, "weekday", i);
        if (d != NULL && *d >= '1' && *d <= '7' && d[1] == '\0')
            f->weekdays |= 1 << (*d - '1');
    }
}

static bool number(const char *s, int lo, int hi, int *out)
{
    char *end;
    long n = strtol(s, &end, 10);
    *out = 0;
    if (*s == '\0')
        return true;
    *out = (int)n;
    return *end == '\0' && n >= lo && n <= hi;
}

bool form_wish(struct request *q, const struct form *f, struct claim_wish *x, const char **why)
{
    struct work *w = q->w;
    struct claim_item *items = take_array(w, f->resource_count + 1, struct claim_item);
    int32_t day, to_day, *skip = NULL;
    int from, to, units;
    size_t room = 0;
    *x = (struct claim_wish){.organisation = f->organisation, .title = f->title, .note = *f->note != '\0' ? f->note : NULL, .items = items,
                             .item_count = f->resource_count, .holder = *f->holder != '\0' ? f->holder : NULL, .weekdays = f->weekdays,
                             .skip_bad = f->skip_bad, .wait = f->wait};
    *why = NULL;
    if (*f->organisation == '\0')
        *why = tr(w, "say for which organisation");
    else if (!day_parse(f->day, &day))
        *why = tr(w, "choose the day");
    else if (!clock_parse(f->from, &from) || !clock_parse(f->to, &to))
        *why = tr(w, "choose from when and till when, as 14:00");
    else if (*f->to_day != '\0' && !day_parse(f->to_day, &to_day))
        *why = tr(w, "the last day is a day, as 2027-03-01");
    else if (!number(f->people, 1, 100000, &x->people) || !number(f->times, 1, CLAIM_TIMES_MOST, &x->count) || !number(f->every, 1, 52, &x->every))
        *why = tr(w, "people, times and weeks are whole numbers");
    else if (*f->until != '\0' && !day_parse(f->until, &x->until_on))
        *why = tr(w, "the last day is a day, as 2027-03-01");
    for (int i = 0; *why == NULL && i < f->resource_count; i++) {
        if (!number(f->units[i], 1, 10000, &units))
            *why = take_text(w, tr(w, "%s: the number of units is from 1 to 10000"), f->resource[i]);
        items[i] = (struct claim_item){f->resource[i], units};
    }
    for (const char *s = f->skip; *why == NULL && *(s += strspn(s, ",; \n")) != '\0';) {
        size_t n = strcspn(s, ",; \n");
        grow(w, &skip, room, (size_t)x->skip_count);
        if (!day_parse(take_copy(w, s, n), &skip[x->skip_count++]))
            *why = tr(w, "days to leave out are written as 2027-03-01, parted by commas");
        s += n;
    }
    if (*why != NULL)
        return false;
    x->skip = skip;
    x->from = (int64_t)day * DAY_MIN + from;
    x->to = (int64_t)(*f->to_day != '\0' ? to_day : day) * DAY_MIN + to;
    return true;
}

static void add(struct page *p, const char *name, const char *value)
{
    if (*value == '\0')
        return;
    page_add(p, p->used > 0 ? "&" : "");
    page_add(p, name);
    page_add(p, "=");
    html_query(p, value);
}

const char *form_query(struct work *w, const struct form *f, int64_t from, int64_t to)
{
    struct page p = {.w = w};
    char text[DAY_TEXT];
    page_bytes(&p, "", 0);
    for (int i = 0; i < f->resource_count; i++) {
        add(&p, "resource", f->resource[i]);
        add(&p, "units", f->units[i]);
    }
    add(&p, "organisation", f->organisation);
    add(&p, "title", f->title);
    add(&p, "note", f->note);
    add(&p, "people", f->people);
    add(&p, "holder", f->holder);
    if (from != 0) {
        add(&p, "day", day_text(text, wall_day(from)));
        add(&p, "from", clock_text(text, wall_clock(from)));
        add(&p, "to", clock_text(text, wall_clock(to)));
    }
    return p.text;
}

void organisation_field(struct request *q, const char *chosen)
{
    struct work *w = q->w;
    size_t n;
    if ((q->roles & PLANNERS) == 0) {
        html(q->page, "<input type=\"hidden\" name=\"organisation\" value=\"%s\">", chosen);
        return;
    }
    struct choice *all = piece_choices(w, BOOKING_WEB_ORGANISATIONS, &n), *c = take_array(w, n + 1, struct choice);
    c[0] = (struct choice){"", tr(w, "choose")};
    if (n > 0)
        memcpy(c + 1, all, n * sizeof(*c));
    html(q->page, "<div><label for=\"f-organisation\">%s</label>", tr(w, "Who asks"));
    piece_select(q, "organisation", c, n + 1, chosen);
    page_add(q->page, "</div>\n");
}
