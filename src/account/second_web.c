/* second_web.c -- see second_web.h. */
#include "account/second_web.h"

#include "account/audit.h"
#include "account/field_web.h"
#include "account/limit_web.h"
#include "account/password.h"
#include "account/second_web_sql.h"
#include "account/session_web.h"
#include "account/token.h"
#include "account/totp.h"
#include "view/words.h"
#include "web/piece.h"

#include <qrencode.h>
#include <sodium.h>
#include <string.h>

#define COOKIE    "cavt_second"
#define HALFWAY_S 600
#define CODES     10

static const char *typed(struct request *q, const char *name)
{
    const char *s = web_text(q, name);
    return s != NULL ? s : "";
}

static const char *number(struct work *w, int64_t id) { return take_text(w, "%lld", (long long)id); }

bool second_or_begin(struct request *q, const struct account *a, const char *way, const char *next)
{
    struct work *w = q->w;
    if (a->totp_key == NULL)
        return session_begin(q, a, way) && web_see(q, "%s", next);
    const char *token = token_make(w, "second", a->id, HALFWAY_S, next);
    if (!fine(w))
        return false;
    web_set_cookie(q, COOKIE, token, HALFWAY_S);
    return web_see(q, "/sign-in/second");
}

/* ---------------------------------------------------------------- asked for */
static bool halfway(struct request *q, struct token *t, struct account *a)
{
    const char *cookie = web_cookie(q, COOKIE);
    if (cookie == NULL || !token_look(q->w, "second", cookie, t) || !account_by_id(q->w, t->account_id, a) || a->totp_key == NULL) {
        q->w->err = (struct err){0};
        return false;
    }
    return true;
}

static bool code_form(struct request *q)
{
    struct work *w = q->w;
    struct token t;
    struct account a;
    q->title = tr(w, "The second factor");
    if (!halfway(q, &t, &a)) {
        piece_empty(q, tr(w, "Sign in by your password first; the code is asked for after it."), "/sign-in", tr(w, "Sign in"));
        return fine(w);
    }
    web_form_begin(q, "/sign-in/second", "card narrow");
    field_put(q, &(struct field){"code", "text", tr(w, "The six digits of your authenticator"), tr(w, "or one of your recovery codes"), "one-time-code", true}, "");
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Sign in"));
    return fine(w);
}

/* A recovery code is typed with or without its dash, in any case. */
static const char *recovery_hash(struct work *w, const char *code)
{
    char *plain = take(w, strlen(code) + 1), *at = plain;
    for (; *code != '\0'; code++)
        if (*code != '-' && *code != ' ')
            *at++ = *code >= 'a' && *code <= 'z' ? (char)(*code - 'a' + 'A') : *code;
    return secret_hash(w, plain);
}

static bool proved(struct request *q, const struct account *a, const char *code, const char **way)
{
    struct work *w = q->w;
    int64_t step = totp_step(a->totp_key, code, w->now, a->totp_step);
    db_begin(w);
    bool ok = step != 0 && db_run(w, SECOND_USED, ARGS(V(a->id), V(step))) && db_changed(w) == 1;
    *way = "second";
    if (!ok && fine(w) && db_run(w, SECOND_CODE_USE, ARGS(V(a->id), V(recovery_hash(w, code)), V(w->now))) && db_changed(w) == 1) {
        ok = true;
        *way = "recovery";
    }
    return db_commit(w) && (ok || fail(w, NOT_VALID, "%s", tr(w, "that code is not the one of this half minute; look at the clock of your device, and type the next one")));
}

static bool entered(struct request *q)
{
    struct work *w = q->w;
    struct token t;
    struct account a;
    const char *way, *cookie = web_cookie(q, COOKIE);
    if (!halfway(q, &t, &a))
        return fine(w) && web_see(q, "/sign-in");
    if (!limit_try(q, TRY_CODE, a.email) || !proved(q, &a, typed(q, "code"), &way) || !token_take(w, "second", cookie, &t) || !limit_forget(q, TRY_CODE, a.email))
        return false;
    web_set_cookie(q, COOKIE, "", -1);
    return session_begin(q, &a, way) && web_see(q, "%s", *t.detail == '/' ? t.detail : "/");
}

