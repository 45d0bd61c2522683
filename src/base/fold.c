/* fold.c -- see fold.h. */
#include "base/fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Every kind of space is a space. */
static utf8proc_int32_t each(utf8proc_int32_t c, void *data)
{
    (void)data;
    if (c == 0x00A0 || c == '\t' || c == '\n' || c == '\r')
        return ' ';
    return c;
}

/* In place: ё (D1 91, composed by now) becomes е (D0 B5), runs of spaces become one. */
static void squeeze(char *s)
{
    char *to = s;
    for (const char *from = s; *from != '\0'; from++) {
        if (from[0] == '\xD1' && from[1] == '\x91') {
            *to++ = '\xD0';
            *to++ = '\xB5';
            from++;
        } else if (*from != ' ' || (to > s && to[-1] != ' ')) {
            *to++ = *from;
        }
    }
    if (to > s && to[-1] == ' ')
        to--;
    *to = '\0';
}

char *fold_new(const char *s, size_t n)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                            UTF8PROC_IGNORE | UTF8PROC_STRIPCC;
    utf8proc_ssize_t got = utf8proc_map_custom((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &out, how,
                                               each, NULL);
    if (got < 0) { /* Not UTF-8: keep what is ASCII, so that a search still finds something. */
        char *plain = malloc(n + 1);
        if (plain == NULL)
            abort();
        size_t k = 0;
        for (size_t i = 0; i < n; i++)
            if ((unsigned char)s[i] < 0x80 && s[i] != '\0')
                plain[k++] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
        plain[k] = '\0';
        squeeze(plain);
        return plain;
    }
    squeeze((char *)out);
    return (char *)out;
}

char *fold(struct work *w, const char *s)
{
    char *heap = fold_new(s, strlen(s));
    char *mine = take_copy(w, heap, strlen(heap));
    free(heap);
    return mine;
}
