/* chart.h -- lines over months, drawn by the server as SVG: no script, and the same figures as a table beneath.
 * A line is told from the others by its pattern and its name at its end, not by colour alone. */
#ifndef WEB_CHART_H
#define WEB_CHART_H

#include "web/route.h"

#define CHART_LINES 6

struct chart_line {
    const char *name, *href;  /* href: of the name; NULL: none */
    const double *y;          /* one for each x; NAN: no value there */
    const double *low, *high; /* a band about it, or NULL */
    bool foretold;            /* drawn dashed */
};
struct chart {
    const char *label;        /* what it shows, in a sentence */
    const char *unit;         /* "%" */
    const int32_t *months;    /* first days of months: the x */
    size_t n;
    const struct chart_line *lines;
    size_t nlines;            /* at most CHART_LINES */
    int decimals;
};

/* chart_show: the picture and, folded up, its table.  Nothing for fewer than two months. */
void chart_show(struct request *q, const struct chart *c);

/* chart_month: "May 2027". */
const char *chart_month(struct work *w, int32_t month_on);

#endif