static bool enter(struct request *q) { return entered(q) || (field_problem(q) && code_form(q)); }

/* ---------------------------------------------------------------- turned on and off */
/* A path of horizontal strokes, one a run of dark modules: a picture of some 4 KB. */
static void qr(struct request *q, const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (code == NULL)
        return;
    html(q->page, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" width=\"220\" height=\"220\" role=\"img\" aria-label=\"%s\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><path d=\"",
         code->width + 8, code->width + 8, tr(q->w, "QR code for an authenticator; the same stands in letters below"));
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width;) {
            int from = x;
            while (x < code->width && (code->data[y * code->width + x] & 1) != 0)
                x++;
            if (x > from)
                html(q->page, "M%d %dh%dv1h-%dz", from + 4, y + 4, x - from, x - from);
            x += x == from;
        }
    html(q->page, "\" fill=\"#000\"/></svg>\n");
    QRcode_free(code);
}

static void off_form(struct request *q, const struct account *a)
{
    struct work *w = q->w;
    long long left = (long long)db_one(w, SECOND_CODES_LEFT, ARGS(V(a->id)), 0);
    html(q->page, "<p><span class=\"state good\">%s</span> ", tr(w, "on"));
    html(q->page, trn(w, "%lld recovery code is left.", "%lld recovery codes are left.", left), left);
    html(q->page, "</p>\n");
    web_form_begin(q, "/me/second/off", "card narrow");
    field_put(q, &(struct field){"password", "password", tr(w, "Password"), .complete = "current-password", .must = a->password != NULL}, "");
    field_put(q, &(struct field){"code", "text", tr(w, "The six digits of your authenticator"), tr(w, "or one of your recovery codes"), "one-time-code", true}, "");
    html(q->page, "<div class=\"actions\"><button class=\"danger\">%s</button></div>\n</form>\n", tr(w, "Turn the second factor off"));
}

static void on_form(struct request *q, const struct account *a, const char *key)
{
    struct work *w = q->w;
    const char *name = web_region(q)->name;
    const char *label = *name != '\0' ? name : "cavt";
    html(q->page, "<ol>\n<li>%s</li>\n<li>%s</li>\n</ol>\n", tr(w, "Open an authenticator on your phone and let it read the picture, or type the letters."),
         tr(w, "Type the six digits that it shows."));
    qr(q, take_text(w, "otpauth://totp/%s:%s?secret=%s&issuer=%s", web_part(w, label), web_part(w, a->email), key, web_part(w, label)));
    page_add(q->page, "<p class=\"code\">");
    for (int i = 0; i < TOTP_KEY - 1; i += 4)
        html(q->page, "%c%c%c%c ", key[i], key[i + 1], key[i + 2], key[i + 3]);
    page_add(q->page, "</p>\n");
    web_form_begin(q, "/me/second/on", "card narrow");
    html(q->page, "<input type=\"hidden\" name=\"key\" value=\"%s\">\n", key);
    field_put(q, &(struct field){"code", "text", tr(w, "The six digits of your authenticator"), NULL, "one-time-code", true}, "");
    if (a->password != NULL)
        field_put(q, &(struct field){"password", "password", tr(w, "Password"), .complete = "current-password", .must = true}, "");
    html(q->page, "<div class=\"actions\"><button>%s</button></div>\n</form>\n", tr(w, "Turn the second factor on"));
}

static bool mine(struct request *q, struct account *a)
{
    return (q->account_id != 0 && account_by_id(q->w, q->account_id, a)) || fail(q->w, NOT_ALLOWED, "%s", tr(q->w, "sign in to do that"));
}

static bool shown(struct request *q, const char *key)
{
    struct work *w = q->w;
    struct account a;
    q->title = tr(w, "The second factor");
    if (q->account_id == 0) {
        piece_empty(q, tr(w, "Nobody is signed in in this browser."), "/sign-in", tr(w, "Sign in"));
        return true;
    }
    if (!mine(q, &a))
        return false;
    piece_crumb(q, "/me", tr(w, "My account"));
    html(q->page, "<p class=\"lead\">%s</p>\n", tr(w, "With it, whoever learns your password still cannot sign in: your phone is needed too."));
    if (a.totp_key != NULL)
        off_form(q, &a);
    else
        on_form(q, &a, key);
    return fine(w);
}

