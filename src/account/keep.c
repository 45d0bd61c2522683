/* keep.c -- see keep.h. */
#include "account/keep.h"

#include "account/account.h"
#include "account/audit.h"
#include "account/keep_sql.h"
#include "base/day.h"
#include "codec/json.h"
#include "view/words.h"

#include <string.h>

const struct purpose keep_purposes[] = {
    {"account", "2026-11", TR("keeping an account"),
     TR("The name, the e-mail address, the organisations and roles, and the marks of signed-in browsers are kept so that you can sign in and others "
        "know who acted."), true},
    {"training", "2026-11", TR("training"),
     TR("The date of birth and what you learn here are kept, and shown to those who teach you and issue your documents."), false},
    {"notices", "2026-11", TR("notices by mail"), TR("Changes of what concerns you are sent to your e-mail address."), false},
    {0},
};

const struct term keep_terms[] = {
    [KEEP_UNCONFIRMED] = {TR("an account whose address was never confirmed"), 7},
    [KEEP_LETTERS] = {TR("the text and the address of a letter after it was sent"), 90},
    [KEEP_UNUSED] = {TR("an account without a role in which nobody has signed in"), 3 * 365},
    [KEEP_SIGN_INS] = {TR("the note that somebody signed in"), 365},
    {0},
};

/* The address as it is compared; NULL once the account is erased. */
static const char *key_of(struct work *w, int64_t account_id)
{
    struct rows r = db_rows(w, KEEP_KEY, ARGS(V(account_id)));
    const char *key = db_next(&r) ? db_text(&r, 0) : NULL;
    db_done(&r);
    return key;
}

/* ---------------------------------------------------------------- consent */
static const char *number(struct work *w, int64_t id) { return take_text(w, "%lld", (long long)id); }

static const struct purpose *purpose_of(const char *code)
{
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++)
        if (strcmp(p->code, code) == 0)
            return p;
    return NULL;
}

static void agree(struct work *w, int64_t account_id, const struct purpose *p)
{
    if (db_one(w, KEEP_CONSENT_LIVE, ARGS(V(account_id), V(p->code), V(p->version)), 0) > 0)
        return;
    db_run(w, KEEP_CONSENT_END, ARGS(V(account_id), V(p->code), V(w->now)));
    db_run(w, KEEP_CONSENT_PUT, ARGS(V(db_id(w)), V(account_id), V(p->code), V(p->version), V(w->now), V(w->who != 0 ? w->who : account_id)));
    audit_add(w, 0, "agreed", "account", number(w, account_id), NULL, audit_words(w, "purpose", p->code, "version", p->version, NULL));
}

bool keep_agree(struct work *w, int64_t account_id, const char *purpose)
{
    if (*purpose != '\0' && purpose_of(purpose) == NULL)
        return fail(w, NOT_VALID, tr(w, "there is no purpose \"%s\""), purpose);
    db_begin(w);
    for (const struct purpose *p = keep_purposes; p->code != NULL; p++)
        if (*purpose == '\0' ? p->must : strcmp(p->code, purpose) == 0)
            agree(w, account_id, p);
    return db_commit(w);
}

bool keep_withdraw(struct work *w, int64_t account_id, const char *purpose)
{
    const struct purpose *p = purpose_of(purpose);
    if (p == NULL)
        return fail(w, NOT_VALID, tr(w, "there is no purpose \"%s\""), purpose);
    if (p->must)
        return fail(w, CONFLICT, "%s", tr(w, "without that there can be no account; to take it back, erase the account"));
    db_begin(w);
    db_run(w, KEEP_CONSENT_END, ARGS(V(account_id), V(purpose), V(w->now)));
    audit_add(w, 0, "withdrawn", "account", number(w, account_id), audit_words(w, "purpose", purpose, NULL), NULL);
    return db_commit(w);
}

