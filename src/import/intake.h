/* intake.h -- one import: rows gathered from whatever sources, checked together, then written together.
 *
 *     struct intake *in = intake_begin(w);
 *     ... a source calls intake_row() for each line it has ...
 *     intake_check(in);              every reference, key and rule; all refusals are collected
 *     intake_write(in);              only what differs from what the database has; nothing when refused
 *
 * A row may refer to any row of the same import, whatever the order of files.  Everything lives in the
 * work's arena.  The caller owns the transaction: a preview writes and rolls back, so that what it says is
 * what would happen.  Rows are compared with the database by value, so a second import of the same files
 * touches nothing. */
#ifndef IMPORT_INTAKE_H
#define IMPORT_INTAKE_H

#include "base/map.h"
#include "base/text.h"
#include "codec/csv.h"
#include "import/record.h"
#include "store/db.h"

#define REFUSALS_SHOWN 50

union value {
    int64_t i; /* whole numbers, money, days, clocks, flags, ids */
    double r;
    const char *s; /* texts; of a reference its code, until it is found */
};

struct row {
    uint32_t line;
    uint16_t file;
    bool weak;            /* only fills a gap: never changes a row that is there */
    bool dead;            /* refused, or said before */
    uint32_t given, null; /* by field, bit i */
    enum { ROW_NEW, ROW_CHANGED, ROW_SAME } fate;
    int64_t id;
    union value v[];
};

struct batch { /* the rows of one sheet */
    const struct record *record;
    struct row **row;
    size_t n, room;
    struct map keys; /* the key of each living row -> 1 + place */
    size_t fresh, changed, same, refused;
};

struct thing { /* what a reference may point to */
    const char *code;
    int64_t id, owner; /* owner: organisation of a site or resource */
    const char *kind;  /* of a resource or a resource type; else NULL */
    struct row *row;   /* in this import, or NULL */
};

struct space {
    const char *name;
    struct map at; /* code -> 1 + place */
    struct thing *thing;
    size_t n, room;
    bool loaded;
};

struct refusal {
    const char *file, *column, *value, *reason, *advice; /* column, value: "" if none */
    size_t line;                                         /* 0: the file as a whole */
};

struct intake {
    struct work *w;
    struct batch *batch; /* by place in record_all() */
    size_t batches;
    struct space space[12];
    size_t spaces;
    const char **file; /* names for people, by number */
    size_t files, files_room;
    struct refusal *refusal; /* the first of them */
    size_t refusals, refusals_room;
    const char **note; /* what people should know: encodings, what was left out and why */
    size_t notes, notes_room;
    size_t rows;
    bool published; /* the source is an official list: a line said twice is no mistake */
    bool weak;      /* rows that come now only fill gaps */
    void (*progress)(void *to, const char *what, size_t done, size_t all);
    void *progress_to;
};

struct intake *intake_begin(struct work *w);
/* intake_file(in, name): its number; rows that follow may name it. */
uint16_t intake_file(struct intake *in, const char *name);
void intake_note(struct intake *in, const char *fmt, ...) LIKE(2, 3);
struct batch *intake_batch(struct intake *in, const struct record *r);

/* intake_row(in, r, file, line, cells, given): a line of sheet r; cells[i] is the text of field i where bit i
 * of given is set.  The texts must live as long as the work.  Refusals are noted, the row is kept out. */
void intake_row(struct intake *in, const struct record *r, uint16_t file, size_t line,
                const struct csv_cell *cells, uint32_t given);
/* intake_put(in, r, line, {"code", "x"}, ...): the same for sources made of code: pairs, ended by NULL. */
struct pair {
    const char *field, *value; /* a NULL value is an empty cell */
};
void intake_put(struct intake *in, const struct record *r, uint16_t file, size_t line,
                const struct pair *pair, size_t n);
#define PAIRS(...) (const struct pair[]){__VA_ARGS__}, COUNT(((const struct pair[]){__VA_ARGS__}))

/* intake_refuse(in, row, file, line, column, value, reason, advice): why a line cannot be taken; advice says
 * what to do.  row may be NULL. */
void intake_refuse(struct intake *in, const struct record *r, struct row *row, uint16_t file, size_t line,
                   const char *column, const char *value, const char *reason, const char *advice);

/* intake_refuse_cell: the same for one cell of a row, by the place of its field. */
void intake_refuse_cell(struct intake *in, const struct record *r, struct row *row, size_t field,
                        const char *reason, const char *advice);

struct space *intake_space(struct intake *in, const char *name);
/* intake_ids(in, space, n): its things by rising id, to be searched with intake_by_id(). */
struct by_id {
    int64_t id;
    struct thing *thing;
};
struct by_id *intake_ids(struct intake *in, const char *space, size_t *n);
struct by_id *intake_by_id(struct by_id *ids, size_t n, int64_t id); /* NULL: none */

/* row_key(t, r, row): what the row is known by, in t; references must be ids by now. */
const char *row_key(struct text *t, const struct record *r, const struct row *row);

struct thing *space_find(struct space *s, const char *code);

/* intake_select(w, r): the statement that reads a sheet's rows; intake_read: its row, texts until the next
 * one. */
const char *intake_select(struct work *w, const struct record *r);
void intake_read(struct rows *db, const struct record *r, struct row *row);

/* intake_refs: the first half of intake_check: codes, references, keys. */
bool intake_refs(struct intake *in);
bool intake_check(struct intake *in); /* false: the database failed; refusals are in in->refusals */
bool intake_write(struct intake *in);
static inline bool field_is_text(const struct field *f)
{
    return f->kind == FIELD_CODE || f->kind == FIELD_LINE || f->kind == FIELD_NOTE || f->kind == FIELD_DAYS ||
           f->kind == FIELD_WORD || f->kind == FIELD_WORDS || f->kind == FIELD_TRAIT;
}
const char *value_text(struct work *w, const struct field *f, union value v); /* canonical, as exported */

#endif
