/* export.c -- the sheets as CSV; see import.h. */
#include "import/export.h"

#include "import/import.h"
#include "view/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct sorted {
    const char **cell;
    struct row *row;
};

static int by_key(const void *a, const void *b, void *arg)
{
    const struct sorted *x = a, *y = b;
    const struct record *r = arg;
    for (size_t i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        if ((f->is & KEY) == 0)
            continue;
        if (x->cell[i] == NULL || y->cell[i] == NULL) {
            if (x->cell[i] != y->cell[i])
                return x->cell[i] == NULL ? -1 : 1;
            continue;
        }
        bool counted = !field_is_text(f) && f->kind != FIELD_REF && f->kind != FIELD_PART;
        int64_t p = counted ? x->row->v[i].i : 0, q = counted ? y->row->v[i].i : 0;
        int c = counted ? (p > q) - (p < q) : strcmp(x->cell[i], y->cell[i]);
        if (c != 0)
            return c;
    }
    return 0;
}

struct lookup {
    struct by_id *ids;
    size_t n;
};

static void cells_of(struct work *q, const struct record *r, const struct lookup *look, struct sorted *s)
{
    for (size_t i = 0; i < r->fields; i++) {
        const struct field *f = &r->field[i];
        if ((s->row->null >> i & 1) != 0 || f->kind == FIELD_PART)
            continue;
        if (f->kind != FIELD_REF) {
            s->cell[i] = value_text(q, f, s->row->v[i]);
            continue;
        }
        struct by_id *hit = intake_by_id(look[i].ids, look[i].n, s->row->v[i].i);
        const char *code = hit == NULL ? "" : hit->thing->code, *version = strchr(code, '@');
        s->cell[i] = version == NULL ? code : take_copy(q, code, (size_t)(version - code));
        if (version != NULL && i + 1 < r->fields && f[1].kind == FIELD_PART)
            s->cell[i + 1] = version + 1;
    }
}

bool export_rows(struct work *q, const struct record *r, struct export_rows *out)
{
    struct intake *in = intake_begin(q);
    struct lookup look[FIELDS_MOST] = {0};
    struct sorted *sorted = NULL;
    size_t n = 0, room = 0;
    *out = (struct export_rows){.record = r};
    for (size_t i = 0; i < r->fields; i++)
        if (r->field[i].kind == FIELD_REF)
            look[i].ids = intake_ids(in, r->field[i].of, &look[i].n);
    struct rows db = db_rows(q, intake_select(q, r), NO_ARGS);
    while (db_next(&db)) {
        grow(q, &sorted, room, n);
        struct sorted *s = &sorted[n++];
        s->row = take(q, sizeof(*s->row) + r->fields * sizeof(s->row->v[0]));
        s->cell = take_array(q, r->fields, const char *);
        intake_read(&db, r, s->row);
        for (size_t i = 0; i < r->fields; i++)
            if (field_is_text(&r->field[i]) && (s->row->null >> i & 1) == 0)
                s->row->v[i].s = take_copy(q, s->row->v[i].s, strlen(s->row->v[i].s));
        cells_of(q, r, look, s);
    }
    if (n > 0)
        qsort_r(sorted, n, sizeof(*sorted), by_key, (void *)(uintptr_t)r);
    out->cell = take_array(q, n + 1, const char **);
    out->n = n;
    for (size_t k = 0; k < n; k++)
        out->cell[k] = sorted[k].cell;
    return fine(q);
}

bool export_sheet(struct work *w, const struct record *r, struct text *out)
{
    struct work *q = work_begin(w->db, w->who, w->now); /* its memory goes with the sheet */
    struct export_rows rows = {0};
    bool ok = export_rows(q, r, &rows);
    for (size_t i = 0; i < r->fields; i++)
        csv_put(out, r->field[i].name, i == 0);
    csv_end(out);
    for (size_t k = 0; k < rows.n && !out->over; k++) {
        for (size_t i = 0; i < r->fields; i++)
            csv_put(out, rows.cell[k][i] != NULL ? rows.cell[k][i] : "", i == 0);
        csv_end(out);
    }
    if (!ok)
        fail(w, q->err.fault, "%s", q->err.text);
    if (out->over)
        fail(w, LIMIT, tr(w, "the sheet %s is too large to export"), r->name);
    work_end(q);
    return fine(w);
}

bool export_save(struct work *w, const char *path, bool over, const char *bytes, size_t n)
{
    struct stat st;
    const char *part = take_text(w, "%s.part", path);
    if (!over && stat(path, &st) == 0)
        return fail(w, CONFLICT, tr(w, "%s is there already; name another place, or add --replace"), path);
    FILE *f = fopen(part, "wb");
    bool ok = f != NULL && fwrite(bytes, 1, n, f) == n && fflush(f) == 0 && fsync(fileno(f)) == 0;
    int bad = errno;
    if (f != NULL)
        ok = fclose(f) == 0 && ok;
    if (ok && rename(part, path) == 0)
        return true;
    bad = ok ? errno : bad;
    unlink(part);
    return fail(w, BROKEN, tr(w, "cannot write %s: %s"), path, strerror(bad));
}

bool export_folder(struct work *w, const char *folder, bool empty, bool over)
{
    size_t n;
    struct stat st;
    const struct record *const *all = record_all(&n);
    if (mkdir(folder, 0777) != 0 && (errno != EEXIST || stat(folder, &st) != 0 || !S_ISDIR(st.st_mode)))
        return fail(w, BROKEN, tr(w, "cannot make the folder %s: %s"), folder,
                    strerror(errno == EEXIST ? ENOTDIR : errno));
    for (size_t i = 0; i < n && !over; i++) /* all are looked at first: half an export helps nobody */
        if (stat(take_text(w, "%s/%s.csv", folder, all[i]->name), &st) == 0)
            return fail(w, CONFLICT, tr(w, "%s is there already; name another place, or add --replace"),
                        take_text(w, "%s/%s.csv", folder, all[i]->name));
    if (!db_begin_read(w))
        return false;
    for (size_t i = 0; i < n && fine(w); i++) {
        struct text t = TEXT((size_t)1 << 30);
        if (empty) {
            for (size_t k = 0; k < all[i]->fields; k++)
                csv_put(&t, all[i]->field[k].name, k == 0);
            csv_end(&t);
        } else {
            export_sheet(w, all[i], &t);
        }
        if (fine(w))
            export_save(w, take_text(w, "%s/%s.csv", folder, all[i]->name), over, t.s, t.n);
        text_free(&t);
    }
    return db_commit(w);
}
