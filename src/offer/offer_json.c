/* offer_json.c -- the answer as a document: what `cavt offer make --as json` prints and table offer keeps. */
#include "offer/offer.h"

#include "base/text.h"
#include "codec/json.h"
#include "offer/answer.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

struct writer {
    struct json j;
    struct work *w;
    struct state *st;
    const struct answer *a;
};

static void put_day(struct json *j, const char *key, int32_t day)
{
    char b[DAY_TEXT];
    if (day == 0) {
        json_key(j, key);
        json_add_null(j);
    } else {
        json_put_text(j, key, day_text(b, day));
    }
}

static void put_clock(struct json *j, const char *key, int min)
{
    char b[DAY_TEXT];
    json_put_text(j, key, clock_text(b, min));
}

static void put_money(struct writer *x, const char *key, int64_t minor) { json_put_text(&x->j, key, money_plain(x->w, minor)); }

static void put_said(struct json *j, const char *key, const struct said *s)
{
    if (key != NULL)
        json_key(j, key);
    json_begin_object(j);
    json_put_text(j, "ru", s->in[RU]);
    json_put_text(j, "en", s->in[EN]);
    json_end_object(j);
}

static void put_names(struct json *j, const char *name_ru, const char *name_en)
{
    json_put_text(j, "name_ru", name_ru);
    json_put_text(j, "name_en", name_en);
}

static void put_weekdays(struct json *j, int bits)
{
    char digits[DAY_TEXT];
    json_put_text(j, "weekdays", weekdays_text(digits, bits));
}

static void put_order(struct writer *x)
{
    const struct order *o = x->a->order;
    struct json *j = &x->j;
    json_key(j, "order");
    json_begin_object(j);
    json_put_text(j, "code", o->code);
    json_put_text(j, "title_ru", o->title_ru);
    json_put_text(j, "title_en", o->title_en);
    json_put_text(j, "organisation", o->organisation);
    json_put_text(j, "organisation_ru", o->organisation_ru);
    json_put_text(j, "organisation_en", o->organisation_en);
    json_put_text(j, "kind", o->kind);
    json_put_int(j, "people", o->people);
    put_day(j, "earliest_on", o->earliest_on);
    put_day(j, "deadline_on", o->deadline_on);
    put_weekdays(j, o->weekdays);
    put_clock(j, "from", o->from_min);
    put_clock(j, "to", o->to_min);
    json_key(j, "budget");
    if (o->budget_minor < 0)
        json_add_null(j);
    else
        json_add_text(j, money_plain(x->w, o->budget_minor));
    json_key(j, "competences");
    json_begin_array(j);
    for (int i = 0; i < o->ask_count; i++) {
        json_begin_object(j);
        json_put_text(j, "code", o->asks[i].code);
        put_names(j, o->asks[i].name_ru, o->asks[i].name_en);
        json_put_int(j, "level", o->asks[i].level);
        json_end_object(j);
    }
    json_end_array(j);
    json_end_object(j);
}

static void put_promise(struct writer *x)
{
    const struct answer *a = x->a;
    struct json *j = &x->j;
    json_key(j, "promise");
    json_begin_object(j);
    json_put_int(j, "people", a->people);
    json_key(j, "cohorts");
    json_begin_array(j);
    for (int i = 0; i < a->cohorts; i++)
        json_add_int(j, a->cohort_size[i]);
    json_end_array(j);
    json_put_int(j, "hours_ah", a->hours_ah);
    json_put_int(j, "contact_ah", a->contact_ah);
    put_day(j, "starts_on", a->starts_on);
    put_day(j, "ends_on", a->ends_on);
    json_put_int(j, "partners", a->part_count);
    put_money(x, "price", a->price_minor);
    put_money(x, "per_learner", a->people > 0 ? a->price_minor / a->people : 0);
    json_put_text(j, "currency", x->st->currency);
    json_end_object(j);
}

static bool asked_for(const struct order *o, int64_t competence_id)
{
    for (int i = 0; i < o->ask_count; i++)
        if (o->asks[i].competence_id == competence_id)
            return true;
    return false;
}