static bool show(struct request *q)
{
    char key[TOTP_KEY];
    totp_new(key);
    return shown(q, key);
}

static bool known_again(struct request *q, const struct account *a)
{
    if (!limit_try(q, TRY_CODE, a->email))
        return false;
    if (a->password != NULL && !password_right(q->w, a->password, typed(q, "password")))
        return fail(q->w, NOT_VALID, "%s", tr(q->w, "that is not your password"));
    return fine(q->w);
}

static bool codes_made(struct request *q, const struct account *a)
{
    struct work *w = q->w;
    static const char signs[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    q->title = tr(w, "Recovery codes");
    html(q->page, "<div class=\"note good\"><p>%s</p></div>\n<p class=\"lead\">%s</p>\n<ul class=\"codes\">\n", tr(w, "The second factor is on."),
         tr(w, "Keep these where your phone is not: each lets you in once without it. They are shown only now."));
    db_run(w, SECOND_CODES_DROP, ARGS(V(a->id)));
    for (int k = 0; k < CODES; k++) {
        char code[12] = "";
        for (int i = 0; i < 11; i++)
            code[i] = i == 5 ? '-' : signs[randombytes_uniform(32)];
        db_run(w, SECOND_CODE_PUT, ARGS(V(a->id), V(recovery_hash(w, code))));
        html(q->page, "<li class=\"code\">%s</li>\n", code);
    }
    html(q->page, "</ul>\n<p><a href=\"/me\">%s</a></p>\n", tr(w, "My account"));
    return fine(w);
}

static bool turned_on(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    const char *key = typed(q, "key");
    if (!mine(q, &a) || !known_again(q, &a))
        return false;
    if (a.totp_key != NULL)
        return fail(w, CONFLICT, "%s", tr(w, "the second factor is on already"));
    int64_t step = strlen(key) == TOTP_KEY - 1 ? totp_step(key, typed(q, "code"), w->now, 0) : 0;
    if (step == 0)
        return fail(w, NOT_VALID, "%s", tr(w, "that code is not the one of this half minute; look at the clock of your device, and type the next one"));
    db_begin(w);
    db_run(w, SECOND_SET, ARGS(V(a.id), V(key), V(step)));
    audit_add(w, 0, "second factor on", "account", number(w, a.id), NULL, NULL);
    codes_made(q, &a);
    return db_commit(w);
}

static bool turn_on(struct request *q)
{
    if (turned_on(q))
        return true;
    q->page->used = 0;
    return field_problem(q) && shown(q, strlen(typed(q, "key")) == TOTP_KEY - 1 ? typed(q, "key") : "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

static bool turned_off(struct request *q)
{
    struct work *w = q->w;
    struct account a;
    const char *way;
    if (!mine(q, &a) || !known_again(q, &a))
        return false;
    if (a.totp_key == NULL)
        return fail(w, CONFLICT, "%s", tr(w, "the second factor is off already"));
    if (!proved(q, &a, typed(q, "code"), &way))
        return false;
    db_begin(w);
    db_run(w, SECOND_SET, ARGS(V(a.id), V((const char *)NULL), NULL_INT));
    db_run(w, SECOND_CODES_DROP, ARGS(V(a.id)));
    audit_add(w, 0, "second factor off", "account", number(w, a.id), NULL, NULL);
    return db_commit(w) && web_see(q, "/me/second");
}

static bool turn_off(struct request *q) { return turned_off(q) || (field_problem(q) && show(q)); }

const struct route second_routes[] = {
    {GET, "/sign-in/second", ANYONE, code_form, TR("The second factor of a sign-in"), NULL},
    {POST, "/sign-in/second", ANYONE, enter, TR("Sign in by the second factor"), NULL},
    {GET, "/me/second", MEMBERS, show, TR("My second factor"), NULL},
    {POST, "/me/second/on", MEMBERS, turn_on, TR("Turn my second factor on"), NULL},
    {POST, "/me/second/off", MEMBERS, turn_off, TR("Turn my second factor off"), NULL},
    {0},
};
