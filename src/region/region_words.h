/* region_words.h -- the words that names are composed of, in both languages.  Data of the made region, not
 * what the program says: a region has both languages in its rows. */
#ifndef REGION_REGION_WORDS_H
#define REGION_REGION_WORDS_H

#define OBJECTS 16 /* of a field */
#define ACTIVITIES 16
#define CONTEXTS 20
#define FIELDS 12

struct pair {
    const char *ru, *en;
};

struct field_words {
    const char *code;
    struct pair
        name; /* ru in the genitive: "Колледж угольной промышленности"; en: "College of Coal Mining" */
    const char *classifier; /* area of professional activity */
    struct pair
        object[OBJECTS]; /* ru in the genitive plural: "Наладка токарных станков"; en: "Setting up lathes" */
};

extern const struct field_words words_field[FIELDS];
extern const struct pair words_activity[ACTIVITIES]; /* most common first */
extern const struct pair words_context[CONTEXTS];    /* the first is empty */
extern const struct pair words_tail[5];              /* of a module, by level 1..4 */

#define TOWN_HEADS 10
#define TOWN_TAILS 15
#define TOWNS_MOST (TOWN_HEADS * TOWN_TAILS)
extern const struct pair words_town_head[TOWN_HEADS], words_town_tail[TOWN_TAILS];

#define PROPER_NAMES 24
extern const struct pair words_proper[PROPER_NAMES];

#endif
