/* programme_web.c -- the catalogue and its search; the pages of programmes, modules and competences. */
#include "programme/programme_web.h"

#include "base/fold.h"
#include "base/map.h"
#include "lingo/word.h"
#include "programme/programme_web_sql.h"
#include "view/say.h"
#include "view/words.h"
#include "web/piece.h"

#include <string.h>

static const char *const kinds[] = {"upskilling", "retraining", "vocational", NULL};

static const char *given(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

/* ---------------------------------------------------------------- the search */
/* Words are compared by stem, so that inflection does not matter; a word of five letters and more that is
 * one letter off (swapped, missing, extra, other) counts too, for less. */
#define QUERY_WORDS 12

struct query {
    char word[QUERY_WORDS][WORD_MAX];
    int n;
    struct stemmer *stemmer;
};

static int stems(struct stemmer *st, const char *text, char out[][WORD_MAX], int most)
{
    int n = 0;
    struct token t;
    size_t size = strlen(text);
    for (size_t at = 0; n < most && (at = word_next(text, size, at, &t)) != 0;) {
        size_t len = word_fold(text + t.at, t.n, out[n]);
        if (!word_is_stop(out[n], t.upper)) {
            stem_word(st, out[n], len);
            n++;
        }
    }
    return n;
}

/* Whether a and b differ by one letter at most.  Letters are compared as UTF-8 characters. */
static size_t letter(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static bool near(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t i = letter(a), j = letter(b);
        if (i == j && memcmp(a, b, i) == 0) {
            a += i;
            b += j;
            continue;
        }
        const char *a1 = a + i, *b1 = b + j;
        if (strcmp(a1, b1) == 0 || strcmp(a1, b) == 0 || strcmp(a, b1) == 0)
            return true;
        size_t k = *a1 != '\0' ? letter(a1) : 0, l = *b1 != '\0' ? letter(b1) : 0; /* Swapped neighbours. */
        return k > 0 && l > 0 && k == j && l == i && memcmp(a1, b, k) == 0 && memcmp(a, b1, i) == 0 && strcmp(a1 + k, b1 + l) == 0;
    }
    return *a == '\0' ? *b == '\0' || b[letter(b)] == '\0' : a[letter(a)] == '\0';
}

static int likeness(const char *asked, const char *word)
{
    size_t n = strlen(asked), m = strlen(word);
    if (strcmp(asked, word) == 0)
        return 8;
    if (n >= 6 && m > n && memcmp(asked, word, n) == 0)
        return 5; /* The beginning of a word still being typed. */
    return n >= 8 && m >= 8 && near(asked, word) ? 3 : 0;
}

/* How well a folded text answers: 0 unless it has something for every word asked; *had takes each word's best. */
static void match(const struct query *query, const char *text, int weight, int had[QUERY_WORDS])
{
    static _Thread_local char word[60][WORD_MAX];
    int n = stems(query->stemmer, text, word, 60);
    for (int i = 0; i < query->n; i++)
        for (int j = 0; j < n; j++) {
            int like = likeness(query->word[i], word[j]) * weight;
            had[i] = like > had[i] ? like : had[i];
        }
}

static int total(const struct query *query, const int had[QUERY_WORDS])
{
    int sum = 0;
    for (int i = 0; i < query->n; i++) {
        if (had[i] == 0)
            return 0;
        sum += had[i];
    }
    return sum;
}

static void forget_stemmer(void *st) { stemmer_free(st); }
static void forget_map(void *m) { map_free(m); }

static struct query *query_of(struct request *q)
{
    const char *text = web_text(q, "q");
    struct query *query = take(q->w, sizeof(*query));
    if (text == NULL || *text == '\0')
        return query;
    query->stemmer = stemmer_new();
    work_later(q->w, forget_stemmer, query->stemmer);
    query->n = stems(query->stemmer, text, query->word, QUERY_WORDS);
    return query;
}

/* taught: what each module gives, as folded text, so that a search for a competence finds its modules. */
static struct map *taught(struct work *w)
{
    struct map *m = take(w, sizeof(*m));
    work_later(w, forget_map, m);
    static const char *const from[] = {CATALOGUE_GIVES, CATALOGUE_LABELS};
    for (size_t k = 0; k < COUNT(from); k++) {
        struct rows r = db_rows(w, from[k], NO_ARGS);
        while (db_next(&r)) {
            bool fresh;
            int64_t *at = map_at(m, db_text(&r, 0), &fresh);
            *at = (int64_t)(intptr_t)take_text(w, "%s %s", fresh ? "" : (const char *)(intptr_t)*at, db_text(&r, 1));
        }
    }
    return m;
}

static void had_by_module(const struct query *query, const struct map *m, const char *code, int had[QUERY_WORDS])
{
    const int64_t *text = map_find(m, code);
    if (text != NULL)
        match(query, (const char *)(intptr_t)*text, 1, had);
}

static const struct column programme_cols[] = {
    {"name", TR("Programme"), WORDS}, {"kind", TR("Kind"), CODE}, {"owner", TR("Owner"), WORDS}, {"modules", TR("Modules"), NUMBER},
    {"hours", TR("Hours"), NUMBER}, {"price", TR("Per learner"), MONEY}, {"match", TR("Fits"), NUMBER},
};
static const struct column module_cols[] = {
    {"name", TR("Module"), WORDS}, {"form", TR("Form"), CODE}, {"owner", TR("Owner"), WORDS}, {"hours", TR("Hours"), NUMBER},
    {"least", TR("Cohort from"), NUMBER}, {"most", TR("to"), NUMBER}, {"price", TR("Per learner"), MONEY}, {"match", TR("Fits"), NUMBER},
};

static bool programmes(struct request *q, const struct query *query, const struct map *m, struct sheet *s)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, CATALOGUE_PROGRAMMES, ARGS(V(given(q, "organisation")), V(given(q, "kind"))));
    sheet_begin(s, programme_cols, COUNT(programme_cols) - (query->n == 0));
    while (db_next(&r)) {
        int had[QUERY_WORDS] = {0};
        const char *code = db_text(&r, 0);
        if (query->n > 0) {
            match(query, db_text(&r, 3), 3, had);
            struct rows in = db_rows(w, CATALOGUE_HOLDING, ARGS(V(code)));
            while (db_next(&in))
                had_by_module(query, m, db_text(&in, 0), had);
            if (total(query, had) == 0)
                continue;
        }
        sheet_row(s);
        sheet_link(s, web_path(w, "/programme/", code, ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(s, kind_word(w, db_text(&r, 4)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 5), ""), tr_name(w, db_text(&r, 6), db_text(&r, 7)));
        sheet_int(s, db_int(&r, 8));
        sheet_int(s, db_int(&r, 9));
        sheet_int(s, db_int(&r, 10));
        if (query->n > 0)
            sheet_int(s, total(query, had));
    }
    return sheet_end(s);
}

