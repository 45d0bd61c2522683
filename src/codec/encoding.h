/* encoding.h -- which writing of letters a file uses, and the file as UTF-8.
 *
 * Found by the byte order mark, else by the bytes: well-formed UTF-8 is UTF-8; zeros in every other place are
 * UTF-16; else the bytes above 127 are read as Windows-1251, KOI8-R and DOS 866, the reading whose letters
 * are most like Russian wins (frequencies of letters, capitals only where capitals stand), and only a clear
 * Windows-1251 is converted; the two others and everything else are refused by name, as "line N: sentence".
 */
#ifndef CODEC_ENCODING_H
#define CODEC_ENCODING_H

#include "base/text.h"

enum encoding { ENCODING_UTF8, ENCODING_UTF8_BOM, ENCODING_WINDOWS_1251, ENCODING_UTF16LE, ENCODING_UTF16BE };

const char *encoding_name(enum encoding e); /* as people know it: "Windows-1251" */

/* encoding_to_utf8(t, was, e): t's bytes become UTF-8 without a mark; *was says what they were.
 * False: the bytes are not text that we know; t is as it was. */
bool encoding_to_utf8(struct text *t, enum encoding *was, struct err *e);

/* encoding_find_bad(s, n): the offset of the first byte that is not UTF-8 text (NUL is not text), n if none.
 */
size_t encoding_find_bad(const char *s, size_t n);

#endif
