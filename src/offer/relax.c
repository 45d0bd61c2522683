/* relax.c -- what would make it possible: each change of the order is tried by answering it again, and only what
 * then can be done is offered.  See answer.h. */
#include "offer/answer.h"

#include "offer/change.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RELAXATIONS_MOST 8  /* shown, the easiest first */
#define OWNERS_MOST      6  /* owners asked to share */

struct trial {
    struct change change;
    int64_t effort; /* how much it asks of people: a week later 10, a Saturday 15, another's workshop 12 ... */
    int family;     /* of several degrees of one thing only the least that helps is shown */
};

struct trials {
    struct market *m;
    struct trial list[64];
    int count;
};

static struct trial *add(struct trials *t, const struct change *base, int family, int64_t effort)
{
    if (t->count == (int)COUNT(t->list))
        return &t->list[0];
    t->list[t->count] = (struct trial){*base, effort, family};
    return &t->list[t->count++];
}

/* owner_wanted: an owner with something that the modules asked for need and that is not shared with them. */
static int owners_wanted(struct market *m, const struct order *o, int *out)
{
    int count = 0, n;
    const struct state *st = m->st;
    for (int a = 0; a < o->ask_count; a++) {
        const struct giver *g = modules_giving(&st->modules, o->asks[a].competence_id, &n);
        for (int i = 0; i < n; i++) {
            const struct module *mod = &st->modules.all[g[i].module];
            for (int k = 0; k < mod->need_count; k++) {
                const struct need *need = &st->modules.needs[mod->need_first + k];
                int many = 0;
                if (need->kind == STAFF)
                    continue;
                const int *of_type = resources_of_type(&st->resources, need->type_id, &many);
                for (int r = 0; r < many; r++) {
                    int owner = st->resources.all[of_type[r]].organisation;
                    bool known = owner == mod->organisation;
                    for (int j = 0; j < count && !known; j++)
                        known = out[j] == owner;
                    if (!known && count < OWNERS_MOST)
                        out[count++] = owner;
                }
            }
        }
    }
    return count;
}

static void propose(struct trials *t, const struct change *base, const struct order *o)
{
    static const int weeks[] = {1, 2, 3, 4, 6, 8, 12, 26};
    for (size_t k = 0; k < COUNT(weeks); k++)
        add(t, base, 1, 10 * weeks[k])->change.deadline_on = o->deadline_on + 7 * weeks[k];
    if ((o->weekdays & 0x20) == 0)
        add(t, base, 2, 15)->change.weekdays = o->weekdays | 0x20;
    if ((o->weekdays & 0x60) == 0)
        add(t, base, 2, 35)->change.weekdays = o->weekdays | 0x60;
    if ((o->weekdays & 0x1F) != 0x1F)
        add(t, base, 2, 30)->change.weekdays = o->weekdays | 0x1F;
    if (o->from_min > 9 * 60 || o->to_min < 18 * 60) {
        struct trial *x = add(t, base, 3, 25);
        x->change.from_min = o->from_min < 9 * 60 ? o->from_min : 9 * 60;
        x->change.to_min = o->to_min > 18 * 60 ? o->to_min : 18 * 60;
    }
    if (o->to_min < 21 * 60) {
        struct trial *x = add(t, base, 3, 28);
        x->change.from_min = o->from_min;
        x->change.to_min = 21 * 60;
    }
    if (o->day_most_ah > 0 && o->day_most_ah < 8)
        add(t, base, 4, 20)->change.day_most_ah = 8;
    if (o->travel_most_min > 0) {
        add(t, base, 5, 22)->change.travel_most_min = o->travel_most_min + 60;
        add(t, base, 5, 45)->change.travel_most_min = -1;
    }
    if (o->budget_minor >= 0)
        add(t, base, 6, 30)->change.budget_minor = -1;
    int owners[OWNERS_MOST], n = owners_wanted(t->m, o, owners);
    for (int i = 0; i < n; i++)
        add(t, base, 10 + i, 12)->change.share = owners[i] + 1;
    static const int fewer[] = {90, 75, 50};
    for (size_t k = 0; k < COUNT(fewer); k++)
        if (o->people * fewer[k] / 100 > 0 && o->people * fewer[k] / 100 < o->people)
            add(t, base, 7, 60 + (int)k * 20)->change.people = o->people * fewer[k] / 100;
}

/* More people where a module runs only from so many. */
static void propose_more_people(struct trials *t, const struct answer *a, const struct change *base)
{
    for (int i = 0; i < a->cause_count; i++)
        if (a->causes[i].kind == TOO_FEW_PEOPLE)
            add(t, base, 7, 40)->change.people = t->m->st->modules.all[a->causes[i].module].cohort_least;
}

static void leave_out(struct change *c, const struct ask *ask)
{
    if (c->without_count < 16)
        c->without[c->without_count++] = ask->code;
}

/* leave_out_causes: what must be left out, or asked lower, before anything else can help: what nobody teaches
 * (`all` false); or everything that by itself cannot be met. */
