/* lexicon_test.c -- a small book is compiled, stored, mapped, marked and ranked. */
#include "base/rng.h"
#include "lingo/mention.h"
#include "lingo/rank.h"
#include "test/test.h"

#include <stdlib.h>
#include <unistd.h>

static const struct thing things[] = {
    {1, "weld", "welding", "Join pieces of metal with heat: arc and gas welding of pipes and structures.", 30},
    {2, "team", "work in teams", "Work with colleagues towards a shared goal.", 200},
    {3, "java", "Java (computer programming)", "Principles of software development in Java.", 20},
    {4, "r", "R", "The language R for statistics.", 3},
    {5, "crane", "operate cranes", "Lift and move loads with a crane on a site.", 12},
    {6, "svar", "ручная дуговая сварка", "Сварка покрытыми электродами.", 9},
    {7, "sql", "SQL", "Query databases.", 15},
};
static const struct name names[] = {
    {0, true, "welding"}, {0, false, "weld metal parts"}, {0, false, "arc welding"},
    {1, true, "work in teams"}, {1, false, "teamwork"}, {1, false, "cooperate with colleagues"},
    {2, true, "Java (computer programming)"}, {3, true, "R"}, {4, true, "operate cranes"},
    {4, false, "crane operation"}, {5, true, "ручная дуговая сварка"}, {6, true, "SQL"}};

static struct lexicon *small(struct work *w, size_t dim)
{
    struct book b = {things, names, NULL, COUNT(things), COUNT(names), 0, "small book"};
    struct lexicon *lex = lexicon_make(&b, dim, &w->err);
    if (lex == NULL)
        abort();
    return lex;
}

/* Mentions as "words=code" with ! for negated, ? for wished, and the section. */
static char *marks(struct work *w, const char *text)
{
    struct lexicon *lex = small(w, 0);
    struct marker *m = marker_new(lex);
    const struct mention *list;
    size_t n = marker_find(m, text, strlen(text), &list);
    char *out = take_text(w, "%s", "");
    for (size_t i = 0; i < n; i++)
        out = take_text(w, "%s%s%.*s=%s%s%s%s%s", out, i > 0 ? "; " : "", (int)list[i].n, text + list[i].at,
                        lex->text + lex->cards[list[i].thing].code, list[i].negated ? "!" : "",
                        list[i].wished ? "?" : "", list[i].section > 0 ? "@" : "", section_name(list[i].section));
    marker_free(m);
    lexicon_free(lex);
    return out;
}

PURE(names_are_found_in_other_forms_and_the_longest_wins)
{
    SAME(marks(w, "Arc welding of pipes; works in a team."), "Arc welding=weld; works in a team=team");
    SAME(marks(w, "Опыт ручной дуговой сварки."), "ручной дуговой сварки=svar");
    SAME(marks(w, "Java, SQL and sql"), "Java=java; SQL=sql; sql=sql");
    SAME(marks(w, "weld. Metal parts"), "weld=weld");
}

PURE(one_word_is_a_name_only_in_its_plain_inflections)
{
    SAME(marks(w, "You weld; welds; welded; welder; weldment"), "weld=weld; welds=weld; welded=weld");
}

PURE(one_letter_names_need_their_capitals)
{
    SAME(marks(w, "Python or R; section r"), "R=r");
}

PURE(what_is_not_asked_for_is_told_apart)
{
    SAME(marks(w, "No welding experience needed."), "welding=weld!");
    SAME(marks(w, "Welding is not required."), "Welding=weld!");
    SAME(marks(w, "Not only welding."), "welding=weld");
    SAME(marks(w, "Без опыта ручной дуговой сварки. Java"), "ручной дуговой сварки=svar!; Java=java");
    SAME(marks(w, "Java would be a plus."), "Java=java?");
    SAME(marks(w, "Знание SQL желательно"), "SQL=sql?");
}

PURE(sections_of_an_advert_are_known_by_their_headings)
{
    SAME(marks(w, "Requirements: SQL.\nWe offer:\nteamwork\nAbout us\nWelding since 1950."),
         "SQL=sql@requirements; teamwork=team@offer; Welding=weld@firm");
    SAME(marks(w, "Обязанности:\n- ручная дуговая сварка\nТребования\n- Java"),
         "ручная дуговая сварка=svar@duties; Java=java@requirements");
}

