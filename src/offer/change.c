/* change.c -- see change.h. */
#include "offer/change.h"

#include "base/text.h"

#include <inttypes.h>
#include <string.h>

struct order *change_apply(struct work *w, const struct order *o, const struct change *c)
{
    struct order *x = take(w, sizeof(*x));
    *x = *o;
    x->asks = take_array(w, o->ask_count + 1, struct ask);
    x->ask_count = 0;
    for (int i = 0; i < o->ask_count; i++) {
        bool out = false;
        for (int k = 0; k < c->without_count && !out; k++)
            out = strcmp(c->without[k], o->asks[i].code) == 0;
        if (out)
            continue;
        struct ask *a = &x->asks[x->ask_count++];
        *a = o->asks[i];
        for (int k = 0; k < c->lower_count; k++)
            if (strcmp(c->lower[k], a->code) == 0)
                a->level = c->lower_to[k];
    }
    if (c->deadline_on != 0)
        x->deadline_on = c->deadline_on;
    if (c->earliest_on != 0)
        x->earliest_on = c->earliest_on;
    if (c->weekdays != 0)
        x->weekdays = c->weekdays;
    if (c->to_min != 0) {
        x->from_min = c->from_min;
        x->to_min = c->to_min;
    }
    if (c->people != 0)
        x->people = c->people;
    if (c->travel_most_min != 0)
        x->travel_most_min = c->travel_most_min < 0 ? 0 : c->travel_most_min;
    if (c->day_most_ah != 0)
        x->day_most_ah = c->day_most_ah;
    if (c->budget_minor != 0)
        x->budget_minor = c->budget_minor;
    if (c->kind != NULL)
        x->kind = c->kind;
    return x;
}

bool change_empty(const struct change *c)
{
    return c->deadline_on == 0 && c->earliest_on == 0 && c->weekdays == 0 && c->to_min == 0 && c->people == 0 && c->travel_most_min == 0 &&
           c->day_most_ah == 0 && c->budget_minor == 0 && c->without_count == 0 && c->lower_count == 0 && c->share == 0 && c->kind == NULL;
}

const char *change_text(struct work *w, const struct state *st, const struct change *c)
{
    struct text t = TEXT(4096);
    char a[DAY_TEXT], b[DAY_TEXT];
    if (c->deadline_on != 0)
        text_fmt(&t, " --deadline %s", day_text(a, c->deadline_on));
    if (c->earliest_on != 0)
        text_fmt(&t, " --earliest %s", day_text(a, c->earliest_on));
    if (c->weekdays != 0)
        text_fmt(&t, " --weekdays %s", weekdays_text(a, c->weekdays));
    if (c->to_min != 0)
        text_fmt(&t, " --hours %s-%s", clock_text(a, c->from_min), clock_text(b, c->to_min));
    if (c->people != 0)
        text_fmt(&t, " --people %d", c->people);
    if (c->travel_most_min != 0)
        text_fmt(&t, " --travel %d", c->travel_most_min < 0 ? 0 : c->travel_most_min);
    if (c->day_most_ah != 0)
        text_fmt(&t, " --day-hours %d", c->day_most_ah);
    if (c->budget_minor > 0)
        text_fmt(&t, " --budget %" PRId64 ".%02d", c->budget_minor / 100, (int)(c->budget_minor % 100));
    else if (c->budget_minor < 0)
        text_add(&t, " --budget none");
    for (int k = 0; k < c->without_count; k++)
        text_fmt(&t, " --without %s", c->without[k]);
    for (int k = 0; k < c->lower_count; k++)
        text_fmt(&t, " --level %s=%d", c->lower[k], c->lower_to[k]);
    if (c->share > 0)
        text_fmt(&t, " --share %s", st->partners.organisations[c->share - 1].code);
    if (c->kind != NULL)
        text_fmt(&t, " --kind %s", c->kind);
    const char *out = t.n == 0 ? "" : take_copy(w, t.s + 1, t.n - 1);
    text_free(&t);
    return out;
}
