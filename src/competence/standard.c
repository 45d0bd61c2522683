/* standard.c -- see competence/standard.h. */
#include "competence/standard.h"

#include "base/fold.h"
#include "base/map.h"
#include "base/text.h"
#include "codec/standard.h"
#include "competence/standard_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct adding {
    struct work *w;
    struct standard_counts *counts;
    struct map said; /* kind, standard and folded words -> competence id */
    int64_t occupation, task;
    size_t skill, knowledge;
    char group[8]; /* of the standard, until a function says its own */
};

static int64_t competence(struct adding *a, const char *code, const char *kind, const char *name, int64_t parent)
{
    struct work *w = a->w;
    int64_t id = db_one(w, PS_COMPETENCE_ID, ARGS(V(code)), 0);
    if (id == 0)
        id = db_id(w);
    db_run(w, PS_COMPETENCE, ARGS(V(id), V(code), V(kind), V(name), V(fold(w, name)), db_id_or_null(parent)));
    return id;
}

static void asks(struct adding *a, int64_t id, int level)
{
    if (a->occupation != 0)
        db_run(a->w, PS_ASKS, ARGS(V(a->occupation), V(id), V(level < 1 ? 1 : level > 8 ? 8 : level)));
}

static void row(void *to, const struct standard_row *r)
{
    struct adding *a = to;
    struct work *w = a->w;
    const char *code = take_text(w, "ps:%s:%s", r->standard, *r->function != '\0' ? r->function : r->general);
    if (!fine(w))
        return;
    switch (r->kind) {
    case STANDARD_ITSELF:
        a->group[0] = '\0';
        a->occupation = 0;
        a->counts->standards++;
        break;
    case STANDARD_GENERAL: {
        a->task = 0;
        a->occupation = db_one(w, PS_OCCUPATION_ID, ARGS(V(code)), 0);
        if (a->occupation == 0)
            a->occupation = db_id(w);
        db_run(w, PS_OCCUPATION, ARGS(V(a->occupation), V(code), V(r->name), V(fold(w, r->name)), V(*a->group != '\0' ? (const char *)a->group : r->standard)));
        a->counts->occupations++;
        break;
    }
    case STANDARD_TITLE:
        if (a->occupation != 0)
            db_run(w, PS_TITLE, ARGS(V(a->occupation), V(r->name), V(fold(w, r->name))));
        a->counts->titles++;
        break;
    case STANDARD_FUNCTION:
        a->task = competence(a, code, "task", r->name, 0);
        a->skill = a->knowledge = 0;
        asks(a, a->task, r->level);
        a->counts->tasks++;
        break;
    case STANDARD_GROUP:
        if (strlen(r->name) != 4 || strspn(r->name, "0123456789") != 4)
            break; /* not a group of four digits */
        if (*r->general == '\0' && *a->group == '\0')
            memcpy(a->group, r->name, 5);
        else if (*r->general != '\0' && a->occupation != 0 && *r->function == '\0')
            db_run(w, PS_GROUP, ARGS(V(a->occupation), V(r->name)));
        break;
    case STANDARD_ACTION:
        break; /* what is done, not what is to be able: the function's own name says it */
    case STANDARD_SKILL:
    case STANDARD_KNOWLEDGE: {
        bool skill = r->kind == STANDARD_SKILL, fresh;
        size_t number = skill ? ++a->skill : ++a->knowledge;
        int64_t *at = map_at(&a->said, take_text(w, "%d %s %s", (int)r->kind, r->standard, fold(w, r->name)), &fresh);
        if (fresh) {
            *at = competence(a, take_text(w, "%s:%c%zu", code, skill ? 's' : 'k', number), skill ? "skill" : "knowledge", r->name, a->task);
            *(skill ? &a->counts->skills : &a->counts->knowledge) += 1;
        }
        asks(a, *at, r->level);
        break;
    }
    }
}

bool standard_add(struct work *w, const char *file, struct standard_counts *counts)
{
    FILE *f = fopen(file, "rb");
    if (f == NULL)
        return fail(w, NOT_FOUND, tr(w, "%s cannot be read: %s"), file, strerror(errno));
    struct text t = TEXT(0);
    char part[65536];
    for (size_t k; (k = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&t, part, k);
    fclose(f);
    struct adding a = {.w = w, .counts = counts};
    struct err e = {0};
    db_begin(w);
    if (!standard_xml(t.s != NULL ? t.s : "", t.n, row, &a, &e))
        fail(w, e.fault, "%s: %s", file, e.text);
    map_free(&a.said);
    text_free(&t);
    return db_commit(w);
}
