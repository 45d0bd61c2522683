/* words_test.c -- the two languages say the same things: the sources are read, every sentence given to
 * tr(), trn() or TR() has a Russian one with the same directives, and no translation is left over. */
#include "base/map.h"
#include "test/test.h"
#include "view/words.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

PURE(words_are_sorted_so_that_they_can_be_found)
{
    size_t n;
    const struct word *t = words_table(&n);
    for (size_t i = 1; i < n; i++)
        if (strcmp(t[i - 1].english, t[i].english) >= 0) {
            SAME(t[i].english, t[i - 1].english);
            return;
        }
    CHECK(n > 0);
}

PURE(russian_counts_in_three_forms)
{
    static const struct { int64_t n; const char *ru, *en; } tries[] = {
        {1, "%lld строка", "%lld row"},   {2, "%lld строки", "%lld rows"},   {5, "%lld строк", "%lld rows"},
        {11, "%lld строк", "%lld rows"},  {12, "%lld строк", "%lld rows"},   {21, "%lld строка", "%lld rows"},
        {22, "%lld строки", "%lld rows"}, {111, "%lld строк", "%lld rows"},  {0, "%lld строк", "%lld rows"},
        {104, "%lld строки", "%lld rows"},
    };
    for (size_t i = 0; i < COUNT(tries); i++) {
        w->language = RU;
        SAME(trn(w, "%lld row", "%lld rows", tries[i].n), tries[i].ru);
        w->language = EN;
        SAME(trn(w, "%lld row", "%lld rows", tries[i].n), tries[i].en);
    }
}

PURE(a_name_falls_back_to_the_other_language)
{
    w->language = EN;
    SAME(tr_name(w, "Колледж", NULL), "Колледж");
    SAME(tr_name(w, "Колледж", "College"), "College");
    w->language = RU;
    SAME(tr_name(w, "", "College"), "College");
    SAME(tr_name(w, NULL, NULL), "");
}

PURE(the_reader_s_language_is_taken_from_locale_or_header)
{
    CHECK(words_language("ru_RU.UTF-8", EN) == RU);
    CHECK(words_language("de-DE, en;q=0.8, ru;q=0.5", RU) == EN);
    CHECK(words_language("C.UTF-8", EN) == EN);
    CHECK(words_language("rust", EN) == EN);
    CHECK(words_language(NULL, RU) == RU);
}

/* ---------------------------------------------------------------- the sources */
struct said {
    struct work *w;
    struct map any;  /* every string literal */
    struct map read; /* those given to tr and its kin */
    const char *file;
};

/* The directives of a format, in order: "%s of %lld" -> "%s%lld". */
static const char *directives(struct work *w, const char *s)
{
    char *out = take(w, strlen(s) + 1), *at = out;
    while ((s = strchr(s, '%')) != NULL) {
        if (s[1] == '%') {
            s += 2;
            continue;
        }
        size_t n = 1 + strspn(s + 1, "-+ 0123456789.*lzjh");
        if (s[n] == '\0' || strchr("diuxfgsc", s[n]) == NULL) {
            s++; /* "20 % cheaper" is no directive. */
            continue;
        }
        memcpy(at, s, n + 1);
        at += n + 1;
        s += n + 1;
    }
    return out;
}

static const char *skip_space(const char *s)
{
    for (;;) {
        s += strspn(s, " \t\r\n\\");
        if (strncmp(s, "//", 2) == 0)
            s += strcspn(s, "\n");
        else if (strncmp(s, "/*", 2) == 0)
            s = strstr(s, "*/") != NULL ? strstr(s, "*/") + 2 : s + strlen(s);
        else
            return s;
    }
}

/* One literal with those that follow it, unescaped into the arena; *s moves past them. */
static const char *literal(struct work *w, const char **s)
{
    char *out = take(w, strlen(*s) + 1 < 65536 ? strlen(*s) + 1 : 65536), *at = out;
    while (**s == '"') {
        for (++*s; **s != '"' && **s != '\0'; ++*s) {
            if (**s == '\\' && (*s)[1] != '\0') {
                ++*s;
                *at++ = **s == 'n' ? '\n' : **s == 't' ? '\t' : **s;
            } else {
                *at++ = **s;
            }
            if (at - out > 65000)
                return out;
        }
        if (**s == '"')
            ++*s;
        *s = skip_space(*s);
    }
    return take_copy(w, out, strlen(out));
}

