/* hold_race_test.c -- processes that accept overlapping offers at once, and processes killed while they do.
 * Each process has its own connection; SQLite in a file, PostgreSQL in a database made for the test. */
#include "base/rng.h"
#include "offer/hold.h"
#include "store/db.h"
#include "store/step.h"
#include "test/given_offer.h"
#include "test/place.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES 8
#define OFFERS    48
#define LESSONS   4
#define SLOTS     40 /* ten days of four */
#define KINDS     3  /* halls, teachers */
#define BENCHES   3

/* plan: what each offer asks, so that who may win together can be told without the code under test. */
struct plan {
    struct {
        int slot, hall, teacher, benches;
    } lesson[OFFERS][LESSONS];
    int order[OFFERS];
};

/* The region of given_offer.h with two halls and two teachers more, and an order for each offer. */
static struct work *populated(struct db *db)
{
    struct work *w = work_begin(db, 0, 1800000000);
    CHECK(step_all(w));
    db_begin(w);
    given_region(w);
    CHECK(db_script(w,
        "UPDATE resource SET load_week_ah = NULL;"
        "INSERT INTO resource (id, code, kind, organisation_id, site_id, type_id, name_en, name_fold, quantity, seats, price_ah_minor) VALUES"
        " (134, 'hall-2', 'room', 102, 112, 121, 'Hall 2', 'hall 2', 1, 20, 0), (135, 'hall-3', 'room', 102, 112, 121, 'Hall 3', 'hall 3', 1, 20, 0),"
        " (136, 'teacher-2', 'staff', 103, 113, NULL, 'Teacher 2', 'teacher 2', 1, NULL, 0),"
        " (137, 'teacher-3', 'staff', 103, 113, NULL, 'Teacher 3', 'teacher 3', 1, NULL, 0)"));
    for (int k = 10; k < 10 + OFFERS; k++)
        CHECK(db_script(w, take_text(w,
            "INSERT INTO training_order (id, code, organisation_id, title_en, kind, people, earliest_on, deadline_on, weekdays, from_min,"
            " to_min, wish, state, made_at) VALUES (%d, 'or-%d', 101, 'Training', 'upskilling', 10, 20865, 21065, '12345', 540, 1080, 'cost',"
            " 'open', 0)", 150 + k, k)));
    return w;
}

static int64_t slot_at(int slot) { return MARCH + (slot / 4) * DAY_MIN + (9 + 2 * (slot % 4)) * HOUR; }

/* Offers of-0.. with lessons at random; every fourth shares its order with the one before. */
static void plan_make(struct work *w, struct plan *p, uint64_t seed)
{
    static const int halls[KINDS] = {131, 134, 135}, teachers[KINDS] = {133, 136, 137};
    struct rng r = rng_seed(seed);
    for (int k = 0; k < OFFERS; k++) {
        bool used[SLOTS] = {false};
        p->order[k] = 10 + (k % 4 == 3 ? k - 1 : k);
        given_offer(w, 1000 + k, p->order[k], k % 3 != 0, k % 3 == 1);
        for (int i = 0; i < LESSONS; i++) {
            int slot;
            do
                slot = (int)rng_below(&r, SLOTS);
            while (used[slot]);
            used[slot] = true;
            int hall = (int)rng_below(&r, KINDS), teacher = (int)rng_below(&r, KINDS), benches = 1 + (int)rng_below(&r, 2), id = 10000 + k * 10 + i;
            p->lesson[k][i].slot = slot;
            p->lesson[k][i].hall = hall;
            p->lesson[k][i].teacher = teacher;
            p->lesson[k][i].benches = benches;
            given_lesson(w, id, 1000 + k, slot_at(slot), slot_at(slot) + 2 * HOUR);
            given_use(w, id, halls[hall], 1);
            given_use(w, id, teachers[teacher], 1);
            given_use(w, id, 132, benches);
        }
    }
}

/* fits: whether offer k can stand beside those in `set`. */
static bool fits(const struct plan *p, const bool *set, int k)
{
    for (int i = 0; i < LESSONS; i++) {
        int benches = p->lesson[k][i].benches;
        for (int o = 0; o < OFFERS; o++)
            for (int j = 0; set[o] && o != k && j < LESSONS; j++) {
                if (p->lesson[o][j].slot != p->lesson[k][i].slot)
                    continue;
                if (p->lesson[o][j].hall == p->lesson[k][i].hall || p->lesson[o][j].teacher == p->lesson[k][i].teacher)
                    return false;
                benches += p->lesson[o][j].benches;
            }
        if (benches > BENCHES)
            return false;
    }
    for (int o = 0; o < OFFERS; o++)
        if (set[o] && o != k && p->order[o] == p->order[k])
            return false;
    return true;
}

