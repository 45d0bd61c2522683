/* fit_evaluate.c -- the whole score, afresh: plain loops over the definitions, none of the search's tables,
 * so that one can be held against the other. */
#include "solve/fit.h"
#include "solve/fit_place.h"

#include <stdlib.h>
#include <string.h>

struct count {
    const struct fit_problem *p;
    const struct fit_plan *plan;
    struct place *at; /* by class */
    struct fit_score score;
    void (*each)(void *, const struct fit_breach *);
    void *data;
};

static void breach(struct count *k, enum fit_rule rule, int32_t index, int32_t class, int32_t other, int64_t times)
{
    k->score.broken += times;
    if (k->each && times > 0)
        k->each(k->data, &(struct fit_breach){rule, index, class, other});
}

struct place fit_place_of(const struct fit_problem *p, int32_t c, int32_t t, const int32_t *option)
{
    const struct fit_class *x = &p->class[c];
    const struct fit_time *m = &x->time[t];
    struct place at = {.weeks = m->weeks, .days = m->days, .start = m->start, .end = (uint16_t)(m->start + m->length),
                       .site = x->site, .room = FIT_NONE, .pattern = FIT_NONE};
    if (x->needs && option && option[0] != FIT_NONE) {
        at.room = x->need[0].option[option[0]].resource;
        if (!p->resource[at.room].travels && p->resource[at.room].site != FIT_NONE)
            at.site = p->resource[at.room].site;
    }
    at.zone = (int16_t)at.site; /* here every site is its own zone */
    return at;
}

static bool load_meets(const struct fit_load *l, const struct place *a)
{
    return (l->weeks & a->weeks) && (l->days & a->days) && l->start < a->end && a->start < l->start + l->length;
}

/* the units class c takes of resource r. */
static int32_t units_of(const struct fit_problem *p, const struct fit_plan *plan, int32_t c, int32_t r)
{
    int32_t sum = 0;
    for (int32_t k = 0; plan->time[c] != FIT_NONE && k < p->class[c].needs; k++) {
        int32_t o = plan->option[plan->need_at[c] + k];
        if (o != FIT_NONE && p->class[c].need[k].option[o].resource == r)
            sum += p->class[c].need[k].option[o].units;
    }
    return sum;
}

/* whether an option can be used at a time of its class, whoever else is placed. */
bool fit_option_fits(const struct fit_problem *p, int32_t c, int32_t k, int32_t o, int32_t t, const struct place *at)
{
    const struct fit_option *x = &p->class[c].need[k].option[o];
    const struct fit_resource *r = &p->resource[x->resource];
    if (x->allow && !(x->allow[t / 64] >> (t % 64) & 1))
        return false;
    if (x->units > r->capacity)
        return false;
    if (!r->loads)
        return true;
    if (r->capacity == 1) {
        for (int32_t i = 0; i < r->loads; i++)
            if (r->load[i].units && load_meets(&r->load[i], at))
                return false;
        return true;
    }
    for (int w = 0; w < p->weeks; w++)
        for (int d = 0; d < 7; d++)
            for (int s = at->start; (at->weeks >> w & 1) && (at->days >> d & 1) && s < at->end; s++) {
                int64_t use = x->units;
                for (int32_t i = 0; i < r->loads; i++)
                    if ((r->load[i].weeks >> w & 1) && (r->load[i].days >> d & 1) && r->load[i].start <= s &&
                        s < r->load[i].start + r->load[i].length)
                        use += r->load[i].units;
                if (use > r->capacity)
                    return false;
            }
    return true;
}

/* whether the chosen options agree: stand at the class's site, have what they go with, and do not name one
 * resource beyond its capacity. */
static bool options_agree(const struct fit_problem *p, int32_t c, int32_t k, const int32_t *option, const struct place *at)
{
    const struct fit_class *x = &p->class[c];
    const struct fit_option *o = &x->need[k].option[option[k]];
    const struct fit_resource *r = &p->resource[o->resource];
    if (k > 0 && !r->travels && r->site != FIT_NONE && at->site != r->site)
        return false;
    if (k > 0 && o->site_penalty && at->site != FIT_NONE && o->site_penalty[at->site] == FIT_NEVER)
        return false;
    bool with = o->with == FIT_NONE;
    int32_t units = 0;
    for (int32_t i = 0; i < x->needs; i++) {
        if (option[i] == FIT_NONE)
            continue;
        const struct fit_option *y = &x->need[i].option[option[i]];
        with = with || (i != k && y->resource == o->with);
        if (i <= k && y->resource == o->resource)
            units += y->units;
    }
    return with && units <= r->capacity;
}

