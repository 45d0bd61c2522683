/* resource.c -- the register: see resource.h.  Calendars are in calendar.c. */
#include "resource/resource.h"

#include "resource/resource_sql.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

static int kind_of(const char *word) { return word[0] == 'r' ? ROOM : word[0] == 'e' ? EQUIPMENT : word[0] == 's' ? STAFF : -1; }

int resources_find(const struct resources *rs, int64_t id)
{
    int lo = 0, hi = rs->count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (rs->all[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < rs->count && rs->all[lo].id == id ? lo : -1;
}

static bool load_all(struct work *w, struct resources *rs)
{
    size_t room = 0;
    struct rows r = db_rows(w, RESOURCE_ALL, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &rs->all, room, (size_t)rs->count);
        struct resource *x = &rs->all[rs->count++];
        *x = (struct resource){.id = db_int(&r, 0), .code = db_text(&r, 1), .name_ru = db_text(&r, 2), .name_en = db_text(&r, 3)};
        x->kind = (enum resource_kind)kind_of(db_peek(&r, 4));
        x->organisation = partners_organisation(rs->partners, db_int(&r, 5));
        x->site = partners_site(rs->partners, db_int(&r, 6));
        x->type_id = db_int(&r, 7);
        x->room = (int)db_int(&r, 8); /* an id until all are known */
        if (!db_null(&r, 8))
            x->room = resources_find(rs, db_int(&r, 8));
        else
            x->room = -1;
        x->quantity = (int)db_int(&r, 9);
        x->seats = (int)db_int(&r, 10);
        x->load_week_ah = (int)db_int(&r, 11);
        x->price_ah_minor = db_int(&r, 12);
    }
    return fine(w);
}

/* A machine may have a smaller id than its room; those are looked up once all are read. */
static bool load_rooms_of_machines(struct work *w, struct resources *rs)
{
    struct rows r = db_rows(w, "SELECT id, room_id FROM resource WHERE room_id > id", NO_ARGS);
    while (db_next(&r))
        rs->all[resources_find(rs, db_int(&r, 0))].room = resources_find(rs, db_int(&r, 1));
    return fine(w);
}

static bool load_abilities(struct work *w, struct resources *rs)
{
    size_t room = 0, n = 0;
    struct rows r = db_rows(w, RESOURCE_ABILITIES, NO_ARGS);
    while (db_next(&r)) {
        int staff = resources_find(rs, db_int(&r, 0));
        if (staff < 0)
            continue;
        grow(w, &rs->abilities, room, n);
        if (rs->all[staff].ability_count++ == 0)
            rs->all[staff].ability_first = (int)n;
        rs->abilities[n++] = (struct ability){db_int(&r, 1), (int)db_int(&r, 2)};
    }
    rs->by_competence = take_array(w, n + 1, struct staff_row);
    for (int s = 0; s < rs->count; s++)
        for (int k = 0; k < rs->all[s].ability_count; k++) {
            const struct ability *a = &rs->abilities[rs->all[s].ability_first + k];
            rs->by_competence[rs->by_competence_count++] = (struct staff_row){a->competence_id, s, a->level};
        }
    return fine(w);
}

static bool load_sharing(struct work *w, struct resources *rs)
{
    size_t room = 0;
    int organisations = rs->partners->organisation_count;
    rs->sharing_first = take_array(w, organisations + 2, int);
    struct rows r = db_rows(w, RESOURCE_SHARING, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &rs->sharing, room, (size_t)rs->sharing_count);
        struct sharing *s = &rs->sharing[rs->sharing_count++];
        *s = (struct sharing){.id = db_int(&r, 0), .code = db_text(&r, 1), .audience = db_text(&r, 2)};
        s->organisation = partners_organisation(rs->partners, db_int(&r, 3));
        s->site = db_null(&r, 4) ? -1 : partners_site(rs->partners, db_int(&r, 4));
        s->resource = db_null(&r, 5) ? -1 : resources_find(rs, db_int(&r, 5));
        s->kind = db_null(&r, 6) ? -1 : kind_of(db_peek(&r, 6));
        s->weekdays = weekdays_parse(db_peek(&r, 7));
        s->from_min = (int)db_int(&r, 8);
        s->to_min = (int)db_int(&r, 9);
        s->price_ah_minor = db_null(&r, 10) ? -1 : db_int(&r, 10);
        s->price_percent = (int)db_int(&r, 11);
        s->approval = db_int(&r, 12) != 0;
        s->lead_days = (int)db_int(&r, 13);
        rs->sharing_first[s->organisation + 1] = rs->sharing_count;
    }
    for (int o = 1; o <= organisations; o++)
        if (rs->sharing_first[o] < rs->sharing_first[o - 1])
            rs->sharing_first[o] = rs->sharing_first[o - 1];
    return fine(w);
}

