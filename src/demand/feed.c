/* feed.c -- see feed.h. */
#include "demand/feed.h"

#include "base/day.h"
#include "base/fold.h"
#include "base/map.h"
#include "codec/csv.h"
#include "codec/encoding.h"
#include "codec/vacancy.h"
#include "competence/lexis.h"
#include "competence/title.h"
#include "demand/feed_sql.h"
#include "lingo/mention.h"
#include "lingo/twin.h"
#include "store/db.h"
#include "view/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINE_MOST  ((ssize_t)32 << 20)
#define TEXT_MOST  20000 /* bytes of a text that are kept and marked */
#define TITLES_MOST 200000
#define SHORT_WORDS 20

struct kept { /* an advert that counts */
    int64_t id, place;
    int32_t posted_on;
};
struct feed {
    struct work *w;
    const struct feed_how *how;
    struct feed_result *r;
    const char *source, *file;
    size_t line, batch;
    const struct lexicon *marks;
    struct marker *marker;
    struct coder *coder;         /* NULL: no occupations are loaded */
    struct marker *title_marker;
    struct map titles, places;   /* folded title -> occupation id; place -> number */
    struct twins twins;
    struct kept *kept;
    size_t nkept, kept_room;
    /* what is being compared */
    int64_t place;
    int32_t posted_on;
};

static void refuse(struct feed *f, const char *why)
{
    struct feed_result *r = f->r;
    r->refused++;
    if (r->named >= FEED_NAMED)
        return;
    struct feed_refusal *x = &r->refusal[r->named++];
    x->file = f->file;
    x->line = f->line;
    text_put(x->why, sizeof(x->why), why);
}

static bool near(void *to, int64_t of)
{
    const struct feed *f = to;
    const struct kept *k = &f->kept[of - 1];
    int32_t apart = f->posted_on > k->posted_on ? f->posted_on - k->posted_on : k->posted_on - f->posted_on;
    return k->place == f->place && apart <= FEED_TWIN_DAYS;
}

static int64_t place_of(struct feed *f, const char *name)
{
    char *folded = fold_new(name, strlen(name));
    bool fresh;
    int64_t *at = map_at(&f->places, folded, &fresh);
    if (fresh)
        *at = (int64_t)f->places.used;
    free(folded);
    return *at;
}

static void keep(struct feed *f, int64_t id, uint64_t print)
{
    if (f->nkept >= f->kept_room) {
        f->kept_room = f->kept_room < 1024 ? 1024 : f->kept_room * 2;
        f->kept = realloc(f->kept, f->kept_room * sizeof(*f->kept));
        if (f->kept == NULL)
            abort();
    }
    f->kept[f->nkept++] = (struct kept){id, f->place, f->posted_on};
    twins_add(&f->twins, print, (int64_t)f->nkept);
}

static void remember(struct feed *f)
{
    struct rows r = db_rows(f->w, PRINTS, NO_ARGS);
    while (db_next(&r)) {
        f->place = place_of(f, db_peek(&r, 2));
        f->posted_on = (int32_t)db_int(&r, 3);
        keep(f, db_int(&r, 0), strtoull(db_peek(&r, 1), NULL, 16));
    }
}

/* The occupation of a title: the longest name of one that stands in it, else the best ranked if it is at all like. */
static int64_t occupation_of(struct feed *f, const char *title, const char *folded)
{
    if (f->coder == NULL)
        return 0;
    int64_t *at = map_find(&f->titles, folded);
    if (at != NULL)
        return *at;
    const struct lexicon *lex = coder_lexicon(f->coder);
    const struct mention *list;
    size_t n = marker_plain(f->title_marker, title, strlen(title), &list), best = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        if (best == SIZE_MAX || list[i].words > list[best].words)
            best = i;
    int64_t id = 0;
    if (best != SIZE_MAX) {
        id = lex->cards[list[best].thing].id;
    } else if (!f->how->fast) {
        struct coded coded;
        if (coder_code(f->coder, title, strlen(title), &coded, 1) > 0 && coded.score >= 0.5)
            id = lex->cards[coded.thing].id;
    }
    if (f->titles.used < TITLES_MOST)
        *map_at(&f->titles, folded, NULL) = id;
    return id;
}

