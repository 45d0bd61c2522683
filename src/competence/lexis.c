/* lexis.c -- see lexis.h. */
#include "competence/lexis.h"

#include "base/hash.h"
#include "base/text.h"
#include "competence/lexis_sql.h"
#include "store/db.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DIM 128 /* of meanings; 64 loses a hundredth, 300 gains none */

struct gather {
    struct work *w;
    struct hash hash;
    struct thing *things;
    struct name *names;
    const char **texts;
    size_t things_room, names_room, texts_room;
    struct book book;
    bool bilingual; /* some name is printed otherwise in the other language */
};

static const char *some(const char *s) { return *s != '\0' ? s : NULL; }

static void add_name(struct gather *g, size_t thing, bool preferred, const char *text)
{
    if (*text == '\0')
        return;
    grow(g->w, &g->names, g->names_room, g->book.nnames);
    g->names[g->book.nnames++] = (struct name){(uint32_t)thing, preferred, text};
    hash_text(&g->hash, text);
}

static void add_text(struct gather *g, const char *text)
{
    grow(g->w, &g->texts, g->texts_room, g->book.ntexts);
    g->texts[g->book.ntexts++] = text;
    hash_text(&g->hash, text);
}

/* Rows of id, code, name_ru, name_en, description_ru, description_en. */
static void add_things(struct gather *g, struct rows rows)
{
    struct work *w = g->w;
    while (db_next(&rows)) {
        const char *ru = db_text(&rows, 2), *en = db_text(&rows, 3), *about_ru = db_text(&rows, 4), *about_en = db_text(&rows, 5);
        const char *about = *about_ru == '\0' ? some(about_en) : *about_en == '\0' ? about_ru : take_text(w, "%s\n%s", about_ru, about_en);
        grow(w, &g->things, g->things_room, g->book.nthings);
        size_t i = g->book.nthings++;
        g->bilingual |= *ru != '\0' && *en != '\0';
        g->things[i] = (struct thing){db_int(&rows, 0), db_text(&rows, 1), *en != '\0' && (*ru == '\0' || w->language == EN) ? en : ru, about, 0};
        hash_int(&g->hash, g->things[i].id);
        hash_text(&g->hash, g->things[i].code);
        hash_text(&g->hash, g->things[i].name);
        hash_text(&g->hash, about);
        add_name(g, i, true, en);
        add_name(g, i, true, ru);
    }
}

/* Rows of id, label in the order of ids; things stand in that order too. */
static void add_labels(struct gather *g, struct rows rows)
{
    size_t at = 0;
    while (db_next(&rows)) {
        int64_t id = db_int(&rows, 0);
        while (at < g->book.nthings && g->things[at].id < id)
            at++;
        if (at < g->book.nthings && g->things[at].id == id) {
            hash_int(&g->hash, id);
            add_name(g, at, false, db_text(&rows, 1));
        }
    }
}

static void add_uses(struct gather *g, struct rows rows)
{
    size_t at = 0;
    while (db_next(&rows)) {
        int64_t id = db_int(&rows, 0), n = db_int(&rows, 1);
        while (at < g->book.nthings && g->things[at].id < id)
            at++;
        if (at < g->book.nthings && g->things[at].id == id) {
            g->things[at].use = (double)n;
            hash_int(&g->hash, n);
        }
    }
}

/* What an occupation asks for says what it is about: a Java developer is one who knows Java.  So do the modules that teach a
 * competence: their names and notes are the words of its trade. */
static void add_asks(struct gather *g, struct rows rows)
{
    size_t at = 0;
    bool more = db_next(&rows);
    while (more && fine(g->w)) {
        int64_t id = db_int(&rows, 0);
        while (at < g->book.nthings && g->things[at].id < id)
            at++;
        struct text t = TEXT(0);
        bool mine = at < g->book.nthings && g->things[at].id == id;
        if (mine && g->things[at].about != NULL)
            text_add(&t, g->things[at].about);
        for (; more && db_int(&rows, 0) == id; more = db_next(&rows))
            text_fmt(&t, "\n%s\n%s", db_peek(&rows, 1), db_peek(&rows, 2));
        if (mine) {
            g->things[at].about = take_copy(g->w, t.s, t.n);
            hash_text(&g->hash, g->things[at].about);
        }
        text_free(&t);
    }
}

/* Occupations with their labels, one text each. */
static void add_texts(struct gather *g)
{
    struct work *w = g->w;
    struct rows all = db_rows(w, TEXTS, NO_ARGS), labels = db_rows(w, TEXT_LABELS, NO_ARGS);
    bool more = db_next(&labels);
    while (db_next(&all)) {
        struct text t = TEXT(0);
        int64_t id = db_int(&all, 0);
        for (int k = 1; k <= 2; k++)
            text_fmt(&t, "%s ", db_peek(&all, k));
        for (; more && db_int(&labels, 0) <= id; more = db_next(&labels))
            if (db_int(&labels, 0) == id)
                text_fmt(&t, "%s ", db_peek(&labels, 1));
        for (int k = 3; k <= 4; k++)
            text_fmt(&t, "%s ", db_peek(&all, k));
        add_text(g, take_copy(w, t.s, t.n));
        text_free(&t);
    }
    db_done(&labels);
}

