/* supply.c -- see supply.h. */
#include "offer/supply.h"

#include "base/hash.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

#define STEP_MIN       30  /* lessons begin on the half hour ... */
#define STEP_WIDE_MIN  60  /* ... or, where the day is long, on the hour */
#define WIDE_MIN       420
#define STAFF_REACH_MIN 150 /* nobody is sent to teach further than this, one way */
#define MOMENTS_MOST   4000

/* ---- moments ---- */

static void add_start(struct market *m, int min)
{
    int at = 0;
    if (min < m->order->from_min || min >= m->order->to_min || m->start_count == STARTS_MOST)
        return;
    while (at < m->start_count && m->starts[at] < min)
        at++;
    if (at < m->start_count && m->starts[at] == min)
        return;
    memmove(m->starts + at + 1, m->starts + at, (size_t)(m->start_count - at) * sizeof(int));
    m->starts[at] = min;
    m->start_count++;
}

/* Lessons may begin when people's own hours begin, on the half hour or the hour after it, and when owners begin
 * to share or sites to open, which need not be on the hour. */
static void find_starts(struct market *m)
{
    const struct resources *rs = &m->st->resources;
    const struct order *o = m->order;
    int step = o->to_min - o->from_min > WIDE_MIN ? STEP_WIDE_MIN : STEP_MIN;
    for (int min = o->from_min; min < o->to_min; min += step)
        add_start(m, min);
    for (int i = 0; i < rs->sharing_count; i++)
        add_start(m, (rs->sharing[i].from_min + SLOT_MIN - 1) / SLOT_MIN * SLOT_MIN);
    for (int i = 0; i < rs->opening_first[m->st->partners.site_count]; i++)
        add_start(m, (rs->openings[i].opens_min + SLOT_MIN - 1) / SLOT_MIN * SLOT_MIN);
}

static struct moments *make_moments(struct market *m, int hours_ah)
{
    const struct order *o = m->order;
    struct moments *x = take(m->w, sizeof(*x));
    x->hours_ah = hours_ah;
    int length = lesson_min(hours_ah), last = o->to_min - length, a_day = 0;
    while (a_day < m->start_count && m->starts[a_day] <= last)
        a_day++;
    int days = o->deadline_on - o->earliest_on + 1;
    if (days > m->window.days)
        days = m->window.days;
    size_t room = (size_t)days * (size_t)a_day;
    if (room > MOMENTS_MOST)
        room = MOMENTS_MOST;
    x->day = take_array(m->w, room + 1, int32_t);
    x->from_min = take_array(m->w, room + 1, int16_t);
    x->weekday = take_array(m->w, room + 1, uint8_t);
    x->start = take_array(m->w, room + 1, uint8_t);
    x->time = take_array(m->w, room + 1, struct fit_time);
    for (int32_t day = o->earliest_on; day <= o->deadline_on && day - m->window.first < m->window.days; day++) {
        if ((o->weekdays >> (day_weekday(day) - 1) & 1) == 0)
            continue;
        for (int k = 0; k < a_day && x->count < (int)room; k++) {
            int at = day - m->window.first, from = m->starts[k];
            x->day[x->count] = day;
            x->weekday[x->count] = (uint8_t)day_weekday(day);
            x->start[x->count] = (uint8_t)k;
            x->from_min[x->count] = (int16_t)from;
            x->time[x->count++] = (struct fit_time){
                .weeks = UINT64_C(1) << (at / 7),
                .days = (uint8_t)(1 << (at % 7)),
                .start = (uint16_t)(from / SLOT_MIN),
                .length = (uint16_t)((length + SLOT_MIN - 1) / SLOT_MIN),
            };
        }
    }
    for (int t = 0; t < x->count; t++) {
        uint64_t **of = &x->of[x->weekday[t] - 1][x->start[t]];
        if (*of == NULL)
            *of = take_array(m->w, ((size_t)x->count + 63) / 64 + 1, uint64_t);
        (*of)[t / 64] |= UINT64_C(1) << (t % 64);
    }
    return x;
}

static struct moments *moments_of(struct market *m, int hours_ah)
{
    if (m->moments[hours_ah] == NULL)
        m->moments[hours_ah] = make_moments(m, hours_ah);
    return m->moments[hours_ah];
}

int market_hours_ah(const struct market *m)
{
    const struct order *o = m->order;
    int days = 0, weeks = 0, fit = 0;
    while (fit < m->day_most_ah && lesson_min(fit + 1) <= o->to_min - o->from_min)
        fit++;
    for (int32_t day = o->earliest_on; day <= o->deadline_on && day - m->window.first < m->window.days; day++) {
        days += o->weekdays >> (day_weekday(day) - 1) & 1;
        weeks += day == o->earliest_on || day_weekday(day) == 1;
    }
    int by_day = days * fit, by_week = weeks * m->week_most_ah;
    return by_day < by_week ? by_day : by_week;
}

