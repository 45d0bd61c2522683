/* claim_look.c -- a wish held against every rule there is, each refusal saying which, whose, and what would fit. */
#include "base/day.h"
#include "resource/claim_private.h"
#include "resource/claim_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

const char *const problem_name[] = {"sharing", "closed", "busy", "taken", "lead", "rule", "load", "size", "past"};

#define WEEK_MIN (7 * DAY_MIN)

struct looking {
    struct work *w;
    const struct claim_wish *wish;
    struct claim_look *out;
    struct claim_rules by;
    bool *bad;      /* by time: it has a problem of its own */
    size_t problem_room;
};

static const struct resource *thing(const struct looking *l, int item) { return &l->out->some.resources.all[l->out->resource[item]]; }
static const char *thing_said(const struct looking *l, int item)
{
    const struct resource *x = thing(l, item);
    return take_text(l->w, "%s (%s)", tr_name(l->w, x->name_ru, x->name_en), x->code);
}
static const char *organisation_said(const struct looking *l, int index)
{
    const struct organisation *o = &l->out->some.partners.organisations[index];
    return tr_name(l->w, o->name_ru, o->name_en);
}
static const char *owner_said(const struct looking *l, int item) { return organisation_said(l, thing(l, item)->organisation); }

static void problem(struct looking *l, enum problem_kind kind, int item, int time, const char *rule, const char *text)
{
    struct claim_look *o = l->out;
    if (time >= 0 && o->times[time].skipped == NULL)
        l->bad[time] = true;
    o->for_all += time < 0;
    o->only_taken = o->only_taken && kind == P_TAKEN;
    if (o->problem_count++ >= PROBLEMS_MOST)
        return;
    grow(l->w, &o->problems, l->problem_room, (size_t)o->shown);
    o->problems[o->shown++] = (struct problem){kind, item, time, item >= 0 ? thing(l, item)->code : "", rule, text,
                                               item >= 0 ? thing(l, item)->organisation : -1};
}

/* ---------------------------------------------------------------- the wish itself */

static bool skipped_day(const struct claim_wish *x, int32_t day)
{
    for (int i = 0; i < x->skip_count; i++)
        if (x->skip[i] == day)
            return true;
    return false;
}

static bool expand(struct looking *l)
{
    const struct claim_wish *x = l->wish;
    struct claim_look *o = l->out;
    struct work *w = l->w;
    int every = x->every > 0 ? x->every : 1;
    o->times = take_array(w, CLAIM_TIMES_MOST + 1, struct claim_time);
    if (x->times != NULL) {
        for (int i = 0; i < x->time_count && i < CLAIM_TIMES_MOST; i++)
            o->times[o->time_count++] = (struct claim_time){.from = x->times[i].from, .to = x->times[i].to, .skipped = x->times[i].skipped};
    } else if (x->weekdays == 0) {
        o->times[o->time_count++] = (struct claim_time){.from = x->from, .to = x->to};
    } else {
        if (x->until_on == 0 && x->count == 0)
            return fail(w, NOT_VALID, "%s", tr(w, "a request that repeats needs its last day or how many times"));
        if (x->to - x->from > DAY_MIN)
            return fail(w, NOT_VALID, "%s", tr(w, "what repeats weekly lasts a day at most"));
        int32_t first = wall_day(x->from), monday = first - day_weekday(first) + 1;
        for (int32_t day = first; day < first + 3660; day++) {
            if ((x->until_on != 0 && day > x->until_on) || (x->count != 0 && o->time_count >= x->count))
                break;
            if ((x->weekdays >> (day_weekday(day) - 1) & 1) == 0 || (day - monday) / 7 % every != 0)
                continue;
            if (o->time_count == CLAIM_TIMES_MOST)
                return fail(w, NOT_VALID, tr(w, "a request has at most %d times; ask for the rest in another one"), CLAIM_TIMES_MOST);
            int64_t at = (int64_t)day * DAY_MIN + wall_clock(x->from);
            o->times[o->time_count++] = (struct claim_time){.from = at, .to = at + (x->to - x->from),
                                                            .skipped = skipped_day(x, day) ? tr(w, "left out on purpose") : NULL};
        }
        if (o->time_count == 0)
            return fail(w, NOT_VALID, "%s", tr(w, "no day between the first and the last is one of the weekdays"));
    }
    l->bad = take_array(w, o->time_count, bool);
    return true;
}

