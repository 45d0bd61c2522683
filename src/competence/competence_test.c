/* competence_test.c -- the words of the frameworks follow the frameworks; figures on the public sets hold. */
#include "competence/competence_cli.h"
#include "competence/lexis.h"
#include "competence/measure.h"
#include "competence/standard.h"
#include "competence/title.h"
#include "lingo/mention.h"
#include "lingo/rank.h"
#include "store/db.h"
#include "test/test.h"
#include "view/sheet.h"

#include <stdlib.h>
#include <unistd.h>

static const char PUT[] = "INSERT INTO competence (id, code, framework, kind, name_en, name_fold) VALUES ($1, $2, $3, $4, $5, $5)";
static const char PUT_LABEL[] =
    "INSERT INTO competence_label (competence_id, language, label, label_fold) VALUES ($1, 'en', $2, $2)";

static void put(struct work *w, int64_t id, const char *code, const char *framework, const char *kind, const char *name)
{
    db_run(w, PUT, ARGS(V(id), V(code), V(framework), V(kind), V(name)));
}

static const char *first(struct work *w, const struct lexicon *lex, const char *text)
{
    struct ranker *r = ranker_new(lex, RANK_SENTENCE);
    struct ranked best[1];
    size_t n = ranker_rank(r, text, strlen(text), best, 1);
    ranker_free(r);
    (void)w;
    return n > 0 ? lex->text + lex->cards[best[0].thing].code : "";
}

TEST(ranking_is_within_the_largest_framework_unless_another_is_named)
{
    put(w, 9001, "a:weld", "a", "skill", "weld pipes");
    put(w, 9002, "a:paint", "a", "skill", "paint walls");
    put(w, 9003, "b:weld", "b", "skill", "weld pipelines");
    put(w, 9004, "b:group", "b", "group", "weld everything");
    SAME(first(w, lexis_open(w, LEXIS_LINKS, NULL, NULL, NULL), "weld pipelines"), "a:weld");
    SAME(first(w, lexis_open(w, LEXIS_LINKS, "b", NULL, NULL), "weld pipelines"), "b:weld");
    const struct lexicon *marks = lexis_open(w, LEXIS_MARKS, NULL, NULL, NULL);
    CHECK(marks != NULL && marks->nthings == 3);
    struct work *other = work_begin(w->db, 0, w->now);
    CHECK(lexis_open(other, LEXIS_LINKS, "none such", NULL, NULL) == NULL && other->err.fault == NOT_FOUND);
    work_end(other);
}

TEST(compiled_words_follow_the_frameworks)
{
    char *where = take_text(w, "/tmp/cavt-lexis-%ld.db", (long)getpid());
    put(w, 9001, "weld", "a", "skill", "weld pipes");
    put(w, 9002, "paint", "a", "skill", "paint walls");
    SAME(first(w, lexis_open(w, LEXIS_LINKS, NULL, where, NULL), "decorator"), "");
    char *kept = take_text(w, "%s.links", where);
    CHECK(access(kept, R_OK) == 0);
    const struct lexicon *again = lexis_open(w, LEXIS_LINKS, NULL, where, NULL);
    CHECK(again != NULL && again->mapped);
    db_run(w, PUT_LABEL, ARGS(V(9002), V("decorator")));
    const struct lexicon *fresh = lexis_open(w, LEXIS_LINKS, NULL, where, NULL);
    CHECK(fresh != NULL && !fresh->mapped);
    SAME(first(w, fresh, "decorator"), "paint");
    unlink(kept);
    /* a framework that was named, and names in two languages, are kept apart */
    db_run(w, "UPDATE competence SET name_ru = 'краска' WHERE id = 9002", NO_ARGS);
    w->language = RU;
    CHECK(lexis_open(w, LEXIS_LINKS, "a", where, NULL) != NULL);
    CHECK(unlink(take_text(w, "%s.links-a.ru", where)) == 0);
}

