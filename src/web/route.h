/* route.h -- what a room says about its pages: one line each, and nothing anywhere else.
 *
 * A handler writes the content of its page into q->page and names it in q->title; the frame around it
 * (navigation, language switch, footer) is put on by whoever called it.  A handler that fails returns false
 * and its sentence becomes the page. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "view/html.h"
#include "view/sheet.h"

enum method { GET, POST };

/* Who may: a set of bits, because a coordinator is not "more" than a documents officer. */
enum actor {
    AS_VISITOR = 1 << 0,  /* whoever comes, signed in or not */
    AS_LEARNER = 1 << 1,
    AS_TEACHER = 1 << 2,
    AS_EMPLOYER = 1 << 3, /* an employer's curator */
    AS_PARTNER = 1 << 4,  /* an institution's coordinator */
    AS_METHODOLOGIST = 1 << 5,
    AS_DISPATCHER = 1 << 6,
    AS_DOCUMENTS = 1 << 7,
    AS_ANALYST = 1 << 8,
    AS_COORDINATOR = 1 << 9,
    AS_DIRECTOR = 1 << 10,
    AS_AUTHORITY = 1 << 11,
    AS_ADMIN = 1 << 12,
};
#define ANYONE  0x1fffu
#define CENTRE  ((unsigned)(AS_METHODOLOGIST | AS_DISPATCHER | AS_DOCUMENTS | AS_ANALYST | AS_COORDINATOR | AS_DIRECTOR | AS_ADMIN))
#define READERS (CENTRE | (unsigned)AS_AUTHORITY) /* who may look at what is not theirs */
#define PLANNERS ((unsigned)(AS_COORDINATOR | AS_METHODOLOGIST | AS_DISPATCHER | AS_DIRECTOR)) /* of the centre, who change orders, offers, bookings */
#define MEMBERS (ANYONE & ~(unsigned)AS_VISITOR)

struct request;

struct route {
    enum method method;
    const char *path; /* "/order/{code}/offer"; {int} a whole number, {code} one part, percent-decoded */
    unsigned may;     /* Bits of enum actor; checked before the handler runs */
    bool (*handle)(struct request *q);
    const char *help; /* One line, TR(): the site map and docs/routes.md */
    const char *menu; /* TR("Orders"): stands in the navigation; NULL does not */
    const char *type; /* What it gives, where that is no page but for programs: "application/json"; NULL: a page.  Failures are
                         then said as application/problem+json, and what is asked again unchanged is answered 304 */
    const struct api *api; /* What it takes and gives, for the API's description (api.h); NULL: not of the API */
};

/* visit: a request as it came, read but not yet believed.  All strings live as long as the answer. */
struct visit {
    enum method method;
    const char *path;  /* percent-encoded, without the query */
    const char *query; /* NULL: none */
    const char *type, *body;
    size_t body_n;
    const char *cookie, *languages, *origin, *site, *host, *authorization, *etag; /* etag: If-None-Match */
    const char *peer, *agent; /* the reader's address and browser; NULL: unknown */
    const char *base;  /* How this site is reached, "https://learn.example.org"; for links in mail; NULL: unknown */
    bool secure;       /* Readers come by TLS: cookies are Secure */
    bool part;         /* Only the content is wanted, without the frame (HX-Request) */
    unsigned roles;    /* Who asks; 0 is AS_VISITOR */
    bool (*bearer)(struct request *q); /* The same for a request with Authorization; NULL: it is not looked at */
    bool (*who)(struct request *q); /* Finds out who asks: fills roles and what belongs to it in q; NULL: `roles` it is */
    const char *where; /* The database as it was named, NULL if unknown */
};

struct reply {
    int status;
    const char *type;     /* "text/html; charset=utf-8" */
    const char *location; /* For a redirect */
    const char *cookie;   /* Set-Cookie lines, each ended by CR LF; NULL none */
    const char *name;     /* A file to be saved under this name */
    const char *allow;    /* For 405 */
    const char *etag;     /* Of the body, in its quotes */
    const char *fields;   /* More header fields, ours, each ended by CR LF */
    int fresh_s;          /* Anyone may keep it for so long; 0: nobody may */
    int retry_s;          /* For 429: seconds to wait; 0 none */
    bool secure;          /* As in the visit */
    struct page body;
};

struct form_value {
    const char *name, *value;
};

/* What every page may ask of the region; from its settings. */
struct region_facts {
    const char *name, *currency;
    int utc_offset_min;
    int32_t today_on; /* The setting "today", or the clock */
};

