/* capacity.c -- see capacity.h. */
#include "gap/capacity.h"

#include "base/day.h"
#include "base/fold.h"
#include "base/map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIRST_HOUR 8
#define LAST_HOUR  21
#define AH_AN_HOUR 1.2 /* two academic hours and their break are a hundred minutes */
#define WANTS_MOST 24

struct pool { /* a resource */
    bool known;
    double total, used, lent; /* academic hours, of all its units; lent: used by others than its owner */
};
struct town {
    const char *fold, *name;
    double lat, lon;
    int sites, site; /* with coordinates; one of its sites */
};
struct taken {
    int resource;
    double hours, lent;
};

struct capacity {
    struct work *w;
    struct partners partners;
    struct resources resources;
    struct modules modules;
    struct window window;
    int32_t from_on, by_on;
    int weeks;
    struct pool *pools;
    struct map shares; /* resource and user -> thousandths of its hours that the user may have */
    int *town_of_site;
    struct town *towns;
    size_t ntowns;
    struct taken *log;
    size_t nlog, log_room;
};

static void forget(void *s) { map_free(&((struct capacity *)s)->shares); }

static void load_towns(struct capacity *s)
{
    struct work *w = s->w;
    s->town_of_site = take_array(w, s->partners.site_count + 1, int);
    s->towns = take_array(w, s->partners.site_count + 1, struct town);
    for (int i = 0; i < s->partners.site_count; i++) {
        const struct site *x = &s->partners.sites[i];
        const char *name = x->municipality != NULL && *x->municipality != '\0' ? x->municipality : s->partners.organisations[x->organisation].municipality;
        const char *folded = fold(w, name != NULL ? name : "");
        size_t t = 0;
        while (t < s->ntowns && strcmp(s->towns[t].fold, folded) != 0)
            t++;
        if (t == s->ntowns)
            s->towns[s->ntowns++] = (struct town){.fold = folded, .name = name != NULL ? name : "", .site = i};
        s->town_of_site[i] = (int)t;
        if (x->placed) {
            struct town *o = &s->towns[t];
            o->lat = (o->lat * o->sites + x->lat) / (o->sites + 1);
            o->lon = (o->lon * o->sites + x->lon) / (o->sites + 1);
            o->sites++;
        }
    }
}

struct capacity *capacity_open(struct work *w, int32_t from_on, int32_t by_on)
{
    struct capacity *s = take(w, sizeof(*s));
    s->w = w;
    s->from_on = from_on;
    s->by_on = by_on;
    s->weeks = by_on > from_on ? (by_on - from_on + 6) / 7 : 0;
    s->window.first = from_on - (day_weekday(from_on) - 1);
    s->window.days = by_on >= s->window.first ? by_on - s->window.first + 1 : 1;
    work_later(w, forget, s);
    if (!partners_load(w, &s->partners) || !resources_load(w, &s->partners, &s->resources) || !modules_load(w, &s->partners, &s->modules))
        return NULL;
    s->pools = take_array(w, s->resources.count + 1, struct pool);
    load_towns(s);
    return s;
}

const struct modules *capacity_modules(const struct capacity *s) { return &s->modules; }
const struct partners *capacity_partners(const struct capacity *s) { return &s->partners; }

void capacity_again(struct capacity *s)
{
    for (int i = 0; i < s->resources.count; i++)
        s->pools[i].used = s->pools[i].lent = 0;
    s->nlog = 0;
}

size_t capacity_mark(const struct capacity *s) { return s->nlog; }

void capacity_back(struct capacity *s, size_t mark)
{
    while (s->nlog > mark) {
        const struct taken *t = &s->log[--s->nlog];
        s->pools[t->resource].used -= t->hours;
        s->pools[t->resource].lent -= t->lent;
    }
}

