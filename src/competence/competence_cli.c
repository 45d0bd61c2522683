/* competence_cli.c -- see competence_cli.h.  Lines come in, one JSON object a line goes out. */
#include "competence/competence_cli.h"

#include "base/text.h"
#include "codec/json.h"
#include "competence/crosswalk.h"
#include "competence/lexis.h"
#include "competence/measure.h"
#include "competence/standard.h"
#include "competence/title.h"
#include "lingo/mention.h"
#include "lingo/rank.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST 100

static const struct option RANK[] = {
    {"framework", "NAME", TR("rank within this framework; all: within every one; the largest loaded if not given")},
    {"most", "N", TR("how many to print for each line, 1 to 100; 10 if not given")},
    {"why", NULL, TR("print what each score is made of")},
    {0},
};

static const char *const sign_names[SIGNS] = {"about", "name", "called", "sense", "whole", "hint", "use"};

static void put_ranked(struct json *j, const struct lexicon *lex, const struct ranked *x, bool why)
{
    const struct card *card = &lex->cards[x->thing];
    json_begin_object(j);
    json_put_text(j, "id", lex->text + card->code);
    json_put_text(j, "label", lex->text + card->name);
    json_put_real(j, "score", (double)(int)(x->score * 10000 + 0.5f) / 10000);
    if (why) {
        json_key(j, "why");
        json_begin_object(j);
        for (int s = 0; s < SIGNS; s++)
            json_put_real(j, sign_names[s], (double)(int)(x->sign[s] * 1000 + 0.5f) / 1000);
        json_end_object(j);
    }
    json_end_object(j);
}

static void put_head(struct json *j, const char *line_key, const char *line, size_t n, const char *list_key)
{
    json_begin_object(j);
    json_key(j, line_key);
    json_add_bytes(j, line, n);
    json_key(j, list_key);
    json_begin_array(j);
}

/* Every line of stdin to one line of the answer; empty lines are lines too. */
static bool each_line(struct call *c, void (*answer)(struct call *c, void *by, const char *line, size_t n, struct json *j), void *by)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    errno = 0;
    while ((n = getline(&line, &room, stdin)) > 0) {
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            n--;
        struct text t = TEXT(0);
        struct json j = json_to(&t);
        answer(c, by, line, (size_t)n, &j);
        json_end_array(&j);
        json_end_object(&j);
        fprintf(c->out, "%s\n", t.s);
        text_free(&t);
    }
    int why = errno;
    free(line);
    if (ferror(stdin))
        return fail(c->w, BROKEN, tr(c->w, "the lines cannot be read: %s"), strerror(why));
    return true;
}

struct linker {
    const struct lexicon *lex;
    struct ranker *rank;
    size_t most;
    bool why;
};

static void link_line(struct call *c, void *by, const char *line, size_t n, struct json *j)
{
    const struct linker *l = by;
    struct ranked best[MOST];
    size_t k = ranker_rank(l->rank, line, n, best, l->most);
    (void)c;
    put_head(j, "text", line, n, "competences");
    for (size_t i = 0; i < k; i++)
        put_ranked(j, l->lex, &best[i], l->why);
}

static bool link_(struct call *c)
{
    struct linker l = {.most = (size_t)call_int(c, "most", 10, 1, MOST), .why = call_has(c, "why")};
    if (!fine(c->w))
        return false;
    l.lex = lexis_open(c->w, LEXIS_LINKS, call_text(c, "framework", NULL), c->db_where, c->terminal ? stderr : NULL);
    if (l.lex == NULL)
        return false;
    l.rank = ranker_new(l.lex, RANK_SENTENCE);
    bool ok = each_line(c, link_line, &l);
    ranker_free(l.rank);
    return ok;
}

struct title_coder {
    struct coder *coder;
    size_t most;
};

static void code_line(struct call *c, void *by, const char *line, size_t n, struct json *j)
{
    const struct title_coder *t = by;
    const struct lexicon *lex = coder_lexicon(t->coder);
    struct coded best[MOST];
    size_t k = coder_code(t->coder, line, n, best, t->most);
    (void)c;
    put_head(j, "title", line, n, "occupations");
    for (size_t i = 0; i < k; i++) {
        const struct card *card = &lex->cards[best[i].thing];
        json_begin_object(j);
        json_put_text(j, "id", lex->text + card->code);
        json_put_text(j, "label", lex->text + card->name);
        json_put_real(j, "score", (double)(int)(best[i].score * 10000 + 0.5) / 10000);
        json_end_object(j);
    }
}

