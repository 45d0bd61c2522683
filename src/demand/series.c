/* series.c -- see series.h. */
#include "demand/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ORIGINS 12
#define CLEARLY 1.07 /* how much worse the mean must have been for another method to be taken */

const char *series_name(enum series_method m)
{
    static const char *const name[SERIES_METHODS] = {"last value", "year ago", "smoothing", "damped trend", "seasons", "theta", "mean of four", "last three months"};
    return m < SERIES_METHODS ? name[m] : "";
}

/* Simple smoothing: the level after y, and the sum of squared one-step errors. */
static double smooth(const double *y, size_t n, double alpha, double *level)
{
    double l = y[0], sum = 0;
    for (size_t i = 1; i < n; i++) {
        double e = y[i] - l;
        sum += e * e;
        l += alpha * e;
    }
    *level = l;
    return sum;
}

static double best_smooth(const double *y, size_t n, double *alpha)
{
    double best = INFINITY, level = y[n - 1], l;
    for (int i = 1; i <= 20; i++) {
        double sum = smooth(y, n, i * 0.05, &l);
        if (sum < best) {
            best = sum;
            level = l;
            *alpha = i * 0.05;
        }
    }
    return level;
}

static double damp(const double *y, size_t n, double alpha, double beta, double phi, double *level, double *trend)
{
    double l = y[0], b = n > 1 ? (y[n < 6 ? n - 1 : 5] - y[0]) / (n < 6 ? (double)n - 1 : 5) : 0, sum = 0;
    for (size_t i = 1; i < n; i++) {
        double guess = l + phi * b, e = y[i] - guess;
        sum += e * e;
        l = guess + alpha * e;
        b = phi * b + beta * alpha * e;
    }
    *level = l;
    *trend = b;
    return sum;
}

static void foretell_damped(const double *y, size_t n, size_t ahead, double *to)
{
    static const double alphas[] = {0.1, 0.2, 0.35, 0.5, 0.7, 0.9}, betas[] = {0.02, 0.08, 0.2, 0.4}, phis[] = {0.8, 0.9, 0.97};
    double best = INFINITY, l = y[n - 1], b = 0, phi = 0.9;
    for (size_t i = 0; i < COUNT(alphas); i++)
        for (size_t k = 0; k < COUNT(betas); k++)
            for (size_t p = 0; p < COUNT(phis); p++) {
                double ll, bb, sum = damp(y, n, alphas[i], betas[k], phis[p], &ll, &bb);
                if (sum < best) {
                    best = sum;
                    l = ll;
                    b = bb;
                    phi = phis[p];
                }
            }
    double times = phi, at = 0;
    for (size_t h = 0; h < ahead; h++) {
        at += times * b;
        times *= phi;
        to[h] = l + at;
    }
}

/* Seasons as what is left of a centred year's mean, averaged by month, summing to nothing. */
static void seasons_of(const double *y, size_t n, double season[SERIES_SEASON])
{
    double sum[SERIES_SEASON] = {0}, all = 0;
    size_t count[SERIES_SEASON] = {0};
    for (size_t i = 6; i + 6 < n; i++) {
        double mean = (y[i - 6] + y[i + 6]) / 2;
        for (size_t k = i - 5; k <= i + 5; k++)
            mean += y[k];
        sum[i % SERIES_SEASON] += y[i] - mean / SERIES_SEASON;
        count[i % SERIES_SEASON]++;
    }
    for (int m = 0; m < SERIES_SEASON; m++) {
        season[m] = count[m] > 0 ? sum[m] / (double)count[m] : 0;
        all += season[m] / SERIES_SEASON;
    }
    for (int m = 0; m < SERIES_SEASON; m++)
        season[m] -= all;
}

/* Smoothing with a damped trend of what the seasons leave. */
static void foretell_seasons(const double *y, size_t n, size_t ahead, double *to)
{
    double season[SERIES_SEASON], *bare = malloc(n * sizeof(*bare));
    if (bare == NULL)
        abort();
    seasons_of(y, n, season);
    for (size_t i = 0; i < n; i++)
        bare[i] = y[i] - season[i % SERIES_SEASON];
    foretell_damped(bare, n, ahead, to);
    for (size_t h = 0; h < ahead; h++)
        to[h] += season[(n + h) % SERIES_SEASON];
    free(bare);
}

/* Theta with lines 0 and 2: smoothing with half the slope of the straight line as drift. */
static void foretell_theta(const double *y, size_t n, size_t ahead, double *to)
{
    double mean_x = ((double)n - 1) / 2, mean_y = 0, xy = 0, xx = 0, alpha = 0.5;
    for (size_t i = 0; i < n; i++)
        mean_y += y[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        xy += ((double)i - mean_x) * (y[i] - mean_y);
        xx += ((double)i - mean_x) * ((double)i - mean_x);
    }
    double slope = xx > 0 ? xy / xx : 0, level = best_smooth(y, n, &alpha);
    double back = (1 - pow(1 - alpha, (double)n)) / alpha;
    for (size_t h = 0; h < ahead; h++)
        to[h] = level + slope / 2 * ((double)h + back);
}

static double recent(const double *y, size_t n) { return n < 3 ? y[n - 1] : (y[n - 1] + y[n - 2] + y[n - 3]) / 3; }