bool keep_minor(int32_t born_on, int32_t today_on)
{
    int year, month, day;
    if (born_on == 0)
        return false;
    day_split(born_on, &year, &month, &day);
    /* Who was born on 29 February comes of age on 1 March. */
    if (!day_exists(year + 18, month, day)) {
        month = 3;
        day = 1;
    }
    return today_on < day_of(year + 18, month, day);
}

bool keep_agreed(struct work *w, int64_t account_id, const char *purpose)
{
    struct account a;
    if (!account_by_id(w, account_id, &a))
        return false;
    const char *sql = keep_minor(a.born_on, today_of(w)) ? KEEP_CONSENT_BY_GUARDIAN : KEEP_CONSENT_BY_SELF;
    return db_one(w, sql, ARGS(V(account_id), V(purpose)), 0) > 0;
}

/* ---------------------------------------------------------------- export */
static void instant(struct work *w, struct json *j, const char *key, const struct rows *r, int col)
{
    char day[DAY_TEXT];
    json_key(j, key);
    if (db_null(r, col)) {
        json_add_null(j);
        return;
    }
    int64_t at = db_int(r, col);
    day_text(day, (int32_t)(at / 86400));
    json_add_text(j, take_text(w, "%sT%02d:%02d:%02dZ", day, (int)(at % 86400 / 3600), (int)(at % 3600 / 60), (int)(at % 60)));
}

static void day_field(struct json *j, const char *key, const struct rows *r, int col)
{
    char day[DAY_TEXT];
    json_put_text(j, key, db_null(r, col) ? NULL : day_text(day, (int32_t)db_int(r, col)));
}

static void words(struct json *j, const char *key, const struct rows *r, int col) { json_put_text(j, key, db_null(r, col) ? NULL : db_text(r, col)); }

/* A list of rows: each column by its name; its kind is the name's first sign: @ an instant, # a day, ? a flag, else words. */
static void list(struct work *w, struct json *j, const char *name, const char *sql, struct db_value key, const char *const *cols)
{
    json_key(j, name);
    json_begin_array(j);
    struct rows r = db_rows(w, sql, &key, 1);
    while (db_next(&r)) {
        json_begin_object(j);
        for (int k = 0; cols[k] != NULL; k++) {
            if (*cols[k] == '@')
                instant(w, j, cols[k] + 1, &r, k);
            else if (*cols[k] == '#')
                day_field(j, cols[k] + 1, &r, k);
            else if (*cols[k] == '?')
                json_put_bool(j, cols[k] + 1, db_int(&r, k) == 1);
            else
                words(j, cols[k], &r, k);
        }
        json_end_object(j);
    }
    json_end_array(j);
}

bool keep_export(struct work *w, int64_t account_id, struct text *out)
{
    struct json j = json_pretty(out);
    db_begin_read(w);
    struct rows r = db_rows(w, KEEP_ACCOUNT, ARGS(V(account_id)));
    if (!db_next(&r)) {
        fail(w, NOT_FOUND, tr(w, "there is no account %lld"), (long long)account_id);
        return db_commit(w);
    }
    json_begin_object(&j);
    words(&j, "email", &r, 0);
    words(&j, "name", &r, 1);
    words(&j, "language", &r, 2);
    words(&j, "state", &r, 3);
    day_field(&j, "born_on", &r, 4);
    json_put_bool(&j, "second_factor", db_int(&r, 5) == 1);
    instant(w, &j, "made_at", &r, 6);
    instant(w, &j, "confirmed_at", &r, 7);
    instant(w, &j, "seen_at", &r, 8);
    db_done(&r);
    const char *key = key_of(w, account_id);
    list(w, &j, "memberships", KEEP_MEMBERSHIPS, V(account_id), (const char *const[]){"organisation", "name", "role", "state", "#from_on", "#to_on", "note", "@made_at", "staff", NULL});
    list(w, &j, "sessions", KEEP_SESSIONS, V(account_id), (const char *const[]){"@made_at", "@seen_at", "address", "browser", "way", NULL});
    list(w, &j, "consents", KEEP_CONSENTS, V(account_id), (const char *const[]){"purpose", "version", "@given_at", "@withdrawn_at", "?by_oneself", NULL});
    list(w, &j, "guardians", KEEP_GUARDIANS, V(account_id), (const char *const[]){"is", "who", "state", "@made_at", NULL});
    list(w, &j, "identities", KEEP_IDENTITIES, V(account_id), (const char *const[]){"provider", "subject", "@made_at", NULL});
    list(w, &j, "letters", KEEP_OF_LETTERS, V(key), (const char *const[]){"@written_at", "subject", "text", "@sent_at", NULL});
    list(w, &j, "deeds", KEEP_DEEDS, V(account_id), (const char *const[]){"@at", "verb", "object", "code", NULL});
    json_end_object(&j);
    text_add(out, "\n");
    return db_commit(w);
}

