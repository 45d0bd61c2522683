/* agreement_annex.c -- the annexes: every lesson of each cohort, every resource with its hours, every line
 * of the price with the sums they add up to. */
#include "agreement/agreement.h"

#include "base/day.h"
#include "view/document.h"
#include "view/money.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

static const char *part_said(struct work *w, const char *part)
{
    return strcmp(part, "lecture") == 0 ? tr(w, "lecture") : strcmp(part, "practice") == 0 ? tr(w, "practice") : "";
}

static const char *module_name(const struct contract *c, int module)
{
    return module < 0 ? "" : *c->modules[module].name != '\0' ? c->modules[module].name : c->modules[module].code;
}

/* ---------------------------------------------------------------- 1: timetable */
static void lesson_row(struct work *w, const struct contract *c, struct document *d, const struct contract_lesson *l)
{
    const char *room = "", *more = "";
    for (int i = l->first_use; i < l->first_use + l->use_count; i++) {
        const struct contract_thing *t = &c->things[c->uses[i].thing];
        const char *s = c->uses[i].units > 1 ? take_text(w, "%s \u00d7\u00a0%d", t->name, c->uses[i].units) : t->name;
        if (t->kind == 0)
            room = take_text(w, "%s%s%s", room, *room == '\0' ? "" : "; ", s);
        else
            more = take_text(w, "%s%s%s", more, *more == '\0' ? "" : "; ", s);
    }
    const char *place = *l->site == '\0' ? tr(w, "online") : l->site;
    int end = wall_clock(l->ends_at) == 0 ? DAY_MIN : wall_clock(l->ends_at);
    document_row(d, ROW_PLAIN);
    document_cell(d, say_date(w, wall_day(l->starts_at)));
    document_cell(d, take_text(w, "%s\u2013%s", say_clock(w, wall_clock(l->starts_at)), say_clock(w, end)));
    document_cell(d, take_text(w, "%d", l->hours_ah));
    const char *part = part_said(w, l->part);
    document_cell(d, *part == '\0' ? module_name(c, l->module) : take_text(w, "%s, %s", module_name(c, l->module), part));
    document_cell(d, *room == '\0' ? place : take_text(w, "%s, %s", place, room));
    document_cell(d, more);
}

static void timetable(struct work *w, const struct contract *c, struct document *d)
{
    const struct document_column cols[] = {{tr(w, "Day"), false, -1}, {tr(w, "Time"), false, -1}, {tr(w, "h"), true, 0},
                                           {tr(w, "Module"), false, 10}, {tr(w, "Place"), false, 9}, {tr(w, "Equipment and teachers"), false, 10}};
    document_add(d, DOC_ANNEX, tr(w, "Annex 1. Timetable"));
    int at = 0;
    if (c->lesson_count == 0)
        document_paragraph(d, tr(w, "No lesson has a time yet."));
    for (int k = 1; k <= c->cohorts; k++) {
        int hours = 0, month = -1;
        while (at < c->lesson_count && c->lessons[at].cohort < k)
            at++;
        if (at == c->lesson_count || c->lessons[at].cohort != k)
            continue;
        document_add(d, DOC_SUBHEADING, trn(w, "Cohort %d, %lld learner", "Cohort %d, %lld learners", c->cohort_size[k - 1]), k,
                     (long long)c->cohort_size[k - 1]);
        document_table(d, cols, COUNT(cols));
        for (; at < c->lesson_count && c->lessons[at].cohort == k; at++) {
            int y, m, day;
            day_split(wall_day(c->lessons[at].starts_at), &y, &m, &day);
            if (month != y * 12 + m) {
                month = y * 12 + m;
                document_row(d, ROW_GROUP);
                document_cell(d, take_text(w, "%s %d", say_month(w, m), y));
            }
            lesson_row(w, c, d, &c->lessons[at]);
            hours += c->lessons[at].hours_ah;
        }
        document_row(d, ROW_TOTAL);
        document_cell(d, tr(w, "In all")), document_cell(d, NULL);
        document_cell(d, say_number(w, hours));
    }
    if (c->unplaced_count == 0)
        return;
    const struct document_column left[] = {{tr(w, "Module"), false, 6}, {tr(w, "Part"), false, -1}, {tr(w, "Cohort"), true, 0}, {tr(w, "Hours"), true, 0}};
    document_add(d, DOC_SUBHEADING, tr(w, "Lessons that have no time yet"));
    document_table(d, left, COUNT(left));
    for (int i = 0; i < c->unplaced_count; i++) {
        document_row(d, ROW_PLAIN);
        document_cell(d, c->unplaced[i].module);
        document_cell(d, part_said(w, c->unplaced[i].part));
        document_cell(d, c->unplaced[i].cohort > 0 ? take_text(w, "%d", c->unplaced[i].cohort) : NULL);
        document_cell(d, say_number(w, c->unplaced[i].hours_ah));
    }
}

