/* region_order.c -- what the employers of a made region ask for; see region_plan.h.
 * An order is put together from modules that exist, so that it can be met; then one in twenty is spoiled. */
#include "region/region_chance.h"
#include "region/region_plan.h"

#include <math.h>

/* with_before: a module and those it must come after, added to a set. */
static int with_before(const struct plan *p, int module, int *set, int n, int most)
{
    for (int m = module; m >= 0 && n < most;) {
        bool in = false;
        for (int i = 0; i < n; i++)
            in = in || set[i] == m;
        if (in)
            break;
        set[n++] = m;
        if (p->modules[m].required >= 0) {
            m = p->modules[m].required;
        } else if (p->modules[m].wanted >= 0) { /* The one it was made after gives it. */
            int before = -1;
            for (int k = m - 1; k >= 0 && before < 0; k--)
                if (p->modules[k].room == p->modules[m].room)
                    before = k;
            m = before;
        } else {
            m = -1;
        }
    }
    return n;
}

static int contact_ah(const struct plan *p, const int *set, int n)
{
    int h = 0;
    for (int i = 0; i < n; i++)
        h += p->modules[set[i]].lecture_ah + p->modules[set[i]].practice_ah;
    return h;
}

static void ask_for(struct plan_order *o, int competence, int level)
{
    for (int i = 0; i < o->ask_count; i++)
        if (o->asks[i] == competence) {
            if (o->levels[i] < level)
                o->levels[i] = level;
            return;
        }
    if (o->ask_count < ASKS_MOST) {
        o->asks[o->ask_count] = competence;
        o->levels[o->ask_count++] = level;
    }
}

/* An order that cannot be met asks for what nobody teaches, or for a level nobody reaches, or in no time. */
static void spoil(struct plan *p, struct rng *r, struct plan_order *o)
{
    o->meant_impossible = true;
    int way = below(r, 3);
    if (way == 0)
        for (int k = 0; k < 200; k++) {
            int c = plan_competence(p, o->specialty, p->size.activities - 1 - skewed(r, p->size.activities));
            if (c < 0 || p->taught[c] > 0) {
                c = below(r, p->size.competences);
            }
            if (p->taught[c] == 0) {
                o->ask_count = o->ask_count < ASKS_MOST ? o->ask_count : ASKS_MOST - 1;
                ask_for(o, c, 2);
                return;
            }
        }
    if (way == 1)
        for (int i = 0; i < o->ask_count; i++)
            if (p->taught[o->asks[i]] < 4) {
                o->levels[i] = p->taught[o->asks[i]] + 1;
                return;
            }
    o->deadline_on = o->earliest_on + 2;
}

