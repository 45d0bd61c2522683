/* competence_test.c -- the words of the frameworks follow the frameworks; figures on the public sets hold. */
#include "competence/competence_cli.h"
#include "competence/crosswalk.h"
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
#include <sys/stat.h>
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

TEST(a_russian_skill_meets_an_english_one_over_a_bridge_and_stays_as_decided)
{
    CHECK(db_script(w, "INSERT INTO competence (id, code, framework, kind, name_ru, name_en, name_fold) VALUES"
                       " (9001, 'ps:1', 'ps', 'skill', 'Выполнять ручную сварку труб', NULL, 'x'), (9002, 'b:weld', 'region', 'skill', 'Ручная сварка труб', 'Manual welding of pipes', 'x'),"
                       " (9003, 'e:weld', 'esco', 'skill', NULL, 'weld pipes by hand', 'x'), (9004, 'e:cook', 'esco', 'skill', NULL, 'cook soup', 'x'),"
                       " (9005, 'e:py', 'esco', 'knowledge', NULL, 'Python', 'x'), (9006, 'ps:2', 'ps', 'knowledge', 'Язык Python', NULL, 'x');"
                       "INSERT INTO occupation (id, code, framework, name_en, name_fold, group_code) VALUES (9100, 'ps:o', 'ps', 'o', 'o', '7212'), (9101, 'e:o', 'esco', 'o', 'o', '7212');"
                       "INSERT INTO occupation_competence (occupation_id, competence_id, relation, level) VALUES (9100, 9001, 'essential', 1), (9101, 9003, 'essential', 1)"));
    struct crosswalk_how how = {"ps", "esco", NULL, 0.1, 1, NULL};
    struct crosswalk_counts n;
    w->language = EN;
    CHECK(crosswalk_propose(w, &how, &n) && n.competences == 2 && n.met == 2 && n.proposed == 2);
    CHECK(db_one(w, "SELECT count(*) FROM crosswalk WHERE competence_id = 9001 AND target_id = 9003 AND why LIKE '%Manual welding%' AND why LIKE '%7212%'", NO_ARGS, 0) == 1);
    CHECK(db_one(w, "SELECT count(*) FROM crosswalk WHERE competence_id = 9006 AND target_id = 9005 AND why LIKE '%Python%'", NO_ARGS, 0) == 1);
    CHECK(crosswalk_decide(w, "ps:1", "e:weld", "accepted") && db_one(w, "SELECT count(*) FROM alignment WHERE competence_id = 9001 AND target_id = 9003", NO_ARGS, 0) == 1);
    CHECK(crosswalk_decide(w, "ps:2", "e:py", "refused"));
    CHECK(crosswalk_propose(w, &how, &n) && n.proposed == 0 && n.known == 2);
    CHECK(crosswalk_decide(w, "ps:1", "e:weld", "proposed") && db_one(w, "SELECT count(*) FROM alignment", NO_ARGS, 1) == 0);
    CHECK(!crosswalk_decide(w, "ps:1", "e:cook", "accepted") && w->err.fault == NOT_FOUND);
    w->err = (struct err){0};
    how.to = "ps";
    CHECK(!crosswalk_propose(w, &how, &n) && w->err.fault == NOT_VALID);
}

TEST(employers_tags_are_found_by_name_and_by_like_titles)
{
    const char *dir = take_text(w, "/tmp/cavt-tags-%ld", (long)getpid()), *file = take_text(w, "%s/x.jsonl", dir);
    CHECK(db_script(w, "DELETE FROM competence"));
    put(w, 9001, "x", "x", "skill", "x");
    CHECK(mkdir(dir, 0700) == 0);
    FILE *f = fopen(file, "w");
    for (int i = 0; i < 4; i++)
        fputs("{\"name\":\"Сварщик\",\"description\":\"<p>Сварка труб</p>\",\"key_skills\":[{\"name\":\"Сварка\"},{\"name\":\"Пунктуальность\"}]}\nbroken\n", f);
    fclose(f);
    struct sheet *s = sheet_new(w, sheet_by_name("csv"));
    CHECK(measure_gold(w, dir, NULL, NULL, 2000, NULL, s));
    CHECK(strstr(s->out->text, "x.jsonl,\"tags, recall@20\",1.000") != NULL && strstr(s->out->text, "x.jsonl,\"tags, TF-IDF of stems\",0.500") != NULL);
    unlink(file);
    rmdir(dir);
}

TEST(the_russian_set_has_its_sentences_its_readings_and_its_figures)
{
    put(w, 9001, "weld-mma", "kuzbass", "skill", "Manual metal arc welding");
    db_run(w, "UPDATE competence SET name_ru = 'Ручная дуговая сварка'", NO_ARGS);
    struct sheet *s = sheet_new(w, sheet_by_name("csv"));
    w->language = EN;
    FILE *f = fopen("tests/gold/ru.csv", "r");
    if (f == NULL)
        SKIP("run from the project's folder");
    fclose(f);
    CHECK(measure_gold(w, "tests/gold", "kuzbass", NULL, 2000, NULL, s));
    CHECK(strstr(s->out->text, "ru.csv,RP@5,") != NULL && strstr(s->out->text, "ru.csv,marking precision,") != NULL);
    CHECK(strstr(s->out->text, "\"agreement, kappa\",0.98") != NULL);
}
