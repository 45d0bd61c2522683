/* region_cli.c -- cavt region make */
#include "region/region_cli.h"

#include "region/region.h"
#include "view/sheet.h"
#include "view/words.h"

static void tell(void *to, int64_t done, int64_t whole)
{
    struct call *c = to;
    fprintf(c->err, "\r%s %3d %%", tr(c->w, "making the region ..."),
            whole > 0 ? (int)(done * 100 / whole) : 0);
    if (done >= whole)
        fputs("\r\033[K", c->err);
    fflush(c->err);
}

static bool print_made(struct call *c, const struct region_made *m)
{
    static const struct column cols[] = {{"what", TR("What"), WORDS}, {"made", TR("How many"), NUMBER}};
    const struct {
        const char *what;
        int64_t n;
    } rows[] = {
        {TR("organisations"), m->organisations},
        {TR("rooms"), m->rooms},
        {TR("equipment items"), m->equipment},
        {TR("staff"), m->staff},
        {TR("competences"), m->competences},
        {TR("modules"), m->modules},
        {TR("programme versions"), m->programmes},
        {TR("open orders"), m->orders},
        {TR("busy times"), m->busy},
        {TR("share of opening hours taken, %"),
         m->open_min > 0 ? (m->taken_min * 100 + m->open_min / 2) / m->open_min : 0},
    };
    struct sheet *s = call_sheet(c);
    if (s == NULL)
        return false;
    sheet_begin(s, cols, COUNT(cols));
    for (size_t i = 0; i < COUNT(rows); i++) {
        sheet_row(s);
        sheet_words(s, tr(c->w, rows[i].what));
        sheet_int(s, rows[i].n);
    }
    return sheet_end(s);
}

static bool make(struct call *c)
{
    const char *name = call_text(c, "size", "S");
    const struct region_size *found = region_size_find(name);
    if (found == NULL)
        return call_misused(c, tr(c->w, "--size %s is not S, M or L"), name);
    struct region_size size = *found;
    size.orders = (int)call_int(c, "orders", size.orders, 0, 1000000);
    int64_t seed = call_int(c, "seed", 1, 0, INT64_MAX);
    struct region_made made;
    struct region_progress progress = {tell, c};
    return fine(c->w) && region_make(c->w, &size, (uint64_t)seed, c->terminal ? &progress : NULL, &made) &&
           print_made(c, &made);
}

static const struct option make_options[] = {
    {"size", "S|M|L",
     TR("how large: S as the demonstration, M as a region with 70 partners, L twenty times that")},
    {"seed", "N", TR("the same seed makes the same region (1)")},
    {"orders", "N", TR("so many open orders instead of the size's own")},
    CALL_AS,
    {0},
};

const struct command region_commands[] = {
    {"region make", "DB", MAKES_DB, make_options, make,
     TR("make a region out of a seed, to measure and to try things on")},
    {0},
};
