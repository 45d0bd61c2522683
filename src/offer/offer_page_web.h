/* offer_page_web.h -- private to offer/: an offer's stored document, as the page reads it. */
#ifndef OFFER_OFFER_PAGE_WEB_H
#define OFFER_OFFER_PAGE_WEB_H

#include "web/route.h"

#include <jansson.h>

/* The document and what the database knows of it since. */
struct leaf {
    struct request *q;
    struct work *w;
    json_t *doc;            /* the answer; freed with the work */
    const char *code, *state, *order, *title, *employer;
    int64_t id, expires_at; /* 0: not held */
    bool what_if;           /* solved just now, not stored: no acts on it */
    const char *currency;
};

/* json_at(o, "promise", "price"): through objects; NULL if there is none.  at_text: "" if there is none. */
const char *at_text(const json_t *o, const char *key);
int64_t at_int(const json_t *o, const char *key);
int64_t at_money(const json_t *o, const char *key); /* "1250.00" -> minor units */
int32_t at_day(const json_t *o, const char *key);   /* 0: none */
const char *at_name(struct work *w, const json_t *o, const char *stem); /* stem_ru or stem_en; "name" */
const char *at_said(struct work *w, const json_t *said);

/* The sections of the page. */
void leaf_promise(struct leaf *l);
void leaf_causes(struct leaf *l);
void leaf_alternatives(struct leaf *l);
void leaf_learned(struct leaf *l);
void leaf_parts(struct leaf *l);
void leaf_price(struct leaf *l);
void leaf_why(struct leaf *l);
bool leaf_calendar(struct leaf *l);

#endif
