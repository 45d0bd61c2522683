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
    int32_t counted = INT32_MIN;
    for (int t = 0; t < at->count; t++) {
        if (at->day[t] != counted) {
            const uint8_t *taken = c->taken + (size_t)(at->day[t] - c->window.first) * DAY_SLOTS;
            counted = at->day[t];
            for (int s = 0; s < DAY_SLOTS; s++)
                full[s + 1] = full[s] + (taken[s] + units > c->quantity);
        }
        int from = at->from_min[t] / SLOT_MIN, to = from + slots < DAY_SLOTS ? from + slots : DAY_SLOTS;
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

/* tariff: on what terms the module's owner may use a resource, by weekday and start: the terms depend on no more. */
struct tariff {
    struct terms terms[7][STARTS_MOST];
};

static void read_tariff(const struct market *m, int resource, int user, const struct moments *at, struct tariff *out)
{
    const struct resource *x = &m->st->resources.all[resource];
    bool own = x->organisation == user, given = m->easing.share_organisation == x->organisation;
    for (int d = 0; d < 7; d++)
        for (int s = 0; s < m->start_count; s++) {
            struct terms *t = &out->terms[d][s];
            if (own) {
                *t = (struct terms){.may = true, .price_ah_minor = x->price_ah_minor};
                continue;
            }
            *t = (m->order->weekdays >> d & 1) == 0
                     ? (struct terms){0}
                     : resource_terms(&m->st->resources, resource, user, d + 1, m->starts[s], m->starts[s] + lesson_min(at->hours_ah));
            if (!t->may && given)
                *t = (struct terms){.may = true, .approval = true, .price_ah_minor = x->price_ah_minor};
        }
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

int market_offerings(struct market *m, int resource, int user, const struct moments *at, int units, bool by_site,
                     struct offering out[PRICES_MOST])
{
    const struct resource *x = &m->st->resources.all[resource];
    const uint64_t *free_bits = free_mask(m, resource, at, units), *open_bits = by_site ? open_mask(m, x->site, at) : NULL;
    struct tariff tariff;
    int n = 0;
    read_tariff(m, resource, user, at, &tariff);
    size_t words = ((size_t)at->count + 63) / 64;
    for (int d = 0; d < 7; d++)
        for (int start = 0; start < m->start_count; start++) {
            const struct terms *k = &tariff.terms[d][start];
            const uint64_t *of = at->of[d][start];
            if (!k->may || of == NULL)
                continue;
            int i = 0, first = first_moment(at, m->st->today_on + k->lead_days);
            while (i < n && out[i].price_ah_minor != k->price_ah_minor)
                i++;
            if (i == PRICES_MOST)
                continue;
            if (i == n)
                out[n++] = (struct offering){k->price_ah_minor, false, 0, take_array(m->w, words + 1, uint64_t)};
            int before = out[i].open;
            for (size_t word = (size_t)first / 64; word < words; word++) {
                uint64_t got = of[word] & free_bits[word] & (open_bits != NULL ? open_bits[word] : UINT64_MAX);
                if (word == (size_t)first / 64)
                    got &= UINT64_MAX << (first % 64);
                out[i].bits[word] |= got;
                out[i].open += __builtin_popcountll(got);
            }
            out[i].approval = out[i].approval || (k->approval && out[i].open > before);
        }
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (out[i].open > 0)
            out[kept++] = out[i];
    return kept;
}
