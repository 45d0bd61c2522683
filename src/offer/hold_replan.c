/* hold_replan.c -- after an owner's no: the order answered again without that owner. */
#include "offer/hold.h"
#include "offer/offer.h"
#include "view/words.h"

bool hold_replan(struct work *w, const char *order, const char *organisation, double seconds, struct replan *out)
{
    struct order o;
    struct answer *a;
    struct state *st = take(w, sizeof(*st));
    *out = (struct replan){.code = ""};
    if (!state_load(w, st) || !order_load(w, order, &o))
        return false;
    int index = partners_organisation_by_code(&st->partners, organisation);
    if (index < 0)
        return fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), organisation);
    struct answer_control control = {.seconds = seconds, .seed = 1, .exclude = index + 1, .alternatives = true, .explain = true};
    if (!offer_answer(w, st, &o, &control, &a) || !offer_store(w, st, a, &out->code))
        return false;
    out->possible = a->possible;
    return true;
}
