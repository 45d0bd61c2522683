/* reason.c -- why: of what was chosen, and of what cannot be.  See answer.h.
 *
 * Causes are found from the plain to the tangled: what nobody teaches, what no module can be given for, then
 * which one limit of the order, taken away, lets a composition be found. */
#include "offer/answer.h"

#include "offer/offer_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

static struct cause *add_cause(struct market *m, struct answer *a, enum cause_kind kind, struct said text)
{
    static const size_t step = 16;
    if (a->cause_count % step == 0) {
        struct cause *more = take_array(m->w, (size_t)a->cause_count + step, struct cause);
        if (a->cause_count > 0)
            memcpy(more, a->causes, (size_t)a->cause_count * sizeof(*more));
        a->causes = more;
    }
    a->causes[a->cause_count] = (struct cause){.kind = kind, .text = text, .module = -1};
    return &a->causes[a->cause_count++];
}

static const char *module_name(const struct market *m, int i)
{
    return tr_name(m->w, m->st->modules.all[i].name_ru, m->st->modules.all[i].name_en);
}

static const char *organisation_name(const struct market *m, int i)
{
    return tr_name(m->w, m->st->partners.organisations[i].name_ru, m->st->partners.organisations[i].name_en);
}

/* ---- gaps ---- */

static void note_developer(struct gap_found *g, int organisation)
{
    for (int i = 0; i < g->developer_count; i++)
        if (g->developers[i] == organisation)
            return;
    if (g->developer_count < 5)
        g->developers[g->developer_count++] = organisation;
}

static void note_near(struct gap_found *g, int module)
{
    for (int i = 0; i < g->nearest_count; i++)
        if (g->nearest[i] == module)
            return;
    if (g->nearest_count < 5)
        g->nearest[g->nearest_count++] = module;
}

/* near_competence: modules that give it at any level are near; who has staff able in it could develop one. */
static void near_competence(struct market *m, struct gap_found *g, int64_t competence_id)
{
    int n;
    const struct giver *givers = modules_giving(&m->st->modules, competence_id, &n);
    for (int i = 0; i < n; i++) {
        note_near(g, givers[i].module);
        note_developer(g, m->st->modules.all[givers[i].module].organisation);
    }
    const struct staff_row *staff = resources_staff(&m->st->resources, competence_id, &n);
    for (int i = 0; i < n; i++)
        note_developer(g, m->st->resources.all[staff[i].staff].organisation);
}

static void add_gap(struct market *m, struct answer *a, const struct ask *ask)
{
    if (a->gaps == NULL)
        a->gaps = take_array(m->w, m->order->ask_count + 1, struct gap_found);
    struct gap_found *g = &a->gaps[a->gap_count++];
    *g = (struct gap_found){.competence_id = ask->competence_id, .level = ask->level};
    int n = 0;
    const struct staff_row *staff = resources_staff(&m->st->resources, ask->competence_id, &n);
    for (int i = 0; i < n; i++) /* who can do it is the first to ask */
        note_developer(g, m->st->resources.all[staff[i].staff].organisation);
    near_competence(m, g, ask->competence_id);
    struct rows r = db_rows(m->w, OFFER_KIN, ARGS(V(ask->competence_id)));
    while (db_next(&r))
        near_competence(m, g, db_int(&r, 0));
}

/* ---- why a module cannot be given ---- */

static int best_level(struct market *m, const struct ask *ask)
{
    int n, best = 0;
    const struct giver *g = modules_giving(&m->st->modules, ask->competence_id, &n);
    for (int i = 0; i < n; i++)
        if (g[i].level > best)
            best = g[i].level;
    return best;
}

static const char *type_name(struct market *m, const struct want *want)
{
    const char *sql = want->kind == STAFF ? "SELECT name_ru, name_en FROM competence WHERE id = $1"
                                          : "SELECT name_ru, name_en FROM resource_type WHERE id = $1";
    int64_t id = want->kind == STAFF ? want->need->competence_id : want->need->type_id;
    const char *name = "";
    struct rows r = db_rows(m->w, sql, ARGS(V(id)));
    if (db_next(&r))
        name = tr_name(m->w, db_text(&r, 0), db_text(&r, 1));
    db_done(&r);
    return name;
}