static void scan(struct said *d, const char *s)
{
    const char *call = NULL; /* Inside tr( or TR( or trn(: literals until the bracket closes are read. */
    int depth = 0;
    while (*(s = skip_space(s)) != '\0') {
        if (*s == '#') {
            while (*s != '\0' && *s != '\n')
                s += *s == '\\' && s[1] != '\0' ? 2 : 1;
        } else if (*s == '\'') {
            s += s[1] == '\\' ? 3 : 2;
            s += strcspn(s, "'") + 1;
        } else if (*s == '"') {
            const char *text = literal(d->w, &s);
            bool fresh;
            *map_at(&d->any, text, &fresh) = 1;
            if (call != NULL && *text != '\0')
                *map_at(&d->read, text, &fresh) = (int64_t)(intptr_t)d->file;
        } else if (*s == '(') {
            s++;
            depth += call != NULL;
        } else if (*s == ')') {
            s++;
            if (call != NULL && --depth == 0)
                call = NULL;
        } else {
            size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
            if (n > 0 && n <= 3 && call == NULL && s[n] == '(' &&
                ((n == 2 && (memcmp(s, "tr", 2) == 0 || memcmp(s, "TR", 2) == 0)) || (n == 3 && memcmp(s, "trn", 3) == 0)))
                call = s;
            s += n > 0 ? n : 1;
        }
    }
}

static void read_file(struct said *d, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return;
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    char *s = take(d->w, (size_t)n + 1);
    if (fread(s, 1, (size_t)n, f) == (size_t)n) {
        d->file = path;
        scan(d, s);
    }
    fclose(f);
}

static void read_folder(struct said *d, const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        if (e->d_name[0] == '.')
            continue;
        const char *path = take_text(d->w, "%s/%s", folder, e->d_name);
        size_t n = strlen(path);
        struct stat st;
        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            read_folder(d, path);
        else if (n > 2 && strcmp(path + n - 2, ".c") == 0 && strstr(path, "_test.c") == NULL)
            read_file(d, path);
    }
    if (dir != NULL)
        closedir(dir);
}

PURE(the_scanner_sees_what_the_compiler_sees)
{
    struct said d = {.w = w, .file = "x.c"};
    scan(&d, "/* tr(w, \"no\") */ x = tr(w, \"a \" /* and */ \"b\"); y(\"c\", '\"', tr(w, z ? \"d\" : \"e\")); {TR(\"f\\\"\")}");
    CHECK(map_find(&d.read, "a b") != NULL);
    CHECK(map_find(&d.read, "d") != NULL && map_find(&d.read, "e") != NULL && map_find(&d.read, "f\"") != NULL);
    CHECK(map_find(&d.read, "c") == NULL && map_find(&d.any, "c") != NULL && map_find(&d.any, "no") == NULL);
    map_free(&d.any);
    map_free(&d.read);
}

static void sources(struct work *w, struct said *d)
{
    *d = (struct said){.w = w};
    read_folder(d, "src");
}

static void forget(struct said *d)
{
    map_free(&d->any);
    map_free(&d->read);
}

static const struct word *translation(const char *english)
{
    size_t n;
    const struct word *t = words_table(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(t[i].english, english) == 0 || (t[i].plural != NULL && strcmp(t[i].plural, english) == 0))
            return &t[i];
    return NULL;
}

PURE(every_sentence_people_read_is_translated)
{
    struct said d;
    sources(w, &d);
    if (d.read.used == 0) {
        forget(&d);
        SKIP("the sources are not here: run cavt-test from the project's folder");
    }
    for (size_t i = 0; i < d.read.room; i++) {
        const struct map_slot *s = &d.read.slots[i];
        if (s->key != NULL && s->key[strcspn(s->key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0' &&
            translation(s->key) == NULL) {
            printf("# %s: no Russian for \"%s\"\n", (const char *)(intptr_t)s->value, s->key);
            CHECK(!"every tr(), trn() and TR() has its line in words/ru/<room>.po");
        }
    }
    forget(&d);
}

PURE(no_translation_is_left_over)
{
    struct said d;
    sources(w, &d);
    size_t n;
    const struct word *t = words_table(&n);
    for (size_t i = 0; i < n && d.read.used > 0; i++)
        if (map_find(&d.any, t[i].english) == NULL) {
            printf("# nothing in src/ says \"%s\"\n", t[i].english);
            CHECK(!"a line of words/ru/*.po that the code no longer says");
        }
    if (d.read.used == 0)
        test_skip("the sources are not here: run cavt-test from the project's folder");
    forget(&d);
}

PURE(translations_keep_the_directives)
{
    size_t n;
    const struct word *t = words_table(&n);
    for (size_t i = 0; i < n; i++) {
        const char *want = directives(w, t[i].english), *form[] = {t[i].one, t[i].few, t[i].many};
        for (size_t k = 0; k < COUNT(form); k++)
            if (form[k] != NULL && strcmp(directives(w, form[k]), want) != 0) {
                printf("# \"%s\" has %s, \"%s\" has %s\n", t[i].english, want, form[k], directives(w, form[k]));
                CHECK(!"the Russian must have the same directives in the same order");
            }
    }
}
