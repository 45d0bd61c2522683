/* span_test.c -- spans are learned from a few sentences, kept in a file, and a damaged file is refused. */
#include "lingo/span.h"

#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>

static void taught(struct span_sentence *s, const char *text, const char *skill)
{
    *s = (struct span_sentence){0};
    CHECK(span_cut(text, strlen(text), 0, s) != 0);
    for (size_t i = 0; i < s->n; i++)
        s->tag[SPAN_SKILL][i] = (uint8_t)(skill[i] == 'B' ? SPAN_B : skill[i] == 'I' ? SPAN_I : SPAN_O);
}

static struct span_model *small(void)
{
    static const char *const sentences[][2] = {
        {"Experience with welding of pipes", "OOBII"}, {"Experience with repair of pumps", "OOBII"}, {"You will get fruit and tea", "OOOOOO"},
        {"Experience with painting of walls", "OOBII"}, {"We pay for fruit", "OOOO"}, {"You will like it here", "OOOOO"}};
    struct span_sentence *s = calloc(COUNT(sentences), sizeof(*s));
    for (size_t i = 0; i < COUNT(sentences); i++)
        taught(&s[i], sentences[i][0], sentences[i][1]);
    struct span_aid aid = {0};
    struct span_how how = {.rounds = 10, .cost = -1, .keep = -1, .seed = 1};
    struct span_model *m = span_learn(s, COUNT(sentences), &aid, &how);
    free(s);
    return m;
}

static void finds(const struct span_model *m, const char *text, const char *tags)
{
    struct span_sentence s = {0};
    struct span_aid aid = {0};
    char got[SPAN_TOKENS + 1] = "";
    CHECK(span_cut(text, strlen(text), 0, &s) != 0);
    span_mark(m, &aid, &s);
    for (size_t i = 0; i < s.n; i++)
        got[i] = "OBI"[s.tag[SPAN_SKILL][i]];
    SAME(got, tags);
}

PURE(spans_are_learned_and_kept)
{
    struct span_model *m = small();
    finds(m, "Experience with assembly of motors", "OOBII");
    finds(m, "You will get tea", "OOOO");
    const char *path = take_text(w, "/tmp/cavt-span-%ld", (long)getpid());
    CHECK(span_save(m, path, &w->err));
    span_free(m);
    m = span_load(path, &w->err);
    CHECK(m != NULL);
    finds(m, "Experience with assembly of motors", "OOBII");
    span_free(m);
    FILE *f = fopen(path, "r+b");
    fseek(f, 200, SEEK_SET);
    fputc(0x55, f);
    fclose(f);
    struct err e = {0};
    CHECK(span_load(path, &e) == NULL && e.fault == NOT_FOUND && strstr(e.text, "damaged") != NULL);
    unlink(path);
    e = (struct err){0};
    CHECK(span_load(path, &e) == NULL && e.fault == NOT_FOUND);
}

PURE(texts_are_cut_into_sentences_and_headings_are_known)
{
    struct span_sentence s = {0};
    const char *text = "Requirements:\nC++ and Node.js, 3+ years. We pay!\n";
    size_t at = span_cut(text, strlen(text), 0, &s);
    CHECK(s.n == 2 && span_is_heading(&s));
    at = span_cut(text, strlen(text), at, &s);
    CHECK(s.n == 7 && s.token[0].n == 3 && s.token[2].n == 7 && !span_is_heading(&s));
    at = span_cut(text, strlen(text), at, &s);
    CHECK(s.n == 3);
    CHECK(span_cut(text, strlen(text), at, &s) == 0);
    struct text { char bytes[4000]; } long_one;
    memset(long_one.bytes, ',', sizeof(long_one.bytes));
    CHECK(span_cut(long_one.bytes, sizeof(long_one.bytes), 0, &s) == SPAN_TOKENS && s.n == SPAN_TOKENS);
}
