/* provider.c -- see provider.h. */
#include "account/provider.h"

#include "account/account_sql.h"
#include "account/audit.h"
#include "account/fetch.h"
#include "account/provider_sql.h"
#include "view/words.h"

#include <string.h>

bool provider_load(struct work *w, const char *code, int64_t id, struct provider *p)
{
    *p = (struct provider){0};
    struct rows r = code != NULL ? db_rows(w, PROVIDER_FIND, ARGS(V(code))) : db_rows(w, PROVIDER_BY_ID, ARGS(V(id)));
    if (!db_next(&r))
        return false;
    *p = (struct provider){db_int(&r, 0), db_text(&r, 4), db_text(&r, 5), db_text(&r, 6), db_text(&r, 1), db_text(&r, 2), db_null(&r, 3) ? NULL : db_text(&r, 3)};
    db_done(&r);
    return true;
}

bool provider_set(struct work *w, const struct provider *p)
{
    if (!fetch_fits(p->issuer) || p->issuer[strlen(p->issuer) - 1] == '/')
        return fail(w, NOT_VALID, tr(w, "a provider of identity is named by its issuer, as https://id.example.org without a slash at the end, not \"%s\""), p->issuer);
    if (*p->code == '\0' || p->code[strspn(p->code, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0' || strlen(p->code) > 40)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is no code: it has small Latin letters, digits and dashes"), p->code);
    db_begin(w);
    db_run(w, PROVIDER_PUT, ARGS(V(db_id(w)), V(p->code), V(p->name_ru), V(p->name_en), V(p->issuer), V(p->client_id), V(p->client_secret)));
    audit_add(w, 0, "set", "provider", p->code, NULL, audit_words(w, "issuer", p->issuer, "client_id", p->client_id, NULL));
    return db_commit(w);
}

bool provider_remove(struct work *w, const char *code)
{
    db_begin(w);
    db_run(w, PROVIDER_FORGET_PEOPLE, ARGS(V(code)));
    db_run(w, PROVIDER_DROP, ARGS(V(code)));
    if (fine(w) && db_changed(w) == 0)
        fail(w, NOT_FOUND, tr(w, "there is no provider of identity %s"), code);
    audit_add(w, 0, "removed", "provider", code, NULL, NULL);
    return db_commit(w);
}

bool provider_list(struct work *w, struct sheet *s)
{
    static const struct column cols[] = {{"code", TR("Code"), CODE}, {"name_ru", TR("Name in Russian"), WORDS}, {"name_en", TR("Name in English"), WORDS},
                                         {"issuer", TR("Issuer"), CODE}, {"client_id", TR("Client"), CODE}, {"people", TR("People"), NUMBER}};
    struct rows r = db_rows(w, PROVIDER_ROWS, NO_ARGS);
    return sheet_fill(s, cols, COUNT(cols), &r);
}

static void first_time(struct work *w, const struct provider *p, const struct person *who, struct account *a)
{
    if (*who->email == '\0' || !who->verified) {
        fail(w, NOT_ALLOWED, "%s", tr(w, "the provider does not vouch for your e-mail address; make an account by your address, or let the provider verify it"));
        return;
    }
    int64_t id = 0;
    if (account_by_email(w, who->email, a)) {
        id = a->id;
        if (strcmp(a->state, "new") == 0) {
            db_run(w, ACCOUNT_SET_PASSWORD, ARGS(V(id), V((const char *)NULL)));
            db_run(w, ACCOUNT_TOKENS_END, ARGS(V(id), V("")));
            (void)!account_confirm(w, id);
        }
    } else {
        (void)!account_make(w, &(struct account_new){.email = who->email, .name = who->name, .confirmed = true}, &id);
    }
    db_run(w, PROVIDER_IDENTITY_PUT, ARGS(V(p->id), V(who->subject), V(id), V(w->now)));
    w->who = id;
    audit_add(w, 0, "joined", "account", take_text(w, "%lld", (long long)id), NULL, audit_words(w, "provider", p->code, NULL));
    if (fine(w) && !account_by_id(w, id, a))
        fail(w, NOT_FOUND, tr(w, "there is no account %lld"), (long long)id);
}

bool provider_person(struct work *w, const struct provider *p, const struct person *who, struct account *a)
{
    db_begin(w);
    int64_t id = db_one(w, PROVIDER_IDENTITY, ARGS(V(p->id), V(who->subject)), 0);
    if (id == 0)
        first_time(w, p, who, a);
    else if (!account_by_id(w, id, a))
        fail(w, NOT_FOUND, tr(w, "there is no account %lld"), (long long)id);
    if (fine(w) && strcmp(a->state, "active") != 0)
        fail(w, NOT_ALLOWED, "%s", tr(w, "this account is closed; ask the centre"));
    return db_commit(w);
}
