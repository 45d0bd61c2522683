/* price.c -- lines, parts and sums that add up: see answer.h. */
#include "offer/answer.h"

#include <stdlib.h>
#include <string.h>

/* charge: add to the line of the same organisation, item and rate, or begin one. */
static void charge(struct work *w, struct answer *a, size_t *room, struct line line)
{
    for (int i = 0; i < a->line_count; i++) {
        struct line *l = &a->lines[i];
        if (l->organisation == line.organisation && l->kind == line.kind && l->module == line.module && l->resource == line.resource &&
            l->rate_minor == line.rate_minor) {
            l->quantity += line.quantity;
            l->amount_minor += line.amount_minor;
            return;
        }
    }
    grow(w, &a->lines, *room, (size_t)a->line_count);
    a->lines[a->line_count++] = line;
}

static void charge_modules(struct market *m, struct answer *a, size_t *room)
{
    for (int i = 0; i < a->module_count; i++) {
        const struct module *mod = &m->st->modules.all[a->modules[i].module];
        struct line line = {.organisation = mod->organisation, .module = a->modules[i].module, .resource = -1};
        line.kind = LINE_COHORT;
        line.quantity = a->cohorts;
        line.rate_minor = mod->price_cohort_minor;
        line.amount_minor = line.quantity * line.rate_minor;
        if (line.amount_minor > 0)
            charge(m->w, a, room, line);
        line.kind = LINE_LEARNER;
        line.quantity = a->people;
        line.rate_minor = mod->price_learner_minor;
        line.amount_minor = line.quantity * line.rate_minor;
        if (line.amount_minor > 0)
            charge(m->w, a, room, line);
    }
}

static void charge_lessons(struct market *m, struct answer *a, size_t *room)
{
    for (int i = 0; i < a->lesson_count; i++)
        for (int k = 0; k < a->lessons[i].use_count; k++) {
            const struct lesson *l = &a->lessons[i];
            const struct use *u = &l->uses[k];
            const struct resource *x = &m->st->resources.all[u->resource];
            int64_t hours = (int64_t)l->hours_ah * u->units;
            struct line line = {.organisation = x->organisation, .module = a->modules[l->module].module, .resource = u->resource,
                                .quantity = hours, .rate_minor = hours > 0 ? u->price_minor / hours : 0, .amount_minor = u->price_minor};
            line.kind = x->kind == ROOM ? LINE_ROOM : x->kind == EQUIPMENT ? LINE_EQUIPMENT : LINE_STAFF;
            charge(m->w, a, room, line);
        }
}

static struct part_of *part_of(struct work *w, struct answer *a, size_t *room, int organisation)
{
    for (int i = 0; i < a->part_count; i++)
        if (a->parts[i].organisation == organisation)
            return &a->parts[i];
    grow(w, &a->parts, *room, (size_t)a->part_count);
    a->parts[a->part_count] = (struct part_of){.organisation = organisation};
    return &a->parts[a->part_count++];
}

static int by_price(const void *x, const void *y)
{
    const struct part_of *a = x, *b = y;
    if (a->price_minor != b->price_minor)
        return a->price_minor > b->price_minor ? -1 : 1;
    return a->organisation - b->organisation;
}

static int by_line(const void *x, const void *y)
{
    const struct line *a = x, *b = y;
    if (a->organisation != b->organisation)
        return a->organisation - b->organisation;
    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    if (a->module != b->module)
        return a->module - b->module;
    if (a->resource != b->resource)
        return a->resource - b->resource;
    return (a->rate_minor > b->rate_minor) - (a->rate_minor < b->rate_minor);
}

/* An owner's hours are those of its modules; of one that lends resources only, the hours of lessons with them. */
static void make_parts(struct market *m, struct answer *a)
{
    size_t room = 0;
    for (int i = 0; i < a->module_count; i++) {
        const struct module *mod = &m->st->modules.all[a->modules[i].module];
        part_of(m->w, a, &room, mod->organisation)->hours_ah += module_hours_ah(mod);
    }
    int carriers = a->part_count;
    for (int i = 0; i < a->line_count; i++)
        part_of(m->w, a, &room, a->lines[i].organisation)->price_minor += a->lines[i].amount_minor;
    for (int i = 0; i < a->lesson_count; i++) {
        const struct lesson *l = &a->lessons[i];
        int counted[64], n = 0;
        if (l->site >= 0)
            part_of(m->w, a, &room, m->st->partners.sites[l->site].organisation)->lessons++;
        for (int k = 0; k < l->use_count; k++) {
            int owner = m->st->resources.all[l->uses[k].resource].organisation;
            struct part_of *p = part_of(m->w, a, &room, owner);
            p->approval = p->approval || l->uses[k].approval;
            bool again = false;
            for (int j = 0; j < n && !again; j++)
                again = counted[j] == owner;
            if (!again && n < 64 && p - a->parts >= carriers)
                p->hours_ah += l->hours_ah;
            if (!again && n < 64)
                counted[n++] = owner;
        }
    }
    qsort(a->parts, (size_t)a->part_count, sizeof(*a->parts), by_price);
}

void price_answer(struct market *m, struct answer *a)
{
    size_t room = 0;
    a->lines = NULL;
    a->parts = NULL;
    a->line_count = a->part_count = 0;
    charge_modules(m, a, &room);
    charge_lessons(m, a, &room);
    qsort(a->lines, (size_t)a->line_count, sizeof(*a->lines), by_line);
    make_parts(m, a);
    a->price_minor = a->travel_person_min = 0;
    a->hours_ah = a->contact_ah = 0;
    for (int i = 0; i < a->line_count; i++)
        a->price_minor += a->lines[i].amount_minor;
    for (int i = 0; i < a->module_count; i++) {
        const struct module *mod = &m->st->modules.all[a->modules[i].module];
        a->hours_ah += module_hours_ah(mod);
        a->contact_ah += module_contact_ah(mod);
    }
    a->starts_on = a->ends_on = 0;
    for (int i = 0; i < a->lesson_count; i++) {
        const struct lesson *l = &a->lessons[i];
        if (!l->placed)
            continue;
        if (a->starts_on == 0 || l->day < a->starts_on)
            a->starts_on = l->day;
        if (l->day > a->ends_on)
            a->ends_on = l->day;
        if (l->site >= 0)
            a->travel_person_min += 2 * (int64_t)market_travel_min(m, l->site) * a->cohort_size[l->cohort - 1];
    }
    a->objective_minor = a->price_minor + a->travel_person_min * m->weights.travel_minor + m->weights.partner_minor * a->part_count;
    if (a->ends_on > 0)
        a->objective_minor += m->weights.day_minor * (a->ends_on - m->window.first);
}
