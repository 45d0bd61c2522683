/* programme.c -- see programme.h. */
#include "programme/programme.h"

#include "programme/programme_sql.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

int modules_find(const struct modules *ms, int64_t id)
{
    int lo = 0, hi = ms->count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (ms->all[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < ms->count && ms->all[lo].id == id ? lo : -1;
}

static bool load_all(struct work *w, const struct partners *p, struct modules *ms)
{
    size_t room = 0;
    struct rows r = db_rows(w, PROGRAMME_MODULES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &ms->all, room, (size_t)ms->count);
        struct module *m = &ms->all[ms->count++];
        *m = (struct module){.id = db_int(&r, 0), .code = db_text(&r, 1), .name_ru = db_text(&r, 2), .name_en = db_text(&r, 3)};
        m->form = db_text(&r, 4);
        m->organisation = partners_organisation(p, db_int(&r, 5));
        m->site = db_null(&r, 6) ? -1 : partners_site(p, db_int(&r, 6));
        m->lecture_ah = (int)db_int(&r, 7);
        m->practice_ah = (int)db_int(&r, 8);
        m->self_ah = (int)db_int(&r, 9);
        m->cohort_least = (int)db_int(&r, 10);
        m->cohort_most = (int)db_int(&r, 11);
        m->price_cohort_minor = db_int(&r, 12);
        m->price_learner_minor = db_int(&r, 13);
        m->placed = db_int(&r, 14) != 0;
    }
    return fine(w);
}

static int by_competence(const void *a, const void *b)
{
    const struct giver *x = a, *y = b;
    if (x->competence_id != y->competence_id)
        return x->competence_id < y->competence_id ? -1 : 1;
    return (x->module > y->module) - (x->module < y->module);
}

static bool load_gives(struct work *w, struct modules *ms)
{
    size_t room = 0, n = 0;
    struct rows r = db_rows(w, PROGRAMME_GIVES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &ms->gives, room, n);
        struct module *m = &ms->all[modules_find(ms, db_int(&r, 0))];
        if (m->gives_count++ == 0)
            m->gives_first = (int)n;
        ms->gives[n++] = (struct gives){db_int(&r, 1), (int)db_int(&r, 2)};
    }
    ms->givers = take_array(w, n + 1, struct giver);
    for (int i = 0; i < ms->count; i++)
        for (int k = 0; k < ms->all[i].gives_count; k++) {
            const struct gives *g = &ms->gives[ms->all[i].gives_first + k];
            ms->givers[ms->giver_count++] = (struct giver){g->competence_id, i, g->level};
        }
    if (n > 0)
        qsort(ms->givers, n, sizeof(*ms->givers), by_competence);
    return fine(w);
}

static bool load_prerequisites(struct work *w, struct modules *ms)
{
    size_t room = 0, n = 0;
    struct rows r = db_rows(w, PROGRAMME_PREREQUISITES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &ms->prerequisites, room, n);
        struct module *m = &ms->all[modules_find(ms, db_int(&r, 0))];
        if (m->prerequisite_count++ == 0)
            m->prerequisite_first = (int)n;
        ms->prerequisites[n++] = (struct prerequisite){
            db_null(&r, 1) ? -1 : modules_find(ms, db_int(&r, 1)),
            db_int(&r, 2),
            (int)db_int(&r, 3),
        };
    }
    return fine(w);
}

static bool load_needs(struct work *w, struct modules *ms)
{
    size_t room = 0, n = 0;
    struct rows r = db_rows(w, PROGRAMME_NEEDS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &ms->needs, room, n);
        struct module *m = &ms->all[modules_find(ms, db_int(&r, 0))];
        if (m->need_count++ == 0)
            m->need_first = (int)n;
        char part = *db_peek(&r, 1), kind = *db_peek(&r, 2);
        ms->needs[n++] = (struct need){
            .part = part == 'l' ? LECTURE : part == 'p' ? PRACTICE : ALL_PARTS,
            .kind = kind == 'r' ? ROOM : kind == 'e' ? EQUIPMENT : STAFF,
            .type_id = db_int(&r, 3),
            .competence_id = db_int(&r, 4),
            .level = (int)db_int(&r, 5),
            .quantity = (int)db_int(&r, 6),
            .per_learners = (int)db_int(&r, 7),
        };
    }
    return fine(w);
}

static bool load_pairings(struct work *w, struct modules *ms)
{
    size_t room = 0;
    struct rows r = db_rows(w, PROGRAMME_PAIRINGS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &ms->pairings, room, (size_t)ms->pairing_count);
        ms->pairings[ms->pairing_count++] = (struct pairing){modules_find(ms, db_int(&r, 0)), db_int(&r, 1)};
    }
    return fine(w);
}

bool modules_load(struct work *w, const struct partners *p, struct modules *out)
{
    *out = (struct modules){0};
    return load_all(w, p, out) && load_gives(w, out) && load_prerequisites(w, out) && load_needs(w, out) && load_pairings(w, out);
}

const struct giver *modules_giving(const struct modules *ms, int64_t competence_id, int *n)
{
    int lo = 0, hi = ms->giver_count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (ms->givers[mid].competence_id < competence_id)
            lo = mid + 1;
        else
            hi = mid;
    }
    int end = lo;
    while (end < ms->giver_count && ms->givers[end].competence_id == competence_id)
        end++;
    *n = end - lo;
    return ms->givers + lo;
}

bool norm_load(struct work *w, const char *kind, struct norm *out)
{
    *out = (struct norm){.kind = kind, .name_ru = kind, .name_en = kind, .source = "", .day_most_ah = 8, .week_most_ah = 40};
    struct rows r = db_rows(w, PROGRAMME_NORM, ARGS(V(kind)));
    if (db_next(&r))
        *out = (struct norm){db_text(&r, 0),       db_text(&r, 1),      db_text(&r, 2),      db_text(&r, 3), (int)db_int(&r, 4),
                             (int)db_int(&r, 5), (int)db_int(&r, 6), (int)db_int(&r, 7)};
    db_done(&r);
    return fine(w);
}
