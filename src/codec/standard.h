/* standard.h -- a professional standard as the Russian Ministry of Labour publishes it (XMLCardInfo), pure.
 *
 * It is given row by row, parents first: the standard; each generalised function with its titles; each function of work with
 * its actions, skills and knowledge.  Unknown elements are passed over. */
#ifndef CODEC_STANDARD_H
#define CODEC_STANDARD_H

#include "base/text.h"

enum standard_kind { STANDARD_ITSELF, STANDARD_GENERAL, STANDARD_TITLE, STANDARD_FUNCTION, STANDARD_ACTION, STANDARD_SKILL, STANDARD_KNOWLEDGE, STANDARD_GROUP };

struct standard_row {
    enum standard_kind kind;
    const char *standard; /* its registration number */
    const char *general, *function; /* codes of the function it stands in: "A", "A/01.3"; "" above */
    const char *name; /* of STANDARD_GROUP: the group of occupations, a code of OKZ (which is ISCO-08) */
    int level; /* of qualification, 1..9; 0: not given */
};

/* standard_xml: every row to `each`.  False: not XML (line and reason), or XML with no standard in it. */
bool standard_xml(const char *s, size_t n, void (*each)(void *to, const struct standard_row *r), void *to, struct err *e);

#endif