static void put_modules(struct writer *x)
{
    struct json *j = &x->j;
    json_key(j, "modules");
    json_begin_array(j);
    for (int i = 0; i < x->a->module_count; i++) {
        const struct module *m = &x->st->modules.all[x->a->modules[i].module];
        const struct organisation *o = &x->st->partners.organisations[m->organisation];
        json_begin_object(j);
        json_put_text(j, "code", m->code);
        put_names(j, m->name_ru, m->name_en);
        json_put_text(j, "owner", o->code);
        json_put_text(j, "owner_ru", o->name_ru);
        json_put_text(j, "owner_en", o->name_en);
        json_put_int(j, "hours", module_hours_ah(m));
        json_put_int(j, "lecture_ah", m->lecture_ah);
        json_put_int(j, "practice_ah", m->practice_ah);
        json_put_int(j, "self_ah", m->self_ah);
        json_key(j, "competences");
        json_begin_array(j);
        for (int k = 0; k < m->gives_count; k++) {
            const struct gives *g = &x->st->modules.gives[m->gives_first + k];
            const struct named *n = state_competence(x->w, x->st, g->competence_id);
            json_begin_object(j);
            json_put_text(j, "code", n->code);
            put_names(j, n->name_ru, n->name_en);
            json_put_int(j, "level", g->level);
            json_put_bool(j, "asked", asked_for(x->a->order, g->competence_id));
            json_end_object(j);
        }
        json_end_array(j);
        put_said(j, "why", &x->a->modules[i].why);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_uses(struct writer *x, const struct lesson *l, const char *key, enum resource_kind kind)
{
    json_key(&x->j, key);
    json_begin_array(&x->j);
    for (int k = 0; k < l->use_count; k++)
        if (x->st->resources.all[l->uses[k].resource].kind == kind)
            json_add_text(&x->j, x->st->resources.all[l->uses[k].resource].code);
    json_end_array(&x->j);
}

static const char *room_of(const struct writer *x, const struct lesson *l)
{
    for (int k = 0; k < l->use_count; k++)
        if (x->st->resources.all[l->uses[k].resource].kind == ROOM)
            return x->st->resources.all[l->uses[k].resource].code;
    return NULL;
}

static void put_lesson(struct writer *x, const struct lesson *l)
{
    static const char *const part_name[] = {"lecture", "practice", "all"};
    struct json *j = &x->j;
    char b[DAY_TEXT];
    json_begin_object(j);
    if (l->placed) {
        json_put_text(j, "start", wall_text(b, (int64_t)l->day * DAY_MIN + l->from_min));
        json_put_text(j, "end", wall_text(b, (int64_t)l->day * DAY_MIN + l->to_min));
    }
    json_put_text(j, "module", x->st->modules.all[x->a->modules[l->module].module].code);
    json_put_int(j, "cohort", l->cohort);
    json_put_text(j, "part", part_name[l->part]);
    json_put_int(j, "hours_ah", l->hours_ah);
    if (l->placed) {
        json_put_text(j, "site", l->site >= 0 ? x->st->partners.sites[l->site].code : NULL);
        json_put_text(j, "room", room_of(x, l));
        put_uses(x, l, "equipment", EQUIPMENT);
        put_uses(x, l, "staff", STAFF);
        json_key(j, "units");
        json_begin_object(j);
        for (int k = 0; k < l->use_count; k++)
            if (x->st->resources.all[l->uses[k].resource].kind == EQUIPMENT)
                json_put_int(j, x->st->resources.all[l->uses[k].resource].code, l->uses[k].units);
        json_end_object(j);
    }
    json_end_object(j);
}

static void put_lessons(struct writer *x, const char *key, bool placed)
{
    json_key(&x->j, key);
    json_begin_array(&x->j);
    for (int i = 0; i < x->a->lesson_count; i++)
        if (x->a->lessons[i].placed == placed)
            put_lesson(x, &x->a->lessons[i]);
    json_end_array(&x->j);
}

static void put_line(struct writer *x, const struct line *l, bool whose)
{
    static const char *const kind_name[] = {"cohort", "learner", "room", "equipment", "staff"};
    static const char *const unit_name[] = {"cohort", "learner", "hour", "hour", "hour"};
    struct json *j = &x->j;
    const struct module *m = l->module >= 0 ? &x->st->modules.all[l->module] : NULL;
    const struct resource *r = l->resource >= 0 ? &x->st->resources.all[l->resource] : NULL;
    json_begin_object(j);
    if (whose)
        json_put_text(j, "organisation", x->st->partners.organisations[l->organisation].code);
    json_put_text(j, "kind", kind_name[l->kind]);
    json_put_text(j, "item", r != NULL ? r->code : m != NULL ? m->code : NULL);
    json_put_text(j, "item_ru", r != NULL ? r->name_ru : m != NULL ? m->name_ru : NULL);
    json_put_text(j, "item_en", r != NULL ? r->name_en : m != NULL ? m->name_en : NULL);
    json_put_text(j, "module", m != NULL ? m->code : NULL);
    json_put_int(j, "quantity", l->quantity);
    json_put_text(j, "unit", unit_name[l->kind]);
    put_money(x, "rate", l->rate_minor);
    put_money(x, "amount", l->amount_minor);
    json_end_object(j);
}

static void put_parts(struct writer *x)
{
    struct json *j = &x->j;
    json_key(j, "parts");
    json_begin_array(j);
    for (int i = 0; i < x->a->part_count; i++) {
        const struct part_of *p = &x->a->parts[i];
        const struct organisation *o = &x->st->partners.organisations[p->organisation];
        json_begin_object(j);
        json_put_text(j, "organisation", o->code);
        put_names(j, o->name_ru, o->name_en);
        json_put_int(j, "hours_ah", p->hours_ah);
        json_put_int(j, "lessons", p->lessons);
        put_money(x, "price", p->price_minor);
        json_put_bool(j, "approval", p->approval);
        json_key(j, "lines");
        json_begin_array(j);
        for (int k = 0; k < x->a->line_count; k++)
            if (x->a->lines[k].organisation == p->organisation)
                put_line(x, &x->a->lines[k], false);
        json_end_array(j);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_price(struct writer *x)
{
    struct json *j = &x->j;
    json_key(j, "price");
    json_begin_object(j);
    json_put_text(j, "currency", x->st->currency);
    put_money(x, "total", x->a->price_minor);
    put_money(x, "per_learner", x->a->people > 0 ? x->a->price_minor / x->a->people : 0);
    json_key(j, "lines");
    json_begin_array(j);
    for (int k = 0; k < x->a->line_count; k++)
        put_line(x, &x->a->lines[k], true);
    json_end_array(j);
    json_end_object(j);
    json_key(j, "bound");
    json_begin_object(j);
    put_money(x, "objective", x->a->objective_minor);
    put_money(x, "lower_bound", x->a->bound_minor);
    double gap = x->a->objective_minor > 0 ? 100.0 * (double)(x->a->objective_minor - x->a->bound_minor) / (double)x->a->objective_minor : 0;
    json_put_real(j, "gap_percent", (double)(int64_t)(gap * 100 + 0.5) / 100);
    json_put_text(j, "composition", x->a->proved ? "proved" : "best found");
    json_end_object(j);
}

static void put_gaps(struct writer *x)
{
    struct json *j = &x->j;
    json_key(j, "gaps");
    json_begin_array(j);
    for (int i = 0; i < x->a->gap_count; i++) {
        const struct gap_found *g = &x->a->gaps[i];
        const struct named *n = state_competence(x->w, x->st, g->competence_id);
        json_begin_object(j);
        json_put_text(j, "competence", n->code);
        put_names(j, n->name_ru, n->name_en);
        json_put_int(j, "level", g->level);
        json_key(j, "nearest");
        json_begin_array(j);
        for (int k = 0; k < g->nearest_count; k++) {
            const struct module *m = &x->st->modules.all[g->nearest[k]];
            json_begin_object(j);
            json_put_text(j, "code", m->code);
            put_names(j, m->name_ru, m->name_en);
            json_put_text(j, "owner", x->st->partners.organisations[m->organisation].code);
            json_end_object(j);
        }
        json_end_array(j);
        json_key(j, "could_develop");
        json_begin_array(j);
        for (int k = 0; k < g->developer_count; k++) {
            const struct organisation *o = &x->st->partners.organisations[g->developers[k]];
            json_begin_object(j);
            json_put_text(j, "code", o->code);
            put_names(j, o->name_ru, o->name_en);
            json_end_object(j);
        }
        json_end_array(j);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_causes(struct writer *x)
{
    static const char *const kind_name[] = {"nobody_teaches", "level_too_low",  "no_place",   "no_staff", "no_time",           "hours_outside_norm", "over_budget",
                                            "too_few_people", "too_far",        "requires_untaught", "not_shared", "no_days",   "lessons_unplaced"};
    struct json *j = &x->j;
    json_key(j, "causes");
    json_begin_array(j);
    for (int i = 0; i < x->a->cause_count; i++) {
        const struct cause *c = &x->a->causes[i];
        json_begin_object(j);
        json_put_text(j, "kind", kind_name[c->kind]);
        put_said(j, "text", &c->text);
        json_put_text(j, "competence", c->competence_id != 0 ? state_competence(x->w, x->st, c->competence_id)->code : NULL);
        json_put_text(j, "module", c->module >= 0 ? x->st->modules.all[c->module].code : NULL);
        json_end_object(j);
    }
    json_end_array(j);
    json_key(j, "relaxations");
    json_begin_array(j);
    for (int i = 0; i < x->a->relaxation_count; i++) {
        const struct relaxation *r = &x->a->relaxations[i];
        json_begin_object(j);
        json_put_text(j, "kind", r->kind);
        put_said(j, "text", &r->text);
        json_put_text(j, "change", r->change);
        put_money(x, "price", r->price_minor);
        put_day(j, "ends_on", r->ends_on);
        json_end_object(j);
    }
    json_end_array(j);
}

/* difference: "11 days later, 20 % cheaper, 1 partner fewer". */
static struct said difference(struct work *w, const struct answer *x, const struct answer *than)
{
    struct said s;
    enum language was = w->language;
    for (int l = 0; l < LANGUAGES; l++) {
        w->language = (enum language)l;
        struct text t = TEXT(1024);
        int days = x->ends_on - than->ends_on, partners = x->part_count - than->part_count;
        int64_t percent = than->price_minor > 0 ? (x->price_minor - than->price_minor) * 100 / than->price_minor : 0;
        if (days != 0)
            text_add(&t, days > 0 ? say_text(w, trn(w, "%d day later", "%d days later", days), days)
                                  : say_text(w, trn(w, "%d day sooner", "%d days sooner", -days), -days));
        if (percent != 0)
            text_fmt(&t, "%s%s", t.n > 0 ? ", " : "",
                     percent > 0 ? say_text(w, TR("%d %% dearer"), (int)percent) : say_text(w, TR("%d %% cheaper"), (int)-percent));
        if (partners != 0)
            text_fmt(&t, "%s%s", t.n > 0 ? ", " : "",
                     partners > 0 ? say_text(w, trn(w, "%d partner more", "%d partners more", partners), partners)
                                  : say_text(w, trn(w, "%d partner fewer", "%d partners fewer", -partners), -partners));
        if (t.n == 0)
            text_add(&t, tr(w, "less travel"));
        s.in[l] = take_copy(w, t.s, t.n);
        text_free(&t);
    }
    w->language = was;
    return s;
}

static void put_alternatives(struct writer *x)
{
    struct json *j = &x->j;
    json_key(j, "alternatives");
    json_begin_array(j);
    for (int i = 0; i < x->a->alternative_count; i++) {
        const struct answer *o = x->a->alternatives[i];
        json_begin_object(j);
        json_put_text(j, "offer", o->code);
        json_put_text(j, "variant", variant_name[o->variant]);
        put_money(x, "price", o->price_minor);
        put_money(x, "per_learner", o->people > 0 ? o->price_minor / o->people : 0);
        put_day(j, "starts_on", o->starts_on);
        put_day(j, "ends_on", o->ends_on);
        json_put_int(j, "partners", o->part_count);
        json_put_int(j, "hours_ah", o->hours_ah);
        json_key(j, "modules");
        json_begin_array(j);
        for (int k = 0; k < o->module_count; k++)
            json_add_text(j, x->st->modules.all[o->modules[k].module].code);
        json_end_array(j);
        struct said s = difference(x->w, o, x->a);
        put_said(j, "differs", &s);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_list(struct writer *x, const char *key, const struct said *s, int n)
{
    json_key(&x->j, key);
    json_begin_array(&x->j);
    for (int i = 0; i < n; i++)
        put_said(&x->j, NULL, &s[i]);
    json_end_array(&x->j);
}

const char *offer_document(struct work *w, struct state *st, const struct answer *a)
{
    struct text t = TEXT((size_t)64 << 20);
    struct writer x = {json_to(&t), w, st, a};
    json_begin_object(&x.j);
    json_put_text(&x.j, "offer", a->code);
    json_put_text(&x.j, "variant", variant_name[a->variant]);
    json_put_bool(&x.j, "possible", a->possible);
    put_order(&x);
    put_promise(&x);
    put_modules(&x);
    put_lessons(&x, "lessons", true);
    put_lessons(&x, "unplaced", false);
    put_parts(&x);
    put_price(&x);
    put_gaps(&x);
    put_causes(&x);
    put_alternatives(&x);
    put_list(&x, "why", a->why, a->why_count);
    put_list(&x, "notes", a->notes, a->note_count);
    json_put_int(&x.j, "seed", (int64_t)a->seed);
    json_put_text(&x.j, "input_hash", a->input_hash);
    json_end_object(&x.j);
    const char *out = take_copy(w, t.s, t.n);
    text_free(&t);
    return out;
}
