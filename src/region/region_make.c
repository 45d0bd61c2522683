/* region_make.c -- see region.h.  One transaction, so that a region is there whole or not at all. */
#include "base/fold.h"
#include "region/region_sql.h"
#include "region/region_write.h"
#include "view/words.h"

#define ROWS_A_WORK 4096

static void tell(struct writer *x)
{
    if (x->progress != NULL)
        x->progress->tell(x->progress->to, x->done < x->expected ? x->done : x->expected, x->expected);
}

/* renew: give the memory of the rows written so far back; a failure moves to the whole. */
static void renew(struct writer *x)
{
    if (x->w != NULL && !fine(x->w) && fine(x->whole))
        x->whole->err = x->w->err;
    work_end(x->w);
    x->w = work_begin(x->whole->db, x->whole->who, x->whole->now);
    x->w->language = x->whole->language;
    x->w->err = x->whole->err;
    tell(x);
}

void write_row(struct writer *x, const char *sql, const struct db_value *v, size_t n)
{
    db_run(x->w, sql, v, n);
    if (++x->done % ROWS_A_WORK == 0)
        renew(x);
}

/* About how many rows it will be: only for the progress bar. */
static int64_t rows_expected(const struct region_size *s)
{
    int64_t resources = s->rooms + s->equipment + s->staff;
    return resources * 7 + s->staff * 6 + s->modules * 8 + s->competences * 2 + s->orders * 5 +
           s->sites * 10 + s->organisations * 3;
}

/* Why the database will not do, if so. */
static bool refuse(struct work *w)
{
    int64_t there = db_one(w, REGION_ORGANISATIONS, NO_ARGS, 0);
    if (!fine(w) || there == 0)
        return !fine(w);
    fail(w, CONFLICT,
         tr(w, "the database already has organisations (%lld); make the region in a new database"),
         (long long)there);
    return true;
}

bool region_make(struct work *w, const struct region_size *size, uint64_t seed,
                 const struct region_progress *progress, struct region_made *made)
{
    *made = (struct region_made){0};
    db_begin(w);
    if (!refuse(w)) {
        struct writer x = {.whole = w,
                           .p = plan_make(w, size, seed),
                           .progress = progress,
                           .made = made,
                           .expected = rows_expected(size)};
        x.org = take_array(w, size->organisations, int64_t);
        x.site = take_array(w, size->sites, int64_t);
        x.room = take_array(w, size->rooms, int64_t);
        x.machine = take_array(w, size->equipment, int64_t);
        x.staff = take_array(w, size->staff, int64_t);
        x.competence = take_array(w, size->competences, int64_t);
        x.module = take_array(w, size->modules, int64_t);
        x.room_type = take_array(w, TYPE_FIELD + 2 * FIELDS, int64_t);
        x.machine_type = take_array(w, 1 + FIELDS * OBJECTS, int64_t);
        renew(&x);
        write_partners(&x);
        write_competences(&x);
        write_resources(&x);
        write_modules(&x);
        write_orders(&x);
        x.done = x.expected;
        renew(&x);
        work_end(x.w);
    }
    return db_commit(w);
}

/* ---- names ---- */

struct name name_of(struct writer *x, const char *ru, const char *en)
{
    return (struct name){ru, en, fold(x->w, take_text(x->w, "%s %s", ru, en))};
}

struct pair town_name(struct writer *x, int town)
{
    int head = town % TOWN_HEADS, tail = (town / TOWN_HEADS + town) % TOWN_TAILS;
    return (struct pair){take_text(x->w, "%s%s", words_town_head[head].ru, words_town_tail[tail].ru),
                         take_text(x->w, "%s%s", words_town_head[head].en, words_town_tail[tail].en)};
}

const struct pair *specialty_object(const struct plan *p, int specialty)
{
    return &words_field[specialty_field(p, specialty)].object[specialty_place(p, specialty) % OBJECTS];
}

struct pair competence_name(struct writer *x, int competence)
{
    int specialty, activity;
    plan_competence_split(x->p, competence, &specialty, &activity);
    const struct pair *object = specialty_object(x->p, specialty), *does = &words_activity[activity];
    const struct pair *context = &words_context[specialty_place(x->p, specialty) / OBJECTS];
    return (struct pair){take_text(x->w, "%s %s%s", does->ru, object->ru, context->ru),
                         take_text(x->w, "%s %s%s", does->en, object->en, context->en)};
}
