/* compose.c -- see compose.h. */
#include "offer/compose.h"

#include "offer/offer_sql.h"
#include "solve/cover.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES_MOST 600 /* modules that one composition looks at */
#define FILL_MOST       80  /* of them, let in only to reach the norm's hours */
#define COHORTS_MOST    4   /* numbers of cohorts tried */

/* ---- who could take part ---- */

struct pool {
    struct market *m;
    bool *in;
    int *list, count;
};

static void enter(struct pool *p, int module)
{
    if (module < 0 || p->in[module] || p->count == CANDIDATES_MOST)
        return;
    if (p->m->easing.exclude_organisation == p->m->st->modules.all[module].organisation)
        return;
    p->in[module] = true;
    p->list[p->count++] = module;
}

static void enter_givers(struct pool *p, int64_t competence_id, int level)
{
    int n;
    const struct giver *g = modules_giving(&p->m->st->modules, competence_id, &n);
    for (int i = 0; i < n; i++)
        if (g[i].level >= level)
            enter(p, g[i].module);
}

/* aligned: the competences that are as good as the one asked, by the frameworks' own alignments. */
static const int64_t *aligned(struct market *m, const struct ask *a, int *n)
{
    struct also *also = &m->also[a - m->order->asks];
    if (!also->known) {
        size_t room = 0;
        struct rows r = db_rows(m->w, OFFER_ALIGNED, ARGS(V(a->competence_id)));
        while (db_next(&r)) {
            grow(m->w, &also->ids, room, (size_t)also->count);
            also->ids[also->count++] = db_int(&r, 0);
        }
        also->known = true;
    }
    *n = also->count;
    return also->ids;
}

bool module_meets(struct market *m, int module, const struct ask *a)
{
    const struct module *mod = &m->st->modules.all[module];
    int n = 0;
    const int64_t *also = aligned(m, a, &n);
    for (int i = 0; i < mod->gives_count; i++) {
        const struct gives *g = &m->st->modules.gives[mod->gives_first + i];
        bool same = g->competence_id == a->competence_id;
        for (int k = 0; !same && k < n; k++)
            same = also[k] == g->competence_id;
        if (same && g->level >= a->level)
            return true;
    }
    return false;
}

/* kin: what else the programmes of the modules in the pool hold, to fill hours with what belongs together. */
static void enter_kin(struct pool *p)
{
    const struct modules *ms = &p->m->st->modules;
    int most = p->count + FILL_MOST;
    for (int i = 0; i < ms->pairing_count && p->count < most; i++) {
        bool joins = false;
        for (int k = 0; !joins && k < ms->pairing_count; k++)
            joins = ms->pairings[k].programme_id == ms->pairings[i].programme_id && ms->pairings[k].module >= 0 &&
                    p->in[ms->pairings[k].module];
        if (joins)
            enter(p, ms->pairings[i].module);
    }
    for (int a = 0; a < p->m->order->ask_count && p->count < most; a++) {
        struct rows r = db_rows(p->m->w, OFFER_KIN, ARGS(V(p->m->order->asks[a].competence_id)));
        while (db_next(&r))
            enter_givers(p, db_int(&r, 0), 1);
    }
}

static void enter_required(struct pool *p)
{
    const struct modules *ms = &p->m->st->modules;
    for (int i = 0; i < p->count; i++) {
        const struct module *mod = &ms->all[p->list[i]];
        for (int k = 0; k < mod->prerequisite_count; k++) {
            const struct prerequisite *q = &ms->prerequisites[mod->prerequisite_first + k];
            if (q->module >= 0)
                enter(p, q->module);
            else
                enter_givers(p, q->competence_id, q->level);
        }
    }
}

static int by_index(const void *a, const void *b) { return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b); }

