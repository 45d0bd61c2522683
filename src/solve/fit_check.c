/* fit_check.c -- is the problem well formed?  The first fault is told in one sentence. */
#include "solve/fit.h"
#include "solve/fit_place.h"

#define MOST_CLASSES  200000
#define MOST_PENALTY  ((int64_t)1 << 40)
#define MOST_CAPACITY 1000000

#define BAD(...) return err_set(e, NOT_VALID, __VA_ARGS__)

static bool in(int32_t i, int32_t n) { return i >= 0 && i < n; }
static bool in_or_none(int32_t i, int32_t n) { return i == FIT_NONE || in(i, n); }

static bool interval_fine(const struct fit_problem *p, uint64_t weeks, uint8_t days, int start, int length)
{
    bool far = p->weeks < FIT_WEEKS && (weeks >> p->weeks);
    return weeks && !far && days && days < 128 && length > 0 && start + length <= FIT_SLOTS;
}

static bool option_check(const struct fit_problem *p, int32_t c, int32_t k, const struct fit_option *o, struct err *e)
{
    if (!in(o->resource, p->resources))
        BAD("class %d, need %d: there is no resource %d", c, k, o->resource);
    if (o->units < 1 || o->units > MOST_CAPACITY)
        BAD("class %d, need %d: %d units of a resource; from 1 to %d are possible", c, k, o->units, MOST_CAPACITY);
    if (!in_or_none(o->with, p->resources))
        BAD("class %d, need %d: an option goes with resource %d, which there is not", c, k, o->with);
    if (o->penalty < -MOST_PENALTY || o->penalty > MOST_PENALTY)
        BAD("class %d, need %d: the penalty %lld is too large", c, k, (long long)o->penalty);
    if (o->site_penalty && k == 0)
        BAD("class %d: the option that makes the site can't cost by site", c);
    for (int32_t s = 0; o->site_penalty && s < p->sites; s++)
        if (o->site_penalty[s] != FIT_NEVER && (o->site_penalty[s] < -MOST_PENALTY || o->site_penalty[s] > MOST_PENALTY))
            BAD("class %d, need %d: the penalty %lld at site %d is too large", c, k, (long long)o->site_penalty[s], s);
    return true;
}

static bool class_check(const struct fit_problem *p, int32_t c, struct err *e)
{
    const struct fit_class *x = &p->class[c];
    if (x->times < 0 || x->needs < 0 || x->needs > 64)
        BAD("class %d: %d times and %d needs; at most 64 needs are possible", c, x->times, x->needs);
    for (int32_t t = 0; t < x->times; t++) {
        const struct fit_time *m = &x->time[t];
        if (!interval_fine(p, m->weeks, m->days, m->start, m->length))
            BAD("class %d, time %d: it needs a week of 1 to %d, a day, and slots within the day", c, t, p->weeks);
        if (m->penalty < -MOST_PENALTY || m->penalty > MOST_PENALTY)
            BAD("class %d, time %d: the penalty %lld is too large", c, t, (long long)m->penalty);
    }
    for (int32_t k = 0; k < x->needs; k++) {
        if (x->need[k].options < 0)
            BAD("class %d, need %d: a negative number of options", c, k);
        for (int32_t i = 0; i < x->need[k].options; i++)
            if (!option_check(p, c, k, &x->need[k].option[i], e))
                return false;
    }
    if (!in_or_none(x->site, p->sites))
        BAD("class %d: there is no site %d", c, x->site);
    if (!in_or_none(x->was_time, x->times))
        BAD("class %d: it was at time %d, which it has not", c, x->was_time);
    for (int32_t k = 0; x->was_option && k < x->needs; k++)
        if (!in_or_none(x->was_option[k], x->need[k].options))
            BAD("class %d, need %d: it had option %d, which there is not", c, k, x->was_option[k]);
    if (x->fixed && x->was_time == FIT_NONE)
        BAD("class %d is fixed, but where is not said", c);
    for (int32_t k = 0; x->fixed && k < x->needs; k++)
        if (!x->was_option || x->was_option[k] == FIT_NONE)
            BAD("class %d is fixed, but the option of need %d is not said", c, k);
    if (x->drop < 0 || x->drop > MOST_PENALTY || x->change < 0 || x->change > MOST_PENALTY)
        BAD("class %d: penalties of dropping and changing are from 0 to %lld", c, (long long)MOST_PENALTY);
    if (!in_or_none(x->parent, p->classes) || x->parent == c)
        BAD("class %d: its parent %d is no other class", c, x->parent);
    if (!in_or_none(x->subpart, p->subparts))
        BAD("class %d: there is no subpart %d", c, x->subpart);
    for (int32_t up = x->parent, steps = 0; up != FIT_NONE; up = p->class[up].parent, steps++)
        if (steps > 64 || !in(up, p->classes))
            BAD("class %d: its parents go round in a circle", c);
    return true;
}

