/* agreement_keep.c -- the register: what was drafted, signed and ended, and with whom. */
#include "agreement/agreement.h"

#include "agreement/agreement_sql.h"
#include "base/day.h"
#include "codec/json.h"
#include "store/db.h"
#include "view/document.h"
#include "view/sheet.h"
#include "view/words.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* audit: the register's changes, with the state before and after. */
static void audit(struct work *w, const char *verb, const char *code, const char *before, const char *after)
{
    struct text t = TEXT(0);
    struct json j = json_to(&t);
    json_begin_object(&j);
    json_put_text(&j, "state", after);
    json_end_object(&j);
    const char *b = *before == '\0' ? NULL : take_text(w, "{\"state\":\"%s\"}", before);
    db_run(w, AGREEMENT_AUDIT, ARGS(V(db_id(w)), V(w->now), V(w->who), V(verb), V(code), V(b), V((const char *)take_text(w, "%s", t.s))));
    text_free(&t);
}

static const struct {
    unsigned role;
    const char *word;
} roles[] = {{PARTY_COORDINATOR, "coordinator"}, {PARTY_CUSTOMER, "customer"}, {PARTY_BASE, "base"}, {PARTY_PARTICIPANT, "participant"}, {PARTY_OWNER, "owner"}};

/* The agreement an offer's drafts belong to, made when there is none; a signed one takes no new drafts. */
static int64_t agreement_of(struct work *w, const struct contract *c, const char *code, const char *number)
{
    struct rows r = db_rows(w, AGREEMENT_FIND, ARGS(V(code)));
    bool there = db_next(&r);
    int64_t id = there ? db_int(&r, 0) : 0;
    const char *state = there ? db_text(&r, 1) : "";
    db_done(&r);
    if (there && strcmp(state, "draft") != 0) {
        fail(w, CONFLICT, tr(w, "agreement %s is already %s, and a new draft would contradict it"), code, state);
        return 0;
    }
    if (!there) {
        id = db_id(w);
        struct db_value from = c->starts_on == INT32_MIN ? NULL_INT : V(c->starts_on), to = c->ends_on == INT32_MIN ? NULL_INT : V(c->ends_on);
        db_run(w, AGREEMENT_PUT, ARGS(V(id), V(code), V("network"), V(c->title_ru), V(c->title_en), V(number), V(c->offer_id), from, to, V(w->now), V(w->who)));
        audit(w, "draft", code, "", "draft");
    } else if (number != NULL) {
        db_run(w, AGREEMENT_NUMBER, ARGS(V(id), V(number)));
    }
    db_run(w, AGREEMENT_PARTY_CLEAR, ARGS(V(id)));
    for (int i = 0; i < c->party_count; i++)
        for (size_t k = 0; k < COUNT(roles); k++)
            if (c->parties[i].roles & roles[k].role)
                db_run(w, AGREEMENT_PARTY_PUT, ARGS(V(id), V(c->parties[i].id), V(roles[k].word)));
    return id;
}

/* Beside the file first, so that a failure leaves what was there. */
static const char *file_begin(struct work *w, const char *path, const struct text *t)
{
    const char *beside = take_text(w, "%s.part", path);
    FILE *f = fopen(beside, "wb");
    bool ok = f != NULL && fwrite(t->s, 1, t->n, f) == t->n;
    ok = f != NULL && fclose(f) == 0 && ok;
    if (ok)
        return beside;
    fail(w, BROKEN, tr(w, "%s can't be written: %s"), path, strerror(errno));
    if (f != NULL)
        remove(beside);
    return NULL;
}

