/* form.c -- what the reader typed, taken apart.  Format: WHATWG URL, application/x-www-form-urlencoded. */
#include "base/text.h"
#include "view/words.h"
#include "web/route.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One name or value, decoded; NULL if it is malformed.  A form sends line ends as CR LF: they become LF. */
static const char *decoded(struct work *w, const char *s, size_t n)
{
    char *out = take(w, n + 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            int hi = n - i > 2 ? hex(s[i + 1]) : -1, lo = n - i > 2 ? hex(s[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return NULL;
            c = (char)(hi << 4 | lo);
            i += 2;
        }
        if (c == '\r')
            continue;
        if (((unsigned char)c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            return NULL;
        out[at++] = c;
    }
    return text_utf8(out, at, NULL) ? out : NULL;
}

struct form_value *web_form_parse(struct work *w, const char *s, size_t n, size_t most)
{
    size_t count = 1, used = 0;
    for (size_t i = 0; i < n; i++)
        count += s[i] == '&';
    if (count > most) {
        fail(w, LIMIT, tr(w, "the form has more than %d values"), (int)most);
        count = 0;
        n = 0;
    }
    struct form_value *all = take_array(w, count + 1, struct form_value);
    for (size_t at = 0; at < n;) {
        const char *end = memchr(s + at, '&', n - at);
        size_t len = end == NULL ? n - at : (size_t)(end - s) - at;
        const char *eq = memchr(s + at, '=', len);
        size_t name = eq == NULL ? len : (size_t)(eq - s) - at;
        if (len > 0) {
            all[used].name = decoded(w, s + at, name);
            all[used].value = eq == NULL ? "" : decoded(w, eq + 1, len - name - 1);
            if (all[used].name == NULL || all[used].value == NULL) {
                fail(w, NOT_VALID, "%s", tr(w, "the form or the address is not percent-encoded UTF-8"));
                all[used] = (struct form_value){0};
                break;
            }
            used++;
        }
        at += len + 1;
    }
    return all;
}

static const char *nth(const struct form_value *v, const char *name, size_t i)
{
    for (; v != NULL && v->name != NULL; v++)
        if (strcmp(v->name, name) == 0 && i-- == 0)
            return v->value;
    return NULL;
}

const char *web_each(const struct request *q, const char *name, size_t i)
{
    return nth(q->ask->method == POST ? q->form : q->query, name, i);
}

const char *web_text(const struct request *q, const char *name) { return web_each(q, name, 0); }

int64_t web_int(struct request *q, const char *name, int64_t otherwise, int64_t lo, int64_t hi)
{
    const char *s = web_text(q, name);
    if (s == NULL || *s == '\0')
        return otherwise;
    char *end;
    errno = 0;
    long long n = strtoll(s, &end, 10);
    if (*end != '\0' || errno != 0 || n < lo || n > hi) {
        fail(q->w, NOT_VALID, tr(q->w, "%s must be a whole number from %lld to %lld, not \"%s\""), name, (long long)lo,
             (long long)hi, s);
        return otherwise;
    }
    return n;
}

const char *web_part(struct work *w, const char *s)
{
    struct page p = {.w = w};
    html_query(&p, s);
    return p.text == NULL ? "" : p.text;
}

const char *web_path(struct work *w, const char *before, const char *code, const char *after)
{
    return take_text(w, "%s%s%s", before, web_part(w, code), after);
}