static bool distribution_check(const struct fit_problem *p, int32_t d, struct err *e)
{
    const struct fit_distribution *x = &p->distribution[d];
    if ((int)x->type < 0 || x->type >= FIT_TYPES)
        BAD("distribution %d: there is no type %d", d, (int)x->type);
    if (!x->required && (x->penalty < 0 || x->penalty > MOST_PENALTY))
        BAD("distribution %d: the penalty %lld is not from 0 to %lld", d, (long long)x->penalty, (long long)MOST_PENALTY);
    if (x->required && x->type == FIT_FINISH)
        BAD("distribution %d: Finish can't be required; leave late times out of the classes instead", d);
    for (int32_t i = 0; i < x->classes; i++) {
        if (!in(x->class[i], p->classes))
            BAD("distribution %d: there is no class %d", d, x->class[i]);
        if (x->type == FIT_SAME_OPTION && !in(x->a, p->class[x->class[i]].needs))
            BAD("distribution %d: class %d has no need %d", d, x->class[i], x->a);
    }
    return true;
}

static bool students_check(const struct fit_problem *p, struct err *e)
{
    for (int32_t i = 0; i < p->courses; i++) {
        const struct fit_course *x = &p->course[i];
        if (x->configs < 1 || x->first_config < 0 || x->first_config > p->configs - x->configs)
            BAD("course %d: its configs are not there", i);
    }
    for (int32_t i = 0; i < p->configs; i++) {
        const struct fit_config *x = &p->config[i];
        if (x->subparts < 0 || x->first_subpart < 0 || x->first_subpart > p->subparts - x->subparts)
            BAD("config %d: its subparts are not there", i);
    }
    for (int32_t i = 0; i < p->subparts; i++)
        for (int32_t j = 0; j < p->subpart[i].classes; j++)
            if (!in(p->subpart[i].class[j], p->classes) || p->class[p->subpart[i].class[j]].subpart != i)
                BAD("subpart %d: class %d is not of it", i, p->subpart[i].class[j]);
    for (int32_t i = 0; i < p->students; i++)
        for (int32_t j = 0; j < p->student[i].courses; j++)
            if (!in(p->student[i].course[j], p->courses))
                BAD("student %d: there is no course %d", i, p->student[i].course[j]);
    return true;
}

bool fit_check(const struct fit_problem *p, struct err *e)
{
    if (p->weeks < 1 || p->weeks > FIT_WEEKS)
        BAD("the timetable has %d weeks; 1 to %d are possible", p->weeks, FIT_WEEKS);
    if (p->classes < 0 || p->classes > MOST_CLASSES || p->sites < 0 || p->sites > 30000 || p->resources < 0)
        BAD("%d classes, %d resources, %d sites: at most %d classes and 30000 sites are possible", p->classes, p->resources,
            p->sites, MOST_CLASSES);
    for (int i = 0; i < FIT_CRITERIA; i++)
        if (p->weight[i] < 0 || p->weight[i] > 1000000)
            BAD("the weight of %s is %lld; 0 to 1000000 are possible", fit_criterion_name[i], (long long)p->weight[i]);
    for (int32_t r = 0; r < p->resources; r++) {
        const struct fit_resource *x = &p->resource[r];
        if (x->capacity < 0 || x->capacity > MOST_CAPACITY || !in_or_none(x->site, p->sites) || x->week_most < 0)
            BAD("resource %d: its capacity, site or weekly limit is not possible", r);
        for (int32_t i = 0; i < x->loads; i++) {
            const struct fit_load *l = &x->load[i];
            if (!interval_fine(p, l->weeks, l->days, l->start, l->length) || l->units < 0)
                BAD("resource %d, load %d: it needs a week of 1 to %d, a day, and slots within the day", r, i, p->weeks);
        }
    }
    for (int32_t c = 0; c < p->classes; c++)
        if (!class_check(p, c, e))
            return false;
    for (int32_t d = 0; d < p->distributions; d++)
        if (!distribution_check(p, d, e))
            return false;
    return students_check(p, e);
}
