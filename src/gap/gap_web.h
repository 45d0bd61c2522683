/* gap_web.h -- pages of what is lacking, of one competence, and of what is undertaken. */
#ifndef GAP_GAP_WEB_H
#define GAP_GAP_WEB_H

#include "web/route.h"

extern const struct route gap_routes[];
extern const struct route competence_routes[];

/* gap_cards: the gaps of one competence, a card a place, each with what it stands on and the one act that would help. */
struct gaps;
void gap_cards(struct request *q, const struct gaps *g, int64_t competence, int32_t by_on);

/* gap_ask_of: what the page was asked for: by=, kind=, municipality=, travel=. */
struct gap_ask;
bool gap_ask_of(struct request *q, struct gap_ask *ask);

#endif
