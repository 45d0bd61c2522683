/* head.h -- the first lines of a request, read strictly.  Whatever two readers could understand in two ways
 * is refused here, before any other code sees it: that is what request smuggling lives on (RFC 9112,
 * section 11.2).  llhttp reads the same bytes beside us, and both must agree.
 *
 * Upstream: base.  Pure: no database, no socket; test/fuzz/head.c throws bytes at it. */
#ifndef WEB_HEAD_H
#define WEB_HEAD_H

#include "base/err.h"

#define HEAD_MOST    ((size_t)16 << 10) /* bytes of request line and header fields; past it 431 */
#define TARGET_MOST  ((size_t)4096)     /* bytes of the target; past it 414 */
#define HEADERS_MOST 64

struct head {
    const char *method, *target;
    int minor;                   /* HTTP/1.minor */
    const char *authorization, *host, *cookie, *languages, *origin, *site, *etag, *type, *encodings, *expect,
        *agent, *forwarded; /* NULL: absent */
    int64_t length;              /* of the body */
    bool close, part;            /* Connection: close; HX-Request: only the page's content is wanted */
};

/* head_end(s, n): the length of the head with its empty line, or 0 while that has not come. */
size_t head_end(const char *s, size_t n);

/* head_read(s, n, h, why): read the head s[0..n) in place (NULs are put into it).  0 if it is fine, else the
 * status to refuse it with, and *why, one sentence. */
MUST int head_read(char *s, size_t n, struct head *h, const char **why);

/* head_started(s, n, why): what can be said before the head is complete: 0, or the status to refuse it with. */
MUST int head_started(const char *s, size_t n, const char **why);

#endif