int *candidate_modules(struct market *m, bool fill, int *n)
{
    struct pool p = {.m = m, .in = take_array(m->w, m->st->modules.count + 1, bool), .list = take_array(m->w, CANDIDATES_MOST + 1, int)};
    for (int a = 0; a < m->order->ask_count; a++) {
        int also = 0;
        enter_givers(&p, m->order->asks[a].competence_id, m->order->asks[a].level);
        const int64_t *ids = aligned(m, &m->order->asks[a], &also);
        for (int k = 0; k < also; k++)
            enter_givers(&p, ids[k], m->order->asks[a].level);
    }
    enter_required(&p);
    if (fill) {
        enter_kin(&p);
        enter_required(&p);
    }
    qsort(p.list, (size_t)p.count, sizeof(int), by_index); /* one order whatever way they were found */
    *n = p.count;
    return p.list;
}

/* ---- how many cohorts ---- */

int cohorts_possible(const struct market *m, const int *candidates, int n, int *out, int room)
{
    int count = 0, people = m->order->people;
    for (int k = 1; k <= people && count < room; k++) {
        int size = (people + k - 1) / k, last = (people + k - 2) / (k - 1 > 0 ? k - 1 : 1);
        bool fits = false, news = count == 0;
        for (int i = 0; i < n; i++) {
            const struct module *mod = &m->st->modules.all[candidates[i]];
            bool ok = size <= mod->cohort_most && people / k >= mod->cohort_least;
            bool was = k > 1 && last <= mod->cohort_most && people / (k - 1) >= mod->cohort_least;
            fits = fits || ok;
            news = news || (ok && !was);
        }
        if (fits && news)
            out[count++] = k;
    }
    return count;
}

/* ---- the model ---- */

struct model {
    struct cover_problem p;
    int *module; /* local -> state */
    int *local;  /* state -> local, -1 */
};

static int *ints(struct work *w, size_t n) { return take_array(w, n + 1, int); }

static void add_groups(struct market *m, struct model *x, struct cover_module *c, const struct module *mod)
{
    const struct modules *ms = &m->st->modules;
    struct cover_group *groups = take_array(m->w, mod->prerequisite_count + 1, struct cover_group);
    for (int k = 0; k < mod->prerequisite_count; k++) {
        const struct prerequisite *q = &ms->prerequisites[mod->prerequisite_first + k];
        int n = 0, *member;
        if (q->module >= 0) {
            member = ints(m->w, 1);
            if (x->local[q->module] >= 0)
                member[n++] = x->local[q->module];
        } else {
            int givers;
            const struct giver *g = modules_giving(ms, q->competence_id, &givers);
            member = ints(m->w, (size_t)givers);
            for (int i = 0; i < givers; i++)
                if (g[i].level >= q->level && x->local[g[i].module] >= 0)
                    member[n++] = x->local[g[i].module];
        }
        groups[k] = (struct cover_group){n, member};
    }
    c->groups = mod->prerequisite_count;
    c->group = groups;
}

/* week_capacity: academic hours a cohort can have in a full week. */
static int week_capacity(const struct market *m)
{
    int days = __builtin_popcount((unsigned)m->order->weekdays);
    int by_days = days * m->day_most_ah;
    return by_days < m->week_most_ah ? by_days : m->week_most_ah;
}

static void add_module(struct market *m, struct model *x, struct cover_module *c, const struct supply *s, int cohorts)
{
    const struct module *mod = &m->st->modules.all[s->module];
    int64_t fee = mod->price_cohort_minor * cohorts + mod->price_learner_minor * m->order->people;
    int capacity = week_capacity(m);
    *c = (struct cover_module){.cost = fee + s->least_minor * cohorts, .price = fee + s->least_price_minor * cohorts,
                               .hours = module_hours_ah(mod), .contact = mod->placed ? module_contact_ah(mod) : 0,
                               .partner = mod->organisation};
    if (capacity > 0)
        c->cost += m->weights.day_minor * c->contact * 7 / capacity;
    int *asks = ints(m->w, (size_t)m->order->ask_count);
    for (int a = 0; a < m->order->ask_count; a++)
        if (module_meets(m, s->module, &m->order->asks[a]))
            asks[c->asks++] = a;
    c->ask = asks;
    add_groups(m, x, c, mod);
}

