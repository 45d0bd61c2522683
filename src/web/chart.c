/* chart.c -- see chart.h. */
#include "web/chart.h"

#include "base/day.h"
#include "view/say.h"
#include "view/words.h"

#include <math.h>

#define WIDE   960.0
#define TALL   300.0
#define LEFT   52.0
#define RIGHT  270.0 /* room for the names of lines */
#define TOP    14.0
#define BOTTOM 34.0
#define LINE   16.0
#define NAME_MOST 32 /* letters */

const char *chart_month(struct work *w, int32_t month_on)
{
    int y, m, d;
    day_split(month_on, &y, &m, &d);
    return take_text(w, "%s %d", say_month(w, m), y);
}

struct plane {
    double top; /* the value at the upper edge */
    double step;
    size_t n;
};

static double px(const struct plane *p, size_t i) { return LEFT + (WIDE - LEFT - RIGHT) * (p->n > 1 ? (double)i / (double)(p->n - 1) : 0); }
static double py(const struct plane *p, double v) { return TALL - BOTTOM - (TALL - TOP - BOTTOM) * (v < 0 ? 0 : v > p->top ? p->top : v) / p->top; }

/* The upper edge at a round number, so that four or five lines of the grid stand at round numbers too. */
static struct plane plane_of(const struct chart *c)
{
    double most = 0;
    for (size_t l = 0; l < c->nlines; l++)
        for (size_t i = 0; i < c->n; i++) {
            const struct chart_line *x = &c->lines[l];
            if (!isnan(x->y[i]))
                most = fmax(most, x->y[i]);
            if (x->high != NULL && !isnan(x->high[i]))
                most = fmax(most, x->high[i]);
        }
    most = most > 0 ? most : 1;
    double size = pow(10, floor(log10(most / 4))), steps[] = {1, 2, 2.5, 5, 10}, step = size * 10;
    for (size_t i = 0; i < COUNT(steps); i++)
        if (steps[i] * size * 5 >= most) {
            step = steps[i] * size;
            break;
        }
    if (c->decimals == 0 && step < 1)
        step = 1;
    return (struct plane){step * ceil(most / step - 1e-9), step, c->n};
}

static void grid(struct request *q, const struct chart *c, const struct plane *p)
{
    struct work *w = q->w;
    int decimals = p->step >= 1 && floor(p->step) >= p->step ? 0 : p->step >= 0.1 ? 1 : 2;
    for (double v = 0; v <= p->top * 1.0001; v += p->step)
        html(q->page, "<line class=\"grid\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/><text class=\"small\" x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%s%s</text>\n",
             LEFT, WIDE - RIGHT, py(p, v), py(p, v), LEFT - 6, py(p, v) + 4, say_real(w, v, decimals), c->unit);
    size_t every = (c->n + 7) / 8;
    for (size_t i = 0; i < c->n; i += every) {
        int y, m, d;
        day_split(c->months[i], &y, &m, &d);
        html(q->page, "<text class=\"small\" x=\"%.1f\" y=\"%.0f\" text-anchor=\"middle\">%s</text>\n", px(p, i), TALL - BOTTOM + 16, say_month(w, m));
        if (i == 0 || m <= (int)every)
            html(q->page, "<text class=\"small\" x=\"%.1f\" y=\"%.0f\" text-anchor=\"middle\">%d</text>\n", px(p, i), TALL - BOTTOM + 30, y);
    }
}

static void band(struct request *q, const struct chart_line *x, const struct plane *p, size_t look)
{
    bool any = false;
    if (x->low == NULL || x->high == NULL)
        return;
    for (size_t i = 0; i < p->n; i++)
        if (!isnan(x->high[i])) {
            if (!any)
                html(q->page, "<path class=\"band c%zu\" d=\"", look);
            html(q->page, "%c%.1f,%.1f ", any ? 'L' : 'M', px(p, i), py(p, x->high[i]));
            any = true;
        }
    for (size_t i = p->n; any && i-- > 0;)
        if (!isnan(x->low[i]))
            html(q->page, "L%.1f,%.1f ", px(p, i), py(p, x->low[i]));
    page_add(q->page, any ? "Z\"/>\n" : "");
}

static void line(struct request *q, const struct chart_line *x, const struct plane *p, size_t look)
{
    bool open = false;
    html(q->page, "<path class=\"line c%zu%s\" d=\"", look, x->foretold ? " foretold" : "");
    for (size_t i = 0; i < p->n; i++) {
        if (isnan(x->y[i])) {
            open = false;
            continue;
        }
        html(q->page, "%c%.1f,%.1f ", open ? 'L' : 'M', px(p, i), py(p, x->y[i]));
        open = true;
    }
    page_add(q->page, "\"/>\n");
}

