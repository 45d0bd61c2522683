/* gap_show.c -- the words and the sheet of gaps; see gap.h. */
#include "gap/gap.h"

#include "view/sheet.h"
#include "view/words.h"

#include <math.h>
#include <string.h>

static const char *const keys[GAP_KINDS] = {"nobody", "seats", "place", "idle", "met"};
static const char *const words[GAP_KINDS] = {TR("nobody teaches it"), TR("taught, no seats"), TR("seats, wrong place"), TR("idle"), TR("can be taught")};

const char *gap_kind_key(enum gap_kind k) { return k < GAP_KINDS ? keys[k] : ""; }
const char *gap_kind_word(const struct work *w, enum gap_kind k) { return k < GAP_KINDS ? tr(w, words[k]) : ""; }

const char *gap_trust_word(const struct work *w, enum gap_trust t)
{
    return t == TRUST_FIRM ? tr(w, "firm") : t == TRUST_FAIR ? tr(w, "fair") : tr(w, "weak");
}

int gap_kind_of(const char *key)
{
    for (int k = 0; k < GAP_KINDS; k++)
        if (strcmp(key, keys[k]) == 0)
            return k;
    return -1;
}

int64_t gap_people(double x) { return (int64_t)ceil(x - 1e-9); }

bool gap_sheet(struct work *w, const struct gaps *g, struct sheet *s)
{
    static const struct column columns[] = {
        {"code", TR("Code"), CODE}, {"competence", TR("Competence"), WORDS}, {"municipality", TR("Where"), WORDS}, {"kind", TR("Gap"), CODE},
        {"lacking", TR("People lacking"), NUMBER}, {"low", TR("at least"), NUMBER}, {"high", TR("at most"), NUMBER},
        {"asked", TR("Asked for"), NUMBER}, {"orders", TR("by orders"), NUMBER}, {"adverts", TR("by adverts"), NUMBER}, {"seen", TR("Adverts counted"), NUMBER},
        {"signals", TR("by surveys and projects"), NUMBER}, {"given", TR("Can be taught there"), NUMBER}, {"elsewhere", TR("only farther away"), NUMBER},
        {"idle", TR("Free places"), NUMBER}, {"modules", TR("Modules"), NUMBER}, {"trust", TR("Estimate"), CODE},
    };
    bool files = s->as == &sheet_csv || s->as == &sheet_json;
    sheet_begin(s, columns, COUNT(columns));
    for (size_t i = 0; i < g->n; i++) {
        const struct gap_row *x = &g->rows[i];
        sheet_row(s);
        sheet_words(s, x->code);
        sheet_words(s, tr_name(w, x->name_ru, x->name_en));
        sheet_words(s, *x->municipality != '\0' ? x->municipality : tr(w, "not said"));
        sheet_words(s, files ? gap_kind_key(x->kind) : gap_kind_word(w, x->kind));
        const int64_t figures[] = {gap_people(x->lacking.mid), gap_people(x->lacking.low), gap_people(x->lacking.high), gap_people(x->asked.mid), x->orders,
                                   gap_people(x->adverts.mid), x->seen, gap_people(x->signals.mid), x->given, x->place, x->idle, x->modules};
        for (size_t k = 0; k < COUNT(figures); k++)
            sheet_int(s, figures[k]);
        sheet_words(s, gap_trust_word(w, x->trust));
    }
    return sheet_end(s);
}
