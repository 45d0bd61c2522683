/* intake_write.c -- what differs from the database, and the writing of it.
 *
 * The statements are made from the tables of record_*.c, not from a .sql file: they are one shape for every
 * sheet, and no text of theirs comes from outside those tables.  PostgreSQL takes new rows many at a time as
 * one JSON text (a round trip for each of 400,000 rows would be minutes); SQLite has no way to travel and
 * takes them one by one. */
#include "import/intake.h"

#include "codec/json.h"
#include "base/fold.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_AT_ONCE 1000

static bool has_column(const struct field *f) { return f->kind != FIELD_PART; }

static const char *sql_of(struct work *w, struct text *t)
{
    const char *s = take_copy(w, t->s, t->n);
    text_free(t);
    return s;
}

const char *intake_select(struct work *w, const struct record *r)
{
    struct text t = TEXT(0);
    text_fmt(&t, "SELECT %s", r->has_id ? "id" : "0");
    for (size_t i = 0; i < r->fields; i++)
        if (has_column(&r->field[i]))
            text_fmt(&t, ", %s", field_column(&r->field[i]));
    text_fmt(&t, " FROM %s", r->table);
    if (r->kind != NULL)
        text_fmt(&t, " WHERE kind = '%s'", r->kind);
    return sql_of(w, &t);
}

/* ---------------------------------------------------------------- what is there already */

void intake_read(struct rows *r, const struct record *rec, struct row *row)
{
    row->id = db_int(r, 0);
    row->null = 0;
    for (size_t i = 0, col = 1; i < rec->fields; i++) {
        const struct field *f = &rec->field[i];
        if (!has_column(f))
            continue;
        if (db_null(r, (int)col))
            row->null |= 1u << i;
        else if (field_is_text(f))
            row->v[i].s = db_peek(r, (int)col);
        else if (f->kind == FIELD_REAL)
            row->v[i].r = db_real(r, (int)col);
        else
            row->v[i].i = db_int(r, (int)col);
        col++;
    }
}

static bool alike(const struct field *f, union value a, union value b)
{
    if (field_is_text(f))
        return strcmp(a.s, b.s) == 0;
    return f->kind == FIELD_REAL ? a.r - b.r < 1e-8 && b.r - a.r < 1e-8 : a.i == b.i;
}

static void compare(struct work *w, const struct record *r, struct row *row, const struct row *was)
{
    row->fate = ROW_SAME;
    row->id = was->id;
    if (row->weak)
        return;
    for (size_t i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        bool had = (was->null >> i & 1) == 0;
        if ((f->is & KEY) != 0 || !has_column(f))
            continue;
        if ((row->given >> i & 1) != 0) {
            bool has = (row->null >> i & 1) == 0;
            if (has != had || (has && !alike(f, row->v[i], was->v[i])))
                row->fate = ROW_CHANGED;
            continue;
        }
        /* A column the file does not have keeps what is there. */
        row->null = had ? row->null & ~(1u << i) : row->null | 1u << i;
        row->v[i] = was->v[i];
        if (had && field_is_text(f))
            row->v[i].s = take_copy(w, was->v[i].s, strlen(was->v[i].s));
    }
}

static bool match(struct intake *in, struct batch *b)
{
    const struct record *r = b->record;
    struct row *was = take(in->w, sizeof(*was) + r->fields * sizeof(was->v[0]));
    struct text key = TEXT(0);
    struct rows db = db_rows(in->w, intake_select(in->w, r), NO_ARGS);
    while (db_next(&db)) {
        intake_read(&db, r, was);
        int64_t *at = map_find(&b->keys, row_key(&key, r, was));
        if (at != NULL)
            compare(in->w, r, b->row[*at - 1], was);
    }
    text_free(&key);
    for (size_t k = 0; k < b->n; k++)
        if (!b->row[k]->dead)
            *(b->row[k]->fate == ROW_NEW       ? &b->fresh
              : b->row[k]->fate == ROW_CHANGED ? &b->changed
                                               : &b->same) += 1;
    return fine(in->w);
}

/* ---------------------------------------------------------------- a row as the columns it is stored in */

struct bound {
    const char *column;
    struct db_value v;
};

static struct db_value db_of(const struct field *f, const struct row *row, size_t i)
{
    bool null = (row->null >> i & 1) != 0;
    if (field_is_text(f))
        return db_s(null ? NULL : row->v[i].s);
    if (f->kind == FIELD_REAL)
        return null ? NULL_REAL : db_r(row->v[i].r);
    return null ? NULL_INT : db_i(row->v[i].i);
}

