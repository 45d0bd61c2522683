/* check.c -- see check.h */
#include "app/check.h"

#include "account/account.h"
#include "app/check_sql.h"
#include "base/day.h"
#include "base/fold.h"
#include "base/text.h"
#include "store/db.h"
#include "view/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct found {
    int64_t count;
    struct text such_as;
};

struct invariant {
    const char *name, *holds, *mend, *sql;
    bool (*look)(struct work *w, struct found *f);
    bool now, note; /* now: the statement takes the time */
};

static bool look_folds(struct work *w, struct found *f);
static bool look_documents(struct work *w, struct found *f);
static bool look_ids(struct work *w, struct found *f);
static bool look_engine(struct work *w, struct found *f);
static bool look_emails(struct work *w, struct found *f);

static const struct invariant invariants[] = {
    {"engine", TR("the database's own pages and references are whole"),
     TR("restore the last backup; the disk may be failing"), .look = look_engine},
    {"ids", TR("no stored id is one that will be given out again"),
     TR("restore the whole database, not single tables"), .look = look_ids},
    {"booked_twice", TR("no unit of a resource is booked twice at one time"), TR("release one of the two bookings"),
     BOOKED_TWICE},
    {"no_such_unit", TR("no booking is of a unit that the resource does not have"),
     TR("correct the quantity of the resource, or release the booking"), NO_SUCH_UNIT},
    {"booked_when_busy", TR("nothing is booked while its owner says that it is busy"),
     TR("give its lessons another place: cavt timetable repair; or ask the owner to move the busy time"), BOOKED_WHEN_BUSY, .now = true},
    {"lesson_unbooked", TR("every lesson of a held or agreed offer has all its resources booked"),
     TR("give its lessons another place: cavt timetable repair; or withdraw the offer and make it again"), LESSON_UNBOOKED},
    {"booking_elsewhere", TR("a booking is at the time of its lesson and belongs to the same offer"),
     TR("withdraw the offer and make it again"), BOOKING_ELSEWHERE},
    {"booking_of_nothing", TR("only held and agreed offers keep bookings"), TR("release the bookings of the offer"),
     BOOKING_OF_NOTHING},
    {"agreed_but_held", TR("nothing of an agreed offer is merely held"), TR("accept the offer again"), AGREED_BUT_HELD},
    {"held_but_booked", TR("nothing of a held offer is booked before all its owners have confirmed"),
     TR("withdraw the offer and make it again"), HELD_BUT_BOOKED},
    {"held_unasked", TR("a held offer waits for an owner's word"), TR("withdraw the offer and make it again"), HELD_UNASKED},
    {"refused_but_kept", TR("no part of a held or agreed offer has been refused"),
     TR("give its lessons another place: cavt timetable repair; or withdraw the offer"), REFUSED_BUT_KEPT},
    {"answered_when", TR("every answer of an owner has its time"), TR("record the answer again"), ANSWERED_WHEN},
    {"agreed_unasked", TR("every owner has confirmed their part of an agreed offer"),
     TR("ask the owner, and record the answer"), AGREED_UNASKED},
    {"repair_unasked", TR("a repair waits for owners as long as one of them has not answered, and no longer"),
     TR("record the owner's answer: cavt timetable agree or refuse"), REPAIR_UNASKED},
    {"breakdown_unfelt", TR("what has broken down stands in the calendars"), TR("record the breakdown again"), BREAKDOWN_UNFELT},
    {"design_unkept", TR("a programme in the making is kept as it is at its last revision"), TR("propose and accept a change: it is kept anew"), DESIGN_UNKEPT},
    {"approved_by_one", TR("a programme designed together is approved by both sides at its last revision"), TR("let both sides approve it again"), APPROVED_BY_ONE},
    {"parts_do_not_add_up", TR("the parts of an offer add up to its price"), TR("make the offer again"), PARTS_DO_NOT_ADD_UP},
    {"held_for_ever", TR("every held offer has a time when the hold runs out"), TR("withdraw the offer"), HELD_FOR_EVER},
    {"held_too_long", TR("no hold has run out and is still kept"),
     TR("the server releases it by itself; without one, any new answer to the order does"), HELD_TOO_LONG, .now = true, .note = true},
    {"booking_too_long", TR("every booking lies within one day"), TR("release it and ask again"), BOOKING_TOO_LONG},
    {"booking_of_two", TR("a booking is of an offer or of a request, not of both"), TR("release it and ask again"), BOOKING_OF_TWO},
    {"claim_unbooked", TR("every time of a request that is held or booked has all its resources booked"),
     TR("cancel the request and ask again"), CLAIM_UNBOOKED},
    {"claim_of_nothing", TR("only requests that are held or booked keep bookings, at their own times"), TR("cancel the request"), CLAIM_OF_NOTHING},
    {"claim_state", TR("what a request has is held while the request is, and booked once it is"), TR("cancel the request and ask again"), CLAIM_STATE},
    {"claim_unasked", TR("a held request waits for an owner's word, a booked one for nobody's"), TR("cancel the request and ask again"), CLAIM_UNASKED},
    {"claim_sums", TR("the costs of a request add up to its parts, and these to its price"), TR("cancel the request and ask again"), CLAIM_SUMS},
    {"claim_too_long", TR("no request has run out and is still kept"), TR("release it: cavt booking lapse DB"), CLAIM_TOO_LONG, .now = true, .note = true},
    {"usage_elsewhere", TR("use is recorded of what was requested, when it was requested"), TR("remove the record of use"), USAGE_ELSEWHERE},
    {"rule_of_others", TR("an owner's rules are about its own resources"), TR("correct the owner of the rule"), RULE_OF_OTHERS},
    {"agreed_twice", TR("an order has one held or agreed offer at most"), TR("withdraw all but one"), AGREED_TWICE},
    {"order_state", TR("an agreed order has an agreed offer"), TR("open the order again, or accept an offer"), ORDER_STATE},
    {"lesson_when_closed", TR("lessons are held when their site is open"),
     TR("correct the opening hours, or make the offer again"), LESSON_WHEN_CLOSED},
    {"lesson_out_of_order", TR("what a module requires is taught before it"), TR("make the offer again"), LESSON_OUT_OF_ORDER},
    {"cohort_in_two_places", TR("no cohort has two lessons at one time"), TR("make the offer again"), COHORT_IN_TWO_PLACES},
    {"lesson_too_late", TR("lessons lie between the order's first day and its deadline"),
     TR("move the deadline, or make the offer again"), LESSON_TOO_LATE},
    {"staff_over_load", TR("no teacher has more hours in a week than their limit"),
     TR("raise the limit, or make one of the offers again"), STAFF_OVER_LOAD, .now = true},
    {"room_too_small", TR("every cohort fits its rooms"), TR("correct the seats, or make the offer again"), ROOM_TOO_SMALL},
    {"module_before_itself", TR("no module requires itself, by way of others"), TR("remove one of the requirements of the circle"),
     MODULE_BEFORE_ITSELF},
    {"calendar_elsewhere", TR("a calendar taken in makes busy only the resource it is of"), TR("remove the calendar and take it in again"), CALENDAR_ELSEWHERE},
    {"hook_unheard", TR("everyone who asked to be told answers"), TR("correct the address, or: cavt hook remove DB HOOK"), HOOK_UNHEARD, .note = true},
    {"start_odd", TR("an announced start is of an approved programme, and can be applied for before it ends"),
     TR("approve the programme, or correct the start"), START_ODD},
    {"programme_of_nothing", TR("an approved programme is made of modules"), TR("add its modules, or make it a draft"), PROGRAMME_OF_NOTHING},
    {"competence_under_itself", TR("no competence stands under itself"), TR("remove one of the parents of the circle"),
     COMPETENCE_UNDER_ITSELF},
    {"machine_in_another_house", TR("a machine stands in a room of its own site"), TR("correct the room or the site of the machine"),
     MACHINE_IN_ANOTHER_HOUSE},
    {"type_of_another_kind", TR("a room has a type of rooms, a machine a type of equipment"), TR("correct the type"),
     TYPE_OF_ANOTHER_KIND},
    {"competence_of_a_thing", TR("only people have competences"), TR("remove the competence"), COMPETENCE_OF_A_THING},
    {"sharing_of_others", TR("an owner shares only what is their own"), TR("correct the owner of the sharing"), SHARING_OF_OTHERS},
    {"weekdays_odd", TR("weekdays are digits from 1, Monday, to 7, Sunday"), TR("correct the weekdays"), WEEKDAYS_ODD},
    {"nameless", TR("everything has a name in one language at least"), TR("give it a name"), NAMELESS},
    {"folds", TR("what is searched is what is shown"), TR("import the rows again"), .look = look_folds},
    {"crosswalk_unaligned", TR("what is accepted as meeting is aligned"), TR("take the decision back and accept again"), CROSSWALK_UNALIGNED},
    {"order_of_nothing", TR("an order asks for an occupation or for competences"), TR("add what the people must be able to do"),
     ORDER_OF_NOTHING},
    {"documents", TR("the stored answer of every offer can be read, and is of that offer"), TR("make the offer again"),
     .look = look_documents},
    {"setting_centre", TR("the centre named in the settings is one of the organisations"), TR("correct the setting \"centre\""),
     SETTING_CENTRE},
    {"session_of_nobody", TR("nobody is signed in by an account that may not be used, or longer than two weeks"), TR("let the people sign in again: cavt account disable DB EMAIL"),
     SESSION_OF_NOBODY},
    {"acts_for_others", TR("whoever is signed in acts only for an organisation or a minor of his own"), TR("let the people sign in again: cavt account disable DB EMAIL"), ACTS_FOR_OTHERS},
    {"role_out_of_place", TR("roles of the centre are in the centre, of an authority in an authority"), TR("end the role, and give it for the right organisation: cavt account role DB EMAIL"),
     ROLE_OUT_OF_PLACE},
    {"erased_but_known", TR("nothing names a person whose account is erased"), TR("erase the account again: cavt account erase DB EMAIL"), ERASED_BUT_KNOWN},
    {"email_odd", TR("every account is found by its address"), TR("give the account its address again"), .look = look_emails},
    {"mail_given_up", TR("every letter was sent or will be tried again"), TR("look what hindered: cavt mail list DB --state given-up"), MAIL_GIVEN_UP, .note = true},
};

