/* same.h -- the same machine typed two ways: names that mean one thing though their letters differ.
 *
 * Two names are held against each other by their words (stems) and by their runs of three letters (Dice's coefficient, so
 * that slips of typing count little), whichever is nearer; letters that look alike in the Cyrillic and the Latin script are
 * one.  Figures are kept apart from words and must agree as numbers: "P= 1,0 кВт" is "P=1.0 кВт" and is not "P= 10 кВт". */
#ifndef RESOURCE_SAME_H
#define RESOURCE_SAME_H

#include "base/work.h"

struct sheet;

/* same_score: 0..1; 0 where a figure differs. */
double same_score(const char *a, const char *b);

/* same_pair: two records, or two types, that are probably one thing. */
struct same_pair {
    bool types;            /* of types, not of records */
    int64_t one, other;
    const char *one_code, *other_code, *one_name, *other_name, *one_owner, *other_owner; /* owners "" for types */
    int64_t one_type, other_type, one_owner_id, other_owner_id; /* of records */
    double score;
};

/* same_find: pairs of at least `least`, the surest first, `most` at most; those people have found to differ are left out.
 * Records are compared when their types differ, or when one owner keeps both in one place. */
MUST bool same_find(struct work *w, double least, size_t most, struct same_pair **out, size_t *n);
MUST bool same_list(struct work *w, double least, struct sheet *out);

/* same_near: the record or type nearest to a name that is about to be written down; NULL: none that near.  For forms. */
const char *same_near(struct work *w, const char *name, const char *but_code);

#endif
