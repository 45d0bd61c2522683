/* usage.c -- see usage.h. */
#include "resource/usage.h"

#include "base/day.h"
#include "resource/claim_private.h"
#include "resource/usage_sql.h"
#include "store/db.h"
#include "view/say.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

int64_t usage_wall(struct work *w)
{
    int offset = 0;
    int32_t today = 0;
    struct rows r = db_rows(w, USAGE_SETTINGS, NO_ARGS);
    while (db_next(&r)) {
        if (strcmp(db_peek(&r, 0), "utc_offset_min") == 0)
            offset = atoi(db_peek(&r, 1));
        else if (!day_parse(db_peek(&r, 1), &today))
            today = 0;
    }
    int64_t now = wall_from_unix(w->now, offset);
    return today == 0 ? now : (int64_t)today * DAY_MIN + wall_clock(now);
}

bool usage_due(struct work *w, const char *resource, int64_t wall, struct due **out, int *n, int64_t *owner_id)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    *owner_id = db_one(w, USAGE_OWNER, ARGS(V(resource)), 0);
    struct rows r = db_rows(w, USAGE_DUE, ARGS(V(resource), V(wall - 60), V(wall + 60)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct due){.from = db_int(&r, 0), .to = db_int(&r, 1), .claim = db_text(&r, 2), .offer = db_text(&r, 3), .title_ru = db_text(&r, 4),
                                      .title_en = db_text(&r, 5), .claim_id = db_int(&r, 6), .lesson_id = db_int(&r, 7), .organisation_id = db_int(&r, 8),
                                      .in_at = db_int(&r, 9), .out_at = db_int(&r, 10), .absent = db_int(&r, 11) != 0};
    }
    return fine(w);
}

struct found {
    int64_t resource, to, claim, lesson, usage, in_at, out_at, organisation;
    bool absent;
};

static bool find(struct work *w, const char *resource, const char *of, int64_t at, struct found *f)
{
    bool lesson = of == NULL || *of == '\0';
    struct rows r = lesson ? db_rows(w, USAGE_LESSON, ARGS(V(resource), V(at))) : db_rows(w, USAGE_TIME, ARGS(V(resource), V(of), V(at)));
    if (!db_next(&r))
        return fine(w) && fail(w, NOT_FOUND, tr(w, "nothing of %s is booked for it from %s on"), resource, say_wall(w, at));
    *f = (struct found){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3), db_int(&r, 4), db_int(&r, 5), db_int(&r, 6), db_int(&r, 8), db_int(&r, 7) != 0};
    db_done(&r);
    return fine(w);
}

static bool came(struct work *w, const struct found *f, int64_t at)
{
    if (f->in_at != 0)
        return false;
    if (f->usage != 0) /* they are late, but here */
        return db_run(w, USAGE_CAME, ARGS(V(f->usage), V(w->now)));
    return db_run(w, USAGE_PUT, ARGS(V(db_id(w)), V(f->resource), V(at), V(f->to), db_id_or_null(f->claim), db_id_or_null(f->lesson), V(w->now), V(0), V(w->who)));
}

static bool left(struct work *w, const struct found *f, int64_t at)
{
    if (f->out_at != 0)
        return false;
    if (f->in_at == 0)
        return fail(w, CONFLICT, "%s", tr(w, "nobody has come yet, so nobody can leave"));
    db_run(w, USAGE_LEFT, ARGS(V(f->usage), V(w->now)));
    int64_t now = usage_wall(w);
    if (f->claim != 0 && now < f->to) { /* what they leave is free at once */
        db_run(w, USAGE_CUT, ARGS(V(f->resource), V(f->claim), V(at), V(f->to), V(now)));
        db_run(w, USAGE_CUT_REST, ARGS(V(f->resource), V(f->claim), V(at), V(f->to), V(now)));
    }
    return fine(w);
}

static bool missed(struct work *w, const struct found *f, int64_t at)
{
    if (f->usage != 0)
        return f->absent || f->in_at == 0 ? false : fail(w, CONFLICT, "%s", tr(w, "somebody has come, so it was not missed"));
    db_run(w, USAGE_PUT, ARGS(V(db_id(w)), V(f->resource), V(at), V(f->to), db_id_or_null(f->claim), db_id_or_null(f->lesson), NULL_INT, V(1), V(w->who)));
    if (f->claim != 0)
        db_run(w, USAGE_FREE, ARGS(V(f->resource), V(f->claim), V(at), V(f->to)));
    return fine(w);
}

bool usage_record(struct work *w, const char *resource, const char *of, int64_t starts_at, enum usage_act act, bool *changed)
{
    static const char *const verbs[] = {"came", "left", "missed"};
    struct found f = {0};
    *changed = false;
    db_begin(w);
    if (find(w, resource, of, starts_at, &f))
        *changed = act == USAGE_IN ? came(w, &f, starts_at) : act == USAGE_OUT ? left(w, &f, starts_at) : missed(w, &f, starts_at);
    if (*changed)
        claim_record(w, f.organisation, verbs[act], "usage", take_text(w, "%s/%s", of != NULL && *of != '\0' ? of : "lesson", resource), "", verbs[act], 0, NULL);
    return db_commit(w);
}

bool usage_sweep(struct work *w, int *n)
{
    struct one {
        const char *resource, *claim;
        int64_t at;
    } *all = NULL;
    size_t room = 0, found = 0;
    int64_t now = usage_wall(w);
    *n = 0;
    struct rows r = db_rows(w, USAGE_MISSED, ARGS(V(now - DAY_MIN), V(now)));
    while (db_next(&r)) {
        grow(w, &all, room, found);
        all[found++] = (struct one){db_text(&r, 0), db_text(&r, 1), db_int(&r, 2)};
    }
    for (size_t i = 0; i < found && fine(w); i++) {
        bool changed;
        if (usage_record(w, all[i].resource, all[i].claim, all[i].at, USAGE_ABSENT, &changed))
            *n += changed;
    }
    return fine(w);
}
