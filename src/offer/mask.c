/* mask.c -- when, and on what terms, a resource is to be had for lessons of one length: see supply.h. */
#include "offer/supply.h"

#include <string.h>

static struct mask *find_mask(struct market *m, struct mask **list, const struct moments *at, int units, bool *fresh)
{
    *fresh = false;
    for (struct mask *k = *list; k != NULL; k = k->next)
        if (k->at == at && k->units == units)
            return k;
    struct mask *k = take(m->w, sizeof(*k));
    *k = (struct mask){at, units, take_array(m->w, (size_t)(at->count + 63) / 64 + 1, uint64_t), *list};
    *list = k;
    *fresh = true;
    return k;
}

static void set_bit(uint64_t *bits, int t) { bits[t / 64] |= UINT64_C(1) << (t % 64); }

/* free_mask: the slots of each day that are too full are counted once; a moment is then one subtraction. */
static const uint64_t *free_mask(struct market *m, int resource, const struct moments *at, int units)
{
    bool fresh;
    struct mask *k = find_mask(m, &m->free_masks[resource], at, units, &fresh);
    const struct calendar *c = market_calendar(m, resource);
    if (!fresh || units > c->quantity)
        return k->bits;
    if (c->taken == NULL) {
        memset(k->bits, 0xFF, ((size_t)at->count + 63) / 64 * sizeof(uint64_t));
        return k->bits;
    }
    int full[DAY_SLOTS + 1] = {0}, slots = (lesson_min(at->hours_ah) + SLOT_MIN - 1) / SLOT_MIN;
    int first = m->order->from_min / SLOT_MIN, last = (m->order->to_min + SLOT_MIN - 1) / SLOT_MIN; /* nobody asks beyond these */
    int most = c->quantity - units;
    int32_t counted = INT32_MIN;
    for (int t = 0; t < at->count; t++) {
        if (at->day[t] != counted) {
            const uint8_t *taken = c->taken + (size_t)(at->day[t] - c->window.first) * DAY_SLOTS;
            counted = at->day[t];
            for (int s = first; s < last; s++)
                full[s + 1] = full[s] + (taken[s] > most);
        }
        int from = at->from_min[t] / SLOT_MIN, to = from + slots < last ? from + slots : last;
        if (full[to] == full[from])
            set_bit(k->bits, t);
    }
    return k->bits;
}

static const uint64_t *open_mask(struct market *m, int site, const struct moments *at)
{
    bool fresh;
    struct mask *k = find_mask(m, &m->open_masks[site], at, 0, &fresh);
    for (int t = 0; fresh && t < at->count; t++)
        if (site_open(&m->st->resources, site, at->day[t], at->from_min[t], at->from_min[t] + lesson_min(at->hours_ah)))
            set_bit(k->bits, t);
    return k->bits;
}