static const char TWICE[] = "SELECT COUNT(*) FROM booking a JOIN booking b ON b.resource_id = a.resource_id AND b.unit = a.unit AND b.id > a.id"
                            " AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at WHERE a.live = 1 AND b.live = 1";
/* Offers of which neither everything nor nothing is taken, as their state would have it. */
static const char PARTLY[] =
    "SELECT COUNT(*) FROM (SELECT f.id, f.state,"
    " (SELECT COALESCE(SUM(u.quantity * (l.ends_at - l.starts_at)), 0) FROM lesson l JOIN lesson_resource u ON u.lesson_id = l.id"
    "   WHERE l.offer_id = f.id) AS wanted,"
    " (SELECT COALESCE(SUM(b.ends_at - b.starts_at), 0) FROM booking b WHERE b.offer_id = f.id AND b.live = 1) AS taken FROM offer f) x"
    " WHERE taken <> CASE WHEN state IN ('held', 'agreed') THEN wanted ELSE 0 END";
static const char ODD_ORDERS[] =
    "SELECT COUNT(*) FROM training_order o WHERE o.state <> COALESCE((SELECT CASE f.state WHEN 'held' THEN 'offered' ELSE 'agreed' END"
    " FROM offer f WHERE f.order_id = o.id AND f.state IN ('held', 'agreed')), 'open')";

static void sound(struct work *w)
{
    CHECK(db_one(w, TWICE, NO_ARGS, -1) == 0);
    CHECK(db_one(w, PARTLY, NO_ARGS, -1) == 0);
    CHECK(db_one(w, ODD_ORDERS, NO_ARGS, -1) == 0);
    if (!db_is_postgres(w->db)) {
        struct rows r = db_rows(w, "PRAGMA integrity_check", NO_ARGS);
        CHECK(db_next(&r));
        SAME(db_text(&r, 0), "ok");
    }
    SAME(w->err.text, "");
}

/* ---------------------------------------------------------------- eight at once */

/* told: what one process learned, one byte an offer: W it won, A it was accepted already, C conflict, ? else. */
static void racer(const char *where, int me, int begin, int out, bool owners)
{
    char told[OFFERS], go;
    int order[OFFERS];
    struct rng r = rng_seed(1000 + (uint64_t)me);
    for (int k = 0; k < OFFERS; k++)
        order[k] = k;
    for (int k = OFFERS - 1; k > 0; k--) {
        int j = (int)rng_below(&r, (uint32_t)k + 1), t = order[k];
        order[k] = order[j];
        order[j] = t;
    }
    struct db *db = place_open(where);
    if (db == NULL || read(begin, &go, 1) != 0) /* the parent closes its end: all start at once */
        _exit(1);
    for (int k = 0; k < OFFERS; k++) {
        char code[16];
        struct hold h;
        struct work *w = work_begin(db, 0, 1800000000);
        w->language = EN;
        snprintf(code, sizeof(code), "of-%d", 1000 + order[k]);
        bool done = hold_accept(w, code, &h);
        bool over = strstr(w->err.text, "make a new one") != NULL; /* refused or withdrawn meanwhile */
        bool race = strstr(w->err.text, "this very moment") != NULL;
        told[order[k]] = done ? (h.changed ? 'W' : 'A') : w->err.fault == CONFLICT && !race ? (over ? 'O' : 'C') : '?';
        if (told[order[k]] == '?')
            fprintf(stderr, "# %s: %s\n", code, w->err.text);
        work_end(w);
        if (owners && rng_below(&r, 2) == 0) { /* owners answer, the centre withdraws, time passes */
            w = work_begin(db, 0, 1800000000 + (rng_below(&r, 8) == 0 ? 48 * 3600 : 0));
            snprintf(code, sizeof(code), "of-%d", 1000 + (int)rng_below(&r, OFFERS));
            const char *organisation = rng_below(&r, 2) == 0 ? "col" : "uni";
            int act = (int)rng_below(&r, 6), n;
            bool fault = !(act < 3    ? hold_confirm(w, code, organisation, &h)
                           : act == 3 ? hold_refuse(w, code, organisation, "no", &h)
                           : act == 4 ? hold_withdraw(w, code, &h)
                                      : hold_lapse(w, &n)) && w->err.fault != CONFLICT;
            if (fault) {
                fprintf(stderr, "# %s: %s\n", code, w->err.text);
                told[0] = '?';
            }
            work_end(w);
        }
    }
    db_close(db);
    _exit(write(out, told, sizeof(told)) == (ssize_t)sizeof(told) ? 0 : 1);
}

