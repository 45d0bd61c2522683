/* catalogue_words.c -- the facets of the catalogue and their values, as people say them. */
#include "programme/catalogue.h"

#include "view/say.h"
#include "view/words.h"

#include <string.h>

struct said {
    const char *key, *words;
};

static const char *const names[FACETS] = {
    [FACET_KIND] = TR("Kind of programme"), [FACET_PLACE] = TR("Place"), [FACET_START] = TR("Next start"), [FACET_PRICE] = TR("Price for a learner"),
    [FACET_HOURS] = TR("Academic hours"), [FACET_FORM] = TR("Form of study"), [FACET_AUDIENCE] = TR("Meant for"), [FACET_FUNDING] = TR("Who pays"),
    [FACET_LEVEL] = TR("Level of qualification"), [FACET_LANGUAGE] = TR("Language of teaching"), [FACET_OWNER] = TR("Whose"),
};

static const struct said kinds[] = {{"upskilling", TR("upskilling")}, {"retraining", TR("retraining")}, {"vocational", TR("vocational training")},
                                    {"school", TR("for school pupils")}, {"higher", TR("higher education")}, {"etpl", TR("provider's programme")}};
static const struct said starts[] = {{"month", TR("within a month")}, {"quarter", TR("in one to three months")}, {"later", TR("later")},
                                     {"none", TR("by arrangement")}};
static const struct said forms[] = {{"onsite", TR("on site")}, {"online", TR("online")}, {"blended", TR("partly online")}};
static const struct said audiences[] = {
    {"employed", TR("people in work")}, {"unemployed", TR("people looking for work")}, {"school", TR("school pupils")}, {"student", TR("students")},
    {"teacher", TR("teachers")}, {"parent", TR("parents of small children")}, {"pension", TR("people of pension age")},
    {"disabled", TR("people with disabilities")}, {"veteran", TR("veterans")}, {"anyone", TR("anyone")},
};
static const struct said fundings[] = {{"learner", TR("the learner")}, {"employer", TR("the employer")}, {"budget", TR("the public budget")},
                                       {"project", TR("a national project")}};
static const struct said languages[] = {{"ru", TR("Russian")}, {"en", TR("English")}, {"de", TR("German")}, {"fr", TR("French")}, {"zh", TR("Chinese")},
                                        {"es", TR("Spanish")}};

static const char *said(struct work *w, const struct said *all, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].key, key) == 0)
            return tr(w, all[i].words);
    return key;
}

const char *facet_name(struct work *w, enum facet f) { return tr(w, names[f]); }
const char *language_word(struct work *w, const char *code) { return said(w, languages, COUNT(languages), code); }

static const char *band(struct work *w, enum facet f, const struct facet_value *v, const char *currency)
{
    const char *lo = f == FACET_PRICE ? say_price(w, v->lo, currency) : say_hours(w, v->lo), *hi = "";
    if (v->hi >= 0)
        hi = f == FACET_PRICE ? say_price(w, v->hi, currency) : say_hours(w, v->hi);
    if (v->hi < 0)
        return take_text(w, tr(w, "over %s"), lo);
    if (v->lo == 0)
        return take_text(w, tr(w, "up to %s"), hi);
    return take_text(w, "%s – %s", f == FACET_PRICE ? say_money(w, v->lo) : say_number(w, v->lo), hi);
}

const char *facet_words(struct work *w, enum facet f, const struct facet_value *v, const char *currency)
{
    switch (f) {
    case FACET_KIND: return said(w, kinds, COUNT(kinds), v->key);
    case FACET_START: return said(w, starts, COUNT(starts), v->key);
    case FACET_FORM: return said(w, forms, COUNT(forms), v->key);
    case FACET_AUDIENCE: return said(w, audiences, COUNT(audiences), v->key);
    case FACET_FUNDING: return said(w, fundings, COUNT(fundings), v->key);
    case FACET_LANGUAGE: return language_word(w, v->key);
    case FACET_LEVEL: return take_text(w, tr(w, "level %s"), v->key);
    case FACET_PRICE:
    case FACET_HOURS: return band(w, f, v, currency);
    case FACET_OWNER: {
        const char *name = tr_name(w, v->name_ru, v->name_en);
        return *name != '\0' ? name : v->key;
    }
    case FACET_PLACE:
    case FACETS: break;
    }
    return v->key;
}

static const char *list_words(struct work *w, const struct said *all, size_t n, const char *list)
{
    const char *out = "";
    for (; *list != '\0'; list += *list == ';') {
        size_t len = strcspn(list, ";");
        out = take_text(w, "%s%s%s", out, *out != '\0' ? ", " : "", said(w, all, n, take_copy(w, list, len)));
        list += len;
    }
    return out;
}

const char *audience_words(struct work *w, const char *list) { return list_words(w, audiences, COUNT(audiences), list); }
const char *funding_words(struct work *w, const char *list) { return list_words(w, fundings, COUNT(fundings), list); }