static void add_rows(struct gather *g, struct rows rows, int columns)
{
    while (db_next(&rows)) {
        const char *s = "";
        for (int k = 1; k < columns; k++)
            if (*db_peek(&rows, k) != '\0')
                s = *s == '\0' ? db_text(&rows, k) : take_text(g->w, "%s %s", s, db_peek(&rows, k));
        add_text(g, s);
    }
}

static void gather(struct gather *g, enum lexis which, const char *framework)
{
    struct work *w = g->w;
    hash_begin(&g->hash);
    hash_int(&g->hash, (int64_t)which);
    switch (which) {
    case LEXIS_MARKS:
        add_things(g, db_rows(w, MARKS, NO_ARGS));
        add_labels(g, db_rows(w, MARK_LABELS, NO_ARGS));
        add_uses(g, db_rows(w, USES, NO_ARGS));
        break;
    case LEXIS_LINKS:
        add_things(g, db_rows(w, LINKS, ARGS(V(framework))));
        add_labels(g, db_rows(w, LINK_LABELS, ARGS(V(framework))));
        add_uses(g, db_rows(w, USES, NO_ARGS));
        add_texts(g);
        add_rows(g, db_rows(w, TASKS, NO_ARGS), 3);
        add_rows(g, db_rows(w, OTHER_TEXTS, ARGS(V(framework))), 5);
        add_asks(g, db_rows(w, TAUGHT, ARGS(V(framework))));
        break;
    case LEXIS_TITLES:
        add_things(g, db_rows(w, TITLES, ARGS(V(framework))));
        add_labels(g, db_rows(w, TITLE_LABELS, ARGS(V(framework))));
        add_asks(g, db_rows(w, TITLE_ASKS, ARGS(V(framework))));
        add_texts(g);
        add_rows(g, db_rows(w, TASKS, NO_ARGS), 3);
        add_rows(g, db_rows(w, OTHER_TEXTS, ARGS(V(""))), 5);
        break;
    }
    char stamp[HASH_TEXT];
    hash_end(&g->hash, stamp);
    memcpy(g->book.stamp, stamp, sizeof(stamp));
    g->book.things = g->things;
    g->book.names = g->names;
    g->book.texts = g->texts;
}

/* Where the compiled words are kept; NULL if there is no such place. */
static const char *keep_path(struct work *w, enum lexis which, const char *named, const struct gather *g, const char *where)
{
    static const char *const ends[] = {"marks", "links", "titles"};
    const char *stamp = g->book.stamp;
    if (where != NULL && strcmp(where, ":memory:") != 0 && strncmp(where, "postgres", 8) != 0) {
        char *path = take_text(w, "%s.%s%s%s%s%s", where, ends[which], named != NULL ? "-" : "", named != NULL ? named : "",
                               g->bilingual ? "." : "", g->bilingual ? words_code(w->language) : "");
        for (char *p = path + strlen(where); *p != '\0'; p++)
            if (*p == '/')
                *p = '_';
        return path;
    }
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if ((cache == NULL || *cache != '/') && (home == NULL || *home != '/'))
        return NULL;
    const char *base = cache != NULL && *cache == '/' ? cache : take_text(w, "%s/.cache", home);
    const char *dir = take_text(w, "%s/cavt", base);
    mkdir(base, 0700);
    mkdir(dir, 0700); /* either may be there already; if neither can be made, saving fails and says nothing */
    return take_text(w, "%s/%.32s.%s", dir, stamp, ends[which]);
}

static void free_lexicon(void *lex) { lexicon_free(lex); }

static const char *largest(struct work *w, const char *sql)
{
    struct rows r = db_rows(w, sql, NO_ARGS);
    const char *found = db_next(&r) ? db_text(&r, 0) : NULL;
    db_done(&r);
    return found;
}

const struct lexicon *lexis_open(struct work *w, enum lexis which, const char *framework, const char *where, FILE *say)
{
    const char *named = which == LEXIS_MARKS ? NULL : framework; /* kept apart: asking by turns must not compile by turns */
    if (which != LEXIS_MARKS && framework == NULL)
        framework = largest(w, which == LEXIS_TITLES ? FRAMEWORK_OF_OCCUPATIONS : FRAMEWORK_OF_COMPETENCES);
    struct gather g = {.w = w};
    if (fine(w) && (framework != NULL || which == LEXIS_MARKS))
        gather(&g, which, framework);
    if (fine(w) && g.book.nthings == 0)
        fail(w, NOT_FOUND, tr(w, "the database has none of these to look for (%s); bring frameworks in with: cavt import DB PATH"),
             framework != NULL ? framework : tr(w, "no framework"));
    if (!fine(w))
        return NULL;
    const char *path = keep_path(w, which, named, &g, where);
    struct err quiet = {0};
    struct lexicon *lex = path != NULL ? lexicon_load(path, g.book.stamp, &quiet) : NULL;
    if (lex == NULL) {
        if (say != NULL && g.book.nthings > 2000)
            fprintf(say, tr(w, "reading the words of %zu names for the first time; this is kept\n"), g.book.nnames);
        lex = lexicon_make(&g.book, which == LEXIS_MARKS ? 0 : DIM, &w->err);
        if (lex == NULL)
            return NULL;
        quiet = (struct err){0};
        if (path != NULL)
            lexicon_save(lex, path, &quiet);
    }
    work_later(w, free_lexicon, lex);
    return lex;
}
