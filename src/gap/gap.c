/* gap.c -- see gap.h. */
#include "gap/gap.h"

#include "base/day.h"
#include "base/fold.h"
#include "base/map.h"
#include "demand/need.h"
#include "gap/capacity.h"
#include "gap/gap_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BACK_MONTHS  12 /* of adverts that are looked back on */
#define IDLE_COHORTS 20 /* an idle competence is counted up to so many cohorts */
#define FAIR_ADVERTS 30
#define WEAK_ADVERTS 10

enum level_of { LOW, MID, HIGH, LEVELS };

struct ask_part { /* people of one place who ask for one competence at one level */
    size_t row;
    int level;
    double people[LEVELS];
    int64_t rest; /* not yet placed in the run at hand */
    int givers;
};

struct finding_gaps {
    struct work *w;
    const struct gap_ask *ask;
    struct gaps *out;
    struct capacity *capacity;
    size_t rows_room, parts_room, nparts;
    struct ask_part *parts;
    struct map at; /* competence and folded place -> 1 + row */
};

bool gap_defaults(struct work *w, struct gap_ask *ask)
{
    int64_t offset_min = 0;
    *ask = (struct gap_ask){.today_on = INT32_MIN, .travel_min = 60, .scale = 1, .kind = -1};
    struct rows r = db_rows(w, GAP_SETTINGS, NO_ARGS);
    while (db_next(&r)) {
        const char *name = db_peek(&r, 0), *value = db_peek(&r, 1);
        if (strcmp(name, "utc_offset_min") == 0) {
            offset_min = strtoll(value, NULL, 10);
        } else if (strcmp(name, "today") == 0) {
            if (*value != '\0' && !day_parse(value, &ask->today_on))
                return fail(w, NOT_VALID, tr(w, "the setting \"%s\" is %s, which is no date; write it as 2027-03-01"), "today", value);
        } else {
            char *end;
            double x = strtod(value, &end);
            if (*value != '\0' && (*end != '\0' || !(x >= 0 && x <= 100)))
                return fail(w, NOT_VALID, tr(w, "the setting \"%s\" is %s; it must be a number from 0 to 100"), "people_per_vacancy", value);
            ask->scale = *value != '\0' ? x : 1;
        }
    }
    if (ask->today_on == INT32_MIN)
        ask->today_on = wall_day(wall_from_unix(w->now, (int)offset_min));
    ask->by_on = need_month_after(ask->today_on, 7) - 1; /* the end of the sixth month ahead */
    return fine(w);
}

static size_t row_of(struct finding_gaps *f, int64_t competence, const char *place)
{
    struct work *w = f->w;
    bool fresh;
    int64_t *at = map_at(&f->at, take_text(w, "%lld %s", (long long)competence, fold(w, place)), &fresh);
    if (fresh) {
        grow(w, &f->out->rows, f->rows_room, f->out->n);
        f->out->rows[f->out->n] = (struct gap_row){.competence_id = competence, .municipality = take_text(w, "%s", place)};
        *at = (int64_t)++f->out->n;
    }
    return (size_t)*at - 1;
}

static void add_part(struct finding_gaps *f, size_t row, int level, struct span people)
{
    struct gap_row *x = &f->out->rows[row];
    x->level = level > x->level ? level : x->level;
    x->asked.low += people.low;
    x->asked.mid += people.mid;
    x->asked.high += people.high;
    for (size_t i = 0; i < f->nparts; i++)
        if (f->parts[i].row == row && f->parts[i].level == level) {
            f->parts[i].people[LOW] += people.low;
            f->parts[i].people[MID] += people.mid;
            f->parts[i].people[HIGH] += people.high;
            return;
        }
    grow(f->w, &f->parts, f->parts_room, f->nparts);
    f->parts[f->nparts++] = (struct ask_part){.row = row, .level = level, .people = {people.low, people.mid, people.high}};
}

static int months_between(int32_t a, int32_t b)
{
    int ya, ma, yb, mb, d;
    day_split(a, &ya, &ma, &d);
    day_split(b, &yb, &mb, &d);
    return (yb - ya) * 12 + mb - ma;
}

