/* api_web.h -- the API for programs, said as tables: what a collection takes and gives stands in one row each, by which it
 * is answered, checked and described (openapi_web.c), so that the three cannot drift apart.
 *
 * The room `exchange` is how other systems meet this one: this API, the Open Education API, calendars out and in, and
 * calls to those who want to be told.  Upstream: all rooms.  Downstream: app. */
#ifndef EXCHANGE_API_WEB_H
#define EXCHANGE_API_WEB_H

#include "store/db.h"
#include "web/route.h"

enum api_kind {
    API_TEXT,
    API_INT,
    API_REAL,
    API_MONEY,   /* minor units, a whole number */
    API_FLAG,    /* 0 or 1 -> false or true */
    API_DAY,     /* days -> "2027-03-01" */
    API_WALL,    /* wall minutes -> "2027-03-01T09:00" on the region's own clock */
    API_CLOCK,   /* minutes of the day -> "09:00" */
    API_INSTANT, /* Unix seconds -> "2027-03-01T02:00:00Z" */
    API_WORDS,   /* "a;b" -> ["a","b"] */
    API_NAME,    /* two columns, Russian and English -> {"ru":...,"en":...} */
    API_ROWS,    /* no column: rows of a statement that takes ($1 id) */
};

struct api_field {
    const char *name;
    enum api_kind kind;
    const char *help;
    const struct api_rows *rows; /* of API_ROWS */
};

struct api_rows {
    const char *sql;
    const struct api_field *field; /* Ended by {0} */
};

struct api_param {
    const char *name;
    enum api_kind kind; /* API_TEXT, API_INT or API_DAY */
    const char *help;
};

#define API_PARAMS 6

/* A collection.  sql takes ($1 from code, $2 most, $3 one code or '', $4 whose: an organisation's id, 0 for all,
 * $5 ... the parameters: '' and 0 when they are not given) and gives id, then the columns of the fields, in order of
 * the first field, `code`, from $1 on. */
struct api {
    const char *noun; /* "Organisation": its schema */
    const char *help;
    const char *sql;
    const struct api_field *field;          /* Ended by {0} */
    const struct api_param *param;          /* Ended by {0}; NULL: none */
    const char *scope;                      /* What a token must have; NULL: anyone may */
    const char *takes;                      /* Of a POST: the media type of its body */
};

/* The handlers of all collections: what is asked for is said by the route. */
bool api_list(struct request *q); /* GET /api/v1/nouns?after=&limit= */
bool api_one(struct request *q);  /* GET /api/v1/nouns/{code} */

/* api_allowed(q, scope): whether the reader, by token or signed in, may use it; else the work fails. */
MUST bool api_allowed(struct request *q, const char *scope);
/* api_whose(q): 0 for those who may see everything, else the organisation acted for, -1 if none. */
int64_t api_whose(const struct request *q);

/* api_done(q, text): the text is the reply, as JSON. */
struct text;
bool api_done(struct request *q, struct text *t);

extern const struct route api_routes[], openapi_routes[], put_routes[];

#endif
