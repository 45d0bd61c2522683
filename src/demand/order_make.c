/* order_make.c -- see order_make.h. */
#include "demand/order_make.h"

#include "base/day.h"
#include "codec/json.h"
#include "demand/order_make_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <string.h>

static bool valid(struct work *w, const struct draft *d, int32_t today_on)
{
    if (d->organisation == NULL || *d->organisation == '\0')
        return fail(w, NOT_VALID, "%s", tr(w, "say whose people they are: choose the employer"));
    if (d->people < 1 || d->people > 100000)
        return fail(w, NOT_VALID, "%s", tr(w, "say how many people: a number from 1 to 100000"));
    if (d->ask_count == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "the order asks for no competence: write in plain words what the people must be able to do"));
    if (d->deadline_on == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "say by which day they must be ready"));
    if (d->deadline_on < today_on)
        return fail(w, NOT_VALID, "%s", tr(w, "the day by which they must be ready has passed"));
    if (d->earliest_on > d->deadline_on)
        return fail(w, NOT_VALID, "%s", tr(w, "the first possible day is after the day by which they must be ready"));
    if (d->weekdays == NULL || *d->weekdays == '\0')
        return fail(w, NOT_VALID, "%s", tr(w, "choose the weekdays on which they can come"));
    if (d->from_min >= d->to_min)
        return fail(w, NOT_VALID, "%s", tr(w, "the hours at which they can come must begin before they end"));
    return true;
}

static const char *as_json(struct work *w, const struct draft *d)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_put_int(&j, "people", d->people);
    json_put_int(&j, "deadline_on", d->deadline_on);
    json_key(&j, "competences");
    json_begin_array(&j);
    for (int i = 0; i < d->ask_count; i++)
        json_add_text(&j, d->asks[i].code);
    json_end_array(&j);
    json_end_object(&j);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

static struct db_value none_if(int64_t n, int64_t none) { return n == none ? NULL_INT : db_i(n); }

bool order_make(struct work *w, const struct draft *d, int32_t today_on, const char **code)
{
    if (!valid(w, d, today_on))
        return false;
    db_begin(w);
    int64_t owner = db_one(w, ORDER_MAKE_ORGANISATION, ARGS(V(d->organisation)), 0), id = db_id(w);
    if (fine(w) && owner == 0)
        fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), d->organisation);
    *code = take_text(w, "order-%lld", (long long)id);
    bool ru = w->language == RU;
    db_run(w, ORDER_MAKE_STORE,
           ARGS(V(id), V(*code), V(owner), V(ru ? d->title : NULL), V(ru ? NULL : d->title), V(d->words), V(d->kind), V(d->people),
                V(d->municipality), V(d->earliest_on > 0 ? d->earliest_on : today_on), V(d->deadline_on), V(d->weekdays), V(d->from_min), V(d->to_min),
                none_if(d->day_most_ah, 0), none_if(d->week_most_ah, 0), none_if(d->travel_most_min, 0), none_if(d->budget_minor, -1), V(d->wish), V(w->now)));
    for (int i = 0; i < d->ask_count; i++)
        db_run(w, ORDER_MAKE_ASK, ARGS(V(id), V(d->asks[i].id), V(d->asks[i].level)));
    db_run(w, ORDER_MAKE_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), V(owner), V(*code), V(as_json(w, d))));
    return db_commit(w);
}
