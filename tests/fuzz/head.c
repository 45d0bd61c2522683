/* head.c -- fuzz the way of a request: its head, then its address, cookie and form through web_answer(). */
#include "view/words.h"
#include "web/head.h"
#include "web/route.h"

#include <stdlib.h>
#include <string.h>

static bool page(struct request *q)
{
    for (size_t i = 0; i < 3; i++)
        html(q->page, "%s %lld %s", web_each(q, "a", i), (long long)web_int(q, "n", 0, 0, 9), q->code[0]);
    q->w->err = (struct err){0};
    return true;
}

static const struct route rows[] = {
    {GET, "/", ANYONE, page, "", NULL}, {GET, "/a/{code}/b/{int}", ANYONE, page, "", NULL}, {POST, "/a/{code}", ANYONE, page, "", NULL}, {0},
};
static const struct route *const tables[] = {rows, NULL};

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    const char *why = "";
    struct head h;
    size_t end = head_end((const char *)data, n);
    char *s = malloc(n + 1);
    if (s == NULL)
        abort();
    memcpy(s, data, n);
    if (end == 0) {
        if (head_started(s, n, &why) != 0 && *why == '\0')
            abort();
    } else if (head_read(s, end, &h, &why) == 0) {
        char *query = strchr((char *)(uintptr_t)h.target, '?');
        if (query != NULL)
            *query++ = '\0';
        struct work *w = work_begin(NULL, 0, 1800000000);
        struct visit ask = {.method = strcmp(h.method, "POST") == 0 ? POST : GET, .path = h.target, .query = query,
                          .type = h.type, .body = s + end, .body_n = n - end, .cookie = h.cookie, .languages = h.languages,
                          .host = h.host, .origin = h.origin, .site = h.site, .part = h.part};
        struct reply r = web_answer(w, tables, &ask);
        if (r.status < 200 || r.body.text == NULL || (r.location != NULL && strpbrk(r.location, "\r\n") != NULL))
            abort();
        work_end(w);
    }
    free(s);
    return 0;
}
