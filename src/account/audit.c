/* audit.c -- see audit.h. */
#include "account/audit.h"

#include "account/audit_sql.h"
#include "base/day.h"
#include "codec/json.h"
#include "view/words.h"

#include <stdarg.h>

bool audit_add(struct work *w, int64_t organisation_id, const char *verb, const char *object, const char *code, const char *before,
               const char *after)
{
    return db_run(w, AUDIT_PUT, ARGS(V(db_id(w)), V(w->now), V(w->who), db_id_or_null(organisation_id), V(verb), V(object), V(code), V(before),
                                     V(after)));
}

const char *audit_words(struct work *w, const char *key, ...)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    va_list ap;
    va_start(ap, key);
    json_begin_object(&j);
    for (; key != NULL; key = va_arg(ap, const char *))
        json_put_text(&j, key, va_arg(ap, const char *));
    json_end_object(&j);
    va_end(ap);
    const char *s = take_copy(w, t.s, t.n);
    text_free(&t);
    return s;
}

/* Instants are shown by the region's clock. */
static int offset_min(struct work *w)
{
    return (int)db_one(w, "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'utc_offset_min'", NO_ARGS, 420);
}

bool audit_sheet(struct work *w, const struct audit_filter *f, struct sheet *s)
{
    static const struct column cols[] = {
        {"at", TR("When"), WALL},     {"who", TR("Who"), WORDS},          {"for", TR("For whom"), CODE},  {"verb", TR("Did"), CODE},
        {"object", TR("To what"), CODE}, {"code", TR("Which"), CODE}, {"before", TR("Before"), WORDS}, {"after", TR("After"), WORDS},
    };
    int zone = offset_min(w);
    struct rows r = db_rows(w, AUDIT_READ, ARGS(V(f->object), V(f->code), V(f->verb), V(f->organisation), V(f->who), V(f->from_at), V(f->to_at),
                                                V(f->most)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_int(s, wall_from_unix(db_int(&r, 1), zone));
        const char *name = db_text(&r, 3);
        sheet_words(s, *name != '\0' ? take_text(w, "%s <%s>", name, db_text(&r, 4)) : db_int(&r, 2) == 0 ? tr(w, "the command line") : take_text(w, "%lld", (long long)db_int(&r, 2)));
        for (int k = 5; k <= 10; k++)
            db_null(&r, k) ? sheet_none(s) : sheet_words(s, db_text(&r, k));
    }
    return sheet_end(s);
}
