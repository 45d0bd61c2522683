/* title.c -- see title.h. */
#include "competence/title.h"

#include "base/fold.h"
#include "base/map.h"
#include "base/text.h"
#include "codec/csv.h"
#include "competence/lexis.h"
#include "competence/title_sql.h"
#include "lingo/rank.h"
#include "lingo/vote.h"
#include "store/db.h"
#include "view/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_MOST 300 /* bytes of a title that count */
#define DEEP       100

struct coder {
    const struct lexicon *lex;
    struct ranker *rank;
    struct voter *vote; /* NULL: no title has been coded yet */
};

const struct lexicon *coder_lexicon(const struct coder *c) { return c->lex; }

static void coder_close(void *what)
{
    struct coder *c = what;
    ranker_free(c->rank);
    voter_free(c->vote);
}

struct coder *coder_open(struct work *w, const char *framework, const char *where, FILE *say)
{
    struct coder *c = take(w, sizeof(*c));
    c->lex = lexis_open(w, LEXIS_TITLES, framework, where, say);
    if (c->lex == NULL)
        return NULL;
    if (framework == NULL) { /* the largest, as the lexicon chose */
        struct rows f = db_rows(w, FRAMEWORK_OF, ARGS(V(c->lex->cards[0].id)));
        framework = db_next(&f) ? db_text(&f, 0) : "all";
        db_done(&f);
    }
    struct example *list = NULL;
    size_t n = 0, room = 0;
    struct rows r = db_rows(w, CODED_TITLES, ARGS(V(framework)));
    while (db_next(&r)) {
        grow(w, &list, room, n);
        list[n++] = (struct example){db_text(&r, 1), db_int(&r, 0), (double)db_int(&r, 2)};
    }
    if (!fine(w))
        return NULL;
    c->rank = ranker_new(c->lex, RANK_TITLE);
    c->vote = voter_new(list, n);
    work_later(w, coder_close, c);
    return c;
}

/* Copy a title without "(m/f/d)", "m/w", "f/m/x": letters that say who may apply, not what is done. */
static size_t clean(const char *s, size_t n, char to[TITLE_MOST])
{
    size_t used = 0;
    for (size_t i = 0; i < n && used < TITLE_MOST;) {
        size_t j = i;
        bool slashes = false;
        if (i == 0 || s[i - 1] == ' ' || s[i - 1] == '(' || s[i - 1] == '[')
            while (j < n && strchr("mfwdxMFWDX", s[j]) != NULL && j + 1 < n && s[j + 1] == '/') {
                j += 2;
                slashes = true;
            }
        if (slashes && j < n && strchr("mfwdxMFWDX", s[j]) != NULL && (j + 1 == n || strchr(" )],", s[j + 1]) != NULL)) {
            i = j + 1;
            continue;
        }
        to[used++] = s[i++];
    }
    return used;
}

