/* joint.c -- see joint.h. */
#include "offer/joint.h"

#include "offer/answer.h"
#include "offer/place_first.h"
#include "view/words.h"

#include <string.h>

/* What a change costs people, in days of the region's money (variant_weights: about a rouble a day). */
#define OTHER_TIME  2000
#define OTHER_DAY   200
#define OTHER_ROOM  500
#define OTHER_STAFF 1000
#define OTHER_THING 200

struct build {
    struct joint *j;
    struct work *w;
    int64_t unit;
    struct fit_class *classes;
    struct fit_resource *resources;
    int *index_of, *site_of, *site_index, sites;
    int64_t **reach;
    int *class_of; /* by lesson; -1: outside the weeks */
};

static const struct resource *thing(const struct build *b, int resource) { return &b->j->st->resources.all[resource]; }

static int site_at(struct build *b, int site)
{
    if (site < 0)
        return FIT_NONE;
    if (b->site_index[site] < 0) {
        b->site_of[b->sites] = site;
        b->site_index[site] = b->sites++;
    }
    return b->site_index[site];
}

static int resource_at(struct build *b, int resource)
{
    if (b->index_of[resource] >= 0)
        return b->index_of[resource];
    const struct resource *x = thing(b, resource);
    int at = b->j->p.resources++;
    b->index_of[resource] = at;
    b->j->resource_of[at] = resource;
    b->resources[at] = (struct fit_resource){.capacity = x->quantity, .site = x->kind == STAFF ? FIT_NONE : site_at(b, x->site),
                                             .travels = x->kind == STAFF};
    return at;
}

static const int64_t *reach_of(struct build *b, int staff)
{
    if (b->reach[staff] == NULL)
        b->reach[staff] = take_array(b->w, b->j->st->partners.site_count + 1, int64_t);
    return b->reach[staff];
}

/* ---------------------------------------------------------------- one lesson */

static bool uses(const struct lesson *l, int resource)
{
    for (int i = 0; i < l->use_count; i++)
        if (l->uses[i].resource == resource)
            return true;
    return false;
}

bool joint_same(const struct lesson *a, const struct lesson *b)
{
    if (a->placed != b->placed || a->day != b->day || a->from_min != b->from_min || a->site != b->site || a->use_count != b->use_count)
        return false;
    for (int i = 0; i < a->use_count; i++) {
        bool in = false;
        for (int k = 0; k < b->use_count; k++)
            in = in || (b->uses[k].resource == a->uses[i].resource && b->uses[k].units == a->uses[i].units);
        if (!in)
            return false;
    }
    return true;
}

static const struct shape *shape_of(const struct supply *s, const struct lesson *l)
{
    for (int i = 0; i < s->shape_count; i++)
        if (s->shapes[i].part == l->part && s->shapes[i].hours_ah == l->hours_ah)
            return &s->shapes[i];
    return NULL;
}

static struct fit_time time_at(const struct build *b, int32_t day, int from_min, int to_min, int64_t penalty)
{
    int at = day - b->j->first;
    return (struct fit_time){.weeks = UINT64_C(1) << (at / 7), .days = (uint8_t)(1 << (at % 7)), .start = (uint16_t)(from_min / SLOT_MIN),
                             .length = (uint16_t)((to_min - from_min + SLOT_MIN - 1) / SLOT_MIN), .penalty = penalty};
}

static int64_t far_from(const struct build *b, const struct lesson *was, int32_t day, int from_min)
{
    if (!b->j->stay || !was->placed || (day == was->day && from_min == was->from_min))
        return 0;
    int64_t days = day > was->day ? day - was->day : was->day - day;
    return b->unit * (OTHER_TIME + OTHER_DAY * (days < 60 ? days : 60) + (day == was->day ? 0 : OTHER_DAY));
}

