/* crosswalk.c -- see crosswalk.h. */
#include "competence/crosswalk.h"

#include "base/map.h"
#include "competence/crosswalk_sql.h"
#include "competence/lexis.h"
#include "lingo/mention.h"
#include "lingo/rank.h"
#include "store/db.h"
#include "view/sheet.h"
#include "view/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BRIDGES   3     /* competences of the bridge that are gone over */
#define BRIDGE_LEAST 0.35F
#define BEYOND    5     /* what each of them may mean on the other side */
#define SAME_GROUP 1.2  /* how much more one asked for in the same group of occupations is believed */
#define CLOSE     0.75
#define OTHERS    64

struct proposal {
    int64_t target;
    double score;
    const char *why;
    bool exact;
};
struct crossing {
    struct work *w;
    const struct crosswalk_how *how;
    const struct lexicon *target, *bridge;
    struct ranker *target_rank, *bridge_rank;
    struct marker *marker;
    struct map english;  /* id of a competence of the bridge -> its English name */
    struct map same;     /* id -> id of the same name */
    struct proposal list[OTHERS];
    size_t n;
};

static const char *key(struct work *w, int64_t id) { return take_text(w, "%lld", (long long)id); }

static void propose(struct crossing *x, int64_t target, double score, bool exact, const char *why)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->list[i].target == target) {
            if (score > x->list[i].score)
                x->list[i] = (struct proposal){target, score, why, exact || x->list[i].exact};
            return;
        }
    if (x->n < OTHERS)
        x->list[x->n++] = (struct proposal){target, score, why, exact};
}

static void by_english(struct crossing *x, const char *english, double times, const char *why)
{
    struct ranked best[BEYOND];
    size_t n = ranker_rank(x->target_rank, english, strlen(english), best, BEYOND);
    for (size_t i = 0; i < n; i++)
        propose(x, x->target->cards[best[i].thing].id, times * (double)best[i].score, false, why);
}

static void by_bridge(struct crossing *x, const char *text)
{
    struct work *w = x->w;
    struct ranked best[BRIDGES];
    size_t n = x->bridge_rank != NULL ? ranker_rank(x->bridge_rank, text, strlen(text), best, BRIDGES) : 0;
    for (size_t i = 0; i < n && best[i].score >= BRIDGE_LEAST; i++) {
        const int64_t *english = map_find(&x->english, key(w, x->bridge->cards[best[i].thing].id));
        if (english == NULL)
            continue;
        const char *name = (const char *)(intptr_t)*english;
        by_english(x, name, (double)best[i].score, take_text(w, tr(w, "by way of “%s”"), name));
    }
}

/* Names of the other framework that stand in the words themselves: Python, SCADA, ISO 9001. */
static void by_names(struct crossing *x, const char *text)
{
    struct work *w = x->w;
    const struct mention *list;
    size_t n = marker_plain(x->marker, text, strlen(text), &list);
    for (size_t i = 0; i < n; i++) {
        int64_t id = x->target->cards[list[i].thing].id;
        if (!list[i].negated)
            propose(x, id, 0.9, false, take_text(w, tr(w, "the name stands in it: “%s”"), take_copy(w, text + list[i].at, list[i].n)));
    }
}

static void by_group(struct crossing *x, int64_t id)
{
    struct work *w = x->w;
    if (x->n == 0)
        return;
    struct rows r = db_rows(w, CROSSWALK_GROUPS, ARGS(V(x->how->from), V(x->how->to), V(id)));
    while (db_next(&r))
        for (size_t i = 0; i < x->n; i++)
            if (x->list[i].target == db_int(&r, 1) && strstr(x->list[i].why, "ISCO") == NULL) {
                x->list[i].score = fmin(1, x->list[i].score * SAME_GROUP);
                x->list[i].why = take_text(w, tr(w, "%s; asked for in the same group of occupations, ISCO %s"), x->list[i].why, db_text(&r, 2));
            }
}

static int by_score(const void *pa, const void *pb)
{
    const struct proposal *a = pa, *b = pb;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    return a->target < b->target ? -1 : a->target > b->target;
}

static bool prepare(struct crossing *x)
{
    struct work *w = x->w;
    struct rows r = db_rows(w, CROSSWALK_BRIDGE, ARGS(V(x->how->to)));
    const char *bridge = db_next(&r) ? db_text(&r, 0) : NULL;
    db_done(&r);
    x->target = lexis_open(w, LEXIS_LINKS, x->how->to, x->how->where, x->how->say);
    if (x->target == NULL)
        return false;
    if (bridge != NULL) {
        x->bridge = lexis_open(w, LEXIS_LINKS, bridge, x->how->where, x->how->say);
        if (x->bridge == NULL)
            return false;
        x->bridge_rank = ranker_new(x->bridge, RANK_SENTENCE);
        r = db_rows(w, CROSSWALK_ENGLISH, ARGS(V(bridge)));
        while (db_next(&r))
            if (*db_peek(&r, 1) != '\0' && *db_peek(&r, 2) != '\0')
                *map_at(&x->english, key(w, db_int(&r, 0)), NULL) = (int64_t)(intptr_t)db_text(&r, 1);
    }
    x->target_rank = ranker_new(x->target, RANK_SENTENCE);
    x->marker = marker_new(x->target); /* its own names alone: longer ones of other frameworks would hide them */
    r = db_rows(w, CROSSWALK_SAME, ARGS(V(x->how->from), V(x->how->to)));
    while (db_next(&r))
        *map_at(&x->same, key(w, db_int(&r, 0)), NULL) = db_int(&r, 1);
    return fine(w);
}

