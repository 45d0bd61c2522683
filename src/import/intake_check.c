/* intake_check.c -- what only all rows together can tell: rules across cells and rows, rings, orders that ask
 * for nothing.  Every refusal is noted; nothing is written here. */
#include "import/cycle.h"
#include "import/intake.h"

#include "base/day.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- rules across the cells of a row */

struct seen {
    struct intake *in;
    const struct record *r;
    struct row *row;
};

static size_t at(const struct seen *s, const char *name) { return record_field(s->r, name); }
static bool empty(const struct seen *s, const char *name) { return (s->row->null >> at(s, name) & 1) != 0; }
static int64_t num(const struct seen *s, const char *name) { return s->row->v[at(s, name)].i; }
static const char *txt(const struct seen *s, const char *name)
{
    return empty(s, name) ? "" : s->row->v[at(s, name)].s;
}

static void no(const struct seen *s, const char *column, const char *reason, const char *advice)
{
    intake_refuse_cell(s->in, s->r, s->row, at(s, column), reason, advice);
}

static void ordered(const struct seen *s, const char *from, const char *to, bool may_equal)
{
    struct work *w = s->in->w;
    if (empty(s, from) || empty(s, to) || num(s, from) < num(s, to) ||
        (may_equal && num(s, from) == num(s, to)))
        return;
    const char *begins = value_text(w, &s->r->field[at(s, from)], s->row->v[at(s, from)]);
    no(s, to, take_text(w, tr(w, "it ends before it begins (%s)"), begins),
       tr(w, "give an end that is later"));
}

static void named(const struct seen *s, const char *ru, const char *en)
{
    struct work *w = s->in->w;
    if (at(s, ru) < s->r->fields && empty(s, ru) && empty(s, en))
        no(s, ru, tr(w, "it has no name in either language"),
           take_text(w, tr(w, "fill in %s or %s"), ru, en));
}

static void check_place(const struct seen *s)
{
    struct work *w = s->in->w;
    if (empty(s, "lat") != empty(s, "lon"))
        no(s, empty(s, "lat") ? "lat" : "lon", tr(w, "a place needs both lat and lon"),
           tr(w, "fill in both or neither"));
}

static void check_closure(const struct seen *s)
{
    struct work *w = s->in->w;
    ordered(s, "from_on", "to_on", true);
    if (empty(s, "opens") != empty(s, "closes"))
        no(s, empty(s, "opens") ? "opens" : "closes", tr(w, "special hours need both opens and closes"),
           tr(w, "fill in both, or neither for a closed day"));
    ordered(s, "opens", "closes", false);
}

static void check_busy(const struct seen *s)
{
    struct work *w = s->in->w;
    ordered(s, "starts", "ends", false);
    if (num(s, "ends") - num(s, "starts") > (int64_t)DAY_MIN * 366)
        no(s, "ends", tr(w, "it is longer than a year"),
           tr(w, "split it, or use weeks for what is repeated"));
}

/* audience: all, a kind of organisation or the code of one; `also` is one more word. */
static void audience(const struct seen *s, const char *also)
{
    struct work *w = s->in->w;
    const char *who = txt(s, "audience");
    const char *kinds = record_organisation.field[record_field(&record_organisation, "kind")].of, *p;
    if (strcmp(who, "all") != 0 && strcmp(who, also) != 0 &&
        ((p = strstr(kinds, who)) == NULL || (p > kinds && p[-1] != ';') ||
         (p[strlen(who)] != ';' && p[strlen(who)] != '\0')) &&
        space_find(intake_space(s->in, "organisation"), who) == NULL)
        no(s, "audience", tr(w, "this is neither all, nor a kind of organisation, nor the code of one"),
           take_text(w, tr(w, "use: %s"), take_text(w, *also != '\0' ? "all, %s, %s" : "all, %s%s", also, kinds)));
}

static void check_sharing(const struct seen *s)
{
    ordered(s, "from", "to", false);
    audience(s, "");
}