static bool sound(struct looking *l)
{
    const struct claim_wish *x = l->wish;
    struct work *w = l->w;
    if (x->title == NULL || x->title[strspn(x->title, " \t\n")] == '\0')
        return fail(w, NOT_VALID, "%s", tr(w, "say in a few words what it is for"));
    if (x->item_count < 1)
        return fail(w, NOT_VALID, "%s", tr(w, "name at least one room, machine or person"));
    if (x->item_count > CLAIM_ITEMS_MOST)
        return fail(w, NOT_VALID, tr(w, "a request has at most %d resources, not %d"), CLAIM_ITEMS_MOST, x->item_count);
    if (x->from >= x->to)
        return fail(w, NOT_VALID, "%s", tr(w, "the end must be later than the beginning"));
    if (x->to - x->from > CLAIM_SPAN_MOST)
        return fail(w, NOT_VALID, "%s", tr(w, "one time lasts at most 31 days"));
    if (x->from < 0 || x->to > WALL_MAX || x->people < 0 || x->people > 100000)
        return fail(w, NOT_VALID, "%s", tr(w, "the day or the number of people is out of bounds"));
    return true;
}

/* names: codes to ids. */
static bool names(struct looking *l)
{
    struct work *w = l->w;
    struct claim_look *o = l->out;
    const struct claim_wish *x = l->wish;
    int64_t *ids = take_array(w, x->item_count + 1, int64_t);
    o->organisation_id = db_one(w, CLAIM_ORGANISATION, ARGS(V(x->organisation != NULL ? x->organisation : "")), 0);
    if (fine(w) && o->organisation_id == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), x->organisation != NULL ? x->organisation : "");
    for (int i = 0; i < x->item_count && fine(w); i++) {
        ids[i] = db_one(w, CLAIM_RESOURCE, ARGS(V(x->items[i].code)), 0);
        if (fine(w) && ids[i] == 0)
            return fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), x->items[i].code);
        for (int k = 0; k < i; k++)
            if (ids[k] == ids[i])
                return fail(w, NOT_VALID, tr(w, "%s is named twice; say how many units of it instead"), x->items[i].code);
        if (x->items[i].units < 1 || x->items[i].units > 10000)
            return fail(w, NOT_VALID, tr(w, "%s: a number of units from 1 on, not %d"), x->items[i].code, x->items[i].units);
    }
    if (x->holder != NULL && *x->holder != '\0') {
        o->holder_id = db_one(w, CLAIM_PERSON, ARGS(V(x->holder)), 0);
        if (fine(w) && o->holder_id == 0)
            return fail(w, NOT_FOUND, tr(w, "there is no person %s among the staff"), x->holder);
    }
    if (!fine(w) || !some_load(w, ids, x->item_count, o->organisation_id, &o->some))
        return false;
    o->resource = take_array(w, x->item_count, int64_t);
    for (int i = 0; i < x->item_count; i++)
        o->resource[i] = resources_find(&o->some.resources, ids[i]);
    return fine(w);
}

/* ---------------------------------------------------------------- owners' terms and sites' hours */

/* lent: when the owner lends it to the asker at all, as people say it: "Mon-Sat 14:00-20:30". */
static const char *lent(const struct looking *l, int item)
{
    struct work *w = l->w;
    const struct resources *rs = &l->out->some.resources;
    const struct resource *x = thing(l, item);
    const struct organisation *user = &l->out->some.partners.organisations[l->out->some.user];
    const char *out = "";
    for (int i = rs->sharing_first[x->organisation]; i < rs->sharing_first[x->organisation + 1]; i++) {
        const struct sharing *s = &rs->sharing[i];
        char digits[DAY_TEXT];
        if ((s->resource >= 0 && s->resource != l->out->resource[item]) || (s->site >= 0 && s->site != x->site) ||
            (s->kind >= 0 && s->kind != (int)x->kind) || s->weekdays == 0)
            continue;
        if (strcmp(s->audience, "all") != 0 && strcmp(s->audience, user->kind) != 0 && strcmp(s->audience, user->code) != 0)
            continue;
        out = take_text(w, "%s%s%s %s\u2013%s", out, *out != '\0' ? ", " : "", say_weekdays(w, weekdays_text(digits, s->weekdays)),
                        say_clock(w, s->from_min), say_clock(w, s->to_min));
    }
    return out;
}

