/* kept.h -- what a connection has once rendered, for as long as it is still true.
 *
 * A text is kept with the moment of the database at which it was made and may be given out again while the database is at
 * that very moment.  The engines tell moments apart themselves: SQLite by its data_version (another connection has
 * committed) and the rows this one has changed, PostgreSQL by the snapshot a transaction sees.  So no table needs a
 * trigger and nothing can be forgotten: any commit of anybody makes it untrue, and what was rolled back was never seen.
 * The price is that it is coarse; with some hundred writes a second it still serves nearly all of some thousand reads.
 *
 *     db_begin_read(w);
 *     const char *s = kept_find(w, key, &n);
 *     if (s == NULL) { ... render ...; kept_put(w, key, text, n, good_until); }
 *     db_commit(w);
 *
 * Both do nothing unless that transaction is the outermost, because what an open write sees is nobody else's. */
#ifndef STORE_KEPT_H
#define STORE_KEPT_H

#include "store/db.h"

#define KEPT_BYTES_MOST ((size_t)4 << 20) /* of one connection */
#define KEPT_MOST       64

/* kept_find: NULL when there is none, or w->now is past its good_until.  It lives until the next kept_put. */
const char *kept_find(struct work *w, const char *key, size_t *n);
/* kept_put: a copy is made; the longest unused make room.  good_until: Unix seconds; what depends on the clock ends. */
void kept_put(struct work *w, const char *key, const char *text, size_t n, int64_t good_until);

#endif
