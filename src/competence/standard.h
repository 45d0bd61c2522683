/* standard.h -- professional standards become a framework, "ps": what Russian texts, orders and programmes speak of.
 *
 * ps:<number>:<A> is an occupation (a generalised function) with the titles it may have; ps:<number>:<A/01.3> a task; its
 * skills and knowledge are ps:<number>:<A/01.3>:s1, :k1, one for equal words of one standard, asked for by the occupation at
 * the level of the function.  Upstream: codec, store. */
#ifndef COMPETENCE_STANDARD_H
#define COMPETENCE_STANDARD_H

#include "base/work.h"

struct standard_counts {
    size_t standards, occupations, tasks, skills, knowledge, titles;
};

/* standard_add: read one file and write it, all or nothing; a second time changes nothing but names. */
bool standard_add(struct work *w, const char *file, struct standard_counts *counts);

#endif
