/* order.h -- what an employer asks the centre for: N people with competences X by date Y.
 * Upstream: competence, partner, resource.  Downstream: gap, offer. */
#ifndef DEMAND_ORDER_H
#define DEMAND_ORDER_H

#include "base/work.h"

struct sheet;

struct ask {
    int64_t competence_id;
    const char *code, *name_ru, *name_en;
    int level;
};

struct order {
    int64_t id, organisation_id, occupation_id; /* occupation_id 0: none named */
    const char *code, *title_ru, *title_en, *kind, *wish, *state, *municipality;
    const char *organisation, *organisation_ru, *organisation_en; /* the employer's code and names */
    int people;
    double lat, lon; /* where the people are; `placed` whether known */
    bool placed;
    int32_t earliest_on, deadline_on;
    int weekdays, from_min, to_min;                /* when they can come; bit 0 of weekdays is Monday */
    int day_most_ah, week_most_ah, travel_most_min; /* 0: no limit named */
    int64_t budget_minor;                          /* -1: none named */
    struct ask *asks;
    int ask_count;
};

/* order_load(w, code, out): fails NOT_FOUND with a sentence.  An order that names an occupation and no
 * competences asks for the occupation's own competence, or, where it has none, for its essential ones. */
MUST bool order_load(struct work *w, const char *code, struct order *out);

/* order_codes(w, state, out, n): codes of the orders in a state ("" for all), earliest deadline first. */
MUST bool order_codes(struct work *w, const char *state, const char ***out, int *n);

/* order_list: code, title, employer, people, deadline, state, what was answered; earliest deadline first. */
MUST bool order_list(struct work *w, const char *state, struct sheet *out);

#endif
