/* xlsx.h -- workbooks of Excel: read as rows of texts, written from rows of texts.
 *
 * The reader streams: a sheet never stands in memory, only the shared strings do.  Every cell becomes the
 * text a person would have typed: numbers by their shortest digits (at most 15, as Excel keeps), dates and
 * times by their format as 2027-03-01, 09:00, 2027-03-01T09:00, truth as 1 and 0, formulas by their last
 * result, failed ones as #REF! and the like.  Refused: entities and DOCTYPE, parts that unpack to more than
 * the limits, damaged archives; a workbook never makes the reader open another file.  Source: ECMA-376,
 * Office Open XML.
 *
 * The writer uses libxlsxwriter in constant memory; the same calls give the same bytes. */
#ifndef CODEC_XLSX_H
#define CODEC_XLSX_H

#include "codec/csv.h"

#define XLSX_FILE_MOST ((size_t)256 << 20) /* packed */
#define XLSX_TOTAL_MOST ((size_t)1 << 30)  /* unpacked, all parts read */

struct xlsx_sink {
    void *to;
    /* sheet: a sheet begins; false: its rows are not wanted. */
    bool (*sheet)(void *to, const char *name);
    /* row: cells up to the last that is there; line is the row's number in Excel.  The texts are gone after
     * the call.  False stops the reading without an error. */
    bool (*row)(void *to, size_t line, const struct csv_cell *cells, size_t n);
};

bool xlsx_read(const char *path, const struct xlsx_sink *sink, struct err *e);
bool xlsx_read_bytes(const void *bytes, size_t n, const struct xlsx_sink *sink, struct err *e);

enum xlsx_kind { XLSX_TEXT, XLSX_WORD, XLSX_NUMBER, XLSX_MONEY, XLSX_DAY, XLSX_CLOCK, XLSX_WALL };

struct xlsx_column {
    const char *name;
    enum xlsx_kind kind;
    const char *words; /* XLSX_WORD: offered as a list, parted by ';' */
    const char *note;  /* shown at the head; NULL: none */
};

/* xlsx_begin(path, e): NULL with e set.  xlsx_sheet, xlsx_cell (in the order of columns; NULL or "" is an
 * empty cell) and xlsx_row (the end of a row) remember the first failure; xlsx_end tells it and frees all. */
struct xlsx_book;
MUST struct xlsx_book *xlsx_begin(const char *path, struct err *e);
void xlsx_sheet(struct xlsx_book *b, const char *name, const struct xlsx_column *cols, size_t n);
void xlsx_cell(struct xlsx_book *b, const char *text);
void xlsx_row(struct xlsx_book *b);
bool xlsx_end(struct xlsx_book *b, struct err *e);

#endif
