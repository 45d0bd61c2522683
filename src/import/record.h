/* record.h -- the region's records as people keep them: which sheets there are, and each sheet's columns.
 *
 * One row a column, read by everyone who needs it: the import checks by it, the export writes by it, the
 * blank templates and docs/data.md are printed from it.  The tables of all rooms stand here, not in the
 * rooms, for two reasons: the rooms come downstream of import in src/ORDER and import may not look down at
 * them; and a coordinator's workbook is one document, whose order of sheets is the order in which rows may be
 * written (a row only refers to sheets above it, to its own, or to none).
 *
 * Upstream: store, codec, view.  Downstream: every room that reads the rows. */
#ifndef IMPORT_RECORD_H
#define IMPORT_RECORD_H

#include "base/work.h"

enum field_kind {
    FIELD_CODE,  /* an ASCII word [A-Za-z0-9._:/-], at most 160 */
    FIELD_LINE,  /* one line of text; newlines become spaces */
    FIELD_NOTE,  /* text of many lines */
    FIELD_WHOLE, /* lo..hi */
    FIELD_REAL,  /* lo..hi, kept to 7 decimals (a centimetre of latitude) */
    FIELD_MONEY, /* "1250.00" -> minor units, at most 2 decimals */
    FIELD_DAY,   /* "2027-03-01", also 01.03.2027 */
    FIELD_CLOCK, /* "09:00" .. "24:00" */
    FIELD_WALL,  /* "2027-03-01T09:00" */
    FIELD_DAYS,  /* weekdays "12345", kept sorted */
    FIELD_FLAG,  /* 0 or 1; yes, no, да, нет */
    FIELD_WORD,  /* one of `of`, parted by ';' */
    FIELD_WORDS, /* several of `of`, parted by ';' */
    FIELD_TRAIT, /* a list of free words, parted by ';' */
    FIELD_REF,   /* the code of a row in the space `of`; kept as its id */
    FIELD_PART,  /* second half of the reference before it (programme, version): a whole number, no column */
};

enum { KEY = 1, MUSTHAVE = 2 }; /* KEY: with the other keys it names the row; MUSTHAVE: never empty */

struct field {
    const char *name;   /* in the sheet */
    const char *column; /* in the database; NULL: the same */
    enum field_kind kind;
    unsigned is;
    const char *of;        /* WORD, WORDS: the words; REF: the space */
    int64_t lo, hi;        /* WHOLE, REAL */
    const char *otherwise; /* what an empty cell means; NULL: nothing (SQL NULL) */
    const char *en, *ru;   /* what it means, for docs/data.md and templates */
    const char *example;
};

#define FIELDS_MOST 32

struct record {
    const char *name, *table; /* the sheet, and the table its rows lie in */
    const char *kind;         /* only rows of this kind: resource is one table for three sheets */
    const char *space;        /* what references call its rows; NULL: nothing refers to it */
    const char *fold;         /* the *_fold column, made from name_ru and name_en, or from label */
    bool has_id;
    const char *en, *ru; /* the sheet, in a line */
    const struct field *field;
    size_t fields;
};

/* record_all(n): all sheets, in the order in which rows may be written. */
const struct record *const *record_all(size_t *n);
const struct record *record_named(const char *name); /* NULL: there is no such sheet */
/* record_field(r, name): its place, or r->fields when there is no such column. */
size_t record_field(const struct record *r, const char *name);
static inline const char *field_column(const struct field *f)
{
    return f->column != NULL ? f->column : f->name;
}

extern const struct record record_setting, record_organisation, record_site, record_opening, record_closure,
    record_travel;
extern const struct record record_competence, record_competence_label, record_alignment, record_occupation,
    record_occupation_label, record_occupation_competence;
extern const struct record record_resource_type, record_room, record_equipment, record_staff,
    record_staff_competence, record_busy, record_sharing, record_booking_rule;
extern const struct record record_module, record_module_competence, record_module_prerequisite,
    record_module_need, record_programme, record_programme_module, record_norm, record_start;
extern const struct record record_order, record_order_competence;
extern const struct record record_signal;

/* record_describe(out): docs/data.md, whole, in both languages. */
struct text;
void record_describe(struct text *out);

#endif
