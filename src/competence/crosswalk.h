/* crosswalk.h -- how competences of one framework may meet those of another: proposed by the program with score and
 * reason, decided by a methodologist.  What is accepted becomes a row of `alignment`; what is refused is not
 * proposed again.
 *
 * A Russian skill meets an English one by what is at hand: the same name; names of the target that stand in it (Python,
 * SCADA); and a bridge, the competences that some framework names in both languages: the skill is ranked among
 * their Russian names, their English names are ranked among the target's.  Competences asked for by occupations of the
 * same group (OKZ is ISCO-08, four digits on both sides) are believed more.
 *
 * Upstream: lingo, lexis.  Downstream: the command, the page. */
#ifndef COMPETENCE_CROSSWALK_H
#define COMPETENCE_CROSSWALK_H

#include "base/work.h"

#include <stdio.h>

struct crosswalk_how {
    const char *from, *to; /* frameworks */
    const char *where;     /* the database as it was named */
    double least;          /* scores below are not proposed */
    int most;              /* proposals for one competence */
    FILE *say;
};
struct crosswalk_counts {
    size_t competences, met, proposed, known; /* known: decided or aligned before */
};

/* crosswalk_propose: all or nothing; done twice it only refreshes scores that nobody has decided on. */
MUST bool crosswalk_propose(struct work *w, const struct crosswalk_how *how, struct crosswalk_counts *counts);

/* crosswalk_decide: state accepted, refused, or proposed to take either back.  Audited. */
MUST bool crosswalk_decide(struct work *w, const char *competence, const char *target, const char *state);

struct sheet;
MUST bool crosswalk_list(struct work *w, const char *state, const char *like, struct sheet *s);

#endif