/* make_times: the market's moments, and the present one if it is not among them; which that is, in *was_time. */
static struct fit_time *make_times(struct build *b, const struct joint_lesson *l, const struct moments *at, struct joint_class *k, int32_t *was_time)
{
    struct fit_time *t = take_array(b->w, at->count + 2, struct fit_time);
    k->day = take_array(b->w, at->count + 2, int32_t);
    k->from_min = take_array(b->w, at->count + 2, int);
    *was_time = FIT_NONE;
    for (int i = 0; i < at->count; i++) {
        k->day[i] = at->day[i];
        k->from_min[i] = at->from_min[i];
        t[i] = time_at(b, at->day[i], at->from_min[i], at->from_min[i] + lesson_min(l->was.hours_ah), far_from(b, &l->was, at->day[i], at->from_min[i]));
        if (l->was.placed && at->day[i] == l->was.day && at->from_min[i] == l->was.from_min)
            *was_time = i;
    }
    k->times = at->count;
    if (l->was.placed && *was_time == FIT_NONE && !l->lost) {
        *was_time = k->times;
        k->day[k->times] = l->was.day;
        k->from_min[k->times] = l->was.from_min;
        t[k->times++] = time_at(b, l->was.day, l->was.from_min, l->was.to_min, 0);
    }
    return t;
}

static int64_t other(const struct build *b, const struct lesson *was, const struct choice *c, enum resource_kind kind)
{
    if (!b->j->stay || !was->placed)
        return 0;
    if (c->resource == DUMMY ? c->machines > 0 && uses(was, c->machine[0]) : uses(was, c->resource))
        return 0;
    return b->unit * (kind == ROOM ? OTHER_ROOM : kind == STAFF ? OTHER_STAFF : OTHER_THING);
}

/* was_choice: which choice of a want is the present one; -1: none of them. */
static int was_choice(const struct want *want, const struct lesson *was)
{
    for (int i = 0; was->placed && i < want->count; i++) {
        const struct choice *c = &want->choices[i];
        if (c->resource == DUMMY ? c->machines > 0 && uses(was, c->machine[0]) && uses(was, c->with) : uses(was, c->resource))
            return i;
    }
    return -1;
}

/* as_it_was: a resource the lesson has of that kind which no choice of another want stands for; -1: none. */
static int as_it_was(const struct build *b, const struct shape *s, const struct lesson *was, enum resource_kind kind)
{
    for (int i = 0; i < was->use_count; i++) {
        bool known = thing(b, was->uses[i].resource)->kind != kind;
        for (int k = 0; !known && k < s->want_count; k++) {
            int c = was_choice(&s->wants[k], was);
            known = c >= 0 && s->wants[k].choices[c].resource == was->uses[i].resource;
        }
        if (!known)
            return was->uses[i].resource;
    }
    return -1;
}

static uint64_t *bits_of(struct build *b, const struct choice *c, int moments, int times)
{
    size_t words = (size_t)(times + 63) / 64 + 1;
    uint64_t *bits = take_array(b->w, words, uint64_t);
    for (int t = 0; t < moments; t++)
        if (c->allow == NULL || (c->allow[t / 64] >> (t % 64) & 1) != 0)
            bits[t / 64] |= UINT64_C(1) << (t % 64);
    return bits;
}

static bool banned(const struct build *b, const struct joint_lesson *l, const struct choice *c)
{
    int resource = c->resource == DUMMY ? c->with : c->resource;
    for (int i = 0; i < b->j->ban_count; i++)
        if (b->j->bans[i].lesson == l->id && thing(b, resource)->organisation == b->j->bans[i].organisation && !uses(&l->was, resource))
            return true;
    return false;
}