/* first_moment: the first that is on that day or later. */
static int first_moment(const struct moments *at, int32_t day)
{
    int lo = 0, hi = at->count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (at->day[mid] < day)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* named: whether a row speaks of this one resource; then its terms are its own, else those of its kind at its site. */
static bool named(const struct resources *rs, int resource)
{
    int owner = rs->all[resource].organisation;
    for (int i = rs->sharing_first[owner]; i < rs->sharing_first[owner + 1]; i++)
        if (rs->sharing[i].resource == resource)
            return true;
    return false;
}

static struct tariff_row *row_for(struct tariff *k, const struct terms *t)
{
    for (int i = 0; i < k->count; i++)
        if (k->rows[i].row == t->row && k->rows[i].approval == t->approval && k->rows[i].lead_days == t->lead_days)
            return &k->rows[i];
    if (k->count == TARIFF_MOST)
        return NULL;
    k->rows[k->count] = (struct tariff_row){.row = t->row, .approval = t->approval, .lead_days = t->lead_days};
    return &k->rows[k->count++];
}

/* The terms depend on the weekday and the start alone, and are the same for everything of one kind at one site unless a row
 * names it: so the moments of each row are gathered once for all of them. */
static void fill_tariff(struct market *m, int resource, struct tariff *k)
{
    const struct resource *x = &m->st->resources.all[resource];
    const struct moments *at = k->at;
    size_t words = ((size_t)at->count + 63) / 64;
    bool own = x->organisation == k->user, given = m->easing.share_organisation == x->organisation;
    for (int d = 0; d < 7; d++)
        for (int s = 0; s < m->start_count; s++) {
            const uint64_t *of = at->of[d][s];
            if (of == NULL)
                continue;
            struct terms t = {.may = true};
            if (!own)
                t = resource_terms(&m->st->resources, resource, k->user, d + 1, m->starts[s], m->starts[s] + lesson_min(at->hours_ah));
            if (!t.may && given)
                t = (struct terms){.may = true, .approval = true};
            struct tariff_row *row = t.may ? row_for(k, &t) : NULL;
            if (row == NULL)
                continue;
            if (row->bits == NULL)
                row->bits = take_array(m->w, words + 1, uint64_t);
            for (size_t i = 0; i < words; i++)
                row->bits[i] |= of[i];
        }
    for (int i = 0; i < k->count; i++) { /* not before its lead time has passed */
        int first = first_moment(at, m->st->today_on + k->rows[i].lead_days);
        memset(k->rows[i].bits, 0, (size_t)first / 64 * sizeof(uint64_t));
        if ((size_t)first / 64 < words)
            k->rows[i].bits[first / 64] &= UINT64_MAX << (first % 64);
    }
}

static const struct tariff *tariff_of(struct market *m, int resource, int user, const struct moments *at)
{
    const struct resource *x = &m->st->resources.all[resource];
    int only = named(&m->st->resources, resource) ? resource : -1;
    struct tariff **list = &m->tariffs[x->site];
    for (struct tariff *k = *list; k != NULL; k = k->next)
        if (k->at == at && k->user == user && k->organisation == x->organisation && k->kind == x->kind && k->only == only)
            return k;
    struct tariff *k = take(m->w, sizeof(*k));
    *k = (struct tariff){.at = at, .user = user, .organisation = x->organisation, .kind = x->kind, .only = only, .next = *list};
    fill_tariff(m, resource, k);
    *list = k;
    return k;
}

static int64_t price_by(const struct sharing *row, const struct resource *x)
{
    if (row == NULL)
        return x->price_ah_minor;
    return row->price_ah_minor >= 0 ? row->price_ah_minor : x->price_ah_minor * row->price_percent / 100;
}

static void add_moments(struct market *m, struct offered *o, int64_t price_ah_minor, const struct tariff_row *row, const uint64_t *free_bits,
                        const uint64_t *open_bits)
{
    int i = 0, got_any = 0;
    size_t words = ((size_t)o->at->count + 63) / 64;
    while (i < o->count && o->offering[i].price_ah_minor != price_ah_minor)
        i++;
    if (i == PRICES_MOST)
        return;
    if (i == o->count)
        o->offering[o->count++] = (struct offering){price_ah_minor, false, 0, take_array(m->w, words + 1, uint64_t)};
    struct offering *to = &o->offering[i];
    for (size_t k = 0; k < words; k++) {
        uint64_t got = row->bits[k] & free_bits[k];
        if (open_bits != NULL)
            got &= open_bits[k];
        to->bits[k] |= got;
        got_any += __builtin_popcountll(got);
    }
    to->open += got_any;
    to->approval = to->approval || (row->approval && got_any > 0);
}

int market_offerings(struct market *m, int resource, int user, const struct moments *at, int units, bool by_site,
                     const struct offering **out)
{
    for (struct offered *o = m->offered[resource]; o != NULL; o = o->next)
        if (o->at == at && o->user == user && o->units == units && o->by_site == by_site) {
            *out = o->offering;
            return o->count;
        }
    const struct resource *x = &m->st->resources.all[resource];
    const uint64_t *free_bits = free_mask(m, resource, at, units), *open_bits = by_site ? open_mask(m, x->site, at) : NULL;
    const struct tariff *tariff = tariff_of(m, resource, user, at);
    struct offered *o = take(m->w, sizeof(*o));
    *o = (struct offered){.at = at, .user = user, .units = units, .by_site = by_site, .next = m->offered[resource]};
    m->offered[resource] = o;
    for (int i = 0; i < tariff->count; i++)
        add_moments(m, o, price_by(tariff->rows[i].row, x), &tariff->rows[i], free_bits, open_bits);
    int kept = 0;
    for (int i = 0; i < o->count; i++)
        if (o->offering[i].open > 0)
            o->offering[kept++] = o->offering[i];
    o->count = kept;
    *out = o->offering;
    return kept;
}
