/* booked.c -- see booked.h. */
#include "resource/booked.h"

#include "resource/booked_sql.h"
#include "resource/claim_private.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

struct booked *booked_list(struct work *w, enum booked_of of, const char *code, int64_t account, int64_t from, int64_t to, size_t *n)
{
    static const char *const sql[] = {BOOKED_OF_RESOURCE, BOOKED_OF_OWNER, BOOKED_OF_ASKER, BOOKED_OF_ACCOUNT};
    struct booked *all = take_array(w, 1, struct booked);
    size_t room = 0;
    *n = 0;
    struct rows r = db_rows(w, sql[of], ARGS(of == OF_ACCOUNT ? V(account) : V(code), V(from), V(to), V(w->now)));
    while (db_next(&r)) {
        grow(w, &all, room, *n);
        all[(*n)++] = (struct booked){
            .from = db_int(&r, 0), .to = db_int(&r, 1), .units = (int)db_int(&r, 2), .held = strcmp(db_peek(&r, 3), "held") == 0,
            .expires_at = db_int(&r, 4), .resource = db_text(&r, 5), .resource_ru = db_text(&r, 6), .resource_en = db_text(&r, 7),
            .site_ru = db_text(&r, 8), .site_en = db_text(&r, 9), .claim = db_text(&r, 10), .offer = db_text(&r, 11), .title_ru = db_text(&r, 12),
            .title_en = db_text(&r, 13), .organisation = db_text(&r, 14), .organisation_ru = db_text(&r, 15), .organisation_en = db_text(&r, 16),
            .id = db_int(&r, 17)};
    }
    return fine(w) ? all : NULL;
}

const char *claim_state_word(struct work *w, const char *state)
{
    static const struct { const char *state, *said; } all[] = {
        {"waiting", TR("stands in line")},   {"proposed", TR("a slot is kept, its asker is to take it")},
        {"held", TR("held, owners are asked")}, {"booked", TR("booked")}, {"refused", TR("refused")},
        {"lapsed", TR("ran out")},           {"cancelled", TR("cancelled")},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (strcmp(all[i].state, state) == 0)
            return tr(w, all[i].said);
    return state;
}

bool claim_list(struct work *w, const char *state, const char *asker, const char *owner, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Code"), CODE}, {"title", TR("What for"), WORDS}, {"organisation", TR("Who asks"), WORDS}, {"state", TR("State"), WORDS},
        {"turn", TR("Whose turn"), WORDS}, {"starts_at", TR("First time"), WALL}, {"ends_at", TR("Last time until"), WALL},
        {"times", TR("Times"), NUMBER}, {"resources", TR("Resources"), NUMBER}, {"price", TR("Price"), MONEY},
    };
    struct rows r = db_rows(w, BOOKED_CLAIMS, ARGS(V(state), V(asker), V(owner)));
    sheet_begin(out, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *is = db_text(&r, 4), *asks = tr_name(w, db_text(&r, 2), db_text(&r, 3)), *owes = tr_name(w, db_text(&r, 11), db_text(&r, 12));
        sheet_row(out);
        sheet_link(out, take_text(w, "/booking/%s", db_peek(&r, 0)), db_text(&r, 0));
        sheet_words(out, db_text(&r, 1));
        sheet_words(out, asks);
        sheet_words(out, claim_state_word(w, is));
        sheet_words(out, strcmp(is, "held") == 0 ? owes : strcmp(is, "proposed") == 0 ? asks : "");
        for (int k = 5; k <= 9; k++)
            sheet_int(out, db_int(&r, k));
    }
    return sheet_end(out);
}
