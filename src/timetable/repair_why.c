/* repair_why.c -- why a lesson found no other place, and what would free it: see repair.h. */
#include "timetable/repair.h"

#include "offer/joint.h"
#include "store/db.h"
#include "timetable/repair_why_sql.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define CAUSES_MOST 16

static const char *name_of(struct repair *r, int resource)
{
    const struct resource *x = &r->st->resources.all[resource];
    return tr_name(r->w, x->name_ru, x->name_en);
}

static const char *type_name(struct repair *r, const struct want *want)
{
    struct work *w = r->w;
    const char *name = "";
    if (want->kind == STAFF) {
        const struct named *n = state_competence(w, r->st, want->need->competence_id);
        return tr_name(w, n->name_ru, n->name_en);
    }
    struct rows q = db_rows(w, WHY_TYPE, ARGS(V(want->need->type_id)));
    if (db_next(&q))
        name = tr_name(w, db_text(&q, 0), db_text(&q, 1));
    db_done(&q);
    return name;
}

static const char *need_text(struct repair *r, const struct joint_class *k, const struct fit_cause *c)
{
    struct work *w = r->w;
    if (c->index < 0 || c->index >= k->shape->want_count)
        return tr(w, "a room, its machines and a teacher are never to be had in one place at once");
    const struct want *want = &k->shape->wants[c->index];
    const char *name = type_name(r, want);
    if (want->kind == ROOM)
        return take_text(w, tr(w, "no room \"%s\" that is large enough and shared is open and free"), name);
    if (want->kind == EQUIPMENT)
        return take_text(w, tr(w, "no \"%s\" in sufficient number is free"), name);
    return take_text(w, tr(w, "no teacher of \"%s\" is free"), name);
}

/* user: the lesson that stands in the way, as a clause; "" if it is none of ours. */
static const char *user_text(struct repair *r, int32_t class)
{
    if (class == FIT_NONE)
        return "";
    const struct joint_lesson *l = &r->j->lessons[r->j->classes[class].lesson];
    for (int i = 0; i < r->count; i++)
        if (r->all[i].id == l->id)
            return take_text(r->w, tr(r->w, " (for example by a lesson of offer %s, %s)"), r->all[i].offer,
                             say_span(r->w, (int64_t)l->is.day * DAY_MIN + l->is.from_min, (int64_t)l->is.day * DAY_MIN + l->is.to_min));
    return "";
}

static const char *rule_text(struct repair *r, int32_t rule)
{
    struct work *w = r->w;
    const char *kind = r->j->rule_kind[rule];
    if (strcmp(kind, "cohort") == 0)
        return tr(w, "the same people have another lesson then, or could not get there in time");
    if (strcmp(kind, "day") == 0)
        return tr(w, "the people's day is full already");
    if (strcmp(kind, "week") == 0)
        return tr(w, "the people's week is full already");
    return tr(w, "what must come before it or after it leaves no time");
}

static const char *cause_text(struct repair *r, const struct joint_class *k, const struct fit_cause *c)
{
    struct work *w = r->w;
    const int resource = (c->rule == FIT_R_RESOURCE || c->rule == FIT_R_TRAVEL || c->rule == FIT_R_WEEK) ? r->j->resource_of[c->index] : -1;
    switch (c->rule) {
    case FIT_R_OPTION: return need_text(r, k, c);
    case FIT_R_RESOURCE: return resource < 0 ? "" : take_text(w, tr(w, "%s is taken%s"), name_of(r, resource), user_text(r, c->example_class));
    case FIT_R_TRAVEL: return resource < 0 ? "" : take_text(w, tr(w, "%s could not get there in time%s"), name_of(r, resource), user_text(r, c->example_class));
    case FIT_R_WEEK: return resource < 0 ? "" : take_text(w, tr(w, "%s has no hours left in the week"), name_of(r, resource));
    case FIT_R_DISTRIBUTION: return rule_text(r, c->index);
    case FIT_R_LIMIT:
    case FIT_R_PARENT:
    case FIT_R_ENROLMENT:
    case FIT_R_UNPLACED:
    case FIT_RULES: break;
    }
    return "";
}

int repair_why(struct repair *r, const struct repair_lesson *l, const char **out, int room)
{
    struct work *w = r->w;
    struct fit_cause cause[CAUSES_MOST];
    int32_t free_times, class = FIT_NONE;
    int n = 0;
    for (int32_t c = 0; r->j != NULL && c < r->j->p.classes; c++)
        if (r->j->classes[c].shape != NULL && r->j->lessons[r->j->classes[c].lesson].id == l->id)
            class = c;
    if (class == FIT_NONE) {
        out[n++] = tr(w, "its module or its order is no longer what it was: no lesson of this length is foreseen in it");
        return n;
    }
    if (r->j->p.class[class].times == 0) {
        out[n++] = tr(w, "no day on which the people can come is left before the deadline of the order");
        return n;
    }
    int32_t found = fit_explain(&r->j->p, r->plan, class, cause, CAUSES_MOST, &free_times);
    for (int i = 0; i < found && i < CAUSES_MOST && n < room; i++) {
        const char *text = cause_text(r, &r->j->classes[class], &cause[i]);
        if (*text == '\0')
            continue;
        text = take_text(w, trn(w, "%s: at %lld of %d times", "%s: at %lld of %d times", cause[i].times), text, (long long)cause[i].times,
                         r->j->p.class[class].times);
        if (cause[i].only > 0)
            text = take_text(w, trn(w, "%s; at %lld of them nothing else stands in the way", "%s; at %lld of them nothing else stands in the way",
                                    cause[i].only), text, (long long)cause[i].only);
        out[n++] = text;
    }
    return n;
}

/* try: what if the orders were eased so; how many lessons would still be stuck. */
static bool try_ease(struct repair *r, struct repair_control c, int *stuck)
{
    struct repair again;
    c.shallow = true;
    struct repair_control *kept = take(r->w, sizeof(*kept));
    *kept = c;
    if (!repair_find(r->w, kept, &again))
        return false;
    *stuck = again.stuck;
    return true;
}

static const char *freed(struct repair *r, int stuck)
{
    int n = r->stuck - stuck;
    return stuck == 0 ? tr(r->w, "all of them find a place")
                      : take_text(r->w, trn(r->w, "%lld of them finds a place", "%lld of them find a place", n), (long long)n);
}

bool repair_remedies(struct repair *r, const char **out, int room, int *n)
{
    static const int later[] = {7, 14, 28};
    struct work *w = r->w;
    int stuck;
    *n = 0;
    for (size_t i = 0; i < COUNT(later) && *n < room; i++) {
        struct repair_control c = *r->control;
        c.later_days = later[i];
        if (!try_ease(r, c, &stuck))
            return false;
        if (stuck < r->stuck)
            out[(*n)++] = take_text(w, tr(w, "with a deadline %d days later %s"), later[i], freed(r, stuck));
        if (stuck == 0)
            break;
    }
    for (int k = 0; k < 2 && *n < room; k++) {
        struct repair_control c = *r->control;
        if (k == 0) {
            c.more_weekdays = 1 << 5;
        } else {
            c.from_min = 8 * 60;
            c.to_min = 21 * 60;
        }
        if (!try_ease(r, c, &stuck))
            return false;
        if (stuck < r->stuck)
            out[(*n)++] = take_text(w, k == 0 ? tr(w, "if the people could come on Saturdays too, %s") : tr(w, "if the people could come from 8:00 to 21:00, %s"),
                                    freed(r, stuck));
    }
    return true;
}
