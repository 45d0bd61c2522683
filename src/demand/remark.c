/* remark.c -- see remark.h. */
#include "demand/remark.h"

#include "demand/remark_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <string.h>

#define TEXT_MOST 4000

bool remark_add(struct work *w, const char *object, int64_t object_id, int64_t about_id, int64_t organisation_id, const char *text)
{
    size_t n = strlen(text), blank = strspn(text, " \t\r\n");
    if (blank == n)
        return fail(w, NOT_VALID, "%s", tr(w, "write something first"));
    if (n > TEXT_MOST)
        return fail(w, NOT_VALID, tr(w, "that is longer than %d bytes; say it in several remarks"), TEXT_MOST);
    return db_run(w, REMARK_INSERT, ARGS(V(db_id(w)), V(object), V(object_id), db_id_or_null(about_id), db_id_or_null(organisation_id), V(w->who), V(w->now),
                                         V(text + blank)));
}

bool remark_list(struct work *w, const char *object, int64_t object_id, struct remark **out, int *n)
{
    size_t room = 0;
    *out = NULL;
    *n = 0;
    struct rows r = db_rows(w, REMARK_ALL, ARGS(V(object), V(object_id)));
    while (db_next(&r)) {
        grow(w, out, room, (size_t)*n);
        (*out)[(*n)++] = (struct remark){db_int(&r, 0), db_int(&r, 1), db_null(&r, 2) ? 0 : db_int(&r, 2), db_text(&r, 3), db_text(&r, 4),
                                         tr_name(w, db_text(&r, 5), db_text(&r, 6))};
    }
    return fine(w);
}
