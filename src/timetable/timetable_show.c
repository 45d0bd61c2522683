/* timetable_show.c -- see timetable_show.h. */
#include "timetable/timetable_show.h"

#include "base/day.h"
#include "store/db.h"
#include "timetable/timetable_show_sql.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

#define LESSONS_MOST 100000

static const char *part_word(struct work *w, const char *part)
{
    return strcmp(part, "lecture") == 0 ? tr(w, "lecture") : strcmp(part, "practice") == 0 ? tr(w, "practice") : "";
}

static const char *text(const char *s) { return s != NULL ? s : ""; }

static void read_uses(struct work *w, struct shown *l)
{
    struct rows r = db_rows(w, SHOW_USES, ARGS(V(l->id)));
    l->room = l->room_code = l->staff = l->things = "";
    while (db_next(&r)) {
        const char *kind = db_peek(&r, 0), *name = tr_name(w, db_text(&r, 2), db_text(&r, 3));
        if (strcmp(kind, "room") == 0) {
            l->room = name;
            l->room_code = db_text(&r, 1);
        } else if (strcmp(kind, "staff") == 0) {
            l->staff = take_text(w, "%s%s%s", l->staff, *l->staff != '\0' ? ", " : "", name);
        } else {
            l->things = take_text(w, db_int(&r, 4) > 1 ? "%s%s%s × %lld" : "%s%s%s", l->things, *l->things != '\0' ? ", " : "", name, (long long)db_int(&r, 4));
        }
    }
}

bool timetable_read(struct work *w, const struct which *k, struct shown **out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    int64_t from = (int64_t)k->from_on * DAY_MIN, to = ((int64_t)k->to_on + 1) * DAY_MIN;
    struct rows r = db_rows(w, SHOW_LESSONS, ARGS(V(from), V(to), V(text(k->resource)), V(text(k->partner)), V(text(k->site)), V(text(k->order)),
                                                  V(text(k->offer)), V(k->cohort), V(k->whose), V(w->now)));
    while (db_next(&r)) {
        if (*n == LESSONS_MOST) {
            db_done(&r);
            return fail(w, LIMIT, tr(w, "that is more than %d lessons; ask for fewer days or for one partner"), LESSONS_MOST);
        }
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct shown){
            .id = db_int(&r, 0), .from = db_int(&r, 1), .to = db_int(&r, 2), .offer = db_text(&r, 3), .order = db_text(&r, 4),
            .title = tr_name(w, db_text(&r, 5), db_text(&r, 6)), .module = tr_name(w, db_text(&r, 7), db_text(&r, 8)), .module_code = db_text(&r, 9),
            .part = part_word(w, db_peek(&r, 10)), .site = tr_name(w, db_text(&r, 11), db_text(&r, 12)), .state = db_text(&r, 13),
            .cohort = (int)db_int(&r, 14), .cohorts = (int)db_int(&r, 15), .hours_ah = (int)db_int(&r, 16), .moved = db_int(&r, 17) > 0};
    }
    for (int i = 0; i < *n && fine(w); i++)
        read_uses(w, &(*out)[i]);
    return fine(w);
}

bool timetable_sheet(struct work *w, const struct shown *all, int n, struct sheet *out)
{
    static const struct column cols[] = {
        {"from", TR("From"), WALL},     {"to", TR("To"), WALL},        {"module", TR("Module"), WORDS}, {"part", TR("Part"), WORDS},
        {"cohort", TR("Cohort"), NUMBER}, {"site", TR("Site"), WORDS}, {"room", TR("Room"), WORDS},     {"staff", TR("Teacher"), WORDS},
        {"things", TR("Equipment"), WORDS}, {"offer", TR("Offer"), CODE}, {"state", TR("State"), WORDS},
    };
    sheet_begin(out, cols, COUNT(cols));
    for (int i = 0; i < n; i++) {
        const struct shown *l = &all[i];
        sheet_row(out);
        sheet_int(out, l->from);
        sheet_int(out, l->to);
        sheet_words(out, l->module);
        sheet_words(out, l->part);
        sheet_int(out, l->cohort);
        sheet_words(out, l->site);
        if (*l->room != '\0')
            sheet_link(out, take_text(w, "/resource/%s", l->room_code), l->room);
        else
            sheet_none(out);
        sheet_words(out, l->staff);
        sheet_words(out, l->things);
        sheet_link(out, take_text(w, "/offer/%s", l->offer), l->offer);
        sheet_words(out, l->moved ? tr(w, "moved") : strcmp(l->state, "held") == 0 ? tr(w, "held") : tr(w, "agreed"));
    }
    return sheet_end(out);
}