static void check_rule(const struct seen *s)
{
    struct work *w = s->in->w;
    bool blackout = strcmp(txt(s, "rule"), "blackout") == 0, qualification = strcmp(txt(s, "rule"), "qualification") == 0;
    ordered(s, "from_on", "to_on", true);
    ordered(s, "from", "to", false);
    audience(s, "everyone");
    if (!blackout && !qualification && empty(s, "most"))
        no(s, "most", tr(w, "this rule needs its measure"), tr(w, "fill in minutes, days or units"));
    if (blackout && (empty(s, "from_on") || empty(s, "to_on")))
        no(s, "from_on", tr(w, "a blackout has a first and a last day"), tr(w, "fill in both"));
    if (qualification && (empty(s, "competence") || empty(s, "level")))
        no(s, "competence", tr(w, "a qualification is a competence and a level"), tr(w, "fill in both"));
}

static void check_need(const struct seen *s)
{
    struct work *w = s->in->w;
    bool staff = strcmp(txt(s, "kind"), "staff") == 0;
    if (staff && !empty(s, "type"))
        no(s, "type", tr(w, "staff have no type"), tr(w, "leave it empty; name a competence instead"));
    else if (!staff && empty(s, "type"))
        no(s, "type", tr(w, "a room or equipment is asked for by its type"),
           tr(w, "name a type from the sheet \"resource_type\""));
    else if (!staff && !empty(s, "competence"))
        no(s, "competence", tr(w, "only staff are asked for a competence"), tr(w, "leave it empty"));
}

static void check_prerequisite(const struct seen *s)
{
    struct work *w = s->in->w;
    if (empty(s, "required") == empty(s, "competence"))
        no(s, "required", tr(w, "a prerequisite is a module or a competence, one of the two"),
           tr(w, "fill in required or competence"));
}

static void check_cohort(const struct seen *s)
{
    struct work *w = s->in->w;
    if (num(s, "cohort_least") > num(s, "cohort_most"))
        no(s, "cohort_most", tr(w, "the largest cohort is smaller than the smallest"),
           take_text(w, tr(w, "write a number from %lld to %lld"), (long long)num(s, "cohort_least"),
                     10000LL));
}

static void check_start(const struct seen *s)
{
    struct work *w = s->in->w;
    ordered(s, "starts_on", "ends_on", true);
    ordered(s, "from", "to", false);
    if (num(s, "taken") > num(s, "seats"))
        no(s, "taken", tr(w, "more seats are taken than there are"),
           take_text(w, tr(w, "write a number from %lld to %lld"), 0LL, (long long)num(s, "seats")));
}

static void check_norm(const struct seen *s)
{
    struct work *w = s->in->w;
    if (!empty(s, "most_ah") && num(s, "least_ah") > num(s, "most_ah"))
        no(s, "most_ah", tr(w, "the most is less than the least"),
           take_text(w, tr(w, "write a number from %lld to %lld"), (long long)num(s, "least_ah"), 20000LL));
}

static void check_order(const struct seen *s)
{
    named(s, "title_ru", "title_en");
    check_place(s);
    ordered(s, "earliest_on", "deadline_on", true);
    ordered(s, "from", "to", false);
}

static void check_signal(const struct seen *s)
{
    struct work *w = s->in->w;
    named(s, "title_ru", "title_en");
    if (empty(s, "occupation") == empty(s, "competence"))
        no(s, "occupation", tr(w, "what is needed is an occupation or a competence, one of the two"), tr(w, "fill in occupation or competence"));
}

static void check_self(const struct seen *s)
{
    struct work *w = s->in->w;
    if (num(s, "competence") == num(s, "target"))
        no(s, "target", tr(w, "a competence cannot be compared with itself"), tr(w, "name another one"));
}

static void check_opening(const struct seen *s) { ordered(s, "opens", "closes", false); }

