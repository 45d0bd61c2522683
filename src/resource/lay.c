/* lay.c -- see lay.h.  Interval partitioning by first fit; wants are short lists, so the near
 * stretches of each are gathered once and then looked through. */
#include "resource/lay.h"

#include <assert.h>

/* near: what is taken somewhere within one want. */
struct near {
    struct stretch *all;
    size_t room;
    int count;
};

static void near_add(struct work *w, struct near *k, struct stretch s)
{
    grow(w, &k->all, k->room, (size_t)k->count);
    k->all[k->count++] = s;
}

static struct near gather(struct work *w, const struct stretch *taken, int n, const struct laid *l, const struct lay_want *x)
{
    struct near k = {0};
    for (int i = 0; i < n; i++)
        if (taken[i].from < x->to && taken[i].to > x->from) {
            struct stretch s = taken[i];
            s.id = i; /* its place in taken, to tell who is in the way */
            near_add(w, &k, s);
        }
    for (int i = 0; i < l->count; i++) {
        const struct piece *p = &l->pieces[i];
        if (p->from < x->to && p->to > x->from)
            near_add(w, &k, (struct stretch){p->from, p->to, -1, p->unit, 1});
    }
    return k;
}

static int units_at(const struct near *k, int64_t t, int *by)
{
    int sum = 0;
    *by = -1;
    for (int i = 0; i < k->count; i++)
        if (k->all[i].from <= t && t < k->all[i].to) {
            sum += k->all[i].units;
            if (k->all[i].id >= 0)
                *by = (int)k->all[i].id;
        }
    return sum;
}

/* enough: at every moment of the want its units are free.  Load only rises where something begins. */
static bool enough(const struct near *k, const struct lay_want *x, int quantity, int *by)
{
    if (units_at(k, x->from, by) + x->units > quantity)
        return false;
    for (int i = 0; i < k->count; i++)
        if (k->all[i].from > x->from && units_at(k, k->all[i].from, by) + x->units > quantity)
            return false;
    return true;
}

/* free_until: till when the unit is free from t on, at most `to`; t itself when it is taken. */
static int64_t free_until(const struct near *k, int unit, int64_t t, int64_t to)
{
    for (int i = 0; i < k->count; i++) {
        const struct stretch *s = &k->all[i];
        if (s->unit != unit || s->to <= t)
            continue;
        if (s->from <= t)
            return t;
        if (s->from < to)
            to = s->from;
    }
    return to;
}

static void lay_unit(struct work *w, struct near *k, const struct lay_want *x, int index, int quantity, struct laid *out)
{
    for (int64_t t = x->from; t < x->to;) {
        int best = -1;
        int64_t best_until = t;
        for (int unit = 0; unit < quantity && best_until < x->to; unit++) {
            int64_t until = free_until(k, unit, t, x->to);
            if (until > best_until) {
                best_until = until;
                best = unit;
            }
        }
        assert(best >= 0); /* enough() counted them */
        grow(w, &out->pieces, out->room, (size_t)out->count);
        out->pieces[out->count++] = (struct piece){t, best_until, index, best};
        near_add(w, k, (struct stretch){t, best_until, -1, best, 1});
        t = best_until;
    }
}

bool lay(struct work *w, const struct stretch *taken, int n, const struct lay_want *wants, int m, int quantity, struct laid *out)
{
    *out = (struct laid){.want = -1, .by = -1};
    for (int i = 0; i < m; i++) {
        struct near k = gather(w, taken, n, out, &wants[i]);
        if (!enough(&k, &wants[i], quantity, &out->by)) {
            out->want = i;
            return false;
        }
        for (int u = 0; u < wants[i].units; u++)
            lay_unit(w, &k, &wants[i], i, quantity, out);
    }
    return true;
}
