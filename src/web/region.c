/* region.c -- what every page may ask of the region: its name, its money, its today. */
#include "base/day.h"
#include "store/db.h"
#include "view/words.h"
#include "web/route.h"

#include <stdlib.h>
#include <string.h>

static const char SETTINGS[] = "SELECT name, value FROM setting";

const struct region_facts *web_region(struct request *q)
{
    struct work *w = q->w;
    if (q->region != NULL)
        return q->region;
    struct region_facts *f = take(w, sizeof(*f));
    const char *ru = NULL, *en = NULL;
    *f = (struct region_facts){.currency = "RUB", .utc_offset_min = 420};
    if (w->db != NULL) {
        struct rows r = db_rows(w, SETTINGS, NO_ARGS);
        while (db_next(&r)) {
            const char *name = db_peek(&r, 0), *value = db_text(&r, 1);
            if (strcmp(name, "region_name_ru") == 0)
                ru = value;
            else if (strcmp(name, "region_name_en") == 0)
                en = value;
            else if (strcmp(name, "currency") == 0 && *value != '\0')
                f->currency = value;
            else if (strcmp(name, "utc_offset_min") == 0)
                f->utc_offset_min = atoi(value);
            else if (strcmp(name, "today") == 0 && !day_parse(value, &f->today_on))
                f->today_on = 0;
        }
    }
    f->name = tr_name(w, ru, en);
    if (f->today_on == 0)
        f->today_on = wall_day(wall_from_unix(w->now, f->utc_offset_min));
    q->region = f;
    return f;
}