/* open_hours: of the site on that day, "8:00-20:00"; "" when closed all day. */
static const char *open_hours(const struct looking *l, int site, int32_t day)
{
    struct work *w = l->w;
    const struct resources *rs = &l->out->some.resources;
    const char *out = "";
    for (int i = rs->closure_first[site]; i < rs->closure_first[site + 1]; i++)
        if (day >= rs->closures[i].from_on && day <= rs->closures[i].to_on)
            return rs->closures[i].opens_min < 0 ? ""
                                                 : take_text(w, "%s\u2013%s", say_clock(w, rs->closures[i].opens_min), say_clock(w, rs->closures[i].closes_min));
    for (int i = rs->opening_first[site]; i < rs->opening_first[site + 1]; i++)
        if ((rs->openings[i].weekdays >> (day_weekday(day) - 1) & 1) != 0)
            out = take_text(w, "%s%s%s\u2013%s", out, *out != '\0' ? ", " : "", say_clock(w, rs->openings[i].opens_min), say_clock(w, rs->openings[i].closes_min));
    return out;
}

/* One day's stretch of one time of one item. */
static void terms_of(struct looking *l, int item, int time, int32_t day, int from_min, int to_min, bool *approval, int64_t *price)
{
    struct work *w = l->w;
    struct claim_look *o = l->out;
    const struct resource *x = thing(l, item);
    const struct organisation *user = &o->some.partners.organisations[o->some.user];
    const char *when = say_span(w, (int64_t)day * DAY_MIN + from_min, (int64_t)day * DAY_MIN + to_min);
    /* An unknown week of opening means no bound, as planning takes it for staff; rooms and machines have their site's. */
    int site = x->site;
    bool known = o->some.resources.opening_first[site + 1] > o->some.resources.opening_first[site] ||
                 o->some.resources.closure_first[site + 1] > o->some.resources.closure_first[site];
    if (x->kind != STAFF && known && !site_open(&o->some.resources, site, day, from_min, to_min)) {
        const char *hours = open_hours(l, site, day), *place = tr_name(w, o->some.partners.sites[site].name_ru, o->some.partners.sites[site].name_en);
        problem(l, P_CLOSED, item, time, "",
                *hours != '\0' ? take_text(w, tr(w, "%s: %s is not open for the whole of %s; it is open %s that day"), thing_said(l, item), place, when, hours)
                               : take_text(w, tr(w, "%s: %s is closed on %s"), thing_said(l, item), place, say_date(w, day)));
    }
    struct terms t = resource_terms(&o->some.resources, (int)o->resource[item], o->some.user, day_weekday(day), from_min, to_min);
    if (!t.may) {
        const char *hours = lent(l, item);
        problem(l, P_SHARED, item, *hours != '\0' ? time : -1, "",
                *hours != '\0' ? take_text(w, tr(w, "%s: %s lends it to %s %s, not on %s"), thing_said(l, item), owner_said(l, item),
                                           tr_name(w, user->name_ru, user->name_en), hours, when)
                               : take_text(w, tr(w, "%s: %s does not share it with %s; ask the owner for a rule of sharing"), thing_said(l, item),
                                           owner_said(l, item), tr_name(w, user->name_ru, user->name_en)));
        return;
    }
    *approval = *approval || t.approval;
    *price += (t.price_ah_minor * (to_min - from_min) * l->wish->items[item].units + 22) / 45;
    if (t.row != NULL && day - l->by.today_on < t.lead_days)
        problem(l, P_LEAD, item, time, t.row->code,
                take_text(w, tr(w, "%s: %s wants to know %d days ahead (rule %s): from %s on"), thing_said(l, item), owner_said(l, item), t.lead_days,
                          t.row->code, say_date(w, l->by.today_on + t.lead_days)));
}

static struct claim_part *part_of(struct looking *l, int organisation)
{
    struct claim_look *o = l->out;
    for (int i = 0; i < o->part_count; i++)
        if (o->parts[i].organisation == organisation)
            return &o->parts[i];
    o->parts[o->part_count] = (struct claim_part){.organisation = organisation};
    return &o->parts[o->part_count++];
}

