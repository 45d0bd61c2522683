/* finder_test.c -- what is found, and what is taken for what. */
#include "lingo/finder.h"
#include "test/test.h"

#include <stdlib.h>

static const struct {
    const char *name, *note;
} docs[] = {
    {"Сварщик полуавтоматической сварки", "MIG/MAG welder"},
    {"Оператор станков с ЧПУ", "наладка станка, программирование"},
    {"Сестринское дело", "уход за больными после сварки сосудов"},
    {"CNC machine operator", "programming of lathes in C++"},
    {"Аналитик данных", "отчёты, визуализация"},
    {"Электрогазосварщик", "ручная дуговая"},
};

static struct finder *filled(void)
{
    struct finder *f = finder_new();
    for (size_t i = 0; i < COUNT(docs); i++) {
        finder_doc(f);
        finder_text(f, docs[i].name, 100);
        finder_text(f, docs[i].note, 10);
    }
    finder_done(f);
    return f;
}

/* found: the numbers of the documents that have all words, best first. */
static const char *found(struct work *w, const struct finder *f, const char *text)
{
    struct stemmer *st = stemmer_new();
    struct finder_question q;
    float score[COUNT(docs) + 1] = {0};
    unsigned char had[COUNT(docs) + 1] = {0};
    finder_ask(f, st, text, &q);
    finder_score(f, &q, score, had);
    const char *out = "";
    for (;;) {
        int best = -1;
        for (int i = 0; i < (int)COUNT(docs); i++)
            if (q.n > 0 && had[i] == q.n && (best < 0 || score[i] > score[best]))
                best = i;
        if (best < 0)
            break;
        out = take_text(w, "%s%d", out, best);
        had[best] = 0;
    }
    stemmer_free(st);
    return out;
}

PURE(documents_are_found_by_stem_and_names_count_for_more)
{
    struct finder *f = filled();
    SAME(found(w, f, "сварки"), "02");
    SAME(found(w, f, "станками"), "1");
    SAME(found(w, f, "станок ЧПУ"), "1");
    SAME(found(w, f, "operators"), "3");
    SAME(found(w, f, "C++"), "3");
    SAME(found(w, f, "сварка лошадей"), "");
    SAME(found(w, f, "и в на"), "");
    SAME(found(w, f, ""), "");
    CHECK(finder_docs(f) == COUNT(docs) && finder_terms(f) > 15);
    finder_free(f);
}

PURE(slips_beginnings_and_the_other_keyboard_layout_are_understood)
{
    struct finder *f = filled();
    SAME(found(w, f, "сварьщик"), "0");          /* one letter too many */
    SAME(found(w, f, "сворщик"), "0");           /* another letter */
    SAME(found(w, f, "свращик"), "0");           /* swapped */
    SAME(found(w, f, "полуавтаматическои"), "0"); /* two slips in a long word */
    SAME(found(w, f, "maching"), "3");            /* machine: the slip is where endings are */
    SAME(found(w, f, "электрогаз"), "5");         /* its beginning */
    SAME(found(w, f, "cdfhobr"), "0");            /* сварщик, typed in the Latin layout */
    SAME(found(w, f, "прогр"), "1");
    SAME(found(w, f, "ко"), "");                  /* too short to be taken for anything */
    SAME(found(w, f, "вода"), "");                /* данных is further than one slip away */
    finder_free(f);
}

PURE(what_a_word_was_taken_for_is_said)
{
    struct finder *f = filled();
    struct stemmer *st = stemmer_new();
    struct finder_question q;
    finder_ask(f, st, "сворщик Сварщик сварщик", &q);
    CHECK(q.n == 2);
    SAME(q.word[0].instead, "сварщик");
    CHECK(q.word[1].instead == NULL && q.word[1].alike >= 1);
    stemmer_free(st);
    finder_free(f);
}

PURE(an_index_of_nothing_finds_nothing)
{
    struct finder *f = finder_new();
    finder_done(f);
    SAME(found(w, f, "сварка"), "");
    finder_free(f);
}
