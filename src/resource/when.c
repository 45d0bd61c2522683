/* when.c -- see when.h.  Beginnings are quarters of an hour; for each resource that would do, those at which it can be
 * had are found once, with their price, and then common ones are looked for. */
#include "resource/when.h"

#include "resource/claim_private.h"
#include "resource/when_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>


/* may: one resource that would do for one want. */
struct may {
    int resource;      /* index into some.resources */
    uint8_t *start;    /* by day and quarter: bit 0 it can begin, bit 1 the owner is to be asked */
    int64_t *price;    /* by day and quarter */
};

struct finding {
    struct work *w;
    const struct when_ask *ask;
    struct claim_rules by;
    struct some some;
    struct window window;
    struct may *may[WHEN_WANTS_MOST];
    int may_count[WHEN_WANTS_MOST];
    int days, quarters;
    int32_t first;
    int shared; /* candidates that are lent to the asker at some hour */
};

static bool sound(struct work *w, const struct when_ask *a)
{
    if (a->want_count < 1 || a->want_count > WHEN_WANTS_MOST)
        return fail(w, NOT_VALID, tr(w, "name from 1 to %d rooms, machines or people"), WHEN_WANTS_MOST);
    if (a->length_min < 5 || a->length_min > DAY_MIN)
        return fail(w, NOT_VALID, "%s", tr(w, "how long: from 5 minutes to a day"));
    if (a->days < 0 || a->days > WHEN_DAYS_MOST)
        return fail(w, NOT_VALID, tr(w, "at most %d days are looked through"), WHEN_DAYS_MOST);
    if (a->to_min != 0 && (a->from_min < 0 || a->to_min > DAY_MIN || a->to_min - a->from_min < a->length_min))
        return fail(w, NOT_VALID, "%s", tr(w, "the hours of the day are shorter than what is asked for"));
    return true;
}

/* candidates: ids for each want; how many in all. */
static int64_t *candidates(struct finding *f, int *first, int *n)
{
    struct work *w = f->w;
    int64_t *ids = NULL;
    size_t room = 0;
    *n = 0;
    for (int k = 0; k < f->ask->want_count && fine(w); k++) {
        const struct when_want *x = &f->ask->wants[k];
        int units = x->units > 0 ? x->units : 1;
        struct rows r;
        first[k] = *n;
        if (x->resource != NULL) {
            r = db_rows(w, WHEN_NAMED, ARGS(V(x->resource)));
        } else if (x->type != NULL) {
            if (db_one(w, WHEN_TYPE, ARGS(V(x->type)), 0) == 0)
                fail(w, NOT_FOUND, tr(w, "there is no type %s of rooms or equipment"), x->type);
            r = db_rows(w, WHEN_OF_TYPE, ARGS(V(x->type), V(units), V(f->ask->people)));
        } else {
            const char *code = x->competence != NULL ? x->competence : "";
            if (db_one(w, WHEN_COMPETENCE, ARGS(V(code)), 0) == 0)
                fail(w, NOT_FOUND, tr(w, "there is no competence %s"), code);
            r = db_rows(w, WHEN_ABLE, ARGS(V(code), V(x->level > 0 ? x->level : 1)));
        }
        while (db_next(&r)) {
            grow(w, &ids, room, (size_t)*n);
            ids[(*n)++] = db_int(&r, 0);
        }
        if (fine(w) && *n == first[k] && x->resource != NULL)
            fail(w, NOT_FOUND, tr(w, "there is no room, equipment or teacher %s"), x->resource);
    }
    first[f->ask->want_count] = *n;
    return ids;
}