static int employer_near(const struct plan *p, struct rng *r, int town, int field)
{
    int best = 1, best_score = -1;
    for (int k = 0; k < 60; k++) {
        int i = below(r, p->size.organisations);
        if (p->orgs[i].kind != ORG_EMPLOYER && p->orgs[i].kind != ORG_AUTHORITY)
            continue;
        int score = (p->orgs[i].town == town ? 4 : 0) + (p->orgs[i].field == field ? 2 : 0) +
                    (p->orgs[i].kind == ORG_EMPLOYER ? 1 : 0);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

/* when: hours in which the people can come and a deadline that leaves twice the time the lessons take. */
static void when(struct plan *p, struct rng *r, struct plan_order *o, const int *set, int n)
{
    static const struct {
        const char *weekdays;
        int from_min, to_min, day_ah, week_ah;
    } ways[] = {
        {"12345", 14 * 60, 20 * 60 + 30, 6, 20},
        {"123456", 15 * 60 + 30, 20 * 60 + 30, 4, 18},
        {"123456", 8 * 60, 20 * 60 + 30, 6, 24},
    };
    bool second = o->retraining;
    int least_seats = 1000, most_ah = 0;
    for (int i = 0; i < n; i++) {
        const struct plan_module *m = &p->modules[set[i]];
        second = second || p->sites[m->site].second_shift;
        least_seats = m->most < least_seats ? m->most : least_seats;
        int h = m->lecture_ah + m->practice_ah;
        most_ah = h > most_ah ? h : most_ah;
    }
    int way = second ? 2 : below(r, 100) < 60 ? 0 : below(r, 2) + 1;
    o->weekdays = ways[way].weekdays;
    o->from_min = ways[way].from_min;
    o->to_min = ways[way].to_min;
    o->day_most_ah = ways[way].day_ah;
    o->week_most_ah = ways[way].week_ah;
    int cohorts = (o->people + least_seats - 1) / least_seats;
    double own = contact_ah(p, set, n) / (double)ways[way].week_ah; /* weeks for one cohort ... */
    double shared = cohorts * most_ah / 20.0;                       /* ... and for the busiest workshop */
    double weeks = own > shared ? own : shared;
    o->earliest_on = PLAN_TODAY + between(r, 10, 60);
    o->deadline_on =
        o->earliest_on + 7 * ((int)ceil(weeks * 1.7) + between(r, 2, 4)) + 10; /* ten days of New Year */
}

/* budget: half as much again as the owners' prices, rooms, machines and teachers would come to. */
static int64_t budget(const struct plan *p, const struct plan_order *o, const int *set, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        const struct plan_module *m = &p->modules[set[i]];
        int cohorts = (o->people + m->most - 1) / m->most;
        int64_t hour = p->rooms[m->room].price_minor + 160000;
        if (p->rooms[m->room].machine >= 0)
            hour += p->machines[p->rooms[m->room].machine].price_minor * (m->machine_each ? m->most / 2 : 1);
        sum += cohorts * (m->price_cohort_minor + (m->lecture_ah + m->practice_ah) * hour) +
               o->people * m->price_learner_minor;
    }
    return (sum * 3 / 2 / 1000000 + 1) * 1000000;
}

/* fill: an anchor module, then others nearby, oftenest of the same field, until the order has its hours. */
static int fill(struct plan *p, struct rng *r, struct plan_order *o, int anchor, int *set, int most)
{
    int n = with_before(p, anchor, set, 0, most), town = p->sites[p->modules[anchor].site].town;
    int field = specialty_field(p, o->specialty), least_ah = o->retraining ? 250 : 16,
        most_ah = o->retraining ? 420 : 110;
    int modules = o->retraining ? most : between(r, 2, 4);
    ask_for(o, p->modules[anchor].gives[0], p->modules[anchor].levels[0]);
    for (int k = 0; k < 400; k++) {
        if ((n >= modules || o->ask_count >= ASKS_MOST) && o->ask_count >= 2 &&
            contact_ah(p, set, n) >= least_ah)
            break;
        const struct plan_town *t = &p->towns[town];
        int m = p->by_town[t->module_first + below(r, t->module_count)];
        bool kin = specialty_field(p, p->rooms[p->modules[m].room].specialty) == field;
        if ((!kin && !chance(r, k < 200 ? 15 : 60)) || n >= most)
            continue;
        int try[24], tried = n;
        for (int i = 0; i < n; i++)
            try[i] = set[i];
        tried = with_before(p, m, try, tried, most);
        if (tried == n || (contact_ah(p, try, tried) > most_ah && k < 300))
            continue;
        for (int i = n; i < tried; i++)
            set[i] = try[i];
        n = tried;
        const struct plan_module *g = &p->modules[m];
        ask_for(o, g->gives[0], g->levels[0]);
        if (g->give_count > 1 && chance(r, 40))
            ask_for(o, g->gives[1], g->levels[1]);
    }
    for (int i = 0; i < n && o->ask_count < 2; i++) /* A lonely town: ask for what else the modules give. */
        for (int g = 0; g < p->modules[set[i]].give_count; g++)
            ask_for(o, p->modules[set[i]].gives[g], p->modules[set[i]].levels[g]);
    return n;
}

void plan_order(struct plan *p, struct rng *r, int i)
{
    static const char *const wishes[] = {"cost", "cost", "soon", "partners", "travel"};
    int anchor = below(r, p->size.modules), set[16];
    int town = p->sites[p->modules[anchor].site].town;
    struct plan_order o = {
        .town = town,
        .people = 8 + skewed(r, 53),
        .specialty = p->rooms[p->modules[anchor].room].specialty,
        .wish = wishes[below(r, (int)COUNT(wishes))],
        .budget_minor = -1,
        .retraining = chance(r, 4),
    };
    if (o.retraining)
        o.people = between(r, 10, 30);
    int n = fill(p, r, &o, anchor, set, o.retraining ? 14 : 8);
    if (o.retraining && contact_ah(p, set, n) < 250)
        o.retraining = false;
    o.org = employer_near(p, r, town, specialty_field(p, o.specialty));
    o.lat = p->towns[town].lat + (rng_unit(r) - 0.5) * 0.1;
    o.lon = p->towns[town].lon + (rng_unit(r) - 0.5) * 0.18;
    o.travel_most_min = chance(r, 50) ? between(r, 6, 12) * 15 : 0;
    when(p, r, &o, set, n);
    if (chance(r, 40))
        o.budget_minor = budget(p, &o, set, n);
    if (i % 20 == 13)
        spoil(p, r, &o);
    p->orders[i] = o;
}
