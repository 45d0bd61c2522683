/* import.h -- the room of files: what comes in, what goes out.
 *
 * Upstream: codec, store, view, account.  Downstream: every room reads the rows that come in here.
 *
 * import_paths(w, path, n, how, result): gather, check and write all the paths as one: all or nothing.  Work
 * that failed, or in which a line was refused, leaves the database as it was; so does a preview.  A second
 * time the same files change nothing. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "import/intake.h"

struct import_how {
    bool preview;
    void (*progress)(void *to, const char *what, size_t done, size_t all);
    void *progress_to;
};

/* The counts, notes and refusals stay in *result (of the work's arena) whether it was written or not.
 * False: a line was refused (NOT_VALID; the sentence counts them), a path cannot be read, or the database
 * failed. */
bool import_paths(struct work *w, const char *const *path, size_t n, const struct import_how *how,
                  struct intake **result);

/* export_folder(w, folder, empty): every sheet as CSV; export_workbook(w, file, empty): one XLSX.  empty:
 * heads only, to be filled in.  A file that is there is not overwritten unless `over`.  The same rows give
 * the same bytes. */
bool export_folder(struct work *w, const char *folder, bool empty, bool over);
bool export_workbook(struct work *w, const char *file, bool empty, bool over);
/* export_sheet(w, r, out): one sheet as CSV. */
bool export_sheet(struct work *w, const struct record *r, struct text *out);

#endif