/* 95% of a count, Byar's approximation to the exact Poisson bounds (Breslow and Day 1987). */
static struct span counted(int64_t k)
{
    double low = k > 0 ? (double)k * pow(1 - 1 / (9.0 * (double)k) - 1.96 / (3 * sqrt((double)k)), 3) : 0, m = (double)k + 1;
    return (struct span){fmax(0, low), (double)k, m * pow(1 - 1 / (9 * m) + 1.96 / (3 * sqrt(m)), 3)};
}

static bool wanted(const struct finding_gaps *f, int64_t only, int64_t competence, const char *place)
{
    if (only != 0 && competence != only)
        return false;
    return f->ask->municipality == NULL || strcmp(fold(f->w, f->ask->municipality), fold(f->w, place)) == 0;
}

static void read_orders(struct finding_gaps *f)
{
    struct rows r = db_rows(f->w, GAP_ORDERS, ARGS(V(f->ask->today_on), V(f->ask->by_on)));
    while (db_next(&r)) {
        double n = (double)db_int(&r, 3);
        size_t row = row_of(f, db_int(&r, 0), db_text(&r, 1));
        f->out->rows[row].orders += db_int(&r, 3);
        add_part(f, row, (int)db_int(&r, 2), (struct span){n, n, n});
    }
    r = db_rows(f->w, GAP_SIGNALS, ARGS(V(f->ask->today_on), V(f->ask->by_on)));
    while (db_next(&r)) {
        double n = (double)db_int(&r, 3), sure = (double)db_int(&r, 4) / 100;
        struct span s = {sure >= 0.95 ? n : 0, n * sure, n}; /* a project is built or it is not */
        size_t row = row_of(f, db_int(&r, 0), db_text(&r, 1));
        struct span *sum = &f->out->rows[row].signals;
        *sum = (struct span){sum->low + s.low, sum->mid + s.mid, sum->high + s.high};
        add_part(f, row, (int)db_int(&r, 2), s);
    }
}

static void read_adverts(struct finding_gaps *f)
{
    struct work *w = f->w;
    struct rows r = db_rows(w, GAP_MONTHS, ARGS(V(f->ask->today_on)));
    if (!db_next(&r) || db_null(&r, 0)) {
        db_done(&r);
        return;
    }
    int32_t first = (int32_t)db_int(&r, 0), last = (int32_t)db_int(&r, 1);
    db_done(&r);
    int32_t since = need_month_after(last, 1 - BACK_MONTHS);
    since = since > first ? since : first;
    f->out->months = months_between(since, last) + 1;
    f->out->ahead = (f->ask->by_on - f->ask->today_on + 15) / 30;
    f->out->adverts = db_one(w, GAP_READ, ARGS(V(since), V(last)), 0);
    double times = f->ask->scale * f->out->ahead / f->out->months;
    r = db_rows(w, GAP_ADVERTS, ARGS(V(since), V(last)));
    while (db_next(&r)) {
        struct span s = counted(db_int(&r, 2));
        s = (struct span){s.low * times, s.mid * times, s.high * times};
        size_t row = row_of(f, db_int(&r, 0), db_text(&r, 1));
        f->out->rows[row].seen += db_int(&r, 3);
        f->out->rows[row].adverts = (struct span){f->out->rows[row].adverts.low + s.low, f->out->rows[row].adverts.mid + s.mid, f->out->rows[row].adverts.high + s.high};
        add_part(f, row, 1, s); /* an advert seldom says how well; any module will do */
    }
}

static int hardest_first(const void *pa, const void *pb)
{
    const struct ask_part *a = pa, *b = pb;
    if (a->givers != b->givers)
        return a->givers < b->givers ? -1 : 1;
    if (a->people[MID] < b->people[MID] || a->people[MID] > b->people[MID])
        return a->people[MID] > b->people[MID] ? -1 : 1;
    return a->row != b->row ? (a->row < b->row ? -1 : 1) : a->level - b->level;
}

/* The modules that give a competence at a level, the fewest hours with people first. */
static int givers(const struct modules *ms, int64_t competence, int level, int *to, int most)
{
    int n, used = 0;
    const struct giver *g = modules_giving(ms, competence, &n);
    for (int i = 0; i < n && used < most; i++) {
        if (g[i].level < level)
            continue;
        int k = used++, hours = module_contact_ah(&ms->all[g[i].module]);
        for (; k > 0 && module_contact_ah(&ms->all[to[k - 1]]) > hours; k--)
            to[k] = to[k - 1];
        to[k] = g[i].module;
    }
    return used;
}

