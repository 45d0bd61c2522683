/* fold.h -- text made comparable: NFKC, case folded, ё as е, spaces squeezed; for *_fold columns,
 * search and nomenclature.  Databases do not know Cyrillic case, so the folding is done here. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/work.h"

/* fold(w, s): the folded copy in the work's arena.  Malformed bytes are dropped. */
char *fold(struct work *w, const char *s);

/* fold_new(s, n): the same for pure code; the caller frees it. */
char *fold_new(const char *s, size_t n);

#endif
