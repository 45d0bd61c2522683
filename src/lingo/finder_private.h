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
    char *stem, *shown; /* shown: the first word of a text that had this stem */
    struct finder_posting *growing;
    uint32_t df, room, letters_at;
    uint32_t set;    /* the letters it has, hashed into 32 bits */
    uint16_t length; /* letters of the stem */
    float idf;
    size_t first; /* its postings: df of them from here on */
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
    uint16_t *letters; /* of all stems */
};

/* finder_letters: s as numbers of characters, at most `most`; *set is which there are. */
size_t finder_letters(const char *s, uint16_t *out, size_t most, uint32_t *set);

#endif
