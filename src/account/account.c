/* account.c -- see account.h. */
#include "account/account.h"

#include "account/account_sql.h"
#include "account/audit.h"
#include "base/text.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

const struct role account_roles[] = {
    {"learner", TR("learner"), OF_ANY, true},
    {"teacher", TR("teacher or expert"), OF_ANY, true},
    {"employer", TR("employer's curator"), OF_EMPLOYER, true},
    {"partner", TR("institution's coordinator"), OF_OWNER, true},
    {"methodologist", TR("methodologist of the centre"), OF_CENTRE, false},
    {"dispatcher", TR("dispatcher of the centre"), OF_CENTRE, false},
    {"documents", TR("documents officer of the centre"), OF_CENTRE, false},
    {"analyst", TR("analyst of the centre"), OF_CENTRE, false},
    {"coordinator", TR("coordinator of the centre"), OF_CENTRE, false},
    {"director", TR("director of the centre"), OF_CENTRE, false},
    {"authority", TR("founder or authority"), OF_AUTHORITY, false},
    {"admin", TR("administrator"), OF_CENTRE, false},
    {0},
};

const struct role *role_of(const char *code)
{
    for (const struct role *r = account_roles; code != NULL && r->code != NULL; r++)
        if (strcmp(r->code, code) == 0)
            return r;
    return NULL;
}

/* Letters of the Latin alphabet are compared without case, as every mail system does; others as they are. */
const char *email_key(struct work *w, const char *email)
{
    size_t n = email == NULL ? 0 : strlen(email);
    const char *at = n == 0 ? NULL : strchr(email, '@');
    if (n < 3 || n > 254 || at == NULL || at == email || at[1] == '\0' || at[1] == '.' || at[1] == '-' || email[n - 1] == '.' || strchr(at + 1, '@') != NULL ||
        strstr(at, "..") != NULL || !text_utf8(email, n, NULL))
        return NULL;
    char *key = take_copy(w, email, n);
    for (char *s = key; *s != '\0'; s++) {
        if ((unsigned char)*s <= ' ' || *s == 0x7f || strchr("\"(),:;<>[]\\", *s) != NULL)
            return NULL;
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    }
    return key;
}

static bool read(struct work *w, const char *sql, struct db_value key, struct account *a)
{
    *a = (struct account){0};
    struct rows r = db_rows(w, sql, &key, 1);
    if (!db_next(&r))
        return false;
    *a = (struct account){.id = db_int(&r, 0), .email = db_text(&r, 1), .name = db_text(&r, 2), .password = db_null(&r, 3) ? NULL : db_text(&r, 3),
                          .state = db_text(&r, 4), .totp_key = db_null(&r, 5) ? NULL : db_text(&r, 5), .totp_step = db_int(&r, 6),
                          .language = strcmp(db_text(&r, 7), "en") == 0 ? EN : RU, .born_on = (int32_t)db_int(&r, 8)};
    db_done(&r);
    return true;
}

bool account_by_email(struct work *w, const char *email, struct account *a)
{
    const char *key = email_key(w, email);
    *a = (struct account){0};
    return key != NULL && read(w, ACCOUNT_BY_KEY, V(key), a);
}

bool account_by_id(struct work *w, int64_t id, struct account *a) { return read(w, ACCOUNT_BY_NUMBER, V(id), a); }

bool account_need(struct work *w, const char *email, struct account *a)
{
    bool digits = *email != '\0' && strlen(email) < 18 && email[strspn(email, "0123456789")] == '\0';
    if (digits ? account_by_id(w, atoll(email), a) : account_by_email(w, email, a))
        return true;
    return fail(w, NOT_FOUND, tr(w, "there is no account %s; all of them are listed by: cavt account list DB"), email);
}

static const char *number(struct work *w, int64_t id) { return take_text(w, "%lld", (long long)id); }

bool account_make(struct work *w, const struct account_new *n, int64_t *id)
{
    const char *key = email_key(w, n->email);
    if (key == NULL)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is no e-mail address; write it as name@example.org"), n->email);
    const char *name = n->name != NULL && n->name[strspn(n->name, " \t\n")] != '\0' ? n->name : take_copy(w, n->email, strcspn(n->email, "@"));
    if (strlen(name) > 400)
        return fail(w, NOT_VALID, "%s", tr(w, "a name has at most 200 letters"));
    db_begin(w);
    if (db_one(w, ACCOUNT_TAKEN, ARGS(V(key)), 0) > 0)
        fail(w, CONFLICT, tr(w, "there is an account %s already"), n->email);
    *id = db_id(w);
    db_run(w, ACCOUNT_PUT, ARGS(V(*id), V(n->email), V(key), V(name), V(n->password), V(words_code(w->language)), V(n->confirmed ? "active" : "new"),
                                n->born_on == 0 ? NULL_INT : V(n->born_on), V(w->now), n->confirmed ? V(w->now) : NULL_INT));
    audit_add(w, 0, "made", "account", number(w, *id), NULL, audit_words(w, "state", n->confirmed ? "active" : "new", NULL));
    return db_commit(w);
}