static void race(struct work *t, bool postgres, bool owners)
{
    struct place at;
    struct plan *plan = take(t, sizeof(*plan));
    if (!place_make(t, &at, postgres))
        SKIP("no PostgreSQL in TEST_DB");
    struct db *db = place_open(at.where);
    struct work *w = populated(db);
    plan_make(w, plan, owners ? 5 : 3);
    CHECK(db_commit(w));
    work_end(w);
    db_close(db);

    int begin[2], out[PROCESSES][2];
    pid_t pid[PROCESSES];
    CHECK(pipe(begin) == 0);
    fflush(stdout);
    for (int i = 0; i < PROCESSES; i++) {
        CHECK(pipe(out[i]) == 0);
        if ((pid[i] = fork()) == 0) {
            close(begin[1]);
            racer(at.where, i, begin[0], out[i][1], owners);
        }
        close(out[i][1]);
    }
    close(begin[0]);
    close(begin[1]);
    bool won[OFFERS] = {false};
    int wins = 0, others = 0;
    for (int i = 0; i < PROCESSES; i++) {
        char told[OFFERS] = {0};
        size_t n = 0;
        for (ssize_t got; n < sizeof(told) && (got = read(out[i][0], told + n, sizeof(told) - n)) > 0;)
            n += (size_t)got;
        close(out[i][0]);
        int status;
        CHECK(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0);
        for (int k = 0; k < OFFERS; k++) {
            others += told[k] == '?' || told[k] == '\0';
            if (told[k] == 'W' && won[k] && !owners)
                CHECK(!"an offer is won by one process");
            won[k] = won[k] || told[k] == 'W';
            wins += told[k] == 'W';
        }
    }
    CHECK(others == 0); /* every process got a plain answer to everything it asked */
    db = place_open(at.where);
    w = work_begin(db, 0, 1800000000);
    sound(w);
    bool kept[OFFERS] = {false};
    struct rows r = db_rows(w, "SELECT id FROM offer WHERE state IN ('held', 'agreed')", NO_ARGS);
    while (db_next(&r))
        kept[db_int(&r, 0) - 1000] = true;
    for (int k = 0; k < OFFERS; k++) {
        if (kept[k] && !fits(plan, kept, k))
            CHECK(!"those that are held can stand together");
        if (kept[k] && !won[k])
            CHECK(!"what is held was acknowledged to somebody");
        if (!owners && won[k] != kept[k])
            CHECK(!"what was acknowledged is held");
        if (!owners && !kept[k] && fits(plan, kept, k))
            CHECK(!"whoever lost was in somebody's way");
    }
    CHECK(wins > 3 && (owners || wins < OFFERS / 2));
    work_end(w);
    db_close(db);
    place_remove(t, &at);
}

PURE(eight_processes_accepting_at_once_never_double_book_on_sqlite) { race(w, false, false); }
PURE(eight_processes_accepting_at_once_never_double_book_on_postgres) { race(w, true, false); }
PURE(owners_answering_in_the_midst_of_it_leave_all_or_nothing_on_sqlite) { race(w, false, true); }
PURE(owners_answering_in_the_midst_of_it_leave_all_or_nothing_on_postgres) { race(w, true, true); }

/* ---------------------------------------------------------------- killed */

#define ROUNDS 25

/* accepter: accept one offer after the other, acknowledging each, until killed. */
static void accepter(const char *where, int ready)
{
    struct db *db = place_open(where);
    if (db == NULL || write(ready, "!", 1) != 1)
        _exit(1);
    for (int k = 0; k < OFFERS; k++) {
        struct hold h;
        struct work *w = work_begin(db, 0, 1800000000);
        char code[16], byte = (char)(k + 1);
        snprintf(code, sizeof(code), "of-%d", 1000 + k);
        bool won = hold_accept(w, code, &h) && h.changed;
        work_end(w);
        if (won && write(ready, &byte, 1) != 1)
            _exit(1);
    }
    _exit(0);
}

static void pause_us(int64_t us)
{
    nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}