PURE(a_stored_lexicon_is_the_same_lexicon_and_damage_is_noticed)
{
    struct lexicon *lex = small(w, 8);
    char *path = take_text(w, "/tmp/cavt-lexicon-%ld", (long)getpid());
    CHECK(lexicon_save(lex, path, &w->err));
    struct lexicon *back = lexicon_load(path, "small book", &w->err);
    CHECK(back != NULL && back->size == lex->size && memcmp(back->image, lex->image, lex->size) == 0);
    lexicon_free(back);
    struct err e = {0};
    CHECK(lexicon_load(path, "another book", &e) == NULL && e.fault == NOT_FOUND);
    FILE *f = fopen(path, "r+b");
    CHECK(f != NULL && fseek(f, (long)lex->size / 2, SEEK_SET) == 0);
    fputc('\x55', f);
    fputc('\xAA', f);
    fclose(f);
    e = (struct err){0};
    CHECK(lexicon_load(path, "small book", &e) == NULL && e.fault == NOT_FOUND);
    unlink(path);
    e = (struct err){0};
    CHECK(lexicon_load(path, "small book", &e) == NULL && e.fault == NOT_FOUND);
    lexicon_free(lex);
}

PURE(a_sentence_is_ranked_by_what_it_means)
{
    for (size_t dim = 0; dim <= 8; dim += 8) {
        struct lexicon *lex = small(w, dim);
        struct ranker *r = ranker_new(lex, RANK_SENTENCE);
        struct ranked to[3];
        static const char *const asks[][2] = {{"You lift heavy loads with our tower crane", "crane"},
                                              {"you cooperate well with your colleagues", "team"},
                                              {"сварка электродами", "svar"}};
        for (size_t i = 0; i < COUNT(asks); i++) {
            size_t n = ranker_rank(r, asks[i][0], strlen(asks[i][0]), to, COUNT(to));
            CHECK(n == 3 && to[0].score > to[1].score && to[0].score <= 1);
            SAME(lex->text + lex->cards[to[0].thing].code, asks[i][1]);
        }
        CHECK(ranker_rank(r, "zzz qqq", 7, to, COUNT(to)) == 0);
        CHECK(ranker_rank(r, "", 0, to, COUNT(to)) == 0);
        ranker_free(r);
        lexicon_free(lex);
    }
}

PURE(the_automaton_finds_what_a_plain_search_finds)
{
    /* random names over a small alphabet of words, random texts: the longest names that do not overlap */
    struct rng chance = rng_seed(5);
    static const char *const word[] = {"abba", "bcdc", "cddf", "dggh"};
    for (int round = 0; round < 60; round++) {
        enum { NAMES = 12 };
        char text[NAMES][64], run[400] = "";
        struct thing th[NAMES];
        struct name nm[NAMES];
        for (uint32_t i = 0; i < NAMES; i++) {
            text[i][0] = '\0';
            for (uint32_t k = 1 + rng_below(&chance, 4); k > 0; k--) {
                strcat(text[i], word[rng_below(&chance, COUNT(word))]);
                strcat(text[i], k > 1 ? " " : "");
            }
            th[i] = (struct thing){i, text[i], text[i], NULL, 0};
            nm[i] = (struct name){i, true, text[i]};
        }
        for (int k = 0; k < 30; k++) {
            strcat(run, word[rng_below(&chance, COUNT(word))]);
            strcat(run, " ");
        }
        struct book b = {th, nm, NULL, NAMES, NAMES, 0, "r"};
        struct lexicon *lex = lexicon_make(&b, 0, &w->err);
        struct marker *m = marker_new(lex);
        const struct mention *list;
        size_t n = marker_plain(m, run, strlen(run), &list);
        /* every place where some name stands is covered by a mention or touched by one at least as long */
        for (uint32_t i = 0; i < NAMES; i++)
            for (const char *at = run; (at = strstr(at, text[i])) != NULL; at++) {
                uint32_t from = (uint32_t)(at - run), len = (uint32_t)strlen(text[i]);
                bool met = false;
                for (size_t k = 0; k < n; k++)
                    met |= list[k].at < from + len && from < list[k].at + list[k].n && list[k].n >= len;
                CHECK(met);
            }
        for (size_t k = 0; k + 1 < n; k++)
            CHECK(list[k].at + list[k].n <= list[k + 1].at);
        for (size_t k = 0; k < n; k++)
            CHECK(strncmp(run + list[k].at, lex->text + lex->cards[list[k].thing].name, list[k].n) == 0);
        marker_free(m);
        lexicon_free(lex);
    }
}