static void make_needs(struct build *b, const struct joint_lesson *l, const struct shape *s, struct joint_class *k, struct fit_class *f)
{
    struct fit_need *needs = take_array(b->w, s->want_count + 1, struct fit_need);
    int32_t *was_option = take_array(b->w, s->want_count + 1, int32_t);
    int all = 0, at = 0;
    for (int i = 0; i < s->want_count; i++)
        all += s->wants[i].count + 1;
    k->choice_of = take_array(b->w, all + 1, int);
    k->choice_at = take_array(b->w, s->want_count + 1, int);
    for (int i = 0; i < s->want_count; i++) {
        const struct want *want = &s->wants[i];
        struct fit_option *o = take_array(b->w, want->count + 2, struct fit_option);
        int n = 0, was = was_choice(want, &l->was);
        was_option[i] = FIT_NONE;
        k->choice_at[i] = at;
        for (; n < want->count; n++) {
            const struct choice *c = &want->choices[n];
            uint64_t *bits = bits_of(b, c, banned(b, l, c) ? 0 : s->moments->count, k->times);
            if (n == was && !l->lost && f->was_time != FIT_NONE) /* it has it already, whatever is shared from now on */
                bits[f->was_time / 64] |= UINT64_C(1) << (f->was_time % 64);
            o[n] = (struct fit_option){.resource = c->resource == DUMMY ? 0 : resource_at(b, c->resource),
                                       .units = c->resource == DUMMY ? 1 : c->units,
                                       .penalty = c->weighed_minor + other(b, &l->was, c, want->kind),
                                       .with = c->with >= 0 ? resource_at(b, c->with) : FIT_NONE, .allow = bits,
                                       .site_penalty = want->kind == STAFF && i > 0 ? reach_of(b, c->resource) : NULL};
            k->choice_of[at++] = n;
        }
        if (was >= 0)
            was_option[i] = was;
        else if (!l->lost && f->was_time != FIT_NONE) {
            int has = as_it_was(b, s, &l->was, want->kind);
            uint64_t *bits = take_array(b->w, (size_t)(k->times + 63) / 64 + 1, uint64_t);
            bits[f->was_time / 64] |= UINT64_C(1) << (f->was_time % 64);
            o[n] = (struct fit_option){.resource = has >= 0 ? resource_at(b, has) : 0, .units = 1, .with = FIT_NONE, .allow = bits};
            was_option[i] = n++;
            k->choice_of[at++] = -1;
        }
        needs[i] = (struct fit_need){n, o};
    }
    f->needs = s->want_count;
    f->need = needs;
    f->was_option = was_option;
}

static void add_movable(struct build *b, int lesson, const struct shape *s)
{
    struct joint *j = b->j;
    const struct joint_lesson *l = &j->lessons[lesson];
    int at = j->p.classes++;
    struct joint_class *k = &j->classes[at];
    struct fit_class *f = &b->classes[at];
    *k = (struct joint_class){.lesson = lesson, .shape = s};
    *f = (struct fit_class){.site = FIT_NONE, .parent = FIT_NONE, .subpart = FIT_NONE, .was_time = FIT_NONE};
    f->time = make_times(b, l, s->moments, k, &f->was_time);
    f->times = k->times;
    make_needs(b, l, s, k, f);
    if (j->stay && !l->lost)
        f->change = JOINT_CHANGE;
    if (l->lost)
        f->was_time = FIT_NONE;
    b->class_of[lesson] = at;
}

/* add_fixed: a lesson that stays: its people must still be able to come to it. */
static void add_fixed(struct build *b, int lesson)
{
    struct joint *j = b->j;
    const struct lesson *l = &j->lessons[lesson].was;
    int staff = 0, n = 0;
    for (int i = 0; i < l->use_count; i++)
        staff += thing(b, l->uses[i].resource)->kind == STAFF;
    struct fit_need *needs = take_array(b->w, staff + 1, struct fit_need);
    for (int i = 0; i < l->use_count; i++)
        if (thing(b, l->uses[i].resource)->kind == STAFF) {
            struct fit_option *o = take(b->w, sizeof(*o));
            *o = (struct fit_option){.resource = resource_at(b, l->uses[i].resource), .units = 1, .with = FIT_NONE};
            needs[n++] = (struct fit_need){1, o};
        }
    struct fit_time *t = take(b->w, sizeof(*t));
    *t = time_at(b, l->day, l->from_min, l->to_min, 0);
    int at = j->p.classes++;
    j->classes[at] = (struct joint_class){.lesson = lesson, .times = 1};
    b->classes[at] = (struct fit_class){.times = 1, .time = t, .needs = n, .need = needs, .site = site_at(b, l->site), .fixed = true,
                                        .was_option = take_array(b->w, n + 1, int32_t), .parent = FIT_NONE, .subpart = FIT_NONE};
    b->class_of[lesson] = at;
}

