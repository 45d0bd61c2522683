/* intake_ref.c -- which row is which: codes and keys said twice, what references point to. */
#include "import/intake.h"

#include "view/words.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- what references may point to */

static const struct {
    const char *space, *sql; /* id, code, owner, kind */
} SPACES[] = {
    {"organisation", "SELECT id, code, id, kind FROM organisation"},
    {"site", "SELECT id, code, organisation_id, NULL FROM site"},
    {"competence", "SELECT id, code, 0, NULL FROM competence"},
    {"occupation", "SELECT id, code, 0, NULL FROM occupation"},
    {"resource_type", "SELECT id, code, 0, kind FROM resource_type"},
    {"resource", "SELECT id, code, organisation_id, kind FROM resource"},
    {"sharing", "SELECT id, code, organisation_id, NULL FROM sharing"},
    {"module", "SELECT id, code, organisation_id, NULL FROM module"},
    {"programme", "SELECT id, code || '@' || CAST(version AS TEXT), organisation_id, NULL FROM programme"},
    {"order", "SELECT id, code, organisation_id, NULL FROM training_order"},
};

struct thing *space_find(struct space *s, const char *code)
{
    int64_t *at = map_find(&s->at, code);
    return at == NULL ? NULL : &s->thing[*at - 1];
}

static struct thing *space_add(struct work *w, struct space *s, const char *code)
{
    int64_t *at = map_at(&s->at, code, NULL);
    if (*at == 0) {
        grow(w, &s->thing, s->room, s->n);
        s->thing[s->n++] = (struct thing){.code = code};
        *at = (int64_t)s->n;
    }
    return &s->thing[*at - 1];
}

static void forget(void *what) { map_free(what); }

struct space *intake_space(struct intake *in, const char *name)
{
    struct space *s = NULL;
    for (size_t i = 0; i < in->spaces; i++)
        if (strcmp(in->space[i].name, name) == 0)
            s = &in->space[i];
    if (s == NULL) {
        s = &in->space[in->spaces++];
        s->name = name;
        work_later(in->w, forget, &s->at);
    }
    for (size_t i = 0; i < COUNT(SPACES) && !s->loaded; i++) {
        if (strcmp(SPACES[i].space, name) != 0)
            continue;
        struct rows r = db_rows(in->w, SPACES[i].sql, NO_ARGS);
        while (db_next(&r)) {
            struct thing *t = space_add(in->w, s, db_text(&r, 1));
            t->id = db_int(&r, 0);
            t->owner = db_int(&r, 2);
            t->kind = db_null(&r, 3) ? NULL : db_text(&r, 3);
        }
        s->loaded = true;
    }
    return s;
}

static int cmp_id(const void *a, const void *b)
{
    const struct by_id *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

struct by_id *intake_ids(struct intake *in, const char *space, size_t *n)
{
    struct space *s = intake_space(in, space);
    struct by_id *ids = take_array(in->w, s->n + 1, struct by_id);
    for (size_t i = 0; i < s->n; i++)
        ids[i] = (struct by_id){s->thing[i].id, &s->thing[i]};
    *n = s->n;
    qsort(ids, s->n, sizeof(*ids), cmp_id);
    return ids;
}

struct by_id *intake_by_id(struct by_id *ids, size_t n, int64_t id)
{
    struct by_id key = {.id = id};
    return bsearch(&key, ids, n, sizeof(*ids), cmp_id);
}

void intake_refuse_cell(struct intake *in, const struct record *r, struct row *row, size_t field,
                        const char *reason, const char *advice)
{
    const struct field *f = &r->field[field];
    bool empty = (row->null >> field & 1) != 0 || f->kind == FIELD_REF;
    intake_refuse(in, r, row, row->file, row->line, f->name, empty ? "" : value_text(in->w, f, row->v[field]),
                  reason, advice);
}

/* ---------------------------------------------------------------- codes */

static const char *own_code(struct work *w, const struct record *r, const struct row *row)
{
    size_t version = record_field(r, "version");
    return strcmp(r->space, "programme") == 0
               ? take_text(w, "%s@%lld", row->v[0].s, (long long)row->v[version].i)
               : row->v[0].s;
}

/* An official list may say a line again; people's own sheet may not. */
static bool twice(struct intake *in, const struct record *r, struct row *row, struct row *before)
{
    if (before == NULL)
        return false;
    if (in->published || row->weak) {
        row->dead = true;
    } else {
        intake_refuse_cell(in, r, row, 0,
                           take_text(in->w, tr(in->w, "the same row was given before, in line %u of %s"),
                                     before->line, in->file[before->file]),
                           tr(in->w, "leave one of the two"));
    }
    return true;
}

static void register_codes(struct intake *in, struct batch *b)
{
    const struct record *r = b->record;
    struct space *s = intake_space(in, r->space);
    for (size_t i = 0; i < b->n && fine(in->w); i++) {
        struct row *row = b->row[i];
        if ((row->null & 1) != 0 || row->dead) {
            /* A refused row still has its code, so that those who refer to it are not refused for that too.
             */
            if ((row->null & 1) == 0 && row->v[0].s != NULL && strcmp(r->space, "programme") != 0)
                space_add(in->w, s, row->v[0].s);
            continue;
        }
        struct thing *t = space_add(in->w, s, own_code(in->w, r, row));
        if (t->row != NULL && t->row->weak && !row->weak) { /* the real row takes the place of the stopgap */
            row->id = t->row->id;
            t->row->dead = true;
        } else if (twice(in, r, row, t->row)) {
            continue;
        }
        if (t->kind != NULL && r->kind != NULL && t->id != 0 && strcmp(t->kind, r->kind) != 0) {
            intake_refuse_cell(
                in, r, row, 0,
                take_text(in->w, tr(in->w, "this code already belongs to something else (%s)"), t->kind),
                tr(in->w, "choose another code"));
            continue;
        }
        if (t->id == 0)
            t->id = db_id(in->w);
        t->row = row;
        row->id = t->id;
        t->kind = r->kind != NULL                       ? r->kind
                  : record_field(r, "kind") < r->fields ? row->v[record_field(r, "kind")].s
                                                        : NULL;
    }
}

/* ---------------------------------------------------------------- references */

/* near: how many letters apart, cut off at 3 (Levenshtein 1965, two rows). */
static size_t near(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), was[64], now[64];
    if (n > 60 || m > 60 || n > m + 2 || m > n + 2)
        return 3;
    for (size_t j = 0; j <= m; j++)
        was[j] = j;
    for (size_t i = 1; i <= n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t cost = was[j - 1] + (a[i - 1] != b[j - 1]);
            cost = was[j] + 1 < cost ? was[j] + 1 : cost;
            now[j] = now[j - 1] + 1 < cost ? now[j - 1] + 1 : cost;
        }
        memcpy(was, now, sizeof(was));
    }
    return was[m];
}