/* ---- the market ---- */

bool market_open(struct work *w, struct state *st, const struct order *o, const struct weights *weights, const struct easing *ease,
                 struct market *out)
{
    *out = (struct market){.w = w, .st = st, .order = o, .weights = *weights, .easing = {-1, -1}};
    if (ease != NULL)
        out->easing = *ease;
    if (!norm_load(w, o->kind, &out->norm))
        return false;
    int32_t first = o->earliest_on - (day_weekday(o->earliest_on) - 1);
    int days = (o->deadline_on - first) / 7 * 7 + 7;
    out->window = (struct window){first, days > 7 * FIT_WEEKS ? 7 * FIT_WEEKS : days};
    out->day_most_ah = o->day_most_ah > 0 && o->day_most_ah < out->norm.day_most_ah ? o->day_most_ah : out->norm.day_most_ah;
    out->week_most_ah = o->week_most_ah > 0 && o->week_most_ah < out->norm.week_most_ah ? o->week_most_ah : out->norm.week_most_ah;
    find_starts(out);
    out->calendars = take_array(w, st->resources.count + 1, struct calendar *);
    out->free_masks = take_array(w, st->resources.count + 1, struct mask *);
    out->open_masks = take_array(w, st->partners.site_count + 1, struct mask *);
    out->offered = take_array(w, st->resources.count + 1, struct offered *);
    out->tariffs = take_array(w, st->partners.site_count + 1, struct tariff *);
    out->also = take_array(w, o->ask_count + 1, struct also);
    out->travel = take_array(w, st->partners.site_count + 1, int);
    for (int i = 0; i < st->partners.site_count; i++)
        out->travel[i] = -1;
    out->seen = take(w, sizeof(*out->seen));
    hash_begin(out->seen);
    hash_text(out->seen, st->hash);
    hash_text(out->seen, o->code);
    hash_text(out->seen, o->kind);
    int64_t v[] = {o->people,       o->earliest_on,     o->deadline_on,  o->weekdays,    o->from_min, o->to_min,
                   o->day_most_ah, o->week_most_ah, o->travel_most_min, o->budget_minor, o->ask_count};
    for (size_t k = 0; k < COUNT(v); k++)
        hash_int(out->seen, v[k]);
    for (int a = 0; a < o->ask_count; a++) {
        hash_text(out->seen, o->asks[a].code);
        hash_int(out->seen, o->asks[a].level);
    }
    return true;
}

const struct calendar *market_calendar(struct market *m, int resource)
{
    if (m->calendars[resource] == NULL) {
        struct calendar *c = take(m->w, sizeof(*c));
        if (!state_calendar(m->w, m->st, resource, m->window, c))
            return c;
        m->calendars[resource] = c;
        m->calendars_read++;
        hash_int(m->seen, resource);
        uint64_t sum = 0, eight; /* in the manner of FNV-1a, eight slots at a time: the SHA-256 around it takes 64 bits */
        if (c->taken != NULL)
            for (size_t s = 0; s < (size_t)c->window.days * DAY_SLOTS; s += sizeof(eight)) {
                memcpy(&eight, c->taken + s, sizeof(eight));
                if (eight != 0)
                    sum = (sum ^ eight ^ s) * 0x100000001B3u + (sum >> 29);
            }
        hash_int(m->seen, (int64_t)sum);
    }
    return m->calendars[resource];
}

int market_travel_min(struct market *m, int site)
{
    if (m->travel[site] < 0)
        m->travel[site] = m->order->placed ? partner_travel_from(&m->st->partners, m->order->lat, m->order->lon, site) : 0;
    return m->travel[site];
}

bool staff_reaches(const struct market *m, int staff, int site)
{
    return partner_travel_min(&m->st->partners, m->st->resources.all[staff].site, site) <= STAFF_REACH_MIN;
}

/* ---- choices ---- */

static struct choice *add_choice(struct market *m, struct want *want, size_t *room)
{
    grow(m->w, &want->choices, *room, (size_t)want->count);
    struct choice *c = &want->choices[want->count++];
    *c = (struct choice){.resource = DUMMY, .with = -1};
    return c;
}