bool agreement_draft(struct work *w, const char *offer, const char *path, const char *number, struct drafted *out)
{
    const struct document_form *form = document_form(path);
    if (form == NULL)
        return fail(w, NOT_VALID, tr(w, "%s: a contract is written as .pdf, .docx or .odt; name the file so"), path);
    struct contract c;
    db_begin(w);
    const char *beside = NULL;
    struct text t = TEXT(0);
    if (contract_load(w, offer, &c) && form->write(agreement_document(w, &c, number), &t)) {
        unsigned char sum[crypto_hash_sha256_BYTES];
        crypto_hash_sha256(sum, (const unsigned char *)t.s, t.n);
        char *hex = take(w, sizeof(sum) * 2 + 1);
        sodium_bin2hex(hex, sizeof(sum) * 2 + 1, sum, sizeof(sum));
        *out = (struct drafted){take_text(w, "ag-%s", offer), hex, (int64_t)t.n};
        int64_t id = agreement_of(w, &c, out->agreement, number);
        db_run(w, AGREEMENT_FILE_PUT, ARGS(V(db_id(w)), V(id), V(words_code(w->language)), V(form->ending + 1), V(hex), V(out->bytes),
                                           V(w->now), V(w->who)));
        if (fine(w))
            beside = file_begin(w, path, &t);
    }
    text_free(&t);
    /* The record first, the name last: of the two only the file can be made again. */
    if (!db_commit(w)) {
        if (beside != NULL)
            remove(beside);
        return false;
    }
    return rename(beside, path) == 0 || fail(w, BROKEN, tr(w, "%s can't be written: %s"), path, strerror(errno));
}

/* ---------------------------------------------------------------- signing and ending */
static bool moved(struct work *w, const char *code, const char *to)
{
    if (!fine(w) || db_changed(w) == 1)
        return fine(w);
    struct rows r = db_rows(w, AGREEMENT_FIND, ARGS(V(code)));
    if (!db_next(&r))
        return fail(w, NOT_FOUND, tr(w, "there is no agreement \"%s\"; all of them are listed by: cavt agreement list DB"), code);
    const char *state = db_text(&r, 1);
    db_done(&r);
    return fail(w, CONFLICT, tr(w, "agreement %s is in state \"%s\" and can't become \"%s\""), code, state, to);
}

bool agreement_sign(struct work *w, const char *code, const char *number, int32_t signed_on)
{
    db_begin(w);
    db_run(w, AGREEMENT_SIGN, ARGS(V(code), V(number), V(signed_on)));
    if (moved(w, code, "signed"))
        audit(w, "sign", code, "draft", "signed");
    return db_commit(w);
}

bool agreement_end(struct work *w, const char *code, int32_t ended_on)
{
    db_begin(w);
    db_run(w, AGREEMENT_END, ARGS(V(code), V(ended_on)));
    if (moved(w, code, "ended"))
        audit(w, "end", code, "signed", "ended");
    return db_commit(w);
}

/* ---------------------------------------------------------------- agreements that come from no offer */
static bool party_add(struct work *w, int64_t id, char *pair)
{
    char *role = strchr(pair, ':');
    if (role != NULL)
        *role++ = '\0';
    else
        role = take_text(w, "partner");
    bool known = strcmp(role, "partner") == 0;
    for (size_t k = 0; k < COUNT(roles); k++)
        known |= strcmp(role, roles[k].word) == 0;
    if (!known)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is not a role; it is one of coordinator, customer, base, participant, owner, partner"), role);
    int64_t organisation = db_one(w, AGREEMENT_ORGANISATION_ID, ARGS(V(pair)), 0);
    if (fine(w) && organisation == 0)
        return fail(w, NOT_FOUND, tr(w, "there is no organisation \"%s\""), pair);
    return db_run(w, AGREEMENT_PARTY_PUT, ARGS(V(id), V(organisation), V(role)));
}

