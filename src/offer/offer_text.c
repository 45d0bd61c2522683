/* offer_text.c -- see offer_text.h. */
#include "offer/offer_text.h"

#include "offer/answer.h"
#include "view/say.h"
#include "view/words.h"

#include <string.h>

static const char *name_of(struct work *w, const char *ru, const char *en) { return tr_name(w, ru, en); }

static const char *organisation_name(struct work *w, const struct state *st, int i)
{
    return name_of(w, st->partners.organisations[i].name_ru, st->partners.organisations[i].name_en);
}

static void print_promise(struct work *w, struct state *st, const struct answer *a, FILE *out)
{
    fprintf(out, "%s  %s\n", a->order->code, name_of(w, a->order->title_ru, a->order->title_en));
    fprintf(out, "%s, %s, %s", say_text(w, trn(w, "%d person", "%d people", a->people), a->people),
            say_text(w, trn(w, "%d cohort", "%d cohorts", a->cohorts), a->cohorts), say_hours(w, a->hours_ah));
    if (a->starts_on > 0)
        fprintf(out, ", %s", say_days(w, a->starts_on, a->ends_on));
    fprintf(out, ", %s, %s (%s)\n", say_text(w, trn(w, "%d partner", "%d partners", a->part_count), a->part_count),
            said_money(w, st, a->price_minor),
            say_text(w, TR("%s a learner"), said_money(w, st, a->people > 0 ? a->price_minor / a->people : 0)));
}

static void print_modules(struct work *w, struct state *st, const struct answer *a, bool why, FILE *out)
{
    fprintf(out, "\n%s\n", tr(w, "What they learn"));
    for (int i = 0; i < a->module_count; i++) {
        const struct module *m = &st->modules.all[a->modules[i].module];
        fprintf(out, "  %-14s %s -- %s, %s\n", m->code, name_of(w, m->name_ru, m->name_en), organisation_name(w, st, m->organisation),
                say_hours(w, module_hours_ah(m)));
        if (why)
            fprintf(out, "  %-14s   %s\n", "", a->modules[i].why.in[w->language]);
    }
}

static void print_lessons(struct work *w, struct state *st, const struct answer *a, FILE *out)
{
    if (a->lesson_count == 0)
        return;
    fprintf(out, "\n%s\n", tr(w, "When and where"));
    for (int i = 0; i < a->lesson_count; i++) {
        const struct lesson *l = &a->lessons[i];
        const struct module *m = &st->modules.all[a->modules[l->module].module];
        if (!l->placed)
            continue;
        int64_t day = (int64_t)l->day * DAY_MIN;
        fprintf(out, "  %s  ", say_span(w, day + l->from_min, day + l->to_min));
        if (a->cohorts > 1)
            fprintf(out, "%s  ", say_text(w, TR("cohort %d"), l->cohort));
        fprintf(out, "%s", m->code);
        for (int k = 0; k < l->use_count; k++) {
            fprintf(out, "%s %s", k == 0 ? " " : ",", st->resources.all[l->uses[k].resource].code);
            if (l->uses[k].units > 1)
                fprintf(out, " x%d", l->uses[k].units);
        }
        fputc('\n', out);
    }
}

static void print_parts(struct work *w, struct state *st, const struct answer *a, FILE *out)
{
    fprintf(out, "\n%s\n", tr(w, "Who gives what"));
    for (int i = 0; i < a->part_count; i++) {
        const struct part_of *p = &a->parts[i];
        fprintf(out, "  %-14s %s -- %s, %s%s\n", st->partners.organisations[p->organisation].code, organisation_name(w, st, p->organisation),
                say_hours(w, p->hours_ah), said_money(w, st, p->price_minor), p->approval ? tr(w, ", its owner must agree") : "");
    }
}

static void print_said(struct work *w, const char *head, const struct said *s, int n, FILE *out)
{
    if (n == 0)
        return;
    fprintf(out, "\n%s\n", head);
    for (int i = 0; i < n; i++)
        fprintf(out, "  - %s\n", s[i].in[w->language]);
}

