/* agreement_settle.c -- what lessons held so far have earned, line by line.
 *
 * A line of a room, machine or teacher earns by that resource's hours in its module; a line per cohort or per
 * learner by the module's hours given to all cohorts.  Each line is rounded down until its last lesson, when
 * it has earned all of itself; so the parts never add up to more than the price, and in the end to just it. */
#include "agreement/agreement.h"

#include "base/day.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

/* Hours of a line's lessons in all, and of those that ended before `until`. */
static void hours(const struct contract *c, const struct contract_line *l, int64_t until, int64_t *all, int64_t *held)
{
    *all = *held = 0;
    for (int i = 0; i < c->lesson_count; i++) {
        const struct contract_lesson *s = &c->lessons[i];
        if (l->module >= 0 && s->module != l->module)
            continue;
        int64_t units = l->kind == PER_COHORT || l->kind == PER_LEARNER;
        for (int u = s->first_use; !(l->kind == PER_COHORT || l->kind == PER_LEARNER) && u < s->first_use + s->use_count; u++)
            if (strcmp(c->things[c->uses[u].thing].code, l->code) == 0)
                units += c->uses[u].units;
        *all += units * s->hours_ah;
        if (s->ends_at <= until)
            *held += units * s->hours_ah;
    }
    /* Lessons that have no time yet are still to be given. */
    for (int i = 0; i < c->unplaced_count && (l->kind == PER_COHORT || l->kind == PER_LEARNER); i++)
        if (l->module >= 0 && strcmp(c->unplaced[i].module, c->modules[l->module].name) == 0)
            *all += c->unplaced[i].hours_ah;
}

static int64_t earned(int64_t amount, int64_t held, int64_t all)
{
    return all == 0 ? 0 : held == all ? amount : amount / all * held + amount % all * held / all;
}

bool agreement_settlement(struct work *w, const char *offer, int32_t until, struct sheet *out)
{
    static const struct column cols[] = {
        {"organisation", TR("Party"), WORDS}, {"item", TR("For what"), WORDS}, {"module", TR("Module"), WORDS},
        {"held_ah", TR("Held, h"), NUMBER},   {"of_ah", TR("Of, h"), NUMBER},  {"owed", TR("Owed"), MONEY},
        {"of", TR("Of the price"), MONEY},
    };
    struct contract c;
    if (!contract_load(w, offer, &c))
        return false;
    int64_t owed_all = 0;
    sheet_begin(out, cols, COUNT(cols));
    for (int p = 0; p < c.party_count; p++) {
        int64_t owed = 0;
        for (int i = 0; i < c.line_count; i++) {
            const struct contract_line *l = &c.lines[i];
            int64_t all, held;
            if (l->party != p)
                continue;
            hours(&c, l, (int64_t)until * DAY_MIN, &all, &held);
            int64_t sum = earned(l->amount_minor, held, all);
            owed += sum;
            sheet_row(out);
            sheet_words(out, c.parties[p].name);
            sheet_words(out, l->kind == PER_COHORT    ? tr(w, "Teaching of a cohort")
                             : l->kind == PER_LEARNER ? tr(w, "Teaching of a learner")
                                                      : l->item);
            sheet_words(out, l->module >= 0 ? c.modules[l->module].name : NULL);
            sheet_int(out, held);
            sheet_int(out, all);
            sheet_int(out, sum);
            sheet_int(out, l->amount_minor);
        }
        if (!c.parties[p].paid)
            continue;
        sheet_row(out);
        sheet_words(out, c.parties[p].name);
        sheet_words(out, tr(w, "In all for the party"));
        sheet_none(out), sheet_none(out), sheet_none(out);
        sheet_int(out, owed);
        sheet_int(out, c.parties[p].price_minor);
        owed_all += owed;
    }
    sheet_row(out);
    sheet_words(out, tr(w, "In all for the contract"));
    sheet_none(out), sheet_none(out), sheet_none(out), sheet_none(out);
    sheet_int(out, owed_all);
    sheet_int(out, c.price_minor);
    return sheet_end(out);
}