static bool fits_size(const struct market *m, const struct module *mod, int cohorts)
{
    int people = m->order->people;
    return (people + cohorts - 1) / cohorts <= mod->cohort_most && people / cohorts >= mod->cohort_least;
}

static bool make_model(struct market *m, const int *candidates, int n, int cohorts, const struct ban *bans, int ban_count,
                       struct model *x)
{
    int size = (m->order->people + cohorts - 1) / cohorts;
    x->module = ints(m->w, (size_t)n);
    x->local = ints(m->w, (size_t)m->st->modules.count);
    memset(x->local, -1, (size_t)m->st->modules.count * sizeof(int));
    struct supply **supplies = take_array(m->w, n + 1, struct supply *);
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (!fits_size(m, &m->st->modules.all[candidates[i]], cohorts))
            continue;
        struct supply *s = market_supply(m, candidates[i], size);
        if (s == NULL)
            return false;
        if (!s->possible)
            continue;
        x->local[candidates[i]] = count;
        supplies[count] = s;
        x->module[count++] = candidates[i];
    }
    struct cover_module *all = take_array(m->w, count + 1, struct cover_module);
    for (int i = 0; i < count; i++)
        add_module(m, x, &all[i], supplies[i], cohorts);
    struct cover_group *banned = take_array(m->w, ban_count + 1, struct cover_group);
    int banned_count = 0;
    for (int b = 0; b < ban_count; b++) {
        int *member = ints(m->w, 64), k = 0;
        for (int i = 0; i < bans[b].count; i++)
            if (x->local[bans[b].modules[i]] >= 0)
                member[k++] = x->local[bans[b].modules[i]];
        if (k == bans[b].count)
            banned[banned_count++] = (struct cover_group){k, member};
    }
    x->p = (struct cover_problem){.modules = count, .asks = m->order->ask_count, .partners = m->st->partners.organisation_count,
                                  .module = all, .partner_cost = m->weights.partner_minor, .hours_least = m->norm.least_ah,
                                  .hours_most = m->norm.most_ah, .contact_most = market_hours_ah(m), .budget = m->order->budget_minor,
                                  .bans = banned_count, .ban = banned};
    return fine(m->w);
}

static bool try_cohorts(struct market *m, const int *candidates, int n, int cohorts, double seconds, const struct ban *bans, int ban_count,
                        struct composition *best)
{
    struct model x = {0};
    if (!make_model(m, candidates, n, cohorts, bans, ban_count, &x))
        return false;
    struct cover_answer a = {.order = ints(m->w, (size_t)x.p.modules)};
    struct err e = {0};
    if (!cover_solve(&x.p, seconds, &a, &e))
        return fail(m->w, e.fault, "%s", e.text);
    best->seconds += a.seconds;
    best->proved = best->proved && a.proved;
    if (!a.found)
        return true;
    if (!best->found || a.bound < best->bound_minor)
        best->bound_minor = a.bound;
    if (best->found && a.cost >= best->cost_minor)
        return true;
    best->found = true;
    best->cost_minor = a.cost;
    best->cohorts = cohorts;
    best->size = (m->order->people + cohorts - 1) / cohorts;
    best->count = a.chosen;
    best->modules = ints(m->w, (size_t)a.chosen);
    for (int i = 0; i < a.chosen; i++)
        best->modules[i] = x.module[a.order[i]];
    return true;
}

bool compose(struct market *m, double seconds, const struct ban *bans, int ban_count, struct composition *out)
{
    *out = (struct composition){.proved = true};
    for (int fill = 0; fill < 2 && !out->found; fill++) {
        if (fill == 1 && m->norm.least_ah == 0)
            break;
        out->candidates = candidate_modules(m, fill == 1, &out->candidate_count);
        int ks[COHORTS_MOST];
        int n = cohorts_possible(m, out->candidates, out->candidate_count, ks, COHORTS_MOST);
        for (int i = 0; i < n; i++)
            if (!try_cohorts(m, out->candidates, out->candidate_count, ks[i], seconds / n, bans, ban_count, out))
                return false;
        out->filled = fill == 1 && out->found;
    }
    return fine(m->w);
}