#define GIVERS_MOST 64

/* Place as many people of a part as there are seats for, near or anywhere; returns how many. */
static int64_t place(struct finding_gaps *f, struct ask_part *p, bool near)
{
    int to[GIVERS_MOST];
    const struct gap_row *x = &f->out->rows[p->row];
    int n = givers(capacity_modules(f->capacity), x->competence_id, p->level, to, GIVERS_MOST);
    const char *town = near ? fold(f->w, x->municipality) : NULL, *where;
    int64_t placed = 0;
    for (int i = 0; i < n && p->rest > 0; i++)
        for (int got; p->rest > 0 && (got = capacity_take(f->capacity, to[i], (int)(p->rest < 100000 ? p->rest : 100000), town, f->ask->travel_min, &where)) > 0;) {
            p->rest -= got;
            placed += got;
        }
    return placed;
}

/* One run over all parts with one of the three levels of demand; the far seats matter to the middle one alone. */
static void run(struct finding_gaps *f, enum level_of level)
{
    capacity_again(f->capacity);
    for (size_t i = 0; i < f->nparts; i++)
        f->parts[i].rest = (int64_t)ceil(f->parts[i].people[level] - 1e-9);
    for (size_t i = 0; i < f->nparts && fine(f->w); i++) {
        struct ask_part *p = &f->parts[i];
        struct gap_row *x = &f->out->rows[p->row];
        int64_t near = p->givers > 0 ? place(f, p, true) : 0;
        if (level == MID)
            x->given += near;
        *(level == LOW ? &x->lacking.low : level == MID ? &x->lacking.mid : &x->lacking.high) += (double)p->rest;
    }
    for (size_t i = 0; i < f->nparts && level == MID && fine(f->w); i++) {
        struct ask_part *p = &f->parts[i];
        struct gap_row *x = &f->out->rows[p->row];
        if (p->givers > 0)
            x->place += place(f, p, false);
        *(p->givers > 0 ? &x->seats : &x->nobody) += p->rest;
    }
}

/* Who is taught and asked for by nobody: how many more could be, by what is left after all who ask. */
static void idle(struct finding_gaps *f, int64_t only)
{
    const struct modules *ms = capacity_modules(f->capacity);
    const char *place_asked = f->ask->municipality != NULL ? fold(f->w, f->ask->municipality) : NULL;
    size_t asked = f->out->n;
    struct map seen = {0};
    for (size_t i = 0; i < asked; i++)
        map_at(&seen, take_text(f->w, "%lld", (long long)f->out->rows[i].competence_id), NULL);
    for (int i = 0; i < ms->giver_count && fine(f->w); i++) {
        int64_t c = ms->givers[i].competence_id;
        if ((i > 0 && ms->givers[i - 1].competence_id == c) || (only != 0 && c != only) || map_find(&seen, take_text(f->w, "%lld", (long long)c)) != NULL)
            continue;
        int64_t people = 0;
        const char *town = "", *where;
        int level = 0;
        size_t mark = capacity_mark(f->capacity);
        for (int k = i, cohorts = 0; k < ms->giver_count && ms->givers[k].competence_id == c; k++) {
            const struct module *m = &ms->all[ms->givers[k].module];
            for (int got; cohorts < IDLE_COHORTS && (got = capacity_take(f->capacity, ms->givers[k].module, m->cohort_most, place_asked, 0, &where)) >= m->cohort_least; cohorts++) {
                town = people == 0 ? where : town;
                people += got;
                level = ms->givers[k].level > level ? ms->givers[k].level : level;
            }
        }
        capacity_back(f->capacity, mark);
        if (people == 0)
            continue;
        size_t row = row_of(f, c, town);
        f->out->rows[row].idle = people;
        f->out->rows[row].level = level;
    }
    map_free(&seen);
}

