/* span_cli.c -- see span_cli.h.  Sentences that teach are JSON lines with "tokens" and, for each layer, "tags_skill" and
 * "tags_knowledge" of O, B, I, as SkillSpan publishes them (Zhang and others 2022). */
#include "competence/span_cli.h"

#include "base/text.h"
#include "codec/json.h"
#include "competence/lexis.h"
#include "lingo/mention.h"
#include "lingo/span.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct taught {
    struct span_sentence *all;
    size_t n, room, refused;
};

static uint8_t tag_of(const json_t *j)
{
    const char *s = json_string_value(j);
    return s == NULL || *s == 'O' ? SPAN_O : *s == 'B' ? SPAN_B : *s == 'I' ? SPAN_I : SPAN_O;
}

/* One line: its words stand with single spaces between them. */
static bool sentence_of(struct work *w, const char *line, size_t n, struct span_sentence *s, int64_t *advert)
{
    json_t *j = json_loadb(line, n, 0, NULL), *tokens = json_object_get(j, "tokens"), *tags[SPAN_LAYERS];
    *s = (struct span_sentence){0};
    tags[SPAN_SKILL] = json_object_get(j, "tags_skill");
    tags[SPAN_KNOWLEDGE] = json_object_get(j, "tags_knowledge");
    bool good = json_is_array(tokens) && json_array_size(tokens) > 0 && (json_is_array(tags[0]) || json_is_array(tags[1]));
    struct text t = TEXT(0);
    for (size_t i = 0; good && i < json_array_size(tokens) && s->n < SPAN_TOKENS; i++) {
        const char *word = json_string_value(json_array_get(tokens, i));
        if (word == NULL || *word == '\0') {
            good = false;
            break;
        }
        text_add(&t, t.n > 0 ? " " : "");
        for (int l = 0; l < SPAN_LAYERS; l++)
            s->tag[l][s->n] = tag_of(json_array_get(tags[l], i));
        for (int l = 0; l < SPAN_LAYERS; l++)
            if (s->tag[l][s->n] == SPAN_I && (s->n == 0 || s->tag[l][s->n - 1] == SPAN_O))
                s->tag[l][s->n] = SPAN_B; /* a span begins with B */
        s->token[s->n++] = (struct span_token){(uint32_t)t.n, (uint32_t)strlen(word)};
        text_add(&t, word);
    }
    *advert = json_is_integer(json_object_get(j, "idx")) ? (int64_t)json_integer_value(json_object_get(j, "idx")) : -1;
    s->text = good ? take_copy(w, t.s, t.n) : "";
    text_free(&t);
    json_decref(j);
    return good;
}

static bool read_taught(struct work *w, const char *file, struct taught *to)
{
    FILE *f = fopen(file, "rb");
    if (f == NULL)
        return fail(w, NOT_FOUND, tr(w, "%s cannot be read: %s"), file, strerror(errno));
    char *line = NULL;
    const char *heading = NULL;
    int64_t advert = -1;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        int64_t of = -1;
        if (n == 1)
            continue;
        grow(w, &to->all, to->room, to->n);
        struct span_sentence *s = &to->all[to->n];
        if (!sentence_of(w, line, (size_t)n, s, &of)) {
            to->refused++;
            continue;
        }
        heading = of == advert ? heading : NULL; /* a heading stands for its own advert */
        advert = of;
        s->heading = heading;
        if (span_is_heading(s))
            heading = s->text;
        to->n++;
    }
    free(line);
    fclose(f);
    if (to->n == 0)
        return fail(w, NOT_VALID, tr(w, "%s has no line with \"tokens\" and \"tags_skill\" or \"tags_knowledge\""), file);
    return true;
}

static void forget_marker(void *m) { marker_free(m); }
static void forget_model(void *m) { span_free(m); }

static bool aid_of(struct call *c, struct span_aid *aid)
{
    *aid = (struct span_aid){.plain = call_has(c, "plain")};
    if (aid->plain)
        return true;
    const struct lexicon *marks = lexis_open(c->w, LEXIS_MARKS, NULL, c->db_where, c->terminal ? stderr : NULL);
    if (marks == NULL)
        return false;
    aid->meanings = lexis_open(c->w, LEXIS_LINKS, NULL, c->db_where, c->terminal ? stderr : NULL);
    if (aid->meanings == NULL)
        return false;
    aid->marker = marker_new(marks);
    work_later(c->w, forget_marker, aid->marker);
    return true;
}