static bool modules(struct request *q, const struct query *query, const struct map *m, struct sheet *s)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, CATALOGUE_MODULES, ARGS(V(given(q, "organisation"))));
    sheet_begin(s, module_cols, COUNT(module_cols) - (query->n == 0));
    while (db_next(&r)) {
        int had[QUERY_WORDS] = {0};
        const char *code = db_text(&r, 0);
        if (query->n > 0) {
            match(query, db_text(&r, 3), 3, had);
            had_by_module(query, m, code, had);
            if (total(query, had) == 0)
                continue;
        }
        sheet_row(s);
        sheet_link(s, web_path(w, "/module/", code, ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_words(s, kind_word(w, db_text(&r, 4)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 5), ""), tr_name(w, db_text(&r, 6), db_text(&r, 7)));
        sheet_int(s, db_int(&r, 8));
        sheet_int(s, db_int(&r, 11));
        sheet_int(s, db_int(&r, 12));
        sheet_int(s, db_int(&r, 9));
        if (query->n > 0)
            sheet_int(s, total(query, had));
    }
    return sheet_end(s);
}

static bool catalogue(struct request *q)
{
    struct work *w = q->w;
    bool by_module = strcmp(given(q, "what"), "module") == 0;
    q->title = tr(w, "Catalogue");
    size_t n;
    piece_filters(q);
    piece_search(q, "q", tr(w, "What is to be learned, in any words"));
    const struct choice what[] = {{"", tr(w, "programmes")}, {"module", tr(w, "modules")}};
    html(q->page, "<div><label for=\"f-what\">%s</label>", tr(w, "Among"));
    piece_select(q, "what", what, COUNT(what), given(q, "what"));
    page_add(q->page, "</div>\n");
    const struct choice *c = piece_kinds(w, kinds, &n);
    if (!by_module)
        piece_choice(q, "kind", tr(w, "Kind"), c, n);
    c = piece_choices(w, CATALOGUE_OWNERS, &n);
    piece_choice(q, "organisation", tr(w, "Owner"), c, n);
    piece_filters_end(q);
    const struct query *query = query_of(q);
    const struct map *m = query->n > 0 ? taught(w) : NULL;
    struct sheet *s = web_sheet(q, by_module ? TR("Modules of all owners") : TR("Programmes of all owners"), by_module ? "modules" : "programmes");
    if (s->order == NULL && query->n > 0)
        s->order = "-match";
    if (!(by_module ? modules(q, query, m, s) : programmes(q, query, m, s)))
        return false;
    if (s->nrows == 0 && !by_module && query->n > 0)
        piece_empty(q, tr(w, "No programme is like that; a module of one may be."), take_text(w, "/catalogue?what=module&q=%s", web_part(w, given(q, "q"))),
                    tr(w, "Search the modules"));
    else if (s->nrows == 0)
        piece_empty(q, tr(w, "Nobody teaches that here yet. An order tells the centre that somebody should."), "/order/new", tr(w, "Order training"));
    return web_sheet_done(q, s);
}