/* ---------------------------------------------------------------- rules */

static void add_rule(struct build *b, struct fit_distribution rule, const char *kind)
{
    struct joint *j = b->j;
    grow(b->w, &j->rules, j->rule_room, (size_t)j->p.distributions);
    grow(b->w, &j->rule_kind, j->kind_room, (size_t)j->p.distributions);
    j->rule_kind[j->p.distributions] = kind;
    j->rules[j->p.distributions++] = rule;
}

static bool movable(const struct build *b, int class) { return b->j->lessons[b->j->classes[class].lesson].movable; }
static const struct joint_lesson *of(const struct build *b, int class) { return &b->j->lessons[b->j->classes[class].lesson]; }

/* requires: whether what `late` teaches must come after what `early` teaches. */
static bool requires(const struct build *b, const struct joint_lesson *early, const struct joint_lesson *late)
{
    const struct modules *ms = &b->j->st->modules;
    const struct module *x = &ms->all[early->module], *y = &ms->all[late->module];
    if (early->module == late->module)
        return early->was.part == LECTURE && late->was.part == PRACTICE;
    for (int k = 0; k < y->prerequisite_count; k++) {
        const struct prerequisite *q = &ms->prerequisites[y->prerequisite_first + k];
        if (q->module == early->module)
            return true;
        for (int g = 0; q->module < 0 && early->rank < late->rank && g < x->gives_count; g++)
            if (ms->gives[x->gives_first + g].competence_id == q->competence_id && ms->gives[x->gives_first + g].level >= q->level)
                return true;
    }
    return false;
}

/* held: what people have agreed to keeps to the order already; where it never did, nothing is made worse. */
static bool held(const struct build *b, int early, int late)
{
    const struct lesson *x = &of(b, early)->was, *y = &of(b, late)->was;
    return !b->j->stay || !x->placed || !y->placed || x->day < y->day || (x->day == y->day && x->to_min <= y->from_min);
}

/* Lessons of one module and part are alike: the order among them is numbered afterwards.  So rules are by kind. */
static void order_rules(struct build *b, const int *class, int n)
{
    int *kind = take_array(b->w, n + 1, int), kinds = 0, *first = take_array(b->w, n + 1, int);
    for (int i = 0; i < n; i++) {
        kind[i] = -1;
        for (int k = 0; k < kinds && kind[i] < 0; k++)
            if (of(b, class[first[k]])->module == of(b, class[i])->module && of(b, class[first[k]])->was.part == of(b, class[i])->was.part)
                kind[i] = k;
        if (kind[i] < 0) {
            first[kinds] = i;
            kind[i] = kinds++;
        }
    }
    for (int x = 0; x < kinds; x++)
        for (int y = 0; y < kinds; y++) {
            int count = 0, early = 0;
            bool keeps = true, any = false;
            if (x == y || !requires(b, of(b, class[first[x]]), of(b, class[first[y]])))
                continue;
            int32_t *list = take_array(b->w, n + 1, int32_t);
            for (int i = 0; i < n; i++)
                if (kind[i] == x)
                    list[count++] = class[i];
            early = count;
            for (int i = 0; i < n; i++)
                if (kind[i] == y)
                    list[count++] = class[i];
            for (int i = 0; i < count; i++) {
                any = any || movable(b, list[i]);
                for (int k = early; i < early && k < count && keeps; k++)
                    keeps = of(b, list[i])->lost || of(b, list[k])->lost || held(b, list[i], list[k]);
            }
            if (any && keeps)
                add_rule(b, (struct fit_distribution){.type = FIT_BEFORE, .a = early, .required = true, .classes = count, .class = list}, "order");
        }
}

