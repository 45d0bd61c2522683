/* booking_form_web.h -- what the pages of requests share: a request's form, read and written. */
#ifndef BOOKING_BOOKING_FORM_WEB_H
#define BOOKING_BOOKING_FORM_WEB_H

#include "resource/claim.h"
#include "resource/when.h"
#include "web/route.h"

#define ASKERS  ((unsigned)(AS_EMPLOYER | AS_PARTNER | AS_TEACHER | PLANNERS)) /* for their own organisation; planners for any */
#define OWNERS  ((unsigned)(AS_EMPLOYER | AS_PARTNER | PLANNERS))
#define WATCHERS (ASKERS | READERS)

/* form: what was typed, kept as typed so that nothing is lost, and the wish it makes. */
struct form {
    const char *organisation, *title, *note, *people, *day, *from, *to, *to_day, *until, *times, *every, *skip, *holder;
    const char **resource, **units;
    int resource_count;
    int weekdays;
    bool skip_bad, wait;
};

void form_read(struct request *q, struct form *f);
/* form_wish: false, with a sentence in *why and nothing failed, when it cannot be understood. */
bool form_wish(struct request *q, const struct form *f, struct claim_wish *x, const char **why);
/* form_query: the form as the query of /booking/new, with other times when from is not 0. */
const char *form_query(struct work *w, const struct form *f, int64_t from, int64_t to);

/* organisation_field: whom it is for: a choice for the centre's planners, fixed for everybody else. */
void organisation_field(struct request *q, const char *chosen);
const char *organisation_of(struct request *q, const char *typed);

bool when_page(struct request *q);
bool idle_page(struct request *q);
bool here_page(struct request *q);
bool here_act(struct request *q);
bool qr_page(struct request *q);

#endif