static void killed(struct work *t, bool postgres)
{
    struct place at;
    struct rng r = rng_seed(11);
    int in_the_midst = 0, acknowledged = 0;
    if (!place_make(t, &at, postgres))
        SKIP("no PostgreSQL in TEST_DB");
    struct db *db = place_open(at.where);
    struct work *w = populated(db);
    plan_make(w, take(t, sizeof(struct plan)), 3);
    CHECK(db_commit(w));
    work_end(w);
    for (int round = 0; round < ROUNDS; round++) {
        int pipe_[2];
        char byte;
        bool told[OFFERS] = {false};
        db_close(db); /* no connection of ours is inherited */
        CHECK(pipe(pipe_) == 0);
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0)
            accepter(at.where, pipe_[1]);
        close(pipe_[1]);
        CHECK(read(pipe_[0], &byte, 1) == 1);
        for (uint32_t acks = rng_below(&r, 4); acks > 0 && read(pipe_[0], &byte, 1) == 1; acks--, acknowledged++)
            told[byte - 1] = true;
        pause_us(rng_below(&r, 20000));
        kill(pid, SIGKILL);
        int status;
        waitpid(pid, &status, 0);
        in_the_midst += WIFSIGNALED(status);
        while (read(pipe_[0], &byte, 1) == 1) {
            told[byte - 1] = true;
            acknowledged++;
        }
        close(pipe_[0]);
        db = place_open(at.where);
        w = work_begin(db, 0, 1800000000);
        db_begin(w); /* on PostgreSQL, wait for the transaction of the dead to be over */
        db_run(w, postgres ? "LOCK TABLE offer IN EXCLUSIVE MODE" : "SELECT 1", NO_ARGS);
        sound(w);
        for (int k = 0; k < OFFERS; k++)
            if (told[k] && db_one(w, "SELECT COUNT(*) FROM offer WHERE id = $1 AND state IN ('held', 'agreed')", ARGS(V(1000 + k)), 0) != 1)
                CHECK(!"what was acknowledged survives");
        db_script(w, "DELETE FROM booking; UPDATE offer SET state = 'made', expires_at = NULL; UPDATE part SET state = 'asked';"
                     "UPDATE training_order SET state = 'open'; DELETE FROM outbox; DELETE FROM audit");
        CHECK(db_commit(w));
        work_end(w);
    }
    db_close(db);
    CHECK(in_the_midst > 3);
    CHECK(acknowledged > ROUNDS);
    place_remove(t, &at);
}

PURE(a_process_killed_while_accepting_leaves_all_or_nothing_on_sqlite) { killed(w, false); }
PURE(a_process_killed_while_accepting_leaves_all_or_nothing_on_postgres) { killed(w, true); }

/* The program itself: what it has printed as done is done. */
static void binary_killed(struct work *t, bool postgres)
{
    char self[400];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    const char *cavt = n > 0 ? take_text(t, "%.*s/cavt", (int)(strrchr(self, '/') - self), self) : "";
    if (access(cavt, X_OK) != 0)
        SKIP("cavt itself is not beside cavt-test");
    struct place at;
    struct rng r = rng_seed(13);
    if (!place_make(t, &at, postgres))
        SKIP("no PostgreSQL in TEST_DB");
    struct db *db = place_open(at.where);
    struct work *w = populated(db);
    plan_make(w, take(t, sizeof(struct plan)), 3);
    db_script(w, "INSERT INTO setting (name, value) VALUES ('today', '2027-01-15')");
    CHECK(db_commit(w));
    work_end(w);
    db_close(db);
    int exits[2] = {0, 0};
    for (int k = 0; k < 12; k++) {
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
                _exit(9);
            execl(cavt, "cavt", "offer", "accept", at.where, take_text(t, "of-%d", 1000 + k), (char *)NULL);
            _exit(9);
        }
        int status;
        if (k >= 2) { /* the first two are let come to their end */
            pause_us(20000 + rng_below(&r, 150000));
            kill(pid, SIGKILL);
        }
        waitpid(pid, &status, 0);
        bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        exits[done]++;
        if (WIFEXITED(status) && !done)
            CHECK(WEXITSTATUS(status) == 6); /* a conflict with an earlier one */
        db = place_open(at.where);
        w = work_begin(db, 0, 1800000000);
        sound(w);
        if (done)
            CHECK(db_one(w, "SELECT COUNT(*) FROM offer WHERE id = $1 AND state IN ('held', 'agreed')", ARGS(V(1000 + k)), 0) == 1);
        work_end(w);
        db_close(db);
    }
    CHECK(exits[1] > 0);
    place_remove(t, &at);
}

PURE(the_program_killed_while_accepting_leaves_all_or_nothing_on_sqlite) { binary_killed(w, false); }
PURE(the_program_killed_while_accepting_leaves_all_or_nothing_on_postgres) { binary_killed(w, true); }
