/* fit_pattern.c -- what many places have in common: zones of sites between which the ways are the same, patterns of
 * weeks, days and slots that many classes may take, and which candidate times each pattern falls on, as bits. */
#include "solve/fit_model.h"

#include <stdlib.h>
#include <string.h>

#define MOST_WORDS  ((int64_t)1 << 25) /* of 8 bytes, for all bits together */
#define MOST_COMPARED 2000             /* sites that are compared with each other */

/* ---- zones */

static bool alike(const struct fit_problem *p, int32_t a, int32_t b)
{
    size_t n = (size_t)p->sites;
    if (memcmp(p->travel + (size_t)a * n, p->travel + (size_t)b * n, n * sizeof *p->travel))
        return false;
    for (size_t i = 0; i < n; i++)
        if (p->travel[i * n + (size_t)a] != p->travel[i * n + (size_t)b])
            return false;
    return true;
}

bool fit_zones(struct model *m)
{
    const struct fit_problem *p = m->p;
    int32_t *first = calloc((size_t)p->sites + 1, sizeof *first), n = 0;
    m->zone = calloc((size_t)p->sites + 1, sizeof *m->zone);
    for (int32_t s = 0; first && m->zone && s < p->sites; s++) {
        int32_t z = 0;
        if (!p->travel)
            continue; /* all are one zone */
        if (p->sites > MOST_COMPARED)
            z = n;
        while (z < n && !alike(p, first[z], s))
            z++;
        if (z == n)
            first[n++] = s;
        m->zone[s] = (int16_t)z;
    }
    bool far = false;
    m->zones = n;
    m->travel = calloc((size_t)n * (size_t)n + 1, sizeof *m->travel);
    for (int32_t a = 0; first && m->travel && a < n; a++)
        for (int32_t b = 0; b < n; b++) {
            m->travel[(size_t)a * (size_t)n + (size_t)b] = p->travel[(size_t)first[a] * (size_t)p->sites + (size_t)first[b]];
            far = far || m->travel[(size_t)a * (size_t)n + (size_t)b];
        }
    bool ok = first && m->zone && m->travel;
    free(first);
    if (ok && !far) {
        free(m->travel);
        m->travel = NULL;
    }
    return ok;
}

/* ---- patterns and domains */

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static bool same_pattern(const struct place *a, const struct place *b)
{
    return a->weeks == b->weeks && a->days == b->days && a->start == b->start && a->end == b->end;
}

/* Numbers the patterns; `of` gets one candidate time of each.  slot: a hash table of `room` (a power of two). */
static void number_patterns(struct model *m, int32_t *slot, size_t room, int32_t *of)
{
    for (int32_t i = 0; i < m->time_at[m->classes]; i++) {
        struct place *a = &m->place[i];
        size_t h = mix(mix(mix(1, a->weeks), a->days), (uint64_t)a->start << 16 | a->end) & (room - 1);
        while (slot[h] && !same_pattern(a, &m->place[of[slot[h] - 1]]))
            h = (h + 1) & (room - 1);
        if (!slot[h]) {
            of[m->patterns] = i;
            slot[h] = ++m->patterns;
        }
        a->pattern = slot[h] - 1;
    }
}

static bool same_domain(const struct model *m, int32_t a, int32_t b)
{
    int32_t n = m->time_at[a + 1] - m->time_at[a];
    if (n != m->time_at[b + 1] - m->time_at[b])
        return false;
    for (int32_t i = 0; i < n; i++)
        if (m->place[m->time_at[a] + i].pattern != m->place[m->time_at[b] + i].pattern)
            return false;
    return true;
}

/* Classes with the same candidate times share a domain; `of` gets a class of each.  Their number. */
static int32_t share_domains(struct model *m, int32_t *slot, size_t room, int32_t *of)
{
    int32_t n = 0;
    for (int32_t c = 0; c < m->classes; c++) {
        uint64_t key = 7;
        for (int32_t i = m->time_at[c]; i < m->time_at[c + 1]; i++)
            key = mix(key, (uint64_t)m->place[i].pattern);
        size_t h = key & (room - 1);
        while (slot[h] && !same_domain(m, c, of[slot[h] - 1]))
            h = (h + 1) & (room - 1);
        if (!slot[h]) {
            of[n] = c;
            slot[h] = ++n;
        }
        m->domain[c] = slot[h] - 1;
    }
    return n;
}

