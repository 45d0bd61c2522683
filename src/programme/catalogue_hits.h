/* catalogue_hits.h -- the rows behind what was found: for the page, its files, the feed and the command. */
#ifndef PROGRAMME_CATALOGUE_HITS_H
#define PROGRAMME_CATALOGUE_HITS_H

#include "programme/catalogue.h"
#include "view/sheet.h"

struct catalogue_hit {
    struct catalogue_found found;
    const char *code, *name_ru, *name_en, *kind, *owner, *owner_ru, *owner_en, *document_ru, *document_en, *audience, *funding, *note_ru, *note_en;
    int version;
    int64_t free_seats; /* of the next start; 0: there is none */
};

/* catalogue_hits(w, ask, answer): the n rows of answer->found, in its order. */
struct catalogue_hit *catalogue_hits(struct work *w, const struct catalogue_ask *ask, const struct catalogue_answer *answer);

/* catalogue_sheet: everything that ask finds, as a sheet; links to pages where it is written as one. */
MUST bool catalogue_sheet(struct work *w, const struct catalogue_ask *ask, struct sheet *s);

#endif