/* add_resource: the resource as one choice for each price it has over the moments. */
static void add_resource(struct market *m, struct want *want, size_t *room, int resource, int user, const struct moments *at, int units,
                         int64_t travel_minor)
{
    const struct resource *x = &m->st->resources.all[resource];
    const struct offering *o;
    int n = market_offerings(m, resource, user, at, units, x->kind == ROOM, &o);
    for (int i = 0; i < n; i++) {
        struct choice *c = add_choice(m, want, room);
        c->resource = resource;
        c->units = units;
        c->with = x->kind == EQUIPMENT ? x->room : -1;
        c->price_minor = o[i].price_ah_minor * at->hours_ah * units;
        c->weighed_minor = c->price_minor + travel_minor;
        c->approval = o[i].approval;
        c->allow = o[i].bits;
        c->open = o[i].open;
    }
}

static int by_weight(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    if (x->weighed_minor != y->weighed_minor)
        return x->weighed_minor < y->weighed_minor ? -1 : 1;
    if (x->resource != y->resource)
        return x->resource < y->resource ? -1 : 1;
    return (x->with > y->with) - (x->with < y->with);
}

/* keep_best: the cheapest choices, and among equals the freest; beyond CHOICES_MOST the rest only slows. */
static void keep_best(struct want *want)
{
    if (want->count > 1)
        qsort(want->choices, (size_t)want->count, sizeof(*want->choices), by_weight);
    if (want->count > CHOICES_MOST)
        want->count = CHOICES_MOST;
}

static bool excluded(const struct market *m, int organisation) { return m->easing.exclude_organisation == organisation; }

static bool open_to(const struct market *m, int resource, int user)
{
    return resource_shared(&m->st->resources, resource, user) ||
           m->st->resources.all[resource].organisation == m->easing.share_organisation;
}

static bool within_reach(struct market *m, int site)
{
    return m->order->travel_most_min == 0 || market_travel_min(m, site) <= m->order->travel_most_min;
}

static void want_room(struct market *m, struct want *want, const struct module *mod, int size, const struct moments *at)
{
    int n;
    size_t room = 0;
    const int *of_type = resources_of_type(&m->st->resources, want->need->type_id, &n);
    int travelling = m->order->people % size == 0 ? size : size - 1; /* of the smallest cohort: no plan has them travel less */
    for (int i = 0; i < n && fine(m->w); i++) {
        const struct resource *x = &m->st->resources.all[of_type[i]];
        want->seen++;
        if (x->seats < size || !within_reach(m, x->site) || excluded(m, x->organisation))
            continue;
        want->reachable++;
        if (!open_to(m, of_type[i], mod->organisation))
            continue;
        want->shared++;
        int64_t travel = 2 * (int64_t)market_travel_min(m, x->site) * travelling * m->weights.travel_minor;
        add_resource(m, want, &room, of_type[i], mod->organisation, at, 1, travel);
    }
    keep_best(want);
}

/* add_standing: the machines of the type that stand in a room of the room want, together one choice. */
static void add_standing(struct market *m, struct want *want, size_t *room, const int *of_type, int n, int room_index, int user,
                         const struct moments *at)
{
    int left = want->units, found = 0;
    int64_t price = 0;
    bool approval = false;
    size_t words = (size_t)(at->count + 63) / 64;
    int *machine = take_array(m->w, n + 1, int), *units = take_array(m->w, n + 1, int);
    int64_t *prices = take_array(m->w, n + 1, int64_t);
    uint64_t *both = take_array(m->w, words + 1, uint64_t);
    memset(both, 0xFF, words * sizeof(*both));
    for (int i = 0; i < n && left > 0; i++) {
        const struct resource *x = &m->st->resources.all[of_type[i]];
        if (x->room != room_index || !open_to(m, of_type[i], user))
            continue;
        int use = x->quantity < left ? x->quantity : left;
        /* The machines go with their room at whatever hour it is to be had, so their dearest hour is their price. */
        const struct offering *o;
        int count = market_offerings(m, of_type[i], user, at, use, false, &o);
        int64_t at_price = 0;
        if (count == 0)
            continue;
        for (size_t k = 0; k < words; k++) {
            uint64_t any = 0;
            for (int j = 0; j < count; j++)
                any |= o[j].bits[k];
            both[k] &= any;
        }
        for (int j = 0; j < count; j++) {
            at_price = o[j].price_ah_minor > at_price ? o[j].price_ah_minor : at_price;
            approval = approval || o[j].approval;
        }
        machine[found] = of_type[i];
        prices[found] = at_price * at->hours_ah * use;
        units[found++] = use;
        price += at_price * at->hours_ah * use;
        left -= use;
    }
    int open = 0;
    for (int t = 0; t < at->count; t++)
        open += (int)(both[t / 64] >> (t % 64) & 1);
    if (left > 0 || open == 0)
        return;
    struct choice *c = add_choice(m, want, room);
    *c = (struct choice){.resource = DUMMY, .with = room_index, .price_minor = price, .weighed_minor = price, .approval = approval,
                         .allow = both, .open = open, .machine = machine, .machine_units = units, .machines = found, .machine_price = prices};
}