/* ruled_out: by an owner's rule that a single time can break. */
static bool ruled_out(const struct finding *f, int resource, int units, int32_t day, int from_min)
{
    for (int k = 0; k < f->some.rule_count; k++) {
        const struct rule *r = &f->some.rules[k];
        if (!rule_binds(&f->some, r, resource))
            continue;
        int ahead = day - f->by.today_on;
        if ((r->rule == SHORTEST && f->ask->length_min < r->most) || (r->rule == LONGEST && f->ask->length_min > r->most) ||
            (r->rule == AHEAD_LEAST && ahead < r->most) || (r->rule == AHEAD_MOST && ahead > r->most) || (r->rule == AT_ONCE && units > r->most))
            return true;
        if (r->rule == BLACKOUT && day >= r->from_on && day <= r->to_on && from_min < r->to_min && from_min + f->ask->length_min > r->from_min)
            return true;
    }
    return false;
}

static bool judge(struct finding *f, int want, int resource)
{
    struct work *w = f->w;
    const struct resources *rs = &f->some.resources;
    const struct resource *x = &rs->all[resource];
    int units = f->ask->wants[want].units > 0 ? f->ask->wants[want].units : 1, length = f->ask->length_min;
    struct calendar c;
    if (units > x->quantity || (x->kind == ROOM && x->seats < f->ask->people))
        return true;
    if (!resource_shared(rs, resource, f->some.user))
        return true;
    f->shared++;
    if (!calendar_load(w, rs, resource, f->window, &c))
        return false;
    struct may *m = &f->may[want][f->may_count[want]];
    *m = (struct may){resource, take(w, (size_t)(f->days * f->quarters)), take_array(w, f->days * f->quarters, int64_t)};
    bool any = false, known = rs->opening_first[x->site + 1] > rs->opening_first[x->site] || rs->closure_first[x->site + 1] > rs->closure_first[x->site];
    int lo = f->ask->to_min != 0 ? f->ask->from_min : 0, hi = f->ask->to_min != 0 ? f->ask->to_min : DAY_MIN;
    for (int d = 0; d < f->days; d++) {
        int32_t day = f->first + d;
        int weekday = day_weekday(day);
        if (f->ask->weekdays != 0 && (f->ask->weekdays >> (weekday - 1) & 1) == 0)
            continue;
        if (x->kind == STAFF && c.week_ah != NULL && c.week_ah[(day - f->window.first) / 7] + length / 45 > x->load_week_ah)
            continue;
        for (int q = (lo + 14) / 15; q * 15 + length <= hi; q++) {
            int from = q * 15;
            if (!calendar_free(&c, day, from, from + length, units) || (x->kind != STAFF && known && !site_open(rs, x->site, day, from, from + length)))
                continue;
            struct terms t = resource_terms(rs, resource, f->some.user, weekday, from, from + length);
            if (!t.may || (t.row != NULL && day - f->by.today_on < t.lead_days) || ruled_out(f, resource, units, day, from))
                continue;
            m->start[d * f->quarters + q] = (uint8_t)(1 | (t.approval ? 2 : 0));
            m->price[d * f->quarters + q] = x->organisation == f->some.user ? 0 : (t.price_ah_minor * length * units + 22) / 45;
            any = true;
        }
    }
    f->may_count[want] += any;
    return true;
}

/* on_site: the cheapest of each want at one beginning, rooms and machines all on one site (-1: any, only people).
 * The same unit is not counted twice: each want takes a resource of its own. */
static bool on_site(const struct finding *f, int at, int site, struct when_slot *out)
{
    int used[WHEN_WANTS_MOST];
    *out = (struct when_slot){0};
    for (int k = 0; k < f->ask->want_count; k++) {
        const struct may *best = NULL;
        for (int i = 0; i < f->may_count[k]; i++) {
            const struct may *m = &f->may[k][i];
            const struct resource *x = &f->some.resources.all[m->resource];
            bool again = false;
            for (int j = 0; j < k; j++)
                again = again || used[j] == m->resource;
            if (again || (m->start[at] & 1) == 0 || (x->kind != STAFF && site >= 0 && x->site != site))
                continue;
            if (best == NULL || m->price[at] < best->price[at])
                best = m;
        }
        if (best == NULL)
            return false;
        const struct resource *x = &f->some.resources.all[best->resource];
        used[k] = best->resource;
        out->resource[k] = x->code;
        out->name_ru[k] = x->name_ru;
        out->name_en[k] = x->name_en;
        out->units[k] = f->ask->wants[k].units > 0 ? f->ask->wants[k].units : 1;
        out->price_minor += best->price[at];
        out->approval = out->approval || (best->start[at] & 2) != 0;
    }
    if (site >= 0) {
        out->site_ru = f->some.partners.sites[site].name_ru;
        out->site_en = f->some.partners.sites[site].name_en;
    } else {
        out->site_ru = out->site_en = "";
    }
    return true;
}