static const char *folded(struct work *w, const struct record *r, const struct row *row)
{
    const char *part[2] = {"", ""};
    size_t n = 0;
    static const char *const of[] = {"name_ru", "name_en", "label"};
    for (size_t k = 0; k < COUNT(of); k++) {
        size_t i = record_field(r, of[k]);
        if (i < r->fields && (row->null >> i & 1) == 0 && n < 2)
            part[n++] = row->v[i].s;
    }
    return fold(w, n == 2 ? take_text(w, "%s %s", part[0], part[1]) : part[0]);
}

enum whole_or_part { FOR_INSERT, FOR_UPDATE };

/* bind: the columns to write; for an update the keys stand last, after *sets others. */
static size_t bind(struct intake *in, const struct record *r, struct row *row, enum whole_or_part how,
                   struct bound *out, size_t *sets)
{
    size_t n = 0;
    if (how == FOR_INSERT && r->has_id)
        out[n++] = (struct bound){"id", db_i(row->id)};
    for (size_t i = 0; i < r->fields; i++)
        if (has_column(&r->field[i]) && (how == FOR_INSERT || (r->field[i].is & KEY) == 0))
            out[n++] = (struct bound){field_column(&r->field[i]), db_of(&r->field[i], row, i)};
    if (r->fold != NULL)
        out[n++] = (struct bound){r->fold, db_s(folded(in->w, r, row))};
    if (how == FOR_INSERT && r->kind != NULL)
        out[n++] = (struct bound){"kind", db_s(r->kind)};
    if (how == FOR_INSERT && r->kind != NULL && record_field(r, "quantity") == r->fields)
        out[n++] = (struct bound){"quantity", db_i(1)};
    if (how == FOR_INSERT && (r == &record_order || r == &record_programme))
        out[n++] = (struct bound){"made_at", db_i(in->w->now)};
    *sets = n;
    if (how == FOR_INSERT)
        return n;
    if (r->has_id)
        out[n++] = (struct bound){"id", db_i(row->id)};
    for (size_t i = 0; i < r->fields && !r->has_id; i++)
        if ((r->field[i].is & KEY) != 0 && has_column(&r->field[i]))
            out[n++] = (struct bound){field_column(&r->field[i]), db_of(&r->field[i], row, i)};
    return n;
}

static const char *insert_sql(struct work *w, const struct record *r, const struct bound *b, size_t n)
{
    struct text t = TEXT(0);
    bool many = db_is_postgres(w->db);
    text_fmt(&t, "INSERT INTO %s (", r->table);
    for (size_t i = 0; i < n; i++)
        text_fmt(&t, "%s%s", i > 0 ? ", " : "", b[i].column);
    text_add(&t, many ? ") SELECT " : ") VALUES (");
    for (size_t i = 0; i < n; i++)
        many ? text_fmt(&t, "%s%s", i > 0 ? ", " : "", b[i].column)
             : text_fmt(&t, "%s$%zu", i > 0 ? ", " : "", i + 1);
    if (many)
        text_fmt(&t, " FROM json_populate_recordset(NULL::%s, $1::json)", r->table);
    else
        text_add(&t, ")");
    return sql_of(w, &t);
}

static const char *update_sql(struct work *w, const struct record *r, const struct bound *b, size_t n,
                              size_t sets)
{
    struct text t = TEXT(0);
    text_fmt(&t, "UPDATE %s SET ", r->table);
    for (size_t i = 0; i < n; i++)
        text_fmt(&t, "%s%s = $%zu",
                 i == 0      ? ""
                 : i < sets  ? ", "
                 : i == sets ? " WHERE "
                             : " AND ",
                 b[i].column, i + 1);
    return sql_of(w, &t);
}

/* ---------------------------------------------------------------- writing */

static void as_json(struct json *j, const struct bound *b, size_t n)
{
    json_begin_object(j);
    for (size_t i = 0; i < n; i++) {
        json_key(j, b[i].column);
        if (b[i].v.null)
            json_add_null(j);
        else if (b[i].v.kind == DB_INT)
            json_add_int(j, b[i].v.i);
        else if (b[i].v.kind == DB_REAL)
            json_add_real(j, b[i].v.r);
        else
            json_add_text(j, b[i].v.s);
    }
    json_end_object(j);
}

struct writer {
    struct intake *in;
    const struct record *record;
    const char *insert, *update;
    struct text rows; /* PostgreSQL: those waiting */
    struct json json;
    size_t waiting;
    size_t *done, all;
};

