/* vote_test.c -- the same title outvotes titles that are only like it. */
#include "lingo/vote.h"

#include "test/test.h"

PURE(coded_titles_vote_on_a_new_one)
{
    static const struct example e[] = {{"Arc Welder", 7, 3}, {"Pipe welder (night shift)", 7, 1}, {"Underwater welder", 8, 2},
                                       {"Nurse", 9, 5}, {"nurses", 9, 1}, {"Nurse", 10, 1}};
    struct voter *v = voter_new(e, COUNT(e));
    struct vote to[4];
    double nearest;
    size_t n = voter_ask(v, "underwater WELDERS", 18, to, COUNT(to), &nearest);
    CHECK(n >= 1 && to[0].code == 8 && nearest > 0.99 && nearest <= 1);
    n = voter_ask(v, "welder of pipes", 15, to, COUNT(to), &nearest);
    CHECK(n >= 2 && to[0].code == 7 && to[0].share > to[1].share);
    n = voter_ask(v, "nurse", 5, to, COUNT(to), &nearest);
    CHECK(n == 2 && to[0].code == 9 && to[0].share > 0.8 && to[0].share + to[1].share < 1.001);
    CHECK(voter_ask(v, "zzz", 3, to, COUNT(to), &nearest) == 0 && nearest <= 0);
    voter_free(v);
    CHECK(voter_new(NULL, 0) == NULL);
}