struct request {
    struct work *w;
    struct page *page;
    const struct visit *ask;
    struct reply *reply;
    const struct route *const *tables;
    const struct route *route;
    const char *title;
    const char *token;    /* What every POST form must send back; web_form_begin() puts it in */
    int64_t arg[4];       /* The {int} parts of the path, in order; already checked */
    const char *code[4];  /* The {code} parts */
    unsigned roles;
    int64_t account_id;      /* Who is signed in; 0 nobody.  The same is in w->who */
    int64_t organisation_id; /* For whom he or she acts now; 0: for him- or herself */
    const char *organisation_code; /* of organisation_id; "" for none */
    int64_t ward_id;         /* The minor for whom a guardian acts; 0 none */
    const char *who_name, *who_for, *who_role; /* To be shown; NULL when nobody is signed in */
    int64_t session_id;
    const char *secret;      /* The session's cookie; never shown or written down */
    bool open;               /* Nobody has an account yet, so whoever comes is taken for the coordinator */
    bool language_kept;      /* The reader has chosen the language by the switch */
    bool token_new;          /* The token's cookie is not yet with the reader */
    struct form_value *query, *form; /* Ended by {0} */
    const struct region_facts *region; /* Ask web_region() */
    const char *scopes;      /* Of the access token that the request came with, parted by spaces; NULL: it came without one */
    struct page head;        /* What stands in the page's <head> besides */
    bool bare;            /* The page is the whole reply: no frame */
    bool wide;            /* The content takes the window's whole width */
};

/* web_answer(w, tables, ask): find, check, run.  No socket involved, so a test calls exactly what the
 * server calls.  Failed work answers with its own sentence and status.  Tables end with NULL. */
struct reply web_answer(struct work *w, const struct route *const *tables, const struct visit *ask);

/* What the reader sent: from the form of a POST, else from the query.  web_text: NULL if absent.
 * web_each: the i-th of several of one name.  web_int fails the work with a sentence when the value is there
 * but is not a whole number within lo..hi. */
const char *web_text(const struct request *q, const char *name);
const char *web_each(const struct request *q, const char *name, size_t i);
int64_t web_int(struct request *q, const char *name, int64_t otherwise, int64_t lo, int64_t hi);

/* web_form_parse(w, s, n, most): application/x-www-form-urlencoded; fails the work on malformed or too
 * many (most) values.  Values are UTF-8 without control bytes (line ends become \n). */
struct form_value *web_form_parse(struct work *w, const char *s, size_t n, size_t most);

/* web_see(q, fmt, ...): after a POST, send the reader to that page (303).  The path is ours: it begins
 * with one slash. */
bool web_see(struct request *q, const char *fmt, ...) LIKE(2, 3);

/* web_phrase(404): "Not Found". */
const char *web_phrase(int status);

/* web_leave(q, url): send the reader to another site.  Never with an address that came from the reader: only to a
 * provider of identity that the administrator has named.  https, or http on this very machine. */
bool web_leave(struct request *q, const char *url);

/* web_acts_for(q, organisation): whether the reader may act for that organisation: the centre's people may, and those
 * who act for it now.  Otherwise the work fails with NOT_ALLOWED and one sentence.  Every handler that takes an
 * organisation, or a thing of one, from the address or the form asks this before it changes or shows what is not
 * everybody's. */
MUST bool web_acts_for(struct request *q, int64_t organisation_id);

/* web_may(q, organisation): whether a planner of the centre or that organisation is asking, without a failure: for a button that is
 * shown or not. */
bool web_may(const struct request *q, int64_t organisation_id);

/* The same by a statement that finds the organisation: web_acts_by(q, sql, code), whose sql takes ($1 code) and gives its id; and
 * web_sees(q, sql, code), for reading, whose sql takes ($1 code, $2 acting organisation) and counts why it may. */
MUST bool web_acts_by(struct request *q, const char *sql, const char *code);
MUST bool web_sees(struct request *q, const char *sql, const char *code);

/* Cookies: HttpOnly, SameSite=Lax, for the whole site; Secure and named __Host-... where readers come by TLS.
 * web_set_cookie: seconds 0 is until the browser closes, below 0 forgets it. */
const char *web_cookie(struct request *q, const char *name);
void web_set_cookie(struct request *q, const char *name, const char *value, int64_t seconds);

/* web_address(q, path): the whole address of a page of ours, for mail and for a provider of identity. */
const char *web_address(struct request *q, const char *path);

/* web_path(w, "/order/%s", code): a link with its part percent-encoded. */
const char *web_path(struct work *w, const char *before, const char *code, const char *after);

/* web_part(w, s): s percent-encoded for one part of a path or a query. */
const char *web_part(struct work *w, const char *s);

const struct region_facts *web_region(struct request *q);

/* web_form_begin(q, action): <form method=post> with its token; the caller closes it. */
void web_form_begin(struct request *q, const char *action, const char *class_name);

/* A list that is read on the page, sorted by its heads (?sort=), paged (?page=) and saved (?as=csv|xlsx):
 *     struct sheet *s = web_sheet(q, TR("Partners"), "partners");
 *     if (!partner_list(w, s)) return false;
 *     return web_sheet_done(q, s);
 * What the handler wrote to q->page before web_sheet_done stands above the table. */
struct sheet *web_sheet(struct request *q, const char *title, const char *file);
bool web_sheet_done(struct request *q, struct sheet *s);

#endif
