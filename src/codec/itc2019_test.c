/* itc2019_test.c -- problems of the competition are read, bad ones refused with the line, solutions come back. */
#include "codec/itc2019.h"
#include "test/test.h"

static const char HEAD[] = "<problem name=\"p\" nrDays=\"7\" slotsPerDay=\"288\" nrWeeks=\"2\">\n"
                           "<optimization time=\"1\" room=\"2\" distribution=\"3\" student=\"4\"/>\n"
                           "<rooms><room id=\"a\" capacity=\"5\"><travel room=\"b\" value=\"3\"/></room>\n"
                           "<room id=\"b\" capacity=\"9\"><unavailable days=\"1000000\" start=\"10\" length=\"5\" weeks=\"11\"/></room></rooms>\n";
static const char CLASS[] = "<courses><course id=\"1\"><config id=\"1\"><subpart id=\"1\"><class id=\"x\" limit=\"7\">\n"
                            "<room id=\"b\" penalty=\"4\"/><time days=\"1010000\" start=\"100\" length=\"10\" weeks=\"10\" penalty=\"6\"/>\n"
                            "</class></subpart></config></course></courses>\n";
static const char TAIL[] = "<distributions><distribution type=\"MaxBlock(20,9)\" penalty=\"2\"><class id=\"x\"/></distribution></distributions>\n"
                           "<students><student id=\"s\"><course id=\"1\"/></student></students></problem>\n";

static struct itc2019 *read_text(struct work *w, struct err *e, const char *a, const char *b, const char *c)
{
    char *s = take_text(w, "%s%s%s", a, b, c);
    *e = (struct err){0};
    return itc2019_read(s, strlen(s), e);
}

static void refused(struct work *w, const char *a, const char *b, const char *c, const char *why)
{
    struct err e;
    struct itc2019 *x = read_text(w, &e, a, b, c);
    CHECK(x == NULL);
    SAME(e.text, why);
    itc2019_free(x);
}

PURE(a_problem_of_the_competition_is_read_whole)
{
    struct err e;
    struct itc2019 *x = read_text(w, &e, HEAD, CLASS, TAIL);
    SAME(e.text, "");
    CHECK(x && x->weeks == 2 && x->rooms == 2 && x->classes == 1 && x->students == 1);
    if (!x)
        return;
    CHECK(x->weight_time == 1 && x->weight_room == 2 && x->weight_distribution == 3 && x->weight_student == 4);
    CHECK(x->travels == 1 && x->travel[0].from == 0 && x->travel[0].to == 1 && x->travel[0].slots == 3);
    CHECK(x->room[0].closed == 0 && x->room[1].closed == 1 && x->closed[x->room[1].first_closed].weeks == 3);
    CHECK(x->class[0].limit == 7 && x->class[0].parent == -1 && x->choice[0].room == 1 && x->choice[0].penalty == 4);
    CHECK(x->time[0].days == 5 && x->time[0].weeks == 1 && x->time[0].start == 100 && x->time[0].penalty == 6);
    SAME(itc2019_type_name[x->distribution[0].type], "MaxBlock");
    CHECK(x->distribution[0].a == 20 && x->distribution[0].b == 9 && !x->distribution[0].required && x->distribution[0].penalty == 2);
    itc2019_free(x);
}

PURE(a_solution_written_is_the_solution_read)
{
    struct err e;
    struct itc2019 *x = read_text(w, &e, HEAD, CLASS, TAIL);
    int32_t time = 0, room = 1;
    struct itc2019_attendance s = {0, 0};
    struct itc2019_answer a = {.time = &time, .room = &room, .attendance = &s, .attendances = 1, .cores = 1}, b;
    struct text t = TEXT(0);
    itc2019_answer_write(x, &a, &t);
    CHECK(strstr(t.s, "<class id=\"x\" days=\"1010000\" start=\"100\" weeks=\"10\" room=\"b\">"));
    CHECK(itc2019_answer_read(x, t.s, t.n, &b, &e));
    CHECK(b.time[0] == 0 && b.room[0] == 1 && b.attendances == 1 && b.attendance[0].student == 0);
    itc2019_answer_free(&b);
    text_free(&t);
    const char *wrong = "<solution name=\"p\">\n<class id=\"x\" days=\"1000000\" start=\"100\" weeks=\"10\" room=\"b\"/></solution>";
    CHECK(!itc2019_answer_read(x, wrong, strlen(wrong), &b, &e));
    SAME(e.text, "line 2: class x can't be at that time: it is none of its own");
    itc2019_free(x);
}

PURE(a_bad_problem_is_refused_with_its_line)
{
    refused(w, HEAD, CLASS, "<students>", "line 8: the XML is broken: no element found");
    refused(w, "<timetable/>", "", "", "line 1: the file begins with <timetable>; <problem> was expected");
    refused(w, HEAD, "", "</problem>", "line 5: the problem has no class");
    refused(w, HEAD, "<courses><course id=\"1\"><config id=\"1\"><subpart id=\"1\">\n<class id=\"x\" room=\"false\"/>", "",
            "line 6: class x has no time; give it at least one");
    refused(w, HEAD, CLASS, "<students><student id=\"s\">\n<course id=\"2\"/></student></students></problem>",
            "line 9: there is no course 2");
    refused(w, HEAD, CLASS, "<students><student id=\"s\"/>\n<student id=\"s\"/></students></problem>",
            "line 9: student s is there twice; ids must differ");
    refused(w, HEAD, CLASS, "<distributions><distribution type=\"MaxBlock(20)\"/></distributions></problem>",
            "line 8: there is no distribution type \"MaxBlock(20)\"");
    refused(w, "<!DOCTYPE problem [\n<!ENTITY a \"aaaa\">]>\n", HEAD, TAIL, "line 2: it declares the entity a; entities are not accepted");
    refused(w, "<problem name=\"p\" nrDays=\"8\" slotsPerDay=\"288\" nrWeeks=\"2\"/>", "", "",
            "line 1: nrDays=\"8\" is not a whole number from 1 to 7");
}