/* Every time of every item, day by day. */
static void terms(struct looking *l)
{
    struct claim_look *o = l->out;
    o->parts = take_array(l->w, l->wish->item_count + 1, struct claim_part);
    l->out->price = take_array(l->w, l->wish->item_count * o->time_count + 1, int64_t);
    for (int i = 0; i < l->wish->item_count; i++) {
        bool approval = false;
        int before = o->for_all;
        for (int t = 0; t < o->time_count && o->for_all == before; t++) {
            if (o->times[t].skipped != NULL)
                continue;
            for (int64_t at = o->times[t].from; at < o->times[t].to;) {
                int32_t day = wall_day(at);
                int64_t end = (int64_t)(day + 1) * DAY_MIN < o->times[t].to ? (int64_t)(day + 1) * DAY_MIN : o->times[t].to;
                terms_of(l, i, t, day, wall_clock(at), (int)(end - (int64_t)day * DAY_MIN), &approval, &l->out->price[i * o->time_count + t]);
                at = end;
            }
        }
        if (thing(l, i)->organisation != o->some.user)
            part_of(l, thing(l, i)->organisation)->approval |= approval;
    }
}

/* ---------------------------------------------------------------- owners' rules */

/* Minutes this user already has of what the rule is about, from..to. */
static int64_t had(const struct looking *l, const struct rule *r, int64_t from, int64_t to)
{
    static const char *const kinds[] = {"room", "equipment", "staff"};
    const struct claim_look *o = l->out;
    return db_one(l->w, CLAIM_HAD,
                  ARGS(V(o->organisation_id), V(o->some.partners.organisations[r->organisation].id),
                       V(r->resource >= 0 ? o->some.resources.all[r->resource].id : (int64_t)0), V(r->site >= 0 ? o->some.partners.sites[r->site].id : (int64_t)0),
                       V(r->kind >= 0 ? kinds[r->kind] : ""), V(from), V(to)), 0);
}

/* The week or the month a day is in. */
static void period(enum rule_kind k, int32_t day, int32_t *from, int32_t *to)
{
    int y, m, d;
    *from = day - day_weekday(day) + 1;
    *to = *from + 7;
    if (k != MONTH_MOST)
        return;
    day_split(day, &y, &m, &d);
    *from = day_of(y, m, 1);
    *to = m == 12 ? day_of(y + 1, 1, 1) : day_of(y, m + 1, 1);
}

static void quota(struct looking *l, const struct rule *r, int item)
{
    struct work *w = l->w;
    struct claim_look *o = l->out;
    for (int i = 0; i < item; i++) /* one rule over several items is counted once */
        if (rule_binds(&o->some, r, (int)o->resource[i]))
            return;
    int32_t told = 0;
    for (int t = 0; t < o->time_count; t++) {
        int32_t from, to;
        int64_t mine = 0;
        period(r->rule, wall_day(o->times[t].from), &from, &to);
        if (o->times[t].skipped != NULL || from == told)
            continue;
        for (int k = 0; k < o->time_count; k++)
            for (int i = 0; i < l->wish->item_count; i++)
                if (o->times[k].skipped == NULL && !(l->bad[k] && l->wish->skip_bad) && wall_day(o->times[k].from) >= from && wall_day(o->times[k].from) < to &&
                    rule_binds(&o->some, r, (int)o->resource[i]))
                    mine += (o->times[k].to - o->times[k].from) * l->wish->items[i].units;
        int64_t before = had(l, r, (int64_t)from * DAY_MIN, (int64_t)to * DAY_MIN);
        if (before + mine <= r->most)
            continue;
        told = from;
        problem(l, P_RULE, item, -1, r->code,
                take_text(w, tr(w, "%s: %s gives one user at most %s in %s (rule %s); %s are used already and this asks for %s"), thing_said(l, item),
                          owner_said(l, item), claim_minutes(w, r->most), say_days(w, from, to - 1), r->code, claim_minutes(w, before), claim_minutes(w, mine)));
    }
}

static bool holds(const struct looking *l, const struct rule *r)
{
    const struct claim_look *o = l->out;
    if (o->holder_id != 0 && db_one(l->w, CLAIM_HOLDS, ARGS(V(o->holder_id), V(r->competence_id), V(r->level)), 0) != 0)
        return true;
    for (int i = 0; i < l->wish->item_count; i++)
        if (thing(l, i)->kind == STAFF && db_one(l->w, CLAIM_HOLDS, ARGS(V(thing(l, i)->id), V(r->competence_id), V(r->level)), 0) != 0)
            return true;
    return false;
}

