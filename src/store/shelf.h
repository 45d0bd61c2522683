/* shelf.h -- snapshots that are worth keeping between units of work: read-only things made out of many rows,
 * such as an index for search, shared by all connections of a process to one database.
 *
 * A snapshot is known by its name and a stamp: a number that the database changes, at random, in the same
 * transaction as any row the snapshot is made from (table `stamp`, sql/step*_stamp*).  Whoever asks reads the stamp
 * within its own transaction, so what it has just written it also finds, and what was rolled back is never
 * found.  Random rather than counted, because a number that was rolled back would come again.
 *
 * Building takes time, so one asker builds while the others wait; or, where the last building took longer than
 * SHELF_PATIENCE_MS, go on with the last snapshot until the new one is there. */
#ifndef STORE_SHELF_H
#define STORE_SHELF_H

#include "store/db.h"

#define SHELF_PATIENCE_MS 250

struct shelf;

/* A connection has a shelf of its own; those of one server are given one together, which must outlive them. */
struct shelf *shelf_new(void);
void shelf_free(struct shelf *s);
void db_use_shelf(struct db *db, struct shelf *s);

/* shelf_borrow(w, name, make, drop): the snapshot `name` as of now, alive until the work ends.  NULL: making it
 * failed, and so has the work.  `name` is a row of the table stamp and a static text.  make() owns nothing of
 * the work's memory; drop() frees what make() made. */
const void *shelf_borrow(struct work *w, const char *name, void *(*make)(struct work *w), void (*drop)(void *snapshot));

#endif
