/* import.c -- see import.h. */
#include "import/import.h"

#include "codec/json.h"
#include "import/source.h"
#include "view/words.h"

#include <string.h>

static const char AUDIT[] =
    "INSERT INTO audit (id, made_at, who, organisation_id, verb, object, object_code, before, after)"
    " VALUES ($1, $2, $3, NULL, 'import', 'import', $4, NULL, $5)";

static bool audit(struct intake *in)
{
    struct text files = TEXT(0), counts = TEXT(0);
    struct json j = json_to(&counts);
    for (size_t i = 0; i < in->files && files.n < 400; i++)
        text_fmt(&files, "%s%s", i > 0 ? ", " : "", in->file[i]);
    text_add(&files, "");
    json_begin_object(&j);
    for (size_t i = 0; i < in->batches; i++) {
        const struct batch *b = &in->batch[i];
        if (b->n == 0)
            continue;
        json_key(&j, b->record->name), json_begin_object(&j);
        json_put_int(&j, "new", (int64_t)b->fresh);
        json_put_int(&j, "changed", (int64_t)b->changed);
        json_put_int(&j, "same", (int64_t)b->same);
        json_end_object(&j);
    }
    json_end_object(&j);
    db_run(in->w, AUDIT, ARGS(V(db_id(in->w)), V(in->w->now), V(in->w->who), V(files.s), V(counts.s)));
    text_free(&files);
    text_free(&counts);
    return fine(in->w);
}

static bool changes(const struct intake *in)
{
    for (size_t i = 0; i < in->batches; i++)
        if (in->batch[i].fresh + in->batch[i].changed > 0)
            return true;
    return false;
}

bool import_paths(struct work *w, const char *const *path, size_t n, const struct import_how *how,
                  struct intake **result)
{
    struct intake *in = intake_begin(w);
    *result = in;
    in->progress = how->progress;
    in->progress_to = how->progress_to;
    work_limit(w, (size_t)8 << 30);
    for (size_t i = 0; i < n && fine(w);
         i++) /* read before the writer's place is taken: others go on writing */
        source_add(in, path[i]);
    if (!fine(w) || !db_begin(w))
        return false;
    if (intake_check(in))
        intake_write(in);
    if (fine(w) && in->refusals > 0) {
        db_rollback(w);
        return fail(w, NOT_VALID,
                    trn(w, "%zu line was refused, so nothing was imported",
                        "%zu lines were refused, so nothing was imported", (int64_t)in->refusals),
                    in->refusals);
    }
    if (fine(w) && changes(in))
        audit(in);
    if (fine(w) && how->preview) {
        db_rollback(w);
        return true;
    }
    return db_commit(w);
}