static void qualified(struct looking *l, const struct rule *r, int item)
{
    struct work *w = l->w;
    if (holds(l, r))
        return;
    const char *name = "", *who = "";
    struct rows q = db_rows(w, CLAIM_COMPETENCE, ARGS(V(r->competence_id)));
    if (db_next(&q))
        name = tr_name(w, db_text(&q, 0), db_text(&q, 1));
    db_done(&q);
    q = db_rows(w, CLAIM_WHO_HOLDS, ARGS(V(r->competence_id), V(r->level), V(l->out->organisation_id)));
    while (db_next(&q))
        who = take_text(w, "%s%s%s (%s)", who, *who != '\0' ? ", " : "", tr_name(w, db_text(&q, 1), db_text(&q, 2)), db_text(&q, 0));
    problem(l, P_RULE, item, -1, r->code,
            take_text(w, tr(w, "%s: %s lends it only to somebody able in \"%s\" at level %d (rule %s); name such a person: %s"), thing_said(l, item),
                      owner_said(l, item), name, r->level, r->code, *who != '\0' ? who : tr(w, "nobody in the region has it yet")));
}

static void by_time(struct looking *l, const struct rule *r, int item)
{
    struct work *w = l->w;
    struct claim_look *o = l->out;
    for (int t = 0; t < o->time_count; t++) {
        const struct claim_time *x = &o->times[t];
        if (x->skipped != NULL)
            continue;
        if (r->rule == SHORTEST && x->to - x->from < r->most) {
            problem(l, P_RULE, item, -1, r->code, take_text(w, tr(w, "%s: %s lends it for at least %s at a time (rule %s), not %s"), thing_said(l, item),
                                                            owner_said(l, item), claim_minutes(w, r->most), r->code, claim_minutes(w, x->to - x->from)));
            return;
        }
        if (r->rule == LONGEST && x->to - x->from > r->most) {
            problem(l, P_RULE, item, -1, r->code, take_text(w, tr(w, "%s: %s lends it for at most %s at a time (rule %s), not %s"), thing_said(l, item),
                                                            owner_said(l, item), claim_minutes(w, r->most), r->code, claim_minutes(w, x->to - x->from)));
            return;
        }
        int32_t first = wall_day(x->from), last = wall_day(x->to - 1);
        if (r->rule == AHEAD_LEAST && first - l->by.today_on < r->most)
            problem(l, P_LEAD, item, t, r->code, take_text(w, tr(w, "%s: %s wants to know %d days ahead (rule %s): from %s on"), thing_said(l, item),
                                                           owner_said(l, item), (int)r->most, r->code, say_date(w, l->by.today_on + (int32_t)r->most)));
        if (r->rule == AHEAD_MOST && first - l->by.today_on > r->most)
            problem(l, P_RULE, item, t, r->code, take_text(w, tr(w, "%s: %s gives it out at most %d days ahead (rule %s): until %s for now"), thing_said(l, item),
                                                           owner_said(l, item), (int)r->most, r->code, say_date(w, l->by.today_on + (int32_t)r->most)));
        if (r->rule == BLACKOUT && first <= r->to_on && last >= r->from_on && (first != last || (wall_clock(x->from) < r->to_min && wall_clock(x->to - 1) >= r->from_min))) {
            const char *reason = tr_name(w, r->reason_ru, r->reason_en);
            problem(l, P_RULE, item, t, r->code, take_text(w, tr(w, "%s: %s gives it to nobody else from %s (rule %s%s%s)"), thing_said(l, item), owner_said(l, item),
                                                           say_days(w, r->from_on, r->to_on), r->code, *reason != '\0' ? ": " : "", reason));
        }
    }
}