static bool flush(struct writer *o)
{
    if (o->waiting == 0)
        return fine(o->in->w);
    json_end_array(&o->json);
    if (o->rows.over)
        fail(o->in->w, LIMIT, "%s", tr(o->in->w, "rows too large to be written together"));
    db_run(o->in->w, o->insert, ARGS(V(o->rows.s)));
    o->waiting = 0;
    o->rows.n = 0;
    return fine(o->in->w);
}

static bool write_row(struct writer *o, struct row *row)
{
    struct work *w = o->in->w;
    struct bound b[FIELDS_MOST + 8];
    struct db_value v[FIELDS_MOST + 8];
    bool anew = row->fate == ROW_NEW;
    size_t sets, n;
    if (anew && o->record->has_id && row->id == 0)
        row->id = db_id(w);
    n = bind(o->in, o->record, row, anew ? FOR_INSERT : FOR_UPDATE, b, &sets);
    if (++*o->done % 4096 == 0 && o->in->progress != NULL)
        o->in->progress(o->in->progress_to, tr(w, "writing"), *o->done, o->all);
    if (anew && db_is_postgres(w->db)) {
        if (o->insert == NULL)
            o->insert = insert_sql(w, o->record, b, n);
        if (o->waiting++ == 0) {
            o->json = json_to(&o->rows);
            json_begin_array(&o->json);
        }
        as_json(&o->json, b, n);
        return o->waiting < ROWS_AT_ONCE || flush(o);
    }
    for (size_t i = 0; i < n; i++)
        v[i] = b[i].v;
    if (anew) {
        if (o->insert == NULL)
            o->insert = insert_sql(w, o->record, b, n);
        return db_run(w, o->insert, v, n);
    }
    if (sets == 0)
        return true;
    if (o->update == NULL)
        o->update = update_sql(w, o->record, b, n, sets);
    return db_run(w, o->update, v, n);
}

/* New rows, a broader one before those that belong to it. */
static void in_order(struct intake *in, struct batch *b, struct row **out, size_t *n)
{
    const struct record *r = b->record;
    size_t parent = r->fields, ids_n;
    for (size_t i = 0; i < r->fields; i++)
        if (r->field[i].kind == FIELD_REF && r->space != NULL && strcmp(r->field[i].of, r->space) == 0 &&
            r->kind == NULL)
            parent = i;
    *n = 0;
    if (parent == r->fields) {
        for (size_t k = 0; k < b->n; k++)
            if (!b->row[k]->dead && b->row[k]->fate == ROW_NEW)
                out[(*n)++] = b->row[k];
        return;
    }
    struct by_id *ids = intake_ids(in, r->space, &ids_n);
    bool *put = take_array(in->w, ids_n + 1, bool);
    struct row **stack = take_array(in->w, b->n + 1, struct row *);
    for (size_t k = 0; k < b->n; k++) {
        size_t deep = 0;
        for (struct row *row = b->row[k]; row != NULL && !row->dead && row->fate == ROW_NEW;) {
            struct by_id *own = intake_by_id(ids, ids_n, row->id);
            if (own == NULL || put[own - ids])
                break;
            put[own - ids] = true;
            stack[deep++] = row;
            struct by_id *up =
                (row->null >> parent & 1) != 0 ? NULL : intake_by_id(ids, ids_n, row->v[parent].i);
            row = up == NULL ? NULL : up->thing->row;
        }
        while (deep > 0)
            out[(*n)++] = stack[--deep];
    }
}

static bool write_batch(struct intake *in, struct batch *b, size_t *done, size_t all)
{
    struct writer o = {
        .in = in, .record = b->record, .rows = TEXT((size_t)64 << 20), .done = done, .all = all};
    struct row **fresh = take_array(in->w, b->n + 1, struct row *);
    size_t n;
    in_order(in, b, fresh, &n);
    for (size_t k = 0; k < n && fine(in->w); k++)
        write_row(&o, fresh[k]);
    flush(&o);
    for (size_t k = 0; k < b->n && fine(in->w); k++)
        if (!b->row[k]->dead && b->row[k]->fate == ROW_CHANGED)
            write_row(&o, b->row[k]);
    text_free(&o.rows);
    return fine(in->w);
}

bool intake_write(struct intake *in)
{
    size_t done = 0, all = 0;
    for (size_t i = 0; i < in->batches && fine(in->w); i++)
        if (in->batch[i].n > 0) {
            match(in, &in->batch[i]);
            all += in->batch[i].fresh + in->batch[i].changed;
        }
    for (size_t i = 0; i < in->batches && fine(in->w) && in->refusals == 0; i++)
        if (in->batch[i].n > 0)
            write_batch(in, &in->batch[i], &done, all);
    return fine(in->w);
}