/* slots_for: as many slots as so many academic hours take, in lessons mostly as long as the longest. */
static int slots_for(const struct build *b, const int *class, int n, int limit_ah, bool week)
{
    int usual = 1, spare = 0;
    for (int i = 0; i < n; i++)
        usual = of(b, class[i])->was.hours_ah > usual ? of(b, class[i])->was.hours_ah : usual;
    for (int i = 0; week && i < n; i++) {
        int h = of(b, class[i])->was.hours_ah, saved = h * slots_of(usual) / usual - slots_of(h);
        spare += h < usual && saved > 0 ? saved : 0;
    }
    int a = limit_ah * slots_of(usual) / usual - spare, least = limit_ah * 45 / SLOT_MIN;
    return a > least ? a : least;
}

/* most_before: the fullest day or week people have now: what has been agreed to is not made impossible by a rule. */
static int most_before(const struct build *b, const int *class, int n, bool week)
{
    int most = 0;
    for (int i = 0; i < n; i++) {
        int sum = 0, at = of(b, class[i])->was.day - b->j->first;
        for (int k = 0; k < n; k++) {
            const struct lesson *l = &of(b, class[k])->was;
            int other_at = l->day - b->j->first;
            if (l->placed && (week ? other_at / 7 == at / 7 : other_at == at))
                sum += slots_of(l->hours_ah);
        }
        if (of(b, class[i])->was.placed && sum > most)
            most = sum;
    }
    return most;
}

static void cohort_rules(struct build *b, const int *class, int n, const struct market *m)
{
    int32_t *list = take_array(b->w, n + 1, int32_t);
    bool any = false;
    for (int i = 0; i < n; i++) {
        list[i] = class[i];
        any = any || movable(b, class[i]);
    }
    if (!any)
        return;
    int day = slots_for(b, class, n, m->day_most_ah, false), week = slots_for(b, class, n, m->week_most_ah, true);
    if (b->j->stay) {
        int day_now = most_before(b, class, n, false), week_now = most_before(b, class, n, true);
        day = day_now > day ? day_now : day;
        week = week_now > week ? week_now : week;
    }
    add_rule(b, (struct fit_distribution){.type = FIT_SAME_ATTENDEES, .required = true, .classes = n, .class = list}, "cohort");
    add_rule(b, (struct fit_distribution){.type = FIT_MAX_DAY_LOAD, .a = day, .required = true, .classes = n, .class = list}, "day");
    add_rule(b, (struct fit_distribution){.type = FIT_WEEK_LOAD, .a = week, .required = true, .classes = n, .class = list}, "week");
    order_rules(b, class, n);
}

/* One teacher for a module's lessons if it can be; and each day of the end has its price. */
static void wishes(struct build *b, const int *class, int n, const struct market *m)
{
    int32_t *list = take_array(b->w, n + 1, int32_t);
    bool *done = take_array(b->w, n + 1, bool);
    for (int i = 0; m->weights.teacher_minor > 0 && i < n; i++) {
        int count = 0;
        const struct shape *s = b->j->classes[class[i]].shape;
        if (done[i] || s == NULL)
            continue;
        int32_t *alike = take_array(b->w, n + 1, int32_t);
        for (int k = i; k < n; k++)
            if (of(b, class[k])->module == of(b, class[i])->module && b->j->classes[class[k]].shape == s) {
                alike[count++] = class[k];
                done[k] = true;
            }
        for (int k = 0; k < s->want_count && count > 1; k++)
            if (s->wants[k].kind == STAFF)
                add_rule(b, (struct fit_distribution){.type = FIT_SAME_OPTION, .a = k, .penalty = m->weights.teacher_minor, .classes = count, .class = alike}, "");
    }
    for (int i = 0; i < n; i++)
        list[i] = class[i];
    if (m->weights.day_minor > 0)
        add_rule(b, (struct fit_distribution){.type = FIT_FINISH, .penalty = m->weights.day_minor, .classes = n, .class = list}, "");
}