static void cast(uint64_t *bits, const struct place *from, int32_t n, const struct place *at)
{
    for (int32_t i = 0; i < n; i++)
        if (place_overlaps(from + i, at))
            bits[i >> 6] |= (uint64_t)1 << (i & 63);
}

static bool shadows(struct model *m, const int32_t *pattern_of, const int32_t *class_of, int32_t domains)
{
    int64_t words = 0;
    m->domain_words = calloc((size_t)domains + 1, sizeof *m->domain_words);
    m->domain_at = calloc((size_t)domains + 1, sizeof *m->domain_at);
    if (!m->domain_words || !m->domain_at)
        return false;
    for (int32_t d = 0; d < domains; d++) {
        m->domain_words[d] = (m->time_at[class_of[d] + 1] - m->time_at[class_of[d]] + 63) / 64;
        m->domain_at[d] = words;
        words += (int64_t)m->domain_words[d] * m->patterns;
    }
    m->pattern_words = (m->patterns + 63) / 64;
    if (words + (int64_t)m->patterns * m->pattern_words > MOST_WORDS)
        return true;
    struct place *all = calloc((size_t)m->patterns + 1, sizeof *all);
    m->shadow = calloc((size_t)words + 1, sizeof *m->shadow);
    m->overlap = calloc((size_t)m->patterns * (size_t)m->pattern_words + 1, sizeof *m->overlap);
    for (int32_t u = 0; all && u < m->patterns; u++)
        all[u] = m->place[pattern_of[u]];
    for (int32_t u = 0; all && m->shadow && m->overlap && u < m->patterns; u++) {
        cast(m->overlap + (int64_t)u * m->pattern_words, all, m->patterns, &all[u]);
        for (int32_t d = 0; d < domains; d++)
            cast(m->shadow + m->domain_at[d] + (int64_t)u * m->domain_words[d], m->place + m->time_at[class_of[d]],
                 m->time_at[class_of[d] + 1] - m->time_at[class_of[d]], &all[u]);
    }
    m->tabled = all && m->shadow && m->overlap;
    free(all);
    return m->tabled;
}

static bool plain(const struct model *m, int32_t c)
{
    if (m->need_at[c + 1] == m->need_at[c])
        return true;
    if (m->need_at[c + 1] - m->need_at[c] > 1)
        return false;
    for (int32_t i = m->opt_at[m->need_at[c]]; i < m->opt_at[m->need_at[c] + 1]; i++) {
        const struct fit_resource *r = &m->p->resource[m->opt[i].resource];
        if (r->capacity != 1 || r->travels || r->week_most || m->opt[i].with != FIT_NONE)
            return false;
    }
    return true;
}

bool fit_patterns(struct model *m)
{
    int32_t times = m->time_at[m->classes], n = 0;
    m->plain = calloc((size_t)m->classes + 1, sizeof *m->plain);
    m->domain = calloc((size_t)m->classes + 1, sizeof *m->domain);
    m->grouped = calloc((size_t)m->classes + 1, sizeof *m->grouped);
    if (!m->plain || !m->domain || !m->grouped)
        return false;
    for (int32_t c = 0; c < m->classes; c++)
        for (int32_t i = m->link_at[c]; i < m->link_at[c + 1]; i++)
            m->grouped[c] = m->grouped[c] || model_group(&m->dist[m->link[i].dist]);
    for (int32_t i = 0; i < m->frees; i++)
        n += m->plain[m->free[i]] = plain(m, m->free[i]);
    if (n * 2 < m->frees || !n)
        return true;
    size_t room = 64;
    while (room < (size_t)times * 2 || room < (size_t)m->classes * 2)
        room *= 2;
    int32_t *slot = calloc(room, sizeof *slot), *of = calloc((size_t)times + 1, sizeof *of), *class_of = calloc((size_t)m->classes + 1, sizeof *class_of);
    bool ok = slot && of && class_of;
    if (ok) {
        number_patterns(m, slot, room, of);
        memset(slot, 0, room * sizeof *slot);
        ok = shadows(m, of, class_of, share_domains(m, slot, room, class_of));
    }
    free(slot);
    free(of);
    free(class_of);
    return ok;
}

void fit_patterns_free(struct model *m)
{
    void *all[] = {m->zone, m->travel, m->overlap, m->domain, m->domain_words, m->domain_at, m->shadow, m->plain, m->grouped};
    for (size_t i = 0; i < COUNT(all); i++)
        free(all[i]);
}
