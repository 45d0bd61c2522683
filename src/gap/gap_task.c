/* gap_task.c -- what somebody has undertaken about a gap; see gap.h. */
#include "gap/gap.h"

#include "gap/gap_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/sheet.h"
#include "view/words.h"

#include <string.h>

static const char *some(const char *s) { return s != NULL && *s != '\0' ? s : NULL; }

/* The owner is asked in words that stand on their own: what, how many, by when, where. */
static void write_to(struct work *w, const char *address, const char *name, const struct gap_task *t)
{
    const char *subject = take_text(w, tr(w, "Seats are lacking: %s"), name);
    const char *body = take_text(w, tr(w, "The region lacks seats for \"%s\": %lld people in %s by %s.\nYou teach it. Could you open another cohort, or share rooms or hours for it?\n%s\n"),
                                 name, (long long)t->people, some(t->municipality) != NULL ? t->municipality : tr(w, "any town"), say_day(w, t->by_on),
                                 t->note != NULL ? t->note : "");
    db_run(w, GAP_MAIL, ARGS(V(db_id(w)), V(w->now), V(address), V(subject), V(body)));
}

bool gap_task_open(struct work *w, const struct gap_task *t, const char **code)
{
    bool ask = strcmp(t->kind, "ask") == 0;
    if (!ask && strcmp(t->kind, "develop") != 0)
        return fail(w, NOT_VALID, tr(w, "a task is develop or ask, not %s"), t->kind);
    if (t->people < 1 || t->people > 1000000)
        return fail(w, NOT_VALID, tr(w, "say for how many people, from 1"));
    if (t->level < 1 || t->level > 8)
        return fail(w, NOT_VALID, tr(w, "a level is 1 to 8"));
    db_begin(w);
    struct rows r = db_rows(w, GAP_COMPETENCE_NAMED, ARGS(V(t->competence)));
    int64_t competence = 0, organisation = 0;
    const char *name = "", *address = "";
    if (db_next(&r)) {
        competence = db_int(&r, 0);
        name = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    }
    db_done(&r);
    if (competence == 0)
        fail(w, NOT_FOUND, tr(w, "there is no competence %s"), t->competence);
    if (some(t->organisation) != NULL) {
        r = db_rows(w, GAP_ORGANISATION, ARGS(V(t->organisation)));
        if (db_next(&r)) {
            organisation = db_int(&r, 0);
            address = db_text(&r, 3);
        }
        db_done(&r);
        if (organisation == 0)
            fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), t->organisation);
    } else if (ask) {
        fail(w, NOT_VALID, tr(w, "say which owner is to be asked"));
    }
    const char *place = some(t->municipality) != NULL ? t->municipality : "";
    r = db_rows(w, GAP_TASK_SAME, ARGS(V(t->kind), V(competence), V(place)));
    *code = db_next(&r) ? db_text(&r, 0) : NULL;
    db_done(&r);
    if (fine(w) && *code == NULL) {
        int64_t id = db_id(w);
        *code = take_text(w, "task-%lld", (long long)id);
        db_run(w, GAP_TASK_PUT, ARGS(V(id), V(*code), V(t->kind), V(competence), V(t->level), V(some(t->municipality)), V(t->people), V(t->by_on),
                                     db_id_or_null(organisation), V(some(t->note)), V(w->now), V(w->who)));
        db_run(w, GAP_TASK_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), V("made"), V(*code), V((const char *)NULL),
                                       V(take_text(w, "{\"kind\":\"%s\",\"competence\":\"%s\",\"people\":%lld}", t->kind, t->competence, (long long)t->people))));
        if (ask && *address != '\0')
            write_to(w, address, name, t);
    }
    return db_commit(w);
}

bool gap_task_state(struct work *w, const char *code, const char *state)
{
    if (strcmp(state, "done") != 0 && strcmp(state, "withdrawn") != 0 && strcmp(state, "open") != 0)
        return fail(w, NOT_VALID, tr(w, "a task is open, done or withdrawn, not %s"), state);
    db_begin(w);
    struct rows r = db_rows(w, GAP_TASK_WAS, ARGS(V(code)));
    const char *was = db_next(&r) ? db_text(&r, 0) : NULL;
    db_done(&r);
    if (was == NULL)
        fail(w, NOT_FOUND, tr(w, "there is no task %s"), code);
    else if (strcmp(was, state) != 0) {
        db_run(w, GAP_TASK_CLOSE, ARGS(V(code), V(state), strcmp(state, "open") == 0 ? NULL_INT : V(w->now)));
        db_run(w, GAP_TASK_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), V("changed"), V(code), V(take_text(w, "{\"state\":\"%s\"}", was)),
                                       V(take_text(w, "{\"state\":\"%s\"}", state))));
    }
    return db_commit(w);
}

bool gap_tasks(struct work *w, const char *state, const char *competence, struct sheet *s)
{
    static const struct column columns[] = {
        {"code", TR("Task"), CODE}, {"kind", TR("To do"), CODE}, {"competence", TR("Competence"), WORDS}, {"level", TR("Level"), NUMBER}, {"municipality", TR("Where"), WORDS},
        {"people", TR("People"), NUMBER}, {"by_on", TR("By"), DAY}, {"organisation", TR("Who"), WORDS}, {"state", TR("State"), CODE}, {"note", TR("Note"), WORDS},
    };
    bool files = s->as == &sheet_csv || s->as == &sheet_json;
    struct rows r = db_rows(w, GAP_TASK_LIST, ARGS(V(state), V(competence)));
    sheet_begin(s, columns, COUNT(columns));
    while (db_next(&r)) {
        const char *kind = db_text(&r, 1), *st = db_text(&r, 12);
        sheet_row(s);
        sheet_words(s, db_text(&r, 0));
        sheet_words(s, files ? kind : strcmp(kind, "ask") == 0 ? tr(w, "ask the owner for seats") : tr(w, "develop a module"));
        sheet_words(s, files ? db_text(&r, 2) : tr_name(w, db_text(&r, 3), db_text(&r, 4)));
        sheet_int(s, db_int(&r, 5));
        sheet_words(s, db_text(&r, 6));
        sheet_int(s, db_int(&r, 7));
        sheet_int(s, db_int(&r, 8));
        sheet_words(s, files ? db_text(&r, 9) : tr_name(w, db_text(&r, 10), db_text(&r, 11)));
        sheet_words(s, files ? st : strcmp(st, "open") == 0 ? tr(w, "under way") : strcmp(st, "done") == 0 ? tr(w, "done") : tr(w, "withdrawn"));
        sheet_words(s, db_text(&r, 13));
    }
    return sheet_end(s);
}
