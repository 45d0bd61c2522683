#include "test/test.h"
#include "web/head.h"

#include <stdlib.h>

static int status_of(const char *text, struct head *h)
{
    static char s[40000];
    const char *why = "";
    size_t n = strlen(text);
    memcpy(s, text, n + 1);
    if (head_end(s, n) != n)
        return -1;
    int status = head_read(s, n, h, &why);
    if (status != 0 && *why == '\0')
        return -2; /* Refused without a sentence. */
    return status;
}

#define HOST "Host: x\r\n"

PURE(a_plain_request_is_read)
{
    struct head h;
    CHECK(status_of("POST /order/A-1?x=1 HTTP/1.1\r\nHost: a.b:80\r\nContent-Length: 12\r\ncookie:  lang=en; a=b \r\n"
                    "Accept-Language: ru\r\nHX-Request: true\r\n\r\n", &h) == 0);
    SAME(h.method, "POST");
    SAME(h.target, "/order/A-1?x=1");
    SAME(h.cookie, "lang=en; a=b");
    CHECK(h.length == 12 && h.minor == 1 && !h.close && h.part);
    CHECK(status_of("GET / HTTP/1.0\r\n\r\n", &h) == 0 && h.close);
    CHECK(status_of("GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", &h) == 0 && h.close);
}

PURE(whatever_can_be_read_in_two_ways_is_refused)
{
    static const struct { int status; const char *why, *text; } tries[] = {
        {400, "length and coding", "POST / HTTP/1.1\r\n" HOST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"},
        {400, "coding and length", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n"},
        {400, "coding on 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"},
        {411, "coding alone", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"},
        {411, "coding unknown", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n"},
        {400, "no host", "GET / HTTP/1.1\r\n\r\n"},
        {400, "two hosts", "GET / HTTP/1.1\r\n" HOST HOST "\r\n"},
        {400, "empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n"},
        {400, "odd host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        {400, "two lengths", "POST / HTTP/1.1\r\n" HOST "Content-Length: 4\r\nContent-Length: 4\r\n\r\n"},
        {400, "signed length", "POST / HTTP/1.1\r\n" HOST "Content-Length: +4\r\n\r\n"},
        {400, "list of lengths", "POST / HTTP/1.1\r\n" HOST "Content-Length: 4, 4\r\n\r\n"},
        {400, "hexadecimal length", "POST / HTTP/1.1\r\n" HOST "Content-Length: 0x4\r\n\r\n"},
        {400, "length past counting", "POST / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n"},
        {400, "bare LF in fields", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"},
        {400, "bare CR in a value", "GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n"},
        {400, "bare LF in request line", "GET / HTTP/1.1\nHost: x\r\n\r\n"},
        {400, "folded field", "GET / HTTP/1.1\r\n" HOST "A: b\r\n c\r\n\r\n"},
        {400, "space before colon", "GET / HTTP/1.1\r\n" HOST "A : b\r\n\r\n"},
        {400, "no colon", "GET / HTTP/1.1\r\n" HOST "Ab\r\n\r\n"},
        {400, "empty name", "GET / HTTP/1.1\r\n" HOST ": b\r\n\r\n"},
        {400, "two spaces", "GET  / HTTP/1.1\r\n" HOST "\r\n"},
        {400, "four words", "GET / x HTTP/1.1\r\n" HOST "\r\n"},
        {400, "no version", "GET /\r\n" HOST "\r\n"},
        {400, "absolute target", "GET http://x/ HTTP/1.1\r\n" HOST "\r\n"},
        {400, "star", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n"},
        {400, "fragment", "GET /#a HTTP/1.1\r\n" HOST "\r\n"},
        {400, "bytes past ASCII in the target", "GET /\xd0\xb0 HTTP/1.1\r\n" HOST "\r\n"},
        {400, "control byte in a value", "GET / HTTP/1.1\r\n" HOST "A: \x01\r\n\r\n"},
        {505, "other version", "GET / HTTP/2.0\r\n" HOST "\r\n"},
        {400, "lower-case version", "GET / http/1.1\r\n" HOST "\r\n"},
        {417, "odd expectation", "GET / HTTP/1.1\r\n" HOST "Expect: tea\r\n\r\n"},
        {400, "empty line first", "\r\n\r\n"},
    };
    struct head h;
    for (size_t i = 0; i < COUNT(tries); i++)
        if (status_of(tries[i].text, &h) != tries[i].status) {
            printf("# %s: %d\n", tries[i].why, status_of(tries[i].text, &h));
            CHECK(!"the head is refused with the status beside it");
        }
}

PURE(large_heads_are_refused_before_they_end)
{
    struct head h;
    const char *why = "";
    char *s = take(w, HEAD_MOST + 100);
    memset(s, 'a', HEAD_MOST + 1);
    CHECK(head_started(s, HEAD_MOST + 1, &why) == 431);
    CHECK(head_started("GET / HTTP/1.1\r", 15, &why) == 0);
    CHECK(head_started("GET / HTTP/1.1\n", 15, &why) == 400);
    char *long_target = take(w, TARGET_MOST + 100);
    memset(long_target, 'a', TARGET_MOST);
    CHECK(status_of(take_text(w, "GET /%s HTTP/1.1\r\n" HOST "\r\n", long_target), &h) == 414);
    const char *many = "GET / HTTP/1.1\r\n" HOST;
    for (int i = 0; i < HEADERS_MOST; i++)
        many = take_text(w, "%sA%d: b\r\n", many, i);
    CHECK(status_of(take_text(w, "%s\r\n", many), &h) == 431);
}
