/* ask.c -- see ask.h. */
#include "offer/ask.h"

#include "base/fold.h"
#include "offer/answer.h"
#include "offer/offer_sql.h"
#include "offer/place_first.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define MEANT_MOST 50

static int read_ids(struct work *w, const char *sql, const char *text, int64_t ids[MEANT_MOST])
{
    int n = 0;
    struct rows r = db_rows(w, sql, ARGS(V(text)));
    while (db_next(&r) && n < MEANT_MOST)
        ids[n++] = db_int(&r, 0);
    db_done(&r);
    return n;
}

/* meant: the competences that the words name: by code, by whole name, by part of the name of one that is taught. */
static int meant(struct work *w, const char *what, int64_t ids[MEANT_MOST])
{
    int n = read_ids(w, ASK_BY_CODE, what, ids);
    const char *folded = fold(w, what);
    if (n == 0)
        n = read_ids(w, ASK_BY_NAME, folded, ids);
    if (n == 0 && strlen(folded) >= 3)
        n = read_ids(w, ASK_BY_PART, take_text(w, "%%%s%%", folded), ids);
    if (fine(w) && n == 0)
        fail(w, NOT_FOUND, tr(w, "nothing is called \"%s\"; name a competence, or an occupation, by its code or its words"), what);
    return n;
}

static bool requires_nothing(const void *owner, int x, int y)
{
    (void)owner;
    (void)x;
    (void)y;
    return false;
}

/* first_dates: when it could be held, and for how much, by the first plan that does it; false when by none. */
static bool first_dates(struct market *m, const struct composition *c, struct possibility *out)
{
    struct supply *s = market_supply(m, c->modules[0], c->size);
    if (s == NULL || !s->possible)
        return false;
    int seats = s->lessons * c->cohorts, at = 0;
    struct seat *seat = take_array(m->w, seats + 1, struct seat);
    for (int k = 1; k <= c->cohorts; k++)
        for (int i = 0; i < s->shape_count; i++)
            for (int l = 0; l < s->shapes[i].lessons; l++)
                seat[at++] = (struct seat){.cohort = k, .shape = &s->shapes[i], .shape_at = i,
                                           .option = take_array(m->w, s->shapes[i].want_count + 1, int)};
    static const double caps[] = {1.0, 1.3, 0};
    int left = 1;
    for (size_t k = 0; k < COUNT(caps) && left > 0; k++) {
        struct first_plan f = {.m = m, .c = c, .seats = seat, .count = seats, .requires = requires_nothing, .cap = &caps[k]};
        left = place_first(&f, 0);
    }
    if (left > 0)
        return false;
    for (int i = 0; i < seats; i++) {
        const struct moments *at_moments = seat[i].shape->moments;
        int32_t day = at_moments->day[seat[i].time];
        out->starts_on = out->starts_on == 0 || day < out->starts_on ? day : out->starts_on;
        out->ends_on = day > out->ends_on ? day : out->ends_on;
        for (int k = 0; k < seat[i].shape->want_count; k++) {
            const struct choice *ch = &seat[i].shape->wants[k].choices[seat[i].option[k]];
            out->price_minor += ch->price_minor;
            out->approval = out->approval || ch->approval;
            if (seat[i].shape->wants[k].kind == ROOM)
                out->site = m->st->resources.all[ch->resource].site;
        }
    }
    return fine(m->w);
}

static bool possible_by(struct market *m, int module, int64_t competence_id, struct possibility *out)
{
    const struct module *mod = &m->st->modules.all[module];
    int people = m->order->people, cohorts = (people + mod->cohort_most - 1) / mod->cohort_most;
    if (people / cohorts < mod->cohort_least)
        return false;
    struct composition c = {.found = true, .cohorts = cohorts, .size = (people + cohorts - 1) / cohorts, .modules = &module, .count = 1};
    *out = (struct possibility){.module = module, .site = mod->site, .competence_id = competence_id, .cohorts = cohorts,
                                .price_minor = mod->price_cohort_minor * cohorts + mod->price_learner_minor * people};
    return !mod->placed || first_dates(m, &c, out);
}

