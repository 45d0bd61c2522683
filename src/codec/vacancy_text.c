/* vacancy_text.c -- plain text out of HTML, and no personal data in it.  See vacancy.h. */
#include "codec/vacancy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

static const struct {
    const char *name, *is;
} entities[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}, {"laquo", "«"},
                {"raquo", "»"}, {"mdash", "—"}, {"ndash", "–"}, {"bull", "•"}, {"middot", "·"}, {"hellip", "…"},
                {"ldquo", "“"}, {"rdquo", "”"}, {"lsquo", "‘"}, {"rsquo", "’"}, {"deg", "°"}, {"shy", ""}};

/* An entity at s[0] == '&': its length, 0 if it is none. */
static size_t entity(const char *s, size_t n, struct text *out)
{
    size_t end = 1;
    while (end < n && end < 12 && s[end] != ';' && s[end] != ' ' && s[end] != '&')
        end++;
    if (end >= n || s[end] != ';' || end < 2)
        return 0;
    if (s[1] == '#') {
        bool hex = (s[2] | 32) == 'x';
        long p = strtol(s + (hex ? 3 : 2), NULL, hex ? 16 : 10);
        if (p == 160)
            p = ' ';
        if (p < 9 || p > 0x10FFFF || (p >= 0xD800 && p <= 0xDFFF))
            return end + 1;
        unsigned char b[4];
        utf8proc_ssize_t k = utf8proc_encode_char((utf8proc_int32_t)p, b);
        text_bytes(out, (const char *)b, (size_t)k);
        return end + 1;
    }
    for (size_t i = 0; i < COUNT(entities); i++)
        if (strlen(entities[i].name) == end - 1 && strncmp(entities[i].name, s + 1, end - 1) == 0) {
            text_add(out, entities[i].is);
            return end + 1;
        }
    return 0;
}

static bool tag_is(const char *s, size_t n, const char *name)
{
    size_t k = strlen(name);
    return n >= k && strncasecmp(s, name, k) == 0 && (n == k || strchr(" \t\r\n/>", s[k]) != NULL);
}

static void new_line(struct text *out)
{
    while (out->n > 0 && out->s[out->n - 1] == ' ')
        out->n--;
    if (out->n > 0 && out->s[out->n - 1] != '\n')
        text_bytes(out, "\n", 1);
}

