/* lexis.h -- the words of the loaded frameworks: compiled once, kept beside the database, made anew when the
 * frameworks have changed.
 *
 * Upstream: lingo, store.  Downstream: the commands of competences and occupations, demand.
 *
 * What is compiled is known by a hash of every name and description it was made from, so a stale file
 * cannot be used; a file that cannot be written is not an error, only slower next time.  Beside an SQLite file region.db
 * stand region.db.marks, region.db.links and region.db.titles; for other databases they stand in the user's cache. */
#ifndef COMPETENCE_LEXIS_H
#define COMPETENCE_LEXIS_H

#include "base/work.h"
#include "lingo/lexicon.h"

#include <stdio.h>

enum lexis {
    LEXIS_MARKS,  /* competences of every framework (tasks and groups aside), to be found by name; no meanings */
    LEXIS_LINKS,  /* competences of one framework, to be ranked */
    LEXIS_TITLES, /* occupations of one framework, to be ranked */
};

/* lexis_open(w, which, framework, where, say): the lexicon, freed when the work ends.  framework NULL: the largest one
 * loaded ("all": every one); not used for LEXIS_MARKS.  where: the database as it was named, NULL if unknown.  say:
 * where to tell a person that compiling has begun (may take half a minute), NULL for silence.  NULL with the work failed
 * NOT_FOUND if no framework, or none of that name, is loaded. */
const struct lexicon *lexis_open(struct work *w, enum lexis which, const char *framework, const char *where, FILE *say);

#endif
