/* mention.h -- where a text says the name of a thing, in which part of the advert, and whether it means it.
 *
 * Names are found whatever their case, endings and stop words ("work in a team" says "working in teams"),
 * within one sentence or list item; of overlapping names the longest is kept, then the earlier.  Every
 * mention keeps its place, so the words that prove it can be shown. */
#ifndef LINGO_MENTION_H
#define LINGO_MENTION_H

#include "lingo/lexicon.h"

enum section { SECTION_NONE, SECTION_DUTIES, SECTION_REQUIREMENTS, SECTION_OFFER, SECTION_FIRM, SECTIONS };

struct mention {
    uint32_t at, n;  /* bytes of the text */
    uint32_t thing;  /* of those with this name, the one it is preferred for, else the most used */
    uint32_t phrase;
    uint32_t word, words; /* the first word, counted from the text's first, and how many it spans */
    uint8_t section; /* enum section */
    bool negated;    /* "no welding experience needed", "без опыта сварки" */
    bool wished;     /* "would be a plus", "желательно" */
};

/* marker: scratch for one thread; the lexicon must outlive it. */
struct marker;
struct marker *marker_new(const struct lexicon *lex);
void marker_free(struct marker *m);

/* marker_find(m, text, n, &list): the mentions of a text in the order they stand, borrowed until the next
 * call; returns how many.  Any bytes are a text.  Texts of 2 GiB and more are refused (0 mentions). */
size_t marker_find(struct marker *m, const char *text, size_t n, const struct mention **list);

/* marker_plain: the same without sections. */
size_t marker_plain(struct marker *m, const char *text, size_t n, const struct mention **list);

const char *section_name(enum section s); /* "", "duties", "requirements", "offer", "firm" */

#endif