static void leave_out_causes(struct market *m, const struct answer *a, bool all, struct change *base)
{
    for (int i = 0; i < a->cause_count; i++) {
        const struct cause *c = &a->causes[i];
        bool nobody = c->kind == NOBODY_TEACHES || c->kind == LEVEL_TOO_LOW || c->kind == REQUIRES_UNTAUGHT;
        if (c->competence_id == 0 || (!nobody && !all))
            continue;
        for (int k = 0; k < m->order->ask_count; k++) {
            const struct ask *ask = &m->order->asks[k];
            if (ask->competence_id != c->competence_id)
                continue;
            int n, level = 0;
            const struct giver *g = modules_giving(&m->st->modules, ask->competence_id, &n);
            for (int j = 0; j < n; j++)
                level = g[j].level > level && g[j].level < ask->level ? g[j].level : level;
            if (c->kind == LEVEL_TOO_LOW && level > 0 && base->lower_count < 16) {
                base->lower[base->lower_count] = ask->code;
                base->lower_to[base->lower_count++] = level;
            } else {
                leave_out(base, ask);
            }
        }
    }
}

/* ---- in words ---- */

static const char *competence_name(struct market *m, const char *code)
{
    for (int i = 0; i < m->order->ask_count; i++)
        if (strcmp(m->order->asks[i].code, code) == 0)
            return tr_name(m->w, m->order->asks[i].name_ru, m->order->asks[i].name_en);
    return code;
}

/* shared_text: what the new answer would use of the owner: a machine before a room before a teacher, and the hours of it. */
static const char *shared_text(struct market *m, const struct change *c, const struct answer *got)
{
    static const int telling[] = {[STAFF] = 1, [ROOM] = 2, [EQUIPMENT] = 3};
    int owner = c->share - 1, hours = 0, resource = -1, weekdays = 0;
    for (int i = 0; i < got->lesson_count; i++)
        for (int k = 0; k < got->lessons[i].use_count; k++) {
            int r = got->lessons[i].uses[k].resource;
            const struct resource *x = &m->st->resources.all[r];
            if (x->organisation == owner && (resource < 0 || telling[x->kind] > telling[m->st->resources.all[resource].kind]))
                resource = r;
        }
    for (int i = 0; i < got->lesson_count; i++)
        for (int k = 0; k < got->lessons[i].use_count; k++)
            if (got->lessons[i].uses[k].resource == resource) {
                hours += got->lessons[i].hours_ah;
                weekdays |= 1 << (day_weekday(got->lessons[i].day) - 1);
            }
    char digits[DAY_TEXT];
    const struct organisation *org = &m->st->partners.organisations[owner];
    if (resource < 0)
        return say_text(m->w, TR("ask %s to share its workshops"), tr_name(m->w, org->name_ru, org->name_en));
    return say_text(m->w, TR("ask %s for %d h of \"%s\" (%s)"), tr_name(m->w, org->name_ru, org->name_en), hours,
                    tr_name(m->w, m->st->resources.all[resource].name_ru, m->st->resources.all[resource].name_en),
                    say_weekdays(m->w, weekdays_text(digits, weekdays)));
}

/* untaught: no module gives it at any level. */
static bool untaught(struct market *m, const char *code)
{
    int n = 0;
    for (int i = 0; i < m->order->ask_count; i++)
        if (strcmp(m->order->asks[i].code, code) == 0)
            modules_giving(&m->st->modules, m->order->asks[i].competence_id, &n);
    return n == 0;
}

static const char *piece(struct market *m, const struct change *c, const struct answer *got, int i)
{
    struct work *w = m->w;
    char digits[DAY_TEXT];
    int at = 0;
    for (int k = 0; k < c->without_count; k++)
        if (at++ == i)
            return untaught(m, c->without[k])
                       ? say_text(w, TR("leave out \"%s\", or have a module for it developed"), competence_name(m, c->without[k]))
                       : say_text(w, TR("leave out \"%s\""), competence_name(m, c->without[k]));
    for (int k = 0; k < c->lower_count; k++)
        if (at++ == i)
            return say_text(w, TR("ask \"%s\" at level %d"), competence_name(m, c->lower[k]), c->lower_to[k]);
    if (c->deadline_on != 0 && at++ == i) {
        int days = c->deadline_on - m->order->deadline_on;
        return say_text(w, trn(w, "%d more week: until %s", "%d more weeks: until %s", days / 7), days / 7, say_day(w, c->deadline_on));
    }
    if (c->weekdays != 0 && at++ == i)
        return say_text(w, TR("let lessons be held on %s"), say_weekdays(w, weekdays_text(digits, c->weekdays)));
    if (c->to_min != 0 && at++ == i)
        return say_text(w, TR("let lessons be held from %s to %s"), say_clock(w, c->from_min), say_clock(w, c->to_min));
    if (c->day_most_ah != 0 && at++ == i)
        return say_text(w, TR("let a day have up to %d hours"), c->day_most_ah);
    if (c->travel_most_min > 0 && at++ == i)
        return say_text(w, TR("let people travel up to %d minutes"), c->travel_most_min);
    if (c->travel_most_min < 0 && at++ == i)
        return say_text(w, TR("let people travel any distance"));
    if (c->budget_minor != 0 && at++ == i)
        return say_text(w, TR("raise the budget to %s"), said_money(w, m->st, got->price_minor));
    if (c->share != 0 && at++ == i)
        return shared_text(m, c, got);
    if (c->people != 0 && at++ == i)
        return say_text(w, trn(w, "train %d person", "train %d people", c->people), c->people);
    return NULL;
}