static const char *model_path(struct call *c) { return call_text(c, "model", take_text(c->w, "%s.spans", strncmp(c->db_where, "postgres", 8) == 0 ? "cavt" : c->db_where)); }

static const struct option LEARN[] = {
    {"model", "FILE", TR("where the model is kept; beside the database unless said")},
    {"plain", NULL, TR("by words, their ends and shapes alone, as a reference")},
    {"rounds", "N", TR("how often all sentences are read; 6 unless said")},
    {"cost", "NUMBER", TR("how dear it is to pass over a span while learning; 1.5 unless said")},
    {"keep", "NUMBER", TR("how much weights shrink while learning; 0.000001 unless said")},
    {"seed", "N", TR("the same seed gives the same model; 1 unless said")},
    {0},
};

static bool learn(struct call *c)
{
    struct work *w = c->w;
    struct taught t = {0};
    struct span_aid aid = {0};
    struct span_how how = {.rounds = (int)call_int(c, "rounds", 6, 1, 200), .cost = call_real(c, "cost", 1.5, 0, 20), .keep = call_real(c, "keep", 1e-6, 0, 1), .seed = (uint64_t)call_int(c, "seed", 1, 0, INT64_MAX)};
    for (int i = 0; i < c->args && fine(w); i++)
        if (!read_taught(w, c->arg[i], &t))
            return false;
    if (!fine(w) || !aid_of(c, &aid))
        return false;
    struct span_model *m = span_learn(t.all, t.n, &aid, &how);
    work_later(w, forget_model, m);
    if (!span_save(m, model_path(c), &w->err))
        return false;
    fprintf(c->out, tr(w, "%zu sentences learned, %zu lines refused; the model is in %s\n"), t.n, t.refused, model_path(c));
    return true;
}

static struct span_model *model_of(struct call *c)
{
    struct span_model *m = span_load(model_path(c), &c->w->err);
    if (m != NULL)
        work_later(c->w, forget_model, m);
    return m;
}

static const struct option MARK[] = {
    {"model", "FILE", TR("where the model is kept; beside the database unless said")},
    {"plain", NULL, TR("by words, their ends and shapes alone, as a reference")},
    {0},
};

static void put_spans(struct call *c, const struct span_sentence *s)
{
    for (int l = 0; l < SPAN_LAYERS; l++)
        for (size_t i = 0; i < s->n; i++) {
            if (s->tag[l][i] != SPAN_B)
                continue;
            size_t last = i;
            while (last + 1 < s->n && s->tag[l][last + 1] == SPAN_I)
                last++;
            uint32_t from = s->token[i].at, to = s->token[last].at + s->token[last].n;
            struct text t = TEXT(0);
            struct json j = json_to(&t);
            json_begin_object(&j);
            json_put_int(&j, "from", from);
            json_put_int(&j, "to", to);
            json_key(&j, "words");
            json_add_bytes(&j, s->text + from, to - from);
            json_put_text(&j, "layer", span_layer_name((enum span_layer)l));
            json_end_object(&j);
            fprintf(c->out, "%s\n", t.s);
            text_free(&t);
        }
}

static bool mark(struct call *c)
{
    struct work *w = c->w;
    struct span_aid aid = {0};
    struct span_model *m = model_of(c);
    if (m == NULL || !aid_of(c, &aid))
        return false;
    struct text all = TEXT((size_t)1 << 30);
    char part[65536];
    for (size_t n; (n = fread(part, 1, sizeof(part), stdin)) > 0 && !all.over;)
        text_bytes(&all, part, n);
    if (all.over || ferror(stdin)) {
        text_free(&all);
        return fail(w, LIMIT, tr(w, "the text cannot be read, or is longer than a gibibyte"));
    }
    struct span_sentence *s = take(w, sizeof(*s));
    const char *heading = NULL;
    for (size_t at = 0; all.n > 0 && (at = span_cut(all.s, all.n, at, s)) != 0;) {
        s->heading = heading;
        span_mark(m, &aid, s);
        put_spans(c, s);
        if (span_is_heading(s))
            heading = take_copy(w, all.s + s->token[0].at, s->token[s->n - 1].at + s->token[s->n - 1].n - s->token[0].at);
    }
    text_free(&all);
    return true;
}