static bool code(struct call *c)
{
    struct title_coder t = {.most = (size_t)call_int(c, "most", 10, 1, MOST)};
    if (!fine(c->w))
        return false;
    t.coder = coder_open(c->w, call_text(c, "framework", NULL), c->db_where, c->terminal ? stderr : NULL);
    return t.coder != NULL && each_line(c, code_line, &t);
}

static const struct option CODE_OPTIONS[] = {
    {"framework", "NAME", TR("rank within this framework; all: within every one; the largest loaded if not given")},
    {"most", "N", TR("how many to print for each line, 1 to 100; 10 if not given")},
    {0},
};
static const struct option LEARN[] = {
    {"title", "COLUMN", TR("the column of job titles; title if not given")},
    {"code", "COLUMN", TR("the column of occupation codes; code if not given")},
    {"framework", "NAME", TR("whose codes they are; coded if not given")},
    {0},
};

static bool learn(struct call *c)
{
    struct title_learning how = {call_text(c, "title", "title"), call_text(c, "code", "code"), call_text(c, "framework", "coded")};
    struct title_learned got;
    if (!title_learn(c->w, c->arg[0], &how, &got))
        return false;
    fprintf(c->out, tr(c->w, "%zu titles learned from %zu lines; %zu occupations were new to the framework %s\n"), got.titles,
            got.lines, got.occupations, how.framework);
    return true;
}

static bool read_all(struct call *c, struct text *t)
{
    char part[65536];
    size_t n;
    while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
        text_bytes(t, part, n);
    if (ferror(stdin))
        return fail(c->w, BROKEN, tr(c->w, "the text cannot be read: %s"), strerror(errno));
    if (t->over)
        return fail(c->w, LIMIT, tr(c->w, "the text is longer than %zu MiB; give it in parts"), t->limit >> 20);
    return true;
}

static bool mark(struct call *c)
{
    const struct lexicon *lex = lexis_open(c->w, LEXIS_MARKS, NULL, c->db_where, c->terminal ? stderr : NULL);
    if (lex == NULL)
        return false;
    struct text all = TEXT((size_t)1 << 30);
    if (!read_all(c, &all)) {
        text_free(&all);
        return false;
    }
    struct marker *m = marker_new(lex);
    const struct mention *list;
    size_t n = marker_find(m, all.s != NULL ? all.s : "", all.n, &list);
    struct text t = TEXT(0);
    for (size_t i = 0; i < n; i++) {
        const struct mention *x = &list[i];
        const struct card *card = &lex->cards[x->thing];
        t.n = 0;
        struct json j = json_to(&t);
        json_begin_object(&j);
        json_put_int(&j, "from", x->at);
        json_put_int(&j, "to", (int64_t)x->at + x->n);
        json_key(&j, "words");
        json_add_bytes(&j, all.s + x->at, x->n);
        json_put_text(&j, "id", lex->text + card->code);
        json_put_text(&j, "label", lex->text + card->name);
        if (x->section != SECTION_NONE)
            json_put_text(&j, "section", section_name((enum section)x->section));
        json_put_bool(&j, "negated", x->negated);
        json_put_bool(&j, "wished", x->wished);
        json_end_object(&j);
        text_bytes(&t, "\n", 1);
        fwrite(t.s, 1, t.n, c->out);
    }
    text_free(&t);
    marker_free(m);
    text_free(&all);
    return true;
}

static const struct option MEASURE[] = {
    {"gold", "FOLDER", TR("sentences or titles with their right answers, as CSV")},
    {"framework", "NAME", TR("rank within this framework; all: within every one; the largest loaded if not given")},
    {"sample", "N", TR("ask at most so many titles of a file, evenly spread; 2000 if not given")},
    CALL_AS,
    {0},
};