static void classes_count(struct count *k)
{
    const struct fit_problem *p = k->p;
    const struct fit_plan *plan = k->plan;
    for (int32_t c = 0; c < p->classes; c++) {
        const struct fit_class *x = &p->class[c];
        int32_t t = plan->time[c];
        const int32_t *option = plan->option + plan->need_at[c];
        if (t == FIT_NONE) {
            if (x->drop)
                k->score.dropped++, k->score.value[FIT_C_DROP] += x->drop;
            else
                k->score.unplaced++;
            continue;
        }
        bool moved = x->was_time != FIT_NONE && x->was_time != t;
        k->score.value[FIT_C_TIME] += x->time[t].penalty;
        for (int32_t i = 0; i < x->needs; i++) {
            if (option[i] == FIT_NONE) {
                breach(k, FIT_R_OPTION, i, c, FIT_NONE, 1);
                continue;
            }
            const struct fit_option *o = &x->need[i].option[option[i]];
            k->score.value[FIT_C_RESOURCE] += o->penalty;
            if (i > 0 && o->site_penalty && k->at[c].site != FIT_NONE && o->site_penalty[k->at[c].site] != FIT_NEVER)
                k->score.value[FIT_C_RESOURCE] += o->site_penalty[k->at[c].site];
            if (!fit_option_fits(p, c, i, option[i], t, &k->at[c]) || !options_agree(p, c, i, option, &k->at[c]))
                breach(k, FIT_R_OPTION, i, c, FIT_NONE, 1);
            moved = moved || (x->was_time != FIT_NONE && x->was_option && x->was_option[i] != FIT_NONE &&
                              x->was_option[i] != option[i]);
        }
        if (moved)
            k->score.value[FIT_C_CHANGE] += x->change;
    }
}

/* resource of many units: for each day, by how many units its worst moment is overfull.  Base load alone
 * beyond the capacity counts nothing: it is nobody's fault here. */
static void many_count(struct count *k, int32_t r, const int32_t *user, int32_t users)
{
    const struct fit_problem *p = k->p;
    const struct fit_resource *x = &p->resource[r];
    for (int w = 0; w < p->weeks; w++)
        for (int d = 0; d < 7; d++) {
            int64_t worst = 0;
            int32_t who = FIT_NONE;
            for (int s = 0; s < FIT_SLOTS; s++) {
                int64_t base = 0, use = 0;
                int32_t last = FIT_NONE;
                for (int32_t i = 0; i < x->loads; i++)
                    if ((x->load[i].weeks >> w & 1) && (x->load[i].days >> d & 1) && x->load[i].start <= s &&
                        s < x->load[i].start + x->load[i].length)
                        base += x->load[i].units;
                for (int32_t i = 0; i < users; i++) {
                    const struct place *a = &k->at[user[i]];
                    if ((a->weeks >> w & 1) && (a->days >> d & 1) && a->start <= s && s < a->end)
                        use += units_of(p, k->plan, user[i], r), last = user[i];
                }
                if (base > x->capacity)
                    base = x->capacity;
                if (base + use - x->capacity > worst)
                    worst = base + use - x->capacity, who = last;
            }
            breach(k, FIT_R_RESOURCE, r, who, FIT_NONE, worst);
        }
}

static void one_count(struct count *k, int32_t r, const int32_t *user, int32_t users)
{
    const struct fit_problem *p = k->p;
    for (int32_t i = 0; i < users; i++)
        for (int32_t j = i + 1; j < users; j++) {
            const struct place *a = &k->at[user[i]], *b = &k->at[user[j]];
            if (place_overlaps(a, b))
                breach(k, FIT_R_RESOURCE, r, user[i], user[j], 1);
            else if (p->resource[r].travels && place_clashes(a, b, p->travel, p->sites))
                breach(k, FIT_R_TRAVEL, r, user[i], user[j], 1);
        }
}

static void resources_count(struct count *k)
{
    const struct fit_problem *p = k->p;
    int32_t *user = calloc((size_t)p->classes + 1, sizeof *user);
    for (int32_t r = 0; user && r < p->resources; r++) {
        const struct fit_resource *x = &p->resource[r];
        int32_t users = 0;
        for (int32_t c = 0; c < p->classes; c++)
            if (units_of(p, k->plan, c, r))
                user[users++] = c;
        if (!users)
            continue;
        if (x->capacity == 1)
            one_count(k, r, user, users);
        else
            many_count(k, r, user, users);
        for (int w = 0; x->week_most && w < p->weeks; w++) {
            int64_t load = 0, base = x->week_base ? x->week_base[w] : 0;
            for (int32_t i = 0; i < users; i++)
                if (k->at[user[i]].weeks >> w & 1)
                    load += (int64_t)(k->at[user[i]].end - k->at[user[i]].start) * __builtin_popcount(k->at[user[i]].days);
            if (load)
                breach(k, FIT_R_WEEK, r, user[0], FIT_NONE, hours_over(load + base, x->week_most) - hours_over(base, x->week_most));
        }
    }
    free(user);
}