/* Quotas are counted once it is known which times are left out. */
static void rules(struct looking *l, bool quotas)
{
    struct claim_look *o = l->out;
    struct work *w = l->w;
    for (int i = 0; i < l->wish->item_count && fine(w); i++)
        for (int k = 0; k < o->some.rule_count; k++) {
            const struct rule *r = &o->some.rules[k];
            bool is_quota = r->rule == WEEK_MOST || r->rule == MONTH_MOST;
            if (is_quota != quotas || !rule_binds(&o->some, r, (int)o->resource[i]))
                continue;
            if (is_quota)
                quota(l, r, i);
            else if (r->rule == QUALIFICATION)
                qualified(l, r, i);
            else if (r->rule == AT_ONCE && l->wish->items[i].units > r->most)
                problem(l, P_RULE, i, -1, r->code, take_text(w, tr(w, "%s: %s lends at most %d units at once (rule %s), not %d"), thing_said(l, i),
                                                             owner_said(l, i), (int)r->most, r->code, l->wish->items[i].units));
            else
                by_time(l, r, i);
        }
}

/* ---------------------------------------------------------------- what is taken */

struct use {
    struct stretch *taken;
    int *hours_ah;
    size_t room, hours_room;
    int count;
};

static void use_add(struct work *w, struct use *u, struct stretch s, int hours_ah)
{
    grow(w, &u->taken, u->room, (size_t)u->count);
    grow(w, &u->hours_ah, u->hours_room, (size_t)u->count);
    u->hours_ah[u->count] = hours_ah;
    u->taken[u->count++] = s;
}

static int64_t week_of(int64_t wall) { return (wall_day(wall) + 3) / 7; } /* 1970-01-01 was a Thursday */

static bool use_load(struct looking *l, int item, int64_t from, int64_t to, struct use *u)
{
    struct work *w = l->w;
    struct rows r = db_rows(w, CLAIM_TAKEN, ARGS(V(thing(l, item)->id), V(from), V(to)));
    while (db_next(&r))
        use_add(w, u, (struct stretch){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), (int)db_int(&r, 3), 1}, (int)db_int(&r, 4));
    r = db_rows(w, CLAIM_BUSY, ARGS(V(thing(l, item)->id), V(from), V(to)));
    while (db_next(&r)) {
        int64_t a = db_int(&r, 0), b = db_int(&r, 1), weeks = db_int(&r, 4);
        for (int64_t k = b > from ? 0 : (from - b) / WEEK_MIN; k < weeks && a + k * WEEK_MIN < to; k++)
            use_add(w, u, (struct stretch){a + k * WEEK_MIN, b + k * WEEK_MIN, db_int(&r, 2), -1, (int)db_int(&r, 3)},
                    db_int(&r, 5) == 1 ? (int)((b - a) / 45) : 0);
    }
    return fine(w);
}