static int by_price(const void *a, const void *b)
{
    const struct possibility *x = a, *y = b;
    if (x->price_minor != y->price_minor)
        return x->price_minor < y->price_minor ? -1 : 1;
    return x->ends_on != y->ends_on ? (x->ends_on > y->ends_on) - (x->ends_on < y->ends_on) : x->module - y->module;
}

bool ask_answer(struct work *w, struct state *st, const struct question *q, struct possibility **out, int *n)
{
    int64_t ids[MEANT_MOST];
    size_t room = 0;
    *out = NULL;
    *n = 0;
    int count = meant(w, q->what, ids);
    struct order o = {.code = "", .kind = "", .wish = "cost", .people = q->people, .lat = q->lat, .lon = q->lon, .placed = q->placed,
                      .earliest_on = q->from_on > st->today_on ? q->from_on : st->today_on, .deadline_on = q->before_on,
                      .weekdays = q->weekdays, .from_min = q->from_min, .to_min = q->to_min, .budget_minor = -1};
    if (fine(w) && o.deadline_on < o.earliest_on)
        return fail(w, NOT_VALID, "%s", tr(w, "the last day is before the first one"));
    struct weights weights = variant_weights(st, CHEAPEST);
    struct market m;
    if (!fine(w) || !market_open(w, st, &o, &weights, NULL, &m))
        return false;
    for (int i = 0; i < count; i++) {
        int givers;
        const struct giver *g = modules_giving(&st->modules, ids[i], &givers);
        for (int k = 0; k < givers && fine(w); k++) {
            struct possibility p;
            bool known = false;
            for (int j = 0; j < *n && !known; j++)
                known = (*out)[j].module == g[k].module;
            if (known || g[k].level < q->level || !possible_by(&m, g[k].module, ids[i], &p))
                continue;
            grow(w, out, room, (size_t)*n);
            (*out)[(*n)++] = p;
        }
    }
    if (*n > 1)
        qsort(*out, (size_t)*n, sizeof(**out), by_price);
    return fine(w);
}

bool ask_list(struct work *w, struct state *st, const struct question *q, struct sheet *out)
{
    static const struct column cols[] = {
        {"module", TR("Module"), CODE},     {"name", TR("What is taught"), WORDS}, {"owner", TR("Who"), WORDS},  {"site", TR("Where"), WORDS},
        {"starts_on", TR("From"), DAY},     {"ends_on", TR("To"), DAY},            {"cohorts", TR("Cohorts"), NUMBER}, {"hours_ah", TR("Hours"), NUMBER},
        {"price", TR("Price"), MONEY},      {"per_learner", TR("A learner"), MONEY}, {"approval", TR("Owner must agree"), WORDS},
    };
    struct possibility *p;
    int n;
    if (!ask_answer(w, st, q, &p, &n))
        return false;
    sheet_begin(out, cols, COUNT(cols));
    for (int i = 0; i < n; i++) {
        const struct module *m = &st->modules.all[p[i].module];
        const struct organisation *o = &st->partners.organisations[m->organisation];
        const struct site *s = p[i].site >= 0 ? &st->partners.sites[p[i].site] : NULL;
        sheet_row(out);
        sheet_link(out, take_text(w, "/module/%s", m->code), m->code);
        sheet_words(out, tr_name(w, m->name_ru, m->name_en));
        sheet_words(out, tr_name(w, o->name_ru, o->name_en));
        sheet_words(out, s != NULL ? tr_name(w, s->name_ru, s->name_en) : NULL);
        if (p[i].starts_on > 0) {
            sheet_int(out, p[i].starts_on);
            sheet_int(out, p[i].ends_on);
        } else {
            sheet_none(out);
            sheet_none(out);
        }
        sheet_int(out, p[i].cohorts);
        sheet_int(out, module_hours_ah(m));
        sheet_int(out, p[i].price_minor);
        sheet_int(out, p[i].price_minor / q->people);
        sheet_words(out, p[i].approval ? tr(w, "yes") : NULL);
    }
    return sheet_end(out);
}