static const char *nearest(const struct space *s, const char *code)
{
    const char *best = NULL;
    size_t apart = 3;
    for (size_t i = 0; i < s->n; i++) {
        size_t k = strcasecmp(s->thing[i].code, code) == 0 ? 0 : near(s->thing[i].code, code);
        if (k < apart && s->thing[i].id != 0) {
            apart = k;
            best = s->thing[i].code;
        }
    }
    return best;
}

static void resolve_cell(struct intake *in, const struct record *r, struct row *row, size_t i)
{
    const struct field *f = &r->field[i];
    struct space *s = intake_space(in, f->of);
    const char *code = row->v[i].s;
    if (i + 1 < r->fields && f[1].kind == FIELD_PART)
        code = take_text(in->w, "%s@%lld", code, (long long)row->v[i + 1].i);
    struct thing *t = space_find(s, code);
    if (t != NULL) {
        row->v[i].i = t->id;
        return;
    }
    row->v[i].i = 0;
    row->null |= 1u << i;
    if (row->dead)
        return;
    const char *like = in->refusals < REFUSALS_SHOWN ? nearest(s, code) : NULL;
    intake_refuse(
        in, r, row, row->file, row->line, f->name, code,
        take_text(in->w, tr(in->w, "there is no such row in the sheet \"%s\", nor in the database"), f->of),
        like != NULL ? take_text(in->w, tr(in->w, "did you mean \"%s\"? Else add it there first"), like)
                     : tr(in->w, "add it there, or mend the code"));
}

static void resolve(struct intake *in, struct batch *b)
{
    const struct record *r = b->record;
    for (size_t i = 0; i < r->fields; i++) {
        if (r->field[i].kind != FIELD_REF)
            continue;
        for (size_t k = 0; k < b->n; k++)
            if ((b->row[k]->null >> i & 1) == 0)
                resolve_cell(in, r, b->row[k], i);
    }
}

/* ---------------------------------------------------------------- keys */

const char *row_key(struct text *t, const struct record *r, const struct row *row)
{
    t->n = 0;
    for (size_t i = 0; i < r->fields; i++) {
        char digits[24], *d = digits + sizeof(digits);
        if ((r->field[i].is & KEY) == 0 || r->field[i].kind == FIELD_PART)
            continue;
        text_bytes(t, "\x1f", 1);
        if ((row->null >> i & 1) != 0)
            continue;
        if (field_is_text(&r->field[i])) {
            text_add(t, row->v[i].s);
            continue;
        }
        uint64_t v = (uint64_t)row->v[i].i; /* the times before 1970 too: any one-to-one writing will do */
        do
            *--d = (char)('0' + v % 10);
        while ((v /= 10) > 0);
        text_bytes(t, d, (size_t)(digits + sizeof(digits) - d));
    }
    return t->s;
}

static void register_keys(struct intake *in, struct batch *b)
{
    struct text t = TEXT(0);
    if (b->n > 0)
        work_later(in->w, forget, &b->keys);
    for (size_t k = 0; k < b->n; k++) {
        struct row *row = b->row[k];
        if (row->dead)
            continue;
        int64_t *at = map_at(&b->keys, row_key(&t, b->record, row), NULL);
        if (*at != 0 && b->row[*at - 1]->weak && !row->weak)
            b->row[*at - 1]->dead = true;
        else if (twice(in, b->record, row, *at == 0 ? NULL : b->row[*at - 1]))
            continue;
        *at = (int64_t)k + 1;
    }
    text_free(&t);
}

bool intake_refs(struct intake *in)
{
    for (size_t i = 0; i < in->batches && fine(in->w); i++)
        if (in->batch[i].record->space != NULL && in->batch[i].n > 0)
            register_codes(in, &in->batch[i]);
    for (size_t i = 0; i < in->batches && fine(in->w); i++)
        resolve(in, &in->batch[i]);
    for (size_t i = 0; i < in->batches && fine(in->w); i++)
        register_keys(in, &in->batch[i]);
    return fine(in->w);
}