static void cross(struct crossing *x, int64_t id, const char *ru, const char *en, struct crosswalk_counts *counts)
{
    struct work *w = x->w;
    x->n = 0;
    counts->competences++;
    const int64_t *same = map_find(&x->same, key(w, id));
    if (same != NULL)
        propose(x, *same, 1, true, tr(w, "the same name"));
    if (*en != '\0') {
        by_english(x, en, 1, tr(w, "by its English name"));
        by_names(x, en);
    }
    if (*ru != '\0') {
        by_names(x, ru);
        if (*en == '\0')
            by_bridge(x, ru);
    }
    by_group(x, id);
    if (x->n > 1)
        qsort(x->list, x->n, sizeof(*x->list), by_score);
    size_t made = 0;
    for (size_t i = 0; i < x->n && made < (size_t)x->how->most && x->list[i].score >= x->how->least; i++) {
        const struct proposal *p = &x->list[i];
        if (p->target == id)
            continue;
        if (db_one(w, CROSSWALK_ALIGNED, ARGS(V(id), V(p->target)), 0) > 0) {
            counts->known++;
            made++;
            continue;
        }
        db_run(w, CROSSWALK_PUT, ARGS(V(id), V(p->target), V(p->exact ? "exact" : p->score >= CLOSE ? "close" : "related"), V(p->score), V(p->why), V(w->now), V(w->who)));
        *(db_changed(w) > 0 ? &counts->proposed : &counts->known) += 1;
        made++;
    }
    counts->met += made > 0;
}

bool crosswalk_propose(struct work *w, const struct crosswalk_how *how, struct crosswalk_counts *counts)
{
    struct crossing *x = take(w, sizeof(*x));
    x->w = w;
    x->how = how;
    *counts = (struct crosswalk_counts){0};
    if (strcmp(how->from, how->to) == 0)
        return fail(w, NOT_VALID, tr(w, "a framework cannot be crosswalked to itself; name another with --to"));
    db_begin(w);
    if (fine(w) && prepare(x)) {
        struct rows r = db_rows(w, CROSSWALK_FROM, ARGS(V(how->from)));
        while (db_next(&r))
            cross(x, db_int(&r, 0), db_text(&r, 2), db_text(&r, 3), counts);
        if (fine(w) && counts->competences == 0)
            fail(w, NOT_FOUND, tr(w, "the framework %s has no skills or knowledge"), how->from);
    }
    ranker_free(x->target_rank);
    ranker_free(x->bridge_rank);
    marker_free(x->marker);
    map_free(&x->english);
    map_free(&x->same);
    return db_commit(w);
}

bool crosswalk_decide(struct work *w, const char *competence, const char *target, const char *state)
{
    bool accept = strcmp(state, "accepted") == 0, back = strcmp(state, "proposed") == 0;
    if (!accept && !back && strcmp(state, "refused") != 0)
        return fail(w, NOT_VALID, tr(w, "a proposal is accepted, refused or proposed, not %s"), state);
    db_begin(w);
    struct rows r = db_rows(w, CROSSWALK_WAS, ARGS(V(competence), V(target)));
    bool there = db_next(&r);
    int64_t a = there ? db_int(&r, 0) : 0, b = there ? db_int(&r, 1) : 0;
    const char *relation = there ? db_text(&r, 2) : "", *was = there ? db_text(&r, 3) : "";
    db_done(&r);
    if (!there)
        fail(w, NOT_FOUND, tr(w, "nobody has proposed that %s meets %s"), competence, target);
    else if (strcmp(was, state) != 0) {
        db_run(w, CROSSWALK_SET, ARGS(V(a), V(b), V(state), back ? NULL_INT : V(w->now), V(w->who)));
        if (accept)
            db_run(w, CROSSWALK_ALIGN, ARGS(V(a), V(b), V(relation)));
        else if (strcmp(was, "accepted") == 0)
            db_run(w, CROSSWALK_UNALIGN, ARGS(V(a), V(b)));
        db_run(w, CROSSWALK_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), V(take_text(w, "%s %s", competence, target)), V(take_text(w, "{\"state\":\"%s\"}", was)),
                                        V(take_text(w, "{\"state\":\"%s\"}", state))));
    }
    return db_commit(w);
}

bool crosswalk_list(struct work *w, const char *state, const char *like, struct sheet *s)
{
    static const struct column columns[] = {{"competence", TR("Competence"), CODE}, {"name", TR("Name"), WORDS}, {"target", TR("may meet"), CODE}, {"target_name", TR("Its name"), WORDS},
                                            {"relation", TR("Relation"), CODE}, {"score", TR("Score"), REAL}, {"why", TR("Why"), WORDS}, {"state", TR("State"), CODE}};
    struct rows r = db_rows(w, CROSSWALK_ROWS, ARGS(V(state), V(like)));
    sheet_begin(s, columns, COUNT(columns));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_words(s, db_text(&r, 0));
        sheet_words(s, tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(s, db_text(&r, 3));
        sheet_words(s, tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_words(s, db_text(&r, 6));
        sheet_real(s, db_real(&r, 7));
        sheet_words(s, db_text(&r, 8));
        sheet_words(s, db_text(&r, 9));
    }
    return sheet_end(s);
}
