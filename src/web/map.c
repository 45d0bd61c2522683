/* map.c -- see map.h.  Equirectangular projection about the middle. */
#include "web/map.h"

#include "view/say.h"
#include "view/words.h"

#include <math.h>
#include <string.h>

#define WIDE   460.0
#define EDGE   46.0
#define TALLEST 520.0
#define LINE   15.0 /* a label is so high */

void map_add_site(struct work *w, struct map_view *m, const char *town, double lat, double lon, const char *href, const char *name)
{
    if (m->dots < DOTS_MOST) {
        grow(w, &m->dot, m->room, m->dots);
        m->dot[m->dots++] = (struct dot){lat, lon, href, name};
    }
    int i = 0;
    while (i < m->towns && strcmp(m->town[i].name, town) != 0)
        i++;
    if (i == TOWNS_MOST || *town == '\0')
        return;
    struct town *t = &m->town[i];
    if (i == m->towns)
        m->town[m->towns++] = (struct town){.name = town};
    t->lat = (t->lat * t->sites + lat) / (t->sites + 1);
    t->lon = (t->lon * t->sites + lon) / (t->sites + 1);
    t->sites++;
}

void map_add_need(struct map_view *m, const char *town, int64_t people)
{
    for (int i = 0; i < m->towns; i++)
        if (strcmp(m->town[i].name, town) == 0)
            m->town[i].need += people;
}

struct plane {
    double south, west, kx, ky, tall;
};

static struct plane plane_of(const struct map_view *m)
{
    double south = 90, north = -90, west = 180, east = -180;
    for (size_t i = 0; i < m->dots; i++) {
        south = fmin(south, m->dot[i].lat);
        north = fmax(north, m->dot[i].lat);
        west = fmin(west, m->dot[i].lon);
        east = fmax(east, m->dot[i].lon);
    }
    double shrink = cos((south + north) / 2 * M_PI / 180), wide = fmax((east - west) * shrink, 0.02), high = fmax(north - south, 0.02);
    double scale = fmin((WIDE - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / high);
    return (struct plane){south, west, scale * shrink, scale, high * scale + 2 * EDGE};
}

static double px(const struct plane *p, double lon) { return EDGE + (lon - p->west) * p->kx; }
static double py(const struct plane *p, double lat) { return p->tall - EDGE - (lat - p->south) * p->ky; }
static double radius(int64_t need) { return need == 0 ? 8 : fmin(10 + sqrt((double)need) * 2.2, 40); }

/* Labels stand right of their town; one that would lie on an earlier one is moved down. */
static void labels(struct request *q, const struct map_view *m, const struct plane *p)
{
    double at[TOWNS_MOST], left[TOWNS_MOST];
    for (int i = 0; i < m->towns; i++) {
        const struct town *t = &m->town[i];
        bool left_side = px(p, t->lon) > WIDE - 150; /* Its name would leave the map on the right. */
        double x = px(p, t->lon) + (left_side ? -radius(t->need) - 3 : radius(t->need) + 3), y = py(p, t->lat) + 4;
        for (bool moved = true; moved;) {
            moved = false;
            for (int j = 0; j < i; j++)
                if (fabs(at[j] - y) < LINE && fabs(left[j] - x) < 150) {
                    y = at[j] + LINE;
                    moved = true;
                }
        }
        at[i] = y;
        left[i] = x;
        html(q->page, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s", x, y, left_side ? "end" : "start", t->name);
        if (t->need > 0)
            html(q->page, " · %s", say_number(q->w, t->need));
        page_add(q->page, "</text>\n");
    }
}

void map_show(struct request *q, const struct map_view *m)
{
    struct work *w = q->w;
    if (m->dots == 0) {
        html(q->page, "<p class=\"empty\">%s</p>\n", tr(w, "No site has coordinates yet, so there is no map."));
        return;
    }
    struct plane p = plane_of(m);
    int64_t most = 1;
    for (int i = 0; i < m->towns; i++)
        most = m->town[i].need > most ? m->town[i].need : most;
    html(q->page, "<svg class=\"map\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n", WIDE, p.tall, m->label);
    for (int i = 0; i < m->towns; i++) {
        const struct town *t = &m->town[i];
        int shade = t->need == 0 ? 0 : t->need * 3 > most * 2 ? 3 : t->need * 3 > most ? 2 : 1;
        if (m->link != NULL)
            html(q->page, "<a href=\"%s%s\" aria-label=\"%s\">", m->link, web_part(w, t->name), t->name);
        html(q->page, "<circle class=\"district d%d\" cx=\"%.0f\" cy=\"%.0f\" r=\"%.0f\"/>\n", shade, px(&p, t->lon), py(&p, t->lat), radius(t->need));
        page_add(q->page, m->link != NULL ? "</a>" : "");
    }
    for (size_t i = 0; i < m->dots; i++)
        html(q->page, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s</title></circle>\n", px(&p, m->dot[i].lon), py(&p, m->dot[i].lat),
             m->dot[i].name);
    labels(q, m, &p);
    html(q->page, "</svg>\n<p class=\"muted\"><small>%s</small></p>\n",
         m->caption != NULL ? m->caption : tr(w, "A circle is a town, as large as the number of people whose orders wait there; a dot is a partner's site."));
}