/* day_blocks: merges the members' meetings of one day, sorted by start, whose gaps are at most b, and
 * counts blocks, and blocks longer than `most` of at least two classes that do not all start together. */
static void day_blocks(const struct count *k, const struct fit_distribution *x, int w, int d, int *blocks, int *longer)
{
    int32_t end = -1000000, from = 0, first = 0;
    bool mixed = false;
    int last = -1;
    *blocks = *longer = 0;
    /* Members by start: slots are few, so walk them in order. */
    for (int s = 0; s < FIT_SLOTS; s++)
        for (int32_t i = 0; i < x->classes; i++) {
            const struct place *a = &k->at[x->class[i]];
            if (!(a->weeks >> w & 1) || !(a->days >> d & 1) || a->start != s)
                continue;
            if (last < 0 || end + x->b < s) {
                if (last >= 0 && mixed && end - from > x->a)
                    ++*longer;
                ++*blocks;
                from = first = s;
                end = a->end;
                mixed = false;
            } else {
                mixed = mixed || s != first;
                if (a->end > end)
                    end = a->end;
            }
            last = s;
        }
    if (last >= 0 && mixed && end - from > x->a)
        ++*longer;
}

static int64_t same_option_count(const struct count *k, const struct fit_distribution *x)
{
    int64_t used = 0;
    for (int32_t r = 0; r < k->p->resources; r++)
        for (int32_t i = 0; i < x->classes; i++) {
            int32_t c = x->class[i];
            if (k->plan->time[c] == FIT_NONE)
                continue;
            int32_t o = k->plan->option[k->plan->need_at[c] + x->a];
            if (o != FIT_NONE && k->p->class[c].need[x->a].option[o].resource == r) {
                used++;
                break;
            }
        }
    return used > 1 ? used - 1 : 0;
}

/* group_raw: how far the whole set is from its limit; hard ones count by the hour. */
static int64_t group_raw(const struct count *k, const struct fit_distribution *x, bool hard)
{
    const struct fit_problem *p = k->p;
    int64_t sum = 0, best = 0;
    unsigned days = 0;
    if (x->type == FIT_SAME_OPTION)
        return same_option_count(k, x);
    for (int32_t i = 0; i < x->classes; i++) {
        const struct place *a = &k->at[x->class[i]];
        days |= a->weeks ? a->days : 0U;
        if (a->weeks && place_last_day(a) > best)
            best = place_last_day(a);
    }
    if (x->type == FIT_FINISH)
        return best;
    if (x->type == FIT_MAX_DAYS) {
        int n = __builtin_popcount(days);
        return n > x->a ? n - x->a : 0;
    }
    for (int w = 0; w < p->weeks; w++) {
        int64_t week = 0;
        for (int d = 0; d < 7; d++) {
            int64_t day = 0;
            int blocks, longer;
            for (int32_t i = 0; i < x->classes; i++) {
                const struct place *a = &k->at[x->class[i]];
                if ((a->weeks >> w & 1) && (a->days >> d & 1))
                    day += a->end - a->start;
            }
            week += day;
            if (x->type == FIT_MAX_DAY_LOAD)
                sum += hard ? hours_over(day, x->a) : day > x->a ? day - x->a : 0;
            else if (day && x->type != FIT_WEEK_LOAD) {
                day_blocks(k, x, w, d, &blocks, &longer);
                if (x->type == FIT_MAX_BREAKS)
                    sum += blocks - 1 > x->a ? blocks - 1 - x->a : 0;
                else
                    sum += longer;
            }
        }
        if (x->type == FIT_WEEK_LOAD)
            sum += hard ? hours_over(week, x->a) : week > x->a ? week - x->a : 0;
    }
    return sum;
}

static int64_t group_cost(const struct fit_problem *p, const struct fit_distribution *x, int64_t raw)
{
    bool by_week = x->type == FIT_MAX_DAY_LOAD || x->type == FIT_MAX_BREAKS || x->type == FIT_MAX_BLOCK;
    return by_week ? x->penalty * raw / p->weeks : x->penalty * raw;
}

static void distributions_count(struct count *k)
{
    const struct fit_problem *p = k->p;
    for (int32_t d = 0; d < p->distributions; d++) {
        const struct fit_distribution *x = &p->distribution[d];
        if (!type_pairwise(x->type)) {
            int64_t raw = group_raw(k, x, x->required);
            if (x->required)
                breach(k, FIT_R_DISTRIBUTION, d, FIT_NONE, FIT_NONE, raw);
            else
                k->score.value[FIT_C_DISTRIBUTION] += group_cost(p, x, raw);
            continue;
        }
        for (int32_t i = 0; i < x->classes; i++)
            for (int32_t j = i + 1; j < x->classes; j++) {
                if (x->type == FIT_BEFORE && (i >= x->a || j < x->a))
                    continue;
                if (!place_breaks(x->type, x->a, &k->at[x->class[i]], &k->at[x->class[j]], true, p->travel, p->sites))
                    continue;
                if (x->required)
                    breach(k, FIT_R_DISTRIBUTION, d, x->class[i], x->class[j], 1);
                else
                    k->score.value[FIT_C_DISTRIBUTION] += x->penalty;
            }
    }
}

