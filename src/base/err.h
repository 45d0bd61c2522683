/* err.h -- what went wrong, as a kind for the program and one sentence for a person.
 *
 * Pure folders (codec, lingo, solve) take a `struct err *`; rooms use the err inside their work.
 * The first failure wins: later ones never overwrite it. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST       __attribute__((warn_unused_result))
#define LIKE(f, a) __attribute__((format(printf, f, a), nonnull(f)))
#define COUNT(a)   (sizeof(a) / sizeof((a)[0]))

enum fault { FINE, NOT_FOUND, NOT_VALID, NOT_ALLOWED, CONFLICT, LIMIT, BROKEN };

struct err {
    enum fault fault;
    char text[512]; /* One sentence a person can act on: where, what, how to mend it. */
};

/* err_set(e, fault, fmt, ...): record the failure unless one is already recorded.  Returns false,
 * so that `return err_set(...)` reads as the failure it is.  A NULL e is allowed and ignored. */
bool err_set(struct err *e, enum fault fault, const char *fmt, ...) LIKE(3, 4);
bool err_setv(struct err *e, enum fault fault, const char *fmt, va_list ap) LIKE(3, 0);

/* err_prefix(e, fmt, ...): put "where" before the sentence as a failure rises. */
void err_prefix(struct err *e, const char *fmt, ...) LIKE(2, 3);

#endif