static void all_rules(struct build *b)
{
    struct joint *j = b->j;
    for (int block = 0; block < j->block_count; block++) {
        int cohorts = 0, *class = take_array(b->w, j->lesson_count + 1, int), n = 0;
        for (int i = 0; i < j->lesson_count; i++)
            if (j->lessons[i].block == block && j->lessons[i].was.cohort > cohorts)
                cohorts = j->lessons[i].was.cohort;
        for (int cohort = 1; cohort <= cohorts; cohort++) {
            n = 0;
            for (int i = 0; i < j->lesson_count; i++)
                if (b->class_of[i] >= 0 && j->lessons[i].block == block && j->lessons[i].was.cohort == cohort)
                    class[n++] = b->class_of[i];
            if (n > 0)
                cohort_rules(b, class, n, j->blocks[block].m);
        }
        n = 0;
        for (int i = 0; i < j->lesson_count; i++)
            if (b->class_of[i] >= 0 && j->lessons[i].block == block)
                class[n++] = b->class_of[i];
        if (!j->stay && n > 0)
            wishes(b, class, n, j->blocks[block].m);
    }
}

/* ---------------------------------------------------------------- resources */

static int32_t *week_base(struct build *b, int resource, const struct calendar *c)
{
    struct joint *j = b->j;
    int32_t *base = take_array(b->w, j->p.weeks + 1, int32_t);
    for (int k = 0; k < j->p.weeks; k++)
        base[k] = c->week_ah[k];
    for (int i = 0; i < j->lesson_count; i++) { /* lessons that stay are classes of their own */
        const struct joint_lesson *l = &j->lessons[i];
        if (!l->movable && b->class_of[i] >= 0 && uses(&l->was, resource))
            base[(l->was.day - j->first) / 7] -= l->was.hours_ah;
    }
    for (int k = 0; k < j->p.weeks; k++)
        base[k] = base[k] > 0 ? base[k] * slots_of(LESSON_MOST_AH) / LESSON_MOST_AH : 0;
    return base;
}

static void add_loads(struct build *b, int at, const struct calendar *c)
{
    size_t room = 0, n = 0;
    struct fit_load *loads = NULL;
    for (int day = 0; c->taken != NULL && day < b->j->p.weeks * 7; day++)
        for (int s = 0; s < DAY_SLOTS;) {
            const uint8_t *taken = c->taken + (size_t)day * DAY_SLOTS;
            int units = taken[s], from = s;
            while (s < DAY_SLOTS && taken[s] == units)
                s++;
            if (units == 0)
                continue;
            grow(b->w, &loads, room, n);
            loads[n++] = (struct fit_load){UINT64_C(1) << (day / 7), (uint8_t)(1 << (day % 7)), (uint16_t)from, (uint16_t)(s - from), units};
        }
    b->resources[at].loads = (int32_t)n;
    b->resources[at].load = loads;
}

static bool fill_resources(struct build *b)
{
    struct joint *j = b->j;
    struct window window = {j->first, j->p.weeks * 7};
    for (int at = 1; at < j->p.resources; at++) {
        int resource = j->resource_of[at];
        const struct resource *x = thing(b, resource);
        struct calendar c;
        if (x->quantity < 2 && (x->kind != STAFF || x->load_week_ah == 0))
            continue;
        if (!state_calendar(b->w, j->st, resource, window, &c))
            return false;
        if (x->quantity > 1)
            add_loads(b, at, &c);
        if (x->kind == STAFF && x->load_week_ah > 0) {
            int hours = x->load_week_ah > j->tight ? x->load_week_ah - j->tight : 1;
            b->resources[at].week_most = hours * slots_of(LESSON_MOST_AH) / LESSON_MOST_AH;
            b->resources[at].week_base = week_base(b, resource, &c);
        }
    }
    return true;
}