static bool attends_well(const struct fit_problem *p, const struct fit_plan *plan, int32_t e, int32_t course)
{
    int32_t g = plan->config[e], from = plan->attends_at[e];
    const struct fit_course *x = &p->course[course];
    if (g < x->first_config || g >= x->first_config + x->configs)
        return false;
    for (int32_t i = 0; i < p->config[g].subparts; i++) {
        int32_t c = plan->attends[from + i];
        if (c == FIT_NONE || p->class[c].subpart != p->config[g].first_subpart + i)
            return false;
    }
    return true;
}

static bool attends_has(const struct fit_plan *plan, int32_t s, int32_t c)
{
    for (int32_t i = plan->attends_at[plan->course_at[s]]; i < plan->attends_at[plan->course_at[s + 1]]; i++)
        if (plan->attends[i] == c)
            return true;
    return false;
}

static void students_count(struct count *k)
{
    const struct fit_problem *p = k->p;
    const struct fit_plan *plan = k->plan;
    int32_t *seats = calloc((size_t)p->classes + 1, sizeof *seats);
    for (int32_t s = 0; seats && s < p->students; s++) {
        int32_t from = plan->attends_at[plan->course_at[s]], to = plan->attends_at[plan->course_at[s + 1]];
        for (int32_t e = plan->course_at[s]; e < plan->course_at[s + 1]; e++)
            if (!attends_well(p, plan, e, p->student[s].course[e - plan->course_at[s]]))
                breach(k, FIT_R_ENROLMENT, s, FIT_NONE, FIT_NONE, 1);
        for (int32_t i = from; i < to; i++) {
            int32_t c = plan->attends[i];
            if (c == FIT_NONE)
                continue;
            seats[c]++;
            if (p->class[c].parent != FIT_NONE && !attends_has(plan, s, p->class[c].parent))
                breach(k, FIT_R_PARENT, s, c, p->class[c].parent, 1);
            for (int32_t j = i + 1; j < to; j++)
                if (plan->attends[j] != FIT_NONE && place_clashes(&k->at[c], &k->at[plan->attends[j]], p->travel, p->sites))
                    k->score.value[FIT_C_STUDENT]++;
        }
    }
    for (int32_t c = 0; seats && c < p->classes; c++)
        if (seats[c] > p->class[c].limit)
            breach(k, FIT_R_LIMIT, FIT_NONE, c, FIT_NONE, seats[c] - p->class[c].limit);
    free(seats);
}

static struct place *places(const struct fit_problem *p, const struct fit_plan *plan)
{
    struct place *at = calloc((size_t)p->classes + 1, sizeof *at);
    for (int32_t c = 0; at && c < p->classes; c++) {
        at[c].site = at[c].room = FIT_NONE;
        if (plan->time[c] != FIT_NONE)
            at[c] = fit_place_of(p, c, plan->time[c], plan->option + plan->need_at[c]);
    }
    return at;
}

struct fit_score fit_evaluate(const struct fit_problem *p, const struct fit_plan *plan,
                              void (*each)(void *, const struct fit_breach *), void *data)
{
    struct count k = {.p = p, .plan = plan, .each = each, .data = data};
    k.at = places(p, plan);
    if (!k.at)
        return (struct fit_score){.broken = INT64_MAX};
    classes_count(&k);
    resources_count(&k);
    distributions_count(&k);
    students_count(&k);
    for (int i = 0; i < FIT_CRITERIA; i++)
        k.score.total += p->weight[i] * k.score.value[i];
    free(k.at);
    return k.score;
}

/* What the plan costs less without the class's own place: the plain way, for people's tables. */
void fit_class_cost(const struct fit_problem *p, const struct fit_plan *plan, int32_t class, int64_t value[FIT_CRITERIA])
{
    struct fit_plan *without = fit_plan_copy(p, plan);
    memset(value, 0, FIT_CRITERIA * sizeof *value);
    if (!without)
        return;
    struct fit_score all = fit_evaluate(p, plan, NULL, NULL);
    without->time[class] = FIT_NONE;
    struct fit_score less = fit_evaluate(p, without, NULL, NULL);
    for (int i = 0; i < FIT_CRITERIA; i++)
        value[i] = i == FIT_C_DROP ? 0 : all.value[i] - less.value[i];
    fit_plan_free(without);
}
