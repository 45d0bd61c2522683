/* offer_together_cli.c -- cavt offer together DB [ORDER...]. */
#include "offer/offer_together_cli.h"

#include "offer/offer_together.h"
#include "view/say.h"
#include "view/sheet.h"
#include "view/words.h"

static bool rows(struct call *c, const struct together *t)
{
    static const struct column cols[] = {
        {"order", TR("Order"), CODE},        {"deadline_on", TR("Deadline"), DAY}, {"offer", TR("Offer"), CODE},     {"met", TR("Can be met"), WORDS},
        {"starts_on", TR("From"), DAY},      {"ends_on", TR("To"), DAY},           {"price", TR("Price"), MONEY},    {"alone", TR("Price if it were alone"), MONEY},
    };
    struct sheet *s = call_sheet(c);
    sheet_begin(s, cols, COUNT(cols));
    for (int i = 0; i < t->count; i++) {
        const struct answer *a = t->answers[i];
        sheet_row(s);
        sheet_words(s, t->orders[i]->code);
        sheet_int(s, t->orders[i]->deadline_on);
        t->codes != NULL ? sheet_words(s, t->codes[i]) : sheet_none(s);
        sheet_words(s, a->possible ? tr(c->w, "yes") : tr(c->w, "not yet"));
        a->possible && a->starts_on > 0 ? sheet_int(s, a->starts_on) : sheet_none(s);
        a->possible && a->ends_on > 0 ? sheet_int(s, a->ends_on) : sheet_none(s);
        a->possible ? sheet_int(s, a->price_minor) : sheet_none(s);
        t->alone != NULL && t->alone[i]->possible ? sheet_int(s, t->alone[i]->price_minor) : sheet_none(s);
    }
    return sheet_end(s);
}

static void sums(struct call *c, const struct state *st, const struct together *t)
{
    struct work *w = c->w;
    fprintf(c->err, tr(w, "together: %d of %d orders can be met, all held at once, for %s in all\n"), t->met, t->count, say_price(w, t->price_minor, st->currency));
    if (t->first_price_minor != t->price_minor && t->first_price_minor > 0)
        fprintf(c->err, tr(w, "one after another it would have been %s\n"), say_price(w, t->first_price_minor, st->currency));
    if (t->alone != NULL)
        fprintf(c->err, tr(w, "each alone: %d can be met, for %s in all, but only %d of them could be held at once\n"), t->met_alone,
                say_price(w, t->alone_price_minor, st->currency), t->alone_held);
}

static bool run(struct call *c)
{
    struct state *st = take(c->w, sizeof(*st));
    struct together t;
    struct answer_control control = {.seconds = call_real(c, "seconds", 20, 0.1, 3600), .seed = (uint64_t)call_int(c, "seed", 1, 0, INT64_MAX),
                                     .explain = !call_has(c, "brief")};
    const char **codes = take_array(c->w, c->args + 1, const char *);
    for (int i = 0; i < c->args; i++)
        codes[i] = c->arg[i];
    if (!fine(c->w) || !state_load(c->w, st) || !offer_together(c->w, st, codes, c->args, &control, call_has(c, "compare"), &t))
        return false;
    if (!call_has(c, "dry") && !offer_together_store(c->w, st, &t))
        return false;
    if (!rows(c, &t))
        return false;
    sums(c, st, &t);
    return true;
}

static const struct option options[] = {
    {"compare", NULL, TR("also answer each order alone, and say how many of those answers could be held at once")},
    {"brief", NULL, TR("do not look for reasons where an order cannot be met")},
    {"dry", NULL, TR("store nothing")},
    {"seconds", "S", TR("how long one order may take; 20")},
    {"seed", "N", TR("the seed of chance; 1")},
    CALL_AS,
    {0},
};

const struct command together_commands[] = {
    {"offer together", "DB [ORDER...]", NEEDS_DB, options, run, TR("answer several orders, or all that are open, so that all offers can be held at once")},
    {0},
};