static int by_thing(const void *pa, const void *pb)
{
    const struct mention *a = pa, *b = pb;
    if (a->thing != b->thing)
        return a->thing < b->thing ? -1 : 1;
    if (a->wished != b->wished)
        return a->wished ? 1 : -1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* One row a competence: asked for before wished for; not what is denied, offered or said of the firm. */
static void mark(struct feed *f, int64_t id, const char *text, size_t n)
{
    const struct mention *found;
    size_t nfound = marker_find(f->marker, text, n, &found), used = 0;
    struct mention *list = nfound > 0 ? malloc(nfound * sizeof(*list)) : NULL;
    for (size_t i = 0; i < nfound && list != NULL; i++)
        if (!found[i].negated && found[i].section != SECTION_OFFER && found[i].section != SECTION_FIRM)
            list[used++] = found[i];
    if (used > 1)
        qsort(list, used, sizeof(*list), by_thing);
    for (size_t i = 0; i < used; i++) {
        const struct mention *x = &list[i];
        if (i > 0 && x->thing == list[i - 1].thing)
            continue;
        char words[200];
        size_t k = x->n < sizeof(words) ? x->n : sizeof(words) - 1;
        while (k > 0 && k < x->n && ((unsigned char)text[x->at + k] & 0xC0) == 0x80)
            k--;
        memcpy(words, text + x->at, k);
        words[k] = '\0';
        db_run(f->w, ADD_MENTION, ARGS(V(id), V(f->marks->cards[x->thing].id), V(x->at), V(x->at + x->n), V((const char *)words),
                                       V(section_name((enum section)x->section)), V(x->wished ? 2 : 1)));
        f->r->mentions++;
    }
    free(list);
}

static const char *or_null(const struct text *t) { return t->n > 0 ? t->s : NULL; }

static void advert(void *to, const struct advert *a)
{
    struct feed *f = to;
    struct work *w = f->w;
    if (!fine(w))
        return;
    f->r->read++;
    size_t n = a->text.n, words;
    const char *text = n > 0 ? a->text.s : a->title.s;
    n = n > 0 ? n : a->title.n;
    char *cut = NULL;
    if (n > TEXT_MOST) {
        cut = malloc(TEXT_MOST + 1);
        if (cut == NULL)
            abort();
        text_put(cut, TEXT_MOST + 1, text);
        text = cut;
        n = strlen(cut);
    }
    uint64_t print = twin_print(text, n, &words);
    char hex[20], code[300], *folded = fold_new(a->title.s, a->title.n);
    snprintf(hex, sizeof(hex), "%016llx", (unsigned long long)print);
    if (a->code.n > 0)
        snprintf(code, sizeof(code), "%.60s:%.200s", f->source, a->code.s);
    else
        snprintf(code, sizeof(code), "%.60s:%s-%d-%016llx", f->source, hex, a->posted_on, (unsigned long long)map_hash(folded, strlen(folded)));
    f->place = place_of(f, a->municipality.s);
    f->posted_on = a->posted_on;
    /* a title alone repeats without being a repeat; short texts must be the same to the word */
    int64_t twin = words < SHORT_WORDS ? 0 : twins_find(&f->twins, print, words >= 2 * SHORT_WORDS ? 3 : 0, near, f);
    int y, m, d;
    day_split(a->posted_on, &y, &m, &d);
    double wage = a->wage_from > 0 && a->wage_to > 0 ? (a->wage_from + a->wage_to) / 2 : a->wage_from + a->wage_to;
    int64_t id = db_id(w), occupation = occupation_of(f, a->title.s, folded);
    db_run(w, ADD_VACANCY,
           ARGS(V(id), V((const char *)code), V(f->source), V(a->title.s), V((const char *)folded), V(or_null(&a->employer)), V(or_null(&a->municipality)),
                V(a->posted_on), V(day_of(y, m, 1)), wage > 0 ? db_i((int64_t)(wage * 100)) : NULL_INT, V(or_null(&a->currency)), V(or_null(&a->web)),
                V(text), V((const char *)hex), db_id_or_null(twin > 0 ? f->kept[twin - 1].id : 0), db_id_or_null(occupation), V(a->places > 0 ? a->places : 1)));
    if (fine(w) && db_changed(w) == 0) {
        f->r->known++;
    } else if (fine(w)) {
        f->r->fresh++;
        f->r->coded += occupation != 0;
        if (twin > 0) {
            f->r->twins++;
        } else {
            keep(f, id, print);
            mark(f, id, text, n);
        }
    }
    free(folded);
    free(cut);
    if (++f->batch % FEED_BATCH == 0) { /* for good: an interrupted feed goes on from here */
        if (!db_commit(w))
            return;
        db_begin(w);
        if (f->how->say != NULL)
            fprintf(f->how->say, tr(w, "%zu adverts read\n"), f->r->read);
    }
}

/* ---- files */

static void json_lines(struct feed *f, FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    f->line = 0;
    while (fine(f->w) && (n = getline(&line, &room, in)) >= 0) {
        struct err e = {0};
        f->line++;
        size_t blank = strspn(line, " \t\r\n");
        if ((ssize_t)blank >= n)
            continue;
        if (n > LINE_MOST) {
            refuse(f, tr(f->w, "the line is longer than 32 MiB"));
        } else if (vacancy_json(line, (size_t)n, advert, f, &e) == 0) {
            refuse(f, e.text);
        }
    }
    free(line);
}

static void rows(struct feed *f, char *bytes, size_t n)
{
    struct csv c;
    struct err e = {0};
    struct advert a = {0};
    csv_open(&c, bytes, n, '\0');
    size_t heads = 0;
    char **head = NULL;
    if (csv_next(&c, &e)) {
        heads = c.cells;
        head = take_array(f->w, heads, char *);
        for (size_t i = 0; i < heads; i++)
            head[i] = take_copy(f->w, c.cell[i].s, c.cell[i].n);
    }
    while (fine(f->w) && csv_next(&c, &e)) {
        f->line = c.line;
        advert_clear(&a);
        for (size_t i = 0; i < c.cells && i < heads; i++)
            vacancy_field(&a, head[i], c.cell[i].s);
        if (a.title.n == 0)
            refuse(f, tr(f->w, "the row has no title (columns title, name or position_title)"));
        else if (a.posted_on == INT32_MIN)
            refuse(f, tr(f->w, "the row has no day (columns date, posted_on or open_date, as 2027-03-01)"));
        else
            advert(f, &a);
    }
    if (e.fault != FINE)
        refuse(f, e.text);
    csv_close(&c);
    advert_free(&a);
}

static bool ends(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    return n >= k && strcasecmp(s + n - k, end) == 0;
}

static void whole(struct feed *f, FILE *in)
{
    struct text t = TEXT(0);
    char part[65536];
    for (size_t k; (k = fread(part, 1, sizeof(part), in)) > 0 && !t.over;)
        text_bytes(&t, part, k);
    struct err e = {0};
    enum encoding was;
    f->line = 1;
    if (t.over)
        refuse(f, tr(f->w, "the file is larger than 256 MiB; give it as JSON lines"));
    else if (t.n == 0)
        refuse(f, tr(f->w, "the file is empty"));
    else if (!encoding_to_utf8(&t, &was, &e))
        refuse(f, e.text);
    else if (ends(f->file, ".csv") || ends(f->file, ".tsv"))
        rows(f, t.s, t.n);
    else if ((ends(f->file, ".html") || ends(f->file, ".htm") ? vacancy_html(t.s, t.n, advert, f, &e) : vacancy_json(t.s, t.n, advert, f, &e)) == 0)
        refuse(f, e.text);
    text_free(&t);
}

static bool one_file(struct feed *f, const char *file)
{
    bool in_is_stdin = strcmp(file, "-") == 0;
    FILE *in = in_is_stdin ? stdin : fopen(file, "rb");
    if (in == NULL)
        return fail(f->w, NOT_FOUND, tr(f->w, "%s cannot be read: %s"), file, strerror(errno));
    f->file = file;
    const char *last = strrchr(file, '/'), *base = last != NULL ? last + 1 : file;
    f->source = f->how->source != NULL ? f->how->source : in_is_stdin ? "feed" : take_copy(f->w, base, strcspn(base, "."));
    if (in_is_stdin || ends(file, ".jsonl") || ends(file, ".ndjson"))
        json_lines(f, in);
    else
        whole(f, in);
    if (!in_is_stdin)
        fclose(in);
    return fine(f->w);
}

static bool prepare(struct feed *f)
{
    struct work *w = f->w;
    f->marks = lexis_open(w, LEXIS_MARKS, NULL, f->how->where, f->how->say);
    if (f->marks == NULL)
        return false;
    f->marker = marker_new(f->marks);
    if (db_one(w, "SELECT count(*) FROM occupation", NO_ARGS, 0) > 0) {
        f->coder = coder_open(w, f->how->framework, f->how->where, f->how->say);
        if (f->coder == NULL)
            return false;
        f->title_marker = marker_new(coder_lexicon(f->coder));
    }
    remember(f);
    return fine(w);
}

bool feed_files(struct work *w, const char *const *files, size_t n, const struct feed_how *how, struct feed_result *result)
{
    struct feed f = {.w = w, .how = how, .r = result};
    *result = (struct feed_result){0};
    bool ready = prepare(&f);
    if (ready) {
        db_begin(w);
        for (size_t i = 0; i < n && fine(w); i++)
            one_file(&f, files[i]);
        /* a feed killed after its last full batch has left the figures as they were before it */
        bool stale = result->fresh == 0 && result->known > 0 && db_one(w, NEED_COUNTED, NO_ARGS, 0) != db_one(w, NEED_TO_COUNT, NO_ARGS, 0);
        if (result->fresh > 0 || stale) {
            db_run(w, CLEAR_NEED, NO_ARGS);
            db_run(w, COUNT_NEED, NO_ARGS);
        }
        ready = db_commit(w);
    }
    marker_free(f.marker);
    marker_free(f.title_marker);
    map_free(&f.titles);
    map_free(&f.places);
    twins_free(&f.twins);
    free(f.kept);
    return ready && fine(w);
}