TEST(figures_are_counted_by_hand_on_a_small_set)
{
    put(w, 9001, "weld", "a", "skill", "weld pipes");
    put(w, 9002, "paint", "a", "skill", "paint walls");
    char *dir = take_text(w, "/tmp/cavt-gold-%ld", (long)getpid());
    CHECK(system(take_text(w, "mkdir -p %s && printf 'sentence,label\\nwelding of pipes,weld pipes\\nweld pipes,paint walls\\n"
                              "nothing,LABEL NOT PRESENT\\n' > %s/g.csv", dir, dir)) == 0);
    struct sheet *s = sheet_new(w, sheet_by_name("csv"));
    CHECK(measure_gold(w, dir, NULL, NULL, 100, NULL, s));
    CHECK(strstr(s->out->text, "g.csv,RP@1,0.500") != NULL); /* one of two sentences has its answer first */
    CHECK(strstr(s->out->text, ",2\n") != NULL || strstr(s->out->text, ",2\r\n") != NULL);
    CHECK(system(take_text(w, "rm -r %s", dir)) == 0);
    struct work *other = work_begin(w->db, 0, w->now);
    CHECK(!measure_gold(other, "/no/such/folder", NULL, NULL, 100, NULL, sheet_new(other, sheet_by_name("csv"))));
    CHECK(other->err.fault == NOT_FOUND);
    work_end(other);
}

static const char *coded_first(struct work *w, const char *framework, const char *title)
{
    struct coder *c = coder_open(w, framework, NULL, NULL);
    struct coded best[3];
    size_t n = c != NULL ? coder_code(c, title, strlen(title), best, 3) : 0;
    return n > 0 ? coder_lexicon(c)->text + coder_lexicon(c)->cards[best[0].thing].code : "";
}

TEST(coded_titles_teach_the_coding_of_new_ones)
{
    char *file = take_text(w, "/tmp/cavt-titles-%ld.csv", (long)getpid());
    FILE *f = fopen(file, "w");
    CHECK(f != NULL);
    fputs("position_title,series\nContract Specialist,1102 - Contracting\nPurchasing Guru,1102 - Contracting|1105 - Purchasing\n"
          "Park Ranger,0025 - Park Ranger\n,\n", f);
    fclose(f);
    struct title_learning how = {"position_title", "series", "opm"};
    struct title_learned got;
    CHECK(title_learn(w, file, &how, &got));
    CHECK(got.lines == 3 && got.titles == 4 && got.occupations == 3);
    SAME(coded_first(w, "opm", "Supervisory contract specialist (m/f/d)"), "opm:1102");
    SAME(coded_first(w, "opm", "park rangers"), "opm:0025");
    CHECK(title_learn(w, file, &how, &got) && got.occupations == 0);
    how.code = "no such";
    struct work *other = work_begin(w->db, 0, w->now);
    CHECK(!title_learn(other, file, &how, &got) && strstr(other->err.text, "no such") != NULL);
    work_end(other);
    unlink(file);
}

TEST(a_professional_standard_becomes_a_framework_that_russian_texts_meet)
{
    char *file = take_text(w, "/tmp/cavt-standard-%ld.xml", (long)getpid());
    FILE *f = fopen(file, "w");
    CHECK(f != NULL);
    fputs("<XMLCardInfo><ProfessionalStandart><NameProfessionalStandart>Сварщик</NameProfessionalStandart><RegistrationNumber>14</RegistrationNumber>"
          "<GeneralizedWorkFunction><CodeOTF>A</CodeOTF><NameOTF>Простая сварка</NameOTF><LevelOfQualification>2</LevelOfQualification>"
          "<PossibleJobTitle>Электросварщик ручной сварки</PossibleJobTitle><ParticularWorkFunction><CodeTF>A/01.2</CodeTF><NameTF>Ручная сварка</NameTF>"
          "<RequiredSkill>Зачищать сварные швы после сварки</RequiredSkill><RequiredSkill>Читать чертежи</RequiredSkill>"
          "<NecessaryKnowledge>Правила охраны труда</NecessaryKnowledge></ParticularWorkFunction>"
          "<ParticularWorkFunction><CodeTF>A/02.2</CodeTF><NameTF>Резка</NameTF><RequiredSkill>читать чертежи</RequiredSkill></ParticularWorkFunction>"
          "</GeneralizedWorkFunction></ProfessionalStandart></XMLCardInfo>", f);
    fclose(f);
    struct standard_counts n = {0};
    CHECK(standard_add(w, file, &n) && n.standards == 1 && n.occupations == 1 && n.tasks == 2 && n.skills == 2 && n.knowledge == 1);
    CHECK(standard_add(w, file, &n)); /* twice is once */
    CHECK(db_one(w, "SELECT count(*) FROM competence WHERE framework = 'ps'", NO_ARGS, 0) == 5);
    CHECK(db_one(w, "SELECT count(*) FROM occupation_competence", NO_ARGS, 0) == 5);
    SAME(first(w, lexis_open(w, LEXIS_LINKS, "ps", NULL, NULL), "умеете зачищать швы"), "ps:14:A/01.2:s1");
    SAME(coded_first(w, "ps", "электросварщик"), "ps:14:A");
    unlink(file);
}
