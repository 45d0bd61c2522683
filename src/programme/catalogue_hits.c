/* catalogue_hits.c -- see catalogue_hits.h. */
#include "programme/catalogue_hits.h"

#include "programme/catalogue_web_sql.h"
#include "view/words.h"

#include <string.h>

#define AT_ONCE 20 /* ids in one statement */

static void read_some(struct work *w, bool modules, int32_t today, struct catalogue_hit *hit, size_t n)
{
    struct db_value v[AT_ONCE + 1];
    for (size_t i = 0; i < AT_ONCE; i++)
        v[i] = db_i(i < n ? hit[i].found.id : 0);
    v[AT_ONCE] = db_i(today);
    struct rows r = db_rows(w, modules ? HITS_MODULES : HITS_PROGRAMMES, v, AT_ONCE + 1);
    while (db_next(&r)) {
        size_t i = 0;
        while (i < n && hit[i].found.id != db_int(&r, 0))
            i++;
        if (i == n)
            continue;
        struct catalogue_hit *h = &hit[i];
        h->code = db_text(&r, 1);
        h->name_ru = db_text(&r, 2);
        h->name_en = db_text(&r, 3);
        h->kind = db_text(&r, 4);
        h->version = (int)db_int(&r, 5);
        h->owner = db_text(&r, 6);
        h->owner_ru = db_text(&r, 7);
        h->owner_en = db_text(&r, 8);
        h->document_ru = db_text(&r, 9);
        h->document_en = db_text(&r, 10);
        h->audience = db_text(&r, 11);
        h->funding = db_text(&r, 12);
        h->note_ru = db_text(&r, 13);
        h->note_en = db_text(&r, 14);
        h->free_seats = db_int(&r, 15);
    }
}

struct catalogue_hit *catalogue_hits(struct work *w, const struct catalogue_ask *ask, const struct catalogue_answer *answer)
{
    struct catalogue_hit *all = take_array(w, answer->n + 1, struct catalogue_hit);
    for (size_t i = 0; i < answer->n; i++)
        all[i] = (struct catalogue_hit){.found = answer->found[i], .code = "", .name_ru = "", .name_en = "", .kind = "", .owner = "", .owner_ru = "",
                                        .owner_en = "", .document_ru = "", .document_en = "", .audience = "", .funding = "", .note_ru = "", .note_en = ""};
    for (size_t i = 0; i < answer->n; i += AT_ONCE)
        read_some(w, ask->modules, ask->today_on, all + i, answer->n - i < AT_ONCE ? answer->n - i : AT_ONCE);
    return all;
}

bool catalogue_sheet(struct work *w, const struct catalogue_ask *ask, struct sheet *s)
{
    static const struct column cols[] = {
        {"code", TR("Code"), CODE}, {"name", TR("Name"), WORDS}, {"kind", TR("Kind"), CODE}, {"owner", TR("Owner"), WORDS}, {"place", TR("Place"), WORDS},
        {"audience", TR("Meant for"), WORDS}, {"starts_on", TR("Next start"), DAY}, {"free_seats", TR("Free seats"), NUMBER}, {"hours", TR("Hours"), NUMBER},
        {"price", TR("Per learner"), MONEY}, {"form", TR("Form of study"), WORDS}, {"level", TR("Level"), NUMBER}, {"document", TR("Document"), WORDS},
    };
    struct catalogue_answer a;
    if (!catalogue_find(w, ask, &a))
        return false;
    const struct catalogue_hit *hit = catalogue_hits(w, ask, &a);
    sheet_begin(s, cols, COUNT(cols));
    for (size_t i = 0; i < a.n && fine(w); i++) {
        const struct catalogue_hit *h = &hit[i];
        sheet_row(s);
        sheet_words(s, h->code);
        sheet_link(s, take_text(w, ask->modules ? "/module/%s" : "/programme/%s", h->code), tr_name(w, h->name_ru, h->name_en));
        sheet_words(s, facet_words(w, FACET_KIND, &(struct facet_value){.key = h->kind}, ""));
        sheet_words(s, tr_name(w, h->owner_ru, h->owner_en));
        sheet_words(s, h->found.place);
        sheet_words(s, audience_words(w, h->audience));
        h->found.starts_on != 0 ? sheet_int(s, h->found.starts_on) : sheet_none(s);
        h->found.starts_on != 0 ? sheet_int(s, h->free_seats) : sheet_none(s);
        sheet_int(s, h->found.hours_ah);
        sheet_int(s, h->found.price_minor);
        sheet_words(s, facet_words(w, FACET_FORM, &(struct facet_value){.key = h->found.form}, ""));
        h->found.level != 0 ? sheet_int(s, h->found.level) : sheet_none(s);
        sheet_words(s, tr_name(w, h->document_ru, h->document_en));
    }
    return sheet_end(s);
}