static void fill_ways(struct build *b)
{
    struct joint *j = b->j;
    uint16_t *travel = take_array(b->w, b->sites * b->sites + 1, uint16_t);
    for (int x = 0; x < b->sites; x++)
        for (int y = 0; y < b->sites; y++)
            travel[x * b->sites + y] = (uint16_t)((partner_travel_min(&j->st->partners, b->site_of[x], b->site_of[y]) + SLOT_MIN - 1) / SLOT_MIN);
    for (int r = 0; r < j->st->resources.count; r++)
        for (int s = 0; b->reach[r] != NULL && s < b->sites; s++)
            b->reach[r][s] = staff_reaches(j->blocks[0].m, r, b->site_of[s]) ? 0 : FIT_NEVER;
    j->p.travel = travel;
    j->p.sites = b->sites;
}

/* ---------------------------------------------------------------- the whole */

static bool weeks_of(struct joint *j)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (int i = 0; i < j->block_count; i++) {
        struct window x = j->blocks[i].m->window;
        first = x.first < first ? x.first : first;
        last = x.first + x.days > last ? x.first + x.days : last;
    }
    for (int i = 0; i < j->lesson_count; i++)
        if (j->lessons[i].movable && j->lessons[i].was.placed && j->lessons[i].was.day < first)
            first = j->lessons[i].was.day - (day_weekday(j->lessons[i].was.day) - 1);
    j->first = first;
    j->p.weeks = (last - first + 6) / 7;
    if (j->block_count == 0 || j->p.weeks > FIT_WEEKS)
        return fail(j->w, LIMIT, tr(j->w, "these offers lie %d weeks apart; at most %d can be planned at once"), j->p.weeks, FIT_WEEKS);
    return true;
}

static void take_home(struct joint *j, const struct build *b)
{
    j->home = fit_plan_new(&j->p);
    for (int c = 0; c < j->p.classes; c++) {
        const struct fit_class *f = &b->classes[c];
        bool whole = f->was_time != FIT_NONE;
        for (int k = 0; whole && k < f->needs; k++)
            whole = f->was_option[k] != FIT_NONE;
        j->home->time[c] = whole ? f->was_time : FIT_NONE;
        for (int k = 0; k < f->needs; k++)
            j->home->option[j->home->need_at[c] + k] = whole ? f->was_option[k] : FIT_NONE;
    }
}

bool joint_build(struct joint *j)
{
    const struct state *st = j->st;
    struct build b = {.j = j, .w = j->w, .unit = variant_weights(st, CHEAPEST).day_minor};
    int n = j->lesson_count, things = st->resources.count + 2, sites = st->partners.site_count + 1;
    j->p = (struct fit_problem){0};
    j->rules = NULL;
    j->rule_kind = NULL;
    j->rule_room = j->kind_room = 0;
    if (!weeks_of(j))
        return false;
    b.classes = take_array(j->w, n + 1, struct fit_class);
    b.class_of = take_array(j->w, n + 1, int);
    j->classes = take_array(j->w, n + 1, struct joint_class);
    b.resources = take_array(j->w, things, struct fit_resource);
    b.reach = take_array(j->w, things, int64_t *);
    j->resource_of = take_array(j->w, things, int);
    b.index_of = take_array(j->w, things, int);
    b.site_of = take_array(j->w, sites, int);
    b.site_index = take_array(j->w, sites, int);
    memset(b.index_of, -1, (size_t)things * sizeof(int));
    memset(b.site_index, -1, (size_t)sites * sizeof(int));
    b.resources[0] = (struct fit_resource){.capacity = 4096, .site = FIT_NONE};
    j->resource_of[0] = -1;
    j->p.resources = 1;
    for (int i = 0; i < n; i++) {
        struct joint_lesson *l = &j->lessons[i];
        int at = l->was.day - j->first;
        b.class_of[i] = -1;
        l->known = true;
        if (l->movable) {
            const struct supply *s = market_supply(j->blocks[l->block].m, l->module, j->blocks[l->block].size);
            const struct shape *shape = s != NULL ? shape_of(s, &l->was) : NULL;
            if (!fine(j->w))
                return false;
            l->known = shape != NULL;
            if (shape != NULL)
                add_movable(&b, i, shape);
        } else if (l->was.placed && at >= 0 && at < j->p.weeks * 7) {
            add_fixed(&b, i);
        }
    }
    all_rules(&b);
    if (!fill_resources(&b))
        return false;
    fill_ways(&b);
    j->p.class = b.classes;
    j->p.resource = b.resources;
    j->p.distribution = j->rules;
    for (int k = 0; k < FIT_CRITERIA; k++)
        j->p.weight[k] = 1;
    take_home(j, &b);
    return fine(j->w);
}

