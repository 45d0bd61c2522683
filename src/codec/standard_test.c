/* standard_test.c -- a professional standard comes as rows, parents first. */
#include "codec/standard.h"

#include "test/test.h"

static void show(void *to, const struct standard_row *r)
{
    text_fmt(to, "%d %s %s %s %d %s\n", (int)r->kind, r->standard, r->general, r->function, r->level, r->name);
}

static const char sample[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><XMLCardInfo><ProfessionalStandarts><ProfessionalStandart>"
    "<NameProfessionalStandart>Пробный\n сварщик</NameProfessionalStandart><RegistrationNumber>7</RegistrationNumber>"
    "<FirstSection><X>y</X><ListOKZ><UnitOKZ><CodeOKZ>7212</CodeOKZ></UnitOKZ></ListOKZ></FirstSection><ThirdSection><WorkFunctions><GeneralizedWorkFunctions><GeneralizedWorkFunction>"
    "<CodeOTF>A</CodeOTF><NameOTF>Сварка простых деталей</NameOTF><LevelOfQualification>2</LevelOfQualification>"
    "<PossibleJobTitles><PossibleJobTitle>Сварщик 2-го разряда</PossibleJobTitle></PossibleJobTitles>"
    "<ParticularWorkFunctions><ParticularWorkFunction><CodeTF>A/01.2</CodeTF><NameTF>Подготовка кромок</NameTF><SubQualification>3</SubQualification>"
    "<RequiredSkills><RequiredSkill> Зачищать кромки.</RequiredSkill><RequiredSkill></RequiredSkill></RequiredSkills>"
    "<NecessaryKnowledges><NecessaryKnowledge>Виды швов</NecessaryKnowledge></NecessaryKnowledges>"
    "</ParticularWorkFunction></ParticularWorkFunctions></GeneralizedWorkFunction></GeneralizedWorkFunctions></WorkFunctions></ThirdSection>"
    "</ProfessionalStandart></ProfessionalStandarts></XMLCardInfo>";

PURE(a_professional_standard_comes_as_rows)
{
    struct text t = TEXT(0);
    CHECK(standard_xml(sample, strlen(sample), show, &t, &w->err));
    SAME(t.s, "0 7   0 Пробный сварщик\n7 7   0 7212\n1 7 A  2 Сварка простых деталей\n2 7 A  2 Сварщик 2-го разряда\n"
              "3 7 A A/01.2 3 Подготовка кромок\n5 7 A A/01.2 3 Зачищать кромки\n6 7 A A/01.2 3 Виды швов\n");
    text_free(&t);
}

PURE(a_function_without_titles_is_given_before_its_parts)
{
    struct text t = TEXT(0);
    char *bare = take_text(w, "%s", sample), *from = strstr(bare, "<PossibleJobTitles>"), *to = strstr(bare, "<ParticularWorkFunctions>");
    memset(from, ' ', (size_t)(to - from));
    CHECK(standard_xml(bare, strlen(bare), show, &t, &w->err));
    SAME(t.s, "0 7   0 Пробный сварщик\n7 7   0 7212\n1 7 A  2 Сварка простых деталей\n"
              "3 7 A A/01.2 3 Подготовка кромок\n5 7 A A/01.2 3 Зачищать кромки\n6 7 A A/01.2 3 Виды швов\n");
    text_free(&t);
}

PURE(a_broken_standard_is_refused_with_its_line)
{
    struct text t = TEXT(0);
    struct err e = {0};
    CHECK(!standard_xml(sample, 200, show, &t, &e) && strstr(e.text, "line 2: not XML") != NULL);
    e = (struct err){0};
    CHECK(!standard_xml("<a/>", 4, show, &t, &e) && strstr(e.text, "no professional standard") != NULL);
    text_free(&t);
}
