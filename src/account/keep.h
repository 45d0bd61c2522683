/* keep.h -- personal data: what a person has agreed to, what is kept of him or her, how long, and how it ends.
 *
 * Purposes and days are two tables (keep_purposes, keep_terms): the page /privacy, the consent forms and the tidying read them. */
#ifndef ACCOUNT_KEEP_H
#define ACCOUNT_KEEP_H

#include "base/text.h"
#include "base/work.h"

struct purpose {
    const char *code, *version; /* the version of the text below */
    const char *name, *text;    /* TR() */
    bool must;                  /* without it there can be no account */
};
extern const struct purpose keep_purposes[]; /* Ended by {0} */

struct term {
    const char *what; /* TR() */
    int days;
};
extern const struct term keep_terms[]; /* Ended by {0}; in the order of enum kept */
enum kept { KEEP_UNCONFIRMED, KEEP_LETTERS, KEEP_UNUSED, KEEP_SIGN_INS };

/* keep_agree, keep_withdraw: a purpose, or "" for every one that must be; w->who says it, for himself or for a ward. */
MUST bool keep_agree(struct work *w, int64_t account_id, const char *purpose);
MUST bool keep_withdraw(struct work *w, int64_t account_id, const char *purpose);
/* keep_agreed: whether that is agreed to now; of a minor, by the guardian. */
bool keep_agreed(struct work *w, int64_t account_id, const char *purpose);
/* keep_minor: born less than 18 years before the day; born 0 (unknown) is not. */
bool keep_minor(int32_t born_on, int32_t today_on);

/* keep_export: everything kept of the person, as JSON. */
MUST bool keep_export(struct work *w, int64_t account_id, struct text *out);

/* keep_erase: nothing that names the person is left, except what the law has kept elsewhere (documents, contracts); what he or she
 * did stays in the audit trail under a number.  CONFLICT for the last person who can let others in. */
MUST bool keep_erase(struct work *w, int64_t account_id);

/* keep_tidy: what is past its term goes: ended sessions, links and counts; accounts never confirmed; old letters; accounts unused for
 * years.  May be done at any time and twice. */
MUST bool keep_tidy(struct work *w);

#endif