/* The hours left of one resource until the day, counted when first asked for. */
static struct pool *pool(struct capacity *s, int resource)
{
    struct pool *p = &s->pools[resource];
    if (p->known)
        return p;
    p->known = true;
    const struct resource *x = &s->resources.all[resource];
    struct calendar c;
    if (!calendar_load(s->w, &s->resources, resource, s->window, &c))
        return p;
    double hours = 0;
    int load = 0;
    for (int32_t day = s->from_on; day <= s->by_on; day++)
        for (int h = FIRST_HOUR; h < LAST_HOUR; h++) {
            if (!site_open(&s->resources, x->site, day, h * 60, h * 60 + 60))
                continue;
            if (c.taken == NULL) {
                hours += c.quantity;
                continue;
            }
            for (int units = c.quantity; units > 0; units--) /* as many units as are free for the whole hour */
                if (calendar_free(&c, day, h * 60, h * 60 + 60, units)) {
                    hours += units;
                    break;
                }
        }
    p->total = hours * AH_AN_HOUR * CAPACITY_USABLE;
    if (x->kind == STAFF && x->load_week_ah > 0) {
        for (int k = 0; c.week_ah != NULL && k < (s->window.days + 6) / 7; k++)
            load += c.week_ah[k] < x->load_week_ah ? x->load_week_ah - c.week_ah[k] : 0;
        p->total = fmin(p->total, load);
    }
    return p;
}

/* What part of a resource's open hours the user may have. */
static double share(struct capacity *s, int resource, int user)
{
    const struct resource *x = &s->resources.all[resource];
    if (x->organisation == user)
        return 1;
    char key[32];
    snprintf(key, sizeof(key), "%d %d", resource, user);
    bool fresh;
    int64_t *at = map_at(&s->shares, key, &fresh);
    if (!fresh)
        return (double)*at / 1000;
    int all = 0, may = 0;
    bool shared = resource_shared(&s->resources, resource, user);
    for (int32_t day = s->window.first; shared && day < s->window.first + 7; day++)
        for (int h = FIRST_HOUR; h < LAST_HOUR; h++)
            if (site_open(&s->resources, x->site, day, h * 60, h * 60 + 60)) {
                all++;
                may += resource_terms(&s->resources, resource, user, day_weekday(day), h * 60, h * 60 + 60).may;
            }
    *at = all > 0 ? (int64_t)may * 1000 / all : 0;
    return (double)*at / 1000;
}

static double left(struct capacity *s, int resource, int user)
{
    const struct pool *p = pool(s, resource);
    double free_ah = p->total - p->used;
    if (s->resources.all[resource].organisation != user && free_ah > 0)
        free_ah = fmin(free_ah, p->total * share(s, resource, user) - p->lent);
    return free_ah;
}

static void draw(struct capacity *s, int resource, int user, double hours)
{
    bool lent = s->resources.all[resource].organisation != user;
    grow(s->w, &s->log, s->log_room, s->nlog);
    s->log[s->nlog++] = (struct taken){resource, hours, lent ? hours : 0};
    s->pools[resource].used += hours;
    s->pools[resource].lent += lent ? hours : 0;
}

static double hours_of(const struct module *m, const struct need *n)
{
    return n->part == LECTURE ? m->lecture_ah : n->part == PRACTICE ? m->practice_ah : module_contact_ah(m);
}

static int room_for(struct capacity *s, const struct module *m, const struct need *n, int town, int people)
{
    int count, best = -1;
    const int *of = resources_of_type(&s->resources, n->type_id, &count);
    for (int i = 0; i < count; i++) {
        const struct resource *x = &s->resources.all[of[i]];
        if (s->town_of_site[x->site] != town || left(s, of[i], m->organisation) < hours_of(m, n) * n->quantity)
            continue;
        if (best < 0) {
            best = of[i];
            continue;
        }
        int a = x->seats < people ? x->seats : people, b = s->resources.all[best].seats < people ? s->resources.all[best].seats : people;
        if (a > b || (a == b && left(s, of[i], m->organisation) > left(s, best, m->organisation)))
            best = of[i];
    }
    return best;
}

/* How many of `people` the machines of a type in the town are enough for; with `take`, their hours are drawn. */
static int machines_for(struct capacity *s, const struct module *m, const struct need *n, int town, int people, bool take_them)
{
    int count, units = 0;
    const int *of = resources_of_type(&s->resources, n->type_id, &count);
    double hours = hours_of(m, n), there = 0;
    for (int i = 0; i < count; i++)
        if (s->town_of_site[s->resources.all[of[i]].site] == town) {
            double free_ah = left(s, of[i], m->organisation);
            if (free_ah > 0) {
                units += s->resources.all[of[i]].quantity;
                there += free_ah;
            }
        }
    if (hours > 0 && there < units * hours)
        units = (int)(there / hours);
    int sets = units / n->quantity, most = n->per_learners > 0 ? sets * n->per_learners : sets > 0 ? people : 0;
    if (most > people)
        most = people;
    if (!take_them || most == 0)
        return most;
    double need = hours * n->quantity * (n->per_learners > 0 ? (most + n->per_learners - 1) / n->per_learners : 1);
    for (int i = 0; i < count && need > 0; i++)
        if (s->town_of_site[s->resources.all[of[i]].site] == town) {
            double part = fmin(need, left(s, of[i], m->organisation));
            if (part > 0) {
                draw(s, of[i], m->organisation, part);
                need -= part;
            }
        }
    return most;
}