/* ---------------------------------------------------------------- 2: resources */
static int by_party(const void *a, const void *b)
{
    const struct contract_thing *s = *(const struct contract_thing *const *)a, *t = *(const struct contract_thing *const *)b;
    return s->party != t->party ? (s->party > t->party) - (s->party < t->party)
           : s->kind != t->kind ? s->kind - t->kind
                                : strcmp(s->code, t->code);
}

static void resources(struct work *w, const struct contract *c, struct document *d)
{
    static const char *const kinds[] = {TR("room"), TR("equipment"), TR("teacher")};
    const struct document_column cols[] = {{tr(w, "Resource"), false, 6}, {tr(w, "Kind"), false, -1}, {tr(w, "Lessons"), true, 0},
                                           {tr(w, "Hours"), true, 0}, {tr(w, "From"), false, -1}, {tr(w, "To"), false, -1}};
    document_add(d, DOC_ANNEX, tr(w, "Annex 2. Resources and hours"));
    document_note(d, tr(w, "Hours are academic hours of 45 minutes times the number of equal units in use, over all cohorts."));
    if (c->thing_count == 0) {
        document_paragraph(d, tr(w, "No room, equipment or teacher is reserved."));
        return;
    }
    const struct contract_thing **sorted = take_array(w, c->thing_count, const struct contract_thing *);
    for (int i = 0; i < c->thing_count; i++)
        sorted[i] = &c->things[i];
    qsort(sorted, (size_t)c->thing_count, sizeof(*sorted), by_party);
    document_table(d, cols, COUNT(cols));
    for (int i = 0; i < c->thing_count; i++) {
        const struct contract_thing *t = sorted[i];
        if (i == 0 || sorted[i - 1]->party != t->party) {
            document_row(d, ROW_GROUP);
            document_cell(d, t->party >= 0 ? c->parties[t->party].name : "");
        }
        document_row(d, ROW_PLAIN);
        document_cell(d, t->name);
        document_cell(d, tr(w, kinds[t->kind]));
        document_cell(d, say_number(w, t->lessons));
        document_cell(d, say_number(w, t->hours_ah));
        document_cell(d, say_day(w, wall_day(t->first_at)));
        document_cell(d, say_day(w, wall_day(t->last_at - 1)));
    }
}

/* ---------------------------------------------------------------- 3: price lines */
static const char *quantity(struct work *w, const struct contract_line *l)
{
    const char *n = say_number(w, l->quantity);
    return strcmp(l->unit, "cohort") == 0    ? take_text(w, trn(w, "%s cohort", "%s cohorts", l->quantity), n)
           : strcmp(l->unit, "learner") == 0 ? take_text(w, trn(w, "%s learner", "%s learners", l->quantity), n)
                                             : take_text(w, tr(w, "%s h"), n);
}

static void line_row(struct work *w, const struct contract *c, struct document *d, const struct contract_line *l)
{
    static const char *const whats[LINE_KINDS] = {TR("Teaching of a cohort"), TR("Teaching of a learner"), NULL, NULL, NULL};
    document_row(d, ROW_PLAIN);
    document_cell(d, whats[l->kind] != NULL ? tr(w, whats[l->kind]) : l->item);
    document_cell(d, module_name(c, l->module));
    document_cell(d, quantity(w, l));
    document_cell(d, money_exact(w, l->rate_minor));
    document_cell(d, money_exact(w, l->amount_minor));
}

static void prices(struct work *w, const struct contract *c, struct document *d)
{
    const struct document_column cols[] = {{tr(w, "For what"), false, 5}, {tr(w, "Module"), false, 5}, {tr(w, "Quantity"), true, 0},
                                           {take_text(w, tr(w, "Rate, %s"), c->currency), true, 0}, {take_text(w, tr(w, "Sum, %s"), c->currency), true, 0}};
    int64_t all = 0;
    document_add(d, DOC_ANNEX, tr(w, "Annex 3. Lines of the price"));
    document_table(d, cols, COUNT(cols));
    for (int p = 0; p < c->party_count; p++) {
        int64_t sum = 0;
        int n = 0;
        for (int i = 0; i < c->line_count; i++)
            if (c->lines[i].party == p) {
                if (n++ == 0) {
                    document_row(d, ROW_GROUP);
                    document_cell(d, c->parties[p].name);
                }
                line_row(w, c, d, &c->lines[i]);
                sum += c->lines[i].amount_minor;
            }
        if (n == 0)
            continue;
        document_row(d, ROW_TOTAL);
        document_cell(d, tr(w, "In all for the party")), document_cell(d, NULL), document_cell(d, NULL), document_cell(d, NULL);
        document_cell(d, money_exact(w, sum));
        all += sum;
    }
    document_row(d, ROW_TOTAL);
    document_cell(d, tr(w, "In all for the contract")), document_cell(d, NULL), document_cell(d, NULL), document_cell(d, NULL);
    document_cell(d, money_exact(w, all));
    document_note(d, "%s", money_words(w, all, c->currency, NOMINATIVE));
}

void agreement_annexes(struct work *w, const struct contract *c, struct document *d)
{
    timetable(w, c, d);
    resources(w, c, d);
    prices(w, c, d);
}
