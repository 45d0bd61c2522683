/* region_chance.h -- the ways in which the plan throws its dice. */
#ifndef REGION_REGION_CHANCE_H
#define REGION_REGION_CHANCE_H

#include "base/rng.h"

#include <stdbool.h>

static inline int below(struct rng *r, int n) { return (int)rng_below(r, (uint32_t)n); }
static inline int between(struct rng *r, int lo, int hi) { return lo + below(r, hi - lo + 1); }
static inline bool chance(struct rng *r, int percent) { return below(r, 100) < percent; }

/* skewed: 0 .. n-1, the first ones oftener (density falls linearly). */
static inline int skewed(struct rng *r, int n)
{
    int a = below(r, n), b = below(r, n);
    return a < b ? a : b;
}

static inline int64_t roubles(struct rng *r, int lo, int hi, int step)
{
    return (int64_t)(between(r, lo / step, hi / step) * step) * 100;
}

#endif