static int teacher_for(struct capacity *s, const struct module *m, const struct need *n)
{
    int count, best = -1;
    double most = hours_of(m, n) * n->quantity;
    if (n->competence_id == 0) { /* anybody of the owner's */
        for (int i = 0; i < s->resources.count; i++)
            if (s->resources.all[i].kind == STAFF && s->resources.all[i].organisation == m->organisation && left(s, i, m->organisation) >= most) {
                most = left(s, i, m->organisation);
                best = i;
            }
        return best;
    }
    const struct staff_row *of = resources_staff(&s->resources, n->competence_id, &count);
    for (int i = 0; i < count; i++)
        if (of[i].level >= n->level && left(s, of[i].staff, m->organisation) >= most) {
            most = left(s, of[i].staff, m->organisation);
            best = of[i].staff;
        }
    return best;
}

/* The cohort in one town, -1 for none; 0 with nothing drawn if something is not there. */
static int cohort_in(struct capacity *s, int module, int people, int town)
{
    const struct module *m = &s->modules.all[module];
    size_t mark = capacity_mark(s);
    int size = people < m->cohort_most ? people : m->cohort_most;
    for (int round = 0; round < 2 && size > 0; round++) /* first how many, then what they take */
        for (int k = 0; k < m->need_count && size > 0; k++) {
            const struct need *n = &s->modules.needs[m->need_first + k];
            if (hours_of(m, n) <= 0)
                continue;
            int found = -1;
            switch (n->kind) {
            case ROOM:
                if (town < 0 || (found = room_for(s, m, n, town, size)) < 0)
                    size = 0;
                else if (s->resources.all[found].seats > 0 && s->resources.all[found].seats < size)
                    size = s->resources.all[found].seats;
                break;
            case EQUIPMENT:
                size = town < 0 ? 0 : machines_for(s, m, n, town, size, round == 1);
                break;
            case STAFF:
                if ((found = teacher_for(s, m, n)) < 0)
                    size = 0;
                break;
            }
            if (round == 1 && size > 0 && found >= 0)
                draw(s, found, m->organisation, hours_of(m, n) * n->quantity);
        }
    if (size == 0)
        capacity_back(s, mark);
    return size;
}

int capacity_take(struct capacity *s, int module, int people, const char *town, int travel_min, const char **where)
{
    const struct module *m = &s->modules.all[module];
    *where = "";
    if (people <= 0 || !m->placed || module_contact_ah(m) > s->weeks * CAPACITY_WEEK_AH)
        return 0;
    const struct town *at = NULL; /* of a place without sites no way is known: anywhere will do */
    for (size_t t = 0; t < s->ntowns && town != NULL && *town != '\0'; t++)
        if (strcmp(s->towns[t].fold, town) == 0)
            at = &s->towns[t];
    bool bound = false;
    for (int k = 0; k < m->need_count; k++) {
        const struct need *n = &s->modules.needs[m->need_first + k];
        bound |= n->kind != STAFF && hours_of(m, n) > 0;
    }
    if (!bound)
        return cohort_in(s, module, people, -1);
    int best = 0, near_min = 0;
    const struct town *best_town = NULL;
    for (size_t t = 0; t < s->ntowns; t++) {
        const struct town *x = &s->towns[t];
        int way = 0;
        if (at != NULL && at != x) {
            way = at->sites > 0 && x->sites > 0 ? partner_travel_from(&s->partners, at->lat, at->lon, x->site) : travel_min + 1;
            if (way > travel_min)
                continue;
        }
        size_t mark = capacity_mark(s);
        int size = cohort_in(s, module, people, (int)t);
        capacity_back(s, mark);
        if (size > best || (size == best && size > 0 && way < near_min)) {
            best = size;
            best_town = x;
            near_min = way;
        }
    }
    if (best_town == NULL)
        return 0;
    *where = best_town->name;
    return cohort_in(s, module, people, (int)(best_town - s->towns));
}
