/* vacancy.h -- adverts of work in the forms they are published in, pure.
 *
 * A JSON document is one of: schema.org JobPosting (also inside an array or @graph), the hh.ru API, the open data of
 * trudvsem.ru, or plain names (title, text, date, municipality ...).  An HTML page is searched for JSON-LD.  A CSV row
 * goes by the names of its columns, the same plain names.  Unknown fields are passed over; what must be there is a
 * title and a day.  Texts are made plain (tags away, items on lines of their own) and personal data is masked. */
#ifndef CODEC_VACANCY_H
#define CODEC_VACANCY_H

#include "base/text.h"

struct advert {
    struct text code, title, employer, municipality, web, currency, text;
    int32_t posted_on;     /* a day; INT32_MIN: not given */
    double wage_from, wage_to; /* a month, in currency units; 0: not given */
    int places;            /* how many people are wanted; 0: not given */
};

void advert_clear(struct advert *a); /* Empty, ready for the next; its memory is kept. */
void advert_free(struct advert *a);

/* vacancy_json(s, n, each, to, e): every advert of a JSON document is given to `each`; returns how many.
 * 0 with e set: not JSON (where and why), or JSON with no advert in it (which fields it has). */
size_t vacancy_json(const char *s, size_t n, void (*each)(void *to, const struct advert *a), void *to, struct err *e);

/* vacancy_html: the same for the JSON-LD scripts of a page. */
size_t vacancy_html(const char *s, size_t n, void (*each)(void *to, const struct advert *a), void *to, struct err *e);

/* vacancy_field(a, name, value): one plain field of a CSV row; false if the name is none we know. */
bool vacancy_field(struct advert *a, const char *name, const char *value);

/* vacancy_plain(html, n, out): tags, comments and scripts away, entities read, list items and paragraphs on lines
 * of their own.  vacancy_mask(out): telephone numbers, addresses of mail, accounts and named contact persons
 * become [phone], [mail], [account], [person], in place. */
void vacancy_plain(const char *html, size_t n, struct text *out);
void vacancy_mask(struct text *t);

#endif
