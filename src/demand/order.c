/* order.c -- see order.h. */
#include "demand/order.h"

#include "base/day.h"
#include "demand/order_sql.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

static bool load_asks(struct work *w, const char *sql, int64_t of, struct order *o)
{
    size_t room = 0;
    struct rows r = db_rows(w, sql, ARGS(V(of)));
    while (db_next(&r)) {
        grow(w, &o->asks, room, (size_t)o->ask_count);
        o->asks[o->ask_count++] = (struct ask){db_int(&r, 0), db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), (int)db_int(&r, 4)};
    }
    return fine(w);
}

/* Where nobody said where the people are, they are taken to be about the employer's own sites. */
static bool load_place(struct work *w, struct order *o)
{
    struct rows r = db_rows(w, ORDER_PLACE, ARGS(V(o->municipality), V(o->organisation_id)));
    if (db_next(&r) && db_int(&r, 2) > 0) {
        o->lat = db_real(&r, 0);
        o->lon = db_real(&r, 1);
        o->placed = true;
    }
    db_done(&r);
    return fine(w);
}

bool order_load(struct work *w, const char *code, struct order *out)
{
    *out = (struct order){0};
    struct rows r = db_rows(w, ORDER_BY_CODE, ARGS(V(code)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "there is no order %s; the orders are listed by: cavt order list DB"), code);
    out->id = db_int(&r, 0);
    out->organisation_id = db_int(&r, 1);
    out->occupation_id = db_int(&r, 2);
    out->code = db_text(&r, 3);
    out->title_ru = db_text(&r, 4);
    out->title_en = db_text(&r, 5);
    out->kind = db_text(&r, 6);
    out->wish = db_text(&r, 7);
    out->state = db_text(&r, 8);
    out->municipality = db_text(&r, 9);
    out->organisation = db_text(&r, 10);
    out->organisation_ru = db_text(&r, 11);
    out->organisation_en = db_text(&r, 12);
    out->people = (int)db_int(&r, 13);
    out->placed = !db_null(&r, 14) && !db_null(&r, 15);
    out->lat = db_real(&r, 14);
    out->lon = db_real(&r, 15);
    out->earliest_on = (int32_t)db_int(&r, 16);
    out->deadline_on = (int32_t)db_int(&r, 17);
    out->weekdays = weekdays_parse(db_peek(&r, 18));
    out->from_min = (int)db_int(&r, 19);
    out->to_min = (int)db_int(&r, 20);
    out->day_most_ah = (int)db_int(&r, 21);
    out->week_most_ah = (int)db_int(&r, 22);
    out->travel_most_min = (int)db_int(&r, 23);
    out->budget_minor = db_null(&r, 24) ? -1 : db_int(&r, 24);
    db_done(&r);
    if (!load_asks(w, ORDER_ASKS, out->id, out) || (!out->placed && !load_place(w, out)))
        return false;
    if (out->ask_count == 0 && out->occupation_id != 0 && load_asks(w, ORDER_OCCUPATION_ITSELF, out->occupation_id, out) &&
        out->ask_count == 0)
        return load_asks(w, ORDER_OCCUPATION_ESSENTIAL, out->occupation_id, out);
    if (fine(w) && out->ask_count == 0)
        return fail(w, NOT_VALID, tr(w, "order %s asks for no competence; name at least one, or an occupation"), code);
    return fine(w);
}

bool order_codes(struct work *w, const char *state, const char ***out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    struct rows r = db_rows(w, ORDER_CODES, ARGS(V(state)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = db_text(&r, 0);
    }
    return fine(w);
}

bool order_list(struct work *w, const char *state, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Order"), CODE},           {"title", TR("What is asked"), WORDS}, {"organisation", TR("Employer"), WORDS},
        {"people", TR("People"), NUMBER},      {"earliest_on", TR("From"), DAY},      {"deadline_on", TR("Deadline"), DAY},
        {"state", TR("State"), CODE},          {"offer", TR("Answer"), CODE},         {"offer_state", TR("Its state"), CODE},
    };
    sheet_begin(out, cols, COUNT(cols));
    struct rows r = db_rows(w, ORDER_LIST, ARGS(V(state)));
    while (db_next(&r)) {
        sheet_row(out);
        sheet_link(out, take_text(w, "/order/%s", db_peek(&r, 0)), db_text(&r, 0));
        sheet_words(out, tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(out, tr_name(w, db_text(&r, 3), db_text(&r, 4)));
        sheet_int(out, db_int(&r, 5));
        sheet_int(out, db_int(&r, 6));
        sheet_int(out, db_int(&r, 7));
        sheet_words(out, db_text(&r, 8));
        sheet_words(out, db_text(&r, 9));
        sheet_words(out, db_text(&r, 10));
    }
    return sheet_end(out);
}