static struct said change_said(struct market *m, const struct change *c, const struct answer *got)
{
    struct said s;
    enum language was = m->w->language;
    for (int l = 0; l < LANGUAGES; l++) {
        m->w->language = (enum language)l;
        const char *all = "";
        for (int i = 0; i < 24; i++) {
            const char *p = piece(m, c, got, i);
            if (p == NULL)
                break;
            all = i == 0 ? p : take_text(m->w, "%s; %s", all, p);
        }
        s.in[l] = all;
    }
    m->w->language = was;
    return s;
}

/* ---- trying ---- */

static bool attempt(struct market *m, const struct change *c, const struct answer_control *control, struct answer **got)
{
    struct market x;
    struct easing ease = m->easing;
    struct order *o = change_apply(m->w, m->order, c);
    *got = NULL;
    if (o->ask_count == 0)
        return true;
    if (c->share > 0)
        ease.share_organisation = c->share - 1;
    if (!market_open(m->w, m->st, o, &m->weights, &ease, &x))
        return false;
    if (x.window.first == m->window.first && x.window.days == m->window.days) { /* the same days: the same calendars */
        x.calendars = m->calendars;
        x.calendars_read = m->calendars_read;
        x.seen = m->seen;
    }
    struct answer_control quick = *control;
    quick.quick = true;
    quick.effort = 0.4; /* whether it can be done; asked for, it will be answered with more care */
    bool ok = try_variant(&x, CHEAPEST, &quick, got, NULL);
    if (x.calendars == m->calendars)
        m->calendars_read = x.calendars_read;
    return ok;
}

static void keep(struct market *m, struct answer *a, const struct trial *t, struct answer *got)
{
    struct relaxation *r = &a->relaxations[a->relaxation_count++];
    struct change shown = t->change;
    if (shown.budget_minor < 0)
        shown.budget_minor = got->price_minor;
    const struct change *c = &t->change;
    const char *kind = c->without_count + c->lower_count > 0 ? "competence" : c->deadline_on != 0 ? "deadline" : c->weekdays != 0 ? "weekdays"
                       : c->to_min != 0                      ? "hours"      : c->day_most_ah != 0 ? "day"      : c->travel_most_min != 0 ? "travel"
                       : c->budget_minor != 0                ? "budget"     : c->share != 0       ? "share"    : "people";
    *r = (struct relaxation){.kind = kind, .text = change_said(m, c, got), .price_minor = got->price_minor, .ends_on = got->ends_on,
                             .effort = t->effort, .change = change_text(m->w, m->st, &shown)};
}

static bool done_with(const struct trials *t, const bool *helped, int i)
{
    for (int k = 0; k < i; k++)
        if (helped[k] && t->list[k].family == t->list[i].family)
            return true;
    return false;
}

static int by_effort(const void *a, const void *b)
{
    const struct relaxation *x = a, *y = b;
    if (x->effort != y->effort)
        return x->effort < y->effort ? -1 : 1;
    return x->price_minor < y->price_minor ? -1 : x->price_minor > y->price_minor;
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool reason_why(struct market *m, struct answer *a, const struct answer_control *c, const struct left_over *left)
{
    if (!reason_causes(m, a, left))
        return false;
    struct trials *t = take(m->w, sizeof(*t));
    struct change base = {0};
    t->m = m;
    leave_out_causes(m, a, false, &base);
    bool must = base.without_count + base.lower_count > 0;
    if (must)
        add(t, &base, 0, 50 * (base.without_count + base.lower_count));
    propose_more_people(t, a, &base);
    propose(t, &base, m->order);
    struct change all = {0};
    leave_out_causes(m, a, true, &all);
    if (all.without_count > base.without_count)
        add(t, &all, 8, 50 * (all.without_count + all.lower_count));
    a->relaxations = take_array(m->w, t->count + 1, struct relaxation);
    bool *helped = take_array(m->w, t->count + 1, bool);
    double until = now_s() + c->seconds;
    for (int i = 0; i < t->count && now_s() < until; i++) {
        struct answer *got = NULL;
        if (done_with(t, helped, i) || (must && i > 0 && helped[0])) /* that is enough: nothing more need be asked */
            continue;
        if (!attempt(m, &t->list[i].change, c, &got))
            return false;
        if (got != NULL) {
            helped[i] = true;
            keep(m, a, &t->list[i], got);
        }
    }
    qsort(a->relaxations, (size_t)a->relaxation_count, sizeof(*a->relaxations), by_effort);
    if (a->relaxation_count > RELAXATIONS_MOST)
        a->relaxation_count = RELAXATIONS_MOST;
    return fine(m->w);
}
