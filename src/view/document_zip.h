/* document_zip.h -- a zip container made in memory, for the editable forms of a document. */
#ifndef VIEW_DOCUMENT_ZIP_H
#define VIEW_DOCUMENT_ZIP_H

#include "base/text.h"
#include "base/work.h"

struct packed {
    const char *name;
    struct text bytes;
    bool stored; /* not compressed */
};

/* document_pack(w, files, n, made_at, out): the files in the order given; equal files and time, equal bytes.
 * Frees the bytes of each file, whatever happens. */
MUST bool document_pack(struct work *w, struct packed *files, size_t n, int64_t made_at, struct text *out);

/* document_xml(t, s): s with what XML gives a meaning to escaped, for text and for quoted attributes. */
void document_xml(struct text *t, const char *s);

#endif