static void print_alternatives(struct work *w, struct state *st, const struct answer *a, FILE *out)
{
    if (a->alternative_count == 0)
        return;
    fprintf(out, "\n%s\n", tr(w, "Other answers"));
    for (int i = 0; i < a->alternative_count; i++) {
        const struct answer *x = a->alternatives[i];
        fprintf(out, "  %-9s %s, %s, %s%s%s\n", variant_name[x->variant], said_money(w, st, x->price_minor),
                say_text(w, trn(w, "%d partner", "%d partners", x->part_count), x->part_count),
                x->ends_on > 0 ? say_days(w, x->starts_on, x->ends_on) : "", x->code != NULL ? "  " : "", x->code != NULL ? x->code : "");
    }
}

static void print_impossible(struct work *w, struct state *st, const struct answer *a, FILE *out)
{
    fprintf(out, "%s  %s\n%s\n", a->order->code, name_of(w, a->order->title_ru, a->order->title_en),
            tr(w, "This order cannot be met as it stands:"));
    for (int i = 0; i < a->cause_count; i++)
        fprintf(out, "  - %s\n", a->causes[i].text.in[w->language]);
    for (int i = 0; i < a->gap_count; i++) {
        const struct gap_found *g = &a->gaps[i];
        const struct named *n = state_competence(w, st, g->competence_id);
        if (g->nearest_count > 0)
            fprintf(out, "    %s\n", say_text(w, TR("nearest to \"%s\":"), name_of(w, n->name_ru, n->name_en)));
        for (int k = 0; k < g->nearest_count; k++) {
            const struct module *m = &st->modules.all[g->nearest[k]];
            fprintf(out, "      %-14s %s -- %s\n", m->code, name_of(w, m->name_ru, m->name_en), organisation_name(w, st, m->organisation));
        }
        for (int k = 0; k < g->developer_count; k++)
            fprintf(out, "      %s\n", say_text(w, TR("could develop it: %s"), organisation_name(w, st, g->developers[k])));
    }
    if (a->relaxation_count > 0)
        fprintf(out, "\n%s\n", tr(w, "What would make it possible, each tried:"));
    for (int i = 0; i < a->relaxation_count; i++) {
        const struct relaxation *r = &a->relaxations[i];
        fprintf(out, "  - %s: %s", r->text.in[w->language], said_money(w, st, r->price_minor));
        if (r->ends_on > 0)
            fprintf(out, ", %s", say_text(w, TR("done by %s"), say_day(w, r->ends_on)));
        fprintf(out, "\n      %s\n", r->change);
    }
    if (a->relaxation_count == 0)
        fprintf(out, "\n%s\n", tr(w, "No single change of the order that was tried makes it possible."));
}

static void print_lines(struct work *w, struct state *st, const struct answer *a, FILE *out)
{
    fprintf(out, "\n%s\n", tr(w, "Price"));
    for (int i = 0; i < a->line_count; i++) {
        const struct line *l = &a->lines[i];
        const char *item = l->resource >= 0 ? name_of(w, st->resources.all[l->resource].name_ru, st->resources.all[l->resource].name_en)
                                            : name_of(w, st->modules.all[l->module].name_ru, st->modules.all[l->module].name_en);
        const char *unit = l->kind == LINE_COHORT    ? say_text(w, trn(w, "%lld cohort", "%lld cohorts", l->quantity), (long long)l->quantity)
                           : l->kind == LINE_LEARNER ? say_text(w, trn(w, "%lld learner", "%lld learners", l->quantity), (long long)l->quantity)
                                                     : say_hours(w, l->quantity);
        fprintf(out, "  %-14s %s -- %s x %s = %s\n", st->partners.organisations[l->organisation].code, item, unit, say_money(w, l->rate_minor),
                say_money(w, l->amount_minor));
    }
}

void offer_print(struct work *w, struct state *st, const struct answer *a, bool why, FILE *out)
{
    if (!a->possible) {
        print_impossible(w, st, a, out);
    } else {
        print_promise(w, st, a, out);
        print_modules(w, st, a, why, out);
        print_lessons(w, st, a, out);
        print_parts(w, st, a, out);
        if (why)
            print_lines(w, st, a, out);
        print_alternatives(w, st, a, out);
        if (why)
            print_said(w, tr(w, "Why"), a->why, a->why_count, out);
        print_said(w, tr(w, "Not said by what was published"), a->notes, a->note_count, out);
    }
    if (a->code != NULL)
        fprintf(out, "\n%s %s", tr(w, "Offer"), a->code);
    fprintf(out, "\n%s %llu, %s %.16s\n", tr(w, "seed"), (unsigned long long)a->seed, tr(w, "input"), a->input_hash);
}