static bool measure(struct call *c)
{
    const char *gold = call_text(c, "gold", NULL);
    if (gold == NULL)
        return call_misused(c, tr(c->w, "say where the right answers are: --gold FOLDER"));
    int64_t sample = call_int(c, "sample", 2000, 1, 1000000);
    return fine(c->w) && measure_gold(c->w, gold, call_text(c, "framework", NULL), c->db_where, sample,
                                      c->terminal ? stderr : NULL, call_sheet(c));
}

static bool standard(struct call *c)
{
    struct standard_counts n = {0};
    for (int i = 0; i < c->args; i++)
        if (!standard_add(c->w, c->arg[i], &n))
            return false;
    fprintf(c->out, tr(c->w, "%zu professional standards: %zu occupations with %zu titles, %zu tasks, %zu skills, %zu pieces of knowledge\n"),
            n.standards, n.occupations, n.titles, n.tasks, n.skills, n.knowledge);
    return true;
}

static const struct option CROSSWALK[] = {
    {"from", "NAME", TR("the framework whose competences are to meet another's; ps unless said")},
    {"to", "NAME", TR("the framework they are to meet; esco unless said")},
    {"least", "SCORE", TR("propose nothing below this score, 0 to 1; 0.4 unless said")},
    {"most", "N", TR("at most so many for one competence; 3 unless said")},
    {0},
};

static bool crosswalk(struct call *c)
{
    struct work *w = c->w;
    struct crosswalk_how how = {call_text(c, "from", "ps"), call_text(c, "to", "esco"), c->db_where, call_real(c, "least", 0.4, 0, 1), (int)call_int(c, "most", 3, 1, 20),
                                c->terminal ? stderr : NULL};
    struct crosswalk_counts n;
    if (!fine(w) || !crosswalk_propose(w, &how, &n))
        return false;
    fprintf(c->out, tr(w, "%zu competences of %s: %zu may meet something of %s; %zu proposals, %zu known before\n"), n.competences, how.from, n.met, how.to, n.proposed, n.known);
    return true;
}

static const struct option CROSSWALK_LIST[] = {
    {"state", "proposed|accepted|refused", TR("only those in this state")},
    CALL_AS,
    {0},
};

static bool crosswalk_show(struct call *c) { return crosswalk_list(c->w, call_text(c, "state", ""), "", call_sheet(c)); }

static const struct option CROSSWALK_DECIDE[] = {
    {"state", "accepted|refused|proposed", TR("what is decided; accepted unless said; proposed takes a decision back")},
    {0},
};

static bool crosswalk_set(struct call *c)
{
    const char *state = call_text(c, "state", "accepted");
    if (!crosswalk_decide(c->w, c->arg[0], c->arg[1], state))
        return false;
    fprintf(c->out, tr(c->w, "%s and %s: %s\n"), c->arg[0], c->arg[1], state);
    return true;
}

const struct command competence_commands[] = {
    {"competence link", "DB", NEEDS_DB, RANK, link_, TR("rank the competences that each line of the input means, as JSON lines")},
    {"competence mark", "DB", NEEDS_DB, NULL, mark, TR("find the names of competences in a text: places, words, section, as JSON lines")},
    {"competence measure", "DB", NEEDS_DB, MEASURE, measure, TR("how well lines are linked and titles coded: figures on sets of right answers")},
    {"competence crosswalk", "DB", NEEDS_DB, CROSSWALK, crosswalk, TR("propose how the competences of one framework meet those of another")},
    {"competence crosswalk list", "DB", NEEDS_DB, CROSSWALK_LIST, crosswalk_show, TR("what is proposed and decided about frameworks meeting")},
    {"competence crosswalk decide", "DB COMPETENCE TARGET", NEEDS_DB, CROSSWALK_DECIDE, crosswalk_set, TR("accept or refuse that two competences meet")},
    {"competence standard", "DB FILE...", NEEDS_DB, NULL, standard, TR("read professional standards, XML of the Ministry of Labour, as the framework ps")},
    {"occupation code", "DB", NEEDS_DB, CODE_OPTIONS, code, TR("rank the occupations that each job title of the input means, as JSON lines")},
    {"occupation learn", "DB FILE", NEEDS_DB, LEARN, learn, TR("learn from titles that people have coded, a CSV: they vote on the coding of new ones")},
    {0},
};
