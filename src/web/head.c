/* head.c -- see head.h.  Grammar: RFC 9110 and RFC 9112, without what is obsolete there. */
#include "web/head.h"

#include <llhttp.h>
#include <string.h>
#include <strings.h>

static int refuse(const char **why, int status, const char *sentence)
{
    *why = sentence;
    return status;
}

size_t head_end(const char *s, size_t n)
{
    const char *end = memmem(s, n, "\r\n\r\n", 4);
    return end == NULL ? 0 : (size_t)(end - s) + 4;
}

/* Every byte: no NUL, no lone CR, no lone LF, no control byte but a tab. */
static int bytes(const char *s, size_t n, bool whole, const char **why)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != 0x7f)
            continue;
        if (c == '\t' || (c == '\n' && i > 0 && s[i - 1] == '\r'))
            continue;
        if (c == '\r' && (i + 1 < n ? s[i + 1] == '\n' : !whole))
            continue;
        return refuse(why, 400, c == '\n' || c == '\r' ? "a line must end with CR LF" : "a control byte in the head");
    }
    return 0;
}

int head_started(const char *s, size_t n, const char **why)
{
    if (n > HEAD_MOST)
        return refuse(why, 431, "the header fields are longer than 16 KB");
    return bytes(s, n, false, why);
}

static bool token(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!((s[i] >= '0' && s[i] <= '9') || (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
              (s[i] != '\0' && strchr("!#$%&'*+-.^_`|~", s[i]) != NULL)))
            return false;
    return n > 0;
}

/* The request line: three words, one space between them. */
static int request_line(char *line, struct head *h, const char **why)
{
    char *target = strchr(line, ' '), *version = target == NULL ? NULL : strchr(target + 1, ' ');
    if (version == NULL || strchr(version + 1, ' ') != NULL || target[1] == ' ')
        return refuse(why, 400, "the request line must be a method, a target and a version, one space between");
    *target++ = *version++ = '\0';
    if (!token(line, strlen(line)))
        return refuse(why, 400, "the method is not a word");
    if (strncmp(version, "HTTP/", 5) != 0)
        return refuse(why, 400, "the version is not HTTP");
    if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
        return refuse(why, 505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    if (strlen(target) > TARGET_MOST)
        return refuse(why, 414, "the target is longer than 4096 bytes");
    if (*target != '/')
        return refuse(why, 400, "the target must begin with /");
    for (const char *p = target; *p != '\0'; p++)
        if (*p < 0x21 || *p > 0x7e || *p == '#')
            return refuse(why, 400, "the target holds a byte that must be percent-encoded");
    h->method = line;
    h->target = target;
    h->minor = version[7] - '0';
    return 0;
}

static int once(const char **at, const char *value, const char **why)
{
    if (*at != NULL)
        return refuse(why, 400, "a header field that may stand once stands twice");
    *at = value;
    return 0;
}

static int host(const char *value, const char **why)
{
    size_t n = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]");
    return n == 0 || value[n] != '\0' || n > 255 ? refuse(why, 400, "the Host field is not a host") : 0;
}

static int length(const char *value, struct head *h, const char **why)
{
    size_t n = strspn(value, "0123456789");
    if (n == 0 || n > 15 || value[n] != '\0' || h->length >= 0)
        return refuse(why, 400, "Content-Length must be one whole number");
    h->length = 0;
    for (; *value != '\0'; value++)
        h->length = h->length * 10 + (*value - '0');
    return 0;
}

struct seen {
    bool coding, keep;
};