bool series_with(enum series_method m, const double *y, size_t n, size_t ahead, double *to)
{
    double other[SERIES_AHEAD], alpha = 0.5;
    if (n < 2 || ahead > SERIES_AHEAD)
        return false;
    switch (m) {
    case SERIES_LAST:
        for (size_t h = 0; h < ahead; h++)
            to[h] = y[n - 1];
        return true;
    case SERIES_YEAR_AGO:
        if (n < SERIES_SEASON)
            return false;
        for (size_t h = 0; h < ahead; h++)
            to[h] = y[n - SERIES_SEASON + h % SERIES_SEASON];
        return true;
    case SERIES_SMOOTH:
        to[0] = best_smooth(y, n, &alpha);
        for (size_t h = 1; h < ahead; h++)
            to[h] = to[0];
        return true;
    case SERIES_DAMPED:
        foretell_damped(y, n, ahead, to);
        return true;
    case SERIES_SEASONS:
        if (n < 2 * SERIES_SEASON + 6)
            return false;
        foretell_seasons(y, n, ahead, to);
        return true;
    case SERIES_THETA:
        foretell_theta(y, n, ahead, to);
        return true;
    case SERIES_MEAN:
        foretell_damped(y, n, ahead, to);
        foretell_theta(y, n, ahead, other);
        alpha = best_smooth(y, n, &alpha) + recent(y, n);
        for (size_t h = 0; h < ahead; h++)
            to[h] = (to[h] + other[h] + alpha) / 4;
        return true;
    case SERIES_RECENT:
        for (size_t h = 0; h < ahead; h++)
            to[h] = recent(y, n);
        return true;
    default:
        return false;
    }
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return a < b ? -1 : a > b;
}

static double quantile(double *x, size_t n, double q)
{
    qsort(x, n, sizeof(*x), by_value);
    double at = q * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? x[i] + (at - (double)i) * (x[i + 1] - x[i]) : x[i];
}

bool series_foretell(const double *y, size_t n, size_t ahead, struct forecast *f)
{
    *f = (struct forecast){.ahead = ahead, .method = SERIES_MEAN};
    if (n < SERIES_LEAST || ahead < 1 || ahead > SERIES_AHEAD)
        return false;
    static const double none = NAN;
    double sum[SERIES_METHODS] = {0}, errors[SERIES_METHODS][SERIES_AHEAD][ORIGINS];
    size_t count[SERIES_METHODS] = {0}, seen[SERIES_METHODS][SERIES_AHEAD] = {{0}}, first = n > ORIGINS + SERIES_LEAST ? n - ORIGINS : SERIES_LEAST;
    for (size_t origin = first; origin < n; origin++)
        for (int m = 0; m < SERIES_METHODS; m++) {
            double guess[SERIES_AHEAD];
            if (!series_with((enum series_method)m, y, origin, ahead, guess))
                continue;
            for (size_t h = 0; h < ahead && origin + h < n; h++) {
                double e = y[origin + h] - guess[h];
                sum[m] += fabs(e);
                count[m]++;
                errors[m][h][seen[m][h]++] = e;
            }
        }
    f->origins = n - first;
    double best = INFINITY;
    for (int m = 0; m < SERIES_METHODS; m++) {
        if (count[m] == 0 || count[m] < count[SERIES_LAST] || m == SERIES_YEAR_AGO)
            continue; /* a method is not chosen for having been asked less; the yardstick is not chosen */
        double mean = sum[m] / (double)count[m];
        if (m != SERIES_MEAN && mean * CLEARLY >= sum[SERIES_MEAN] / (double)count[SERIES_MEAN])
            continue; /* a little better by luck is no better */
        if (mean < best - 1e-15) {
            best = mean;
            f->method = (enum series_method)m;
        }
    }
    f->error = best;
    f->naive_error = count[SERIES_YEAR_AGO] > 0 ? sum[SERIES_YEAR_AGO] / (double)count[SERIES_YEAR_AGO] : none;
    if (!series_with(f->method, y, n, ahead, f->value))
        return false;
    double low = 0, high = 0;
    for (size_t h = 0; h < ahead; h++) {
        size_t k = seen[f->method][h];
        if (k >= 4) {
            low = fmin(low, quantile(errors[f->method][h], k, 0.1));
            high = fmax(high, quantile(errors[f->method][h], k, 0.9));
        }
        f->low[h] = f->value[h] + low;
        f->high[h] = f->value[h] + high;
    }
    return true;
}

bool series_mase(const double *y, size_t n, size_t ahead, size_t tests, size_t step, double *mase, double *naive)
{
    double sum = 0, year = 0, scale = 0;
    size_t count = 0, trained = n > ahead ? n - ahead : 0;
    for (size_t i = SERIES_SEASON; i < trained; i++)
        scale += fabs(y[i] - y[i - SERIES_SEASON]) / (double)(trained - SERIES_SEASON);
    if (scale <= 0)
        return false;
    for (size_t t = 0; t < tests && n >= ahead + t * step; t++) {
        size_t origin = n - ahead - t * step;
        double guess[SERIES_AHEAD];
        struct forecast f;
        if (origin < 3 * SERIES_SEASON)
            break;
        if (!series_foretell(y, origin, ahead, &f) || !series_with(SERIES_YEAR_AGO, y, origin, ahead, guess))
            continue;
        for (size_t h = 0; h < ahead; h++) {
            sum += fabs(y[origin + h] - f.value[h]) / scale;
            year += fabs(y[origin + h] - guess[h]) / scale;
            count++;
        }
    }
    if (count == 0)
        return false;
    *mase = sum / (double)count;
    *naive = year / (double)count;
    return true;
}
