/* finder_private.h -- what finder.c fills and finder_ask.c reads. */
#ifndef LINGO_FINDER_PRIVATE_H
#define LINGO_FINDER_PRIVATE_H

#include "base/map.h"
#include "lingo/finder.h"

struct finder_posting {
    uint32_t doc;
    uint8_t weight;
};

struct finder_term {
    char *stem, *shown; /* shown: the shortest word of a text that had this stem */
    struct finder_posting *growing;
    uint32_t df, room;
    float idf;
    size_t first; /* its postings: df of them from here on */
};

/* finder_spelling: a stem or a whole word as letters, for the finding of slips. */
struct finder_spelling {
    uint32_t letters_at, term;
    uint32_t set; /* the letters it has, hashed into 32 bits */
    uint16_t length;
    bool whole;
};

struct finder {
    struct stemmer *stemmer;
    struct map by_stem, by_word; /* -> 1 + term; by_word: -1 a word that means nothing */
    struct finder_term *term;
    uint32_t terms, room, docs;
    uint32_t *doc; /* postings of all terms, by term */
    uint8_t *weight;
    size_t postings;
    uint32_t *sorted;  /* terms by their stem */
    struct finder_spelling *spelling;
    uint32_t spellings, spelling_room;
    uint16_t *letters; /* of all spellings */
    size_t letters_n, letters_room;
};

/* finder_letters: s as numbers of characters, at most `most`; *set is which there are. */
size_t finder_letters(const char *s, uint16_t *out, size_t most, uint32_t *set);

#endif
