/* source.h -- where rows come from: what a path is, and each kind of it. */
#ifndef IMPORT_SOURCE_H
#define IMPORT_SOURCE_H

#include "import/intake.h"

/* source_add(in, path): find out what the path is and gather its rows.  Known: a folder of our sheets as CSV,
 * one such CSV, an XLSX workbook of them, ESCO as published, O*NET as published, the New Jersey catalogue.
 * False: the path cannot be read or is none of these (the sentence says what it looks like). */
bool source_add(struct intake *in, const char *path);

/* source_bytes(in, path, most, out): the whole file; the text lives as long as the work.  Its encoding is
 * made UTF-8, and said in a note when it was another.  False with a refusal noted or the work failed. */
bool source_bytes(struct intake *in, const char *path, uint16_t file, struct text **out);

/* source_refuse(in, r, file, e, advice): what a codec says, "line N: sentence" or a sentence, in the reader's
 * language. */
void source_refuse(struct intake *in, const struct record *r, uint16_t file, const struct err *e,
                   const char *advice);

/* source_table: one sheet's rows as they come, the first of them being the heads. */
struct source_table {
    struct intake *in;
    const struct record *record;
    uint16_t file;
    size_t place[256], places; /* cell -> field; record->fields: a cell not read */
    uint32_t given;
    bool refused; /* its heads are wrong: rows are passed over */
};
void source_head(struct source_table *t, size_t line, const struct csv_cell *cells, size_t n);
void source_row(struct source_table *t, size_t line, const struct csv_cell *cells, size_t n);
/* source_guess(w, cells, n): the one sheet that these heads can be, or NULL. */
const struct record *source_guess(struct work *w, const struct csv_cell *cells, size_t n);

bool source_csv(struct intake *in, const char *path);
bool source_xlsx(struct intake *in, const char *path);

/* source_columns: a published table read by the names of its columns. */
struct source_columns {
    struct intake *in;
    struct csv csv;
    uint16_t file;
    const char *const *want;
    size_t place[24], wants;
    const char *got[24]; /* the texts of the last line, in the order of want; "" where the cell is missing */
};
/* source_open(s, in, folder, name, sep, want...): false when the file is not there or lacks a column (a
 * refusal is noted).  source_next: false at the end. */
bool source_open(struct source_columns *s, struct intake *in, const char *folder, const char *name, char sep,
                 const char *const *want, size_t wants);
bool source_next(struct source_columns *s);
bool source_has(const char *folder, const char *name);

bool source_esco(struct intake *in, const char *folder);
bool source_onet(struct intake *in, const char *folder);
bool source_etpl(struct intake *in, const char *folder);

#endif
