/* csv_test.c -- pairs of a table as text and the cells it has. */
#include "codec/csv.h"
#include "test/test.h"

#include <stdlib.h>
#include <time.h>

/* cells: every record as a|b|c with its line before it, records parted by a space. */
static void cells(const char *in, const char *want, const char *refusal)
{
    struct text t = TEXT(0), got = TEXT(0);
    struct err e = {0};
    struct csv c;
    text_add(&t, in);
    csv_open(&c, t.s, t.n, '\0');
    text_add(&got, "");
    while (csv_next(&c, &e)) {
        text_fmt(&got, "%s%zu:", got.n > 0 ? " " : "", c.line);
        for (size_t i = 0; i < c.cells; i++) {
            text_add(&got, i > 0 ? "|" : "");
            text_bytes(&got, c.cell[i].s, c.cell[i].n);
            CHECK(strlen(c.cell[i].s) == c.cell[i].n);
        }
    }
    SAME(got.s, want);
    if (refusal == NULL)
        SAME(e.text, "");
    else
        CHECK(strstr(e.text, refusal) != NULL);
    csv_close(&c);
    text_free(&t);
    text_free(&got);
}

PURE(csv_as_people_write_it)
{
    cells("a,b\n1,2\n", "1:a|b 2:1|2", NULL);
    cells("a,b\r\n1,2", "1:a|b 2:1|2", NULL);
    cells("a;b\r1;2\r", "1:a|b 2:1|2", NULL);
    cells("a\tb,c\td\n", "1:a|b,c|d", NULL);
    cells("sep=;\na,a;b\n", "2:a,a|b", NULL);
    cells("a,\n,\n", "1:a| 2:|", NULL);
    cells("\n\r\n\na\n\n\nb\n", "4:a 7:b", NULL);
    cells("\"a,\"\"b\"\"\nc\",d\n1,2\n", "1:a,\"b\"\nc|d 3:1|2", NULL);
    cells("\"\",\"\"\n", "1:|", NULL);
    cells("5\" pipe,b\n", "1:5\" pipe|b", NULL);
    cells("", "", NULL);
}

PURE(csv_that_is_broken_is_refused_with_its_line)
{
    cells("a,b\n1,\"2\n3,4\n", "1:a|b", "line 2: a quote opened here is never closed");
    cells("a,b\n\"1\"x,2\n", "1:a|b", "line 2: text follows a closing quote");
    char *wide = malloc(5000);
    memset(wide, ',', 4999);
    wide[4999] = '\0';
    cells(wide, "", "more than 1024 cells");
    free(wide);
    char nul[] = "a,b\n1\0,2\n";
    struct err e = {0};
    struct csv c;
    csv_open(&c, nul, sizeof(nul) - 1, '\0');
    CHECK(csv_next(&c, &e) && !csv_next(&c, &e));
    CHECK(strstr(e.text, "line 2: a NUL byte") != NULL);
    csv_close(&c);
}

PURE(csv_written_reads_back)
{
    static const char *const put[] = {"", "a", " b ", "c,d", "e\"f", "g\nh", "i;j", "\t", "Кемерово", ""};
    struct text t = TEXT(0);
    struct err e = {0};
    for (size_t i = 0; i < COUNT(put); i++)
        csv_put(&t, put[i], i == 0);
    csv_end(&t);
    csv_put(&t, "", true); /* one empty cell is not a blank line */
    csv_end(&t);
    struct csv c;
    csv_open(&c, t.s, t.n, ',');
    CHECK(csv_next(&c, &e) && c.cells == COUNT(put));
    for (size_t i = 0; i < COUNT(put) && i < c.cells; i++)
        SAME(c.cell[i].s, put[i]);
    CHECK(csv_next(&c, &e) && c.cells == 1);
    CHECK(!csv_next(&c, &e) && e.fault == FINE);
    csv_close(&c);
    text_free(&t);
}