static bool load_hours(struct work *w, struct resources *rs)
{
    size_t room = 0, n = 0;
    int sites = rs->partners->site_count;
    rs->opening_first = take_array(w, sites + 2, int);
    rs->closure_first = take_array(w, sites + 2, int);
    struct rows r = db_rows(w, RESOURCE_OPENINGS, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &rs->openings, room, n);
        rs->openings[n++] = (struct opening){weekdays_parse(db_peek(&r, 1)), (int)db_int(&r, 2), (int)db_int(&r, 3)};
        rs->opening_first[partners_site(rs->partners, db_int(&r, 0)) + 1] = (int)n;
    }
    room = n = 0;
    r = db_rows(w, RESOURCE_CLOSURES, NO_ARGS);
    while (db_next(&r)) {
        grow(w, &rs->closures, room, n);
        rs->closures[n++] = (struct closure){(int32_t)db_int(&r, 1), (int32_t)db_int(&r, 2), db_null(&r, 3) ? -1 : (int)db_int(&r, 3),
                                             db_null(&r, 4) ? -1 : (int)db_int(&r, 4)};
        rs->closure_first[partners_site(rs->partners, db_int(&r, 0)) + 1] = (int)n;
    }
    for (int s = 1; s <= sites; s++) {
        if (rs->opening_first[s] < rs->opening_first[s - 1])
            rs->opening_first[s] = rs->opening_first[s - 1];
        if (rs->closure_first[s] < rs->closure_first[s - 1])
            rs->closure_first[s] = rs->closure_first[s - 1];
    }
    return fine(w);
}

struct typed {
    int64_t type_id;
    int site, index;
};

static int by_type(const void *a, const void *b)
{
    const struct typed *x = a, *y = b;
    if (x->type_id != y->type_id)
        return x->type_id < y->type_id ? -1 : 1;
    return x->site != y->site ? (x->site > y->site) - (x->site < y->site) : (x->index > y->index) - (x->index < y->index);
}

static int by_competence(const void *a, const void *b)
{
    const struct staff_row *x = a, *y = b;
    if (x->competence_id != y->competence_id)
        return x->competence_id < y->competence_id ? -1 : 1;
    return (x->staff > y->staff) - (x->staff < y->staff);
}

static void index_all(struct work *w, struct resources *rs)
{
    struct typed *t = take_array(w, rs->count + 1, struct typed);
    int n = 0;
    for (int i = 0; i < rs->count; i++)
        if (rs->all[i].kind != STAFF)
            t[n++] = (struct typed){rs->all[i].type_id, rs->all[i].site, i};
    qsort(t, (size_t)n, sizeof(*t), by_type);
    rs->by_type = take_array(w, n + 1, int);
    for (int i = 0; i < n; i++)
        rs->by_type[i] = t[i].index;
    rs->by_type_count = n;
    qsort(rs->by_competence, (size_t)rs->by_competence_count, sizeof(*rs->by_competence), by_competence);
}

bool resources_load(struct work *w, const struct partners *p, struct resources *out)
{
    *out = (struct resources){.partners = p};
    if (!load_all(w, out) || !load_rooms_of_machines(w, out) || !load_abilities(w, out) || !load_sharing(w, out) || !load_hours(w, out))
        return false;
    index_all(w, out);
    return true;
}

const int *resources_of_type(const struct resources *rs, int64_t type_id, int *n)
{
    int lo = 0, hi = rs->by_type_count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (rs->all[rs->by_type[mid]].type_id < type_id)
            lo = mid + 1;
        else
            hi = mid;
    }
    int end = lo;
    while (end < rs->by_type_count && rs->all[rs->by_type[end]].type_id == type_id)
        end++;
    *n = end - lo;
    return rs->by_type + lo;
}

const struct staff_row *resources_staff(const struct resources *rs, int64_t competence_id, int *n)
{
    int lo = 0, hi = rs->by_competence_count;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (rs->by_competence[mid].competence_id < competence_id)
            lo = mid + 1;
        else
            hi = mid;
    }
    int end = lo;
    while (end < rs->by_competence_count && rs->by_competence[end].competence_id == competence_id)
        end++;
    *n = end - lo;
    return rs->by_competence + lo;
}

/* fits: the row covers this resource and this user, whatever the hour. */
static bool fits(const struct resources *rs, const struct sharing *s, const struct resource *x, int index, int user)
{
    if ((s->resource >= 0 && s->resource != index) || (s->site >= 0 && s->site != x->site) || (s->kind >= 0 && s->kind != (int)x->kind))
        return false;
    const struct organisation *o = &rs->partners->organisations[user];
    return strcmp(s->audience, "all") == 0 || strcmp(s->audience, o->kind) == 0 || strcmp(s->audience, o->code) == 0;
}

struct terms resource_terms(const struct resources *rs, int resource, int user, int weekday, int from_min, int to_min)
{
    const struct resource *x = &rs->all[resource];
    if (x->organisation == user)
        return (struct terms){.may = true, .price_ah_minor = x->price_ah_minor};
    for (int i = rs->sharing_first[x->organisation]; i < rs->sharing_first[x->organisation + 1]; i++) {
        const struct sharing *s = &rs->sharing[i];
        if ((s->weekdays >> (weekday - 1) & 1) == 0 || from_min < s->from_min || to_min > s->to_min || !fits(rs, s, x, resource, user))
            continue;
        int64_t price = s->price_ah_minor >= 0 ? s->price_ah_minor : x->price_ah_minor * s->price_percent / 100;
        return (struct terms){true, s->approval, s->lead_days, price, s};
    }
    return (struct terms){0};
}

bool resource_shared(const struct resources *rs, int resource, int user)
{
    const struct resource *x = &rs->all[resource];
    if (x->organisation == user)
        return true;
    for (int i = rs->sharing_first[x->organisation]; i < rs->sharing_first[x->organisation + 1]; i++)
        if (rs->sharing[i].weekdays != 0 && fits(rs, &rs->sharing[i], x, resource, user))
            return true;
    return false;
}