static size_t thing_of(const struct lexicon *lex, int64_t id)
{
    size_t lo = 0, hi = lex->nthings; /* things stand in the order of their ids */
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (lex->cards[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < lex->nthings && lex->cards[lo].id == id ? lo : SIZE_MAX;
}

static int by_score(const void *pa, const void *pb)
{
    const struct coded *a = pa, *b = pb;
    if (a->score < b->score || a->score > b->score)
        return a->score < b->score ? 1 : -1;
    return a->thing < b->thing ? -1 : a->thing > b->thing;
}

size_t coder_code(struct coder *c, const char *title, size_t n, struct coded *to, size_t most)
{
    char plain[TITLE_MOST];
    n = clean(title, n, plain);
    struct ranked ranked[DEEP];
    struct vote votes[DEEP];
    struct coded all[DEEP * 2];
    double nearest = 0;
    size_t nranked = ranker_rank(c->rank, plain, n, ranked, DEEP);
    size_t nvotes = c->vote != NULL ? voter_ask(c->vote, plain, n, votes, DEEP, &nearest) : 0;
    double trust = 0.9 * nearest; /* how far coded titles are believed over names */
    size_t k = 0;
    for (size_t i = 0; i < nranked; i++)
        all[k++] = (struct coded){ranked[i].thing, (1 - trust) * (double)ranked[i].score};
    for (size_t i = 0; i < nvotes; i++) {
        size_t thing = thing_of(c->lex, votes[i].code), at = 0;
        if (thing == SIZE_MAX)
            continue;
        while (at < nranked && all[at].thing != thing)
            at++;
        if (at == nranked) {
            at = k;
            all[k++] = (struct coded){(uint32_t)thing, 0};
        }
        all[at].score += trust * votes[i].share;
    }
    qsort(all, k, sizeof(*all), by_score);
    size_t given = k < most ? k : most;
    memcpy(to, all, given * sizeof(*to));
    return given;
}

/* ---- learning */

static size_t column(const struct csv *c, const char *name)
{
    for (size_t i = 0; i < c->cells; i++)
        if (strcmp(c->cell[i].s, name) == 0)
            return i;
    return SIZE_MAX;
}

/* The occupation of one code, made if the framework does not have it.  "1102 - Contract Specialist": code, name. */
static int64_t occupation_of(struct work *w, struct map *known, const char *framework, const char *s, size_t n, size_t *made)
{
    char *all = take_copy(w, s, n), *name = strstr(all, " - ");
    if (name != NULL) {
        *name = '\0';
        name += 3;
    }
    const char *last = strrchr(all, '/'), *code = take_text(w, "%s:%s", framework, last != NULL ? last + 1 : all);
    bool fresh;
    int64_t *at = map_at(known, code, &fresh);
    if (!fresh)
        return *at;
    int64_t id = db_one(w, OCCUPATION_OF_CODE, ARGS(V(code)), 0);
    if (id == 0 && last != NULL) /* an address of ESCO */
        id = db_one(w, OCCUPATION_OF_CODE, ARGS(V(take_text(w, "%s:occ:%s", framework, last + 1))), 0);
    if (id == 0 && fine(w)) {
        id = db_id(w);
        const char *label = name != NULL && *name != '\0' ? name : all;
        db_run(w, ADD_OCCUPATION, ARGS(V(id), V(code), V(framework), V(label), V(fold(w, label))));
        ++*made;
    }
    return *at = id;
}

static bool learn_lines(struct work *w, struct csv *c, const char *file, const struct title_learning *how, struct title_learned *result)
{
    struct err e = {0};
    if (!csv_next(c, &e))
        return fail(w, NOT_VALID, tr(w, "%s is empty"), file);
    size_t title = column(c, how->title), code = column(c, how->code);
    if (title == SIZE_MAX || code == SIZE_MAX)
        return fail(w, NOT_VALID, tr(w, "%s has no column %s; its first line names its columns"), file, title == SIZE_MAX ? how->title : how->code);
    struct map known = {0};
    while (fine(w) && csv_next(c, &e)) {
        if (c->cells <= title || c->cells <= code || c->cell[title].n == 0 || c->cell[code].n == 0)
            continue;
        const char *s = c->cell[title].s, *key = fold(w, s);
        result->lines++;
        for (const char *at = c->cell[code].s; fine(w) && *at != '\0';) {
            size_t n = strcspn(at, "|");
            int64_t id = occupation_of(w, &known, how->framework, at, n, &result->occupations);
            db_run(w, ADD_TITLE, ARGS(V(id), V(key), V(s), V(1)));
            result->titles++;
            at += n + (at[n] == '|');
        }
    }
    map_free(&known);
    if (e.fault != FINE)
        return fail(w, e.fault, "%s: %s", file, e.text);
    return fine(w);
}

bool title_learn(struct work *w, const char *file, const struct title_learning *how, struct title_learned *result)
{
    *result = (struct title_learned){0};
    FILE *f = fopen(file, "rb");
    if (f == NULL)
        return fail(w, NOT_FOUND, tr(w, "%s cannot be read: %s"), file, strerror(errno));
    struct text t = TEXT(0);
    char part[65536];
    for (size_t k; (k = fread(part, 1, sizeof(part), f)) > 0;)
        text_bytes(&t, part, k);
    fclose(f);
    size_t n = t.n;
    char *bytes = take_copy(w, t.s != NULL ? t.s : "", n);
    text_free(&t);
    struct csv c;
    csv_open(&c, bytes, n, 0);
    db_begin(w);
    learn_lines(w, &c, file, how, result);
    csv_close(&c);
    return db_commit(w);
}