static void check_setting(const struct seen *s)
{
    struct work *w = s->in->w;
    const char *name = txt(s, "name"), *v = txt(s, "value");
    char *end;
    long n = strtol(v, &end, 10);
    int32_t day;
    if (strcmp(name, "currency") == 0 && (strlen(v) != 3 || strspn(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3))
        no(s, "value", tr(w, "a currency is three capital letters of ISO 4217"),
           tr(w, "write RUB, EUR or the like"));
    else if (strcmp(name, "utc_offset_min") == 0 && (*v == '\0' || *end != '\0' || n < -720 || n > 840))
        no(s, "value", tr(w, "this is no distance from Greenwich in minutes"),
           take_text(w, tr(w, "write a number from %lld to %lld"), -720LL, 840LL));
    else if (strcmp(name, "hold_hours") == 0 && (*v == '\0' || *end != '\0' || n < 1 || n > 8760))
        no(s, "value", tr(w, "the number is out of bounds"),
           take_text(w, tr(w, "write a number from %lld to %lld"), 1LL, 8760LL));
    else if (strcmp(name, "people_per_vacancy") == 0 && *v != '\0' && (strtod(v, &end) < 0 || *end != '\0' || strtod(v, NULL) > 100))
        no(s, "value", tr(w, "the number is out of bounds"), take_text(w, tr(w, "write a number from %lld to %lld"), 0LL, 100LL));
    else if (strcmp(name, "today") == 0 && *v != '\0' && !day_parse(v, &day))
        no(s, "value", tr(w, "this is not a date"), tr(w, "write a day that exists, like 2027-03-01"));
    else if (strcmp(name, "centre") == 0 && *v != '\0' &&
             space_find(intake_space(s->in, "organisation"), v) == NULL)
        no(s, "value",
           take_text(w, tr(w, "there is no such row in the sheet \"%s\", nor in the database"),
                     "organisation"),
           tr(w, "add it there, or mend the code"));
}

/* A reference must point to the right kind of thing; few kinds, few rows: rooms, equipment, staff. */
static const struct {
    const struct record *record;
    const char *field, *kind;
} KINDS[] = {
    {&record_room, "type", "room"},
    {&record_equipment, "type", "equipment"},
    {&record_equipment, "room", "room"},
    {&record_staff_competence, "staff", "staff"},
};

static const struct {
    const struct record *record;
    void (*check)(const struct seen *s);
} RULES[] = {
    {&record_setting, check_setting},
    {&record_site, check_place},
    {&record_opening, check_opening},
    {&record_closure, check_closure},
    {&record_busy, check_busy},
    {&record_sharing, check_sharing},
    {&record_booking_rule, check_rule},
    {&record_module, check_cohort},
    {&record_module_need, check_need},
    {&record_module_prerequisite, check_prerequisite},
    {&record_norm, check_norm},
    {&record_start, check_start},
    {&record_order, check_order},
    {&record_alignment, check_self},
    {&record_signal, check_signal},
};

static void rules(struct intake *in, struct batch *b)
{
    void (*check)(const struct seen *s) = NULL;
    bool has_name = record_field(b->record, "name_ru") < b->record->fields && b->record != &record_norm;
    for (size_t i = 0; i < COUNT(RULES); i++)
        if (RULES[i].record == b->record)
            check = RULES[i].check;
    for (size_t k = 0; k < b->n; k++) {
        struct seen s = {in, b->record, b->row[k]};
        if (s.row->dead)
            continue;
        if (has_name)
            named(&s, "name_ru", "name_en");
        if (check != NULL && !s.row->dead)
            check(&s);
    }
}

static void kinds(struct intake *in)
{
    for (size_t k = 0; k < COUNT(KINDS); k++) {
        struct batch *b = intake_batch(in, KINDS[k].record);
        size_t f = record_field(b->record, KINDS[k].field), n;
        if (b->n == 0)
            continue;
        struct by_id *ids = intake_ids(in, b->record->field[f].of, &n);
        for (size_t i = 0; i < b->n; i++) {
            struct row *row = b->row[i];
            if (row->dead || (row->null >> f & 1) != 0)
                continue;
            struct by_id *hit = intake_by_id(ids, n, row->v[f].i);
            if (hit == NULL || hit->thing->kind == NULL || strcmp(hit->thing->kind, KINDS[k].kind) == 0)
                continue;
            intake_refuse(in, b->record, row, row->file, row->line, KINDS[k].field, hit->thing->code,
                          take_text(in->w, tr(in->w, "it is of kind %s, but %s is wanted here"),
                                    hit->thing->kind, KINDS[k].kind),
                          tr(in->w, "name another one"));
        }
    }
}

/* A room or a machine whose owner is not said belongs to the owner of its site. */
static void owners(struct intake *in)
{
    const struct record *of[] = {&record_room, &record_equipment};
    struct batch *sites = intake_batch(in, &record_site);
    size_t own = record_field(&record_site, "organisation");
    for (size_t i = 0; i < sites->n; i++) {
        struct thing *t =
            sites->row[i]->dead ? NULL : space_find(intake_space(in, "site"), sites->row[i]->v[0].s);
        if (t != NULL)
            t->owner = sites->row[i]->v[own].i;
    }
    for (size_t k = 0; k < COUNT(of); k++) {
        struct batch *b = intake_batch(in, of[k]);
        size_t org = record_field(of[k], "organisation"), site = record_field(of[k], "site"), n;
        if (b->n == 0)
            continue;
        struct by_id *ids = intake_ids(in, "site", &n);
        for (size_t i = 0; i < b->n; i++) {
            struct row *row = b->row[i];
            if (row->dead || (row->null >> org & 1) == 0)
                continue;
            struct by_id *hit = intake_by_id(ids, n, row->v[site].i);
            row->v[org].i = hit != NULL ? hit->thing->owner : 0;
            row->null &= ~(1u << org);
        }
    }
}

/* ---------------------------------------------------------------- rings */

static const struct {
    const struct record *record;
    const char *from, *to, *space, *sql; /* sql: id of the row or 0, from, to: the edges the database has */
} RINGS[] = {
    {&record_competence, NULL, "parent", "competence",
     "SELECT id, parent_id FROM competence WHERE parent_id IS NOT NULL"},
    {&record_module_prerequisite, "module", "required", "module",
     "SELECT module_id, required_id FROM module_prerequisite WHERE required_id IS NOT NULL"},
};

struct edges {
    struct edge *edge;
    size_t n, room;
};

static size_t node(struct by_id *ids, size_t n, int64_t id)
{
    struct by_id *hit = intake_by_id(ids, n, id);
    return hit == NULL ? n : (size_t)(hit - ids);
}

static bool rings(struct intake *in, size_t k)
{
    struct work *w = in->w;
    struct batch *b = intake_batch(in, RINGS[k].record);
    size_t n, to = record_field(b->record, RINGS[k].to),
              from = RINGS[k].from != NULL ? record_field(b->record, RINGS[k].from) : 0;
    bool any = false;
    for (size_t i = 0; i < b->n && !any; i++)
        any = !b->row[i]->dead && (b->row[i]->null >> to & 1) == 0 && (b->row[i]->given >> to & 1) != 0;
    if (!any)
        return fine(w);
    struct by_id *ids = intake_ids(in, RINGS[k].space, &n);
    struct edges e = {0};
    bool *anew = take_array(w, n + 1, bool); /* whose parent this import says: the database's word is void */
    for (size_t i = 0; i < b->n; i++) {
        struct row *row = b->row[i];
        if (row->dead || (row->given >> to & 1) == 0)
            continue;
        size_t u = node(ids, n, RINGS[k].from == NULL ? row->id : row->v[from].i);
        size_t v = (row->null >> to & 1) != 0 ? n : node(ids, n, row->v[to].i);
        if (u < n && RINGS[k].from == NULL && !row->weak)
            anew[u] = true;
        if (u >= n || v >= n)
            continue;
        grow(w, &e.edge, e.room, e.n);
        e.edge[e.n++] = (struct edge){(uint32_t)u, (uint32_t)v, row};
    }
    struct rows r = db_rows(w, RINGS[k].sql, NO_ARGS);
    while (db_next(&r)) {
        size_t u = node(ids, n, db_int(&r, 0)), v = node(ids, n, db_int(&r, 1));
        if (u >= n || v >= n || anew[u])
            continue;
        grow(w, &e.edge, e.room, e.n);
        e.edge[e.n++] = (struct edge){(uint32_t)u, (uint32_t)v, NULL};
    }
    struct edge ring[12];
    size_t len;
    for (int times = 0; times < 20 && fine(w) && (len = cycle_find(n, e.edge, e.n, ring, COUNT(ring))) > 0;
         times++) {
        struct text t = TEXT(0);
        struct row *blame = NULL;
        text_add(&t, ids[ring[0].from].thing->code);
        for (size_t i = 0; i < len; i++) {
            text_fmt(&t, " -> %s", ids[ring[i].to].thing->code);
            blame = ring[i].why != NULL ? (struct row *)(uintptr_t)ring[i].why : blame;
        }
        if (blame != NULL)
            intake_refuse(in, b->record, blame, blame->file, blame->line, RINGS[k].to,
                          blame->null >> to & 1 ? "" : ids[node(ids, n, blame->v[to].i)].thing->code,
                          take_text(w,
                                    k == 0 ? tr(w, "the broader competences form a ring: %s")
                                           : tr(w, "the modules require each other in a ring: %s"),
                                    t.s),
                          tr(w, "break it at one of these places"));
        text_free(&t);
        if (blame == NULL)
            break; /* an old ring of the database's own: `cavt check` names it */
        for (size_t i = 0; i < e.n; i++)
            if (e.edge[i].why == blame)
                e.edge[i--] = e.edge[--e.n];
    }
    return fine(w);
}

/* ---------------------------------------------------------------- an order must ask for something */

static bool orders(struct intake *in)
{
    struct batch *b = intake_batch(in, &record_order), *asks = intake_batch(in, &record_order_competence);
    struct work *w = in->w;
    size_t n, occupation = record_field(&record_order, "occupation"),
              state = record_field(&record_order, "state");
    if (b->n == 0)
        return true;
    struct by_id *ids = intake_ids(in, "order", &n);
    bool *asked = take_array(w, n + 1, bool);
    for (size_t i = 0; i < asks->n; i++)
        asked[node(ids, n, asks->row[i]->v[0].i)] = true; /* refused rows too: one refusal is enough */
    struct rows r = db_rows(w, "SELECT DISTINCT order_id FROM order_competence", NO_ARGS);
    while (db_next(&r))
        asked[node(ids, n, db_int(&r, 0))] = true;
    for (size_t i = 0; i < b->n; i++) {
        struct row *row = b->row[i];
        if (row->dead || asked[node(ids, n, row->id)] || (row->null >> occupation & 1) == 0 ||
            strcmp(row->v[state].s, "draft") == 0)
            continue;
        intake_refuse(
            in, b->record, row, row->file, row->line, "code", row->v[0].s,
            tr(w, "the order asks for no competence and no occupation"),
            tr(w, "add its rows to the sheet \"order_competence\", name an occupation, or make it a draft"));
    }
    return fine(w);
}

bool intake_check(struct intake *in)
{
    if (!intake_refs(in))
        return false;
    owners(in);
    kinds(in);
    for (size_t i = 0; i < in->batches && fine(in->w); i++)
        rules(in, &in->batch[i]);
    for (size_t k = 0; k < COUNT(RINGS) && fine(in->w); k++)
        rings(in, k);
    return fine(in->w) && orders(in);
}
