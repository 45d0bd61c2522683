/* mail.h -- letters: written into the outbox in the transaction of what they tell of, sent after it by SMTP (RFC 5321).
 *
 * Who sends takes a lease on one letter at a time, so that several servers send each once; a server killed between the
 * delivery and its note sends that one again, under the same Message-ID.  What cannot be delivered is tried eight times,
 * later and later, for about two days; then it is given up, and `cavt check` says so.
 *
 * Kinds: 'mail', and 'mail-link' for letters with a secret link, whose text is forgotten once they are sent. */
#ifndef ACCOUNT_MAIL_H
#define ACCOUNT_MAIL_H

#include "base/text.h"
#include "view/sheet.h"

#define MAIL_TRIES 8

struct mail_settings {
    const char *url;  /* "smtp://mail.example.org:587", "smtps://..." */
    const char *user, *password, *from; /* user, password: NULL none; from: a bare address */
};
/* mail_settings: false without a failure while none are set. */
bool mail_settings(struct work *w, struct mail_settings *s);
MUST bool mail_set(struct work *w, const struct mail_settings *s);

/* mail_put: a letter; link: it has a secret in it. */
bool mail_put(struct work *w, const char *address, const char *subject, const char *body, bool link);

struct mail_done {
    int sent, failed, given_up;
    const char *problem; /* of the last that failed; NULL none */
};
/* mail_send: the letters that are due, `most` of them (0: all).  Not inside a transaction.  A letter that fails is no failure
 * of the work. */
MUST bool mail_send(struct work *w, int most, struct mail_done *done);

/* mail_compose: the letter as it goes over the line (RFC 5322, subject by RFC 2047, body in base64 by RFC 2045). */
struct letter {
    int64_t id;
    const char *address, *subject, *body;
};
void mail_compose(struct text *out, const struct letter *l, const char *from, int64_t now);

MUST bool mail_list(struct work *w, const char *state, struct sheet *s);

#endif
