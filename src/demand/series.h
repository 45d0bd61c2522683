/* series.h -- monthly series foretold, pure: the method is chosen by how it would have done before.
 *
 * Methods: the last value; the same month a year ago (seasonal naive, the yardstick); exponential smoothing, with a damped
 * trend, with additive seasons (Holt 1957; Winters 1960; Gardner and McKenzie 1985; Hyndman and others 2008); theta
 * (Assimakopoulos and Nikolopoulos 2000); the mean of the last three months; and the mean of smoothing, damped trend, theta and the
 * last three months (after Makridakis and Hibon 2000).  The origin rolls over the last months: at each every method sees
 * only what was before.  The mean is taken unless another method's mean absolute error over all horizons was clearly less.  Intervals are quantiles of those errors, at least as wide as the
 * one before. */
#ifndef DEMAND_SERIES_H
#define DEMAND_SERIES_H

#include "base/err.h"

#define SERIES_SEASON 12
#define SERIES_AHEAD  12
#define SERIES_LEAST  6 /* months without which nothing is foretold */

enum series_method { SERIES_LAST, SERIES_YEAR_AGO, SERIES_SMOOTH, SERIES_DAMPED, SERIES_SEASONS, SERIES_THETA, SERIES_MEAN, SERIES_RECENT, SERIES_METHODS };

struct forecast {
    enum series_method method;
    size_t ahead;
    double value[SERIES_AHEAD], low[SERIES_AHEAD], high[SERIES_AHEAD]; /* 80% */
    double error, naive_error; /* mean absolute, of the method and of the seasonal naive, over the rolled origins */
    size_t origins;            /* 0: the series is too short to roll; intervals are then NAN */
};

const char *series_name(enum series_method m);

/* series_with: one method; false where the series is too short for it. */
bool series_with(enum series_method m, const double *y, size_t n, size_t ahead, double *to);

/* series_foretell: the chosen method's forecast; false for fewer than SERIES_LEAST months.  ahead 1..SERIES_AHEAD. */
bool series_foretell(const double *y, size_t n, size_t ahead, struct forecast *f);

/* series_mase: mean absolute scaled error (Hyndman and Koehler 2006) of the last `tests` origins, `step` apart, each foretold
 * `ahead` months from what was before it; scaled by the seasonal naive error in that past.  *naive: the same of
 * the seasonal naive itself.  False when the series is too short or does not vary. */
bool series_mase(const double *y, size_t n, size_t ahead, size_t tests, size_t step, double *mase, double *naive);

#endif