static void add_use(struct lesson *l, int resource, int units, int64_t price, bool approval)
{
    for (int i = 0; i < l->use_count; i++)
        if (l->uses[i].resource == resource) {
            l->uses[i].units += units;
            l->uses[i].price_minor += price;
            return;
        }
    l->uses[l->use_count++] = (struct use){resource, units, price, approval};
}

static void read_uses(struct joint *j, const struct joint_class *k, const int32_t *option, struct lesson *is)
{
    int most = 0;
    for (int i = 0; i < k->shape->want_count; i++) {
        int choice = k->choice_of[k->choice_at[i] + option[i]];
        most += 1 + (choice >= 0 ? k->shape->wants[i].choices[choice].machines : 0);
    }
    is->uses = take_array(j->w, most + 1, struct use);
    for (int i = 0; i < k->shape->want_count; i++) {
        int choice = k->choice_of[k->choice_at[i] + option[i]];
        const struct choice *c = &k->shape->wants[i].choices[choice < 0 ? 0 : choice];
        if (choice < 0)
            continue;
        for (int m = 0; c->resource == DUMMY && m < c->machines; m++)
            add_use(is, c->machine[m], c->machine_units[m], c->machine_price[m], c->approval);
        if (c->resource == DUMMY)
            continue;
        add_use(is, c->resource, c->units, c->price_minor, c->approval);
        if (k->shape->wants[i].kind == ROOM)
            is->site = j->st->resources.all[c->resource].site;
    }
}

int joint_read(struct joint *j, const struct fit_plan *plan)
{
    int unplaced = 0;
    for (int i = 0; i < j->lesson_count; i++)
        j->lessons[i].is = j->lessons[i].was;
    for (int c = 0; c < j->p.classes; c++) {
        const struct joint_class *k = &j->classes[c];
        struct joint_lesson *l = &j->lessons[k->lesson];
        const struct fit_class *f = &j->p.class[c];
        if (k->shape == NULL)
            continue;
        l->is = (struct lesson){.module = l->was.module, .cohort = l->was.cohort, .position = l->was.position, .part = l->was.part,
                                .hours_ah = l->was.hours_ah, .site = -1};
        unplaced += plan->time[c] == FIT_NONE;
        if (plan->time[c] == FIT_NONE)
            continue;
        const int32_t *option = plan->option + plan->need_at[c];
        bool same = l->was.placed && !l->lost && plan->time[c] == f->was_time;
        for (int i = 0; same && i < f->needs; i++)
            same = option[i] == f->was_option[i];
        if (same) {
            l->is = l->was;
            continue;
        }
        l->is.placed = true;
        l->is.day = k->day[plan->time[c]];
        l->is.from_min = k->from_min[plan->time[c]];
        l->is.to_min = l->is.from_min + lesson_min(l->is.hours_ah);
        read_uses(j, k, option, &l->is);
    }
    for (int i = 0; i < j->lesson_count; i++)
        unplaced += j->lessons[i].movable && j->lessons[i].lost && !j->lessons[i].known;
    for (int i = 0; i < j->lesson_count; i++)
        if (j->lessons[i].lost && !j->lessons[i].known)
            j->lessons[i].is.placed = false;
    return unplaced;
}

void joint_free(struct joint *j)
{
    fit_plan_free(j->home);
    j->home = NULL;
}