static struct said lacking_text(struct market *m, int module, const struct want *want)
{
    if (want == NULL)
        return SAY(m->w, TR("\"%s\" has no hour within the days and hours asked for"), module_name(m, module));
    if (want->kind == STAFF && want->seen == 0)
        return SAY(m->w, TR("\"%s\" needs a teacher able in \"%s\", and nobody in the region is"), module_name(m, module), type_name(m, want));
    if (want->kind == STAFF && want->shared == 0)
        return SAY(m->w, TR("\"%s\" needs a teacher able in \"%s\"; there are %d, but none within reach or shared with its owner"),
                   module_name(m, module), type_name(m, want), want->seen);
    if (want->kind == STAFF)
        return SAY(m->w, TR("no teacher able in \"%s\" is free in the hours asked for, so \"%s\" cannot be given"), type_name(m, want),
                   module_name(m, module));
    if (want->seen == 0)
        return SAY(m->w, TR("\"%s\" needs \"%s\", and the region has none"), module_name(m, module), type_name(m, want));
    if (want->reachable == 0)
        return SAY(m->w, TR("\"%s\" needs \"%s\" large and near enough for the cohort; none of the %d is"), module_name(m, module),
                   type_name(m, want), want->seen);
    if (want->shared == 0)
        return SAY(m->w, TR("\"%s\" needs \"%s\"; there is some within reach, but no owner shares it with %s"), module_name(m, module),
                   type_name(m, want), organisation_name(m, m->st->modules.all[module].organisation));
    return SAY(m->w, TR("\"%s\" needs \"%s\" (%d of it at once), and it is not to be had in the hours asked for"), module_name(m, module),
               type_name(m, want), want->units);
}

static enum cause_kind lacking_kind(const struct want *want)
{
    if (want == NULL)
        return NO_DAYS;
    if (want->kind == STAFF)
        return NO_STAFF;
    return want->reachable == 0 ? TOO_FAR : want->shared == 0 ? NOT_SHARED : NO_PLACE;
}

/* required_untaught: a competence that a module requires and no module gives; 0 if there is none. */
static int64_t required_untaught(const struct market *m, int module)
{
    const struct modules *ms = &m->st->modules;
    const struct module *mod = &ms->all[module];
    for (int k = 0; k < mod->prerequisite_count; k++) {
        const struct prerequisite *q = &ms->prerequisites[mod->prerequisite_first + k];
        if (q->module >= 0)
            continue;
        int n;
        bool met = false;
        const struct giver *g = modules_giving(ms, q->competence_id, &n);
        for (int i = 0; i < n && !met; i++)
            met = g[i].level >= q->level && g[i].module != module;
        if (!met)
            return q->competence_id;
    }
    return 0;
}

/* blame_module: why this giver of what is asked cannot be used; false when nothing of its own forbids it. */
static bool blame_module(struct market *m, struct answer *a, const struct ask *ask, int module)
{
    const struct module *mod = &m->st->modules.all[module];
    int people = m->order->people;
    struct cause *c;
    if (people < mod->cohort_least) {
        c = add_cause(m, a, TOO_FEW_PEOPLE,
                      SAY(m->w, TR("\"%s\" runs from %d people, and %d are to be trained"), module_name(m, module), mod->cohort_least, people));
    } else {
        int k = (people + mod->cohort_most - 1) / mod->cohort_most;
        struct supply *s = market_supply(m, module, (people + k - 1) / k);
        int64_t untaught = required_untaught(m, module);
        if (s != NULL && !s->possible) {
            c = add_cause(m, a, lacking_kind(s->lacking), lacking_text(m, module, s->lacking));
        } else if (untaught != 0) {
            const struct named *n = state_competence(m->w, m->st, untaught);
            c = add_cause(m, a, REQUIRES_UNTAUGHT,
                          SAY(m->w, TR("\"%s\" requires \"%s\" first, and nobody teaches that"), module_name(m, module),
                              tr_name(m->w, n->name_ru, n->name_en)));
        } else {
            return false;
        }
    }
    c->module = module;
    c->competence_id = ask->competence_id;
    return true;
}

