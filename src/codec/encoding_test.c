/* encoding_test.c -- the same words in each writing. */
#include "codec/encoding.h"
#include "test/test.h"

#include <iconv.h>

static const char WORDS[] =
    "code,name_ru\nk1,Кузнецкий металлургический техникум\nk2,Учебная мастерская сварки № 2 — «Ёлка»\n";

static bool as(const char *name, const char *in, struct text *t)
{
    char buf[4096], *to = buf;
    char *from = (char *)(uintptr_t)in;
    size_t left = strlen(in), room = sizeof(buf);
    iconv_t cd = iconv_open(name, "UTF-8");
    bool ok = cd != (iconv_t)-1 && iconv(cd, &from, &left, &to, &room) != (size_t)-1;
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    text_bytes(t, buf, sizeof(buf) - room);
    return ok;
}

static void reads(const char *name, enum encoding want)
{
    struct text t = TEXT(0);
    struct err e = {0};
    enum encoding was;
    CHECK(as(name, WORDS, &t));
    CHECK(encoding_to_utf8(&t, &was, &e));
    SAME(e.text, "");
    SAME(t.s, WORDS);
    CHECK(was == want);
    text_free(&t);
}

PURE(a_file_is_read_in_the_encoding_it_is_in)
{
    reads("UTF-8", ENCODING_UTF8);
    reads("CP1251", ENCODING_WINDOWS_1251);
    reads("UTF-16LE", ENCODING_UTF16LE);
    reads("UTF-16BE", ENCODING_UTF16BE);
    reads("UTF-16", ENCODING_UTF16LE);
    struct text t = TEXT(0);
    struct err e = {0};
    enum encoding was;
    text_add(&t, "\xEF\xBB\xBF");
    text_add(&t, WORDS);
    CHECK(encoding_to_utf8(&t, &was, &e) && was == ENCODING_UTF8_BOM);
    SAME(t.s, WORDS);
    text_free(&t);
}

static void refused(const char *bytes, size_t n, const char *why)
{
    struct text t = TEXT(0);
    struct err e = {0};
    enum encoding was;
    text_bytes(&t, bytes, n);
    CHECK(!encoding_to_utf8(&t, &was, &e));
    if (strstr(e.text, why) == NULL)
        SAME(e.text, why);
    text_free(&t);
}

PURE(bytes_that_are_no_text_are_refused_by_name)
{
    struct text t = TEXT(0);
    CHECK(as("KOI8-R", "имя\nКузнецкий техникум и мастерская\n", &t));
    refused(t.s, t.n, "KOI8-R");
    text_free(&t);
    CHECK(as("CP866", "имя\nКузнецкий техникум и мастерская\n", &t));
    refused(t.s, t.n, "DOS (866)");
    text_free(&t);
    CHECK(as("LATIN1", "name\ncafé à Liège, Zürich\n", &t));
    refused(t.s, t.n, "line 2: bytes that are neither UTF-8 nor Russian");
    text_free(&t);
    refused("a\nb\0c", 5, "line 2: a NUL");
    static const char broken[] = "Кузнецкий техникум\nмастер\xD0\x20сварки и ещё немного слов\n";
    refused(broken, sizeof(broken) - 1, "line 2: bytes that are not UTF-8, though");
    refused("\xFF\xFE\x41", 3, "odd number");
    refused("\x7F\x45LF\x00\x01\x02\xF0", 8, "NUL");
}

PURE(bad_bytes_are_found_wherever_they_stand)
{
    char s[300];
    memset(s, 'x', sizeof(s));
    CHECK(encoding_find_bad(s, sizeof(s)) == sizeof(s));
    for (size_t i = 0; i < sizeof(s); i++) {
        s[i] = i % 2 == 0 ? '\xFF' : '\0';
        CHECK(encoding_find_bad(s, sizeof(s)) == i);
        s[i] = 'x';
    }
    for (size_t i = 0; i + 2 < sizeof(s); i++) {
        memcpy(s + i, "\xE2\x84\x96", 3);
        CHECK(encoding_find_bad(s, sizeof(s)) == sizeof(s));
        memcpy(s + i, "xxx", 3);
    }
}