static void judge(struct gap_row *x)
{
    x->kind = x->idle > 0 ? GAP_IDLE : GAP_MET;
    int64_t worst = 0;
    const struct {
        int64_t people;
        enum gap_kind kind;
    } all[] = {{x->nobody, GAP_NOBODY}, {x->seats, GAP_SEATS}, {x->place, GAP_PLACE}};
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i].people > worst) {
            worst = all[i].people;
            x->kind = all[i].kind;
        }
    double firm = (double)x->orders;
    x->trust = x->asked.mid <= firm * 1.25 || x->seen >= FAIR_ADVERTS * 4 ? TRUST_FIRM : x->seen >= FAIR_ADVERTS || x->asked.mid <= firm * 2 ? TRUST_FAIR : TRUST_WEAK;
}

static int by_lack(const void *pa, const void *pb)
{
    const struct gap_row *a = pa, *b = pb;
    if (a->lacking.mid < b->lacking.mid || a->lacking.mid > b->lacking.mid)
        return a->lacking.mid > b->lacking.mid ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->idle != b->idle)
        return a->idle > b->idle ? -1 : 1;
    int c = strcmp(a->code, b->code);
    return c != 0 ? c : strcmp(a->municipality, b->municipality);
}

/* Names, kinds and order; what was not asked about is left out. */
static void finish(struct finding_gaps *f, int64_t only)
{
    struct gaps *g = f->out;
    struct map ids = {0};
    for (size_t i = 0; i < g->n; i++)
        map_at(&ids, take_text(f->w, "%lld", (long long)g->rows[i].competence_id), NULL);
    struct rows r = db_rows(f->w, GAP_COMPETENCES, NO_ARGS);
    struct gap_row *kept = take_array(f->w, g->n + 1, struct gap_row);
    struct named { const char *code, *ru, *en; } *names = NULL;
    size_t nnames = 0, names_room = 0, n = 0;
    while (db_next(&r)) {
        int64_t *at = map_find(&ids, take_text(f->w, "%lld", (long long)db_int(&r, 0)));
        if (at == NULL)
            continue;
        grow(f->w, &names, names_room, nnames);
        names[nnames++] = (struct named){db_text(&r, 1), db_text(&r, 2), db_text(&r, 3)};
        *at = (int64_t)nnames;
    }
    for (size_t i = 0; i < g->n; i++) {
        struct gap_row *x = &g->rows[i];
        const int64_t *at = map_find(&ids, take_text(f->w, "%lld", (long long)x->competence_id));
        int modules;
        judge(x);
        if (at == NULL || *at == 0 || !wanted(f, only, x->competence_id, x->municipality) || (f->ask->kind >= 0 && (int)x->kind != f->ask->kind))
            continue;
        x->code = names[*at - 1].code;
        x->name_ru = names[*at - 1].ru;
        x->name_en = names[*at - 1].en;
        modules_giving(capacity_modules(f->capacity), x->competence_id, &modules);
        x->modules = modules;
        kept[n++] = *x;
    }
    map_free(&ids);
    g->rows = kept;
    g->n = n;
    if (n > 1)
        qsort(kept, n, sizeof(*kept), by_lack);
}

bool gap_find(struct work *w, const struct gap_ask *ask, struct gaps *out)
{
    *out = (struct gaps){0};
    struct finding_gaps f = {.w = w, .ask = ask, .out = out};
    int64_t only = 0;
    if (ask->competence != NULL && (only = db_one(w, GAP_COMPETENCE, ARGS(V(ask->competence)), 0)) == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no competence %s"), ask->competence);
    if (ask->by_on <= ask->today_on)
        return fail(w, NOT_VALID, tr(w, "the day must lie ahead"));
    f.capacity = capacity_open(w, ask->today_on, ask->by_on);
    if (f.capacity == NULL)
        return false;
    read_orders(&f);
    read_adverts(&f);
    for (size_t i = 0; i < f.nparts; i++) {
        int to[GIVERS_MOST];
        f.parts[i].givers = givers(capacity_modules(f.capacity), out->rows[f.parts[i].row].competence_id, f.parts[i].level, to, GIVERS_MOST);
    }
    if (f.nparts > 1)
        qsort(f.parts, f.nparts, sizeof(*f.parts), hardest_first);
    run(&f, LOW);
    run(&f, HIGH);
    run(&f, MID);
    idle(&f, only);
    finish(&f, only);
    map_free(&f.at);
    return fine(w);
}
