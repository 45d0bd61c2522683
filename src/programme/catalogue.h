/* catalogue.h -- the catalogue for everyone: programmes and modules found by words and narrowed by facets.
 *
 * The whole of it stands in memory as a snapshot (store/shelf.h), so that words, facets with their counts and
 * order are answered together without touching rows; only the page of results that is shown is read.
 * 100,000 programmes take about 60 MB and are searched in a few milliseconds.
 *
 * A programme stands in it by its latest approved version.  What it costs is what its modules cost a learner of
 * a full cohort; where it is, are its starts' sites, else its modules', else its owner's town. */
#ifndef PROGRAMME_CATALOGUE_H
#define PROGRAMME_CATALOGUE_H

#include "base/work.h"

enum facet {
    FACET_KIND, FACET_PLACE, FACET_START, FACET_PRICE, FACET_HOURS, FACET_FORM, FACET_AUDIENCE, FACET_FUNDING,
    FACET_LEVEL, FACET_LANGUAGE, FACET_OWNER, FACETS
};
#define CHOSEN_MOST 12 /* values of one facet that may be asked for together */

enum catalogue_order { BY_FIT, BY_NAME, BY_PRICE, BY_HOURS, BY_START };

struct catalogue_ask {
    const char *words;  /* NULL or "": all */
    bool modules;       /* modules instead of programmes */
    const char *chosen[FACETS][CHOSEN_MOST]; /* keys; NULL ends them; of several any will do */
    enum catalogue_order order;
    size_t skip, most;
    int32_t today_on;
};

struct facet_value {
    const char *key, *name_ru, *name_en; /* names: of owners alone; NULL otherwise */
    int64_t lo, hi; /* of PRICE (minor units) and HOURS: from, and up to; hi -1: no end */
    int count;      /* how many there would be with it chosen */
    bool chosen;
};

struct catalogue_found {
    int64_t id;           /* of the programme's version, or of the module */
    int64_t price_minor, hours_ah;
    int32_t starts_on;    /* the next start; 0: none announced */
    int level;            /* 0: not said */
    const char *place, *form, *language; /* "" if not known; several places are parted by commas */
    float fit;
};

struct catalogue_answer {
    size_t total;
    struct catalogue_found *found; /* the page asked for */
    size_t n;
    struct facet_value *facet[FACETS]; /* those that something has, or that are chosen; most frequent first */
    size_t values[FACETS];
    const char *instead;  /* the words as they were understood, when that is not as they were typed */
    bool loose;           /* nothing has all the words: these have some of them */
};

/* catalogue_find(w, ask, out): in the work's memory. */
MUST bool catalogue_find(struct work *w, const struct catalogue_ask *ask, struct catalogue_answer *out);

/* facet_words: a value's name in the reader's language; `currency` for prices. */
const char *facet_name(struct work *w, enum facet f);
const char *facet_words(struct work *w, enum facet f, const struct facet_value *v, const char *currency);
/* audience_words: "employed;student" -> "people in work, students"; funding_words the same. */
const char *audience_words(struct work *w, const char *list);
const char *funding_words(struct work *w, const char *list);
const char *language_word(struct work *w, const char *code); /* of teaching: "ru" */

/* facet_key: the name of a facet in addresses ("place"); facet_by_key: FACETS if there is none. */
const char *facet_key(enum facet f);
enum facet facet_by_key(const char *key);

#endif