/* cause_of_ask: true when this ask alone cannot be met. */
static bool cause_of_ask(struct market *m, struct answer *a, const struct ask *ask)
{
    int n = 0, best = -1;
    int *candidates = candidate_modules(m, false, &n);
    for (int i = 0; i < n; i++)
        if (module_meets(m, candidates[i], ask)) {
            struct answer none = {0};
            if (!blame_module(m, &none, ask, candidates[i]))
                return false;
            best = best < 0 ? candidates[i] : best;
        }
    if (best >= 0) {
        blame_module(m, a, ask, best);
        return true;
    }
    int level = best_level(m, ask);
    struct cause *c;
    if (level > 0)
        c = add_cause(m, a, LEVEL_TOO_LOW,
                      SAY(m->w, TR("\"%s\" is asked at level %d and taught up to level %d"), tr_name(m->w, ask->name_ru, ask->name_en),
                          ask->level, level));
    else
        c = add_cause(m, a, NOBODY_TEACHES, SAY(m->w, TR("nobody in the region teaches \"%s\""), tr_name(m->w, ask->name_ru, ask->name_en)));
    c->competence_id = ask->competence_id;
    add_gap(m, a, ask);
    return true;
}

/* ---- which limit, taken away, would do ---- */

/* composes: whether modules can be chosen for the order as changed, under a norm as changed. */
static bool composes(struct market *m, const struct order *o, const struct norm *norm, struct composition *c)
{
    struct market x;
    if (!market_open(m->w, m->st, o, &m->weights, &m->easing, &x))
        return false;
    x.norm = *norm;
    return compose(&x, 5, NULL, 0, c) && c->found;
}

static bool blame_limits(struct market *m, struct answer *a)
{
    struct order o = *m->order;
    struct composition c;
    struct norm norm = m->norm;
    o.budget_minor = -1;
    if (m->order->budget_minor >= 0 && composes(m, &o, &norm, &c)) {
        int64_t least = 0;
        for (int i = 0; i < c.count; i++) {
            const struct module *mod = &m->st->modules.all[c.modules[i]];
            struct supply *s = market_supply(m, c.modules[i], c.size);
            least += mod->price_cohort_minor * c.cohorts + mod->price_learner_minor * o.people + (s != NULL ? s->least_price_minor * c.cohorts : 0);
        }
        add_cause(m, a, OVER_BUDGET,
                  SAY(m->w, TR("the budget is %s, and the least price is about %s"), said_money(m->w, m->st, m->order->budget_minor),
                      said_money(m->w, m->st, least)));
        return true;
    }
    o = *m->order;
    norm.least_ah = 0;
    norm.most_ah = 0;
    if ((m->norm.least_ah > 0 || m->norm.most_ah > 0) && composes(m, &o, &norm, &c)) {
        int hours = 0;
        for (int i = 0; i < c.count; i++)
            hours += module_hours_ah(&m->st->modules.all[c.modules[i]]);
        if (hours < m->norm.least_ah)
            add_cause(m, a, HOURS_BELOW_NORM,
                      SAY(m->w, TR("a programme of this kind takes at least %d hours (%s), and the modules that fit come to %d"),
                          m->norm.least_ah, m->norm.source, hours));
        else
            add_cause(m, a, HOURS_BELOW_NORM,
                      SAY(m->w, TR("a programme of this kind takes at most %d hours (%s), and what is asked comes to %d"), m->norm.most_ah,
                          m->norm.source, hours));
        return true;
    }
    norm = m->norm;
    o.deadline_on += 364;
    if (composes(m, &o, &norm, &c)) {
        int contact = 0;
        for (int i = 0; i < c.count; i++)
            contact += module_contact_ah(&m->st->modules.all[c.modules[i]]);
        add_cause(m, a, NO_DAYS,
                  SAY(m->w, TR("what is asked takes %d hours of lessons, and between %s and %s at the hours asked for at most %d can be held"),
                      contact, said_day(m->w, m->order->earliest_on), said_day(m->w, m->order->deadline_on), market_hours_ah(m)));
        return true;
    }
    return false;
}