static void found_add(struct found *f, const char *what, bool timed, int64_t wall)
{
    if (f->count++ >= 3)
        return;
    char at[DAY_TEXT];
    text_fmt(&f->such_as, "%s%s%s%s", f->count > 1 ? ", " : "", what, timed ? " " : "", timed ? wall_text(at, wall) : "");
}

static bool look_sql(struct work *w, const struct invariant *i, struct found *f)
{
    struct rows r = i->now ? db_rows(w, i->sql, ARGS(V(w->now))) : db_rows(w, i->sql, NO_ARGS);
    while (db_next(&r))
        found_add(f, db_peek(&r, 0), !db_null(&r, 1), db_int(&r, 1));
    return fine(w);
}

/* look_engine: SQLite looks at its pages and its references; PostgreSQL never lets them break. */
static bool look_engine(struct work *w, struct found *f)
{
    if (db_is_postgres(w->db))
        return true;
    struct rows r = db_rows(w, "PRAGMA quick_check(10)", NO_ARGS);
    while (db_next(&r))
        if (strcmp(db_peek(&r, 0), "ok") != 0)
            found_add(f, db_peek(&r, 0), false, 0);
    r = db_rows(w, "PRAGMA foreign_key_check", NO_ARGS);
    while (db_next(&r))
        found_add(f, take_text(w, "%s -> %s", db_text(&r, 0), db_text(&r, 2)), false, 0);
    return fine(w);
}

