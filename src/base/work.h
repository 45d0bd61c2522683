/* work.h -- one unit of work: a request, a command, or a background task.
 *
 * A unit of work owns three things that live and die together: the memory it takes, the transaction
 * it holds open, and the first thing that went wrong.  Whoever begins one ends it with work_end(),
 * and nothing taken from it is ever freed one by one. */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include "base/err.h"

struct db;
struct arena;
struct later;

enum language { RU, EN, LANGUAGES };

struct work {
    struct arena *mem;      /* Everything it allocates. */
    struct db *db;          /* Its connection, borrowed from the pool; NULL for pure work. */
    struct later *later;    /* What to undo when it ends. */
    struct err err;         /* The first failure; later ones do not overwrite it. */
    int64_t who;            /* Acting account, 0 for the command line. */
    int64_t now;            /* Unix seconds; a field, so that tests can stop the clock. */
    enum language language; /* In which its reader reads. */
};

struct work *work_begin(struct db *db, int64_t who, int64_t now);
void work_end(struct work *w); /* NULL is nothing to end. */

/* work_limit(w, bytes): the most memory it may take; past it, take() ends the process with a sentence
 * on stderr, because a unit of work that large is a defect.  The default is 2 GiB. */
void work_limit(struct work *w, size_t bytes);

/* work_later(w, undo, what): call undo(what) when the work ends, last registered first. */
void work_later(struct work *w, void (*undo)(void *what), void *what);

/* fail(w, fault, fmt, ...): record the failure unless one is already recorded; return false. */
bool fail(struct work *w, enum fault fault, const char *fmt, ...) LIKE(3, 4);

static inline bool fine(const struct work *w) { return w->err.fault == FINE; }

void *take(struct work *w, size_t size);                          /* Zeroed; never NULL. */
char *take_text(struct work *w, const char *fmt, ...) LIKE(2, 3); /* Formatted into the arena. */
char *take_copy(struct work *w, const char *s, size_t n);         /* n bytes and a NUL. */

/* take_array(w, n, T): n zeroed T. */
#define take_array(w, n, T) ((T *)take((w), (size_t)(n) * sizeof(T)))

/* grow(w, &array, &room, used): make room for one more element; the old place is left to the arena. */
#define grow(w, array, room, used)                                                              \
    do {                                                                                        \
        if ((used) >= (room))                                                                   \
            *(array) = take_more((w), *(array), (size_t)(used) * sizeof(**(array)),             \
                                 &(room), sizeof(**(array)));                                   \
    } while (0)
void *take_more(struct work *w, const void *old, size_t used_bytes, size_t *room, size_t each);

#endif
