/* word.h -- running text cut into words that can be compared: where each stands, and its stem.
 *
 * A word is a run of letters and digits; C++, C#, F# and .NET are words; an English 's and soft hyphens
 * are left out.  Folding: case, ё as е, compatibility forms and accents of Latin letters away; a decomposed
 * й is й.  Malformed bytes separate words.  Stems: Snowball (Porter 1980, 2001) for Latin and Cyrillic
 * script, then for Russian the fleeting vowel is taken out of every stem alike (станок, станка -> станк;
 * after a vowel it leaves й: боец, бойца -> бойц), so that both forms meet without a dictionary. */
#ifndef LINGO_WORD_H
#define LINGO_WORD_H

#include "base/err.h"

#define WORD_MAX 96 /* bytes of a folded word that are kept, with its NUL */

struct token {
    uint32_t at, n; /* bytes in the text */
    uint64_t key;   /* hash of the folded word; never 0 */
    bool upper;     /* every letter is a capital, or the word has a digit or sign besides */
};

/* word_next(s, n, from, w): the first word at or after `from`; returns where to look for the next one,
 * or 0 when there is none.  n below 2^32. */
size_t word_next(const char *s, size_t n, size_t from, struct token *w);

/* word_fold(s, n, out): the folded word of the bytes word_next() found; returns its length. */
size_t word_fold(const char *s, size_t n, char out[WORD_MAX]);

/* stemmer: not shared between threads.  stem_word(): in place over a folded word; returns the length. */
struct stemmer;
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *st);
size_t stem_word(struct stemmer *st, char word[WORD_MAX], size_t n);

/* word_is_stop: a folded word too common to mean anything in a phrase (English and Russian).  Written in
 * capitals, "IT" and "ПО" are names, not "it" and "по". */
bool word_is_stop(const char *folded, bool upper);

#endif
