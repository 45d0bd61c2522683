/* region_write.h -- what the files that write rows share: where they are, and the ids already given. */
#ifndef REGION_REGION_WRITE_H
#define REGION_REGION_WRITE_H

#include "region/region_plan.h"
#include "region/region_words.h"
#include "store/db.h"

struct writer {
    struct work *whole; /* the caller's: its transaction, its failure, the id arrays */
    struct work
        *w; /* of the rows now being written; renewed every few thousand, so that memory stays small */
    const struct plan *p;
    const struct region_progress *progress;
    struct region_made *made;
    int64_t done, expected;
    int64_t *org, *site, *room, *machine, *staff, *competence, *module, *room_type, *machine_type;
};

/* write_row: run one statement; may renew x->w, so nothing taken from it outlives the call. */
void write_row(struct writer *x, const char *sql, const struct db_value *v, size_t n);
static inline int64_t write_id(struct writer *x) { return db_id(x->w); }

/* A name in both languages and folded, in x->w's memory. */
struct name {
    const char *ru, *en, *fold;
};
struct name name_of(struct writer *x, const char *ru, const char *en);
struct pair town_name(struct writer *x, int town);
/* competence_name: "Наладка токарных станков в полевых условиях" */
struct pair competence_name(struct writer *x, int competence);
const struct pair *specialty_object(const struct plan *p, int specialty);

void write_partners(struct writer *x);    /* settings, norms, organisations, sites, hours, sharing */
void write_competences(struct writer *x); /* competences, alignments, occupations */
void write_resources(struct writer *x);   /* types, rooms, equipment, staff, their busy times */
void write_modules(struct writer *x);     /* modules, programmes */
void write_orders(struct writer *x);

#endif