/* ---------------------------------------------------------------- erasure */
bool keep_erase(struct work *w, int64_t account_id)
{
    db_begin(w);
    const char *key = key_of(w, account_id), *nobody = take_text(w, "erased-%lld@invalid", (long long)account_id);
    if (fine(w) && key == NULL)
        fail(w, NOT_FOUND, tr(w, "there is no account %lld"), (long long)account_id);
    if (db_one(w, KEEP_KEEPER, ARGS(V(account_id), V(today_of(w))), 1) == 1)
        fail(w, CONFLICT, "%s", tr(w, "this is the last person who can let others in; give the role to another first"));
    db_run(w, KEEP_WIPE_LETTERS, ARGS(V(key)));
    db_run(w, KEEP_WIPE_GUARDIAN, ARGS(V(account_id), V(key)));
    db_run(w, KEEP_WIPE_MEMBERS, ARGS(V(account_id), V(w->now), V(today_of(w))));
    db_run(w, KEEP_WIPE_WARDS, ARGS(V(account_id)));
    db_run(w, KEEP_WIPE_SESSIONS, ARGS(V(account_id)));
    db_run(w, KEEP_WIPE_TOKENS, ARGS(V(account_id)));
    db_run(w, KEEP_WIPE_CODES, ARGS(V(account_id)));
    db_run(w, KEEP_WIPE_IDENTITIES, ARGS(V(account_id)));
    db_run(w, KEEP_WIPE_CONSENTS, ARGS(V(account_id), V(w->now)));
    db_run(w, KEEP_WIPE, ARGS(V(account_id), V(nobody)));
    audit_add(w, 0, "erased", "account", number(w, account_id), NULL, NULL);
    return db_commit(w);
}

static int64_t before(const struct work *w, enum kept k) { return w->now - (int64_t)keep_terms[k].days * 86400; }

static void erase_each(struct work *w, const char *sql, const struct db_value *v, size_t n)
{
    int64_t ids[100];
    size_t count = 0;
    struct rows r = db_rows(w, sql, v, n);
    while (db_next(&r) && count < COUNT(ids))
        ids[count++] = db_int(&r, 0);
    for (size_t i = 0; i < count; i++)
        if (!keep_erase(w, ids[i]) && w->err.fault == CONFLICT)
            w->err = (struct err){0}; /* The last keeper stays. */
}

bool keep_tidy(struct work *w)
{
    db_begin(w);
    db_run(w, TIDY_SESSIONS, ARGS(V(w->now)));
    db_run(w, TIDY_TOKENS, ARGS(V(w->now)));
    db_run(w, TIDY_ATTEMPTS, ARGS(V(w->now)));
    db_run(w, TIDY_LETTERS, ARGS(V(before(w, KEEP_LETTERS))));
    db_run(w, TIDY_SIGN_INS, ARGS(V(before(w, KEEP_SIGN_INS))));
    if (!db_commit(w))
        return false;
    erase_each(w, TIDY_UNCONFIRMED, ARGS(V(before(w, KEEP_UNCONFIRMED))));
    erase_each(w, TIDY_UNUSED, ARGS(V(before(w, KEEP_UNUSED)), V(today_of(w))));
    return fine(w);
}
