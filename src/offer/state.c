/* state.c -- the region as it stands, read once and hashed: see offer.h. */
#include "offer/offer.h"

#include "base/hash.h"
#include "base/map.h"
#include "offer/offer_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool load_settings(struct work *w, struct state *st)
{
    st->currency = "RUB";
    st->hold_hours = 72;
    st->utc_offset_min = 0;
    st->today_on = 0;
    struct rows r = db_rows(w, OFFER_SETTINGS, NO_ARGS);
    while (db_next(&r)) {
        const char *name = db_peek(&r, 0), *value = db_peek(&r, 1);
        if (strcmp(name, "currency") == 0)
            st->currency = db_text(&r, 1);
        else if (strcmp(name, "utc_offset_min") == 0)
            st->utc_offset_min = atoi(value);
        else if (strcmp(name, "hold_hours") == 0)
            st->hold_hours = atoi(value);
        else if (strcmp(name, "today") == 0 && *value != '\0' && !day_parse(value, &st->today_on))
            return fail(w, NOT_VALID, tr(w, "the setting \"today\" is %s, which is no date; write it as 2027-03-01 or leave it empty"), value);
    }
    if (st->today_on == 0)
        st->today_on = wall_day(wall_from_unix(w->now, st->utc_offset_min));
    return fine(w);
}

static void hash_partners(struct hash *h, const struct partners *p)
{
    for (int i = 0; i < p->organisation_count; i++) {
        hash_text(h, p->organisations[i].code);
        hash_text(h, p->organisations[i].kind);
    }
    for (int i = 0; i < p->site_count; i++) {
        hash_text(h, p->sites[i].code);
        hash_int(h, p->sites[i].organisation);
        hash_int(h, (int64_t)(p->sites[i].lat * 1e6));
        hash_int(h, (int64_t)(p->sites[i].lon * 1e6));
    }
    for (int i = 0; i < p->travel_count; i++) {
        hash_int(h, p->travel[i].from);
        hash_int(h, p->travel[i].to);
        hash_int(h, p->travel[i].travel_min);
    }
}

static void hash_resources(struct hash *h, const struct resources *rs)
{
    for (int i = 0; i < rs->count; i++) {
        const struct resource *x = &rs->all[i];
        hash_text(h, x->code);
        int64_t v[] = {x->kind, x->organisation, x->site, x->type_id, x->room, x->quantity, x->seats, x->load_week_ah, x->price_ah_minor};
        for (size_t k = 0; k < COUNT(v); k++)
            hash_int(h, v[k]);
        for (int k = 0; k < x->ability_count; k++) {
            hash_int(h, rs->abilities[x->ability_first + k].competence_id);
            hash_int(h, rs->abilities[x->ability_first + k].level);
        }
    }
    for (int i = 0; i < rs->sharing_count; i++) {
        const struct sharing *s = &rs->sharing[i];
        hash_text(h, s->code);
        hash_text(h, s->audience);
        int64_t v[] = {s->organisation, s->site,           s->resource,      s->kind,     s->weekdays, s->from_min,
                       s->to_min,       s->price_ah_minor, s->price_percent, s->approval, s->lead_days};
        for (size_t k = 0; k < COUNT(v); k++)
            hash_int(h, v[k]);
    }
    for (int s = 0; s < rs->partners->site_count; s++) {
        for (int i = rs->opening_first[s]; i < rs->opening_first[s + 1]; i++) {
            hash_int(h, rs->openings[i].weekdays);
            hash_int(h, rs->openings[i].opens_min);
            hash_int(h, rs->openings[i].closes_min);
        }
        for (int i = rs->closure_first[s]; i < rs->closure_first[s + 1]; i++) {
            hash_int(h, rs->closures[i].from_on);
            hash_int(h, rs->closures[i].to_on);
            hash_int(h, rs->closures[i].opens_min);
        }
    }
}

static void hash_modules(struct hash *h, const struct modules *ms)
{
    for (int i = 0; i < ms->count; i++) {
        const struct module *m = &ms->all[i];
        hash_text(h, m->code);
        hash_text(h, m->form);
        int64_t v[] = {m->organisation, m->site,        m->lecture_ah,         m->practice_ah,         m->self_ah,
                       m->cohort_least, m->cohort_most, m->price_cohort_minor, m->price_learner_minor, m->placed};
        for (size_t k = 0; k < COUNT(v); k++)
            hash_int(h, v[k]);
        for (int k = 0; k < m->gives_count; k++) {
            hash_int(h, ms->gives[m->gives_first + k].competence_id);
            hash_int(h, ms->gives[m->gives_first + k].level);
        }
        for (int k = 0; k < m->prerequisite_count; k++) {
            hash_int(h, ms->prerequisites[m->prerequisite_first + k].module);
            hash_int(h, ms->prerequisites[m->prerequisite_first + k].competence_id);
        }
        for (int k = 0; k < m->need_count; k++) {
            const struct need *n = &ms->needs[m->need_first + k];
            int64_t u[] = {n->part, n->kind, n->type_id, n->competence_id, n->level, n->quantity, n->per_learners};
            for (size_t j = 0; j < COUNT(u); j++)
                hash_int(h, u[j]);
        }
    }
}

static void drop_names(void *what)
{
    map_free(what);
    free(what);
}

bool state_read(struct work *w, struct state *out)
{
    *out = (struct state){.owner = w};
    out->names = calloc(1, sizeof(*out->names));
    if (out->names == NULL)
        abort();
    work_later(w, drop_names, out->names);
    return load_settings(w, out) && partners_load(w, &out->partners) && resources_load(w, &out->partners, &out->resources) &&
           modules_load(w, &out->partners, &out->modules);
}

bool state_load(struct work *w, struct state *out)
{
    struct hash h;
    if (!state_read(w, out))
        return false;
    hash_begin(&h);
    hash_int(&h, out->today_on);
    hash_text(&h, out->currency);
    hash_partners(&h, &out->partners);
    hash_resources(&h, &out->resources);
    hash_modules(&h, &out->modules);
    hash_end(&h, out->hash);
    return true;
}

const struct named *state_competence(struct work *w, struct state *st, int64_t id)
{
    char key[24];
    bool fresh;
    snprintf(key, sizeof(key), "%lld", (long long)id);
    int64_t *at = map_at(st->names, key, &fresh);
    if (fresh) {
        struct named *n = take(st->owner, sizeof(*n)); /* the state outlives the work that asks */
        *n = (struct named){"", "", ""};
        struct rows r = db_rows(w, OFFER_COMPETENCE, ARGS(V(id)));
        if (db_next(&r)) {
            n->code = take_text(st->owner, "%s", db_peek(&r, 0));
            n->name_ru = take_text(st->owner, "%s", db_peek(&r, 1));
            n->name_en = take_text(st->owner, "%s", db_peek(&r, 2));
        }
        db_done(&r);
        *at = (intptr_t)n;
    }
    return (const struct named *)(intptr_t)*at;
}

const char *say_text(struct work *w, const char *english, ...)
{
    char small[1024];
    va_list ap, again;
    va_start(ap, english);
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof(small), tr(w, english), ap);
    va_end(ap);
    char *s = take(w, (size_t)(n < 0 ? 0 : n) + 1);
    if (n >= 0)
        vsnprintf(s, (size_t)n + 1, tr(w, english), again);
    va_end(again);
    return s;
}
