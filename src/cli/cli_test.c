/* cli_test.c -- the line is read as people write it, and a wrong one is answered with what to do. */
#include "cli/command.h"
#include "cli/help.h"
#include "store/db.h"
#include "test/test.h"
#include "view/sheet.h"

#include <stdlib.h>

static bool say(struct call *c)
{
    int64_t seed = call_int(c, "seed", 1, 0, 99);
    double part = call_real(c, "part", 0.5, 0, 1);
    fprintf(c->out, "%s", c->command->name);
    for (int i = 0; i < c->args; i++)
        fprintf(c->out, " <%s>", c->arg[i]);
    fprintf(c->out, " %lld %g %s%s\n", (long long)seed, part, call_text(c, "as", "text"), call_has(c, "why") ? " why" : "");
    return fine(c->w);
}
static bool lost(struct call *c) { return fail(c->w, NOT_FOUND, "there is no order %s", c->arg[0]); }
static bool held(struct call *c) { return fail(c->w, CONFLICT, "it is taken"); }
static bool tongue(struct call *c) { return fputs(c->w->language == RU ? "ru" : "en", c->out) >= 0; }

static bool rows(struct call *c)
{
    static const struct column cols[] = {{"code", "Code", CODE}, {"people", "People", NUMBER}};
    struct sheet *s = call_sheet(c);
    sheet_begin(s, cols, COUNT(cols));
    sheet_row(s);
    sheet_words(s, "O1");
    sheet_int(s, 12);
    return sheet_end(s) && c->args == 0;
}

static const struct option SHEET[] = {CALL_AS, {0}};
static const struct option OPTIONS[] = {{"seed", "N", "the seed"}, {"part", "X", "a part"},
                                        {"as", "text|csv", "the form"}, {"why", NULL, "with reasons"}, {0}};
static const struct command SOME[] = {
    {"offer make", "ORDER", NO_DB, OPTIONS, say, "make an offer"},
    {"offer", "[WORD]...", NO_DB, OPTIONS, say, "list offers"},
    {"order list", "", NO_DB, NULL, lost, "list orders"},
    {0},
};
static const struct command MORE[] = {
    {"find", "ORDER", NO_DB, NULL, lost, "find"},
    {"hold", "", NO_DB, NULL, held, "hold"},
    {"tongue", "", NO_DB, NULL, tongue, "which language"},
    {"rows", "[FAIL]", NO_DB, SHEET, rows, "rows"},
    {"look", "DB", NEEDS_DB, NULL, tongue, "look"},
    {0},
};
static const struct command *const TABLES[] = {SOME, MORE, NULL};

static int status;
static char *got_err;

/* typed: run one line of words parted by '|'; the answer, until the next one. */
static const char *typed(const char *line)
{
    static char *out, copy[512];
    size_t n, m;
    const char *argv[32] = {"cavt"};
    int argc = 1;
    free(out);
    free(got_err);
    snprintf(copy, sizeof(copy), "%s", line);
    for (char *save, *word = strtok_r(copy, "|", &save); word != NULL; word = strtok_r(NULL, "|", &save))
        argv[argc++] = word;
    FILE *o = open_memstream(&out, &n), *e = open_memstream(&got_err, &m);
    status = cli_run(TABLES, argc, argv, o, e);
    fclose(o);
    fclose(e);
    return out;
}

PURE(the_longest_name_wins)
{
    SAME(typed("offer|make|O1"), "offer make <O1> 1 0.5 text\n");
    SAME(typed("offer|O1|O2"), "offer <O1> <O2> 1 0.5 text\n");
    CHECK(status == 0);
}

PURE(options_stand_anywhere)
{
    SAME(typed("offer|--seed|7|make|O1"), "offer <make> <O1> 7 0.5 text\n");
    SAME(typed("offer|make|--seed|7|O1|--why"), "offer make <O1> 7 0.5 text why\n");
    SAME(typed("offer|make|O1|--seed=8|--part=0.25|--as=csv"), "offer make <O1> 8 0.25 csv\n");
    SAME(typed("offer|make|--|--seed"), "offer make <--seed> 1 0.5 text\n");
    SAME(typed("offer|make|-5"), "offer make <-5> 1 0.5 text\n");
    SAME(typed("offer|make|-"), "offer make <-> 1 0.5 text\n");
}