bool agreement_add(struct work *w, const struct agreement_new *a)
{
    static const char *const forms[] = {"network", "partnership", "ppp", "cluster"};
    bool known = false;
    for (size_t i = 0; i < COUNT(forms); i++)
        known |= strcmp(a->form, forms[i]) == 0;
    if (!known)
        return fail(w, NOT_VALID, tr(w, "\"%s\" is not a form of interaction; it is one of network, partnership, ppp, cluster"), a->form);
    size_t length = strspn(a->code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-");
    if (length == 0 || a->code[length] != '\0' || length > 200)
        return fail(w, NOT_VALID, tr(w, "\"%s\" can't be a code; use Latin letters, digits and . _ : / -"), a->code);
    if (a->starts_on != INT32_MIN && a->ends_on != INT32_MIN && a->ends_on < a->starts_on)
        return fail(w, NOT_VALID, tr(w, "agreement %s ends before it begins; mend one of the days"), a->code);
    db_begin(w);
    if (db_one(w, AGREEMENT_FIND, ARGS(V(a->code)), 0) != 0)
        fail(w, CONFLICT, tr(w, "there is already an agreement \"%s\"; choose another code"), a->code);
    int64_t id = db_id(w);
    struct db_value from = a->starts_on == INT32_MIN ? NULL_INT : V(a->starts_on), to = a->ends_on == INT32_MIN ? NULL_INT : V(a->ends_on);
    const char *ru = w->language == RU ? a->title : NULL, *en = w->language == EN ? a->title : NULL;
    db_run(w, AGREEMENT_PUT, ARGS(V(id), V(a->code), V(a->form), V(ru), V(en), V(a->number), NULL_INT, from, to, V(w->now), V(w->who)));
    int n = 0;
    char *at = take_text(w, "%s", a->parties);
    for (char *pair; fine(w) && (pair = strsep(&at, ";")) != NULL;)
        if (*pair != '\0')
            n += party_add(w, id, pair);
    if (fine(w) && n < 2)
        fail(w, NOT_VALID, tr(w, "an agreement takes at least two parties, as in --parties \"copp:coordinator;splav:customer\""));
    if (fine(w))
        audit(w, "add", a->code, "", "draft");
    return db_commit(w);
}

/* ---------------------------------------------------------------- the list */
bool agreement_list(struct work *w, const char *state, struct sheet *out)
{
    static const struct column cols[] = {
        {"code", TR("Agreement"), CODE}, {"form", TR("Form"), WORDS},         {"title", TR("Title"), WORDS},
        {"number", TR("Number"), WORDS}, {"state", TR("State"), WORDS},       {"parties", TR("Parties"), NUMBER},
        {"starts_on", TR("From"), DAY},  {"ends_on", TR("To"), DAY},          {"signed_on", TR("Signed"), DAY},
        {"offer", TR("Offer"), CODE},    {"price", TR("Price"), MONEY},       {"drafts", TR("Drafts"), NUMBER},
    };
    static const struct { const char *code, *name; } forms[] = {
        {"network", TR("network form")}, {"partnership", TR("social partnership")}, {"ppp", TR("public-private partnership")},
        {"cluster", TR("cluster")}, {"draft", TR("drafted")}, {"signed", TR("signed")}, {"ended", TR("ended")},
    };
    bool plain = out->as == &sheet_csv || out->as == &sheet_json; /* programs read the word of the database */
    struct rows r = db_rows(w, AGREEMENT_LIST, ARGS(V(state)));
    sheet_begin(out, cols, COUNT(cols));
    while (db_next(&r)) {
        const char *form = db_text(&r, 1), *is = db_text(&r, 2);
        for (size_t i = 0; !plain && i < COUNT(forms); i++) {
            form = strcmp(form, forms[i].code) == 0 ? tr(w, forms[i].name) : form;
            is = strcmp(is, forms[i].code) == 0 ? tr(w, forms[i].name) : is;
        }
        sheet_row(out);
        sheet_words(out, db_text(&r, 0));
        sheet_words(out, form);
        sheet_words(out, tr_name(w, db_text(&r, 4), db_text(&r, 5)));
        sheet_words(out, db_null(&r, 3) ? NULL : db_text(&r, 3));
        sheet_words(out, is);
        sheet_int(out, db_int(&r, 10));
        for (int c = 6; c <= 8; c++)
            db_null(&r, c) ? sheet_none(out) : sheet_int(out, db_int(&r, c));
        sheet_words(out, db_null(&r, 9) ? NULL : db_text(&r, 9));
        db_null(&r, 12) ? sheet_none(out) : sheet_int(out, db_int(&r, 12));
        sheet_int(out, db_int(&r, 11));
    }
    return sheet_end(out);
}