static struct said unplaced_text(struct market *m, const struct placing *p, int module)
{
    const char *why = p->worst_why;
    if (strcmp(why, "room") == 0)
        return SAY(m->w, TR("for %d lessons, most of \"%s\", no room is free at an hour that is left"), p->unplaced, module_name(m, module));
    if (strcmp(why, "equipment") == 0)
        return SAY(m->w, TR("for %d lessons, most of \"%s\", the machines are not free at an hour that is left"), p->unplaced,
                   module_name(m, module));
    if (strcmp(why, "staff") == 0)
        return SAY(m->w, TR("for %d lessons, most of \"%s\", no teacher is free at an hour that is left"), p->unplaced, module_name(m, module));
    if (strcmp(why, "resource") == 0)
        return SAY(m->w, TR("for %d lessons, most of \"%s\", rooms, machines and teachers are never free together"), p->unplaced,
                   module_name(m, module));
    if (strcmp(why, "load") == 0)
        return SAY(m->w, TR("for %d lessons, most of \"%s\", the teachers have reached their weekly load"), p->unplaced, module_name(m, module));
    if (strcmp(why, "travel") == 0)
        return SAY(m->w, TR("for %d lessons, most of \"%s\", there is no time left to travel between the sites"), p->unplaced,
                   module_name(m, module));
    return SAY(m->w, TR("for %d lessons, most of \"%s\", there is no hour left before the deadline"), p->unplaced, module_name(m, module));
}

static void blame_placing(struct market *m, struct answer *a, const struct left_over *left)
{
    const struct placing *p = &left->placing;
    if (left->over_budget) {
        add_cause(m, a, OVER_BUDGET,
                  SAY(m->w, TR("the budget of %s does not cover the rooms, machines and teachers that are free at the hours asked for"),
                      said_money(m->w, m->st, m->order->budget_minor)));
        return;
    }
    if (p->worst_module < 0)
        return;
    int module = left->composition.modules[p->worst_module];
    add_cause(m, a, LESSONS_UNPLACED, unplaced_text(m, p, module))->module = module;
}

bool reason_causes(struct market *m, struct answer *a, const struct left_over *left)
{
    bool plain = false;
    if (m->order->deadline_on < m->st->today_on) {
        add_cause(m, a, NO_DAYS,
                  SAY(m->w, TR("the deadline %s has passed: today is %s"), said_day(m->w, m->order->deadline_on), said_day(m->w, m->st->today_on)));
        return fine(m->w);
    }
    if (!left->composition.found)
        for (int i = 0; i < m->order->ask_count && fine(m->w); i++)
            plain = cause_of_ask(m, a, &m->order->asks[i]) || plain;
    if (!plain && !left->composition.found)
        plain = blame_limits(m, a);
    if (!plain && left->composition.found)
        blame_placing(m, a, left);
    if (a->cause_count == 0)
        add_cause(m, a, NO_TIME, SAY(m->w, TR("each competence can be taught by itself, but not all of them together within the order's limits")));
    return fine(m->w);
}

/* ---- why what was chosen was chosen ---- */

static int rivals(struct market *m, const struct composition *c, const struct ask *ask)
{
    int n = 0;
    for (int i = 0; i < c->candidate_count; i++)
        n += module_meets(m, c->candidates[i], ask);
    return n;
}