bool account_password(struct work *w, int64_t account_id, const char *hashed, int64_t keep_session)
{
    db_begin(w);
    db_run(w, ACCOUNT_SET_PASSWORD, ARGS(V(account_id), V(hashed)));
    db_run(w, ACCOUNT_SESSIONS_END, ARGS(V(account_id), V(keep_session)));
    db_run(w, ACCOUNT_TOKENS_END, ARGS(V(account_id), V("reset")));
    audit_add(w, 0, "password", "account", number(w, account_id), NULL, NULL);
    return db_commit(w);
}

bool account_confirm(struct work *w, int64_t account_id)
{
    db_begin(w);
    db_run(w, ACCOUNT_SET_CONFIRMED, ARGS(V(account_id), V(w->now)));
    if (fine(w) && db_changed(w) == 1)
        audit_add(w, 0, "confirmed", "account", number(w, account_id), audit_words(w, "state", "new", NULL), audit_words(w, "state", "active", NULL));
    return db_commit(w);
}

bool account_disable(struct work *w, int64_t account_id, bool on)
{
    struct account a;
    db_begin(w);
    if (!account_by_id(w, account_id, &a))
        fail(w, NOT_FOUND, tr(w, "there is no account %lld"), (long long)account_id);
    else if (strcmp(a.state, "erased") == 0)
        fail(w, CONFLICT, "%s", tr(w, "an erased account stays erased"));
    db_run(w, ACCOUNT_SET_STATE, ARGS(V(account_id), V(on ? "active" : "disabled")));
    if (!on) {
        db_run(w, ACCOUNT_SESSIONS_END, ARGS(V(account_id), V(0)));
        db_run(w, ACCOUNT_TOKENS_END, ARGS(V(account_id), V("")));
    }
    audit_add(w, 0, on ? "enabled" : "disabled", "account", number(w, account_id), audit_words(w, "state", a.state, NULL),
              audit_words(w, "state", on ? "active" : "disabled", NULL));
    return db_commit(w);
}

/* ---------------------------------------------------------------- memberships */
static bool possible(struct work *w, const struct role *role, const char *code, const char *kind, const char *roles, bool centre)
{
    bool employer = strstr(roles, "employer") != NULL || strcmp(kind, "employer") == 0;
    bool owner = strstr(roles, "owner") != NULL || strstr(roles, "base") != NULL || employer;
    switch (role->where) {
    case OF_CENTRE:
        return centre || fail(w, NOT_VALID, tr(w, "%s is not the centre, and \"%s\" is a role in the centre; an organisation is it by its kind, or by the setting \"centre\""), code, role->code);
    case OF_EMPLOYER:
        return employer || centre || fail(w, NOT_VALID, tr(w, "%s is not an employer, and \"%s\" is a role with an employer"), code, role->code);
    case OF_OWNER:
        return owner || centre || fail(w, NOT_VALID, tr(w, "%s shares nothing, and \"%s\" is a role with an owner of rooms, machines or modules"), code, role->code);
    case OF_AUTHORITY:
        return strcmp(kind, "authority") == 0 || fail(w, NOT_VALID, tr(w, "%s is not an authority, and \"%s\" is a role in one"), code, role->code);
    case OF_ANY: return true;
    }
    return true;
}