struct score {
    size_t right, said, asked;
};

static size_t end_of(const uint8_t *tag, size_t n, size_t i)
{
    while (i + 1 < n && tag[i + 1] == SPAN_I)
        i++;
    return i;
}

/* Strict: both ends must agree. */
static void compare(const uint8_t *said, const uint8_t *asked, size_t n, struct score *to)
{
    for (size_t i = 0; i < n; i++) {
        to->said += said[i] == SPAN_B;
        to->asked += asked[i] == SPAN_B;
        to->right += said[i] == SPAN_B && asked[i] == SPAN_B && end_of(said, n, i) == end_of(asked, n, i);
    }
}

static void put_score(struct work *w, struct sheet *s, const char *layer, const struct score *x, size_t lines)
{
    double p = x->said > 0 ? (double)x->right / (double)x->said : 0, r = x->asked > 0 ? (double)x->right / (double)x->asked : 0, f = p + r > 0 ? 2 * p * r / (p + r) : 0;
    double spread = 1.96 * sqrt(f * (1 - f) / fmax(1, (double)(x->said + x->asked) / 2));
    sheet_row(s);
    sheet_words(s, layer);
    const double figures[] = {p, r, f, fmax(0, f - spread), fmin(1, f + spread)};
    for (size_t i = 0; i < COUNT(figures); i++)
        sheet_words(s, take_text(w, "%.3f", figures[i]));
    sheet_int(s, (int64_t)x->asked);
    sheet_int(s, (int64_t)lines);
}

static const struct option MEASURE[] = {
    {"model", "FILE", TR("where the model is kept; beside the database unless said")},
    {"plain", NULL, TR("by words, their ends and shapes alone, as a reference")},
    CALL_AS,
    {0},
};

static bool measure(struct call *c)
{
    static const struct column columns[] = {{"layer", TR("Layer"), CODE},   {"precision", TR("Precision"), CODE}, {"recall", TR("Recall"), CODE}, {"f1", TR("F1, strict"), CODE},
                                            {"low", TR("Lower bound"), CODE}, {"high", TR("Upper bound"), CODE}, {"spans", TR("Spans"), NUMBER}, {"n", TR("Lines"), NUMBER}};
    struct work *w = c->w;
    struct taught t = {0};
    struct span_aid aid = {0};
    struct span_model *m = model_of(c);
    for (int i = 0; i < c->args && m != NULL; i++)
        if (!read_taught(w, c->arg[i], &t))
            return false;
    if (m == NULL || !aid_of(c, &aid))
        return false;
    struct score layer[SPAN_LAYERS] = {{0}}, all = {0};
    for (size_t i = 0; i < t.n; i++) {
        struct span_sentence said = t.all[i];
        span_mark(m, &aid, &said);
        for (int l = 0; l < SPAN_LAYERS; l++) {
            compare(said.tag[l], t.all[i].tag[l], said.n, &layer[l]);
            compare(said.tag[l], t.all[i].tag[l], said.n, &all);
        }
    }
    struct sheet *s = call_sheet(c);
    sheet_begin(s, columns, COUNT(columns));
    for (int l = 0; l < SPAN_LAYERS; l++)
        put_score(w, s, span_layer_name((enum span_layer)l), &layer[l], t.n);
    put_score(w, s, "both", &all, t.n);
    return sheet_end(s);
}

const struct command span_commands[] = {
    {"competence span learn", "DB FILE...", NEEDS_DB, LEARN, learn, TR("learn to find skills and knowledge that no framework names, from sentences marked by people")},
    {"competence span mark", "DB", NEEDS_DB, MARK, mark, TR("find such spans in a text: places, words, layer, as JSON lines")},
    {"competence span measure", "DB FILE...", NEEDS_DB, MEASURE, measure, TR("how well spans are found in sentences marked by people: strict precision, recall and F1")},
    {0},
};