static bool look_ids(struct work *w, struct found *f)
{
    int64_t last = db_one(w, LAST_ID, NO_ARGS, 0);
    int64_t next = db_one(w, db_is_postgres(w->db) ? NEXT_ID_POSTGRES : NEXT_ID_SQLITE, NO_ARGS, 0);
    if (fine(w) && last >= next)
        found_add(f, take_text(w, "%lld", (long long)last), false, 0);
    return fine(w);
}

/* within: whether the fold of the name stands in the folded column. */
static bool within(const char *name, const char *column)
{
    char *folded = fold_new(name, strlen(name));
    bool in = strstr(column, folded) != NULL;
    free(folded);
    return in;
}

static bool look_folds(struct work *w, struct found *f)
{
    struct rows r = db_rows(w, NAMES_AND_FOLDS, NO_ARGS);
    while (db_next(&r))
        if (!within(db_peek(&r, 1), db_peek(&r, 3)) || !within(db_peek(&r, 2), db_peek(&r, 3)))
            found_add(f, db_peek(&r, 0), false, 0);
    return fine(w);
}

/* look_emails: the address as it is compared is made in C; an erased account has none. */
static bool look_emails(struct work *w, struct found *f)
{
    struct rows r = db_rows(w, EMAILS, NO_ARGS);
    while (db_next(&r)) {
        const char *key = email_key(w, db_text(&r, 1));
        if (key == NULL || strcmp(key, db_peek(&r, 2)) != 0)
            found_add(f, db_peek(&r, 0), false, 0);
    }
    return fine(w);
}

/* of_this: the document is JSON, and its seed and input hash are those of its row. */
static bool of_this(const char *document, int64_t seed, const char *hash)
{
    json_t *j = json_loads(document, 0, NULL);
    const char *said = json_string_value(json_object_get(j, "input_hash"));
    bool is = said != NULL && strcmp(said, hash) == 0 && json_integer_value(json_object_get(j, "seed")) == seed;
    json_decref(j);
    return is;
}

static bool look_documents(struct work *w, struct found *f)
{
    struct rows r = db_rows(w, DOCUMENTS, NO_ARGS);
    while (db_next(&r))
        if (!of_this(db_peek(&r, 1), db_int(&r, 2), db_peek(&r, 3)))
            found_add(f, db_peek(&r, 0), false, 0);
    return fine(w);
}

const struct finding *check_all(struct work *w, size_t *n)
{
    struct finding *all = take_array(w, COUNT(invariants), struct finding);
    db_begin_read(w);
    for (size_t k = 0; k < COUNT(invariants); k++) {
        const struct invariant *i = &invariants[k];
        struct found f = {.such_as = TEXT(2000)};
        if (i->look != NULL)
            i->look(w, &f);
        else
            look_sql(w, i, &f);
        all[k] = (struct finding){i->name, tr(w, i->holds), tr(w, i->mend), i->note, f.count,
                                  f.such_as.n > 0 ? take_copy(w, f.such_as.s, f.such_as.n) : ""};
        text_free(&f.such_as);
    }
    *n = COUNT(invariants);
    return db_commit(w) ? all : NULL;
}