static int field(const char *name, const char *value, struct head *h, struct seen *seen, const char **why)
{
    static const struct { const char *name; size_t at; } known[] = {
        {"Host", offsetof(struct head, host)},
        {"Cookie", offsetof(struct head, cookie)},
        {"Accept-Language", offsetof(struct head, languages)},
        {"Origin", offsetof(struct head, origin)},
        {"Sec-Fetch-Site", offsetof(struct head, site)},
        {"If-None-Match", offsetof(struct head, etag)},
        {"Content-Type", offsetof(struct head, type)},
        {"Accept-Encoding", offsetof(struct head, encodings)},
        {"Expect", offsetof(struct head, expect)},
        {"Authorization", offsetof(struct head, authorization)},
        {"User-Agent", offsetof(struct head, agent)},
        {"X-Forwarded-For", offsetof(struct head, forwarded)},
    };
    for (size_t i = 0; i < COUNT(known); i++)
        if (strcasecmp(name, known[i].name) == 0) {
            int status = once((const char **)(void *)((char *)h + known[i].at), value, why);
            return status == 0 && i == 0 ? host(value, why) : status;
        }
    if (strcasecmp(name, "Content-Length") == 0)
        return length(value, h, why);
    if (strcasecmp(name, "Transfer-Encoding") == 0)
        seen->coding = true;
    else if (strcasecmp(name, "Connection") == 0) {
        h->close |= strcasestr(value, "close") != NULL;
        seen->keep |= strcasestr(value, "keep-alive") != NULL;
    } else if (strcasecmp(name, "HX-Request") == 0)
        h->part = strcmp(value, "true") == 0;
    return 0;
}

static int fields(char *s, struct head *h, struct seen *seen, const char **why)
{
    int count = 0;
    for (char *line = s, *next; *line != '\0'; line = next) {
        char *end = strstr(line, "\r\n");
        *end = '\0';
        next = end + 2;
        if (*line == ' ' || *line == '\t')
            return refuse(why, 400, "a folded header field");
        char *colon = strchr(line, ':');
        if (colon == NULL || !token(line, (size_t)(colon - line)))
            return refuse(why, 400, "a header field must be a name, a colon and a value, no space before the colon");
        if (++count > HEADERS_MOST)
            return refuse(why, 431, "more than 64 header fields");
        *colon = '\0';
        char *value = colon + 1 + strspn(colon + 1, " \t");
        while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
            *--end = '\0';
        int status = field(line, value, h, seen, why);
        if (status != 0)
            return status;
    }
    return 0;
}

/* The second opinion: llhttp, with nothing lenient switched on. */
static int stop(llhttp_t *p)
{
    (void)p;
    return HPE_PAUSED;
}

static bool llhttp_agrees(const char *s, size_t n)
{
    llhttp_settings_t settings;
    llhttp_t parser;
    llhttp_settings_init(&settings);
    settings.on_headers_complete = stop;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    llhttp_errno_t e = llhttp_execute(&parser, s, n);
    return e == HPE_PAUSED || e == HPE_CB_HEADERS_COMPLETE || e == HPE_OK || e == HPE_PAUSED_UPGRADE;
}

int head_read(char *s, size_t n, struct head *h, const char **why)
{
    *h = (struct head){.length = -1};
    if (n > HEAD_MOST)
        return refuse(why, 431, "the header fields are longer than 16 KB");
    int status = bytes(s, n, true, why);
    if (status != 0)
        return status;
    bool agrees = llhttp_agrees(s, n); /* Before the NULs are put in. */
    s[n - 2] = '\0';                   /* The empty line ends the fields. */
    char *line = s, *after = strstr(s, "\r\n");
    *after = '\0';
    struct seen seen = {0};
    status = request_line(line, h, why);
    if (status == 0)
        status = fields(after + 2, h, &seen, why);
    if (status != 0)
        return status;
    if (h->minor == 1 && h->host == NULL)
        return refuse(why, 400, "HTTP/1.1 asks for one Host field");
    if (seen.coding && (h->minor == 0 || h->length >= 0))
        return refuse(why, 400, "Transfer-Encoding does not go with HTTP/1.0 or with Content-Length");
    if (seen.coding)
        return refuse(why, 411, "send the body with Content-Length");
    if (h->expect != NULL && strcasecmp(h->expect, "100-continue") != 0)
        return refuse(why, 417, "the only expectation known here is 100-continue");
    if (!agrees)
        return refuse(why, 400, "the request is not well-formed HTTP");
    if (h->length < 0)
        h->length = 0;
    if (h->minor == 0 && !seen.keep)
        h->close = true;
    return 0;
}
