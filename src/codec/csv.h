/* csv.h -- tables as text: RFC 4180 with what people's programs really write.
 *
 * The reader works inside the caller's buffer: cells are made in place and point into it, so nothing is
 * copied and a file is read at the speed of memory.  Accepted: ',' ';' or tab between cells (found out
 * from the first line, or from Excel's own "sep=;" line), quoted cells with newlines and doubled quotes, LF,
 * CRLF or CR, blank lines (skipped), a quote inside a cell that does not begin with one (taken as it is).
 * Refused, as "line N: sentence": a quote never closed, text after a closing quote, a NUL byte, more than the
 * limits. The bytes should be UTF-8 already: codec/encoding.h.  Source: RFC 4180 (Shafranovich 2005). */
#ifndef CODEC_CSV_H
#define CODEC_CSV_H

#include "base/text.h"

struct csv_cell {
    const char *s; /* NUL-terminated; lives as long as the buffer */
    size_t n;
};

#define CSV_CELL_MOST ((size_t)1 << 20)
#define CSV_CELLS_MOST ((size_t)1024)

struct csv {
    char *at, *end;
    char sep;
    bool plain;             /* quotes mean nothing (tab-separated files of O*NET) */
    size_t line, next_line; /* line: where the last record began, from 1 */
    struct csv_cell *cell;  /* the last record; valid until the next csv_next() */
    size_t cells, room;
    bool stops[256]; /* bytes that end a cell */
};

/* csv_open(c, bytes, n, sep): read bytes[0..n), where bytes[n] can be written too.  sep 0: find it out. */
void csv_open(struct csv *c, char *bytes, size_t n, char sep);
/* csv_next: the next record in c->cell[0..c->cells); false at the end and on a failure, which e tells. */
bool csv_next(struct csv *c, struct err *e);
void csv_close(struct csv *c);

/* csv_put(t, s, first): one cell, after a comma unless it is the first; csv_end: the end of a record. */
void csv_put(struct text *t, const char *s, bool first);
void csv_end(struct text *t);

#endif