/* ---------------------------------------------------------------- pages */
static void competence_link(struct request *q, const char *code, const char *name, int64_t level)
{
    html(q->page, "<li><a href=\"%s\">%s</a> <small>", web_path(q->w, "/competence/", code, ""), name);
    html(q->page, tr(q->w, "level %lld"), (long long)level);
    page_add(q->page, "</small></li>\n");
}

static bool programme(struct request *q)
{
    static const struct column cols[] = {
        {"module", TR("Module"), WORDS}, {"owner", TR("Owner"), WORDS}, {"lecture_ah", TR("Lectures"), NUMBER}, {"practice_ah", TR("Practice"), NUMBER},
        {"self_ah", TR("Self-study"), NUMBER}, {"price", TR("Per learner"), MONEY},
    };
    struct work *w = q->w;
    struct rows r = db_rows(w, PROGRAMME_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no programme %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/catalogue", tr(w, "Catalogue"));
    page_add(q->page, "<p>");
    piece_state(q, db_text(&r, 5));
    html(q->page, "</p>\n<p class=\"lead\">%s</p>\n<dl class=\"facts\">\n", tr_name(w, db_text(&r, 9), db_text(&r, 10)));
    piece_fact(q, tr(w, "Kind"), kind_word(w, db_text(&r, 3)));
    html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Owner"), web_path(w, "/partner/", db_text(&r, 11), ""),
         tr_name(w, db_text(&r, 12), db_text(&r, 13)));
    piece_fact(q, tr(w, "Document at the end"), tr_name(w, db_text(&r, 7), db_text(&r, 8)));
    piece_fact(q, tr(w, "Version"), say_number(w, db_int(&r, 4)));
    page_add(q->page, "</dl>\n");
    db_done(&r);
    html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "What is learned"));
    r = db_rows(w, PROGRAMME_WEB_GIVES, ARGS(V(id)));
    while (db_next(&r))
        competence_link(q, db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_int(&r, 4));
    html(q->page, "</ul>\n<h2>%s</h2>\n", tr(w, "Modules"));
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Modules of the programme, in their order");
    r = db_rows(w, PROGRAMME_WEB_MODULES, ARGS(V(id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        for (int c = 6; c <= 9; c++)
            sheet_int(s, db_int(&r, c));
    }
    if (!sheet_end(s))
        return false;
    page_bytes(q->page, s->out->text, s->out->used);
    html(q->page, "<div class=\"actions\"><a role=\"button\" href=\"%s\">%s</a></div>\n", web_path(w, "/order/new?programme=", q->code[0], ""),
         tr(w, "Order this for my people"));
    return true;
}

static void before(struct request *q, int64_t id)
{
    struct work *w = q->w;
    bool any = false;
    struct rows r = db_rows(w, MODULE_WEB_BEFORE, ARGS(V(id)));
    while (db_next(&r)) {
        if (!any)
            html(q->page, "<h2>%s</h2>\n<ul class=\"tight-list\">\n", tr(w, "What must come before"));
        any = true;
        if (!db_null(&r, 0))
            html(q->page, "<li><a href=\"%s\">%s</a></li>\n", web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        else
            competence_link(q, db_text(&r, 3), tr_name(w, db_text(&r, 4), db_text(&r, 5)), db_int(&r, 6));
    }
    if (any)
        page_add(q->page, "</ul>\n");
}

static void needs(struct request *q, int64_t id)
{
    struct work *w = q->w;
    html(q->page, "<h2>%s</h2>\n<ul class=\"tight-list\">\n", tr(w, "What it needs"));
    struct rows r = db_rows(w, MODULE_WEB_NEEDS, ARGS(V(id)));
    while (db_next(&r)) {
        const char *type = tr_name(w, db_text(&r, 3), db_text(&r, 4)), *able = tr_name(w, db_text(&r, 5), db_text(&r, 6));
        html(q->page, "<li>%s: ", kind_word(w, db_text(&r, 0)));
        if (*type != '\0')
            html(q->page, "<a href=\"%s\">%s</a>", web_path(w, "/resource?type=", db_text(&r, 2), ""), type);
        else
            html(q->page, tr(w, "a teacher who knows “%s”"), *able != '\0' ? able : tr(w, "any subject"));
        if (!db_null(&r, 9))
            html(q->page, tr(w, ", %lld for every %lld learners"), (long long)db_int(&r, 8), (long long)db_int(&r, 9));
        else if (db_int(&r, 8) > 1)
            html(q->page, " × %lld", (long long)db_int(&r, 8));
        page_add(q->page, "</li>\n");
    }
    page_add(q->page, "</ul>\n");
}

static bool module(struct request *q)
{
    struct work *w = q->w;
    struct rows r = db_rows(w, MODULE_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no module %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    const char *currency = web_region(q)->currency;
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/catalogue?what=module", tr(w, "Modules"));
    html(q->page, "<p class=\"lead\">%s</p>\n<dl class=\"facts\">\n", tr_name(w, db_text(&r, 3), db_text(&r, 4)));
    html(q->page, "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>\n", tr(w, "Owner"), web_path(w, "/partner/", db_text(&r, 15), ""),
         tr_name(w, db_text(&r, 16), db_text(&r, 17)));
    piece_fact(q, tr(w, "Site"), tr_name(w, db_text(&r, 18), db_text(&r, 19)));
    piece_fact(q, tr(w, "Hours"), take_text(w, tr(w, "%s: lectures %lld, practice %lld, self-study %lld"),
                                            say_hours(w, db_int(&r, 5) + db_int(&r, 6) + db_int(&r, 7)), (long long)db_int(&r, 5), (long long)db_int(&r, 6),
                                            (long long)db_int(&r, 7)));
    piece_fact(q, tr(w, "Form"), kind_word(w, db_text(&r, 12)));
    piece_fact(q, tr(w, "Cohort"), take_text(w, tr(w, "from %lld to %lld people"), (long long)db_int(&r, 8), (long long)db_int(&r, 9)));
    piece_fact(q, tr(w, "Price"), take_text(w, tr(w, "%s a cohort and %s a learner"), say_price(w, db_int(&r, 10), currency),
                                            say_price(w, db_int(&r, 11), currency)));
    if (db_int(&r, 14) == 0)
        piece_fact(q, tr(w, "Note"), tr(w, "what was published does not allow placing it in time"));
    page_add(q->page, "</dl>\n");
    db_done(&r);
    html(q->page, "<h2>%s</h2>\n<ul class=\"chips\">\n", tr(w, "What is learned"));
    r = db_rows(w, MODULE_WEB_GIVES, ARGS(V(id)));
    while (db_next(&r))
        competence_link(q, db_text(&r, 0), tr_name(w, db_text(&r, 1), db_text(&r, 2)), db_int(&r, 3));
    page_add(q->page, "</ul>\n");
    before(q, id);
    needs(q, id);
    r = db_rows(w, MODULE_WEB_PROGRAMMES, ARGS(V(id)));
    for (bool first = true; db_next(&r); first = false) {
        if (first)
            html(q->page, "<h2>%s</h2>\n", tr(w, "In programmes"));
        html(q->page, "<p><a href=\"%s\">%s</a></p>\n", web_path(w, "/programme/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
    }
    return fine(w);
}

static bool teaching(struct request *q, int64_t id)
{
    static const struct column cols[] = {{"module", TR("Module"), WORDS}, {"owner", TR("Owner"), WORDS}, {"level", TR("To level"), NUMBER},
                                         {"hours", TR("Hours"), NUMBER}, {"price", TR("Per learner"), MONEY}};
    struct work *w = q->w;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Who teaches it");
    struct rows r = db_rows(w, COMPETENCE_WEB_MODULES, ARGS(V(id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/module/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        sheet_link(s, web_path(w, "/partner/", db_text(&r, 3), ""), tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        for (int c = 6; c <= 8; c++)
            sheet_int(s, db_int(&r, c));
    }
    if (!sheet_end(s))
        return false;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Who teaches it"));
    if (s->nrows == 0)
        html(q->page, "<p class=\"note warn\">%s</p>\n", tr(w, "No module of the region gives it."));
    else
        page_bytes(q->page, s->out->text, s->out->used);
    int64_t staff = db_one(w, COMPETENCE_WEB_STAFF, ARGS(V(id)), 0);
    page_add(q->page, "<p>");
    html(q->page, trn(w, "%lld teacher could teach it.", "%lld teachers could teach it.", staff), (long long)staff);
    page_add(q->page, "</p>\n");
    return true;
}

static bool competence(struct request *q)
{
    static const struct column cols[] = {{"order", TR("Order"), WORDS}, {"level", TR("Level"), NUMBER}, {"people", TR("People"), NUMBER},
                                         {"deadline_on", TR("By"), DAY}, {"state", TR("State"), CODE}};
    struct work *w = q->w;
    struct rows r = db_rows(w, COMPETENCE_WEB_ONE, ARGS(V(q->code[0])));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no competence %s"), q->code[0]);
    int64_t id = db_int(&r, 0);
    q->title = tr_name(w, db_text(&r, 1), db_text(&r, 2));
    piece_crumb(q, "/catalogue", tr(w, "Catalogue"));
    html(q->page, "<p class=\"lead\">%s</p>\n<dl class=\"facts\">\n", tr_name(w, db_text(&r, 4), db_text(&r, 5)));
    piece_fact(q, tr(w, "Framework"), db_text(&r, 3));
    piece_fact(q, tr(w, "Code"), q->code[0]);
    db_done(&r);
    const char *labels = "";
    r = db_rows(w, COMPETENCE_WEB_LABELS, ARGS(V(id)));
    while (db_next(&r))
        labels = take_text(w, "%s%s%s", labels, *labels != '\0' ? ", " : "", db_text(&r, 0));
    piece_fact(q, tr(w, "Also called"), labels);
    page_add(q->page, "</dl>\n");
    if (!teaching(q, id))
        return false;
    struct sheet *s = sheet_new(w, &sheet_html);
    s->title = tr(w, "Who asks for it");
    r = db_rows(w, COMPETENCE_WEB_ORDERS, ARGS(V(id)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, web_path(w, "/order/", db_text(&r, 0), ""), tr_name(w, db_text(&r, 1), db_text(&r, 2)));
        for (int c = 3; c <= 5; c++)
            sheet_int(s, db_int(&r, c));
        sheet_words(s, state_word(w, db_text(&r, 6)));
    }
    if (!sheet_end(s))
        return false;
    html(q->page, "<h2>%s</h2>\n", tr(w, "Who asks for it"));
    if (s->nrows == 0)
        html(q->page, "<p class=\"muted\">%s</p>\n", tr(w, "No order asks for it now."));
    else
        page_bytes(q->page, s->out->text, s->out->used);
    return true;
}

const struct route programme_routes[] = {
    {GET, "/catalogue", ANYONE, catalogue, TR("Programmes and modules of all owners, with search"), TR("Catalogue")},
    {GET, "/programme/{code}", ANYONE, programme, TR("One programme"), NULL},
    {GET, "/module/{code}", ANYONE, module, TR("One module"), NULL},
    {GET, "/competence/{code}", ANYONE, competence, TR("One competence: who asks, who teaches"), NULL},
    {0},
};