static void want_equipment(struct market *m, struct want *want, const struct want *room_want, const struct module *mod,
                           const struct moments *at)
{
    int n;
    size_t room = 0;
    const int *of_type = resources_of_type(&m->st->resources, want->need->type_id, &n);
    for (int k = 0; room_want != NULL && k < room_want->count && fine(m->w); k++)
        if (k == 0 || room_want->choices[k].resource != room_want->choices[k - 1].resource) {
            bool before = false;
            for (int j = 0; j < k && !before; j++)
                before = room_want->choices[j].resource == room_want->choices[k].resource;
            if (!before)
                add_standing(m, want, &room, of_type, n, room_want->choices[k].resource, mod->organisation, at);
        }
    for (int i = 0; i < n && fine(m->w); i++) {
        const struct resource *x = &m->st->resources.all[of_type[i]];
        want->seen++;
        if (excluded(m, x->organisation) || !within_reach(m, x->site))
            continue;
        want->reachable++;
        if (!open_to(m, of_type[i], mod->organisation))
            continue;
        want->shared++;
        if (x->room >= 0 || x->quantity < want->units) /* standing ones were counted with their room */
            continue;
        bool there = room_want == NULL;
        for (int k = 0; !there && k < room_want->count; k++)
            there = m->st->resources.all[room_want->choices[k].resource].site == x->site;
        if (there)
            add_resource(m, want, &room, of_type[i], mod->organisation, at, want->units, 0);
    }
    if (want->count > 1)
        qsort(want->choices, (size_t)want->count, sizeof(*want->choices), by_weight);
}

/* One teacher is enough however the need is met; a teacher with two of the wanted competences is listed once. */
static void want_staff(struct market *m, struct want *want, const struct want *room_want, const struct module *mod,
                       const struct moments *at)
{
    int n = 0;
    size_t room = 0;
    const struct resources *rs = &m->st->resources;
    const struct staff_row *rows = resources_staff(rs, want->need->competence_id, &n);
    for (int i = 0; i < n && fine(m->w); i++) {
        const struct resource *x = &rs->all[rows[i].staff];
        if (rows[i].level < want->need->level || excluded(m, x->organisation))
            continue;
        want->seen++;
        bool near = room_want == NULL || room_want->count == 0;
        for (int k = 0; !near && k < room_want->count; k++)
            near = staff_reaches(m, rows[i].staff, rs->all[room_want->choices[k].resource].site);
        if (!near)
            continue;
        want->reachable++;
        if (!open_to(m, rows[i].staff, mod->organisation))
            continue;
        want->shared++;
        add_resource(m, want, &room, rows[i].staff, mod->organisation, at, 1, 0);
    }
    keep_best(want);
}

/* ---- supply ---- */

static bool concerns(const struct need *n, enum part part) { return n->part == ALL_PARTS || n->part == part; }

static const struct want *room_of(const struct shape *s)
{
    for (int i = 0; i < s->want_count; i++)
        if (s->wants[i].kind == ROOM)
            return &s->wants[i];
    return NULL;
}

static void fill_wants(struct market *m, struct shape *s, const struct module *mod, int size)
{
    const struct modules *ms = &m->st->modules;
    s->wants = take_array(m->w, mod->need_count + 1, struct want);
    static const enum resource_kind in_turn[] = {ROOM, EQUIPMENT, STAFF}; /* the room decides where the rest may be */
    for (size_t k = 0; k < COUNT(in_turn); k++)
        for (int i = 0; i < mod->need_count; i++) {
            const struct need *n = &ms->needs[mod->need_first + i];
            if (n->kind != in_turn[k] || !concerns(n, s->part) || (n->kind == STAFF && n->competence_id == 0))
                continue;
            struct want *want = &s->wants[s->want_count];
            int each = n->per_learners > 0 ? (size + n->per_learners - 1) / n->per_learners : 1;
            *want = (struct want){.need = n, .kind = n->kind, .units = n->kind == EQUIPMENT ? n->quantity * each : 1};
            s->want_count++;
            if (n->kind == ROOM)
                want_room(m, want, mod, size, s->moments);
            else if (n->kind == EQUIPMENT)
                want_equipment(m, want, room_of(s), mod, s->moments);
            else
                want_staff(m, want, room_of(s), mod, s->moments);
        }
}