static bool has_thing(const struct finding *f)
{
    for (int k = 0; k < f->ask->want_count; k++)
        for (int i = 0; i < f->may_count[k]; i++)
            if (f->some.resources.all[f->may[k][i].resource].kind != STAFF)
                return true;
    return false;
}

static void search(struct finding *f, struct when *out)
{
    int most = f->ask->most > 0 ? f->ask->most : 5;
    bool things = has_thing(f);
    int64_t now = f->by.today_said ? (int64_t)f->by.today_on * DAY_MIN : wall_from_unix(f->w->now, f->by.utc_offset_min), free_from = 0;
    out->slots = take_array(f->w, most + 1, struct when_slot);
    for (int at = 0; at < f->days * f->quarters && out->count < most; at++) {
        int64_t from = (int64_t)(f->first + at / f->quarters) * DAY_MIN + at % f->quarters * 15;
        struct when_slot best = {0}, s;
        bool found = false;
        if (from < now || from < free_from)
            continue;
        for (int site = things ? 0 : -1; site < (things ? f->some.partners.site_count : 0); site++)
            if (on_site(f, at, site, &s) && (!found || s.price_minor < best.price_minor)) {
                best = s;
                found = true;
            }
        if (!found)
            continue;
        best.from = from;
        best.to = from + f->ask->length_min;
        free_from = best.to;
        out->slots[out->count++] = best;
    }
}

/* why_none: the first want that alone has no time, or that they never meet. */
static const char *why_none(struct finding *f)
{
    struct work *w = f->w;
    const char *span = say_days(w, f->first, f->first + f->days - 1);
    for (int k = 0; k < f->ask->want_count; k++) {
        const struct when_want *x = &f->ask->wants[k];
        const char *what = x->resource != NULL ? x->resource : x->type != NULL ? x->type : x->competence != NULL ? x->competence : "";
        if (f->may_count[k] == 0)
            return take_text(w, tr(w, "%s: nothing that is lent to you, large enough and free for so long in %s"), what, span);
    }
    return take_text(w, tr(w, "each can be had by itself, but never all of them at one place and time in %s"), span);
}

bool when_find(struct work *w, const struct when_ask *ask, struct when *out)
{
    struct finding f = {.w = w, .ask = ask, .days = ask->days > 0 ? ask->days : 28, .quarters = DAY_MIN / 15};
    int first[WHEN_WANTS_MOST + 1], n;
    *out = (struct when){.why = ""};
    if (!sound(w, ask) || !claim_rules_load(w, &f.by))
        return false;
    int64_t user = db_one(w, WHEN_USER, ARGS(V(ask->organisation != NULL ? ask->organisation : "")), 0);
    if (fine(w) && user == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), ask->organisation != NULL ? ask->organisation : "");
    int64_t *ids = candidates(&f, first, &n);
    if (!fine(w) || !some_load(w, ids, n, user, &f.some))
        return false;
    f.first = ask->from_on > f.by.today_on ? ask->from_on : f.by.today_on;
    f.window.first = f.first - day_weekday(f.first) + 1;
    f.window.days = f.first + f.days - f.window.first;
    for (int k = 0; k < ask->want_count; k++) {
        f.may[k] = take_array(w, first[k + 1] - first[k] + 1, struct may);
        for (int i = first[k]; i < first[k + 1]; i++)
            if (!judge(&f, k, resources_find(&f.some.resources, ids[i])))
                return false;
    }
    out->looked_at = n;
    search(&f, out);
    if (out->count == 0)
        out->why = why_none(&f);
    return fine(w);
}