/* The tag at s[0] == '<': its length, and the line it begins. */
static size_t tag(const char *s, size_t n, struct text *out)
{
    static const char *const lines[] = {"p", "br", "li", "div", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"};
    if (n >= 4 && strncmp(s, "<!--", 4) == 0) {
        const char *end = memmem(s + 4, n - 4, "-->", 3);
        return end != NULL ? (size_t)(end - s) + 3 : n;
    }
    bool close = n > 1 && s[1] == '/';
    const char *name = s + 1 + close;
    size_t left = n - 1 - close;
    if (left == 0 || !(((*name | 32) >= 'a' && (*name | 32) <= 'z') || *name == '!'))
        return 0; /* "<" of "5 < 7" */
    const char *end = memchr(s, '>', n < 4096 ? n : 4096);
    if (end == NULL)
        return 0;
    for (int k = 0; k < 2 && !close; k++) { /* what stands in these is no text */
        const char *hidden = k == 0 ? "script" : "style";
        if (tag_is(name, left, hidden)) {
            for (const char *p = end; (size_t)(p - s) + 8 < n; p++)
                if (p[0] == '<' && p[1] == '/' && strncasecmp(p + 2, hidden, strlen(hidden)) == 0) {
                    const char *stop = memchr(p, '>', n - (size_t)(p - s));
                    return stop != NULL ? (size_t)(stop - s) + 1 : n;
                }
            return n;
        }
    }
    for (size_t i = 0; i < COUNT(lines); i++)
        if (tag_is(name, left, lines[i])) {
            new_line(out);
            if (!close && strcmp(lines[i], "li") == 0)
                text_add(out, "- ");
        }
    return (size_t)(end - s) + 1;
}

void vacancy_plain(const char *s, size_t n, struct text *out)
{
    text_bytes(out, "", 0);
    for (size_t i = 0; i < n && !out->over;) {
        size_t step = 0;
        if (s[i] == '<')
            step = tag(s + i, n - i, out);
        else if (s[i] == '&')
            step = entity(s + i, n - i, out);
        if (step > 0) {
            i += step;
            continue;
        }
        size_t run = 0; /* plain bytes are taken in one piece */
        while (i + run < n && s[i + run] != '<' && s[i + run] != '&' && (unsigned char)s[i + run] > ' ')
            run++;
        if (run > 0) {
            text_bytes(out, s + i, run);
            i += run;
            continue;
        }
        if (s[i] == '\n')
            new_line(out);
        else if ((unsigned char)s[i] > ' ')
            text_bytes(out, s + i, 1);
        else if (out->n > 0 && out->s[out->n - 1] != ' ' && out->s[out->n - 1] != '\n')
            text_bytes(out, " ", 1);
        i++;
    }
    if (out->s != NULL) {
        while (out->n > 0 && (unsigned char)out->s[out->n - 1] <= ' ')
            out->n--;
        out->s[out->n] = '\0';
    }
}

/* ---- masking */

static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool name_byte(char c)
{
    return digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '.' || c == '_' || c == '-' || c == '+';
}

/* A telephone number at s[i]: its length.  It begins with + or 8 or ( and has ten to fifteen digits in a row of digits,
 * spaces, brackets and dashes. */
static size_t phone(const char *s, size_t n, size_t i)
{
    if ((i > 0 && (digit(s[i - 1]) || s[i - 1] == '.')) || !(s[i] == '+' || s[i] == '8' || s[i] == '7' || s[i] == '('))
        return 0;
    size_t digits = 0, end = 0, gap = 0;
    for (size_t k = i; k < n && gap < 3; k++) {
        if (digit(s[k])) {
            digits++;
            gap = 0;
            end = k + 1;
        } else if (s[k] == ' ' || s[k] == '-' || s[k] == '(' || s[k] == ')' || (s[k] == '+' && k == i)) {
            gap++;
        } else {
            break;
        }
    }
    return digits >= 10 && digits <= 15 ? end - i : 0;
}

/* The mail address around the @ at s[i]: where it begins; *end: where it ends. */
static size_t mail(const char *s, size_t n, size_t i, size_t low, size_t *end)
{
    size_t from = i;
    while (from > low && name_byte(s[from - 1]))
        from--;
    size_t to = i + 1;
    bool dot = false;
    while (to < n && name_byte(s[to])) {
        dot |= s[to] == '.';
        to++;
    }
    while (to > i + 1 && (s[to - 1] == '.' || s[to - 1] == '-'))
        to--;
    *end = to;
    return to > i + 2 && (from < i ? dot : true) ? from : SIZE_MAX;
}

/* The end of a capitalised word at s[at], 0 if it is none. */
static size_t capitalised(const char *s, size_t n, size_t at)
{
    int32_t p;
    if (at >= n)
        return 0;
    utf8proc_ssize_t len = utf8proc_iterate((const unsigned char *)s + at, (utf8proc_ssize_t)(n - at), &p);
    if (len <= 0 || utf8proc_category(p) != UTF8PROC_CATEGORY_LU)
        return 0;
    while (at < n && (unsigned char)s[at] > ' ' && strchr(",;:()/", s[at]) == NULL)
        at++;
    return at;
}

/* The capitalised words from s[at], at most three; 0: none. */
static size_t names(const char *s, size_t n, size_t at)
{
    size_t end = 0, to;
    for (int words = 0; words < 3 && (to = capitalised(s, n, at)) != 0; words++) {
        end = to;
        if (s[to - 1] == '.' && to - at > 3) { /* a sentence's end; an initial's stop goes on */
            end--;
            break;
        }
        if (to >= n || s[to] != ' ')
            break;
        at = to + 1;
    }
    return end;
}

static const char *const announcers[] = {
    "Контактное лицо", "контактное лицо", "Контакты:", "Контакт:", "Contact person", "contact person", "Contact:", "Обращаться к", "обращаться к", "спросить", "Спросить",
    "Рекрутер:", "рекрутер:", "Ваш рекрутер", "Менеджер по персоналу:", "Специалист по подбору:", "HR:", "HR-менеджер:", "Recruiter:", "Your recruiter", "Ask for", "ask for", "Звонить:"};

/* After words that announce a person: the capitalised words that follow; else where and how long a name with its
 * patronymic is, which no other words look like.  From and end, packed; 0: none. */
static size_t person(const char *s, size_t n, size_t i)
{
    for (size_t b = 0; b < COUNT(announcers); b++) {
        size_t k = strlen(announcers[b]);
        if (i + k >= n || s[i] != announcers[b][0] || strncmp(s + i, announcers[b], k) != 0)
            continue;
        size_t at = i + k;
        while (at < n && (s[at] == ' ' || s[at] == ':' || s[at] == '-'))
            at++;
        size_t end = names(s, n, at);
        return end > at ? (at - i) << 32 | (end - i) : 0;
    }
    static const char *const patronymics[] = {"ович", "евич", "овна", "евна", "ична", "ович.", "евич.", "овна.", "евна.", "ична.", "овичу", "евичу", "овне", "евне"};
    size_t end = s[i] == '\xD0' ? names(s, n, i) : 0, at = i, found = 0;
    for (size_t to; end > 0 && at < end && (to = capitalised(s, n, at)) != 0; at = to + 1)
        for (size_t k = 0; k < COUNT(patronymics) && at > i; k++) {
            size_t len = strlen(patronymics[k]);
            if (to - at > len + 2 && strncmp(s + to - len, patronymics[k], len) == 0)
                found = to - (s[to - 1] == '.');
        }
    return found > 0 ? found - i : 0;
}

/* May a person be announced or named here?  Most bytes say no at once. */
static bool announces(const char *s, size_t n, size_t i)
{
    if (i > 0 && (unsigned char)s[i - 1] > ' ' && s[i - 1] != '(')
        return false;
    return i + 1 < n && (s[i] == '\xD0' || s[i] == '\xD1' || strchr("CcRYHAa", s[i]) != NULL);
}

/* The address of a messenger or a social page at s[i]: its length. */
static size_t messenger(const char *s, size_t n, size_t i)
{
    static const char *const sites[] = {"t.me/", "telegram.me/", "wa.me/", "viber://", "vk.com/", "vk.me/", "max.ru/"};
    if (i > 0 && (name_byte(s[i - 1]) || (unsigned char)s[i - 1] >= 0x80))
        return 0;
    for (size_t k = 0; k < COUNT(sites); k++) {
        size_t len = strlen(sites[k]);
        if (i + len >= n || strncasecmp(s + i, sites[k], len) != 0)
            continue;
        size_t end = i + len;
        while (end < n && (name_byte(s[end]) || s[end] == '/' || s[end] == '?' || s[end] == '='))
            end++;
        return end - i;
    }
    return 0;
}

void vacancy_mask(struct text *t)
{
    if (t->n == 0)
        return;
    struct text out = TEXT(t->limit);
    const char *s = t->s;
    size_t done = 0;
    for (size_t i = 0; i < t->n; i++) {
        size_t from = i, end = 0;
        const char *as = NULL;
        if (s[i] == '@' && (from = mail(s, t->n, i, done, &end)) != SIZE_MAX) {
            as = from < i ? "[mail]" : "[account]";
        } else if ((digit(s[i]) || s[i] == '+' || s[i] == '(') && (end = phone(s, t->n, i)) > 0) {
            from = i;
            end += i;
            as = "[phone]";
        } else if ((s[i] == 't' || s[i] == 'T' || s[i] == 'w' || s[i] == 'W' || s[i] == 'v' || s[i] == 'V' || s[i] == 'm' || s[i] == 'M') && (end = messenger(s, t->n, i)) > 0) {
            from = i;
            end += i;
            as = "[account]";
        } else if (announces(s, t->n, i) && (end = person(s, t->n, i)) > 0) {
            from = i + (end >> 32);
            end = i + (end & 0xFFFFFFFFu);
            as = "[person]";
        }
        if (as == NULL)
            continue;
        text_bytes(&out, s + done, from - done);
        text_add(&out, as);
        done = end;
        i = end - 1;
    }
    if (done == 0) {
        text_free(&out);
        return;
    }
    text_bytes(&out, s + done, t->n - done);
    text_free(t);
    *t = out;
}