static struct said why_asked(struct market *m, const struct composition *c, int module)
{
    for (int a = 0; a < m->order->ask_count; a++)
        if (module_meets(m, module, &m->order->asks[a])) {
            const struct ask *ask = &m->order->asks[a];
            int n = rivals(m, c, ask);
            if (n == 1)
                return SAY(m->w, TR("gives \"%s\" at level %d; no other module in the region does"), tr_name(m->w, ask->name_ru, ask->name_en),
                           ask->level);
            return SAY(m->w, TR("gives \"%s\" at level %d; of the %d modules that do, with this one the whole weighs least"),
                       tr_name(m->w, ask->name_ru, ask->name_en), ask->level, n);
        }
    return SAY(m->w, TR("belongs to the same programme and brings the hours up to the norm"));
}

static int who_requires(struct market *m, const struct answer *a, int i)
{
    const struct modules *ms = &m->st->modules;
    for (int k = 0; k < a->module_count; k++) {
        const struct module *late = &ms->all[a->modules[k].module];
        for (int q = 0; q < late->prerequisite_count && k != i; q++) {
            const struct prerequisite *p = &ms->prerequisites[late->prerequisite_first + q];
            if (p->module == a->modules[i].module)
                return k;
            const struct module *early = &ms->all[a->modules[i].module];
            for (int g = 0; p->module < 0 && g < early->gives_count; g++)
                if (ms->gives[early->gives_first + g].competence_id == p->competence_id && ms->gives[early->gives_first + g].level >= p->level)
                    return k;
        }
    }
    return -1;
}

void reason_choices(struct market *m, struct answer *a, const struct composition *c)
{
    a->why = take_array(m->w, 8, struct said);
    a->notes = take_array(m->w, a->module_count + 2, struct said);
    int unplanned = 0;
    for (int i = 0; i < a->module_count; i++) {
        struct taught *t = &a->modules[i];
        t->required_by = t->asked ? -1 : who_requires(m, a, i);
        if (t->required_by >= 0)
            t->why = SAY(m->w, TR("must come before \"%s\""), module_name(m, a->modules[t->required_by].module));
        else
            t->why = why_asked(m, c, t->module);
        if (!m->st->modules.all[t->module].placed) {
            unplanned++;
            a->notes[a->note_count++] =
                SAY(m->w, TR("\"%s\": its provider publishes hours and price but no rooms, teachers or dates; agree the dates with %s"),
                    module_name(m, t->module), organisation_name(m, m->st->modules.all[t->module].organisation));
        }
    }
    if (a->proved)
        a->why[a->why_count++] = SAY(m->w, TR("%d modules of %d that could take part; that no other choice weighs less is proved"), a->module_count,
                                     c->candidate_count);
    else
        a->why[a->why_count++] = SAY(m->w, TR("%d modules of %d that could take part; the best found in the time given"), a->module_count,
                                     c->candidate_count);
    if (a->cohorts > 1)
        a->why[a->why_count++] = SAY(m->w, TR("%d people in %d cohorts, because the chosen modules and rooms take at most so many at once"),
                                     a->people, a->cohorts);
    if (a->lesson_count > 0)
        a->why[a->why_count++] =
            SAY(m->w, TR("%d lessons placed against the calendars of %d rooms, machines and teachers; none overlaps, travel is allowed for"),
                a->lesson_count, m->calendars_read);
    if (a->objective_minor > 0)
        a->why[a->why_count++] = SAY(m->w, TR("price, travel and time together weigh %s; no answer can weigh less than %s"),
                                     said_money(m->w, m->st, a->objective_minor), said_money(m->w, m->st, a->bound_minor));
    if (unplanned > 0 && a->lesson_count == 0)
        a->why[a->why_count++] = SAY(m->w, TR("placed in time only as far as the published data goes: not at all"));
}

const char *said_money(struct work *w, const struct state *st, int64_t minor)
{
    return say_price(w, minor, st->currency);
}

const char *said_day(struct work *w, int32_t day) { return say_day(w, day); }