static const char *taker(struct looking *l, const struct stretch *s)
{
    struct work *w = l->w;
    const char *out = "";
    struct rows r = db_rows(w, s->unit >= 0 ? CLAIM_TAKER : CLAIM_OWNER_USE, ARGS(V(s->id)));
    if (!db_next(&r))
        return out;
    if (s->unit < 0) {
        static const struct { const char *kind, *said; } kinds[] = {
            {"lesson", TR("its owner's own lesson")}, {"maintenance", TR("maintenance")}, {"absence", TR("absence")},
            {"event", TR("its owner's event")},       {"other", TR("its owner's own use")},
        };
        for (size_t i = 0; i < COUNT(kinds); i++)
            if (strcmp(db_peek(&r, 0), kinds[i].kind) == 0)
                out = tr(w, kinds[i].said);
        if (*db_peek(&r, 1) != '\0')
            out = take_text(w, "%s (%s)", out, db_peek(&r, 1));
    } else if (!db_null(&r, 0)) {
        out = take_text(w, tr(w, "request %s, %s"), db_text(&r, 0), db_text(&r, 1));
        if (!db_null(&r, 2))
            out = take_text(w, tr(w, "%s, held until %s"), out, say_wall(w, wall_from_unix(db_int(&r, 2), l->by.utc_offset_min)));
    } else if (!db_null(&r, 3)) {
        out = take_text(w, tr(w, "offer %s, %s"), db_text(&r, 3), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
    } else {
        out = *db_peek(&r, 6) != '\0' ? take_text(w, tr(w, "a booking (%s)"), db_peek(&r, 6)) : tr(w, "a booking");
    }
    db_done(&r);
    return out;
}

/* taken_of: how many units others have at the time's worst moment. */
static int worst(const struct use *u, int64_t from, int64_t to)
{
    int most = 0;
    for (int i = -1; i < u->count; i++) {
        int64_t at = i < 0 ? from : u->taken[i].from;
        int sum = 0;
        if (at < from || at >= to)
            continue;
        for (int k = 0; k < u->count; k++)
            sum += u->taken[k].from <= at && u->taken[k].to > at ? u->taken[k].units : 0;
        most = sum > most ? sum : most;
    }
    return most;
}

static void clash(struct looking *l, int item, int time, const struct use *u, int by)
{
    struct work *w = l->w;
    const struct claim_time *x = &l->out->times[time];
    const struct resource *it = thing(l, item);
    const char *when = say_span(w, x->from, x->to), *what = thing_said(l, item);
    int left = it->quantity - worst(u, x->from, x->to);
    const char *who = by >= 0 ? taker(l, &u->taken[by]) : "";
    bool busy = by >= 0 && u->taken[by].unit < 0;
    const char *text = it->quantity == 1 ? take_text(w, tr(w, "%s is taken on %s by %s"), what, when, who)
                       : left > 0        ? take_text(w, tr(w, "%s: %d of %d units are free on %s, %d are asked for"), what, left, it->quantity, when, l->wish->items[item].units)
                                         : take_text(w, tr(w, "%s: all %d units are taken on %s, among others by %s"), what, it->quantity, when, who);
    problem(l, busy ? P_BUSY : P_TAKEN, item, time, "", text);
}

static int kept_hours(const struct looking *l, int64_t week)
{
    int sum = 0;
    for (int t = 0; t < l->out->time_count; t++)
        if (l->out->times[t].skipped == NULL && !(l->bad[t] && l->wish->skip_bad) && week_of(l->out->times[t].from) == week)
            sum += (int)((l->out->times[t].to - l->out->times[t].from) / 45);
    return sum;
}

/* A person's week may fill up without any clash. */
static void week_load(struct looking *l, int item, const struct use *u)
{
    struct work *w = l->w;
    const struct resource *x = thing(l, item);
    for (int t = 0; x->load_week_ah > 0 && t < l->out->time_count; t++) {
        int64_t week = week_of(l->out->times[t].from);
        if (l->out->times[t].skipped != NULL || (t > 0 && week_of(l->out->times[t - 1].from) == week))
            continue;
        int own = kept_hours(l, week), others = 0;
        for (int k = 0; k < u->count; k++)
            others += week_of(u->taken[k].from) == week ? u->hours_ah[k] : 0;
        if (own + others > x->load_week_ah)
            problem(l, P_LOAD, item, -1, "",
                    take_text(w, tr(w, "%s would have %d hours in the week of %s, over the limit of %d"), thing_said(l, item), own + others,
                              say_day(w, (int32_t)(week * 7 - 3)), x->load_week_ah));
    }
}

/* wants_of: the times that count, cut at midnight, because every booking lies within one day. */
static int wants_of(const struct looking *l, int item, struct lay_want **out)
{
    struct work *w = l->w;
    size_t room = 0;
    int n = 0;
    for (int t = 0; t < l->out->time_count; t++) {
        const struct claim_time *x = &l->out->times[t];
        if (x->skipped != NULL || (l->bad[t] && l->wish->skip_bad))
            continue;
        for (int64_t at = x->from; at < x->to;) {
            int64_t midnight = ((int64_t)wall_day(at) + 1) * DAY_MIN, end = midnight < x->to ? midnight : x->to;
            grow(w, out, room, (size_t)n);
            (*out)[n++] = (struct lay_want){.from = at, .to = end, .lesson = t, .units = l->wish->items[item].units, .hours_ah = (int)((end - at) / 45)};
            at = end;
        }
    }
    return n;
}

/* lay_item: which units; a time that cannot be laid is told, left out, and the rest laid again. */
static bool lay_item(struct looking *l, int item, const struct use *u, bool tell)
{
    struct claim_look *o = l->out;
    struct lay_want *wants = NULL;
    int n = wants_of(l, item, &wants);
    if (!tell)
        return lay(l->w, u->taken, u->count, wants, n, thing(l, item)->quantity, &o->laid[item]);
    bool all = true;
    for (int k = 0; k < n; k++) { /* by itself, so that each is told */
        struct laid one;
        if (!lay(l->w, u->taken, u->count, &wants[k], 1, thing(l, item)->quantity, &one)) {
            if (k == 0 || wants[k].lesson != wants[k - 1].lesson)
                clash(l, item, (int)wants[k].lesson, u, one.by);
            all = false;
        }
    }
    return all;
}

static bool units(struct looking *l, struct use *u)
{
    struct claim_look *o = l->out;
    struct work *w = l->w;
    int32_t first = wall_day(o->times[0].from), last = wall_day(o->times[o->time_count - 1].to);
    int64_t from = (int64_t)(first - day_weekday(first) + 1) * DAY_MIN, to = (int64_t)(last - day_weekday(last) + 8) * DAY_MIN;
    for (int i = 0; i < l->wish->item_count && fine(w); i++) {
        const struct resource *x = thing(l, i);
        if (l->wish->items[i].units > x->quantity) {
            problem(l, P_SIZE, i, -1, "",
                    take_text(w, trn(w, "%s: there is %d unit of it, %d are asked for", "%s: there are %d units of it, %d are asked for", x->quantity),
                              thing_said(l, i), x->quantity, l->wish->items[i].units));
            continue;
        }
        if (l->wish->people > 0 && x->kind == ROOM && x->seats < l->wish->people)
            problem(l, P_SIZE, i, -1, "",
                    take_text(w, tr(w, "%s has %d seats, and %d people are to come"), thing_said(l, i), x->seats, l->wish->people));
        if (use_load(l, i, from, to, &u[i]))
            lay_item(l, i, &u[i], true);
    }
    return fine(w);
}

/* settle: which times count, what they cost and whom, and which units they get. */
static void settle(struct looking *l, struct use *u)
{
    struct claim_look *o = l->out;
    for (int t = 0; t < o->time_count; t++) {
        struct claim_time *x = &o->times[t];
        for (int k = 0; l->bad[t] && l->wish->skip_bad && k < o->shown && x->skipped == NULL; k++)
            if (o->problems[k].time == t)
                x->skipped = o->problems[k].text;
        if (l->bad[t] && l->wish->skip_bad && x->skipped == NULL)
            x->skipped = tr(l->w, "it could not be had");
        o->kept += x->skipped == NULL;
        for (int i = 0; x->skipped == NULL && i < l->wish->item_count; i++)
            if (thing(l, i)->organisation != o->some.user) {
                x->price_minor += l->out->price[i * o->time_count + t];
                part_of(l, thing(l, i)->organisation)->price_minor += l->out->price[i * o->time_count + t];
            }
        o->price_minor += x->price_minor;
    }
    o->can = o->for_all == 0 && o->kept > 0 && (l->wish->skip_bad || o->problem_count == 0);
    for (int i = 0; o->can && i < l->wish->item_count; i++)
        o->can = lay_item(l, i, &u[i], false);
}

/* past: what has begun already cannot be asked for. */
static void past(struct looking *l)
{
    int64_t now = wall_from_unix(l->w->now, l->by.utc_offset_min);
    if (l->by.today_said) /* in a demonstration the day is set; its first minute is now */
        now = (int64_t)l->by.today_on * DAY_MIN;
    for (int t = 0; t < l->out->time_count; t++)
        if (l->out->times[t].skipped == NULL && l->out->times[t].from < now)
            problem(l, P_PAST, -1, t, "", take_text(l->w, tr(l->w, "%s is past"), say_span(l->w, l->out->times[t].from, l->out->times[t].to)));
}

bool claim_look(struct work *w, const struct claim_wish *wish, struct claim_look *out)
{
    struct looking l = {.w = w, .wish = wish, .out = out};
    *out = (struct claim_look){.only_taken = true, .item_count = wish->item_count};
    if (!claim_rules_load(w, &l.by) || !sound(&l) || !names(&l) || !expand(&l))
        return false;
    struct use *u = take_array(w, wish->item_count, struct use);
    out->laid = take_array(w, wish->item_count, struct laid);
    past(&l);
    terms(&l);
    rules(&l, false);
    if (!units(&l, u))
        return false;
    rules(&l, true);
    for (int i = 0; i < wish->item_count && fine(w); i++)
        week_load(&l, i, &u[i]);
    settle(&l, u);
    out->only_taken = out->only_taken && out->problem_count > 0;
    return fine(w);
}
