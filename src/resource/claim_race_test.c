/* claim_race_test.c -- sixteen processes ask for the same resources at the same time, slot after slot: each slot has one
 * winner, whoever was told that it is booked has it, and what the others were told is a plain refusal.  For a few seconds;
 * for CAVT_RACE_S seconds where that is set (./test --long: a minute). */
#include "resource/claim.h"

#include "store/step.h"
#include "test/given_offer.h"
#include "test/place.h"

#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#define PROCESSES  16
#define SLOTS_MOST 60000

/* board: what all of them see. */
struct board {
    atomic_int slot, tried, odd;
    _Atomic int64_t end;
    struct {
        atomic_int wins;
        char code[24];
    } of[SLOTS_MOST];
};

static int64_t seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static int64_t begins(int slot) { return MARCH + (int64_t)(slot / 10) * DAY_MIN + (8 + slot % 10) * HOUR; }

/* racer: in every slot, once all have come to it.  Two of the three benches are wanted, so that a second winner would
 * have to take a unit that is gone. */
static void racer(const char *where, int me, struct board *b)
{
    static const struct claim_item want[][2] = {{{"hall-1", 1}, {"bench-1", 2}}, {{"bench-1", 2}, {"hall-1", 1}}};
    struct db *db = place_open(where);
    if (db == NULL)
        _exit(1);
    for (int slot = 0; slot < SLOTS_MOST; slot++) {
        while (atomic_load(&b->slot) < slot && atomic_load(&b->slot) >= 0)
            sched_yield();
        if (atomic_load(&b->slot) < 0)
            break;
        struct work *w = work_begin(db, me + 1, 1800000000);
        struct claim_wish x = {.organisation = "emp", .title = "Race", .items = want[me % 2], .item_count = 2, .from = begins(slot), .to = begins(slot) + HOUR};
        struct claim c;
        bool won = claim_make(w, &x, &c);
        if (won) {
            if (atomic_fetch_add(&b->of[slot].wins, 1) == 0)
                snprintf(b->of[slot].code, sizeof(b->of[slot].code), "%s", c.code);
        } else if (w->err.fault != CONFLICT) {
            if (atomic_fetch_add(&b->odd, 1) == 0)
                fprintf(stderr, "# %s\n", w->err.text);
        }
        work_end(w);
        if (atomic_fetch_add(&b->tried, 1) == PROCESSES - 1) { /* the last one opens the next */
            atomic_store(&b->tried, 0);
            atomic_store(&b->slot, seconds() >= atomic_load(&b->end) ? -1 - slot : slot + 1);
        }
    }
    db_close(db);
    _exit(0);
}

static void race(struct work *t, bool postgres)
{
    struct place at;
    const char *given = getenv("CAVT_RACE_S");
    if (!place_make(t, &at, postgres))
        SKIP("no PostgreSQL in TEST_DB");
    struct db *db = place_open(at.where);
    struct work *w = work_begin(db, 0, 1800000000);
    CHECK(step_all(w));
    db_begin(w);
    given_region(w);
    CHECK(db_script(w, "INSERT INTO sharing (id, organisation_id, code, audience, weekdays, from_min, to_min, price_percent, approval, lead_days) VALUES"
                       " (211, 102, 'col-all', 'all', '1234567', 0, 1440, 100, 0, 0)"));
    CHECK(db_commit(w));
    work_end(w);
    db_close(db);
    struct board *b = mmap(NULL, sizeof(*b), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(b != MAP_FAILED);
    atomic_store(&b->end, seconds() + (given != NULL ? atoi(given) : 3));
    fflush(stdout);
    pid_t pid[PROCESSES];
    for (int i = 0; i < PROCESSES; i++)
        if ((pid[i] = fork()) == 0)
            racer(at.where, i, b);
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        CHECK(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    int slots = -atomic_load(&b->slot), bad = 0;
    db = place_open(at.where);
    w = work_begin(db, 0, 1800000000);
    for (int s = 0; s < slots; s++) {
        bool one = atomic_load(&b->of[s].wins) == 1 &&
                   db_one(w, "SELECT COUNT(*) FROM booking WHERE live = 1 AND starts_at = $1", ARGS(V(begins(s))), 0) == 3 &&
                   db_one(w, "SELECT COUNT(*) FROM booking b JOIN claim c ON c.id = b.claim_id WHERE b.live = 1 AND b.starts_at = $1 AND c.code = $2",
                          ARGS(V(begins(s)), V((const char *)b->of[s].code)), 0) == 3;
        if (!one && bad++ == 0)
            printf("# slot %d: %d winners\n", s, atomic_load(&b->of[s].wins));
    }
    printf("# %s: %d processes, %d slots, each with one winner\n", postgres ? "PostgreSQL" : "SQLite", PROCESSES, slots - bad);
    CHECK(bad == 0 && slots > 5);
    CHECK(atomic_load(&b->odd) == 0);
    CHECK(db_one(w, "SELECT COUNT(*) FROM claim", NO_ARGS, 0) == slots);
    work_end(w);
    db_close(db);
    munmap(b, sizeof(*b));
    place_remove(t, &at);
}

PURE(sixteen_processes_asking_for_one_slot_have_one_winner_on_sqlite) { race(w, false); }
PURE(sixteen_processes_asking_for_one_slot_have_one_winner_on_postgres) { race(w, true); }
