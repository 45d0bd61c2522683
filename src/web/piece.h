/* piece.h -- the pieces pages are put together from.  Each writes into q->page. */
#ifndef WEB_PIECE_H
#define WEB_PIECE_H

#include "web/route.h"

/* state_word: "open" -> "waits for an answer", in the reader's language; of orders, offers, parts, programmes.
 * piece_state: the same as a badge with its sign. */
const char *state_word(struct work *w, const char *state);
void piece_state(struct request *q, const char *state);

/* kind_word: of organisations, resources, programmes, frameworks, forms of study: "college" -> "college". */
const char *kind_word(struct work *w, const char *kind);

/* piece_crumb: the way back, above the heading's content. */
void piece_crumb(struct request *q, const char *href, const char *text);

/* piece_empty: nothing is here, what would fill it, and the act that does (href NULL: none). */
void piece_empty(struct request *q, const char *sentence, const char *href, const char *act);

/* A filter form above a list: piece_filters(q); piece_search(...); piece_choice(...); piece_filters_end(q). */
struct choice {
    const char *value, *text; /* text already in the reader's language */
};
void piece_filters(struct request *q);
void piece_search(struct request *q, const char *name, const char *label);
void piece_choice(struct request *q, const char *name, const char *label, const struct choice *choices, size_t n);
void piece_filters_end(struct request *q);

/* piece_choices: rows of (value, name_ru, name_en) of a query as choices. */
struct choice *piece_choices(struct work *w, const char *sql, size_t *n);

/* piece_kinds: kinds (ended by NULL) as choices, their words in the reader's language. */
struct choice *piece_kinds(struct work *w, const char *const *kinds, size_t *n);

/* piece_select: a <select> of a form, the one chosen marked. */
void piece_select(struct request *q, const char *name, const struct choice *choices, size_t n, const char *chosen);

void piece_figure(struct request *q, const char *href, const char *figure, const char *words);
void piece_fact(struct request *q, const char *name, const char *value); /* <dt>, <dd>; nothing if value is "" */

/* web_like(w, s): "%folded%" for LIKE ... ESCAPE '!', "" for nothing typed. */
const char *web_like(struct work *w, const char *s);

/* ---- a week: days as columns, half hours as rows ---- */
struct week_entry {
    int64_t from, to;       /* wall minutes */
    const char *kind;       /* busy, held, booked, lesson: its pattern */
    const char *title, *small, *href; /* small and href may be NULL */
};
struct week {
    int32_t monday;
    int days;                /* 5..7 */
    int from_min, to_min;    /* of the day, whole hours */
    bool (*open)(void *arg, int32_t day, int from_min, int to_min); /* NULL: always */
    void *arg;
    const struct week_entry *entries; /* in any order */
    size_t n;
    const char *label;       /* What it is a calendar of, for those who hear it */
};
void piece_week(struct request *q, const struct week *wk);
/* piece_week_steps: the week before, its name, the week after; `base` ends with ? or & */
void piece_week_steps(struct request *q, const char *base, int32_t monday);

#endif