/* No more of a name than there is room for; the whole of it is its title. */
static const char *shortened(struct work *w, const char *name)
{
    size_t letters = 0, at = 0;
    for (; name[at] != '\0'; at++)
        if (((unsigned char)name[at] & 0xC0) != 0x80 && ++letters > NAME_MOST)
            return take_text(w, "%.*s…", (int)at, name);
    return name;
}

/* Names stand where their lines end, moved apart where two would meet. */
static void names(struct request *q, const struct chart *c, const struct plane *p)
{
    double at[CHART_LINES];
    size_t order[CHART_LINES], n = 0;
    for (size_t l = 0; l < c->nlines; l++) {
        size_t last = c->n;
        while (last > 0 && isnan(c->lines[l].y[last - 1]))
            last--;
        if (last == 0)
            continue;
        at[l] = py(p, c->lines[l].y[last - 1]) + 4;
        size_t k = n++;
        for (; k > 0 && at[order[k - 1]] > at[l]; k--)
            order[k] = order[k - 1];
        order[k] = l;
    }
    for (size_t i = 1; i < n; i++)
        if (at[order[i]] < at[order[i - 1]] + LINE)
            at[order[i]] = at[order[i - 1]] + LINE;
    double over = n > 0 ? at[order[n - 1]] - (TALL - 6) : 0;
    for (size_t i = 0; i < n; i++) {
        const struct chart_line *x = &c->lines[order[i]];
        double y = at[order[i]] - (over > 0 ? over : 0);
        html(q->page, "<line class=\"line c%zu%s\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\"/>", order[i], x->foretold ? " foretold" : "",
             WIDE - RIGHT + 8, WIDE - RIGHT + 26, y - 4, y - 4);
        if (x->href != NULL)
            html(q->page, "<a href=\"%s\">", x->href);
        html(q->page, "<text x=\"%.0f\" y=\"%.1f\"><title>%s</title>%s</text>", WIDE - RIGHT + 30, y, x->name, shortened(q->w, x->name));
        page_add(q->page, x->href != NULL ? "</a>\n" : "\n");
    }
}

static void figures(struct request *q, const struct chart *c)
{
    struct work *w = q->w;
    html(q->page, "<details><summary>%s</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th>",
         tr(w, "The same as a table"), c->label, tr(w, "Month"));
    for (size_t l = 0; l < c->nlines; l++) {
        html(q->page, "<th scope=\"col\" class=\"num\">%s%s%s</th>", c->lines[l].name, *c->unit != '\0' ? ", " : "", c->unit);
        if (c->lines[l].low != NULL)
            html(q->page, "<th scope=\"col\" class=\"num\">%s</th><th scope=\"col\" class=\"num\">%s</th>", tr(w, "Lower bound"), tr(w, "Upper bound"));
    }
    page_add(q->page, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < c->n; i++) {
        html(q->page, "<tr><th scope=\"row\">%s</th>", chart_month(w, c->months[i]));
        for (size_t l = 0; l < c->nlines; l++) {
            const struct chart_line *x = &c->lines[l];
            const double *of[] = {x->y, x->low, x->high};
            for (int k = 0; k < (x->low != NULL ? 3 : 1); k++)
                html(q->page, "<td class=\"num\">%s</td>", of[k] == NULL || isnan(of[k][i]) ? "" : say_real(w, of[k][i], c->decimals));
        }
        page_add(q->page, "</tr>\n");
    }
    page_add(q->page, "</tbody></table></div></details>\n");
}

void chart_show(struct request *q, const struct chart *c)
{
    if (c->n < 2 || c->nlines == 0)
        return;
    struct plane p = plane_of(c);
    html(q->page, "<figure class=\"chart\"><figcaption>%s</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">", c->label, c->label);
    html(q->page, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n", WIDE, TALL, c->label);
    grid(q, c, &p);
    for (size_t l = 0; l < c->nlines; l++)
        band(q, &c->lines[l], &p, l);
    for (size_t l = 0; l < c->nlines; l++)
        line(q, &c->lines[l], &p, l);
    names(q, c, &p);
    page_add(q->page, "</svg></div>\n");
    figures(q, c);
    page_add(q->page, "</figure>\n");
}
