/* design.h -- a programme that its owner's methodologist and an employer design together.
 *
 * It works on a draft: the programme's newest version if that is one, else a new version made from it.  A side proposes a
 * change, the other accepts or refuses it; an accepted change makes a new *revision*, which is kept whole, and to which one
 * may go back (by a change like any other).  Each side approves a revision; a later change makes that void.  When both have
 * approved the same one, the programme is approved and the version before it retired.
 *
 *   add      module               a module at the end            want    competence, level   the programme shall give it
 *   remove   module               without it                     unwant  competence          no longer
 *   replace  module by other      in its place                   restore revision            all as it was then
 *   hours    module: lecture, practice, self     as this programme wants them
 *
 * Upstream: competence, partner, demand/remark.  Downstream: offer. */
#ifndef PROGRAMME_DESIGN_H
#define PROGRAMME_DESIGN_H

#include "base/work.h"

enum design_side { SIDE_OWNER, SIDE_EMPLOYER };
extern const char *const design_side_name[2]; /* "owner", "employer" */

struct design_module {
    int64_t id;
    const char *code, *name, *owner; /* owner: its organisation's name */
    int lecture_ah, practice_ah, self_ah; /* as the programme wants them */
    bool changed;                         /* not the module's own hours */
};

struct design_want {
    int64_t id;
    const char *code, *name;
    int level;
    bool given; /* by a module of the draft, at that level */
};

struct design {
    int64_t id, owner_id, employer_id; /* id: of the programme's version */
    const char *code, *name, *state, *owner, *employer, *kind;
    int version, revision, open, open_by[2]; /* open: changes not decided, in all and by the side that proposes */
    bool approved[2];            /* by side, of this revision */
    struct design_module *modules;
    int module_count;
    struct design_want *wants;
    int want_count;
    int hours_ah, least_ah, most_ah; /* of the modules; by the norm of its kind, 0: none */
    const char **concerns;           /* what does not fit together yet, sentences */
    int concern_count;
};

struct design_change {
    int number;
    const char *kind, *text, *state, *reason, *words; /* words: what it changes, in a sentence */
    enum design_side side;
    int64_t made_at;
};

/* What is proposed: codes; NULL and 0 where a kind does not use them. */
struct design_proposal {
    const char *kind, *module, *other, *competence, *text;
    int level, lecture_ah, practice_ah, self_ah, revision;
};

/* design_begin: on the programme `code` with an employer.  `name` not NULL: a new programme of the centre's with that name.
 * Doing it again changes nothing; another employer is a CONFLICT. */
MUST bool design_begin(struct work *w, const char *code, const char *employer, const char *name, struct design *out);
MUST bool design_load(struct work *w, const char *code, struct design *out);
MUST bool design_propose(struct work *w, const char *code, enum design_side side, const struct design_proposal *p, int *number);
/* design_decide: by the side that did not propose.  design_take_back: by the side that did. */
MUST bool design_decide(struct work *w, const char *code, enum design_side side, int number, bool yes, const char *reason);
MUST bool design_take_back(struct work *w, const char *code, enum design_side side, int number);
/* design_approve: the revision as it stands; *approved: both sides have. */
MUST bool design_approve(struct work *w, const char *code, enum design_side side, bool *approved);

MUST bool design_changes(struct work *w, const struct design *d, struct design_change **out, int *n);
struct design_past {
    int revision;
    int64_t made_at;
    const char *words;
};
MUST bool design_history(struct work *w, const struct design *d, struct design_past **out, int *n);

/* design_turn: whose turn it is and to do what. */
const char *design_turn(struct work *w, const struct design *d);

/* The parts of design.c that design_act.c needs too. */
int64_t design_module_id(struct work *w, const char *code);
const char *design_snapshot(struct work *w, const struct design *d);

#endif
