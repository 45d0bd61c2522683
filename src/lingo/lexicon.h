/* lexicon.h -- things with names (competences, occupations), compiled so that their names can be found in
 * text and texts can be ranked against them.
 *
 * A lexicon is one image of flat arrays: built once from what the frameworks say, stored as a file, mapped
 * into memory and read only, so it may be shared by threads.  Its words are stems; a phrase is one name
 * (preferred or alternative) as a run of stems without stop words; phrases stand in the order of their
 * words, so a state of the automaton is a range of them.
 *
 * The automaton: Aho and Corasick (1975) over stems; states in breadth-first order, the children of a
 * state sorted by stem behind a 64-bit mask, so that a miss costs one look.
 *
 * Meaning: vectors of stems, from positive pointwise mutual information factorised by subspace iteration
 * (Levy and Goldberg 2014; Halko, Martinsson and Tropp 2011), then drawn together by the names themselves:
 * the names of one thing are to be nearer each other than to other things' names (the contrastive loss of
 * van den Oord et al. 2018 over sums of stem vectors).  Built here; nothing is downloaded. */
#ifndef LINGO_LEXICON_H
#define LINGO_LEXICON_H

#include "lingo/word.h"

struct thing { /* what is compiled */
    int64_t id;
    const char *code, *name; /* name: what is printed */
    const char *about;       /* a description, or NULL */
    double use;              /* how often the frameworks themselves use it (occupations that ask for it) */
};
struct name {
    uint32_t thing; /* index of the thing */
    bool preferred;
    const char *text;
};
struct book {
    const struct thing *things;
    const struct name *names;
    const char *const *texts; /* more running text of the same trade, to learn the words from */
    size_t nthings, nnames, ntexts;
    char stamp[72];           /* what it was made from: a hash; lexicon_load() compares it */
};

/* The arrays of an image; each is read only. */
struct phrase {
    uint32_t thing, first, words; /* lex->stems[first .. first + words) */
    uint32_t flags;               /* PHRASE_* */
    float norm;                   /* length of its idf vector */
    uint32_t surface;             /* of one Latin word: the word as it is written, an offset into lex->text; else 0 */
};
#define PHRASE_PREFERRED 1u
#define PHRASE_CAPITALS  2u /* one short word written in capitals (R, SQL, LESS): only they are it */
#define PHRASE_LOOSE     8u /* for ranking alone: one word that many names have, or that stop words left over */

struct state {
    uint64_t mask;
    uint32_t kids, nkids, fail, up; /* up: nearest suffix state that ends a phrase, 0 for none */
    uint32_t phrase, nphrases;      /* the phrases that end here */
    uint32_t depth, parent;
};
struct kid {
    uint32_t stem, state;
};
struct posting {
    uint32_t of; /* a phrase or a thing */
    float weight;
};
struct card { /* one thing */
    int64_t id;
    uint32_t code, name; /* offsets into lex->text */
    uint32_t phrase, nphrases; /* its phrases: lex->own[phrase .. phrase + nphrases) */
    float use;
};

struct lexicon {
    const struct card *cards;
    const struct phrase *phrases;
    const uint32_t *own;   /* phrase numbers by thing */
    const uint32_t *stems; /* stem numbers of the phrases */
    const char *text;      /* codes, names and stems, each with its NUL */
    const uint32_t *stem_text, *slots; /* of each stem; slots: its hash table, 0 empty */
    const float *idf, *lift;           /* of each stem; lift: its learned weight in a meaning */
    const struct state *states;
    const struct kid *kids;
    const uint32_t *root; /* state after one stem, by stem number */
    const uint32_t *name_at, *about_at; /* where the postings of each stem begin, nstems + 1 */
    const struct posting *names, *abouts; /* stem -> phrases, stem -> things */
    const float *meaning;  /* nstems x dim; all zero: too rare to know */
    const float *called;   /* nthings x dim: the preferred name's vector, of length 1 */
    size_t nthings, nphrases, nstems, nslots, nstates, dim;
    char stamp[72];
    void *image;
    size_t size;
    bool mapped;
};

/* lexicon_make(b, dim, err): compile; dim 0 leaves meanings out (the matcher alone).  The caller frees.
 * Seconds for tens of thousands of things with meanings, one second without. */
MUST struct lexicon *lexicon_make(const struct book *b, size_t dim, struct err *err);
void lexicon_free(struct lexicon *lex);

/* lexicon_save: written beside and renamed, so a reader never sees half of it.  lexicon_load: NULL with
 * NOT_FOUND if the file is absent, was made from something else (stamp), by another version, or is
 * damaged: make it anew then. */
bool lexicon_save(const struct lexicon *lex, const char *path, struct err *err);
MUST struct lexicon *lexicon_load(const char *path, const char *stamp, struct err *err);

/* lexicon_stem(lex, folded stem): its number, or 0. */
uint32_t lexicon_stem(const struct lexicon *lex, const char *stem);

/* reader: words of a text as stems of one lexicon, with a cache of forms met; one per thread. */
#define STEM_NONE 0u /* not a word of the lexicon */
#define STEM_STOP 1u /* a stop word */
struct reader;
struct reader *reader_new(const struct lexicon *lex);
void reader_free(struct reader *r);
uint32_t reader_stem(struct reader *r, const char *text, const struct token *w);

/* reader_cue: the same, and whether the word says how a sentence means what it names. */
enum cue { CUE_NONE, CUE_NO, CUE_ONLY, CUE_NEED, CUE_WISH };
uint32_t reader_cue(struct reader *r, const char *text, const struct token *w, enum cue *cue);

#endif