/* least_at: the cheapest lesson of the shape in one room, or -1 where the room lacks something. */
static int64_t least_at(const struct market *m, const struct shape *s, const struct choice *in, bool weighed)
{
    int64_t sum = in == NULL ? 0 : weighed ? in->weighed_minor : in->price_minor;
    for (int i = 0; i < s->want_count; i++) {
        const struct want *want = &s->wants[i];
        if (want->kind == ROOM)
            continue;
        int64_t best = -1;
        for (int k = 0; k < want->count; k++) {
            const struct choice *c = &want->choices[k];
            if (want->kind == EQUIPMENT && in != NULL) {
                bool here = c->with >= 0 ? c->with == in->resource
                                         : m->st->resources.all[c->resource].site == m->st->resources.all[in->resource].site;
                if (!here)
                    continue;
            }
            int64_t cost = weighed ? c->weighed_minor : c->price_minor;
            if (best < 0 || cost < best)
                best = cost;
        }
        if (best < 0)
            return -1;
        sum += best;
    }
    return sum;
}

static bool price_shape(const struct market *m, struct shape *s)
{
    const struct want *rooms = room_of(s);
    s->least_minor = s->least_price_minor = -1;
    if (rooms == NULL) {
        s->least_minor = least_at(m, s, NULL, true);
        s->least_price_minor = least_at(m, s, NULL, false);
        return s->least_minor >= 0;
    }
    for (int k = 0; k < rooms->count; k++) {
        int64_t weighed = least_at(m, s, &rooms->choices[k], true), price = least_at(m, s, &rooms->choices[k], false);
        if (weighed < 0)
            continue;
        if (s->least_minor < 0 || weighed < s->least_minor)
            s->least_minor = weighed;
        if (s->least_price_minor < 0 || price < s->least_price_minor)
            s->least_price_minor = price;
    }
    return s->least_minor >= 0;
}

static void add_shape(struct supply *x, enum part part, int hours_ah, int lessons)
{
    if (hours_ah > 0 && lessons > 0)
        x->shapes[x->shape_count++] = (struct shape){.part = part, .hours_ah = hours_ah, .lessons = lessons};
}

static int lesson_most_ah(const struct market *m)
{
    int most = LESSON_MOST_AH < m->day_most_ah ? LESSON_MOST_AH : m->day_most_ah;
    while (most > 1 && lesson_min(most) > m->order->to_min - m->order->from_min)
        most--;
    return most;
}

static struct supply *make_supply(struct market *m, int module, int size)
{
    const struct module *mod = &m->st->modules.all[module];
    struct supply *x = take(m->w, sizeof(*x));
    *x = (struct supply){.module = module, .size = size, .possible = true};
    if (!mod->placed)
        return x;
    int most = lesson_most_ah(m);
    add_shape(x, LECTURE, most, mod->lecture_ah / most);
    add_shape(x, LECTURE, mod->lecture_ah % most, 1);
    add_shape(x, PRACTICE, most, mod->practice_ah / most);
    add_shape(x, PRACTICE, mod->practice_ah % most, 1);
    for (int i = 0; i < x->shape_count && fine(m->w); i++) {
        struct shape *s = &x->shapes[i];
        s->moments = moments_of(m, s->hours_ah);
        fill_wants(m, s, mod, size);
        x->lessons += s->lessons;
        bool priced = s->moments->count > 0 && price_shape(m, s);
        if (!priced && x->possible) {
            x->possible = false;
            for (int k = 0; k < s->want_count && x->lacking == NULL; k++)
                if (s->wants[k].count == 0)
                    x->lacking = &s->wants[k];
            for (int k = 0; k < s->want_count && x->lacking == NULL; k++)
                if (s->wants[k].kind == EQUIPMENT)
                    x->lacking = &s->wants[k];
        }
        if (priced) {
            x->least_minor += s->least_minor * s->lessons;
            x->least_price_minor += s->least_price_minor * s->lessons;
        }
    }
    return x;
}

struct supply *market_supply(struct market *m, int module, int size)
{
    for (size_t i = 0; i < m->supply_count; i++)
        if (m->supplies[i]->module == module && m->supplies[i]->size == size)
            return m->supplies[i];
    struct supply *x = make_supply(m, module, size);
    if (!fine(m->w))
        return NULL;
    grow(m->w, &m->supplies, m->supply_room, m->supply_count);
    m->supplies[m->supply_count++] = x;
    return x;
}