static bool organisation_for(struct work *w, const char *code, const struct role *role, int64_t *id)
{
    struct rows r = db_rows(w, ACCOUNT_ORGANISATION, ARGS(V(code)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no organisation %s"), code);
    *id = db_int(&r, 0);
    bool ok = possible(w, role, code, db_text(&r, 1), db_text(&r, 2), db_int(&r, 3) == 1);
    db_done(&r);
    return ok;
}

bool member_possible(struct work *w, const char *organisation, const char *role)
{
    int64_t id;
    const struct role *r = role_of(role);
    return r != NULL ? organisation_for(w, organisation, r, &id) : fail(w, NOT_VALID, tr(w, "there is no role \"%s\""), role);
}

bool member_add(struct work *w, const struct member_new *m, int64_t *id)
{
    const struct role *role = role_of(m->role);
    int64_t organisation = 0, staff = 0;
    int32_t from = m->from_on != 0 ? m->from_on : today_of(w);
    *id = 0;
    if (role == NULL)
        return fail(w, NOT_VALID, tr(w, "there is no role \"%s\""), m->role != NULL ? m->role : "");
    if (m->to_on != 0 && m->to_on < from)
        return fail(w, NOT_VALID, "%s", tr(w, "a role cannot end before it begins"));
    db_begin(w);
    organisation_for(w, m->organisation, role, &organisation);
    if (m->staff != NULL && *m->staff != '\0') {
        staff = db_one(w, ACCOUNT_STAFF, ARGS(V(m->staff)), 0);
        if (staff == 0)
            fail(w, NOT_FOUND, tr(w, "there is no teacher %s in the register"), m->staff);
    }
    struct rows r = db_rows(w, MEMBER_FIND, ARGS(V(m->account_id), V(organisation), V(role->code)));
    bool there = db_next(&r);
    const char *was = there ? db_text(&r, 1) : NULL;
    *id = there ? db_int(&r, 0) : 0;
    db_done(&r);
    struct db_value to = m->to_on == 0 ? NULL_INT : V(m->to_on);
    if (there) {
        /* Who asks again for what was given keeps it. */
        const char *now = strcmp(was, "active") == 0 ? was : m->state;
        db_run(w, MEMBER_CHANGE, ARGS(V(*id), V(now), V(from), to, db_id_or_null(staff)));
    } else {
        *id = db_id(w);
        db_run(w, MEMBER_PUT, ARGS(V(*id), V(m->account_id), V(organisation), V(role->code), V(m->state), V(from), to, db_id_or_null(staff), V(m->note),
                                   V(w->now), V(w->who)));
    }
    audit_add(w, organisation, there ? "changed" : "made", "membership", number(w, *id), was != NULL ? audit_words(w, "state", was, NULL) : NULL,
              audit_words(w, "account", number(w, m->account_id), "role", role->code, "state", m->state, NULL));
    return db_commit(w);
}

bool member_answer(struct work *w, int64_t membership_id, const char *state)
{
    db_begin(w);
    struct rows r = db_rows(w, MEMBER_ONE, ARGS(V(membership_id)));
    if (!db_next(&r)) {
        fail(w, NOT_FOUND, tr(w, "there is no membership %lld"), (long long)membership_id);
        return db_commit(w);
    }
    int64_t organisation = db_int(&r, 1);
    const char *role = db_text(&r, 2), *was = db_text(&r, 3);
    db_done(&r);
    bool live = strcmp(was, "asked") == 0 || strcmp(was, "active") == 0;
    if (!live)
        fail(w, CONFLICT, tr(w, "that membership is over already: %s"), was);
    bool keeper = strcmp(role, "director") == 0 || strcmp(role, "admin") == 0;
    if (keeper && strcmp(was, "active") == 0 && strcmp(state, "ended") == 0 && db_one(w, MEMBER_KEEPERS, ARGS(V(membership_id), V(today_of(w))), 1) == 0)
        fail(w, CONFLICT, "%s", tr(w, "this is the last person who can let others in; give the role to another first"));
    db_run(w, MEMBER_SET_STATE, ARGS(V(membership_id), V(state), V(w->now), V(today_of(w))));
    if (strcmp(state, "active") != 0)
        db_run(w, MEMBER_SESSIONS_LEAVE, ARGS(V(membership_id)));
    audit_add(w, organisation, state, "membership", number(w, membership_id), audit_words(w, "state", was, NULL),
              audit_words(w, "role", role, "state", state, NULL));
    return db_commit(w);
}

bool account_list(struct work *w, const char *organisation, const char *role, const char *like, struct sheet *s)
{
    static const struct column cols[] = {
        {"email", TR("E-mail"), WORDS}, {"name", TR("Name"), WORDS}, {"state", TR("State"), CODE}, {"organisation", TR("Organisation"), CODE},
        {"role", TR("Role"), CODE}, {"role_state", TR("Role's state"), CODE}, {"from_on", TR("From"), DAY}, {"to_on", TR("To"), DAY},
        {"second_factor", TR("Second factor"), NUMBER},
    };
    struct rows r = db_rows(w, ACCOUNT_ROWS, ARGS(V(organisation), V(role), V(like)));
    sheet_begin(s, cols, COUNT(cols));
    while (db_next(&r)) {
        sheet_row(s);
        sheet_link(s, take_text(w, "/account/%lld", (long long)db_int(&r, 0)), db_text(&r, 1));
        sheet_words(s, db_text(&r, 2));
        sheet_words(s, db_text(&r, 3));
        for (int k = 4; k <= 6; k++)
            db_null(&r, k) ? sheet_none(s) : sheet_words(s, db_text(&r, k));
        for (int k = 7; k <= 8; k++)
            db_null(&r, k) ? sheet_none(s) : sheet_int(s, db_int(&r, k));
        sheet_int(s, db_int(&r, 11));
    }
    return sheet_end(s);
}
