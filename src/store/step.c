/* step.c -- see step.h.  Each step is one transaction: the schema is never half-way. */
#include "store/step.h"

#include "store/db.h"
#include "store/schema_sql.h"

static const struct {
    const char *name, *both, *sqlite, *postgres;
} steps[] = {
    {"region", SCHEMA_ALL, GUARD_SQLITE_ALL, GUARD_POSTGRES_ALL},
    {"demand", STEP2_DEMAND_ALL, "", ""},
    {"agreement", STEP3_AGREEMENT_ALL, "", ""},
    {"account", STEP4_ACCOUNT_ALL, "", ""},
    {"catalogue", STEP5_CATALOGUE_ALL, STEP5_CATALOGUE_SQLITE_ALL, STEP5_CATALOGUE_POSTGRES_ALL},
    {"booking", STEP6_BOOKING_ALL, "", ""},
    {"gap", STEP7_GAP_ALL, "", ""},
    {"repair", STEP8_REPAIR_ALL, "", ""},
    {"exchange", STEP9_EXCHANGE_ALL, STEP9_EXCHANGE_SQLITE_ALL, STEP9_EXCHANGE_POSTGRES_ALL},
    {"talk", STEP10_TALK_ALL, "", ""},
};

static const char HAS_SQLITE[] = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'step'";
static const char HAS_POSTGRES[] = "SELECT count(*) FROM information_schema.tables"
                                   " WHERE table_schema = current_schema() AND table_name = 'step'";
static const char REACHED[] = "SELECT count(*) FROM step";

static int64_t reached(struct work *w)
{
    if (db_one(w, db_is_postgres(w->db) ? HAS_POSTGRES : HAS_SQLITE, NO_ARGS, 0) == 0)
        return 0;
    return db_one(w, REACHED, NO_ARGS, 0);
}

bool step_all(struct work *w)
{
    int64_t at = reached(w);
    if (fine(w) && at > (int64_t)COUNT(steps))
        return fail(w, NOT_VALID, "this database was made by a newer cavt; install that version to open it");
    for (; fine(w) && at < (int64_t)COUNT(steps); at++) {
        db_begin(w);
        db_script(w, steps[at].both);
        db_script(w, db_is_postgres(w->db) ? steps[at].postgres : steps[at].sqlite);
        db_run(w, "INSERT INTO step (id, name, made_at) VALUES ($1, $2, $3)",
               ARGS(V(at + 1), V(steps[at].name), V(w->now)));
        if (!db_commit(w))
            return false;
    }
    return fine(w);
}

bool step_check(struct work *w)
{
    int64_t at = reached(w);
    if (!fine(w))
        return false;
    if (at == 0)
        return fail(w, NOT_FOUND, "the database is empty; make its tables with: cavt init DB");
    if (at < (int64_t)COUNT(steps))
        return fail(w, NOT_VALID, "the database was made by an older cavt; bring it up with: cavt init DB");
    if (at > (int64_t)COUNT(steps))
        return fail(w, NOT_VALID, "this database was made by a newer cavt; install that version to open it");
    return true;
}