PURE(wrong_usage_is_one_sentence_and_status_2)
{
    typed("offer|make");
    CHECK(status == 2);
    SAME(got_err, "cavt: ORDER is missing; it is written: cavt offer make ORDER\n");
    typed("offer|make|O1|O2");
    SAME(got_err, "cavt: \"O2\" is too much; it is written: cavt offer make ORDER\n");
    typed("offer|make|O1|--seed|many");
    CHECK(status == 2);
    SAME(got_err, "cavt: --seed takes a whole number from 0 to 99, not \"many\"\n");
    typed("offer|make|O1|--seed|100");
    CHECK(status == 2);
    typed("offer|make|O1|--seed|99999999999999999999");
    CHECK(status == 2);
    typed("offer|make|O1|--seed=");
    CHECK(status == 2);
    typed("offer|make|O1|--part|nan");
    SAME(got_err, "cavt: --part takes a number from 0 to 1, not \"nan\"\n");
    typed("offer|make|O1|--as|xml");
    SAME(got_err, "cavt: --as takes text|csv, not \"xml\"\n");
    typed("offer|make|O1|--seed");
    SAME(got_err, "cavt: --seed needs a value: --seed N\n");
    typed("offer|make|O1|--why=yes");
    SAME(got_err, "cavt: --why takes no value; write it alone\n");
    typed("offer|make|O1|--sed|7");
    SAME(got_err, "cavt: there is no option --sed here; did you mean --seed\n");
    typed("offer|make|O1|-s|7");
    CHECK(status == 2);
}

PURE(a_slip_of_the_hand_is_answered_with_the_nearest)
{
    typed("ofer|make|O1");
    SAME(got_err, "cavt: there is no command \"ofer make\"; did you mean: cavt offer make\n");
    typed("fnid|O1");
    SAME(got_err, "cavt: there is no command \"fnid O1\"; did you mean: cavt find\n");
    typed("order|frobnicate");
    SAME(got_err, "cavt: there is no command \"order frobnicate\"; there is: cavt order list\n");
    typed("somethingelse");
    SAME(got_err, "cavt: there is no command \"somethingelse\"; all of them are listed by: cavt help\n");
    CHECK(status == 2);
}

PURE(a_failure_has_its_own_status)
{
    SAME(typed("find|O9"), "");
    CHECK(status == 3);
    SAME(got_err, "cavt: there is no order O9\n");
    typed("hold");
    CHECK(status == 6);
    typed("look|/nonexistent/nowhere.db");
    CHECK(status == 3);
    CHECK(strstr(got_err, "cavt init") != NULL);
}

PURE(the_language_is_asked_for_or_the_environments)
{
    setenv("LC_ALL", "ru_RU.UTF-8", 1);
    SAME(typed("tongue"), "ru");
    SAME(typed("tongue|--lang|en"), "en");
    SAME(typed("--lang=en|tongue"), "en");
    setenv("LC_ALL", "C", 1);
    SAME(typed("tongue"), "en");
    SAME(typed("tongue|--lang=ru"), "ru");
    unsetenv("LC_ALL");
}

PURE(rows_are_printed_in_the_form_asked_for_and_only_if_all_went_well)
{
    SAME(typed("rows|--as|csv"), "code,people\r\nO1,12\r\n");
    CHECK(strstr(typed("rows|--as=json"), "\"people\":12") != NULL || strstr(typed("rows|--as=json"), "\"people\": 12") != NULL);
    CHECK(strstr(typed("rows"), "People") != NULL);
    SAME(typed("rows|fails"), "");
    CHECK(status == 1);
}

PURE(help_says_what_the_rows_say)
{
    CHECK(strstr(typed(""), "offer make ORDER") != NULL);
    CHECK(strstr(typed("--help"), "find ORDER") != NULL);
    CHECK(strstr(typed("offer|make|--help"), "--as text|csv") != NULL);
    CHECK(strstr(typed("offer|make|-h"), "make an offer") != NULL);
    CHECK(strstr(typed("--version"), "cavt ") != NULL);
    CHECK(status == 0);
}

PURE(a_near_name_is_near_and_a_far_one_is_not)
{
    const char *names[] = {"import", "export", "serve"};
    SAME(cli_nearest("imoprt", names, 3), "import");
    SAME(cli_nearest("sreve", names, 3), "serve");
    CHECK(cli_nearest("quit", names, 3) == NULL);
    CHECK(cli_nearest("ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo", names, 3) == NULL);
}
