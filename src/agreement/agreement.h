/* agreement.h -- who promised whom what: the draft contract of an offer, the register of agreements of every
 * form of interaction, and what is owed for lessons given.
 * Upstream: offer, partner.  Downstream: enrolment, report.
 *
 *   agreement.c          the offer's rows and stored document, as the things a contract speaks of
 *   agreement_text.c     the contract's clauses
 *   agreement_annex.c    its annexes: timetable, resources, price lines
 *   agreement_keep.c     the register
 *   agreement_settle.c   what is owed to whom by a day
 *
 * Money is in minor units, hours in academic hours, days and wall minutes as in base/day.h.  Everything
 * loaded belongs to the work that loaded it, and names are in the work's language. */
#ifndef AGREEMENT_AGREEMENT_H
#define AGREEMENT_AGREEMENT_H

#include "base/work.h"

struct document;
struct sheet;

/* Who a party is in a contract; an organisation may be several at once. */
enum party_role { PARTY_COORDINATOR = 1, PARTY_CUSTOMER = 2, PARTY_BASE = 4, PARTY_PARTICIPANT = 8, PARTY_OWNER = 16 };

enum line_kind { PER_COHORT, PER_LEARNER, OF_ROOM, OF_EQUIPMENT, OF_STAFF, LINE_KINDS };

struct party {
    int64_t id;
    const char *code, *kind, *name, *tax_no, *municipality, *email, *phone, *web; /* "" where not known */
    unsigned roles;
    bool paid, approval;   /* has a part of the offer; its owner must say yes first */
    const char *state;     /* of its part: asked, confirmed, refused */
    int hours_ah;          /* of its modules */
    int64_t price_minor, by_kind[LINE_KINDS];
    int lessons;           /* held in its rooms */
    int64_t use_ah[3];     /* of its rooms, equipment, staff: hours times units */
};

struct contract_competence {
    const char *code, *name;
    int level;
};

struct contract_module {
    int64_t id;
    const char *code, *name, *form;
    int party, lecture_ah, practice_ah, self_ah; /* party -1: its owner is not a party */
    const char **gives; /* codes of competences */
    int give_count;
};

struct contract_use {
    int lesson, thing, units;
};

struct contract_thing { /* a room, a machine, a teacher */
    int64_t id, hours_ah; /* hours times units */
    const char *code, *name;
    int kind, party, lessons; /* kind: 0 room, 1 equipment, 2 staff */
    int64_t first_at, last_at;
};

struct contract_lesson {
    int64_t id, starts_at, ends_at;
    int module, cohort, hours_ah; /* module -1: not among the modules */
    const char *part, *site, *address;
    int first_use, use_count;
};

struct contract_line {
    int party, module; /* module -1: of the whole */
    enum line_kind kind;
    const char *item, *code, *unit;
    int64_t quantity, rate_minor, amount_minor;
};

struct unplaced {
    const char *module, *part;
    int cohort, hours_ah;
};

struct contract {
    int64_t offer_id, order_id;
    const char *offer, *offer_state, *order, *title, *title_ru, *title_en, *kind, *norm, *municipality, *currency, *input_hash;
    const char *region;
    int people, cohorts, *cohort_size, hours_ah;
    int32_t starts_on, ends_on; /* INT32_MIN: nothing placed in time */
    int64_t price_minor, made_at;
    int utc_offset_min;
    struct party *parties; /* coordinator, customer, then those with a part, the dearest first */
    int party_count, coordinator, customer, base; /* indexes, -1: none */
    struct contract_competence *competences;
    struct contract_module *modules;
    struct contract_thing *things; /* by party, kind, code */
    struct contract_use *uses;
    struct contract_lesson *lessons; /* by cohort, then time */
    struct contract_line *lines;
    struct unplaced *unplaced;
    int competence_count, module_count, thing_count, use_count, lesson_count, line_count, unplaced_count;
};

/* contract_load(w, offer, out): NOT_FOUND without such an offer; NOT_VALID when it is an answer that says
 * "impossible", or when its sums do not add up. */
MUST bool contract_load(struct work *w, const char *offer, struct contract *out);

/* agreement_document(w, c, number): the contract, to be written by a document_* writer; `number` may be NULL. */
struct document *agreement_document(struct work *w, const struct contract *c, const char *number);

/* agreement_role(w, roles): "Customer; Participant". */
const char *agreement_role(struct work *w, unsigned roles);

/* agreement_draft: write the contract of an offer into a file whose name says its form, and record the draft with
 * the file's hash (SHA-256 of its bytes, hex).  Drafting again is another record of the same agreement;
 * the same file twice is one record. */
struct drafted {
    const char *agreement, *hash;
    int64_t bytes;
};
MUST bool agreement_draft(struct work *w, const char *offer, const char *path, const char *number, struct drafted *out);

/* The register.  Forms: network, partnership, ppp, cluster; states: draft, signed, ended. */
MUST bool agreement_list(struct work *w, const char *state, struct sheet *out);
MUST bool agreement_sign(struct work *w, const char *code, const char *number, int32_t signed_on);
MUST bool agreement_end(struct work *w, const char *code, int32_t ended_on);
/* agreement_add: an agreement that does not come from an offer.  `parties` is "organisation:role;..." */
struct agreement_new {
    const char *code, *form, *title, *number, *parties;
    int32_t starts_on, ends_on; /* INT32_MIN: not said */
};
MUST bool agreement_add(struct work *w, const struct agreement_new *a);

/* agreement_settlement: for each party and price line, what lessons that ended before `until` (a day, not
 * included) have earned, of how much.  The rounding is such that all lessons earn the price exactly. */
MUST bool agreement_settlement(struct work *w, const char *offer, int32_t until, struct sheet *out);

void agreement_annexes(struct work *w, const struct contract *c, struct document *d);

#endif
